//! Links that no mail server could take, for an admin to hand on.

use crate::api::{Latest, Load, call};
use crate::format;
use crate::ui::{self, Banner, Button, Drawing, Empty, Tag, use_toasts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::sign_in::{LinkKind, ListLinks, WaitingLink};
use wasm_bindgen_futures::JsFuture;

#[component]
pub fn LinksPage() -> impl IntoView {
    let links = Latest::new(|| call::<ListLinks>((), (), ()));
    let state = move || {
        links.ready().map(|links| {
            format::plural(
                links.len() as i64,
                "{n} link waits to be handed on",
                "{n} links wait to be handed on",
            )
        })
    };
    view! {
        <ui::Page title="Sign-in links" state=state>
            <Banner>
                "No mail server could take these. Hand each one to its person, and to nobody else: whoever opens it can sign in as them."
            </Banner>
            <Load
                latest=links
                is_empty=Vec::is_empty
                empty=|| view! {
                    <Empty drawing=Drawing::Tray title="No links are waiting">
                        "Invitations and password resets appear here while they cannot be sent by mail."
                    </Empty>
                }
                let:links
            >
                <ul class="links">
                    <For
                        each=move || links.get().to_vec()
                        key=|link| link.url.clone()
                        let:link
                    >
                        <LinkRow link />
                    </For>
                </ul>
            </Load>
        </ui::Page>
    }
}

#[component]
fn LinkRow(link: WaitingLink) -> impl IntoView {
    let toasts = use_toasts();
    let kind = match link.kind {
        LinkKind::Setup => "Set-up",
        LinkKind::Invitation => "Invitation",
        LinkKind::Reset => "New password",
        LinkKind::Demo => "Demo",
    };
    let (url, name) = (link.url.clone(), link.name.clone());
    let copy = move |()| {
        let (url, name) = (url.clone(), name.clone());
        spawn_local(async move {
            if copied(&url).await {
                toasts.say(format!("Link for {name} copied"));
            } else {
                toasts.refuse("Your browser does not let Pairwell copy. Select the link and copy it yourself.");
            }
        });
    };
    let expires = format::relative(link.expires, format::now());
    view! {
        <li class="links-row card">
            <div class="links-who">
                <span class="name">{link.name}</span>
                <span class="soft">{link.email.to_string()}</span>
                <Tag label=kind />
                <span class="soft small">"Runs out "{expires}</span>
            </div>
            <code class="links-url">{link.url}</code>
            <Button small=true on_press=copy>"Copy link"</Button>
        </li>
    }
}

async fn copied(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    // Absent on plain-http addresses other than localhost.
    !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(text)).await.is_ok()
}
