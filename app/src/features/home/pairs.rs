//! Whom I am with: as mentor, as mentee, or both.

use crate::format;
use crate::ui::{Avatar, Tag, TagTone};
use leptos::prelude::*;
use pairwell_domain::api::pairs::MyPair;
use pairwell_domain::enrolment::Role;
use pairwell_domain::pair::PairState;

#[component]
pub(super) fn Pairs(pairs: Signal<Vec<MyPair>>) -> impl IntoView {
    move || {
        let pairs = pairs.get();
        (!pairs.is_empty()).then(|| {
            let cards = pairs.into_iter().map(|pair| view! { <PairCard pair /> });
            view! {
                <section class="home-pairs" aria-labelledby="home-pairs">
                    <h2 id="home-pairs">"Your pairs"</h2>
                    <ul class="grid-cards home-pairs-list">{cards.collect_view()}</ul>
                </section>
            }
        })
    }
}

#[component]
fn PairCard(pair: MyPair) -> impl IntoView {
    let (role, topics) = match pair.my_role {
        Role::Mentee => ("Your mentor", "Helps with"),
        Role::Mentor => ("Your mentee", "Wants to talk about"),
    };
    let (state, tone) = match (pair.state, pair.my_answer.is_some()) {
        (PairState::Proposed, false) => ("Waiting for your answer", TagTone::Amber),
        (PairState::Proposed, true) => ("Waiting for their answer", TagTone::Neutral),
        (PairState::Active, _) => ("Active", TagTone::Accent),
        (PairState::Paused, _) => ("Paused", TagTone::Neutral),
        (PairState::Completed, _) => ("Completed", TagTone::Neutral),
        (PairState::Ended | PairState::Declined, _) => ("Ended", TagTone::Neutral),
    };
    let seed = *match pair.my_role {
        Role::Mentee => pair.mentor,
        Role::Mentor => pair.mentee,
    }
    .0
    .as_bytes();
    let until = format!(
        "Until {} · {}",
        format::day(pair.ends_on),
        pair.programme_name
    );
    view! {
        <li class="home-pair card">
            <div class="home-pair-head">
                <Avatar name=pair.other_name.clone() seed />
                <div>
                    <p class="soft small">{role}</p>
                    <h3 class="home-pair-name"><bdi>{pair.other_name}</bdi></h3>
                    <p class="soft small">{pair.other_title}</p>
                </div>
            </div>
            {pair.words.into_iter().next().map(|words| view! { <p class="home-pair-words">"“"{words}"”"</p> })}
            <p class="soft small">{topics}</p>
            <ul class="tags">
                {pair.topics.into_iter().take(5).map(|topic| view! { <li><Tag label=topic /></li> }).collect_view()}
            </ul>
            <p class="home-pair-foot small soft"><Tag label=state tone />" "{until}</p>
        </li>
    }
}
