//! Watching what happens.

use crate::support::client::Client;
use crate::support::{Server, both_databases};
use axum::body::{Body, BodyDataStream};
use axum::http::Request;
use futures::StreamExt;
use pairwell_domain::api::events::{Happened, Topic};
use pairwell_domain::api::sign_in::SignOut;
use pairwell_domain::id::AccountId;
use pairwell_server::store::event;
use serde_json::json;
use std::time::Duration;
use tower::ServiceExt;

/// An open stream of events.
struct Stream {
    bytes: BodyDataStream,
    text: String,
}

impl Stream {
    async fn open(server: &Server, client: &Client, last: Option<&str>) -> Stream {
        let mut request = Request::builder()
            .uri("/api/v1/events")
            .header("cookie", client.cookie_header());
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let request = request.body(Body::empty()).unwrap();
        let response = server.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut stream = Stream {
            bytes: response.into_body().into_data_stream(),
            text: String::new(),
        };
        assert!(stream.block().await.unwrap().contains("retry: 2000"));
        stream
    }

    /// The next block of lines; `None` when the stream ended.
    async fn block(&mut self) -> Option<String> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let block = block.to_owned();
                self.text = rest.to_owned();
                return Some(block);
            }
            let more = tokio::time::timeout(Duration::from_secs(10), self.bytes.next())
                .await
                .expect("something comes within ten seconds")?;
            self.text
                .push_str(std::str::from_utf8(&more.unwrap()).unwrap());
        }
    }

    /// The next event, with its id.
    async fn next(&mut self) -> Option<(String, Happened)> {
        loop {
            let block = self.block().await?;
            let line = |name: &str| {
                let found = block.lines().find_map(|line| line.strip_prefix(name));
                found.map(|text| text.trim().to_owned())
            };
            if let Some(data) = line("data:") {
                return Some((line("id:").unwrap(), serde_json::from_str(&data).unwrap()));
            }
        }
    }
}

async fn happen(server: &Server, topic: Topic, number: i64) {
    let mut tx = server.db().begin().await.unwrap();
    event::record(&mut tx, server.now(), topic, &json!(number))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    server.app.hub.announce();
}

fn of(account: AccountId, number: i64) -> Happened {
    Happened {
        topic: Topic::Account(account),
        payload: json!(number),
    }
}

both_databases! {
    async fn an_event_reaches_whom_it_is_for_and_nobody_else(server) {
        let (ada, bo) = (server.account("Ada").await, server.account("Bo").await);
        let client = server.signed_in(&ada).await;
        let mut stream = Stream::open(&server, &client, None).await;
        happen(&server, Topic::Account(bo.id), 1).await;
        happen(&server, Topic::People, 2).await;
        happen(&server, Topic::Account(ada.id), 3).await;
        assert_eq!(stream.next().await.unwrap().1, of(ada.id, 3));
    }

    async fn a_browser_that_was_away_hears_what_it_missed(server) {
        let ada = server.account("Ada").await;
        let client = server.signed_in(&ada).await;
        let mut stream = Stream::open(&server, &client, None).await;
        happen(&server, Topic::Account(ada.id), 1).await;
        let (id, _) = stream.next().await.unwrap();
        drop(stream);
        happen(&server, Topic::Account(ada.id), 2).await;
        let mut stream = Stream::open(&server, &client, Some(&id)).await;
        assert_eq!(stream.next().await.unwrap().1, of(ada.id, 2));
    }

    async fn a_browser_away_for_too_long_is_told_to_read_everything_afresh(server) {
        let ada = server.account("Ada").await;
        happen(&server, Topic::Account(ada.id), 1).await;
        happen(&server, Topic::Account(ada.id), 2).await;
        server.pass(3 * 86_400);
        pairwell_server::jobs::worker::sweep(&server.app).await.unwrap();
        happen(&server, Topic::Account(ada.id), 3).await;
        let client = server.signed_in(&ada).await;
        let mut stream = Stream::open(&server, &client, Some("1")).await;
        assert_eq!(stream.next().await.unwrap().1.topic, Topic::Everything);
    }

    async fn signing_out_ends_the_stream(server) {
        let client = server.signed_in(&server.account("Ada").await).await;
        let mut stream = Stream::open(&server, &client, None).await;
        client.call::<SignOut>((), (), ()).await.unwrap();
        assert_eq!(stream.next().await, None);
    }

    async fn a_server_that_stops_ends_its_streams(server) {
        let client = server.signed_in(&server.account("Ada").await).await;
        let mut stream = Stream::open(&server, &client, None).await;
        server.app.hub.close();
        assert_eq!(stream.next().await, None);
    }
}

#[tokio::test]
async fn another_instance_on_the_same_postgres_hears_of_it() {
    let server = Server::start(pairwell_server::db::Engine::Postgres).await;
    let ada = server.account("Ada").await;
    let ears = tokio::spawn(pairwell_server::http::events::listen(server.app.clone()));
    let client = server.signed_in(&ada).await;
    let mut stream = Stream::open(&server, &client, None).await;
    // Written as another instance would: this one's hub is told nothing.
    let mut tx = server.db().begin().await.unwrap();
    let topic = Topic::Account(ada.id);
    event::record(&mut tx, server.now(), topic, &json!(1))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(stream.next().await.unwrap().1, of(ada.id, 1));
    ears.abort();
}
