//! One mentor: what they tell, and why they suit me.

use super::ask::{AskButton, AskDialog};
use super::card::places;
use super::model::Shown;
use super::state::{Mentors, STYLES};
use super::why::WhyTable;
use crate::api::Load;
use crate::routes::Page;
use crate::ui::{self, Avatar, AvatarSize, ButtonLink, Drawing, Empty, Fit, FitSize, Tag};
use leptos::prelude::*;
use pairwell_domain::enrolment::Meeting;
use pairwell_domain::id::{EnrolmentId, ProgrammeId};

#[component]
pub fn MentorPage(programme: ProgrammeId, mentor: EnrolmentId) -> impl IntoView {
    let mentors = Mentors::load(programme);
    let asking = RwSignal::new(None::<Shown>);
    let shown = Memo::new(move |_| mentors.one(mentor));
    let title = Signal::derive(move || {
        shown
            .get()
            .map_or_else(|| "Mentor".to_owned(), |shown| shown.profile.name)
    });
    let state = move || {
        shown
            .get()
            .map(|shown| shown.profile.title.unwrap_or_default())
    };
    let back = Page::ProgrammeMentors(programme).path();
    let actions = move || {
        shown
            .get()
            .map(|shown| view! { <AskButton shown mentors asking/> })
    };
    view! {
        <ui::Page title state=state actions=actions>
            <p><a href=back>"All mentors"</a></p>
            <Load latest=mentors.directory let:_directory>
                {move || match shown.get() {
                    Some(shown) => view! { <Profile shown/> }.into_any(),
                    None => view! { <Gone programme/> }.into_any(),
                }}
            </Load>
            <AskDialog asking mentors/>
        </ui::Page>
    }
}

#[component]
fn Profile(shown: Shown) -> impl IntoView {
    let profile = shown.profile;
    let common = profile.facts.common;
    let style = common
        .style
        .and_then(|style| STYLES.iter().find(|(s, ..)| *s == style))
        .map(|(.., label)| *label);
    let meeting = match common.meeting {
        Meeting::InPerson => "In person",
        Meeting::Video => "By video",
        Meeting::Either => "In person or by video",
    };
    let facts = [
        ("Works in", common.unit),
        ("Place", common.location),
        ("Time zone", Some(profile.time_zone.replace('_', " "))),
        (
            "Languages",
            Some(common.languages.join(", ")).filter(|list| !list.is_empty()),
        ),
        ("Likes to meet", Some(meeting.to_owned())),
        ("Way of working", style.map(str::to_owned)),
        (
            "Leads a team",
            Some(if profile.leads_no_team { "No" } else { "Yes" }.to_owned()),
        ),
        ("Places", Some(places(profile.places_free))),
    ];
    let facts = facts.into_iter().filter_map(|(label, value)| {
        value.map(|value| {
            view! {
                <div><dt>{label}</dt><dd><bdi>{value}</bdi></dd></div>
            }
        })
    });
    view! {
        <div class="mentor-profile">
            <section class="card mentor-profile-words" aria-label="In their own words">
                <Avatar name=profile.name.clone() seed=*common.person.0.as_bytes() size=AvatarSize::Large/>
                {if profile.moments.is_empty() {
                    view! { <p class="soft">"Has not told a story yet. Ask for one when you meet."</p> }.into_any()
                } else {
                    let moments = profile.moments.iter().map(|moment| view! { <li>"“"{moment.clone()}"”"</li> });
                    view! { <h2>"I have been through"</h2><ul class="mentor-moments">{moments.collect_view()}</ul> }.into_any()
                }}
                <h2>"I can help with"</h2>
                <ul class="tags">
                    {profile.facts.offers.iter().map(|skill| view! { <li><Tag label=skill.clone()/></li> }).collect_view()}
                </ul>
                <dl class="facts">{facts.collect_view()}</dl>
            </section>
            {shown.fit.map(|fit| view! {
                <section class="card mentor-profile-why" aria-label="Why this mentor suits you">
                    <div class="mentor-profile-fit">
                        <Fit score=fit.fit size=FitSize::L/>
                        <h2>"Why this mentor suits you"</h2>
                    </div>
                    <WhyTable fit/>
                    <p class="soft small">"Only you and your coordinator see this. It is worked out from what you both said, not from grade, age or length of service."</p>
                </section>
            })}
        </div>
    }
}

#[component]
fn Gone(programme: ProgrammeId) -> impl IntoView {
    let all = Page::ProgrammeMentors(programme).path();
    view! {
        <Empty drawing=Drawing::Signpost title="This mentor is not in the programme any more" action=move || view! { <ButtonLink href=all.clone()>"See all mentors"</ButtonLink> }>
            "Mentors come and go. Others may be just as good a match."
        </Empty>
    }
}
