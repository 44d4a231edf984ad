use super::*;
use pairwell_domain::board::{
    BoardMentee, BoardMentor, MoveMade, Objective, PairBlock, PairWarning, Rules, StandingPair,
    new_draft,
};
use pairwell_domain::enrolment::Meeting;
use pairwell_domain::fit::{Block, Common, Criterion, MenteeFacts, MentorFacts, Warning, Weights};
use pairwell_domain::id::{BoardId, PairId, PersonId, ProgrammeId};
use pairwell_domain::pair::PairState;
use pairwell_domain::time::Instant;
use uuid::Uuid;

const MENTORS: [&str; 3] = ["Ada", "Bo", "Cy"];
const MENTEES: [&str; 4] = ["Noor", "Omar", "Pia", "Quin"];

fn mentee(n: usize) -> EnrolmentId {
    EnrolmentId(Uuid::from_u128(n as u128))
}

fn mentor(n: usize) -> EnrolmentId {
    EnrolmentId(Uuid::from_u128(100 + n as u128))
}

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

fn common(n: usize) -> Common {
    Common {
        person: PersonId(Uuid::from_u128(n as u128)),
        languages: vec![],
        utc_offset: 0,
        meeting: Meeting::Either,
        style: None,
        unit: None,
        location: None,
        level: None,
    }
}

/// Ada offers A and B, Bo A, Cy C; Noor wants A, Omar A and something nobody
/// offers, Pia B, Quin C. Ada and Bo have a place each, Cy two. So the best is
/// Pia with Ada, Noor with Bo, Quin and Omar with Cy.
fn board() -> Board {
    let only_needs = Criterion::ALL
        .into_iter()
        .fold(Weights::default(), |w, c| w.with(c, 0))
        .with(Criterion::Needs, 1);
    let offers: [&[&str]; 3] = [&["A", "B"], &["A"], &["C"]];
    let wants: [&[&str]; 4] = [&["A"], &["A", "D"], &["B"], &["C"]];
    let mentors = offers.iter().enumerate().map(|(n, offers)| BoardMentor {
        facts: MentorFacts {
            id: mentor(n),
            common: common(1000 + n),
            offers: words(offers),
        },
        name: MENTORS[n].into(),
        title: None,
        moments: vec![],
        places: if n == 2 { 2 } else { 1 },
    });
    let mentees = wants.iter().enumerate().map(|(n, wants)| BoardMentee {
        facts: MenteeFacts {
            id: mentee(n),
            common: common(n),
            wants: words(wants),
            goals: vec![],
            asked: vec![],
        },
        name: MENTEES[n].into(),
        title: None,
        hopes: None,
    });
    Board {
        id: BoardId(Uuid::nil()),
        programme: ProgrammeId(Uuid::nil()),
        name: "Draft".into(),
        version: 7,
        draft: new_draft(only_needs),
        places_cap: 3,
        mentors: mentors.collect(),
        mentees: mentees.collect(),
        blocks: vec![],
        warnings: vec![],
        standing: vec![],
        aside: vec![],
    }
}

fn lock(m: usize, j: usize) -> Move {
    Move::Lock {
        mentee: mentee(m),
        mentor: mentor(j),
        reason: None,
    }
}

fn made(version: i64, by: &str, moves: &[Move]) -> MoveMade {
    MoveMade {
        version,
        by: by.into(),
        at: Instant(0),
        moves: moves.to_vec(),
    }
}

fn where_is(model: &BoardModel, m: usize) -> Option<usize> {
    model.answer().seats[m].mentor()
}

/// The board as the server has it after `made`.
fn after(made: &MoveMade) -> Board {
    let mut board = board();
    let pool = BoardPool::new(&board);
    board.draft.apply_all(&made.moves, &pool).unwrap();
    board.version = made.version;
    board
}

#[test]
fn a_move_is_seen_at_once_and_sent_with_the_version_it_was_made_on() {
    let mut model = BoardModel::new(board());
    assert_eq!(where_is(&model, 2), Some(0));
    let change = model.make(vec![lock(1, 0)]).unwrap();
    assert_eq!(where_is(&model, 1), Some(0));
    assert!(change.total < 0, "{change:?}");
    assert_eq!(model.to_send(), Some((7, vec![lock(1, 0)])));
    assert_eq!(model.to_send(), None);
    assert!(model.saved(&made(8, "Me", &[lock(1, 0)])));
    assert!(!model.has_unsaved());
    assert_eq!(model.version(), 8);
}

