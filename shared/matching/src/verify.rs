//! Checks an answer in a few passes over the matrix, trusting nothing and sharing nothing with the
//! solver: whoever reads this file needs to read no other to believe a certificate.

use std::cmp::Reverse;
use std::fmt;

use crate::{Certificate, Cover, FORBIDDEN, Objective, Problem, Solution};

/// The first thing found wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Violation {
    /// A list has the wrong number of entries.
    WrongLength {
        what: &'static str,
        expected: usize,
        found: usize,
    },
    /// An index is past the end, or listed twice in a cover.
    BadIndex { what: &'static str, index: u32 },
    /// A mentee sits with a mentor it may not have.
    ForbiddenPair { mentee: usize, mentor: usize },
    /// A locked pair does not hold.
    LockBroken { mentee: usize, mentor: usize },
    /// More mentees than places.
    OverCapacity {
        mentor: usize,
        mentees: u32,
        capacity: u32,
    },
    /// A stated figure is not what the assignment adds up to.
    WrongFigure {
        what: &'static str,
        stated: i64,
        actual: i64,
    },
    /// A dual value is too large to have come from these scores.
    DualOutOfRange,
    /// A price is negative.
    NegativePrice { mentor: usize, price: i64 },
    /// A mentor with a free place has a price.
    FreePlacePriced { mentor: usize, price: i64 },
    /// A margin is not the score of the pair less the price.
    WrongMargin {
        mentee: usize,
        stated: i64,
        actual: i64,
    },
    /// A mentee would gain by going elsewhere at these prices.
    BetterElsewhere {
        mentee: usize,
        mentor: usize,
        by: i64,
    },
    /// A mentee would rather be unmatched than pay its price.
    BetterUnmatched { mentee: usize, by: i64 },
    /// The dual values hold for other terms than the objective's.
    WrongTerms { what: &'static str },
    /// A pair that may be chosen scores below the floor.
    BelowFloor { mentee: usize, mentor: usize },
    /// A claim comes without the cover that would prove it.
    MissingCover { what: &'static str },
    /// A cover leaves out a cell it should contain.
    NotCovered {
        what: &'static str,
        mentee: usize,
        mentor: usize,
    },
    /// The two would both rather have each other than what they got.
    BlockingPair { mentee: usize, mentor: usize },
    /// A cover is too large to prove anything.
    CoverTooLarge {
        what: &'static str,
        places: u64,
        limit: u64,
    },
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongLength {
                what,
                expected,
                found,
            } => {
                write!(f, "{what} has {found} entries where {expected} are needed")
            }
            Self::BadIndex { what, index } => write!(
                f,
                "{what} names {index}, which does not exist or is repeated"
            ),
            Self::ForbiddenPair { mentee, mentor } => {
                write!(f, "mentee {mentee} may not have mentor {mentor}")
            }
            Self::LockBroken { mentee, mentor } => write!(
                f,
                "mentee {mentee} is locked to mentor {mentor} but not there"
            ),
            Self::OverCapacity {
                mentor,
                mentees,
                capacity,
            } => {
                write!(
                    f,
                    "mentor {mentor} has {mentees} mentees but {capacity} places"
                )
            }
            Self::WrongFigure {
                what,
                stated,
                actual,
            } => write!(f, "{what} is stated as {stated} but is {actual}"),
            Self::DualOutOfRange => write!(
                f,
                "a price, margin or penalty is larger than any score could explain"
            ),
            Self::NegativePrice { mentor, price } => {
                write!(f, "the price of mentor {mentor} is {price}, below 0")
            }
            Self::FreePlacePriced { mentor, price } => {
                write!(
                    f,
                    "mentor {mentor} has a free place, yet a price of {price}"
                )
            }
            Self::WrongMargin {
                mentee,
                stated,
                actual,
            } => {
                write!(
                    f,
                    "the margin of mentee {mentee} is stated as {stated} but is {actual}"
                )
            }
            Self::BetterElsewhere { mentee, mentor, by } => {
                write!(
                    f,
                    "mentee {mentee} would gain {by} by going to mentor {mentor}"
                )
            }
            Self::BetterUnmatched { mentee, by } => {
                write!(f, "mentee {mentee} would gain {by} by staying unmatched")
            }
            Self::WrongTerms { what } => write!(f, "the certificate is for other terms: {what}"),
            Self::BelowFloor { mentee, mentor } => {
                write!(
                    f,
                    "mentee {mentee} and mentor {mentor} score below the floor"
                )
            }
            Self::MissingCover { what } => write!(f, "nothing proves the claim of {what}"),
            Self::NotCovered {
                what,
                mentee,
                mentor,
            } => {
                write!(
                    f,
                    "the proof of {what} leaves out mentee {mentee} with mentor {mentor}"
                )
            }
            Self::BlockingPair { mentee, mentor } => {
                write!(
                    f,
                    "mentee {mentee} and mentor {mentor} would both rather have each other"
                )
            }
            Self::CoverTooLarge {
                what,
                places,
                limit,
            } => {
                write!(
                    f,
                    "the proof of {what} allows {places} pairs where at most {limit} would prove it"
                )
            }
        }
    }
}

