//! Several boards of a programme: begun, copied, renamed and thrown away.

use crate::support::client::Client;
use crate::support::{Server, both_databases};
use pairwell_domain::api::board::{
    AddBoard, BOARD_NAME_MAX, BOARDS_MAX, BeHere, BoardMoved, BoardName, BoardSummary, ListBoards,
    ListMoves, MakeMoves, Moves, MovesSince, NewBoard, ReadBoard, RemoveBoard, RenameBoard,
};
use pairwell_domain::api::events::Topic;
use pairwell_domain::board::{Board, Move, MoveMade, Objective, Rules};
use pairwell_domain::enrolment::Role;
use pairwell_domain::fit::Criterion;
use pairwell_domain::id::{BoardId, EnrolmentId, ProgrammeId};
use pairwell_domain::problem::Problem;
use pairwell_server::db::{Bind, Reader};
use pairwell_server::store::account::Account;
use pairwell_server::store::event;

/// A programme with a board called "Draft" and somebody who coordinates it.
struct Scene {
    programme: ProgrammeId,
    board: BoardId,
    account: Account,
    client: Client,
}

impl Scene {
    async fn new(server: &Server, name: &str) -> Scene {
        let programme = server.programme(name).await;
        let account = server.account(&format!("Cleo of {name}")).await;
        server.coordinates(programme, &account).await;
        Scene {
            programme,
            board: server.board(programme).await,
            client: server.signed_in(&account).await,
            account,
        }
    }

    async fn enrol(&self, server: &Server, name: &str, role: Role) -> EnrolmentId {
        let person = server.person(name).await.person;
        server.enrol(self.programme, person, role).await
    }

    async fn add(&self, name: &str, copy_of: Option<BoardId>) -> Result<BoardSummary, Problem> {
        let name = name.to_owned();
        let new = NewBoard { name, copy_of };
        self.client.call::<AddBoard>(self.programme, (), new).await
    }

    async fn rename(&self, board: BoardId, name: &str) -> Result<BoardSummary, Problem> {
        let name = BoardName { name: name.into() };
        self.client.call::<RenameBoard>(board, (), name).await
    }

    async fn remove(&self, board: BoardId) -> Result<(), Problem> {
        self.client.call::<RemoveBoard>(board, (), ()).await
    }

    async fn names(&self) -> Vec<String> {
        let boards = self.client.call::<ListBoards>(self.programme, (), ());
        let boards = boards.await.unwrap().into_iter();
        boards.map(|board| board.name).collect()
    }

    async fn read(&self, board: BoardId) -> Board {
        let board = self.client.call::<ReadBoard>(board, (), ());
        board.await.unwrap()
    }

    async fn make(&self, board: BoardId, version: i64, moves: Vec<Move>) {
        let version = format!("\"{version}\"");
        let headers = [("if-match", version.as_str())];
        let made = self
            .client
            .send::<MakeMoves>(board, (), Moves { moves }, &headers)
            .await;
        assert_eq!(made.status, 200, "{}", made.text());
    }

    async fn moves(&self, board: BoardId, since: i64) -> Vec<MoveMade> {
        let moves = self
            .client
            .call::<ListMoves>(board, MovesSince { since }, ());
        moves.await.unwrap()
    }
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Problem>, status: u16, code: &str) -> Problem {
    let problem = outcome.unwrap_err();
    assert_eq!((problem.status, problem.code.as_str()), (status, code));
    problem
}

async fn audited(server: &Server, action: &str) -> i64 {
    const SQL: &str = "SELECT COUNT(*) FROM audit WHERE action = $1";
    let found = server.db().one::<(i64,)>(SQL, &[action.bind()]).await;
    found.unwrap().0
}

/// Boards that others were told to read again.
async fn announced(server: &Server, programme: ProgrammeId) -> Vec<BoardId> {
    let topic = Topic::Board(programme).to_string();
    let events = event::after(server.db(), 0).await.unwrap().into_iter();
    let moved = events
        .filter(|event| event.topic == topic)
        .map(|event| serde_json::from_value::<BoardMoved>(event.payload).unwrap());
    moved
        .filter(|moved| moved.made.is_none())
        .map(|moved| moved.board)
        .collect()
}

