//! Deciding about people who are no longer in the file, or marking one who left.

use super::model::param;
use super::state::Roster;
use crate::format;
use crate::routes::filters::Filters;
use crate::ui::{Banner, Bind, Button, ButtonKind, Dialog, Tone};
use leptos::prelude::*;
use pairwell_domain::api::people::{LeaverDecision, PersonRow};

/// Says that a decision waits, until it is being made.
#[component]
pub fn LeaversBanner(roster: Roster, filters: Filters) -> impl IntoView {
    let count = Memo::new(move |_| roster.missing.ready().map_or(0, |count| *count));
    let here = move || filters.get(param::SHOW).as_deref() == Some("missing");
    view! {
        <Show when=move || count.get() != 0 && !here()>
            <Banner
                tone=Tone::Warning
                title=Signal::derive(move || Some(format::plural(
                    count.get(),
                    "{n} person was not in the last import",
                    "{n} people were not in the last import",
                )))
                action=move || view! {
                    <Button small=true on_press=move |()| filters.set(param::SHOW, Some("missing"))>"Decide"</Button>
                }
            >
                "They stay as they are until you say whether they have left."
            </Banner>
        </Show>
        <Show when=move || count.get() != 0 && here()>
            <Banner action=move || view! {
                <Button small=true on_press=move |()| stay_all(roster)>"Everyone listed is still here"</Button>
            }>
                "A file of some people only, such as newcomers, leaves out everybody else."
            </Banner>
        </Show>
    }
}

fn stay_all(roster: Roster) {
    let listed = untrack(|| roster.list.rows());
    let people = listed.into_iter().map(|row| row.person.id).collect();
    roster.decide(people, LeaverDecision::Stays);
}

/// Asks before somebody is marked as having left; open while `leaving` names any.
#[component]
pub fn LeftDialog(roster: Roster, leaving: RwSignal<Vec<PersonRow>>) -> impl IntoView {
    let open = Bind::new(
        Signal::derive(move || leaving.with(|people| !people.is_empty())),
        move |open: bool| {
            if !open {
                leaving.set(Vec::new());
            }
        },
    );
    let name = move || {
        leaving.with(|people| {
            people
                .first()
                .map(|row| row.person.name.clone())
                .unwrap_or_default()
        })
    };
    let mark = move || {
        let people =
            leaving.with_untracked(|people| people.iter().map(|row| row.person.id).collect());
        leaving.set(Vec::new());
        roster.decide(people, LeaverDecision::Left);
    };
    view! {
        <Dialog
            open
            title=Signal::derive(move || format!("Has {} left?", name()))
            foot=move || view! {
                <Button kind=ButtonKind::Quiet on_press=move |()| leaving.set(Vec::new())>"Cancel"</Button>
                <Button kind=ButtonKind::Danger on_press=move |()| mark()>"Mark as having left"</Button>
            }
        >
            <p>"Their account is closed at once, they take part in no programme any more, and pairs they are in end. What happened stays on record."</p>
            <p class="soft">"Should they come back, the next import that has them brings them back to the roster."</p>
        </Dialog>
    }
}
