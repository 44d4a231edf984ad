//! Answers kept ready are never stale, never for the wrong reader, and small on
//! the wire for whoever takes that.

use crate::support::both_databases;
use flate2::read::GzDecoder;
use pairwell_domain::api::board::{MakeMoves, Moves, ReadBoard};
use pairwell_domain::api::mentors::ListMentors;
use pairwell_domain::board::Move;
use pairwell_domain::enrolment::Role;
use pairwell_server::db::{Bind, Db};
use std::cell::Cell;
use std::io::Read;

both_databases! {
    async fn a_change_shows_in_the_next_answer(server) {
        let programme = server.programme("Spring").await;
        let ada = server.person("Ada").await;
        let client = server.signed_in(&ada.account).await;
        let names = async || -> Vec<String> {
            let found = client.call::<ListMentors>(programme, (), ()).await.unwrap();
            found.mentors.into_iter().map(|mentor| mentor.name).collect()
        };
        assert!(names().await.is_empty());
        let bo = server.person("Bo").await;
        server.enrol(programme, bo.person, Role::Mentor).await;
        assert_eq!(names().await, ["Bo"]);
        assert_eq!(names().await, ["Bo"]);

    }

    async fn every_commit_of_another_process_shows_in_the_next_answer(server) {
        let programme = server.programme("Spring").await;
        let bo = server.person("Bo").await;
        server.enrol(programme, bo.person, Role::Mentor).await;
        let client = server.signed_in(&bo.account).await;
        // As a command would, with connections of its own.
        let other = Db::connect(&server.database.url).await.unwrap();
        const SQL: &str = "UPDATE person SET title = $2 WHERE id = $1";
        // SQLite's log grows past what is checkpointed and is written from its
        // start again: from here on its length says nothing.
        let long = "x".repeat(8 << 20);
        other.execute(SQL, &[bo.person.bind(), long.bind()]).await.unwrap();
        for round in 0..500 {
            let title = format!("Engineer {round}");
            other.execute(SQL, &[bo.person.bind(), title.bind()]).await.unwrap();
            let found = client.call::<ListMentors>(programme, (), ()).await.unwrap();
            assert_eq!(found.mentors[0].title.as_ref(), Some(&title));
        }
    }

    async fn whoever_asks_while_others_ask_too_sees_what_was_committed_before(server) {
        let programme = server.programme("Spring").await;
        let bo = server.person("Bo").await;
        server.enrol(programme, bo.person, Role::Mentor).await;
        let client = server.signed_in(&bo.account).await;
        let other = Db::connect(&server.database.url).await.unwrap();
        const RENAME: &str = "UPDATE person SET name = $2 WHERE id = $1";
        let number = async || -> u32 {
            let found = client.call::<ListMentors>(programme, (), ()).await.unwrap();
            found.mentors[0].name.parse().unwrap()
        };
        let committed = Cell::new(0);
        other.execute(RENAME, &[bo.person.bind(), "0".bind()]).await.unwrap();
        let write = async {
            for round in 1..=300 {
                let name = round.to_string();
                other.execute(RENAME, &[bo.person.bind(), name.bind()]).await.unwrap();
                committed.set(round);
            }
        };
        let read = async || while committed.get() < 300 {
            let before = committed.get();
            let found = number().await;
            assert!(found >= before, "{found} after {before} was committed");
            tokio::task::yield_now().await;
        };
        tokio::join!(write, read(), read(), read(), read());
    }

    async fn a_board_is_at_its_newest_version_after_every_move(server) {
        let programme = server.programme("Spring").await;
        let mentee = server.person("Ada").await;
        let mentee = server.enrol(programme, mentee.person, Role::Mentee).await;
        let board = server.board(programme).await;
        let kim = server.account("Kim").await;
        server.coordinates(programme, &kim).await;
        let client = server.signed_in(&kim).await;
        for change in [Move::LeaveOut { mentee }, Move::Release { mentee }] {
            let read = client.send::<ReadBoard>(board, (), (), &[]).await;
            let again = client.send::<ReadBoard>(board, (), (), &[]).await;
            assert_eq!(read.body, again.body);
            assert_eq!(read.header("etag"), again.header("etag"));
            let moves = Moves { moves: vec![change] };
            let version = [("if-match", read.header("etag"))];
            let made = client.send::<MakeMoves>(board, (), moves, &version).await;
            assert_eq!(made.status, 200, "{}", made.text());
            let read = client.send::<ReadBoard>(board, (), (), &[]).await;
            assert_eq!(read.header("etag"), made.header("etag"));
        }
    }

    async fn an_answer_at_hand_is_still_only_for_those_who_may_read_it(server) {
        let programme = server.programme("Spring").await;
        let board = server.board(programme).await;
        let kim = server.account("Kim").await;
        server.coordinates(programme, &kim).await;
        let stranger = server.account("Sam").await;
        let (kim, sam) = (server.signed_in(&kim).await, server.signed_in(&stranger).await);
        assert!(kim.call::<ReadBoard>(board, (), ()).await.is_ok());
        let refused = sam.call::<ReadBoard>(board, (), ()).await.unwrap_err();
        assert_eq!(refused.status, 404);
        const SQL: &str = "DELETE FROM coordinator";
        server.db().execute(SQL, &[]).await.unwrap();
        let refused = kim.call::<ReadBoard>(board, (), ()).await.unwrap_err();
        assert_eq!(refused.status, 404, "a role taken away is gone at once");
    }

    async fn a_large_answer_is_gzipped_for_whoever_takes_it(server) {
        let programme = server.programme("Spring").await;
        for number in 0..20 {
            let mentor = server.person(&format!("Mentor {number}")).await;
            server.enrol(programme, mentor.person, Role::Mentor).await;
        }
        let ada = server.person("Ada").await;
        let client = server.signed_in(&ada.account).await;
        let plain = client.send::<ListMentors>(programme, (), (), &[]).await;
        assert_eq!(plain.header("content-encoding"), "");
        assert_eq!(plain.header("vary"), "accept-encoding");
        let takes = [("accept-encoding", "gzip, br")];
        for _ in 0..2 {
            let small = client.send::<ListMentors>(programme, (), (), &takes).await;
            assert_eq!(small.header("content-encoding"), "gzip");
            assert!(small.body.len() < plain.body.len() / 3);
            let mut text = Vec::new();
            GzDecoder::new(small.body.as_ref()).read_to_end(&mut text).unwrap();
            assert_eq!(text, plain.body);
        }
    }
}
