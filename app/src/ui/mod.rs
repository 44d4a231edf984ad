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
pub mod bar;
pub mod bind;
pub mod button;
pub mod combobox;
pub mod dialog;
pub mod drag;
pub mod empty;
pub mod field;
pub mod figure;
pub mod file;
pub mod fit;
mod floating;
pub mod gallery;
pub mod icon;
pub mod id;
pub mod live;
pub mod menu;
pub mod page;
pub mod popover;
pub mod progress;
pub mod segmented;
pub mod skeleton;
pub mod slider;
pub mod table;
pub mod tabs;
pub mod tag;
pub mod theme;
pub mod toast;
pub mod visually_hidden;

#[cfg(test)]
mod contrast;

pub use avatar::{Avatar, AvatarSize};
pub use banner::{Banner, Tone};
pub use bar::{Bar, Bars};
pub use bind::Bind;
pub use button::{Button, ButtonKind, ButtonLink, IconButton};
pub use combobox::Combobox;
pub use dialog::{Dialog, DialogSize};
pub use drag::{Drag, DragEvents, DragPreview, HeldBy};
pub use empty::{Drawing, Empty};
pub use field::{
    Checkbox, Choice, NumberField, RadioGroup, SelectField, Switch, TextArea, TextField, TextKind,
    control_with_error,
};
pub use figure::Figure;
pub use file::FileDrop;
pub use fit::{Fit, FitSize};
pub use icon::{Glyph, Icon};
pub use live::{Announcer, use_announcer};
pub use menu::{Menu, MenuAction, MenuItem};
pub use page::{Page, PageWidth};
pub use popover::Popover;
pub use progress::Progress;
pub use segmented::Segmented;
pub use skeleton::{Shape, Skeleton};
pub use slider::Slider;
pub use table::{Column, Sort, Table};
pub use tabs::Tabs;
pub use tag::{Chip, Tag, TagTone};
pub use toast::{Toast, Toasts, use_toasts};
pub use visually_hidden::VisuallyHidden;
