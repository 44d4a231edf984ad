//! What participation is counted from: how many people there are of each kind,
//! and what each of those taking part does.

use crate::api::participation::CHANGE_DAYS;
use crate::enrolment::{EnrolmentState, Role};
use crate::id::{EnrolmentId, PersonId};
use crate::pair::{PairState, is_meeting};
use crate::programme::Programme;
use crate::time::{Date, Instant};
use std::collections::{BTreeMap, HashMap, HashSet};

/// How far somebody taking part has come. Each includes the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Has volunteered.
    Enrolled,
    /// Is in a pair that both said yes to.
    Matched,
    /// That pair meets: see [`is_meeting`].
    Meeting,
}

/// How many people of one unit and level there are on the roster.
#[derive(Clone, Debug, PartialEq)]
pub struct Headcount {
    pub unit: Option<String>,
    /// 1 the most senior.
    pub level: u8,
    pub people: u32,
}

/// Somebody who takes part. Who mentors and is mentored counts once, as mentor.
#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    pub unit: Option<String>,
    pub level: u8,
    pub role: Role,
    pub stage: Stage,
    /// Has met at least once in this programme.
    pub met: bool,
}

/// Everything there is to count about one programme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    pub headcounts: Vec<Headcount>,
    /// Of people on the roster today.
    pub participants: Vec<Participant>,
    /// Pairs both said yes to, not over yet.
    pub pairs: u32,
    /// For each mentee matched, days from enrolling to the first pair.
    pub days_to_match: Vec<u32>,
    /// For each pair that ever met, days from pairing to the first session.
    pub days_to_first_session: Vec<u32>,
    /// The programme ninety days ago, if it had begun.
    pub before: Option<Before>,
}

/// How it was some time ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    pub people: u32,
    pub taking_part: u32,
}

/// An enrolment, with where its person stands in the organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Enrolled {
    pub id: EnrolmentId,
    pub person: PersonId,
    pub role: Role,
    pub state: EnrolmentState,
    pub unit: Option<String>,
    pub level: u8,
    pub left_on: Option<Date>,
    pub created_at: Instant,
    /// Of a withdrawn one: when that was.
    pub updated_at: Instant,
}

/// A pair, with the first and the last session it held.
#[derive(Clone, Debug, PartialEq)]
pub struct Paired {
    pub mentee: EnrolmentId,
    pub mentor: EnrolmentId,
    pub state: PairState,
    pub created_at: Instant,
    pub first_held: Option<Instant>,
    pub last_held: Option<Instant>,
}

/// The day a change is measured against; `None` where the programme had not
/// begun by then.
pub fn day_before(programme: &Programme, today: Date) -> Option<Date> {
    let before = today.plus_days(-CHANGE_DAYS);
    (programme.starts_on <= before).then_some(before)
}

impl Facts {
    /// Puts together what there is to count. `headcounts` are of today;
    /// `people_before` were on the roster on [`day_before`].
    pub fn gather(
        programme: &Programme,
        today: Date,
        headcounts: Vec<Headcount>,
        people_before: u32,
        enrolments: &[Enrolled],
        pairs: &[Paired],
    ) -> Facts {
        let cadence = programme.cadence_days;
        let mut stages: HashMap<EnrolmentId, (Stage, bool)> = HashMap::new();
        let mut facts = Facts {
            headcounts,
            ..Facts::default()
        };
        for pair in pairs {
            if let Some(first) = pair.first_held {
                facts
                    .days_to_first_session
                    .push(days(pair.created_at, first));
            }
            let Some(stage) = stage_of(pair.state, pair.last_held, cadence, today) else {
                continue;
            };
            facts.pairs += 1;
            for one in [pair.mentee, pair.mentor] {
                let best = stages.entry(one).or_insert((stage, false));
                best.0 = best.0.max(stage);
                best.1 |= pair.first_held.is_some();
            }
        }
        facts.days_to_match = days_to_match(enrolments, pairs);
        facts.participants = participants(enrolments, &stages, today);
        facts.before = day_before(programme, today).map(|day| Before {
            people: people_before,
            taking_part: took_part(enrolments, day),
        });
        facts
    }
}

