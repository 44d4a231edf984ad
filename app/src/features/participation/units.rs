//! By unit: bars of the share taking part, or the table behind them. Choosing a
//! unit picks it out everywhere and stands in the address.

use super::levels::CountCell;
use super::model::{UnitOrder, about_unit, beside, share, share_or_told, sorted, units_finding};
use crate::format::number;
use crate::routes::filters::{Filters, use_filters};
use crate::ui::{Bar, Bars, Bind, Button, ButtonKind, Column, Figure, Sort, Table};
use leptos::prelude::*;
use pairwell_domain::api::participation::{Participation, UnitRow};
use std::sync::Arc;

#[component]
pub fn Units(#[prop(into)] of: Signal<Arc<Participation>>, as_table: Bind<bool>) -> impl IntoView {
    let filters = use_filters();
    let chosen = filters.signal("unit");
    let sort = sort(filters);
    let row = move || {
        let name = chosen.get()?;
        of.with(|of| of.units.iter().find(|row| row.name == name).cloned())
    };
    view! {
        <Show
            when=move || of.with(|of| !of.units.is_empty())
            fallback=|| view! {
                <section class="section" aria-labelledby="units-title">
                    <h2 id="units-title" class="figure-title">"By unit"</h2>
                    <p class="soft">"Too few people take part to show units without showing who they are."</p>
                </section>
            }
        >
            <Figure
                title="By unit"
                finding=Signal::derive(move || of.with(|of| units_finding(&of.units)))
                definition="The share of a unit's people who take part. Units of very few people are \
                            shown together. A count that is not shown is about too few people, or \
                            would give one away that is."
                as_table
                chart=move || view! { <Chart of chosen filters/> }
                table=move || view! { <Rows of chosen sort/> }
            />
            <div class="participation-chosen" role="status">
                {move || row().map(|row| view! {
                    <p>{of.with(|of| about_unit(&row, of))}</p>
                    <Button kind=ButtonKind::Quiet small=true on_press=move |()| filters.set("unit", None)>
                        "Show all units alike"
                    </Button>
                })}
            </div>
        </Show>
    }
}

/// The order of the table, as the address has it: `sort=people` or `sort=-people`.
fn sort(filters: Filters) -> Bind<Option<Sort>> {
    let read = Signal::derive(move || {
        let text = filters.get("sort")?;
        let (key, descending) = match text.strip_prefix('-') {
            Some(key) => (key, true),
            None => (text.as_str(), false),
        };
        UnitOrder::of_key(key)?;
        Some(Sort {
            key: key.to_owned(),
            descending,
        })
    });
    Bind::new(read, move |sort: Option<Sort>| {
        let text =
            sort.map(|sort| format!("{}{}", if sort.descending { "-" } else { "" }, sort.key));
        filters.set("sort", text.as_deref());
    })
}

#[component]
fn Chart(
    of: Signal<Arc<Participation>>,
    chosen: Memo<Option<String>>,
    filters: Filters,
) -> impl IntoView {
    let bars = move || {
        let of = of.get();
        let rows = sorted(&of.units, UnitOrder::TakingPart, true);
        let shares = rows
            .iter()
            .filter_map(|row| share(row.taking_part, row.people));
        let longest = shares.fold(0.0, f64::max);
        let bar = |row: UnitRow| {
            let length = share(row.taking_part, row.people)
                .map(|share| if longest > 0.0 { share / longest } else { 0.0 });
            let name = row.name.clone();
            let picked =
                Signal::derive(move || chosen.with(|chosen| chosen.as_ref() == Some(&name)));
            let dimmed = Signal::derive(move || chosen.with(Option::is_some) && !picked.get());
            let name = row.name.clone();
            let on_pick = move |()| {
                filters.set("unit", (!picked.get_untracked()).then_some(&name));
            };
            view! {
                <Bar
                    label=row.name
                    share=length
                    words=share_or_told(row.taking_part, row.people, of.minimum)
                    detail=Some(format!("of {}", number(row.people)))
                    on_pick
                    picked
                    dimmed
                />
            }
        };
        rows.into_iter().map(bar).collect_view()
    };
    view! { <Bars>{bars}</Bars> }
}

#[component]
fn Rows(
    of: Signal<Arc<Participation>>,
    chosen: Memo<Option<String>>,
    sort: Bind<Option<Sort>>,
) -> impl IntoView {
    let columns = vec![
        Column::new("name", "Unit").sortable(),
        Column::new("people", "People").numeric().sortable(),
        Column::new("taking-part", "Take part").numeric().sortable(),
        Column::new("matched", "Matched").numeric().sortable(),
        Column::new("meeting", "Meeting").numeric().sortable(),
    ];
    let rows = move || {
        let of = of.get();
        let sort = sort.get();
        let order = sort.as_ref().and_then(|sort| UnitOrder::of_key(&sort.key));
        let descending = sort.is_some_and(|sort| sort.descending);
        let row = |row: UnitRow| {
            let in_percent = beside(row.taking_part, row.people);
            let name = row.name.clone();
            view! {
                <tr class:participation-picked=move || chosen.get().is_some_and(|chosen| chosen == name)>
                    <th scope="row">{row.name.clone()}</th>
                    <td class="number">{number(row.people)}</td>
                    <CountCell count=row.taking_part minimum=of.minimum share=in_percent/>
                    <CountCell count=row.matched minimum=of.minimum/>
                    <CountCell count=row.meeting minimum=of.minimum/>
                </tr>
            }
        };
        let rows = sorted(&of.units, order.unwrap_or(UnitOrder::Name), descending);
        rows.into_iter().map(row).collect_view()
    };
    view! {
        <Table caption="Participation by unit" hide_caption=true columns=columns sort=sort>
            {rows}
        </Table>
    }
}
