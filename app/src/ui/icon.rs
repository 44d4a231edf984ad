//! Pairwell's own line icons, on a 24-unit grid with a 1.75-unit round stroke.
//!
//! An icon is decoration: it is hidden from screen readers, and the control
//! or sentence it stands in always says the same in words.

use leptos::prelude::*;

macro_rules! glyphs {
    ($($name:ident $path:literal)*) => {
        /// Which drawing an [`Icon`] shows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Glyph { $($name),* }

        impl Glyph {
            /// Every icon, in the order the gallery shows them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            fn path(self) -> &'static str {
                match self { $(Self::$name => $path),* }
            }
        }
    };
}

glyphs! {
    Home "M4 11.2 12 4.5l8 6.7M6.2 9.6v9.9h11.6V9.6M10 19.5v-5.2h4v5.2"
    Board "M4 5h4.2v14H4zM9.9 5h4.2v9H9.9zM15.8 5H20v11.5h-4.2z"
    People "M9 11.4a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.2 19c.4-3 2.7-4.8 5.8-4.8s5.4 1.8 5.8 4.8M15.6 5.2a3.2 3.2 0 0 1 0 6M17 14.5c2.2.5 3.6 2.1 3.9 4.5"
    Person "M12 11.6a3.6 3.6 0 1 0 0-7.2 3.6 3.6 0 0 0 0 7.2zM5 19.6c.5-3.4 3.2-5.4 7-5.4s6.5 2 7 5.4"
    Mentors "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM15.8 8.2l-2.1 5.5-5.5 2.1 2.1-5.5z"
    Pair "M14 12a4.75 4.75 0 1 1-9.5 0 4.75 4.75 0 0 1 9.5 0zM19.5 12a4.75 4.75 0 1 1-9.5 0 4.75 4.75 0 0 1 9.5 0z"
    Chart "M4.5 4.5v15h15M8.7 16v-3.6M12.7 16V8M16.7 16v-6"
    Search "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.2 15.2 20 20"
    Lock "M7 11h10a1 1 0 0 1 1 1v6.5a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V12a1 1 0 0 1 1-1zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"
    Unlock "M7 11h10a1 1 0 0 1 1 1v6.5a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V12a1 1 0 0 1 1-1zM8.5 11V7.4a3.5 3.5 0 0 1 6.7-1.4"
    Forbid "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM6 6l12 12"
    Undo "M8.5 4.8 4.3 9l4.2 4.2M4.3 9H14a5.3 5.3 0 0 1 0 10.6h-3"
    Redo "M15.5 4.8 19.7 9l-4.2 4.2M19.7 9H10a5.3 5.3 0 0 0 0 10.6h3"
    More "M5.2 12a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0zM11.2 12a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0zM17.2 12a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0z"
    Plus "M12 5v14M5 12h14"
    Minus "M5 12h14"
    Close "M6 6l12 12M18 6 6 18"
    Check "M4.8 12.6l4.9 4.9L19.4 7"
    Warning "M12 4.4 21 19.6H3zM12 10v4.4M12 17v.1"
    Info "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 11.2v5M12 7.9v.1"
    Mail "M4.5 6h15a1 1 0 0 1 1 1v10.5a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1zM4 7l8 6.4L20 7"
    Inbox "M4 13.5 6.2 5h11.6l2.2 8.5v5.5H4zM4 13.5h4.6l1.4 2.5h4l1.4-2.5H20"
    Upload "M12 15.5V4.8M7.6 9.2 12 4.8l4.4 4.4M4.5 15.5v4h15v-4"
    Download "M12 4.5v10.7M7.6 10.8l4.4 4.4 4.4-4.4M4.5 15.5v4h15v-4"
    Filter "M4 6.5h16M7 12h10M10 17.5h4"
    SignOut "M13 4.5H5v15h8M10 12h10.2M16.2 8l4 4-4 4"
    Sun "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v1.8M12 19.2V21M3 12h1.8M19.2 12H21M5.6 5.6l1.3 1.3M17.1 17.1l1.3 1.3M5.6 18.4l1.3-1.3M17.1 6.9l1.3-1.3"
    Moon "M19.8 14.2A8 8 0 1 1 9.8 4.2a6.4 6.4 0 0 0 10 10z"
    Contrast "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 3.5v17M12 7.5h6.9M12 12h8.5M12 16.5h6.9"
    ChevronDown "M6.5 9.5 12 15l5.5-5.5"
    ChevronUp "M6.5 14.5 12 9l5.5 5.5"
    ChevronLeft "M14.5 6.5 9 12l5.5 5.5"
    ChevronRight "M9.5 6.5 15 12l-5.5 5.5"
    ArrowUp "M12 19V5.5M6.5 11 12 5.5l5.5 5.5"
    ArrowDown "M12 5v13.5M6.5 13l5.5 5.5 5.5-5.5"
    ArrowRight "M5 12h13.5M13 6.5l5.5 5.5-5.5 5.5"
    Sort "M8.5 5v14M5 8.5 8.5 5 12 8.5M15.5 19V5M12 15.5l3.5 3.5 3.5-3.5"
    DragHandle "M9 5.8v.4M9 11.8v.4M9 17.8v.4M15 5.8v.4M15 11.8v.4M15 17.8v.4"
    Clock "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.2V12l3.2 2"
    Calendar "M5 6.5h14a.5.5 0 0 1 .5.5v12a.5.5 0 0 1-.5.5H5a.5.5 0 0 1-.5-.5V7a.5.5 0 0 1 .5-.5zM4.5 10.5h15M8.5 4v4M15.5 4v4"
    Globe "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM3.5 12h17M12 3.5c2.3 2.3 3.5 5.2 3.5 8.5s-1.2 6.2-3.5 8.5c-2.3-2.3-3.5-5.2-3.5-8.5s1.2-6.2 3.5-8.5z"
    Star "M12 4l2.5 5.2 5.7.7-4.2 3.9 1.1 5.7-5.1-2.8-5.1 2.8 1.1-5.7-4.2-3.9 5.7-.7z"
    Building "M5.5 20V4.5h8V20M13.5 9.5h5V20M3.5 20h17M8.3 8h2.4M8.3 11.8h2.4M8.3 15.6h2.4M16 13v.1M16 16.3v.1"
    Chat "M5 5h14a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1h-7.5L7 20v-3.5H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM8 9.2h8M8 12.4h5"
    Compare "M16 4.5 19.5 8 16 11.5M19.5 8h-13M8 12.5 4.5 16 8 19.5M4.5 16h13"
    Eye "M3 12c2-4 5.2-6.2 9-6.2s7 2.2 9 6.2c-2 4-5.2 6.2-9 6.2S5 16 3 12zM12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6z"
    EyeOff "M4.5 4.5l15 15M9.8 6.1c.7-.2 1.4-.3 2.2-.3 3.8 0 7 2.2 9 6.2-.7 1.4-1.5 2.6-2.5 3.5M6.3 7.7C5 8.8 3.9 10.2 3 12c2 4 5.2 6.2 9 6.2 1.4 0 2.7-.3 3.9-.9"
    Edit "M5 19l.9-4L16.3 4.6l3.1 3.1L9 18.1zM14 6.9l3.1 3.1"
    Remove "M4.5 7h15M9 7V4.5h6V7M6.5 7l.8 12.5h9.4L17.5 7M10.2 10.5v5.5M13.8 10.5v5.5"
    Retry "M19.5 12a7.5 7.5 0 1 1-2.4-5.5M19.5 4v4h-4"
    Settings "M4 7h9M17 7h3M15 5v4M4 12h2M10 12h10M8 10v4M4 17h8M16 17h4M14 15v4"
    Table "M4 5.5h16v13H4zM4 10h16M4 14.3h16M10 10v8.5"
    Print "M7.5 9V4.5h9V9M7.5 16H4.5V9h15v7h-3M7.5 13.5h9v6h-9z"
    Help "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM9.6 9.6a2.4 2.4 0 1 1 3.6 2.1c-.8.4-1.2 1-1.2 1.8M12 16.3v.1"
}

impl Glyph {
    /// Arrows meaning "onwards" or "back" turn round in right-to-left text.
    fn is_directional(self) -> bool {
        matches!(
            self,
            Self::Undo
                | Self::Redo
                | Self::SignOut
                | Self::ChevronLeft
                | Self::ChevronRight
                | Self::ArrowRight
        )
    }
}

#[component]
pub fn Icon(#[prop(into)] of: Signal<Glyph>) -> impl IntoView {
    view! {
        <svg
            class="icon"
            viewBox="0 0 24 24"
            aria-hidden="true"
            focusable="false"
            data-directional=move || of.get().is_directional()
        >
            <path d=move || of.get().path()></path>
        </svg>
    }
}
