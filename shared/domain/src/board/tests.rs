use super::*;
use crate::enrolment::Meeting;
use crate::fit::{Common, Criterion};
use crate::id::PersonId;
use proptest::prelude::*;
use uuid::Uuid;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Mentors 100, 101, … and mentees 0, 1, …; the fit of mentee i with mentor j
/// is governed by who offers what.
fn board(mentors: &[(&[&str], u8)], mentees: &[&[&str]]) -> Board {
    let words = |list: &[&str]| {
        list.iter()
            .map(|word| (*word).to_owned())
            .collect::<Vec<_>>()
    };
    let common = |n: usize| Common {
        person: PersonId(Uuid::from_u128(n as u128)),
        languages: vec![],
        utc_offset: 0,
        meeting: Meeting::Either,
        style: None,
        unit: None,
        location: None,
        level: None,
    };
    let only_needs = Criterion::ALL
        .into_iter()
        .fold(Weights::default(), |w, c| w.with(c, 0))
        .with(Criterion::Needs, 1);
    Board {
        id: BoardId(Uuid::nil()),
        programme: ProgrammeId(Uuid::nil()),
        name: "Draft".into(),
        version: 1,
        draft: new_draft(only_needs),
        places_cap: 3,
        mentors: mentors
            .iter()
            .enumerate()
            .map(|(n, (offers, places))| BoardMentor {
                facts: MentorFacts {
                    id: mentor(n),
                    common: common(1000 + n),
                    offers: words(offers),
                },
                name: format!("Mentor {n}"),
                title: None,
                moments: vec![],
                places: *places,
            })
            .collect(),
        mentees: mentees
            .iter()
            .enumerate()
            .map(|(n, wants)| BoardMentee {
                facts: MenteeFacts {
                    id: mentee(n),
                    common: common(n),
                    wants: words(wants),
                    goals: vec![],
                    asked: vec![],
                },
                name: format!("Mentee {n}"),
                title: None,
                hopes: None,
            })
            .collect(),
        blocks: vec![],
        warnings: vec![],
        standing: vec![],
        aside: vec![],
    }
}

fn mentee(n: usize) -> EnrolmentId {
    EnrolmentId(Uuid::from_u128(n as u128))
}

fn mentor(n: usize) -> EnrolmentId {
    EnrolmentId(Uuid::from_u128(100 + n as u128))
}

fn lock(m: usize, j: usize) -> Move {
    Move::Lock {
        mentee: mentee(m),
        mentor: mentor(j),
        reason: None,
    }
}

fn seats(answer: &Answer) -> Vec<Option<usize>> {
    answer.seats.iter().map(|seat| seat.mentor()).collect()
}

/// Whatever was worked out ahead, and for what.
#[test]
fn an_answer_worked_out_in_pieces_is_the_same_answer() {
    let board = board(
        &[(&["feedback", "strategy"], 1), (&["feedback"], 2)],
        &[&["feedback"], &["strategy"], &["feedback", "strategy"]],
    );
    let mut pool = BoardPool::new(&board);
    answer(&mut pool, &board.draft);
    let mut changed = board.draft.clone();
    changed.weights = changed.weights.with(Criterion::Time, 30);
    changed.rules.least_fit = 20;
    for objective in Objective::ALL {
        let draft = Draft {
            objective,
            ..changed.clone()
        };
        let anew = answer(&mut BoardPool::new(&board), &draft);
        let mut pieces = pool.clone();
        let mut ahead = Ahead::of(&pieces, &draft);
        let mut count = 0;
        while ahead.go_on(&pieces) {
            count += 1;
            assert_eq!(
                pieces.fit(0, 0),
                pool.fit(0, 0),
                "nothing shows until it is taken up"
            );
        }
        assert!(count > 1);
        pieces.take(ahead);
        let whole = answer(&mut pieces, &draft);
        assert_eq!(
            (whole.seats, whole.solution),
            (anew.seats, anew.solution),
            "{objective:?}"
        );
        assert_eq!(whole.problem, anew.problem);
    }
}

