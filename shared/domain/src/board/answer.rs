//! The best answer for everyone, computed from the pool and the draft.

use super::draft::{Draft, MoveRefusal, Surroundings};
use super::rules::{Apart, Likeness, Rules};
use super::{Board, Objective};
use crate::fit::constraints::Between;
use crate::fit::{Block, Common, Explanation, Pool, Warning, Weights};
use crate::id::EnrolmentId;
use pairwell_matching::{Amended, FORBIDDEN, Problem, Solution, Violation, solve, solve_near};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};
use uuid::Uuid;

/// A board's people, ready to be matched again and again while decisions change.
///
/// Positions count mentees and mentors in order of id, so that the same people
/// give the same answer wherever and in whatever order they were loaded.
#[derive(Clone, Debug)]
pub struct BoardPool {
    pool: Pool,
    weights: Weights,
    /// Row-major by mentee, for `weights`.
    fits: Vec<u8>,
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

/// What the matching is up to before coordinators decide about anybody: the problem that weights,
/// rules and the pairs people know of pose by themselves. Decisions start from its answer, so that
/// they move few people among equally good answers.
#[derive(Debug)]
struct Start {
    weights: Weights,
    rules: Rules,
    problem: Problem,
    /// By mentee position, the best fit with anyone open to them.
    reach: Vec<Option<u8>>,
    /// Its best total, once that was asked for.
    best: OnceLock<Solution>,
}

impl Start {
    fn best(&self) -> &Solution {
        self.best
            .get_or_init(|| solve(&self.problem, Objective::BestTotal.into()))
    }
}

/// Where one mentee is in an [`Answer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Seat {
    /// In a pair people already know of.
    Standing { mentor: usize, fit: u8 },
    /// With the mentor a coordinator locked.
    Locked { mentor: usize, fit: u8 },
    /// Where the matching is best.
    Best { mentor: usize, fit: u8 },
    /// Left out of this round by a coordinator.
    LeftOut,
    /// No place that would be better for everyone.
    Unmatched,
}

impl Seat {
    pub const fn mentor(self) -> Option<usize> {
        match self {
            Seat::Standing { mentor, .. }
            | Seat::Locked { mentor, .. }
            | Seat::Best { mentor, .. } => Some(mentor),
            Seat::LeftOut | Seat::Unmatched => None,
        }
    }

    pub const fn fit(self) -> Option<u8> {
        match self {
            Seat::Standing { fit, .. } | Seat::Locked { fit, .. } | Seat::Best { fit, .. } => {
                Some(fit)
            }
            Seat::LeftOut | Seat::Unmatched => None,
        }
    }
}

/// The best answer to a draft.
#[derive(Clone, Debug)]
pub struct Answer {
    /// By mentee position.
    pub seats: Vec<Seat>,
    /// Sum of the fits of all who have a mentor.
    pub total: i64,
    pub matched: usize,
    pub worst: Option<u8>,
    /// Locks that no longer hold, with the reason: the mentor left, a place was
    /// taken, one of the two has since said no. They are kept in the draft and
    /// left out of the answer.
    pub broken_locks: Vec<(EnrolmentId, MoveRefusal)>,
    pub problem: Problem,
    pub solution: Solution,
    /// What the solution is near, and by position whom something was decided about since; where
    /// the best total is looked for.
    near: Option<(Arc<Start>, Vec<usize>)>,
}

impl Answer {
    /// The problem before anything was decided about single people, and by position whom
    /// something was decided about since; nothing where the answer does not go by it.
    pub(super) fn before(&self) -> Option<(&Problem, &[usize])> {
        let (start, decided) = self.near.as_ref()?;
        Some((&start.problem, decided))
    }

    /// Checks the proof that nothing better exists, by code that shares nothing
    /// with what found it.
    pub fn verify(&self) -> Result<(), Violation> {
        pairwell_matching::verify(&self.problem, &self.solution)
    }