impl std::error::Error for Violation {}

/// Whether `solution` respects the problem, adds up, and is as good as its certificate claims.
///
/// Without a certificate only the first two are checked.
pub fn verify(problem: &Problem, solution: &Solution) -> Result<(), Violation> {
    let places = check_feasible(problem, &solution.assignment)?;
    check_figures(problem, solution)?;
    match &solution.certificate {
        Some(certificate) => Checker {
            problem,
            assignment: &solution.assignment,
            places,
            certificate,
        }
        .check(),
        None => Ok(()),
    }
}

/// Every mentee where it may be, no mentor overfull. Returns each mentor's (open, free) places.
fn check_feasible(problem: &Problem, assignment: &[Option<u32>]) -> Result<Vec<Places>, Violation> {
    expect_length("assignment", problem.mentees(), assignment.len())?;
    let mut held = vec![0u32; problem.mentors()];
    let mut locked = vec![0u32; problem.mentors()];
    for (mentee, (&mentor, &lock)) in assignment.iter().zip(problem.locks()).enumerate() {
        if let Some(lock) = lock {
            if mentor != Some(lock) {
                return Err(Violation::LockBroken {
                    mentee,
                    mentor: lock as usize,
                });
            }
            locked[lock as usize] += 1;
        }
        let Some(index) = mentor else { continue };
        let mentor = index as usize;
        if mentor >= problem.mentors() {
            return Err(Violation::BadIndex {
                what: "assignment",
                index,
            });
        }
        if problem.score(mentee, mentor).is_none() {
            return Err(Violation::ForbiddenPair { mentee, mentor });
        }
        held[mentor] += 1;
    }
    let mut places = Vec::with_capacity(problem.mentors());
    for (mentor, &capacity) in problem.capacities().iter().enumerate() {
        let mentees = held[mentor];
        if mentees > capacity {
            return Err(Violation::OverCapacity {
                mentor,
                mentees,
                capacity,
            });
        }
        places.push(Places {
            open: capacity - locked[mentor],
            free: capacity - mentees,
        });
    }
    Ok(places)
}

/// A mentor's places that no locked pair holds, and those nobody holds.
struct Places {
    open: u32,
    free: u32,
}

fn check_figures(problem: &Problem, solution: &Solution) -> Result<(), Violation> {
    let (mut total, mut matched, mut worst) = (0i64, 0usize, None::<i32>);
    for (mentee, mentor) in solution.assignment.iter().enumerate() {
        match mentor.and_then(|mentor| problem.score(mentee, mentor as usize)) {
            Some(score) => {
                total += i64::from(score);
                matched += 1;
                worst = Some(worst.map_or(score, |worst| worst.min(score)));
            }
            None => total -= i64::from(problem.unmatched_penalty()),
        }
    }
    let figure = |what, stated: i64, actual: i64| {
        if stated == actual {
            Ok(())
        } else {
            Err(Violation::WrongFigure {
                what,
                stated,
                actual,
            })
        }
    };
    // A missing worst is told apart from any 32-bit score by a value outside their range.
    let wide = |worst: Option<i32>| worst.map_or(i64::MIN, i64::from);
    figure("total", solution.total, total)?;
    figure("matched", solution.matched as i64, matched as i64)?;
    figure("worst", wide(solution.worst), wide(worst))
}

