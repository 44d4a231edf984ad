//! Taking part: volunteering, being asked, being let in, leaving.

use crate::support::both_databases;
use crate::support::client::{Answered, Client};
use pairwell_domain::api::enrolments::{
    AcceptAll, AcceptRequest, ChangeEnrolmentState, EnrolMyself, EnrolPerson, EnrolRequest,
    GetMyEnrolments, MyEnrolment, StateChange,
};
use pairwell_domain::api::sign_in::{GetMe, ListLinks};
use pairwell_domain::enrolment::{AnswersDraft, Enrolment, EnrolmentState, Role};
use pairwell_domain::id::EnrolmentId;

fn mentoring() -> MyEnrolment {
    MyEnrolment {
        role: Role::Mentor,
        told: AnswersDraft {
            offers: vec!["Planning".into()],
            time_zone: "Europe/London".into(),
            ..AnswersDraft::default()
        },
    }
}

async fn move_to(
    client: &Client,
    id: EnrolmentId,
    state: EnrolmentState,
    version: i64,
) -> Answered {
    let tag = format!("\"{version}\"");
    let change = StateChange { state };
    client
        .send::<ChangeEnrolmentState>(id, (), change, &[("if-match", &tag)])
        .await
}

both_databases! {
    async fn a_volunteer_waits_until_the_coordinator_lets_them_in(server) {
        let programme = server.programme("Spring").await;
        let cora = server.account("Cora").await;
        server.coordinates(programme, &cora).await;
        let bo = server.person("Bo").await;
        let bos = server.signed_in(&bo.account).await;

        let mine = bos.call::<EnrolMyself>(programme, (), mentoring()).await.unwrap();
        assert_eq!(mine.state, EnrolmentState::Applied);
        let refused = move_to(&bos, mine.id, EnrolmentState::Accepted, 1).await;
        assert_eq!((refused.status.as_u16(), refused.problem().code.as_str()), (409, "no_such_step"));

        let coras = server.signed_in(&cora).await;
        let accepted = coras.call::<AcceptAll>(programme, (), AcceptRequest { role: Some(Role::Mentee) }).await.unwrap();
        assert_eq!(accepted.accepted, 0);
        let accepted = coras.call::<AcceptAll>(programme, (), AcceptRequest { role: None }).await.unwrap();
        assert_eq!(accepted.accepted, 1);
        let me = bos.call::<GetMe>((), (), ()).await.unwrap().unwrap();
        assert_eq!(me.actor().mentors(programme), Some(mine.id));
    }

    async fn changing_what_one_told_keeps_ones_place(server) {
        let programme = server.programme("Spring").await;
        let bo = server.person("Bo").await;
        let mentor = server.enrol(programme, bo.person, Role::Mentor).await;
        let bos = server.signed_in(&bo.account).await;
        let mut told = mentoring();
        told.told.capacity = "2".into();
        let changed = bos.call::<EnrolMyself>(programme, (), told).await.unwrap();
        assert_eq!((changed.id, changed.state, changed.answers.capacity), (mentor, EnrolmentState::Accepted, 2));
        let mine = bos.call::<GetMyEnrolments>(programme, (), ()).await.unwrap();
        assert_eq!(mine.mentor.unwrap().answers.capacity, 2);
        assert_eq!(mine.skills, ["Planning"]);
    }

    async fn what_is_wrong_with_a_form_is_told_at_its_fields(server) {
        let programme = server.programme("Spring").await;
        let bo = server.person("Bo").await;
        let bos = server.signed_in(&bo.account).await;
        let mut told = mentoring();
        told.told.capacity = "99".into();
        told.told.time_zone = "Moon/Tycho".into();
        let problem = bos.call::<EnrolMyself>(programme, (), told).await.unwrap_err();
        let fields: Vec<_> = problem.fields.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields, ["capacity", "time_zone"]);
    }

    async fn asking_somebody_is_only_an_invitation_they_answer_themselves(server) {
        let programme = server.programme("Spring").await;
        let admin = server.admin("Admin").await;
        server.coordinates(programme, &admin).await;
        let client = server.signed_in(&admin).await;
        let bo = server.person("Bo").await;
        let asked = EnrolRequest { person: bo.person, role: Role::Mentor, told: None };
        let row = client.call::<EnrolPerson>(programme, (), asked).await.unwrap();
        assert_eq!(row.enrolment.state, EnrolmentState::Invited);
        assert_eq!(client.call::<ListLinks>((), (), ()).await.unwrap().len(), 1);
        let refused = move_to(&client, row.enrolment.id, EnrolmentState::Applied, 1).await;
        assert_eq!(refused.status, 409);
        // They see the programme, but are not in it before they have answered.
        let bos = server.signed_in(&bo.account).await;
        let me = bos.call::<GetMe>((), (), ()).await.unwrap().unwrap();
        assert_eq!((me.programmes.len(), me.programmes[0].mentor), (1, None));
        let mine = bos.call::<EnrolMyself>(programme, (), mentoring()).await.unwrap();
        assert_eq!((mine.id, mine.state), (row.enrolment.id, EnrolmentState::Applied));
    }

    async fn enrolling_who_has_volunteered_lets_them_in_once(server) {
        let programme = server.programme("Spring").await;
        let cora = server.account("Cora").await;
        server.coordinates(programme, &cora).await;
        let client = server.signed_in(&cora).await;
        let bo = server.person("Bo").await;
        let request = || EnrolRequest { person: bo.person, role: Role::Mentor, told: Some(mentoring().told) };
        let row = client.call::<EnrolPerson>(programme, (), request()).await.unwrap();
        assert_eq!((row.enrolment.state, row.name.as_str()), (EnrolmentState::Accepted, "Bo"));
        let problem = client.call::<EnrolPerson>(programme, (), request()).await.unwrap_err();
        assert_eq!(problem.code, "already_enrolled");
    }

    async fn withdrawing_ends_the_pair_and_volunteering_again_starts_anew(server) {
        let programme = server.programme("Spring").await;
        let bo = server.person("Bo").await;
        let cy = server.person("Cy").await;
        let mentor = server.enrol(programme, bo.person, Role::Mentor).await;
        let mentee = server.enrol(programme, cy.person, Role::Mentee).await;
        server.propose(programme, mentee, mentor).await;
        let bos = server.signed_in(&bo.account).await;
        let gone = move_to(&bos, mentor, EnrolmentState::Withdrawn, 1).await;
        assert_eq!(gone.json::<Enrolment>().state, EnrolmentState::Withdrawn);
        use pairwell_server::db::Reader;
        let (pair,) = server.db().one::<(String,)>("SELECT state FROM pair", &[]).await.unwrap();
        assert_eq!(pair, "ended");
        let again = bos.call::<EnrolMyself>(programme, (), mentoring()).await.unwrap();
        assert_eq!((again.id, again.state), (mentor, EnrolmentState::Applied));
    }

    async fn of_two_who_move_an_enrolment_the_second_is_told(server) {
        let programme = server.programme("Spring").await;
        let bo = server.person("Bo").await;
        let mentor = server.enrol(programme, bo.person, Role::Mentor).await;
        let bos = server.signed_in(&bo.account).await;
        assert_eq!(move_to(&bos, mentor, EnrolmentState::Paused, 1).await.status, 200);
        let late = move_to(&bos, mentor, EnrolmentState::Paused, 1).await;
        assert_eq!(late.status, 412);
        assert_eq!(late.problem().current.unwrap()["state"], "paused");
    }

    async fn nobody_joins_a_programme_that_is_over(server) {
        let programme = server.programme("Spring").await;
        let bo = server.person("Bo").await;
        server.pass(200 * 86_400);
        let bos = server.signed_in(&bo.account).await;
        let problem = bos.call::<EnrolMyself>(programme, (), mentoring()).await.unwrap_err();
        assert_eq!(problem.code, "programme_over");
    }
}
