//! Settling a concern for a manager who said so elsewhere, or who can't any more.

use super::queue::Queue;
use crate::api::Call;
use crate::format;
use crate::forms::{Form, FormSummary};
use crate::ui::{Bind, Button, ButtonKind, Dialog, RadioGroup, TextArea, use_toasts};
use leptos::prelude::*;
use pairwell_domain::api::concerns::{AnswerCompromise, AnswerCompromiseRequest, RaisedConcern};
use pairwell_domain::concern::{ManagerAnswer, managers_word};

const ANSWERS: [(ManagerAnswer, &str, &str); 2] = [
    (ManagerAnswer::Agree, "They agree", ""),
    (ManagerAnswer::Decline, "They do not agree", ""),
];

#[component]
pub(super) fn SettleDialog(
    settling: RwSignal<Option<RaisedConcern>>,
    queue: Queue,
) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new(&[("managers_word", "What they said")]);
    let answer = RwSignal::new(ManagerAnswer::Agree);
    let said = RwSignal::new(String::new());
    // What was begun about somebody is not for the next person.
    Effect::new(move |_| {
        settling.track();
        answer.set(ManagerAnswer::Agree);
        said.set(String::new());
        form.check(Ok(()));
    });
    let title = Signal::derive(move || {
        let name = settling.with(|row| row.as_ref().map(|row| row.name.clone()));
        format!("What the manager of {} said", name.unwrap_or_default())
    });
    let offered = move || settling.with(|row| row.as_ref()?.concern.compromise);
    let lead = move || match offered() {
        Some(offered) => format!("You offered {}.", format::compromise(&offered)),
        None => {
            "Nothing was offered yet: this says that the time is fine as it was asked for.".into()
        }
    };
    let send = move || {
        let Some(row) = settling.get_untracked() else {
            return;
        };
        let told = managers_word(&said.get_untracked()).map_err(|problem| vec![problem]);
        if let Some(told) = form.check(told) {
            let body = AnswerCompromiseRequest {
                answer: answer.get_untracked(),
                managers_word: Some(told),
            };
            let settle = Call::<AnswerCompromise>::new(row.concern.id, (), body);
            let settle = settle.if_version(row.concern.version);
            form.send(settle.send(), move |_| {
                settling.set(None);
                toasts.say("Settled. Their manager sees what you wrote.");
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
                <Button kind=ButtonKind::Primary busy=form.busy() on_press=move |()| send()>"Settle it"</Button>
            }
        >
            <div class="form">
                <FormSummary form/>
                <p>{lead}</p>
                {move || offered().is_some().then(|| view! {
                    <RadioGroup label="Their answer" hide_label=true value=answer options=ANSWERS.to_vec()/>
                })}
                <TextArea
                    label="What they said"
                    help=Some("Their manager sees it too.".to_owned())
                    value=said
                    error=form.problem("managers_word")
                />
            </div>
        </Dialog>
    }
}
