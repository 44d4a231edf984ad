//! The program as it is started, for what only a process of its own can show.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The program on a database, killed when dropped.
pub struct Program {
    child: Child,
    port: u16,
}

impl Program {
    pub fn start(url: &str, folder: &Path) -> Program {
        Self::start_with(url, folder, &[])
    }

    /// With these words on its command line too.
    pub fn start_with(url: &str, folder: &Path, options: &[&str]) -> Program {
        // A write past the limit of [`Program::limit_files`] is to fail, not to end the program.
        let mut child = Command::new("sh")
            .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
            .arg(env!("CARGO_BIN_EXE_pairwell"))
            .current_dir(folder)
            .args(["serve", "--port", "0", "--database-url", url])
            .args(options)
            .env("RUST_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("it is piped");
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("it speaks");
        let port = line
            .trim_end()
            .rsplit(':')
            .next()
            .and_then(|port| port.parse().ok());
        Program {
            child,
            port: port.unwrap_or_else(|| panic!("unexpected: {line}")),
        }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// A figure of Linux about the process, such as `VmRSS`, in MiB.
    #[cfg(target_os = "linux")]
    pub fn memory(&self, figure: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.expect("it runs");
        let line = status.lines().find(|line| line.starts_with(figure));
        let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
        kib.unwrap_or_else(|| panic!("no {figure}")) / 1024
    }

    /// From now on no write may end further than this into a file; `None` lifts that again.
    pub fn limit_files(&self, bytes: Option<u64>) {
        let most = bytes.map_or_else(|| "unlimited".to_owned(), |bytes| bytes.to_string());
        let limited = Command::new("prlimit")
            .args(["--pid", &self.child.id().to_string()])
            .arg(format!("--fsize={most}:"))
            .status()
            .expect("util-linux is there");
        assert!(limited.success());
    }

    /// `kill -9`.
    pub fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Already gone when it was killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
