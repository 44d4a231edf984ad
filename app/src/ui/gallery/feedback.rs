//! What the interface says back: banners, empty states, toasts, dialogs.

use leptos::prelude::*;

use super::Part;
use crate::ui::{
    Banner, Button, ButtonKind, Dialog, Drawing, Empty, TextField, Tone, toast::Toast, use_toasts,
};

#[component]
pub fn Feedback() -> impl IntoView {
    view! {
        <Part title="Banners">
            <Banner title="Draft 2 is open in another window".to_owned()>"Changes there appear here as they happen."</Banner>
            <Banner tone=Tone::Warning action=|| view! { <Button small=true>"Review 2 concerns"</Button> }>
                "Two time concerns are open. Publishing now asks for a reason."
            </Banner>
            <Banner tone=Tone::Refusal title="Ada manages Noor's manager".to_owned()>
                "A pair inside one reporting line is blocked. A coordinator may override it with a reason."
            </Banner>
            <Banner tone=Tone::Good>"118 pairs published. Everyone has been told."</Banner>
        </Part>
        <Part title="Empty">
            <div class="grid-cards">
                {Drawing::ALL.iter().map(|drawing| view! {
                    <Empty
                        drawing=*drawing
                        title="No mentor matches"
                        action=|| view! { <Button>"Clear filters"</Button> }
                    >"Four filters are on. Most mentors drop out at “Speaks Arabic”."</Empty>
                }).collect_view()}
            </div>
        </Part>
    }
}

#[component]
pub fn Overlays() -> impl IntoView {
    let toasts = use_toasts();
    let (open, wide) = (RwSignal::new(false), RwSignal::new(false));
    let reason = RwSignal::new(String::new());
    view! {
        <Part title="Toasts and dialogs">
            <div class="row">
                <Button on_press=move |_| toasts.undo("Chen moved to Ada", "board", move || toasts.say("Chen is back with Omar"))>"Toast with undo"</Button>
                <Button on_press=move |_| toasts.say("Saved")>"Toast"</Button>
                <Button on_press=move |_| toasts.show(Toast::refusal("Ada is full: 3 of 3 places").action("Show places", || ()))>"Refusal"</Button>
                <Button on_press=move |_| open.set(true)>"Dialog with a form"</Button>
                <Button on_press=move |_| wide.set(true)>"Wide dialog"</Button>
            </div>
            <Dialog
                open
                title="Override the reporting line?"
                foot=move || view! {
                    <Button on_press=move |_| open.set(false)>"Keep it blocked"</Button>
                    <Button kind=ButtonKind::Primary on_press=move |_| open.set(false)>"Override"</Button>
                }
            >
                <p>"Ada is the manager of Noor's manager. Your reason stands on the card and in the record."</p>
                <TextField label="Reason" value=reason help="At least 20 characters."/>
            </Dialog>
            <Dialog open=wide title="Publish 118 pairs" size=crate::ui::DialogSize::Wide>
                {(1..40).map(|n| view! { <p>{format!("{n}. A long list scrolls inside the dialog, its head and foot stay.")}</p> }).collect_view()}
            </Dialog>
        </Part>
    }
}
