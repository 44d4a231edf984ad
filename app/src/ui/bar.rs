//! Horizontal bars, each with its own label and number, so that no legend and
//! no colour is needed to read them.

use leptos::prelude::*;

#[component]
pub fn Bars(children: Children) -> impl IntoView {
    view! { <ul class="bars" role="list">{children()}</ul> }
}

#[component]
pub fn Bar(
    #[prop(into)] label: Signal<String>,
    /// 0–1 of the longest bar; none where the number must not be shown.
    #[prop(into)]
    share: Signal<Option<f64>>,
    /// The number in words: "31 %", "fewer than 5".
    #[prop(into)]
    words: Signal<String>,
    /// What it is out of: "of 240".
    #[prop(optional, into)]
    detail: Signal<Option<String>>,
    /// Makes the label a link, to drill down.
    #[prop(optional, into)]
    href: Signal<Option<String>>,
    /// Makes the label a button, to pick the bar out.
    #[prop(optional, into)]
    on_pick: Option<Callback<()>>,
    /// Whether it is picked out.
    #[prop(optional, into)]
    picked: Signal<bool>,
    /// Which of the chart colours, 1–7.
    #[prop(default = 1)]
    series: u8,
    /// Dimmed while a selection elsewhere leaves it out.
    #[prop(optional, into)]
    dimmed: Signal<bool>,
) -> impl IntoView {
    let share = move || share.get().map(|share| share.clamp(0.0, 1.0));
    view! {
        <li class="bar" data-series=series.to_string() data-dimmed=move || dimmed.get()>
            <span class="bar-label">
                {move || match (on_pick, href.get()) {
                    (Some(pick), _) => view! {
                        <button
                            type="button"
                            class="bar-pick"
                            aria-pressed=move || picked.get().to_string()
                            on:click=move |_| pick.run(())
                        >
                            {label}
                        </button>
                    }
                    .into_any(),
                    (None, Some(href)) => view! { <a href=href>{label}</a> }.into_any(),
                    (None, None) => view! { <span>{label}</span> }.into_any(),
                }}
            </span>
            <span class="bar-track" aria-hidden="true" data-hidden=move || share().is_none()>
                <span class="bar-fill" style:--share=move || share().unwrap_or_default().to_string()></span>
            </span>
            <span class="bar-words">
                <span class="number">{words}</span>
                {move || detail.get().map(|detail| view! { " " <span class="bar-detail">{detail}</span> })}
            </span>
        </li>
    }
}
