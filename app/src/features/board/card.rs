//! A mentee's card: who, how well they fit where they are, and how they came
//! there. Pressing it explains it; dragging moves it; its menu does everything.

use super::drag::{Carrying, card_key, offer_words, toggle_lock};
use super::focus::card_id;
use super::model::{Card, CardKind, Held, Trouble, Waiting};
use super::state::BoardState;
use crate::format;
use crate::ui::{ButtonKind, Fit, FitSize, Glyph, Icon, Menu, MenuAction, MenuItem};
use leptos::prelude::*;
use pairwell_domain::board::{Move, Seat};

/// A card in a lane.
#[component]
pub fn PairedCard(
    state: BoardState,
    carrying: Carrying,
    mentor: usize,
    #[prop(into)] card: Signal<Card>,
) -> impl IntoView {
    let mentee = card.with_untracked(|card| card.mentee);
    let name = state.mentee_name(mentee);
    let with = state.mentor_name(mentor);
    let kind = Memo::new(move |_| card.with(|card| card.kind));
    let flagged = Memo::new(move |_| card.with(|card| card.flagged));
    let label = {
        let name = name.clone();
        move || {
            let (fit, how) = (card.with(|card| card.fit), kind_words(kind.get()));
            let flag = if flagged.get() { ", worth a look" } else { "" };
            format!("{name}, with {with}, fit {fit}{how}{flag}")
        }
    };
    let fit = Signal::derive(move || Some(card.with(|card| card.fit)));
    let movable = Signal::derive(move || kind.get() != CardKind::Standing);
    view! {
        <MenteeCard state carrying mentee label=Signal::derive(label) movable fit>
            <bdi class="board-card-name" title=name.clone()>{name.clone()}</bdi>
            {move || flagged.get().then(|| view! { <span class="board-card-flag"><Icon of=Glyph::Warning/></span> })}
            {move || match kind.get() {
                CardKind::Standing => Some(view! { <Icon of=Glyph::Pair/> }),
                CardKind::Locked => Some(view! { <Icon of=Glyph::Lock/> }),
                CardKind::Best => None,
            }}
        </MenteeCard>
    }
}

fn kind_words(kind: CardKind) -> &'static str {
    match kind {
        CardKind::Standing => ", already a pair",
        CardKind::Locked => ", locked",
        CardKind::Best => "",
    }
}

/// The card of somebody without a mentor.
#[component]
pub fn WaitingCard(state: BoardState, carrying: Carrying, mentee: usize) -> impl IntoView {
    let name = state.mentee_name(mentee);
    // Other weights say something else of everybody here: no card is made anew for that.
    let waiting = Memo::new(move |last: Option<&Option<Waiting>>| {
        state.lanes.track();
        // People may have gone a moment before this card goes too.
        let now =
            state.read(|model| (mentee < model.pool().mentees()).then(|| model.waiting(mentee)));
        now.or_else(|| last.cloned().flatten())
    });
    let left_out =
        move || waiting.with(|waiting| waiting.as_ref().is_some_and(|waiting| waiting.left_out));
    let best = Signal::derive(move || waiting.with(|waiting| waiting.as_ref()?.best));
    let label = {
        let name = name.clone();
        Signal::derive(move || {
            let how = if left_out() {
                "left out of this round"
            } else {
                "unmatched"
            };
            match best.get() {
                Some(best) => format!("{name}, {how}, best possible fit {best}"),
                None => format!("{name}, {how}, nobody may take them"),
            }
        })
    };
    view! {
        <MenteeCard state carrying mentee label movable=Signal::derive(|| true) fit=best>
            <bdi class="board-card-name" title=name.clone()>{name.clone()}</bdi>
            {move || left_out().then(|| view! { <span class="soft small">"left out"</span> })}
        </MenteeCard>
    }
}

