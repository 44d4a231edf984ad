//! The first page after signing in: what waits for me, and my pairs.

mod pairs;
mod steps;

use crate::api::{Latest, Load, call};
use crate::forms;
use crate::session::use_session;
use crate::ui::{
    self, Button, ButtonKind, ButtonLink, Drawing, Empty, Icon, VisuallyHidden, use_toasts,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairs::Pairs;
use pairwell_domain::api::pairs::{AnswerPair, AnswerPairRequest, GetHome, Home};
use pairwell_domain::id::PairId;
use pairwell_domain::pair::Answer;
use steps::{Shown, Then, shown};

#[component]
pub fn HomePage() -> impl IntoView {
    let session = use_session();
    let home = Latest::new(|| call::<GetHome>((), (), ()));
    let title = Signal::derive(move || {
        let me = session.me();
        me.map_or_else(String::new, |me| format!("Hello, {}", me.name))
    });
    let organisation = move || session.me().map(|me| me.organisation.clone());
    view! {
        <ui::Page title state=organisation>
            <Load
                latest=home
                is_empty=|home| home.steps.is_empty() && home.pairs.is_empty()
                empty=|| view! { <NothingYet /> }
                let:loaded
            >
                <Steps home loaded />
                <Pairs pairs=Signal::derive(move || loaded.with(|home| home.pairs.clone())) />
            </Load>
        </ui::Page>
    }
}

#[component]
fn Steps(home: Latest<Home>, loaded: Signal<std::sync::Arc<Home>>) -> impl IntoView {
    move || {
        let steps = loaded.with(|home| home.steps.iter().map(shown).collect::<Vec<_>>());
        let cards = steps
            .into_iter()
            .map(|step| view! { <StepCard step home /> });
        view! { <ul class="home-steps grid-cards" aria-label="Next steps">{cards.collect_view()}</ul> }
    }
}

#[component]
fn StepCard(step: Shown, home: Latest<Home>) -> impl IntoView {
    let then = match step.then {
        Then::Go(label, page) if step.pressing => {
            view! { <ButtonLink href=page.path() kind=ButtonKind::Primary>{label}</ButtonLink> }
                .into_any()
        }
        Then::Go(label, page) => {
            view! { <ButtonLink href=page.path()>{label}</ButtonLink> }.into_any()
        }
        Then::Answer(pair, name) => view! { <AnswerProposal pair name home /> }.into_any(),
    };
    view! {
        <li class="home-step card" data-pressing=step.pressing.then_some("true")>
            <span class="home-step-icon">
                <Icon of=step.icon />
            </span>
            <div class="home-step-words">
                <h2 class="home-step-title">{step.title}</h2>
                <p class="soft">{step.why}</p>
            </div>
            {then}
        </li>
    }
}

/// Yes or no to being somebody's mentor or mentee.
#[component]
fn AnswerProposal(pair: PairId, name: String, home: Latest<Home>) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let answer = move |answer: Answer| {
        busy.set(true);
        spawn_local(async move {
            match call::<AnswerPair>(pair, (), AnswerPairRequest { answer }).await {
                Ok(pair) => toasts.say(match answer {
                    Answer::Yes => format!("You said yes to {}.", pair.other_name),
                    Answer::No => format!(
                        "You said no. {} is told kindly, and you are both free again.",
                        pair.other_name
                    ),
                }),
                Err(error) => toasts.refuse(forms::words(&error)),
            }
            busy.try_set(false);
            home.reload();
        });
    };
    let whom = StoredValue::new(format!(" to {name}"));
    view! {
        <div class="home-step-answers">
            <Button kind=ButtonKind::Primary busy on_press=move |()| answer(Answer::Yes)>
                "Say yes"<VisuallyHidden>{whom.get_value()}</VisuallyHidden>
            </Button>
            <Button busy on_press=move |()| answer(Answer::No)>
                "Say no"<VisuallyHidden>{whom.get_value()}</VisuallyHidden>
            </Button>
        </div>
    }
}

/// An account that takes part in nothing and looks after nothing.
#[component]
fn NothingYet() -> impl IntoView {
    view! {
        <Empty drawing=Drawing::Meeting title="Nothing waits for you">
            "Once a coordinator enrols you or starts a programme, your next step stands here."
        </Empty>
    }
}
