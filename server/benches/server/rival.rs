//! What reads are compared with: an axum handler that does nothing but send
//! bytes it has in memory.

use axum::body::Bytes;
use axum::http::header;
use axum::routing::get;

pub fn serve(file: &str) -> anyhow::Result<()> {
    let bytes = Bytes::from(std::fs::read(file)?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let handler = move || async move { ([(header::CONTENT_TYPE, "application/json")], bytes) };
        let router = axum::Router::new().route("/", get(handler));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("{}", listener.local_addr()?.port());
        axum::serve(listener, router).await?;
        Ok(())
    })
}
