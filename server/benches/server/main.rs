//! How fast the server is, measured over HTTP on the program itself, with 5 000
//! people on SQLite.
//!
//! Reads are compared with a bare axum handler that sends the same bytes, in a
//! process of its own, asked by the same client in the same run; the import of a
//! big roster with SQLite's own program. Writes
//! `{"name","size","unit","median","p95","rival","ratio"}` for each figure to
//! the file after `--json`.

mod client;
mod figure;
mod import;
mod program;
mod rival;

use client::{Connection, Target};
use figure::Figure;
use pairwell_domain::api::board::{BoardSummary, Moves};
use pairwell_domain::api::sign_in::Me;
use pairwell_domain::board::{Board, Move, MoveMade};
use program::{Program, Started};
use std::path::PathBuf;
use std::time::Duration;

const PEOPLE: u32 = 5000;
/// How long each load is kept up.
const WHILE: Duration = Duration::from_secs(5);
/// Connections kept busy when the most there is is asked for.
const AT_ONCE: usize = 16;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut json = None;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            // What this program starts itself as, to be compared with.
            "--rival" => return rival::serve(&arguments.next().unwrap_or_default()),
            "--json" => json = arguments.next().map(PathBuf::from),
            _ => {}
        }
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let figures = runtime.block_on(measure())?;
    for figure in &figures {
        println!("{figure}");
    }
    if let Some(json) = json {
        std::fs::write(json, serde_json::to_vec_pretty(&figures)?)?;
    }
    Ok(())
}

async fn measure() -> anyhow::Result<Vec<Figure>> {
    let folder = tempfile::TempDir::new()?;
    program::fill(folder.path(), PEOPLE)?;
    let mut starts = Vec::new();
    for _ in 0..9 {
        starts.push(program::start(folder.path())?.took);
    }
    let Started { program, .. } = program::start(folder.path())?;
    let mut figures = vec![Figure::of("start on an existing database", PEOPLE, starts)];

    let coordinator = program.sign_in("coordinator").await?;
    let mentee = program.sign_in("mentee").await?;
    let board = first_board(&program, &coordinator).await?;
    let me: Me = program.read("/api/v1/me", &mentee).await?;
    let programme = me.programmes.iter().find(|mine| mine.mentee.is_some());
    let programme = programme.map(|mine| mine.id).unwrap_or(board.programme);
    let reads = [
        (
            "mentor list",
            format!("/api/v1/programmes/{programme}/mentors"),
            &mentee,
        ),
        (
            "board",
            format!("/api/v1/boards/{}", board.id),
            &coordinator,
        ),
    ];
    for (name, path, cookies) in reads {
        let ours = program.target(&path, cookies);
        figures.extend(read(name, &ours, folder.path()).await?);
    }
    figures.push(moves(&program, &coordinator, board).await?);
    figures.push(Figure::one(
        "resident memory after all that",
        PEOPLE,
        "MB",
        program.resident_megabytes()?,
    ));
    drop(program);
    figures.push(import::measure()?);
    Ok(figures)
}

async fn first_board(program: &Program, coordinator: &str) -> anyhow::Result<Board> {
    let me: Me = program.read("/api/v1/me", coordinator).await?;
    let here = me.programmes.iter().find(|mine| mine.coordinator);
    let here = here.map(|mine| mine.id);
    let here = here.ok_or_else(|| anyhow::anyhow!("the coordinator coordinates nothing"))?;
    let path = format!("/api/v1/programmes/{here}/boards");
    let boards: Vec<BoardSummary> = program.read(&path, coordinator).await?;
    let path = format!("/api/v1/boards/{}", boards[0].id);
    program.read(&path, coordinator).await
}

/// Most requests a second beside the rival's, and the time one takes at 200/s.
async fn read(name: &str, ours: &Target, folder: &std::path::Path) -> anyhow::Result<[Figure; 2]> {
    let bytes = ours.open().await?.get().await?;
    let file = folder.join("bytes");
    std::fs::write(&file, &bytes)?;
    let rival = program::start_rival(&file)?;
    // Turn about, so that what else the machine does weighs on both.
    let (mut our_rates, mut their_rates) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        our_rates.push(client::most(ours, AT_ONCE, WHILE / 3).await?);
        their_rates.push(client::most(&rival.target, AT_ONCE, WHILE / 3).await?);
    }
    let kilobytes = bytes.len() / 1000;
    let rate = Figure::beside(
        &format!("{name}, {kilobytes} kB"),
        PEOPLE,
        "requests/s",
        our_rates,
        their_rates,
    );
    let times = client::steadily(ours, 200, WHILE).await?;
    Ok([rate, Figure::of(&format!("{name} at 200/s"), PEOPLE, times)])
}

/// A coordinator leaves a mentee out and takes them back in, fifty times a
/// second, each move on the version the last one made.
async fn moves(program: &Program, cookies: &str, board: Board) -> anyhow::Result<Figure> {
    let taken: Vec<_> = board.standing.iter().map(|pair| pair.mentee).collect();
    let mentee = board
        .mentees
        .iter()
        .map(|mentee| mentee.facts.id)
        .find(|id| !taken.contains(id))
        .ok_or_else(|| anyhow::anyhow!("every mentee of the demo is paired"))?;
    let path = format!("/api/v1/boards/{}/moves", board.id);
    let target = program.target(&path, cookies);
    let mut connection: Connection = target.open().await?;
    let mut version = board.version;
    let mut times = Vec::new();
    let mut beat = tokio::time::interval(Duration::from_millis(20));
    for number in 0..250 {
        beat.tick().await;
        let change = if number % 2 == 0 {
            Move::LeaveOut { mentee }
        } else {
            Move::Release { mentee }
        };
        let body = serde_json::to_vec(&Moves {
            moves: vec![change],
        })?;
        let began = client::now();
        let answer = connection.post(&body, Some(version)).await?;
        times.push(began.elapsed());
        version = serde_json::from_slice::<MoveMade>(&answer)?.version;
    }
    Ok(Figure::of("durable board move at 50/s", PEOPLE, times))
}
