//! A programme's enrolments as far as they are loaded, and moving them on.

use super::model::{self, param};
use crate::api::events::on_event;
use crate::api::{Call, Paged, Slice, call};
use crate::format;
use crate::forms;
use crate::routes::filters::Filters;
use crate::ui::{Toasts, use_toasts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::enrolments::{
    AcceptAll, AcceptRequest, ChangeEnrolmentState, EnrolmentRow, EnrolmentsQuery, ListEnrolments,
    StateChange,
};
use pairwell_domain::api::events::Topic;
use pairwell_domain::enrolment::EnrolmentState;
use pairwell_domain::id::{EnrolmentId, ProgrammeId};

/// A handle, to be copied into closures.
#[derive(Clone, Copy)]
pub struct Enrolments {
    pub programme: ProgrammeId,
    pub list: Paged<EnrolmentRow, EnrolmentId>,
    /// How many of the whole programme wait to be let in.
    pub applied: RwSignal<u32>,
    toasts: Toasts,
}

impl Enrolments {
    pub fn load(programme: ProgrammeId, filters: Filters) -> Self {
        let query = Memo::new(move |_| {
            model::query(
                filters.get(param::WORDS),
                filters.get(param::ROLE).as_deref(),
                filters.get(param::STATE).as_deref(),
            )
        });
        let applied = RwSignal::new(0);
        let list = Paged::new(move |after| {
            let query = EnrolmentsQuery {
                after,
                ..query.get()
            };
            async move {
                let page = call::<ListEnrolments>(programme, query, ()).await?;
                applied.try_set(page.applied);
                Ok(Slice {
                    rows: page.enrolments,
                    total: page.total,
                    next: page.next,
                })
            }
        });
        on_event(Topic::Participation(programme), move |_| list.reload());
        Enrolments {
            programme,
            list,
            applied,
            toasts: use_toasts(),
        }
    }

    /// Moves an enrolment on, unless somebody else has meanwhile.
    pub fn move_on(self, row: &EnrolmentRow, state: EnrolmentState) {
        let (id, name) = (row.enrolment.id, row.name.clone());
        let change = Call::<ChangeEnrolmentState>::new(id, (), StateChange { state })
            .if_version(row.enrolment.version);
        spawn_local(async move {
            match change.send().await {
                Ok(after) => {
                    self.toasts
                        .say(format!("{name}: {}.", after.state.word().to_lowercase()));
                    self.list.patch(|rows| {
                        if let Some(row) = rows.iter_mut().find(|row| row.enrolment.id == id) {
                            row.enrolment = after;
                        }
                    });
                }
                Err(why) => {
                    self.toasts.refuse(forms::words(&why));
                    self.list.reload();
                }
            }
        });
    }

    /// Lets everybody in who waits.
    pub fn accept_all(self) {
        let body = AcceptRequest { role: None };
        spawn_local(async move {
            match call::<AcceptAll>(self.programme, (), body).await {
                Ok(answer) => {
                    self.toasts.say(format::plural(
                        answer.accepted,
                        "{n} person is accepted.",
                        "{n} people are accepted.",
                    ));
                    self.list.reload();
                }
                Err(why) => self.toasts.refuse(forms::words(&why)),
            }
        });
    }
}
