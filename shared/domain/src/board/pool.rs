//! A board's people as numbers: fits, places, and the assignment problem a draft poses.

use super::Board;
use super::draft::{Draft, MoveRefusal, Surroundings};
use super::rules::{Apart, Likeness, Rules};
use super::start::{Ahead, Start};
use crate::fit::constraints::Between;
use crate::fit::{Block, Common, Explanation, Pool, Warning, Weights};
use crate::id::EnrolmentId;
use pairwell_matching::{Amended, FORBIDDEN, Problem};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use uuid::Uuid;

/// A board's people, ready to be matched again and again while decisions change.
///
/// Positions count mentees and mentors in order of id, so that the same people
/// give the same answer wherever and in whatever order they were loaded.
#[derive(Clone, Debug)]
pub struct BoardPool {
    pool: Pool,
    /// Under the weights last answered with.
    fits: Arc<Fits>,
    mentee_at: HashMap<EnrolmentId, usize>,
    mentor_at: HashMap<EnrolmentId, usize>,
    /// By mentor position.
    places: Vec<u8>,
    places_cap: u8,
    /// Row-major by mentee.
    blocks: Vec<Option<Block>>,
    /// By position, the same number for the same unit; nothing where it is not known.
    mentee_units: Vec<Option<usize>>,
    mentor_units: Vec<Option<usize>>,
    /// Mentee and mentor who report to the same person, in order.
    same_manager: Vec<(usize, usize)>,
    /// By mentee position.
    standing: Vec<Option<usize>>,
    /// By mentor position, how many of those pairs.
    standing_with: Vec<usize>,
    /// For the weights and rules last answered with.
    start: Option<Arc<Start>>,
}

/// Fits of everyone with everyone under some weights.
#[derive(Debug)]
pub(super) struct Fits {
    pub weights: Weights,
    /// Row-major by mentee.
    cells: Vec<u8>,
}

impl Fits {
    fn of(pool: &Pool, weights: Weights) -> Self {
        Fits {
            weights,
            cells: pool.fits(&weights),
        }
    }

    /// One mentee's, by mentor position, of so many.
    fn row(&self, mentee: usize, mentors: usize) -> &[u8] {
        &self.cells[mentee * mentors..(mentee + 1) * mentors]
    }
}

impl BoardPool {
    pub fn new(board: &Board) -> Self {
        let mut mentees: Vec<_> = board
            .mentees
            .iter()
            .map(|mentee| mentee.facts.clone())
            .collect();
        mentees.sort_by_key(|mentee| mentee.id);
        let mut mentors: Vec<_> = board.mentors.iter().collect();
        mentors.sort_by_key(|mentor| mentor.facts.id);
        let places = mentors.iter().map(|mentor| mentor.places).collect();
        let mentors: Vec<_> = mentors
            .into_iter()
            .map(|mentor| mentor.facts.clone())
            .collect();
        let mentee_at: HashMap<_, _> = mentees
            .iter()
            .enumerate()
            .map(|(at, mentee)| (mentee.id, at))
            .collect();
        let mentor_at: HashMap<_, _> = mentors
            .iter()
            .enumerate()
            .map(|(at, mentor)| (mentor.id, at))
            .collect();
        let positions = |mentee, mentor| Some((*mentee_at.get(mentee)?, *mentor_at.get(mentor)?));
        let mut standing = vec![None; mentees.len()];
        for pair in &board.standing {
            if let Some((mentee, mentor)) = positions(&pair.mentee, &pair.mentor) {
                standing[mentee] = Some(mentor);
            }
        }
        let mut standing_with = vec![0; mentors.len()];
        for mentor in standing.iter().flatten() {
            standing_with[*mentor] += 1;
        }
        let pool = Pool::new(mentees, mentors);
        let mut blocks = shown_by_facts(&pool);
        for blocked in &board.blocks {
            if let Some((mentee, mentor)) = positions(&blocked.mentee, &blocked.mentor) {
                let cell = &mut blocks[mentee * board.mentors.len() + mentor];
                *cell = Some(cell.map_or(blocked.block, |block| block.min(blocked.block)));
            }
        }
        let mut known = HashMap::new();
        let mut number = |common: &Common| {
            let unit = common.unit.clone()?;
            let next = known.len();
            Some(*known.entry(unit).or_insert(next))
        };
        let mentee_units = pool
            .mentees()
            .map(|mentee| number(&mentee.common))
            .collect();
        let mentor_units = pool
            .mentors()
            .map(|mentor| number(&mentor.common))
            .collect();
        let same_manager = board
            .warnings
            .iter()
            .filter_map(|warning| match warning.warning {
                Warning::SameManager => positions(&warning.mentee, &warning.mentor),
            });
        let mut same_manager: Vec<_> = same_manager.collect();
        same_manager.sort_unstable();
        let weights = board.draft.weights;
        let fits = Fits::of(&pool, weights);
        BoardPool {
            pool,
            fits: Arc::new(fits),
            mentee_at,
            mentor_at,
            places,
            places_cap: board.places_cap,
            blocks,
            mentee_units,
            mentor_units,
            same_manager,
            standing,
            standing_with,
            start: None,
        }
    }

