//! `pairwell match`: a programme's best matching, without a browser. Changes
//! nothing.

use super::{Solved, solve};
use crate::db::{Db, Tx};
use crate::store::{board, programme};
use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use pairwell_domain::api::board::{PlannedPair, Totals};
use pairwell_domain::board::{Board, Objective};
use pairwell_domain::id::ProgrammeId;
use pairwell_domain::programme::Programme;
use serde::Serialize;
use std::fmt::Write;

#[derive(Args, Clone, Debug)]
pub struct Match {
    /// The programme's name, or its id
    #[arg(long, value_name = "NAME")]
    programme: String,
    /// What to be best at; the board's own unless given
    #[arg(long, value_enum)]
    objective: Option<Aim>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Aim {
    BestTotal,
    Fairest,
    MostMatched,
    Stable,
}

impl From<Aim> for Objective {
    fn from(aim: Aim) -> Self {
        match aim {
            Aim::BestTotal => Objective::BestTotal,
            Aim::Fairest => Objective::Fairest,
            Aim::MostMatched => Objective::MostMatched,
            Aim::Stable => Objective::Stable,
        }
    }
}

#[derive(Serialize)]
struct Report {
    programme: String,
    objective: Objective,
    mentees: usize,
    mentors: usize,
    totals: Totals,
    /// SHA-256 of the problem's canonical JSON.
    input_hash: String,
    standing: usize,
    pairs: Vec<PlannedPair>,
    unmatched: Vec<String>,
}

pub async fn run(command: Match, url: &str) -> anyhow::Result<()> {
    let db = Db::open(url).await?;
    let mut snapshot = db.snapshot().await?;
    let programme = find(&mut snapshot, &command.programme).await?;
    let mut board = read(&mut snapshot, &programme).await?;
    drop(snapshot);
    db.close().await;
    if let Some(aim) = command.objective {
        board.draft.objective = aim.into();
    }
    let report = report(&programme, &solve(board)?);
    if command.json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        print!("{}", words(&report));
    }
    Ok(())
}

async fn find(tx: &mut Tx, named: &str) -> anyhow::Result<Programme> {
    let all = programme::all(&mut *tx).await?;
    let names: Vec<String> = all.iter().map(|programme| programme.name.clone()).collect();
    let id = named.parse::<ProgrammeId>().ok();
    let is_meant =
        |p: &Programme| Some(p.id) == id || p.name.to_lowercase() == named.to_lowercase();
    let mut meant: Vec<Programme> = all.into_iter().filter(is_meant).collect();
    match (meant.pop(), meant.is_empty()) {
        (Some(programme), true) => Ok(programme),
        (None, _) if names.is_empty() => bail!("there is no programme yet"),
        (None, _) => bail!(
            "there is no programme “{named}”; there is: {}",
            names.join(", ")
        ),
        (Some(_), false) => bail!("several programmes are called “{named}”; name it by its id"),
    }
}

/// The programme's first board, or what it would be when nobody has looked yet.
async fn read(tx: &mut Tx, programme: &Programme) -> anyhow::Result<Board> {
    let boards = board::of_programme(&mut *tx, programme.id).await?;
    match boards.first() {
        Some(first) => board::read(tx, first.id)
            .await?
            .context("the board was there a moment ago"),
        None => Ok(board::undecided(tx, programme).await?),
    }
}

fn report(programme: &Programme, solved: &Solved) -> Report {
    let pairs = solved.planned();
    Report {
        programme: programme.name.clone(),
        objective: solved.objective(),
        mentees: solved.pool.mentees(),
        mentors: solved.pool.mentors(),
        totals: solved.totals(),
        input_hash: solved.input_hash(),
        standing: solved.answer.matched - pairs.len(),
        pairs,
        unmatched: solved.unmatched(),
    }
}

fn words(report: &Report) -> String {
    let mut text = String::new();
    let Totals {
        total,
        matched,
        worst,
    } = report.totals;
    let worst = worst.map_or(String::new(), |worst| format!(", worst {worst}"));
    let mut line = |words: String| writeln!(text, "{words}").expect("writing to a string");
    line(format!(
        "{}: {matched} of {} mentees matched with {} mentors, total {total}{worst}, proven best ({})",
        report.programme,
        report.mentees,
        report.mentors,
        report.objective.label().to_lowercase(),
    ));
    if report.standing > 0 {
        line(format!("{} of them are pairs already", report.standing));
    }
    for pair in &report.pairs {
        let locked = if pair.locked { "  locked" } else { "" };
        line(format!(
            "{:>3}  {}  –  {}{locked}",
            pair.fit, pair.mentee_name, pair.mentor_name
        ));
    }
    if !report.unmatched.is_empty() {
        line(format!("unmatched: {}", report.unmatched.join(", ")));
    }
    text
}
