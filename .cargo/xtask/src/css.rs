//! The style sheets of `style/`, bundled into the one file browsers load.
//!
//! `style/main.css` imports the others. What every targeted browser already
//! understands (layers, nesting, OKLCH …) stays as it is.
//!
//! The imports are followed here and not by lightningcss's own bundler, which depends on
//! a source map library with an unsound dependency (RUSTSEC-2026-0235).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use lightningcss::printer::PrinterOptions;
use lightningcss::rules::import::ImportRule;
use lightningcss::rules::layer::LayerBlockRule;
use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, StyleSheet};
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
    let mut sheets = BTreeMap::new();
    read(entry, &mut sheets)?;
    let rules = rules_of(entry, &sheets)?;
    let mut sheet = StyleSheet::new(Vec::new(), rules, ParserOptions::default());
    let targets = Targets::from(BROWSERS);
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

/// Reads a sheet and those it imports. The parsed rules borrow from their text, so every text
/// is read before any of them is parsed for good.
fn read(file: &Path, sheets: &mut BTreeMap<PathBuf, String>) -> Result<()> {
    let text =
        fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut imported = Vec::new();
    for rule in &parse(file, &text)?.rules.0 {
        if let CssRule::Import(import) = rule {
            imported.push(beside(file, import));
        }
    }
    sheets.insert(file.to_owned(), text);
    for import in imported {
        if sheets.contains_key(&import) {
            bail!(
                "{}: {} is imported a second time",
                file.display(),
                import.display()
            );
        }
        read(&import, sheets).with_context(|| format!("imported by {}", file.display()))?;
    }
    Ok(())
}

/// The rules of a sheet, with each import replaced by a layer of what it imports.
fn rules_of<'i>(file: &Path, sheets: &'i BTreeMap<PathBuf, String>) -> Result<CssRuleList<'i>> {
    let mut rules = parse(file, &sheets[file])?.rules;
    for rule in &mut rules.0 {
        let CssRule::Import(import) = rule else {
            continue;
        };
        let Some(name) = import.layer.clone() else {
            bail!(
                "{}: the import of {} names no layer",
                file.display(),
                import.url
            );
        };
        if import.supports.is_some() || !import.media.media_queries.is_empty() {
            bail!(
                "{}: the import of {} has a condition; put the condition into that file",
                file.display(),
                import.url
            );
        }
        *rule = CssRule::LayerBlock(LayerBlockRule {
            name,
            rules: rules_of(&beside(file, import), sheets)?,
            loc: import.loc,
        });
    }
    Ok(rules)
}

fn parse<'i>(file: &Path, text: &'i str) -> Result<StyleSheet<'i>> {
    StyleSheet::parse(text, ParserOptions::default()).map_err(|problem| match &problem.loc {
        // Lines are counted from 0 there.
        Some(at) => anyhow!(
            "{}:{}:{}: {}",
            file.display(),
            at.line + 1,
            at.column,
            problem.kind
        ),
        None => anyhow!("{}: {problem}", file.display()),
    })
}

fn beside(file: &Path, import: &ImportRule<'_>) -> PathBuf {
    file.with_file_name(&*import.url)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn sheets(name: &str, files: &[(&str, &str)]) -> PathBuf {
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
    fn a_condition_on_an_import_is_refused_rather_than_lost() {
        let entry = sheets(
            "condition",
            &[
                ("main.css", "@import \"wide.css\" layer(ui) (width > 40em);"),
                ("wide.css", "p { color: red }"),
            ],
        );
        let message = bundle(&entry)
            .expect_err("the condition would be lost")
            .to_string();
        assert!(message.contains("wide.css has a condition"), "{message}");
    }

    #[test]
    fn a_mistake_is_told_with_its_file_and_place() {
        let entry = sheets(
            "mistake",
            &[
                ("main.css", "@import \"bad.css\" layer(ui);"),
                ("bad.css", "p {}\n}"),
            ],
        );
        let message = format!("{:#}", bundle(&entry).expect_err("a brace too many"));
        assert!(message.contains("bad.css:2:"), "{message}");
    }

    #[test]
    fn a_missing_import_is_named() {
        let entry = sheets(
            "missing",
            &[("main.css", "@import \"gone.css\" layer(ui);")],
        );
        let message = format!("{:#}", bundle(&entry).expect_err("gone.css is not there"));
        assert!(message.contains("main.css"), "{message}");
        assert!(message.contains("gone.css"), "{message}");
    }
}
