//! What has happened in the demo's running programme: rounds of matching,
//! requests, pairs and their sessions, and who is waiting now.

use super::dice::{Dice, id};
use super::organisation::Organisation;
use super::programme::{Enroller, Scale, Volunteer, working};
use super::rounds::Round;
use super::words::REQUESTS;
use pairwell_domain::enrolment::{EnrolmentState, Role};
use pairwell_domain::fit::constraints::places;
use pairwell_domain::id::{PairId, PublicationId, RequestId, SessionId};
use pairwell_domain::pair::{Answer, PairState};
use pairwell_domain::programme::{Programme, default};
use pairwell_domain::request::RequestState;
use pairwell_domain::time::{Date, Instant};
use pairwell_matching::{Problem, Solution};
use std::collections::HashSet;

/// People are named by their place among `volunteers`.
#[derive(Debug, Default)]
pub struct History {
    pub volunteers: Vec<Volunteer>,
    pub requests: Vec<Request>,
    pub publications: Vec<Published>,
    pub pairs: Vec<Pair>,
    pub sessions: Vec<Session>,
    /// Who said never with whom.
    pub vetoes: Vec<(usize, usize)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub id: RequestId,
    pub mentee: usize,
    pub mentor: usize,
    pub message: &'static str,
    pub state: RequestState,
    pub created_at: Instant,
    pub answered_at: Option<Instant>,
}

#[derive(Debug)]
pub struct Published {
    pub id: PublicationId,
    pub at: Instant,
    /// Who the problem's rows are.
    pub mentees: Vec<usize>,
    /// Who its columns are.
    pub mentors: Vec<usize>,
    pub problem: Problem,
    pub solution: Solution,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub id: PairId,
    pub mentee: usize,
    pub mentor: usize,
    pub state: PairState,
    pub fit: u8,
    pub mentee_answer: Option<Answer>,
    pub mentor_answer: Option<Answer>,
    pub publication: Option<PublicationId>,
    pub request: Option<RequestId>,
    pub starts_on: Date,
    pub created_at: Instant,
    pub ended_at: Option<Instant>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub id: SessionId,
    pub pair: PairId,
    pub state: &'static str,
    pub planned_at: Instant,
    pub held_at: Option<Instant>,
    pub minutes: u16,
    pub created_at: Instant,
}

/// One round of matching that was published.
struct Plan {
    /// Days ago.
    at: i64,
    mentees: usize,
    /// Whether people have had the time to answer.
    answered: bool,
}

pub fn of(
    organisation: &Organisation,
    seed: u64,
    programme: &Programme,
    as_of: Instant,
) -> History {
    let scale = Scale::of(organisation.len());
    let mut teller = Teller {
        organisation,
        seed,
        as_of,
        enroller: Enroller::new(organisation, seed, programme.id, "enrolment"),
        dice: Dice::about(seed, "history", 0),
        mentors: Vec::new(),
        free: Vec::new(),
        history: History::default(),
    };
    let share = |percent: usize| (scale.earlier * percent).div_ceil(100);
    let rounds = [
        Plan {
            at: 112,
            mentees: share(62),
            answered: true,
        },
        Plan {
            at: 60,
            mentees: share(14),
            answered: true,
        },
        Plan {
            at: 6,
            mentees: share(10),
            answered: false,
        },
    ];
    teller.early_mentors(scale.earlier_mentors);
    for plan in &rounds {
        teller.round(plan);
    }
    teller.paired_by_request(share(14));
    teller.sessions();
    teller.now_waiting(scale);
    teller.requests(scale.waiting);
    teller.vetoes(scale.waiting / 50);
    teller.history
}

struct Teller<'a> {
    organisation: &'a Organisation,
    seed: u64,
    as_of: Instant,
    enroller: Enroller<'a>,
    dice: Dice,
    /// Mentors of the rounds before, among the volunteers.
    mentors: Vec<usize>,
    /// Places each of those has left.
    free: Vec<u8>,
    history: History,
}

