//! As much of a board as a few moves are about: a move is decided by the same
//! rule as in the browser without reading thousands of people for it.

use super::{blocks, people};
use crate::db::{DbError, Reader, Tx, args};
use pairwell_domain::board::{BoardMentee, BoardMentor, Move, Surroundings};
use pairwell_domain::fit::constraints::Between;
use pairwell_domain::fit::{Block, Pool};
use pairwell_domain::id::{EnrolmentId, ProgrammeId};
use people::Participant;
use std::collections::{BTreeSet, HashMap};

/// What [`pairwell_domain::board::Draft::apply`] asks about the people named in
/// some moves.
pub struct Around {
    places_cap: u8,
    mentees: HashMap<EnrolmentId, (BoardMentee, u32)>,
    mentors: HashMap<EnrolmentId, (BoardMentor, u32)>,
    blocks: HashMap<(EnrolmentId, EnrolmentId), Block>,
}

pub async fn read(tx: &mut Tx, programme: ProgrammeId, moves: &[Move]) -> Result<Around, DbError> {
    const CAP: &str = "SELECT capacity_cap FROM programme WHERE id = $1";
    let (places_cap,) = (&mut *tx).one::<(u8,)>(CAP, args![programme]).await?;
    let mut around = Around {
        places_cap,
        mentees: HashMap::new(),
        mentors: HashMap::new(),
        blocks: HashMap::new(),
    };
    let named: BTreeSet<EnrolmentId> = moves.iter().flat_map(named).collect();
    for id in named {
        match people::by_id(tx, programme, id).await? {
            Some((Participant::Mentee(mentee), pairs)) => {
                around.mentees.insert(id, (*mentee, pairs));
            }
            Some((Participant::Mentor(mentor), pairs)) => {
                around.mentors.insert(id, (*mentor, pairs));
            }
            None => {}
        }
    }
    for change in moves {
        if let Move::Lock { mentee, mentor, .. } = *change
            && let Some(block) = around.find_block(tx, programme, mentee, mentor).await?
        {
            around.blocks.insert((mentee, mentor), block);
        }
    }
    Ok(around)
}

fn named(change: &Move) -> Vec<EnrolmentId> {
    match *change {
        Move::Lock { mentee, mentor, .. }
        | Move::Forbid { mentee, mentor }
        | Move::Allow { mentee, mentor } => vec![mentee, mentor],
        Move::Release { mentee } | Move::LeaveOut { mentee } => vec![mentee],
        Move::Places { mentor, .. } => vec![mentor],
        Move::Weigh { .. } | Move::Aim { .. } | Move::Rule { .. } => vec![],
    }
}

impl Around {
    async fn find_block(
        &self,
        tx: &mut Tx,
        programme: ProgrammeId,
        mentee: EnrolmentId,
        mentor: EnrolmentId,
    ) -> Result<Option<Block>, DbError> {
        let known = self.mentees.get(&mentee).zip(self.mentors.get(&mentor));
        let Some(((mentee, _), (mentor, _))) = known else {
            return Ok(None);
        };
        let (me, them) = (&mentee.facts, &mentor.facts);
        let (mine, theirs) = ((me.id, me.common.person), (them.id, them.common.person));
        let pool = Pool::new([me.clone()], [them.clone()]);
        let between = Between {
            same_person: mine.1 == theirs.1,
            no_shared_language: !pool.share_a_language(0, 0),
            ..blocks::between(tx, programme, mine, theirs).await?
        };
        Ok(between.block())
    }
}

impl Surroundings for Around {
    fn offered_places(&self, mentor: EnrolmentId) -> Option<u8> {
        self.mentors.get(&mentor).map(|(mentor, _)| mentor.places)
    }

    fn places_cap(&self) -> u8 {
        self.places_cap
    }

    fn standing_of(&self, mentor: EnrolmentId) -> usize {
        self.mentors
            .get(&mentor)
            .map_or(0, |(_, pairs)| *pairs as usize)
    }

    fn has_mentee(&self, mentee: EnrolmentId) -> bool {
        self.mentees.contains_key(&mentee)
    }

    fn is_paired(&self, mentee: EnrolmentId) -> bool {
        self.mentees
            .get(&mentee)
            .is_some_and(|(_, pairs)| *pairs > 0)
    }

    fn block(&self, mentee: EnrolmentId, mentor: EnrolmentId) -> Option<Block> {
        self.blocks.get(&(mentee, mentor)).copied()
    }
}
