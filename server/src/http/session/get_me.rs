//! Who is signed in.

use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use pairwell_domain::api::sign_in::GetMe;

pub async fn handle(who: SignedIn, _: Call<GetMe>) -> Answer<GetMe> {
    Ok(Reply::of(who.me))
}
