//! The fit ring: a pair's score, 0–100, the same on board, directory and profile.

use leptos::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FitSize {
    /// A small ring with the number beside it, for rows and board cards.
    S,
    #[default]
    M,
    L,
}

impl FitSize {
    fn name(self) -> &'static str {
        match self {
            Self::S => "s",
            Self::M => "m",
            Self::L => "l",
        }
    }
}

#[component]
pub fn Fit(
    /// 0–100; more is shown as 100.
    #[prop(into)]
    score: Signal<u8>,
    #[prop(optional)] size: FitSize,
) -> impl IntoView {
    let score = move || score.get().min(100);
    view! {
        <span
            class="fit"
            data-size=size.name()
            role="img"
            aria-label=move || format!("Fit {} of 100", score())
            style:--fit=move || score().to_string()
        >
            <span aria-hidden="true">{score}</span>
        </span>
    }
}
