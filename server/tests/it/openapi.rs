//! The document and what it describes.

use crate::support::Server;
use pairwell_server::db::Engine;
use pairwell_server::http::openapi;
use serde_json::Value;

#[tokio::test]
async fn the_document_served_is_the_document_printed() {
    let server = Server::start(Engine::Sqlite).await;
    let answered = server
        .client()
        .raw("GET", "/api/openapi.json", None, &[])
        .await;
    let printed = serde_json::to_value(openapi::document()).unwrap();
    assert_eq!(answered.json::<Value>(), printed);
}

#[tokio::test]
async fn every_operation_of_the_document_is_served() {
    let server = Server::start(Engine::Sqlite).await;
    let document = serde_json::to_value(openapi::document()).unwrap();
    let nil = uuid::Uuid::nil().to_string();
    for (path, item) in document["paths"].as_object().unwrap() {
        let address: Vec<&str> = path
            .split('/')
            .map(|part| {
                if part.starts_with('{') {
                    nil.as_str()
                } else {
                    part
                }
            })
            .collect();
        for method in item.as_object().unwrap().keys() {
            let method = method.to_uppercase();
            let answered = server
                .client()
                .raw(&method, &address.join("/"), None, &[])
                .await;
            let code = serde_json::from_slice::<Value>(&answered.body)
                .ok()
                .and_then(|body| body["code"].as_str().map(str::to_owned));
            assert!(
                !matches!(code.as_deref(), Some("no_such_operation" | "wrong_method")),
                "{method} {path} is described but not served"
            );
        }
    }
}

#[test]
fn the_document_says_what_a_request_needs() {
    let document = serde_json::to_value(openapi::document()).unwrap();
    let moves = &document["paths"]["/api/v1/boards/{board}/moves"]["post"];
    let names: Vec<&str> = moves["parameters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|parameter| parameter["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["If-Match", "board"]);
    assert!(moves["security"].is_array());
    let sign_in = &document["paths"]["/api/v1/session"]["post"];
    assert!(sign_in["security"].is_null());
}
