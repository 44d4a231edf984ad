//! When a mentor leaves, has a place fewer, or two people part: up to three ways out,
//! each as one step.

use super::model::{Repair, Trouble};
use super::state::BoardState;
use crate::format;
use crate::ui::{Banner, Bind, Button, ButtonKind, Dialog, DialogSize};
use leptos::prelude::*;

/// People named in a plan before it is opened.
const NAMED: usize = 4;

#[component]
pub fn RepairDialog(state: BoardState) -> impl IntoView {
    let open = Bind::while_some(state.repairing);
    let title = Signal::derive(move || match state.repairing.get() {
        Some(Trouble::MentorLeaves { mentor }) => {
            format!("If {} leaves", state.mentor_name(mentor))
        }
        Some(Trouble::OnePlaceFewer { mentor }) => {
            format!("If {} has a place fewer", state.mentor_name(mentor))
        }
        Some(Trouble::PairEnds { mentee }) => {
            format!("If {} needs another mentor", state.mentee_name(mentee))
        }
        None => String::new(),
    });
    view! {
        <Dialog
            open
            title
            size=DialogSize::Wide
            foot=move || view! {
                <Button kind=ButtonKind::Quiet on_press=move |()| state.repairing.set(None)>"Leave it as it is"</Button>
            }
        >
            {move || state.repairing.get().map(|trouble| plans(state, trouble))}
        </Dialog>
    }
}

fn plans(state: BoardState, trouble: Trouble) -> impl IntoView {
    let mut plans = state
        .ask(|model| model.repairs(trouble))
        .unwrap_or_default();
    let known = match trouble {
        Trouble::MentorLeaves { mentor } => state.read(|model| model.known_pairs(mentor)),
        Trouble::OnePlaceFewer { .. } | Trouble::PairEnds { .. } => 0,
    };
    if known > 0 {
        // That nobody else moves is no way out for those who lose their mentor.
        plans.retain(|plan| !plan.moved.is_empty());
    }
    let known_words = (known > 0).then(|| {
        format::plural(
            known,
            "{n} pair that people already know of stays as it is: it is ended on its own page first, and its mentee is then back on the board.",
            "{n} pairs that people already know of stay as they are: they are ended on their own pages first, and their mentees are then back on the board.",
        )
    });
    let none = plans.is_empty() && known == 0;
    let last = plans.len().saturating_sub(1);
    let rows = plans.into_iter().enumerate().map(|(at, plan)| {
        let title = match at {
            0 if last == 0 => "The one way out",
            0 => "Fewest pairs disturbed",
            at if at == last => "Best for everyone",
            _ => "In between",
        };
        view! { <PlanView state title plan/> }
    });
    view! {
        <Show when=move || none>
            <Banner>"Nothing can be done about it on the board."</Banner>
        </Show>
        <p class="soft" hidden=none>"Nothing is changed before you choose."</p>
        {known_words.map(|words| view! { <Banner>{words}</Banner> })}
        <ol class="repairs">{rows.collect_view()}</ol>
    }
}

#[component]
fn PlanView(state: BoardState, title: &'static str, plan: Repair) -> impl IntoView {
    let disturbed = match plan.disturbed {
        0 => "No pair is disturbed".to_owned(),
        n => format::plural(n, "{n} pair is disturbed", "{n} pairs are disturbed"),
    };
    let mut words = format!("{disturbed}, {} overall", format::change(plan.total));
    if plan.matched < 0 {
        words.push_str(&format::plural(
            -plan.matched,
            ", {n} fewer matched",
            ", {n} fewer matched",
        ));
    }
    let steps: Vec<String> = plan
        .moved
        .iter()
        .map(|(mentee, from, to)| {
            let mentee = state.mentee_name(*mentee);
            let mentor = |mentor: &Option<usize>| mentor.map(|mentor| state.mentor_name(mentor));
            match (mentor(from), mentor(to)) {
                (Some(from), Some(to)) => format!("{mentee}: from {from} to {to}"),
                (None, Some(to)) => format!("{mentee}: to {to}"),
                (Some(from), None) => format!("{mentee}: from {from}, left unmatched"),
                (None, None) => mentee,
            }
        })
        .collect();
    let (first, rest) = steps.split_at(steps.len().min(NAMED));
    let list = |steps: &[String]| {
        steps
            .iter()
            .map(|step| view! { <li><bdi>{step.clone()}</bdi></li> })
            .collect_view()
    };
    let more = (!rest.is_empty()).then(|| {
        view! {
            <details>
                <summary>{format::plural(rest.len(), "{n} more", "{n} more")}</summary>
                <ul class="repair-steps">{list(rest)}</ul>
            </details>
        }
    });
    let first = list(first);
    let moves = plan.moves.clone();
    let apply = move |()| {
        state.repairing.set(None);
        state.make(moves.clone());
    };
    view! {
        <li class="repair">
            <div class="repair-head">
                <h3 class="repair-title">{title}</h3>
                <Button kind=ButtonKind::Plain small=true on_press=apply>
                    "Do this"<span class="visually-hidden">{format!(": {}", title.to_lowercase())}</span>
                </Button>
            </div>
            <p>{words}</p>
            <ul class="repair-steps">{first}</ul>
            {more}
        </li>
    }
}
