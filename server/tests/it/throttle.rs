//! Guessing is slowed down.

use crate::support::client::{Answered, Client};
use crate::support::fixtures::PASSWORD;
use crate::support::{Server, both_databases};
use pairwell_domain::api::sign_in::{Credentials, ForgotPassword, ForgotPasswordRequest, SignIn};
use pairwell_server::auth::throttle::{self, Tries};

async fn guess(client: &Client, email: &str, password: &str, from: &str) -> Answered {
    let typed = Credentials {
        email: email.into(),
        password: password.into(),
    };
    client
        .send::<SignIn>((), (), typed, &[("x-forwarded-for", from)])
        .await
}

/// A try, without the hashing that makes many of them slow.
async fn tried(server: &Server, tries: Tries<'_>) {
    assert!(throttle::count(&server.app, tries).await.is_ok());
}

both_databases! {
    async fn ten_wrong_passwords_close_an_account_for_a_quarter_of_an_hour(server) {
        server.account_with_password("Ada").await;
        let client = server.client();
        for _ in 0..9 {
            tried(&server, Tries::SignIn { email: "ada@example.org" }).await;
        }
        let answered = guess(&client, "ada@example.org", "wrong", "192.0.2.1").await;
        assert_eq!(answered.status, 401, "the tenth");
        server.pass(300);
        let answered = guess(&client, "ADA@example.org", PASSWORD, "192.0.2.2").await;
        assert_eq!(answered.problem().code, "too_many_tries");
        let wait: i64 = answered.header("retry-after").parse().unwrap();
        assert_eq!(wait, 601);
        server.pass(wait);
        let answered = guess(&client, "ada@example.org", PASSWORD, "192.0.2.1").await;
        assert_eq!(answered.status, 200);
    }

    async fn signing_in_forgets_earlier_slips(server) {
        server.account_with_password("Ada").await;
        let client = server.client();
        for _ in 0..2 {
            for _ in 0..9 {
                tried(&server, Tries::SignIn { email: "ada@example.org" }).await;
            }
            let answered = guess(&client, "ada@example.org", PASSWORD, "192.0.2.1").await;
            assert_eq!(answered.status, 200);
        }
    }

    async fn one_address_cannot_try_many_accounts(server) {
        let client = server.client();
        for _ in 0..99 {
            tried(&server, Tries::SignInFrom { address: "2001:db8:0:0::/64" }).await;
        }
        let answered = guess(&client, "bo@example.org", "wrong", "2001:db8::1").await;
        assert_eq!(answered.status, 401, "the hundredth");
        let answered = guess(&client, "ada@example.org", "wrong", "2001:db8::2").await;
        assert_eq!(answered.status, 429, "the same network");
        let answered = guess(&client, "ada@example.org", "wrong", "192.0.2.1").await;
        assert_eq!(answered.status, 401, "somebody else");
    }

    async fn resets_are_sent_three_times_and_no_more(server) {
        server.account("Ada").await;
        let client = server.client();
        let ask = async || {
            let asked = ForgotPasswordRequest { email: "ada@example.org".into() };
            client.send::<ForgotPassword>((), (), asked, &[]).await.status.as_u16()
        };
        for _ in 0..3 {
            assert_eq!(ask().await, 204);
        }
        assert_eq!(ask().await, 429);
    }
}
