//! Where in the app one is: the browser's address as a signal, and ways to go.
//!
//! Links are plain `<a href>`: a click on one of ours is taken over here, unless
//! the reader asked for a new tab or the link says `download`, `target` or
//! `rel="external"`.
//!
//! Not `leptos_router` 0.8, which was tried under the same [`Page`] table: after a
//! filter was set and cleared it takes some links for ones to where one already
//! is and leaves the address unchanged; it panics where a browser refuses to
//! write the history as often as somebody types; and it keeps the first address,
//! with the secret of a sign-in link, for as long as the tab lives.

use super::Page;
use super::scroll;
use gloo_events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlAnchorElement, MouseEvent};

/// The parts of an address inside this site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    pub path: String,
    /// Without its question mark.
    pub query: String,
    /// Without its hash sign.
    pub fragment: String,
}

impl Address {
    fn of_browser() -> Self {
        let location = window().location();
        let part = |text: Result<String, JsValue>, mark: char| {
            let text = text.unwrap_or_default();
            text.strip_prefix(mark).map(str::to_owned).unwrap_or(text)
        };
        Address {
            path: location.pathname().unwrap_or_default(),
            query: part(location.search(), '?'),
            fragment: part(location.hash(), '#'),
        }
    }

    /// Path, query and fragment of an address that starts at the root.
    pub fn parse(href: &str) -> Self {
        let (rest, fragment) = href.split_once('#').unwrap_or((href, ""));
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        Address {
            path: path.to_owned(),
            query: query.to_owned(),
            fragment: fragment.to_owned(),
        }
    }

    pub fn href(&self) -> String {
        let mut href = self.path.clone();
        for (mark, part) in [('?', &self.query), ('#', &self.fragment)] {
            if !part.is_empty() {
                href.push(mark);
                href.push_str(part);
            }
        }
        href
    }
}

/// A handle on where one is, to be copied into closures.
#[derive(Clone, Copy)]
pub struct Location {
    address: RwSignal<Address>,
    /// The query by itself, so that a page does not notice other changes.
    query: Memo<String>,
    page: Memo<Option<Page>>,
}

/// The app's [`Location`].
pub fn use_location() -> Location {
    use_context().expect("the app provides its location at the root")
}

impl Location {
    /// Starts following the browser, for as long as the page lives.
    pub fn start() -> Self {
        let address = RwSignal::new(Address::of_browser());
        let location = Location {
            address,
            query: Memo::new(move |_| address.with(|address| address.query.clone())),
            page: Memo::new(move |_| address.with(|address| Page::at(&address.path))),
        };
        scroll::start();
        let document = document();
        EventListener::new_with_options(
            &document,
            "click",
            EventListenerOptions::enable_prevent_default(),
            move |event| location.follow(event),
        )
        .forget();
        EventListener::new(&window(), "popstate", move |_| {
            address.set(Address::of_browser());
            scroll::restore();
        })
        .forget();
        provide_context(location);
        location
    }

    /// The page one is on; `None` when there is none at this address. Reactive.
    pub fn page(self) -> Option<Page> {
        self.page.get()
    }

    pub fn page_untracked(self) -> Option<Page> {
        self.page.get_untracked()
    }

    /// Path, query and fragment. Reactive.
    pub fn address(self) -> Address {
        self.address.get()
    }

    pub fn address_untracked(self) -> Address {
        self.address.get_untracked()
    }

    /// The query string without its question mark. Reactive.
    pub fn query(self) -> String {
        self.query.get()
    }

    /// Goes to a page.
    pub fn go(self, page: Page) {
        self.push(Address::parse(&page.path()));
    }

    /// Goes to a page in place of this one: back does not return here.
    pub fn go_instead(self, page: Page) {
        self.replace(Address::parse(&page.path()));
    }

    /// Puts another query into the address without a step in the history and
    /// without scrolling: for filters.
    pub fn set_query(self, query: String) {
        let address = Address {
            query,
            ..self.address_untracked()
        };
        self.replace(address);
    }

    /// Takes the fragment out of the address, so that a secret in it is neither
    /// seen over a shoulder nor kept in the history.
    pub fn forget_fragment(self) {
        let address = Address {
            fragment: String::new(),
            ..self.address_untracked()
        };
        self.replace(address);
    }

    fn push(self, address: Address) {
        if address == self.address_untracked() {
            return;
        }
        scroll::remember();
        scroll::forget_wanted();
        let _ = history().push_state_with_url(&JsValue::NULL, "", Some(&address.href()));
        let same_path = self.address.with_untracked(|now| now.path == address.path);
        self.address.set(address);
        if !same_path {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    }

    fn replace(self, address: Address) {
        let state = history().state().unwrap_or(JsValue::NULL);
        let _ = history().replace_state_with_url(&state, "", Some(&address.href()));
        self.address.set(address);
    }

    fn follow(self, event: &Event) {
        let Some(href) = event
            .dyn_ref::<MouseEvent>()
            .filter(|click| is_plain(click))
            .and_then(anchor_of)
            .and_then(|anchor| inner_href(&anchor))
        else {
            return;
        };
        event.prevent_default();
        self.push(Address::parse(&href));
    }
}

fn history() -> web_sys::History {
    window()
        .history()
        .expect("a window that runs scripts has a history")
}

fn is_plain(click: &MouseEvent) -> bool {
    !click.default_prevented()
        && click.button() == 0
        && !(click.meta_key() || click.ctrl_key() || click.shift_key() || click.alt_key())
}

fn anchor_of(click: &MouseEvent) -> Option<HtmlAnchorElement> {
    let element = click.target()?.dyn_into::<web_sys::Element>().ok()?;
    element.closest("a[href]").ok()??.dyn_into().ok()
}

/// The address of a link that stays in the app.
fn inner_href(anchor: &HtmlAnchorElement) -> Option<String> {
    let leaves = !anchor.target().is_empty()
        || anchor.has_attribute("download")
        || anchor.rel().split_whitespace().any(|rel| rel == "external")
        || anchor.origin() != window().location().origin().ok()?
        || anchor.pathname().starts_with("/api/");
    // A link within the page is the browser's own business.
    let within = anchor
        .get_attribute("href")
        .is_some_and(|href| href.starts_with('#'));
    (!leaves && !within).then(|| {
        let mut href = anchor.pathname();
        href.push_str(&anchor.search());
        href.push_str(&anchor.hash());
        href
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart_and_put_together() {
        for href in ["/", "/people?q=a%20b", "/link#secret", "/people?q=1&q=2#x"] {
            assert_eq!(Address::parse(href).href(), href);
        }
        assert_eq!(Address::parse("/people?q=1#x").query, "q=1");
    }
}
