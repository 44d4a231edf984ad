//! The matrix on paper: as many mentors as go on a sheet, every mentee below them, and then the
//! next mentors.

use super::matrix::Cell;
use super::state::BoardState;
use super::window::printing;
use crate::format;
use leptos::prelude::*;
use std::sync::Arc;

/// Mentors side by side on a sheet held upright.
const ACROSS: usize = 20;
/// About so many cells a browser lays out while somebody waits.
const CELLS_MOST: usize = 60_000;

#[component]
pub fn PrintedMatrix(
    state: BoardState,
    /// Mentees, by position.
    rows: Signal<Arc<Vec<usize>>>,
    /// Mentors, by position.
    order: Signal<Vec<usize>>,
) -> impl IntoView {
    let printing = printing();
    move || {
        printing.get().then(|| {
            let (rows, mentors) = (rows.get(), order.get());
            let most = CELLS_MOST / rows.len().max(1);
            let fitting = mentors.len().min((most / ACROSS).max(1) * ACROSS);
            let rest = (fitting < mentors.len()).then(|| {
                let (first, all) = (format::number(fitting), format::number(mentors.len()));
                view! {
                    <p class="matrix-sheet-note">{format!("The first {first} of {all} mentors, in the order the board is sorted by.")}</p>
                }
            });
            let sheets = mentors[..fitting].chunks(ACROSS).map(|across| sheet(state, &rows, across));
            let nobody = (rows.is_empty() || mentors.is_empty()).then(|| {
                view! { <p class="matrix-sheet-note">"Nobody on the board is found by the search."</p> }
            });
            view! { {nobody} {rest} {sheets.collect_view()} }
        })
    }
}

fn sheet(state: BoardState, rows: &[usize], mentors: &[usize]) -> impl IntoView + use<> {
    let names = mentors.iter().map(|&mentor| {
        let name = state.mentor_name(mentor);
        view! { <th scope="col"><bdi class="matrix-column-name">{name}</bdi></th> }
    });
    let lines = rows.iter().map(|&mentee| {
        let cells = state.read(|model| {
            let cells = mentors.iter().map(|&mentor| Cell::of(model, mentee, mentor));
            cells.collect::<Vec<_>>()
        });
        let cells = cells.into_iter().map(|cell| {
            view! {
                <td><span class="matrix-swatch" data-closed=cell.closed data-how=cell.how style:--fit=cell.fit.to_string()>{cell.words()}</span></td>
            }
        });
        view! {
            <tr>
                <th scope="row"><bdi>{state.mentee_name(mentee)}</bdi></th>
                {cells.collect_view()}
            </tr>
        }
    });
    view! {
        <table class="matrix-sheet">
            <thead><tr><td></td>{names.collect_view()}</tr></thead>
            <tbody>{lines.collect_view()}</tbody>
        </table>
    }
}