fn days(from: Instant, to: Instant) -> u32 {
    u32::try_from(to.days_since(from)).unwrap_or(0)
}

fn days_to_match(enrolments: &[Enrolled], pairs: &[Paired]) -> Vec<u32> {
    let mut first: HashMap<EnrolmentId, Instant> = HashMap::new();
    let agreed = |pair: &&Paired| !matches!(pair.state, PairState::Proposed | PairState::Declined);
    for pair in pairs.iter().filter(agreed) {
        let at = first.entry(pair.mentee).or_insert(pair.created_at);
        *at = (*at).min(pair.created_at);
    }
    let matched = enrolments
        .iter()
        .filter_map(|e| Some((e, first.get(&e.id)?)));
    matched
        .map(|(enrolment, at)| days(enrolment.created_at, *at))
        .collect()
}

/// One entry a person, whatever they are enrolled as.
fn participants(
    enrolments: &[Enrolled],
    stages: &HashMap<EnrolmentId, (Stage, bool)>,
    today: Date,
) -> Vec<Participant> {
    let mut people: BTreeMap<PersonId, Participant> = BTreeMap::new();
    let here = |e: &&Enrolled| takes_part(e.state) && e.left_on.is_none_or(|day| day > today);
    for enrolment in enrolments.iter().filter(here) {
        let (stage, met) = stages
            .get(&enrolment.id)
            .copied()
            .unwrap_or((Stage::Enrolled, false));
        let one = people
            .entry(enrolment.person)
            .or_insert_with(|| Participant {
                unit: enrolment.unit.clone(),
                level: enrolment.level,
                role: enrolment.role,
                stage,
                met,
            });
        // Mentors sort first.
        one.role = one.role.min(enrolment.role);
        one.stage = one.stage.max(stage);
        one.met |= met;
    }
    people.into_values().collect()
}

/// People who took part on an earlier day, as far as today's records tell.
fn took_part(enrolments: &[Enrolled], day: Date) -> u32 {
    let by_then = |at: Instant| at.date() <= day;
    let people: HashSet<PersonId> = enrolments
        .iter()
        .filter(|e| by_then(e.created_at) && e.left_on.is_none_or(|left| left > day))
        .filter(|e| match e.state {
            EnrolmentState::Withdrawn => !by_then(e.updated_at),
            state => takes_part(state),
        })
        .map(|e| e.person)
        .collect();
    u32::try_from(people.len()).unwrap_or(u32::MAX)
}

/// Whether somebody in this state counts as taking part: they have volunteered
/// and not withdrawn.
fn takes_part(state: EnrolmentState) -> bool {
    match state {
        EnrolmentState::Applied
        | EnrolmentState::Accepted
        | EnrolmentState::Paused
        | EnrolmentState::Completed => true,
        EnrolmentState::Invited | EnrolmentState::Withdrawn => false,
    }
}

/// How far a pair brings its two people; `None` for one that was never agreed
/// or is over.
fn stage_of(
    state: PairState,
    last_held: Option<Instant>,
    cadence_days: u16,
    today: Date,
) -> Option<Stage> {
    match state {
        PairState::Active if is_meeting(last_held.map(Instant::date), cadence_days, today) => {
            Some(Stage::Meeting)
        }
        PairState::Active | PairState::Paused => Some(Stage::Matched),
        PairState::Proposed | PairState::Completed | PairState::Ended | PairState::Declined => None,
    }
}

