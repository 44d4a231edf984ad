//! Which mentors to show, in which order, and why each suits me: plain values.

use pairwell_domain::api::mentors::{MentorProfile, MyView};
use pairwell_domain::enrolment::{Style, folded};
use pairwell_domain::fit::{Explanation, Pool, Reason};
use pairwell_domain::id::EnrolmentId;
use pairwell_domain::request::{AskRefusal, Asking, RequestState};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What somebody looks for. Everything set must hold; empty filters hold for all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Free text: every word must occur somewhere in the profile.
    pub words: String,
    /// Any of these skills is offered.
    pub skills: Vec<String>,
    pub language: Option<String>,
    pub style: Option<Style>,
    /// Shares at least this much of my working day, in minutes.
    pub overlap: Option<u16>,
    pub with_place: bool,
    pub leads_no_team: bool,
}

/// A mentor as one viewer sees them.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    pub profile: MentorProfile,
    /// Only for a mentee of this programme.
    pub fit: Option<Explanation>,
    pub asked: Option<RequestState>,
    /// Why asking is no use now, if so.
    pub refusal: Option<AskRefusal>,
    /// My mentor, or proposed to be.
    pub mine: bool,
    /// This is me.
    pub myself: bool,
}

impl Shown {
    pub fn id(&self) -> EnrolmentId {
        self.profile.facts.id
    }

    /// Minutes of a working day I share with them, where I am a mentee.
    fn overlap(&self) -> Option<u16> {
        self.fit
            .as_ref()?
            .contributions
            .iter()
            .find_map(|part| match part.reason {
                Reason::Overlap(minutes) => Some(minutes),
                _ => None,
            })
    }
}

/// Everyone, each with what only this viewer is to know. For a mentee their own
/// mentor comes first and then the best fit; others see them by name.
pub fn see(mentors: &[MentorProfile], mine: Option<&MyView>) -> Vec<Shown> {
    let fits = mine.map(|mine| {
        let pool = Pool::new(
            [mine.me.clone()],
            mentors.iter().map(|mentor| mentor.facts.clone()),
        );
        (0..mentors.len())
            .map(|mentor| pool.explain(0, mentor, &mine.weights))
            .collect::<Vec<_>>()
    });
    let mut asked = HashMap::new();
    for request in mine.iter().flat_map(|mine| &mine.requests) {
        // The newest comes first and is what counts.
        asked.entry(request.mentor).or_insert(request.state);
    }
    let refused: HashSet<_> = mine
        .iter()
        .flat_map(|mine| &mine.not_eligible)
        .copied()
        .collect();
    let waiting = asked
        .values()
        .filter(|state| **state == RequestState::Waiting)
        .count();
    let mut shown: Vec<Shown> = mentors
        .iter()
        .enumerate()
        .map(|(at, profile)| {
            let id = profile.facts.id;
            let asked = asked.get(&id).copied();
            let refusal = mine.and_then(|mine| {
                let asking = Asking {
                    mentee_in_pool: mine.in_pool,
                    paired: mine.paired_with.is_some(),
                    blocked: refused.contains(&id),
                    places_free: profile.places_free,
                    already_asked: asked == Some(RequestState::Waiting),
                    waiting,
                };
                asking.check().err()
            });
            Shown {
                profile: profile.clone(),
                fit: fits.as_ref().map(|fits| fits[at].clone()),
                asked,
                refusal,
                mine: mine.is_some_and(|mine| mine.paired_with == Some(id)),
                myself: mine
                    .is_some_and(|mine| mine.me.common.person == profile.facts.common.person),
            }
        })
        .collect();
    shown.sort_by(|a, b| {
        let fit = |shown: &Shown| shown.fit.as_ref().map(|fit| fit.fit);
        (b.mine.cmp(&a.mine))
            .then_with(|| fit(b).cmp(&fit(a)))
            .then_with(|| a.profile.name.cmp(&b.profile.name))
            .then_with(|| a.id().cmp(&b.id()))
    });
    shown
}

