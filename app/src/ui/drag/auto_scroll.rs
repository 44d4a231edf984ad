//! Scrolls what the pointer is near the edge of, faster the nearer.

use leptos::prelude::window;
use web_sys::Element;

/// How near counts, in pixels.
const ZONE: f64 = 48.0;
/// At the very edge, in pixels a frame.
const FASTEST: f64 = 18.0;

/// Scrolls the frames marked `data-drag-scroll` around `below`, and the window.
pub(super) fn scroll(below: Option<&Element>, x: f64, y: f64) {
    let mut frame = below.and_then(|below| below.closest("[data-drag-scroll]").ok().flatten());
    while let Some(element) = frame {
        let area = element.get_bounding_client_rect();
        let by = (
            speed(x, area.left(), area.right()),
            speed(y, area.top(), area.bottom()),
        );
        if by != (0.0, 0.0) {
            element.scroll_by_with_x_and_y(by.0, by.1);
        }
        frame = element
            .parent_element()
            .and_then(|parent| parent.closest("[data-drag-scroll]").ok().flatten());
    }
    let size = |side: Result<wasm_bindgen::JsValue, _>| {
        side.ok().and_then(|side| side.as_f64()).unwrap_or_default()
    };
    let by = speed(y, 0.0, size(window().inner_height()));
    if by != 0.0 {
        window().scroll_by_with_x_and_y(0.0, by);
    }
}

/// Towards whichever edge is within the zone; none in frames too small to have a middle.
fn speed(at: f64, start: f64, end: f64) -> f64 {
    if end - start < 3.0 * ZONE || at < start || at > end {
        return 0.0;
    }
    let nearness = |distance: f64| ((ZONE - distance) / ZONE).clamp(0.0, 1.0);
    let pull = nearness(end - at) - nearness(at - start);
    (pull * FASTEST).round()
}

#[cfg(test)]
mod tests {
    use super::speed;

    #[test]
    fn the_middle_stays_where_it_is() {
        assert_eq!(speed(400.0, 0.0, 800.0), 0.0);
        assert_eq!(speed(49.0, 0.0, 800.0), 0.0);
    }

    #[test]
    fn the_nearer_the_edge_the_faster() {
        assert_eq!(speed(0.0, 0.0, 800.0), -18.0);
        assert_eq!(speed(800.0, 0.0, 800.0), 18.0);
        assert!(speed(790.0, 0.0, 800.0) > speed(770.0, 0.0, 800.0));
    }

    #[test]
    fn outside_and_in_tiny_frames_nothing_moves() {
        assert_eq!(speed(900.0, 0.0, 800.0), 0.0);
        assert_eq!(speed(5.0, 0.0, 100.0), 0.0);
    }
}
