//! Asking before somebody is taken out of a programme.

use super::state::Enrolments;
use crate::format;
use crate::ui::{Bind, Button, ButtonKind, Dialog};
use leptos::prelude::*;
use pairwell_domain::api::enrolments::EnrolmentRow;
use pairwell_domain::enrolment::EnrolmentState;

#[component]
pub fn WithdrawDialog(
    enrolments: Enrolments,
    withdrawing: RwSignal<Option<EnrolmentRow>>,
) -> impl IntoView {
    let open = Bind::while_some(withdrawing);
    let title = Signal::derive(move || {
        let name = withdrawing.with(|row| row.as_ref().map(|row| row.name.clone()));
        format!("Withdraw {}?", name.unwrap_or_default())
    });
    let pairs = move || {
        let pairs = withdrawing.with(|row| row.as_ref().map_or(0, |row| row.pairs));
        (pairs > 0).then(|| {
            format::plural(
                pairs,
                "Their pair ends, and the other is back in the pool at once.",
                "Their {n} pairs end, and the others are back in the pool at once.",
            )
        })
    };
    let withdraw = move || {
        if let Some(row) = withdrawing.get_untracked() {
            enrolments.move_on(&row, EnrolmentState::Withdrawn);
        }
        withdrawing.set(None);
    };
    view! {
        <Dialog
            open
            title
            foot=move || view! {
                <Button kind=ButtonKind::Quiet on_press=move |()| withdrawing.set(None)>"Cancel"</Button>
                <Button kind=ButtonKind::Danger on_press=move |()| withdraw()>"Withdraw"</Button>
            }
        >
            <p>"They take part no longer. They can volunteer again whenever they like."</p>
            <p>{pairs}</p>
        </Dialog>
    }
}
