//! Everybody on the roster, searched and filtered in the address.

use super::leavers::{LeaversBanner, LeftDialog};
use super::model::param;
use super::row::Row;
use super::state::Roster;
use crate::api::Load;
use crate::format;
use crate::routes::Page;
use crate::routes::filters::{Filters, use_filters};
use crate::session::use_session;
use crate::ui::{
    self, Bind, Button, ButtonKind, ButtonLink, Choice, Column, Drawing, Empty, Glyph, SelectField,
    Shape, Skeleton, Table, TextField, TextKind,
};
use leptos::prelude::*;
use pairwell_domain::api::people::PersonRow;

#[component]
pub fn PeoplePage() -> impl IntoView {
    let session = use_session();
    let filters = use_filters();
    let roster = Roster::load(filters);
    let leaving = RwSignal::new(Vec::<PersonRow>::new());
    let state = move || {
        let total = roster.list.total()?;
        Some(match filters.get(param::SHOW).as_deref() {
            Some("left") => format::plural(total, "{n} person has left", "{n} people have left"),
            Some("missing") => format::plural(
                total,
                "{n} person was not in the last import",
                "{n} people were not in the last import",
            ),
            _ => format::plural(total, "{n} person", "{n} people"),
        })
    };
    let may_import = move || session.may_see(Page::PeopleImport);
    let actions = move || {
        may_import().then(|| {
            view! {
                <ButtonLink kind=ButtonKind::Primary icon=Glyph::Upload href=Page::PeopleImport.path()>
                    "Import people"
                </ButtonLink>
            }
        })
    };
    view! {
        <ui::Page title="People" state=state actions=actions>
            <LeaversBanner roster filters/>
            <FilterBar roster filters/>
            <Load
                latest=roster.list.first
                skeleton=|| view! { <Skeleton label="Loading people" shape=Shape::Rows(8)/> }
                is_empty=|page| page.rows.is_empty()
                empty=move || nobody(filters)
                let:_page
            >
                <People roster leaving/>
            </Load>
            <LeftDialog roster leaving/>
        </ui::Page>
    }
}

#[component]
fn People(roster: Roster, leaving: RwSignal<Vec<PersonRow>>) -> impl IntoView {
    let columns = vec![
        Column::new("name", "Name"),
        Column::new("unit", "Unit").folds(),
        Column::new("manager", "Manager").folds(),
        Column::new("account", "Account"),
        Column::new("actions", "Actions").hide_label(),
    ];
    let list = roster.list;
    view! {
        <Table caption="People on the roster" hide_caption=true columns>
            <For
                each=move || list.rows()
                key=|row| (row.person.clone().id, row.standing as u8, row.account as u8, row.person.unit.clone(), row.manager_name.clone(), row.person.title.clone())
                let:row
            >
                <Row row roster leaving/>
            </For>
        </Table>
        <Show when=move || list.has_more()>
            <p class="people-more">
                <Button busy=list.busy() on_press=move |()| list.more()>"Show more people"</Button>
            </p>
        </Show>
    }
}

#[component]
fn FilterBar(roster: Roster, filters: Filters) -> impl IntoView {
    let bound = move |name: &'static str| {
        let read = filters.signal(name);
        Bind::new(
            Signal::derive(move || read.get().unwrap_or_default()),
            move |value: String| filters.set(name, Some(&value)),
        )
    };
    let units = Signal::derive(move || {
        let known = roster.units.ready();
        let known = known.as_deref().map(Vec::as_slice).unwrap_or_default();
        let any = std::iter::once(Choice::new("", "Every unit"));
        let units = known.iter().map(|unit| {
            let words = format!("{} ({})", unit.unit, format::number(unit.people));
            Choice::new(unit.unit.clone(), words)
        });
        any.chain(units).collect::<Vec<_>>()
    });
    let shows = vec![
        Choice::new("", "Who works here"),
        Choice::new("missing", "Not in the last import"),
        Choice::new("left", "Who has left"),
    ];
    view! {
        <search class="people-filters" aria-label="People">
            <TextField
                label="Search"
                kind=TextKind::Search
                value=bound(param::WORDS)
                placeholder="Name, e-mail, number, title or unit"
                optional=true
                hide_label=true
            />
            <SelectField label="Unit" hide_label=true optional=true options=units value=bound(param::UNIT)/>
            <SelectField label="Who is shown" hide_label=true optional=true options=shows value=bound(param::SHOW)/>
        </search>
    }
}

fn nobody(filters: Filters) -> AnyView {
    if filters.any() {
        return view! {
            <Empty
                drawing=Drawing::Search
                title="Nobody goes with all of that"
                action=move || view! { <Button on_press=move |()| filters.clear()>"Show everybody"</Button> }
            >
                "Fewer words or filters will find more people."
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty
            drawing=Drawing::Sheet
            title="Nobody is on the roster yet"
            action=|| view! {
                <ButtonLink kind=ButtonKind::Primary href=Page::PeopleImport.path()>"Import people"</ButtonLink>
            }
        >
            "Bring in an export of your HR system: a CSV file with names, e-mail addresses, units and managers."
        </Empty>
    }
    .into_any()
}
