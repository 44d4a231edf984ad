//! Nothing here yet: a line drawing, what that means and one next step.

use leptos::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drawing {
    /// Two chairs at a table: no pairs, no sessions.
    #[default]
    Meeting,
    /// A lens over lines: nothing found.
    Search,
    /// An empty tray: nothing waits for you.
    Tray,
    /// Axes without a line: nothing to count yet.
    Chart,
    /// A sheet and an arrow: nothing imported.
    Sheet,
    /// A closed gate: not for you to see.
    Gate,
    /// A sign at a fork: this page isn't here.
    Signpost,
}

impl Drawing {
    pub const ALL: &[Self] = &[
        Self::Meeting,
        Self::Search,
        Self::Tray,
        Self::Chart,
        Self::Sheet,
        Self::Gate,
        Self::Signpost,
    ];

    /// The drawing in plain lines, and the part drawn in the accent colour.
    fn paths(self) -> (&'static str, &'static str) {
        match self {
            Self::Meeting => (
                "M20 88h104M30 88V66h18v22M30 66V44M96 88V66h18v22M114 66V44M72 88V62M58 62h28",
                "M65 62v-6a4 4 0 0 1 4-4h3v10M76 62v-5h4v5",
            ),
            Self::Search => (
                "M24 26h60M24 42h34M24 58h28M24 74h40M104 70l18 18",
                "M106 54a20 20 0 1 1-40 0 20 20 0 0 1 40 0z",
            ),
            Self::Tray => (
                "M28 58 42 26h60l14 32v28H28zM28 58h24l8 12h24l8-12h24",
                "M72 20v26M62 36l10 10 10-10",
            ),
            Self::Chart => (
                "M28 16v70h92M44 86V70M64 86V62M84 86V66M104 86V54",
                "M44 56c12-6 18-14 30-14s18 2 30-16",
            ),
            Self::Sheet => (
                "M40 16h42l20 20v52H40zM82 16v20h20M52 46h20M52 58h38M52 70h38",
                "M120 76V50M112 58l8-8 8 8",
            ),
            Self::Gate => (
                "M30 88V30M114 88V30M20 88h104M30 42h84M30 74h84M46 42v32M62 42v32M82 42v32M98 42v32",
                "M66 54h12v11H66zM68.5 54v-3a3.5 3.5 0 0 1 7 0v3",
            ),
            Self::Signpost => (
                "M72 88V14M52 88h40M72 50H40l-8 8 8 8h32",
                "M72 24h32l8 8-8 8H72z",
            ),
        }
    }
}

#[component]
pub fn Empty(
    #[prop(optional)] drawing: Drawing,
    #[prop(into)] title: Signal<String>,
    /// The one next step: a button or a link.
    #[prop(optional, into)]
    action: ViewFn,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let (lines, accent) = drawing.paths();
    view! {
        <div class="empty">
            <svg class="empty-drawing" viewBox="0 0 144 96" aria-hidden="true" focusable="false">
                <path d=lines></path>
                <path class="drawing-accent" d=accent></path>
            </svg>
            <p class="empty-title">{title}</p>
            {children.map(|children| view! { <div class="empty-words">{children()}</div> })}
            <div class="empty-action">{move || action.run()}</div>
        </div>
    }
}
