//! Mentees as a list: where each is, what they could have had, and who would suit
//! them best; several chosen and decided about at once.

use super::card::items;
use super::focus::card_id;
use super::model::{Bulk, Filter, MenteeRow, RowOrder};
use super::state::BoardState;
use super::toolbar::param;
use super::window::Window;
use crate::format;
use crate::routes::filters::Filters;
use crate::ui::{Bind, Button, ButtonKind, Checkbox, Fit, FitSize, Glyph, Icon, Menu, use_toasts};
use leptos::html;
use leptos::prelude::*;
use pairwell_domain::board::Seat;
use std::collections::HashSet;
use std::sync::Arc;

/// Height of a row, in rem.
const ROW: f64 = 2.5;

#[component]
pub fn MenteeList(state: BoardState, filters: Filters, filter: Memo<Filter>) -> impl IntoView {
    let order = Memo::new(move |_| RowOrder::of(&filters.get(param::ROWS).unwrap_or_default()));
    let rows = Memo::new(move |_| {
        state.epoch();
        state.lanes();
        let order = order.get();
        filter.with(|filter| state.read(|model| Arc::new(model.rows(filter, order))))
    });
    let chosen = RwSignal::new(HashSet::<usize>::new());
    // Positions mean other people once somebody has come or gone.
    Effect::new(move |_| {
        state.epoch();
        chosen.set(HashSet::new());
    });
    let body = NodeRef::<html::Tbody>::new();
    let window = Window::on(body, 1000.0);
    let sight = Memo::new(move |_| {
        let count = rows.with(|rows| rows.len());
        window.of(count, &vec![ROW; count])
    });
    // A row is drawn anew when anything in it changes, names included.
    let epoch = move || state.epoch();
    let drawn = move || {
        let rows = rows.get();
        let sight = sight.get().rows;
        let end = sight.end.min(rows.len());
        rows[sight.start.min(end)..end].to_vec()
    };
    let all_chosen = move || {
        let rows = rows.get();
        !rows.is_empty()
            && chosen.with(|chosen| rows.iter().all(|row| chosen.contains(&row.mentee)))
    };
    let some_chosen = move || chosen.with(|chosen| !chosen.is_empty());
    let everyone = Bind::new(Signal::derive(all_chosen), move |on: bool| {
        let everyone = rows.get_untracked();
        let everyone = everyone.iter().map(|row| row.mentee).filter(|_| on);
        chosen.set(everyone.collect());
    });
    let heading = move |key: RowOrder, words: &'static str| {
        let sorted = move || {
            (order.get() == key).then_some(if key == RowOrder::Regret {
                "descending"
            } else {
                "ascending"
            })
        };
        view! {
            <th scope="col" aria-sort=sorted>
                <button type="button" class="table-sort" on:click=move |_| filters.set(param::ROWS, Some(key.key()))>
                    {words}<Show when=move || order.get() == key><Icon of=Glyph::ArrowDown/></Show>
                </button>
            </th>
        }
    };
    view! {
        <section class="mentee-list" aria-label="Mentees">
            <BulkBar state chosen/>
            <div class="table-frame board-table" role="region" tabindex="0" aria-label="Mentees and where they are" data-drag-scroll="">
                <table class="table" aria-rowcount=move || rows.with(|rows| rows.len() + 1)>
                    <thead><tr>
                        <th scope="col" class="mentee-list-tick">
                            <Checkbox label="Choose all" hide_label=true checked=everyone mixed=Signal::derive(move || some_chosen() && !all_chosen())/>
                        </th>
                        {heading(RowOrder::Name, "Mentee")}
                        <th scope="col" class="table-folds">"With"</th>
                        {heading(RowOrder::Fit, "Fit")}
                        {heading(RowOrder::Regret, "To lose")}
                        <th scope="col" class="table-folds mentee-list-best">"Would suit best"</th>
                        <th scope="col"><span class="visually-hidden">"More"</span></th>
                    </tr></thead>
                    <tbody node_ref=body>
                        <tr class="mentee-list-room" aria-hidden="true" hidden=move || sight.with(|sight| sight.before == 0.0)><td colspan="7" style:--room=move || format!("{}px", sight.with(|sight| sight.before))></td></tr>
                        <For each=drawn key=move |row| (epoch(), row.clone()) let:row>{row_view(state, chosen, row)}</For>
                        <tr class="mentee-list-room" aria-hidden="true" hidden=move || sight.with(|sight| sight.after == 0.0)><td colspan="7" style:--room=move || format!("{}px", sight.with(|sight| sight.after))></td></tr>
                    </tbody>
                </table>
            </div>
            <p class="soft" hidden=move || rows.with(|rows| !rows.is_empty())>"Nobody on the board is found by that."</p>
        </section>
    }
}

