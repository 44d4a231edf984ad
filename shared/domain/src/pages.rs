//! Which addresses show a page. The application decides which; the server has to know what is
//! none, so that a probe, a crawler or a mistyped link hears of it.

/// What the path of every page but home starts with.
pub const FIRST_SEGMENTS: [&str; 8] = [
    "admin",
    "forgot",
    "link",
    "people",
    "programmes",
    "settings",
    "setup",
    "sign-in",
];

/// Whether there may be a page at a path, such as `/programmes/7/board`.
pub fn may_be_page(path: &str) -> bool {
    let first = path.split('/').find(|segment| !segment.is_empty());
    first.is_none_or(|first| FIRST_SEGMENTS.contains(&first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_starts_like_a_page_may_be_one() {
        for path in ["/", "", "/people", "/people/", "/programmes/7/board"] {
            assert!(may_be_page(path), "{path}");
        }
        for path in ["/readyz", "/peoples", "/wp-login", "/x/people"] {
            assert!(!may_be_page(path), "{path}");
        }
    }
}
