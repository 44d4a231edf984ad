//! All mentors of a programme, best fit first for a mentee.

use super::ask::AskDialog;
use super::card::MentorCard;
use super::filter_bar::FilterBar;
use super::model::Shown;
use super::state::{Mentors, filter_of};
use crate::api::Load;
use crate::format;
use crate::routes::Page;
use crate::routes::filters::use_filters;
use crate::ui::{self, Banner, Button, Drawing, Empty};
use leptos::prelude::*;
use pairwell_domain::id::ProgrammeId;
use pairwell_domain::request::AskRefusal;

#[component]
pub fn MentorsPage(programme: ProgrammeId) -> impl IntoView {
    let mentors = Mentors::load(programme);
    let filters = use_filters();
    let filter = Memo::new(move |_| filter_of(filters));
    let found = Memo::new(move |_| filter.with(|filter| mentors.filtered(filter)));
    let asking = RwSignal::new(None::<Shown>);

    let state = move || {
        mentors.directory.ready()?;
        let count = found.with(Vec::len);
        let sentence = if mentors.has_fits() {
            format::plural(
                count,
                "{n} mentor, with how well they suit you",
                "{n} mentors, best fit for you first",
            )
        } else {
            format::plural(count, "{n} mentor", "{n} mentors, by name")
        };
        Some(sentence)
    };
    let nobody = move || {
        view! {
            <Empty
                drawing=Drawing::Signpost
                title="No mentor fits all of that"
                action=move || view! { <Button on_press=move |()| filters.clear()>"Clear all filters"</Button> }
            >
                "Fewer words or filters will find more people."
            </Empty>
        }
    };
    view! {
        <ui::Page title="Find a mentor" state=state>
            <Load
                latest=mentors.directory
                is_empty=|directory| directory.mentors.is_empty()
                empty=|| view! {
                    <Empty drawing=Drawing::Meeting title="No mentors yet">
                        "Mentors appear here as soon as they have enrolled and been accepted."
                    </Empty>
                }
                let:directory
            >
                {move || mentors.standstill().map(|why| view! { <Standstill why mentors/> })}
                <FilterBar directory filters/>
                <Show when=move || !found.with(Vec::is_empty) fallback=nobody>
                    <ul class="mentors" aria-label="Mentors">
                        <For
                            each=move || found.get()
                            // What a card shows can change with a request or a place taken.
                            key=|shown| (shown.id(), shown.mine, shown.asked, shown.refusal, shown.fit.as_ref().map(|fit| fit.fit))
                            let:shown
                        >
                            <li><MentorCard shown mentors asking/></li>
                        </For>
                    </ul>
                </Show>
            </Load>
            <AskDialog asking mentors/>
        </ui::Page>
    }
}

/// Why nobody can be asked now; whoever has a mentor is told whom.
#[component]
fn Standstill(why: AskRefusal, mentors: Mentors) -> impl IntoView {
    let mine = mentors.paired_with().and_then(|mentor| mentors.one(mentor));
    match mine {
        Some(mine) => {
            let page = Page::ProgrammeMentor(mentors.programme, mine.id());
            view! {
                <Banner>
                    "Your mentor in this programme is "
                    <a href=page.path()><bdi>{mine.profile.name}</bdi></a>"."
                </Banner>
            }
            .into_any()
        }
        None => view! { <Banner>{why.to_string()}</Banner> }.into_any(),
    }
}
