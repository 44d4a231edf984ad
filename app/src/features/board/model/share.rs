//! Working on one board with others: what is sent, what comes back, and whose
//! move wins.

use super::names::Names;
use super::{BoardModel, Change, Unsaved, Way, in_order};
use pairwell_domain::board::{Board, BoardPool, Move, MoveMade, MoveRefusal};
use pairwell_domain::id::EnrolmentId;

/// A change made here that did not survive somebody else's.
#[derive(Clone, Debug, PartialEq)]
pub struct Lost {
    pub moves: Vec<Move>,
    pub why: WhyLost,
}

#[derive(Clone, Debug, PartialEq)]
pub enum WhyLost {
    /// They decided about the same thing first.
    Decided { by: String, instead: Move },
    /// After what they did it is no longer possible.
    Refused(MoveRefusal),
}

/// What became of the board when somebody else's moves came in.
#[derive(Clone, Debug, PartialEq)]
pub struct Rebased {
    pub change: Change,
    pub lost: Vec<Lost>,
    /// Who made the moves that came in, each once.
    pub by: Vec<String>,
    /// Positions mean other people now.
    pub people_changed: bool,
}

/// What somebody else's move means for this board.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// Already known, or about to be told in the answer to our own request.
    Nothing,
    Applied(Rebased),
    /// More happened than the move tells: read the board again, once nothing of ours is on
    /// its way.
    ReadAgain,
}

/// What a move decides about. Two moves about the same are in each other's way.
#[derive(PartialEq)]
enum Subject {
    Mentee(EnrolmentId),
    Pair(EnrolmentId, EnrolmentId),
    Places(EnrolmentId),
    Weights,
    Objective,
    Rules,
}

fn subject(change: &Move) -> Subject {
    match *change {
        Move::Lock { mentee, .. } | Move::Release { mentee } | Move::LeaveOut { mentee } => {
            Subject::Mentee(mentee)
        }
        Move::Forbid { mentee, mentor } | Move::Allow { mentee, mentor } => {
            Subject::Pair(mentee, mentor)
        }
        Move::Places { mentor, .. } => Subject::Places(mentor),
        Move::Weigh { .. } => Subject::Weights,
        Move::Aim { .. } => Subject::Objective,
        Move::Rule { .. } => Subject::Rules,
    }
}

/// The last of `since` that is about what `moves` are about.
pub(super) fn overtaking<'a>(
    moves: &[Move],
    since: &'a [MoveMade],
) -> Option<(&'a MoveMade, &'a Move)> {
    let mut made = since
        .iter()
        .flat_map(|made| made.moves.iter().map(move |change| (made, change)));
    made.rfind(|(_, theirs)| moves.iter().any(|mine| subject(mine) == subject(theirs)))
}

impl BoardModel {
    /// Everything unsaved, to be sent as one, with the version it is made on;
    /// `None` while a request is under way or nothing has changed.
    pub fn to_send(&mut self) -> Option<(i64, Vec<Move>)> {
        if self.sending > 0 || self.unsaved.is_empty() {
            return None;
        }
        self.sending = self.unsaved.len();
        let moves = self.unsaved.iter().flat_map(|u| u.moves.clone());
        Some((self.board.version, moves.collect()))
    }

    /// Nobody answered: what was sent may have arrived or not, which the next answer tells.
    pub fn not_heard(&mut self) {
        self.in_doubt.push(std::mem::take(&mut self.sending));
    }

    /// Whether a request is on its way.
    pub fn is_sending(&self) -> bool {
        self.sending > 0
    }

    /// Whether there is anything the server does not have yet.
    pub fn has_unsaved(&self) -> bool {
        !self.unsaved.is_empty()
    }

    /// The server has what was sent. `false` when it could do so only because
    /// the people on the board have changed, so that it must be read again.
    #[must_use]
    pub fn saved(&mut self, made: &MoveMade) -> bool {
        self.unsaved.drain(..self.sending);
        self.nothing_is_sent();
        self.board.version = made.version;
        self.me = Some(made.by.clone());
        let made = self.board.draft.apply_all(&made.moves, &self.pool);
        made.is_ok()
    }

    /// It could not be saved: everything unsaved is taken back, so that the
    /// board shows what is so.
    pub fn take_back(&mut self) -> Change {
        self.nothing_is_sent();
        while let Some(unsaved) = self.unsaved.pop_back() {
            self.forget(&unsaved);
        }
        self.draft = self.board.draft.clone();
        self.reanswer()
    }

    /// Takes the board as somebody else left it, and does again on top of it
    /// what was done here.
    pub fn rebase(&mut self, mut board: Board, since: &[MoveMade]) -> Rebased {
        in_order(&mut board);
        let same_people = board.mentees == self.board.mentees
            && board.mentors == self.board.mentors
            && board.blocks == self.board.blocks
            && board.warnings == self.board.warnings
            && board.standing == self.board.standing
            && board.places_cap == self.board.places_cap;
        let before = self.whereabouts();
        if !same_people {
            self.pool = BoardPool::new(&board);
            self.names = Names::of(&board);
            // Its positions mean other people.
            self.live = None;
        }
        let known = std::mem::replace(&mut self.board, board).version;
        let (lost, by) = self.make_again(known, since);
        let totals = (self.answer.total, self.answer.matched as i64);
        self.reanswer();
        let change = Change {
            moved: self.moved_from(&before),
            total: self.answer.total - totals.0,
            matched: self.answer.matched as i64 - totals.1,
        };
        Rebased {
            change,
            lost,
            by,
            people_changed: !same_people,
        }
    }