#[test]
fn everyone_gets_the_best_for_all_not_the_best_for_the_first() {
    let board = board(&[(&["A", "B"], 1), (&["A"], 1)], &[&["A"], &["B"]]);
    let answer = answer(&mut BoardPool::new(&board), &board.draft);
    assert_eq!(seats(&answer), [Some(1), Some(0)]);
    assert_eq!(
        (answer.total, answer.matched, answer.worst),
        (200, 2, Some(100))
    );
    answer.verify().unwrap();
}

#[test]
fn a_lock_holds_and_the_rest_moves_around_it() {
    let mut board = board(&[(&["A", "B"], 1), (&["A"], 1)], &[&["A"], &["B"]]);
    let mut pool = BoardPool::new(&board);
    let before = answer(&mut pool, &board.draft);
    let undo = board.draft.apply(&lock(0, 0), &pool).unwrap();
    let after = answer(&mut pool, &board.draft);
    assert_eq!(
        after.seats[0],
        Seat::Locked {
            mentor: 0,
            fit: 100
        }
    );
    assert_eq!(after.moved_since(&before).len(), 2);
    board.draft.apply_all(&undo, &pool).unwrap();
    assert_eq!(seats(&answer(&mut pool, &board.draft)), seats(&before));
}

#[test]
fn deciding_for_what_is_best_anyway_moves_nobody() {
    // All fits are alike: any three of five could be matched, with anyone.
    let board = board(&[(&["A"][..], 1); 3], &[&["A"][..]; 5]);
    let mut pool = BoardPool::new(&board);
    let before = answer(&mut pool, &board.draft);
    let mut draft = board.draft.clone();
    for (at, seat) in before.seats.iter().enumerate() {
        let decision = match seat.mentor() {
            Some(mentor) => lock(at, mentor),
            None => Move::LeaveOut { mentee: mentee(at) },
        };
        draft.apply(&decision, &pool).unwrap();
        let after = answer(&mut pool, &draft);
        assert_eq!(after.moved_since(&before), []);
        after.verify().unwrap();
    }
}

#[test]
fn a_decision_moves_no_more_people_than_it_needs_to() {
    let board = board(&[(&["A"][..], 1); 8], &[&["A"][..]; 8]);
    let mut pool = BoardPool::new(&board);
    let before = answer(&mut pool, &board.draft);
    let other = before.seats[7].mentor().unwrap();
    let mut draft = board.draft.clone();
    draft.apply(&lock(0, other), &pool).unwrap();
    // The two change places.
    assert_eq!(answer(&mut pool, &draft).moved_since(&before).len(), 2);
}

#[test]
fn locking_a_mentor_whose_places_are_all_locked_is_refused() {
    let mut board = board(&[(&["A"], 1), (&["A"], 1)], &[&["A"], &["A"]]);
    let pool = BoardPool::new(&board);
    board.draft.apply(&lock(0, 0), &pool).unwrap();
    let refused = board.draft.apply(&lock(1, 0), &pool);
    assert_eq!(
        refused,
        Err(MoveRefusal::MentorIsFull {
            taken: 1,
            places: 1
        })
    );
    assert_eq!(board.draft.locks.len(), 1);
}

#[test]
fn a_reporting_line_may_be_overridden_with_a_reason_that_is_kept() {
    let mut board = board(&[(&["A"], 1)], &[&["A"]]);
    board.blocks = vec![PairBlock {
        mentee: mentee(0),
        mentor: mentor(0),
        block: Block::ReportingLine,
    }];
    let mut pool = BoardPool::new(&board);
    assert_eq!(seats(&answer(&mut pool, &board.draft)), [None]);
    assert_eq!(
        board.draft.apply(&lock(0, 0), &pool),
        Err(MoveRefusal::NeedsReason(Block::ReportingLine))
    );
    let reason = Some("Nobody else here speaks Basque.".to_owned());
    let with_reason = Move::Lock {
        mentee: mentee(0),
        mentor: mentor(0),
        reason: reason.clone(),
    };
    board.draft.apply(&with_reason, &pool).unwrap();
    assert_eq!(board.draft.locks[&mentee(0)].reason, reason);
    let answer = answer(&mut pool, &board.draft);
    assert_eq!(seats(&answer), [Some(0)]);
    answer.verify().unwrap();
}

