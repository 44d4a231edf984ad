//! What the server made of a file, for looking over before anything is changed.

use super::model::{self, Kind};
use super::report_sums;
use super::state::{Doing, FileOnItsWay};
use crate::format;
use crate::ui::{
    Banner, Bind, Button, ButtonKind, Choice, Column, Segmented, SelectField, Switch, Table, Tone,
};
use leptos::prelude::*;
use pairwell_domain::import::dates::DateOrder;
use pairwell_domain::import::report::ImportReport;
use std::sync::Arc;

#[component]
pub(super) fn Preview(file: FileOnItsWay) -> impl IntoView {
    // Built anew for each answer; a preview has no state of its own worth keeping
    // but the focus, which stays in the column list by its own keys.
    let some = Memo::new(move |_| file.report().is_some_and(|report| !report.applied));
    view! {
        <Show when=move || some.get()>
            <section class="import-preview" aria-label="What is in the file">
                <h2>{move || file.report().map(|report| file.kind.sentence(&report))}</h2>
                <p class="soft">{move || file.report().map(|report| model::facts(&report.file))}</p>
                {report_sums(file)}
                <Problems file/>
                <Dates file/>
                <Replacing file/>
                <Go file/>
                <Leavers file/>
                <Columns file/>
            </section>
        </Show>
    }
}

#[component]
fn Go(file: FileOnItsWay) -> impl IntoView {
    let nothing_to_do = |report: &ImportReport| {
        let counts = &report.counts;
        counts.added + counts.updated + counts.leavers == 0
    };
    let why_not = Signal::derive(move || {
        let report = file.report()?;
        if report.counts.problems > 0 {
            return Some("Correct the rows first; a file is imported whole or not at all.".into());
        }
        nothing_to_do(&report).then(|| "Everything in the file is here already.".to_owned())
    });
    let busy = Signal::derive(move || file.doing() == Some(Doing::Applying));
    view! {
        <div class="form-actions">
            <Button kind=ButtonKind::Primary busy why_not on_press=move |()| file.apply()>
                {move || file.report().map(|report| file.kind.action(&report))}
            </Button>
        </div>
    }
}

/// Every row with a mistake, and what to do about it.
#[component]
fn Problems(file: FileOnItsWay) -> impl IntoView {
    let problems = Memo::new(move |_| {
        let report = file.report();
        report.map_or_else(Vec::new, |report| report.problems.clone())
    });
    let total = move || file.report().map_or(0, |report| report.counts.problems);
    let columns = vec![
        Column::new("row", "Row").numeric(),
        Column::new("who", "Who"),
        Column::new("problem", "What to correct"),
    ];
    let more = move || {
        let shown = problems.with(Vec::len);
        let rest = (total() as usize).saturating_sub(shown);
        (rest > 0).then(
            || view! { <p class="soft">{format!("And {} more.", format::number(rest as i64))}</p> },
        )
    };
    view! {
        <Show when=move || { total() > 0 }>
            <Banner
                tone=Tone::Warning
                announce=true
                title=Signal::derive(move || Some(format::plural(total(), "{n} row has to be corrected", "{n} rows have to be corrected")))
            >
                "Nothing is imported until every row is in order. Correct them in the file and choose it again."
            </Banner>
            <Table caption="Rows to correct" columns=columns.clone()>
                <For
                    each=move || problems.get()
                    key=|problem| (problem.row, problem.message.clone())
                    let:problem
                >
                    <tr>
                        <td class="number">{problem.row.map(|row| row.to_string())}</td>
                        <td><bdi>{problem.who}</bdi></td>
                        <td class="import-problem">{problem.message}</td>
                    </tr>
                </For>
            </Table>
            {more}
        </Show>
    }
}

/// How dates were read; a choice where the file leaves it open.
#[component]
fn Dates(file: FileOnItsWay) -> impl IntoView {
    let readings = Memo::new(move |_| {
        let report = file.report();
        report.map_or_else(Vec::new, |report| {
            report.dates.iter().map(model::dates).collect()
        })
    });
    let open = Memo::new(move |_| {
        file.report()
            .is_some_and(|report| model::dates_are_open(&report))
    });
    let order = Bind::new(
        Signal::derive(move || file.query().dates.unwrap_or(DateOrder::DayMonthYear)),
        move |order| file.read_dates(order),
    );
    view! {
        <ul class="import-dates">
            <For each=move || readings.get() key=String::clone let:sentence>
                <li>{sentence}</li>
            </For>
        </ul>
        <Show when=move || open.get()>
            <Segmented
                label="Dates are written as"
                value=order
                options=vec![
                    (DateOrder::DayMonthYear, "Day, month, year"),
                    (DateOrder::MonthDayYear, "Month, day, year"),
                ]
            />
        </Show>
    }
}

