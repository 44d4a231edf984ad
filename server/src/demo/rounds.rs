//! Matching the demo's volunteers with the real rules and the real engine, so
//! that its pairs are ones Pairwell would have made.

use super::organisation::Organisation;
use super::programme::Volunteer;
use jiff::tz::TimeZone;
use pairwell_domain::fit::{Common, MenteeFacts, MentorFacts, Pool, Weights};
use pairwell_domain::time::Date;
use pairwell_matching::{FORBIDDEN, Objective, Problem, Solution, solve};

/// Some volunteers with the fits between them; positions are those of the
/// slices it was made from.
pub struct Round {
    pool: Pool,
    fits: Vec<u8>,
    /// What can't be, row-major like `fits`.
    barred: Vec<bool>,
}

impl Round {
    pub fn new(
        organisation: &Organisation,
        mentees: &[&Volunteer],
        mentors: &[&Volunteer],
        on: Date,
    ) -> Self {
        let pool = Pool::new(
            mentees.iter().map(|volunteer| MenteeFacts {
                id: volunteer.enrolment.id,
                common: common(organisation, volunteer, on),
                wants: volunteer.enrolment.answers.wants.clone(),
                goals: volunteer.enrolment.answers.goals.clone(),
                asked: Vec::new(),
            }),
            mentors.iter().map(|volunteer| MentorFacts {
                id: volunteer.enrolment.id,
                common: common(organisation, volunteer, on),
                offers: volunteer.enrolment.answers.offers.clone(),
            }),
        );
        let fits = pool.fits(&Weights::default());
        let mut barred = Vec::with_capacity(fits.len());
        for (row, mentee) in mentees.iter().enumerate() {
            barred.extend(mentors.iter().enumerate().map(|(column, mentor)| {
                !pool.share_a_language(row, column)
                    || organisation.in_one_line(mentee.person, mentor.person)
            }));
        }
        Round { pool, fits, barred }
    }

    pub fn fit(&self, mentee: usize, mentor: usize) -> u8 {
        self.fits[mentee * self.pool.mentors().len() + mentor]
    }

    pub fn may_be(&self, mentee: usize, mentor: usize) -> bool {
        !self.barred[mentee * self.pool.mentors().len() + mentor]
    }

    /// The best answer for everyone, with its proof.
    pub fn best(&self, places: &[u8]) -> (Problem, Solution) {
        let scores = self.fits.iter().zip(&self.barred);
        let scores = scores.map(|(fit, barred)| if *barred { FORBIDDEN } else { (*fit).into() });
        let places = places.iter().map(|places| u32::from(*places)).collect();
        let problem = Problem::builder(scores.collect(), places)
            .mentees(self.pool.mentees().len())
            .build()
            .expect("one score for every mentee and mentor");
        let solution = solve(&problem, Objective::BestTotal);
        (problem, solution)
    }
}

fn common(organisation: &Organisation, volunteer: &Volunteer, on: Date) -> Common {
    let answers = &volunteer.enrolment.answers;
    Common {
        person: volunteer.enrolment.person,
        languages: answers.languages.clone(),
        utc_offset: utc_offset(&answers.time_zone, on),
        meeting: answers.meeting,
        style: answers.style,
        unit: organisation.unit_name(volunteer.person).map(str::to_owned),
        location: Some(organisation.place(volunteer.person).name.to_owned()),
        level: Some(organisation.level(volunteer.person)),
    }
}

/// Minutes east of UTC at the start of a day.
fn utc_offset(time_zone: &str, on: Date) -> i16 {
    let zone = TimeZone::get(time_zone).expect("places are in time zones that exist");
    let moment = jiff::Timestamp::from_millisecond(on.start().0).expect("a day of our time");
    (zone.to_offset(moment).seconds() / 60) as i16
}
