//! A programme's settings, changed on the version that was seen.

use crate::api::{Call, Latest};
use crate::forms::{Form, FormSummary};
use crate::ui::{Button, ButtonKind, NumberField, TextField, TextKind, use_toasts};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use pairwell_domain::api::programmes::{ProgrammeDetail, UpdateProgramme};
use pairwell_domain::programme::SettingsDraft;
use std::sync::Arc;

#[component]
pub fn Settings(
    about: Latest<ProgrammeDetail>,
    loaded: Signal<Arc<ProgrammeDetail>>,
) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new(&[
        ("name", "Name"),
        ("starts_on", "Start"),
        ("ends_on", "End"),
        ("cadence_days", "Days between sessions"),
        ("hours_per_month", "Hours a month"),
        ("pair_months", "Months a pair runs"),
        ("capacity_cap", "Most mentees a mentor"),
    ]);
    let start = loaded.with_untracked(|about| SettingsDraft::of(&about.programme));
    let name = RwSignal::new(start.name);
    let starts_on = RwSignal::new(start.starts_on);
    let ends_on = RwSignal::new(start.ends_on);
    let cadence = RwSignal::new(start.cadence_days);
    let hours = RwSignal::new(start.hours_per_month);
    let months = RwSignal::new(start.pair_months);
    let cap = RwSignal::new(start.capacity_cap);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let draft = SettingsDraft {
            name: name.get_untracked(),
            starts_on: starts_on.get_untracked(),
            ends_on: ends_on.get_untracked(),
            cadence_days: cadence.get_untracked(),
            hours_per_month: hours.get_untracked(),
            pair_months: months.get_untracked(),
            capacity_cap: cap.get_untracked(),
        };
        let now = loaded.with_untracked(|about| (**about).clone());
        if form.check(draft.apply(&now.programme)).is_some() {
            let call = Call::<UpdateProgramme>::new(now.programme.id, (), draft)
                .if_version(now.programme.version);
            form.send(call.send(), move |programme| {
                about.set(ProgrammeDetail { programme, ..now });
                toasts.say("The settings are saved.");
            });
        }
    };
    view! {
        <section class="stack stack-stretch programme-section" aria-labelledby="settings">
            <h2 id="settings">"Settings"</h2>
            <form class="form" novalidate=true on:submit=submit>
                <FormSummary form/>
                <TextField label="Name" value=name error=form.problem("name")/>
                <div class="answers-pair">
                    <TextField label="Start" kind=TextKind::Date value=starts_on error=form.problem("starts_on")/>
                    <TextField label="End" kind=TextKind::Date value=ends_on error=form.problem("ends_on")/>
                    <NumberField label="Days between sessions" value=cadence min=7.0 max=92.0 error=form.problem("cadence_days")/>
                    <NumberField label="Hours a month" value=hours min=0.5 max=40.0 step=0.5 error=form.problem("hours_per_month")/>
                    <NumberField label="Months a pair runs" value=months min=1.0 max=24.0 error=form.problem("pair_months")/>
                    <NumberField label="Most mentees a mentor" value=cap min=1.0 max=20.0 error=form.problem("capacity_cap")/>
                </div>
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary submit=true busy=form.busy()>"Save settings"</Button>
                </div>
            </form>
        </section>
    }
}
