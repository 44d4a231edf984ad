//! Names of languages, as people write them.

/// The English name of a language written in its own or in English; any other
/// text is returned as it is. Used only to compare: what people wrote is kept.
pub fn english_name(written: &str) -> &str {
    let folded = written.trim().to_lowercase();
    ALIASES
        .iter()
        .find(|(alias, _)| *alias == folded)
        .map_or(written, |(_, english)| english)
}

/// Own names and common short forms, lower case, with the English name.
const ALIASES: &[(&str, &str)] = &[
    ("العربية", "Arabic"),
    ("български", "Bulgarian"),
    ("català", "Catalan"),
    ("čeština", "Czech"),
    ("česky", "Czech"),
    ("dansk", "Danish"),
    ("deutsch", "German"),
    ("eesti", "Estonian"),
    ("ελληνικά", "Greek"),
    ("español", "Spanish"),
    ("espanol", "Spanish"),
    ("castellano", "Spanish"),
    ("suomi", "Finnish"),
    ("français", "French"),
    ("francais", "French"),
    ("gaeilge", "Irish"),
    ("עברית", "Hebrew"),
    ("हिन्दी", "Hindi"),
    ("hrvatski", "Croatian"),
    ("magyar", "Hungarian"),
    ("bahasa indonesia", "Indonesian"),
    ("italiano", "Italian"),
    ("日本語", "Japanese"),
    ("한국어", "Korean"),
    ("lietuvių", "Lithuanian"),
    ("latviešu", "Latvian"),
    ("nederlands", "Dutch"),
    ("norsk", "Norwegian"),
    ("polski", "Polish"),
    ("português", "Portuguese"),
    ("portugues", "Portuguese"),
    ("română", "Romanian"),
    ("русский", "Russian"),
    ("slovenčina", "Slovak"),
    ("slovenščina", "Slovenian"),
    ("srpski", "Serbian"),
    ("svenska", "Swedish"),
    ("ไทย", "Thai"),
    ("türkçe", "Turkish"),
    ("українська", "Ukrainian"),
    ("tiếng việt", "Vietnamese"),
    ("中文", "Chinese"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_in_its_own_words_is_the_same_language() {
        assert_eq!(english_name("Deutsch"), "German");
        assert_eq!(english_name(" Français "), "French");
        assert_eq!(english_name("Klingon"), "Klingon");
    }
}