#[test]
fn what_was_done_while_a_request_was_under_way_goes_with_the_next() {
    let mut model = BoardModel::new(board());
    model.make(vec![lock(1, 0)]).unwrap();
    model.to_send().unwrap();
    model.make(vec![lock(2, 2)]).unwrap();
    model.undo().unwrap();
    assert!(model.saved(&made(8, "Me", &[lock(1, 0)])));
    let (version, moves) = model.to_send().unwrap();
    assert_eq!(version, 8);
    assert_eq!(moves, [lock(2, 2), Move::Release { mentee: mentee(2) }]);
}

#[test]
fn what_cannot_be_saved_is_put_back_and_its_undo_forgotten() {
    let mut model = BoardModel::new(board());
    let before = model.lanes();
    model.make(vec![lock(1, 0)]).unwrap();
    model.to_send().unwrap();
    model.make(vec![lock(2, 2)]).unwrap();
    model.take_back();
    assert_eq!(model.lanes(), before);
    assert!(!model.can_undo() && !model.has_unsaved());
}

#[test]
fn taking_back_an_undo_that_was_not_saved_leaves_the_step_done() {
    let mut model = BoardModel::new(board());
    model.make(vec![lock(1, 0)]).unwrap();
    model.to_send().unwrap();
    assert!(model.saved(&made(8, "Me", &[lock(1, 0)])));
    model.undo().unwrap();
    model.to_send().unwrap();
    model.take_back();
    assert_eq!(where_is(&model, 1), Some(0));
    assert!(model.can_undo() && !model.can_redo());
}

#[test]
fn sixty_steps_can_be_undone_and_redone() {
    let mut model = BoardModel::new(board());
    let start = model.draft().clone();
    for n in 0..60 {
        model.make(vec![lock(1, n % 2)]).unwrap();
    }
    let end = model.draft().clone();
    for _ in 0..60 {
        model.undo().unwrap();
    }
    assert_eq!(*model.draft(), start);
    assert_eq!(model.undo(), Err(UndoRefusal::Nothing));
    for _ in 0..60 {
        model.redo().unwrap();
    }
    assert_eq!(*model.draft(), end);
}

#[test]
fn a_step_that_changes_nothing_leaves_no_trace() {
    let mut model = BoardModel::new(board());
    model
        .make(vec![Move::Release { mentee: mentee(0) }])
        .unwrap();
    assert!(!model.can_undo() && !model.has_unsaved());
}

#[test]
fn the_loser_of_a_race_learns_whose_move_won() {
    let mut model = BoardModel::new(board());
    model.make(vec![lock(1, 0)]).unwrap();
    model.to_send().unwrap();
    let theirs = made(8, "Li", &[lock(1, 1)]);
    let rebased = model.rebase(after(&theirs), std::slice::from_ref(&theirs));
    assert_eq!(rebased.by, ["Li"]);
    assert_eq!(
        rebased.lost,
        [Lost {
            moves: vec![lock(1, 0)],
            why: WhyLost::Decided {
                by: "Li".into(),
                instead: lock(1, 1)
            }
        }]
    );
    assert_eq!(where_is(&model, 1), Some(1));
    assert!(!model.has_unsaved() && !model.can_undo());
}

#[test]
fn a_move_about_something_else_survives_and_is_sent_again() {
    let mut model = BoardModel::new(board());
    model.make(vec![lock(1, 0)]).unwrap();
    model.to_send().unwrap();
    let theirs = made(8, "Li", &[lock(3, 2)]);
    let rebased = model.rebase(after(&theirs), &[theirs]);
    assert_eq!(rebased.lost, []);
    assert_eq!(
        (where_is(&model, 1), where_is(&model, 3)),
        (Some(0), Some(2))
    );
    assert_eq!(model.to_send(), Some((8, vec![lock(1, 0)])));
}

#[test]
fn a_move_that_is_no_longer_possible_is_lost_with_the_rules_own_words() {
    let mut model = BoardModel::new(board());
    model.make(vec![lock(1, 0)]).unwrap();
    let theirs = made(8, "Li", &[lock(0, 0)]);
    let Heard::Applied(rebased) = model.hear(&theirs) else {
        panic!("the next version's moves can be made here")
    };
    assert_eq!(
        rebased.lost[0].why,
        WhyLost::Refused(MoveRefusal::MentorIsFull {
            taken: 1,
            places: 1
        })
    );
}

