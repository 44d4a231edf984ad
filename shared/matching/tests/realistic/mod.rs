//! Problems shaped like real programmes, the same on every platform.
//!
//! Scores are weighted sums of quantised criteria (so ties abound), a few mentors are everyone's
//! favourite, capacities run from 1 to 5 and about one pair in ten is forbidden.

use pairwell_matching::{FORBIDDEN, Problem, ProblemBuilder};

/// Steele & Vigna's SplitMix64: small, and enough for test data.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// From 0 up to but without `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.bits() % end as u64) as usize
    }
}

const TOPICS: usize = 12;

/// `count` different topics, common ones more often.
fn topics(random: &mut Random, count: usize) -> Vec<usize> {
    let mut chosen = Vec::new();
    while chosen.len() < count {
        let topic = random.below(TOPICS).min(random.below(TOPICS));
        if !chosen.contains(&topic) {
            chosen.push(topic);
        }
    }
    chosen
}

struct Mentor {
    levels: [usize; TOPICS],
    place: usize,
    language: usize,
    grade: usize,
    style: usize,
    unit: usize,
    rating: usize,
}

/// `mentees` people, a third as many mentors, scores from 0 to `highest`.
pub fn draft(mentees: usize, mentors: usize, highest: usize, seed: u64) -> (Vec<i32>, Vec<u32>) {
    let mut random = Random::new(seed);
    let people: Vec<Mentor> = (0..mentors)
        .map(|_| {
            let mut levels = [0; TOPICS];
            for topic in topics(&mut random, 4) {
                levels[topic] = 1 + random.below(5);
            }
            let star = random.below(12) == 0;
            Mentor {
                levels,
                place: random.below(8).min(random.below(8)),
                language: random.below(5),
                grade: 3 + random.below(8),
                style: random.below(4),
                unit: random.below(16),
                rating: if star {
                    60 + random.below(41)
                } else {
                    random.below(30)
                },
            }
        })
        .collect();
    let capacities = (0..mentors).map(|_| 1 + random.below(5) as u32).collect();
    let mut scores = Vec::with_capacity(mentees * mentors);
    for _ in 0..mentees {
        let wants = topics(&mut random, 3);
        let (place, language) = (random.below(8).min(random.below(8)), random.below(5));
        let (grade, style, unit) = (1 + random.below(7), random.below(4), random.below(16));
        for mentor in &people {
            if mentor.unit == unit || random.below(25) == 0 {
                scores.push(FORBIDDEN);
                continue;
            }
            let level: usize = wants.iter().map(|&topic| mentor.levels[topic]).sum();
            let distance = mentor.grade.abs_diff(grade + 2).min(4);
            let percent = 38 * level / 15
                + 12 * usize::from(mentor.place == place)
                + 8 * usize::from(mentor.language == language)
                + 16 * (4 - distance) / 4
                + 6 * usize::from(mentor.style == style)
                + 20 * mentor.rating / 100;
            let fine = if highest > 100 {
                random.below(highest / 100)
            } else {
                0
            };
            scores.push((percent * highest / 100 + fine).min(highest) as i32);
        }
    }
    (scores, capacities)
}

pub fn programme(mentees: usize, mentors: usize, highest: usize, seed: u64) -> ProblemBuilder {
    let (scores, capacities) = draft(mentees, mentors, highest, seed);
    Problem::builder(scores, capacities)
        .mentees(mentees)
        .unmatched_penalty(10 * highest as i32)
}
