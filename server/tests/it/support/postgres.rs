//! A throwaway PostgreSQL for one test run.
//!
//! Started by the first test that wants it, on a free loopback port, in a
//! temporary folder, without the promises a real one makes to the disk. A
//! watchdog waits on a pipe to this process and takes it down when the process
//! is gone, however it went.

use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

const REMEDY: &str = "The tests run on PostgreSQL too and start one themselves. \
    Install it (Debian: apt-get install postgresql), or put its initdb and pg_ctl on the PATH.";

/// `postgres://…` of the cluster, without a database's name.
pub fn url() -> &'static str {
    &CLUSTER.url
}

static CLUSTER: LazyLock<Cluster> = LazyLock::new(Cluster::start);

struct Cluster {
    url: String,
    /// Its standard input is the pipe that closes with this process.
    _watchdog: Child,
}

impl Cluster {
    fn start() -> Cluster {
        let folder = tempfile::Builder::new()
            .prefix("pairwell-postgres-")
            .tempdir()
            .expect("the temporary folder can be written")
            .keep();
        let user = User::to_run_as();
        if let Some(user) = &user {
            chown(&folder, Some(user.uid), Some(user.gid)).expect("root gives folders away");
        }
        let programs = programs();
        let data = folder.join("data");
        let program = |name: &str| {
            let mut command = Command::new(programs.join(name));
            // Its own group: Ctrl-C reaches the tests first, then the watchdog.
            command.current_dir(&folder).process_group(0);
            if let Some(user) = &user {
                command.uid(user.uid).gid(user.gid);
            }
            command
        };
        run(program("initdb")
            .arg("--pgdata")
            .arg(&data)
            .args(["--username=pairwell", "--auth=trust", "--encoding=UTF8"])
            .args(["--locale=C", "--no-sync"]));
        let port = free_port();
        let mut settings = fs::OpenOptions::new()
            .append(true)
            .open(data.join("postgresql.conf"))
            .expect("initdb wrote it");
        write!(
            settings,
            "listen_addresses = '127.0.0.1'\nport = {port}\n\
             unix_socket_directories = '{}'\nmax_connections = 400\n\
             fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n\
             autovacuum = off\nshared_buffers = 64MB\n",
            folder.display()
        )
        .expect("the folder can be written");
        drop(settings);
        let watchdog = program("pg_ctl");
        let watchdog = watch(watchdog, &user, &folder, &data);
        run(program("pg_ctl")
            .arg("start")
            .arg("--pgdata")
            .arg(&data)
            .args(["--wait", "--silent", "--log"])
            .arg(folder.join("log")));
        Cluster {
            url: format!("postgres://pairwell@127.0.0.1:{port}"),
            _watchdog: watchdog,
        }
    }
}

fn watch(pg_ctl: Command, user: &Option<User>, folder: &Path, data: &Path) -> Child {
    let mut shell = Command::new("sh");
    shell
        .arg("-c")
        .arg("read -r _; \"$1\" stop --pgdata \"$2\" --mode=immediate --silent; rm -rf \"$3\"")
        .arg("watchdog")
        .arg(pg_ctl.get_program())
        .arg(data)
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .current_dir("/")
        .process_group(0);
    if let Some(user) = user {
        shell.uid(user.uid).gid(user.gid);
    }
    shell.spawn().expect("there is a shell")
}

/// PostgreSQL refuses to run as root.
struct User {
    uid: u32,
    gid: u32,
}

impl User {
    fn to_run_as() -> Option<User> {
        let own = fs::metadata("/proc/self").ok()?;
        if std::os::unix::fs::MetadataExt::uid(&own) != 0 {
            return None;
        }
        let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let found = users.lines().find_map(|line| {
            let mut fields = line.split(':');
            (fields.next()? == "postgres").then_some(())?;
            let uid = fields.nth(1)?.parse().ok()?;
            let gid = fields.next()?.parse().ok()?;
            Some(User { uid, gid })
        });
        Some(found.unwrap_or_else(|| panic!("there is no user `postgres`. {REMEDY}")))
    }
}

/// The folder of initdb and pg_ctl; Debian keeps them off the PATH.
fn programs() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    if let Ok(versions) = fs::read_dir("/usr/lib/postgresql") {
        let mut versions: Vec<_> = versions.flatten().map(|entry| entry.path()).collect();
        versions.sort();
        folders.extend(
            versions
                .into_iter()
                .rev()
                .map(|version| version.join("bin")),
        );
    }
    folders
        .into_iter()
        .find(|folder| folder.join("initdb").exists() && folder.join("pg_ctl").exists())
        .unwrap_or_else(|| panic!("PostgreSQL is not installed. {REMEDY}"))
}

fn run(command: &mut Command) {
    let output = command
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|why| panic!("can't run {command:?}: {why}. {REMEDY}"));
    assert!(
        output.status.success(),
        "{command:?} failed: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    listener.local_addr().expect("it is bound").port()
}
