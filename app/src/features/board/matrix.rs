//! Every fit at once: a row a mentee, a column a mentor, darker where two suit each
//! other better. Only what is in sight is drawn, in both directions; `matrix_print` has all of
//! it for paper.

use super::drag::toggle_lock;
use super::matrix_print::PrintedMatrix;
use super::model::{BoardModel, Filter};
use super::state::BoardState;
use crate::ui::{Bind, Button, ButtonKind, Segmented};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use pairwell_domain::board::{MoveRefusal, Seat};
use std::ops::Range;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// Room of the names beside and above, in pixels.
const NAMES: f64 = 144.0;
/// Cells drawn beyond what is in sight.
const SPARE: usize = 4;

/// How big a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zoom {
    /// Colours only.
    Far,
    /// With the numbers.
    Near,
}

impl Zoom {
    const fn side(self) -> f64 {
        match self {
            Zoom::Far => 24.0,
            Zoom::Near => 36.0,
        }
    }
}

#[component]
pub fn Matrix(state: BoardState, filter: Memo<Filter>, order: Memo<Vec<usize>>) -> impl IntoView {
    let zoom = RwSignal::new(Zoom::Near);
    let rows = Memo::new(move |_| {
        state.epoch();
        state.lanes();
        let rows = filter
            .with(|filter| state.read(|model| model.rows(filter, super::model::RowOrder::Regret)));
        Arc::new(
            rows.into_iter()
                .map(|row| row.mentee)
                .collect::<Vec<usize>>(),
        )
    });
    // People, not places: rows come in another order after each decision.
    let cursor = RwSignal::new(None::<(usize, usize)>);
    let found = Memo::new(move |_| {
        let (mentee, mentor) = cursor.get()?;
        let row = rows.with(|rows| rows.iter().position(|&other| other == mentee))?;
        let column = order.with(|order| order.iter().position(|&other| other == mentor))?;
        Some((row, column))
    });
    let at = Memo::new(move |_| found.get().unwrap_or_default());
    let frame = NodeRef::<html::Div>::new();
    // Top, left, height and width of what is in sight, in cells.
    let sight = RwSignal::new((0usize, 0usize, 40usize, 40usize));
    let look = move || {
        if let Some(frame) = frame.try_get_untracked().flatten() {
            let side = zoom.get_untracked().side();
            let cells = |pixels: i32| (f64::from(pixels.max(0)) / side) as usize;
            let now = (
                cells(frame.scroll_top()),
                cells(frame.scroll_left()),
                cells(frame.client_height()) + 1,
                cells(frame.client_width()) + 1,
            );
            if sight.get_untracked() != now {
                sight.set(now);
            }
        }
    };
    Effect::new(move |_| {
        frame.track();
        zoom.track();
        rows.track();
        request_animation_frame(look);
    });
    let resize = window_event_listener(leptos::ev::resize, move |_| look());
    on_cleanup(move || resize.remove());
    let shown_rows = move || {
        let (top, _, height, _) = sight.get();
        around(top, height, rows.with(|rows| rows.len()))
    };
    let shown_columns = move || {
        let (_, left, _, width) = sight.get();
        around(left, width, order.with(Vec::len))
    };
    let people = move |row: usize, column: usize| {
        let mentee = rows.with_untracked(|rows| rows.get(row).copied());
        mentee.zip(order.with_untracked(|order| order.get(column).copied()))
    };
    let key = move |event: KeyboardEvent| {
        if let Some((row, column)) = on_key(&event, state, at, rows, order) {
            cursor.set(people(row, column));
        }
    };
    // The cursor stays in sight wherever its people go, for whoever is in the matrix.
    Effect::new(move |_| {
        let (row, column) = at.get();
        let frame = frame.get_untracked().filter(|frame| {
            let active = document().active_element();
            cursor.with_untracked(Option::is_some)
                && active.is_some_and(|active| active == ***frame)
        });
        if let Some(frame) = frame {
            scroll_to(&frame, zoom.get_untracked().side(), row, column);
        }
    });
    let press = move |event: leptos::ev::MouseEvent| {
        let cell = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let at = cell.and_then(|cell| {
            let read = |name: &str| cell.get_attribute(name)?.parse::<usize>().ok();
            Some((read("data-row")?, read("data-column")?))
        });
        if let Some((mentee, mentor)) = at.and_then(|(row, column)| people(row, column)) {
            cursor.set(Some((mentee, mentor)));
        }
    };
    let size = move || {
        let side = zoom.get().side();
        (
            order.with(Vec::len) as f64 * side,
            rows.with(|rows| rows.len()) as f64 * side,
        )
    };
    let said = Memo::new(move |_| {
        state.lanes();
        let (row, column) = at.get();
        let mentee = rows.with(|rows| rows.get(row).copied())?;
        let mentor = order.with(|order| order.get(column).copied())?;
        Some((mentee, mentor))
    });
    view! {
        <section class="matrix" aria-label="Fits of everyone with everyone">
            <div class="matrix-tools">
                <Segmented label="Size of cells" hide_label=true value=Bind::from(zoom) options=vec![(Zoom::Near, "Numbers"), (Zoom::Far, "Colours")]/>
                <CellWords state cell=said/>
            </div>
            <Legend/>
            <div
                class="matrix-frame"
                node_ref=frame
                role="grid"
                tabindex="0"
                aria-label="Fits of mentees with mentors. Arrow keys move, Enter puts the two together, L locks or releases, space explains the mentee."
                aria-rowcount=move || rows.with(|rows| rows.len())
                aria-colcount=move || order.with(Vec::len)
                aria-activedescendant=move || { let (row, column) = at.get(); format!("cell-{row}-{column}") }
                data-zoom=move || if zoom.get() == Zoom::Far { "far" } else { "near" }
                on:scroll=move |_| look()
                on:keydown=key
                on:click=press
                style:--names=format!("{NAMES}px")
                style:--side=move || format!("{}px", zoom.get().side())
                style:--width=move || format!("{}px", size().0)
                style:--height=move || format!("{}px", size().1)
            >
                <div class="matrix-columns" aria-hidden="true">
                    {move || {
                        let columns = shown_columns();
                        order.with(|order| columns.map(|at| {
                            let name = state.mentor_name(order[at]);
                            view! { <span class="matrix-column" style:--at=at.to_string() title=name.clone()><bdi class="matrix-column-name">{name.clone()}</bdi></span> }
                        }).collect_view())
                    }}
                </div>
                <div class="matrix-cells">
                    {move || {
                        state.lanes();
                        let (rows_shown, columns) = (shown_rows(), shown_columns());
                        rows.with(|rows| order.with(|order| rows_shown.map(|row| {
                            row_view(state, (row, rows[row]), columns.clone(), order, at)
                        }).collect_view()))
                    }}
                </div>
            </div>
            <PrintedMatrix state rows=rows.into() order=order.into()/>
        </section>
    }
}