/// A sheet that says otherwise than people did themselves.
#[component]
fn Replacing(file: FileOnItsWay) -> impl IntoView {
    let open = Memo::new(move |_| {
        let asked = file.query().replace_answers;
        asked
            || file
                .report()
                .is_some_and(|report| report.counts.replacing > 0)
    });
    let replace = Bind::new(
        Signal::derive(move || file.query().replace_answers),
        move |replace| file.replace_answers(replace),
    );
    view! {
        <Show when=move || open.get() && file.kind == Kind::Enrolments>
            <Switch
                label="Let the sheet replace what people told before"
                checked=replace
                help=Some("Some rows are about people who are enrolled already, with other answers.".to_owned())
            />
        </Show>
    }
}

#[component]
fn Leavers(file: FileOnItsWay) -> impl IntoView {
    let report = Memo::new(move |_| file.report());
    let count = move || report.with(|report| report.as_ref().map_or(0, |r| r.counts.leavers));
    let names = move || {
        let report: Option<Arc<ImportReport>> = report.get();
        let leavers = report.into_iter().flat_map(|report| report.leavers.clone());
        leavers
            .map(|leaver| {
                let unit = leaver.unit.map(|unit| format!(", {unit}"));
                let part = leaver.enrolled.then_some(" – takes part in a programme");
                view! { <li><bdi class="name">{leaver.name}</bdi>{unit}{part}</li> }
            })
            .collect_view()
    };
    view! {
        <Show when=move || { count() > 0 }>
            <details class="import-more">
                <summary>
                    {move || format::plural(
                        count(),
                        "{n} person on the roster is not in this file",
                        "{n} people on the roster are not in this file",
                    )}
                </summary>
                <p>"They stay as they are, and wait under People for you to decide whether they have left."</p>
                <ul>{names}</ul>
            </details>
        </Show>
    }
}

/// What each column was taken for, to be corrected.
#[component]
fn Columns(file: FileOnItsWay) -> impl IntoView {
    let columns = Memo::new(move |_| {
        let report = file.report();
        report.map_or_else(Vec::new, |report| report.columns.clone())
    });
    let summary = move || {
        columns.with(|columns| {
            format!(
                "{} of {} columns are read; nothing else is kept",
                model::used(columns),
                columns.len()
            )
        })
    };
    // Something of the file as a whole is wrong: columns were not recognised.
    let needed = Memo::new(move |_| {
        file.report()
            .is_some_and(|report| report.problems.iter().any(|problem| problem.row.is_none()))
    });
    let options = std::iter::once(Choice::new("", "Not read"))
        .chain(
            file.kind
                .fields()
                .into_iter()
                .map(|(key, label)| Choice::new(key, label)),
        )
        .collect::<Vec<_>>();
    let heads = vec![
        Column::new("column", "Column"),
        Column::new("samples", "For example"),
        Column::new("field", "Holds"),
    ];
    let options = StoredValue::new(options);
    let row = move |at: usize, header: String| {
        let column = move || columns.with(|columns| columns.get(at).cloned());
        let samples = move || column().map(|column| column.samples.join(" · "));
        let field = Bind::new(
            Signal::derive(move || column().and_then(|column| column.field).unwrap_or_default()),
            move |field: String| file.correct(at, &field),
        );
        view! {
            <tr data-read=move || column().is_some_and(|column| column.field.is_some()).to_string()>
                <th scope="row"><bdi>{header.clone()}</bdi></th>
                <td class="soft import-samples"><bdi>{samples}</bdi></td>
                <td>
                    <SelectField
                        label=format!("{header} holds")
                        hide_label=true
                        optional=true
                        options=options.get_value()
                        value=field
                    />
                </td>
            </tr>
        }
    };
    let headers = move || {
        let columns = columns.get().into_iter().enumerate();
        columns
            .map(|(at, column)| (at, column.header))
            .collect::<Vec<_>>()
    };
    view! {
        <details class="import-more" open=move || needed.get()>
            <summary>{summary}</summary>
            <Table caption="Columns of the file" hide_caption=true columns=heads>
                <For
                    each=headers
                    key=|(at, header)| (*at, header.clone())
                    let((at, header))
                >
                    {row(at, header)}
                </For>
            </Table>
        </details>
    }
}
