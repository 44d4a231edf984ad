//! Why a mentor suits me: in a phrase on a card, in full on a profile.

use crate::format;
use leptos::prelude::*;
use pairwell_domain::fit::{Contribution, Criterion, Explanation, Reason};

/// The reasons that speak for somebody, at most three: first what they can help
/// with, as the other reasons are shared by many.
pub fn in_short(fit: &Explanation) -> String {
    let mut parts: Vec<&Contribution> = fit
        .contributions
        .iter()
        .filter(|part| part.points > 0)
        .collect();
    parts.sort_by_key(|part| {
        let about_skills = matches!(part.reason, Reason::Skills { .. });
        std::cmp::Reverse((about_skills, part.points))
    });
    let phrases: Vec<String> = parts.into_iter().filter_map(phrase).take(3).collect();
    if phrases.is_empty() {
        "little in common so far, which can be a reason too".to_owned()
    } else {
        phrases.join(" · ")
    }
}

fn phrase(part: &Contribution) -> Option<String> {
    Some(match &part.reason {
        Reason::Skills { met, .. } if met.is_empty() => return None,
        Reason::Skills { met, of } if part.criterion == Criterion::Needs => {
            format!("{} of your {of} needs: {}", met.len(), met.join(", "))
        }
        Reason::Skills { met, .. } => {
            format::plural(met.len(), "{n} of your goals", "{n} of your goals")
        }
        Reason::Preferences {
            asked_for: true, ..
        } => "you asked for them".to_owned(),
        Reason::Preferences {
            can_meet: true,
            shared_language: true,
            ..
        } => "same way to meet and a common language".to_owned(),
        Reason::Overlap(0) | Reason::LeftOpen | Reason::Unknown => return None,
        Reason::Overlap(minutes) => format!("{}\u{a0}h of shared working hours", minutes / 60),
        other => other.to_string().to_lowercase(),
    })
}

/// Every criterion with its points, a bar and its reason; the points add up to
/// the fit.
#[component]
pub fn WhyTable(fit: Explanation) -> impl IntoView {
    let rows = fit.contributions.into_iter().map(|part| {
        let share = u32::from(part.points) * 100 / u32::from(part.out_of.max(1));
        let open = part.value.is_none();
        view! {
            <tr data-open=open.then_some("true")>
                <th scope="row">{part.criterion.label()}</th>
                <td class="why-points">
                    {if open { "–".to_owned() } else { format!("{} of {}", part.points, part.out_of) }}
                </td>
                <td class="why-bar" aria-hidden="true">
                    <span class="why-track"><span class="why-part" style:--share=share.to_string()></span></span>
                </td>
                <td class="why-reason">{part.reason.to_string()}</td>
            </tr>
        }
    });
    view! {
        <table class="why">
            <caption class="visually-hidden">"What this fit is made of"</caption>
            <thead class="visually-hidden">
                <tr><th scope="col">"Criterion"</th><th scope="col">"Points"</th><th scope="col">"Share"</th><th scope="col">"Reason"</th></tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}
