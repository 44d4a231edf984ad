//! What was decided and computed, written down so that it can be computed again.

use super::Answer;
use crate::api::board::Publication;
use crate::id::EnrolmentId;
use pairwell_matching::{Certificate, Objective, Problem};
use serde::{Deserialize, Serialize};

/// An assignment problem as a file: the same the command line solves, and what a
/// publication's input hash is taken of.
///
/// Its canonical form is this struct as JSON without white space, keys in the
/// order of the fields, `null` for cells no matching may use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "an object with \"scores\" and \"capacities\""
)]
pub struct ProblemFile {
    /// A row per mentee, a cell per mentor.
    pub scores: Vec<Vec<Option<i32>>>,
    /// Places by mentor.
    pub capacities: Vec<u32>,
    #[serde(default)]
    pub unmatched_penalty: i32,
    /// Mentee and mentor who must be together.
    #[serde(default)]
    pub locks: Vec<(usize, usize)>,
    /// The best total unless it says so; a canonical file always does.
    #[serde(default)]
    pub objective: Option<Objective>,
    /// What mentors think of mentees, where that is not the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mentor_scores: Option<Vec<Vec<Option<i32>>>>,
    /// What was otherwise before something was decided: of equally good best totals, the answer
    /// is the one near that of the problem before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<BeforeFile>,
}

/// How a problem differed before something was decided about some mentees, none of whom was
/// locked then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "an object with \"scores\" and \"capacities\""
)]
pub struct BeforeFile {
    /// Mentees something was decided about, in order, each with its row as it was.
    pub scores: Vec<(usize, Vec<Option<i32>>)>,
    /// All mentors' places as they were.
    pub capacities: Vec<u32>,
}

/// What computed a publication's pairs: enough to compute them again, and nothing about
/// the people but their numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MatchRecord {
    pub publication: Publication,
    /// Who the problem's rows are.
    pub mentees: Vec<EnrolmentId>,
    /// Who its columns are.
    pub mentors: Vec<EnrolmentId>,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub problem: ProblemFile,
    /// By row, the column of its mentor.
    pub assignment: Vec<Option<u32>>,
    /// The proof that nothing better existed.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub certificate: Certificate,
}

impl ProblemFile {
    pub fn of(problem: &Problem, objective: Objective) -> Self {
        let mentees = 0..problem.mentees();
        let locks = problem.locks().iter().enumerate();
        ProblemFile {
            scores: mentees.map(|mentee| row(problem, mentee)).collect(),
            capacities: problem.capacities().to_vec(),
            unmatched_penalty: problem.unmatched_penalty(),
            locks: locks
                .filter_map(|(mentee, lock)| lock.map(|mentor| (mentee, mentor as usize)))
                .collect(),
            objective: Some(objective),
            mentor_scores: None,
            before: None,
        }
    }

    pub fn canonical(&self) -> String {
        serde_json::to_string(self).expect("numbers in lists are always JSON")
    }
}

fn row(problem: &Problem, mentee: usize) -> Vec<Option<i32>> {
    let mentors = 0..problem.mentors();
    mentors
        .map(|mentor| problem.score(mentee, mentor))
        .collect()
}

impl Answer {
    /// The problem that was solved, as a file.
    pub fn problem_file(&self, objective: super::Objective) -> ProblemFile {
        let before = self.before().map(|(before, decided)| BeforeFile {
            scores: decided
                .iter()
                .map(|&mentee| (mentee, row(before, mentee)))
                .collect(),
            capacities: before.capacities().to_vec(),
        });
        ProblemFile {
            before,
            ..ProblemFile::of(&self.problem, objective.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pairwell_matching::FORBIDDEN;

    #[test]
    fn the_canonical_form_is_stable_and_reads_back() {
        let problem = Problem::builder(vec![90, FORBIDDEN, 70, 10], vec![1, 2])
            .lock(1, 0)
            .build()
            .unwrap();
        let file = ProblemFile::of(&problem, Objective::Fairest);
        assert_eq!(
            file.canonical(),
            r#"{"scores":[[90,null],[70,10]],"capacities":[1,2],"unmatched_penalty":0,"locks":[[1,0]],"objective":"fairest"}"#
        );
        assert_eq!(
            serde_json::from_str::<ProblemFile>(&file.canonical()).unwrap(),
            file
        );
    }
}
