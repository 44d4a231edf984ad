//! Signing in and out, first set-up, links sent by mail, and who I am.

use crate::access::Actor;
use crate::endpoint;
use crate::id::{AccountId, EnrolmentId, PersonId, ProgrammeId};
use crate::text::EmailAddress;
use serde::{Deserialize, Serialize};

endpoint! {
    /// Sign in with e-mail address and password; sets the session cookies.
    SignIn "sign_in" = Post "/session" (()) ? (), Credentials => Me;
    /// Exchange the refresh cookie for fresh session cookies.
    Refresh "refresh_session" = Put "/session" (()) ? (), () => Me;
    /// Sign out: revokes this session at once.
    SignOut "sign_out" = Delete "/session" (()) ? (), () => ();
    /// Who is signed in, and what they take part in; null for a browser without a session.
    GetMe "get_me" = Get "/me" (()) ? (), () => Option<Me>;
    /// What a sign-in, invitation, reset or set-up link is for.
    LookAtLink "look_at_link" = Post "/links/look" (()) ? (), LinkToken => LinkPurpose;
    /// Use a link once: sets a password where the link asks for one, and signs in.
    UseLink "use_link" = Post "/links/use" (()) ? (), UseLinkRequest => Me;
    /// Create the first account with the one-time set-up link.
    SetUp "set_up" = Post "/setup" (()) ? (), SetupRequest => Me;
    /// Ask for a reset link; the answer is the same whether or not the address is known.
    ForgotPassword "forgot_password" = Post "/password-reset" (()) ? (), ForgotPasswordRequest => ();
    /// Links waiting to be handed on by hand, where no mail server is configured.
    ListLinks "list_links" = Get "/admin/links" (()) ? (), () => Vec<WaitingLink>;
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Credentials {
    pub email: String,
    pub password: String,
}

/// Who is signed in. [`Me::actor`] is what the rules of [`crate::access`] ask about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    pub account: AccountId,
    pub person: Option<PersonId>,
    pub name: String,
    pub email: EmailAddress,
    pub organisation: String,
    pub admin: bool,
    pub leader: bool,
    /// Has direct reports on the roster.
    pub manager: bool,
    pub programmes: Vec<MyProgramme>,
}

/// My part in one programme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyProgramme {
    pub id: ProgrammeId,
    pub name: String,
    pub coordinator: bool,
    pub mentor: Option<EnrolmentId>,
    pub mentee: Option<EnrolmentId>,
}

impl Me {
    pub fn actor(&self) -> Actor {
        Actor {
            account: self.account,
            person: self.person,
            admin: self.admin,
            leader: self.leader,
            manager: self.manager,
            coordinates: self
                .programmes
                .iter()
                .filter(|p| p.coordinator)
                .map(|p| p.id)
                .collect(),
            mentors_in: self
                .programmes
                .iter()
                .filter_map(|p| p.mentor.map(|e| (p.id, e)))
                .collect(),
            mentored_in: self
                .programmes
                .iter()
                .filter_map(|p| p.mentee.map(|e| (p.id, e)))
                .collect(),
        }
    }
}

/// The secret part of a link, as it stands after `#` in its address: a fragment
/// is never sent to a server by itself, so it stays out of logs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkToken {
    pub token: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// Creates the first account.
    Setup,
    /// Sets the password of a new account.
    Invitation,
    /// Sets a new password.
    Reset,
    /// Signs in without a password: demo data only.
    Demo,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkPurpose {
    pub kind: LinkKind,
    /// Whose account; none yet for a set-up link.
    pub name: Option<String>,
    pub email: Option<EmailAddress>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UseLinkRequest {
    pub token: String,
    /// Required by invitation and reset links, ignored by demo links.
    pub password: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetupRequest {
    pub token: String,
    pub organisation: String,
    pub name: String,
    pub email: String,
    pub password: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ForgotPasswordRequest {
    pub email: String,
}

/// An invitation or reset link that no mail server could take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaitingLink {
    pub kind: LinkKind,
    pub name: String,
    pub email: EmailAddress,
    pub url: String,
    pub expires: crate::time::Instant,
}
