//! Checks an answer in a few passes over the matrix, trusting nothing and sharing nothing with the
//! solver: whoever reads this folder, and the one loop in [`pairwell_rows::offers`], needs to read
//! nothing else to believe a certificate.

mod covers;
mod duals;
mod stability;
mod violation;

pub use violation::Violation;

use crate::{Certificate, Objective, Problem, Solution};

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
}
