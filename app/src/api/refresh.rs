//! Keeping the session alive, and noticing when it is over.
//!
//! Refresh tokens are used once: two requests presenting the same one look like
//! theft and end the session. So a tab refreshes once however many calls find
//! their access token expired, and tabs take turns through a browser-wide lock.

use super::wire::{self, Body, Wire};
use js_sys::{Function, Object, Promise, Reflect};
use pairwell_domain::api::sign_in::Refresh;
use pairwell_domain::api::{self, CallError, Endpoint};
use pairwell_domain::problem::Problem;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

type Listener = Rc<dyn Fn()>;

thread_local! {
    static RUNNING: RefCell<Option<Promise>> = const { RefCell::new(None) };
    static SIGNED_OUT: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

/// What to do when a call finds that nobody is signed in any more.
pub fn on_signed_out(listener: impl Fn() + 'static) {
    SIGNED_OUT.set(Some(Rc::new(listener)));
}

pub(super) fn tell_signed_out() {
    // Taken out first: the listener may make calls of its own.
    if let Some(listener) = SIGNED_OUT.with_borrow(Clone::clone) {
        listener();
    }
}

/// Fresh session cookies, or why there are none.
pub(super) async fn refresh() -> Result<(), CallError> {
    let running = RUNNING.with_borrow(Clone::clone).unwrap_or_else(|| {
        let promise = in_turn(|| future_to_promise(exchange()));
        RUNNING.set(Some(promise.clone()));
        promise
    });
    let Ok(outcome) = JsFuture::from(running).await else {
        // The browser would not give us our turn: the page is being left.
        RUNNING.set(None);
        return Err(wire::unreadable());
    };
    match outcome.as_string() {
        None => Ok(()),
        Some(why) if why.is_empty() => {
            tell_signed_out();
            Err(CallError::Refused(Box::new(Problem::signed_out())))
        }
        Some(why) => Err(CallError::Unreachable(why)),
    }
}

/// Resolves to nothing when it went well, to the empty text when the session is
/// over, and to a sentence when nobody could say. It never rejects.
async fn exchange() -> Result<JsValue, JsValue> {
    let wire = Wire::new(Refresh::METHOD, api::path::<Refresh>(&()), Body::None);
    let answer = wire.attempt().await;
    // Whoever finds a token expired from here on starts anew.
    RUNNING.set(None);
    Ok(match answer {
        Ok(_) => JsValue::UNDEFINED,
        Err(CallError::Refused(problem)) if problem.status == 401 => JsValue::from_str(""),
        Err(CallError::Refused(problem)) => JsValue::from_str(&problem.title),
        Err(CallError::Unreachable(why)) => JsValue::from_str(&why),
    })
}

/// Runs `work` while no other tab does, where the browser has locks.
fn in_turn(work: impl FnOnce() -> Promise + 'static) -> Promise {
    let locks = web_sys::window()
        .and_then(|window| Reflect::get(&window.navigator(), &"locks".into()).ok())
        .filter(JsValue::is_object);
    let request = locks
        .as_ref()
        .and_then(|locks| Reflect::get(locks, &"request".into()).ok())
        .and_then(|request| request.dyn_into::<Function>().ok());
    let (Some(locks), Some(request)) = (locks, request) else {
        return work();
    };
    let work = Closure::once_into_js(move |_lock: Object| work());
    match request.call2(&locks, &"pairwell.refresh".into(), &work) {
        Ok(turn) => Promise::resolve(&turn),
        Err(problem) => Promise::reject(&problem),
    }
}