impl Teller<'_> {
    fn enrol(
        &mut self,
        person: usize,
        role: Role,
        state: EnrolmentState,
        days: (i64, i64),
    ) -> usize {
        let at = self.enroller.days_before(self.as_of, days.0, days.1);
        let volunteer = self.enroller.enrol(person, role, state, at);
        self.history.volunteers.push(volunteer);
        self.history.volunteers.len() - 1
    }

    fn early_mentors(&mut self, count: usize) {
        for person in self.enroller.choose(Role::Mentor, count) {
            let mentor = self.enrol(person, Role::Mentor, EnrolmentState::Accepted, (140, 116));
            let answers = &self.history.volunteers[mentor].enrolment.answers;
            let places = places(
                answers.capacity,
                answers.minutes_per_month,
                default::MINUTES_PER_MONTH,
            );
            self.mentors.push(mentor);
            self.free.push(places);
        }
    }

    fn fits(&self, mentees: &[usize]) -> Round {
        let volunteers = |which: &[usize]| -> Vec<&Volunteer> {
            which
                .iter()
                .map(|at| &self.history.volunteers[*at])
                .collect()
        };
        let (mentees, mentors) = (volunteers(mentees), volunteers(&self.mentors));
        Round::new(self.organisation, &mentees, &mentors, self.as_of.date())
    }

    fn round(&mut self, plan: &Plan) {
        let people = self.enroller.choose(Role::Mentee, plan.mentees);
        let joined = (plan.at + 27, plan.at + 4);
        let mentees: Vec<_> = people
            .into_iter()
            .map(|person| self.enrol(person, Role::Mentee, EnrolmentState::Accepted, joined))
            .collect();
        let fits = self.fits(&mentees);
        let (problem, solution) = fits.best(&self.free);
        let day = working(self.as_of.date().plus_days(-plan.at as i32));
        let at = day
            .start()
            .plus_seconds(self.dice.between(9 * 3600, 15 * 3600));
        let number = self.history.publications.len() as u64;
        let publication = id(self.seed, "publication", at, number);
        for (row, column) in solution.assignment.iter().enumerate() {
            if let Some(column) = column.map(|column| column as usize) {
                let fit = fits.fit(row, column);
                let mut pair = self.pair(mentees[row], column, fit, at);
                pair.publication = Some(publication);
                self.answers(&mut pair, plan.answered);
                self.keep(pair, column);
            }
        }
        self.history.publications.push(Published {
            id: publication,
            at,
            mentees,
            mentors: self.mentors.clone(),
            problem,
            solution,
        });
    }

    fn pair(&mut self, mentee: usize, column: usize, fit: u8, at: Instant) -> Pair {
        Pair {
            id: id(self.seed, "pair", at, self.history.pairs.len() as u64),
            mentee,
            mentor: self.mentors[column],
            state: PairState::Active,
            fit,
            mentee_answer: Some(Answer::Yes),
            mentor_answer: Some(Answer::Yes),
            publication: None,
            request: None,
            starts_on: at.date(),
            created_at: at,
            ended_at: None,
        }
    }

    /// What the two said to being proposed to each other, and what came of it.
    fn answers(&mut self, pair: &mut Pair, answered: bool) {
        let soon = pair
            .created_at
            .plus_seconds(self.dice.between(20_000, 3 * 86_400));
        if !answered && self.dice.chance(45) {
            pair.state = PairState::Proposed;
            pair.mentee_answer = self.dice.chance(50).then_some(Answer::Yes);
            pair.mentor_answer = None;
        } else if self.dice.chance(7) {
            pair.state = PairState::Declined;
            pair.ended_at = Some(soon);
            if self.dice.chance(50) {
                pair.mentee_answer = Some(Answer::No);
            } else {
                pair.mentor_answer = Some(Answer::No);
            }
        } else if answered && self.dice.chance(6) {
            pair.state = PairState::Ended;
            let days = self.dice.between(25, 50);
            pair.ended_at = Some(pair.created_at.plus_days(days));
        } else if answered && self.dice.chance(4) {
            pair.state = PairState::Paused;
        }
    }

    fn keep(&mut self, pair: Pair, column: usize) {
        if pair.state.is_standing() {
            self.free[column] -= 1;
        }
        self.history.pairs.push(pair);
    }

    /// Mentees who found a mentor themselves, by asking.
    fn paired_by_request(&mut self, count: usize) {
        for person in self.enroller.choose(Role::Mentee, count) {
            let asked_days = self.dice.between(14, 95);
            let joined = (asked_days + 12, asked_days + 3);
            let mentee = self.enrol(person, Role::Mentee, EnrolmentState::Accepted, joined);
            let fits = self.fits(&[mentee]);
            let best = (0..self.mentors.len())
                .filter(|column| self.free[*column] > 0 && fits.may_be(0, *column))
                .max_by_key(|column| (fits.fit(0, *column), *column));
            let Some(column) = best else { continue };
            let asked_at = self
                .enroller
                .days_before(self.as_of, asked_days, asked_days);
            let answered = asked_at.plus_seconds(self.dice.between(9_000, 4 * 86_400));
            let request = self.ask(
                mentee,
                self.mentors[column],
                asked_at,
                RequestState::Accepted,
            );
            let mut pair = self.pair(mentee, column, fits.fit(0, column), answered);
            pair.request = Some(request);
            self.history
                .requests
                .last_mut()
                .expect("just asked")
                .answered_at = Some(answered);
            self.keep(pair, column);
        }
    }

    fn ask(&mut self, mentee: usize, mentor: usize, at: Instant, state: RequestState) -> RequestId {
        let id = id(self.seed, "request", at, self.history.requests.len() as u64);
        let answered_at = match state {
            RequestState::Waiting => None,
            RequestState::Lapsed => Some(at.plus_days(9)),
            _ => Some(at.plus_seconds(self.dice.between(9_000, 3 * 86_400))),
        };
        self.history.requests.push(Request {
            id,
            mentee,
            mentor,
            message: self.dice.pick::<&str>(REQUESTS),
            state,
            created_at: at,
            answered_at,
        });
        id
    }

    fn sessions(&mut self) {
        for at in 0..self.history.pairs.len() {
            let pair = self.history.pairs[at].clone();
            let sessions = sessions(self.seed, &pair, at as u64, self.as_of);
            self.history.sessions.extend(sessions);
        }
    }

    /// Those ready for the next round: the board's pool.
    fn now_waiting(&mut self, scale: Scale) {
        for (role, count) in [(Role::Mentor, scale.ready), (Role::Mentee, scale.waiting)] {
            for person in self.enroller.choose(role, count) {
                let state = match self.dice.below(100) {
                    0..5 => EnrolmentState::Applied,
                    5..8 => EnrolmentState::Paused,
                    8..10 => EnrolmentState::Withdrawn,
                    10..12 => EnrolmentState::Invited,
                    _ => EnrolmentState::Accepted,
                };
                self.enrol(person, role, state, (55, 1));
            }
        }
        // Some who help others also want to learn something themselves.
        for at in 0..self.mentors.len() / 12 {
            let person = self.history.volunteers[self.mentors[at * 12]].person;
            self.enrol(person, Role::Mentee, EnrolmentState::Accepted, (30, 2));
        }
    }

    /// Requests that have led nowhere, or not yet. A few mentors are asked far
    /// more than the others.
    fn requests(&mut self, waiting: usize) {
        let paired: HashSet<_> = self.standing().map(|pair| pair.mentee).collect();
        let pool = |role, at: &usize| {
            let enrolment = &self.history.volunteers[*at].enrolment;
            enrolment.role == role && enrolment.state.is_in_pool()
        };
        let everyone = 0..self.history.volunteers.len();
        let full: HashSet<_> = self
            .mentors
            .iter()
            .zip(&self.free)
            .filter(|(_, free)| **free == 0)
            .map(|(mentor, _)| *mentor)
            .collect();
        let mentees: Vec<_> = everyone
            .clone()
            .filter(|at| pool(Role::Mentee, at) && !paired.contains(at))
            .collect();
        let mut mentors: Vec<_> = everyone
            .filter(|at| pool(Role::Mentor, at) && !full.contains(at))
            .collect();
        self.dice.shuffle(&mut mentors);
        if let Some(at) = mentors.iter().position(|at| self.is_busy(*at)) {
            mentors.swap(0, at);
        }
        let ranks: Vec<_> = (0..mentors.len()).collect();
        let kinds = [
            (RequestState::Waiting, waiting.div_ceil(8)),
            (RequestState::Declined, waiting.div_ceil(12)),
            (RequestState::Lapsed, waiting / 30),
            (RequestState::Withdrawn, waiting / 40),
        ];
        let mut asked = HashSet::new();
        for (state, count) in kinds {
            let mut made = 0;
            for _ in 0..count * 10 {
                let mentee = *self.dice.pick(&mentees);
                // The first request of all is for a mentor who has a mentee already.
                let rank = match (state, made) {
                    (RequestState::Waiting, 0) => 0,
                    _ => *self.dice.weighted(&ranks, |rank| 600 / (rank + 3) + 1),
                };
                let mentor = mentors[rank];
                if !asked.contains(&mentee)
                    && let Some(at) = self.moment_to_ask(mentee, mentor, state)
                {
                    asked.insert(mentee);
                    self.ask(mentee, mentor, at, state);
                    made += 1;
                }
                if made == count {
                    break;
                }
            }
        }
    }

    fn standing(&self) -> impl Iterator<Item = &Pair> {
        self.history
            .pairs
            .iter()
            .filter(|pair| pair.state.is_standing())
    }

    /// Whether a mentor is meeting somebody and could be asked by one more.
    fn is_busy(&self, mentor: usize) -> bool {
        self.history
            .pairs
            .iter()
            .any(|pair| pair.mentor == mentor && pair.state == PairState::Active)
    }

    /// When a mentee, in the pool since, could have asked; `None` where the two
    /// can't be a pair, or it was too short a time.
    fn moment_to_ask(
        &mut self,
        mentee: usize,
        mentor: usize,
        state: RequestState,
    ) -> Option<Instant> {
        let (earliest, latest) = match state {
            RequestState::Waiting => (6, 0),
            _ => (45, 11),
        };
        let [a, b] = [mentee, mentor].map(|at| &self.history.volunteers[at]);
        let round = Round::new(self.organisation, &[a], &[b], self.as_of.date());
        let since = a.updated_at.max(b.updated_at).plus_seconds(3600);
        let from = since.max(self.as_of.plus_days(-earliest));
        let to = self.as_of.plus_days(-latest).plus_seconds(-1800);
        (round.may_be(0, 0) && from < to).then(|| Instant(self.dice.between(from.0, to.0)))
    }

    fn vetoes(&mut self, count: usize) {
        let of = |role| {
            let volunteers = self.history.volunteers.iter().enumerate();
            let of_role = volunteers.filter(move |(_, v)| v.enrolment.role == role);
            of_role.map(|(at, _)| at).collect::<Vec<_>>()
        };
        let (mentees, mentors) = (of(Role::Mentee), of(Role::Mentor));
        let standing: HashSet<_> = self
            .standing()
            .map(|pair| (pair.mentee, pair.mentor))
            .collect();
        let mut vetoes = HashSet::new();
        for _ in 0..count {
            let veto = (*self.dice.pick(&mentees), *self.dice.pick(&mentors));
            if !standing.contains(&veto) && vetoes.insert(veto) {
                self.history.vetoes.push(veto);
            }
        }
    }
}

