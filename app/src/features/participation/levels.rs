//! From the top down: who takes part at each level, most senior first, so that
//! an empty top row is obvious.

use super::model::{beside, levels_finding, told};
use crate::format::number;
use crate::ui::{ButtonKind, Column, Glyph, Popover, Table};
use leptos::prelude::*;
use pairwell_domain::api::participation::{Count, LevelRow, Participation};
use std::sync::Arc;

#[component]
pub fn Levels(#[prop(into)] of: Signal<Arc<Participation>>) -> impl IntoView {
    let finding = move || of.with(|of| levels_finding(&of.levels));
    let columns = vec![
        Column::new("level", "Level"),
        Column::new("people", "People").numeric(),
        Column::new("taking-part", "Take part").numeric(),
        Column::new("mentors", "Mentors").numeric(),
        Column::new("mentees", "Mentees").numeric(),
        Column::new("matched", "Matched").numeric(),
        Column::new("meeting", "Meeting").numeric(),
    ];
    let rows = move || {
        let of = of.get();
        of.levels
            .iter()
            .map(|row| level(row, of.minimum))
            .collect_view()
    };
    view! {
        <section class="section" aria-labelledby="levels-title">
            <div class="figure-head">
                <div class="figure-words">
                    <h2 id="levels-title" class="figure-title">"From the top down"</h2>
                    <p class="figure-finding">{finding}</p>
                </div>
                <Popover icon=Glyph::Help label="About levels" small=true kind=ButtonKind::Quiet>
                    <p>
                        "Level 1 is the most senior, as HR states it, or else as far down the reporting lines. "
                        "Levels of very few people are shown together. Who mentors and is mentored counts as mentor."
                    </p>
                </Popover>
            </div>
            <Show
                when=move || of.with(|of| !of.levels.is_empty())
                fallback=|| view! {
                    <p class="soft">"Too few people take part to show levels without showing who they are."</p>
                }
            >
                <Table caption="Participation by level, most senior first" hide_caption=true columns=columns.clone()>
                    {rows}
                </Table>
            </Show>
        </section>
    }
}

fn level(row: &LevelRow, minimum: u32) -> impl IntoView + use<> {
    let nobody = row.taking_part == Count::Exactly(0);
    let in_percent = beside(row.taking_part, row.people);
    view! {
        <tr class:participation-nobody=nobody>
            <th scope="row">{row.name.clone()}</th>
            <td class="number">{number(row.people)}</td>
            <CountCell count=row.taking_part minimum share=in_percent/>
            <CountCell count=row.mentors minimum/>
            <CountCell count=row.mentees minimum/>
            <CountCell count=row.matched minimum/>
            <CountCell count=row.meeting minimum/>
        </tr>
    }
}

/// A count in a table, quieter where it is not a number.
#[component]
pub fn CountCell(
    count: Count,
    minimum: u32,
    #[prop(optional_no_strip)] share: Option<String>,
) -> impl IntoView {
    let untold = count.exactly().is_none();
    view! {
        <td class="number" class:participation-untold=untold>
            {told(count, minimum)}
            {share.map(|share| view! { " " <span class="soft">{share}</span> })}
        </td>
    }
}
