//! A problem as compact bytes: two a score, for files of test problems and for handing one and the
//! same problem to solvers written in other languages.
//!
//! Everything is little endian, one after the other without padding:
//!
//! | bytes | what |
//! |---|---|
//! | 4 | `MMI1` |
//! | 4 | number of mentees *m*, unsigned |
//! | 4 | number of mentors *n*, unsigned |
//! | 4 | unmatched penalty, signed |
//! | *n* | each mentor's places, unsigned |
//! | 2·*m*·*n* | scores, signed, row by row with a mentee a row; −32 768 is forbidden |
//!
//! The bytes are trusted with nothing: their number is checked against the header before anything
//! is allocated, and [`ProblemBuilder::build`] checks the rest.

use std::fmt;

use crate::{FORBIDDEN, Problem, ProblemBuilder};

const MAGIC: [u8; 4] = *b"MMI1";
const HEADER: usize = 16;
const PACKED_FORBIDDEN: i16 = i16::MIN;

/// Why bytes are no packed problem, or a problem cannot be packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackedError {
    /// The first four bytes are not `MMI1`.
    WrongMagic { found: [u8; 4] },
    /// The bytes end at `found`, before the header, the places or the scores do.
    TooShort { expected: usize, found: usize },
    /// There are more bytes than the header announces; the first surplus one is at `expected`.
    TooLong { expected: usize, found: usize },
    /// The sizes at bytes 4 to 11 announce more bytes than this machine can count.
    TooLarge { mentees: u32, mentors: u32 },
    /// A score to be packed is outside −32 767 to 32 767.
    ScoreOutOfRange {
        mentee: usize,
        mentor: usize,
        score: i32,
    },
    /// A mentor with more than 255 places.
    CapacityOutOfRange { mentor: usize, capacity: u32 },
    /// The layout has no room for locks.
    Locked { mentee: usize, mentor: usize },
    /// The layout has no room for mentors' preferences of their own.
    MentorScoreDiffers { mentee: usize, mentor: usize },
}

impl fmt::Display for PackedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::WrongMagic { found } => write!(
                f,
                "byte 0: starts with \"{}\", not \"MMI1\"; give a packed problem",
                found.escape_ascii()
            ),
            Self::TooShort { expected, found } => write!(
                f,
                "byte {found}: ends here, but {expected} bytes are announced; \
                 the file was cut short, so write or fetch it again"
            ),
            Self::TooLong { expected, found } => write!(
                f,
                "byte {expected}: the problem ends here, but there are {found} bytes; \
                 drop the rest, or correct the sizes at bytes 4 to 11"
            ),
            Self::TooLarge { mentees, mentors } => write!(
                f,
                "byte 4: {mentees} mentees × {mentors} mentors is more than fits any memory; \
                 correct the sizes at bytes 4 to 11"
            ),
            Self::ScoreOutOfRange {
                mentee,
                mentor,
                score,
            } => write!(
                f,
                "mentee {mentee} and mentor {mentor} score {score}; \
                 scale scores to between -32767 and 32767"
            ),
            Self::CapacityOutOfRange { mentor, capacity } => write!(
                f,
                "mentor {mentor} has {capacity} places; 255 at most can be packed, so lower it"
            ),
            Self::Locked { mentee, mentor } => write!(
                f,
                "mentee {mentee} is locked to mentor {mentor}; unlock the pair, \
                 because locks cannot be packed"
            ),
            Self::MentorScoreDiffers { mentee, mentor } => write!(
                f,
                "mentor {mentor} has a score of its own for mentee {mentee}; leave mentors' \
                 scores out, because only one score a pair can be packed"
            ),
        }
    }
}

impl std::error::Error for PackedError {}

/// Unpacks a problem; it remains to be built.
pub fn read(bytes: &[u8]) -> Result<ProblemBuilder, PackedError> {
    let found = bytes.len();
    // A wrong file is told as such even when it is a short one.
    if let Some(&magic) = bytes.first_chunk::<4>()
        && magic != MAGIC
    {
        return Err(PackedError::WrongMagic { found: magic });
    }
    let Some((header, body)) = bytes.split_first_chunk::<HEADER>() else {
        let expected = HEADER;
        return Err(PackedError::TooShort { expected, found });
    };
    let [_, mentees, mentors, penalty] = std::array::from_fn(|word| {
        let four = std::array::from_fn(|byte| header[4 * word + byte]);
        u32::from_le_bytes(four)
    });
    let too_large = PackedError::TooLarge { mentees, mentors };
    let expected = size(mentees as usize, mentors as usize).ok_or(too_large)?;
    if found < expected {
        return Err(PackedError::TooShort { expected, found });
    }
    if found > expected {
        return Err(PackedError::TooLong { expected, found });
    }
    let (places, scores) = body.split_at(mentors as usize);
    let (scores, _) = scores.as_chunks::<2>();
    let unpack = |&two: &[u8; 2]| match i16::from_le_bytes(two) {
        PACKED_FORBIDDEN => FORBIDDEN,
        score => i32::from(score),
    };
    let scores = scores.iter().map(unpack).collect();
    let places = places.iter().map(|&places| u32::from(places)).collect();
    Ok(Problem::builder(scores, places)
        .mentees(mentees as usize)
        .unmatched_penalty(penalty.cast_signed()))
}

