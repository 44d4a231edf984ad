//! Text on one line or many.

use leptos::prelude::*;

use super::frame::Field;
use crate::ui::{
    bind::Bind,
    button::IconButton,
    icon::{Glyph, Icon},
};

/// What is typed: chooses the keyboard on phones and what the browser offers to fill in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextKind {
    #[default]
    Text,
    Email,
    /// Hidden, with a button that shows it.
    Password,
    Search,
    Date,
}

impl TextKind {
    fn input_type(self, revealed: bool) -> &'static str {
        match self {
            Self::Password if !revealed => "password",
            // The browser's own e-mail check would disagree with ours: only the keyboard is wanted.
            Self::Text | Self::Email | Self::Password => "text",
            Self::Search => "search",
            Self::Date => "date",
        }
    }

    fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Email => Some("email"),
            Self::Search => Some("search"),
            _ => None,
        }
    }
}

#[component]
pub fn TextField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Bind<String>,
    #[prop(optional)] kind: TextKind,
    #[prop(optional, into)] help: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] optional: bool,
    #[prop(optional)] hide_label: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Its name in the form, for password managers.
    #[prop(optional)]
    name: Option<&'static str>,
    /// A token such as `email`, `username`, `current-password`.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let revealed = RwSignal::new(false);
    let plain_words = matches!(kind, TextKind::Text | TextKind::Search);
    view! {
        <Field label help error optional hide_label control=move |ids| {
            let (for_description, for_validity) = (ids.clone(), ids.clone());
            let input = view! {
                <input
                    class="control"
                    id=ids.control.clone()
                    type=move || kind.input_type(revealed.get())
                    inputmode=kind.input_mode()
                    name=name
                    autocomplete=autocomplete.unwrap_or("off")
                    autocapitalize=(!plain_words).then_some("none")
                    spellcheck=(!plain_words).then_some("false")
                    placeholder=placeholder
                    autofocus=autofocus
                    disabled=disabled
                    dir="auto"
                    aria-required=(!optional).then_some("true")
                    aria-describedby=move || for_description.described_by()
                    aria-invalid=move || for_validity.invalid()
                    prop:value=move || value.get()
                    on:input:target=move |event| value.set(event.target().value())
                />
            };
            match kind {
                TextKind::Password => view! {
                    <div class="field-with-reveal">
                        {input}
                        <Reveal revealed/>
                    </div>
                }.into_any(),
                TextKind::Search => view! {
                    <div class="field-with-icon"><Icon of=Glyph::Search/>{input}</div>
                }.into_any(),
                _ => input.into_any(),
            }
        }/>
    }
}

#[component]
fn Reveal(revealed: RwSignal<bool>) -> impl IntoView {
    move || {
        let shown = revealed.get();
        view! {
            <IconButton
                icon=if shown { Glyph::EyeOff } else { Glyph::Eye }
                label=if shown { "Hide password" } else { "Show password" }
                on_press=move |_| revealed.set(!shown)
            />
        }
    }
}

#[component]
pub fn TextArea(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Bind<String>,
    #[prop(optional, into)] help: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] optional: bool,
    #[prop(optional)] hide_label: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(default = 3)] rows: u32,
    #[prop(optional, into)] placeholder: Option<String>,
) -> impl IntoView {
    view! {
        <Field label help error optional hide_label control=move |ids| {
            let (for_description, for_validity) = (ids.clone(), ids.clone());
            view! {
                <textarea
                    class="control"
                    id=ids.control.clone()
                    rows=rows
                    placeholder=placeholder
                    disabled=disabled
                    dir="auto"
                    aria-required=(!optional).then_some("true")
                    aria-describedby=move || for_description.described_by()
                    aria-invalid=move || for_validity.invalid()
                    prop:value=move || value.get()
                    on:input:target=move |event| value.set(event.target().value())
                ></textarea>
            }.into_any()
        }/>
    }
}
