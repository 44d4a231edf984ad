//! What forbids a pair however well it fits, and what deserves a second look.

use serde::{Deserialize, Serialize};

/// Fewest characters of a reason for overriding a block.
pub const REASON_MIN: usize = 20;

/// Why two people can't be paired. Ordered by what is told first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// Nobody mentors themselves.
    SamePerson,
    /// One of the two said never with this person. Who, and that anyone did, is
    /// theirs to know.
    NotEligible,
    /// They were proposed to each other, or one asked the other, and the answer was no.
    Declined,
    /// Either is the other's manager, at any depth.
    ReportingLine,
    /// They named languages and have none in common.
    NoSharedLanguage,
}

impl Block {
    /// A coordinator may pair them all the same, with a reason that stays on record.
    pub const fn may_be_overridden(self) -> bool {
        matches!(self, Block::ReportingLine)
    }

    /// Reads as a sentence about the pair.
    pub const fn words(self) -> &'static str {
        match self {
            Block::SamePerson => "This is the same person.",
            Block::NotEligible => "Not eligible.",
            Block::Declined => "They were asked before, and the answer was no.",
            Block::ReportingLine => "One of them reports to the other.",
            Block::NoSharedLanguage => "They have no language in common.",
        }
    }
}

/// Worth a look, but no obstacle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// Both report to the same person directly.
    SameManager,
}

impl Warning {
    pub const fn words(self) -> &'static str {
        match self {
            Warning::SameManager => "They report to the same manager.",
        }
    }
}

/// What the constraints need to know of two people.
#[derive(Clone, Copy, Debug, Default)]
pub struct Between {
    pub same_person: bool,
    pub vetoed: bool,
    pub declined: bool,
    pub in_one_line: bool,
    pub no_shared_language: bool,
}

impl Between {
    /// The first block that applies.
    pub fn block(&self) -> Option<Block> {
        [
            (self.same_person, Block::SamePerson),
            (self.vetoed, Block::NotEligible),
            (self.declined, Block::Declined),
            (self.in_one_line, Block::ReportingLine),
            (self.no_shared_language, Block::NoSharedLanguage),
        ]
        .into_iter()
        .find_map(|(applies, block)| applies.then_some(block))
    }
}

/// Mentees a mentor has places for: what they will take, as far as the hours
/// they have been allowed cover the programme's time for each.
pub fn places(capacity: u8, minutes_allowed: u16, minutes_per_mentee: u16) -> u8 {
    let covered = minutes_allowed
        .checked_div(minutes_per_mentee)
        .unwrap_or(u16::MAX);
    capacity.min(u8::try_from(covered).unwrap_or(u8::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_limit_places_as_much_as_willingness_does() {
        assert_eq!(places(3, 180, 90), 2);
        assert_eq!(places(1, 180, 90), 1);
        assert_eq!(places(2, 60, 90), 0);
        assert_eq!(places(2, 60, 0), 2);
    }

    #[test]
    fn a_veto_is_told_before_anything_that_would_give_it_away() {
        let between = Between {
            vetoed: true,
            in_one_line: true,
            ..Default::default()
        };
        assert_eq!(between.block(), Some(Block::NotEligible));
        assert!(!Block::NotEligible.may_be_overridden());
    }
}
