//! Two scenarios side by side: figures, who is with somebody else, and how fair each
//! is to units and levels.

use super::model::{Comparison, Differing, Share};
use super::state::BoardState;
use crate::api::{Latest, Load, call};
use crate::format;
use crate::ui::{Bind, Button, ButtonKind, Column, Dialog, DialogSize, Shape, Skeleton, Table};
use leptos::prelude::*;
use pairwell_domain::api::board::ReadBoard;
use pairwell_domain::board::Board;
use pairwell_domain::id::BoardId;
use std::sync::Arc;

/// Differences listed at once.
const LISTED: usize = 100;

#[component]
pub fn CompareDialog(state: BoardState) -> impl IntoView {
    let open = Bind::while_some(state.comparing);
    view! {
        <Dialog
            open
            title="Side by side"
            size=DialogSize::Wide
            foot=move || view! {
                <Button kind=ButtonKind::Quiet on_press=move |()| state.comparing.set(None)>"Close"</Button>
            }
        >
            {move || state.comparing.get().map(|board| view! { <Beside state board/> })}
        </Dialog>
    }
}

#[component]
fn Beside(state: BoardState, board: BoardId) -> impl IntoView {
    let other = Latest::new(move || call::<ReadBoard>(board, (), ()));
    view! {
        <Load latest=other skeleton=|| view! { <Skeleton label="Reading the other scenario" shape=Shape::Rows(6)/> } let:board>
            {move || {
                // Afresh whenever this scenario changes under it.
                state.lanes();
                let board: Arc<Board> = board.get();
                let comparison = state.read(|model| model.compare((*board).clone()));
                view! { <Both state comparison/> }
            }}
        </Load>
    }
}

#[component]
fn Both(state: BoardState, comparison: Comparison) -> impl IntoView {
    let Comparison {
        here,
        there,
        pairs_in_both,
        differing,
        by_unit,
        by_level,
        locks_to_carry,
    } = comparison;
    let columns = |what: &str| {
        vec![
            Column::new("what", what),
            Column::new("here", here.name.clone()).numeric(),
            Column::new("there", there.name.clone()).numeric(),
        ]
    };
    let blind = state.read(|model| model.is_blind());
    let optional = |number: Option<u8>| number.map_or_else(|| "–".to_owned(), |n| n.to_string());
    let figures = [
        (
            "Matched",
            format!("{} of {}", here.matched, here.mentees),
            format!("{} of {}", there.matched, there.mentees),
        ),
        (
            "Total of fits",
            format::number(here.total),
            format::number(there.total),
        ),
        ("Lowest fit", optional(here.worst), optional(there.worst)),
        (
            "Locked by a coordinator",
            here.locks.to_string(),
            there.locks.to_string(),
        ),
        (
            "Looking for",
            here.objective.to_owned(),
            there.objective.to_owned(),
        ),
        ("Rules", here.rules.words(), there.rules.words()),
    ];
    let figures = figures.map(|(what, here, there)| {
        view! { <tr><th scope="row">{what}</th><td class="number">{here}</td><td class="number">{there}</td></tr> }
    });
    let same = format::plural(
        pairs_in_both,
        "{n} pair is the same in both",
        "{n} pairs are the same in both",
    );
    let differ = format::plural(
        differing.len(),
        "{n} mentee is with somebody else",
        "{n} mentees are with somebody else",
    );
    let carry = (!locks_to_carry.is_empty()).then(|| {
        let words = format::plural(
            locks_to_carry.len(),
            "Bring {n} lock over here",
            "Bring {n} locks over here",
        );
        let moves = locks_to_carry.clone();
        view! { <Button kind=ButtonKind::Plain on_press=move |()| state.make(moves.clone())>{words}</Button> }
    });
    let more = differing.len().saturating_sub(LISTED);
    let columns_of_people = columns("Mentee");
    let differing = differing
        .into_iter()
        .take(LISTED)
        .map(|one| difference(state, &one))
        .collect_view();
    let (units, levels) = (columns("Unit"), columns("Level"));
    view! {
        <div class="compare">
            <Table caption="The two in figures" hide_caption=true columns=columns("")>{figures.into_iter().collect_view()}</Table>
            <p>{format!("{same}; {differ}. ")}</p>
            {carry}
            <details>
                <summary>"Who is with somebody else"</summary>
                <Table caption="Who is with somebody else" hide_caption=true columns=columns_of_people>{differing}</Table>
                {(more > 0).then(|| view! { <p class="soft">{format!("and {more} more, less apart")}</p> })}
            </details>
            {(!blind).then(|| view! {
                <details>
                    <summary>"How units and levels fare"</summary>
                    <Table caption="Matched, and mean fit, by unit" columns=units>{shares(by_unit)}</Table>
                    <Table caption="Matched, and mean fit, by level" columns=levels>{shares(by_level)}</Table>
                </details>
            })}
        </div>
    }
}

fn difference(state: BoardState, one: &Differing) -> impl IntoView + use<> {
    let place = |seat: Option<(usize, u8)>| match seat {
        Some((mentor, fit)) => format!("{} · {fit}", state.mentor_name(mentor)),
        None => "unmatched".to_owned(),
    };
    view! {
        <tr>
            <th scope="row"><bdi>{state.mentee_name(one.mentee)}</bdi></th>
            <td class="number"><bdi>{place(one.here)}</bdi></td>
            <td class="number"><bdi>{place(one.there)}</bdi></td>
        </tr>
    }
}

fn shares(shares: Vec<Share>) -> impl IntoView {
    let cell = |mentees: usize, (matched, mean): (usize, Option<u8>)| match mean {
        Some(mean) => format!("{matched} of {mentees} · {mean}"),
        None => format!("{matched} of {mentees}"),
    };
    let rows = shares.into_iter().map(move |share| {
        view! {
            <tr>
                <th scope="row">{share.group}</th>
                <td class="number">{cell(share.mentees, share.here)}</td>
                <td class="number">{cell(share.mentees, share.there)}</td>
            </tr>
        }
    });
    rows.collect_view()
}
