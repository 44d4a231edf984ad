//! Search and filters, kept in the address so that a view can be bookmarked.

use super::model;
use super::state::{STYLES, param};
use crate::routes::filters::Filters;
use crate::ui::{Bind, Chip, Choice, SelectField, Switch, TextField, TextKind};
use leptos::prelude::*;
use pairwell_domain::api::mentors::MentorDirectory;
use std::sync::Arc;

/// Skills offered as chips: enough to choose from, few enough to read.
const CHIPS: usize = 10;

#[component]
pub fn FilterBar(directory: Signal<Arc<MentorDirectory>>, filters: Filters) -> impl IntoView {
    let bound = move |name: &'static str| {
        let read = filters.signal(name);
        Bind::new(
            Signal::derive(move || read.get().unwrap_or_default()),
            move |value: String| filters.set(name, Some(&value)),
        )
    };
    let switch = move |name: &'static str, on_when_set: bool| {
        let read = filters.signal(name);
        Bind::new(
            Signal::derive(move || read.get().is_some() == on_when_set),
            move |on| {
                filters.set(name, (on == on_when_set).then_some("yes"));
            },
        )
    };
    let languages = Signal::derive(move || {
        let spoken = directory.with(|directory| model::languages(&directory.mentors));
        let any = std::iter::once(Choice::new("", "Any language"));
        any.chain(
            spoken
                .into_iter()
                .map(|(name, _)| Choice::new(name.clone(), name)),
        )
        .collect::<Vec<_>>()
    });
    let styles = vec![Choice::new("", "Any style")].into_iter();
    let styles: Vec<_> = styles
        .chain(
            STYLES
                .iter()
                .map(|(_, value, label)| Choice::new(*value, *label)),
        )
        .collect();
    let overlaps = vec![
        Choice::new("", "Any working hours"),
        Choice::new("2", "2 h shared or more"),
        Choice::new("4", "4 h shared or more"),
        Choice::new("6", "6 h shared or more"),
    ];
    // A skill that is filtered by stays in sight even when it is a rare one.
    let skills = Memo::new(move |_| {
        let chosen = filters.all(param::SKILL);
        let mut skills: Vec<String> = directory
            .with(|directory| model::skills(&directory.mentors))
            .into_iter()
            .take(CHIPS)
            .map(|(name, _)| name)
            .collect();
        skills.extend(
            chosen
                .into_iter()
                .filter(|name| !skills.contains(name))
                .collect::<Vec<_>>(),
        );
        skills
    });
    view! {
        <search class="mentor-filters" aria-label="Mentors">
            <TextField
                label="Search"
                kind=TextKind::Search
                value=bound(param::WORDS)
                placeholder="A skill, a name, or something they have been through"
            />
            <div class="mentor-filter-row">
                <SelectField label="Language" hide_label=true optional=true value=bound(param::LANGUAGE) options=languages/>
                <SelectField label="Working style" hide_label=true optional=true value=bound(param::STYLE) options=styles/>
                <SelectField label="Shared working hours" hide_label=true optional=true value=bound(param::OVERLAP) options=overlaps/>
                <Switch label="Has a place" checked=switch(param::FULL, false)/>
                <Switch label="Leads without a team" checked=switch(param::NO_TEAM, true)/>
            </div>
            <ul class="tags" aria-label="Skills">
                <For each=move || skills.get() key=|name| name.clone() let:name>
                    {
                        let chosen = { let name = name.clone(); Signal::derive(move || filters.all(param::SKILL).contains(&name)) };
                        let toggle = { let name = name.clone(); move |_: bool| filters.toggle(param::SKILL, &name) };
                        view! { <li><Chip label=name chosen on_toggle=toggle/></li> }
                    }
                </For>
            </ul>
        </search>
    }
}
