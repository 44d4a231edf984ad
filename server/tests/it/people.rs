//! The roster one person at a time: leavers and invitations.

use crate::support::both_databases;
use pairwell_domain::api::people::{
    AccountState, DecideLeavers, GetPerson, InvitePerson, LeaverDecision, LeaversDecision,
    ListPeople, PeopleQuery, Standing,
};
use pairwell_domain::api::sign_in::{GetMe, ListLinks};
use pairwell_domain::enrolment::Role;
use pairwell_domain::id::PersonId;
use pairwell_server::db::Bind;

fn left(people: Vec<PersonId>) -> LeaversDecision {
    LeaversDecision {
        people,
        decision: LeaverDecision::Left,
        left_on: None,
    }
}

both_databases! {
    async fn a_leaver_is_signed_out_and_out_of_every_pool(server) {
        let admin = server.admin("Admin").await;
        let bo = server.person("Bo").await;
        let cy = server.person("Cy").await;
        let programme = server.programme("Spring").await;
        let mentee = server.enrol(programme, bo.person, Role::Mentee).await;
        let mentor = server.enrol(programme, cy.person, Role::Mentor).await;
        server.propose(programme, mentee, mentor).await;
        let bos = server.signed_in(&bo.account).await;
        let client = server.signed_in(&admin).await;

        let answer = client.call::<DecideLeavers>((), (), left(vec![bo.person])).await.unwrap();

        assert_eq!(answer.decided, 1);
        let detail = client.call::<GetPerson>(bo.person, (), ()).await.unwrap();
        assert_eq!((detail.row.standing, detail.row.account), (Standing::Left, AccountState::Disabled));
        assert_eq!(bos.call::<GetMe>((), (), ()).await.unwrap_err().status, 401);
        let mut db = server.db();
        use pairwell_server::db::Reader;
        let state = "SELECT state FROM enrolment WHERE id = $1";
        let (state,) = db.one::<(String,)>(state, &[mentee.bind()]).await.unwrap();
        assert_eq!(state, "withdrawn");
        let (pair,) = db.one::<(String,)>("SELECT state FROM pair", &[]).await.unwrap();
        assert_eq!(pair, "ended");
        // Said twice, it is said once.
        let again = client.call::<DecideLeavers>((), (), left(vec![bo.person])).await.unwrap();
        assert_eq!(again.decided, 0);
    }

    async fn nobody_marks_themselves_or_the_last_admin_as_left(server) {
        let ada = server.person("Ada").await;
        server.insert("UPDATE account SET admin = $2 WHERE id = $1", &[ada.account.id.bind(), true.bind()]).await;
        let client = server.signed_in(&ada.account).await;
        let problem = client.call::<DecideLeavers>((), (), left(vec![ada.person])).await.unwrap_err();
        assert_eq!(problem.status, 422);

        let programme = server.programme("Spring").await;
        let coordinator = server.account("Cora").await;
        server.coordinates(programme, &coordinator).await;
        let client = server.signed_in(&coordinator).await;
        let problem = client.call::<DecideLeavers>((), (), left(vec![ada.person])).await.unwrap_err();
        assert_eq!((problem.status, problem.code.as_str()), (409, "last_admin"));
        let detail = client.call::<GetPerson>(ada.person, (), ()).await.unwrap();
        assert_eq!(detail.row.standing, Standing::Here);
    }

    async fn an_invitation_makes_an_account_and_a_link(server) {
        let admin = server.admin("Admin").await;
        let client = server.signed_in(&admin).await;
        let id: PersonId = server.app.clock.new_id();
        let sql = "INSERT INTO person (id, name, email, search, created_at, updated_at) VALUES ($1, 'Di Evans', 'di@example.org', 'dievans', 1, 1)";
        server.insert(sql, &[id.bind()]).await;

        let invited = client.call::<InvitePerson>(id, (), ()).await.unwrap();

        assert_eq!(invited.row.account, AccountState::Invited);
        let links = client.call::<ListLinks>((), (), ()).await.unwrap();
        assert_eq!(links.len(), 1);
        assert_eq!(links[0].email.as_str(), "di@example.org");
        // A second invitation takes the place of the first.
        client.call::<InvitePerson>(id, (), ()).await.unwrap();
        let links = client.call::<ListLinks>((), (), ()).await.unwrap();
        assert_eq!(links.len(), 1);
    }

    async fn somebody_without_an_address_or_with_a_password_is_not_invited(server) {
        let admin = server.admin("Admin").await;
        let client = server.signed_in(&admin).await;
        let id: PersonId = server.app.clock.new_id();
        let sql = "INSERT INTO person (id, name, created_at, updated_at) VALUES ($1, 'Ed', 1, 1)";
        server.insert(sql, &[id.bind()]).await;
        let problem = client.call::<InvitePerson>(id, (), ()).await.unwrap_err();
        assert_eq!(problem.code, "no_email");

        let flo = server.person("Flo").await;
        let sql = "UPDATE account SET password_hash = 'x' WHERE id = $1";
        server.insert(sql, &[flo.account.id.bind()]).await;
        let problem = client.call::<InvitePerson>(flo.person, (), ()).await.unwrap_err();
        assert_eq!(problem.code, "has_account");
    }

    async fn people_are_found_however_their_name_is_typed(server) {
        let admin = server.admin("Admin").await;
        let client = server.signed_in(&admin).await;
        let id: PersonId = server.app.clock.new_id();
        let search = pairwell_domain::text::squashed("José Saraiva");
        let sql = "INSERT INTO person (id, name, search, created_at, updated_at) VALUES ($1, 'José Saraiva', $2, 1, 1)";
        server.insert(sql, &[id.bind(), search.bind()]).await;
        for q in ["jose", "JOSÉ", "é sar", "100%", "_"] {
            let query = PeopleQuery { q: Some(q.into()), ..PeopleQuery::default() };
            let found = client.call::<ListPeople>((), query, ()).await.unwrap();
            // Nothing to search by finds everybody.
            assert_eq!(found.total, u32::from(q != "100%"), "{q}");
        }
    }
}
