//! Starting a programme: a name and its dates; everything else can be set later.

use crate::api::call;
use crate::format;
use crate::forms::{Form, FormSummary};
use crate::routes::{Page, use_location};
use crate::session::use_session;
use crate::ui::{Bind, Button, ButtonKind, Dialog, TextField, TextKind, use_toasts};
use leptos::prelude::*;
use pairwell_domain::api::programmes::CreateProgramme;
use pairwell_domain::programme::{ProgrammeDraft, default};

#[component]
pub fn StartDialog(open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let location = use_location();
    let toasts = use_toasts();
    let form = Form::new(&[("name", "Name"), ("starts_on", "Start"), ("ends_on", "End")]);
    let today = format::now().date();
    let name = RwSignal::new(String::new());
    let starts_on = RwSignal::new(today.to_string());
    let ends_on = RwSignal::new(today.plus_months(i32::from(default::MONTHS)).to_string());
    let send = move || {
        let draft = ProgrammeDraft {
            name: name.get_untracked(),
            starts_on: starts_on.get_untracked(),
            ends_on: ends_on.get_untracked(),
        };
        if form.check(draft.validate()).is_some() {
            form.send(call::<CreateProgramme>((), (), draft), move |programme| {
                open.set(false);
                toasts.say(format!("{} is started. You coordinate it.", programme.name));
                session.reload();
                location.go(Page::Programme(programme.id));
            });
        }
    };
    view! {
        <Dialog
            open=Bind::from(open)
            title="Start a programme"
            foot=move || view! {
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary busy=form.busy() on_press=move |()| send()>"Start programme"</Button>
            }
        >
            <div class="form">
                <FormSummary form/>
                <TextField label="Name" value=name error=form.problem("name") placeholder="Spring programme"/>
                <div class="answers-pair">
                    <TextField label="Start" kind=TextKind::Date value=starts_on error=form.problem("starts_on")/>
                    <TextField label="End" kind=TextKind::Date value=ends_on error=form.problem("ends_on")/>
                </div>
            </div>
        </Dialog>
    }
}
