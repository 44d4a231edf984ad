//! What stands beside the board: scarcity, repair, lists, scenarios, files, and steps kept.

use super::*;
use pairwell_domain::board::{MentorAside, Seat};
use pairwell_domain::enrolment::EnrolmentState;

/// A fourth mentee fits only where somebody is already: the place is what is missing.
fn crowded() -> BoardModel {
    let mut board = board();
    board.mentors[2].places = 1;
    BoardModel::new(board)
}

#[test]
fn the_scarcest_skill_is_told_by_what_one_more_place_really_comes_to() {
    let mut model = crowded();
    let told = model.scarcity();
    let first = told.first().expect("two mentees want one place");
    let id = model.pool().mentor_id(first.mentor);
    let places = Some(model.places(first.mentor) + 1);
    let change = model
        .make(vec![Move::Places { mentor: id, places }])
        .unwrap();
    assert_eq!(
        (change.total, change.matched),
        (first.gain, first.more_matched)
    );
    assert!(first.gain > 0);
}

#[test]
fn where_everyone_has_the_best_there_is_nothing_is_scarce() {
    let mut board = board();
    for mentor in &mut board.mentors {
        mentor.places = 3;
    }
    assert_eq!(BoardModel::new(board).scarcity(), []);
}

#[test]
fn who_offers_what_is_scarce_and_takes_nobody_now_could_be_asked() {
    let mut board = board();
    board.mentors[2].places = 1;
    let offers = BoardModel::new(board.clone()).scarcity()[0].skill.clone();
    let aside = |n: u128, name: &str, state, offers: &str| MentorAside {
        id: EnrolmentId(Uuid::from_u128(9_000 + n)),
        name: name.into(),
        state,
        offers: vec![offers.to_owned()],
    };
    board.aside = vec![
        aside(1, "Ada", EnrolmentState::Paused, &offers),
        aside(2, "Ben", EnrolmentState::Applied, "something else"),
        aside(3, "Cleo", EnrolmentState::Applied, &offers),
    ];
    let mut model = BoardModel::new(board.clone());
    let asked = model.scarcity()[0].could_be_asked.clone();
    assert_eq!(asked, ["Ada (paused)", "Cleo (applied, and waits for you)"]);
    model.set_blind(true);
    let asked = model.scarcity()[0].could_be_asked.clone();
    assert_eq!(asked[0], "A mentor (paused)");

    // One who paused and still has a mentee is no place to look for.
    let told = model.scarcity()[0].mentor;
    board.aside[0].id = model.pool().mentor_id(told);
    let told_now = BoardModel::new(board).scarcity();
    assert!(told_now.iter().all(|scarce| scarce.mentor != told));
}

fn all_flips(model: &BoardModel, mentee: usize, mentor: usize) -> Vec<Found> {
    let mut search = model.seek_flips(mentee, mentor);
    while search.go_on() {}
    search.found
}

#[test]
fn what_would_bring_two_together_does_when_it_is_made() {
    let mut kinds = [false; 3];
    for m in 0..MENTEES.len() {
        for j in 0..MENTORS.len() {
            let model = BoardModel::new(board());
            if model.answer().seats[m].mentor() == Some(j) {
                continue;
            }
            for found in all_flips(&model, m, j) {
                let mut model = BoardModel::new(board());
                let change = model.make(found.moves.clone()).unwrap();
                assert_eq!(model.answer().seats[m].mentor(), Some(j), "{found:?}");
                if let Some(total) = found.total {
                    assert_eq!(change.total, total, "{found:?}");
                }
                kinds[match found.flip {
                    Flip::Place { .. } => 0,
                    Flip::Without { .. } => 1,
                    Flip::Weight { .. } => 2,
                }] = true;
            }
        }
    }
    assert_eq!(kinds[..2], [true, true]);
}

