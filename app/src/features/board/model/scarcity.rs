//! What there is too little of: which skill one more place would do most with.
//!
//! The live session says exactly what one more place with each mentor would add
//! to the total. A skill is as scarce as the best mentor offering it; the ones
//! told are checked by really answering the pool with the place there.

use super::BoardModel;
use pairwell_domain::board::{MentorAside, Move, Objective, answer};
use pairwell_domain::enrolment::EnrolmentState;
use pairwell_domain::id::EnrolmentId;
use std::collections::{HashMap, HashSet};

/// Skills told at once.
const TOLD: usize = 3;

/// One more place with somebody who offers this skill.
#[derive(Clone, Debug, PartialEq)]
pub struct Scarce {
    pub skill: String,
    /// The mentor with whom the place does most.
    pub mentor: usize,
    /// What it adds to the total.
    pub gain: i64,
    /// How many more are matched.
    pub more_matched: i64,
    /// Who gets a mentor, or another one.
    pub moved: usize,
    /// Everyone else who offers the skill, best gain first.
    pub also: Vec<usize>,
    /// Who offers it but takes nobody as things are, in words: "Ada Brown (paused)".
    pub could_be_asked: Vec<String>,
}

impl BoardModel {
    /// The scarcest skills, most to gain first. Empty where nothing is scarce, and
    /// for objectives under which no place has a worth of its own.
    pub fn scarcity(&mut self) -> Vec<Scarce> {
        if self.draft.objective != Objective::BestTotal {
            return Vec::new();
        }
        let gains = self.session().place_gains();
        let mut by_skill: HashMap<&str, Vec<usize>> = HashMap::new();
        let paused: HashSet<EnrolmentId> = self.board.aside.iter().map(|aside| aside.id).collect();
        for (mentor, _) in gains.iter().enumerate().filter(|(_, gain)| **gain > 0) {
            // They keep whom they have; a place more is not theirs to fill unless they are asked.
            if paused.contains(&self.pool.mentor_id(mentor)) {
                continue;
            }
            for skill in &self.mentor(mentor).facts.offers {
                by_skill.entry(skill).or_default().push(mentor);
            }
        }
        let mut skills: Vec<(i64, String, Vec<usize>)> = by_skill
            .into_iter()
            .map(|(skill, mut mentors)| {
                mentors.sort_by_key(|&mentor| (std::cmp::Reverse(gains[mentor]), mentor));
                (gains[mentors[0]], skill.to_owned(), mentors)
            })
            .collect();
        skills.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
        // One mentor's place is one piece of news, under the skill fewest others offer.
        let mut told: Vec<Scarce> = Vec::new();
        for (_, skill, mentors) in skills {
            let mentor = mentors[0];
            if let Some(scarce) = told.iter_mut().find(|scarce| scarce.mentor == mentor) {
                if mentors.len() <= scarce.also.len() {
                    scarce.could_be_asked = self.could_be_asked(&skill);
                    scarce.skill = skill;
                    scarce.also = mentors[1..].to_vec();
                }
            } else if told.len() < TOLD
                && let Some(scarce) = self.one_more_place(skill, mentor, &mentors[1..])
            {
                told.push(scarce);
            }
        }
        told
    }

    fn could_be_asked(&self, skill: &str) -> Vec<String> {
        let offers = |aside: &&MentorAside| aside.offers.iter().any(|offer| offer == skill);
        let asides = self.board.aside.iter().filter(offers);
        asides
            .map(|aside| {
                let name = match self.blind {
                    true => "A mentor",
                    false => aside.name.as_str(),
                };
                let how = match aside.state {
                    EnrolmentState::Applied => "applied, and waits for you",
                    EnrolmentState::Completed => "was a mentor here before",
                    _ => "paused",
                };
                format!("{name} ({how})")
            })
            .collect()
    }

    /// What another place with this mentor really comes to. `None` if the programme
    /// allows no more.
    fn one_more_place(&mut self, skill: String, mentor: usize, also: &[usize]) -> Option<Scarce> {
        let places = self.places(mentor).checked_add(1)?;
        let mut draft = self.draft.clone();
        let more = Move::Places {
            mentor: self.pool.mentor_id(mentor),
            places: Some(places),
        };
        // What the mentor offers may be more than the cap, but asking is free: the answer counts.
        if draft.apply(&more, &self.pool).is_err() {
            draft.places.insert(self.pool.mentor_id(mentor), places);
        }
        let after = answer(&mut self.pool, &draft);
        let gain = after.total - self.answer.total;
        (gain > 0).then(|| Scarce {
            could_be_asked: self.could_be_asked(&skill),
            skill,
            mentor,
            gain,
            more_matched: after.matched as i64 - self.answer.matched as i64,
            moved: after.moved_since(&self.answer).len(),
            also: also.to_vec(),
        })
    }
}
