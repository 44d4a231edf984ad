//! Who else solves the same problem exactly: each in a process of its own, so that one that takes
//! too long can be ended, and each checked to find the same total.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use pairwell_matching::{Problem, packed};
use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;
use serde_json::{Value, json};

use crate::figures::{Rival, repeat_briefly};
use crate::problems::Source;

/// For building and solving, one rival.
const PATIENCE: Duration = Duration::from_secs(60);

/// Everyone who is here and finishes in time.
pub fn measure(source: &Source, problem: &Problem, total: i64) -> Result<Vec<Rival>, String> {
    let mut rivals = Vec::new();
    let this = std::env::current_exe().map_err(|problem| problem.to_string())?;
    for name in ["lapjv", "pathfinding"] {
        let mut command = Command::new(&this);
        command.args(["--rival", name, &source.to_string()]);
        rivals.extend(ask(name, &mut command, total)?);
    }
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rivals.bin");
    match packed::write(problem) {
        Ok(bytes) => {
            std::fs::write(&file, bytes)
                .map_err(|problem| format!("cannot write {}: {problem}", file.display()))?;
            let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/rivals.py");
            let mut command = Command::new(python);
            command.arg(script).arg(&file);
            rivals.extend(ask("SciPy and OR-Tools", &mut command, total)?);
        }
        Err(problem) => println!("SciPy and OR-Tools left out: {problem}"),
    }
    Ok(rivals)
}

/// Starts a program that prints one JSON line a rival, and reads what it has to say in time.
fn ask(who: &str, command: &mut Command, total: i64) -> Result<Vec<Rival>, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = match command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn() {
        Ok(child) => child,
        Err(problem) => {
            println!("{who} left out: cannot start {program} ({problem}); set PYTHON to another");
            return Ok(Vec::new());
        }
    };
    let mut rivals = Vec::new();
    let lines = lines(&mut child);
    loop {
        match lines.recv_timeout(PATIENCE) {
            Ok(line) => match parse(&line, total) {
                Ok(Some(rival)) => rivals.push(rival),
                Ok(None) => {}
                Err(problem) => {
                    end(&mut child);
                    return Err(problem);
                }
            },
            Err(RecvTimeoutError::Timeout) => {
                println!("{who} left out: not done in {} s", PATIENCE.as_secs());
                end(&mut child);
                return Ok(rivals);
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    match child.wait() {
        Ok(status) if status.success() => Ok(rivals),
        Ok(status) => Err(format!("{who}: {program} failed ({status})")),
        Err(problem) => Err(format!("{who}: {problem}")),
    }
}

/// What the child prints, read aside so that waiting for it can end.
fn lines(child: &mut Child) -> std::sync::mpsc::Receiver<String> {
    let (sender, receiver) = channel();
    let output = child.stdout.take().expect("the output is piped");
    thread::spawn(move || {
        let lines = BufReader::new(output).lines().map_while(Result::ok);
        // Nobody listens any more once the child is ended.
        let _ = lines.map(|line| sender.send(line)).find(Result::is_err);
    });
    receiver
}

fn end(child: &mut Child) {
    // It may have ended by itself a moment ago.
    let _ = child.kill();
    let _ = child.wait();
}

/// One rival's line: its time if it agrees, nothing if it is not installed.
fn parse(line: &str, total: i64) -> Result<Option<Rival>, String> {
    let bad = || format!("no rival's answer: {line}");
    let answer: Value = serde_json::from_str(line).map_err(|_| bad())?;
    let name = answer["rival"].as_str().ok_or_else(bad)?.to_owned();
    if let Some(missing) = answer["missing"].as_str() {
        println!("{name} left out: {missing} is missing; `pip install` it or set PYTHON");
        return Ok(None);
    }
    let found = answer["total"].as_i64().ok_or_else(bad)?;
    if found != total {
        return Err(format!(
            "{name} finds a total of {found}, the engine {total}"
        ));
    }
    let ms = answer["seconds"].as_f64().ok_or_else(bad)? * 1e3;
    let version = answer["version"].as_str().map(str::to_owned);
    Ok(Some(Rival { name, version, ms }))
}

/// Solves with one of the Rust rivals and prints its line.
pub fn answer(rival: &str, problem: &Problem) -> Result<(), String> {
    let places = Places::of(problem);
    let (ms, total) = match rival {
        "lapjv" => {
            // It wants costs, in a square.
            let side = places.mentors.len().max(problem.mentees());
            let costs = lapjv::Matrix::from_shape_fn((side, side), |(mentee, place)| {
                -(places.gain(problem, mentee, place) as f64)
            });
            let (ms, solved) = repeat_briefly(|| lapjv::lapjv(&costs));
            let (rows, _) = solved.map_err(|problem| format!("lapjv: {problem}"))?;
            (ms, places.total(problem, &rows))
        }
        "pathfinding" => {
            // It wants at least as many columns as rows.
            let width = places.mentors.len().max(problem.mentees());
            let gains = Matrix::from_fn(problem.mentees(), width, |(mentee, place)| {
                places.gain(problem, mentee, place)
            });
            let (ms, (_, rows)) = repeat_briefly(|| kuhn_munkres(&gains));
            (ms, places.total(problem, &rows))
        }
        unknown => return Err(format!("there is no rival {unknown}")),
    };
    let line = json!({ "rival": rival, "seconds": ms / 1e3, "total": total });
    println!("{line}");
    Ok(())
}

/// The problem as one without capacities: a column per place.
struct Places {
    mentors: Vec<usize>,
}

impl Places {
    fn of(problem: &Problem) -> Self {
        // Nobody has use for more places than there are mentees.
        let useful = |places: u32| (places as usize).min(problem.mentees());
        let columns = problem.capacities().iter().enumerate();
        let mentors = columns.flat_map(|(mentor, &places)| vec![mentor; useful(places)]);
        Self {
            mentors: mentors.collect(),
        }
    }

    /// What the pair adds over leaving the mentee unmatched. Nothing where it may not be or is
    /// worse than that, so that such a cell stands for *unmatched*.
    fn gain(&self, problem: &Problem, mentee: usize, place: usize) -> i64 {
        let mentor = self.mentors.get(place);
        let score = mentor.and_then(|&mentor| problem.score(mentee, mentor));
        let penalty = i64::from(problem.unmatched_penalty());
        score.map_or(0, |score| (i64::from(score) + penalty).max(0))
    }

    fn total(&self, problem: &Problem, rows: &[usize]) -> i64 {
        let mentees = problem.mentees();
        let gains = rows[..mentees].iter().enumerate();
        let gained: i64 = gains
            .map(|(mentee, &place)| self.gain(problem, mentee, place))
            .sum();
        gained - i64::from(problem.unmatched_penalty()) * mentees as i64
    }
}