both_databases! {
    async fn a_new_scenario_is_empty_and_weighs_what_its_programme_weighs(server) {
        let scene = Scene::new(&server, "Spring").await;
        let mentee = scene.enrol(&server, "Ada", Role::Mentee).await;
        let weights = scene.read(scene.board).await.draft.weights;
        let other = weights.with(Criterion::Distance, 30);
        scene.make(scene.board, 1, vec![Move::LeaveOut { mentee }, Move::Weigh { weights: other }]).await;
        let added = scene.add("  What  if? ", None).await.unwrap();
        assert_eq!((added.name.as_str(), added.version), ("What if?", 1));
        assert_eq!((added.programme, added.objective), (scene.programme, Objective::BestTotal));
        let board = scene.read(added.id).await;
        assert!(board.draft.left_out.is_empty());
        assert_eq!(board.draft.weights, weights);
        assert_eq!(scene.names().await, ["Draft", "What if?"]);
        assert_eq!(audited(&server, "add_board").await, 1);
        assert_eq!(announced(&server, scene.programme).await, [added.id]);
    }

    async fn a_copy_keeps_every_decision_and_is_then_a_board_of_its_own(server) {
        let scene = Scene::new(&server, "Spring").await;
        let head = server.person("Head").await.person;
        let report = server.person_under("Report", Some(head)).await.person;
        let mentor = server.enrol(scene.programme, head, Role::Mentor).await;
        let mentee = server.enrol(scene.programme, report, Role::Mentee).await;
        let left = scene.enrol(&server, "Left", Role::Mentee).await;
        let kept_apart = scene.enrol(&server, "Apart", Role::Mentee).await;
        let weights = scene.read(scene.board).await.draft.weights.with(Criterion::Distance, 30);
        let reason = Some("Nobody else here knows the plant.".to_owned());
        scene.make(scene.board, 1, vec![
            Move::Lock { mentee, mentor, reason: reason.clone() },
            Move::LeaveOut { mentee: left },
            Move::Forbid { mentee: kept_apart, mentor },
            Move::Places { mentor, places: Some(3) },
            Move::Weigh { weights },
            Move::Aim { objective: Objective::Stable },
            Move::Rule { rules: Rules { least_fit: 20, ..Rules::default() } },
        ]).await;
        let original = scene.read(scene.board).await;
        server.pass(60);

        let copy = scene.add("Copy", Some(scene.board)).await.unwrap();
        assert_eq!((copy.version, copy.objective), (1, Objective::Stable));
        let copied = scene.read(copy.id).await;
        assert_eq!(copied.draft, original.draft);
        assert_eq!(copied.draft.locks[&mentee].reason, reason);
        assert!(scene.moves(copy.id, 0).await.is_empty(), "how it came to be is the original's");
        const DECIDED: &str = "
            SELECT kind, by_account_id, at FROM board_rule WHERE board_id = $1 ORDER BY kind";
        let mut decided = Vec::new();
        for board in [scene.board, copy.id] {
            let rules = server.db().all::<(String, uuid::Uuid, i64)>(DECIDED, &[board.bind()]).await;
            decided.push(rules.unwrap());
        }
        assert_eq!(decided[0], decided[1], "who decided it, and when");

        scene.make(copy.id, 1, vec![Move::Release { mentee }, Move::Places { mentor, places: None }]).await;
        assert_eq!(scene.read(scene.board).await, original);
        scene.make(scene.board, 2, vec![Move::Release { mentee: left }]).await;
        assert!(scene.read(copy.id).await.draft.left_out.contains(&left));
    }

    async fn a_name_has_to_be_one_that_tells_it_from_the_others(server) {
        let scene = Scene::new(&server, "Spring").await;
        let other = scene.add("Åsa’s plan", None).await.unwrap().id;
        let long = "x".repeat(BOARD_NAME_MAX + 1);
        for (name, says) in [
            ("  ", "is empty"),
            (long.as_str(), "at most 60"),
            ("dRAFT", "choose another"),
            (" åSA’S  plan", "choose another"),
        ] {
            let problem = refused(scene.add(name, None).await, 422, "invalid_fields");
            assert_eq!(problem.fields[0].field, "name");
            assert!(problem.fields[0].message.contains(says), "{problem}");
        }
        for name in ["", "Draft"] {
            let problem = refused(scene.rename(other, name).await, 422, "invalid_fields");
            assert_eq!(problem.fields[0].field, "name");
        }
        assert_eq!(scene.names().await, ["Draft", "Åsa’s plan"]);
        // What another programme calls its boards is its own affair.
        let autumn = Scene::new(&server, "Autumn").await;
        assert!(autumn.add("Åsa’s plan", None).await.is_ok());
    }

    async fn two_who_choose_the_same_name_at_once_do_not_both_get_it(server) {
        let scene = Scene::new(&server, "Spring").await;
        let (a, b) = tokio::join!(scene.add("Twin", None), scene.add("twin", None));
        assert!(a.is_ok() != b.is_ok());
        assert_eq!(scene.names().await.len(), 2);
    }

    async fn a_new_name_shows_at_once_and_leaves_the_version(server) {
        let scene = Scene::new(&server, "Spring").await;
        assert_eq!(scene.read(scene.board).await.name, "Draft");
        assert_eq!(scene.names().await, ["Draft"]);
        let renamed = scene.rename(scene.board, "Plan A").await.unwrap();
        assert_eq!((renamed.name.as_str(), renamed.version), ("Plan A", 1));
        let read = scene.read(scene.board).await;
        assert_eq!((read.name.as_str(), read.version), ("Plan A", 1));
        assert_eq!(scene.names().await, ["Plan A"]);
        // Its own name in other letters is no other board's.
        assert_eq!(scene.rename(scene.board, "PLAN A").await.unwrap().name, "PLAN A");
        assert_eq!(audited(&server, "rename_board").await, 2);
        assert_eq!(announced(&server, scene.programme).await, [scene.board; 2]);
    }

    async fn there_is_an_end_to_how_many_scenarios_a_programme_has(server) {
        let scene = Scene::new(&server, "Spring").await;
        for number in 1..BOARDS_MAX {
            scene.add(&format!("Scenario {number}"), None).await.unwrap();
        }
        refused(scene.add("One more", None).await, 409, "too_many_boards");
        scene.remove(scene.board).await.unwrap();
        assert!(scene.add("One more", None).await.is_ok());
    }

    async fn what_was_removed_is_gone_with_all_that_was_decided_on_it(server) {
        let scene = Scene::new(&server, "Spring").await;
        let mentee = scene.enrol(&server, "Ada", Role::Mentee).await;
        let mentor = scene.enrol(&server, "Bo", Role::Mentor).await;
        let board = scene.add("Away with it", None).await.unwrap().id;
        let lock = Move::Lock { mentee, mentor, reason: None };
        let places = Move::Places { mentor, places: Some(2) };
        scene.make(board, 1, vec![lock, places]).await;
        scene.client.call::<BeHere>(board, (), ()).await.unwrap();
        assert_eq!(scene.read(board).await.draft.locks.len(), 1);
        scene.remove(board).await.unwrap();
        refused(scene.client.call::<ReadBoard>(board, (), ()).await, 404, "not_found");
        refused(scene.remove(board).await, 404, "not_found");
        refused(scene.rename(board, "Back").await, 404, "not_found");
        assert_eq!(scene.names().await, ["Draft"]);
        for sql in [
            "SELECT COUNT(*) FROM board_presence",
            "SELECT COUNT(*) FROM board_rule",
            "SELECT COUNT(*) FROM board_place",
            "SELECT COUNT(*) FROM board_move",
        ] {
            assert_eq!(server.db().one::<(i64,)>(sql, &[]).await.unwrap().0, 0, "{sql}");
        }
        assert_eq!(audited(&server, "remove_board").await, 1);
        assert_eq!(announced(&server, scene.programme).await, [board, board], "added and removed");
    }

    async fn the_last_scenario_and_a_published_one_stay(server) {
        let scene = Scene::new(&server, "Spring").await;
        let problem = refused(scene.remove(scene.board).await, 409, "last_board");
        assert!(problem.detail.unwrap().contains("Add another"));
        let other = scene.add("Other", None).await.unwrap().id;
        server.publication(scene.programme, scene.board, scene.account.id).await;
        refused(scene.remove(scene.board).await, 409, "published_board");
        scene.remove(other).await.unwrap();
        assert_eq!(scene.names().await, ["Draft"]);
    }

    async fn two_who_remove_the_last_two_at_once_leave_one(server) {
        let scene = Scene::new(&server, "Spring").await;
        let other = scene.add("Other", None).await.unwrap().id;
        let (a, b) = tokio::join!(scene.remove(scene.board), scene.remove(other));
        assert!(a.is_ok() != b.is_ok());
        assert_eq!(scene.names().await.len(), 1);
    }

    async fn another_programmes_coordinator_sees_none_of_it(server) {
        let scene = Scene::new(&server, "Spring").await;
        let autumn = Scene::new(&server, "Autumn").await;
        let new = NewBoard { name: "Mine".into(), copy_of: None };
        let add = autumn.client.call::<AddBoard>(scene.programme, (), new);
        refused(add.await, 404, "not_found");
        refused(autumn.add("Theirs", Some(scene.board)).await, 404, "not_found");
        refused(autumn.rename(scene.board, "Mine").await, 404, "not_found");
        refused(autumn.remove(scene.board).await, 404, "not_found");
        let moves = autumn.client.call::<ListMoves>(scene.board, MovesSince { since: 0 }, ());
        refused(moves.await, 404, "not_found");
        assert_eq!(scene.names().await, ["Draft"]);
        assert_eq!(autumn.names().await, ["Draft"]);
    }

    async fn the_moves_since_a_version_are_told_oldest_first(server) {
        let scene = Scene::new(&server, "Spring").await;
        let mentee = scene.enrol(&server, "Ada", Role::Mentee).await;
        let [out, back] = [Move::LeaveOut { mentee }, Move::Release { mentee }];
        for (version, change) in [(1, &out), (2, &back), (3, &out)] {
            scene.make(scene.board, version, vec![change.clone()]).await;
        }
        let since = scene.moves(scene.board, 2).await;
        let told: Vec<_> = since.iter().map(|made| (made.version, made.moves.as_slice())).collect();
        assert_eq!(told, [(3, [back].as_slice()), (4, [out].as_slice())]);
        assert_eq!(since[0].by, "Cleo of Spring");
        assert_eq!(scene.moves(scene.board, 0).await.len(), 3);
        assert!(scene.moves(scene.board, 4).await.is_empty());
        let everything = format!("/api/v1/boards/{}/moves", scene.board);
        let answered = scene.client.raw("GET", &everything, None, &[]).await;
        assert_eq!(answered.problem().code, "bad_query");
    }
}
