//! A menu button: what can be done with one thing, "Move to…, Lock, Never, Why".
//!
//! The items are asked for when the menu opens, so a board of a thousand cards
//! carries a thousand buttons and no menus. What can't be done now is listed
//! with its reason. Keys: arrows, Home, End, the first letters of an item,
//! Escape; Tab leaves.

use std::sync::Arc;

use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    button::ButtonKind,
    floating::{Floating, FloatingPanel},
    icon::{Glyph, Icon},
    id,
};

/// One line of a menu.
#[derive(Clone)]
pub enum MenuItem {
    Action(MenuAction),
    /// Names the items after it.
    Heading(String),
    Separator,
}

/// Something to choose.
#[derive(Clone)]
pub struct MenuAction {
    label: String,
    detail: Option<String>,
    icon: Option<Glyph>,
    danger: bool,
    why_not: Option<String>,
    act: Arc<dyn Fn() + Send + Sync>,
}

impl MenuAction {
    pub fn new(label: impl Into<String>, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label: label.into(),
            detail: None,
            icon: None,
            danger: false,
            why_not: None,
            act: Arc::new(act),
        }
    }

    /// Shown at the end of the line: "82, +4 overall".
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    pub fn icon(mut self, icon: Glyph) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Ends or removes something.
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Can't be chosen now, and why.
    pub fn why_not(mut self, reason: Option<String>) -> Self {
        self.why_not = reason;
        self
    }
}

impl From<MenuAction> for MenuItem {
    fn from(action: MenuAction) -> Self {
        Self::Action(action)
    }
}

#[component]
pub fn Menu(
    /// The button's words, and the menu's name: "More about Noor Aziz".
    #[prop(into)]
    label: Signal<String>,
    #[prop(into)] items: Callback<(), Vec<MenuItem>>,
    /// Shown in place of the words.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// Shown in place of the words, by a button that brings its own looks.
    #[prop(optional, into)]
    face: Option<ViewFn>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] small: bool,
) -> impl IntoView {
    let floating = Floating::new();
    let panel_id = id::fresh("menu");
    let wordless = icon.is_some() || face.is_some();
    let class = match (&face, icon) {
        (Some(_), _) => "menu-face",
        (None, Some(_)) => "icon-button",
        (None, None) => "button",
    };
    let open_by_arrow = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "ArrowDown" | "ArrowUp") {
            event.prevent_default();
            floating.open();
        }
    };
    view! {
        <button
            node_ref=floating.anchor
            type="button"
            class=class
            data-kind=kind.name()
            data-size=small.then_some("small")
            aria-label=move || wordless.then(|| label.get())
            title=move || icon.map(|_| label.get())
            aria-haspopup="menu"
            aria-expanded=move || floating.is_open().to_string()
            aria-controls=panel_id.clone()
            on:pointerdown=move |_| floating.pressed()
            on:click=move |_| floating.toggle()
            on:keydown=open_by_arrow
        >
            {match (face, icon) {
                (Some(face), _) => face.run(),
                (None, Some(of)) => view! { <Icon of/> }.into_any(),
                (None, None) => view! { <span>{label}</span><Icon of=Glyph::ChevronDown/> }.into_any(),
            }}
        </button>
        <FloatingPanel
            floating
            class="menu"
            role="menu"
            id=panel_id
            label
            on_shown=move |()| step(floating, To::First)
            on_key=move |event| on_key(floating, &event)
        >
            {untrack(|| items.run(())).into_iter().map(|item| line(floating, item)).collect_view()}
        </FloatingPanel>
    }
}

fn line(floating: Floating, item: MenuItem) -> AnyView {
    let action = match item {
        MenuItem::Heading(words) => {
            return view! { <div class="menu-heading" role="presentation">{words}</div> }
                .into_any();
        }
        MenuItem::Separator => {
            return view! { <div class="menu-separator" role="separator"></div> }.into_any();
        }
        MenuItem::Action(action) => action,
    };
    let refused = action.why_not.is_some();
    let act = action.act;
    let choose = move |_| {
        if !refused {
            floating.close();
            act();
        }
    };
    view! {
        <button
            type="button"
            class="menu-item"
            role="menuitem"
            tabindex="-1"
            data-danger=action.danger
            aria-disabled=refused.then_some("true")
            on:click=choose
            on:pointerenter:target=|event| { let _ = event.target().focus(); }
        >
            {action.icon.map(|of| view! { <Icon of/> })}
            <span class="menu-words">
                <span>{action.label}</span>
                {action.why_not.map(|reason| view! { <span class="menu-reason">{reason}</span> })}
            </span>
            {action.detail.map(|detail| view! { <span class="menu-detail">{detail}</span> })}
        </button>
    }
    .into_any()
}

enum To {
    First,
    Last,
    Next,
    Previous,
    /// The next item that starts with this letter.
    Letter(String),
}

fn on_key(floating: Floating, event: &KeyboardEvent) {
    let key = event.key();
    let to = match key.as_str() {
        "ArrowDown" => To::Next,
        "ArrowUp" => To::Previous,
        "Home" => To::First,
        "End" => To::Last,
        // The focus goes back to the button first, so that Tab goes on from there.
        "Tab" => return floating.close(),
        " " | "Enter" => return,
        letter
            if letter.chars().count() == 1
                && !event.ctrl_key()
                && !event.meta_key()
                && !event.alt_key() =>
        {
            To::Letter(letter.to_lowercase())
        }
        _ => return,
    };
    event.prevent_default();
    step(floating, to);
}

fn step(floating: Floating, to: To) {
    let Some(panel) = floating.panel.try_get_untracked().flatten() else {
        return;
    };
    let Ok(found) = panel.query_selector_all("[role='menuitem']") else {
        return;
    };
    let items: Vec<web_sys::HtmlElement> = (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into().ok())
        .collect();
    if items.is_empty() {
        return;
    }
    let focused = document().active_element();
    let here = items
        .iter()
        .position(|item| focused.as_ref() == Some(item.unchecked_ref()));
    let (first, last) = (0, items.len() - 1);
    let next = match to {
        To::First => first,
        To::Last => last,
        To::Next => here.map_or(first, |here| if here == last { first } else { here + 1 }),
        To::Previous => here.map_or(last, |here| if here == first { last } else { here - 1 }),
        To::Letter(letter) => {
            let start = here.map_or(0, |here| here + 1);
            let round = (0..items.len()).map(|offset| (start + offset) % items.len());
            let starts = |index: &usize| {
                items[*index]
                    .text_content()
                    .is_some_and(|words| words.trim().to_lowercase().starts_with(&letter))
            };
            match round.into_iter().find(starts) {
                Some(index) => index,
                None => return,
            }
        }
    };
    let _ = items[next].focus();
}
