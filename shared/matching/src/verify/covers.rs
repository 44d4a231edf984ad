//! Whether covers prove that no more, or none fairer, can be matched.

use super::{Checker, Violation};
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
        for mentee in self.free_mentees().filter(|&mentee| !rows[mentee]) {
            for (mentor, score) in self.problem.row(mentee).iter().enumerate() {
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
