//! A file somebody sends, put on disk as it comes: it may be large, and reading
//! it takes two passes.

use crate::error::Error;
use anyhow::Context;
use axum::body::Body;
use futures::StreamExt;
use pairwell_domain::problem::Problem;
use std::fs::File;
use tokio::io::AsyncWriteExt;

/// Longest file taken, in bytes: several times an export of 300 000 people.
const LIMIT: u64 = 512 << 20;

/// The file, which is gone from disk once it is dropped.
pub async fn spool(body: Body) -> Result<File, Error> {
    let file = tempfile::tempfile().context("can't make a temporary file")?;
    let mut out = tokio::fs::File::from_std(file);
    let mut chunks = body.into_data_stream();
    let mut length = 0;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| {
            Problem::new(400, "cut_off", "The file broke off on its way.")
                .detail("Nothing was changed. Please send it again.")
        })?;
        length += chunk.len() as u64;
        if length > LIMIT {
            return Err(Problem::new(413, "too_large", "The file is too large.")
                .detail("At most 512 MB can be read. Leave out the columns Pairwell does not need.")
                .into());
        }
        out.write_all(&chunk)
            .await
            .context("can't write a temporary file")?;
    }
    out.flush().await.context("can't write a temporary file")?;
    Ok(out.into_std().await)
}
