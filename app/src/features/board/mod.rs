//! The matching board: who goes with whom, drawn, explained and changed while
//! the best answer for everyone is computed anew in the browser.
//!
//! `model` is all of it without a browser; `state` holds the model for the page,
//! `saving` sends what is done and listens to what others do, `remembered` keeps undo
//! across a reload, `sliding` tries weights and rules while a slider moves. `page` lays
//! out `waiting`, `lanes` with their `card`s (or the `list` of mentees, or the `matrix`
//! of fits, which `matrix_print` puts on paper), and the `panel` that explains, with
//! `flips`, what would bring two together; `drag` is how mentees and places are carried,
//! `move_to` how that is done without, `focus` how the keyboard stays with them, `keys`
//! what it does anywhere on the page. `window` keeps a board of hundreds drawing only
//! what is in sight; `presence` says who else is here.
//! Beside the board stand its `scenarios` and how two of them `compare`, what is
//! `scarce`, the `rules` the matching keeps to, how to `repair` it, and its `files`.

mod card;
mod compare;
mod drag;
mod files;
mod flips;
mod focus;
mod keys;
mod lanes;
mod list;
mod marks;
mod matrix;
mod matrix_print;
pub mod model;
mod move_to;
mod page;
mod panel;
mod presence;
mod publish;
mod reason;
mod remembered;
mod repair;
mod rules;
mod saving;
mod scarce;
mod scenarios;
mod sliding;
mod state;
mod toolbar;
mod waiting;
mod window;

pub use page::BoardPage;
