//! What many sign-ins at once take of the machine.

#![cfg(target_os = "linux")]

use crate::support::Server;
use crate::support::program::Program;
use crate::support::wire::{Wire, get, post};
use pairwell_server::db::Engine;
use serde_json::json;

/// At once, as many as the queue takes and some more.
const BROWSERS: usize = 50;
const TRIES: usize = 4;

#[tokio::test]
async fn a_burst_of_wrong_passwords_takes_little_memory_and_gives_it_back() {
    let server = Server::start(Engine::Sqlite).await;
    server.app.db.close().await;
    let database = &server.database;
    // Each browser comes from an address of its own, so that no limit by address holds it up.
    let behind_proxy = ["--behind-proxy"];
    let program = Program::start_with(&database.url, database.folder.path(), &behind_proxy);
    assert_eq!(
        Wire::to(program.port()).send(get("/health/ready")).status,
        200
    );
    let idle = program.memory("VmRSS");

    let port = program.port();
    let statuses = std::thread::scope(|scope| {
        let browsers: Vec<_> = (0..BROWSERS)
            .map(|browser| scope.spawn(move || wrong_passwords(port, browser)))
            .collect();
        let done = browsers
            .into_iter()
            .flat_map(|browser| browser.join().unwrap());
        done.collect::<Vec<_>>()
    });
    assert!(statuses.contains(&401), "some were hashed: {statuses:?}");
    assert!(
        statuses.iter().all(|status| [401, 429].contains(status)),
        "{statuses:?}"
    );
    let (peak, after) = (program.memory("VmHWM"), program.memory("VmRSS"));
    assert!(peak <= 120, "{peak} MiB at the peak");
    assert!(after * 10 <= idle * 13, "{after} MiB after, {idle} before");
}

fn wrong_passwords(port: u16, browser: usize) -> Vec<u16> {
    let mut wire = Wire::to(port);
    let tries = (0..TRIES).map(|n| {
        let email = format!("somebody-{browser}-{n}@example.org");
        let typed = json!({ "email": email, "password": "not the password" });
        let request = post("/api/v1/session", &typed);
        wire.send(request.header("x-forwarded-for", &format!("192.0.2.{browser}")))
            .status
    });
    tries.collect()
}
