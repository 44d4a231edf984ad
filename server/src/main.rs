//! The program `pairwell`.

use std::process::ExitCode;

fn main() -> ExitCode {
    pairwell_server::cli::run()
}
