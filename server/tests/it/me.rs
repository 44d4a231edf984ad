//! Who somebody is, on every request.

use crate::support::both_databases;
use pairwell_domain::api::sign_in::GetMe;
use pairwell_domain::enrolment::Role;
use pairwell_server::db::Bind;

both_databases! {
    async fn somebody_on_no_roster_takes_part_in_nothing(server) {
        server.programme("Spring").await;
        let client = server.signed_in(&server.account("Ada").await).await;
        let me = client.call::<GetMe>((), (), ()).await.unwrap().unwrap();
        assert_eq!((me.person, me.manager, me.programmes.len()), (None, false, 0));
    }

    async fn whoever_sees_counts_sees_every_programme(server) {
        server.programme("Spring").await;
        let leader = server.account_with("Lea", |account| account.leader = true).await;
        for account in [leader, server.admin("Ada").await] {
            let client = server.signed_in(&account).await;
            let me = client.call::<GetMe>((), (), ()).await.unwrap().unwrap();
            assert_eq!(me.programmes.len(), 1);
            assert!(!me.programmes[0].coordinator && me.programmes[0].mentor.is_none());
        }
    }

    async fn the_programme_that_runs_comes_first(server) {
        let running = server.programme("Spring").await;
        let coming = server.programme("Autumn").await;
        const SQL: &str = "UPDATE programme SET starts_on = $2 WHERE id = $1";
        let later = server.now().plus_days(40).date();
        server.db().execute(SQL, &[coming.bind(), later.bind()]).await.unwrap();
        let client = server.signed_in(&server.admin("Ada").await).await;
        let me = client.call::<GetMe>((), (), ()).await.unwrap().unwrap();
        let order: Vec<_> = me.programmes.iter().map(|mine| mine.id).collect();
        assert_eq!(order, [running, coming]);
    }

    async fn at_midnight_another_programme_may_be_the_one_that_runs(server) {
        let ending = server.programme("Winter").await;
        let starting = server.programme("Spring").await;
        const ENDS: &str = "UPDATE programme SET ends_on = $2 WHERE id = $1";
        const STARTS: &str = "UPDATE programme SET starts_on = $2 WHERE id = $1";
        let (today, tomorrow) = (server.now().date(), server.now().plus_days(1).date());
        server.db().execute(ENDS, &[ending.bind(), today.bind()]).await.unwrap();
        server.db().execute(STARTS, &[starting.bind(), tomorrow.bind()]).await.unwrap();
        let midnight = tomorrow.start();
        server.pass((midnight.0 - server.now().0) / 1000 - 60);
        let client = server.signed_in(&server.admin("Ada").await).await;
        let first = async || {
            let me = client.call::<GetMe>((), (), ()).await.unwrap().unwrap();
            me.programmes[0].id
        };
        assert_eq!(first().await, ending);
        server.pass(60);
        assert_eq!(first().await, starting);
    }

    async fn one_person_may_be_coordinator_mentor_mentee_and_manager(server) {
        let programme = server.programme("Spring").await;
        server.programme("Autumn").await;
        let ada = server.person("Ada").await;
        server.person_under("Bo", Some(ada.person)).await;
        let mentor = server.enrol(programme, ada.person, Role::Mentor).await;
        let mentee = server.enrol(programme, ada.person, Role::Mentee).await;
        server.coordinates(programme, &ada.account).await;
        let client = server.signed_in(&ada.account).await;
        let me = client.call::<GetMe>((), (), ()).await.unwrap().unwrap();
        assert!(me.manager);
        assert_eq!(me.programmes.len(), 1, "the other programme is none of hers");
        let mine = &me.programmes[0];
        assert_eq!((mine.id, mine.coordinator), (programme, true));
        assert_eq!((mine.mentor, mine.mentee), (Some(mentor), Some(mentee)));
    }

    async fn somebody_invited_sees_the_programme_and_takes_part_once_they_answered(server) {
        let programme = server.programme("Spring").await;
        let ada = server.person("Ada").await;
        let mentor = server.enrol(programme, ada.person, Role::Mentor).await;
        let client = server.signed_in(&ada.account).await;
        for (state, programmes, mentors) in [
            ("invited", 1, None),
            ("applied", 1, Some(mentor)),
            ("withdrawn", 0, None),
        ] {
            const SQL: &str = "UPDATE enrolment SET state = $1 WHERE id = $2";
            server.db().execute(SQL, &[state.bind(), mentor.bind()]).await.unwrap();
            let me = client.call::<GetMe>((), (), ()).await.unwrap().unwrap();
            assert_eq!(me.programmes.len(), programmes, "{state}");
            assert_eq!(me.programmes.first().and_then(|mine| mine.mentor), mentors, "{state}");
        }
    }

    async fn who_left_reports_to_nobody(server) {
        let ada = server.person("Ada").await;
        let bo = server.person_under("Bo", Some(ada.person)).await;
        const SQL: &str = "UPDATE person SET left_on = '2026-01-31' WHERE id = $1";
        server.db().execute(SQL, &[bo.person.bind()]).await.unwrap();
        let client = server.signed_in(&ada.account).await;
        assert!(!client.call::<GetMe>((), (), ()).await.unwrap().unwrap().manager);
    }
}
