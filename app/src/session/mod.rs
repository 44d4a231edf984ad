//! Who is signed in, and in which programme they are working.
//!
//! One [`Session`] lives at the root of the app and outlasts every page, so that
//! answers arriving after a page is gone still have somewhere to go. Nothing
//! secret is kept: the cookies are out of the script's reach, and this is only
//! what `GET /me` said.

mod remembered;

use crate::api::{self, call};
use crate::routes::{Location, Page};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::access::{Action, Actor, Resource, may};
use pairwell_domain::api::CallError;
use pairwell_domain::api::sign_in::{GetMe, Me, MyProgramme, SignOut};
use pairwell_domain::id::ProgrammeId;
use std::sync::Arc;

/// What is known about who is here.
#[derive(Clone, Debug, PartialEq)]
pub enum Visitor {
    /// Not asked yet, or the answer is on its way.
    Unknown,
    SignedOut,
    SignedIn(Arc<Me>),
    /// The server could not be asked.
    Unreachable(String),
}

/// A handle, to be copied into closures.
#[derive(Clone, Copy)]
pub struct Session {
    visitor: RwSignal<Visitor>,
    /// Counts sign-ins and sign-outs, so that an answer to "who is here?" that
    /// was overtaken by one is not believed.
    changes: StoredValue<u32>,
    /// The rules' view of me, derived once for all who ask.
    actor: Memo<Option<Actor>>,
    programme: Memo<Option<MyProgramme>>,
}

/// The app's [`Session`].
pub fn use_session() -> Session {
    use_context().expect("the app provides its session at the root")
}

impl Session {
    /// Asks who is signed in, and follows what calls find out later.
    pub fn start(location: Location) -> Self {
        let visitor = RwSignal::new(Visitor::Unknown);
        let me = move || match visitor.get() {
            Visitor::SignedIn(me) => Some(me),
            _ => None,
        };
        let chosen = Memo::new(move |before: Option<&Option<ProgrammeId>>| {
            let here = location.page().and_then(|page| page.programme());
            here.or(before.copied().flatten())
                .or_else(remembered::programme)
        });
        let programme = Memo::new(move |_| {
            let me = me()?;
            let chosen = chosen.get();
            let named = me.programmes.iter().find(|p| Some(p.id) == chosen);
            named.or_else(|| me.programmes.first()).cloned()
        });
        Effect::new(move |_| {
            if let Some(programme) = programme.get() {
                remembered::remember_programme(programme.id);
            }
        });
        let session = Session {
            visitor,
            changes: StoredValue::new(0),
            actor: Memo::new(move |_| me().map(|me| me.actor())),
            programme,
        };
        api::on_signed_out(move || session.visitor.set(Visitor::SignedOut));
        provide_context(session);
        session.reload();
        session
    }

    /// Asks again who is signed in and what they take part in: after an action
    /// that changed it.
    pub fn reload(self) {
        let asked_at = self.changes.get_value();
        spawn_local(async move {
            let visitor = match call::<GetMe>((), (), ()).await {
                Ok(Some(me)) => Visitor::SignedIn(Arc::new(me)),
                Ok(None) => Visitor::SignedOut,
                Err(CallError::Refused(problem)) if problem.status == 401 => Visitor::SignedOut,
                Err(CallError::Refused(problem)) => Visitor::Unreachable(problem.title),
                Err(CallError::Unreachable(why)) => Visitor::Unreachable(why),
            };
            if self.changes.get_value() == asked_at {
                self.visitor.set(visitor);
            }
        });
    }

    fn change(self, visitor: Visitor) {
        self.changes.update_value(|changes| *changes += 1);
        self.visitor.set(visitor);
    }

    /// Takes the answer of an operation that signs in.
    pub fn signed_in(self, me: Me) {
        self.change(Visitor::SignedIn(Arc::new(me)));
    }

    /// Signs out here and on the server. When the server cannot be told, one
    /// stays signed in and is told so.
    pub async fn sign_out(self) -> Result<(), CallError> {
        match call::<SignOut>((), (), ()).await {
            // A session that is already gone is as good as signed out.
            Err(CallError::Refused(problem)) if problem.status == 401 => {}
            other => other?,
        }
        self.change(Visitor::SignedOut);
        Ok(())
    }

    /// Who is here. Reactive.
    pub fn visitor(self) -> Visitor {
        self.visitor.get()
    }

    /// Me, when signed in. Reactive.
    pub fn me(self) -> Option<Arc<Me>> {
        match self.visitor.get() {
            Visitor::SignedIn(me) => Some(me),
            _ => None,
        }
    }

    /// Whether I may do this: to offer it, or to say why not. The server asks
    /// the same rule again. Reactive.
    pub fn may(self, action: Action, resource: Resource) -> bool {
        self.actor.with(|actor| {
            actor
                .as_ref()
                .is_some_and(|actor| may(actor, action, &resource).is_ok())
        })
    }

    /// Reads what I am to the rules; `None` unless signed in. Reactive.
    pub fn with_actor<R>(self, read: impl FnOnce(Option<&Actor>) -> R) -> R {
        self.actor.with(|actor| read(actor.as_ref()))
    }

    /// Whether a page is one for me. Reactive.
    pub fn may_see(self, page: Page) -> bool {
        self.actor
            .with(|actor| actor.as_ref().is_some_and(|actor| page.is_for(actor)))
    }

    /// The programme I am working in: the one in the address, else the last one,
    /// else my first. Reactive.
    pub fn programme(self) -> Option<MyProgramme> {
        self.programme.get()
    }
}