    pub fn mentees(&self) -> usize {
        self.standing.len()
    }

    pub fn mentors(&self) -> usize {
        self.places.len()
    }

    pub fn mentee_at(&self, mentee: EnrolmentId) -> Option<usize> {
        self.mentee_at.get(&mentee).copied()
    }

    pub fn mentor_at(&self, mentor: EnrolmentId) -> Option<usize> {
        self.mentor_at.get(&mentor).copied()
    }

    pub fn mentee_id(&self, mentee: usize) -> EnrolmentId {
        self.pool.mentee(mentee).id
    }

    pub fn mentor_id(&self, mentor: usize) -> EnrolmentId {
        self.pool.mentor(mentor).id
    }

    /// Fit of two positions under the weights last answered with.
    pub fn fit(&self, mentee: usize, mentor: usize) -> u8 {
        self.fits.row(mentee, self.mentors())[mentor]
    }

    pub fn explain(&self, mentee: usize, mentor: usize) -> Explanation {
        self.pool.explain(mentee, mentor, &self.fits.weights)
    }

    pub fn block_at(&self, mentee: usize, mentor: usize) -> Option<Block> {
        self.blocks[mentee * self.mentors() + mentor]
    }

    /// The rule that keeps two positions apart.
    pub fn kept_apart(&self, rules: &Rules, mentee: usize, mentor: usize) -> Option<Apart> {
        if rules.in_force() == 0 {
            return None;
        }
        rules.keeps_apart(Likeness {
            fit: self.fit(mentee, mentor),
            same_unit: self.same_unit(mentee, mentor),
            same_manager: self.same_manager.binary_search(&(mentee, mentor)).is_ok(),
        })
    }

    /// Whether they are in a pair people already know of.
    pub(super) fn is_standing(&self, mentee: usize) -> bool {
        self.standing[mentee].is_some()
    }

    fn same_unit(&self, mentee: usize, mentor: usize) -> bool {
        let unit = self.mentee_units[mentee];
        unit.is_some() && unit == self.mentor_units[mentor]
    }

    /// The fits under the weights last answered with.
    pub(super) fn fits(&self) -> &Arc<Fits> {
        &self.fits
    }

    /// The fits under any weights.
    pub(super) fn weighed(&self, weights: Weights) -> Fits {
        Fits::of(&self.pool, weights)
    }

    pub(super) fn last_start(&self) -> Option<&Arc<Start>> {
        self.start.as_ref()
    }

    /// What the answer to a draft starts from, worked out as far as the last one, or `ahead`, did
    /// not.
    pub(super) fn start(&mut self, draft: &Draft) -> Arc<Start> {
        let mut ahead = Ahead::of(self, draft);
        while ahead.go_on(self) {}
        self.take(ahead);
        self.start.clone().expect("it was worked out to the end")
    }

    /// Takes up what was worked out ahead, so that [`super::answer`] need not do it again.
    pub fn take(&mut self, ahead: Ahead) {
        let (fits, start) = ahead.into_parts();
        if let Some(fits) = fits {
            self.fits = fits;
        }
        if start.is_some() {
            self.start = start;
        }
    }

    /// By position, in order, whom something was decided about that holds; nobody in a pair that
    /// people know of, which holds whatever was decided.
    pub(super) fn decided(&self, draft: &Draft, locks: &[Option<usize>]) -> Vec<usize> {
        let forbidden = draft.forbids.iter().map(|(mentee, _)| mentee);
        let named = forbidden.chain(&draft.left_out);
        let named = named.filter_map(|mentee| self.mentee_at(*mentee));
        let locked = (0..locks.len()).filter(|&mentee| locks[mentee].is_some());
        let decided: BTreeSet<usize> = named.chain(locked).collect();
        let is_free = |mentee: &usize| self.standing[*mentee].is_none();
        decided.into_iter().filter(is_free).collect()
    }

