//! Light or dark, comfortable or compact: the reader's choice, kept in this
//! browser and shown by `data-theme` and `data-density` on the root element.
//!
//! The boot script reads the same two keys before the first paint. Storage may
//! be forbidden (private windows); the choice then lasts as long as the page.

use leptos::prelude::*;

const THEME: &str = "pairwell.theme";
const DENSITY: &str = "pairwell.density";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// The value of `data-theme`; none follows the device.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    fn from_name(name: Option<&str>) -> Self {
        match name {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    #[default]
    Comfortable,
    Compact,
}

impl Density {
    /// The value of `data-density`, on the root or on any part of a page.
    pub fn name(self) -> Option<&'static str> {
        (self == Self::Compact).then_some("compact")
    }
}

/// How this reader wants Pairwell to look.
#[derive(Clone, Copy)]
pub struct Appearance {
    pub theme: RwSignal<Theme>,
    pub density: RwSignal<Density>,
}

/// Reads the kept choice and keeps the root element and storage in step with it.
pub fn provide_appearance() -> Appearance {
    let appearance = Appearance {
        theme: RwSignal::new(Theme::from_name(kept(THEME).as_deref())),
        density: RwSignal::new(match kept(DENSITY).as_deref() {
            Some("compact") => Density::Compact,
            _ => Density::Comfortable,
        }),
    };
    Effect::new(move |_| show("data-theme", THEME, appearance.theme.get().name()));
    Effect::new(move |_| show("data-density", DENSITY, appearance.density.get().name()));
    provide_context(appearance);
    appearance
}

/// How this reader wants Pairwell to look.
pub fn use_appearance() -> Appearance {
    expect_context::<Appearance>()
}

fn kept(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

fn show(attribute: &str, key: &str, value: Option<&str>) {
    let storage = window().local_storage().ok().flatten();
    if let Some(root) = document().document_element() {
        let _ = match value {
            Some(value) => root.set_attribute(attribute, value),
            None => root.remove_attribute(attribute),
        };
    }
    if let Some(storage) = storage {
        // A full or forbidden storage only costs the memory of the choice.
        let _ = match value {
            Some(value) => storage.set_item(key, value),
            None => storage.remove_item(key),
        };
    }
}