/// The sessions of one pair up to now, and the next one. Most pairs keep their
/// rhythm; some let it slip, and a few stop after they began.
fn sessions(seed: u64, pair: &Pair, number: u64, as_of: Instant) -> Vec<Session> {
    let mut dice = Dice::about(seed, "session", number);
    let until = match pair.state {
        PairState::Proposed | PairState::Declined => return Vec::new(),
        PairState::Paused => as_of.plus_days(-25),
        _ => pair.ended_at.unwrap_or(as_of),
    };
    let rhythm = *dice.weighted(&[95, 60, 5], |held| match held {
        95 => 70,
        60 => 19,
        _ => 11,
    });
    let mut sessions = Vec::new();
    let mut created_at = pair.created_at.plus_seconds(40_000);
    let mut days = dice.between(5, 14);
    loop {
        let day = working(created_at.plus_days(days).date());
        let planned_at = day.start().plus_seconds(dice.between(8, 15) * 3600);
        let planned_at = planned_at.max(created_at.plus_seconds(3600));
        let held = dice.chance(rhythm) || (sessions.is_empty() && dice.chance(80));
        let state = match (planned_at < until, held) {
            (true, true) => "held",
            (true, false) => *dice.pick(&["missed", "missed", "cancelled"]),
            (false, _) => *dice.pick(&["proposed", "confirmed"]),
        };
        let coming = planned_at >= until;
        if coming && (pair.state != PairState::Active || rhythm < 50 || planned_at < as_of) {
            return sessions;
        }
        sessions.push(Session {
            id: id(
                seed,
                "session",
                created_at,
                number * 64 + sessions.len() as u64,
            ),
            pair: pair.id,
            state,
            planned_at,
            held_at: (state == "held").then_some(planned_at),
            minutes: *dice.pick(&[45, 60, 60, 60, 75]),
            created_at,
        });
        if coming {
            return sessions;
        }
        created_at = planned_at.plus_seconds(3600);
        days = if held {
            dice.between(26, 33)
        } else {
            dice.between(9, 20)
        };
    }
}