fn row_view(state: BoardState, chosen: RwSignal<HashSet<usize>>, row: MenteeRow) -> impl IntoView {
    let mentee = row.mentee;
    let name = state.mentee_name(mentee);
    let place = match row.seat {
        Seat::LeftOut => "left out of this round".to_owned(),
        Seat::Unmatched => "unmatched".to_owned(),
        seat => seat
            .mentor()
            .map(|mentor| state.mentor_name(mentor))
            .unwrap_or_default(),
    };
    let mark = match row.seat {
        Seat::Standing { .. } => Some((Glyph::Pair, "already a pair")),
        Seat::Locked { .. } => Some((Glyph::Lock, "locked")),
        _ => None,
    };
    let waits = row.seat.mentor().is_none();
    let regret = match row.regret() {
        0 => "–".to_owned(),
        regret => format!("−{regret}"),
    };
    let standing = matches!(row.seat, Seat::Standing { .. });
    let here = row.seat.mentor();
    let candidates = row.candidates.iter().map(|&(mentor, fit)| {
        let name = state.mentor_name(mentor);
        if Some(mentor) == here || standing {
            return view! { <span class="candidate-chip" data-here={here == Some(mentor)}><bdi>{name}</bdi>" "<span class="number">{fit}</span></span> }.into_any();
        }
        let label = format!("Move to {name}, fit {fit}");
        view! {
            <button type="button" class="candidate-chip" aria-label=label on:click=move |_| state.lock(mentee, mentor, None)>
                <bdi>{name}</bdi>" "<span class="number">{fit}</span>
            </button>
        }
        .into_any()
    });
    let is_chosen = Bind::new(
        Signal::derive(move || chosen.with(|chosen| chosen.contains(&mentee))),
        move |on: bool| {
            chosen.update(|chosen| {
                if on {
                    chosen.insert(mentee);
                } else {
                    chosen.remove(&mentee);
                }
            });
        },
    );
    let menu = format!("More about {name}");
    view! {
        <tr data-moved=move || state.has_moved(mentee) data-looked-at=move || state.looked_at.get() == Some(mentee)>
            <td><Checkbox label=format!("Choose {name}") hide_label=true checked=is_chosen/></td>
            <th scope="row" data-with=place.clone()>
                <button type="button" class="link-button" id=card_id(mentee) on:click=move |_| state.looked_at.set(Some(mentee))><bdi>{name.clone()}</bdi></button>
            </th>
            <td class="table-folds" class:soft=waits><bdi>{place}</bdi>{mark.map(|(of, words)| view! { <span class="mentee-list-mark"><Icon of/><span class="visually-hidden">{words}</span></span> })}</td>
            <td class="number">{row.seat.fit().map(|fit| view! { <Fit score=fit size=FitSize::S/> })}</td>
            <td class="number">{regret}</td>
            <td class="table-folds mentee-list-best"><span class="candidate-chips">{candidates.collect_view()}</span></td>
            <td><Menu label=menu icon=Glyph::More kind=ButtonKind::Quiet small=true items=move |()| items(state, mentee)/></td>
        </tr>
    }
}

/// What can be done with all who are chosen, as one step.
#[component]
fn BulkBar(state: BoardState, chosen: RwSignal<HashSet<usize>>) -> impl IntoView {
    let toasts = use_toasts();
    let count = move || chosen.with(HashSet::len);
    let act = move |what: Bulk| {
        let mut mentees: Vec<usize> = chosen.get_untracked().into_iter().collect();
        mentees.sort_unstable();
        let (moves, alone) = state.read(|model| model.bulk(what, &mentees));
        if moves.is_empty() {
            toasts.refuse("That means nothing for any of those chosen.");
            return;
        }
        state.make(moves);
        if alone > 0 {
            state.announcer.say(format::plural(
                alone,
                "{n} of those chosen is left as it is.",
                "{n} of those chosen are left as they are.",
            ));
        }
        chosen.set(HashSet::new());
    };
    let none = Signal::derive(move || count() == 0);
    let button = move |words: &'static str, what: Bulk| {
        view! { <Button small=true kind=ButtonKind::Plain disabled=none on_press=move |()| act(what)>{words}</Button> }
    };
    view! {
        <div class="bulk" role="group" aria-label="With all who are chosen">
            <span class="number">{move || format::plural(count(), "{n} chosen", "{n} chosen")}</span>
            {button("Lock", Bulk::Lock)}
            {button("Release", Bulk::Release)}
            {button("Never with their mentor", Bulk::Forbid)}
            {button("Leave out", Bulk::LeaveOut)}
        </div>
    }
}
