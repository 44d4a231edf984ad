//! Plans for when a mentor leaves, has fewer places, or two people part: few pairs
//! disturbed, as good as can be, or in between.

use super::BoardModel;
use pairwell_domain::board::{Move, Objective, Seat, answer};

/// Plans shown at once.
const PLANS: usize = 3;
/// Decisions looked for in turn until a plan holds by itself.
const ROUNDS: usize = 40;

/// What has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A mentor takes nobody any more.
    MentorLeaves { mentor: usize },
    /// A mentor has one place fewer.
    OnePlaceFewer { mentor: usize },
    /// A mentee and their mentor part, and are not to meet again.
    PairEnds { mentee: usize },
}

/// One way out, as one step that can be undone.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// Pairs there are now that would be others.
    pub disturbed: usize,
    /// What it changes in the total, and in how many are matched.
    pub total: i64,
    pub matched: i64,
    /// Mentee, where they are and where they would be, by position.
    pub moved: Vec<(usize, Option<usize>, Option<usize>)>,
    pub moves: Vec<Move>,
}

impl BoardModel {
    /// How many of a mentor's pairs people already know of: no repair on a board touches them.
    pub fn known_pairs(&self, mentor: usize) -> usize {
        usize::from(self.standing_with(mentor))
    }

    /// Up to three ways out, fewest pairs disturbed first. Empty where nothing can be
    /// done about it on a board: people already know of the pair.
    pub fn repairs(&mut self, trouble: Trouble) -> Vec<Repair> {
        let Some(first) = self.first_moves(trouble) else {
            return Vec::new();
        };
        let asked = match trouble {
            Trouble::MentorLeaves { mentor } | Trouble::OnePlaceFewer { mentor } => {
                let capacity = match trouble {
                    Trouble::OnePlaceFewer { .. } => self.places(mentor).saturating_sub(1),
                    _ => self.standing_with(mentor),
                };
                let capacity = u32::from(capacity);
                pairwell_matching::Trouble::FewerPlaces { mentor, capacity }
            }
            Trouble::PairEnds { mentee } => pairwell_matching::Trouble::PairEnds { mentee },
        };
        // Those whose locks the trouble itself ends may move in any plan.
        let mut draft = self.draft.clone();
        for change in &first {
            if let Move::Release { .. } = change
                && draft.apply(change, &self.pool).is_err()
            {
                return Vec::new();
            }
        }
        let objective = match self.draft.objective {
            // A stable matching does not weigh one move against another.
            Objective::Stable => Objective::BestTotal,
            objective => objective,
        };
        let mut session = self.session_of(&draft);
        session.set_objective(objective.into());
        let plans = session.repair(asked, PLANS).unwrap_or_default();
        let mut repairs: Vec<Repair> = Vec::new();
        for plan in plans {
            let mut wanted: Vec<Option<usize>> = (0..self.pool.mentees())
                .map(|mentee| session.mentor_of(mentee))
                .collect();
            for step in &plan.moved {
                wanted[step.mentee] = step.to;
            }
            if let Some(repair) = self.holding(&first, &wanted)
                && !repairs.contains(&repair)
            {
                repairs.push(repair);
            }
        }
        repairs.sort_by_key(|repair| (repair.disturbed, std::cmp::Reverse(repair.total)));
        repairs
    }

    /// What the trouble itself decides. `None` if it cannot be decided here.
    fn first_moves(&self, trouble: Trouble) -> Option<Vec<Move>> {
        match trouble {
            Trouble::MentorLeaves { mentor } | Trouble::OnePlaceFewer { mentor } => {
                let id = self.pool.mentor_id(mentor);
                let standing = self.standing_with(mentor);
                let places = match trouble {
                    Trouble::MentorLeaves { .. } => standing,
                    _ => self.places(mentor).checked_sub(1)?,
                };
                if places < standing {
                    return None;
                }
                let locked = self.draft.locks.iter();
                let locked = locked.filter(|(_, lock)| lock.mentor == id);
                // Of the locked, as many as no longer have a place; the least fitting first.
                let mut locked: Vec<_> = locked
                    .filter_map(|(mentee, _)| Some((self.pool.mentee_at(*mentee)?, *mentee)))
                    .collect();
                locked.sort_by_key(|&(at, _)| self.pool.fit(at, mentor));
                let kept = usize::from(places - standing);
                let released = locked.len().saturating_sub(kept);
                let releases = locked[..released].iter();
                let releases = releases.map(|&(_, mentee)| Move::Release { mentee });
                let places = Move::Places {
                    mentor: id,
                    places: Some(places),
                };
                Some(releases.chain([places]).collect())
            }
            Trouble::PairEnds { mentee } => match self.answer.seats[mentee] {
                Seat::Best { mentor, .. } | Seat::Locked { mentor, .. } => {
                    let (mentee, mentor) =
                        (self.pool.mentee_id(mentee), self.pool.mentor_id(mentor));
                    let release = self.draft.locks.contains_key(&mentee);
                    let release = release.then_some(Move::Release { mentee });
                    let forbid = Move::Forbid { mentee, mentor };
                    Some(release.into_iter().chain([forbid]).collect())
                }
                Seat::Standing { .. } | Seat::LeftOut | Seat::Unmatched => None,
            },
        }
    }

    fn standing_with(&self, mentor: usize) -> u8 {
        let seats = self.answer.seats.iter();
        let standing =
            seats.filter(|seat| matches!(seat, Seat::Standing { mentor: m, .. } if *m == mentor));
        u8::try_from(standing.count()).unwrap_or(u8::MAX)
    }

    /// The moves that lead to `wanted` and keep it: what the trouble decides, and a lock
    /// for whoever the best answer would put elsewhere.
    fn holding(&mut self, first: &[Move], wanted: &[Option<usize>]) -> Option<Repair> {
        let mut moves = first.to_vec();
        for _ in 0..ROUNDS {
            let mut draft = self.draft.clone();
            draft.apply_all(&moves, &self.pool).ok()?;
            let after = answer(&mut self.pool, &draft);
            let strayed: Vec<usize> = (0..wanted.len())
                .filter(|&mentee| after.seats[mentee].mentor() != wanted[mentee])
                .collect();
            if strayed.is_empty() {
                let moved = after.moved_since(&self.answer);
                return Some(Repair {
                    disturbed: moved.iter().filter(|(_, was, _)| was.is_some()).count(),
                    total: after.total - self.answer.total,
                    matched: after.matched as i64 - self.answer.matched as i64,
                    moved,
                    moves,
                });
            }
            let before = moves.len();
            for mentee in strayed {
                let id = self.pool.mentee_id(mentee);
                let decided = |change: &Move| match change {
                    Move::Lock { mentee, .. } | Move::LeaveOut { mentee } => *mentee == id,
                    _ => false,
                };
                if moves.iter().any(decided) {
                    continue;
                }
                moves.push(match wanted[mentee] {
                    Some(mentor) => Move::Lock {
                        mentee: id,
                        mentor: self.pool.mentor_id(mentor),
                        reason: None,
                    },
                    None => Move::LeaveOut { mentee: id },
                });
            }
            if moves.len() == before {
                return None;
            }
        }
        None
    }
}
