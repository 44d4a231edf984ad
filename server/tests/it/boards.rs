//! Boards: read together, changed together, published once.

use crate::support::client::{Answered, Client};
use crate::support::{Server, both_databases};
use pairwell_domain::api::board::{
    BeHere, BoardMoved, ListBoards, MakeMoves, Moves, PRESENT_FOR_SECONDS, PreviewPublication,
    Publication, Publish, PublishBoard, ReadBoard, Stale,
};
use pairwell_domain::api::events::Topic;
use pairwell_domain::board::{Board, BoardPool, Draft, Move, MoveMade, Objective, Rules, answer};
use pairwell_domain::enrolment::Role;
use pairwell_domain::fit::{Block, Criterion, Warning};
use pairwell_domain::id::{BoardId, EnrolmentId, ProgrammeId};
use pairwell_domain::pair::PairState;
use pairwell_domain::problem::Problem;
use pairwell_matching::{Solution, verify};
use pairwell_server::db::{Bind, Reader};
use pairwell_server::store::event;
use std::collections::BTreeSet;

/// A programme with a board and somebody who coordinates it.
struct Scene {
    programme: ProgrammeId,
    board: BoardId,
    client: Client,
    mentees: Vec<EnrolmentId>,
    mentors: Vec<EnrolmentId>,
}

impl Scene {
    async fn new(server: &Server, mentees: usize, mentors: usize) -> Scene {
        let programme = server.programme("Spring").await;
        let coordinator = server.account("Cleo").await;
        server.coordinates(programme, &coordinator).await;
        let mut scene = Scene {
            programme,
            board: server.board(programme).await,
            client: server.signed_in(&coordinator).await,
            mentees: vec![],
            mentors: vec![],
        };
        for n in 0..mentees {
            let person = server.person(&format!("Mentee {n}")).await.person;
            let id = server.enrol(programme, person, Role::Mentee).await;
            scene.mentees.push(id);
        }
        for n in 0..mentors {
            let person = server.person(&format!("Mentor {n}")).await.person;
            let id = server.enrol(programme, person, Role::Mentor).await;
            scene.mentors.push(id);
        }
        scene
    }

    async fn another_coordinator(&self, server: &Server, name: &str) -> Client {
        let account = server.account(name).await;
        server.coordinates(self.programme, &account).await;
        server.signed_in(&account).await
    }

    fn lock(&self, mentee: usize, mentor: usize) -> Move {
        Move::Lock {
            mentee: self.mentees[mentee],
            mentor: self.mentors[mentor],
            reason: None,
        }
    }

    async fn read(&self) -> Board {
        self.client
            .call::<ReadBoard>(self.board, (), ())
            .await
            .unwrap()
    }

    async fn make(&self, version: i64, moves: Vec<Move>) -> Answered {
        make(&self.client, self.board, version, moves).await
    }

    async fn preview(&self) -> pairwell_domain::api::board::PublicationPreview {
        let preview = self.client.call::<PreviewPublication>(self.board, (), ());
        preview.await.unwrap()
    }

    /// Publishes what a preview showed.
    async fn publish(&self, version: i64, seen: Publish, key: &str) -> Answered {
        let version = format!("\"{version}\"");
        let headers = [("if-match", version.as_str()), ("idempotency-key", key)];
        self.client
            .send::<PublishBoard>(self.board, (), seen, &headers)
            .await
    }

    async fn publish_as_seen(&self, key: &str) -> Answered {
        let preview = self.preview().await;
        self.publish(preview.version, preview.seen(), key).await
    }
}

async fn make(client: &Client, board: BoardId, version: i64, moves: Vec<Move>) -> Answered {
    let version = format!("\"{version}\"");
    client
        .send::<MakeMoves>(board, (), Moves { moves }, &[("if-match", &version)])
        .await
}

fn refused(answered: &Answered, status: u16) -> Problem {
    let problem = answered.problem();
    assert_eq!(problem.status, status, "{}", answered.text());
    problem
}

