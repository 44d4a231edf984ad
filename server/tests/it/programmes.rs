//! Programmes: starting one, its settings, its coordinators.

use crate::support::both_databases;
use pairwell_domain::api::programmes::{
    AppointCoordinator, Appointment, CreateProgramme, DismissCoordinator, GetProgramme,
    ListProgrammes, UpdateProgramme,
};
use pairwell_domain::api::sign_in::GetMe;
use pairwell_domain::programme::{Programme, ProgrammeDraft, SettingsDraft};

fn spring() -> ProgrammeDraft {
    ProgrammeDraft {
        name: "Spring".into(),
        starts_on: "2026-04-01".into(),
        ends_on: "2026-10-01".into(),
    }
}

both_databases! {
    async fn whoever_starts_a_programme_coordinates_it(server) {
        let admin = server.admin("Admin").await;
        let client = server.signed_in(&admin).await;
        let started = client.call::<CreateProgramme>((), (), spring()).await.unwrap();
        let me = client.call::<GetMe>((), (), ()).await.unwrap().unwrap();
        assert!(me.actor().coordinates(started.id));
        let detail = client.call::<GetProgramme>(started.id, (), ()).await.unwrap();
        assert_eq!(detail.coordinators[0].name, "Admin");
        assert_eq!(detail.enrolled, Some(Default::default()));
    }

    async fn settings_are_changed_on_the_version_that_was_seen(server) {
        let admin = server.admin("Admin").await;
        let client = server.signed_in(&admin).await;
        let before = client.call::<CreateProgramme>((), (), spring()).await.unwrap();
        let draft = SettingsDraft { capacity_cap: "5".into(), ..SettingsDraft::of(&before) };
        let missing = client.send::<UpdateProgramme>(before.id, (), draft.clone(), &[]).await;
        assert_eq!(missing.status, 428);
        let version = [("if-match", "\"1\"")];
        let changed = client.send::<UpdateProgramme>(before.id, (), draft.clone(), &version).await;
        assert_eq!(changed.json::<Programme>().capacity_cap, 5);
        assert_eq!(changed.header("etag"), "\"2\"");
        let late = client.send::<UpdateProgramme>(before.id, (), draft, &version).await;
        assert_eq!(late.status, 412);
        let current: Programme = serde_json::from_value(late.problem().current.unwrap()).unwrap();
        assert_eq!(current.version, 2);
    }

    async fn a_coordinator_is_appointed_and_dismissed_but_never_the_last(server) {
        let admin = server.admin("Admin").await;
        let bo = server.person("Bo").await;
        let client = server.signed_in(&admin).await;
        let programme = client.call::<CreateProgramme>((), (), spring()).await.unwrap().id;
        let appointment = Appointment { person: bo.person };
        let detail = client.call::<AppointCoordinator>(programme, (), appointment).await.unwrap();
        assert_eq!(detail.coordinators.len(), 2);
        let bos = server.signed_in(&bo.account).await;
        bos.call::<DismissCoordinator>((programme, admin.id), (), ()).await.unwrap();
        let problem = bos.call::<DismissCoordinator>((programme, bo.account.id), (), ()).await.unwrap_err();
        assert_eq!(problem.code, "last_coordinator");
        let detail = bos.call::<GetProgramme>(programme, (), ()).await.unwrap();
        assert_eq!(detail.coordinators.len(), 1);
    }

    async fn an_employee_sees_every_programme_but_no_counts(server) {
        let bo = server.person("Bo").await;
        let programme = server.programme("Spring").await;
        let client = server.signed_in(&bo.account).await;
        let seen = client.call::<ListProgrammes>((), (), ()).await.unwrap();
        assert_eq!(seen.len(), 1);
        let detail = client.call::<GetProgramme>(programme, (), ()).await.unwrap();
        assert_eq!(detail.enrolled, None);
    }
}
