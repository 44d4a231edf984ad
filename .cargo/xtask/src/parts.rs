//! Parts of the application that browsers fetch when they first need them.
//!
//! The application marks functions as the doors to its parts (see
//! `app/src/routes/part.rs`). After linking, what only leads through a door is
//! moved from the wasm to a file of its own; what several parts share gets files
//! too. That needs to know where each function is referred to, which the linker
//! tells when asked. A generated script, the loader, fetches a part and the
//! shared files it needs, and ties them to the main module's memory and table.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};

use crate::assets::{self, Assets, short_hash};
use crate::checkout::Checkout;

/// What the names of files begin with that the first load does not need.
pub const LATER: &str = "later-";

/// Compiles the application so that it can be cut.
pub const CARGO_ARGUMENTS: [&str; 5] =
    ["--features", "split", "--", "-C", "link-arg=--emit-relocs"];

/// The linked application, before there are bindings for its main module.
pub struct Wasm {
    pub main: PathBuf,
    pub parts: Vec<Part>,
    /// The script that fetches the parts, if there are any.
    pub loader: Option<String>,
}

/// A wasm file, by the name the loader calls it.
pub struct Part {
    name: String,
    pub file: PathBuf,
}

/// The modules by which script and loader import each other.
const SCRIPT: &str = "./app.js";
const LOADER: &str = "./loader.js";

/// The application in one piece.
pub fn whole(wasm: PathBuf) -> Wasm {
    Wasm {
        main: wasm,
        parts: Vec::new(),
        loader: None,
    }
}

/// Cuts a module compiled with [`CARGO_ARGUMENTS`].
pub fn cut(checkout: &Checkout, wasm: &Path) -> Result<Wasm> {
    let folder = checkout.target("parts");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let linked = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let main = folder.join("main.wasm");
    let mut options = Options::new(&linked);
    options.output_dir = &folder;
    options.main_out_path = &main;
    options.main_module = SCRIPT;
    options.link_name = LOADER;
    let cut = transform(options)
        .map_err(|problem| anyhow!("cannot cut {} into parts: {problem:#}", wasm.display()))?;
    let mut parts = Vec::new();
    for file in cut.split_modules {
        let stem = file.file_stem().context("a part has no name")?;
        let name = stem.to_string_lossy().into_owned();
        parts.push(Part { name, file });
    }
    parts.sort_by(|one, other| one.name.cmp(&other.name));
    let loader = fs::read_to_string(folder.join(LOADER))?;
    Ok(Wasm {
        main,
        parts,
        loader: Some(loader),
    })
}

/// Adds the parts, the loader and `app.js`, which import each other.
pub fn place(assets: &mut Assets, script: String, loader: &str, parts: &[Part]) -> Result<()> {
    let mut loader = loader.to_owned();
    for part in parts {
        let asset = format!("{LATER}{}.wasm", plain(&part.name));
        assets.add(&asset, &fs::read(&part.file)?)?;
        let reference = format!("\"./{}.wasm\"", part.name);
        // A part that turned out empty is written, but never fetched.
        loader = loader.replace(&reference, &format!("\"{}\"", assets.address(&asset)?));
    }
    // Neither name can hold the hash of a content that holds the other name, so
    // both have the hash of what the two say before they name each other.
    let hash = short_hash(format!("{script}{loader}").as_bytes());
    let script_at = assets::address("app.js", &hash)?;
    let loader_at = assets::address("loader.js", &hash)?;
    let script = import_from(&script, LOADER, &loader_at)?;
    let loader = import_from(&loader, SCRIPT, &script_at)?;
    assets.add_at("app.js", script_at, script.as_bytes())?;
    assets.add_at("loader.js", loader_at, loader.as_bytes())
}

/// `board` of `split_board_part`; what several parts share has a number.
fn plain(name: &str) -> String {
    match name.strip_prefix("split_") {
        Some(part) => part.strip_suffix("_part").unwrap_or(part).replace('_', "-"),
        None => name.replace("chunk_", "shared-"),
    }
}

/// Changes where a script imports a module from, and nothing else that says so.
fn import_from(script: &str, module: &str, address: &str) -> Result<String> {
    let changed = ['"', '\''].iter().fold(script.to_owned(), |script, quote| {
        script.replace(
            &format!("from {quote}{module}{quote}"),
            &format!("from {quote}{address}{quote}"),
        )
    });
    ensure!(
        changed != script,
        "nothing is imported from {module}; the bindings' form has changed"
    );
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_gets_its_address_and_the_name_of_imports_stays() {
        let script = "import * as import1 from \"./loader.js\"\nreturn {\"./loader.js\": import1}";
        assert_eq!(
            import_from(script, LOADER, "/assets/loader.0a.js").unwrap(),
            "import * as import1 from \"/assets/loader.0a.js\"\nreturn {\"./loader.js\": import1}"
        );
    }

    #[test]
    fn a_script_that_imports_otherwise_is_refused() {
        let refused = import_from("import(\"./loader.js\")", LOADER, "/l.js").unwrap_err();
        assert!(refused.to_string().contains("./loader.js"), "{refused}");
    }

    #[test]
    fn parts_are_named_for_readers() {
        assert_eq!(plain("split_board_part"), "board");
        assert_eq!(plain("chunk_3"), "shared-3");
    }

    #[test]
    fn files_that_import_each_other_share_a_hash_and_find_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("split_board_part.wasm");
        fs::write(&file, b"wasm").unwrap();
        let parts = [Part {
            name: "split_board_part".into(),
            file,
        }];
        let mut assets = Assets::create(&folder.path().join("site"), false).unwrap();
        let script = "import * as a from './loader.js';".to_owned();
        let loader = "import { initSync } from \"./app.js\"; fetch(\"./split_board_part.wasm\")";
        place(&mut assets, script, loader, &parts).unwrap();

        let read = |address: &str| {
            fs::read_to_string(folder.path().join("site").join(&address[1..])).unwrap()
        };
        let (script_at, loader_at) = (
            assets.address("app.js").unwrap(),
            assets.address("loader.js").unwrap(),
        );
        let part_at = assets.address("later-board.wasm").unwrap();
        assert!(read(script_at).contains(loader_at));
        assert!(read(loader_at).contains(script_at));
        assert!(read(loader_at).contains(part_at));
        assert_eq!(read(part_at), "wasm");
    }
}
