//! Whether covers prove that no more, or none fairer, can be matched.

use pairwell_rows::Score;

use super::{Checker, Violation};
use crate::matrix::on_row;
use crate::{Cover, FORBIDDEN};

impl Checker<'_> {
    pub(super) fn check_most_matched(&self) -> Result<(), Violation> {
        let cover = self.certificate.most_matched.as_ref();
        self.check_cover(
            "most matched",
            cover,
            FORBIDDEN,
            self.chosen().count() as u64,
        )
    }

    pub(super) fn check_fairest(&self) -> Result<(), Violation> {
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
        let mentors = columns.iter().zip(&self.places);
        let exposed: Vec<bool> = mentors
            .map(|(&covered, places)| !covered && places.open > 0)
            .collect();
        for mentee in self.free_mentees().filter(|&mentee| !rows[mentee]) {
            let row = self.problem.row(mentee);
            if let Some(mentor) = on_row!(row, scores => first_above(scores, above, &exposed)) {
                return Err(Violation::NotCovered {
                    what,
                    mentee,
                    mentor,
                });
            }
        }
        Ok(())
    }
}

/// The first exposed column that scores more than `above`.
fn first_above<S: Score>(scores: &[S], above: i32, exposed: &[bool]) -> Option<usize> {
    let uncovered = |(&score, &exposed): (&S, &bool)| (score.wide() > above) & exposed;
    // Looked at from end to end, which vectorises, before anyone asks where.
    let cells = || scores.iter().zip(exposed);
    let any = cells().fold(false, |any, cell| any | uncovered(cell));
    any.then(|| cells().position(uncovered)).flatten()
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
