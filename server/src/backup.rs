//! Copies the SQLite database and puts copies back. PostgreSQL has `pg_dump`.

use crate::db::files::{InUse, beside, owner_only, unfinished};
use crate::db::{Db, Reader, args, sqlite_file};
use anyhow::{Context, bail};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Writes a whole, compact copy while the database may be in use.
pub async fn backup(url: &str, to: &Path) -> anyhow::Result<()> {
    let source = sqlite(url, "pg_dump --format=custom --file=FILE \"$DATABASE_URL\"")?;
    if to.exists() {
        bail!("{} is there already; choose another name", to.display());
    }
    if !source.exists() {
        bail!("there is no database at {}", source.display());
    }
    let name = to.to_str().context("the file's name must be Unicode")?;
    let db = Db::connect(url).await?;
    db.execute("VACUUM INTO $1", args![name])
        .await
        .with_context(|| format!("can't write {}", to.display()))?;
    db.close().await;
    owner_only(to)?;
    check(to).await?;
    std::fs::File::open(to)?.sync_all()?;
    println!("backed up to {}", to.display());
    Ok(())
}

/// What [`restore`] has just done. Whatever ends the program after any of these, the database
/// of before or the backup is there whole once `restore` is called again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Copied,
    Begun,
    LogSetAside,
    IndexSetAside,
    FileSetAside,
    InPlace,
    Checked,
}

impl Step {
    pub const ALL: [Step; 7] = [
        Step::Copied,
        Step::Begun,
        Step::LogSetAside,
        Step::IndexSetAside,
        Step::FileSetAside,
        Step::InPlace,
        Step::Checked,
    ];
}

/// Puts the backup `from` where `url` points, after checking that it is whole. What was there
/// is set aside and never opened: it may be damaged, which is what backups are for.
pub async fn restore(url: &str, from: &Path, force: bool) -> anyhow::Result<()> {
    restore_until(url, from, force, |_| Ok(())).await
}

/// [`restore`], which stops as if it were killed where `reached` answers an error.
pub async fn restore_until(
    url: &str,
    from: &Path,
    force: bool,
    reached: impl Fn(Step) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let target = sqlite(url, "pg_restore --clean --dbname=\"$DATABASE_URL\" FILE")?;
    if !from.is_file() {
        bail!("there is no file {}", from.display());
    }
    let in_use = InUse::alone(&target)?;
    if take_back(&target)? {
        println!("took back a restore that was interrupted");
    }
    if target.exists() && !force {
        bail!(
            "{} is there already; --force sets it aside",
            target.display()
        );
    }
    let fresh = beside(&target, ".restoring");
    copy_and_check(from, &fresh).await?;
    reached(Step::Copied)?;

    let aside = aside_of(&target);
    begin(&target, &aside)?;
    reached(Step::Begun)?;
    for (suffix, step) in [
        ("-wal", Step::LogSetAside),
        ("-shm", Step::IndexSetAside),
        ("", Step::FileSetAside),
    ] {
        move_if_there(&beside(&target, suffix), &beside(&aside, suffix))?;
        reached(step)?;
    }
    std::fs::rename(&fresh, &target)?;
    sync_folder(&target)?;
    reached(Step::InPlace)?;

    if let Err(why) = open_in_place(&target).await {
        take_back(&target)?;
        return Err(why.context("the backup can't be used, so what was there is back"));
    }
    reached(Step::Checked)?;
    std::fs::remove_file(unfinished(&target))?;
    sync_folder(&target)?;
    drop(in_use);
    if aside.exists() {
        println!("what was there is kept as {}", aside.display());
    }
    println!("restored {}", target.display());
    Ok(())
}

/// The file, SQLite's index of its log, and the log.
const SET_ASIDE: [&str; 3] = ["", "-shm", "-wal"];

/// A whole copy, made durable; none is left behind if that fails.
async fn copy_and_check(from: &Path, fresh: &Path) -> anyhow::Result<()> {
    let log = beside(from, "-wal");
    if std::fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        bail!(
            "{} lies beside it, so it was copied while in use and may lack changes; \
             make copies with `pairwell backup`",
            log.display()
        );
    }
    let made = async {
        std::fs::copy(from, fresh).with_context(|| format!("can't write {}", fresh.display()))?;
        owner_only(fresh)?;
        check(fresh)
            .await
            .with_context(|| from.display().to_string())?;
        std::fs::File::open(fresh)?.sync_all()?;
        anyhow::Ok(())
    };
    let outcome = made.await;
    for suffix in ["-wal", "-shm"] {
        remove_if_there(&beside(fresh, suffix))?;
    }
    if outcome.is_err() {
        remove_if_there(fresh)?;
    }
    outcome
}