#[test]
fn nobody_is_matched_with_themselves_or_with_someone_they_cannot_talk_to() {
    let mut board = board(&[(&["A"], 1), (&["A"], 1)], &[&["A"], &["A"]]);
    board.mentors[0].facts.common.person = board.mentees[0].facts.common.person;
    board.mentors[1].facts.common.languages = vec!["Basque".into()];
    board.mentees[0].facts.common.languages = vec!["French".into()];
    let mut pool = BoardPool::new(&board);
    assert_eq!(pool.block_at(0, 0), Some(Block::SamePerson));
    assert_eq!(pool.block_at(0, 1), Some(Block::NoSharedLanguage));
    assert_eq!(pool.block_at(1, 1), None);
    assert_eq!(seats(&answer(&mut pool, &board.draft))[0], None);
}

#[test]
fn a_block_only_the_server_knows_of_is_told_in_its_order() {
    let mut board = board(&[(&["A"], 1)], &[&["A"]]);
    board.mentors[0].facts.common.languages = vec!["Basque".into()];
    board.mentees[0].facts.common.languages = vec!["French".into()];
    board.blocks = vec![PairBlock {
        mentee: mentee(0),
        mentor: mentor(0),
        block: Block::NotEligible,
    }];
    let pool = BoardPool::new(&board);
    assert_eq!(pool.block_at(0, 0), Some(Block::NotEligible));
}

#[test]
fn a_standing_pair_keeps_its_place_even_when_fewer_are_offered() {
    let mut board = board(&[(&["A"], 0), (&["B"], 1)], &[&["A"], &["B"]]);
    board.standing = vec![StandingPair {
        pair: PairId(Uuid::nil()),
        mentee: mentee(0),
        mentor: mentor(0),
        state: PairState::Active,
        fit: 100,
    }];
    let mut pool = BoardPool::new(&board);
    let answer = answer(&mut pool, &board.draft);
    assert_eq!(seats(&answer), [Some(0), Some(1)]);
    assert_eq!(
        board.draft.apply(&lock(0, 1), &pool),
        Err(MoveRefusal::AlreadyAPair)
    );
}

#[test]
fn a_lock_that_became_impossible_is_reported_and_does_not_stop_the_answer() {
    let mut board = board(&[(&["A"], 1), (&["A"], 1)], &[&["A"]]);
    board
        .draft
        .apply(&lock(0, 0), &BoardPool::new(&board))
        .unwrap();
    board.blocks = vec![PairBlock {
        mentee: mentee(0),
        mentor: mentor(0),
        block: Block::Declined,
    }];
    let answer = answer(&mut BoardPool::new(&board), &board.draft);
    assert_eq!(
        answer.broken_locks,
        [(mentee(0), MoveRefusal::Blocked(Block::Declined))]
    );
    assert_eq!(seats(&answer), [Some(1)]);
}

#[test]
fn several_moves_are_made_together_or_not_at_all() {
    let mut board = board(&[(&["A"], 1)], &[&["A"], &["A"]]);
    let pool = BoardPool::new(&board);
    let before = board.draft.clone();
    assert!(
        board
            .draft
            .apply_all(&[lock(0, 0), lock(1, 0)], &pool)
            .is_err()
    );
    assert_eq!(board.draft, before);
}

fn any_move() -> impl Strategy<Value = Move> {
    let (m, j) = (0usize..5, 0usize..4);
    prop_oneof![
        (m.clone(), j.clone()).prop_map(|(m, j)| lock(m, j)),
        m.clone().prop_map(|m| Move::Release { mentee: mentee(m) }),
        m.clone().prop_map(|m| Move::LeaveOut { mentee: mentee(m) }),
        (m.clone(), j.clone()).prop_map(|(m, j)| Move::Forbid {
            mentee: mentee(m),
            mentor: mentor(j)
        }),
        (m, j.clone()).prop_map(|(m, j)| Move::Allow {
            mentee: mentee(m),
            mentor: mentor(j)
        }),
        (j, prop::option::of(0u8..5)).prop_map(|(j, places)| Move::Places {
            mentor: mentor(j),
            places
        }),
        prop::sample::select(&Objective::ALL[..]).prop_map(|objective| Move::Aim { objective }),
    ]
}

