//! My own part in a programme: volunteering, pausing, leaving.

use crate::api::{Call, Latest, Load, call};
use crate::format;
use crate::forms;
use crate::routes::Page;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, ButtonLink, Tag, TagTone, use_toasts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::concerns::Concern;
use pairwell_domain::api::enrolments::{
    ChangeEnrolmentState, GetMyEnrolments, MyEnrolments, StateChange,
};
use pairwell_domain::concern::ConcernState;
use pairwell_domain::enrolment::{Enrolment, EnrolmentState, Mover, Role};
use pairwell_domain::id::ProgrammeId;

#[component]
pub fn MyPart(programme: ProgrammeId) -> impl IntoView {
    let mine = Latest::new(move || call::<GetMyEnrolments>(programme, (), ()));
    view! {
        <section class="stack" aria-labelledby="my-part">
            <h2 id="my-part">"Your part"</h2>
            <Load latest=mine let:loaded>
                <ul class="grid-cards programmes">
                    {move || {
                        let MyEnrolments { mentor, mentee, concerns, .. } = (*loaded.get()).clone();
                        let about = |enrolment: &Option<Enrolment>| {
                            let enrolment = enrolment.as_ref()?;
                            concerns.iter().find(|it| it.enrolment == enrolment.id).cloned()
                        };
                        let (of_mentor, of_mentee) = (about(&mentor), about(&mentee));
                        view! {
                            <Part programme role=Role::Mentor enrolment=mentor concern=of_mentor mine/>
                            <Part programme role=Role::Mentee enrolment=mentee concern=of_mentee mine/>
                        }
                    }}
                </ul>
            </Load>
        </section>
    }
}

#[component]
fn Part(
    programme: ProgrammeId,
    role: Role,
    enrolment: Option<Enrolment>,
    concern: Option<Concern>,
    mine: Latest<MyEnrolments>,
) -> impl IntoView {
    let (title, why) = match role {
        Role::Mentor => (
            "Mentor",
            "Help somebody with what you have been through. An hour or two a month; nobody needs to be senior.",
        ),
        Role::Mentee => (
            "Mentee",
            "Get help with what you want to learn or decide, from somebody outside your reporting line.",
        ),
    };
    let href = Page::ProgrammeEnrol(programme, role).path();
    let state = enrolment.as_ref().map(|enrolment| enrolment.state);
    let tag = state.map(|state| {
        let tone = match state {
            EnrolmentState::Accepted => TagTone::Green,
            EnrolmentState::Invited => TagTone::Amber,
            _ => TagTone::Neutral,
        };
        view! { <Tag label=state.word() tone/> }
    });
    let joins = state.is_none_or(|state| {
        use EnrolmentState::{Completed, Invited, Withdrawn};
        matches!(state, Invited | Withdrawn | Completed)
    });
    let door = match (joins, role) {
        (true, Role::Mentor) => "Become a mentor",
        (true, Role::Mentee) => "Ask to be mentored",
        (false, _) => "Change what you told",
    };
    let steps = enrolment.map(|enrolment| view! { <Steps enrolment mine/> });
    view! {
        <li class="card programme-card">
            <h3>{title}" "{tag}</h3>
            <p class="soft">{why}</p>
            {concern.and_then(|concern| manager_said(&concern)).map(|words| view! { <p>{words}</p> })}
            <div class="row">
                <ButtonLink href>{door}</ButtonLink>
                {steps}
            </div>
        </li>
    }
}

/// What one's manager said to the time, where that still matters.
fn manager_said(concern: &Concern) -> Option<String> {
    let kind = concern.kind.words().to_lowercase();
    match (concern.state, concern.compromise) {
        (ConcernState::Raised, _) => Some(format!(
            "Your manager has a concern about the time: {kind}. The coordinators look for a compromise."
        )),
        (ConcernState::Proposed, Some(offered)) => Some(format!(
            "Your manager has a concern about the time: {kind}. The coordinators offer {}.",
            format::compromise(&offered)
        )),
        (ConcernState::Agreed, Some(offered)) => Some(format!(
            "Agreed with your manager: {}.",
            format::compromise(&offered)
        )),
        _ => None,
    }
}

/// Pausing, coming back and leaving, as far as they are mine to do.
#[component]
fn Steps(enrolment: Enrolment, mine: Latest<MyEnrolments>) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let move_to = move |enrolment: &Enrolment, state: EnrolmentState| {
        let change = Call::<ChangeEnrolmentState>::new(enrolment.id, (), StateChange { state })
            .if_version(enrolment.version);
        spawn_local(async move {
            match change.send().await {
                Ok(after) => {
                    toasts.say(match after.state {
                        EnrolmentState::Paused => {
                            "Paused. You are not matched until you come back."
                        }
                        EnrolmentState::Withdrawn => {
                            "You take part no longer. Thank you for saying so."
                        }
                        _ => "Welcome back.",
                    });
                    session.reload();
                }
                Err(why) => toasts.refuse(forms::words(&why)),
            }
            mine.reload();
        });
    };
    let words = |state| match state {
        EnrolmentState::Paused => "Pause",
        EnrolmentState::Withdrawn => "Withdraw",
        _ => "Come back",
    };
    let now = enrolment.state;
    [EnrolmentState::Accepted, EnrolmentState::Paused, EnrolmentState::Withdrawn]
        .into_iter()
        .filter(|next| now.may_be_moved(*next, Mover::Volunteer))
        .map(|next| {
            let enrolment = enrolment.clone();
            view! {
                <Button kind=ButtonKind::Quiet on_press=move |()| move_to(&enrolment, next)>{words(next)}</Button>
            }
        })
        .collect_view()
}