/// Brings the copy up to this program's schema, and reads all of it.
async fn open_in_place(target: &Path) -> anyhow::Result<()> {
    let name = target.to_str().context("the file's name must be Unicode")?;
    let db = Db::connect_alone(name).await?;
    let migrated = db.migrate().await;
    db.close().await;
    migrated?;
    check(target).await
}

/// Marks a restore as under way, with the name of what it sets aside. The server opens no
/// database beside such a marker. It is renamed into place, so that it is never half written.
fn begin(target: &Path, aside: &Path) -> anyhow::Result<()> {
    let name = aside.file_name().and_then(|name| name.to_str());
    let marker = unfinished(target);
    let fresh = beside(&marker, ".new");
    std::fs::write(&fresh, name.context("the file's name must be Unicode")?)?;
    std::fs::File::open(&fresh)?.sync_all()?;
    std::fs::rename(fresh, marker)?;
    sync_folder(target)
}

/// Puts back what an unfinished restore has set aside; whether there was one. It may itself be
/// interrupted, and called again.
fn take_back(target: &Path) -> anyhow::Result<bool> {
    let marker = unfinished(target);
    if !marker.exists() {
        return Ok(false);
    }
    let aside = target.with_file_name(std::fs::read_to_string(&marker)?);
    let fresh = beside(target, ".restoring");
    // Without the copy under its own name, what is in place is the copy, not the original.
    if !fresh.exists() {
        for suffix in ["-wal", "-shm"] {
            remove_if_there(&beside(target, suffix))?;
        }
        move_if_there(target, &fresh)?;
    }
    for suffix in SET_ASIDE {
        move_if_there(&beside(&aside, suffix), &beside(target, suffix))?;
    }
    std::fs::remove_file(marker)?;
    sync_folder(target)?;
    remove_if_there(&fresh)?;
    Ok(true)
}

/// The first name that is free.
fn aside_of(target: &Path) -> PathBuf {
    (1..)
        .map(|number| beside(target, &format!(".replaced-{number}")))
        .find(|name| {
            SET_ASIDE
                .iter()
                .all(|suffix| !beside(name, suffix).exists())
        })
        .expect("a folder does not hold that many files")
}

fn move_if_there(from: &Path, to: &Path) -> anyhow::Result<()> {
    if from.exists() {
        owner_only(from)?;
        std::fs::rename(from, to)
            .with_context(|| format!("can't move {} to {}", from.display(), to.display()))?;
        sync_folder(to)?;
    }
    Ok(())
}

fn remove_if_there(file: &Path) -> anyhow::Result<()> {
    match std::fs::remove_file(file) {
        Err(why) if why.kind() != ErrorKind::NotFound => {
            Err(why).with_context(|| format!("can't remove {}", file.display()))
        }
        _ => Ok(()),
    }
}

/// Makes renames in it durable.
fn sync_folder(of: &Path) -> anyhow::Result<()> {
    let folder = of.parent().filter(|folder| !folder.as_os_str().is_empty());
    std::fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(())
}

async fn check(file: &Path) -> anyhow::Result<()> {
    if !file.is_file() {
        bail!("there is no file {}", file.display());
    }
    let name = file.to_str().context("the file's name must be Unicode")?;
    let db = Db::connect_alone(name).await?;
    let findings = (&db)
        .one::<(String,)>("PRAGMA integrity_check(1)", &[])
        .await;
    let accounts = (&db)
        .one::<(i64,)>("SELECT COUNT(*) FROM account", &[])
        .await;
    db.close().await;
    match (findings, accounts) {
        (Ok((finding,)), Ok(_)) if finding == "ok" => Ok(()),
        (Ok((finding,)), Ok(_)) => bail!("{} is damaged: {finding}", file.display()),
        _ => bail!("{} is not a backup of Pairwell", file.display()),
    }
}

fn sqlite(url: &str, instead: &str) -> anyhow::Result<PathBuf> {
    sqlite_file(url).with_context(|| format!("this is for SQLite; for PostgreSQL use: {instead}"))
}