/// What all cards have in common.
#[component]
fn MenteeCard(
    state: BoardState,
    carrying: Carrying,
    mentee: usize,
    label: Signal<String>,
    movable: Signal<bool>,
    /// The fit shown while no place is in hand.
    fit: Signal<Option<u8>>,
    children: Children,
) -> impl IntoView {
    let drag = carrying.drag;
    let held = Held::Mentee(mentee);
    let name = state.mentee_name(mentee);
    let press = move |event: leptos::ev::PointerEvent| {
        if movable.get_untracked() {
            drag.press(&event, held);
        }
    };
    // What this mentee would make of the place in hand.
    let offer = Memo::new(move |_| {
        state.in_hand.with(|in_hand| {
            let offer = in_hand.as_ref()?.at_card(mentee)?;
            Some((
                offer.is_open(),
                offer.fit,
                offer.effect.filter(|_| !offer.here),
            ))
        })
    });
    let stance = move || {
        offer
            .get()
            .map(|(open, ..)| if open { "open" } else { "closed" })
    };
    let takes = move || offer.get().map(|_| card_key(mentee));
    let aimed = Memo::new(move |_| offer.get().is_some() && drag.is_over(&card_key(mentee)));
    let shown = Memo::new(move |_| match offer.get() {
        Some((_, with_them, _)) => Some(with_them),
        None => fit.get(),
    });
    let effect = move || {
        let (open, _, effect) = offer.get()?;
        effect.filter(|_| open).map(format::change)
    };
    let words = move || {
        offer.get()?;
        let in_hand = state.in_hand.get()?;
        // What only trying tells is said of the one aimed at, and shown beside the pointer.
        Some(offer_words(state, &in_hand, mentee, false))
    };
    view! {
        <li
            class="board-card"
            class:drag-source=move || drag.is_held(&held)
            data-drop=takes
            data-offer=stance
            data-aim=move || aimed.get()
            title=words
            data-moved=move || state.has_moved(mentee)
            data-looked-at=move || state.looked_at.get() == Some(mentee)
        >
            <button
                type="button"
                class="board-card-main draggable"
                id=card_id(mentee)
                aria-label=label
                aria-describedby="board-keys"
                on:pointerdown=press
                on:click=move |_| state.looked_at.set(Some(mentee))
                on:keydown=move |event| carrying.on_key(&event, mentee)
            >
                {children()}
                <span class="board-card-effect number">{effect}</span>
                <Show when=move || shown.get().is_some()>
                    <Fit score=Signal::derive(move || shown.get().unwrap_or_default()) size=FitSize::S/>
                </Show>
            </button>
            <Menu
                label=format!("More about {name}")
                icon=Glyph::More
                kind=ButtonKind::Quiet
                small=true
                items=move |()| items(state, mentee)
            />
        </li>
    }
}

/// What can be done with a mentee now.
pub fn items(state: BoardState, mentee: usize) -> Vec<MenuItem> {
    let (id, seat) = state.read(|model| {
        let seat = model.answer().seats[mentee];
        (model.pool().mentee_id(mentee), seat)
    });
    let standing = matches!(seat, Seat::Standing { .. });
    let already = standing.then(|| "They already know they are a pair.".to_owned());
    let mut items: Vec<MenuItem> = vec![
        MenuAction::new("Move to…", move || {
            state.moving.set(Some(Held::Mentee(mentee)))
        })
        .icon(Glyph::ArrowRight)
        .why_not(already.clone())
        .into(),
    ];
    match seat {
        Seat::Best { mentor, .. } => {
            let with = state.mentor_name(mentor);
            items.push(
                MenuAction::new("Lock", move || toggle_lock(state, mentee))
                    .icon(Glyph::Lock)
                    .detail(format!("with {with}"))
                    .into(),
            );
        }
        Seat::Locked { .. } => items.push(
            MenuAction::new("Release", move || toggle_lock(state, mentee))
                .icon(Glyph::Unlock)
                .into(),
        ),
        Seat::LeftOut => items.push(
            MenuAction::new("Back into this round", move || toggle_lock(state, mentee))
                .icon(Glyph::Retry)
                .into(),
        ),
        Seat::Standing { .. } | Seat::Unmatched => {}
    }
    items.push(
        MenuAction::new("Why?", move || state.looked_at.set(Some(mentee)))
            .icon(Glyph::Help)
            .into(),
    );
    if let Some(mentor) = seat.mentor().filter(|_| !standing) {
        let with = state.mentor_name(mentor);
        let mentor = state.read(|model| model.pool().mentor_id(mentor));
        let never = move || {
            let (mentee, locked) = (id, matches!(seat, Seat::Locked { .. }));
            let release = locked.then_some(Move::Release { mentee });
            let forbid = Move::Forbid { mentee, mentor };
            state.make(release.into_iter().chain([forbid]).collect());
        };
        let parts = move || state.repairing.set(Some(Trouble::PairEnds { mentee }));
        items.push(
            MenuAction::new("If they need somebody else…", parts)
                .icon(Glyph::Retry)
                .into(),
        );
        items.push(MenuItem::Separator);
        items.push(
            MenuAction::new(format!("Never with {with}"), never)
                .icon(Glyph::Forbid)
                .danger()
                .into(),
        );
    }
    if !standing && seat != Seat::LeftOut {
        items.push(
            MenuAction::new("Leave out of this round", move || {
                state.make(vec![Move::LeaveOut { mentee: id }]);
            })
            .icon(Glyph::Minus)
            .danger()
            .into(),
        );
    }
    items
}
