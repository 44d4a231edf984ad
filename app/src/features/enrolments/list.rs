//! Who takes part in a programme, for its coordinators.

use super::enrol::EnrolDialog;
use super::model::{self, param};
use super::row::Row;
use super::state::Enrolments;
use super::withdraw::WithdrawDialog;
use crate::api::Load;
use crate::format;
use crate::routes::Page;
use crate::routes::filters::{Filters, use_filters};
use crate::ui::{
    self, Banner, Bind, Button, ButtonKind, ButtonLink, Choice, Column, Drawing, Empty, Glyph,
    Segmented, SelectField, Shape, Skeleton, Table, TextField, TextKind, Tone,
};
use leptos::prelude::*;
use pairwell_domain::api::enrolments::EnrolmentRow;
use pairwell_domain::id::ProgrammeId;

#[component]
pub fn EnrolmentsPage(programme: ProgrammeId) -> impl IntoView {
    let filters = use_filters();
    let enrolments = Enrolments::load(programme, filters);
    let enrolling = RwSignal::new(false);
    let withdrawing = RwSignal::new(None::<EnrolmentRow>);
    let state = move || {
        let total = enrolments.list.total()?;
        Some(if filters.any() {
            format::plural(
                total,
                "{n} enrolment goes with this",
                "{n} enrolments go with this",
            )
        } else {
            format::plural(total, "{n} enrolment", "{n} enrolments")
        })
    };
    let import = Page::ProgrammeImport(programme).path();
    let actions = {
        let import = import.clone();
        move || {
            let import = import.clone();
            view! {
                <Button icon=Glyph::Plus on_press=move |()| enrolling.set(true)>"Enrol somebody"</Button>
                <ButtonLink kind=ButtonKind::Primary icon=Glyph::Upload href=import>"Import a sheet"</ButtonLink>
            }
        }
    };
    let empty = move || nobody(filters, import.clone());
    view! {
        <ui::Page title="Enrolments" state=state actions=actions>
            <Show when=move || { enrolments.applied.get() > 0 }>
                <Banner
                    tone=Tone::Warning
                    title=Signal::derive(move || Some(format::plural(
                        enrolments.applied.get(),
                        "{n} person has applied and waits for you",
                        "{n} people have applied and wait for you",
                    )))
                    action=move || view! {
                        <Button small=true on_press=move |()| enrolments.accept_all()>"Accept all"</Button>
                    }
                >
                    "They are on the board once you accept them."
                </Banner>
            </Show>
            <FilterBar filters/>
            <Load
                latest=enrolments.list.first
                skeleton=|| view! { <Skeleton label="Loading enrolments" shape=Shape::Rows(8)/> }
                is_empty=|page| page.rows.is_empty()
                empty
                let:_page
            >
                <People enrolments withdrawing/>
            </Load>
            <EnrolDialog enrolments open=enrolling/>
            <WithdrawDialog enrolments withdrawing/>
        </ui::Page>
    }
}

#[component]
fn People(enrolments: Enrolments, withdrawing: RwSignal<Option<EnrolmentRow>>) -> impl IntoView {
    let columns = vec![
        Column::new("name", "Name"),
        Column::new("role", "Role").folds(),
        Column::new("state", "State").folds(),
        Column::new("skills", "Offers or wants").folds(),
        Column::new("gives", "Gives").folds(),
        Column::new("actions", "Actions").hide_label(),
    ];
    let list = enrolments.list;
    view! {
        <Table caption="Enrolments" hide_caption=true columns>
            <For
                each=move || list.rows()
                key=|row| (row.enrolment.id, row.enrolment.version, row.pairs)
                let:row
            >
                <Row row enrolments withdrawing/>
            </For>
        </Table>
        <Show when=move || list.has_more()>
            <p class="people-more">
                <Button busy=list.busy() on_press=move |()| list.more()>"Show more enrolments"</Button>
            </p>
        </Show>
    }
}

#[component]
fn FilterBar(filters: Filters) -> impl IntoView {
    let bound = move |name: &'static str| {
        let read = filters.signal(name);
        Bind::new(
            Signal::derive(move || read.get().unwrap_or_default()),
            move |value: String| filters.set(name, Some(&value)),
        )
    };
    let any = std::iter::once(Choice::new("", "In any state"));
    let states: Vec<Choice> = any
        .chain(
            model::STATES
                .iter()
                .map(|(state, value)| Choice::new(*value, state.word())),
        )
        .collect();
    view! {
        <search class="enrolment-filters" aria-label="Enrolments">
            <TextField
                label="Search"
                kind=TextKind::Search
                value=bound(param::WORDS)
                placeholder="Name, e-mail, title or unit"
                optional=true
                hide_label=true
            />
            <Segmented
                label="Role"
                hide_label=true
                value=bound(param::ROLE)
                options=vec![
                    (String::new(), "Everyone"),
                    ("mentor".to_owned(), "Mentors"),
                    ("mentee".to_owned(), "Mentees"),
                ]
            />
            <SelectField label="State" hide_label=true optional=true options=states value=bound(param::STATE)/>
        </search>
    }
}

fn nobody(filters: Filters, import: String) -> AnyView {
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
    let action = move || {
        let import = import.clone();
        view! { <ButtonLink kind=ButtonKind::Primary href=import>"Import a sheet"</ButtonLink> }
    };
    view! {
        <Empty drawing=Drawing::Meeting title="Nobody takes part yet" action>
            "Bring in a sheet of volunteers, enrol somebody yourself, or invite people: they can enrol on the programme's page."
        </Empty>
    }
    .into_any()
}