    /// The draft's locks that hold, by mentee position, and those that don't.
    pub(super) fn locks(
        &self,
        draft: &Draft,
    ) -> (Vec<Option<usize>>, Vec<(EnrolmentId, MoveRefusal)>) {
        let mut holding = Draft {
            locks: Default::default(),
            left_out: Default::default(),
            ..draft.clone()
        };
        let mut locks = vec![None; self.mentees()];
        let mut broken = Vec::new();
        for (mentee, lock) in &draft.locks {
            match holding.refuse_lock(*mentee, lock.mentor, lock.reason.as_deref(), self) {
                Ok(()) => {
                    locks[self.mentee_at[mentee]] = Some(self.mentor_at[&lock.mentor]);
                    holding.locks.insert(*mentee, lock.clone());
                }
                Err(refusal) => broken.push((*mentee, refusal)),
            }
        }
        (locks, broken)
    }

    /// One mentee's cells of the problem a draft poses: a fit each; blocked and forbidden ones
    /// and those that rules keep apart closed, and all of somebody left out.
    fn row(&self, draft: &Draft, mentee: usize, fixed: Option<usize>) -> Vec<i32> {
        let mut row = vec![FORBIDDEN; self.mentors()];
        self.write_row(&mut row, &self.fits, draft, mentee);
        self.fix(&mut row, &self.fits, mentee, fixed);
        row
    }

    /// Writes what the draft leaves open in a row that is all closed.
    fn write_row(&self, row: &mut [i32], fits: &Fits, draft: &Draft, mentee: usize) {
        let mentors = self.mentors();
        let id = self.mentee_id(mentee);
        if !draft.left_out.contains(&id) {
            let cells = mentee * mentors..(mentee + 1) * mentors;
            let fits = fits.row(mentee, mentors).iter();
            let cells = fits.zip(&self.blocks[cells]);
            for (cell, (fit, block)) in row.iter_mut().zip(cells) {
                // Both asked, so that there is no branch and vector instructions can do it.
                let is_open = block.is_none() & (*fit >= draft.rules.least_fit);
                *cell = if is_open { i32::from(*fit) } else { FORBIDDEN };
            }
            let Rules {
                across_units,
                across_managers,
                ..
            } = draft.rules;
            if across_units {
                let same = (0..mentors).filter(|&mentor| self.same_unit(mentee, mentor));
                same.for_each(|mentor| row[mentor] = FORBIDDEN);
            }
            if across_managers {
                let from = self
                    .same_manager
                    .partition_point(|(other, _)| *other < mentee);
                let same = self.same_manager[from..].iter();
                same.take_while(|(other, _)| *other == mentee)
                    .for_each(|(_, mentor)| row[*mentor] = FORBIDDEN);
            }
            for mentor in forbidden(draft, id).filter_map(|mentor| self.mentor_at(mentor)) {
                row[mentor] = FORBIDDEN;
            }
        }
    }

    /// What is fixed is fixed, also where a block was overridden.
    fn fix(&self, row: &mut [i32], fits: &Fits, mentee: usize, fixed: Option<usize>) {
        if let Some(mentor) = fixed {
            row[mentor] = i32::from(fits.row(mentee, self.mentors())[mentor]);
        }
    }

    /// Places by mentor position in the problem a draft poses.
    fn capacities(&self, draft: &Draft, locks: &[Option<usize>]) -> Vec<u32> {
        let mut filled = vec![0u32; self.mentors()];
        for &mentor in self.standing.iter().chain(locks).flatten() {
            filled[mentor] += 1;
        }
        let places = (0..self.mentors()).map(|mentor| {
            let set = draft.places.get(&self.mentor_id(mentor)).copied();
            // A mentor who has since offered fewer places keeps whom they have.
            u32::from(set.unwrap_or(self.places[mentor])).max(filled[mentor])
        });
        places.collect()
    }

    /// The assignment problem a draft poses, made from the one before its decisions.
    pub(super) fn posed(
        &self,
        start: &Start,
        draft: &Draft,
        locks: &[Option<usize>],
        decided: &[usize],
    ) -> Problem {
        let decided = decided.iter().map(|&mentee| Amended {
            mentee,
            scores: self.row(draft, mentee, locks[mentee]),
            lock: locks[mentee],
        });
        start
            .problem
            .clone()
            .amended(decided.collect(), self.capacities(draft, locks))
            .expect("what a board decides about is on the board, and its locks hold")
    }

