//! The files of an SQLite database: who uses them, and who may read them.

use anyhow::{Context, bail};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// As long as it lives, this process uses the database: with others, or alone.
#[derive(Debug)]
pub struct InUse(#[expect(dead_code, reason = "the lock ends when it is closed")] File);

impl InUse {
    /// Beside others that use it.
    pub fn with_others(database: &Path) -> anyhow::Result<InUse> {
        let file = lock_file(database)?;
        match file.try_lock_shared() {
            Ok(()) => Ok(InUse(file)),
            Err(TryLockError::WouldBlock) => bail!(
                "{} is being restored; try again when that is done",
                database.display()
            ),
            Err(TryLockError::Error(why)) => Err(why).context("can't lock the database"),
        }
    }

    /// Fails while anybody uses it.
    pub fn alone(database: &Path) -> anyhow::Result<InUse> {
        let file = lock_file(database)?;
        match file.try_lock() {
            Ok(()) => Ok(InUse(file)),
            Err(TryLockError::WouldBlock) => {
                bail!("{} is in use; stop the server first", database.display())
            }
            Err(TryLockError::Error(why)) => Err(why).context("can't lock the database"),
        }
    }
}

fn lock_file(database: &Path) -> anyhow::Result<File> {
    let path = beside(database, ".in-use");
    let opened = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path);
    let file = opened.with_context(|| {
        format!(
            "can't open the SQLite database {}; is its folder there, and writable?",
            database.display()
        )
    })?;
    owner_only(&path)?;
    Ok(file)
}

/// There while a restore is unfinished; holds the name of what is set aside.
pub fn unfinished(database: &Path) -> PathBuf {
    beside(database, ".restore-unfinished")
}

/// Refuses a database whose restore was interrupted: neither the old one nor the new one may
/// be whole.
pub fn refuse_unfinished(database: &Path) -> anyhow::Result<()> {
    if unfinished(database).exists() {
        bail!(
            "a restore of {} was interrupted; run `pairwell restore` again, \
             which first takes back what was done",
            database.display()
        );
    }
    Ok(())
}

/// Makes the file if it is missing, so that nobody else could read it for a moment.
pub fn create_owner_only(file: &Path) -> anyhow::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).with_context(|| {
        format!(
            "can't open the SQLite database {}; is its folder there, and writable?",
            file.display()
        )
    })?;
    owner_only(file)
}

/// Two of SQLite's pages: as much room as the smallest change needs.
const PROBE_BYTES: usize = 8192;

/// Writes a small file beside the database, waits until it is durable and removes it: fails
/// while the disk is full, faulty or read-only.
pub fn probe_disk(database: &Path) -> io::Result<()> {
    let path = beside(database, ".probe");
    let written = File::create(&path).and_then(|mut file| {
        file.write_all(&[0; PROBE_BYTES])?;
        file.sync_all()
    });
    match std::fs::remove_file(&path) {
        // Another probe at the same time has removed it, or it was never created.
        Err(why) if why.kind() == ErrorKind::NotFound => written,
        removed => written.and(removed),
    }
}

/// Takes reading and writing away from everybody but the owner. Does nothing where files have
/// no such permissions, and warns where only another user may change them.
pub fn owner_only(file: &Path) -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if let Ok(about) = file.metadata()
            && about.permissions().mode() & 0o077 != 0
        {
            match std::fs::set_permissions(file, PermissionsExt::from_mode(0o600)) {
                Err(why) if why.kind() == ErrorKind::PermissionDenied => tracing::warn!(
                    "other users can read {}, and only its owner can change that",
                    file.display()
                ),
                changed => {
                    changed.with_context(|| format!("can't take {} from others", file.display()))?
                }
            }
        }
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}

/// A database's neighbour: its name, and then `suffix`.
pub fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
