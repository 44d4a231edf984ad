//! The site: what browsers load, from Rust, CSS and a page to a folder of
//! hashed and precompressed files that the server embeds or serves.
//!
//! `index.html` paints a static shell before any script has run; `theme.js`
//! sets the colour theme before that paint; `boot.js` loads the wasm. The
//! content security policy allows no inline script or style, so the page has
//! none and a page that has is refused here. The release's wasm is cut into
//! what the first load needs and parts fetched later (see `parts`).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::assets::{Assets, short_hash};
use crate::checkout::Checkout;
use crate::parts::{self, Part};
use crate::{css, setup, shell};

/// What the site is built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// As small as it gets, with compressed copies.
    Release,
    /// As quick to build as it gets; the page reloads when a new build is there.
    Development,
}

impl Flavour {
    /// Where the finished site lies, inside cargo's target folder.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Release => "site",
            Self::Development => "site-dev",
        }
    }
}

/// WebAssembly features rustc turns on for this target by default, and the
/// SIMD of `.cargo/config.toml`; `strip` removes the section that lists them.
const WASM_FEATURES: [&str; 8] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Compiles the application and, if anything changed since, makes the site
/// anew. Answers the site's folder.
pub fn build(checkout: &Checkout, flavour: Flavour) -> Result<PathBuf> {
    setup::wasm_target()?;
    if flavour == Flavour::Release {
        // Only for wasm-opt, which makes the download smaller; the site works without.
        if let Err(problem) = setup::npm_packages(checkout) {
            eprintln!("  going on without wasm-opt, which makes the download larger: {problem:#}");
        }
    }
    let wasm = shell::timed("application to wasm", || compile(checkout, flavour))?;
    let site = checkout.target(flavour.folder());
    let mark = checkout.target(&format!("{}.inputs", flavour.folder()));
    let inputs = inputs(checkout, &wasm)?;
    if site.join("index.html").is_file()
        && fs::read_to_string(&mark).is_ok_and(|made_from| made_from == inputs)
    {
        eprintln!("✓ site: nothing changed");
        return Ok(site);
    }

    let wasm = match flavour {
        Flavour::Release => shell::timed("parts fetched later", || parts::cut(checkout, &wasm))?,
        Flavour::Development => parts::whole(wasm),
    };
    let (module, glue) = shell::timed("JavaScript bindings", || {
        bindings(checkout, flavour, &wasm.main)
    })?;
    let mut code = Code {
        module,
        glue,
        parts: wasm.parts,
        loader: wasm.loader,
    };
    if let Some(wasm_opt) = setup::wasm_opt(checkout)
        && flavour == Flavour::Release
    {
        shell::timed("wasm-opt", || {
            optimise(&wasm_opt, &mut code.module)?;
            let mut files = code.parts.iter_mut().map(|part| &mut part.file);
            files.try_for_each(|file| optimise(&wasm_opt, file))
        })?;
    }
    shell::timed("styles, page, compressed copies", || {
        // Built aside and moved into place whole: a running server or an
        // interrupted build never sees half a site.
        let fresh = checkout.target(&format!("{}.new", flavour.folder()));
        assemble(checkout, flavour, &fresh, &code, &inputs)?;
        if site.exists() {
            fs::remove_dir_all(&site)?;
        }
        fs::rename(&fresh, &site)
            .with_context(|| format!("cannot move the new site to {}", site.display()))
    })?;
    fs::write(&mark, inputs)?;
    Ok(site)
}

fn compile(checkout: &Checkout, flavour: Flavour) -> Result<PathBuf> {
    let (profile, folder) = match flavour {
        Flavour::Release => ("wasm-release", "wasm-release"),
        Flavour::Development => ("dev", "debug"),
    };
    let mut cargo = checkout.cargo();
    cargo.args([
        "rustc",
        "--package=pairwell-app",
        "--bin=pairwell-app",
        "--target=wasm32-unknown-unknown",
        "--profile",
        profile,
    ]);
    if flavour == Flavour::Release {
        cargo.args(parts::CARGO_ARGUMENTS);
    }
    shell::run(&mut cargo)?;
    Ok(checkout.target(&format!(
        "wasm32-unknown-unknown/{folder}/pairwell-app.wasm"
    )))
}

/// A fingerprint of everything the site is made from.
fn inputs(checkout: &Checkout, wasm: &Path) -> Result<String> {
    let mut files = vec![wasm.to_path_buf()];
    collect(&checkout.path("style"), &mut files)?;
    for name in ["index.html", "boot.js", "theme.js", "icon.svg"] {
        files.push(checkout.path("app").join(name));
    }
    // This program's own code decides too, and whether wasm-opt is there.
    files.push(std::env::current_exe()?);
    files.extend(setup::wasm_opt(checkout));
    files.sort();
    let mut listing = String::new();
    for file in files {
        let about =
            fs::metadata(&file).with_context(|| format!("{} is missing", file.display()))?;
        let changed = about.modified()?.duration_since(UNIX_EPOCH)?.as_nanos();
        listing += &format!("{} {} {changed}\n", file.display(), about.len());
    }
    Ok(short_hash(listing.as_bytes()))
}

/// Every file below `folder`.
pub fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// The application's code, compiled and ready to be given its place.
struct Code {
    module: PathBuf,
    glue: Glue,
    parts: Vec<Part>,
    /// What fetches the parts, if there are any.
    loader: Option<String>,
}

