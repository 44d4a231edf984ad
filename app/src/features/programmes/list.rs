//! Every programme, and starting one.

use super::start::StartDialog;
use crate::api::{Latest, Load, call};
use crate::format;
use crate::routes::Page;
use crate::session::use_session;
use crate::ui::{self, Button, ButtonKind, Drawing, Empty, Glyph, Shape, Skeleton, Tag, TagTone};
use leptos::prelude::*;
use pairwell_domain::access::{Action, Resource};
use pairwell_domain::api::programmes::{ListProgrammes, ProgrammeSummary};

#[component]
pub fn ProgrammesPage() -> impl IntoView {
    let session = use_session();
    let programmes = Latest::new(|| call::<ListProgrammes>((), (), ()));
    let starting = RwSignal::new(false);
    let may_start = move || session.may(Action::CreateProgramme, Resource::Organisation);
    let state = move || {
        let count = programmes.ready()?.len();
        Some(format::plural(count, "{n} programme", "{n} programmes"))
    };
    let start = move || {
        may_start().then(|| {
            view! {
                <Button kind=ButtonKind::Primary icon=Glyph::Plus on_press=move |()| starting.set(true)>
                    "Start a programme"
                </Button>
            }
        })
    };
    let empty = move || {
        view! {
            <Empty drawing=Drawing::Meeting title="There is no programme yet" action=start>
                "A programme is one run of mentoring: from when to when, who takes part, who goes with whom."
            </Empty>
        }
    };
    view! {
        <ui::Page title="Programmes" state=state actions=start>
            <Load
                latest=programmes
                skeleton=|| view! { <Skeleton label="Loading programmes" shape=Shape::Cards(3)/> }
                is_empty=Vec::is_empty
                empty
                let:loaded
            >
                <ul class="grid-cards programmes" aria-label="Programmes">
                    <For each=move || loaded.get().to_vec() key=|p| (p.programme.id, p.programme.version) let:summary>
                        <Card summary/>
                    </For>
                </ul>
            </Load>
            <StartDialog open=starting/>
        </ui::Page>
    }
}

#[component]
fn Card(summary: ProgrammeSummary) -> impl IntoView {
    let session = use_session();
    let programme = summary.programme;
    let id = programme.id;
    let parts = move || {
        let me = session.me()?;
        let mine = me.programmes.iter().find(|p| p.id == id)?;
        let parts = [
            mine.coordinator.then_some("You coordinate"),
            mine.mentor.map(|_| "You mentor"),
            mine.mentee.map(|_| "You are mentored"),
        ];
        let tags = parts.into_iter().flatten();
        Some(
            tags.map(|words| view! { <Tag label=words tone=TagTone::Accent/> })
                .collect_view(),
        )
    };
    let coordinators = match summary.coordinators.as_slice() {
        [] => "No coordinator".to_owned(),
        names => format!("Coordinated by {}", names.join(", ")),
    };
    view! {
        <li class="card programme-card">
            <h2><a href=Page::Programme(id).path()><bdi>{programme.name}</bdi></a></h2>
            <p class="soft">{format!("{} to {}", programme.starts_on, programme.ends_on)}</p>
            <p class="soft small">{coordinators}</p>
            <div class="row">{parts}</div>
        </li>
    }
}
