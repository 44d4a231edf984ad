//! The first page after signing in: a greeting, and the next steps for whoever
//! one is here.

mod steps;

use crate::session::use_session;
use crate::ui::{self, ButtonLink, Drawing, Empty, Icon};
use leptos::prelude::*;
use steps::{Step, steps};

#[component]
pub fn HomePage() -> impl IntoView {
    let session = use_session();
    let title = Signal::derive(move || {
        let me = session.me();
        me.map_or_else(String::new, |me| format!("Hello, {}", me.name))
    });
    let organisation = move || session.me().map(|me| me.organisation.clone());
    let steps = Memo::new(move |_| session.me().map(|me| steps(&me)).unwrap_or_default());
    let shown = move || {
        let steps = steps.get();
        if steps.is_empty() {
            view! { <NothingYet /> }.into_any()
        } else {
            let cards = steps.into_iter().map(|step| view! { <StepCard step /> });
            view! { <ul class="home-steps grid-cards">{cards.collect_view()}</ul> }.into_any()
        }
    };
    view! {
        <ui::Page title state=organisation>
            {shown}
        </ui::Page>
    }
}

#[component]
fn StepCard(step: Step) -> impl IntoView {
    view! {
        <li class="home-step card">
            <span class="home-step-icon">
                <Icon of=step.icon />
            </span>
            <div class="home-step-words">
                <h2 class="home-step-title">{step.title}</h2>
                {step.programme.map(|name| view! { <p class="soft small">{name}</p> })}
                <p class="soft">{step.why}</p>
            </div>
            <ButtonLink href=step.page.path()>{step.action}</ButtonLink>
        </li>
    }
}

/// An account that takes part in nothing and looks after nothing.
#[component]
fn NothingYet() -> impl IntoView {
    view! {
        <Empty drawing=Drawing::Meeting title="You are not part of a programme yet">
            "Once a coordinator enrols you, your next step stands here."
        </Empty>
    }
}
