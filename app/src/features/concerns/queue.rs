//! Managers' concerns, for the coordinators to settle.

use super::compromise::CompromiseDialog;
use super::settle::SettleDialog;
use super::{follow, words};
use crate::api::{Latest, Load, call};
use crate::format;
use crate::ui::{self, Button, ButtonKind, Drawing, Empty, Glyph, Tag, TagTone, VisuallyHidden};
use leptos::prelude::*;
use pairwell_domain::api::concerns::{ListConcerns, RaisedConcern};
use pairwell_domain::concern::{ConcernState, PRESSES_AFTER};
use pairwell_domain::id::ProgrammeId;

pub(super) type Queue = Latest<Vec<RaisedConcern>>;

#[component]
pub fn ConcernsPage(programme: ProgrammeId) -> impl IntoView {
    let queue: Queue = Latest::new(move || call::<ListConcerns>(programme, (), ()));
    follow(queue);
    let offering = RwSignal::new(None::<RaisedConcern>);
    let settling = RwSignal::new(None::<RaisedConcern>);
    let state = move || {
        let queue = queue.ready()?;
        let open = queue.iter().filter(|row| row.concern.state.is_open());
        Some(format::plural(
            open.count(),
            "{n} open concern",
            "{n} open concerns",
        ))
    };
    view! {
        <ui::Page title="Time concerns" state=state>
            <Load
                latest=queue
                is_empty=Vec::is_empty
                empty=|| view! {
                    <Empty drawing=Drawing::Tray title="No concerns">
                        "When a manager finds that mentoring asks too much of somebody’s time, you find it here."
                    </Empty>
                }
                let:loaded
            >
                <ul class="requests">
                    {move || loaded.get().iter().map(|row| view! { <Row row=row.clone() offering settling/> }).collect_view()}
                </ul>
            </Load>
            <CompromiseDialog settling=offering queue/>
            <SettleDialog settling queue/>
        </ui::Page>
    }
}

#[component]
fn Row(
    row: RaisedConcern,
    offering: RwSignal<Option<RaisedConcern>>,
    settling: RwSignal<Option<RaisedConcern>>,
) -> impl IntoView {
    let concern = row.concern.clone();
    let now = format::now();
    let (label, tone): (_, TagTone) = words::for_coordinator(concern.state);
    let presses = row.presses.then(|| {
        let label = format!("Open for more than {PRESSES_AFTER} working days");
        view! { <Tag label tone=TagTone::Amber icon=Glyph::Clock/> }
    });
    let asked = format::hours_a_month(row.minutes_per_month);
    let asked = format!("{} · {asked} asked for", words::role(row.role));
    let raised = format!(
        "{}, {}: {}",
        row.raised_by,
        format::relative(concern.raised_at, now),
        concern.kind.words().to_lowercase()
    );
    let note = concern.note.clone();
    let offered = concern.compromise.map(|offered| {
        let words = format::compromise(&offered);
        match concern.state {
            ConcernState::Agreed => format!("Agreed: {words}."),
            ConcernState::Declined => format!("Offered and declined: {words}."),
            _ => format!("Offered: {words}."),
        }
    });
    let as_asked = concern.state == ConcernState::Agreed && concern.compromise.is_none();
    let settled = concern
        .settled_at
        .map(|at| format!("Settled {}", format::relative(at, now)));
    let word = concern
        .managers_word
        .clone()
        .map(|said| format!("Settled on the manager’s word: {said}"));
    let is_open = concern.state.is_open();
    let name = row.name.clone();
    let words = match concern.state {
        ConcernState::Raised => "Offer a compromise",
        _ => "Change the offer",
    };
    let whom = StoredValue::new(format!(" for {name}, {}", row.role.word()));
    let row = StoredValue::new(row);
    let offer = move || offering.set(Some(row.get_value()));
    let settle = move || settling.set(Some(row.get_value()));
    view! {
        <li class="request card">
            <header class="request-head">
                <h2 class="request-title">{name}</h2>
                <span class="concern-tags">{presses}<Tag label tone/></span>
            </header>
            <p>{asked}</p>
            <p class="soft small">{raised}</p>
            {(!note.is_empty()).then(|| view! { <p class="request-message">{note}</p> })}
            {offered.map(|words| view! { <p><strong>{words}</strong></p> })}
            {as_asked.then(|| view! { <p>"The manager found the time fine as it was asked for."</p> })}
            {word.map(|words| view! { <p class="soft small">{words}</p> })}
            {settled.map(|words| view! { <p class="soft small">{words}</p> })}
            {is_open.then(|| {
                let kind = match concern.state {
                    ConcernState::Raised => ButtonKind::Primary,
                    _ => ButtonKind::default(),
                };
                view! {
                    <div class="request-actions">
                        <Button kind on_press=move |()| offer()>
                            {words}<VisuallyHidden>{whom.get_value()}</VisuallyHidden>
                        </Button>
                        <Button kind=ButtonKind::Quiet on_press=move |()| settle()>
                            "The manager told me"<VisuallyHidden>{whom.get_value()}</VisuallyHidden>
                        </Button>
                    </div>
                }
            })}
        </li>
    }
}
