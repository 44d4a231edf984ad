//! Nothing here, or nothing the visitor may see: the two look alike on purpose.

use crate::routes::Page;
use crate::ui::{self, ButtonLink, Drawing, Empty};
use leptos::prelude::*;

#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <ui::Page title="Page not found">
            <Empty
                drawing=Drawing::Signpost
                title="There is nothing here that you can see"
                action=|| {
                    view! { <ButtonLink href=Page::Home.path()>"Go to your home page"</ButtonLink> }
                }
            >
                "The address may be mistyped, or belong to a programme you are not part of."
            </Empty>
        </ui::Page>
    }
}