#[cfg(test)]
mod tests {
    use super::super::programme::programmes;
    use super::*;
    use pairwell_domain::pair::is_meeting;

    const AS_OF: Instant = Instant(1_780_000_000_000);

    fn history(people: usize) -> (Organisation, History) {
        let organisation = Organisation::new(people, 7, AS_OF);
        let [(running, _), _] = programmes(7, AS_OF);
        let history = of(&organisation, 7, &running, AS_OF);
        (organisation, history)
    }

    #[test]
    fn there_is_something_of_everything_to_show() {
        let (_, history) = history(600);
        let pairs = |state| {
            history
                .pairs
                .iter()
                .filter(|pair| pair.state == state)
                .count()
        };
        assert!(pairs(PairState::Active) >= 20);
        assert!(pairs(PairState::Proposed) >= 1 && pairs(PairState::Declined) >= 1);
        let requests = |state| history.requests.iter().filter(|r| r.state == state).count();
        assert!(requests(RequestState::Waiting) >= 4 && requests(RequestState::Declined) >= 2);
        let sessions = |state| history.sessions.iter().filter(|s| s.state == state).count();
        assert!(sessions("held") >= 50 && sessions("missed") >= 4 && sessions("confirmed") >= 4);
        let today = AS_OF.date();
        let meeting = history
            .pairs
            .iter()
            .filter(|pair| pair.state == PairState::Active);
        let meeting = meeting.filter(|pair| {
            let held = history.sessions.iter().filter(|s| s.pair == pair.id);
            let last = held.filter_map(|s| s.held_at).max().map(Instant::date);
            is_meeting(last, default::CADENCE_DAYS, today)
        });
        let share = meeting.count() * 100 / pairs(PairState::Active);
        assert!((60..98).contains(&share), "{share} % are meeting");
    }

