//! A mentor as an introduction: what they have been through first, then what
//! they help with, the time you share, and why they suit you.

use super::ask::AskButton;
use super::model::Shown;
use super::state::Mentors;
use super::why::in_short;
use crate::format;
use crate::routes::Page;
use crate::ui::{Avatar, Fit, FitSize, Tag};
use leptos::prelude::*;

/// Skills shown before "and 3 more".
const SKILLS_SHOWN: usize = 5;

#[component]
pub fn MentorCard(
    shown: Shown,
    mentors: Mentors,
    asking: RwSignal<Option<Shown>>,
) -> impl IntoView {
    let profile = &shown.profile;
    let id = shown.id();
    let href = Page::ProgrammeMentor(mentors.programme, id).path();
    let seed = *profile.facts.common.person.0.as_bytes();
    let offers = &profile.facts.offers;
    let more = offers.len().saturating_sub(SKILLS_SHOWN);
    let place = [profile.title.clone(), profile.facts.common.unit.clone()];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <article class="mentor-card card">
            <header class="mentor-card-head">
                <Avatar name=profile.name.clone() seed=seed/>
                <div class="mentor-card-who">
                    <h2 class="mentor-card-name"><a href=href><bdi>{profile.name.clone()}</bdi></a></h2>
                    <p class="soft small">{place}</p>
                </div>
                {shown.fit.as_ref().map(|fit| view! { <Fit score=fit.fit size=FitSize::L/> })}
            </header>
            {profile.moments.first().map(|moment| view! { <p class="mentor-card-moment">"“"{moment.clone()}"”"</p> })}
            <ul class="tags" aria-label="Helps with">
                {offers.iter().take(SKILLS_SHOWN).map(|skill| view! { <li><Tag label=skill.clone()/></li> }).collect_view()}
                {(more > 0).then(|| view! { <li class="soft small">{format::plural(more, "and {n} more", "and {n} more")}</li> })}
            </ul>
            {shown.fit.as_ref().map(|fit| view! { <p class="mentor-card-why"><strong>"Why: "</strong>{in_short(fit)}</p> })}
            <footer class="mentor-card-foot">
                <p class="soft small">{places(profile.places_free)}</p>
                <AskButton shown=shown.clone() mentors asking/>
            </footer>
        </article>
    }
}

/// "2 places left", "No place left".
pub fn places(free: u8) -> String {
    match free {
        0 => "No place left".to_owned(),
        free => format::plural(free, "{n} place left", "{n} places left"),
    }
}
