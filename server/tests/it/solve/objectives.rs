//! Edits and force costs under every objective, held against the edited problem
//! given as a file of its own.

use super::edits::edited;
use super::{OBJECTIVES, solve};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A problem that every objective answers differently, with ties, forbidden pairs
/// and mentors of another opinion.
fn problem(objective: &str) -> Value {
    json!({
        "scores": [
            [90, 60, null, 35],
            [90, 70, 40, null],
            [null, null, -20, -45],
            [55, 50, 45, 20],
            [50, 60, 70, 10],
            [null, null, 70, 10],
        ],
        "capacities": [1, 3, 1, 1],
        "unmatched_penalty": 5,
        "locks": [[3, 1]],
        "objective": objective,
        "mentor_scores": [
            [20, 60, 30, 35],
            [50, 50, 40, 50],
            [30, 40, 90, 70],
            [40, 30, 60, 80],
            [60, 20, null, 10],
            [60, 10, 80, 90],
        ],
    })
}

/// A problem as edited so far, and who sits where.
struct Edited {
    file: Value,
    /// Pairs forbidden by an edit: new scores wait until the pair is allowed.
    forbidden: Vec<(usize, usize)>,
    seats: Vec<Option<usize>>,
}

fn index(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("an index")).unwrap()
}

impl Edited {
    fn edit(&mut self, edit: &Value) {
        let (kind, of) = edit.as_object().unwrap().iter().next().unwrap();
        match kind.as_str() {
            "lock" => {
                self.unlock(&of[0]);
                self.file["locks"].as_array_mut().unwrap().push(of.clone());
            }
            "unlock" => self.unlock(of),
            "forbid" => {
                let (mentee, mentor) = (index(&of[0]), index(&of[1]));
                self.forbidden.push((mentee, mentor));
                self.file["scores"][mentee][mentor] = Value::Null;
            }
            "allow" => {
                let (mentee, mentor) = (index(&of[0]), index(&of[1]));
                self.forbidden.retain(|pair| *pair != (mentee, mentor));
                self.file["scores"][mentee][mentor] = of[2].clone();
            }
            "capacity" => self.file["capacities"][index(&of[0])] = of[1].clone(),
            "scores" => {
                self.file["scores"][index(&of[0])] = of[1].clone();
                for &(mentee, mentor) in &self.forbidden {
                    self.file["scores"][mentee][mentor] = Value::Null;
                }
            }
            other => panic!("no such edit: {other}"),
        }
    }

    fn unlock(&mut self, mentee: &Value) {
        let locks = self.file["locks"].as_array_mut().unwrap();
        locks.retain(|lock| lock[0] != *mentee);
    }

    fn follow(&mut self, moved: &Value) {
        for step in moved.as_array().unwrap() {
            let seat = &mut self.seats[index(&step[0])];
            assert_eq!(json!(*seat), step[1], "who moves comes from where it was");
            *seat = (!step[2].is_null()).then(|| index(&step[2]));
        }
    }

    /// Total, number matched and worst score of who sits where.
    fn figures(&self) -> (i64, usize, Option<i64>) {
        let pairs = self.seats.iter().enumerate();
        let scores = pairs.filter_map(|(mentee, seat)| {
            let score = &self.file["scores"][mentee][(*seat)?];
            Some(score.as_i64().expect("nobody sits where it may not"))
        });
        let scores: Vec<i64> = scores.collect();
        let unmatched = i64::try_from(self.seats.len() - scores.len()).unwrap();
        let penalty = self.file["unmatched_penalty"].as_i64().unwrap();
        let total = scores.iter().sum::<i64>() - penalty * unmatched;
        (total, scores.len(), scores.iter().min().copied())
    }
}

fn figures(solved: &Value) -> (i64, usize, Option<i64>) {
    (
        solved["total"].as_i64().unwrap(),
        index(&solved["matched"]),
        solved["worst"].as_i64(),
    )
}

#[test]
fn every_objective_answers_differently() {
    let answers = OBJECTIVES.map(|objective| {
        let (code, solved) = solve(&[], &problem(objective));
        assert_eq!(code, Some(0), "{solved}");
        solved["assignment"].to_string()
    });
    assert_eq!(BTreeSet::from(answers).len(), OBJECTIVES.len());
}

