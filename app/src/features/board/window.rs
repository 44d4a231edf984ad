//! Draws only what is in sight of a long list or grid: which rows, and how much
//! room those before and after take.
//!
//! Rows have heights that are known beforehand, near enough; what is drawn is
//! laid out by the browser, so an estimate that is a little off shifts nothing
//! but the scrollbar.

use gloo_events::{EventListener, EventListenerOptions};
use leptos::html::ElementType;
use leptos::prelude::*;
use std::ops::Range;
use wasm_bindgen::{JsCast, JsValue};

/// Drawn beyond what is in sight, in pixels, so that scrolling meets no gap. On a phone a flick
/// goes past much; elsewhere, where all that is drawn is drawn anew in the frame in which somebody
/// is picked up, no more than need be.
const SPARE_ON_A_PHONE: f64 = 700.0;
const SPARE: f64 = 250.0;
/// Narrower than this, in rem, is a phone.
const PHONE: f64 = 48.0;
/// Scrolled by less than this, in pixels, nothing is drawn anew.
const STEP: f64 = 100.0;
/// Lists up to this long are drawn whole.
pub const SHORT: usize = 60;

/// What to draw of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Sight {
    pub rows: Range<usize>,
    /// Room to leave before and after, in pixels.
    pub before: f64,
    pub after: f64,
}

/// Whether the page is being put on paper.
pub fn printing() -> Signal<bool> {
    let printing = RwSignal::new(false);
    let whole = window();
    // `None` is done; a view that has gone needs nothing drawn.
    let listen = move |name: &'static str, now: bool| {
        EventListener::new(&whole, name, move |_| _ = printing.try_set(now))
    };
    // Owned by the view: dropped with it.
    StoredValue::new_local([listen("beforeprint", true), listen("afterprint", false)]);
    printing.into()
}

/// The rows between `from` and `to`, in pixels from the start of the first.
pub fn in_sight(heights: &[f64], from: f64, to: f64) -> Sight {
    let (mut top, mut before) = (0.0, 0.0);
    let mut rows = 0..0;
    for (at, height) in heights.iter().enumerate() {
        let bottom = top + height;
        if bottom <= from {
            rows = at + 1..at + 1;
            before = bottom;
        } else if top < to {
            rows.end = at + 1;
        }
        top = bottom;
    }
    let drawn: f64 = heights[rows.clone()].iter().sum();
    Sight {
        rows,
        before,
        after: top - before - drawn,
    }
}

/// How much of a grid can be seen, and how wide it is; kept up to date while
/// anything scrolls.
#[derive(Clone, Copy)]
pub struct Window {
    sight: RwSignal<(f64, f64)>,
    columns: RwSignal<usize>,
    /// On paper nothing is out of sight.
    printing: Signal<bool>,
    rem: StoredValue<f64>,
}

impl Window {
    /// Watches `grid`, whose columns are at least `column` rem wide.
    pub fn on<E>(grid: NodeRef<E>, column: f64) -> Self
    where
        E: ElementType + 'static,
        E::Output: JsCast + AsRef<web_sys::Element> + Clone + 'static,
    {
        let watched = Window {
            sight: RwSignal::new((0.0, 2000.0)),
            columns: RwSignal::new(1),
            printing: printing(),
            rem: StoredValue::new(root_font_size()),
        };
        let look = move || {
            if let Some(grid) = grid.try_get_untracked().flatten() {
                watched.look(grid.as_ref(), column);
            }
        };
        Effect::new(move |_| {
            grid.track();
            // Once it is laid out.
            request_animation_frame(look);
        });
        let whole = window();
        let capture = EventListenerOptions::run_in_capture_phase();
        // Owned by the view: dropped with it.
        StoredValue::new_local([
            EventListener::new_with_options(&whole, "scroll", capture, move |_| look()),
            EventListener::new(&whole, "resize", move |_| look()),
        ]);
        watched
    }