proptest! {
    #[test]
    fn any_moves_keep_a_provable_answer_and_can_be_undone(moves in prop::collection::vec(any_move(), 0..25)) {
        let mut board = board(
            &[(&["A", "B"], 2), (&["B"], 1), (&["C"], 1), (&["A", "C"], 0)],
            &[&["A"], &["B", "A"], &["C"], &["C", "B"], &["A", "B", "C"]],
        );
        board.standing = vec![StandingPair {
            pair: PairId(Uuid::nil()),
            mentee: mentee(4),
            mentor: mentor(0),
            state: PairState::Active,
            fit: 100,
        }];
        let mut pool = BoardPool::new(&board);
        let mut draft = board.draft.clone();
        let mut undo = Vec::new();
        for change in &moves {
            let before = draft.clone();
            match draft.apply(change, &pool) {
                Ok(back) => undo.push(back),
                Err(_) => prop_assert_eq!(&draft, &before),
            }
            let answer = answer(&mut pool, &draft);
            prop_assert!(answer.verify().is_ok());
            prop_assert!(answer.broken_locks.is_empty());
            prop_assert_eq!(answer.seats[4].mentor(), Some(0));
            let Some((undecided, decided)) = answer.before() else { continue };
            // A record says what was otherwise before by rows of people nobody was locked to.
            let rows: Vec<_> = decided.iter().map(|&mentee| undecided.part_of(mentee)).collect();
            prop_assert!(rows.iter().all(|row| row.lock.is_none()));
            let again = answer.problem.clone().amended(rows, undecided.capacities().to_vec());
            prop_assert_eq!(again.as_ref(), Ok(undecided));
        }
        for back in undo.iter().rev() {
            draft.apply_all(back, &pool).unwrap();
        }
        prop_assert_eq!(draft, board.draft);
    }
}

#[test]
fn rules_keep_apart_whom_they_say_and_a_lock_holds_all_the_same() {
    // Mentee 0 fits both mentors, mentee 1 neither.
    let mut board = board(&[(&["A"], 1), (&["A"], 1)], &[&["A"], &["B"]]);
    board.mentees[0].facts.common.unit = Some("Plant".into());
    board.mentors[0].facts.common.unit = Some("Plant".into());
    board.warnings = vec![PairWarning {
        mentee: mentee(0),
        mentor: mentor(1),
        warning: Warning::SameManager,
    }];
    let mut pool = BoardPool::new(&board);
    let mut draft = board.draft.clone();
    let with = |draft: &Draft, pool: &mut BoardPool| {
        let seats = answer(pool, draft).seats;
        seats.into_iter().map(Seat::mentor).collect::<Vec<_>>()
    };
    let rule = |draft: &mut Draft, pool: &BoardPool, rules| {
        draft.apply(&Move::Rule { rules }, pool).unwrap();
    };
    rule(
        &mut draft,
        &pool,
        Rules {
            across_units: true,
            ..Rules::default()
        },
    );
    assert_eq!(with(&draft, &mut pool)[0], Some(1));
    assert_eq!(pool.kept_apart(&draft.rules, 0, 0), Some(Apart::SameUnit));
    rule(
        &mut draft,
        &pool,
        Rules {
            across_managers: true,
            ..Rules::default()
        },
    );
    assert_eq!(with(&draft, &mut pool)[0], Some(0));
    assert_eq!(
        pool.kept_apart(&draft.rules, 0, 1),
        Some(Apart::SameManager)
    );
    rule(
        &mut draft,
        &pool,
        Rules {
            least_fit: 1,
            ..Rules::default()
        },
    );
    assert_eq!(with(&draft, &mut pool)[1], None);
    draft.apply(&lock(1, 0), &pool).unwrap();
    assert_eq!(with(&draft, &mut pool)[1], Some(0));
}

