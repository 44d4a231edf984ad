//! How far people have come: from taking part to meeting.

use super::levels::CountCell;
use super::model::{Step, pipeline, pipeline_finding, share, told};
use crate::format::percent;
use crate::ui::{Bar, Bars, Bind, Column, Figure, Table};
use leptos::prelude::*;
use pairwell_domain::api::participation::Participation;
use std::sync::Arc;

#[component]
pub fn Pipeline(
    #[prop(into)] of: Signal<Arc<Participation>>,
    as_table: Bind<bool>,
) -> impl IntoView {
    let chart = move || {
        let of = of.get();
        let (all, minimum) = (of.taking_part, of.minimum);
        let bars = pipeline(&of).into_iter().map(|step| {
            let detail = of_the_step_before(&step);
            view! {
                <Bar
                    label=step.name
                    share=share(step.count, all)
                    words=told(step.count, minimum)
                    detail=detail
                    series=3
                />
            }
        });
        let bars = bars.collect_view();
        view! { <Bars>{bars}</Bars> }
    };
    let table = move || {
        let columns = vec![
            Column::new("step", "Step"),
            Column::new("people", "People").numeric(),
            Column::new("share", "Of the step before").numeric(),
        ];
        let rows = move || {
            let of = of.get();
            let row = |step: Step| {
                let part = step
                    .before
                    .and_then(|before| share(step.count, before))
                    .map(percent);
                view! {
                    <tr>
                        <th scope="row">{step.name}</th>
                        <CountCell count=step.count minimum=of.minimum/>
                        <td class="number">{part}</td>
                    </tr>
                }
            };
            pipeline(&of).into_iter().map(row).collect_view()
        };
        view! {
            <Table caption="From taking part to meeting" hide_caption=true columns=columns>
                {rows}
            </Table>
        }
    };
    view! {
        <Figure
            title="How far people have come"
            finding=Signal::derive(move || of.with(|of| pipeline_finding(of)))
            definition="Each step is part of those before it. Matched: in a pair both said yes to. \
                        Meeting on cadence: that pair met within one and a half times the cadence; \
                        its share is of those matched."
            as_table
            chart
            table
        />
    }
}

fn of_the_step_before(step: &Step) -> Option<String> {
    let before = step.before?;
    share(step.count, before).map(percent)
}
