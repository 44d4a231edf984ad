//! Makes what is compiled in besides Rust source: the application's files.
//!
//! `PAIRWELL_SITE` names the folder they were built into. Without it the server
//! has none of its own and serves those of `--site DIR`.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    // `sqlx::migrate!` compiles these in.
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-env-changed=PAIRWELL_SITE");
    let mut files = Vec::new();
    if let Some(site) = env::var_os("PAIRWELL_SITE").map(PathBuf::from) {
        println!("cargo:rerun-if-changed={}", site.display());
        collect(&site, &site, &mut files);
    }
    files.sort();
    let list: String = files
        .iter()
        .map(|(name, path)| format!("    ({name:?}, include_bytes!({path:?})),\n"))
        .collect();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("site.rs");
    let source = format!("static FILES: &[(&str, &[u8])] = &[\n{list}];\n");
    fs::write(out, source).expect("cargo's own folder can be written");
}

/// Name below the site, with slashes, and where it is.
fn collect(folder: &Path, site: &Path, files: &mut Vec<(String, PathBuf)>) {
    let entries = fs::read_dir(folder)
        .unwrap_or_else(|why| panic!("PAIRWELL_SITE: can't read {}: {why}", folder.display()));
    for entry in entries {
        let path = entry.expect("a folder's entry can be read").path();
        if path.is_dir() {
            collect(&path, site, files);
        } else {
            let name = path.strip_prefix(site).expect("it is below the site");
            let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
            files.push((parts.join("/"), path));
        }
    }
}
