//! Publishing: what it would do, what deserves a look first, who gets mail; and
//! one yes.

use super::state::{BoardState, Saving};
use crate::api::{Call, Latest, Load, call, new_key};
use crate::files::{Kind, save};
use crate::format;
use crate::forms;
use crate::ui::{
    Banner, Bind, Button, ButtonKind, Dialog, DialogSize, Fit, FitSize, Shape, Skeleton, TextArea,
    Toast, Toasts, Tone, use_toasts,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::CallError;
use pairwell_domain::api::board::{
    LOW_FIT, PlannedPair, PreviewPublication, PublicationPreview, PublishBoard, ReadRecord,
};
use pairwell_domain::concern;
use pairwell_domain::id::PublicationId;
use std::sync::Arc;
use wasm_bindgen::JsCast;

#[component]
pub fn PublishDialog(state: BoardState) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<String>);
    // Why, where somebody's manager has an open concern.
    let reason = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    // One key for one intention: asking twice publishes once.
    let key = StoredValue::new(String::new());
    let preview = RwSignal::new(None::<Latest<PublicationPreview>>);
    Effect::new(move |_| {
        if state.publishing.get() {
            // What a slider is on is seen, and so it is published.
            untrack(|| state.settle());
            refused.set(None);
            reason.set(String::new());
            tried.set(false);
            key.set_value(new_key());
            let id = state.id;
            preview.set(Some(Latest::new(move || {
                // What is not saved yet is not previewed: ask again once it is.
                let saved = state.saving() == Saving::Saved;
                async move {
                    let _ = saved;
                    call::<PreviewPublication>(id, (), ()).await
                }
            })));
        }
    });
    let asked = preview;
    let shown = move || preview.get().and_then(|preview| preview.ready());
    let open = Bind::new(state.publishing, move |open: bool| {
        if !busy.get_untracked() {
            state.publishing.set(open);
        }
    });
    let publish = move || {
        let Some(preview) = untrack(shown) else {
            return;
        };
        let mut seen = preview.seen();
        if has_concerns(&preview) {
            tried.set(true);
            match concern::reason(&reason.get_untracked()) {
                Ok(reason) => seen.concern_reason = Some(reason),
                Err(_) => return focus_what_is_wrong(),
            }
        }
        busy.set(true);
        refused.set(None);
        spawn_local(async move {
            let request = Call::<PublishBoard>::new(state.id, (), seen);
            let one = key.get_value();
            let answer = request.if_version(preview.version).once(&one).send().await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(publication) => {
                    state.publishing.set(false);
                    let pairs = publication.pairs.len();
                    let pairs = format::plural(pairs, "{n} pair published", "{n} pairs published");
                    let mails = format::plural(preview.mails, "{n} person gets", "{n} people get");
                    let record = publication.id;
                    let told = Toast::new(format!("{pairs}. {mails} mail."));
                    toasts
                        .show(told.action("Download the record", move || hand_out(record, toasts)));
                }
                Err(error) => {
                    refused.set(Some(forms::words(&error)));
                    // What was refused did not happen: what is sent next is another request.
                    if matches!(error, CallError::Refused(_)) {
                        key.set_value(new_key());
                    }
                    // What it was refused for may be new.
                    if let Some(latest) = asked.get_untracked() {
                        latest.reload();
                    }
                }
            }
            state.read_again();
        });
    };
    let can_publish = move || shown().is_some_and(|preview| !preview.pairs.is_empty());
    let words = move || match shown() {
        Some(preview) => {
            format::plural(preview.pairs.len(), "Publish {n} pair", "Publish {n} pairs")
        }
        None => "Publish".to_owned(),
    };
    view! {
        <Dialog
            open
            title="Publish"
            size=DialogSize::Wide
            foot=move || view! {
                <Button kind=ButtonKind::Quiet on_press=move |()| state.publishing.set(false)>"Not yet"</Button>
                <Button kind=ButtonKind::Primary busy=busy disabled=Signal::derive(move || !can_publish()) on_press=move |()| publish()>{words}</Button>
            }
        >
            {move || refused.get().map(|why| view! { <Banner tone=Tone::Refusal announce=true>{why}</Banner> })}
            {move || preview.get().map(|preview| view! {
                <Load latest=preview skeleton=|| view! { <Skeleton label="Working out what would be published" shape=Shape::Rows(5)/> } let:shown>
                    <Preview state preview=shown reason tried/>
                </Load>
            })}
        </Dialog>
    }
}

/// Takes whoever pressed to what has to be written first, once that is marked.
fn focus_what_is_wrong() {
    request_animation_frame(|| {
        let wrong = document().query_selector(".publish [aria-invalid]");
        let wrong = wrong.ok().flatten();
        if let Some(wrong) = wrong.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Refused only by what can't have the focus.
            let _ = wrong.focus();
        }
    });
}

/// Saves everything that computed a publication, for `pairwell replay`.
fn hand_out(publication: PublicationId, toasts: Toasts) {
    spawn_local(async move {
        let saved = match call::<ReadRecord>(publication, (), ()).await {
            Ok(record) => {
                let text = serde_json::to_string(&record).expect("a record is always JSON");
                save(
                    &format!("publication-{publication}.json"),
                    Kind::Json,
                    &text,
                )
                .is_ok()
            }
            Err(_) => false,
        };
        if !saved {
            toasts.refuse("The record could not be fetched. It is kept: ask for it again later.");
        }
    });
}