#[test]
fn the_echo_of_our_own_move_is_nothing_new() {
    let mut model = BoardModel::new(board());
    model.make(vec![lock(1, 0)]).unwrap();
    model.to_send().unwrap();
    let mine = made(8, "Me", &[lock(1, 0)]);
    assert_eq!(model.hear(&mine), Heard::Nothing);
    assert!(model.saved(&mine));
    assert_eq!(model.hear(&mine), Heard::Nothing);
    assert_eq!(model.hear(&made(10, "Li", &[])), Heard::ReadAgain);
}

#[test]
fn undoing_what_somebody_has_since_changed_says_so() {
    let mut model = BoardModel::new(board());
    model.make(vec![lock(2, 2)]).unwrap();
    model.make(vec![lock(1, 0)]).unwrap();
    model.to_send().unwrap();
    assert!(model.saved(&made(8, "Me", &[lock(2, 2), lock(1, 0)])));
    assert!(matches!(
        model.hear(&made(9, "Li", &[lock(1, 1)])),
        Heard::Applied(_)
    ));
    assert_eq!(
        model.undo(),
        Err(UndoRefusal::Overtaken { by: "Li".into() })
    );
    assert_eq!(where_is(&model, 1), Some(1));
    // The step before is still there to undo.
    model.undo().unwrap();
    assert!(!model.draft().locks.contains_key(&mentee(2)));
}

#[test]
fn people_who_left_the_board_do_not_disturb_the_rest() {
    let mut model = BoardModel::new(board());
    model.make(vec![lock(1, 0)]).unwrap();
    let mut without_noor = board();
    without_noor.mentees.remove(0);
    without_noor.version = 8;
    let rebased = model.rebase(without_noor, &[]);
    assert_eq!(rebased.lost, []);
    assert_eq!(model.mentee(0).name, "Omar");
    assert_eq!(where_is(&model, 0), Some(0));
}

#[test]
fn a_consequence_is_what_really_locking_comes_to() {
    for m in 0..MENTEES.len() {
        for j in 0..MENTORS.len() {
            let mut model = BoardModel::new(board());
            let foreseen = model.consequence(m, j);
            let real = model.make(vec![lock(m, j)]).ok();
            assert_eq!(foreseen.map(|c| c.change), real, "{m} to {j}");
        }
    }
}

#[test]
fn what_a_lane_says_in_hand_is_what_dropping_there_does() {
    for prepare in [
        vec![],
        vec![lock(1, 1)],
        vec![Move::LeaveOut { mentee: mentee(2) }],
    ] {
        for m in 0..MENTEES.len() {
            let mut model = BoardModel::new(board());
            model.make(prepare.clone()).unwrap();
            for (j, offer) in model
                .take_in_hand(Held::Mentee(m))
                .offers
                .into_iter()
                .enumerate()
            {
                let mut model = BoardModel::new(board());
                model.make(prepare.clone()).unwrap();
                let real = model.make(vec![lock(m, j)]).ok().map(|change| change.total);
                assert_eq!(offer.effect, real, "{prepare:?}: {m} to {j}");
                assert_eq!(offer.is_open(), real.is_some());
            }
        }
    }
}

#[test]
fn what_a_card_says_to_a_place_in_hand_is_what_dropping_there_does() {
    for prepare in [vec![], vec![lock(1, 1)]] {
        let mut model = BoardModel::new(board());
        model.make(prepare.clone()).unwrap();
        for j in 0..MENTORS.len() {
            let in_hand = model.take_in_hand(Held::Place(j));
            assert_eq!(in_hand.offers.len(), MENTEES.len());
            for (m, offer) in in_hand.offers.iter().enumerate() {
                let mut model = BoardModel::new(board());
                model.make(prepare.clone()).unwrap();
                let decided = model.draft().locks.contains_key(&mentee(m));
                let real = model.make(vec![lock(m, j)]).ok().map(|change| change.total);
                assert_eq!(offer.is_open(), real.is_some(), "{prepare:?}: {m} to {j}");
                if !decided {
                    assert_eq!(offer.effect, real, "{prepare:?}: {m} to {j}");
                }
            }
        }
    }
}

#[test]
fn a_place_is_offered_first_where_it_does_most_for_everyone() {
    let mut model = BoardModel::new(board());
    let in_hand = model.take_in_hand(Held::Place(0));
    let effects: Vec<_> = in_hand
        .open()
        .iter()
        .map(|&m| in_hand.offers[m].effect)
        .collect();
    assert!(!effects.is_empty());
    assert!(effects.is_sorted_by(|a, b| a >= b), "{effects:?}");
}

