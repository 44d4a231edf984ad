//! The matching board: who goes with whom, drawn, explained and changed while
//! the best answer for everyone is computed anew in the browser.
//!
//! `model` is all of it without a browser; `state` holds the model for the page,
//! saves what is done and listens to what others do; the rest draws.

pub mod model;