impl Filter {
    pub fn lets_through(&self, shown: &Shown) -> bool {
        let profile = &shown.profile;
        let common = &profile.facts.common;
        let offers = || profile.facts.offers.iter().map(|skill| folded(skill));
        let wanted_skill = || {
            let wanted: Vec<_> = self.skills.iter().map(|skill| folded(skill)).collect();
            offers().any(|offer| wanted.contains(&offer))
        };
        let speaks = |language: &String| {
            common
                .languages
                .iter()
                .any(|spoken| folded(spoken) == folded(language))
        };
        !shown.myself
            // My own mentor's last place may be mine.
            && (!self.with_place || shown.mine || profile.places_free > 0)
            && (!self.leads_no_team || profile.leads_no_team)
            && (self.skills.is_empty() || wanted_skill())
            && self.language.as_ref().is_none_or(speaks)
            && self.style.is_none_or(|style| common.style == Some(style))
            && self
                .overlap
                .is_none_or(|least| shown.overlap().is_none_or(|shared| shared >= least))
            && self.words_occur(profile)
    }

    fn words_occur(&self, profile: &MentorProfile) -> bool {
        let wanted = folded(&self.words);
        if wanted.is_empty() {
            return true;
        }
        let mut text = folded(&profile.name);
        let facts = &profile.facts;
        let parts = profile
            .title
            .iter()
            .chain(&profile.moments)
            .chain(&facts.offers);
        for part in parts
            .chain(&facts.common.unit)
            .chain(&facts.common.location)
            .chain(&facts.common.languages)
        {
            text.push(' ');
            text.push_str(&folded(part));
        }
        wanted
            .split(' ')
            .all(|word| text.split(' ').any(|written| alike(written, word)))
    }
}

/// Whether a written word begins with the one sought, also in another
/// inflection: "presenting" finds "presentation", "leave" finds "leaving".
fn alike(written: &str, sought: &str) -> bool {
    const STEM: usize = 5;
    if written.starts_with(sought) {
        return true;
    }
    let stem = |word: &str| word.chars().take(STEM).collect::<String>();
    sought.chars().count() > STEM
        && written.chars().count() >= STEM
        && stem(written) == stem(sought)
}

/// Skills on offer with how many mentors offer each, most common first.
pub fn skills(mentors: &[MentorProfile]) -> Vec<(String, usize)> {
    counted(mentors.iter().flat_map(|mentor| &mentor.facts.offers))
}

/// Languages spoken, most common first.
pub fn languages(mentors: &[MentorProfile]) -> Vec<(String, usize)> {
    counted(
        mentors
            .iter()
            .flat_map(|mentor| &mentor.facts.common.languages),
    )
}

