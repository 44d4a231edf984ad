//! Set-up, invitation, reset and demo links.

use crate::support::both_databases;
use crate::support::fixtures::{PASSWORD, token_of};
use pairwell_domain::api::sign_in::{
    Credentials, ForgotPassword, ForgotPasswordRequest, GetMe, LinkKind, LinkToken, ListLinks,
    LookAtLink, SetUp, SetupRequest, SignIn, UseLink, UseLinkRequest,
};

fn using(token: &str, password: Option<&str>) -> UseLinkRequest {
    UseLinkRequest {
        token: token.into(),
        password: password.map(Into::into),
    }
}

fn looking(token: &str) -> LinkToken {
    LinkToken {
        token: token.into(),
    }
}

fn setting_up(token: &str) -> SetupRequest {
    SetupRequest {
        token: token.into(),
        organisation: "Acme".into(),
        name: "Ada".into(),
        email: "ada@example.org".into(),
        password: PASSWORD.into(),
    }
}

both_databases! {
    async fn the_set_up_link_makes_one_admin_and_only_one(server) {
        let token = server.link(LinkKind::Setup, None).await;
        let client = server.client();
        let purpose = client.call::<LookAtLink>((), (), looking(&token)).await.unwrap();
        assert_eq!((purpose.kind, purpose.email), (LinkKind::Setup, None));

        let me = client.call::<SetUp>((), (), setting_up(&token)).await.unwrap();
        assert!(me.admin);
        assert_eq!(me.organisation, "Acme");
        assert_eq!(client.call::<GetMe>((), (), ()).await.unwrap().unwrap(), me);

        let again = server.client().call::<SetUp>((), (), setting_up(&token)).await.unwrap_err();
        assert_eq!((again.status, again.code.as_str()), (410, "link_spent"));
        let second = server.link(LinkKind::Setup, None).await;
        let again = server.client().call::<SetUp>((), (), setting_up(&second)).await.unwrap_err();
        assert_eq!(again.code, "link_spent", "there is an account already");
    }

    async fn a_set_up_tells_every_field_that_is_wrong(server) {
        let token = server.link(LinkKind::Setup, None).await;
        let typed = SetupRequest {
            name: " ".into(),
            password: "short".into(),
            ..setting_up(&token)
        };
        let refused = server.client().call::<SetUp>((), (), typed).await.unwrap_err();
        let fields: Vec<_> = refused.fields.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!((refused.status, fields), (422, vec!["name", "password"]));
        let purpose = server.client().call::<LookAtLink>((), (), looking(&token)).await;
        assert!(purpose.is_ok(), "the link is still good");
    }

    async fn an_invitation_sets_a_password_once(server) {
        let ada = server.account("Ada").await;
        let token = server.link(LinkKind::Invitation, Some(&ada)).await;
        let client = server.client();
        let missing = client.call::<UseLink>((), (), using(&token, None)).await.unwrap_err();
        assert_eq!(missing.fields[0].field, "password");
        let short = client.call::<UseLink>((), (), using(&token, Some("short"))).await.unwrap_err();
        assert_eq!(short.status, 422);

        let me = client.call::<UseLink>((), (), using(&token, Some(PASSWORD))).await.unwrap();
        assert_eq!(me.account, ada.id);
        assert!(client.call::<GetMe>((), (), ()).await.unwrap().is_some());
        let again = server.client().call::<UseLink>((), (), using(&token, Some(PASSWORD))).await;
        assert_eq!(again.unwrap_err().code, "link_spent");
        let typed = Credentials {
            email: "ada@example.org".into(),
            password: PASSWORD.into(),
        };
        assert!(server.client().call::<SignIn>((), (), typed).await.is_ok());
    }

    async fn a_link_expires(server) {
        let ada = server.account("Ada").await;
        let token = server.link(LinkKind::Reset, Some(&ada)).await;
        server.pass(86_400 - 1);
        let client = server.client();
        assert!(client.call::<LookAtLink>((), (), looking(&token)).await.is_ok());
        server.pass(1);
        let look = client.call::<LookAtLink>((), (), looking(&token)).await.unwrap_err();
        assert_eq!(look.code, "link_spent");
        let used = client.call::<UseLink>((), (), using(&token, Some(PASSWORD))).await;
        assert_eq!(used.unwrap_err().code, "link_spent");
    }

    async fn a_made_up_link_is_spent(server) {
        let refused = server.client().call::<LookAtLink>((), (), looking("abc")).await.unwrap_err();
        assert_eq!(refused.status, 410);
    }

    async fn a_new_password_ends_every_other_session(server) {
        let ada = server.account_with_password("Ada").await;
        let elsewhere = server.signed_in(&ada).await;
        let token = server.link(LinkKind::Reset, Some(&ada)).await;
        let client = server.client();
        let new = "another horse battery";
        client.call::<UseLink>((), (), using(&token, Some(new))).await.unwrap();
        assert_eq!(elsewhere.call::<GetMe>((), (), ()).await.unwrap_err().status, 401);
        assert!(client.call::<GetMe>((), (), ()).await.unwrap().is_some());
    }

    async fn a_demo_link_signs_in_again_and_again_without_a_password(server) {
        let ada = server.account("Ada").await;
        let token = server.link(LinkKind::Demo, Some(&ada)).await;
        for _ in 0..2 {
            let client = server.client();
            let me = client.call::<UseLink>((), (), using(&token, None)).await.unwrap();
            assert_eq!(me.account, ada.id);
        }
    }

    async fn asking_for_a_reset_says_the_same_about_every_address(server) {
        server.account("Ada").await;
        let client = server.client();
        for email in ["ada@example.org", "nobody@example.org"] {
            let asked = ForgotPasswordRequest { email: email.into() };
            let answered = client.send::<ForgotPassword>((), (), asked, &[]).await;
            assert_eq!((answered.status.as_u16(), answered.body.len()), (204, 0));
        }
    }

    async fn without_a_mail_server_the_admin_hands_the_newest_link_on(server) {
        server.account("Ada").await;
        let admin = server.signed_in(&server.admin("Kim").await).await;
        let asked = || ForgotPasswordRequest { email: "ada@example.org".into() };
        for _ in 0..2 {
            server.client().call::<ForgotPassword>((), (), asked()).await.unwrap();
        }
        let links = admin.call::<ListLinks>((), (), ()).await.unwrap();
        assert_eq!(links.len(), 1, "an older link is withdrawn: {links:?}");
        assert_eq!((links[0].kind, links[0].name.as_str()), (LinkKind::Reset, "Ada"));

        let token = token_of(&links[0].url);
        let used = server.client().call::<UseLink>((), (), using(&token, Some(PASSWORD))).await;
        assert!(used.is_ok());
        assert_eq!(admin.call::<ListLinks>((), (), ()).await.unwrap(), []);
    }
}
