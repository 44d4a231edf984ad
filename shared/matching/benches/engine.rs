//! How long the engine takes, beside an independent solver on the same problem in the same run.
//!
//! `cargo bench -p pairwell-matching -- [--json FILE] [--quick] [--large]`. Times are milliseconds
//! of solving; the rival's doubled-up matrix, one column per place, is built beforehand.

use std::hint::black_box;
use std::time::Instant;

use pairwell_matching::{FORBIDDEN, Objective, Problem, Session, Solution, solve, verify};
use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

#[path = "../tests/realistic/mod.rs"]
mod realistic;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let flag = |name: &str| arguments.iter().any(|argument| argument == name);
    let json = arguments
        .iter()
        .position(|argument| argument == "--json")
        .and_then(|at| arguments.get(at + 1));
    let mut rows = Vec::new();
    let mut sizes = vec![(200, 66), (1_000, 333)];
    if !flag("--quick") {
        sizes.push((3_000, 1_000));
    }
    if flag("--large") {
        sizes.push((10_000, 3_333));
    }
    for (mentees, mentors) in sizes {
        let problem = realistic::programme(mentees, mentors, 100, 1)
            .build()
            .expect("sound");
        measure(&problem, &mut rows);
    }
    if let Some(file) = json {
        let lines: Vec<String> = rows.iter().map(Row::json).collect();
        std::fs::write(file, format!("[\n{}\n]\n", lines.join(",\n")))
            .expect("the file can be written");
    }
}

fn measure(problem: &Problem, rows: &mut Vec<Row>) {
    let size = format!("{}x{}", problem.mentees(), problem.mentors());
    let mut report = |row: Row| {
        println!("{}", row.line());
        rows.push(row);
    };
    let row = |name: &str, times: Vec<f64>| Row {
        name: name.into(),
        size: size.clone(),
        times,
        rival: None,
    };

    let best = solve(problem, Objective::BestTotal);
    verify(problem, &best).expect("optimal");
    let rival = (problem.mentees() <= 1_000).then(|| rival(problem, &best));
    let times = time(25, || solve(problem, Objective::BestTotal));
    report(Row {
        rival,
        ..row("engine: best total", times)
    });
    for (name, objective) in [
        ("engine: most matched", Objective::MostMatched),
        ("engine: fairest", Objective::Fairest),
        ("engine: stable for mentees", Objective::StableMentees),
        ("engine: stable for mentors", Objective::StableMentors),
    ] {
        report(row(name, time(9, || solve(problem, objective))));
    }
    report(row("engine: verify", time(9, || verify(problem, &best))));
    report(row(
        "engine: start a session",
        time(9, || Session::new(problem.clone())),
    ));
    live(problem, |name, times| report(row(name, times)));
}

/// Edits of random pairs, each undone again.
fn live(problem: &Problem, mut report: impl FnMut(&str, Vec<f64>)) {
    let mut session = Session::new(problem.clone());
    let mut random = realistic::Random::new(5);
    let (mut lock, mut unlock, mut forbid, mut allow, mut costs, mut why) = (
        Vec::new(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
    );
    for _ in 0..300 {
        let (mentee, mentor) = (
            random.below(problem.mentees()),
            random.below(problem.mentors()),
        );
        if problem.score(mentee, mentor).is_none() {
            continue;
        }
        costs.extend(time(1, || session.force_costs(mentee)));
        why.extend(time(1, || session.why(mentee, mentor)));
        lock.extend(time(1, || {
            session.lock(mentee, mentor).expect("places are free")
        }));
        unlock.extend(time(1, || session.unlock(mentee).expect("is locked")));
        if let Some(current) = session.mentor_of(mentee) {
            forbid.extend(time(1, || {
                session.forbid(mentee, current).expect("not locked")
            }));
            allow.extend(time(1, || {
                session.allow(mentee, current).expect("was forbidden")
            }));
        }
    }
    assert_eq!(session.total(), solve(problem, Objective::BestTotal).total);
    report("session: lock", lock);
    report("session: unlock", unlock);
    report("session: forbid", forbid);
    report("session: allow", allow);
    report("session: why", why);
    report("session: force costs of one mentee", costs);
    report(
        "session: force costs of all",
        time(3, || session.force_costs_all()),
    );
}

/// Median milliseconds of an independent implementation, checked to find the same total.
fn rival(problem: &Problem, ours: &Solution) -> f64 {
    let columns = problem.capacities().iter().enumerate();
    let places: Vec<usize> = columns
        .flat_map(|(mentor, &places)| vec![mentor; places as usize])
        .collect();
    let penalty = i64::from(problem.unmatched_penalty());
    let width = places.len().max(problem.mentees());
    let gains = Matrix::from_fn(problem.mentees(), width, |(mentee, place)| {
        let score = places.get(place).map_or(FORBIDDEN, |&mentor| {
            problem.score(mentee, mentor).unwrap_or(FORBIDDEN)
        });
        if score == FORBIDDEN {
            0
        } else {
            i64::from(score) + penalty
        }
    });
    let (gain, _) = kuhn_munkres(&gains);
    assert_eq!(
        gain - penalty * problem.mentees() as i64,
        ours.total,
        "the rival disagrees"
    );
    let mut times = time(3, || kuhn_munkres(&gains));
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

#[expect(
    clippy::disallowed_methods,
    reason = "measuring is what this program is for"
)]
fn time<T>(times: usize, mut run: impl FnMut() -> T) -> Vec<f64> {
    let once = |_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed().as_secs_f64() * 1e3
    };
    (0..times).map(once).collect()
}

struct Row {
    name: String,
    size: String,
    times: Vec<f64>,
    rival: Option<f64>,
}

impl Row {
    fn quantile(&self, share: usize) -> f64 {
        let mut times = self.times.clone();
        times.sort_by(f64::total_cmp);
        times
            .get(times.len() * share / 100)
            .copied()
            .unwrap_or(f64::NAN)
    }

    fn line(&self) -> String {
        let Self { name, size, .. } = self;
        let beside = self.rival.map_or(String::new(), |rival| {
            format!(
                "   pathfinding {rival:.3} ms, {:.0} times as long",
                rival / self.quantile(50)
            )
        });
        format!(
            "{size:>12}  {name:<36} {:>9.3} ms  p95 {:>9.3} ms{beside}",
            self.quantile(50),
            self.quantile(95)
        )
    }

    fn json(&self) -> String {
        let Self { name, size, .. } = self;
        let (median, p95) = (self.quantile(50), self.quantile(95));
        let (rival, ratio) = match self.rival {
            Some(rival) => (
                format!("\"pathfinding {rival:.4} ms\""),
                format!("{:.2}", rival / median),
            ),
            None => ("null".into(), "null".into()),
        };
        format!(
            "{{\"name\":\"{name}\",\"size\":\"{size}\",\"unit\":\"ms\",\"median\":{median:.4},\"p95\":{p95:.4},\"rival\":{rival},\"ratio\":{ratio}}}"
        )
    }
}