/// Says that one is on a board; the names of who else is.
async fn here(client: &Client, board: BoardId) -> Vec<String> {
    let present = client.call::<BeHere>(board, (), ()).await.unwrap();
    present.into_iter().map(|one| one.name).collect()
}

async fn count(server: &Server, sql: &'static str) -> i64 {
    server.db().one::<(i64,)>(sql, &[]).await.unwrap().0
}

both_databases! {
    async fn the_first_board_is_made_when_somebody_first_looks(server) {
        let programme = server.programme("Spring").await;
        let cleo = server.account("Cleo").await;
        server.coordinates(programme, &cleo).await;
        let (a, b) = (server.signed_in(&cleo).await, server.signed_in(&cleo).await);
        let (a, b) = tokio::join!(
            a.call::<ListBoards>(programme, (), ()),
            b.call::<ListBoards>(programme, (), ()),
        );
        let (a, b) = (a.unwrap(), b.unwrap());
        assert_eq!(a.len(), 1);
        assert_eq!(a, b);
        assert_eq!((a[0].programme, a[0].version), (programme, 1));
    }

    async fn everyone_in_the_pool_is_on_the_board_in_order_of_id(server) {
        let scene = Scene::new(&server, 3, 2).await;
        let paused = scene.mentees[1];
        let sql = "UPDATE enrolment SET state = 'paused' WHERE id = $1";
        server.insert(sql, &[paused.bind()]).await;
        let board = scene.read().await;
        let mentees: Vec<_> = board.mentees.iter().map(|mentee| mentee.facts.id).collect();
        let mentors: Vec<_> = board.mentors.iter().map(|mentor| mentor.facts.id).collect();
        assert_eq!(mentees, [scene.mentees[0], scene.mentees[2]]);
        assert_eq!(mentors, scene.mentors);
        assert_eq!(board.mentors[0].places, 1);
        assert_eq!(board.places_cap, 3);
        assert_eq!(board.mentees[0].name, "Mentee 0");
        let answer = answer(&mut BoardPool::new(&board), &board.draft);
        answer.verify().unwrap();
        assert_eq!(answer.matched, 2);
    }

    async fn people_in_a_pair_stay_on_the_board_whatever_they_have_become(server) {
        let scene = Scene::new(&server, 2, 1).await;
        server.propose(scene.programme, scene.mentees[0], scene.mentors[0]).await;
        let sql = "UPDATE enrolment SET state = 'paused'";
        server.insert(sql, &[]).await;
        let board = scene.read().await;
        assert_eq!(board.mentees.len(), 1);
        assert_eq!(board.standing[0].state, PairState::Proposed);
        assert_eq!(board.mentors[0].places, 1, "whom they have, and nobody else");
    }

    async fn mentors_who_take_nobody_now_stand_aside_unless_they_withdrew_or_left(server) {
        let scene = Scene::new(&server, 1, 5).await;
        let states = ["paused", "applied", "withdrawn", "completed"];
        for (mentor, state) in scene.mentors.iter().zip(states) {
            let sql = "UPDATE enrolment SET state = $1 WHERE id = $2";
            server.insert(sql, &[state.bind(), mentor.bind()]).await;
        }
        let aside = |board: Board| board.aside.into_iter().map(|aside| aside.id).collect::<Vec<_>>();
        let [paused, applied, _, completed, _] = scene.mentors[..] else { unreachable!() };
        assert_eq!(aside(scene.read().await), [paused, applied, completed]);
        let sql = "UPDATE person SET left_on = '2026-01-31' WHERE id IN
                   (SELECT person_id FROM enrolment WHERE id = $1)";
        server.insert(sql, &[applied.bind()]).await;
        assert_eq!(aside(scene.read().await), [paused, completed]);
    }

    async fn a_board_says_who_cannot_be_paired_and_why(server) {
        let scene = Scene::new(&server, 0, 0).await;
        let head = server.person("Head").await.person;
        let boss = server.person_under("Boss", Some(head)).await.person;
        let report = server.person_under("Report", Some(boss)).await.person;
        let peer = server.person_under("Peer", Some(boss)).await.person;
        let stranger = server.person("Stranger").await.person;
        let mentee = server.enrol(scene.programme, report, Role::Mentee).await;
        let other = server.enrol(scene.programme, stranger, Role::Mentee).await;
        let above = server.enrol(scene.programme, head, Role::Mentor).await;
        let beside = server.enrol(scene.programme, peer, Role::Mentor).await;
        let veto = "INSERT INTO veto (programme_id, by_person_id, about_person_id) VALUES ($1, $2, $3)";
        server.insert(veto, &[scene.programme.bind(), head.bind(), stranger.bind()]).await;
        let request = server.ask(scene.programme, other, beside).await;
        let sql = "UPDATE request SET state = 'declined' WHERE id = $1";
        server.insert(sql, &[request.bind()]).await;

        let board = scene.read().await;
        let blocks: Vec<_> = board.blocks.iter().map(|b| (b.mentee, b.mentor, b.block)).collect();
        assert_eq!(blocks, [
            (mentee, above, Block::ReportingLine),
            (other, above, Block::NotEligible),
            (other, beside, Block::Declined),
        ]);
        let warnings: Vec<_> = board.warnings.iter().map(|w| (w.mentee, w.mentor, w.warning)).collect();
        assert_eq!(warnings, [(mentee, beside, Warning::SameManager)]);

        // A move is refused for the same reasons.
        let lock = |mentee, mentor| Move::Lock { mentee, mentor, reason: None };
        for (lock, code) in [
            (lock(mentee, above), "needs_reason"),
            (lock(other, above), "blocked"),
            (lock(other, beside), "blocked"),
        ] {
            let problem = refused(&scene.make(1, vec![lock]).await, 409);
            assert_eq!(problem.code, code);
        }
        let reason = Some("Nobody else here knows the plant.".to_owned());
        let overridden = Move::Lock { mentee, mentor: above, reason: reason.clone() };
        assert_eq!(scene.make(1, vec![overridden]).await.status, 200);
        assert_eq!(scene.read().await.draft.locks[&mentee].reason, reason);
    }

    async fn a_move_is_kept_and_gives_the_next_version(server) {
        let scene = Scene::new(&server, 2, 2).await;
        let answered = scene.make(1, vec![scene.lock(0, 1)]).await;
        assert_eq!(answered.header("etag"), "\"2\"", "{}", answered.text());
        let made: MoveMade = answered.json();
        assert_eq!((made.version, made.by.as_str()), (2, "Cleo"));
        let board = scene.read().await;
        assert_eq!(board.version, 2);
        assert_eq!(board.draft.locks[&scene.mentees[0]].mentor, scene.mentors[1]);
    }

    async fn every_kind_of_move_is_read_back_as_it_was_made(server) {
        let scene = Scene::new(&server, 4, 3).await;
        let board = scene.read().await;
        let pool = BoardPool::new(&board);
        let (mentee, mentor) = (|n: usize| scene.mentees[n], |n: usize| scene.mentors[n]);
        let weights = board.draft.weights.with(Criterion::Distance, 30);
        let all = [
            scene.lock(0, 0),
            Move::Forbid { mentee: mentee(0), mentor: mentor(1) },
            Move::Forbid { mentee: mentee(1), mentor: mentor(1) },
            Move::LeaveOut { mentee: mentee(2) },
            Move::Places { mentor: mentor(2), places: Some(3) },
            Move::Weigh { weights },
            Move::Aim { objective: Objective::Fairest },
            Move::Rule { rules: Rules { least_fit: 35, across_units: true, across_managers: true } },
        ];
        let mut expected: Draft = board.draft.clone();
        let mut undo = Vec::new();
        for (n, change) in all.into_iter().enumerate() {
            undo.push(expected.apply(&change, &pool).unwrap());
            assert_eq!(scene.make(n as i64 + 1, vec![change]).await.status, 200);
            assert_eq!(scene.read().await.draft, expected);
        }
        let moved = [scene.lock(0, 2), Move::Release { mentee: mentee(2) }, Move::Allow { mentee: mentee(0), mentor: mentor(1) }, scene.lock(0, 1)];
        undo.push(expected.apply_all(&moved, &pool).unwrap());
        assert_eq!(scene.make(9, moved.to_vec()).await.status, 200);
        assert_eq!(scene.read().await.draft, expected);
        let back: Vec<Move> = undo.into_iter().rev().flatten().collect();
        assert_eq!(scene.make(10, back).await.status, 200);
        assert_eq!(scene.read().await.draft, board.draft);
        assert_eq!(count(&server, "SELECT COUNT(*) FROM board_rule").await, 0);
        assert_eq!(count(&server, "SELECT COUNT(*) FROM board_place").await, 0);
    }

    async fn several_moves_are_made_together_or_not_at_all(server) {
        let scene = Scene::new(&server, 2, 1).await;
        let answered = scene.make(1, vec![scene.lock(0, 0), scene.lock(1, 0)]).await;
        let problem = refused(&answered, 409);
        assert_eq!((problem.code.as_str(), problem.fields[0].field.as_str()), ("mentor_is_full", "moves[1]"));
        let board = scene.read().await;
        assert_eq!((board.version, board.draft.locks.len()), (1, 0));
        assert_eq!(refused(&scene.make(1, vec![]).await, 422).fields[0].field, "moves");
    }

    async fn somebody_on_another_board_can_not_be_moved_on_this_one(server) {
        let scene = Scene::new(&server, 1, 1).await;
        let other = server.programme("Autumn").await;
        let person = server.person("Elsewhere").await.person;
        let mentor = server.enrol(other, person, Role::Mentor).await;
        let lock = Move::Lock { mentee: scene.mentees[0], mentor, reason: None };
        assert_eq!(refused(&scene.make(1, vec![lock]).await, 409).code, "no_such_mentor");
    }

    async fn the_loser_of_a_race_is_told_whose_move_won(server) {
        let scene = Scene::new(&server, 2, 2).await;
        let li = scene.another_coordinator(&server, "Li").await;
        let won = make(&li, scene.board, 1, vec![scene.lock(0, 0)]).await;
        assert_eq!(won.status, 200);
        let problem = refused(&scene.make(1, vec![scene.lock(0, 1)]).await, 412);
        assert_eq!(problem.code, "stale_version");
        assert!(problem.title.starts_with("Li "), "{}", problem.title);
        let stale: Stale = serde_json::from_value(problem.current.unwrap()).unwrap();
        assert_eq!(stale.board, scene.read().await);
        assert_eq!(stale.since.len(), 1);
        assert_eq!((stale.since[0].by.as_str(), &stale.since[0].moves), ("Li", &vec![scene.lock(0, 0)]));
    }

    async fn two_moves_at_the_same_moment_never_both_win(server) {
        let scene = Scene::new(&server, 4, 4).await;
        let li = scene.another_coordinator(&server, "Li").await;
        for n in 0..4i64 {
            let (a, b) = tokio::join!(
                scene.make(n + 1, vec![scene.lock(n as usize, 0)]),
                make(&li, scene.board, n + 1, vec![Move::LeaveOut { mentee: scene.mentees[n as usize] }]),
            );
            let mut statuses = [a.status.as_u16(), b.status.as_u16()];
            statuses.sort_unstable();
            // Where a mentor is full the first wins anyway, and nothing is lost.
            assert!(matches!(statuses, [200, 412] | [200, 409]), "{statuses:?}");
            assert_eq!(scene.read().await.version, n + 2);
        }
    }

    async fn a_change_without_its_version_is_refused(server) {
        let scene = Scene::new(&server, 1, 1).await;
        let moves = Moves { moves: vec![scene.lock(0, 0)] };
        let answered = scene.client.send::<MakeMoves>(scene.board, (), moves.clone(), &[]).await;
        assert_eq!(refused(&answered, 428).code, "version_required");
        let garbled = scene.client.send::<MakeMoves>(scene.board, (), moves, &[("if-match", "2")]).await;
        assert_eq!(refused(&garbled, 400).code, "bad_version");
    }

    async fn others_hear_of_each_move(server) {
        let scene = Scene::new(&server, 1, 1).await;
        scene.make(1, vec![scene.lock(0, 0)]).await;
        let events = event::after(server.db(), 0).await.unwrap();
        assert_eq!(events.len(), 1);
        assert_eq!(events[0].topic, Topic::Board(scene.programme).to_string());
        let moved: BoardMoved = serde_json::from_value(events[0].payload.clone()).unwrap();
        assert_eq!(moved.board, scene.board);
        assert_eq!(moved.made.unwrap().moves, [scene.lock(0, 0)]);
    }

    async fn everyone_on_a_board_hears_who_else_is_until_they_are_not_heard_of(server) {
        let scene = Scene::new(&server, 0, 0).await;
        let li = scene.another_coordinator(&server, "Li").await;
        let (li, cleo) = (&li, &scene.client);
        assert_eq!(here(cleo, scene.board).await, [""; 0], "alone, and not told of oneself");
        assert_eq!(here(li, scene.board).await, ["Cleo"]);
        assert_eq!(here(cleo, scene.board).await, ["Li"]);
        // Li goes, while Cleo asks again and again.
        for _ in 0..PRESENT_FOR_SECONDS / 10 {
            server.pass(10);
            assert_eq!(here(cleo, scene.board).await, ["Li"]);
        }
        server.pass(1);
        assert_eq!(here(cleo, scene.board).await, [""; 0]);
        assert_eq!(count(&server, "SELECT COUNT(*) FROM board_presence").await, 1);
        assert_eq!(here(li, scene.board).await, ["Cleo"], "who asks stays");
        // On another board they are not here.
        let other = server.board(scene.programme).await;
        assert_eq!(here(cleo, other).await, [""; 0]);
        assert_eq!(count(&server, "SELECT COUNT(*) FROM audit").await, 0);
        assert!(event::after(server.db(), 0).await.unwrap().is_empty());
    }

    async fn being_on_a_board_is_not_written_more_often_than_it_must(server) {
        let scene = Scene::new(&server, 0, 0).await;
        let mut written = BTreeSet::new();
        for _ in 0..7 {
            here(&scene.client, scene.board).await;
            written.insert(count(&server, "SELECT seen_at FROM board_presence").await);
            server.pass(10);
        }
        assert_eq!(written.len(), 4, "at 0, 20, 40 and 60 seconds");
    }

    async fn publishing_makes_the_pairs_and_tells_both_sides(server) {
        let scene = Scene::new(&server, 3, 2).await;
        scene.make(1, vec![scene.lock(0, 1)]).await;
        let preview = scene.preview().await;
        assert_eq!((preview.version, preview.pairs.len(), preview.mails), (2, 2, 4));
        assert_eq!((preview.totals.matched, preview.unmatched.len(), preview.standing), (2, 1, 0));
        let locked = preview.pairs.iter().find(|pair| pair.locked).unwrap();
        assert_eq!((locked.mentee, locked.mentor), (scene.mentees[0], scene.mentors[1]));

        let answered = scene.publish_as_seen("first").await;
        assert_eq!(answered.status, 200, "{}", answered.text());
        let publication: Publication = answered.json();
        assert_eq!((publication.version, publication.pairs.len()), (3, 2));
        assert_eq!(publication.totals, preview.totals);
        assert_eq!(publication.input_hash.len(), 64);

        let board = scene.read().await;
        assert_eq!(board.version, 3);
        assert_eq!(board.standing.len(), 2);
        assert!(board.standing.iter().all(|pair| pair.state == PairState::Proposed));
        assert!(board.draft.locks.is_empty(), "a lock has done its work");
        let of_it = "SELECT COUNT(*) FROM pair WHERE publication_id IS NOT NULL AND state = 'proposed'";
        assert_eq!(count(&server, of_it).await, 2);
        assert_eq!(count(&server, "SELECT COUNT(*) FROM mail WHERE kind = 'proposal'").await, 4);
        assert_eq!(count(&server, "SELECT COUNT(*) FROM audit WHERE action = 'publish_board'").await, 1);

        let again = scene.publish_as_seen("second").await;
        assert_eq!(refused(&again, 409).code, "nothing_to_publish");
    }

    async fn what_is_published_is_kept_with_a_proof_that_holds_for_it(server) {
        let scene = Scene::new(&server, 3, 2).await;
        scene.make(1, vec![scene.lock(0, 1)]).await;
        let board = scene.read().await;
        let mut pool = BoardPool::new(&board);
        let posed = answer(&mut pool, &board.draft);
        assert_eq!(scene.publish_as_seen("key").await.status, 200);
        let mut assignment = vec![None; 3];
        for pair in scene.read().await.standing {
            let mentor = pool.mentor_at(pair.mentor).map(|mentor| mentor as u32);
            assignment[pool.mentee_at(pair.mentee).unwrap()] = mentor;
        }
        let kept = server.db().one::<(String,)>("SELECT certificate FROM publication", &[]).await;
        let certificate = serde_json::from_str(&kept.unwrap().0).unwrap();
        let published = Solution { assignment, certificate, ..posed.solution };
        assert_eq!(verify(&posed.problem, &published), Ok(()));
        let proven = published.certificate.map(|certificate| certificate.objective);
        assert_eq!(proven, Some(board.draft.objective.into()));
    }

    async fn a_repeated_request_publishes_once_and_gets_the_same_answer(server) {
        let scene = Scene::new(&server, 2, 2).await;
        let preview = scene.preview().await;
        let seen = preview.seen();
        let first = scene.publish(1, seen.clone(), "key").await;
        assert_eq!(first.status, 200, "{}", first.text());
        let second = scene.publish(1, seen.clone(), "key").await;
        assert_eq!(second.status, 200, "{}", second.text());
        assert_eq!(first.json::<Publication>(), second.json::<Publication>());
        assert_eq!(count(&server, "SELECT COUNT(*) FROM pair").await, 2);
        let other = Publish { input_hash: "another".into(), ..seen };
        assert_eq!(refused(&scene.publish(1, other, "key").await, 422).code, "idempotency_key_reused");
    }

    async fn two_who_publish_at_once_publish_once(server) {
        let scene = Scene::new(&server, 3, 3).await;
        let li = scene.another_coordinator(&server, "Li").await;
        let preview = scene.preview().await;
        let seen = preview.seen();
        let theirs = li.send::<PublishBoard>(scene.board, (), seen.clone(), &[("if-match", "\"1\"")]);
        let (mine, theirs) = tokio::join!(scene.publish(1, seen, "key"), theirs);
        let mut statuses = [mine.status.as_u16(), theirs.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412]);
        assert_eq!(count(&server, "SELECT COUNT(*) FROM pair").await, 3);
    }

    async fn only_what_the_coordinator_saw_is_published(server) {
        let scene = Scene::new(&server, 2, 2).await;
        let preview = scene.preview().await;
        let seen = preview.seen();
        server.propose(scene.programme, scene.mentees[0], scene.mentors[1]).await;
        let refusal = refused(&scene.publish(1, seen.clone(), "a").await, 409);
        assert_eq!(refusal.code, "another_answer");
        scene.make(1, vec![Move::LeaveOut { mentee: scene.mentees[1] }]).await;
        let stale = refused(&scene.publish(1, seen, "b").await, 412);
        assert!(stale.current.is_some());
        assert_eq!(count(&server, "SELECT COUNT(*) FROM publication").await, 0);
        assert_eq!(count(&server, "SELECT COUNT(*) FROM mail").await, 0);
    }

    async fn publishing_without_the_version_is_refused(server) {
        let scene = Scene::new(&server, 1, 1).await;
        let preview = scene.preview().await;
        let seen = preview.seen();
        let answered = scene.client.send::<PublishBoard>(scene.board, (), seen, &[]).await;
        assert_eq!(refused(&answered, 428).code, "version_required");
    }
}
