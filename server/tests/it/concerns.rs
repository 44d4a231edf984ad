//! Managers raise concerns about time, coordinators offer compromises, and
//! publishing over an open one needs a reason.

use crate::support::client::{Answered, Client};
use crate::support::{Server, both_databases};
use pairwell_domain::api::Endpoint;
use pairwell_domain::api::board::{PlannedConcern, PreviewPublication, Publish, PublishBoard};
use pairwell_domain::api::concerns::{
    AnswerCompromise, AnswerCompromiseRequest, Concern, ListConcerns, ListMyTeam, NewConcern,
    ProposeCompromise, RaiseConcern,
};
use pairwell_domain::api::enrolments::{ChangeEnrolmentState, GetMyEnrolments, StateChange};
use pairwell_domain::api::pairs::{GetHome, Step};
use pairwell_domain::concern::{Compromise, ConcernKind, ConcernState, ManagerAnswer};
use pairwell_domain::enrolment::{EnrolmentState, Role};
use pairwell_domain::id::{BoardId, ConcernId, EnrolmentId, ProgrammeId};
use pairwell_domain::problem::Problem;
use pairwell_domain::time::Date;
use pairwell_server::db::Reader;
use pairwell_server::store::account::Account;

/// A mentee whose manager can sign in, a mentor for them, and a coordinator.
struct Scene {
    programme: ProgrammeId,
    board: BoardId,
    mentee: EnrolmentId,
    manager: Client,
    ada: Client,
    coordinator: Client,
    cleo: Account,
}

impl Scene {
    async fn new(server: &Server) -> Scene {
        let programme = server.programme("Spring").await;
        let cleo = server.account("Cleo").await;
        server.coordinates(programme, &cleo).await;
        let mo = server.person("Mo").await;
        let ada = server.person_under("Ada", Some(mo.person)).await;
        let mentor = server.person("Bo").await.person;
        server.enrol(programme, mentor, Role::Mentor).await;
        Scene {
            programme,
            board: server.board(programme).await,
            mentee: server.enrol(programme, ada.person, Role::Mentee).await,
            manager: server.signed_in(&mo.account).await,
            ada: server.signed_in(&ada.account).await,
            coordinator: server.signed_in(&cleo).await,
            cleo,
        }
    }

    async fn raise(&self) -> Result<Concern, Problem> {
        let body = NewConcern {
            kind: ConcernKind::PeakPeriod,
            note: "  Year end.  ".into(),
        };
        self.manager
            .call::<RaiseConcern>(self.mentee, (), body)
            .await
    }

    async fn answer(&self, concern: &Concern, answer: ManagerAnswer) -> Result<Concern, Problem> {
        let body = AnswerCompromiseRequest {
            answer,
            managers_word: None,
        };
        changed::<AnswerCompromise>(&self.manager, concern, body).await
    }

    async fn offer(&self, concern: &Concern, minutes: u16) -> Result<Concern, Problem> {
        let offer = Compromise {
            minutes_per_month: Some(minutes),
            ..Compromise::default()
        };
        changed::<ProposeCompromise>(&self.coordinator, concern, offer).await
    }

    async fn publish(&self, reason: Option<&str>) -> Answered {
        let preview = self
            .coordinator
            .call::<PreviewPublication>(self.board, (), ())
            .await
            .unwrap();
        let seen = Publish {
            concern_reason: reason.map(str::to_owned),
            ..preview.seen()
        };
        let version = format!("\"{}\"", preview.version);
        let headers = [("if-match", version.as_str())];
        self.coordinator
            .send::<PublishBoard>(self.board, (), seen, &headers)
            .await
    }
}

/// Changes a concern as it was last seen.
async fn changed<E>(by: &Client, seen: &Concern, body: E::Request) -> Result<Concern, Problem>
where
    E: Endpoint<Path = ConcernId, Query = ()>,
{
    let version = format!("\"{}\"", seen.version);
    let headers = [("if-match", version.as_str())];
    let answered = by.send::<E>(seen.id, (), body, &headers).await;
    match answered.status.is_success() {
        true => Ok(answered.json()),
        false => Err(answered.json()),
    }
}

