//! Mentees look at mentors, ask one, and become a pair; home says what waits.

use crate::support::client::Client;
use crate::support::fixtures::Somebody;
use crate::support::{Server, both_databases};
use pairwell_domain::api::mentors::{
    AnswerRequest, AnswerRequestRequest, AskMentor, AskMentorRequest, GetMyView, ListMentors,
    ListRequests, MentorRequest, WithdrawRequest,
};
use pairwell_domain::api::pairs::{AnswerPair, AnswerPairRequest, GetHome, ListMyPairs, Step};
use pairwell_domain::enrolment::Role;
use pairwell_domain::id::{EnrolmentId, ProgrammeId};
use pairwell_domain::pair::{Answer, PairState};
use pairwell_domain::problem::Problem;
use pairwell_domain::request::RequestState;
use pairwell_server::db::Bind;

/// A programme with one mentor, who has one place.
struct Scene {
    programme: ProgrammeId,
    mentor: EnrolmentId,
    ada: Somebody,
    mentor_client: Client,
}

impl Scene {
    async fn new(server: &Server) -> Scene {
        let programme = server.programme("Spring").await;
        let ada = server.person("Ada").await;
        Scene {
            programme,
            mentor: server.enrol(programme, ada.person, Role::Mentor).await,
            mentor_client: server.signed_in(&ada.account).await,
            ada,
        }
    }

    async fn mentee(&self, server: &Server, name: &str) -> (Client, EnrolmentId) {
        let (somebody, enrolment) = self.mentee_account(server, name).await;
        (server.signed_in(&somebody.account).await, enrolment)
    }

    async fn mentee_account(&self, server: &Server, name: &str) -> (Somebody, EnrolmentId) {
        let somebody = server.person(name).await;
        let enrolment = server
            .enrol(self.programme, somebody.person, Role::Mentee)
            .await;
        (somebody, enrolment)
    }

    async fn ask(&self, client: &Client) -> Result<MentorRequest, Problem> {
        let body = AskMentorRequest {
            mentor: self.mentor,
            message: "  Coffee?  ".into(),
        };
        client.call::<AskMentor>(self.programme, (), body).await
    }

    async fn answer(
        &self,
        request: &MentorRequest,
        answer: Answer,
    ) -> Result<MentorRequest, Problem> {
        let body = AnswerRequestRequest { answer };
        self.mentor_client
            .call::<AnswerRequest>(request.id, (), body)
            .await
    }
}

fn code<T>(result: Result<T, Problem>) -> String {
    result.err().expect("a refusal").code
}

