//! The page: headline, figures, from the top down, by unit, and the pipeline.

use super::figures::Figures;
use super::levels::Levels;
use super::model::{file_name, headline, level_sheet, unit_sheet};
use super::pipeline::Pipeline;
use super::units::Units;
use crate::api::{Latest, Load, call};
use crate::files::{Kind, save};
use crate::format::day;
use crate::routes::filters::{Filters, use_filters};
use crate::ui::{
    self, Bind, Button, Drawing, Empty, Glyph, Menu, MenuAction, Shape, Skeleton, Toast, use_toasts,
};
use leptos::prelude::*;
use pairwell_domain::api::participation::{Count, GetParticipation, Participation};
use pairwell_domain::id::ProgrammeId;

#[component]
pub fn ParticipationPage(programme: ProgrammeId) -> impl IntoView {
    let latest = Latest::new(move || call::<GetParticipation>(programme, (), ()));
    let filters = use_filters();
    let state = move || {
        let of = latest.ready()?;
        let dates = format!(
            "{}, {} to {}, as of {}",
            of.name,
            day(of.starts_on),
            day(of.ends_on),
            day(of.as_of)
        );
        Some(
            view! { <p class="participation-headline">{headline(&of)}</p> <p class="small">{dates}</p> },
        )
    };
    view! {
        <ui::Page title="Participation" state=state actions=move || view! { <Actions latest/> }>
            <Load
                latest
                skeleton=|| view! { <Skeleton label="Loading participation" shape=Shape::Rows(8)/> }
                is_empty=|of| of.taking_part == Count::Exactly(0)
                empty=|| view! {
                    <Empty drawing=Drawing::Chart title="Nobody takes part yet">
                        "Counts appear as soon as people have enrolled."
                    </Empty>
                }
                let:of
            >
                <Figures of/>
                <Levels of/>
                <Units of as_table=shown_as_table(filters, "units")/>
                <Pipeline of as_table=shown_as_table(filters, "steps")/>
            </Load>
        </ui::Page>
    }
}

/// Whether a chart is shown as its table, as the address has it: `units=table`.
fn shown_as_table(filters: Filters, name: &'static str) -> Bind<bool> {
    let read = Signal::derive(move || filters.get(name).as_deref() == Some("table"));
    Bind::new(read, move |table: bool| {
        filters.set(name, table.then_some("table"))
    })
}

#[component]
fn Actions(latest: Latest<Participation>) -> impl IntoView {
    let toasts = use_toasts();
    let export = move |by: &'static str| {
        let Some(of) = latest.ready() else { return };
        let sheet = match by {
            "by-level" => level_sheet(&of),
            _ => unit_sheet(&of),
        };
        if save(&file_name(&of, by), Kind::Csv, &sheet.to_text()).is_err() {
            toasts.show(Toast::new("The file could not be made; please try again."));
        }
    };
    let items = Callback::new(move |()| {
        vec![
            MenuAction::new("By level, as CSV", move || export("by-level")).into(),
            MenuAction::new("By unit, as CSV", move || export("by-unit")).into(),
        ]
    });
    let print = move |()| {
        // Refused only by browsers that can't print.
        let _ = window().print();
    };
    let has_counts = move || {
        latest
            .with(|state| matches!(state, crate::api::Loadable::Ready(of) if !of.units.is_empty()))
    };
    view! {
        <Show when=has_counts>
            <Menu label="Export" items/>
            <Button icon=Glyph::Print on_press=print>"Print"</Button>
        </Show>
    }
}
