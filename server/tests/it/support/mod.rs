//! What tests start from.
//!
//! ```text
//! both_databases! {
//!     async fn signing_out_ends_the_session_at_once(server) {
//!         let ada = server.account("Ada").await;
//!         let client = server.signed_in(&ada).await;
//!         client.call::<SignOut>((), (), ()).await.unwrap();
//!     }
//! }
//! ```

pub mod client;
pub mod database;
pub mod fixtures;
pub mod postgres;
pub mod program;
pub mod server;
pub mod wire;

pub use server::Server;

/// Makes each test two: one on SQLite, one on PostgreSQL, each with a server and
/// an empty database of its own.
macro_rules! both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($server:ident) $body:block)*) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn run($server: $crate::support::Server) $body

            #[tokio::test]
            async fn on_sqlite() {
                run($crate::support::Server::start(pairwell_server::db::Engine::Sqlite).await).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                run($crate::support::Server::start(pairwell_server::db::Engine::Postgres).await).await;
            }
        }
    )*};
}
pub(crate) use both_databases;
