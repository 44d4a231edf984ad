//! Starts and stops the server.

use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::http::{events, router::router};
use crate::jobs::{invite, send_mail::Mailer, worker};
use crate::state::AppState;
use crate::store::{account, link};
use anyhow::Context;
use pairwell_domain::api::sign_in::LinkKind;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal;
use tokio::sync::Notify;
use tracing::{info, warn};

/// Serves until asked to stop. Prints on standard output where it listens, and
/// on first start how to sign in.
pub async fn serve(config: Config) -> anyhow::Result<()> {
    let mailer = match &config.mail {
        Some(mail) => Some(Mailer::new(&mail.smtp_url, &mail.from)?),
        None => None,
    };
    let db = Db::open(&config.database_url).await?;
    let address = SocketAddr::new(config.host, config.port);
    let listener = TcpListener::bind(address).await.with_context(|| {
        format!("can't listen on {address}; is another server running? Choose another --port")
    })?;
    let port = listener.local_addr()?.port();
    let app = AppState::new(
        db,
        Clock::system(),
        config.site.clone(),
        config.settings(port),
    )
    .await?;

    let mut sign_ins = Vec::new();
    if config.demo {
        sign_ins = crate::demo::fill_if_empty(&app).await?;
    }
    announce(&app, port, &sign_ins).await?;

    let round = tokio::spawn(worker::run(app.clone(), mailer));
    let ears = tokio::spawn(events::listen(app.clone()));
    let service = router(app.clone())?.into_make_service_with_connect_info::<SocketAddr>();
    let stopping = Arc::new(Notify::new());
    let (closing, stop) = (app.clone(), stopping.clone());
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        asked_to_stop().await;
        info!("stopping: finishing what was begun");
        closing.hub.close();
        stop.notify_one();
    });
    tokio::select! {
        outcome = serving.into_future() => outcome?,
        () = patience(&stopping) => warn!("some requests did not finish in time"),
    }
    round.abort();
    ears.abort();
    app.db.close().await;
    Ok(())
}

/// A way to sign in that is printed at the start.
pub struct SignInLink {
    pub role: String,
    pub url: String,
}

async fn announce(app: &AppState, port: u16, sign_ins: &[SignInLink]) -> anyhow::Result<()> {
    let mut out = Vec::new();
    writeln!(out, "listening on http://localhost:{port}")?;
    for link in sign_ins {
        writeln!(out, "sign-in {} {}", link.role, link.url)?;
    }
    if let Some(url) = setup_link(app).await? {
        writeln!(out, "setup {url}")?;
    }
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(&out)?;
    stdout.flush()?;
    Ok(())
}

/// As long as there is no account: a fresh link to create the first. Earlier
/// ones stop working, since they may be lost in a log.
async fn setup_link(app: &AppState) -> anyhow::Result<Option<String>> {
    if account::any(&app.db).await? {
        return Ok(None);
    }
    let mut tx = app.db.begin().await?;
    link::withdraw_setup(&mut tx).await?;
    let (_, url) = invite::make_link(&mut tx, app, LinkKind::Setup, None).await?;
    tx.commit().await?;
    Ok(Some(url))
}

/// How long requests may take to finish once the server was asked to stop.
async fn patience(stopping: &Notify) {
    stopping.notified().await;
    tokio::time::sleep(Duration::from_secs(10)).await;
}

async fn asked_to_stop() {
    let ctrl_c = async {
        signal::ctrl_c().await.expect("signals can be listened for");
    };
    #[cfg(unix)]
    let terminate = async {
        signal::unix::signal(signal::unix::SignalKind::terminate())
            .expect("signals can be listened for")
            .recv()
            .await;
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = ctrl_c => {}
        () = terminate => {}
    }
}
