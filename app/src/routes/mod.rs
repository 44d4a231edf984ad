//! Every page there is: its address, its name and who may see it; `part` says what
//! shows it.
//!
//! An address is read into a [`Page`], so that pages get typed ids and links
//! cannot be misspelt; `Page::path` writes it back. Which programme one works in
//! is part of the address of every page that belongs to a programme. A page
//! somebody may not see looks to them like one that does not exist.

pub mod filters;
pub mod location;
mod part;
mod scroll;

pub use location::{Location, use_location};
pub use part::Part;

use pairwell_domain::access::{Action, Actor, Resource, may};
use pairwell_domain::enrolment::Role;
use pairwell_domain::id::{EnrolmentId, ProgrammeId};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Who can sign in, and what each may do.
    Accounts,
    Forgot,
    /// The components, side by side; in builds for development only.
    Gallery,
    Home,
    /// Uses a sign-in link; its secret is the fragment of the address.
    Link,
    /// Links waiting to be handed on by hand.
    Links,
    /// The whole roster.
    People,
    /// Bringing the roster up to date.
    PeopleImport,
    Programme(ProgrammeId),
    ProgrammeBoard(ProgrammeId),
    /// Managers' concerns about time.
    ProgrammeConcerns(ProgrammeId),
    /// Volunteering, or changing what one told.
    ProgrammeEnrol(ProgrammeId, Role),
    /// Enrolling the volunteers of a sheet.
    ProgrammeImport(ProgrammeId),
    ProgrammeMentor(ProgrammeId, EnrolmentId),
    ProgrammeMentors(ProgrammeId),
    ProgrammeParticipation(ProgrammeId),
    /// Who is enrolled.
    ProgrammePeople(ProgrammeId),
    /// Requests one made or was asked.
    ProgrammeRequests(ProgrammeId),
    /// One's direct reports, and the time asked of them.
    ProgrammeTeam(ProgrammeId),
    /// Every programme, and starting one.
    Programmes,
    Settings,
    SetUp,
    SignIn,
}

/// Who a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Whoever has the address: people on their way in.
    Anybody,
    SignedIn,
    Allowed(Action, Resource),
}

impl Page {
    /// The page at a path, if there is one.
    pub fn at(path: &str) -> Option<Page> {
        let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        Some(match segments.as_slice() {
            [] => Page::Home,
            ["admin", "accounts"] => Page::Accounts,
            ["admin", "links"] => Page::Links,
            ["forgot"] => Page::Forgot,
            ["gallery"] if cfg!(debug_assertions) => Page::Gallery,
            ["link"] => Page::Link,
            ["people"] => Page::People,
            ["people", "import"] => Page::PeopleImport,
            ["settings"] => Page::Settings,
            ["setup"] => Page::SetUp,
            ["sign-in"] => Page::SignIn,
            ["programmes"] => Page::Programmes,
            ["programmes", programme, rest @ ..] => {
                Page::of_programme(programme.parse().ok()?, rest)?
            }
            _ => return None,
        })
    }

    fn of_programme(programme: ProgrammeId, rest: &[&str]) -> Option<Page> {
        Some(match rest {
            [] => Page::Programme(programme),
            ["board"] => Page::ProgrammeBoard(programme),
            ["concerns"] => Page::ProgrammeConcerns(programme),
            ["enrol", "mentee"] => Page::ProgrammeEnrol(programme, Role::Mentee),
            ["enrol", "mentor"] => Page::ProgrammeEnrol(programme, Role::Mentor),
            ["mentors"] => Page::ProgrammeMentors(programme),
            ["mentors", mentor] => Page::ProgrammeMentor(programme, mentor.parse().ok()?),
            ["participation"] => Page::ProgrammeParticipation(programme),
            ["people"] => Page::ProgrammePeople(programme),
            ["people", "import"] => Page::ProgrammeImport(programme),
            ["requests"] => Page::ProgrammeRequests(programme),
            ["team"] => Page::ProgrammeTeam(programme),
            _ => return None,
        })
    }

