//! The roster: looking people up, bringing a file in, deciding about those who
//! are no longer in it, and inviting people to sign in.

use super::Upload;
use crate::endpoint;
use crate::id::{AccountId, PersonId};
use crate::import::dates::DateOrder;
use crate::import::report::ImportReport;
use crate::person::Person;
use crate::time::Date;
use serde::{Deserialize, Serialize};

endpoint! {
    /// People on the roster by name, a page at a time.
    ListPeople "list_people" = Get "/people" (()) ? PeopleQuery, () => PeoplePage;
    /// One person on the roster.
    GetPerson "get_person" = Get "/people/{person}" (PersonId) ? (), () => PersonDetail;
    /// The organisation's units, with how many people work there.
    ListUnits "list_units" = Get "/units" (()) ? (), () => Vec<UnitCount>;
    /// Compare an HR export with the roster and, unless it is a dry run or a row has a problem, apply it.
    ImportRoster "import_roster" = Post "/people/import" (()) ? ImportQuery, Upload => ImportReport;
    /// Decide about people who were not in the last import.
    DecideLeavers "decide_leavers" = Post "/people/leavers" (()) ? (), LeaversDecision => LeaversDecided;
    /// Give somebody an account if they have none, and send them a link to sign in.
    InvitePerson "invite_person" = Post "/people/{person}/invitation" (PersonId) ? (), () => PersonDetail;
}

/// People on one page of a list.
pub const PAGE: usize = 50;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PeopleQuery {
    /// Part of a name, an e-mail address, a number, a title or a unit.
    pub q: Option<String>,
    /// Only this unit.
    pub unit: Option<String>,
    pub standing: Option<Standing>,
    /// [`PeoplePage::next`] of the page before.
    pub after: Option<PersonId>,
}

/// Where somebody stands with the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Works here.
    Here,
    /// Works here as far as anybody decided, but was not in the last import.
    Missing,
    Left,
}

/// Whether somebody can sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    None,
    /// Has an account, but no password yet.
    Invited,
    Active,
    Disabled,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PeoplePage {
    pub people: Vec<PersonRow>,
    /// How many match in all.
    pub total: u32,
    /// Where the next page starts, if there is one.
    pub next: Option<PersonId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonRow {
    pub person: Person,
    pub manager_name: Option<String>,
    pub standing: Standing,
    pub account: AccountState,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonDetail {
    pub row: PersonRow,
    /// How many report to them directly.
    pub reports: u32,
    pub account_id: Option<AccountId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitCount {
    pub unit: String,
    pub people: u32,
}

/// How a file is to be read, and whether to act on it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportQuery {
    /// Only say what would be done.
    #[serde(default)]
    pub dry_run: bool,
    /// Corrections of what columns hold: `field=column` separated by semicolons,
    /// columns counted from 1, nothing for none, like `unit=4;level=`.
    #[serde(default)]
    pub map: String,
    /// In which order dates are written, where the file leaves it open.
    pub dates: Option<DateOrder>,
    /// For enrolments: whether the sheet replaces what people told before.
    #[serde(default)]
    pub replace_answers: bool,
}

impl ImportQuery {
    pub fn corrections(&self) -> Vec<String> {
        let corrections = self.map.split(';').map(str::trim);
        corrections
            .filter(|correction| !correction.is_empty())
            .map(str::to_owned)
            .collect()
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LeaversDecision {
    pub people: Vec<PersonId>,
    pub decision: LeaverDecision,
    /// The day they left; today unless given.
    pub left_on: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LeaverDecision {
    /// They have left: their account is closed, and they take part no longer.
    Left,
    /// They are still here, whatever the file says.
    Stays,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LeaversDecided {
    /// Whom the decision changed anything for.
    pub decided: u32,
}
