//! Enrolling one person: somebody who has volunteered, with what they told, or
//! somebody to be asked.

use super::answers::{AnswersFields, LABELS, Typed};
use super::state::Enrolments;
use crate::api::{Latest, call};
use crate::forms::{Form, FormSummary};
use crate::ui::{
    Bind, Button, ButtonKind, Checkbox, Dialog, DialogSize, Segmented, TextField, TextKind,
    use_toasts,
};
use leptos::prelude::*;
use pairwell_domain::api::enrolments::{EnrolPerson, EnrolRequest};
use pairwell_domain::api::people::{ListPeople, PeopleQuery, PersonRow};
use pairwell_domain::api::programmes::GetProgramme;
use pairwell_domain::enrolment::{EnrolmentState, Role};
use pairwell_domain::programme::default;

/// Suggestions shown for what was typed.
const SUGGESTED: usize = 6;

#[component]
pub fn EnrolDialog(enrolments: Enrolments, open: RwSignal<bool>) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new(LABELS);
    let chosen = RwSignal::new(None::<PersonRow>);
    let role = RwSignal::new(Role::Mentor);
    let volunteered = RwSignal::new(false);
    let about = Latest::new(move || {
        let wanted = open.get();
        async move {
            match wanted {
                true => call::<GetProgramme>(enrolments.programme, (), ())
                    .await
                    .map(Some),
                false => Ok(None),
            }
        }
    });
    // Until the programme's own is known, the usual; the server has the last word.
    let cap = move || {
        let about = about.ready();
        let programme = about.as_deref().and_then(Option::as_ref);
        programme.map_or(default::CAPACITY_CAP, |about| about.programme.capacity_cap)
    };
    let typed = StoredValue::new(Typed::new(default::MINUTES_PER_MONTH, None));
    let is_open = Bind::new(Signal::from(open), move |shown: bool| open.set(shown));
    Effect::new(move |_| {
        if open.get() {
            chosen.set(None);
            volunteered.set(false);
            typed.set_value(Typed::new(default::MINUTES_PER_MONTH, None));
        }
    });
    let send = move || {
        let Some(person) = chosen.get_untracked() else {
            form.check::<()>(Err(vec![pairwell_domain::problem::FieldProblem::new(
                "person",
                "is not chosen; search for a name and choose one",
            )]));
            return;
        };
        let role = role.get_untracked();
        let told = match volunteered.get_untracked() {
            true => match form.check(typed.get_value().validated(role, untrack(cap))) {
                Some(told) => Some(told),
                None => return,
            },
            false => None,
        };
        let body = EnrolRequest {
            person: person.person.id,
            role,
            told,
        };
        let answer = call::<EnrolPerson>(enrolments.programme, (), body);
        form.send(answer, move |row| {
            open.set(false);
            toasts.say(match row.enrolment.state {
                EnrolmentState::Invited => format!("{} is invited as {}.", row.name, role.word()),
                _ => format!("{} is enrolled as {}.", row.name, role.word()),
            });
            enrolments.list.reload();
        });
    };
    view! {
        <Dialog
            open=is_open
            title="Enrol somebody"
            size=DialogSize::Wide
            foot=move || view! {
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary busy=form.busy() on_press=move |()| send()>
                    {move || if volunteered.get() { "Enrol" } else { "Send invitation" }}
                </Button>
            }
        >
            <div class="form">
                <FormSummary form/>
                <Who chosen error=form.problem("person")/>
                <Segmented
                    label="Takes part as"
                    value=role
                    options=vec![(Role::Mentor, "Mentor"), (Role::Mentee, "Mentee")]
                />
                <Checkbox
                    label="They have told me that they want to"
                    checked=volunteered
                    help=Some("Otherwise they are asked by mail, and answer for themselves.".to_owned())
                />
                {move || volunteered.get().then(|| view! {
                    <AnswersFields typed=typed.get_value() role=role.get() form cap=cap() skills=Vec::new()/>
                })}
            </div>
        </Dialog>
    }
}

/// Somebody from the roster, by searching.
#[component]
fn Who(
    chosen: RwSignal<Option<PersonRow>>,
    #[prop(into)] error: Signal<Option<String>>,
) -> impl IntoView {
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
    let people = move || {
        found
            .ready()
            .map(|found| found.to_vec())
            .unwrap_or_default()
    };
    let choices = move || {
        let choice = |row: PersonRow| {
            let name = row.person.name.clone();
            let unit = row.person.unit.clone();
            view! {
                <li>
                    <Button kind=ButtonKind::Quiet on_press=move |()| chosen.set(Some(row.clone()))>
                        <bdi class="name">{name}</bdi>" "<span class="soft small">{unit}</span>
                    </Button>
                </li>
            }
        };
        people().into_iter().map(choice).collect_view()
    };
    let change = move |_: ()| chosen.set(None);
    move || {
        match chosen.get() {
        Some(row) => view! {
            <div class="enrol-chosen">
                <span><bdi class="name">{row.person.name}</bdi>" "<span class="soft">{row.person.unit}</span></span>
                <Button small=true on_press=change>"Choose somebody else"</Button>
            </div>
        }
        .into_any(),
        None => view! {
            <div class="enrol-who">
                <TextField
                    label="Who?"
                    kind=TextKind::Search
                    value=words
                    error
                    help=Some("Part of a name, an e-mail address or a number".to_owned())
                />
                <ul class="enrol-found" aria-label="People found">{choices}</ul>
            </div>
        }
        .into_any(),
    }
    }
}
