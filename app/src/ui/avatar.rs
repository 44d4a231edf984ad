//! A person's face: their photo if there is one, else initials on a hue made
//! from their id, so that the same person has the same colour on every screen.
//!
//! Hidden from screen readers, since the name always stands beside it.

use leptos::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AvatarSize {
    Small,
    #[default]
    Medium,
    Large,
}

impl AvatarSize {
    fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }
}

#[component]
pub fn Avatar(
    #[prop(into)] name: Signal<String>,
    /// The bytes of the person's id.
    #[prop(into)]
    seed: Signal<[u8; 16]>,
    #[prop(optional, into)] photo: Signal<Option<String>>,
    #[prop(optional)] size: AvatarSize,
) -> impl IntoView {
    view! {
        <span class="avatar" data-size=size.name() aria-hidden="true" style:--hue=move || hue(&seed.get()).to_string()>
            {move || match photo.get() {
                Some(src) => view! { <img src=src alt=""/> }.into_any(),
                None => name.with(|name| initials(name)).into_any(),
            }}
        </span>
    }
}

/// The first letters of the first and last word; one letter for one word.
pub fn initials(name: &str) -> String {
    let mut letters = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = letters.next();
    let last = letters.next_back();
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

/// A hue in degrees, spread evenly over ids (FNV-1a), in steps that can be told apart.
pub fn hue(seed: &[u8]) -> u32 {
    let hash = seed.iter().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    });
    (hash >> 8) % 24 * 15
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_the_first_and_last_words() {
        assert_eq!(initials("Ada Byrne"), "AB");
        assert_eq!(initials("María José de la Cruz"), "MC");
        assert_eq!(initials("  pelé "), "P");
        assert_eq!(initials("\"Bo\" (Li) o'Neil"), "BO");
        assert_eq!(initials("نور عزيز"), "نع");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn a_hue_is_stable_and_in_range() {
        let seeds = (0..=255u8).map(|byte| [byte; 16]);
        let hues: std::collections::BTreeSet<u32> = seeds.map(|seed| hue(&seed)).collect();
        assert!(hues.iter().all(|hue| *hue < 360));
        assert!(
            hues.len() > 20,
            "ids spread over the hues, got {}",
            hues.len()
        );
        assert_eq!(hue(&[7; 16]), hue(&[7; 16]));
    }
}
