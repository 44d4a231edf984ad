//! A number one tries out: the browser's range control with the number beside
//! it, which can be typed too.

use leptos::prelude::*;

use super::{bind::Bind, id};

#[component]
pub fn Slider(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Bind<u32>,
    #[prop(optional)] min: u32,
    #[prop(default = 100)] max: u32,
    #[prop(default = 1)] step: u32,
    /// Said after the number: "%", "hours".
    #[prop(optional)]
    unit: Option<&'static str>,
    #[prop(optional, into)] help: Signal<Option<String>>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let range_id = id::fresh("slider");
    let help_id = format!("{range_id}-help");
    let described_by = {
        let help_id = help_id.clone();
        move || help.with(Option::is_some).then(|| help_id.clone())
    };
    let share = move || {
        let (value, span) = (value.get().clamp(min, max), max.saturating_sub(min).max(1));
        format!("{}", f64::from(value - min) / f64::from(span))
    };
    // What is no number, or outside the bounds, leaves the value as it was.
    let take = move |text: String| {
        if let Some(number) = text
            .trim()
            .parse::<u32>()
            .ok()
            .filter(|number| (min..=max).contains(number))
        {
            value.set(number);
        }
    };
    let said = move || match unit {
        Some(unit) => format!("{} {unit}", value.get()),
        None => value.get().to_string(),
    };
    view! {
        <div class="slider">
            <label class="field-label" for=range_id.clone()>{label}</label>
            <input
                type="range"
                class="slider-range"
                id=range_id
                min=min
                max=max
                step=step
                disabled=disabled
                aria-valuetext=said
                aria-describedby=described_by
                prop:value=move || value.get().to_string()
                style:--share=share
                on:input:target=move |event| take(event.target().value())
            />
            <span class="slider-number">
                <input
                    type="text"
                    class="control number"
                    inputmode="numeric"
                    autocomplete="off"
                    disabled=disabled
                    aria-label=move || format!("{}, as a number", label.get())
                    prop:value=move || value.get().to_string()
                    on:change:target=move |event| {
                        take(event.target().value());
                        event.target().set_value(&value.get_untracked().to_string());
                    }
                />
                {unit.map(|unit| view! { <span class="soft">{unit}</span> })}
            </span>
            {move || {
                let id = help_id.clone();
                help.get().map(|help| view! { <span class="field-help" id=id>{help}</span> })
            }}
        </div>
    }
}
