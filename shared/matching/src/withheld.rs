//! The scores behind pairs forbidden by hand, so that allowing one again needs no new score.

use crate::order::sorted;

/// In order of mentee, then mentor. A list rather than a tree: pairs forbidden by hand are few beside
/// all pairs, and a tree's code weighs as much in a browser as a kernel of the solver.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Withheld(Vec<Entry>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    mentee: u32,
    mentor: u32,
    score: i32,
}

impl Entry {
    fn pair(&self) -> (u32, u32) {
        (self.mentee, self.mentor)
    }
}

impl Withheld {
    /// From pairs in any order, some perhaps more than once, and the score of each.
    pub fn from_pairs(
        pairs: &[(usize, usize)],
        mentors: usize,
        score: impl Fn(usize, usize) -> i32,
    ) -> Self {
        let cells = pairs.iter().enumerate();
        let cells = cells.map(|(at, &(mentee, mentor))| ((mentee * mentors + mentor) as i64, at));
        let mut cells = sorted(cells.collect());
        cells.dedup_by_key(|&mut (cell, _)| cell);
        let entry = |&(_, at): &(i64, usize)| {
            let (mentee, mentor) = pairs[at];
            Entry {
                mentee: mentee as u32,
                mentor: mentor as u32,
                score: score(mentee, mentor),
            }
        };
        Self(cells.iter().map(entry).collect())
    }

    fn find(&self, mentee: usize, mentor: usize) -> Result<usize, usize> {
        let pair = (mentee as u32, mentor as u32);
        self.0.binary_search_by_key(&pair, Entry::pair)
    }

    pub fn holds(&self, mentee: usize, mentor: usize) -> bool {
        self.find(mentee, mentor).is_ok()
    }

    /// Remembers a score, unless one is remembered already.
    pub fn keep(&mut self, mentee: usize, mentor: usize, score: i32) {
        if let Err(at) = self.find(mentee, mentor) {
            let (mentee, mentor) = (mentee as u32, mentor as u32);
            let entry = Entry {
                mentee,
                mentor,
                score,
            };
            self.0.insert(at, entry);
        }
    }

    /// Gives a score back and forgets it.
    pub fn release(&mut self, mentee: usize, mentor: usize) -> Option<i32> {
        let at = self.find(mentee, mentor).ok()?;
        Some(self.0.remove(at).score)
    }

    /// Replaces what is remembered of one mentee by its new scores; answers with whom.
    pub fn rescore(&mut self, mentee: usize, scores: &[i32]) -> Vec<usize> {
        let first = self.find(mentee, 0).unwrap_or_else(|at| at);
        let row = self.0[first..].iter_mut();
        let row = row.take_while(|entry| entry.mentee as usize == mentee);
        row.map(|entry| {
            entry.score = scores[entry.mentor as usize];
            entry.mentor as usize
        })
        .collect()
    }

    /// Forgets one mentee; those after it move down.
    pub fn remove_mentee(&mut self, mentee: usize) {
        self.0.retain(|entry| entry.mentee as usize != mentee);
        for entry in &mut self.0 {
            entry.mentee -= u32::from(entry.mentee as usize > mentee);
        }
    }

    /// Forgets one mentor; those after it move down.
    pub fn remove_mentor(&mut self, mentor: usize) {
        self.0.retain(|entry| entry.mentor as usize != mentor);
        for entry in &mut self.0 {
            entry.mentor -= u32::from(entry.mentor as usize > mentor);
        }
    }

    pub fn scores(&self) -> impl Iterator<Item = i32> {
        self.0.iter().map(|entry| entry.score)
    }
}
