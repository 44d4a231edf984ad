//! Builders for what a test is about; everything else is left at what does not
//! matter.

use super::server::Server;
use pairwell_domain::api::board::{Publication, Totals};
use pairwell_domain::api::sign_in::LinkKind;
use pairwell_domain::board::ProblemFile;
use pairwell_domain::enrolment::Role;
use pairwell_domain::fit::Weights;
use pairwell_domain::id::{
    AccountId, BoardId, ConcernId, EnrolmentId, PairId, PersonId, ProgrammeId, PublicationId,
    RequestId,
};
use pairwell_domain::text::EmailAddress;
use pairwell_matching::{Objective, Problem, solve};
use pairwell_server::db::{Bind, Value};
use pairwell_server::jobs::invite;
use pairwell_server::matching::{ENGINE, hash_of};
use pairwell_server::store::account::{self, Account};
use pairwell_server::store::publication::{self, Computed};
use pairwell_server::store::{board, request};

pub const PASSWORD: &str = "correct horse battery";

impl Server {
    /// An account called `name`, without a password, that is nothing special.
    pub async fn account(&self, name: &str) -> Account {
        self.account_with(name, |_| {}).await
    }

    pub async fn admin(&self, name: &str) -> Account {
        self.account_with(name, |account| account.admin = true)
            .await
    }

    pub async fn account_with(&self, name: &str, change: impl FnOnce(&mut Account)) -> Account {
        let email = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
        let mut new = Account {
            id: self.app.clock.new_id(),
            person_id: None,
            email: EmailAddress::parse(&email).expect("made from a name"),
            name: name.into(),
            admin: false,
            leader: false,
            stamp: 0,
        };
        change(&mut new);
        let mut tx = self.db().begin().await.unwrap();
        account::add(&mut tx, &new, self.now()).await.unwrap();
        tx.commit().await.unwrap();
        new
    }

    /// An account that signs in with [`PASSWORD`].
    pub async fn account_with_password(&self, name: &str) -> Account {
        let mut account = self.account(name).await;
        let hash = self.app.passwords.hash(PASSWORD).await.unwrap();
        let mut tx = self.db().begin().await.unwrap();
        account.stamp = account::set_password(&mut tx, account.id, &hash)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        account
    }

    /// The secret of a fresh link.
    pub async fn link(&self, kind: LinkKind, account: Option<&Account>) -> String {
        let mut tx = self.db().begin().await.unwrap();
        let account = account.map(|account| account.id);
        let (_, url) = invite::make_link(&mut tx, &self.app, kind, account)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        token_of(&url)
    }
}

/// Somebody on the roster who can sign in.
#[derive(Clone, Debug)]
pub struct Somebody {
    pub person: PersonId,
    pub account: Account,
}

impl Server {
    /// Somebody on the roster, with an account.
    pub async fn person(&self, name: &str) -> Somebody {
        self.person_under(name, None).await
    }

    /// Somebody who reports to `manager`.
    pub async fn person_under(&self, name: &str, manager: Option<PersonId>) -> Somebody {
        const SQL: &str = "
            INSERT INTO person (id, name, manager_id, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $4)";
        let person: PersonId = self.app.clock.new_id();
        self.insert(
            SQL,
            &[
                person.bind(),
                name.bind(),
                manager.bind(),
                self.now().bind(),
            ],
        )
        .await;
        let account = self
            .account_with(name, |account| account.person_id = Some(person))
            .await;
        Somebody { person, account }
    }

    /// A programme that runs for six months from now.
    pub async fn programme(&self, name: &str) -> ProgrammeId {
        const SQL: &str = "
            INSERT INTO programme (id, name, starts_on, ends_on, cadence_days, minutes_per_month,
                                   pair_months, capacity_cap, weights, created_at, version)
            VALUES ($1, $2, $3, $4, 30, 90, 6, 3, $5, $6, 1)";
        let id: ProgrammeId = self.app.clock.new_id();
        let (from, weights) = (self.now().date(), serde_json::json!(Weights::default()));
        let (to, now) = (from.plus_months(6), self.now());
        let values = [
            id.bind(),
            name.bind(),
            from.bind(),
            to.bind(),
            weights.bind(),
            now.bind(),
        ];
        self.insert(SQL, &values).await;
        id
    }

    pub async fn coordinates(&self, programme: ProgrammeId, account: &Account) {
        const SQL: &str = "INSERT INTO coordinator (programme_id, account_id) VALUES ($1, $2)";
        self.insert(SQL, &[programme.bind(), account.id.bind()])
            .await;
    }

