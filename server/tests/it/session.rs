//! Signing in, staying signed in, signing out.

use crate::support::both_databases;
use crate::support::client::Client;
use crate::support::fixtures::PASSWORD;
use pairwell_domain::api::sign_in::{Credentials, GetMe, Refresh, SignIn, SignOut};
use pairwell_domain::problem::Problem;
use pairwell_server::auth::cookie;

fn credentials(email: &str, password: &str) -> Credentials {
    Credentials {
        email: email.into(),
        password: password.into(),
    }
}

async fn is_signed_in(client: &Client) -> bool {
    match client.call::<GetMe>((), (), ()).await {
        Ok(me) => me.is_some(),
        Err(problem) => {
            assert_eq!(problem.code, "signed_out");
            false
        }
    }
}

both_databases! {
    async fn the_right_password_signs_in_and_sets_cookies_no_script_can_read(server) {
        let ada = server.account_with_password("Ada").await;
        let client = server.client();
        let typed = credentials(" ADA@example.org ", PASSWORD);
        let answered = client.send::<SignIn>((), (), typed, &[]).await;
        assert_eq!(answered.status, 200, "{}", answered.text());
        let cookies: Vec<&str> = answered
            .headers
            .get_all("set-cookie")
            .iter()
            .map(|cookie| cookie.to_str().unwrap())
            .collect();
        assert_eq!(cookies.len(), 2);
        for cookie in cookies {
            assert!(cookie.starts_with("__Host-pairwell"), "{cookie}");
            for rule in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
                assert!(cookie.contains(rule), "{rule} is missing in {cookie}");
            }
        }
        let me = client.call::<GetMe>((), (), ()).await.unwrap().unwrap();
        assert_eq!((me.account, me.name.as_str()), (ada.id, "Ada"));
    }

    async fn a_wrong_password_and_an_unknown_address_are_refused_alike(server) {
        server.account_with_password("Ada").await;
        let client = server.client();
        let mut answers = Vec::new();
        for (email, password) in [
            ("ada@example.org", "wrong horse battery"),
            ("nobody@example.org", PASSWORD),
            ("not an address", PASSWORD),
        ] {
            let typed = credentials(email, password);
            answers.push(client.call::<SignIn>((), (), typed).await.unwrap_err());
        }
        assert_eq!((answers[0].status, answers[0].code.as_str()), (401, "wrong_credentials"));
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
        assert!(!is_signed_in(&client).await);
    }

    async fn an_account_without_a_password_cannot_sign_in_with_an_empty_one(server) {
        server.account("Ada").await;
        let typed = credentials("ada@example.org", "");
        let refused = server.client().call::<SignIn>((), (), typed).await.unwrap_err();
        assert_eq!(refused.code, "wrong_credentials");
    }

    async fn a_body_that_cannot_be_read_names_the_field(server) {
        let client = server.client();
        let body = br#"{"email": 7, "password": "x"}"#.to_vec();
        let answered = client.raw("POST", "/api/v1/session", Some(body), &[]).await;
        let problem = answered.problem();
        assert_eq!((problem.status, problem.fields[0].field.as_str()), (422, "email"));

        let answered = client.raw("POST", "/api/v1/session", Some(b"{".to_vec()), &[]).await;
        assert_eq!(answered.problem().code, "bad_json");
        let answered = client.raw("POST", "/api/v1/session", None, &[]).await;
        assert_eq!(answered.problem().code, "no_body");
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let answered = client.raw("POST", "/api/v1/session", Some(b"a=b".to_vec()), &form).await;
        assert_eq!(answered.status, 415);
    }

    async fn an_access_token_expires_and_the_refresh_token_renews_it(server) {
        let ada = server.account("Ada").await;
        let client = server.signed_in(&ada).await;
        server.pass(9 * 60);
        assert!(is_signed_in(&client).await);
        server.pass(2 * 60);
        assert!(!is_signed_in(&client).await);
        let me = client.call::<Refresh>((), (), ()).await.unwrap();
        assert_eq!(me.account, ada.id);
        assert!(is_signed_in(&client).await);
    }

    async fn a_session_ends_after_thirty_days_however_busy(server) {
        let client = server.signed_in(&server.account("Ada").await).await;
        for _ in 0..29 {
            server.pass(86_400);
            client.call::<Refresh>((), (), ()).await.unwrap();
        }
        server.pass(86_401);
        assert_eq!(client.call::<Refresh>((), (), ()).await.unwrap_err(), Problem::signed_out());
    }

    async fn a_refresh_token_used_twice_ends_the_whole_session(server) {
        let client = server.signed_in(&server.account("Ada").await).await;
        let thief = client.copy();
        client.call::<Refresh>((), (), ()).await.unwrap();
        server.pass(60);
        let refused = thief.call::<Refresh>((), (), ()).await.unwrap_err();
        assert_eq!(refused.status, 401);
        assert!(!is_signed_in(&client).await, "the access token must be dead too");
        let refused = client.call::<Refresh>((), (), ()).await.unwrap_err();
        assert_eq!(refused.status, 401, "and so must the newest refresh token");
    }

    async fn two_tabs_may_refresh_at_the_same_moment(server) {
        let client = server.signed_in(&server.account("Ada").await).await;
        let tab = client.copy();
        client.call::<Refresh>((), (), ()).await.unwrap();
        server.pass(2);
        tab.call::<Refresh>((), (), ()).await.unwrap();
        server.pass(3600);
        client.call::<Refresh>((), (), ()).await.unwrap();
        tab.call::<Refresh>((), (), ()).await.unwrap();
    }

    async fn signing_out_ends_the_session_at_once_for_every_copy(server) {
        let ada = server.account("Ada").await;
        let client = server.signed_in(&ada).await;
        let copy = client.copy();
        let elsewhere = server.signed_in(&ada).await;
        client.call::<SignOut>((), (), ()).await.unwrap();
        assert_eq!(client.cookie(cookie::ACCESS), None, "the cookies are taken back");
        assert!(!is_signed_in(&copy).await);
        assert_eq!(copy.call::<Refresh>((), (), ()).await.unwrap_err().status, 401);
        assert!(is_signed_in(&elsewhere).await, "other devices stay signed in");
    }

    async fn a_browser_without_a_session_is_told_so_and_one_whose_session_ran_out_may_refresh(server) {
        let stranger = server.client();
        assert_eq!(stranger.call::<GetMe>((), (), ()).await.unwrap(), None);
        let signed_in = server.signed_in(&server.account("Ada").await).await;
        for kept in [cookie::ACCESS, cookie::REFRESH] {
            let client = server.client();
            client.set_cookie(kept, &signed_in.cookie(kept).unwrap());
            server.pass(11 * 60);
            let refused = client.call::<GetMe>((), (), ()).await.unwrap_err();
            assert_eq!(refused, Problem::signed_out(), "with {kept} alone");
        }
        signed_in.call::<SignOut>((), (), ()).await.unwrap_err();
        signed_in.call::<Refresh>((), (), ()).await.unwrap();
        signed_in.call::<SignOut>((), (), ()).await.unwrap();
        assert_eq!(signed_in.call::<GetMe>((), (), ()).await.unwrap(), None);
    }

    async fn a_forged_token_is_nobody(server) {
        let client = server.signed_in(&server.account("Ada").await).await;
        let token = client.cookie(cookie::ACCESS).unwrap();
        let (signed, _) = token.rsplit_once('.').unwrap();
        client.set_cookie(cookie::ACCESS, &format!("{signed}.AAAA"));
        assert!(!is_signed_in(&client).await);
    }

    async fn another_instance_on_the_same_database_knows_the_session(server) {
        let client = server.signed_in(&server.account("Ada").await).await;
        let db = pairwell_server::db::Db::connect(&server.database.url).await.unwrap();
        let second = pairwell_server::state::AppState::new(
            db,
            server.app.clock.clone(),
            pairwell_server::http::assets::Site::Embedded,
            server.app.settings.clone(),
        )
        .await
        .unwrap();
        let router = pairwell_server::http::router::router(second).unwrap();
        let there = Client::new(router);
        there.set_cookie(cookie::ACCESS, &client.cookie(cookie::ACCESS).unwrap());
        assert!(is_signed_in(&there).await);
    }
}