    /// Somebody's move was announced; perhaps our own.
    pub fn hear(&mut self, made: &MoveMade) -> Heard {
        if made.version <= self.board.version {
            return Heard::Nothing;
        }
        // What happened after that the answer to our own request need not tell.
        if made.version > self.board.version + 1 {
            return Heard::ReadAgain;
        }
        if self.sending > 0 {
            return Heard::Nothing;
        }
        let mut theirs = self.board.draft.clone();
        if theirs.apply_all(&made.moves, &self.pool).is_err() {
            return Heard::ReadAgain;
        }
        self.board.draft = theirs;
        self.board.version = made.version;
        let since = std::slice::from_ref(made);
        let (lost, by) = self.make_again(made.version - 1, since);
        let change = self.reanswer();
        Heard::Applied(Rebased {
            change,
            lost,
            by,
            people_changed: false,
        })
    }

    /// Starts from the server's draft and makes the unsaved moves on it, except
    /// those that somebody was faster with. `since` is what happened after the version `known`.
    /// Says what was lost, and who did what happened.
    fn make_again(&mut self, known: i64, since: &[MoveMade]) -> (Vec<Lost>, Vec<String>) {
        self.sending = 0;
        let mut since = since;
        if self.board.version > known && self.arrived(known, since) {
            since = &since[1..];
        }
        self.draft = self.board.draft.clone();
        for step in self.done.iter_mut().chain(&mut self.undone) {
            if let Some((made, _)) = overtaking(&step.moves, since) {
                step.overtaken_by = Some(made.by.clone());
            }
        }
        let mut gone = Vec::new();
        for unsaved in std::mem::take(&mut self.unsaved) {
            let why = match overtaking(&unsaved.moves, since) {
                Some((made, theirs)) => WhyLost::Decided {
                    by: made.by.clone(),
                    instead: theirs.clone(),
                },
                None => match self.draft.apply_all(&unsaved.moves, &self.pool) {
                    Ok(back) => {
                        self.keep(unsaved, back);
                        continue;
                    }
                    Err(refusal) => WhyLost::Refused(refusal),
                },
            };
            gone.push((unsaved, why));
        }
        if !gone.is_empty() {
            // What a request had is not counted from the front any more.
            self.in_doubt.clear();
        }
        for (unsaved, _) in gone.iter().rev() {
            self.forget(unsaved);
        }
        let lost = gone.into_iter().map(|(unsaved, why)| Lost {
            moves: unsaved.moves,
            why,
        });
        (lost.collect(), authors(since))
    }

    fn nothing_is_sent(&mut self) {
        self.sending = 0;
        self.in_doubt.clear();
    }

    /// Whether the first of `since` is our own request that nobody answered; it is saved, then.
    /// Made on the version `known`, it can be the very next one or none.
    fn arrived(&mut self, known: i64, since: &[MoveMade]) -> bool {
        let in_doubt = std::mem::take(&mut self.in_doubt);
        let next = since.first().filter(|made| {
            let by_me = self.me.as_ref().is_none_or(|me| *me == made.by);
            by_me && made.version == known + 1
        });
        let sent = next.and_then(|made| {
            let moves = |sent: &usize| self.unsaved.range(..*sent).flat_map(|u| &u.moves);
            in_doubt
                .into_iter()
                .find(|sent| moves(sent).eq(&made.moves))
        });
        self.unsaved.drain(..sent.unwrap_or(0));
        sent.is_some()
    }

    fn keep(&mut self, unsaved: Unsaved, back: Vec<Move>) {
        if unsaved.way != Way::Undid
            && let Some(step) = self.done.iter_mut().find(|s| s.number == unsaved.step)
        {
            step.back = back;
        }
        self.unsaved.push_back(unsaved);
    }

    /// Turns the undo history back to before a change that is gone; the latest first where
    /// several are.
    fn forget(&mut self, unsaved: &Unsaved) {
        let (from, to) = match unsaved.way {
            Way::Undid => (&mut self.undone, &mut self.done),
            Way::Redid => (&mut self.done, &mut self.undone),
            Way::Did => {
                // Undone since or not, it never was.
                for steps in [&mut self.done, &mut self.undone] {
                    steps.retain(|step| step.number != unsaved.step);
                }
                return;
            }
        };
        if let Some(at) = from.iter().position(|step| step.number == unsaved.step) {
            to.push(from.remove(at));
        }
    }

    /// Who is with whom, by id: positions change when people come and go.
    fn whereabouts(&self) -> Vec<(EnrolmentId, Option<EnrolmentId>)> {
        let seats = self.answer.seats.iter().enumerate();
        seats
            .map(|(mentee, seat)| {
                let mentor = seat.mentor().map(|mentor| self.pool.mentor_id(mentor));
                (self.pool.mentee_id(mentee), mentor)
            })
            .collect()
    }

    fn moved_from(
        &self,
        before: &[(EnrolmentId, Option<EnrolmentId>)],
    ) -> Vec<(usize, Option<usize>, Option<usize>)> {
        let here = before.iter().filter_map(|(mentee, mentor)| {
            let at = self.mentee_position(*mentee)?;
            let was = mentor.and_then(|mentor| self.pool.mentor_at(mentor));
            Some((at, was, self.answer.seats[at].mentor()))
        });
        here.filter(|(_, was, is)| was != is).collect()
    }
}

fn authors(since: &[MoveMade]) -> Vec<String> {
    let mut by: Vec<String> = Vec::new();
    for made in since {
        if !by.contains(&made.by) {
            by.push(made.by.clone());
        }
    }
    by
}
