//! What leaders see of who takes part.

use crate::support::{Server, both_databases};
use pairwell_domain::api::participation::{Count, GetParticipation};
use pairwell_domain::enrolment::Role;
use pairwell_domain::id::{PersonId, ProgrammeId};
use pairwell_server::db::Bind;

/// A chief, three leads under them, and ten people under each lead, of whom
/// `mentees` enrol.
async fn organisation(server: &Server, mentees: usize) -> ProgrammeId {
    let programme = server.programme("Spring").await;
    let chief = server.person("Chief").await.person;
    for lead in 0..3 {
        let unit = format!("Unit {lead}");
        let lead = server
            .person_under(&format!("Lead {lead}"), Some(chief))
            .await
            .person;
        move_to(server, lead, &unit).await;
        for n in 0..10 {
            let name = format!("{unit} worker {n}");
            let person = server.person_under(&name, Some(lead)).await.person;
            move_to(server, person, &unit).await;
            if n < mentees {
                server.enrol(programme, person, Role::Mentee).await;
            }
        }
    }
    programme
}

async fn move_to(server: &Server, person: PersonId, unit: &str) {
    const SQL: &str = "UPDATE person SET unit = $2 WHERE id = $1";
    server
        .db()
        .execute(SQL, &[person.bind(), unit.bind()])
        .await
        .unwrap();
}

both_databases! {
    async fn depth_stands_in_for_a_level_hr_does_not_state(server) {
        let programme = organisation(&server, 6).await;
        let leader = server.account_with("Lea", |account| account.leader = true).await;
        let client = server.signed_in(&leader).await;
        let told = client.call::<GetParticipation>(programme, (), ()).await.unwrap();
        let levels: Vec<_> = told.levels.iter().map(|row| (row.name.as_str(), row.people)).collect();
        // Four at the top are too few for a row of their own.
        assert_eq!(levels, [("Levels 1 to 3", 34)]);
        assert_eq!(told.taking_part, Count::Exactly(18));
        let units: Vec<_> = told.units.iter().map(|row| (row.people, row.taking_part)).collect();
        // The chief is in no unit, and alone would be too few.
        assert_eq!(units.iter().map(|(people, _)| people).sum::<u32>(), 34);
        assert!(units.iter().all(|(people, _)| *people >= 5));
    }

    async fn counts_of_a_few_are_told_to_nobody(server) {
        let programme = organisation(&server, 1).await;
        let coordinator = server.account("Cleo").await;
        server.coordinates(programme, &coordinator).await;
        let leader = server.account_with("Lea", |account| account.leader = true).await;
        for account in [&coordinator, &leader] {
            let client = server.signed_in(account).await;
            let told = client.call::<GetParticipation>(programme, (), ()).await.unwrap();
            assert_eq!(told.taking_part, Count::Few);
            assert!(told.levels.is_empty() && told.units.is_empty());
        }
    }

    async fn nobody_is_named(server) {
        let programme = organisation(&server, 6).await;
        let admin = server.admin("Ada").await;
        let client = server.signed_in(&admin).await;
        let answered = client.send::<GetParticipation>(programme, (), (), &[]).await;
        assert!(!answered.text().contains("worker"), "{}", answered.text());
    }

    async fn who_has_left_is_not_counted(server) {
        let programme = organisation(&server, 6).await;
        const SQL: &str = "UPDATE person SET left_on = $1 WHERE unit = 'Unit 2'";
        let yesterday = server.now().plus_days(-1).date();
        server.db().execute(SQL, &[yesterday.bind()]).await.unwrap();
        let leader = server.account_with("Lea", |account| account.leader = true).await;
        let client = server.signed_in(&leader).await;
        let told = client.call::<GetParticipation>(programme, (), ()).await.unwrap();
        assert_eq!((told.people, told.taking_part), (23, Count::Exactly(12)));
    }
}
