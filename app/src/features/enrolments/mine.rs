//! My own form: becoming a mentor in a minute and a half, or saying what I want
//! help with.

use super::answers::{AnswersFields, LABELS, Typed};
use crate::api::{Latest, Load, call};
use crate::forms::{Form, FormSummary};
use crate::routes::{Page, use_location};
use crate::session::use_session;
use crate::ui::{
    self, Banner, Button, ButtonKind, ButtonLink, PageWidth, Shape, Skeleton, use_toasts,
};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use pairwell_domain::api::enrolments::{EnrolMyself, GetMyEnrolments, MyEnrolment, MyEnrolments};
use pairwell_domain::api::programmes::GetProgramme;
use pairwell_domain::enrolment::{EnrolmentState, Role};
use pairwell_domain::id::ProgrammeId;
use std::sync::Arc;

#[component]
pub fn EnrolPage(programme: ProgrammeId, role: Role) -> impl IntoView {
    let about = Latest::new(move || call::<GetProgramme>(programme, (), ()));
    let mine = Latest::new(move || call::<GetMyEnrolments>(programme, (), ()));
    let title = Page::ProgrammeEnrol(programme, role).title();
    let state = move || {
        let programme = about.ready()?.programme.clone();
        Some(format!(
            "{}, {} to {}",
            programme.name, programme.starts_on, programme.ends_on
        ))
    };
    view! {
        <ui::Page title state=state width=PageWidth::Reading>
            <Load
                latest=mine
                skeleton=|| view! { <Skeleton label="Loading the form" shape=Shape::Lines(6)/> }
                let:loaded
            >
                {
                    // A form is built once: a reload must not take away what was typed.
                    let start = loaded.get_untracked();
                    view! { <MyForm programme role start/> }
                }
            </Load>
        </ui::Page>
    }
}

#[component]
fn MyForm(programme: ProgrammeId, role: Role, start: Arc<MyEnrolments>) -> impl IntoView {
    let session = use_session();
    let location = use_location();
    let toasts = use_toasts();
    let form = Form::new(LABELS);
    let before = match role {
        Role::Mentor => start.mentor.clone(),
        Role::Mentee => start.mentee.clone(),
    };
    // Whoever was only asked has told nothing yet.
    let told = before
        .as_ref()
        .filter(|before| before.state != EnrolmentState::Invited);
    let typed = match told {
        Some(before) => Typed::told(&before.answers),
        None => Typed::new(start.minutes_per_month, start.time_zone.clone()),
    };
    let is_in = before.as_ref().is_some_and(|before| {
        use EnrolmentState::{Accepted, Applied, Paused};
        matches!(before.state, Applied | Accepted | Paused)
    });
    let cap = start.capacity_cap;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(told) = form.check(typed.validated(role, cap)) {
            let body = MyEnrolment { role, told };
            form.send(call::<EnrolMyself>(programme, (), body), move |enrolment| {
                toasts.say(match enrolment.state {
                    EnrolmentState::Applied => "Thank you. The coordinator will let you in.",
                    _ => "What you told is changed.",
                });
                session.reload();
                location.go(Page::Programme(programme));
            });
        }
    };
    let invited = before
        .is_some_and(|before| before.state == EnrolmentState::Invited)
        .then(|| {
            view! {
                <Banner>"You have been asked to take part. Whether you do is up to you."</Banner>
            }
        });
    let who_sees = match role {
        Role::Mentor => {
            "Everybody in the organisation can see this once you are in, so that people find you."
        }
        Role::Mentee => {
            "The coordinators see this. A mentor sees what you want help with once you ask them or are proposed to each other; your manager does not."
        }
    };
    let send = match (is_in, role) {
        (true, _) => "Save",
        (false, Role::Mentor) => "Become a mentor",
        (false, Role::Mentee) => "Send",
    };
    view! {
        {invited}
        <form class="form" novalidate=true on:submit=submit>
            <FormSummary form/>
            <AnswersFields typed role form cap skills=start.skills.clone() myself=true/>
            <p class="soft small">{who_sees}</p>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true busy=form.busy()>{send}</Button>
                <ButtonLink kind=ButtonKind::Quiet href=Page::Programme(programme).path()>"Cancel"</ButtonLink>
            </div>
        </form>
    }
}
