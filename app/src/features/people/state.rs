//! The roster as far as it is loaded, and what can be done with people.

use super::model::{self, param};
use crate::api::events::on_event;
use crate::api::{Latest, Paged, Slice, call};
use crate::format;
use crate::forms;
use crate::routes::filters::Filters;
use crate::ui::{Toasts, use_toasts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::events::Topic;
use pairwell_domain::api::people::{
    DecideLeavers, InvitePerson, LeaverDecision, LeaversDecision, ListPeople, ListUnits,
    PeopleQuery, PersonRow, Standing, UnitCount,
};
use pairwell_domain::id::PersonId;

/// A handle, to be copied into closures.
#[derive(Clone, Copy)]
pub struct Roster {
    pub list: Paged<PersonRow, PersonId>,
    pub units: Latest<Vec<UnitCount>>,
    /// How many wait for a decision.
    pub missing: Latest<u32>,
    toasts: Toasts,
}

impl Roster {
    pub fn load(filters: Filters) -> Self {
        let query = Memo::new(move |_| {
            model::query(
                filters.get(param::WORDS),
                filters.get(param::UNIT),
                filters.get(param::SHOW),
            )
        });
        let list = Paged::new(move |after| {
            let query = PeopleQuery {
                after,
                ..query.get()
            };
            async move {
                let page = call::<ListPeople>((), query, ()).await?;
                Ok(Slice {
                    rows: page.people,
                    total: page.total,
                    next: page.next,
                })
            }
        });
        let missing = Latest::new(|| async {
            let query = PeopleQuery {
                standing: Some(Standing::Missing),
                ..PeopleQuery::default()
            };
            Ok(call::<ListPeople>((), query, ()).await?.total)
        });
        let roster = Roster {
            list,
            units: Latest::new(|| call::<ListUnits>((), (), ())),
            missing,
            toasts: use_toasts(),
        };
        on_event(Topic::People, move |_| roster.reload());
        roster
    }

    fn reload(self) {
        self.list.reload();
        self.units.reload();
        self.missing.reload();
    }

    /// Sends somebody a link to sign in with.
    pub fn invite(self, person: PersonId) {
        spawn_local(async move {
            match call::<InvitePerson>(person, (), ()).await {
                Ok(detail) => {
                    let name = detail.row.person.name.clone();
                    self.list.patch(|rows| {
                        if let Some(row) = rows.iter_mut().find(|row| row.person.id == person) {
                            *row = detail.row;
                        }
                    });
                    self.toasts.say(format!("{name} is invited to sign in."));
                }
                Err(why) => self.toasts.refuse(forms::words(&why)),
            }
        });
    }

    /// Decides about people who were not in the last import.
    pub fn decide(self, people: Vec<PersonId>, decision: LeaverDecision) {
        let body = LeaversDecision {
            people,
            decision,
            left_on: None,
        };
        spawn_local(async move {
            match call::<DecideLeavers>((), (), body).await {
                Ok(answer) => {
                    let words = match decision {
                        LeaverDecision::Left => format::plural(
                            answer.decided,
                            "{n} person is marked as having left.",
                            "{n} people are marked as having left.",
                        ),
                        LeaverDecision::Stays => format::plural(
                            answer.decided,
                            "{n} person stays on the roster.",
                            "{n} people stay on the roster.",
                        ),
                    };
                    self.toasts.say(words);
                    self.reload();
                }
                Err(why) => self.toasts.refuse(forms::words(&why)),
            }
        });
    }
}
