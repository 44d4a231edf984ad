//! What an address shows to a visitor. Plain Rust.

use crate::routes::{Audience, Page};
use crate::session::Visitor;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shown {
    /// Not known yet.
    Waiting,
    /// A page of somebody signed in.
    Page(Page),
    /// A page for people on their way in.
    WayIn(Page),
    SignIn,
    /// Nothing here, or nothing one may see.
    Missing,
    Unreachable(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    Waiting,
    /// A page that brings its own frame.
    Alone,
    /// Without navigation.
    Bare,
    Framed,
}

pub(super) fn shown(page: Option<Page>, visitor: &Visitor) -> Shown {
    if let Some(page) = page
        && page.audience() == Audience::Anybody
        // Signing in again is of no use to who has done so.
        && !(page == Page::SignIn && matches!(visitor, Visitor::SignedIn(_)))
    {
        return Shown::WayIn(page);
    }
    match visitor {
        Visitor::Unknown => Shown::Waiting,
        Visitor::Unreachable(why) => Shown::Unreachable(why.clone()),
        // The address stays, so the page one came for is there after signing in.
        Visitor::SignedOut => Shown::SignIn,
        Visitor::SignedIn(me) => match page {
            Some(Page::SignIn) => Shown::Page(Page::Home),
            Some(page) if page.is_for(&me.actor()) => Shown::Page(page),
            _ => Shown::Missing,
        },
    }
}

impl Shown {
    pub(super) fn layout(&self) -> Layout {
        match self {
            Shown::Waiting => Layout::Waiting,
            Shown::WayIn(Page::Gallery) => Layout::Alone,
            Shown::WayIn(_) | Shown::SignIn | Shown::Unreachable(_) => Layout::Bare,
            Shown::Page(_) | Shown::Missing => Layout::Framed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pairwell_domain::api::sign_in::{Me, MyProgramme};
    use pairwell_domain::id::ProgrammeId;
    use pairwell_domain::text::EmailAddress;
    use std::sync::Arc;
    use uuid::Uuid;

    const P: ProgrammeId = ProgrammeId(Uuid::from_u128(7));

    fn coordinator() -> Visitor {
        Visitor::SignedIn(Arc::new(Me {
            account: Uuid::from_u128(1).into(),
            person: None,
            name: "Ada".into(),
            email: EmailAddress::parse("ada@example.org").unwrap(),
            organisation: "Example".into(),
            admin: false,
            leader: false,
            manager: false,
            programmes: vec![MyProgramme {
                id: P,
                name: "Spring".into(),
                coordinator: true,
                mentor: None,
                mentee: None,
            }],
        }))
    }

    #[test]
    fn a_private_page_asks_a_stranger_to_sign_in() {
        let board = Some(Page::ProgrammeBoard(P));
        assert_eq!(shown(board, &Visitor::SignedOut), Shown::SignIn);
        assert_eq!(shown(board, &Visitor::Unknown), Shown::Waiting);
    }

    #[test]
    fn a_page_one_may_not_see_looks_like_none() {
        let elsewhere = ProgrammeId(Uuid::from_u128(8));
        let board = |p| shown(Some(Page::ProgrammeBoard(p)), &coordinator());
        assert_eq!(board(P), Shown::Page(Page::ProgrammeBoard(P)));
        assert_eq!(board(elsewhere), Shown::Missing);
        assert_eq!(shown(None, &coordinator()), Shown::Missing);
    }

    #[test]
    fn a_link_is_used_whoever_is_signed_in() {
        for visitor in [Visitor::Unknown, Visitor::SignedOut, coordinator()] {
            let link = shown(Some(Page::Link), &visitor);
            assert_eq!(link, Shown::WayIn(Page::Link));
        }
        let again = shown(Some(Page::SignIn), &coordinator());
        assert_eq!(again, Shown::Page(Page::Home));
    }
}
