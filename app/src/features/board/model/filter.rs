//! Which lanes are shown, and in what order.

use super::{BoardModel, Lane, Lanes};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LaneOrder {
    #[default]
    Name,
    /// Most free places first.
    Free,
    /// Lowest fit first.
    Worst,
}

impl LaneOrder {
    pub const ALL: [LaneOrder; 3] = [LaneOrder::Name, LaneOrder::Free, LaneOrder::Worst];

    pub const fn label(self) -> &'static str {
        match self {
            LaneOrder::Name => "Name",
            LaneOrder::Free => "Free places",
            LaneOrder::Worst => "Lowest fit",
        }
    }

    /// Its name in the address.
    pub const fn key(self) -> &'static str {
        match self {
            LaneOrder::Name => "name",
            LaneOrder::Free => "free",
            LaneOrder::Worst => "worst",
        }
    }

    pub fn of(key: &str) -> Self {
        let known = LaneOrder::ALL.into_iter().find(|order| order.key() == key);
        known.unwrap_or_default()
    }
}

/// What somebody is looking for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words to be found in a name, a title or a skill.
    pub text: String,
    pub order: LaneOrder,
    /// Only mentors with a place left.
    pub free_only: bool,
}

impl BoardModel {
    /// Mentors to show, by position, in order. A mentor is shown with all their
    /// cards when they or one of their mentees match.
    pub fn shown_lanes(&self, lanes: &Lanes, filter: &Filter) -> Vec<usize> {
        let wanted = words(&filter.text);
        let shows = |lane: &&Lane| {
            (!filter.free_only || lane.free() > 0)
                && (self.mentor_matches(lane.mentor, &wanted)
                    || lane
                        .cards
                        .iter()
                        .any(|card| self.mentee_matches(card.mentee, &wanted)))
        };
        let mut shown: Vec<&Lane> = lanes.lanes.iter().filter(shows).collect();
        // Blind, the order must not tell the names either.
        let name = |lane: &Lane| match self.is_blind() {
            true => format!("{:08}", lane.mentor),
            false => self.mentor(lane.mentor).name.to_lowercase(),
        };
        match filter.order {
            LaneOrder::Name => shown.sort_by_cached_key(|lane| name(lane)),
            LaneOrder::Free => {
                shown.sort_by_cached_key(|lane| (std::cmp::Reverse(lane.free()), name(lane)))
            }
            LaneOrder::Worst => {
                shown.sort_by_cached_key(|lane| (lane.worst().unwrap_or(u8::MAX), name(lane)))
            }
        }
        shown.into_iter().map(|lane| lane.mentor).collect()
    }

    /// Mentees without a mentor to show, by place in [`Lanes::waiting`].
    pub fn shown_waiting(&self, lanes: &Lanes, filter: &Filter) -> Vec<usize> {
        let wanted = words(&filter.text);
        let waiting = lanes.waiting.iter().enumerate();
        waiting
            .filter(|(_, waiting)| self.mentee_matches(waiting.mentee, &wanted))
            .map(|(at, _)| at)
            .collect()
    }

    fn mentor_matches(&self, mentor: usize, wanted: &[String]) -> bool {
        if wanted.is_empty() {
            return true;
        }
        let name = self.mentor_name(mentor);
        let mentor = self.mentor(mentor);
        let title = mentor.title.as_ref().filter(|_| !self.is_blind());
        matches(wanted, &name, title, &mentor.facts.offers)
    }

    pub(super) fn mentee_matches(&self, mentee: usize, wanted: &[String]) -> bool {
        if wanted.is_empty() {
            return true;
        }
        let name = self.mentee_name(mentee);
        let mentee = self.mentee(mentee);
        let title = mentee.title.as_ref().filter(|_| !self.is_blind());
        matches(wanted, &name, title, &mentee.facts.wants)
    }
}

pub(super) fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_lowercase).collect()
}

/// Every wanted word is found somewhere.
fn matches(wanted: &[String], name: &str, title: Option<&String>, skills: &[String]) -> bool {
    let mut text = name.to_lowercase();
    for part in title.into_iter().chain(skills) {
        text.push('\n');
        text.push_str(&part.to_lowercase());
    }
    wanted.iter().all(|word| text.contains(word.as_str()))
}
