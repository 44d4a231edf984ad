//! A word about a thing ([`Tag`]), and a filter to press ([`Chip`]).

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// A tag's colour supports its word and never replaces it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TagTone {
    #[default]
    Neutral,
    Outline,
    /// Yours, chosen, in use.
    Accent,
    /// Needs you.
    Amber,
    /// Refused.
    Red,
    Green,
}

impl TagTone {
    fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Outline => "outline",
            Self::Accent => "accent",
            Self::Amber => "amber",
            Self::Red => "red",
            Self::Green => "green",
        }
    }
}

#[component]
pub fn Tag(
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] tone: Signal<TagTone>,
    #[prop(optional)] icon: Option<Glyph>,
    /// Shows a button that takes the tag away.
    #[prop(optional, into)]
    on_remove: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <span class="tag" data-tone=move || tone.get().name()>
            {icon.map(|of| view! { <Icon of/> })}
            <bdi class="tag-word">{label}</bdi>
            {on_remove.map(|on_remove| view! {
                <button
                    type="button"
                    class="tag-remove"
                    aria-label=move || format!("Remove {}", label.get())
                    on:click=move |_| on_remove.run(())
                >
                    <Icon of=Glyph::Close/>
                </button>
            })}
        </span>
    }
}

#[component]
pub fn Chip(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] chosen: Signal<bool>,
    #[prop(into)] on_toggle: Callback<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="chip"
            aria-pressed=move || chosen.get().to_string()
            on:click=move |_| on_toggle.run(!chosen.get_untracked())
        >
            {move || chosen.get().then(|| view! { <Icon of=Glyph::Check/> })}
            {label}
        </button>
    }
}