    /// Where it is: for `href`, or [`Location::go`].
    pub fn path(&self) -> String {
        match self {
            Page::Accounts => "/admin/accounts".into(),
            Page::Forgot => "/forgot".into(),
            Page::Gallery => "/gallery".into(),
            Page::Home => "/".into(),
            Page::Link => "/link".into(),
            Page::Links => "/admin/links".into(),
            Page::People => "/people".into(),
            Page::PeopleImport => "/people/import".into(),
            Page::Programme(p) => format!("/programmes/{p}"),
            Page::ProgrammeBoard(p) => format!("/programmes/{p}/board"),
            Page::ProgrammeConcerns(p) => format!("/programmes/{p}/concerns"),
            Page::ProgrammeEnrol(p, role) => format!("/programmes/{p}/enrol/{}", role.word()),
            Page::ProgrammeImport(p) => format!("/programmes/{p}/people/import"),
            Page::ProgrammeMentor(p, mentor) => format!("/programmes/{p}/mentors/{mentor}"),
            Page::ProgrammeMentors(p) => format!("/programmes/{p}/mentors"),
            Page::ProgrammeParticipation(p) => format!("/programmes/{p}/participation"),
            Page::ProgrammePeople(p) => format!("/programmes/{p}/people"),
            Page::ProgrammeRequests(p) => format!("/programmes/{p}/requests"),
            Page::ProgrammeTeam(p) => format!("/programmes/{p}/team"),
            Page::Programmes => "/programmes".into(),
            Page::Settings => "/settings".into(),
            Page::SetUp => "/setup".into(),
            Page::SignIn => "/sign-in".into(),
        }
    }