/// Packs a problem. Pairs forbidden by hand become forbidden for good: the scores that wait behind
/// them are not kept.
pub fn write(problem: &Problem) -> Result<Vec<u8>, PackedError> {
    let (mentees, mentors) = (problem.mentees(), problem.mentors());
    for (mentee, lock) in problem.locks().iter().enumerate() {
        if let &Some(mentor) = lock {
            let mentor = mentor as usize;
            return Err(PackedError::Locked { mentee, mentor });
        }
    }
    let count = |people| u32::try_from(people).expect("a problem has at most MOST_PEOPLE a side");
    let mut bytes = Vec::with_capacity(size(mentees, mentors).unwrap_or_default());
    bytes.extend(MAGIC);
    bytes.extend(count(mentees).to_le_bytes());
    bytes.extend(count(mentors).to_le_bytes());
    bytes.extend(problem.unmatched_penalty().to_le_bytes());
    for (mentor, &capacity) in problem.capacities().iter().enumerate() {
        let places = u8::try_from(capacity);
        let too_many = PackedError::CapacityOutOfRange { mentor, capacity };
        bytes.push(places.map_err(|_| too_many)?);
    }
    for mentee in 0..mentees {
        for mentor in 0..mentors {
            bytes.extend(pack(problem, mentee, mentor)?.to_le_bytes());
        }
    }
    Ok(bytes)
}

fn pack(problem: &Problem, mentee: usize, mentor: usize) -> Result<i16, PackedError> {
    let Some(score) = problem.score(mentee, mentor) else {
        return Ok(PACKED_FORBIDDEN);
    };
    if problem.mentor_score(mentee, mentor) != Some(score) {
        return Err(PackedError::MentorScoreDiffers { mentee, mentor });
    }
    i16::try_from(score)
        .ok()
        .filter(|&score| score != PACKED_FORBIDDEN)
        .ok_or(PackedError::ScoreOutOfRange {
            mentee,
            mentor,
            score,
        })
}

