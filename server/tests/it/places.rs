//! No mentor gets more mentees than they have places for, and no mentee two
//! mentors, whoever gives them away at the same moment.

use crate::support::client::{Answered, Client};
use crate::support::{Server, both_databases};
use pairwell_domain::api::board::{MakeMoves, Moves, PreviewPublication, PublishBoard};
use pairwell_domain::api::mentors::{AnswerRequest, AnswerRequestRequest};
use pairwell_domain::board::Move;
use pairwell_domain::enrolment::Role;
use pairwell_domain::id::{BoardId, EnrolmentId, ProgrammeId, RequestId};
use pairwell_domain::pair::Answer;
use pairwell_server::db::{Engine, Reader};
use pairwell_server::store::account;
use pairwell_server::store::mentor;
use pairwell_server::store::pair::{self, Agreed};
use std::cell::Cell;

/// Mentors with one place each, and twice as many mentees.
struct Scene {
    programme: ProgrammeId,
    board: BoardId,
    coordinator: Client,
    mentors: Vec<(EnrolmentId, Client)>,
    mentees: Vec<EnrolmentId>,
}

impl Scene {
    async fn new(server: &Server, mentors: usize) -> Scene {
        let programme = server.programme("Spring").await;
        let cleo = server.account("Cleo").await;
        server.coordinates(programme, &cleo).await;
        let mut scene = Scene {
            programme,
            board: server.board(programme).await,
            coordinator: server.signed_in(&cleo).await,
            mentors: vec![],
            mentees: vec![],
        };
        for n in 0..mentors {
            let mentor = server.person(&format!("Mentor {n}")).await;
            let id = server.enrol(programme, mentor.person, Role::Mentor).await;
            let client = server.signed_in(&mentor.account).await;
            scene.mentors.push((id, client));
        }
        for n in 0..mentors * 2 {
            let mentee = server.person(&format!("Mentee {n}")).await.person;
            let id = server.enrol(programme, mentee, Role::Mentee).await;
            scene.mentees.push(id);
        }
        scene
    }

    /// Looks at what publishing would do; what it returns then does it.
    async fn look(&self) -> impl Future<Output = Answered> {
        let preview = self
            .coordinator
            .call::<PreviewPublication>(self.board, (), ());
        let preview = preview.await.unwrap();
        let seen = preview.seen();
        let version = format!("\"{}\"", preview.version);
        async move {
            let headers = [("if-match", version.as_str())];
            let publish = self
                .coordinator
                .send::<PublishBoard>(self.board, (), seen, &headers);
            publish.await
        }
    }

    async fn leave_out(&self, mentees: &[EnrolmentId]) {
        let moves = mentees.iter().map(|&mentee| Move::LeaveOut { mentee });
        let moves = Moves {
            moves: moves.collect(),
        };
        let version = [("if-match", "\"1\"")];
        let made = self
            .coordinator
            .send::<MakeMoves>(self.board, (), moves, &version);
        assert_eq!(made.await.status, 200);
    }

    async fn yes(&self, mentor: usize, request: RequestId) -> Answered {
        let body = AnswerRequestRequest {
            answer: Answer::Yes,
        };
        let (_, client) = &self.mentors[mentor];
        client.send::<AnswerRequest>(request, (), body, &[]).await
    }
}

/// 200, or refused because somebody else was first.
fn fair(answered: &Answered) {
    assert!(
        matches!(answered.status.as_u16(), 200 | 409),
        "{}",
        answered.text()
    );
}

/// The most mentees a mentor has, and the most mentors a mentee has.
async fn most(server: &Server) -> (i64, i64) {
    const SQL: &str = "
        SELECT COALESCE((SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM pair
                  WHERE state IN ('proposed', 'active') GROUP BY mentor_id) m), 0),
               COALESCE((SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM pair
                  WHERE state IN ('proposed', 'active') GROUP BY mentee_id) m), 0)";
    server.db().one(SQL, &[]).await.unwrap()
}

async fn start_over(server: &Server) {
    for sql in [
        "UPDATE pair SET state = 'ended' WHERE state IN ('proposed', 'active')",
        "UPDATE request SET state = 'withdrawn' WHERE state = 'waiting'",
    ] {
        server.db().execute(sql, &[]).await.unwrap();
    }
}