both_databases! {
    async fn a_mentors_yes_makes_a_pair_and_takes_other_requests_back(server) {
        let scene = Scene::new(&server).await;
        let eve = server.person("Eve").await;
        let other = server.enrol(scene.programme, eve.person, Role::Mentor).await;
        let (bo, _) = scene.mentee(&server, "Bo").await;

        let request = scene.ask(&bo).await.unwrap();
        assert_eq!((request.message.as_str(), request.state), ("Coffee?", RequestState::Waiting));
        let body = AskMentorRequest { mentor: other, message: String::new() };
        bo.call::<AskMentor>(scene.programme, (), body).await.unwrap();
        assert_eq!(scene.answer(&request, Answer::Yes).await.unwrap().state, RequestState::Accepted);

        let pairs = bo.call::<ListMyPairs>((), (), ()).await.unwrap();
        assert_eq!((pairs.len(), pairs[0].state, pairs[0].my_role), (1, PairState::Active, Role::Mentee));
        assert_eq!(pairs[0].other_name, "Ada");
        assert_eq!(pairs[0].ends_on, pairs[0].starts_on.plus_months(6));
        let requests = bo.call::<ListRequests>(scene.programme, (), ()).await.unwrap();
        let states: Vec<_> = requests.iter().map(|request| request.state).collect();
        assert_eq!(states, [RequestState::Withdrawn, RequestState::Accepted]);
        let directory = bo.call::<ListMentors>(scene.programme, (), ()).await.unwrap();
        let ada = directory.mentors.iter().find(|mentor| mentor.facts.id == scene.mentor).unwrap();
        assert_eq!((ada.places, ada.places_free), (1, 0));
    }

    async fn the_last_place_goes_to_one_mentee_only(server) {
        let scene = Scene::new(&server).await;
        let (bo, _) = scene.mentee(&server, "Bo").await;
        let (cy, _) = scene.mentee(&server, "Cy").await;
        let (first, second) = (scene.ask(&bo).await.unwrap(), scene.ask(&cy).await.unwrap());
        let (first, second) = tokio::join!(
            scene.answer(&first, Answer::Yes),
            scene.answer(&second, Answer::Yes),
        );
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        assert_eq!(code(first.and(second)), "no_place");
        let pairs = scene.mentor_client.call::<ListMyPairs>((), (), ()).await.unwrap();
        assert_eq!(pairs.len(), 1);
    }

    async fn asking_twice_or_without_a_place_is_refused(server) {
        let scene = Scene::new(&server).await;
        let (bo, _) = scene.mentee(&server, "Bo").await;
        scene.ask(&bo).await.unwrap();
        assert_eq!(code(scene.ask(&bo).await), "already_asked");
        let (_, taken) = scene.mentee(&server, "Cy").await;
        server.propose(scene.programme, taken, scene.mentor).await;
        let (dee, _) = scene.mentee(&server, "Dee").await;
        assert_eq!(code(scene.ask(&dee).await), "no_place");
    }

    async fn one_who_reports_to_the_other_or_said_never_is_not_eligible_and_not_told_why(server) {
        let scene = Scene::new(&server).await;
        let report = server.person_under("Report", Some(scene.ada.person)).await;
        server.enrol(scene.programme, report.person, Role::Mentee).await;
        let report = server.signed_in(&report.account).await;
        let (bo, _) = scene.mentee(&server, "Bo").await;
        let veto = "INSERT INTO veto (programme_id, by_person_id, about_person_id) SELECT $1, $2, id
                    FROM person WHERE name = 'Bo'";
        server.insert(veto, &[scene.programme.bind(), scene.ada.person.bind()]).await;

        for client in [&report, &bo] {
            let view = client.call::<GetMyView>(scene.programme, (), ()).await.unwrap();
            assert_eq!(view.not_eligible, [scene.mentor]);
        }
        let (of_report, of_bo) = (scene.ask(&report).await, scene.ask(&bo).await);
        assert_eq!(of_report.unwrap_err(), of_bo.unwrap_err());
    }

    async fn a_no_is_final_for_these_two(server) {
        let scene = Scene::new(&server).await;
        let (bo, _) = scene.mentee(&server, "Bo").await;
        let request = scene.ask(&bo).await.unwrap();
        scene.answer(&request, Answer::No).await.unwrap();
        assert_eq!(code(scene.answer(&request, Answer::Yes).await), "not_waiting");
        assert_eq!(code(scene.ask(&bo).await), "not_eligible");
    }

    async fn a_request_taken_back_can_be_made_again(server) {
        let scene = Scene::new(&server).await;
        let (bo, _) = scene.mentee(&server, "Bo").await;
        let request = scene.ask(&bo).await.unwrap();
        let back = bo.call::<WithdrawRequest>(request.id, (), ()).await.unwrap();
        assert_eq!(back.state, RequestState::Withdrawn);
        assert_eq!(code(scene.answer(&request, Answer::Yes).await), "not_waiting");
        scene.ask(&bo).await.unwrap();
    }

    async fn an_unanswered_request_lapses_and_no_longer_stands_in_the_way(server) {
        let scene = Scene::new(&server).await;
        let (somebody, _) = scene.mentee_account(&server, "Bo").await;
        let bo = server.signed_in(&somebody.account).await;
        let old = scene.ask(&bo).await.unwrap();
        server.pass(12 * 86_400);
        // Sessions have run out by now.
        let bo = server.signed_in(&somebody.account).await;
        let ada = server.signed_in(&scene.ada.account).await;

        let body = AnswerRequestRequest { answer: Answer::Yes };
        assert_eq!(code(ada.call::<AnswerRequest>(old.id, (), body).await), "not_waiting");
        let seen = bo.call::<ListRequests>(scene.programme, (), ()).await.unwrap();
        assert_eq!(seen[0].state, RequestState::Lapsed);
        scene.ask(&bo).await.unwrap();
    }

    async fn both_say_yes_to_a_proposal_before_it_is_a_pair(server) {
        let scene = Scene::new(&server).await;
        let (bo, mentee) = scene.mentee(&server, "Bo").await;
        let pair = server.propose(scene.programme, mentee, scene.mentor).await;
        let home = bo.call::<GetHome>((), (), ()).await.unwrap();
        assert!(matches!(home.steps[..], [Step::AnswerProposal { .. }]), "{:?}", home.steps);

        let yes = AnswerPairRequest { answer: Answer::Yes };
        let once = bo.call::<AnswerPair>(pair, (), yes).await.unwrap();
        assert_eq!((once.state, once.my_answer), (PairState::Proposed, Some(Answer::Yes)));
        let both = scene.mentor_client.call::<AnswerPair>(pair, (), yes).await.unwrap();
        assert_eq!(both.state, PairState::Active);
        assert_eq!(code(bo.call::<AnswerPair>(pair, (), yes).await), "not_proposed");
    }

    async fn one_no_returns_both_to_the_pool(server) {
        let scene = Scene::new(&server).await;
        let (bo, mentee) = scene.mentee(&server, "Bo").await;
        let pair = server.propose(scene.programme, mentee, scene.mentor).await;
        let no = AnswerPairRequest { answer: Answer::No };
        let declined = scene.mentor_client.call::<AnswerPair>(pair, (), no).await.unwrap();
        assert_eq!(declined.state, PairState::Declined);
        assert_eq!(bo.call::<ListMyPairs>((), (), ()).await.unwrap(), []);
        let home = bo.call::<GetHome>((), (), ()).await.unwrap();
        assert!(matches!(home.steps[..], [Step::FindMentor { .. }]), "{:?}", home.steps);
    }

    async fn home_tells_a_mentor_who_asks_and_a_coordinator_who_is_unmatched(server) {
        let scene = Scene::new(&server).await;
        let (bo, _) = scene.mentee(&server, "Bo").await;
        scene.ask(&bo).await.unwrap();
        let home = scene.mentor_client.call::<GetHome>((), (), ()).await.unwrap();
        assert!(matches!(
            home.steps[..],
            [Step::AnswerRequests { count: 1, .. }, Step::PlacesFree { count: 1, .. }]
        ));
        let cleo = server.account("Cleo").await;
        server.coordinates(scene.programme, &cleo).await;
        let home = server.signed_in(&cleo).await.call::<GetHome>((), (), ()).await.unwrap();
        assert!(matches!(
            home.steps[..],
            [Step::MatchMentees { count: 1, .. }, Step::SeeParticipation { .. }]
        ));
    }
}
