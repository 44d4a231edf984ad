//! The mentors, a lane each, with whom they have. Of many, only those in sight
//! are drawn.

use super::card::PairedCard;
use super::drag::{Carrying, lane_key, offer_words};
use super::model::{Card, CardKind, Held, Lane, Trouble};
use super::state::BoardState;
use super::window::{SHORT, Window, scroll_near};
use crate::format;
use crate::ui::{ButtonKind, Glyph, Menu, MenuAction, MenuItem};
use leptos::ev::PointerEvent;
use leptos::html;
use leptos::prelude::*;
use pairwell_domain::board::Move;

/// Least width of a lane, in rem; `board.css` says the same.
const LANE: f64 = 15.0;
/// Height of a lane without its places, and of each place, in rem.
const HEAD: f64 = 4.75;
const PLACE: f64 = 2.4;

#[component]
pub fn LaneGrid(state: BoardState, carrying: Carrying, order: Memo<Vec<usize>>) -> impl IntoView {
    let grid = NodeRef::<html::Ul>::new();
    let window = Window::on(grid, LANE);
    let is_long = Memo::new(move |_| order.with(|order| order.len() > SHORT));
    // Places by mentor, for the heights of rows: changes seldom.
    let slots = Memo::new(move |_| {
        state.with_lanes(|lanes| {
            let slots = |lane: &Lane| usize::from(lane.places).max(lane.cards.len());
            lanes.lanes.iter().map(slots).collect::<Vec<_>>()
        })
    });
    let heights = Memo::new(move |_| {
        let columns = window.columns();
        order.with(|order| {
            slots.with(|slots| {
                let row = |row: &[usize]| {
                    let most = row.iter().filter_map(|&mentor| slots.get(mentor)).max();
                    HEAD + PLACE * most.copied().unwrap_or(0) as f64
                };
                order.chunks(columns).map(row).collect::<Vec<f64>>()
            })
        })
    });
    let sight = Memo::new(move |_| {
        let count = order.with(Vec::len);
        heights.with(|heights| window.of(count, heights))
    });
    let drawn = Memo::new(move |_| {
        let (epoch, columns, sight) = (state.epoch(), window.columns(), sight.get());
        order.with(|order| {
            let to = (sight.rows.end * columns).min(order.len());
            let from = (sight.rows.start * columns).min(to);
            let drawn = order[from..to].iter();
            drawn.map(|&mentor| (epoch, mentor)).collect::<Vec<_>>()
        })
    });
    // The keyboard aims at a lane that may be out of sight: scroll there first.
    Effect::new(move |_| {
        let Some(mentor) = state.reveal.get() else {
            return;
        };
        let at = order.with_untracked(|order| order.iter().position(|&other| other == mentor));
        if let (true, Some(at), Some(grid)) = (is_long.get_untracked(), at, grid.get_untracked()) {
            let row = at / untrack(|| window.columns());
            let top = heights.with_untracked(|heights| window.top_of(row, heights));
            scroll_near(&grid, top);
        }
    });
    view! {
        <ul class="lanes" node_ref=grid aria-label="Mentors" data-long=move || is_long.get()>
            <li class="lanes-room" aria-hidden="true" hidden=move || sight.with(|sight| sight.before == 0.0) style:--room=move || room(sight.with(|sight| sight.before))></li>
            <For each=move || drawn.get() key=|key| *key let((_, mentor))>
                <LaneView state carrying mentor/>
            </For>
            <li class="lanes-room" aria-hidden="true" hidden=move || sight.with(|sight| sight.after == 0.0) style:--room=move || room(sight.with(|sight| sight.after))></li>
        </ul>
    }
}

fn room(pixels: f64) -> String {
    format!("{pixels}px")
}

