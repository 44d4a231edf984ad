//! How long the engine takes, beside independent exact solvers on the same problem in the same run.
//!
//! `cargo bench -p pairwell-matching -- [OPTION]…`
//!
//! | option | what |
//! |---|---|
//! | `--json FILE` | also writes the figures there, as `cargo bench-all` reads them |
//! | `--quick` | nothing larger than 1 000 × 333 |
//! | `--large` | also 10 000 × 3 333 |
//! | `--families` | also the families made to hurt, 3 000 × 1 000 |
//! | `--file FILE` | this packed problem instead (see `pairwell_matching::packed`); may be repeated |
//!
//! Times are of solving: building a rival's matrix, with a column per place, is not counted.
//!
//! - [`problems`]: what is solved
//! - [`live`]: the session's edits and questions
//! - [`rivals`]: who else solves it
//! - [`figures`]: measuring and telling

mod figures;
mod live;
mod problems;
mod rivals;

use std::process::ExitCode;

use pairwell_matching::{Objective, Problem, Session, solve, verify};

use figures::{Report, allocated_during, repeat};
use problems::{FAMILIES, Source};

#[derive(Default)]
struct Options {
    json: Option<String>,
    quick: bool,
    large: bool,
    families: bool,
    files: Vec<Source>,
    /// Only solve this problem with this rival: how the benchmark calls itself, so that a rival
    /// that takes too long can be ended.
    rival: Option<(String, Source)>,
}

impl Options {
    fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self::default();
        while let Some(argument) = arguments.next() {
            let mut value = || {
                let next = arguments.next();
                next.ok_or_else(|| format!("{argument} needs a value"))
            };
            match argument.as_str() {
                "--json" => options.json = Some(value()?),
                "--quick" => options.quick = true,
                "--large" => options.large = true,
                "--families" => options.families = true,
                "--file" => options.files.push(Source::File(value()?.into())),
                "--rival" => options.rival = Some((value()?, value()?.parse()?)),
                // cargo says so to every benchmark.
                "--bench" => {}
                unknown => return Err(format!("there is no option {unknown}")),
            }
        }
        Ok(options)
    }

    fn sources(&self) -> Vec<Source> {
        if !self.files.is_empty() {
            return self.files.clone();
        }
        let mut sizes = vec![(200, 66), (1_000, 333)];
        if !self.quick {
            sizes.push((3_000, 1_000));
        }
        if self.large {
            sizes.push((10_000, 3_333));
        }
        let programme = |(mentees, mentors)| Source::Programme { mentees, mentors };
        sizes.into_iter().map(programme).collect()
    }
}

fn main() -> ExitCode {
    match Options::parse(std::env::args().skip(1)).and_then(|options| run(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::from(2)
        }
    }
}

fn run(options: &Options) -> Result<(), String> {
    if let Some((rival, source)) = &options.rival {
        return rivals::answer(rival, &source.problem()?);
    }
    let mut report = Report::default();
    for source in options.sources() {
        let problem = source.problem()?;
        let size = match &source {
            Source::File(file) => file
                .file_name()
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            _ => format!("{}x{}", problem.mentees(), problem.mentors()),
        };
        report.about(size);
        cold(&source, &problem, &mut report)?;
        objectives(&problem, &mut report);
        live::measure(&problem, &mut report);
    }
    if options.families {
        for family in FAMILIES {
            let source = Source::Family(family.name);
            report.about(family.name.into());
            cold(&source, &source.problem()?, &mut report)?;
        }
    }
    match &options.json {
        Some(file) => report.write(file),
        None => Ok(()),
    }
}

/// The cold solve with its proof, what it takes beside the matrix, and who else can do it.
fn cold(source: &Source, problem: &Problem, report: &mut Report) -> Result<(), String> {
    let (bytes, best) = allocated_during(|| solve(problem, Objective::BestTotal));
    verify(problem, &best).map_err(|violation| format!("not optimal: {violation}"))?;
    // Before the rivals and after them, so that a machine busy for a while is busy for both.
    let mut times = repeat(13, || solve(problem, Objective::BestTotal));
    let rivals = rivals::measure(source, problem, best.total)?;
    times.extend(repeat(12, || solve(problem, Objective::BestTotal)));
    for rival in &rivals {
        let name = format!("engine: best total, beside {}", rival.name);
        report.beside(&name, times.clone(), rival.clone());
    }
    let fastest = rivals.into_iter().min_by(|a, b| a.ms.total_cmp(&b.ms));
    match fastest {
        Some(mut rival) => {
            rival.name = format!("fastest: {}", rival.name);
            report.beside("engine: best total", times, rival);
        }
        None => report.times("engine: best total", times),
    }
    report.bytes("engine: memory beside the matrix", bytes);
    report.times(
        "engine: verify",
        repeat(9, || verify(problem, &best).expect("verified a moment ago")),
    );
    Ok(())
}

fn objectives(problem: &Problem, report: &mut Report) {
    for (name, objective) in [
        ("engine: most matched", Objective::MostMatched),
        ("engine: fairest", Objective::Fairest),
        ("engine: stable for mentees", Objective::StableMentees),
        ("engine: stable for mentors", Objective::StableMentors),
    ] {
        let best = solve(problem, objective);
        verify(problem, &best).expect("every objective's answer carries its proof");
        report.times(name, repeat(9, || solve(problem, objective)));
    }
    // The session takes the problem; copying it is not its work.
    let mut copies = vec![problem.clone(); 5].into_iter();
    report.times(
        "engine: start a session",
        repeat(5, || Session::new(copies.next().expect("one each"))),
    );
    let answer = solve(problem, Objective::BestTotal);
    let mut copies = vec![problem.clone(); 5].into_iter();
    report.times(
        "engine: start a session from an answer",
        repeat(5, || {
            Session::resume(copies.next().expect("one each"), &answer)
        }),
    );
}
