//! Pairwell's controls: everything a screen is made of, drawn over native
//! elements and styled by `style/ui/<component>.css`.
//!
//! Nothing here knows a mentor from a mentee. Components take data, signals
//! and callbacks and give back what the person did; deciding is the screens'
//! business. Values that can be edited come as a [`Bind`], which any signal
//! becomes by `.into()`.
//!
//! The application provides three contexts once, above its routes:
//! [`live::provide_announcer`], [`toast::provide_toasts`] and
//! [`theme::provide_appearance`], and mounts [`live::LiveRegion`] and
//! [`toast::ToastHost`] beside them.
//!
//! The content policy forbids inline styles: set custom properties with
//! `style:--name=`, which goes through the CSSOM, and never a `style` attribute.

pub mod avatar;
pub mod banner;
pub mod bind;
pub mod button;
pub mod dialog;
pub mod empty;
pub mod field;
pub mod fit;
pub mod gallery;
pub mod icon;
pub mod id;
pub mod live;
pub mod page;
pub mod tag;
pub mod theme;
pub mod toast;
pub mod visually_hidden;

#[cfg(test)]
mod contrast;

pub use avatar::{Avatar, AvatarSize};
pub use banner::{Banner, Tone};
pub use bind::Bind;
pub use button::{Button, ButtonKind, ButtonLink, IconButton};
pub use dialog::{Dialog, DialogSize};
pub use empty::{Drawing, Empty};
pub use field::{
    Checkbox, Choice, NumberField, SelectField, Switch, TextArea, TextField, TextKind,
};
pub use fit::{Fit, FitSize};
pub use icon::{Glyph, Icon};
pub use live::{Announcer, use_announcer};
pub use page::{Page, PageWidth};
pub use tag::{Chip, Tag, TagTone};
pub use toast::{Toasts, use_toasts};
pub use visually_hidden::VisuallyHidden;
