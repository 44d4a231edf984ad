//! The application's files.

use crate::support::Server;
use pairwell_server::db::Engine;
use pairwell_server::http::assets::Site;
use std::fs;
use tempfile::TempDir;

/// A server whose site is a page and one script, with a brotli sibling.
async fn server() -> (Server, TempDir) {
    let folder = TempDir::new().unwrap();
    let site = folder.path().join("site");
    fs::create_dir_all(site.join("assets")).unwrap();
    fs::write(site.join("index.html"), "<!doctype html>").unwrap();
    fs::write(site.join("assets/app.0123.js"), "plain").unwrap();
    fs::write(site.join("assets/app.0123.js.br"), "squeezed").unwrap();
    fs::write(site.join("assets/app.0123.wasm"), "\0asm").unwrap();
    fs::write(folder.path().join("secret.txt"), "secret").unwrap();
    let server = Server::with(Engine::Sqlite, Site::Folder(site), |_| {}).await;
    (server, folder)
}

#[tokio::test]
async fn every_address_of_the_app_is_its_page() {
    let (server, _folder) = server().await;
    let client = server.client();
    for address in ["/", "/link", "/programmes/0/board"] {
        let answered = client.raw("GET", address, None, &[]).await;
        assert_eq!(answered.text(), "<!doctype html>", "{address}");
        assert_eq!(answered.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answered.header("cache-control"), "no-cache");
        let tag = answered.header("etag").to_owned();
        let again = client
            .raw("GET", address, None, &[("if-none-match", &tag)])
            .await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    }
}

#[tokio::test]
async fn an_address_that_is_no_page_says_so_in_its_status_and_still_shows_the_app() {
    let (server, _folder) = server().await;
    for address in ["/readyz", "/healthz", "/nowhere/at/all"] {
        let answered = server.client().raw("GET", address, None, &[]).await;
        assert_eq!(answered.status.as_u16(), 404, "{address}");
        assert_eq!(answered.text(), "<!doctype html>", "{address}");
        assert_eq!(answered.header("etag"), "", "{address}");
    }
}

#[tokio::test]
async fn hashed_files_are_kept_for_ever_and_sent_as_small_as_accepted() {
    let (server, _folder) = server().await;
    let client = server.client();
    let script = "/assets/app.0123.js";
    let plain = client.raw("GET", script, None, &[]).await;
    assert_eq!(plain.text(), "plain");
    assert_eq!(
        plain.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(
        plain.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    let accepting = [("accept-encoding", "gzip, br")];
    let squeezed = client.raw("GET", script, None, &accepting).await;
    assert_eq!(squeezed.text(), "squeezed");
    assert_eq!(squeezed.header("content-encoding"), "br");
    assert_eq!(
        squeezed.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(squeezed.header("vary"), "accept-encoding");
    let wasm = client.raw("GET", "/assets/app.0123.wasm", None, &[]).await;
    assert_eq!(wasm.header("content-type"), "application/wasm");
}

#[tokio::test]
async fn unknown_files_and_those_outside_are_not_found() {
    let (server, _folder) = server().await;
    let client = server.client();
    for address in [
        "/assets/none.js",
        "/favicon.ico",
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/app.0123.js.br",
        "/assets/",
    ] {
        let answered = client.raw("GET", address, None, &[]).await;
        assert_eq!(answered.status, 404, "{address}: {}", answered.text());
    }
}
