//! A manager's direct reports who take part, and the time that asks of each.

use super::raise::RaiseDialog;
use super::{follow, words};
use crate::api::{Call, Latest, Load, call};
use crate::format;
use crate::forms;
use crate::ui::{
    self, Button, ButtonKind, Drawing, Empty, Tag, TagTone, VisuallyHidden, use_toasts,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::concerns::{
    AnswerCompromise, AnswerCompromiseRequest, Concern, ListMyTeam, Report,
};
use pairwell_domain::concern::{ConcernState, ManagerAnswer};
use pairwell_domain::id::ProgrammeId;

pub(super) type Team = Latest<Vec<Report>>;

#[component]
pub fn TeamPage(programme: ProgrammeId) -> impl IntoView {
    let team: Team = Latest::new(move || call::<ListMyTeam>(programme, (), ()));
    follow(team);
    let about = RwSignal::new(None::<Report>);
    let state = move || {
        let team = team.ready()?;
        Some(format::plural(
            team.len(),
            "{n} enrolment among your direct reports",
            "{n} enrolments among your direct reports",
        ))
    };
    view! {
        <ui::Page title="Your team" state=state>
            <p class="soft concerns-lead">
                "Mentoring takes some of your team’s time, so you are asked first. If it is too much, say so: \
                 the coordinators look for a compromise. What a pair talks about stays theirs."
            </p>
            <Load
                latest=team
                is_empty=Vec::is_empty
                empty=|| view! {
                    <Empty drawing=Drawing::Meeting title="Nobody of your team takes part yet">
                        "When one of your direct reports enrols, you find here what time that asks of them."
                    </Empty>
                }
                let:loaded
            >
                <ul class="requests">
                    {move || loaded.get().iter().map(|report| view! { <Row report=report.clone() team about/> }).collect_view()}
                </ul>
            </Load>
            <RaiseDialog about team/>
        </ui::Page>
    }
}

#[component]
fn Row(report: Report, team: Team, about: RwSignal<Option<Report>>) -> impl IntoView {
    let name = report.name.clone();
    let role = report.role.word();
    let hours = format::hours_a_month(report.minutes_per_month);
    let asked = format!("{} · {hours} asked for", words::role(report.role));
    let concern = report.concern.clone();
    let open = concern.as_ref().filter(|concern| concern.state.is_open());
    let tag = concern.as_ref().map(|concern| {
        let (label, tone): (_, TagTone) = words::for_manager(concern.state);
        view! { <Tag label tone/> }
    });
    let actions = match open.cloned() {
        None => {
            let whom = StoredValue::new(format!(" about {name}, {role}"));
            let raise = move || about.set(Some(report.clone()));
            view! {
                <Button on_press=move |()| raise()>
                    "Raise a concern"<VisuallyHidden>{whom.get_value()}</VisuallyHidden>
                </Button>
            }
            .into_any()
        }
        Some(concern) => {
            let whom = format!(" for {name}, {role}");
            view! { <Answers concern whom team/> }.into_any()
        }
    };
    view! {
        <li class="request card">
            <header class="request-head">
                <h2 class="request-title">{name}</h2>
                {tag}
            </header>
            <p>{asked}</p>
            {concern.map(|concern| view! { <Said concern/> })}
            <div class="request-actions">{actions}</div>
        </li>
    }
}

/// What the manager said, and what was offered.
#[component]
fn Said(concern: Concern) -> impl IntoView {
    let now = format::now();
    let when = format::relative(concern.raised_at, now);
    let kind = concern.kind.words().to_lowercase();
    let note = concern.note;
    let offered = concern.compromise.map(|offered| {
        let words = format::compromise(&offered);
        match concern.state {
            ConcernState::Agreed => format!("Agreed: {words}."),
            _ => format!("The coordinators offer: {words}."),
        }
    });
    let as_asked = concern.state == ConcernState::Agreed && offered.is_none();
    let word = concern
        .managers_word
        .map(|said| format!("The coordinators settled it on the manager’s word: {said}"));
    view! {
        <p class="soft small">{format!("Concern raised {when}: {kind}")}</p>
        {(!note.is_empty()).then(|| view! { <p class="request-message">{note}</p> })}
        {offered.map(|words| view! { <p><strong>{words}</strong></p> })}
        {as_asked.then(|| view! { <p>"The time is fine as it was asked for."</p> })}
        {word.map(|words| view! { <p class="soft small">{words}</p> })}
    }
}

#[component]
fn Answers(concern: Concern, whom: String, team: Team) -> impl IntoView {
    let Concern {
        id, state, version, ..
    } = concern;
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let answer = move |answer: ManagerAnswer| {
        busy.set(true);
        spawn_local(async move {
            let body = AnswerCompromiseRequest {
                answer,
                managers_word: None,
            };
            let answered = Call::<AnswerCompromise>::new(id, (), body).if_version(version);
            match answered.send().await {
                Ok(_) => toasts.say(match answer {
                    ManagerAnswer::Agree => "Agreed. The coordinators know.",
                    ManagerAnswer::Decline => "Declined. The coordinators know.",
                }),
                Err(error) => toasts.refuse(forms::words(&error)),
            }
            busy.try_set(false);
            team.reload();
        });
    };
    let whom = StoredValue::new(whom);
    match state {
        ConcernState::Proposed => view! {
            <Button kind=ButtonKind::Primary busy on_press=move |()| answer(ManagerAnswer::Agree)>
                "Agree"<VisuallyHidden>{whom.get_value()}</VisuallyHidden>
            </Button>
            <Button busy on_press=move |()| answer(ManagerAnswer::Decline)>
                "Decline"<VisuallyHidden>{whom.get_value()}</VisuallyHidden>
            </Button>
        }
        .into_any(),
        _ => view! {
            <Button busy on_press=move |()| answer(ManagerAnswer::Agree)>
                "The time is fine after all"<VisuallyHidden>{whom.get_value()}</VisuallyHidden>
            </Button>
        }
        .into_any(),
    }
}
