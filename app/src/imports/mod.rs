//! Bringing in a file: choose it, look over what the server made of it, correct
//! what columns hold, apply. The same for a roster and for a sheet of volunteers;
//! pages put it where it belongs and say what comes after.

mod model;
mod preview;
mod state;

pub use model::Kind;
pub use state::FileOnItsWay;

use crate::ui::{Banner, Button, FileDrop, Progress, Tone};
use leptos::prelude::*;
use preview::Preview;
use state::Doing;

/// The whole way of a file. `after` is shown below the result of an import that
/// was done: where to go from there.
#[component]
pub fn ImportFile(
    file: FileOnItsWay,
    #[prop(into)] help: String,
    #[prop(into)] after: ViewFn,
) -> impl IntoView {
    let applied = Memo::new(move |_| file.report().is_some_and(|report| report.applied));
    let waiting = move || {
        let words = match file.doing()? {
            Doing::Looking => "Reading the file",
            Doing::Applying => "Importing",
        };
        Some(view! { <Progress label=words done=None/> })
    };
    let help = StoredValue::new(help);
    let after = StoredValue::new(after);
    let choosing = move || {
        view! {
            <FileDrop
                label="CSV file"
                help=Some(help.get_value())
                accept=".csv,.txt,.tsv,text/csv,text/plain"
                chosen=Signal::derive(move || file.name())
                error=file.failure()
                on_file=move |chosen| file.take(chosen)
            />
            <div aria-live="polite">{waiting}</div>
            <Preview file/>
        }
    };
    let done = move || {
        let report = file.report();
        view! {
            <Banner tone=Tone::Good announce=true title=Some("The file is in.".to_owned())>
                {report.map(|report| file.kind.sentence(&report))}
            </Banner>
            {report_sums(file)}
            {after.with_value(ViewFn::run)}
            <p><Button on_press=move |()| file.forget()>"Import another file"</Button></p>
        }
    };
    view! {
        <div class="import">
            <Show when=move || applied.get() fallback=choosing>{done}</Show>
        </div>
    }
}

/// The counts of what was or would be done.
fn report_sums(file: FileOnItsWay) -> impl IntoView {
    move || {
        let report = file.report()?;
        let sums = model::sums(&report).into_iter().map(|(words, count)| {
            view! {
                <div class="import-sum">
                    <dt>{words}</dt>
                    <dd>{crate::format::number(count)}</dd>
                </div>
            }
        });
        Some(view! { <dl class="import-sums">{sums.collect_view()}</dl> })
    }
}
