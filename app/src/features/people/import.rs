//! Bringing the roster up to date from an HR export.

use crate::imports::{FileOnItsWay, ImportFile, Kind};
use crate::routes::Page;
use crate::ui::{self, ButtonKind, ButtonLink, PageWidth};
use leptos::prelude::*;
use pairwell_domain::api::people::ImportRoster;

#[component]
pub fn PeopleImportPage() -> impl IntoView {
    let file = FileOnItsWay::to::<ImportRoster>(Kind::Roster, ());
    let waiting = Memo::new(move |_| {
        file.report()
            .is_some_and(|report| report.counts.leavers > 0)
    });
    let after = move || {
        let decide = move || {
            waiting.get().then(|| {
                let href = format!("{}?show=missing", Page::People.path());
                view! { <ButtonLink href=href>"Decide about leavers"</ButtonLink> }
            })
        };
        view! {
            <div class="row">
                <ButtonLink kind=ButtonKind::Primary href=Page::People.path()>"See the people"</ButtonLink>
                {decide}
            </div>
        }
    };
    view! {
        <ui::Page title="Import people" state=|| "From a CSV export of your HR system" width=PageWidth::Regular>
            <ImportFile
                file
                help="Names, e-mail addresses or numbers, units and managers. Columns Pairwell does not need, such as pay or birthdays, are not kept."
                after
            />
        </ui::Page>
    }
}