#[test]
fn the_weight_told_is_the_nearest_that_brings_two_together() {
    let mut board = board();
    // Noor and Ada are ten hours from everyone else, which does not count yet.
    board.mentees[0].facts.common.utc_offset = 600;
    board.mentors[0].facts.common.utc_offset = 600;
    board.draft.weights = board.draft.weights.with(Criterion::Needs, 50);
    let model = BoardModel::new(board);
    let mut any = false;
    for m in 0..MENTEES.len() {
        for j in 0..MENTORS.len() {
            let told = all_flips(&model, m, j).into_iter().find_map(|found| {
                let Flip::Weight { from, to, .. } = found.flip else {
                    return None;
                };
                Some(from.abs_diff(to))
            });
            let Some(told) = told else {
                continue;
            };
            any = true;
            for by in (5..told).step_by(5) {
                for criterion in Criterion::ALL {
                    let from = model.draft().weights.of(criterion);
                    for to in [from.checked_add(by), from.checked_sub(by)]
                        .into_iter()
                        .flatten()
                    {
                        let mut model = BoardModel::new(model.board().clone());
                        let weights = model.draft().weights.with(criterion, to);
                        if model.make(vec![Move::Weigh { weights }]).is_ok() {
                            assert_ne!(model.answer().seats[m].mentor(), Some(j));
                        }
                    }
                }
            }
        }
    }
    assert!(any);
}

#[test]
fn nothing_is_tried_where_a_decision_keeps_two_apart() {
    let mut model = BoardModel::new(board());
    model.make(vec![lock(0, 1)]).unwrap();
    assert!(!model.could_be_flipped(0, 0));
    assert_eq!(all_flips(&model, 0, 0), []);
}

#[test]
fn a_repair_is_one_step_that_comes_to_what_it_said_and_undoes_whole() {
    for trouble in [
        Trouble::MentorLeaves { mentor: 0 },
        Trouble::OnePlaceFewer { mentor: 2 },
        Trouble::PairEnds { mentee: 2 },
    ] {
        let mut model = BoardModel::new(board());
        let before = model.draft().clone();
        let plans = model.repairs(trouble);
        assert!(!plans.is_empty(), "{trouble:?}");
        assert!(plans.is_sorted_by_key(|plan| plan.disturbed));
        for plan in plans {
            let change = model.make(plan.moves.clone()).unwrap();
            assert_eq!(change.total, plan.total, "{trouble:?}");
            assert_eq!(change.moved, plan.moved, "{trouble:?}");
            model.undo().unwrap();
            assert_eq!(*model.draft(), before);
        }
    }
}

#[test]
fn a_mentor_who_leaves_keeps_only_the_pairs_people_know_of() {
    let mut board = board();
    board.standing.push(StandingPair {
        pair: PairId(Uuid::nil()),
        mentee: mentee(3),
        mentor: mentor(2),
        state: PairState::Active,
        fit: 100,
    });
    let mut model = BoardModel::new(board);
    let plan = model.repairs(Trouble::MentorLeaves { mentor: 2 }).remove(0);
    model.make(plan.moves).unwrap();
    let with_cy = (0..4).filter(|&m| where_is(&model, m) == Some(2));
    assert_eq!(with_cy.collect::<Vec<_>>(), [3]);
}

#[test]
fn a_locked_mentee_is_released_when_their_mentor_leaves() {
    let mut model = BoardModel::new(board());
    model.make(vec![lock(0, 0)]).unwrap();
    let plan = model.repairs(Trouble::MentorLeaves { mentor: 0 }).remove(0);
    model.make(plan.moves).unwrap();
    assert_ne!(where_is(&model, 0), Some(0));
    assert_eq!(model.answer().broken_locks, []);
}

#[test]
fn mentees_are_listed_most_to_lose_first() {
    let model = crowded();
    let rows = model.rows(&Filter::default(), RowOrder::Regret);
    assert_eq!(rows.len(), 4);
    assert!(rows.is_sorted_by_key(|row| std::cmp::Reverse(row.regret())));
    for row in &rows {
        let fits: Vec<u8> = row.candidates.iter().map(|one| one.1).collect();
        assert!(fits.is_sorted_by(|a, b| a >= b) && fits.len() == 3);
    }
}

