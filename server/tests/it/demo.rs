//! The organisation to try Pairwell on.

use crate::support::{Server, both_databases};
use pairwell_domain::api::mentors::ListMentors;
use pairwell_domain::api::pairs::{GetHome, Step};
use pairwell_domain::api::participation::{Count, GetParticipation};
use pairwell_domain::api::sign_in::{GetMe, Me, UseLink, UseLinkRequest};
use pairwell_domain::id::PersonId;
use pairwell_domain::time::Instant;
use pairwell_server::db::Reader;
use pairwell_server::demo::{Demo, fill, fill_if_empty};

fn demo(server: &Server, people: usize) -> Demo {
    Demo {
        people,
        seed: 3,
        as_of: server.now(),
    }
}

/// Everything of a session, so of everything it hangs on.
async fn sessions(server: &Server) -> Vec<(PersonId, String, Instant)> {
    const SQL: &str = "
        SELECT e.person_id, s.state, s.planned_at FROM session s
        JOIN pair ON pair.id = s.pair_id JOIN enrolment e ON e.id = pair.mentee_id
        ORDER BY s.id";
    server.db().all(SQL, &[]).await.unwrap()
}

both_databases! {
    async fn each_role_of_the_demo_has_something_to_do(server) {
        let links = fill_if_empty(&server.app).await.unwrap();
        let roles: Vec<_> = links.iter().map(|link| link.role.as_str()).collect();
        assert_eq!(roles, ["mentee", "mentor", "manager", "coordinator", "leader", "admin"]);
        for link in &links {
            let client = server.client();
            let (_, token) = link.url.split_once("/link#").unwrap();
            let request = UseLinkRequest { token: token.into(), password: None };
            client.call::<UseLink>((), (), request).await.unwrap();
            let me: Me = client.call::<GetMe>((), (), ()).await.unwrap().unwrap();
            let part = |mine: fn(&pairwell_domain::api::sign_in::MyProgramme) -> bool| me.programmes.iter().any(mine);
            assert!(match link.role.as_str() {
                "mentee" => part(|mine| mine.mentee.is_some()),
                "mentor" => part(|mine| mine.mentor.is_some()),
                "manager" => me.manager,
                "coordinator" => part(|mine| mine.coordinator),
                "leader" => me.leader,
                _ => me.admin,
            }, "{me:?}");
        }
    }

    async fn home_begins_with_the_programme_that_runs(server) {
        let links = fill_if_empty(&server.app).await.unwrap();
        let link = links.iter().find(|link| link.role == "coordinator").unwrap();
        let (_, token) = link.url.split_once("/link#").unwrap();
        let client = server.client();
        let request = UseLinkRequest { token: token.into(), password: None };
        client.call::<UseLink>((), (), request).await.unwrap();
        let home = client.call::<GetHome>((), (), ()).await.unwrap();
        let Some(Step::AcceptEnrolments { programme_name, .. }) = home.steps.first() else {
            panic!("{:?}", home.steps);
        };
        const ALL: &str = "SELECT name, starts_on, ends_on FROM programme";
        let today = server.now().date().to_string();
        let all = server.db().all::<(String, String, String)>(ALL, &[]).await.unwrap();
        let (running, ..) = all.into_iter().find(|(_, from, to)| (from..=to).contains(&&today)).unwrap();
        assert_eq!(*programme_name, running);
    }

    async fn a_second_start_makes_nothing_new_and_knows_the_same_links(server) {
        let addresses = async || -> Vec<String> {
            let links = fill_if_empty(&server.app).await.unwrap();
            links.into_iter().map(|link| link.url).collect()
        };
        let first = addresses().await;
        let before = sessions(&server).await;
        assert_eq!(addresses().await, first);
        assert_eq!(sessions(&server).await, before);
        assert!(before.len() > 50);
    }

    async fn a_database_in_use_is_left_alone(server) {
        server.person("Ada").await;
        assert!(fill(&server.app, demo(&server, 100)).await.is_err());
        assert!(fill_if_empty(&server.app).await.unwrap().is_empty());
        let (people,): (i64,) = server.db().one("SELECT COUNT(*) FROM person", &[]).await.unwrap();
        assert_eq!(people, 1);
    }

    async fn the_leader_sees_an_empty_top_and_no_small_count(server) {
        fill(&server.app, demo(&server, 700)).await.unwrap();
        let leader = server.account_with("Lea", |account| account.leader = true).await;
        let client = server.signed_in(&leader).await;
        let me: Me = client.call::<GetMe>((), (), ()).await.unwrap().unwrap();
        let running = me.programmes.iter().find(|mine| mine.name.contains("2025")).unwrap();
        let told = client.call::<GetParticipation>(running.id, (), ()).await.unwrap();
        assert_eq!(told.levels[0].taking_part, Count::Exactly(0));
        let counts: Vec<_> = told.units.iter().map(|row| row.taking_part).collect();
        assert!(counts.contains(&Count::Few), "{counts:?}");
        assert!(counts.iter().filter(|count| count.exactly().is_some()).count() >= 5, "{counts:?}");
        assert!(counts.iter().all(|count| !matches!(count, Count::Exactly(1..5))));
        assert!(told.days_to_match.is_some() && told.days_to_first_session.is_some());
        let directory = client.call::<ListMentors>(running.id, (), ()).await.unwrap();
        assert!(directory.mentors.len() >= 30);
    }
}

/// On two servers, so not one of [`both_databases`].
#[tokio::test]
async fn the_same_seed_makes_the_same_organisation_on_both_databases() {
    use pairwell_server::db::Engine;
    let mut all = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let server = Server::start(engine).await;
        let filled = fill(&server.app, demo(&server, 200)).await.unwrap();
        all.push((filled, sessions(&server).await));
    }
    assert_eq!(all[0], all[1]);
}
