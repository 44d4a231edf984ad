//! Hands a file made in the browser to the reader.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// What is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Csv,
    Json,
}

/// Saves `text` as `name`. `Err` where the browser has no room for it.
pub fn save(name: &str, kind: Kind, text: &str) -> Result<(), JsValue> {
    let said = match kind {
        Kind::Csv => "text/csv;charset=utf-8",
        Kind::Json => "application/json",
    };
    let kind = web_sys::BlobPropertyBag::new();
    kind.set_type(said);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    let address = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The download has begun by now and holds the blob itself.
    web_sys::Url::revoke_object_url(&address)
}