#[test]
fn many_are_decided_about_as_one_step_and_those_it_means_nothing_for_are_counted() {
    let mut model = crowded();
    let everyone = [0, 1, 2, 3];
    let matched = everyone
        .iter()
        .filter(|&&m| where_is(&model, m).is_some())
        .count();
    let (moves, alone) = model.bulk(Bulk::Lock, &everyone);
    assert_eq!((moves.len(), alone), (matched, 4 - matched));
    model.make(moves).unwrap();
    assert_eq!(model.lanes().locks, matched);
    let (moves, alone) = model.bulk(Bulk::Lock, &everyone);
    assert_eq!((moves.len(), alone), (0, 4));
    model.undo().unwrap();
    assert_eq!(model.lanes().locks, 0);
}

#[test]
fn two_scenarios_differ_where_they_put_somebody_elsewhere_and_locks_carry_over() {
    let mut model = BoardModel::new(board());
    let mut other = after(&made(1, "Me", &[lock(1, 0)]));
    other.name = "Other".into();
    let comparison = model.compare(other.clone());
    let differing: Vec<usize> = comparison.differing.iter().map(|one| one.mentee).collect();
    assert!(differing.contains(&1));
    assert_eq!(comparison.pairs_in_both + differing.len(), 4);
    assert_eq!(
        (
            comparison.here.name.as_str(),
            comparison.there.name.as_str()
        ),
        ("Draft", "Other")
    );
    assert!(comparison.here.total > comparison.there.total);
    model.make(comparison.locks_to_carry).unwrap();
    let again = model.compare(other);
    assert_eq!(again.differing, []);
    assert_eq!(again.locks_to_carry, []);
}

#[test]
fn blind_nobody_is_named_anywhere() {
    let mut model = BoardModel::new(board());
    model.set_blind(true);
    let change = model.make(vec![lock(1, 0)]).unwrap();
    let mut said = model.what_happened(&[lock(1, 0)], &change);
    said.push_str(&model.csv());
    said.push_str(&model.json());
    for name in MENTEES.iter().chain(&MENTORS) {
        assert!(!said.contains(name), "{name} in {said}");
    }
    assert!(said.contains("Mentee 2") && said.contains("Mentor 1"));
}

/// Three called Noor, two of them in one unit; the mentor Ada is one person with a mentee.
fn namesakes() -> Board {
    let mut board = board();
    let about = [
        ("Sales", "Planner"),
        ("Sales", "Analyst"),
        ("Plant", "Analyst"),
    ];
    for (mentee, (unit, title)) in board.mentees.iter_mut().zip(about) {
        mentee.name = "Noor".into();
        mentee.facts.common.unit = Some(unit.into());
        mentee.title = Some(title.into());
    }
    board.mentees[3].name = "Ada".into();
    board.mentees[3].facts.common.person = board.mentors[0].facts.common.person;
    board
}

fn called(model: &BoardModel) -> Vec<String> {
    (0..4).map(|mentee| model.mentee_name(mentee)).collect()
}

#[test]
fn people_of_one_name_are_told_apart_and_nobody_else_is_called_more_than_their_name() {
    let model = BoardModel::new(namesakes());
    assert_eq!(
        called(&model),
        [
            "Noor (Planner)",
            "Noor (Sales, Analyst)",
            "Noor (Plant)",
            "Ada"
        ]
    );
    assert_eq!(
        model.mentor_name(0),
        "Ada",
        "a mentor and a mentee, but one person"
    );
    let mut board = namesakes();
    board.mentors[1].name = "noor".into();
    let model = BoardModel::new(board);
    assert_eq!(
        model.mentor_name(1),
        "noor",
        "the only one of whom nothing is known"
    );
    assert_eq!(model.mentor_name(2), "Cy");
}

