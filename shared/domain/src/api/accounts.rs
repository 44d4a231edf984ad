//! Accounts and what they may do, for admins.

use crate::endpoint;
use crate::id::{AccountId, PersonId};
use crate::text::EmailAddress;
use serde::{Deserialize, Serialize};

use super::people::AccountState;

endpoint! {
    /// Accounts by name, a page at a time.
    ListAccounts "list_accounts" = Get "/accounts" (()) ? AccountsQuery, () => AccountsPage;
    /// Make an account an admin's or a leader's, or close it.
    ChangeAccount "change_account" = Put "/accounts/{account}" (AccountId) ? (), AccountChange => AccountRow;
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountsQuery {
    /// Part of a name or an e-mail address.
    pub q: Option<String>,
    pub after: Option<AccountId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountsPage {
    pub accounts: Vec<AccountRow>,
    pub total: u32,
    pub next: Option<AccountId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountRow {
    pub id: AccountId,
    pub person: Option<PersonId>,
    pub name: String,
    pub email: EmailAddress,
    pub admin: bool,
    pub leader: bool,
    pub state: AccountState,
    /// Names of the programmes they coordinate.
    pub coordinates: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountChange {
    pub admin: bool,
    pub leader: bool,
    /// Closed accounts can't sign in, and are signed out at once.
    pub closed: bool,
}
