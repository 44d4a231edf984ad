//! What there is too little of, in a sentence each, with what to do about it.

use super::model::Scarce;
use super::state::BoardState;
use crate::format;
use crate::routes::Page;
use crate::ui::{Button, ButtonKind, ButtonLink, Glyph, Icon, Popover};
use leptos::prelude::*;
use pairwell_domain::board::Move;

#[component]
pub fn ScarceLine(state: BoardState) -> impl IntoView {
    let any = move || !state.scarce().is_empty();
    let others = move || state.scarce().len().saturating_sub(1);
    view! {
        <section class="scarce" aria-labelledby="scarce-heading" hidden=move || !any()>
            <h2 class="scarce-heading" id="scarce-heading"><Icon of=Glyph::Info/>"Scarce"</h2>
            {move || state.scarce().first().map(|scarce| view! { <div class="scarce-item">{line(state, scarce)}</div> })}
            <Show when=move || { others() > 0 }>
                <Popover label=Signal::derive(move || format::plural(others(), "{n} more", "{n} more")) kind=ButtonKind::Quiet small=true>
                    <ul class="scarce-list" aria-label="What else is scarce">
                        {move || state.scarce().iter().skip(1).map(|scarce| view! { <li class="scarce-item">{line(state, scarce)}</li> }).collect_view()}
                    </ul>
                </Popover>
            </Show>
        </section>
    }
}

fn line(state: BoardState, scarce: &Scarce) -> impl IntoView + use<> {
    let mentor = scarce.mentor;
    let name = state.mentor_name(mentor);
    let what = match scarce.more_matched {
        more @ 1.. => format::plural(
            more,
            "would match {n} more person",
            "would match {n} more people",
        ),
        _ => format::plural(
            scarce.moved,
            "would suit {n} person better",
            "would suit {n} people better",
        ),
    };
    let words = format!(
        "One more place with {name} {what} ({})",
        format::change(scarce.gain)
    );
    let also: Vec<String> = scarce
        .also
        .iter()
        .take(3)
        .map(|&mentor| state.mentor_name(mentor))
        .collect();
    let also = (!also.is_empty()).then(|| format!("also with {}", also.join(", ")));
    let (id, places, most) = state.read(|model| {
        let offered = model.mentor(mentor).places;
        let most = model.board().places_cap.max(offered);
        (model.pool().mentor_id(mentor), model.places(mentor), most)
    });
    let add = move |()| {
        let places = Some(places + 1);
        state.make(vec![Move::Places { mentor: id, places }]);
    };
    let people = Page::ProgrammePeople(state.read(|model| model.board().programme)).path();
    let asked = scarce.could_be_asked.clone();
    view! {
            <span><strong>{scarce.skill.clone()}</strong>": "{words}" "<span class="soft">{also}</span></span>
            {if places < most {
                view! {
                    <Button small=true kind=ButtonKind::Quiet on_press=add>
                        "Add the place"<span class="visually-hidden">{format!(" with {name}")}</span>
                    </Button>
                }.into_any()
            } else {
                view! { <span class="soft small">{format!("at the most of {most} places already")}</span> }.into_any()
            }}
            {match asked.is_empty() {
                true => (places >= most).then(|| view! {
                    <ButtonLink small=true kind=ButtonKind::Quiet href=people>"Invite a mentor"</ButtonLink>
                }).into_any(),
                false => view! { <CouldBeAsked people asked/> }.into_any(),
            }}
    }
}

/// Who else offers the skill, and where to ask them.
#[component]
fn CouldBeAsked(people: String, asked: Vec<String>) -> impl IntoView {
    let words = format::plural(asked.len(), "{n} could be asked", "{n} could be asked");
    view! {
        <Popover label=words kind=ButtonKind::Quiet small=true>
            <ul class="scarce-asked" aria-label="Who could be asked">
                {asked.iter().map(|asked| view! { <li><bdi>{asked.clone()}</bdi></li> }).collect_view()}
            </ul>
            <ButtonLink small=true href=people.clone()>"See who is enrolled"</ButtonLink>
        </Popover>
    }
}
