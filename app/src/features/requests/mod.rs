//! Requests between mentees and mentors: those I made and those I was asked.

use crate::api::{Latest, Load, call};
use crate::format;
use crate::forms;
use crate::routes::Page;
use crate::session::use_session;
use crate::ui::{
    self, Button, ButtonKind, ButtonLink, Drawing, Empty, Tag, TagTone, VisuallyHidden, use_toasts,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::mentors::{
    AnswerRequest, AnswerRequestRequest, ListRequests, MentorRequest, WithdrawRequest,
};
use pairwell_domain::id::{EnrolmentId, ProgrammeId};
use pairwell_domain::pair::Answer;
use pairwell_domain::request::RequestState;

type Requests = Latest<Vec<MentorRequest>>;

#[component]
pub fn RequestsPage(programme: ProgrammeId) -> impl IntoView {
    let session = use_session();
    let requests = Latest::new(move || call::<ListRequests>(programme, (), ()));
    let mentor = Memo::new(move |_| session.me().and_then(|me| me.actor().mentors(programme)));
    let state = move || {
        let waiting = requests
            .ready()?
            .iter()
            .filter(|r| r.state == RequestState::Waiting)
            .count();
        Some(format::plural(
            waiting,
            "{n} request waits for an answer",
            "{n} requests wait for an answer",
        ))
    };
    let browse = Page::ProgrammeMentors(programme).path();
    view! {
        <ui::Page title="Requests" state=state>
            <Load
                latest=requests
                is_empty=Vec::is_empty
                empty=move || {
                    let browse = browse.clone();
                    view! {
                        <Empty
                            drawing=Drawing::Tray
                            title="No requests yet"
                            action=move || view! { <ButtonLink href=browse.clone()>"Browse mentors"</ButtonLink> }
                        >
                            "When a mentee asks a mentor, both find it here."
                        </Empty>
                    }
                }
                let:loaded
            >
                <ul class="requests">
                    <For
                        each=move || loaded.get().to_vec()
                        key=|request| (request.id, request.state)
                        let:request
                    >
                        <RequestCard request mentor=mentor.get_untracked() requests />
                    </For>
                </ul>
            </Load>
        </ui::Page>
    }
}

#[component]
fn RequestCard(
    request: MentorRequest,
    mentor: Option<EnrolmentId>,
    requests: Requests,
) -> impl IntoView {
    let asked_me = mentor == Some(request.mentor);
    let title = match (asked_me, request.state) {
        (true, RequestState::Waiting) => format!("{} asks for you", request.mentee_name),
        (true, _) => format!("{} asked for you", request.mentee_name),
        (false, _) => format!("You asked {}", request.mentor_name),
    };
    let (state, tone) = match request.state {
        RequestState::Waiting if asked_me => ("Waiting for you", TagTone::Amber),
        RequestState::Waiting => ("Waiting", TagTone::Neutral),
        RequestState::Accepted => ("Accepted", TagTone::Accent),
        RequestState::Declined => ("Declined", TagTone::Neutral),
        RequestState::Withdrawn => ("Taken back", TagTone::Neutral),
        RequestState::Lapsed => ("Not answered in time", TagTone::Neutral),
    };
    let waiting = request.state == RequestState::Waiting;
    let until = waiting.then(|| format!("Time to answer until {}", format::day(request.answer_by)));
    let expectations = asked_me.then(|| {
        view! {
            <p class="soft small">"Wants help with"</p>
            <ul class="tags">
                {request.wants.iter().map(|want| view! { <li><Tag label=want.clone() /></li> }).collect_view()}
            </ul>
            {request.hopes.clone().map(|hopes| view! { <p>"“"{hopes}"”"</p> })}
        }
    });
    let message = request.message.clone();
    view! {
        <li class="request card">
            <header class="request-head">
                <h2 class="request-title">{title}</h2>
                <Tag label=state tone />
            </header>
            {(!message.is_empty()).then(|| view! { <p class="request-message">{message}</p> })}
            {expectations}
            {until.map(|until| view! { <p class="soft small">{until}</p> })}
            {waiting.then(|| view! { <Actions request asked_me requests /> })}
        </li>
    }
}

#[component]
fn Actions(request: MentorRequest, asked_me: bool, requests: Requests) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let id = request.id;
    let act = move |answer: Option<Answer>| {
        busy.set(true);
        spawn_local(async move {
            let done = match answer {
                Some(answer) => {
                    call::<AnswerRequest>(id, (), AnswerRequestRequest { answer }).await
                }
                None => call::<WithdrawRequest>(id, (), ()).await,
            };
            match (done, answer) {
                (Ok(request), Some(Answer::Yes)) => {
                    toasts.say(format!("You are {}’s mentor now.", request.mentee_name));
                }
                (Ok(request), Some(Answer::No)) => {
                    toasts.say(format!("You said no to {}.", request.mentee_name));
                }
                (Ok(request), None) => {
                    toasts.say(format!(
                        "You took back your request to {}.",
                        request.mentor_name
                    ));
                }
                (Err(error), _) => toasts.refuse(forms::words(&error)),
            }
            busy.try_set(false);
            requests.reload();
        });
    };
    if asked_me {
        let whom = StoredValue::new(format!(" to {}", request.mentee_name));
        view! {
            <div class="request-actions">
                <Button kind=ButtonKind::Primary busy on_press=move |()| act(Some(Answer::Yes))>
                    "Say yes"<VisuallyHidden>{whom.get_value()}</VisuallyHidden>
                </Button>
                <Button busy on_press=move |()| act(Some(Answer::No))>
                    "Say no"<VisuallyHidden>{whom.get_value()}</VisuallyHidden>
                </Button>
            </div>
        }
        .into_any()
    } else {
        view! { <Button busy on_press=move |()| act(None)>"Take back"</Button> }.into_any()
    }
}