#[component]
fn LaneView(state: BoardState, carrying: Carrying, mentor: usize) -> impl IntoView {
    let lane = Memo::new(move |last: Option<&Lane>| {
        // People may have gone a moment before this lane goes too.
        let now = state.with_lanes(|lanes| lanes.lanes.get(mentor).cloned());
        now.or_else(|| last.cloned()).unwrap_or(Lane {
            mentor,
            places: 0,
            places_set: false,
            cards: Vec::new(),
        })
    });
    let name = state.mentor_name(mentor);
    let line = state.mentor(mentor, |mentor| {
        let offers = mentor.facts.offers.iter().take(3).cloned();
        offers.collect::<Vec<_>>().join(" · ")
    });
    let key = lane_key(mentor);
    let aimed = {
        let key = key.clone();
        Memo::new(move |_| carrying.drag.is_over(&key))
    };
    let offer = Memo::new(move |_| {
        state.in_hand.with(|in_hand| {
            let in_hand = in_hand.as_ref()?;
            let open = in_hand.at_lane(mentor)?.is_open();
            let words = offer_words(state, in_hand, mentor, aimed.get());
            Some((open, words))
        })
    });
    let stance = move || {
        offer.with(|offer| match offer {
            None => None,
            Some((true, _)) => Some("open"),
            Some((false, _)) => Some("closed"),
        })
    };
    let cards = move || {
        lane.with(|lane| {
            lane.cards
                .iter()
                .map(|card| card.mentee)
                .collect::<Vec<_>>()
        })
    };
    let free = Memo::new(move |_| lane.with(Lane::free));
    let held = Held::Place(mentor);
    let press = move |event: PointerEvent| carrying.drag.press(&event, held);
    let choose = move |_| state.moving.set(Some(held));
    // A place in hand goes to a card, not to a lane.
    let takes = move || {
        let mentee = state.in_hand.with(|in_hand| {
            in_hand
                .as_ref()
                .is_none_or(|in_hand| matches!(in_hand.held, Held::Mentee(_)))
        });
        mentee.then(|| key.clone())
    };
    view! {
        <li class="lane" data-held=move || carrying.drag.is_held(&held) data-drop=takes data-offer=stance data-aim=move || aimed.get()>
            <div class="lane-title">
                <h3 class="lane-name">
                    <button
                        type="button"
                        class="lane-name-main draggable"
                        aria-describedby="board-mentor-keys"
                        on:pointerdown=press
                        on:click=choose
                        on:keydown=move |event| carrying.on_mentor_key(&event, mentor)
                    >
                        <bdi>{name.clone()}</bdi>
                    </button>
                </h3>
                <span class="lane-places" data-set=move || lane.with(|lane| lane.places_set)>
                    {move || lane.with(|lane| format!("{}/{}", lane.cards.len(), lane.places))}
                    <span class="visually-hidden">" places taken"</span>
                </span>
                <Menu
                    label=format!("Places of {name}")
                    icon=Glyph::More
                    kind=ButtonKind::Quiet
                    small=true
                    items=move |()| places_items(state, mentor)
                />
            </div>
            <p class="lane-line" title=move || offer.with(|offer| offer.as_ref().map(|(_, words)| words.clone()))>
                {move || match offer.get() {
                    Some((_, words)) => words,
                    None => line.clone(),
                }}
            </p>
            <ul class="lane-cards" aria-label=format!("With {name}")>
                <For each=cards key=|mentee| *mentee let:mentee>
                    <PairedCard state carrying mentor card=Signal::derive(move || card_of(&lane, mentee))/>
                </For>
            </ul>
            // The mentor's name does the same for whoever does not point.
            {move || (0..free.get()).map(|_| view! { <div class="lane-free draggable" aria-hidden="true" on:pointerdown=press on:click=choose>"free place"</div> }).collect_view()}
        </li>
    }
}

/// The card of a mentee in a lane; a card on its way out looks once more.
fn card_of(lane: &Memo<Lane>, mentee: usize) -> Card {
    let card = lane.with(|lane| {
        let mut cards = lane.cards.iter();
        cards.find(|card| card.mentee == mentee).cloned()
    });
    card.unwrap_or(Card {
        mentee,
        kind: CardKind::Best,
        fit: 0,
        flagged: false,
    })
}

fn places_items(state: BoardState, mentor: usize) -> Vec<MenuItem> {
    let (id, places, offered, cap) = state.read(|model| {
        let pool = model.pool();
        let offered = model.mentor(mentor).places;
        let cap = model.board().places_cap.max(offered);
        (pool.mentor_id(mentor), model.places(mentor), offered, cap)
    });
    let set = move |places: Option<u8>| {
        state.make(vec![Move::Places { mentor: id, places }]);
    };
    let full = (places >= cap).then(|| {
        let cap = format::plural(cap, "{n} place", "{n} places");
        format!("The programme allows {cap} at most.")
    });
    let leaves = move || state.repairing.set(Some(Trouble::MentorLeaves { mentor }));
    let fewer = move || state.repairing.set(Some(Trouble::OnePlaceFewer { mentor }));
    let none = (places == 0).then(|| "There is none to take away.".to_owned());
    let mut items: Vec<MenuItem> = vec![
        MenuAction::new("Give a place to…", move || {
            state.moving.set(Some(Held::Place(mentor)));
        })
        .icon(Glyph::ArrowRight)
        .into(),
        MenuItem::Heading("Change now".to_owned()),
        MenuAction::new("One more place", move || set(Some(places + 1)))
            .icon(Glyph::Plus)
            .why_not(full)
            .into(),
        MenuAction::new("One place fewer", move || {
            set(Some(places.saturating_sub(1)))
        })
        .icon(Glyph::Minus)
        .why_not(none.clone())
        .into(),
    ];
    if places != offered {
        let offers = format::plural(offered, "{n} place", "{n} places");
        items.push(
            MenuAction::new("As they offered", move || set(None))
                .icon(Glyph::Undo)
                .detail(offers)
                .into(),
        );
    }
    items.extend([
        MenuItem::Heading("See what happens first".to_owned()),
        MenuAction::new("If they leave…", leaves)
            .icon(Glyph::Eye)
            .into(),
        MenuAction::new("If they have a place fewer…", fewer)
            .icon(Glyph::Eye)
            .why_not(none)
            .into(),
    ]);
    items
}
