//! A chart whose caption states the finding and which turns into its table, so
//! that everyone can read the numbers.

use leptos::prelude::*;

use super::{bind::Bind, icon::Glyph, popover::Popover, segmented::Segmented};

#[component]
pub fn Figure(
    /// What the chart shows, as a sentence: "Engineering takes part most, 31 % of 240".
    #[prop(into)]
    finding: Signal<String>,
    /// What is drawn: "Participation by unit".
    #[prop(into)]
    title: Signal<String>,
    /// How the numbers are counted, on demand.
    #[prop(optional, into)]
    definition: Option<String>,
    /// Whether the table is shown, where the screen keeps that itself.
    #[prop(optional, into)]
    as_table: Option<Bind<bool>>,
    #[prop(into)] chart: ViewFn,
    #[prop(into)] table: ViewFn,
) -> impl IntoView {
    let as_table = as_table.unwrap_or_else(|| RwSignal::new(false).into());
    view! {
        <figure class="figure">
            <figcaption class="figure-head">
                <span class="figure-words">
                    <span class="figure-title">{title}</span>
                    <span class="figure-finding">{finding}</span>
                </span>
                {definition.map(|definition| view! {
                    <Popover icon=Glyph::Help label=move || format!("About {}", title.get()) small=true kind=super::ButtonKind::Quiet>
                        <p>{definition.clone()}</p>
                    </Popover>
                })}
                <Segmented
                    label=Signal::derive(move || format!("{} as", title.get()))
                    hide_label=true
                    value=as_table
                    options=vec![(false, "Chart"), (true, "Table")]
                />
            </figcaption>
            {move || if as_table.get() { table.run() } else { chart.run() }}
        </figure>
    }
}
