//! Enrolling the volunteers of a sheet.

use crate::imports::{FileOnItsWay, ImportFile, Kind};
use crate::routes::Page;
use crate::ui::{self, ButtonKind, ButtonLink};
use leptos::prelude::*;
use pairwell_domain::api::enrolments::ImportEnrolments;
use pairwell_domain::id::ProgrammeId;

#[component]
pub fn EnrolmentsImportPage(programme: ProgrammeId) -> impl IntoView {
    let file = FileOnItsWay::to::<ImportEnrolments>(Kind::Enrolments, programme);
    let after = move || {
        view! {
            <div class="row">
                <ButtonLink kind=ButtonKind::Primary href=Page::ProgrammeBoard(programme).path()>"Open the board"</ButtonLink>
                <ButtonLink href=Page::ProgrammePeople(programme).path()>"See who takes part"</ButtonLink>
            </div>
        }
    };
    view! {
        <ui::Page title="Import enrolments" state=|| "From a CSV sheet of people who have volunteered">
            <ImportFile
                file
                help="One row for each mentor and each mentee: e-mail, role, skills offered or wanted (separated by semicolons), and what else they told."
                after
            />
        </ui::Page>
    }
}