both_databases! {
    async fn nobody_agrees_to_an_offer_they_have_not_seen(server) {
        let scene = Scene::new(&server).await;
        let raised = scene.raise().await.unwrap();
        let offered = scene.offer(&raised, 60).await.unwrap();
        assert_eq!(scene.answer(&raised, ManagerAnswer::Agree).await.unwrap_err().status, 412);
        // Nor does one coordinator overwrite another's offer unseen.
        assert_eq!(scene.offer(&raised, 30).await.unwrap_err().status, 412);
        scene.answer(&offered, ManagerAnswer::Agree).await.unwrap();
        // What was agreed is what is asked from now on.
        let team = scene.manager.call::<ListMyTeam>(scene.programme, (), ()).await.unwrap();
        assert_eq!(team[0].minutes_per_month, 60);
    }

    async fn a_coordinator_settles_a_concern_on_the_managers_word(server) {
        let scene = Scene::new(&server).await;
        let raised = scene.raise().await.unwrap();
        let said = |word: &str| AnswerCompromiseRequest {
            answer: ManagerAnswer::Agree,
            managers_word: Some(word.into()),
        };
        let settle = async |word| changed::<AnswerCompromise>(&scene.coordinator, &raised, said(word)).await;
        assert_eq!(settle("Fine.").await.unwrap_err().fields[0].field, "managers_word");
        let word = "Mo told me on the phone that it is fine.";
        assert_eq!(settle(word).await.unwrap().state, ConcernState::Agreed);
        let team = scene.manager.call::<ListMyTeam>(scene.programme, (), ()).await.unwrap();
        let told = team[0].concern.as_ref().unwrap().managers_word.as_deref();
        assert_eq!(told, Some(word));
    }

    async fn a_reason_counts_for_the_concerns_it_was_given_over(server) {
        let scene = Scene::new(&server).await;
        let preview = scene.coordinator.call::<PreviewPublication>(scene.board, (), ()).await.unwrap();
        scene.raise().await.unwrap();
        let seen = Publish {
            concern_reason: Some("Their manager is fine with starting in May.".into()),
            ..preview.seen()
        };
        let version = format!("\"{}\"", preview.version);
        let headers = [("if-match", version.as_str())];
        let refused = scene.coordinator.send::<PublishBoard>(scene.board, (), seen, &headers).await;
        assert_eq!((refused.status.as_u16(), refused.json::<Problem>().code.as_str()), (409, "open_concerns"));
    }

    async fn a_pair_starts_when_the_managers_have_agreed_to(server) {
        let scene = Scene::new(&server).await;
        let raised = scene.raise().await.unwrap();
        let offer = Compromise {
            not_before: Date::new(2091, 5, 1),
            ..Compromise::default()
        };
        let offered = changed::<ProposeCompromise>(&scene.coordinator, &raised, offer).await.unwrap();
        scene.answer(&offered, ManagerAnswer::Agree).await.unwrap();
        let published = scene.publish(None).await;
        assert_eq!(published.status, 200, "{}", published.text());
        let mut db = server.db();
        const SQL: &str = "SELECT starts_on FROM pair";
        assert_eq!(db.one::<(Date,)>(SQL, &[]).await.unwrap().0.to_string(), "2091-05-01");
    }

    async fn a_concern_is_raised_met_with_a_compromise_and_settled(server) {
        let scene = Scene::new(&server).await;
        let raised = scene.raise().await.unwrap();
        assert_eq!((raised.state, raised.note.as_str()), (ConcernState::Raised, "Year end."));
        // One at a time.
        assert_eq!(scene.raise().await.unwrap_err().code, "already_open");

        let queue = scene.coordinator.call::<ListConcerns>(scene.programme, (), ()).await.unwrap();
        assert_eq!(queue.len(), 1);
        assert_eq!((queue[0].name.as_str(), queue[0].raised_by.as_str()), ("Ada", "Mo"));
        assert!(!queue[0].presses);

        assert_eq!(scene.answer(&raised, ManagerAnswer::Decline).await.unwrap_err().code, "nothing_proposed");
        // More than was asked for is no compromise.
        assert_eq!(scene.offer(&raised, 120).await.unwrap_err().status, 422);
        let offered = scene.offer(&raised, 60).await.unwrap();
        assert_eq!(offered.state, ConcernState::Proposed);

        let team = scene.manager.call::<ListMyTeam>(scene.programme, (), ()).await.unwrap();
        assert_eq!(team.len(), 1);
        assert_eq!((team[0].name.as_str(), team[0].minutes_per_month), ("Ada", 90));
        // Both sides see the same record.
        assert_eq!(team[0].concern.as_ref(), Some(&offered));
        let home = scene.manager.call::<GetHome>((), (), ()).await.unwrap();
        assert!(home.steps.iter().any(|step| matches!(step, Step::AnswerCompromises { count: 1, .. })));

        // So does whom it is about, but for what was written to the coordinators.
        let mine = scene.ada.call::<GetMyEnrolments>(scene.programme, (), ()).await.unwrap();
        assert_eq!(mine.concerns, vec![Concern { note: String::new(), ..offered.clone() }]);

        let agreed = scene.answer(&offered, ManagerAnswer::Agree).await.unwrap();
        assert_eq!(agreed.state, ConcernState::Agreed);
        assert!(agreed.settled_at.is_some());
        assert_eq!(scene.offer(&agreed, 30).await.unwrap_err().code, "settled");
        assert_eq!(scene.answer(&agreed, ManagerAnswer::Decline).await.unwrap_err().code, "settled");
        // What is settled stays on record, and another may follow.
        assert!(scene.raise().await.is_ok());
        let queue = scene.coordinator.call::<ListConcerns>(scene.programme, (), ()).await.unwrap();
        let states: Vec<_> = queue.iter().map(|row| row.concern.state).collect();
        assert_eq!(states, [ConcernState::Raised, ConcernState::Agreed]);
    }

    async fn publishing_over_an_open_concern_needs_a_reason(server) {
        let scene = Scene::new(&server).await;
        let raised = scene.raise().await.unwrap();
        let preview = scene.coordinator.call::<PreviewPublication>(scene.board, (), ()).await.unwrap();
        let concern = PlannedConcern { id: raised.id, about: Role::Mentee, kind: ConcernKind::PeakPeriod };
        assert_eq!(preview.pairs[0].concerns, [concern]);

        let refused = scene.publish(None).await;
        assert_eq!((refused.status.as_u16(), refused.json::<Problem>().code.as_str()), (409, "open_concerns"));
        let refused = scene.publish(Some("Because.")).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.json::<Problem>().fields[0].field, "concern_reason");
        // An offer does not settle it.
        scene.offer(&raised, 60).await.unwrap();
        assert_eq!(scene.publish(None).await.status, 409);

        let said = "Their manager is fine with starting in May.";
        let published = scene.publish(Some(said)).await;
        assert_eq!(published.status, 200, "{}", published.text());
        let mut db = server.db();
        const SQL: &str = "SELECT concern_reason FROM publication";
        assert_eq!(db.one::<(Option<String>,)>(SQL, &[]).await.unwrap(), (Some(said.to_owned()),));
    }

    async fn a_settled_concern_stands_in_nobodys_way(server) {
        let scene = Scene::new(&server).await;
        let raised = scene.raise().await.unwrap();
        scene.answer(&raised, ManagerAnswer::Agree).await.unwrap();
        let published = scene.publish(Some("A reason that nobody asked for.")).await;
        assert_eq!(published.status, 200, "{}", published.text());
        let mut db = server.db();
        const SQL: &str = "SELECT concern_reason FROM publication";
        // A reason stands on record only where it was needed.
        assert_eq!(db.one::<(Option<String>,)>(SQL, &[]).await.unwrap(), (None,));
    }

    async fn a_concern_about_somebody_who_left_the_programme_is_moot(server) {
        let scene = Scene::new(&server).await;
        scene.raise().await.unwrap();
        let list = async || scene.coordinator.call::<ListConcerns>(scene.programme, (), ()).await.unwrap();
        assert_eq!(list().await.len(), 1);
        let withdraw = StateChange { state: EnrolmentState::Withdrawn };
        let headers = [("if-match", "\"1\"")];
        let withdrawn = scene.ada.send::<ChangeEnrolmentState>(scene.mentee, (), withdraw, &headers).await;
        assert_eq!(withdrawn.status, 200, "{}", withdrawn.text());
        let states: Vec<_> = list().await.iter().map(|row| row.concern.state).collect();
        assert_eq!(states, [ConcernState::Dropped]);
        assert_eq!(scene.raise().await.unwrap_err().status, 404);
    }

    async fn an_old_concern_presses_on_the_coordinators_home(server) {
        let scene = Scene::new(&server).await;
        scene.raise().await.unwrap();
        // Eight days: past five working days, whichever the first was.
        for (later, expected) in [(0, (1, 0)), (8 * 86_400, (1, 1))] {
            server.pass(later);
            let coordinator = server.signed_in(&scene.cleo).await;
            let home = coordinator.call::<GetHome>((), (), ()).await.unwrap();
            let told = home.steps.into_iter().find_map(|step| match step {
                Step::SettleConcerns { count, pressing, .. } => Some((count, pressing)),
                _ => None,
            });
            assert_eq!(told, Some(expected));
        }
    }
}