#[component]
fn Preview(
    state: BoardState,
    preview: Signal<Arc<PublicationPreview>>,
    reason: RwSignal<String>,
    tried: RwSignal<bool>,
) -> impl IntoView {
    move || {
        let preview = preview.get();
        let new = format::plural(preview.pairs.len(), "{n} new pair", "{n} new pairs");
        let mails = format::plural(preview.mails, "{n} person gets mail", "{n} people get mail");
        let standing = (preview.standing > 0).then(|| {
            format::plural(
                preview.standing,
                "{n} pair stays as it is",
                "{n} pairs stay as they are",
            )
        });
        let look: Vec<PlannedPair> = preview
            .pairs
            .iter()
            .filter(|pair| is_odd(pair))
            .cloned()
            .collect();
        // Blind, how many says enough.
        let blind = state.read(|model| model.is_blind());
        let names = |names: &[String]| match blind {
            true => format::plural(names.len(), "{n} person", "{n} people"),
            false => names.join(", "),
        };
        let (unmatched, without) = (preview.unmatched.len(), preview.without_address.len());
        let (unmatched_names, without_names) =
            (names(&preview.unmatched), names(&preview.without_address));
        view! {
            <div class="publish">
                <p>
                    <strong>{new}</strong>
                    ". Each is proposed to both sides; nothing is settled until both say yes. "
                    {standing.map(|words| format!("{words}. "))}
                    {format!("{mails}. Nothing is sent before you publish.")}
                </p>
                {(preview.pairs.is_empty()).then(|| view! { <Banner>"There is no new pair to publish."</Banner> })}
                {(!look.is_empty()).then(|| view! { <Odd state pairs=look/> })}
                {has_concerns(&preview).then(|| view! { <OverConcerns reason tried/> })}
                {(without > 0).then(|| view! {
                    <Banner tone=Tone::Warning title=Some("No address on the roster".to_owned())>
                        {format!("They get no mail: {without_names}.")}
                    </Banner>
                })}
                {(unmatched > 0).then(|| view! {
                    <details>
                        <summary>{format::plural(unmatched, "{n} mentee stays unmatched", "{n} mentees stay unmatched")}</summary>
                        <p>{unmatched_names}</p>
                    </details>
                })}
                <details>
                    <summary>"All new pairs"</summary>
                    <Pairs state pairs=preview.pairs.clone()/>
                </details>
            </div>
        }
    }
}

/// What the two are called on the board: numbers when it is blind.
fn called(state: BoardState, pair: &PlannedPair) -> (String, String) {
    state.read(|model| {
        let pool = model.pool();
        match (pool.mentee_at(pair.mentee), pool.mentor_at(pair.mentor)) {
            (Some(mentee), Some(mentor)) => (model.mentee_name(mentee), model.mentor_name(mentor)),
            // Somebody came in since the board was read.
            _ => (pair.mentee_name.clone(), pair.mentor_name.clone()),
        }
    })
}

fn is_odd(pair: &PlannedPair) -> bool {
    let told = !pair.warnings.is_empty() || !pair.concerns.is_empty();
    pair.fit < LOW_FIT || told || pair.override_reason.is_some()
}

fn has_concerns(preview: &PublicationPreview) -> bool {
    preview.pairs.iter().any(|pair| !pair.concerns.is_empty())
}

/// Asks why pairs are published whose managers have said that the time is a concern.
#[component]
fn OverConcerns(reason: RwSignal<String>, tried: RwSignal<bool>) -> impl IntoView {
    let problem = Signal::derive(move || {
        let problem = reason.with(|reason| concern::reason(reason)).err()?;
        tried
            .get()
            .then(|| format!("Your reason {}", problem.message))
    });
    view! {
        <TextArea
            label="Why publish while managers’ concerns are open?"
            help=Some("Settling them first is kinder. The reason is kept with what is published.".to_owned())
            value=reason
            error=problem
        />
    }
}

/// Pairs that deserve a look before people hear of them.
#[component]
fn Odd(state: BoardState, pairs: Vec<PlannedPair>) -> impl IntoView {
    let title = format::plural(
        pairs.len(),
        "{n} pair deserves a look first",
        "{n} pairs deserve a look first",
    );
    view! {
        <Banner tone=Tone::Warning title=Some(title)>
            <Pairs state pairs/>
        </Banner>
    }
}

#[component]
fn Pairs(state: BoardState, pairs: Vec<PlannedPair>) -> impl IntoView {
    let rows = pairs.into_iter().map(|pair| {
        let (mentee, mentor) = called(state, &pair);
        let mut notes: Vec<String> = pair.warnings.iter().map(|w| w.words().to_owned()).collect();
        notes.extend(
            pair.override_reason
                .map(|reason| format!("Overridden: “{reason}”")),
        );
        notes.extend(pair.concerns.iter().map(|concern| {
            let whose = concern.about.word();
            let why = concern.kind.words().to_lowercase();
            format!("The {whose}’s manager has an open concern about time: {why}.")
        }));
        if pair.fit < LOW_FIT {
            notes.push("Low fit.".to_owned());
        }
        view! {
            <li class="publish-pair">
                <Fit score=pair.fit size=FitSize::S/>
                <span><bdi>{mentee}</bdi>" with "<bdi>{mentor}</bdi></span>
                <span class="soft small">{notes.join(" ")}</span>
            </li>
        }
    });
    view! { <ul class="publish-pairs">{rows.collect_view()}</ul> }
}
