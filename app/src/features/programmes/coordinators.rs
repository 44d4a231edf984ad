//! Who coordinates a programme: appointing somebody, and letting somebody go.

use crate::api::{Latest, call};
use crate::forms;
use crate::session::use_session;
use crate::ui::{
    Avatar, AvatarSize, Button, ButtonKind, TextField, TextKind, VisuallyHidden, use_toasts,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::people::{ListPeople, PeopleQuery, PersonRow};
use pairwell_domain::api::programmes::{
    AppointCoordinator, Appointment, DismissCoordinator, ProgrammeDetail,
};
use pairwell_domain::id::AccountId;
use std::sync::Arc;

/// Suggestions shown for what was typed.
const SUGGESTED: usize = 5;

#[component]
pub fn Coordinators(
    about: Latest<ProgrammeDetail>,
    loaded: Signal<Arc<ProgrammeDetail>>,
) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let programme = move || loaded.with_untracked(|about| about.programme.id);
    let done = move |answer: Result<ProgrammeDetail, pairwell_domain::api::CallError>| match answer
    {
        Ok(after) => {
            about.set(after);
            session.reload();
        }
        Err(why) => toasts.refuse(forms::words(&why)),
    };
    let dismiss = move |account: AccountId| {
        let path = (programme(), account);
        spawn_local(async move { done(call::<DismissCoordinator>(path, (), ()).await) });
    };
    let appoint = move |row: PersonRow| {
        let body = Appointment {
            person: row.person.id,
        };
        let programme = programme();
        spawn_local(async move { done(call::<AppointCoordinator>(programme, (), body).await) });
    };
    let several = Memo::new(move |_| loaded.with(|about| about.coordinators.len() > 1));
    view! {
        <section class="stack stack-stretch programme-section" aria-labelledby="coordinators">
            <h2 id="coordinators">"Coordinators"</h2>
            <ul class="programme-coordinators">
                <For each=move || loaded.get().coordinators.clone() key=|c| c.account let:coordinator>
                    {
                        let (id, name) = (coordinator.account, coordinator.name);
                        let whom = name.clone();
                        view! {
                            <li class="row">
                                <Avatar name=name.clone() seed=id.0.into_bytes() size=AvatarSize::Small/>
                                <bdi class="name">{name}</bdi>
                                {move || several.get().then(|| {
                                    let whom = whom.clone();
                                    view! {
                                        <Button small=true kind=ButtonKind::Quiet on_press=move |()| dismiss(id)>
                                            "Remove"<VisuallyHidden>" "{whom}</VisuallyHidden>
                                        </Button>
                                    }
                                })}
                            </li>
                        }
                    }
                </For>
            </ul>
            <Appoint on_choose=appoint/>
        </section>
    }
}

#[component]
fn Appoint(#[prop(into)] on_choose: Callback<PersonRow>) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let found = Latest::new(move || {
        let q = words.get();
        async move {
            if q.trim().chars().count() < 2 {
                return Ok(Vec::new());
            }
            let query = PeopleQuery {
                q: Some(q),
                ..PeopleQuery::default()
            };
            let page = call::<ListPeople>((), query, ()).await?;
            Ok(page.people.into_iter().take(SUGGESTED).collect::<Vec<_>>())
        }
    });
    let choices = move || {
        let found = found
            .ready()
            .map(|found| found.to_vec())
            .unwrap_or_default();
        let choice = |row: PersonRow| {
            let name = row.person.name.clone();
            let unit = row.person.unit.clone();
            let choose = move |()| {
                words.set(String::new());
                on_choose.run(row.clone());
            };
            view! {
                <li>
                    <Button kind=ButtonKind::Quiet on_press=choose>
                        <bdi class="name">{name}</bdi>" "<span class="soft small">{unit}</span>
                    </Button>
                </li>
            }
        };
        found.into_iter().map(choice).collect_view()
    };
    view! {
        <div>
            <TextField
                label="Appoint somebody"
                kind=TextKind::Search
                value=words
                optional=true
                help=Some("Part of a name or an e-mail address. Whoever has no account yet is invited.".to_owned())
            />
            <ul class="enrol-found" aria-label="People found">{choices}</ul>
        </div>
    }
}
