//! What a verification found: counts per step, taken from each runner's own
//! words, and the summary that ends in `N passed, N failed`.

use std::fmt;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::shell::seconds;

/// How many checks of a step held and how many did not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
}

impl Count {
    pub const PASSED: Self = Self {
        passed: 1,
        failed: 0,
    };
    pub const FAILED: Self = Self {
        passed: 0,
        failed: 1,
    };

    /// A step that ended badly failed, whatever its own count says: it may
    /// have stopped before counting.
    pub fn of_ended(self, well: bool) -> Self {
        if well || self.failed > 0 {
            self
        } else {
            Self { failed: 1, ..self }
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} passed, {} failed", self.passed, self.failed)
    }
}

impl std::iter::Sum for Count {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, count| Self {
            passed: sum.passed + count.passed,
            failed: sum.failed + count.failed,
        })
    }
}

/// One step, done.
pub struct Outcome {
    pub step: &'static str,
    pub count: Count,
    pub took: Duration,
}

/// The table of steps, how long they took `altogether`, what `failures` there were in a line
/// or two each, and, last, the line over all of them.
pub fn summary(outcomes: &[Outcome], altogether: Duration, failures: &[String]) -> String {
    let mut text = String::from("\n");
    for Outcome { step, count, took } in outcomes {
        let mark = if count.failed == 0 {
            "ok    "
        } else {
            "FAILED"
        };
        let counts = count.to_string();
        text += &format!("{mark}  {step:<15}  {counts:<24}  {}\n", seconds(*took));
    }
    text += &format!("        altogether {:<31}  {}\n", "", seconds(altogether));
    for failure in failures {
        text += &format!("{failure}\n");
    }
    let total: Count = outcomes.iter().map(|outcome| outcome.count).sum();
    text + &format!("{total}\n")
}

/// Adds up the `test result:` lines of cargo's and wasm-bindgen's runners.
pub fn cargo_tests(output: &str) -> Count {
    let results = output
        .lines()
        .filter_map(|line| line.split_once("test result: "));
    results
        .map(|(_, result)| Count {
            passed: number_before(result, " passed"),
            failed: number_before(result, " failed"),
        })
        .sum()
}

/// The warnings of the compiler and of clippy, which name a place in the source, each with the
/// lines that belong to it; of one that is told again, for a crate's tests, the first.
pub fn warnings(output: &str) -> Vec<Vec<&str>> {
    let mut warnings: Vec<Vec<&str>> = Vec::new();
    let mut within = false;
    for line in output.lines() {
        let counts = line.contains(" generated ") && line.contains(" warning");
        if line.starts_with("warning") && !counts {
            warnings.push(vec![line]);
            within = true;
        } else if line.trim().is_empty() || counts {
            within = false;
        } else if within && let Some(warning) = warnings.last_mut() {
            warning.push(line);
        }
    }
    let mut told = Vec::new();
    for warning in warnings {
        let names_a_place = warning
            .iter()
            .any(|line| line.trim_start().starts_with("--> "));
        if names_a_place && !told.contains(&warning) {
            told.push(warning);
        }
    }
    told
}

/// The part of a failed step's output that says why: the failures cargo's test
/// runner lists, else everything from the first error on, else the end.
pub fn reason(output: &str) -> Vec<&str> {
    const LINES: usize = 80;
    let lines: Vec<_> = output.lines().collect();
    let mut failures = Vec::new();
    let mut listing = false;
    for line in &lines {
        listing |= *line == "failures:";
        if listing {
            failures.push(*line);
        }
        listing &= !line.starts_with("test result: ");
    }
    if !failures.is_empty() {
        failures.truncate(LINES * 4);
        return failures;
    }
    let start = lines
        .iter()
        .position(|line| line.starts_with("error"))
        .unwrap_or(lines.len().saturating_sub(LINES));
    lines[start..].iter().take(LINES).copied().collect()
}