    fn look(self, grid: &web_sys::Element, column: f64) {
        let area = grid.get_bounding_client_rect();
        let columns = (area.width() / (column * self.rem.get_value())).floor();
        let columns = (columns as usize).max(1);
        let (width, height) = size();
        let spare = match width < PHONE * self.rem.get_value() {
            true => SPARE_ON_A_PHONE,
            false => SPARE,
        };
        // In steps, so that not every pixel of scrolling counts as a change.
        let step = |at: f64| (at / STEP).floor() * STEP;
        let from = step(-area.top() - spare);
        let sight = (from, step(-area.top() + height + spare) + STEP);
        if self
            .sight
            .try_get_untracked()
            .is_some_and(|now| now != sight)
        {
            self.sight.set(sight);
        }
        if self
            .columns
            .try_get_untracked()
            .is_some_and(|now| now != columns)
        {
            self.columns.set(columns);
        }
    }

    /// How many columns fit. Reactive.
    pub fn columns(self) -> usize {
        self.columns.get()
    }

    /// What to draw of rows this high, in rem. Short lists are drawn whole, and all are
    /// when printing. Reactive.
    pub fn of(self, items: usize, heights: &[f64]) -> Sight {
        let rem = self.rem.get_value();
        if items <= SHORT || self.printing.get() {
            return Sight {
                rows: 0..heights.len(),
                before: 0.0,
                after: 0.0,
            };
        }
        let heights: Vec<f64> = heights.iter().map(|height| height * rem).collect();
        let (from, to) = self.sight.get();
        in_sight(&heights, from, to)
    }

    /// Where a row begins, in pixels.
    pub fn top_of(self, row: usize, heights: &[f64]) -> f64 {
        heights[..row].iter().sum::<f64>() * self.rem.get_value()
    }
}

/// Brings the part of the grid at `top` into the window, by scrolling whatever
/// scrolls it.
pub fn scroll_near(grid: &web_sys::Element, top: f64) {
    let (_, height) = size();
    let at = grid.get_bounding_client_rect().top() + top;
    if at > 80.0 && at < height - 160.0 {
        return;
    }
    let by = at - height / 2.0;
    if let Ok(Some(frame)) = grid.closest("[data-drag-scroll]") {
        frame.scroll_by_with_x_and_y(0.0, by);
    }
    let left = grid.get_bounding_client_rect().top() + top - height / 2.0;
    if left.abs() > height / 2.0 {
        window().scroll_by_with_x_and_y(0.0, left);
    }
}

/// Width and height of the browser's window, in pixels.
fn size() -> (f64, f64) {
    let pixels = |size: Result<JsValue, JsValue>| size.ok().and_then(|size| size.as_f64());
    let whole = window();
    (
        pixels(whole.inner_width()).unwrap_or(1000.0),
        pixels(whole.inner_height()).unwrap_or(1000.0),
    )
}

fn root_font_size() -> f64 {
    let root = document().document_element();
    let style = root.and_then(|root| window().get_computed_style(&root).ok().flatten());
    style
        .and_then(|style| style.get_property_value("font-size").ok())
        .and_then(|size| size.trim_end_matches("px").parse().ok())
        .unwrap_or(16.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rows_in_sight_are_drawn_and_the_rest_keeps_its_room() {
        let heights = [10.0, 20.0, 30.0, 40.0];
        let sight = in_sight(&heights, 15.0, 45.0);
        assert_eq!(sight.rows, 1..3);
        assert_eq!((sight.before, sight.after), (10.0, 40.0));
    }

    #[test]
    fn out_of_sight_nothing_is_drawn() {
        let heights = [10.0, 20.0];
        assert!(in_sight(&heights, 100.0, 200.0).rows.is_empty());
        assert!(in_sight(&heights, -50.0, 0.0).rows.is_empty());
        assert_eq!(in_sight(&heights, -50.0, 0.0).after, 30.0);
        assert!(in_sight(&[], 0.0, 10.0).rows.is_empty());
    }
}
