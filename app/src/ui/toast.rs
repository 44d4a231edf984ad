//! What just happened, with a way back: "Chen moved to Ada · Undo".
//!
//! The list belongs to the application, so a toast and its action outlive the
//! page that raised it. One with an action stays until it is used or
//! dismissed; one without goes after six seconds, unless it is being pointed
//! at or holds the focus. A toast replaces an earlier one on the same topic,
//! so ten moves in a row leave one toast.

use std::{sync::Arc, time::Duration};

use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    icon::{Glyph, Icon},
    live::{Announcer, use_announcer},
};

const SHOWN_FOR: Duration = Duration::from_secs(6);
const AT_MOST: usize = 4;

type Act = Arc<dyn Fn() + Send + Sync>;

/// A message to show: built with the methods below and given to [`Toasts::show`].
#[derive(Clone)]
pub struct Toast {
    words: String,
    refusal: bool,
    topic: Option<&'static str>,
    action: Option<(String, Act)>,
}

impl Toast {
    pub fn new(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            refusal: false,
            topic: None,
            action: None,
        }
    }

    /// Something was refused or failed.
    pub fn refusal(words: impl Into<String>) -> Self {
        Self {
            refusal: true,
            ..Self::new(words)
        }
    }

    /// Replaces an earlier toast on the same topic.
    pub fn topic(mut self, topic: &'static str) -> Self {
        self.topic = Some(topic);
        self
    }

    pub fn action(
        mut self,
        label: impl Into<String>,
        act: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        self.action = Some((label.into(), Arc::new(act)));
        self
    }
}

/// The application's toasts.
#[derive(Clone, Copy)]
pub struct Toasts {
    announcer: Announcer,
    list: RwSignal<Vec<(u64, Toast)>>,
    next: StoredValue<u64>,
}

impl Toasts {
    pub fn show(&self, toast: Toast) {
        self.announcer.say(match &toast.action {
            Some((label, _)) => format!("{}. {label} is offered.", toast.words),
            None => toast.words.clone(),
        });
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        self.list.update(|list| {
            list.retain(|(_, earlier)| toast.topic.is_none() || earlier.topic != toast.topic);
            list.push((number, toast));
            let surplus = list.len().saturating_sub(AT_MOST);
            list.drain(..surplus);
        });
    }

    /// Says what happened.
    pub fn say(&self, words: impl Into<String>) {
        self.show(Toast::new(words));
    }

    /// Says what was refused, and why.
    pub fn refuse(&self, words: impl Into<String>) {
        self.show(Toast::refusal(words));
    }

    /// Says what happened and offers to undo it.
    pub fn undo(
        &self,
        words: impl Into<String>,
        topic: &'static str,
        undo: impl Fn() + Send + Sync + 'static,
    ) {
        self.show(Toast::new(words).topic(topic).action("Undo", undo));
    }

    /// Takes away whatever is shown on a topic.
    pub fn clear(&self, topic: &'static str) {
        self.list
            .update(|list| list.retain(|(_, toast)| toast.topic != Some(topic)));
    }

    fn dismiss(&self, number: u64) {
        self.list
            .update(|list| list.retain(|(other, _)| *other != number));
    }
}

/// Makes toasts available below the current owner. Needs the announcer.
pub fn provide_toasts() -> Toasts {
    let toasts = Toasts {
        announcer: use_announcer(),
        list: RwSignal::new(Vec::new()),
        next: StoredValue::new(0),
    };
    provide_context(toasts);
    toasts
}

/// The application's toasts.
pub fn use_toasts() -> Toasts {
    expect_context::<Toasts>()
}

/// Where toasts appear: mounted once.
#[component]
pub fn ToastHost() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <section class="toasts" aria-label="Messages">
            <For each=move || toasts.list.get() key=|(number, _)| *number let((number, toast))>
                <ToastView toast on_dismiss=move |()| toasts.dismiss(number)/>
            </For>
        </section>
    }
}

#[component]
fn ToastView(toast: Toast, #[prop(into)] on_dismiss: Callback<()>) -> impl IntoView {
    let card = NodeRef::<html::Div>::new();
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stays = toast.action.is_some();
    let hold = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let dismiss = move || {
        keep_focus_in_page(card);
        on_dismiss.run(());
    };
    let start = move || {
        hold();
        if !stays {
            let handle = set_timeout_with_handle(dismiss, SHOWN_FOR).ok();
            timer.set_value(handle);
        }
    };
    start();
    on_cleanup(hold);

    let action = toast.action.map(|(label, act)| {
        let press = move |_| {
            dismiss();
            act();
        };
        view! { <button type="button" class="toast-action" on:click=press>{label}</button> }
    });
    view! {
        <div
            node_ref=card
            class="toast"
            data-tone=toast.refusal.then_some("refusal")
            on:pointerenter=move |_| hold()
            on:pointerleave=move |_| start()
            on:focusin=move |_| hold()
            on:focusout=move |_| start()
        >
            {toast.refusal.then(|| view! { <Icon of=Glyph::Warning/> })}
            <span class="toast-words">{toast.words}</span>
            {action}
            <button type="button" class="toast-close" aria-label="Dismiss" on:click=move |_| dismiss()>
                <Icon of=Glyph::Close/>
            </button>
        </div>
    }
}

/// A toast that goes while it holds the focus hands it to the main content,
/// rather than dropping the keyboard at the top of the document.
fn keep_focus_in_page(card: NodeRef<html::Div>) {
    let Some(card) = card.try_get_untracked().flatten() else {
        return;
    };
    let holds_focus = document()
        .active_element()
        .is_some_and(|focused| card.contains(Some(&focused)));
    let main = document().query_selector("main").ok().flatten();
    if let Some(main) = main
        .filter(|_| holds_focus)
        .and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = main.focus();
    }
}
