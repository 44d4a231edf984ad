//! One programme: what it is, my part in it, and for those who run it what is
//! next and its settings.

use super::coordinators::Coordinators;
use super::mine::MyPart;
use super::settings::Settings;
use crate::api::{Latest, Load, call};
use crate::format;
use crate::routes::Page;
use crate::session::use_session;
use crate::ui::{self, ButtonKind, ButtonLink, Glyph, Shape, Skeleton};
use leptos::prelude::*;
use pairwell_domain::access::{Action, Resource};
use pairwell_domain::api::programmes::{EnrolledCounts, GetProgramme, ProgrammeDetail};
use pairwell_domain::id::ProgrammeId;
use std::sync::Arc;

#[component]
pub fn ProgrammePage(programme: ProgrammeId) -> impl IntoView {
    let session = use_session();
    let about = Latest::new(move || call::<GetProgramme>(programme, (), ()));
    let title = Signal::derive(move || {
        let about = about.ready();
        about.map_or_else(
            || "Programme".to_owned(),
            |about| about.programme.name.clone(),
        )
    });
    let state = move || {
        let about = about.ready()?;
        let programme = &about.programme;
        Some(format!("{} to {}", programme.starts_on, programme.ends_on))
    };
    let configures =
        Memo::new(move |_| session.may(Action::ConfigureProgramme, Resource::Programme(programme)));
    let takes_part = Memo::new(move |_| session.me().is_some_and(|me| me.person.is_some()));
    view! {
        <ui::Page title state=state>
            <Load
                latest=about
                skeleton=|| view! { <Skeleton label="Loading the programme" shape=Shape::Lines(5)/> }
                let:loaded
            >
                <Counts programme loaded/>
                <Show when=move || takes_part.get()><MyPart programme/></Show>
                <Show when=move || configures.get()>
                    <Coordinators about loaded/>
                    <Settings about loaded/>
                </Show>
            </Load>
        </ui::Page>
    }
}

/// How enrolment stands, with what comes next.
#[component]
fn Counts(programme: ProgrammeId, loaded: Signal<Arc<ProgrammeDetail>>) -> impl IntoView {
    move || {
        let EnrolledCounts {
            mentors,
            mentees,
            applied,
            invited,
            pairs,
        } = loaded.with(|about| about.enrolled)?;
        let sums = [
            ("Mentors in the pool", mentors),
            ("Mentees in the pool", mentees),
            ("Waiting to be accepted", applied),
            ("Invited", invited),
            ("Pairs", pairs),
        ];
        let sums = sums.into_iter().map(|(words, count)| {
            view! { <div class="import-sum"><dt>{words}</dt><dd>{format::number(count)}</dd></div> }
        });
        let nobody = mentors + mentees + applied + invited == 0;
        let next = if nobody {
            view! {
                <ButtonLink kind=ButtonKind::Primary icon=Glyph::Upload href=Page::ProgrammeImport(programme).path()>
                    "Import a sheet of volunteers"
                </ButtonLink>
            }
            .into_any()
        } else {
            view! {
                <ButtonLink kind=ButtonKind::Primary icon=Glyph::Board href=Page::ProgrammeBoard(programme).path()>"Open the board"</ButtonLink>
                <ButtonLink icon=Glyph::People href=Page::ProgrammePeople(programme).path()>"Enrolments"</ButtonLink>
            }
            .into_any()
        };
        Some(view! {
            <section class="stack" aria-label="How enrolment stands">
                <dl class="import-sums">{sums.collect_view()}</dl>
                <div class="row">{next}</div>
            </section>
        })
    }
}