    #[test]
    fn nothing_that_happened_breaks_a_rule() {
        let (organisation, history) = history(1000);
        let volunteers = &history.volunteers;
        let mut places = vec![0u8; volunteers.len()];
        let mut mentees = HashSet::new();
        for pair in &history.pairs {
            let (mentee, mentor) = (&volunteers[pair.mentee], &volunteers[pair.mentor]);
            assert!(!organisation.in_one_line(mentee.person, mentor.person));
            assert!(pair.created_at > mentee.created_at && pair.created_at > mentor.created_at);
            assert!(pair.created_at < AS_OF && pair.ended_at.is_none_or(|at| at <= AS_OF));
            if pair.state.is_standing() {
                assert!(mentees.insert(pair.mentee), "one mentor at a time");
                places[pair.mentor] += 1;
                assert!(places[pair.mentor] <= mentor.enrolment.answers.capacity);
            }
        }
        for session in &history.sessions {
            let happened = session.planned_at < AS_OF;
            assert_eq!(
                happened,
                ["held", "missed", "cancelled"].contains(&session.state)
            );
            assert!(session.created_at <= session.planned_at);
        }
        for request in history
            .requests
            .iter()
            .filter(|r| r.state == RequestState::Waiting)
        {
            assert!(request.created_at < AS_OF && request.answered_at.is_none());
            assert!(!mentees.contains(&request.mentee));
        }
        for published in &history.publications {
            pairwell_matching::verify(&published.problem, &published.solution).unwrap();
        }
    }
}