/// JavaScript modules beside the main one, by their path under `snippets/`.
struct Glue {
    main: String,
    snippets: Vec<(String, Vec<u8>)>,
}

fn bindings(checkout: &Checkout, flavour: Flavour, wasm: &Path) -> Result<(PathBuf, Glue)> {
    let folder = checkout.target("bindings");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    Bindgen::new()
        .input_path(wasm)
        .out_name("app")
        .web(true)?
        .typescript(false)
        // A stack trace without names helps no developer; a reader needs no names.
        .remove_name_section(flavour == Flavour::Release)
        .remove_producers_section(true)
        // The parts use the main module's memory, stack and function table.
        .keep_lld_exports(flavour == Flavour::Release)
        .generate(&folder)?;
    let main = fs::read_to_string(folder.join("app.js"))?;
    let mut files = Vec::new();
    if folder.join("snippets").is_dir() {
        collect(&folder.join("snippets"), &mut files)?;
    }
    let mut snippets = Vec::new();
    for file in files {
        let inside = file.strip_prefix(folder.join("snippets"))?;
        snippets.push((inside.to_string_lossy().into_owned(), fs::read(&file)?));
    }
    Ok((folder.join("app_bg.wasm"), Glue { main, snippets }))
}

/// Makes `module` smaller; it becomes the path of the smaller one.
pub fn optimise(wasm_opt: &Path, module: &mut PathBuf) -> Result<()> {
    let smaller = module.with_extension("opt.wasm");
    shell::run(
        Command::new(wasm_opt)
            .arg("-Oz")
            .args(WASM_FEATURES)
            .arg(&*module)
            .arg("--output")
            .arg(&smaller),
    )?;
    *module = smaller;
    Ok(())
}

fn assemble(
    checkout: &Checkout,
    flavour: Flavour,
    folder: &Path,
    code: &Code,
    build_id: &str,
) -> Result<()> {
    let read = |name: &str| {
        let file = checkout.path("app").join(name);
        fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))
    };
    let mut assets = Assets::create(folder, flavour == Flavour::Release)?;
    assets.add("icon.svg", read("icon.svg")?.as_bytes())?;
    assets.add("theme.js", read("theme.js")?.as_bytes())?;
    let styles = css::bundle(&checkout.path("style/main.css"))?;
    assets.add("style.css", styles.as_bytes())?;
    assets.add("app.wasm", &fs::read(&code.module)?)?;
    let script = place_snippets(&assets, &code.glue)?;
    match &code.loader {
        Some(loader) => parts::place(&mut assets, script, loader, &code.parts)?,
        None => assets.add("app.js", script.as_bytes())?,
    }

    let mut boot = assets.fill(&read("boot.js")?).context("app/boot.js")?;
    if flavour == Flavour::Development {
        boot += include_str!("reload.js");
        assets.write("assets/build-id.txt", build_id.as_bytes())?;
    }
    assets.add("boot.js", boot.as_bytes())?;

    let page = assets
        .fill(&read("index.html")?)
        .context("app/index.html")?;
    refuse_inline(&page).context("app/index.html")?;
    assets.write("index.html", page.as_bytes())
}

/// Snippets keep their relative names, so the folder carries the hash.
fn place_snippets(assets: &Assets, glue: &Glue) -> Result<String> {
    if glue.snippets.is_empty() {
        return Ok(glue.main.clone());
    }
    let everything: Vec<u8> = glue
        .snippets
        .iter()
        .flat_map(|(_, text)| text.clone())
        .collect();
    let folder = format!("snippets.{}", short_hash(&everything));
    for (inside, text) in &glue.snippets {
        assets.write(&format!("assets/{folder}/{inside}"), text)?;
    }
    Ok(glue.main.replace("./snippets/", &format!("./{folder}/")))
}

/// The policy would block inline code in the browser; say so at build time.
fn refuse_inline(page: &str) -> Result<()> {
    for tag in page.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let name = tag.split_whitespace().next().unwrap_or_default();
        let has = |attribute: &str| {
            tag.split_whitespace()
                .any(|word| word.to_ascii_lowercase().starts_with(attribute))
        };
        let wrong = match name {
            "script" if !has("src=") => "a script without src",
            "style" => "a style element",
            _ if has("style=") => "a style attribute",
            _ if tag.split_whitespace().any(is_event_handler) => "an event attribute",
            _ => continue,
        };
        bail!("<{tag}> is {wrong}, which the content security policy blocks; move it to a file");
    }
    Ok(())
}

fn is_event_handler(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        name.len() > 2
            && name.starts_with("on")
            && name.bytes().all(|letter| letter.is_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_linked_files_passes() {
        let page =
            "<!doctype html><link rel=stylesheet href=/a.css><script src=\"/b.js\"></script>";
        assert!(refuse_inline(page).is_ok());
    }

    #[test]
    fn inline_code_of_every_kind_is_refused() {
        for (page, said) in [
            ("<script>go()</script>", "a script without src"),
            ("<style>p{}</style>", "a style element"),
            ("<p style=\"color: red\">", "a style attribute"),
            ("<body onload=\"go()\">", "an event attribute"),
        ] {
            let refused = refuse_inline(page).unwrap_err().to_string();
            assert!(refused.contains(said), "{refused}");
        }
    }
}