/// What a cell of the matrix says of two people.
#[derive(Clone, Copy)]
pub struct Cell {
    pub fit: u8,
    pub closed: bool,
    /// How they are together, if they are.
    pub how: Option<&'static str>,
}

impl Cell {
    pub fn of(model: &BoardModel, mentee: usize, mentor: usize) -> Self {
        let seat = model.answer().seats[mentee];
        Cell {
            fit: model.pool().fit(mentee, mentor),
            closed: model.is_closed(mentee, mentor),
            how: match seat {
                _ if seat.mentor() != Some(mentor) => None,
                Seat::Locked { .. } => Some("locked"),
                Seat::Standing { .. } => Some("standing"),
                _ => Some("best"),
            },
        }
    }

    pub fn words(self) -> String {
        if self.closed {
            "·".to_owned()
        } else {
            self.fit.to_string()
        }
    }
}

/// What is drawn of a line of cells.
fn around(first: usize, count: usize, all: usize) -> Range<usize> {
    let end = (first + count + SPARE).min(all);
    first.saturating_sub(SPARE).min(end)..end
}

fn row_view(
    state: BoardState,
    (at, mentee): (usize, usize),
    columns: Range<usize>,
    order: &[usize],
    cursor: Memo<(usize, usize)>,
) -> impl IntoView + use<> {
    let name = state.mentee_name(mentee);
    let cells: Vec<_> = state.read(|model| {
        let cells = columns.map(|column| {
            let mentor = order[column];
            let cell = Cell::of(model, mentee, mentor);
            (column, cell, model.mentor_name(mentor))
        });
        cells.collect()
    });
    let cells = cells.into_iter().map(|(column, cell, with)| {
        let Cell { fit, closed, how } = cell;
        let label = match (closed, how) {
            (_, Some(how)) => format!("{name} with {with}: fit {fit}, together ({how})"),
            (true, None) => format!("{name} with {with}: not eligible"),
            (false, None) => format!("{name} with {with}: fit {fit}"),
        };
        view! {
            <span
                class="matrix-cell"
                role="gridcell"
                id=format!("cell-{at}-{column}")
                aria-label=label
                aria-colindex=(column + 1).to_string()
                data-row=at.to_string()
                data-column=column.to_string()
                data-closed=closed
                data-how=how
                data-cursor=move || cursor.get() == (at, column)
                style:--at=column.to_string()
                style:--fit=fit.to_string()
            >
                {cell.words()}
            </span>
        }
    });
    view! {
        <div class="matrix-row" role="row" aria-rowindex=(at + 1).to_string() style:--row=at.to_string()>
            <span class="matrix-name" role="rowheader" title=name.clone()><bdi>{name.clone()}</bdi></span>
            {cells.collect_view()}
        </div>
    }
}

