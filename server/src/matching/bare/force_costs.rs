//! What locking each pair would cost, printed as it is kept. A stable matching
//! has no costs, so all of it is `null` there.

use pairwell_matching::{ForceCosts, Session};
use serde::{Serialize, Serializer};

/// A list per mentee with a number or `null` per mentor.
pub struct Rows {
    mentees: usize,
    mentors: usize,
    costs: ForceCosts,
}

impl Rows {
    pub fn of(session: &Session) -> Self {
        let problem = session.problem();
        Rows {
            mentees: problem.mentees(),
            mentors: problem.mentors(),
            costs: session.force_costs_all(),
        }
    }
}

impl Serialize for Rows {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq((0..self.mentees).map(|mentee| Row(self, mentee)))
    }
}

struct Row<'a>(&'a Rows, usize);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Row(rows, mentee) = self;
        to.collect_seq((0..rows.mentors).map(|mentor| rows.costs.get(*mentee, mentor)))
    }
}
