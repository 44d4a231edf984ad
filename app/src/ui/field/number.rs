//! A number, kept as the text that was typed so that a mistake can be shown
//! and explained; the arrow keys step it.

use leptos::{ev::KeyboardEvent, prelude::*};

use super::frame::Field;
use crate::ui::bind::Bind;

#[component]
pub fn NumberField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Bind<String>,
    #[prop(optional, into)] help: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] optional: bool,
    #[prop(optional)] hide_label: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(default = 0.0)] min: f64,
    #[prop(default = f64::MAX)] max: f64,
    #[prop(default = 1.0)] step: f64,
    /// Said after the number: "minutes a month".
    #[prop(optional, into)]
    unit: Option<String>,
) -> impl IntoView {
    let on_key = move |event: KeyboardEvent| {
        let direction = match event.key().as_str() {
            "ArrowUp" => 1.0,
            "ArrowDown" => -1.0,
            _ => return,
        };
        if let Some(next) = stepped(&value.get_untracked(), direction * step, min, max) {
            event.prevent_default();
            value.set(next);
        }
    };
    view! {
        <Field label help error optional hide_label control=move |ids| {
            let (for_description, for_validity) = (ids.clone(), ids.clone());
            view! {
                <div class="field-with-unit">
                    <input
                        class="control number"
                        id=ids.control.clone()
                        type="text"
                        inputmode=if step.fract() == 0.0 { "numeric" } else { "decimal" }
                        autocomplete="off"
                        disabled=disabled
                        aria-required=(!optional).then_some("true")
                        aria-describedby=move || for_description.described_by()
                        aria-invalid=move || for_validity.invalid()
                        prop:value=move || value.get()
                        on:input:target=move |event| value.set(event.target().value())
                        on:keydown=on_key
                    />
                    {unit.map(|unit| view! { <span class="soft">{unit}</span> })}
                </div>
            }.into_any()
        }/>
    }
}

/// The number after one step, within its bounds; none when the text is no
/// number. An empty field starts from its lowest value.
fn stepped(text: &str, by: f64, min: f64, max: f64) -> Option<String> {
    let text = text.trim();
    let next = if text.is_empty() {
        min
    } else {
        text.parse::<f64>().ok()? + by
    };
    // Rounded to hide what binary fractions add: 0.1 + 0.2.
    let rounded = (next.clamp(min, max) * 1e6).round() / 1e6;
    rounded.is_finite().then(|| rounded.to_string())
}

#[cfg(test)]
mod tests {
    use super::stepped;

    #[test]
    fn arrows_step_within_the_bounds() {
        assert_eq!(stepped("2", 1.0, 0.0, 3.0).as_deref(), Some("3"));
        assert_eq!(stepped("3", 1.0, 0.0, 3.0).as_deref(), Some("3"));
        assert_eq!(stepped("0.1", 0.2, 0.0, 3.0).as_deref(), Some("0.3"));
        assert_eq!(stepped("", -1.0, 1.0, 3.0).as_deref(), Some("1"));
    }

    #[test]
    fn what_is_no_number_is_left_for_the_error_to_explain() {
        assert_eq!(stepped("two", 1.0, 0.0, 3.0), None);
    }
}