fn expect_length(what: &'static str, expected: usize, found: usize) -> Result<(), Violation> {
    if expected == found {
        Ok(())
    } else {
        Err(Violation::WrongLength {
            what,
            expected,
            found,
        })
    }
}

struct Checker<'a> {
    problem: &'a Problem,
    assignment: &'a [Option<u32>],
    places: Vec<Places>,
    certificate: &'a Certificate,
}

impl Checker<'_> {
    fn check(&self) -> Result<(), Violation> {
        let certificate = self.certificate;
        match certificate.objective {
            Objective::BestTotal => {
                if certificate.penalty != i64::from(self.problem.unmatched_penalty()) {
                    return Err(Violation::WrongTerms { what: "penalty" });
                }
                self.expect_floor(false)?;
                self.check_duals()
            }
            // With the number matched proved largest, the dual values prove the best total among
            // matchings of that size whatever penalty they hold for: it is the same for them all.
            Objective::MostMatched => {
                self.expect_floor(false)?;
                self.check_most_matched()?;
                self.check_duals()
            }
            Objective::Fairest => {
                self.expect_floor(self.chosen().next().is_some())?;
                self.check_most_matched()?;
                self.check_fairest()?;
                self.check_duals()
            }
            Objective::StableMentees | Objective::StableMentors => self.check_stable(),
        }
    }

    /// The matched pairs that no lock settled.
    fn chosen(&self) -> impl Iterator<Item = (usize, usize)> {
        let free = self.free_mentees();
        free.filter_map(|mentee| self.assignment[mentee].map(|mentor| (mentee, mentor as usize)))
    }

    fn free_mentees(&self) -> impl Iterator<Item = usize> {
        let locks = self.problem.locks().iter().enumerate();
        locks
            .filter(|(_, lock)| lock.is_none())
            .map(|(mentee, _)| mentee)
    }

    fn expect_floor(&self, expected: bool) -> Result<(), Violation> {
        let agrees = self.certificate.floor.is_some() == expected;
        if agrees {
            Ok(())
        } else {
            Err(Violation::WrongTerms { what: "floor" })
        }
    }

    fn check_duals(&self) -> Result<(), Violation> {
        let Certificate {
            margins,
            prices,
            penalty,
            floor,
            ..
        } = self.certificate;
        expect_length("margins", self.problem.mentees(), margins.len())?;
        expect_length("prices", self.problem.mentors(), prices.len())?;
        // Twice this still fits in 64 bits, so no subtraction below can wrap around.
        let sane = |value: &i64| value.unsigned_abs() < 1 << 61;
        if !(margins.iter().all(sane) && prices.iter().all(sane) && sane(penalty)) {
            return Err(Violation::DualOutOfRange);
        }
        for (mentor, (&price, places)) in prices.iter().zip(&self.places).enumerate() {
            if price < 0 {
                return Err(Violation::NegativePrice { mentor, price });
            }
            if price > 0 && places.free > 0 {
                return Err(Violation::FreePlacePriced { mentor, price });
            }
        }
        let floor = floor.unwrap_or(FORBIDDEN);
        for mentee in self.free_mentees() {
            let (row, margin) = (self.problem.row(mentee), margins[mentee]);
            let actual = match self.assignment[mentee] {
                Some(mentor) if row[mentor as usize] < floor => {
                    return Err(Violation::BelowFloor {
                        mentee,
                        mentor: mentor as usize,
                    });
                }
                Some(mentor) => i64::from(row[mentor as usize]) - prices[mentor as usize],
                None => -penalty,
            };
            if margin != actual {
                return Err(Violation::WrongMargin {
                    mentee,
                    stated: margin,
                    actual,
                });
            }
            if margin < -penalty {
                return Err(Violation::BetterUnmatched {
                    mentee,
                    by: -penalty - margin,
                });
            }
            for (mentor, (&score, &price)) in row.iter().zip(prices).enumerate() {
                let by = i64::from(score) - price - margin;
                if by > 0 && score != FORBIDDEN && score >= floor {
                    return Err(Violation::BetterElsewhere { mentee, mentor, by });
                }
            }
        }
        Ok(())
    }

    /// Nobody sits where the other half would not have them, and no two would both rather have each
    /// other. (That no *other* stable matching suits the proposing side better is not checked.)
    fn check_stable(&self) -> Result<(), Violation> {
        let (problem, mentors) = (self.problem, self.problem.mentors());
        // (score, then lower index first) orders both sides' preferences.
        let liked = |score: i32, index: usize| (score, Reverse(index));
        let mut least = vec![None; mentors];
        for (mentee, mentor) in self.chosen() {
            let Some(score) = problem.mentor_score(mentee, mentor) else {
                return Err(Violation::ForbiddenPair { mentee, mentor });
            };
            let rank = liked(score, mentee);
            least[mentor] =
                Some(least[mentor].map_or(rank, |least: (i32, Reverse<usize>)| least.min(rank)));
        }
        for mentee in self.free_mentees() {
            let current = self.assignment[mentee].and_then(|mentor| {
                problem
                    .score(mentee, mentor as usize)
                    .map(|score| liked(score, mentor as usize))
            });
            for mentor in 0..mentors {
                let Some(score) = problem.score(mentee, mentor) else {
                    continue;
                };
                let Some(back) = problem.mentor_score(mentee, mentor) else {
                    continue;
                };
                let mentor_gains = self.places[mentor].free > 0
                    || least[mentor].is_some_and(|least| liked(back, mentee) > least);
                if mentor_gains && Some(liked(score, mentor)) > current {
                    return Err(Violation::BlockingPair { mentee, mentor });
                }
            }
        }
        Ok(())
    }

    fn check_most_matched(&self) -> Result<(), Violation> {
        let cover = self.certificate.most_matched.as_ref();
        self.check_cover(
            "most matched",
            cover,
            FORBIDDEN,
            self.chosen().count() as u64,
        )
    }

    fn check_fairest(&self) -> Result<(), Violation> {
        let Some(floor) = self.certificate.floor else {
            return Ok(());
        };
        if floor == i32::MAX {
            return Ok(()); // there is no higher score
        }
        let matched = self.chosen().count() as u64;
        self.check_cover(
            "fairest",
            self.certificate.fairest.as_ref(),
            floor,
            matched - 1,
        )
    }

    /// `cover` contains every cell scoring more than `above` and allows at most `limit` pairs.
    fn check_cover(
        &self,
        what: &'static str,
        cover: Option<&Cover>,
        above: i32,
        limit: u64,
    ) -> Result<(), Violation> {
        let cover = cover.ok_or(Violation::MissingCover { what })?;
        let rows = marks(what, &cover.mentees, self.problem.mentees())?;
        let columns = marks(what, &cover.mentors, self.problem.mentors())?;
        let open = |&mentor: &u32| u64::from(self.places[mentor as usize].open);
        let places = cover.mentees.len() as u64 + cover.mentors.iter().map(open).sum::<u64>();
        if places > limit {
            return Err(Violation::CoverTooLarge {
                what,
                places,
                limit,
            });
        }
        for mentee in self.free_mentees().filter(|&mentee| !rows[mentee]) {
            for (mentor, &score) in self.problem.row(mentee).iter().enumerate() {
                if score > above && !columns[mentor] && self.places[mentor].open > 0 {
                    return Err(Violation::NotCovered {
                        what,
                        mentee,
                        mentor,
                    });
                }
            }
        }
        Ok(())
    }
}

fn marks(what: &'static str, listed: &[u32], len: usize) -> Result<Vec<bool>, Violation> {
    let mut marks = vec![false; len];
    for &index in listed {
        match marks.get_mut(index as usize) {
            Some(mark) if !*mark => *mark = true,
            _ => return Err(Violation::BadIndex { what, index }),
        }
    }
    Ok(marks)
}