    /// The assignment problem before anything is decided: a fit a cell, blocked cells and those
    /// that rules keep apart closed, standing pairs fixed. Leaving somebody out costs nothing,
    /// so that the sum of fits is exactly what is made best. With it, by mentee, the best fit
    /// in an open cell.
    pub(super) fn undecided(&self, fits: &Fits, rules: Rules) -> (Problem, Vec<Option<u8>>) {
        let draft = Draft {
            rules,
            ..Draft::default()
        };
        let mut scores = vec![FORBIDDEN; self.mentees() * self.mentors()];
        let mut reach = vec![None; self.mentees()];
        if self.mentors() > 0 {
            let rows = scores.chunks_exact_mut(self.mentors()).enumerate();
            for (mentee, row) in rows {
                self.write_row(row, fits, &draft, mentee);
                reach[mentee] = best_of(row);
                self.fix(row, fits, mentee, self.standing[mentee]);
            }
        }
        let builder = Problem::builder(scores, self.capacities(&draft, &[]));
        let pairs = self.standing.iter().enumerate();
        let problem = pairs
            .filter_map(|(mentee, mentor)| Some((mentee, (*mentor)?)))
            .fold(
                builder.mentees(self.mentees()),
                |builder, (mentee, mentor)| builder.lock(mentee, mentor),
            )
            .build()
            .expect("a board's problem is made from positions and capacities that fit together");
        (problem, reach)
    }

    /// The best fit a mentee could have with anyone open to them, whether or not there is a
    /// place; under the weights and rules last answered with and the draft's forbidden pairs.
    pub fn reach(&self, draft: &Draft, mentee: usize) -> Option<u8> {
        let start = self.start.as_ref()?;
        let id = self.mentee_id(mentee);
        let mut forbidden = forbidden(draft, id).peekable();
        if forbidden.peek().is_none() {
            return start.reach[mentee];
        }
        let draft = Draft {
            rules: start.rules,
            forbids: forbidden.map(|mentor| (id, mentor)).collect(),
            ..Draft::default()
        };
        best_of(&self.row(&draft, mentee, None))
    }
}

/// Whom a mentee must not be paired with, as decided.
fn forbidden(draft: &Draft, mentee: EnrolmentId) -> impl Iterator<Item = EnrolmentId> + '_ {
    let from = draft.forbids.range((mentee, EnrolmentId(Uuid::nil()))..);
    from.take_while(move |(other, _)| *other == mentee)
        .map(|(_, mentor)| *mentor)
}

/// The best score in a row; none where all are closed.
fn best_of(row: &[i32]) -> Option<u8> {
    let best = row.iter().fold(FORBIDDEN, |best, score| best.max(*score));
    u8::try_from(best).ok()
}

/// Blocks that follow from who the two are and what they speak, row-major by mentee.
fn shown_by_facts(pool: &Pool) -> Vec<Option<Block>> {
    let mut blocks = Vec::with_capacity(pool.mentees().len() * pool.mentors().len());
    for (row, mentee) in pool.mentees().enumerate() {
        blocks.extend(pool.mentors().enumerate().map(|(column, mentor)| {
            Between {
                same_person: mentee.common.person == mentor.common.person,
                no_shared_language: !pool.share_a_language(row, column),
                ..Between::default()
            }
            .block()
        }));
    }
    blocks
}

impl Surroundings for BoardPool {
    fn offered_places(&self, mentor: EnrolmentId) -> Option<u8> {
        self.mentor_at(mentor).map(|mentor| self.places[mentor])
    }

    fn places_cap(&self) -> u8 {
        self.places_cap
    }

    fn standing_of(&self, mentor: EnrolmentId) -> usize {
        let mentor = self.mentor_at(mentor);
        mentor.map_or(0, |mentor| self.standing_with[mentor])
    }

    fn has_mentee(&self, mentee: EnrolmentId) -> bool {
        self.mentee_at.contains_key(&mentee)
    }

    fn is_paired(&self, mentee: EnrolmentId) -> bool {
        self.mentee_at(mentee)
            .is_some_and(|mentee| self.standing[mentee].is_some())
    }

    fn block(&self, mentee: EnrolmentId, mentor: EnrolmentId) -> Option<Block> {
        self.block_at(self.mentee_at(mentee)?, self.mentor_at(mentor)?)
    }
}