/// Bytes of a whole packed problem.
fn size(mentees: usize, mentors: usize) -> Option<usize> {
    let scores = mentees.checked_mul(mentors)?.checked_mul(2)?;
    scores.checked_add(mentors)?.checked_add(HEADER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn problem() -> Problem {
        let scores = vec![90, FORBIDDEN, -32_767, 32_767, 0, 1];
        let draft = Problem::builder(scores, vec![255, 0]);
        draft.unmatched_penalty(50).build().expect("sound")
    }

    fn unpacked(bytes: &[u8]) -> Problem {
        read(bytes).expect("packed").build().expect("sound")
    }

    #[test]
    fn the_layout_is_the_one_described() {
        let packed = write(&problem()).expect("fits");
        assert_eq!(packed[..16], *b"MMI1\x03\0\0\0\x02\0\0\0\x32\0\0\0");
        assert_eq!(packed[16..18], [255, 0]);
        assert_eq!(
            packed[18..],
            [90, 0, 0, 0x80, 0x01, 0x80, 0xff, 0x7f, 0, 0, 1, 0]
        );
    }

    #[test]
    fn what_is_packed_unpacks_to_the_same() {
        assert_eq!(unpacked(&write(&problem()).expect("fits")), problem());
    }

    #[test]
    fn a_problem_without_mentors_keeps_its_mentees() {
        let lonely = Problem::builder(Vec::new(), Vec::new()).mentees(3);
        let lonely = lonely.build().expect("sound");
        assert_eq!(unpacked(&write(&lonely).expect("fits")), lonely);
    }

    #[test]
    fn a_pair_forbidden_by_hand_is_forbidden_for_good() {
        let draft = Problem::builder(vec![7, 8], vec![1, 1]).forbid(0, 1);
        let packed = write(&draft.build().expect("sound")).expect("fits");
        assert_eq!(unpacked(&packed).score(0, 1), None);
        assert_eq!(unpacked(&packed).score(0, 0), Some(7));
    }

    #[test]
    fn another_kind_of_file_is_told_as_such_however_short() {
        let found = *b"PK\x03\x04";
        assert_eq!(read(&found), Err(PackedError::WrongMagic { found }));
    }

    #[test]
    fn every_cut_says_how_much_is_missing() {
        let packed = write(&problem()).expect("fits");
        for found in 0..packed.len() {
            let expected = if found < 16 { 16 } else { packed.len() };
            let refused = PackedError::TooShort { expected, found };
            assert_eq!(read(&packed[..found]), Err(refused));
        }
    }

    #[test]
    fn surplus_bytes_are_not_ignored() {
        let mut packed = write(&problem()).expect("fits");
        packed.push(0);
        let (expected, found) = (packed.len() - 1, packed.len());
        let refused = read(&packed).expect_err("one byte too many");
        assert_eq!(refused, PackedError::TooLong { expected, found });
    }

    #[test]
    fn sizes_beyond_any_memory_are_refused() {
        let refused = read(b"MMI1\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0");
        let (mentees, mentors) = (u32::MAX, u32::MAX);
        assert_eq!(refused, Err(PackedError::TooLarge { mentees, mentors }));
    }

    #[test]
    fn large_sizes_without_the_bytes_for_them_allocate_nothing() {
        let refused = read(b"MMI1\xff\xff\0\0\xff\xff\0\0\0\0\0\0");
        assert!(matches!(
            refused,
            Err(PackedError::TooShort { found: 16, .. } | PackedError::TooLarge { .. })
        ));
    }

    #[test]
    fn a_score_that_two_bytes_cannot_hold_is_refused() {
        // -32 768 would come back as forbidden.
        for score in [-32_768, 32_768] {
            let problem = Problem::builder(vec![0, score], vec![1, 1]);
            let problem = problem.build().expect("sound");
            let (mentee, mentor) = (0, 1);
            let refused = PackedError::ScoreOutOfRange {
                mentee,
                mentor,
                score,
            };
            assert_eq!(write(&problem), Err(refused));
        }
    }

    #[test]
    fn a_capacity_that_one_byte_cannot_hold_is_refused() {
        let problem = Problem::builder(vec![0, 0], vec![255, 256]);
        let (mentor, capacity) = (1, 256);
        let refused = PackedError::CapacityOutOfRange { mentor, capacity };
        assert_eq!(write(&problem.build().expect("sound")), Err(refused));
    }

    #[test]
    fn a_lock_is_refused_rather_than_lost() {
        let problem = Problem::builder(vec![0, 0], vec![1, 1]).lock(0, 1);
        let (mentee, mentor) = (0, 1);
        let refused = PackedError::Locked { mentee, mentor };
        assert_eq!(write(&problem.build().expect("sound")), Err(refused));
    }

    #[test]
    fn mentors_own_scores_are_refused_rather_than_lost() {
        let problem = Problem::builder(vec![5, 6], vec![1, 1]).mentor_scores(vec![5, 7]);
        let (mentee, mentor) = (0, 1);
        let refused = PackedError::MentorScoreDiffers { mentee, mentor };
        assert_eq!(write(&problem.build().expect("sound")), Err(refused));
    }

    #[test]
    fn an_error_says_where_and_what_to_do() {
        let (expected, found) = (30, 17);
        assert_eq!(
            PackedError::TooShort { expected, found }.to_string(),
            "byte 17: ends here, but 30 bytes are announced; \
             the file was cut short, so write or fetch it again"
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_unpacked_or_refused(
            mut bytes in prop::collection::vec(any::<u8>(), 0..80),
            sizes in prop::option::of((0..5u32, 0..5u32)),
        ) {
            if let (Some((mentees, mentors)), Some(header)) =
                (sizes, bytes.first_chunk_mut::<12>())
            {
                header[..4].copy_from_slice(&MAGIC);
                header[4..8].copy_from_slice(&mentees.to_le_bytes());
                header[8..].copy_from_slice(&mentors.to_le_bytes());
                if let Some(size) = size(mentees as usize, mentors as usize) {
                    bytes.resize(size, 7);
                }
            }
            if let Ok(Ok(problem)) = read(&bytes).map(ProblemBuilder::build) {
                prop_assert_eq!(write(&problem), Ok(bytes));
            }
        }
    }
}
