//! Offering a manager a compromise: fewer hours, a later start, days without sessions.

use super::queue::Queue;
use crate::api::Call;
use crate::format;
use crate::forms::{Form, FormSummary};
use crate::ui::{Bind, Button, ButtonKind, Dialog, NumberField, TextField, TextKind, use_toasts};
use leptos::prelude::*;
use pairwell_domain::api::concerns::{ProposeCompromise, RaisedConcern};
use pairwell_domain::concern::CompromiseDraft;
use pairwell_domain::enrolment;

#[component]
pub(super) fn CompromiseDialog(
    settling: RwSignal<Option<RaisedConcern>>,
    queue: Queue,
) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new(&[
        ("minutes_per_month", "Hours a month"),
        ("not_before", "Start"),
        ("away.from", "No sessions from"),
        ("away.until", "No sessions until"),
    ]);
    let hours = RwSignal::new(String::new());
    let not_before = RwSignal::new(String::new());
    let away_from = RwSignal::new(String::new());
    let away_until = RwSignal::new(String::new());
    // Begins with what was offered before.
    Effect::new(move |_| {
        let offered = settling.with(|row| row.as_ref().and_then(|row| row.concern.compromise));
        let offered = offered.unwrap_or_default();
        let text = |day: Option<_>| day.map(format::day).unwrap_or_default();
        let minutes = offered.minutes_per_month;
        hours.set(minutes.map(enrolment::hours).unwrap_or_default());
        not_before.set(text(offered.not_before));
        away_from.set(text(offered.away.map(|away| away.from)));
        away_until.set(text(offered.away.map(|away| away.until)));
        form.check(Ok(()));
    });
    let title = Signal::derive(move || {
        let name = settling.with(|row| row.as_ref().map(|row| row.name.clone()));
        format!("A compromise for {}", name.unwrap_or_default())
    });
    let asked = move || settling.with(|row| row.as_ref().map_or(0, |row| row.minutes_per_month));
    let lead = move || {
        let raised_by = settling.with(|row| row.as_ref().map(|row| row.raised_by.clone()));
        format!(
            "{} are asked for. Offer {} what you can give way in; leave the rest empty.",
            format::hours_a_month(asked()),
            raised_by.unwrap_or_default()
        )
    };
    let send = move || {
        let Some(row) = settling.get_untracked() else {
            return;
        };
        let draft = CompromiseDraft {
            hours_per_month: hours.get_untracked(),
            not_before: not_before.get_untracked(),
            away_from: away_from.get_untracked(),
            away_until: away_until.get_untracked(),
        };
        if let Some(offer) = form.check(draft.validate(row.minutes_per_month)) {
            let id = row.concern.id;
            let offer = Call::<ProposeCompromise>::new(id, (), offer);
            let offer = offer.if_version(row.concern.version);
            form.send(offer.send(), move |_| {
                settling.set(None);
                toasts.say(format!("Offered. {} is asked to agree.", row.raised_by));
                queue.reload();
            });
        }
    };
    view! {
        <Dialog
            open=Bind::while_some(settling)
            title
            foot=move || view! {
                <Button kind=ButtonKind::Quiet on_press=move |()| settling.set(None)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary busy=form.busy() on_press=move |()| send()>"Offer it"</Button>
            }
        >
            <div class="form">
                <FormSummary form/>
                <p>{lead}</p>
                <NumberField
                    label="Hours a month"
                    optional=true
                    value=hours
                    min=0.5
                    max=40.0
                    step=0.5
                    unit="hours"
                    error=form.problem("minutes_per_month")
                />
                <TextField label="Start" optional=true kind=TextKind::Date value=not_before error=form.problem("not_before")/>
                <div class="answers-pair">
                    <TextField label="No sessions from" optional=true kind=TextKind::Date value=away_from error=form.problem("away.from")/>
                    <TextField label="No sessions until" optional=true kind=TextKind::Date value=away_until error=form.problem("away.until")/>
                </div>
            </div>
        </Dialog>
    }
}