/// Fits whose colours are shown.
const SHOWN: [u8; 5] = [0, 25, 50, 75, 100];

/// What colours, borders and dots mean, in words and numbers.
#[component]
fn Legend() -> impl IntoView {
    let fits = SHOWN.map(|fit| {
        view! { <span class="matrix-swatch" style:--fit=fit.to_string()>{fit}</span> }
    });
    view! {
        <ul class="matrix-legend" aria-label="What the cells mean">
            <li>"Fit "<span class="matrix-scale">{fits.into_iter().collect_view()}</span></li>
            <li><span class="matrix-swatch" data-closed="" aria-hidden="true">"·"</span>"not eligible"</li>
            <li><span class="matrix-swatch" data-how="best" aria-hidden="true"></span>"together"</li>
            <li><span class="matrix-swatch" data-how="locked" aria-hidden="true"></span>"locked, or already a pair"</li>
        </ul>
    }
}

/// The cell under the cursor in words, with what can be done.
#[component]
fn CellWords(state: BoardState, cell: Memo<Option<(usize, usize)>>) -> impl IntoView {
    move || {
        // The two may have been put together, or parted, since.
        state.lanes();
        let (mentee, mentor) = cell.get()?;
        let (fit, refusal, here) = state.read(|model| {
            let here = model.answer().seats[mentee].mentor() == Some(mentor);
            (
                model.pool().fit(mentee, mentor),
                model.refusal(mentee, mentor),
                here,
            )
        });
        let (who, with) = (state.mentee_name(mentee), state.mentor_name(mentor));
        let open = matches!(refusal, None | Some(MoveRefusal::NeedsReason(_)));
        let words = match refusal.filter(|_| !here) {
            Some(refusal) => refusal.to_string(),
            None => format!("Fit {fit}"),
        };
        Some(view! {
            <p class="matrix-words"><strong><bdi>{who}</bdi>" · "<bdi>{with.clone()}</bdi></strong>" "<span>{words}</span></p>
            <Button small=true kind=ButtonKind::Plain disabled={here || !open} on_press=move |()| state.lock(mentee, mentor, None)>
                {if here { "Together" } else { "Put together" }}
            </Button>
            <Button small=true kind=ButtonKind::Quiet on_press=move |()| state.looked_at.set(Some(mentee))>"Why?"</Button>
        })
    }
}

/// Does what a key asks for, or answers where it takes the cursor.
fn on_key(
    event: &KeyboardEvent,
    state: BoardState,
    cursor: Memo<(usize, usize)>,
    rows: Memo<Arc<Vec<usize>>>,
    order: Memo<Vec<usize>>,
) -> Option<(usize, usize)> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let (row, column) = cursor.get_untracked();
    let (last_row, last_column) = (
        rows.with_untracked(|rows| rows.len()).saturating_sub(1),
        order.with_untracked(Vec::len).saturating_sub(1),
    );
    let mentee = rows.with_untracked(|rows| rows.get(row).copied());
    let mentor = order.with_untracked(|order| order.get(column).copied());
    let to = match event.key().as_str() {
        "ArrowDown" => (row + 1, column),
        "ArrowUp" => (row.saturating_sub(1), column),
        "ArrowRight" => (row, column + 1),
        "ArrowLeft" => (row, column.saturating_sub(1)),
        "PageDown" => (row + 10, column),
        "PageUp" => (row.saturating_sub(10), column),
        "Home" => (row, 0),
        "End" => (row, last_column),
        "Enter" => {
            if let (Some(mentee), Some(mentor)) = (mentee, mentor) {
                state.lock(mentee, mentor, None);
            }
            event.prevent_default();
            return None;
        }
        " " => {
            state.looked_at.set(mentee);
            event.prevent_default();
            return None;
        }
        "l" | "L" => {
            if let Some(mentee) = mentee {
                toggle_lock(state, mentee);
            }
            return None;
        }
        _ => return None,
    };
    event.prevent_default();
    Some((to.0.min(last_row), to.1.min(last_column)))
}

/// Brings a cell out from under the names, and into sight.
fn scroll_to(frame: &web_sys::Element, side: f64, row: usize, column: usize) {
    let scroll = |at: usize, from: i32, length: i32| {
        let (start, room) = (at as f64 * side, f64::from(length) - NAMES - side);
        let from = f64::from(from);
        if start < from {
            start
        } else if start > from + room {
            start - room
        } else {
            from
        }
    };
    frame.set_scroll_top(scroll(row, frame.scroll_top(), frame.client_height()) as i32);
    frame.set_scroll_left(scroll(column, frame.scroll_left(), frame.client_width()) as i32);
}