fn number_before(text: &str, word: &str) -> u64 {
    let Some((before, _)) = text.split_once(word) else {
        return 0;
    };
    let digits = before
        .rsplit(|letter: char| !letter.is_ascii_digit())
        .next();
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// Reads Playwright's JSON report. A skipped journey did not run, and a flaky
/// one failed once: neither counts as passed.
pub fn playwright(json: &str) -> Result<Count> {
    let report: serde_json::Value = serde_json::from_str(json).context("no JSON")?;
    let stat = |name: &str| {
        report["stats"][name]
            .as_u64()
            .with_context(|| format!("no stats.{name}"))
    };
    Ok(Count {
        passed: stat("expected")?,
        failed: stat("unexpected")? + stat("flaky")? + stat("skipped")?,
    })
}

/// Of Playwright's JSON report: each journey that failed, where, and the first lines of
/// what it found instead.
pub fn failed_journeys(json: &str) -> Vec<String> {
    const LISTED: usize = 5;
    let Ok(report) = serde_json::from_str::<serde_json::Value>(json) else {
        return Vec::new();
    };
    let mut failed = Vec::new();
    collect_failed(&report, &mut failed);
    failed.truncate(LISTED);
    failed
}

fn collect_failed(suite: &serde_json::Value, failed: &mut Vec<String>) {
    let list = |of: &serde_json::Value, name: &str| of[name].as_array().cloned();
    for spec in list(suite, "specs").unwrap_or_default() {
        if spec["ok"] == true {
            continue;
        }
        let results = list(&spec, "tests").unwrap_or_default();
        let mut results = results
            .iter()
            .filter_map(|test| test["results"].as_array())
            .flatten();
        let error = results.find_map(|result| {
            let error = &result["error"];
            Some((error["message"].as_str()?, &error["location"]["line"]))
        });
        let place = format!("{}: {}", spec["file"], spec["title"]).replace('"', "");
        failed.push(match error {
            None => place,
            Some((message, line)) => {
                let message = plain(message);
                let lines = message.lines().map(str::trim);
                let told: Vec<_> = lines.filter(|line| !line.is_empty()).take(6).collect();
                format!("{place}\n    line {line}: {}", told.join(" · "))
            }
        });
    }
    for inner in list(suite, "suites").unwrap_or_default() {
        collect_failed(&inner, failed);
    }
}

/// Without a terminal's colours.
fn plain(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |plain, piece| {
        plain + piece.split_once('m').map_or(piece, |(_, rest)| rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_journey_is_told_with_what_it_found() {
        let json = r#"{"suites":[{"specs":[{"ok":true,"title":"fine","file":"a.spec.ts"}],
            "suites":[{"specs":[{"ok":false,"title":"a move is kept","file":"b.spec.ts","tests":[
            {"results":[{"error":{"message":"\u001b[31mError\u001b[39m: not there\n\n  Expected: 1",
            "location":{"line":7}}}]}]}]}]}]}"#;
        let told = failed_journeys(json);
        assert_eq!(
            told,
            ["b.spec.ts: a move is kept\n    line 7: Error: not there · Expected: 1"]
        );
        assert!(failed_journeys("cut off").is_empty());
    }

    #[test]
    fn cargo_test_results_add_up_over_all_binaries() {
        let output = "running 3 tests\n\
            test result: FAILED. 12 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n\
            \n   Doc-tests domain\n\
            test result: ok. 5 passed; 0 failed; 2 ignored\n";
        assert_eq!(
            cargo_tests(output),
            Count {
                passed: 17,
                failed: 1
            }
        );
    }

    #[test]
    fn each_warning_is_found_once_with_its_lines() {
        let output = "   Compiling a\nwarning: unused variable: `x`\n --> a.rs:1:2\n  |\n\n\
            warning: `a` (lib) generated 1 warning\n   Compiling b\n\
            warning: unused variable: `x`\n --> a.rs:1:2\n  |\n\n\
            warning: `a` (lib test) generated 1 warning (1 duplicate)\n    Finished";
        assert_eq!(
            warnings(output),
            [["warning: unused variable: `x`", " --> a.rs:1:2", "  |"]]
        );
        let not_about_source = "warning: unknown name subsection with id 3 at 980\n  Finished";
        assert!(warnings(not_about_source).is_empty());
    }

    #[test]
    fn the_reason_is_the_listed_failures_wherever_they_stand() {
        let output = "test a ... FAILED\nfailures:\n---- a ----\nboom\nfailures:\n    a\n\
            test result: FAILED. 0 passed; 1 failed\nRunning another\ntest b ... ok\n";
        let reason = reason(output);
        assert_eq!(reason.first(), Some(&"failures:"));
        assert!(reason.contains(&"boom"));
        assert!(!reason.contains(&"test b ... ok"), "{reason:?}");
    }

    #[test]
    fn the_reason_of_a_build_starts_at_its_first_error() {
        let output = "Compiling a\nerror[E0308]: mismatched types\n --> a.rs:1\nwarning: rest";
        assert_eq!(reason(output)[0], "error[E0308]: mismatched types");
        assert_eq!(reason("one\ntwo"), ["one", "two"]);
    }

    #[test]
    fn skipped_and_flaky_journeys_are_not_passed() {
        let json = r#"{"stats":{"expected":7,"unexpected":1,"flaky":1,"skipped":2}}"#;
        assert_eq!(
            playwright(json).unwrap(),
            Count {
                passed: 7,
                failed: 4
            }
        );
    }

    #[test]
    fn a_step_that_stopped_before_counting_is_a_failure() {
        let uncounted = Count::default().of_ended(false);
        assert_eq!(
            uncounted,
            Count {
                passed: 0,
                failed: 1
            }
        );
        let counted = Count {
            passed: 3,
            failed: 2,
        };
        assert_eq!(counted.of_ended(false), counted);
    }

    #[test]
    fn the_summary_ends_in_the_plain_line() {
        let outcomes = [
            Count::PASSED,
            Count {
                passed: 4,
                failed: 2,
            },
        ]
        .map(|count| Outcome {
            step: "step",
            count,
            took: Duration::ZERO,
        });
        let summary = summary(&outcomes, Duration::ZERO, &["what failed".to_owned()]);
        assert!(summary.ends_with("\nwhat failed\n5 passed, 2 failed\n"));
    }
}