    /// Mentees whose place differs between two answers to the same pool, by
    /// position, with where they were and where they are.
    pub fn moved_since(&self, before: &Answer) -> Vec<(usize, Option<usize>, Option<usize>)> {
        let seats = before.seats.iter().zip(&self.seats).enumerate();
        seats
            .filter(|(_, (was, is))| was.mentor() != is.mentor())
            .map(|(mentee, (was, is))| (mentee, was.mentor(), is.mentor()))
            .collect()
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
        let fits = pool.fits(&weights);
        BoardPool {
            pool,
            weights,
            fits,
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
        self.fits[mentee * self.mentors() + mentor]
    }

    pub fn explain(&self, mentee: usize, mentor: usize) -> Explanation {
        self.pool.explain(mentee, mentor, &self.weights)
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

    fn same_unit(&self, mentee: usize, mentor: usize) -> bool {
        let unit = self.mentee_units[mentee];
        unit.is_some() && unit == self.mentor_units[mentor]
    }

    fn weigh(&mut self, weights: Weights) {
        if self.weights != weights {
            self.weights = weights;
            self.fits = self.pool.fits(&weights);
        }
    }

    fn start(&mut self, draft: &Draft) -> Arc<Start> {
        self.weigh(draft.weights);
        let is_of =
            |start: &&Arc<Start>| (start.weights, start.rules) == (draft.weights, draft.rules);
        if let Some(start) = self.start.as_ref().filter(is_of) {
            return start.clone();
        }
        let (problem, reach) = self.undecided(draft.rules);
        let start = Arc::new(Start {
            weights: draft.weights,
            rules: draft.rules,
            problem,
            reach,
            best: OnceLock::new(),
        });
        self.start = Some(start.clone());
        start
    }

    /// By position, in order, whom something was decided about that holds; nobody in a pair that
    /// people know of, which holds whatever was decided.
    fn decided(&self, draft: &Draft, locks: &[Option<usize>]) -> Vec<usize> {
        let forbidden = draft.forbids.iter().map(|(mentee, _)| mentee);
        let named = forbidden.chain(&draft.left_out);
        let named = named.filter_map(|mentee| self.mentee_at(*mentee));
        let locked = (0..locks.len()).filter(|&mentee| locks[mentee].is_some());
        let decided: BTreeSet<usize> = named.chain(locked).collect();
        let is_free = |mentee: &usize| self.standing[*mentee].is_none();
        decided.into_iter().filter(is_free).collect()
    }

    /// The draft's locks that hold, by mentee position, and those that don't.
    fn locks(&self, draft: &Draft) -> (Vec<Option<usize>>, Vec<(EnrolmentId, MoveRefusal)>) {
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
        self.write_row(&mut row, draft, mentee);
        self.fix(&mut row, mentee, fixed);
        row
    }

    /// Writes what the draft leaves open in a row that is all closed.
    fn write_row(&self, row: &mut [i32], draft: &Draft, mentee: usize) {
        let mentors = self.mentors();
        let id = self.mentee_id(mentee);
        if !draft.left_out.contains(&id) {
            let cells = mentee * mentors..(mentee + 1) * mentors;
            let cells = self.fits[cells.clone()].iter().zip(&self.blocks[cells]);
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
    fn fix(&self, row: &mut [i32], mentee: usize, fixed: Option<usize>) {
        if let Some(mentor) = fixed {
            row[mentor] = i32::from(self.fit(mentee, mentor));
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
    fn posed(
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
    fn undecided(&self, rules: Rules) -> (Problem, Vec<Option<u8>>) {
        let draft = Draft {
            rules,
            ..Draft::default()
        };
        let mut scores = vec![FORBIDDEN; self.mentees() * self.mentors()];
        let mut reach = vec![None; self.mentees()];
        if self.mentors() > 0 {
            let rows = scores.chunks_exact_mut(self.mentors()).enumerate();
            for (mentee, row) in rows {
                self.write_row(row, &draft, mentee);
                reach[mentee] = best_of(row);
                self.fix(row, mentee, self.standing[mentee]);
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

/// The best answer to `draft` for everyone in `pool`. Rescores the pool first
/// when the draft weighs things differently.
///
/// For the best total it is, of equally good answers, one near the answer without the draft's
/// decisions about single people: a decision in that answer's favour moves nobody, and one
/// against it those on a path of moves.
pub fn answer(pool: &mut BoardPool, draft: &Draft) -> Answer {
    let start = pool.start(draft);
    let (locks, broken_locks) = pool.locks(draft);
    let decided = pool.decided(draft, &locks);
    let problem = pool.posed(&start, draft, &locks, &decided);
    let (solution, near) = match draft.objective {
        Objective::BestTotal => {
            let places = problem.capacities() == start.problem.capacities();
            let solution = match decided.is_empty() && places {
                true => start.best().clone(),
                false => solve_near(&start.problem, start.best(), &problem, &decided),
            };
            (solution, Some((start, decided)))
        }
        objective => (solve(&problem, objective.into()), None),
    };
    let seats: Vec<Seat> = (0..pool.mentees())
        .map(
            |mentee| match solution.assignment[mentee].map(|mentor| mentor as usize) {
                Some(mentor) => {
                    let fit = pool.fit(mentee, mentor);
                    if pool.standing[mentee].is_some() {
                        Seat::Standing { mentor, fit }
                    } else if locks[mentee].is_some() {
                        Seat::Locked { mentor, fit }
                    } else {
                        Seat::Best { mentor, fit }
                    }
                }
                None if draft.left_out.contains(&pool.mentee_id(mentee)) => Seat::LeftOut,
                None => Seat::Unmatched,
            },
        )
        .collect();
    let fits = || seats.iter().filter_map(|seat| seat.fit());
    Answer {
        total: fits().map(i64::from).sum(),
        matched: fits().count(),
        worst: fits().min(),
        seats,
        broken_locks,
        problem,
        solution,
        near,
    }
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