#[test]
fn after_every_edit_the_answer_is_as_good_as_solving_the_edited_problem_as_a_new_file() {
    let edits = [
        json!({ "lock": [0, 0] }),
        json!({ "lock": [1, 0] }), // refused: the place is taken
        json!({ "capacity": [0, 2] }),
        json!({ "forbid": [1, 0] }),
        json!({ "scores": [1, [99, 5, null, 65]] }),
        json!({ "lock": [0, 3] }),
        json!({ "forbid": [0, 3] }), // refused: the pair is locked
        json!({ "allow": [2, 3, -40] }),
        json!({ "unlock": 3 }),
        json!({ "allow": [1, 0, 97] }),
        json!({ "allow": [4, 9, 5] }), // refused: there is no such mentor
        json!({ "allow": [4, 2, 71] }),
        json!({ "capacity": [0, 0] }),
        json!({ "unlock": 0 }),
        json!({ "capacity": [0, 1] }),
        json!({ "scores": [5, [null, null, 1, null]] }),
        json!({ "allow": [2, 1, 2_000_000_000] }),
        json!({ "forbid": [2, 1] }),
    ];
    for objective in OBJECTIVES {
        let start = problem(objective);
        let (code, solved) = edited(&start, json!(edits).to_string());
        assert_eq!(code, Some(0), "{solved}");
        let outcomes = solved["edits"].as_array().unwrap();
        assert_eq!(outcomes.len(), edits.len());
        let refused = outcomes.iter().map(|outcome| outcome.get("refused"));
        let refused = refused.enumerate().filter_map(|(at, why)| why.map(|_| at));
        assert_eq!(refused.collect::<Vec<_>>(), [1, 6, 10], "{objective}");

        let seats = solved["assignment"].as_array().unwrap().iter();
        let mut session = Edited {
            file: start,
            forbidden: Vec::new(),
            seats: seats
                .map(|seat| (!seat.is_null()).then(|| index(seat)))
                .collect(),
        };
        for (edit, outcome) in edits.iter().zip(outcomes) {
            if outcome.get("refused").is_some() {
                continue;
            }
            session.edit(edit);
            session.follow(&outcome["moved"]);
            let (code, anew) = solve(&[], &session.file);
            assert_eq!(code, Some(0), "{anew}");
            let said = format!("{objective}, {edit}: {outcome}, anew {anew}");
            assert_eq!(outcome["total"], anew["total"], "{said}");
            let (now, anew_figures) = (session.figures(), figures(&anew));
            // Answers equally good by the objective may differ in the rest.
            match objective {
                "best_total" => assert_eq!(now.0, anew_figures.0, "{said}"),
                "most_matched" => {
                    assert_eq!((now.0, now.1), (anew_figures.0, anew_figures.1), "{said}");
                }
                "fairest" => assert_eq!(now, anew_figures, "{said}"),
                _ => assert_eq!(json!(session.seats), anew["assignment"], "{said}"),
            }
        }
    }
}

/// The problem whose best total, with a pair locked, is what the total becomes
/// once that pair is forced.
fn to_be_forced(file: &Value, solved: &Value) -> Value {
    let mut file = file.clone();
    // The fairest answer to the file with the lock may have another worst score;
    // a force cost is about the present one, below which only locks may go.
    if let Some(floor) = solved["certificate"]["floor"].as_i64() {
        file["objective"] = json!("most_matched");
        let locks = file["locks"].clone();
        let rows = file["scores"].as_array_mut().unwrap().iter_mut();
        for (mentee, row) in rows.enumerate() {
            for (mentor, score) in row.as_array_mut().unwrap().iter_mut().enumerate() {
                let locked = locks.as_array().unwrap().contains(&json!([mentee, mentor]));
                if !locked && score.as_i64() < Some(floor) {
                    *score = Value::Null;
                }
            }
        }
    }
    file
}

#[test]
fn a_force_cost_is_what_the_file_with_the_lock_loses_and_stable_matchings_have_none() {
    for objective in OBJECTIVES {
        let file = problem(objective);
        let (code, solved) = solve(&["--force-costs"], &file);
        assert_eq!(code, Some(0), "{solved}");
        let costs = solved["force_costs"].as_array().unwrap();
        let scores = file["scores"].as_array().unwrap();
        assert_eq!(costs.len(), scores.len());
        if objective.starts_with("stable") {
            let nowhere = json!([null, null, null, null]);
            assert!(costs.iter().all(|row| *row == nowhere), "{solved}");
            continue;
        }
        let base = to_be_forced(&file, &solved);
        for (mentee, scores) in scores.iter().enumerate() {
            let expected = scores.as_array().unwrap().iter().enumerate();
            let expected = expected.map(|(mentor, score)| {
                let mut locked = base.clone();
                locked["scores"][mentee][mentor] = score.clone();
                let locks = locked["locks"].as_array_mut().unwrap();
                let pair = json!([mentee, mentor]);
                if !locks.contains(&pair) {
                    locks.push(pair);
                }
                let (code, forced) = solve(&[], &locked);
                let total = |of: &Value| of["total"].as_i64().unwrap();
                (code == Some(0)).then(|| total(&solved) - total(&forced))
            });
            let expected: Vec<Option<i64>> = expected.collect();
            assert_eq!(costs[mentee], json!(expected), "{objective}: {mentee}");
        }
    }
}