fn counted<'a>(names: impl Iterator<Item = &'a String>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for name in names {
        counts
            .entry(folded(name))
            .or_insert_with(|| (name.clone(), 0))
            .1 += 1;
    }
    let mut counts: Vec<_> = counts.into_values().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use pairwell_domain::enrolment::Meeting;
    use pairwell_domain::fit::{Common, MenteeFacts, MentorFacts, Weights};
    use pairwell_domain::id::PersonId;
    use uuid::Uuid;

    fn common(n: u128) -> Common {
        Common {
            person: PersonId(Uuid::from_u128(n)),
            languages: vec!["English".into()],
            utc_offset: 0,
            meeting: Meeting::Either,
            style: None,
            unit: None,
            location: None,
            level: None,
        }
    }

    fn mentor(n: u128, name: &str, offers: &[&str]) -> MentorProfile {
        MentorProfile {
            facts: MentorFacts {
                id: EnrolmentId(Uuid::from_u128(n)),
                common: common(n),
                offers: offers.iter().map(|offer| (*offer).to_owned()).collect(),
            },
            name: name.into(),
            title: None,
            moments: vec![],
            time_zone: "UTC".into(),
            minutes_per_month: 90,
            places: 1,
            places_free: 1,
            leads_no_team: true,
        }
    }

    fn mine(wants: &[&str]) -> MyView {
        MyView {
            me: MenteeFacts {
                id: EnrolmentId(Uuid::from_u128(99)),
                common: common(99),
                wants: wants.iter().map(|want| (*want).to_owned()).collect(),
                goals: vec![],
                asked: vec![],
            },
            in_pool: true,
            weights: Weights::default(),
            not_eligible: vec![],
            requests: vec![],
            paired_with: None,
        }
    }

    fn names(shown: &[Shown]) -> Vec<&str> {
        shown
            .iter()
            .map(|shown| shown.profile.name.as_str())
            .collect()
    }

    #[test]
    fn a_mentee_sees_the_best_fit_first_and_others_see_names_in_order() {
        let mentors = [
            mentor(1, "Ada", &["Law"]),
            mentor(2, "Bo", &["Negotiation"]),
        ];
        assert_eq!(
            names(&see(&mentors, Some(&mine(&["Negotiation"])))),
            ["Bo", "Ada"]
        );
        assert_eq!(names(&see(&mentors, None)), ["Ada", "Bo"]);
    }

    #[test]
    fn a_mentee_who_also_mentors_does_not_find_themselves() {
        let mut me = mine(&["Law"]);
        me.me.common.person = PersonId(Uuid::from_u128(1));
        let shown = see(&[mentor(1, "Me", &["Law"])], Some(&me));
        assert!(!Filter::default().lets_through(&shown[0]));
    }

    #[test]
    fn search_reads_moments_in_any_inflection() {
        let mut ada = mentor(1, "Ada", &["Public speaking"]);
        ada.moments = vec!["I froze while presenting to the board".into()];
        let shown = see(&[ada], None);
        let finds = |words: &str| {
            Filter {
                words: words.into(),
                ..Filter::default()
            }
            .lets_through(&shown[0])
        };
        assert!(finds("presentation board"));
        assert!(finds("ada speak"));
        assert!(!finds("presenting law"));
    }

    #[test]
    fn filters_hold_together() {
        let mut full = mentor(1, "Ada", &["Law"]);
        full.places_free = 0;
        let shown = see(
            &[full, mentor(2, "Bo", &["Law"]), mentor(3, "Cy", &["Tax"])],
            None,
        );
        let filter = Filter {
            skills: vec!["law".into()],
            with_place: true,
            ..Filter::default()
        };
        let left: Vec<_> = shown
            .into_iter()
            .filter(|shown| filter.lets_through(shown))
            .collect();
        assert_eq!(names(&left), ["Bo"]);
    }

    #[test]
    fn my_own_mentor_is_shown_first_even_without_a_free_place() {
        let mut me = mine(&["Law"]);
        me.paired_with = Some(EnrolmentId(Uuid::from_u128(2)));
        let mut full = mentor(2, "Bo", &["Tax"]);
        full.places_free = 0;
        let shown = see(&[mentor(1, "Ada", &["Law"]), full], Some(&me));
        assert_eq!(names(&shown), ["Bo", "Ada"]);
        let filter = Filter {
            with_place: true,
            ..Filter::default()
        };
        assert!(filter.lets_through(&shown[0]));
    }

    #[test]
    fn whoever_i_cannot_be_paired_with_says_so_without_a_reason() {
        let mut me = mine(&["Law"]);
        me.not_eligible = vec![EnrolmentId(Uuid::from_u128(1))];
        let shown = see(
            &[mentor(1, "Ada", &["Law"]), mentor(2, "Bo", &["Law"])],
            Some(&me),
        );
        let refusal = |name| {
            shown
                .iter()
                .find(|shown| shown.profile.name == name)
                .unwrap()
                .refusal
        };
        assert_eq!(refusal("Ada"), Some(AskRefusal::NotEligible));
        assert_eq!(refusal("Bo"), None);
    }
}
