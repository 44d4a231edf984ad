//! What the matching keeps to on one board, beyond the constraints nobody can lift.
//!
//! Rules are about what the matching may propose. A coordinator who locks two by hand has
//! looked at them, so a lock holds whatever the rules say.

use serde::{Deserialize, Serialize};
use thiserror::Error;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Rules {
    /// No pair fits less than this; 0 lets any.
    pub least_fit: u8,
    /// Nobody with a mentor of their own unit.
    pub across_units: bool,
    /// Nobody with a mentor who reports to the same manager.
    pub across_managers: bool,
}

/// The rule that keeps two apart who would otherwise come into question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    SameManager,
    SameUnit,
    FitsTooLittle { least: u8 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RulesRefusal {
    #[error("The lowest fit can't be above 100; {0} was asked for.")]
    AboveHundred(u8),
}

/// What the rules ask of two people.
#[derive(Clone, Copy, Debug, Default)]
pub struct Likeness {
    pub fit: u8,
    /// Both of the same known unit.
    pub same_unit: bool,
    /// Both report to the same person directly.
    pub same_manager: bool,
}

impl Rules {
    pub fn check(&self) -> Result<(), RulesRefusal> {
        if self.least_fit > 100 {
            Err(RulesRefusal::AboveHundred(self.least_fit))
        } else {
            Ok(())
        }
    }

    /// How many of them ask for anything.
    pub fn in_force(&self) -> usize {
        let asked = [self.least_fit > 0, self.across_units, self.across_managers];
        asked.into_iter().filter(|asked| *asked).count()
    }

    /// What they ask for, shortly: "fit 40 or more, another unit"; "none".
    pub fn words(&self) -> String {
        let asked = [
            (self.least_fit > 0).then(|| format!("fit {} or more", self.least_fit)),
            self.across_units.then(|| "another unit".to_owned()),
            self.across_managers.then(|| "another manager".to_owned()),
        ];
        let asked: Vec<String> = asked.into_iter().flatten().collect();
        match asked.is_empty() {
            true => "none".to_owned(),
            false => asked.join(", "),
        }
    }

    /// The first rule that keeps the two apart.
    pub fn keeps_apart(&self, two: Likeness) -> Option<Apart> {
        if self.across_managers && two.same_manager {
            Some(Apart::SameManager)
        } else if self.across_units && two.same_unit {
            Some(Apart::SameUnit)
        } else if two.fit < self.least_fit {
            Some(Apart::FitsTooLittle {
                least: self.least_fit,
            })
        } else {
            None
        }
    }
}

impl Apart {
    /// Reads as a sentence about the pair.
    pub fn words(self) -> String {
        match self {
            Apart::SameManager => {
                "They report to the same manager, which this board's rules keep apart.".to_owned()
            }
            Apart::SameUnit => {
                "They are in the same unit, which this board's rules keep apart.".to_owned()
            }
            Apart::FitsTooLittle { least } => {
                format!("Below {least}, the lowest fit this board's rules allow.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_rules_nobody_is_kept_apart() {
        let two = Likeness {
            fit: 0,
            same_unit: true,
            same_manager: true,
        };
        assert_eq!(Rules::default().keeps_apart(two), None);
        assert_eq!(Rules::default().in_force(), 0);
        assert_eq!(Rules::default().words(), "none");
    }

    #[test]
    fn the_lowest_fit_is_still_allowed() {
        let rules = Rules {
            least_fit: 40,
            ..Rules::default()
        };
        let of = |fit| Likeness {
            fit,
            ..Likeness::default()
        };
        assert_eq!(rules.keeps_apart(of(40)), None);
        let apart = Apart::FitsTooLittle { least: 40 };
        assert_eq!(rules.keeps_apart(of(39)), Some(apart));
    }

    #[test]
    fn a_fit_above_a_hundred_is_refused_by_name() {
        let rules = Rules {
            least_fit: 101,
            ..Rules::default()
        };
        let refused = rules.check().unwrap_err().to_string();
        assert_eq!(
            refused,
            "The lowest fit can't be above 100; 101 was asked for."
        );
    }
}
