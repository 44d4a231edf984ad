//! Time zones and language as the browser knows them: the tables are too heavy
//! to bring our own.

use crate::ui::Choice;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};

/// Every time zone there is, `UTC` first.
pub fn choices() -> Vec<Choice> {
    let choice = |name: String| {
        let words = name.replace('_', " ");
        Choice::new(name, words)
    };
    let mut names = vec!["UTC".to_owned()];
    names.extend(known().into_iter().filter(|name| name != "UTC"));
    names.into_iter().map(choice).collect()
}

/// The zone this browser is in.
pub fn here() -> Option<String> {
    let format = call(&intl()?, "DateTimeFormat", &[])?;
    let options = call(&format, "resolvedOptions", &[])?;
    get(&options, "timeZone")?.as_string()
}

/// The English name of the language this browser is set to.
pub fn language() -> Option<String> {
    let code = window().navigator().language()?;
    let base = code.split('-').next().unwrap_or(&code);
    let names: js_sys::Function = get(&intl()?, "DisplayNames")?.dyn_into().ok()?;
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"type".into(), &"language".into()).ok()?;
    let english = js_sys::Array::of1(&"en".into());
    let arguments = js_sys::Array::of2(&english, &options);
    let names = js_sys::Reflect::construct(&names, &arguments).ok()?;
    call(&names, "of", &[base.into()])?.as_string()
}

fn known() -> Vec<String> {
    let list = intl().and_then(|intl| call(&intl, "supportedValuesOf", &["timeZone".into()]));
    let list = list.and_then(|list| list.dyn_into::<js_sys::Array>().ok());
    list.map_or_else(Vec::new, |list| {
        list.iter().filter_map(|name| name.as_string()).collect()
    })
}

fn intl() -> Option<JsValue> {
    get(document().default_view()?.as_ref(), "Intl")
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(of, &name.into()).ok()
}

fn call(of: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let function: js_sys::Function = get(of, name)?.dyn_into().ok()?;
    let list: js_sys::Array = arguments.iter().collect();
    function.apply(of, &list).ok()
}
