//! Files with their content's hash in their name, and the text files that
//! refer to them.
//!
//! A page or script refers to another file as `{{app.js}}`; the reference
//! becomes the hashed address. A name changes exactly when its content does,
//! so browsers may keep assets for ever.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::compress;

/// The assets written so far into one site folder.
pub struct Assets {
    folder: PathBuf,
    compressed: bool,
    addresses: BTreeMap<String, String>,
}

impl Assets {
    /// Starts with an empty `folder/assets`; `compressed` adds brotli and gzip copies.
    pub fn create(folder: &Path, compressed: bool) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder)
                .with_context(|| format!("cannot clear {}", folder.display()))?;
        }
        fs::create_dir_all(folder.join("assets"))
            .with_context(|| format!("cannot create {}", folder.display()))?;
        Ok(Self {
            folder: folder.to_path_buf(),
            compressed,
            addresses: BTreeMap::new(),
        })
    }

    /// Writes `name` (as in `app.js`) under its hashed name and remembers the address.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let address = address(name, &short_hash(bytes))?;
        self.add_at(name, address, bytes)
    }

    /// Writes `name` at an address of [`address`]: for files that refer to each other.
    pub fn add_at(&mut self, name: &str, address: String, bytes: &[u8]) -> Result<()> {
        self.write(&address[1..], bytes)?;
        self.addresses.insert(name.to_owned(), address);
        Ok(())
    }

    /// Where an asset has been written.
    pub fn address(&self, name: &str) -> Result<&str> {
        let address = self.addresses.get(name);
        address
            .map(String::as_str)
            .with_context(|| format!("there is no asset {name}"))
    }

    /// Writes a file whose name stays as it is, `/`-separated inside the site.
    pub fn write(&self, inside: &str, bytes: &[u8]) -> Result<()> {
        let file = self.folder.join(inside);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&file, bytes).with_context(|| format!("cannot write {}", file.display()))?;
        if self.compressed {
            compress::write_siblings(&file, bytes)?;
        }
        Ok(())
    }

    /// Replaces each `{{name}}` of a template by the asset's address.
    pub fn fill(&self, template: &str) -> Result<String> {
        let mut filled = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, after)) = rest.split_once("{{") {
            let Some((name, after)) = after.split_once("}}") else {
                bail!("a reference that starts with {{{{ has no }}}}");
            };
            let Some(address) = self.addresses.get(name) else {
                let known: Vec<_> = self.addresses.keys().map(String::as_str).collect();
                bail!("{{{{{name}}}}} is no asset; there are {}", known.join(", "));
            };
            filled.push_str(before);
            filled.push_str(address);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }
}

/// The address of an asset with this hash.
pub fn address(name: &str, hash: &str) -> Result<String> {
    let (stem, extension) = name
        .rsplit_once('.')
        .with_context(|| format!("asset {name} has no extension"))?;
    Ok(format!("/assets/{stem}.{hash}.{extension}"))
}

/// Enough of the SHA-256 to tell versions of one file apart.
pub fn short_hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest[..6]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assets() -> Assets {
        Assets {
            folder: PathBuf::new(),
            compressed: false,
            addresses: BTreeMap::from([("app.js".to_owned(), "/assets/app.0a.js".to_owned())]),
        }
    }

    #[test]
    fn references_become_hashed_addresses() {
        let filled = assets().fill("import(\"{{app.js}}\")").unwrap();
        assert_eq!(filled, "import(\"/assets/app.0a.js\")");
    }

    #[test]
    fn a_reference_to_nothing_is_refused_with_what_there_is() {
        let refused = assets().fill("{{main.js}}").unwrap_err().to_string();
        assert_eq!(refused, "{{main.js}} is no asset; there are app.js");
    }

    #[test]
    fn the_name_changes_with_the_content() {
        assert_ne!(short_hash(b"one"), short_hash(b"two"));
        assert_eq!(short_hash(b"one").len(), 12);
    }
}
