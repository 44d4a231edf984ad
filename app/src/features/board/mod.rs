//! The matching board: who goes with whom, drawn, explained and changed while
//! the best answer for everyone is computed anew in the browser.
//!
//! `model` is all of it without a browser; `state` holds the model for the page,
//! saves what is done and listens to what others do. `page` lays out `waiting`,
//! `lanes` with their `card`s, and the `panel` that explains; `drag` is how
//! mentees are carried, `move_to` how they are moved without, `focus` how the
//! keyboard stays with them. `window` keeps a board of hundreds drawing only what
//! is in sight.

mod card;
mod drag;
mod focus;
mod lanes;
mod marks;
pub mod model;
mod move_to;
mod page;
mod panel;
mod publish;
mod reason;
mod state;
mod toolbar;
mod waiting;
mod window;

pub use page::BoardPage;
