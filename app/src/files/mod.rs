//! Files made in the browser and handed to the reader.

pub mod csv;
pub mod download;

pub use csv::Sheet;
pub use download::{Kind, save};
