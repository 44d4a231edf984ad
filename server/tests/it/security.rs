//! Headers, other sites, and what strangers learn.

use crate::support::{Server, both_databases};
use pairwell_domain::api::sign_in::{GetMe, SignOut};
use pairwell_server::db::Engine;
use pairwell_server::http::assets::Site;

both_databases! {
    async fn a_change_from_another_site_is_refused(server) {
        let client = server.signed_in(&server.account("Ada").await).await;
        for headers in [
            &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")][..],
            &[("sec-fetch-site", "same-site"), ("origin", "http://other.localhost:8080")][..],
        ] {
            let answered = client.send::<SignOut>((), (), (), headers).await;
            assert_eq!(answered.problem().code, "cross_site");
        }
        assert!(client.call::<GetMe>((), (), ()).await.unwrap().is_some(), "nothing happened");
    }
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let server = Server::start(Engine::Sqlite).await;
    let client = server.client();
    for address in [
        "/",
        "/assets/none.js",
        "/api/v1/me",
        "/api/none",
        "/health/live",
    ] {
        let answered = client.raw("GET", address, None, &[]).await;
        let policy = answered.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'"),
            "{address}: {policy}"
        );
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        assert_eq!(
            answered.header("x-content-type-options"),
            "nosniff",
            "{address}"
        );
        assert_eq!(answered.header("x-frame-options"), "DENY", "{address}");
        assert_eq!(
            answered.header("referrer-policy"),
            "same-origin",
            "{address}"
        );
        assert!(!answered.header("x-request-id").is_empty(), "{address}");
        assert_eq!(
            answered.header("strict-transport-security"),
            "",
            "plain http"
        );
    }
    let answered = client.raw("GET", "/api/v1/me", None, &[]).await;
    assert_eq!(answered.header("cache-control"), "no-store");
}

#[tokio::test]
async fn behind_https_browsers_are_told_to_stay_there() {
    let secure = |settings: &mut pairwell_server::state::Settings| {
        settings.public_url = "https://mentoring.example.org".into();
    };
    let server = Server::with(Engine::Sqlite, Site::Embedded, secure).await;
    let answered = server.client().raw("GET", "/health/live", None, &[]).await;
    let stay = answered.header("strict-transport-security");
    assert!(stay.starts_with("max-age=31536000"), "{stay}");
}

#[tokio::test]
async fn an_unknown_operation_is_a_problem_and_an_unknown_method_too() {
    let server = Server::start(Engine::Sqlite).await;
    let client = server.client();
    let answered = client.raw("GET", "/api/v1/nothing", None, &[]).await;
    assert_eq!(answered.problem().code, "no_such_operation");
    let answered = client.raw("PATCH", "/api/v1/session", None, &[]).await;
    assert_eq!(answered.problem().code, "wrong_method");
}

#[tokio::test]
async fn a_body_past_the_limit_is_refused() {
    let server = Server::start(Engine::Sqlite).await;
    let body = vec![b' '; 3 << 20];
    let client = server.client();
    let answered = client.raw("POST", "/api/v1/session", Some(body), &[]).await;
    assert_eq!(answered.problem().status, 413);
}
