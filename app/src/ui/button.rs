//! Buttons, and links that look like them.
//!
//! A button that cannot act says why instead of going dead: with `why_not` it
//! stays focusable, shows the reason on hover and focus, and carries it as its
//! description. A busy button keeps its words and its focus and ignores
//! further presses.

use leptos::{ev::MouseEvent, prelude::*};

use super::{
    icon::{Glyph, Icon},
    id,
};

/// How much a button asks to be pressed. One [`Primary`](Self::Primary) a screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    Primary,
    #[default]
    Plain,
    /// No outline: for actions that repeat on every row or card.
    Quiet,
    /// Ends or removes something.
    Danger,
}

impl ButtonKind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Plain => "plain",
            Self::Quiet => "quiet",
            Self::Danger => "danger",
        }
    }
}

fn size(small: bool) -> Option<&'static str> {
    small.then_some("small")
}

#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] small: bool,
    /// Submits the form it stands in.
    #[prop(optional)]
    submit: bool,
    #[prop(optional)] icon: Option<Glyph>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// A reason why this can't be done now, in the words shown to the person.
    #[prop(optional, into)]
    why_not: Signal<Option<String>>,
    /// For a button that stays pressed.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let reason_id = id::fresh("why-not");
    let described_by = reason_id.clone();
    let idle = move || !busy.get_untracked() && why_not.with_untracked(Option::is_none);
    let press = move |event: MouseEvent| {
        if !idle() {
            // An aria-disabled submit button would still submit its form.
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class="button"
            data-kind=kind.name()
            data-size=size(small)
            disabled=disabled
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || (busy.get() || why_not.with(Option::is_some)).then_some("true")
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            aria-describedby=move || why_not.with(Option::is_some).then(|| described_by.clone())
            on:click=press
        >
            {move || busy.get().then(|| view! { <span class="button-busy" aria-hidden="true"></span> })}
            {icon.map(|of| view! { <Icon of/> })}
            <span>{children()}</span>
            {move || {
                let id = reason_id.clone();
                why_not.get().map(|reason| view! { <span class="button-reason" id=id aria-hidden="true">{reason}</span> })
            }}
        </button>
    }
}

/// A square button that shows only an icon; `label` is its name and tooltip.
#[component]
pub fn IconButton(
    icon: Glyph,
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] kind: Option<ButtonKind>,
    #[prop(optional)] small: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] pressed: Option<Signal<bool>>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="icon-button"
            data-kind=kind.unwrap_or(ButtonKind::Quiet).name()
            data-size=size(small)
            disabled=disabled
            aria-label=label
            title=label
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            on:click=move |_| if let Some(on_press) = on_press { on_press.run(()) }
        >
            <Icon of=icon/>
        </button>
    }
}

/// Goes somewhere, and is important enough to look like a button.
#[component]
pub fn ButtonLink(
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] small: bool,
    #[prop(optional)] icon: Option<Glyph>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class="button" data-kind=kind.name() data-size=size(small) href=href>
            {icon.map(|of| view! { <Icon of/> })}
            <span>{children()}</span>
        </a>
    }
}
