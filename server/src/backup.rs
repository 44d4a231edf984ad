//! Copies the SQLite database and puts copies back. PostgreSQL has `pg_dump`.

use crate::db::{Db, Reader, args, sqlite_file};
use anyhow::{Context, bail};
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
    check(to).await?;
    std::fs::File::open(to)?.sync_all()?;
    println!("backed up to {}", to.display());
    Ok(())
}

/// Puts the backup `from` where `url` points, after checking that it is whole.
pub async fn restore(url: &str, from: &Path, force: bool) -> anyhow::Result<()> {
    let target = sqlite(url, "pg_restore --clean --dbname=\"$DATABASE_URL\" FILE")?;
    check(from).await?;
    if target.exists() {
        if !force {
            bail!(
                "{} is there already; --force replaces it (back it up first)",
                target.display()
            );
        }
        take_out_of_use(url, &target).await?;
    }
    // Beside the target, so that the last step is one rename: all or nothing.
    let fresh = beside(&target, ".restoring");
    std::fs::copy(from, &fresh).with_context(|| format!("can't write {}", fresh.display()))?;
    std::fs::File::open(&fresh)?.sync_all()?;
    std::fs::rename(&fresh, &target)?;
    if let Some(folder) = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Db::open(url).await?.close().await;
    println!("restored {}", target.display());
    Ok(())
}

async fn take_out_of_use(url: &str, target: &Path) -> anyhow::Result<()> {
    let db = Db::connect(url).await?;
    let free = match &db {
        Db::Sqlite(file) => file.take_out_of_use().await.unwrap_or(false),
        Db::Postgres(_) => false,
    };
    db.close().await;
    if !free {
        bail!("{} is in use; stop the server first", target.display());
    }
    Ok(())
}

async fn check(file: &Path) -> anyhow::Result<()> {
    if !file.is_file() {
        bail!("there is no file {}", file.display());
    }
    let name = file.to_str().context("the file's name must be Unicode")?;
    let db = Db::connect(name).await?;
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

fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
