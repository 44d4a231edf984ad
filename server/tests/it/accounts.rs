//! Accounts and what each may do.

use crate::support::both_databases;
use pairwell_domain::api::accounts::{AccountChange, AccountsQuery, ChangeAccount, ListAccounts};
use pairwell_domain::api::people::AccountState;
use pairwell_domain::api::sign_in::GetMe;

both_databases! {
    async fn roles_are_given_and_taken(server) {
        let admin = server.admin("Admin").await;
        let bo = server.account("Bo").await;
        let client = server.signed_in(&admin).await;
        let change = AccountChange { admin: true, leader: true, closed: false };
        let row = client.call::<ChangeAccount>(bo.id, (), change).await.unwrap();
        assert!(row.admin && row.leader);
        let bos = server.signed_in(&bo).await;
        assert!(bos.call::<GetMe>((), (), ()).await.unwrap().unwrap().admin);
        let change = AccountChange { admin: false, leader: false, closed: false };
        bos.call::<ChangeAccount>(admin.id, (), change).await.unwrap();
        assert_eq!(client.call::<ListAccounts>((), AccountsQuery::default(), ()).await.unwrap_err().status, 404);
    }

    async fn the_last_admin_stays_one(server) {
        let admin = server.admin("Admin").await;
        let client = server.signed_in(&admin).await;
        let change = AccountChange { admin: false, leader: false, closed: false };
        let problem = client.call::<ChangeAccount>(admin.id, (), change).await.unwrap_err();
        assert_eq!(problem.code, "last_admin");
    }

    async fn a_closed_account_is_signed_out_at_once(server) {
        let admin = server.admin("Admin").await;
        let bo = server.account("Bo").await;
        let bos = server.signed_in(&bo).await;
        let client = server.signed_in(&admin).await;
        let change = AccountChange { admin: false, leader: false, closed: true };
        let row = client.call::<ChangeAccount>(bo.id, (), change).await.unwrap();
        assert_eq!(row.state, AccountState::Disabled);
        assert_eq!(bos.call::<GetMe>((), (), ()).await.unwrap_err().status, 401);
    }

    async fn accounts_are_listed_by_name_and_found(server) {
        let admin = server.admin("Admin").await;
        server.account("Zoe Quinn").await;
        server.person("Bo").await;
        let client = server.signed_in(&admin).await;
        let page = client.call::<ListAccounts>((), AccountsQuery::default(), ()).await.unwrap();
        let names: Vec<_> = page.accounts.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(names, ["Admin", "Bo", "Zoe Quinn"]);
        let query = AccountsQuery { q: Some("zoe q".into()), ..AccountsQuery::default() };
        let page = client.call::<ListAccounts>((), query, ()).await.unwrap();
        assert_eq!(page.total, 1);
    }
}
