//! How long a big roster takes to come in, beside the same file read into a
//! bare table by SQLite's own program.

use crate::client;
use crate::figure::Figure;
use crate::program;
use anyhow::{Context, bail};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const PEOPLE: u32 = 300_000;
/// A manager has so many reports.
const SPAN: u32 = 8;

pub fn measure() -> anyhow::Result<Figure> {
    let folder = tempfile::TempDir::new()?;
    let folder = folder.path();
    write_roster(&folder.join("roster.csv"))?;
    // Turn about, so that what else the machine does weighs on both.
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        ours.push(import(folder)?);
        theirs.push(rival(folder)?);
    }
    let ms = |times: Vec<Duration>| times.iter().map(|time| time.as_secs_f64() * 1e3).collect();
    Ok(Figure::beside(
        "import roster",
        PEOPLE,
        "ms",
        ms(ours),
        ms(theirs),
    ))
}

/// An HR export with what such files have and Pairwell leaves out.
fn write_roster(file: &Path) -> anyhow::Result<()> {
    let mut out = BufWriter::new(File::create(file)?);
    writeln!(
        out,
        "Employee ID,Name,Email,Job title,Department,Grade,Manager ID,Location,Start date,Cost centre,Phone"
    )?;
    let number = |n: u32| 100_000 + n;
    for n in 1..=PEOPLE {
        let manager = match n {
            1 => String::new(),
            n => number((n - 2) / SPAN + 1).to_string(),
        };
        writeln!(
            out,
            "{},First{} Last{},p{n}@example.org,Engineer {},Division {} / Department {},{},{manager},\
             City {},{}-{:02}-{:02},CC{},+44 20 {n:08}",
            number(n),
            n % 977,
            n % 7001,
            n % 40,
            n % 12,
            n % 140,
            n % 5 + 1,
            n % 60,
            2010 + n % 15,
            n % 12 + 1,
            n % 28 + 1,
            n % 500,
        )?;
    }
    Ok(out.flush()?)
}

/// The whole program, from its start to its end, on an empty database.
fn import(folder: &Path) -> anyhow::Result<Duration> {
    run(program::pairwell(folder).arg("migrate"))?;
    let began = client::now();
    run(program::pairwell(folder).args(["import", "roster", "roster.csv"]))?;
    let took = began.elapsed();
    forget(folder, "bench.db")?;
    Ok(took)
}

fn rival(folder: &Path) -> anyhow::Result<Duration> {
    let mut sqlite = Command::new("sqlite3");
    sqlite
        .args(["rival.db", ".import --csv roster.csv t"])
        .current_dir(folder);
    let began = client::now();
    run(&mut sqlite)
        .context("this needs SQLite's own program; on Debian `apt-get install sqlite3`")?;
    let took = began.elapsed();
    forget(folder, "rival.db")?;
    Ok(took)
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let out = command.stdout(Stdio::null()).output()?;
    if !out.status.success() {
        bail!(
            "{command:?} failed: {}",
            String::from_utf8_lossy(&out.stderr)
        );
    }
    Ok(())
}

/// Removes a database, so that the next time starts with none.
fn forget(folder: &Path, name: &str) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(name) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
