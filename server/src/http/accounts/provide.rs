//! An account for somebody on the roster, made when something first needs one.

use crate::db::Tx;
use crate::error::Error;
use crate::state::App;
use crate::store::account::{self, Account};
use crate::store::roster;
use pairwell_domain::person::Person;
use pairwell_domain::problem::Problem;

/// Their account, new or not. Whoever left gets none, nor does anybody without an
/// e-mail address to sign in with.
pub async fn account_of(tx: &mut Tx, app: &App, person: &Person) -> Result<Account, Error> {
    if person.left_on.is_some() {
        let title = format!("{} has left the organisation.", person.name);
        return Err(Problem::new(409, "has_left", title).into());
    }
    roster::tie_accounts(tx).await?;
    if let Some(account) = account::of_person(&mut *tx, person.id).await? {
        return Ok(account);
    }
    let Some(email) = person.email.clone() else {
        let title = format!("{} has no e-mail address on the roster.", person.name);
        return Err(Problem::new(409, "no_email", title)
            .detail("Add it to the HR export and import that again.")
            .into());
    };
    let new = Account {
        id: app.clock.new_id(),
        person_id: Some(person.id),
        email,
        name: person.name.clone(),
        admin: false,
        leader: false,
        stamp: 0,
    };
    match account::add(tx, &new, app.clock.now()).await {
        // Somebody else's account: theirs is tied to another person.
        Err(why) if why.is_duplicate("account", "email") => {
            let title = format!("Somebody else signs in with {}.", new.email);
            Err(Problem::new(409, "email_taken", title).into())
        }
        other => {
            other?;
            Ok(new)
        }
    }
}