#[test]
fn whoever_has_a_new_manager_is_kept_apart_as_soon_as_the_board_is_read_again() {
    let mut model = BoardModel::new(board());
    let rules = Rules {
        across_managers: true,
        ..Rules::default()
    };
    model.make(vec![Move::Rule { rules }]).unwrap();
    assert_eq!(where_is(&model, 2), Some(0));
    let mut again = board();
    again.warnings = vec![PairWarning {
        mentee: mentee(2),
        mentor: mentor(0),
        warning: Warning::SameManager,
    }];
    model.rebase(again, &[]);
    assert!(model.kept_apart(2, 0).is_some());
    assert_ne!(where_is(&model, 2), Some(0));
}

#[test]
fn what_the_rules_keep_apart_is_told_and_may_be_locked_all_the_same() {
    let mut model = BoardModel::new(board());
    let rules = Rules {
        least_fit: 90,
        ..Rules::default()
    };
    let shown = tried(&mut model, &Move::Rule { rules });
    let fits = |model: &BoardModel| {
        let seats = model.answer().seats.iter();
        seats.filter_map(|seat| seat.fit()).collect::<Vec<u8>>()
    };
    assert!(
        fits(&model).iter().all(|fit| *fit >= 90),
        "{:?}",
        fits(&model)
    );
    assert_eq!(
        model.draft().rules,
        Rules::default(),
        "nothing is decided yet"
    );
    let change = model.make(vec![Move::Rule { rules }]).unwrap();
    assert_eq!(change, shown, "what was shown is what is told");
    // Omar wants something nobody offers, so nobody fits him so well.
    let offers = model.take_in_hand(Held::Mentee(1)).offers;
    assert!(
        offers
            .iter()
            .all(|offer| offer.apart.is_some() && offer.is_open())
    );
    model.make(vec![lock(1, 2)]).unwrap();
    assert_eq!(where_is(&model, 1), Some(2));
    model.undo().unwrap();
    model.undo().unwrap();
    assert_eq!(model.draft().rules, Rules::default());
}

#[test]
fn candidates_start_with_the_best_who_may() {
    let mut board = board();
    board.blocks = vec![PairBlock {
        mentee: mentee(0),
        mentor: mentor(0),
        block: Block::Declined,
    }];
    let mut model = BoardModel::new(board);
    let in_hand = model.take_in_hand(Held::Mentee(0));
    assert_eq!(in_hand.ranked(), [1, 2, 0]);
    assert!(!in_hand.offers[0].is_open());
}

#[test]
fn a_lane_shows_what_is_fixed_before_what_is_best() {
    let mut board = board();
    board.standing = vec![StandingPair {
        pair: PairId(Uuid::nil()),
        mentee: mentee(0),
        mentor: mentor(2),
        state: PairState::Active,
        fit: 0,
    }];
    let mut model = BoardModel::new(board);
    let lanes = model.lanes();
    let cards: Vec<_> = lanes.lanes[2]
        .cards
        .iter()
        .map(|card| (card.mentee, card.kind))
        .collect();
    assert_eq!(cards, [(0, CardKind::Standing), (3, CardKind::Best)]);
    assert!(lanes.proven);
    model
        .make(vec![Move::LeaveOut { mentee: mentee(3) }])
        .unwrap();
    let lanes = model.lanes();
    assert_eq!(lanes.matched, 3);
    assert_eq!(lanes.waiting.len(), 1);
    assert!(lanes.waiting[0].left_out);
    assert_eq!(lanes.waiting[0].best, Some(100));
}

#[test]
fn a_filter_finds_mentors_by_their_mentees_too() {
    let mut model = BoardModel::new(board());
    let roomy = Move::Places {
        mentor: mentor(2),
        places: Some(3),
    };
    model.make(vec![roomy]).unwrap();
    let lanes = model.lanes();
    let filter = |text: &str| Filter {
        text: text.into(),
        ..Filter::default()
    };
    assert_eq!(model.shown_lanes(&lanes, &filter("")), [0, 1, 2]);
    assert_eq!(model.shown_lanes(&lanes, &filter("quin")), [2]);
    assert_eq!(model.shown_lanes(&lanes, &filter("ada b")), [0]);
    let free = Filter {
        free_only: true,
        ..Filter::default()
    };
    assert_eq!(model.shown_lanes(&lanes, &free), [2]);
    let worst = Filter {
        order: LaneOrder::Worst,
        ..Filter::default()
    };
    assert_eq!(model.shown_lanes(&lanes, &worst).len(), 3);
}