    /// Enrols somebody into the pool: an English speaker with room for one, who
    /// offers or wants Planning.
    pub async fn enrol(&self, programme: ProgrammeId, person: PersonId, role: Role) -> EnrolmentId {
        const SQL: &str = "
            INSERT INTO enrolment (id, programme_id, person_id, role, state, capacity,
                                   minutes_per_month, offers, wants, goals, languages, time_zone,
                                   meeting, moments, created_at, updated_at, version)
            VALUES ($1, $2, $3, $4, 'accepted', 1, 90, $5, $6, '[]', '[\"English\"]',
                    'Europe/London', 'either', '[]', $7, $7, 1)";
        let id: EnrolmentId = self.app.clock.new_id();
        let word = match role {
            Role::Mentor => "mentor",
            Role::Mentee => "mentee",
        };
        let (planning, none) = ("[\"Planning\"]", "[]");
        let (offers, wants) = match role {
            Role::Mentor => (planning, none),
            Role::Mentee => (none, planning),
        };
        let now = self.now();
        let values = [
            id.bind(),
            programme.bind(),
            person.bind(),
            word.bind(),
            offers.bind(),
            wants.bind(),
            now.bind(),
        ];
        self.insert(SQL, &values).await;
        id
    }

    /// An open concern about somebody's time, raised by an account of anybody's.
    pub async fn concern(
        &self,
        programme: ProgrammeId,
        enrolment: EnrolmentId,
        by: AccountId,
    ) -> ConcernId {
        const SQL: &str = "
            INSERT INTO concern (id, programme_id, enrolment_id, kind, note, state,
                                 raised_by_account_id, raised_at)
            VALUES ($1, $2, $3, 'workload', '', 'raised', $4, $5)";
        let id: ConcernId = self.app.clock.new_id();
        let now = self.now();
        let values = [
            id.bind(),
            programme.bind(),
            enrolment.bind(),
            by.bind(),
            now.bind(),
        ];
        self.insert(SQL, &values).await;
        id
    }

    /// A mentee's request that waits for a mentor's answer.
    pub async fn ask(
        &self,
        programme: ProgrammeId,
        mentee: EnrolmentId,
        mentor: EnrolmentId,
    ) -> RequestId {
        let id: RequestId = self.app.clock.new_id();
        let mut tx = self.db().begin().await.unwrap();
        request::add(
            &mut tx,
            id,
            programme,
            mentee,
            mentor,
            "Please?",
            self.now(),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// A pair that was proposed to both.
    pub async fn propose(
        &self,
        programme: ProgrammeId,
        mentee: EnrolmentId,
        mentor: EnrolmentId,
    ) -> PairId {
        const SQL: &str = "
            INSERT INTO pair (id, programme_id, mentee_id, mentor_id, state, fit, starts_on,
                              ends_on, created_at, version)
            VALUES ($1, $2, $3, $4, 'proposed', 70, $5, $6, $7, 1)";
        let id: PairId = self.app.clock.new_id();
        let from = self.now().date();
        let (to, now) = (from.plus_months(6), self.now());
        let values = [
            id.bind(),
            programme.bind(),
            mentee.bind(),
            mentor.bind(),
            from.bind(),
            to.bind(),
            now.bind(),
        ];
        self.insert(SQL, &values).await;
        id
    }

    /// A board of a programme, on which nothing is decided.
    pub async fn board(&self, programme: ProgrammeId) -> BoardId {
        let id: BoardId = self.app.clock.new_id();
        let mut tx = self.db().begin().await.unwrap();
        board::add(&mut tx, id, programme, "Draft", self.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// The record of a board that was published when nobody was on it.
    pub async fn publication(
        &self,
        programme: ProgrammeId,
        board: BoardId,
        by: AccountId,
    ) -> PublicationId {
        let problem = Problem::builder(vec![], vec![]).build().unwrap();
        let solution = solve(&problem, Objective::BestTotal);
        let computed = Computed {
            mentees: vec![],
            mentors: vec![],
            problem: ProblemFile::of(&problem, Objective::BestTotal).canonical(),
            assignment: solution.assignment,
            certificate: solution.certificate.unwrap(),
        };
        let record = Publication {
            id: self.app.clock.new_id(),
            board,
            at: self.now(),
            by: String::new(),
            version: 2,
            pairs: vec![],
            objective: Default::default(),
            weights: Weights::default(),
            engine: ENGINE.clone(),
            input_hash: hash_of(&computed.problem),
            totals: Totals {
                total: 0,
                matched: 0,
                worst: None,
            },
            concern_reason: None,
        };
        let mut tx = self.db().begin().await.unwrap();
        publication::add(&mut tx, &record, programme, by, &computed)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        record.id
    }

    pub async fn insert(&self, sql: &'static str, values: &[Value<'_>]) {
        self.db().execute(sql, values).await.unwrap();
    }
}

/// What stands after `#` in a link's address.
pub fn token_of(url: &str) -> String {
    url.split_once('#')
        .expect("a link has a secret")
        .1
        .to_owned()
}