#[test]
fn namesakes_of_whom_nothing_more_is_known_are_counted() {
    let mut board = namesakes();
    for mentee in &mut board.mentees {
        (mentee.facts.common.unit, mentee.title) = (None, None);
    }
    board.mentees[2].facts.common.unit = Some("Plant".into());
    let model = BoardModel::new(board);
    assert_eq!(
        called(&model),
        ["Noor (1)", "Noor (2)", "Noor (Plant)", "Ada"]
    );
}

#[test]
fn blind_namesakes_are_numbers_like_everyone() {
    let mut model = BoardModel::new(namesakes());
    model.set_blind(true);
    assert_eq!(
        called(&model),
        ["Mentee 1", "Mentee 2", "Mentee 3", "Mentee 4"]
    );
}

#[test]
fn what_tells_namesakes_apart_follows_who_is_on_the_board() {
    let mut model = BoardModel::new(namesakes());
    let mut fewer = namesakes();
    fewer.mentees.truncate(1);
    fewer.version += 1;
    model.rebase(fewer, &[]);
    assert_eq!(model.mentee_name(0), "Noor");
}

#[test]
fn pairs_decided_elsewhere_name_one_of_several_as_the_board_does() {
    let model = BoardModel::new(namesakes());
    let moves = model.pairs_from("Noor (Plant)\tBo").unwrap();
    assert_eq!(moves, [lock(2, 1)]);
    let problems = model.pairs_from("Noor\tBo").unwrap_err();
    assert!(
        problems[0].contains("more than one mentee here is called “Noor”")
            && problems[0].contains("“Noor (Planner)”"),
        "{problems:?}"
    );
}

