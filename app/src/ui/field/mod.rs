//! Fields: a label above, help below, and an error in its place.
//!
//! A field shows what it is given and says what was typed; whether that is
//! acceptable is for a draft's `validate` to say, whose problems come back in
//! as `error`. Browsers' own validation bubbles stay out of it: forms carry
//! `novalidate`, required fields say so to assistive technology, and fields
//! that may be left empty say so in their label.

mod choice;
mod frame;
mod number;
mod radio;
mod select;
mod text;

pub use choice::{Checkbox, Switch};
pub(super) use frame::{ERROR, FieldError};
pub use frame::{Field, FieldIds, control_with_error};
pub use number::NumberField;
pub use radio::RadioGroup;
pub use select::{Choice, SelectField};
pub use text::{TextArea, TextField, TextKind};
