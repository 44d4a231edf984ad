//! The program itself, as somebody starts it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

fn pairwell(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pairwell"));
    command
        .current_dir(folder)
        .env_remove("DATABASE_URL")
        .env("RUST_LOG", "warn");
    command
}

fn run(command: &mut Command) -> Output {
    command.output().expect("it starts")
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A server that runs until dropped.
struct Running {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Running {
    fn start(folder: &Path) -> Running {
        let mut child = pairwell(folder)
            .args(["serve", "--port", "0"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let stdout = child.stdout.take().expect("it is piped");
        Running {
            child,
            lines: BufReader::new(stdout),
        }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).expect("it speaks");
        line.trim_end().to_owned()
    }

    fn port(&mut self) -> u16 {
        let line = self.line();
        let port = line.strip_prefix("listening on http://localhost:");
        let port = port.unwrap_or_else(|| panic!("unexpected: {line}"));
        port.parse().expect("a port")
    }

    /// Asks it to stop and waits: whether it went willingly.
    fn stop(mut self) -> bool {
        let id = self.child.id().to_string();
        run(Command::new("kill").args(["-TERM", &id]));
        self.child.wait().expect("it ends").success()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Already gone when it was stopped.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_first_start_prints_a_set_up_link_and_the_next_another() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut links = Vec::new();
    for _ in 0..2 {
        let mut server = Running::start(folder.path());
        let port = server.port();
        let link = server.line();
        let start = format!("setup http://localhost:{port}/setup#");
        let token = link.strip_prefix(&start).expect("a set-up link");
        assert_eq!(token.len(), 43, "{link}");
        links.push(token.to_owned());

        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        let request = "GET /health/ready HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(server.stop(), "it stops when asked to");
    }
    assert_ne!(links[0], links[1]);
    let wal = folder.path().join("pairwell.db-wal");
    assert!(!wal.exists(), "the file is whole by itself");
}

#[test]
fn a_port_that_is_taken_is_named_with_a_way_out() {
    let folder = tempfile::TempDir::new().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = run(pairwell(folder.path()).args(["serve", "--port", &port]));
    let error = said(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(error.contains(&port) && error.contains("--port"), "{error}");
}

#[test]
fn an_admin_is_created_once_an_address() {
    let folder = tempfile::TempDir::new().unwrap();
    let create = |email: &str| {
        run(pairwell(folder.path()).args(["create-admin", "--name", "Ada", "--email", email]))
    };
    let output = create("ada@example.org");
    assert!(output.status.success(), "{}", said(&output.stderr));
    assert!(said(&output.stdout).contains("http://localhost:8080/link#"));
    let output = create("Ada@Example.org");
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output.stderr).contains("ada@example.org has an account already"));
    let output = create("ada");
    assert!(said(&output.stderr).contains("--email is not an e-mail address"));
}

#[test]
fn what_is_asked_wrongly_ends_with_two_and_what_fails_with_one() {
    let folder = tempfile::TempDir::new().unwrap();
    let output = run(pairwell(folder.path()).arg("serv"));
    assert_eq!(output.status.code(), Some(2));
    let output =
        run(pairwell(folder.path()).args(["migrate", "--database-url", "sqlite:none/a.db"]));
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output.stderr).contains("none/a.db"),
        "{}",
        said(&output.stderr)
    );
    let output = run(pairwell(folder.path()).arg("openapi"));
    assert!(output.status.success());
    assert!(said(&output.stdout).contains("\"sign_in\""));
}

#[test]
fn an_import_tells_of_every_row_and_its_exit_code_whether_it_was_done() {
    let folder = tempfile::TempDir::new().unwrap();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let import = |what: &str, file: &str, more: &[&str]| {
        let output = run(pairwell(folder.path())
            .args(["import", what])
            .arg(fixtures.join(file))
            .args(more));
        (
            output.status.code(),
            said(&output.stdout),
            said(&output.stderr),
        )
    };
    let (code, out, _) = import("roster", "roster.csv", &["--dry-run"]);
    assert_eq!(code, Some(0));
    assert!(out.contains("row 2: to add Ingrid Sørensen\n"), "{out}");
    let (code, out, _) = import("roster", "roster-with-mistakes.csv", &[]);
    assert_eq!(code, Some(1));
    let told = out
        .lines()
        .filter(|line| line.starts_with("row ") && line.contains(": problem: "));
    assert_eq!(told.count(), 8, "{out}");
    assert!(out.contains("nothing was changed"), "{out}");

    let (code, out, progress) = import("roster", "roster.csv", &[]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("done: 23 added"), "{out}");
    assert!(progress.contains("written 23 of 23"), "{progress}");
    let (code, _, error) = import("roster", "roster.csv", &["--map", "unit=Nowhere"]);
    assert_eq!(code, Some(2));
    assert!(error.contains("no column “Nowhere”"), "{error}");
    let (code, _, error) = import("enrolments", "enrolments.csv", &["--programme", "Spring"]);
    assert_eq!(code, Some(2));
    assert!(error.contains("there is no programme “Spring”"), "{error}");
    let spring = ["--programme", "Spring", "--create"];
    let (code, out, _) = import("enrolments", "enrolments.csv", &spring);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("6 mentors and 8 mentees for Spring"), "{out}");
    let (code, out, _) = import("enrolments", "enrolments-with-mistakes.csv", &spring[..2]);
    assert_eq!(code, Some(1));
    for row in 2..=9 {
        let told = out
            .lines()
            .filter(|line| line.starts_with(&format!("row {row}: ")));
        assert_eq!(told.count(), 1, "{out}");
    }
}
