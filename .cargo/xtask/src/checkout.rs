//! Where things are: the checkout this program was started from and cargo's
//! target folder, wherever the user has put it.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::shell;

/// The folders every task works in; all paths are absolute.
#[derive(Debug, Clone)]
pub struct Checkout {
    root: PathBuf,
    target: PathBuf,
}

impl Checkout {
    /// Asks cargo, so that `CARGO_TARGET_DIR` and a user's own configuration count.
    pub fn find() -> Result<Self> {
        // cargo sets the variable when it runs us; the compiled-in value serves a direct call.
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest
            .ancestors()
            .nth(2)
            .context("the tasks' crate is expected in .cargo/xtask of the checkout")?
            .to_path_buf();
        let metadata = shell::output(
            Command::new(cargo_program())
                .args(["metadata", "--no-deps", "--format-version=1"])
                .current_dir(&root),
        )?;
        let metadata: serde_json::Value =
            serde_json::from_str(&metadata).context("cargo metadata printed no JSON")?;
        let target = metadata["target_directory"]
            .as_str()
            .context("cargo metadata names no target_directory")?
            .into();
        Ok(Self { root, target })
    }

    /// Of a path inside the checkout, `/`-separated.
    pub fn path(&self, inside: &str) -> PathBuf {
        self.root.join(inside)
    }

    /// Of a path inside cargo's target folder.
    pub fn target(&self, inside: &str) -> PathBuf {
        self.target.join(inside)
    }

    /// `cargo`, started in the checkout.
    pub fn cargo(&self) -> Command {
        let mut cargo = Command::new(cargo_program());
        cargo.current_dir(&self.root);
        // Set by the cargo that runs us and about this crate: passing them on
        // would make build scripts that watch them run again.
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("CARGO_PKG_") || name == "CARGO_MANIFEST_DIR" {
                cargo.env_remove(name);
            }
        }
        cargo
    }

    /// A program of the npm packages in `end2end`, started there.
    pub fn npm_program(&self, name: &str) -> Command {
        let folder = self.path("end2end");
        let mut program = Command::new(folder.join("node_modules/.bin").join(name));
        program.current_dir(folder);
        program
    }
}

fn cargo_program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
