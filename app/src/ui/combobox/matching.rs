//! Which suggestions go with what was typed. Plain Rust.

use crate::ui::field::Choice;

/// No list is longer: nobody reads on, typing narrows it.
pub(super) const SHOWN: usize = 40;

/// What the list offers for a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Suggestions {
    pub(super) offered: Vec<Choice>,
    /// How many more go with it.
    pub(super) more: usize,
    /// The text itself, where new values are welcome and it is none of the known.
    pub(super) new: Option<String>,
}

/// Choices not chosen yet whose label or detail holds every word of the text;
/// those that start with it come first.
pub(super) fn suggest(
    all: &[Choice],
    chosen: &[String],
    text: &str,
    new_welcome: bool,
) -> Suggestions {
    let text = text.trim();
    let wanted = text.to_lowercase();
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let mut found: Vec<(bool, &Choice)> = all
        .iter()
        .filter(|choice| !chosen.contains(&choice.value))
        .filter_map(|choice| {
            let label = choice.label.to_lowercase();
            let detail = choice.detail.as_deref().unwrap_or_default().to_lowercase();
            let goes = words
                .iter()
                .all(|word| label.contains(word) || detail.contains(word));
            goes.then(|| (!label.starts_with(&wanted), choice))
        })
        .collect();
    found.sort_by_key(|(later, _)| *later);
    let known = all
        .iter()
        .any(|choice| choice.label.to_lowercase() == wanted)
        || chosen.iter().any(|own| own == text);
    Suggestions {
        more: found.len().saturating_sub(SHOWN),
        offered: found
            .into_iter()
            .take(SHOWN)
            .map(|(_, choice)| choice.clone())
            .collect(),
        new: (new_welcome && !text.is_empty() && !known).then(|| text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skills() -> Vec<Choice> {
        [
            "Public speaking",
            "Giving feedback",
            "Speaking up",
            "Strategy",
        ]
        .map(|label| Choice::new(label, label))
        .to_vec()
    }

    fn labels(suggestions: &Suggestions) -> Vec<&str> {
        suggestions
            .offered
            .iter()
            .map(|choice| choice.label.as_str())
            .collect()
    }

    #[test]
    fn what_starts_with_the_text_comes_first() {
        let found = suggest(&skills(), &[], "speak", false);
        assert_eq!(labels(&found), ["Speaking up", "Public speaking"]);
    }

    #[test]
    fn what_is_chosen_is_not_offered_again() {
        let found = suggest(&skills(), &["Strategy".into()], "", false);
        assert_eq!(
            labels(&found),
            ["Public speaking", "Giving feedback", "Speaking up"]
        );
    }

    #[test]
    fn every_word_has_to_occur() {
        assert_eq!(
            labels(&suggest(&skills(), &[], "feed GIV", false)),
            ["Giving feedback"]
        );
    }

    #[test]
    fn a_new_value_is_offered_only_where_welcome_and_unknown() {
        assert_eq!(
            suggest(&skills(), &[], " Rust ", true).new.as_deref(),
            Some("Rust")
        );
        assert_eq!(suggest(&skills(), &[], "Rust", false).new, None);
        assert_eq!(suggest(&skills(), &[], "strategy", true).new, None);
        assert_eq!(suggest(&skills(), &["Rust".into()], "Rust", true).new, None);
    }

    #[test]
    fn a_long_list_is_cut_and_counted() {
        let many: Vec<Choice> = (0..100)
            .map(|n| Choice::new(n.to_string(), format!("Skill {n}")))
            .collect();
        let found = suggest(&many, &[], "skill", false);
        assert_eq!((found.offered.len(), found.more), (SHOWN, 60));
    }
}
