//! Saying that the time asked of somebody is a concern: a kind is enough.

use super::team::Team;
use crate::api::call;
use crate::format;
use crate::forms::{Form, FormSummary};
use crate::ui::{Bind, Button, ButtonKind, Dialog, RadioGroup, TextArea, use_toasts};
use leptos::prelude::*;
use pairwell_domain::api::concerns::{NewConcern, RaiseConcern, Report};
use pairwell_domain::concern::{self, ConcernKind};

const KINDS: [(ConcernKind, &str, &str); 4] = [
    (ConcernKind::Workload, "Their workload", ""),
    (ConcernKind::PeakPeriod, "A peak period", ""),
    (ConcernKind::Dates, "The dates", ""),
    (ConcernKind::Other, "Something else", ""),
];

#[component]
pub(super) fn RaiseDialog(about: RwSignal<Option<Report>>, team: Team) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new(&[("note", "Anything to add")]);
    let kind = RwSignal::new(ConcernKind::Workload);
    let note = RwSignal::new(String::new());
    // What was begun about somebody is not for the next person.
    Effect::new(move |_| {
        about.track();
        kind.set(ConcernKind::Workload);
        note.set(String::new());
        form.check(Ok(()));
    });
    let title = Signal::derive(move || {
        let name = about.with(|about| about.as_ref().map(|report| report.name.clone()));
        format!("{}’s time", name.unwrap_or_default())
    });
    let asked = move || {
        let minutes = about.with(|about| about.as_ref().map_or(0, |it| it.minutes_per_month));
        format!(
            "{} are asked for. What is the concern?",
            format::hours_a_month(minutes)
        )
    };
    let send = move || {
        let Some(report) = about.get_untracked() else {
            return;
        };
        let told = concern::note(&note.get_untracked()).map_err(|problem| vec![problem]);
        let Some(note_kept) = form.check(told) else {
            return;
        };
        let body = NewConcern {
            kind: kind.get_untracked(),
            note: note_kept,
        };
        form.send(
            call::<RaiseConcern>(report.enrolment, (), body),
            move |_| {
                about.set(None);
                toasts.say("The coordinators have your concern.");
                team.reload();
            },
        );
    };
    view! {
        <Dialog
            open=Bind::while_some(about)
            title
            foot=move || view! {
                <Button kind=ButtonKind::Quiet on_press=move |()| about.set(None)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary busy=form.busy() on_press=move |()| send()>"Raise the concern"</Button>
            }
        >
            <div class="form">
                <FormSummary form/>
                <p>{asked}</p>
                <RadioGroup label="The concern" hide_label=true value=kind options=KINDS.to_vec()/>
                <TextArea label="Anything to add" optional=true value=note error=form.problem("note")/>
            </div>
        </Dialog>
    }
}
