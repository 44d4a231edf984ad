//! Running other programs: every failure names the command that failed.

use std::io::ErrorKind;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Runs with our own terminal and fails unless the program succeeds.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("cannot start `{}`", line(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Runs quietly and answers what the program printed; its complaints become the error.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .output()
        .with_context(|| format!("cannot start `{}`", line(command)))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!(
            "`{}` failed ({}): {}",
            line(command),
            output.status,
            complaint.trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether the program is there and exits well with these arguments.
pub fn works(program: &str, arguments: &[&str]) -> bool {
    let tried = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match tried {
        Ok(status) => status.success(),
        Err(problem) => {
            debug_assert_ne!(problem.kind(), ErrorKind::InvalidInput, "{program}");
            false
        }
    }
}

/// The command as one would type it.
pub fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Does one named part of a task and says how long it took.
pub fn timed<T>(what: &str, part: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("▸ {what}");
    let started = Instant::now();
    let done = part().with_context(|| format!("{what}: did not work"))?;
    eprintln!("✓ {what}: {}", seconds(started.elapsed()));
    Ok(done)
}

pub fn seconds(took: Duration) -> String {
    match took.as_secs() {
        whole if whole >= 60 => format!("{} min {} s", whole / 60, whole % 60),
        _ => format!("{:.1} s", took.as_secs_f64()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_program_is_named_with_its_arguments_and_its_complaint() {
        let refused = output(Command::new("sh").args(["-c", "echo no such thing >&2; exit 3"]));
        let message = refused.expect_err("the program exits with 3").to_string();
        assert!(message.contains("sh -c"), "{message}");
        assert!(message.contains("no such thing"), "{message}");
    }

    #[test]
    fn a_missing_program_does_not_work() {
        assert!(!works("pairwell-has-no-such-program", &[]));
    }

    #[test]
    fn durations_read_as_people_say_them() {
        assert_eq!(seconds(Duration::from_millis(1_240)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 5 s");
    }
}
