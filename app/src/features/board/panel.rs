//! Why a mentee is where they are: each criterion's part in words and bars; and
//! why not with somebody else: what blocks it, who has the place, what it costs.

use super::flips::WhatWouldItTake;
use super::model::{Look, WhyNot};
use super::state::BoardState;
use crate::format;
use crate::ui::{Button, ButtonKind, Fit, FitSize, Glyph, Icon, IconButton, Tag, TagTone};
use leptos::prelude::*;
use pairwell_domain::board::{MoveRefusal, Seat};
use pairwell_domain::fit::Explanation;
use std::sync::Arc;

#[component]
pub fn WhyPanel(state: BoardState) -> impl IntoView {
    let open = move || state.look().is_some();
    view! {
        <aside class="board-why-panel" aria-label="Why" data-open=open>
            {move || match state.look() {
                Some(look) => explained(state, &look).into_any(),
                None => view! { <Nobody/> }.into_any(),
            }}
        </aside>
    }
}

#[component]
fn Nobody() -> impl IntoView {
    view! {
        <div class="board-why-nobody">
            <Icon of=Glyph::Help/>
            <p>"Choose a mentee to see why they are where they are, and why not somewhere else."</p>
        </div>
    }
}

fn explained(state: BoardState, look: &Arc<Look>) -> impl IntoView {
    let mentee = look.mentee;
    let name = state.mentee_name(mentee);
    let blind = state.read(|model| model.is_blind());
    let (title, hopes) = state.mentee(mentee, |mentee| {
        let title = mentee.title.clone().filter(|_| !blind);
        (title, mentee.hopes.clone())
    });
    let place = match look.seat.mentor() {
        Some(mentor) => format!("with {}", state.mentor_name(mentor)),
        None if look.seat == Seat::LeftOut => "left out of this round".to_owned(),
        None => "unmatched: everyone who could take them does more for somebody else".to_owned(),
    };
    let tag = match look.seat {
        Seat::Standing { .. } => Some(("Already a pair", TagTone::Accent)),
        Seat::Locked { .. } => Some(("Locked by a coordinator", TagTone::Outline)),
        Seat::Best { .. } => Some(("Best for everyone", TagTone::Green)),
        Seat::LeftOut | Seat::Unmatched => None,
    };
    let others = look.others.clone();
    view! {
        <header class="board-why-head">
            <div>
                <h2 class="board-why-name"><bdi>{name}</bdi></h2>
                <p class="soft small">{title}</p>
            </div>
            <IconButton icon=Glyph::Close label="Close" small=true on_press=move |()| state.looked_at.set(None)/>
        </header>
        {hopes.map(|hopes| view! { <p class="board-why-hopes">"“" <bdi>{hopes}</bdi> "”"</p> })}
        <div class="board-why-place">
            {look.explanation.as_ref().map(|explanation| view! { <Fit score=explanation.fit size=FitSize::M/> })}
            <p>{place}</p>
            {tag.map(|(words, tone)| view! { <Tag label=words tone=tone/> })}
        </div>
        {look.overridden.clone().map(|(block, reason)| view! {
            <p class="board-why-warning"><Icon of=Glyph::Warning/>{format!("{} Overridden: “{reason}”", block.words())}</p>
        })}
        {look.warnings.iter().map(|warning| view! {
            <p class="board-why-warning"><Icon of=Glyph::Warning/>{warning.words()}</p>
        }).collect_view()}
        {look.explanation.as_ref().map(parts)}
        <Show when={let any = !others.is_empty(); move || any}>
            <h3 class="board-why-others-heading">"Why not…"</h3>
        </Show>
        <ul class="board-why-others">
            {others.into_iter().map(|other| why_not(state, mentee, other)).collect_view()}
        </ul>
    }
}

/// Each criterion with its points, a bar and its reason; the points add up to the fit.
fn parts(explanation: &Explanation) -> impl IntoView + use<> {
    let rows = explanation.contributions.iter().map(|part| {
        let share = u32::from(part.points) * 100 / u32::from(part.out_of.max(1));
        let points = match part.value {
            Some(_) => format!("{} of {}", part.points, part.out_of),
            None => "–".to_owned(),
        };
        view! {
            <li class="board-why-part" data-open=part.value.is_none()>
                <span class="board-why-part-name">{part.criterion.label()}</span>
                <span class="board-why-part-points number">{points}</span>
                <span class="board-why-track" aria-hidden="true"><span class="board-why-fill" style:--share=share.to_string()></span></span>
                <span class="board-why-part-reason">{part.reason.to_string()}</span>
            </li>
        }
    });
    view! { <ul class="board-why-parts" aria-label="What the fit is made of">{rows.collect_view()}</ul> }
}

fn why_not(state: BoardState, mentee: usize, other: WhyNot) -> impl IntoView {
    let mentor = other.mentor;
    let name = state.mentor_name(mentor);
    let words = why_not_words(state, mentee, &other);
    let open = matches!(other.refusal, None | Some(MoveRefusal::NeedsReason(_)));
    // Only where nothing but the matching, or somebody's lock on the place, is in the way.
    let asks = state.read(|model| model.could_be_flipped(mentee, mentor));
    view! {
        <li class="board-why-other">
            <div class="board-why-other-head">
                <strong><bdi>{name.clone()}</bdi></strong>
                <Fit score=other.fit size=FitSize::S/>
                {open.then(|| view! {
                    <Button small=true kind=ButtonKind::Quiet on_press=move |()| state.lock(mentee, mentor, None)>
                        "Move here"<span class="visually-hidden">{format!(", to {name}")}</span>
                    </Button>
                })}
            </div>
            <p class="small">{words}</p>
            {asks.then(|| view! { <WhatWouldItTake state mentee mentor/> })}
        </li>
    }
}

fn why_not_words(state: BoardState, mentee: usize, other: &WhyNot) -> String {
    if let Some(refusal) = &other.refusal {
        return refusal.to_string();
    }
    let holders: Vec<String> = other
        .holders
        .iter()
        .map(|holder| format!("{} {}", state.mentee_name(holder.mentee), holder.fit))
        .collect();
    let mut words = match holders.as_slice() {
        [] => "Has nobody.".to_owned(),
        holders => format!("Has {}.", holders.join(", ")),
    };
    if let Some(apart) = other.apart {
        return format!("{} {words}", apart.words());
    }
    match other.effect {
        Some(0) => words.push_str(" Equally good for everyone."),
        Some(effect) if effect < 0 => {
            words.push_str(&format!(" Moving here costs everyone together {}", -effect));
            let moved = other.displaced.iter().filter(|(who, _)| *who != mentee);
            let moved: Vec<String> = moved
                .take(3)
                .map(|(who, to)| match to {
                    Some(to) => {
                        format!(
                            "{} goes to {}",
                            state.mentee_name(*who),
                            state.mentor_name(*to)
                        )
                    }
                    None => format!("{} stays unmatched", state.mentee_name(*who)),
                })
                .collect();
            if moved.is_empty() {
                words.push('.');
            } else {
                words.push_str(&format!(": {}.", moved.join(", ")));
            }
        }
        Some(effect) => {
            let gain = format::change(effect);
            words.push_str(&format!(
                " Moving here gives {gain}, once a lock is released."
            ));
        }
        None => {}
    }
    words
}
