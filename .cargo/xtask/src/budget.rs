//! What a first visit downloads, against what we allow ourselves.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::parts::LATER;

/// Bytes of brotli: the aim, and what is never shipped.
const AIM: u64 = 300 * 1024;
const LIMIT: u64 = 350 * 1024;

/// Prints each file's size and answers the sum, or fails above the limit.
pub fn check(site: &Path) -> Result<String> {
    let mut files = vec![(
        "index.html.br".to_owned(),
        size(&site.join("index.html.br"))?,
    )];
    let mut later = Vec::new();
    let assets = site.join("assets");
    for entry in
        fs::read_dir(&assets).with_context(|| format!("cannot list {}", assets.display()))?
    {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if ["wasm.br", "js.br", "css.br"]
            .iter()
            .any(|end| name.ends_with(end))
        {
            let list = if name.starts_with(LATER) {
                &mut later
            } else {
                &mut files
            };
            list.push((name, entry.metadata()?.len()));
        }
    }
    let mut text = String::new();
    if !later.is_empty() {
        text += "fetched when first needed:\n";
        list(&mut text, &mut later);
        text += "fetched at once:\n";
    }
    list(&mut text, &mut files);
    let total: u64 = files.iter().map(|(_, bytes)| bytes).sum();
    text += &format!("{:>8.1} KB  first load", kilobytes(total));
    text += &format!(" (aim {} KB, limit {} KB)\n", AIM / 1024, LIMIT / 1024);
    if total > LIMIT {
        bail!("{text}the first load is over its limit; see what grew above");
    }
    if total > AIM {
        text += "warning: over the aim\n";
    }
    Ok(text)
}

/// Adds a line for each file, the largest first.
fn list(text: &mut String, files: &mut [(String, u64)]) {
    files.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    for (name, bytes) in files {
        *text += &format!("{:>8.1} KB  {name}\n", kilobytes(*bytes));
    }
}

fn size(file: &Path) -> Result<u64> {
    let about = fs::metadata(file).with_context(|| format!("{} is missing", file.display()))?;
    Ok(about.len())
}

fn kilobytes(bytes: u64) -> f64 {
    bytes as f64 / 1024.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(wasm: u64) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("assets")).unwrap();
        fs::write(folder.path().join("index.html.br"), [0; 100]).unwrap();
        let sized = fs::File::create(folder.path().join("assets/app.0a.wasm.br")).unwrap();
        sized.set_len(wasm).unwrap();
        folder
    }

    #[test]
    fn a_light_site_passes_and_a_heavy_one_warns() {
        assert!(!check(site(200 * 1024).path()).unwrap().contains("warning"));
        assert!(check(site(320 * 1024).path()).unwrap().contains("warning"));
    }

    #[test]
    fn what_is_fetched_later_is_told_but_not_counted() {
        let site = site(200 * 1024);
        let part = site.path().join("assets/later-board.0a.wasm.br");
        fs::File::create(part)
            .and_then(|file| file.set_len(200 * 1024))
            .unwrap();
        let text = check(site.path()).unwrap();
        assert!(text.contains("200.0 KB  later-board.0a.wasm.br"), "{text}");
        assert!(text.contains("200.1 KB  first load"), "{text}");
    }

    #[test]
    fn a_site_over_the_limit_fails_naming_its_files() {
        let refused = check(site(351 * 1024).path()).unwrap_err().to_string();
        assert!(refused.contains("app.0a.wasm.br"), "{refused}");
    }
}