/// The middle of the values, the lower one of two.
pub fn median(values: &mut [u32]) -> Option<u32> {
    let middle = values.len().checked_sub(1)? / 2;
    Some(*values.select_nth_unstable(middle).1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::Weights;
    use crate::programme::default;
    use uuid::Uuid;

    const TODAY: Instant = Instant(1_780_000_000_000);

    fn programme() -> Programme {
        let starts_on = TODAY.plus_days(-120).date();
        Programme {
            id: Uuid::nil().into(),
            name: "Spring".into(),
            starts_on,
            ends_on: starts_on.plus_months(10),
            cadence_days: 30,
            minutes_per_month: default::MINUTES_PER_MONTH,
            pair_months: default::MONTHS,
            capacity_cap: default::CAPACITY_CAP,
            weights: Weights::default(),
            version: 1,
        }
    }

    fn enrolled(id: u128, person: u128, role: Role, days_ago: i64) -> Enrolled {
        Enrolled {
            id: Uuid::from_u128(id).into(),
            person: Uuid::from_u128(person).into(),
            role,
            state: EnrolmentState::Accepted,
            unit: Some("Sales".into()),
            level: 3,
            left_on: None,
            created_at: TODAY.plus_days(-days_ago),
            updated_at: TODAY.plus_days(-days_ago),
        }
    }

    fn paired(mentee: u128, mentor: u128, days_ago: i64, held: &[i64]) -> Paired {
        let at = |days: &i64| TODAY.plus_days(-days);
        Paired {
            mentee: Uuid::from_u128(mentee).into(),
            mentor: Uuid::from_u128(mentor).into(),
            state: PairState::Active,
            created_at: TODAY.plus_days(-days_ago),
            first_held: held.iter().max().map(at),
            last_held: held.iter().min().map(at),
        }
    }

    fn gather(enrolments: &[Enrolled], pairs: &[Paired]) -> Facts {
        Facts::gather(
            &programme(),
            TODAY.date(),
            Vec::new(),
            100,
            enrolments,
            pairs,
        )
    }

    #[test]
    fn who_mentors_and_is_mentored_counts_once_as_mentor() {
        let both = [
            enrolled(1, 9, Role::Mentee, 50),
            enrolled(2, 9, Role::Mentor, 50),
            enrolled(3, 8, Role::Mentee, 50),
        ];
        let facts = gather(&both, &[paired(3, 2, 40, &[5])]);
        let roles: Vec<_> = facts
            .participants
            .iter()
            .map(|p| (p.role, p.stage))
            .collect();
        assert_eq!(
            roles,
            [
                (Role::Mentee, Stage::Meeting),
                (Role::Mentor, Stage::Meeting)
            ]
        );
    }

    #[test]
    fn a_pair_that_stopped_meeting_is_matched_but_not_meeting() {
        let two = [
            enrolled(1, 1, Role::Mentee, 100),
            enrolled(2, 2, Role::Mentor, 100),
        ];
        let facts = gather(&two, &[paired(1, 2, 90, &[80, 60])]);
        assert!(
            facts
                .participants
                .iter()
                .all(|p| p.stage == Stage::Matched && p.met)
        );
        assert_eq!(
            (facts.days_to_match, facts.days_to_first_session),
            (vec![10], vec![10])
        );
        assert_eq!(facts.pairs, 1);
    }

    #[test]
    fn who_withdrew_since_took_part_before() {
        let mut gone = enrolled(1, 1, Role::Mentee, 110);
        gone.state = EnrolmentState::Withdrawn;
        gone.updated_at = TODAY.plus_days(-10);
        let facts = gather(&[gone, enrolled(2, 2, Role::Mentee, 20)], &[]);
        assert_eq!(facts.participants.len(), 1);
        let before = Before {
            people: 100,
            taking_part: 1,
        };
        assert_eq!(facts.before, Some(before));
    }

    #[test]
    fn leavers_and_those_only_invited_do_not_take_part() {
        let mut left = enrolled(1, 1, Role::Mentee, 50);
        left.left_on = Some(TODAY.plus_days(-1).date());
        let mut invited = enrolled(2, 2, Role::Mentor, 50);
        invited.state = EnrolmentState::Invited;
        assert!(gather(&[left, invited], &[]).participants.is_empty());
    }
}
