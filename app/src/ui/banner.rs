//! The state of a whole page or section, in an icon and words.

use leptos::prelude::*;

use super::{
    icon::{Glyph, Icon},
    visually_hidden::VisuallyHidden,
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Info,
    /// Needs you.
    Warning,
    /// Couldn't or mustn't be done.
    Refusal,
    Good,
}

impl Tone {
    fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Refusal => "refusal",
            Self::Good => "good",
        }
    }

    /// Said before the words, since the colour and icon are only seen.
    fn word(self) -> &'static str {
        match self {
            Self::Info => "Note: ",
            Self::Warning => "Needs attention: ",
            Self::Refusal => "Not possible: ",
            Self::Good => "Done: ",
        }
    }

    fn glyph(self) -> Glyph {
        match self {
            Self::Info => Glyph::Info,
            Self::Warning => Glyph::Warning,
            Self::Refusal => Glyph::Forbid,
            Self::Good => Glyph::Check,
        }
    }
}

#[component]
pub fn Banner(
    #[prop(optional)] tone: Tone,
    #[prop(optional, into)] title: Signal<Option<String>>,
    /// Read aloud when it appears: for what happens after the page is there.
    #[prop(optional)]
    announce: bool,
    /// A button or link that does something about it.
    #[prop(optional, into)]
    action: ViewFn,
    children: Children,
) -> impl IntoView {
    let role = announce.then_some(if tone == Tone::Refusal {
        "alert"
    } else {
        "status"
    });
    view! {
        <div class="banner" data-tone=tone.name() role=role>
            <Icon of=tone.glyph()/>
            <div class="banner-words">
                <VisuallyHidden>{tone.word()}</VisuallyHidden>
                {move || title.get().map(|title| view! { <p class="banner-title">{title}</p> })}
                <div>{children()}</div>
            </div>
            <div class="banner-action">{move || action.run()}</div>
        </div>
    }
}
