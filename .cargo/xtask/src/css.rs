//! The style sheets of `style/`, bundled into the one file browsers load.
//!
//! `style/main.css` imports the others. What every targeted browser already
//! understands (layers, nesting, OKLCH …) stays as it is.

use std::path::Path;

use anyhow::{Result, anyhow};
use lightningcss::bundler::{BundleErrorKind, Bundler, FileProvider};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions};
use lightningcss::targets::{Browsers, Targets};

/// What people have had for about two years: browsers released by November 2024.
const BROWSERS: Browsers = Browsers {
    android: Some(version(131, 0)),
    chrome: Some(version(131, 0)),
    edge: Some(version(131, 0)),
    firefox: Some(version(132, 0)),
    ie: None,
    ios_saf: Some(version(18, 1)),
    opera: Some(version(115, 0)),
    safari: Some(version(18, 1)),
    samsung: Some(version(27, 0)),
};

const fn version(major: u32, minor: u32) -> u32 {
    (major << 16) | (minor << 8)
}

/// Follows the imports of `entry` and answers one minified sheet, or the file,
/// line and column that is wrong.
pub fn bundle(entry: &Path) -> Result<String> {
    let targets = Targets::from(BROWSERS);
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler
        .bundle(entry)
        .map_err(|problem| match problem.kind {
            BundleErrorKind::ResolverError(_) => anyhow!("cannot read what is imported: {problem}"),
            _ => anyhow!("{problem}"),
        })?;
    sheet
        .minify(MinifyOptions {
            targets,
            ..MinifyOptions::default()
        })
        .map_err(|problem| anyhow!("{}: {problem}", entry.display()))?;
    let printed = sheet
        .to_css(PrinterOptions {
            minify: true,
            targets,
            ..PrinterOptions::default()
        })
        .map_err(|problem| anyhow!("{}: {problem}", entry.display()))?;
    Ok(printed.code)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn sheets(name: &str, files: &[(&str, &str)]) -> std::path::PathBuf {
        let folder =
            std::env::temp_dir().join(format!("pairwell-css-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (file, text) in files {
            fs::write(folder.join(file), text).unwrap();
        }
        folder.join(files[0].0)
    }

    #[test]
    fn imports_are_bundled_into_their_layers() {
        let entry = sheets(
            "layers",
            &[
                (
                    "main.css",
                    "@layer base, ui;\n@import \"card.css\" layer(ui);\n",
                ),
                ("card.css", ".card { & .name { font-weight: 600; } }\n"),
            ],
        );
        let css = bundle(&entry).unwrap();
        assert!(css.contains("@layer ui{"), "{css}");
        assert!(css.contains("font-weight:600"), "{css}");
        assert!(!css.contains("@import"), "{css}");
    }

    #[test]
    fn a_missing_import_is_named() {
        let entry = sheets("missing", &[("main.css", "@import \"gone.css\";")]);
        let message = bundle(&entry)
            .expect_err("gone.css is not there")
            .to_string();
        assert!(message.contains("main.css"), "{message}");
    }
}