    /// Its name, for the browser's title, the navigation and screen readers.
    pub fn title(&self) -> &'static str {
        match self {
            Page::Accounts => "Accounts",
            Page::Forgot => "Forgotten password",
            Page::Gallery => "Components",
            Page::Home => "Home",
            Page::Link => "Sign-in link",
            Page::Links => "Sign-in links",
            Page::People => "People",
            Page::PeopleImport => "Import people",
            Page::Programme(_) => "Programme",
            Page::ProgrammeBoard(_) => "Board",
            Page::ProgrammeConcerns(_) => "Time concerns",
            Page::ProgrammeEnrol(_, Role::Mentee) => "Be mentored",
            Page::ProgrammeEnrol(_, Role::Mentor) => "Become a mentor",
            Page::ProgrammeImport(_) => "Import enrolments",
            Page::ProgrammeMentor(..) => "Mentor",
            Page::ProgrammeMentors(_) => "Mentors",
            Page::ProgrammeParticipation(_) => "Participation",
            Page::ProgrammePeople(_) => "Enrolments",
            Page::ProgrammeRequests(_) => "Requests",
            Page::ProgrammeTeam(_) => "Your team",
            Page::Programmes => "Programmes",
            Page::Settings => "Settings",
            Page::SetUp => "Set up Pairwell",
            Page::SignIn => "Sign in",
        }
    }

    pub fn audience(&self) -> Audience {
        use Audience::*;
        match *self {
            Page::Forgot | Page::Gallery | Page::Link | Page::SetUp | Page::SignIn => Anybody,
            Page::Home | Page::Programmes | Page::Settings => SignedIn,
            Page::Accounts | Page::Links => Allowed(Action::ManageAccounts, Resource::Organisation),
            Page::People => Allowed(Action::ReadPeople, Resource::Organisation),
            Page::PeopleImport => Allowed(Action::ImportPeople, Resource::Organisation),
            Page::Programme(p) => Allowed(Action::ReadProgramme, Resource::Programme(p)),
            Page::ProgrammeBoard(p) => Allowed(Action::ReadBoard, Resource::Programme(p)),
            Page::ProgrammeConcerns(p) => Allowed(Action::ReadConcerns, Resource::Programme(p)),
            Page::ProgrammeEnrol(p, _) => Allowed(Action::EnrolOneself, Resource::Programme(p)),
            Page::ProgrammeImport(p) => Allowed(Action::ManageEnrolments, Resource::Programme(p)),
            Page::ProgrammeMentor(p, _) | Page::ProgrammeMentors(p) => {
                Allowed(Action::BrowseMentors, Resource::Programme(p))
            }
            Page::ProgrammeParticipation(p) => {
                Allowed(Action::ReadParticipation, Resource::Programme(p))
            }
            Page::ProgrammePeople(p) => Allowed(Action::ReadEnrolments, Resource::Programme(p)),
            Page::ProgrammeRequests(p) => Allowed(Action::EnrolOneself, Resource::Programme(p)),
            Page::ProgrammeTeam(p) => Allowed(Action::ReadTeam, Resource::Programme(p)),
        }
    }

    /// Whether to show it, or to offer a link to it, to somebody signed in.
    pub fn is_for(&self, actor: &Actor) -> bool {
        match self.audience() {
            Audience::Anybody | Audience::SignedIn => true,
            Audience::Allowed(action, resource) => may(actor, action, &resource).is_ok(),
        }
    }

    /// The programme it belongs to.
    pub fn programme(&self) -> Option<ProgrammeId> {
        match *self {
            Page::Programme(p)
            | Page::ProgrammeBoard(p)
            | Page::ProgrammeConcerns(p)
            | Page::ProgrammeEnrol(p, _)
            | Page::ProgrammeImport(p)
            | Page::ProgrammeMentor(p, _)
            | Page::ProgrammeMentors(p)
            | Page::ProgrammeParticipation(p)
            | Page::ProgrammePeople(p)
            | Page::ProgrammeRequests(p)
            | Page::ProgrammeTeam(p) => Some(p),
            _ => None,
        }
    }

    /// The same kind of page of another programme.
    pub fn in_programme(&self, programme: ProgrammeId) -> Page {
        match self {
            Page::ProgrammeBoard(_) => Page::ProgrammeBoard(programme),
            Page::ProgrammeConcerns(_) => Page::ProgrammeConcerns(programme),
            Page::ProgrammeMentor(..) | Page::ProgrammeMentors(_) => {
                Page::ProgrammeMentors(programme)
            }
            Page::ProgrammeParticipation(_) => Page::ProgrammeParticipation(programme),
            Page::ProgrammeEnrol(_, role) => Page::ProgrammeEnrol(programme, *role),
            Page::ProgrammeImport(_) | Page::ProgrammePeople(_) => Page::ProgrammePeople(programme),
            Page::ProgrammeRequests(_) => Page::ProgrammeRequests(programme),
            Page::ProgrammeTeam(_) => Page::ProgrammeTeam(programme),
            _ => Page::Programme(programme),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const P: ProgrammeId = ProgrammeId(Uuid::from_u128(7));
    const M: EnrolmentId = EnrolmentId(Uuid::from_u128(8));

    const ALL: [Page; 24] = [
        Page::Accounts,
        Page::Forgot,
        Page::Gallery,
        Page::Home,
        Page::Link,
        Page::Links,
        Page::People,
        Page::PeopleImport,
        Page::Programme(P),
        Page::ProgrammeBoard(P),
        Page::ProgrammeConcerns(P),
        Page::ProgrammeEnrol(P, Role::Mentee),
        Page::ProgrammeEnrol(P, Role::Mentor),
        Page::ProgrammeImport(P),
        Page::ProgrammeMentor(P, M),
        Page::ProgrammeMentors(P),
        Page::ProgrammeParticipation(P),
        Page::ProgrammePeople(P),
        Page::ProgrammeRequests(P),
        Page::ProgrammeTeam(P),
        Page::Programmes,
        Page::Settings,
        Page::SetUp,
        Page::SignIn,
    ];

    #[test]
    fn every_page_is_found_at_its_own_address() {
        for page in ALL {
            assert_eq!(Page::at(&page.path()), Some(page));
        }
    }

    #[test]
    fn the_server_takes_every_pages_address_for_one() {
        // The gallery is in builds for development alone.
        for page in ALL.into_iter().filter(|page| *page != Page::Gallery) {
            assert!(
                pairwell_domain::pages::may_be_page(&page.path()),
                "{page:?}"
            );
        }
    }

    #[test]
    fn an_address_that_is_none_is_no_page() {
        for path in ["/nowhere", "/programmes/spring/board", "/people/1/2"] {
            assert_eq!(Page::at(path), None, "{path}");
        }
        assert_eq!(Page::at("/people/"), Some(Page::People));
    }

    #[test]
    fn a_mentee_is_shown_mentors_but_not_the_board() {
        let actor = Actor {
            account: Uuid::from_u128(1).into(),
            person: Some(Uuid::from_u128(2).into()),
            admin: false,
            leader: false,
            manager: false,
            coordinates: vec![],
            mentors_in: vec![],
            mentored_in: vec![(P, M)],
        };
        assert!(Page::ProgrammeMentors(P).is_for(&actor));
        assert!(!Page::ProgrammeBoard(P).is_for(&actor));
        assert!(!Page::Links.is_for(&actor));
    }

    #[test]
    fn switching_programmes_keeps_the_kind_of_page() {
        let other = ProgrammeId(Uuid::from_u128(9));
        for page in ALL {
            assert_eq!(page.in_programme(other).programme(), Some(other));
        }
        assert_eq!(
            Page::ProgrammeMentor(P, M).in_programme(other),
            Page::ProgrammeMentors(other)
        );
    }
}
