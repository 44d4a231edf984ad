//! What happened, and what would, in words.

use super::{BoardModel, Change, Consequence};
use crate::format;
use pairwell_domain::board::Move;
use pairwell_domain::id::EnrolmentId;

/// "3 others moved, +4", leaving out the mentee it was about.
pub fn moved_words(change: &Change, about: Option<usize>) -> Option<String> {
    let others = change
        .moved
        .iter()
        .filter(|(mentee, ..)| Some(*mentee) != about)
        .count();
    let mut parts = Vec::new();
    if others > 0 {
        parts.push(match about {
            Some(_) => format::plural(others, "{n} other moved", "{n} others moved"),
            None => format::plural(others, "{n} moved", "{n} moved"),
        });
    }
    match change.matched {
        0 => {}
        more @ 1.. => parts.push(format::plural(more, "{n} more matched", "{n} more matched")),
        fewer => parts.push(format::plural(
            -fewer,
            "{n} fewer matched",
            "{n} fewer matched",
        )),
    }
    if change.total != 0 {
        parts.push(format::change(change.total));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

impl BoardModel {
    /// "Chen moved to Ada · 3 others moved, +4".
    pub fn what_happened(&self, moves: &[Move], change: &Change) -> String {
        let [first] = moves else {
            let done = format::plural(moves.len(), "{n} change made", "{n} changes made");
            return joined(done, moved_words(change, None));
        };
        let about = self.mentee_of(first);
        let what = match *first {
            Move::Lock { mentee, mentor, .. }
                if change.moved.iter().any(|m| Some(m.0) == about) =>
            {
                let (mentee, mentor) = (self.name_of_mentee(mentee), self.name_of_mentor(mentor));
                format!("{mentee} moved to {mentor}")
            }
            _ => self.sentence(first),
        };
        joined(what, moved_words(change, about))
    }

    /// What a move is, said of the two people: "Chen moved to Ada".
    pub fn sentence(&self, change: &Move) -> String {
        let mentee = |id| self.name_of_mentee(id);
        let mentor = |id| self.name_of_mentor(id);
        match change {
            Move::Lock {
                mentee: a,
                mentor: b,
                ..
            } => format!("{} locked with {}", mentee(*a), mentor(*b)),
            Move::Release { mentee: a } => format!("{} released", mentee(*a)),
            Move::Forbid {
                mentee: a,
                mentor: b,
            } => format!("{} never with {}", mentee(*a), mentor(*b)),
            Move::Allow {
                mentee: a,
                mentor: b,
            } => format!("{} allowed with {} again", mentee(*a), mentor(*b)),
            Move::LeaveOut { mentee: a } => format!("{} left out of this round", mentee(*a)),
            Move::Places {
                mentor: a,
                places: Some(places),
            } => {
                let places = format::plural(*places, "{n} place", "{n} places");
                format!("{} has {places}", mentor(*a))
            }
            Move::Places { mentor: a, .. } => format!("{} has the places they offer", mentor(*a)),
            Move::Weigh { .. } => "Weights changed".to_owned(),
            Move::Aim { objective } => {
                format!("Now looking for: {}", objective.label().to_lowercase())
            }
            Move::Rule { rules } => match rules.in_force() {
                0 => "No rules any more".to_owned(),
                _ => "Rules changed".to_owned(),
            },
        }
    }

    /// "+4 overall", "−3 overall, leaves Chen unmatched", "no loss overall".
    pub fn effect(&self, consequence: &Consequence, about: usize) -> String {
        let change = &consequence.change;
        let left: Vec<String> = change
            .moved
            .iter()
            .filter(|(mentee, _, is)| is.is_none() && *mentee != about)
            .map(|(mentee, ..)| self.mentee_name(*mentee))
            .collect();
        let pool = match change.total {
            0 => "no loss overall".to_owned(),
            total => format!("{} overall", format::change(total)),
        };
        match left.as_slice() {
            [] => pool,
            [name] => format!("{pool}, leaves {name} unmatched"),
            names => {
                let left = format::plural(names.len(), "{n} mentee", "{n} mentees");
                format!("{pool}, leaves {left} unmatched")
            }
        }
    }

    fn name_of_mentee(&self, id: EnrolmentId) -> String {
        match self.pool.mentee_at(id) {
            Some(at) => self.mentee_name(at),
            None => "Somebody no longer here".to_owned(),
        }
    }

    fn name_of_mentor(&self, id: EnrolmentId) -> String {
        match self.pool.mentor_at(id) {
            Some(at) => self.mentor_name(at),
            None => "somebody no longer here".to_owned(),
        }
    }

    fn mentee_of(&self, change: &Move) -> Option<usize> {
        match *change {
            Move::Lock { mentee, .. }
            | Move::Release { mentee }
            | Move::LeaveOut { mentee }
            | Move::Forbid { mentee, .. }
            | Move::Allow { mentee, .. } => self.pool.mentee_at(mentee),
            Move::Places { .. } | Move::Weigh { .. } | Move::Aim { .. } | Move::Rule { .. } => None,
        }
    }
}

fn joined(what: String, rest: Option<String>) -> String {
    match rest {
        Some(rest) => format!("{what} · {rest}"),
        None => what,
    }
}