#[test]
fn a_cell_that_would_run_as_a_formula_is_text_in_the_table() {
    let mut board = board();
    board.mentees[0].name = "=HYPERLINK(\"x\")".into();
    let csv = BoardModel::new(board).csv();
    assert!(csv.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{csv}");
    assert_eq!(csv.lines().count(), 5);
}

#[test]
fn pairs_decided_elsewhere_are_locked_as_one_step_or_not_at_all() {
    let mut model = BoardModel::new(board());
    let pasted = "Mentee\tMentor\nOmar\tAda\npia\tCY\n";
    let moves = model.pairs_from(pasted).unwrap();
    assert_eq!(moves, [lock(1, 0), lock(2, 2)]);
    model.make(moves).unwrap();
    assert_eq!(
        (where_is(&model, 1), where_is(&model, 2)),
        (Some(0), Some(2))
    );
    model.undo().unwrap();

    let wrong = model
        .pairs_from("Omar;Ada\nNobody;Ada\nNoor;Ada\n\nPia")
        .unwrap_err();
    assert_eq!(wrong.len(), 3);
    assert!(
        wrong[2].starts_with("Line 5: needs a mentee and a mentor"),
        "{wrong:?}"
    );
    assert!(
        wrong[0].starts_with("Line 2: no mentee here is called “Nobody”"),
        "{wrong:?}"
    );
    assert!(
        wrong[1].starts_with("Line 3: Noor with Ada: Full"),
        "{wrong:?}"
    );
}

#[test]
fn steps_outlive_a_reload() {
    let mut model = BoardModel::new(board());
    model.make(vec![lock(1, 0)]).unwrap();
    assert_eq!(model.steps(), None, "what is not saved yet may be refused");
    model.to_send().unwrap();
    assert!(model.saved(&made(8, "Me", &[lock(1, 0)])));
    let kept = model.steps().unwrap();
    assert_eq!(version_of(&kept), Some(8));

    let mut reloaded = BoardModel::new(after(&made(8, "Me", &[lock(1, 0)])));
    reloaded.take_up(&kept, &[]);
    reloaded.undo().unwrap();
    assert_eq!(*reloaded.draft(), board().draft);
    reloaded.redo().unwrap();
    assert!(matches!(
        reloaded.answer().seats[1],
        Seat::Locked { mentor: 0, .. }
    ));
}

#[test]
fn a_step_that_somebody_changed_during_the_reload_explains_itself() {
    let mut model = BoardModel::new(board());
    model.make(vec![lock(1, 0)]).unwrap();
    model.to_send().unwrap();
    assert!(model.saved(&made(8, "Me", &[lock(1, 0)])));
    let kept = model.steps().unwrap();
    let theirs = made(9, "Kim", &[Move::Release { mentee: mentee(1) }]);
    let mut reloaded = BoardModel::new(Board {
        version: 9,
        ..board()
    });
    reloaded.take_up(&kept, std::slice::from_ref(&theirs));
    assert_eq!(
        reloaded.undo(),
        Err(UndoRefusal::Overtaken { by: "Kim".into() })
    );
}

#[test]
fn what_arrived_without_an_answer_is_not_made_twice() {
    let mut model = BoardModel::new(board());
    model.make(vec![lock(1, 0)]).unwrap();
    model.to_send().unwrap();
    model.not_heard();
    model.make(vec![lock(2, 2)]).unwrap();
    // It is sent again with what is new, and the server has it already.
    let (version, _) = model.to_send().unwrap();
    assert_eq!(version, 7);
    let mine = made(8, "Me", &[lock(1, 0)]);
    let rebased = model.rebase(after(&mine), &[mine]);
    assert_eq!(rebased.lost, []);
    assert_eq!(model.to_send(), Some((8, vec![lock(2, 2)])));
    assert!(model.can_undo());
}

#[test]
fn what_never_arrived_is_sent_once_somebody_answers() {
    let mut model = BoardModel::new(board());
    model.make(vec![lock(1, 0)]).unwrap();
    model.to_send().unwrap();
    model.not_heard();
    assert_eq!(model.to_send(), Some((7, vec![lock(1, 0)])));
    assert!(model.saved(&made(8, "Me", &[lock(1, 0)])));
    assert!(!model.has_unsaved());
}

/// Whatever way led to a draft, or another answer than the server's would be shown.
#[test]
fn the_answer_is_the_one_the_server_gives_to_the_same_draft() {
    let mut seed = 3u64;
    let mut below = move |end: u64| {
        seed = seed
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        ((seed >> 33) % end) as usize
    };
    let mut board = board();
    board.blocks.push(PairBlock {
        mentee: mentee(0),
        mentor: mentor(2),
        block: Block::ReportingLine,
    });
    let mut model = BoardModel::new(board.clone());
    for step in 0..400 {
        let (m, j) = (below(4), below(3));
        let mentee = mentee(m);
        let change = match below(9) {
            0..3 => Move::Lock {
                mentee,
                mentor: mentor(j),
                reason: Some("They have worked together well before.".into()),
            },
            3 => Move::Release { mentee },
            4 => Move::Forbid {
                mentee,
                mentor: mentor(j),
            },
            5 => Move::Allow {
                mentee,
                mentor: mentor(j),
            },
            6 => Move::LeaveOut { mentee },
            7 => Move::Places {
                mentor: mentor(j),
                places: Some(below(4) as u8),
            },
            _ => Move::Places {
                mentor: mentor(j),
                places: None,
            },
        };
        let _ = match below(5) {
            0 => model.undo().is_ok(),
            _ => model.make(vec![change]).is_ok(),
        };
        model.warm_up();
        let mut pool = BoardPool::new(&board);
        let anew = answer(&mut pool, model.draft());
        assert_eq!(model.answer().problem, anew.problem, "step {step}");
        assert_eq!(model.answer().seats, anew.seats, "step {step}");
        assert_eq!(model.answer().solution, anew.solution, "step {step}");
        assert_eq!(model.session().total(), anew.total, "step {step}");
    }
}
