//! What the mentor pages have loaded, and asking a mentor.

use super::model::{self, Filter, Shown};
use crate::api::{Latest, call};
use crate::routes::filters::Filters;
use crate::session::use_session;
use leptos::prelude::*;
use pairwell_domain::api::CallError;
use pairwell_domain::api::mentors::{
    AskMentor, AskMentorRequest, GetMyView, ListMentors, MentorDirectory, MentorRequest, MyView,
    WithdrawRequest,
};
use pairwell_domain::enrolment::Style;
use pairwell_domain::id::{EnrolmentId, ProgrammeId, RequestId};
use pairwell_domain::request::{AskRefusal, RequestState};
use std::sync::Arc;

/// A handle, to be copied into closures.
#[derive(Clone, Copy)]
pub struct Mentors {
    pub programme: ProgrammeId,
    pub directory: Latest<MentorDirectory>,
    /// `None` for whoever is not mentored in this programme.
    mine: Latest<Option<MyView>>,
    shown: Memo<Arc<Vec<Shown>>>,
}

impl Mentors {
    pub fn load(programme: ProgrammeId) -> Self {
        let session = use_session();
        let directory = Latest::new(move || call::<ListMentors>(programme, (), ()));
        let mentored = Memo::new(move |_| {
            session
                .me()
                .is_some_and(|me| me.actor().is_mentored(programme).is_some())
        });
        let mine = Latest::new(move || {
            let mentored = mentored.get();
            async move {
                match mentored {
                    true => call::<GetMyView>(programme, (), ()).await.map(Some),
                    false => Ok(None),
                }
            }
        });
        let shown = Memo::new(move |_| {
            let mine = mine.ready();
            let mine = mine.as_deref().and_then(Option::as_ref);
            let shown = directory.ready().map(|all| model::see(&all.mentors, mine));
            Arc::new(shown.unwrap_or_default())
        });
        Mentors {
            programme,
            directory,
            mine,
            shown,
        }
    }

    /// Those the filter lets through, in order. Reactive.
    pub fn filtered(self, filter: &Filter) -> Vec<Shown> {
        self.shown.with(|all| {
            all.iter()
                .filter(|shown| filter.lets_through(shown))
                .cloned()
                .collect()
        })
    }

    pub fn one(self, mentor: EnrolmentId) -> Option<Shown> {
        self.shown
            .with(|all| all.iter().find(|shown| shown.id() == mentor).cloned())
    }

    /// Whether fits are shown, as only a mentee has them. Reactive.
    pub fn has_fits(self) -> bool {
        self.mine.ready().is_some_and(|mine| mine.is_some())
    }

    /// Why I can't ask anybody at the moment, whoever it is. Reactive.
    pub fn standstill(self) -> Option<AskRefusal> {
        let mine = self.mine.ready()?;
        let mine = mine.as_ref().as_ref()?;
        if mine.paired_with.is_some() {
            return Some(AskRefusal::AlreadyPaired);
        }
        (!mine.in_pool).then_some(AskRefusal::NotInPool)
    }

    /// The mentor I have or am proposed to. Reactive.
    pub fn paired_with(self) -> Option<EnrolmentId> {
        self.mine.ready()?.as_ref().as_ref()?.paired_with
    }

    /// My request this mentor has yet to answer. Reactive.
    pub fn waiting(self, mentor: EnrolmentId) -> Option<MentorRequest> {
        let mine = self.mine.ready()?;
        let requests = &mine.as_ref().as_ref()?.requests;
        let waiting = |request: &&MentorRequest| {
            request.mentor == mentor && request.state == RequestState::Waiting
        };
        requests.iter().find(waiting).cloned()
    }

    pub async fn ask(
        self,
        mentor: EnrolmentId,
        message: String,
    ) -> Result<MentorRequest, CallError> {
        let body = AskMentorRequest { mentor, message };
        let request = call::<AskMentor>(self.programme, (), body).await?;
        self.mine.reload();
        Ok(request)
    }

    pub async fn withdraw(self, request: RequestId) -> Result<MentorRequest, CallError> {
        let request = call::<WithdrawRequest>(request, (), ()).await?;
        self.mine.reload();
        Ok(request)
    }
}

/// Names of the filters in the address.
pub mod param {
    pub const WORDS: &str = "q";
    pub const SKILL: &str = "skill";
    pub const LANGUAGE: &str = "language";
    pub const STYLE: &str = "style";
    pub const OVERLAP: &str = "overlap";
    /// `yes` also shows mentors without a free place.
    pub const FULL: &str = "full";
    pub const NO_TEAM: &str = "no-team";
}

/// What the address asks for. What it can't mean is as if it were not there.
pub fn filter_of(filters: Filters) -> Filter {
    Filter {
        words: filters.get(param::WORDS).unwrap_or_default(),
        skills: filters.all(param::SKILL),
        language: filters.get(param::LANGUAGE),
        style: filters.get(param::STYLE).as_deref().and_then(style_of),
        overlap: filters
            .get(param::OVERLAP)
            .and_then(|hours| hours.parse::<u16>().ok())
            .map(|hours| hours.min(8) * 60),
        with_place: filters.get(param::FULL).is_none(),
        leads_no_team: filters.get(param::NO_TEAM).is_some(),
    }
}

pub const STYLES: [(Style, &str, &str); 3] = [
    (
        Style::Structured,
        "structured",
        "Structured, with an agenda",
    ),
    (Style::Exploring, "exploring", "Exploring, where it leads"),
    (Style::HandsOn, "hands-on", "Hands-on, doing together"),
];

fn style_of(name: &str) -> Option<Style> {
    STYLES
        .iter()
        .find(|(_, value, _)| *value == name)
        .map(|(style, ..)| *style)
}