proptest! {
    #[test]
    fn the_problem_is_open_exactly_where_nothing_keeps_two_apart(
        least_fit in 0u8..=100,
        across_units: bool,
        across_managers: bool,
        units in prop::collection::vec(prop::option::of(0u8..2), 7),
        alike in prop::collection::vec((0usize..4, 0usize..3), 0..6),
        forbids in prop::collection::btree_set((0usize..4, 0usize..3), 0..4),
    ) {
        let mut board = board(
            &[(&["A", "B"], 1), (&["A"], 2), (&["C"], 1)],
            &[&["A"], &["A", "B"], &["C"], &["D"]],
        );
        let unit = |at: usize| units[at].map(|unit| unit.to_string());
        for (at, mentee) in board.mentees.iter_mut().enumerate() {
            mentee.facts.common.unit = unit(at);
        }
        for (at, mentor) in board.mentors.iter_mut().enumerate() {
            mentor.facts.common.unit = unit(4 + at);
        }
        let warnings = alike.iter().map(|&(m, j)| PairWarning {
            mentee: mentee(m),
            mentor: mentor(j),
            warning: Warning::SameManager,
        });
        board.warnings = warnings.collect();
        board.draft.rules = Rules { least_fit, across_units, across_managers };
        board.draft.forbids = forbids.iter().map(|&(m, j)| (mentee(m), mentor(j))).collect();
        let mut pool = BoardPool::new(&board);
        let problem = answer(&mut pool, &board.draft).problem;
        for m in 0..4 {
            let is_closed = |j: usize| {
                pool.kept_apart(&board.draft.rules, m, j).is_some() || forbids.contains(&(m, j))
            };
            for j in 0..3 {
                prop_assert_eq!(problem.score(m, j).is_none(), is_closed(j));
            }
            let reach = (0..3).filter(|j| !is_closed(*j)).map(|j| pool.fit(m, j)).max();
            prop_assert_eq!(pool.reach(&board.draft, m), reach);
        }
    }
}

/// Each mentee's mentor by id: what an answer means however its people were loaded.
fn partners(board: &Board, objective: Objective) -> Vec<(EnrolmentId, Option<EnrolmentId>)> {
    let mut pool = BoardPool::new(board);
    let draft = Draft {
        objective,
        ..board.draft.clone()
    };
    let answer = answer(&mut pool, &draft);
    let seats = answer.seats.iter().enumerate();
    seats
        .map(|(mentee, seat)| {
            let mentor = seat.mentor().map(|mentor| pool.mentor_id(mentor));
            (pool.mentee_id(mentee), mentor)
        })
        .collect()
}

fn order(count: usize) -> impl Strategy<Value = Vec<usize>> {
    Just((0..count).collect::<Vec<_>>()).prop_shuffle()
}

proptest! {
    #[test]
    fn the_same_people_go_together_however_their_records_are_ordered(
        mentors in order(4),
        mentees in order(7),
        blocks in order(2),
    ) {
        // All fits are alike, so that every answer is a choice among ties.
        let mut first = board(&[(&["A"], 2), (&["A"], 1), (&["A"], 1), (&["A"], 1)], &[&["A"][..]; 7]);
        let block = |m, j| PairBlock { mentee: mentee(m), mentor: mentor(j), block: Block::Declined };
        first.blocks = vec![block(0, 0), block(5, 2)];
        first.standing = vec![StandingPair {
            pair: PairId(Uuid::nil()),
            mentee: mentee(6),
            mentor: mentor(3),
            state: PairState::Active,
            fit: 100,
        }];
        first.draft.apply(&lock(4, 1), &BoardPool::new(&first)).unwrap();
        let second = Board {
            mentors: mentors.iter().map(|&at| first.mentors[at].clone()).collect(),
            mentees: mentees.iter().map(|&at| first.mentees[at].clone()).collect(),
            blocks: blocks.iter().map(|&at| first.blocks[at]).collect(),
            ..first.clone()
        };
        for objective in Objective::ALL {
            prop_assert_eq!(partners(&first, objective), partners(&second, objective));
        }
    }
}
