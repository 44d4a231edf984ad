//! Every component with every face, on one page, for looking at. Routed in
//! development builds only; the browser journeys run axe over it.

mod choosers;
mod controls;
mod dragging;
mod feedback;
mod figures;
mod marks;

use leptos::prelude::*;

use super::{
    Button, IconButton, Page,
    icon::Glyph,
    theme::{Density, Theme, use_appearance},
};
use choosers::{Choosers, Openers};
use controls::{Buttons, Fields};
use dragging::Dragging;
use feedback::{Feedback, Overlays};
use figures::Figures;
use marks::{Colours, Marks};

#[component]
pub fn Gallery() -> impl IntoView {
    let appearance = use_appearance();
    view! {
        <main class="gallery" tabindex="-1">
            <Page
                title="Gallery"
                state=|| "Every component with every face."
                actions=move || view! {
                    <IconButton icon=Glyph::Sun label="Light" on_press=move |_| appearance.theme.set(Theme::Light)/>
                    <IconButton icon=Glyph::Moon label="Dark" on_press=move |_| appearance.theme.set(Theme::Dark)/>
                    <IconButton icon=Glyph::Contrast label="As the device" on_press=move |_| appearance.theme.set(Theme::System)/>
                    <Button
                        pressed=Signal::derive(move || appearance.density.get() == Density::Compact)
                        on_press=move |_| appearance.density.update(|density| *density = match *density {
                            Density::Compact => Density::Comfortable,
                            Density::Comfortable => Density::Compact,
                        })
                    >"Compact"</Button>
                }
            >
                <Buttons/>
                <Fields/>
                <Choosers/>
                <Openers/>
                <Dragging/>
                <Marks/>
                <Figures/>
                <Feedback/>
                <Overlays/>
                <Colours/>
            </Page>
        </main>
    }
}

/// One part of the gallery.
#[component]
pub(super) fn Part(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="section" aria-label=title>
            <h2>{title}</h2>
            {children()}
        </section>
    }
}
