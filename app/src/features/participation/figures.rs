//! The figures under the title: each with what it is of, how it changed, and on
//! demand how it is counted.

use super::model::{change, share, share_or_told, told};
use crate::format;
use crate::ui::{ButtonKind, Glyph, Popover};
use leptos::prelude::*;
use pairwell_domain::api::participation::{Count, Participation};
use std::sync::Arc;

/// One figure in words.
#[derive(Clone, PartialEq)]
struct Figure {
    name: &'static str,
    value: String,
    detail: String,
    definition: String,
}

#[component]
pub fn Figures(#[prop(into)] of: Signal<Arc<Participation>>) -> impl IntoView {
    let figures = move || figures(&of.get()).into_iter().map(figure).collect_view();
    view! { <dl class="figures" aria-label="In figures">{figures}</dl> }
}

fn figure(figure: Figure) -> impl IntoView {
    let Figure {
        name,
        value,
        detail,
        definition,
    } = figure;
    view! {
        <div class="figures-one">
            <dt class="figures-name">
                {name}
                <Popover icon=Glyph::Help label=format!("How “{name}” is counted") small=true kind=ButtonKind::Quiet>
                    <p>{definition.clone()}</p>
                </Popover>
            </dt>
            <dd class="figures-value number">{value}</dd>
            <dd class="figures-detail">{detail}</dd>
        </div>
    }
}

fn figures(of: &Participation) -> Vec<Figure> {
    let minimum = of.minimum;
    let people = format::plural(of.people, "{n} person", "{n} people");
    let changed = of.change.map(|of| format!(", {}", change(of, minimum)));
    let taking_part = Figure {
        name: "Take part",
        value: share_or_told(of.taking_part, of.people, minimum),
        detail: match share(of.taking_part, of.people) {
            Some(_) => format!(
                "{} of {people}{}",
                told(of.taking_part, minimum),
                changed.unwrap_or_default()
            ),
            None => format!("of {people}"),
        },
        definition: format!(
            "People who volunteered as mentor or mentee and have not withdrawn, out of everybody on \
             the roster today. Who is both counts once. Counts about fewer than {minimum} people are \
             not shown, nor what they could be worked out from."
        ),
    };
    let pairs = Figure {
        name: "Pairs",
        value: told(of.pairs, minimum),
        detail: match of.matched {
            Count::Exactly(_) => format!("{} people in a pair", told(of.matched, minimum)),
            _ => String::new(),
        },
        definition: "Pairs that both halves said yes to and that are not over. Proposals still \
                     waiting for an answer do not count."
            .into(),
    };
    let meeting = Figure {
        name: "Meeting on cadence",
        value: share_or_told(of.meeting, of.matched, minimum),
        detail: match share(of.meeting, of.matched) {
            Some(_) => format!(
                "{} of {} people in a pair",
                told(of.meeting, minimum),
                told(of.matched, minimum)
            ),
            None => "of the people in a pair".into(),
        },
        definition: format!(
            "People whose pair last met within one and a half times the cadence of {} days, out of \
             everybody in a pair.",
            of.cadence_days
        ),
    };
    let mut figures = vec![taking_part, pairs, meeting];
    let days = |days: u32| format::plural(days, "{n} day", "{n} days");
    figures.extend(of.days_to_match.map(|median| {
        Figure {
            name: "To a match",
            value: days(median),
            detail: "for half of the mentees".into(),
            definition:
                "From enrolling to the first pair: half of the mentees matched so far waited \
                     no longer (the median)."
                    .into(),
        }
    }));
    figures.extend(of.days_to_first_session.map(|median| {
        Figure {
            name: "To the first session",
            value: days(median),
            detail: "for half of the pairs".into(),
            definition:
                "From becoming a pair to the first session held: half of the pairs that met took \
                     no longer (the median)."
                    .into(),
        }
    }));
    figures
}