#[test]
fn a_look_says_who_holds_the_place_and_what_changing_it_costs() {
    let mut model = BoardModel::new(board());
    let look = model.look(2);
    assert_eq!(look.seat.mentor(), Some(0));
    assert_eq!(look.explanation.as_ref().map(|e| e.fit), Some(100));
    let bo = look.others.iter().find(|other| other.mentor == 1).unwrap();
    assert_eq!(bo.holders.len(), 1);
    assert_eq!(bo.effect, Some(-100));
    assert_eq!(bo.displaced.len(), 1);
    let cost = model.consequence(2, 1).unwrap();
    assert!(model.effect(&cost, 2).starts_with('−'));
}

#[test]
fn what_happened_is_told_in_one_line() {
    let mut model = BoardModel::new(board());
    let moves = [lock(2, 2)];
    let change = model.make(moves.to_vec()).unwrap();
    let words = model.what_happened(&moves, &change);
    assert!(words.starts_with("Pia moved to Cy · "), "{words}");
    let stay = [lock(3, 2)];
    let change = model.make(stay.to_vec()).unwrap();
    assert_eq!(model.what_happened(&stay, &change), "Quin locked with Cy");
    let aim = [Move::Aim {
        objective: Objective::Fairest,
    }];
    let change = model.make(aim.to_vec()).unwrap();
    assert!(
        model
            .what_happened(&aim, &change)
            .starts_with("Now looking for: fairest")
    );
}

#[test]
fn weights_are_tried_before_they_are_decided() {
    let mut model = BoardModel::new(board());
    let kept = model.draft().weights;
    let weights = kept.with(Criterion::Time, 50);
    tried(&mut model, &Move::Weigh { weights });
    assert_eq!(model.draft().weights, kept);
    assert!(!model.has_unsaved());
}

#[test]
fn what_was_only_tried_is_taken_back_whole() {
    let mut model = BoardModel::new(board());
    let before = model.answer().seats.clone();
    let weights = Weights::default()
        .with(Criterion::Needs, 0)
        .with(Criterion::Time, 80);
    let shown = tried(&mut model, &Move::Weigh { weights });
    assert_ne!(shown, Change::default());
    let back = model.stop_trying();
    assert_eq!((back.total, back.matched), (-shown.total, -shown.matched));
    assert_eq!(model.answer().seats, before);
    assert_eq!(model.go_on_trying(), Tried::Nothing);
    assert!(!model.can_undo(), "nothing was decided");
}

#[test]
fn what_is_done_meanwhile_overtakes_what_is_being_tried() {
    let mut model = BoardModel::new(board());
    let weights = model.draft().weights.with(Criterion::Time, 50);
    model.try_out(&Move::Weigh { weights }).unwrap();
    assert_eq!(model.go_on_trying(), Tried::Underway);
    model.make(vec![lock(3, 2)]).unwrap();
    assert_eq!(model.go_on_trying(), Tried::Nothing);
    let anew = answer(&mut BoardPool::new(&board()), model.draft());
    assert_eq!(model.answer().seats, anew.seats);
}

#[test]
fn what_is_decided_is_told_as_the_change_since_it_was_first_tried() {
    let weigh = |time| Move::Weigh {
        weights: Weights::default()
            .with(Criterion::Needs, 0)
            .with(Criterion::Time, time),
    };
    let mut at_once = BoardModel::new(board());
    let whole = at_once.make(vec![weigh(80)]).unwrap();
    assert_ne!(whole, Change::default());

    let mut model = BoardModel::new(board());
    tried(&mut model, &weigh(40));
    tried(&mut model, &weigh(80));
    let again = tried(&mut model, &weigh(80));
    assert_eq!(
        again,
        Change::default(),
        "nothing changed since the last position"
    );
    assert_eq!(model.make(vec![weigh(80)]).unwrap(), whole);
    assert_eq!(model.make(vec![weigh(80)]).unwrap(), Change::default());
}

/// Works the answer to something tried out to the end; what it changed.
fn tried(model: &mut BoardModel, change: &Move) -> Change {
    model.try_out(change).unwrap();
    loop {
        match model.go_on_trying() {
            Tried::Underway => {}
            Tried::Shown(change) => return change,
            Tried::Nothing => panic!("nobody overtook it"),
        }
    }
}

mod beside;
#[cfg(not(target_arch = "wasm32"))]
mod together;