/// Whether somebody waits for a row another transaction holds.
async fn somebody_waits(server: &Server) -> bool {
    const SQL: &str = "
        SELECT COUNT(*) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'";
    server.db().one::<(i64,)>(SQL, &[]).await.unwrap().0 > 0
}

both_databases! {
    async fn publishing_waits_for_a_yes_under_way_and_sees_it(server) {
        let scene = Scene::new(&server, 1).await;
        let publishing = scene.look().await;

        // As far as a mentor's yes has come just before its commit.
        let (mentor, _) = scene.mentors[0];
        let mentee = scene.mentees[1];
        let today = server.now().date();
        let agreed = Agreed {
            id: server.app.clock.new_id(),
            programme: scene.programme,
            mentee,
            mentor,
            fit: 70,
            request: server.ask(scene.programme, mentee, mentor).await,
            starts_on: today,
            ends_on: today.plus_months(6),
        };
        let mut yes = server.db().begin().await.unwrap();
        mentor::hold_places(&mut yes, mentor).await.unwrap();
        pair::add(&mut yes, &agreed, server.now()).await.unwrap();

        let done = Cell::new(false);
        let published = async {
            let published = publishing.await;
            done.set(true);
            published
        };
        let commit = async {
            // SQLite's one writer leaves nothing to wait for here.
            let waits = server.db().engine() == Engine::Postgres;
            while waits && !done.get() && !somebody_waits(&server).await {}
            yes.commit().await.unwrap();
        };
        let (published, ()) = tokio::join!(published, commit);
        assert_eq!(published.status, 409, "{}", published.text());
        assert_eq!(published.problem().code, "another_answer");
        assert_eq!(most(&server).await, (1, 1));
    }

    async fn places_are_given_away_once_however_publishing_and_answering_meet(server) {
        const MENTORS: usize = 5;
        let scene = Scene::new(&server, MENTORS).await;
        for round in 0..60 {
            let mut requests = Vec::new();
            for n in 0..MENTORS {
                let mentee = scene.mentees[n + round % MENTORS];
                requests.push(server.ask(scene.programme, mentee, scene.mentors[n].0).await);
            }
            let publishing = scene.look().await;
            let answers = async {
                // Each round they meet at another moment.
                for _ in 0..round {
                    account::any(server.db()).await.unwrap();
                }
                let answers = (0..MENTORS).map(|n| scene.yes(n, requests[n]));
                futures::future::join_all(answers).await
            };
            let (published, answers) = tokio::join!(publishing, answers);
            fair(&published);
            answers.iter().for_each(fair);
            assert_eq!(most(&server).await, (1, 1), "round {round}");
            start_over(&server).await;
        }
    }

    async fn two_boards_of_a_programme_published_at_once_fill_nobody_twice(server) {
        let scene = Scene::new(&server, 6).await;
        let dan = server.account("Dan").await;
        server.coordinates(scene.programme, &dan).await;
        let other = Scene {
            board: server.board(scene.programme).await,
            coordinator: server.signed_in(&dan).await,
            mentors: vec![],
            mentees: vec![],
            programme: scene.programme,
        };
        // Other mentees on each, but the same mentors.
        scene.leave_out(&scene.mentees[..6]).await;
        other.leave_out(&scene.mentees[6..]).await;
        for round in 0..30 {
            let (one, two) = (scene.look().await, other.look().await);
            let (one, two) = tokio::join!(one, two);
            fair(&one);
            fair(&two);
            assert!(one.status == 200 || two.status == 200, "{} {}", one.text(), two.text());
            assert_eq!(most(&server).await, (1, 1), "round {round}");
            start_over(&server).await;
        }
    }

    async fn a_mentee_goes_to_one_of_the_mentors_who_say_yes_at_once(server) {
        const MENTORS: usize = 4;
        let scene = Scene::new(&server, MENTORS).await;
        for round in 0..30 {
            let mut requests = Vec::new();
            for (mentor, _) in &scene.mentors {
                requests.push(server.ask(scene.programme, scene.mentees[0], *mentor).await);
            }
            let answers = (0..MENTORS).map(|n| scene.yes(n, requests[n]));
            let answers = futures::future::join_all(answers).await;
            answers.iter().for_each(fair);
            let done = answers.iter().filter(|answered| answered.status == 200);
            assert_eq!(done.count(), 1, "round {round}");
            assert_eq!(most(&server).await, (1, 1), "round {round}");
            start_over(&server).await;
        }
    }
}
