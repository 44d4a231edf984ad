//! Three coordinators on one board, whatever reaches whom when.
//!
//! Each has a [`BoardModel`] behind a [`Page`] that does what the page does with
//! it; between them stands a [`Server`] that takes one request after the other.
//! Requests, answers, announcements and reads are on their way until a [`Happens`]
//! lets them arrive, in any order a network allows.

use super::*;
use crate::features::board::model::share::overtaking;
use pairwell_domain::api::board::Stale;
use proptest::prelude::*;
use std::collections::{HashMap, VecDeque};

const NAMES: [&str; 3] = ["Kim", "Li", "Mo"];
/// Rounds of letting everything arrive after which all must have come to rest.
const ROUNDS: usize = 50;

#[derive(Clone, Debug)]
enum Happens {
    Make(usize, Vec<Move>),
    /// Something done with the mentees in the mask at once.
    Bulk(usize, Bulk, u8),
    Undo(usize),
    Redo(usize),
    /// What waits since nobody answered is sent again.
    TryAgain(usize),
    /// The request reaches the server.
    Arrives(usize),
    /// The server's answer reaches the page.
    Answered(usize),
    /// Nobody answers, wherever the request is; it may reach the server later all the same.
    NotHeard {
        who: usize,
        strays: bool,
    },
    StrayArrives(usize),
    /// So many announcements reach the page.
    Heard(usize, usize),
    /// The stream of announcements was away for so long that it begins anew.
    CutOff(usize),
    ReadArrives(usize),
    ReadAnswered(usize),
    Reload(usize),
    /// Readies the engine's live session, which then follows every change.
    PicksUp(usize),
    /// A mentor offers another number of places.
    Offers {
        mentor: usize,
        places: u8,
    },
}

/// A change as it was sent: what is in a request besides its moves.
#[derive(Clone, Debug, PartialEq)]
struct Sent {
    step: u32,
    way: Way,
    moves: Vec<Move>,
    /// The version known when it was made.
    on: i64,
}

#[derive(Clone, Debug)]
struct Request {
    version: i64,
    changes: Vec<Sent>,
}

impl Request {
    fn moves(&self) -> Vec<Move> {
        let moves = self.changes.iter().flat_map(|sent| sent.moves.clone());
        moves.collect()
    }
}

#[derive(Clone, Debug)]
enum Reply {
    Made(MoveMade),
    Stale(Box<Stale>),
    Refused,
}

struct Entry {
    who: usize,
    made: MoveMade,
    changes: Vec<Sent>,
}

struct Server {
    board: Board,
    first: i64,
    log: Vec<Entry>,
}

impl Server {
    fn new(board: Board) -> Self {
        Server {
            first: board.version,
            board,
            log: Vec::new(),
        }
    }

    fn take(&mut self, who: usize, request: &Request) -> Reply {
        if request.version != self.board.version {
            return Reply::Stale(Box::new(Stale {
                board: self.board.clone(),
                since: self.since(request.version),
            }));
        }
        let moves = request.moves();
        let pool = BoardPool::new(&self.board);
        if self.board.draft.apply_all(&moves, &pool).is_err() {
            return Reply::Refused;
        }
        self.board.version += 1;
        let made = made(self.board.version, NAMES[who], &moves);
        self.log.push(Entry {
            who,
            made: made.clone(),
            changes: request.changes.clone(),
        });
        Reply::Made(made)
    }

    fn since(&self, version: i64) -> Vec<MoveMade> {
        let at = usize::try_from(version - self.first).expect("nobody knows an earlier one");
        self.log[at..]
            .iter()
            .map(|entry| entry.made.clone())
            .collect()
    }
}

/// What an announcement tells; `None` is to read again.
type News = Option<MoveMade>;

struct Page {
    who: usize,
    model: BoardModel,
    request: Option<Request>,
    reply: Option<Reply>,
    strays: Vec<Request>,
    /// A request made on this version was not answered.
    in_doubt: bool,
    /// Something was told to be lost, or taken back, that may be on its way still.
    was_told_too_early: bool,
    news: VecDeque<News>,
    /// Reads on their way; with what the server answered once they reached it.
    reads: VecDeque<Option<Board>>,
    read_after: bool,
    /// The version each unsaved change was made on.
    on: VecDeque<i64>,
    /// Where each step was made first.
    step_on: HashMap<u32, i64>,
    did: Vec<Vec<Move>>,
    lost: Vec<Vec<Move>>,
    taken_back: Vec<Vec<Move>>,
    /// Taken to be saved without an answer, and as which version.
    dropped: Vec<(i64, Vec<Sent>)>,
    /// Saved, as far as it knows, by somebody who did the very same.
    adopted: Vec<(i64, Vec<Sent>)>,
}

impl Page {
    fn open(who: usize, board: &Board) -> Self {
        Page {
            who,
            model: BoardModel::new(board.clone()),
            request: None,
            reply: None,
            strays: Vec::new(),
            in_doubt: false,
            was_told_too_early: false,
            news: VecDeque::new(),
            reads: VecDeque::new(),
            read_after: false,
            on: VecDeque::new(),
            step_on: HashMap::new(),
            did: Vec::new(),
            lost: Vec::new(),
            taken_back: Vec::new(),
            dropped: Vec::new(),
            adopted: Vec::new(),
        }
    }

    /// Notes what is new among the unsaved changes.
    fn note(&mut self, unsaved_before: usize) {
        let version = self.model.version();
        for unsaved in self.model.unsaved.range(unsaved_before..) {
            self.on.push_back(version);
            self.did.push(unsaved.moves.clone());
            if unsaved.way == Way::Did {
                self.step_on.insert(unsaved.step, version);
            }
        }
    }

    fn make(&mut self, moves: Vec<Move>) {
        let before = self.model.unsaved.len();
        if self.model.make(moves).is_ok() {
            self.note(before);
            self.send();
        }
    }

    fn turn(&mut self, way: Way) {
        let before = self.model.unsaved.len();
        let draft = self.model.draft.clone();
        let turned = match way {
            Way::Undid => self.model.undo(),
            _ => self.model.redo(),
        };
        match turned {
            Ok(_) => {
                self.note(before);
                self.send();
            }
            Err(_) => assert_eq!(self.model.draft, draft, "what is refused changes nothing"),
        }
    }

    fn send(&mut self) {
        let Some((version, moves)) = self.model.to_send() else {
            return;
        };
        assert!(self.request.is_none() && self.reply.is_none());
        let changes = self.model.unsaved.iter().zip(&self.on);
        let request = Request {
            version,
            changes: changes
                .map(|(unsaved, on)| Sent {
                    step: unsaved.step,
                    way: unsaved.way,
                    moves: unsaved.moves.clone(),
                    on: *on,
                })
                .collect(),
        };
        assert_eq!(request.moves(), moves);
        self.request = Some(request);
    }

    fn is_waiting(&self) -> bool {
        self.request.is_some() || self.reply.is_some()
    }

    fn answered(&mut self) {
        let Some(reply) = self.reply.take() else {
            return;
        };
        match reply {
            Reply::Made(made) => {
                let sent = self.model.sending;
                if !self.model.saved(&made) {
                    self.read_after = true;
                }
                self.on.drain(..sent);
                self.in_doubt = false;
            }
            Reply::Stale(stale) => self.rebase(stale.board, &stale.since),
            Reply::Refused => {
                let all = self.model.unsaved.iter();
                self.taken_back
                    .extend(all.map(|unsaved| unsaved.moves.clone()));
                self.model.take_back();
                self.on.clear();
                self.was_told_too_early |= self.in_doubt;
                self.in_doubt = false;
                self.read_after = true;
            }
        }
        self.after_answer();
    }

    fn after_answer(&mut self) {
        if std::mem::take(&mut self.read_after) {
            self.read();
        } else {
            self.send();
        }
    }

    fn not_heard(&mut self, strays: bool) {
        if !self.is_waiting() {
            return;
        }
        self.reply = None;
        if let Some(request) = self.request.take()
            && strays
        {
            self.strays.push(request);
        }
        self.in_doubt = true;
        self.model.not_heard();
        if std::mem::take(&mut self.read_after) {
            self.read();
        }
    }

    fn read(&mut self) {
        if self.is_waiting() {
            self.read_after = true;
        } else {
            self.reads.push_back(None);
        }
    }

    fn read_answered(&mut self, server: &Server) {
        let Some(Some(board)) = self.reads.front().cloned() else {
            return;
        };
        self.reads.pop_front();
        if self.is_waiting() {
            self.read_after = true;
        } else if board.version < self.model.version() {
            self.read();
        } else {
            let mut since = server.since(self.model.version());
            since.retain(|made| made.version <= board.version);
            self.rebase(board, &since);
        }
    }

    fn heard(&mut self) {
        let Some(news) = self.news.pop_front() else {
            return;
        };
        let Some(made) = news else {
            return self.read();
        };
        let before = self.before();
        match self.model.hear(&made) {
            Heard::Nothing => {}
            Heard::ReadAgain => self.read(),
            Heard::Applied(rebased) => self.took(before, &rebased),
        }
    }

    fn rebase(&mut self, board: Board, since: &[MoveMade]) {
        let before = self.before();
        let rebased = self.model.rebase(board, since);
        self.took(before, &rebased);
    }

    fn before(&self) -> (i64, Vec<Sent>) {
        let unsaved = self.model.unsaved.iter().zip(&self.on);
        let unsaved = unsaved.map(|(unsaved, on)| Sent {
            step: unsaved.step,
            way: unsaved.way,
            moves: unsaved.moves.clone(),
            on: *on,
        });
        (self.model.version(), unsaved.collect())
    }

    /// Follows what became of each unsaved change: it is still there, was lost and told so,
    /// or is taken to have arrived without an answer.
    fn took(&mut self, (version, before): (i64, Vec<Sent>), rebased: &Rebased) {
        let lost = rebased.lost.iter().map(|lost| lost.moves.clone());
        self.lost.extend(lost);
        let kept = self.model.unsaved.len();
        let arrived = before.len() - kept - rebased.lost.len();
        let (arrived, rest) = before.split_at(arrived);
        let mut rest = rest.iter().rev();
        let on = self.model.unsaved.iter().rev().map(|unsaved| {
            let same = |sent: &&Sent| (sent.step, sent.way) == (unsaved.step, unsaved.way);
            let sent = rest.find(same).expect("no change appears from nowhere");
            assert_eq!(sent.moves, unsaved.moves);
            sent.on
        });
        let on: VecDeque<i64> = on.collect();
        self.on = on.into_iter().rev().collect();
        if !arrived.is_empty() {
            self.dropped.push((version + 1, arrived.to_vec()));
        }
        if self.model.version() > version {
            self.in_doubt = false;
        } else if self.in_doubt && !rebased.lost.is_empty() {
            self.was_told_too_early = true;
        }
        if !self.is_waiting() {
            self.send();
        }
    }
}

struct World {
    server: Server,
    pages: Vec<Page>,
}

impl World {
    fn new() -> Self {
        let server = Server::new(board());
        World {
            pages: (0..NAMES.len())
                .map(|who| Page::open(who, &server.board))
                .collect(),
            server,
        }
    }

    fn tell(&mut self, news: &News) {
        for page in &mut self.pages {
            page.news.push_back(news.clone());
        }
    }

    fn arrives(&mut self, who: usize, request: &Request) -> Reply {
        let reply = self.server.take(who, request);
        if let Reply::Made(made) = &reply {
            self.tell(&Some(made.clone()));
        }
        reply
    }

    /// The page for which something can happen: `who`, or the next of which that is so.
    fn next(&mut self, who: usize, can: impl Fn(&Page) -> bool) -> Option<&mut Page> {
        let pages = NAMES.len();
        let mut order = (who..who + pages).map(|who| who % pages);
        let who = order.find(|who| can(&self.pages[*who]))?;
        Some(&mut self.pages[who])
    }

    fn happens(&mut self, happens: &Happens) {
        match happens {
            Happens::Make(who, moves) => self.pages[*who].make(moves.clone()),
            Happens::Bulk(who, what, mask) => {
                let mentees: Vec<usize> = (0..4).filter(|m| mask >> m & 1 == 1).collect();
                let (moves, _) = self.pages[*who].model.bulk(*what, &mentees);
                self.pages[*who].make(moves);
            }
            Happens::Undo(who) => self.pages[*who].turn(Way::Undid),
            Happens::Redo(who) => self.pages[*who].turn(Way::Redid),
            Happens::PicksUp(who) => self.pages[*who].model.warm_up(),
            Happens::TryAgain(who) => {
                if let Some(page) = self.next(*who, |page| page.in_doubt && !page.is_waiting()) {
                    page.send();
                }
            }
            Happens::Arrives(who) => {
                let page = self.next(*who, |page| page.request.is_some());
                if let Some((who, request)) = page.and_then(|p| Some((p.who, p.request.take()?))) {
                    self.pages[who].reply = Some(self.arrives(who, &request));
                }
            }
            Happens::StrayArrives(who) => {
                if let Some(page) = self.next(*who, |page| !page.strays.is_empty()) {
                    let (who, request) = (page.who, page.strays.remove(0));
                    self.arrives(who, &request);
                }
            }
            Happens::Answered(who) => {
                if let Some(page) = self.next(*who, |page| page.reply.is_some()) {
                    page.answered();
                }
            }
            Happens::NotHeard { who, strays } => {
                if let Some(page) = self.next(*who, Page::is_waiting) {
                    page.not_heard(*strays);
                }
            }
            Happens::Heard(who, count) => {
                if let Some(page) = self.next(*who, |page| !page.news.is_empty()) {
                    for _ in 0..*count {
                        page.heard();
                    }
                }
            }
            Happens::CutOff(who) => {
                self.pages[*who].news.clear();
                self.pages[*who].news.push_back(None);
            }
            Happens::ReadArrives(who) => {
                let board = self.server.board.clone();
                if let Some(page) = self.next(*who, |page| page.reads.contains(&None)) {
                    let read = page.reads.iter_mut().find(|read| read.is_none());
                    *read.expect("there is one") = Some(board);
                }
            }
            Happens::ReadAnswered(who) => {
                let answered = |page: &Page| page.reads.front().is_some_and(Option::is_some);
                if let Some(who) = self.next(*who, answered).map(|page| page.who) {
                    self.pages[who].read_answered(&self.server);
                }
            }
            Happens::Reload(who) => self.reload(*who),
            Happens::Offers { mentor, places } => {
                self.server.board.mentors[*mentor].places = *places;
                self.tell(&None);
            }
        }
        // What was dropped as arrived has indeed.
        for page in &mut self.pages {
            for (version, dropped) in std::mem::take(&mut page.dropped) {
                let entry = self.server.log.iter().find(|e| e.made.version == version);
                let entry = entry.expect("only the very next version can be the own request");
                let moves = dropped.iter().flat_map(|sent| sent.moves.clone());
                assert_eq!(entry.made.moves, moves.collect::<Vec<_>>());
                if entry.who != page.who {
                    assert_eq!(
                        page.model.me, None,
                        "somebody else's is not taken for one's own"
                    );
                    page.adopted.push((version, dropped));
                }
            }
        }
    }

    /// Only what is saved can be taken up again.
    fn reload(&mut self, who: usize) {
        let page = &mut self.pages[who];
        let Some(kept) = page.model.steps() else {
            return;
        };
        let since = self.server.since(version_of(&kept).unwrap());
        page.model = BoardModel::new(self.server.board.clone());
        page.model.take_up(&kept, &since);
        page.news.clear();
        page.reads.clear();
        page.read_after = false;
    }

    /// Lets everything arrive and be sent, until nothing moves any more.
    fn come_to_rest(&mut self) {
        for _ in 0..ROUNDS {
            for who in 0..NAMES.len() {
                let (strays, news) = (self.pages[who].strays.len(), self.pages[who].news.len());
                for _ in 0..strays {
                    self.happens(&Happens::StrayArrives(who));
                }
                self.happens(&Happens::TryAgain(who));
                self.happens(&Happens::Arrives(who));
                self.happens(&Happens::Answered(who));
                self.happens(&Happens::Heard(who, news));
                self.happens(&Happens::ReadArrives(who));
                self.happens(&Happens::ReadAnswered(who));
            }
            let rests = self.pages.iter().all(|page| {
                page.news.is_empty() && page.reads.is_empty() && !page.model.has_unsaved()
            });
            if rests {
                return;
            }
        }
        panic!("it never comes to rest");
    }

    fn check_everyone_sees_the_same(&self) {
        let Server { board, .. } = &self.server;
        let mut pool = BoardPool::new(board);
        let answer = answer(&mut pool, &board.draft);
        for page in &self.pages {
            let (model, name) = (&page.model, NAMES[page.who]);
            assert_eq!(model.version(), board.version, "{name}");
            assert_eq!(model.draft(), &board.draft, "{name}");
            assert_eq!(model.board().draft, board.draft, "{name}");
            assert_eq!(model.board().mentors, board.mentors, "{name}");
            assert_eq!(model.answer().seats, answer.seats, "{name}");
            assert_eq!(
                (model.answer().total, model.answer().matched),
                (answer.total, answer.matched),
                "{name}"
            );
        }
    }

    fn check_every_change_is_saved_once_or_told_lost(&self) {
        let count =
            |list: &[Vec<Move>], moves: &[Move]| list.iter().filter(|m| *m == moves).count();
        for page in &self.pages {
            let own = self.server.log.iter().filter(|e| e.who == page.who);
            let saved: Vec<_> = own
                .flat_map(|entry| entry.changes.iter().map(|sent| sent.moves.clone()))
                .collect();
            let adopted = page.adopted.iter().flat_map(|(_, changes)| changes);
            let adopted: Vec<_> = adopted.map(|sent| sent.moves.clone()).collect();
            for moves in page.did.iter().chain(&saved) {
                let did = count(&page.did, moves);
                let saved = count(&saved, moves);
                let told = count(&page.lost, moves) + count(&page.taken_back, moves);
                let all = saved + told + count(&adopted, moves);
                let words = || format!("{}: {moves:?}", NAMES[page.who]);
                assert!(saved <= did, "saved {saved} times, done {did}: {}", words());
                assert!(all >= did, "gone without a word: {}", words());
                assert!(
                    all == did || page.was_told_too_early,
                    "saved and said to be lost: {}",
                    words()
                );
            }
        }
    }

    /// What can be undone was done last, and what can be done again was undone last.
    fn check_every_history_is_what_happened(&self) {
        for page in self.pages.iter().filter(|page| !page.was_told_too_early) {
            let own = self.server.log.iter().filter(|e| e.who == page.who);
            let own = own.flat_map(|e| e.changes.iter().map(|change| (e.made.version, change)));
            let adopted = page.adopted.iter();
            let adopted = adopted.flat_map(|(v, list)| list.iter().map(|change| (*v, change)));
            let mut all: Vec<_> = own.chain(adopted).collect();
            all.sort_by_key(|(version, _)| *version);
            let last = |step: &Step| {
                let mut of_it = all.iter().rev().filter(|(_, c)| c.step == step.number);
                of_it.next().map(|(_, change)| change.way)
            };
            for step in &page.model.done {
                let way = last(step);
                assert!(
                    matches!(way, Some(Way::Did | Way::Redid)),
                    "{way:?} {step:?}"
                );
            }
            for step in &page.model.undone {
                assert_eq!(last(step), Some(Way::Undid), "{step:?}");
            }
        }
    }

    /// Neither a change nor its undoing takes back what somebody else decided about the same
    /// after the one who makes it had last seen or decided it.
    fn check_nobody_is_overruled_unseen(&self) {
        let log = &self.server.log;
        for (at, entry) in log.iter().enumerate() {
            let page = &self.pages[entry.who];
            for change in &entry.changes {
                let before = log[..at].iter().filter(|e| e.who == entry.who);
                let before = before.flat_map(|e| e.changes.iter().map(|c| (e.made.version, c)));
                let adopted = page.adopted.iter();
                let adopted = adopted.flat_map(|(v, list)| list.iter().map(|c| (*v, c)));
                let taken_for_own: Vec<i64> = page.adopted.iter().map(|(v, _)| *v).collect();
                let last = before
                    .chain(adopted)
                    .filter(|(version, c)| c.step == change.step && *version < entry.made.version)
                    .map(|(version, _)| version)
                    .max();
                // A number is used again where its step is gone after a reload.
                let decided = match change.way {
                    Way::Did => change.on,
                    _ => last
                        .unwrap_or(change.on)
                        .max(page.step_on[&change.step].min(change.on)),
                };
                for known in [decided, change.on] {
                    let unseen = log[..at].iter().filter(|e| e.made.version > known);
                    let theirs: Vec<MoveMade> = unseen
                        .filter(|e| e.who != entry.who && !taken_for_own.contains(&e.made.version))
                        .map(|e| e.made.clone())
                        .collect();
                    assert_eq!(
                        overtaking(&change.moves, &theirs),
                        None,
                        "{} {:?} {:?}",
                        NAMES[entry.who],
                        change.way,
                        change.moves
                    );
                }
            }
        }
    }
}

fn who() -> std::ops::Range<usize> {
    0..NAMES.len()
}

fn any_move() -> impl Strategy<Value = Move> {
    let pair = || (0..4usize, 0..3usize).prop_map(|(m, j)| (mentee(m), mentor(j)));
    let one = || (0..4usize).prop_map(mentee);
    prop_oneof![
        6 => pair().prop_map(|(mentee, mentor)| Move::Lock { mentee, mentor, reason: None }),
        3 => one().prop_map(|mentee| Move::Release { mentee }),
        2 => one().prop_map(|mentee| Move::LeaveOut { mentee }),
        2 => pair().prop_map(|(mentee, mentor)| Move::Forbid { mentee, mentor }),
        1 => pair().prop_map(|(mentee, mentor)| Move::Allow { mentee, mentor }),
        3 => (0..3usize, prop::option::of(0..4u8))
            .prop_map(|(j, places)| Move::Places { mentor: mentor(j), places }),
        1 => prop_oneof![Just(Objective::BestTotal), Just(Objective::Fairest)]
            .prop_map(|objective| Move::Aim { objective }),
        1 => prop_oneof![Just(0), Just(60)]
            .prop_map(|least_fit| Move::Rule { rules: Rules { least_fit, ..Rules::default() } }),
    ]
}

fn anything() -> impl Strategy<Value = Happens> {
    let bulk = prop_oneof![
        Just(Bulk::Lock),
        Just(Bulk::Release),
        Just(Bulk::Forbid),
        Just(Bulk::LeaveOut)
    ];
    prop_oneof![
        8 => (who(), prop::collection::vec(any_move(), 1..3)).prop_map(|(who, moves)| Happens::Make(who, moves)),
        1 => (who(), bulk, 1..16u8).prop_map(|(who, what, mask)| Happens::Bulk(who, what, mask)),
        2 => who().prop_map(Happens::Undo),
        1 => who().prop_map(Happens::Redo),
        2 => who().prop_map(Happens::TryAgain),
        9 => who().prop_map(Happens::Arrives),
        3 => who().prop_map(Happens::Answered),
        2 => (who(), any::<bool>()).prop_map(|(who, strays)| Happens::NotHeard { who, strays }),
        2 => who().prop_map(Happens::StrayArrives),
        9 => (who(), 1..4usize).prop_map(|(who, count)| Happens::Heard(who, count)),
        1 => who().prop_map(Happens::CutOff),
        2 => who().prop_map(Happens::ReadArrives),
        2 => who().prop_map(Happens::ReadAnswered),
        1 => who().prop_map(Happens::Reload),
        1 => (0..3usize, 0..4u8).prop_map(|(mentor, places)| Happens::Offers { mentor, places }),
        1 => who().prop_map(Happens::PicksUp),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]
    #[test]
    fn whatever_reaches_whom_when_all_end_with_the_same_board_and_nothing_is_lost_untold(
        bursts in prop::collection::vec(prop::collection::vec(anything(), 0..40), 1..4),
    ) {
        let mut world = World::new();
        for burst in &bursts {
            for happens in burst {
                world.happens(happens);
            }
            world.come_to_rest();
            world.check_everyone_sees_the_same();
            world.check_every_history_is_what_happened();
        }
        world.check_every_change_is_saved_once_or_told_lost();
        world.check_nobody_is_overruled_unseen();
    }
}

#[test]
fn of_several_requests_nobody_answered_each_may_be_the_one_that_arrived() {
    let mut model = BoardModel::new(board());
    model.make(vec![lock(1, 0)]).unwrap();
    model.to_send().unwrap();
    model.not_heard();
    model.make(vec![lock(1, 1)]).unwrap();
    model.to_send().unwrap();
    model.not_heard();
    let first = made(8, "Me", &[lock(1, 0)]);
    let Heard::Applied(rebased) = model.hear(&first) else {
        panic!("the next version's moves can be made here")
    };
    assert_eq!((rebased.lost, rebased.by), (vec![], vec![]));
    assert_eq!(model.to_send(), Some((8, vec![lock(1, 1)])));
}

#[test]
fn a_board_read_before_a_request_arrived_says_nothing_about_it() {
    let mut model = BoardModel::new(board());
    model.make(vec![lock(1, 0)]).unwrap();
    model.to_send().unwrap();
    model.not_heard();
    model.rebase(board(), &[]);
    let mine = made(8, "Me", &[lock(1, 0)]);
    let rebased = model.rebase(after(&mine), &[mine]);
    assert_eq!(rebased.lost, []);
    assert!(!model.has_unsaved() && model.can_undo());
}

#[test]
fn what_somebody_else_did_alike_is_not_taken_for_ones_own() {
    let mut model = BoardModel::new(board());
    model.make(vec![lock(3, 2)]).unwrap();
    model.to_send().unwrap();
    assert!(model.saved(&made(8, "Me", &[lock(3, 2)])));
    model.make(vec![lock(1, 0)]).unwrap();
    model.to_send().unwrap();
    model.not_heard();
    model.undo().unwrap();
    model.hear(&made(9, "Li", &[lock(1, 0)]));
    assert_eq!(where_is(&model, 1), Some(0), "Li decided that");
    assert!(!model.has_unsaved());
}

#[test]
fn what_is_announced_beyond_the_next_version_is_read_even_while_a_request_is_under_way() {
    let mut model = BoardModel::new(board());
    model.make(vec![lock(1, 0)]).unwrap();
    model.to_send().unwrap();
    assert_eq!(model.hear(&made(8, "Me", &[lock(1, 0)])), Heard::Nothing);
    // The answer to our request will not tell of it.
    assert_eq!(model.hear(&made(9, "Li", &[lock(3, 2)])), Heard::ReadAgain);
}

#[test]
fn what_was_done_and_undone_and_lost_leaves_no_trace() {
    let mut model = BoardModel::new(board());
    model.make(vec![lock(1, 0)]).unwrap();
    model.undo().unwrap();
    model.hear(&made(8, "Li", &[lock(1, 1)]));
    assert!(!model.can_undo() && !model.can_redo());
}

#[test]
fn steps_whose_undoing_was_lost_are_in_the_order_they_were_done() {
    let mut model = BoardModel::new(board());
    let [first, second] = [lock(1, 0), lock(2, 2)];
    model.make(vec![first.clone()]).unwrap();
    model.make(vec![second.clone()]).unwrap();
    model.to_send().unwrap();
    assert!(model.saved(&made(8, "Me", &[first, second])));
    model.undo().unwrap();
    model.undo().unwrap();
    let released = [mentee(1), mentee(2)].map(|mentee| Move::Release { mentee });
    model.hear(&made(9, "Li", &released));
    let order: Vec<u32> = model.done.iter().map(|step| step.number).collect();
    assert_eq!(order, [0, 1]);
    assert!(model.undone.is_empty());
}

#[test]
fn another_limit_on_places_holds_at_once() {
    let mut model = BoardModel::new(board());
    let four = vec![Move::Places {
        mentor: mentor(0),
        places: Some(4),
    }];
    assert!(model.make(four.clone()).is_err());
    let mut roomier = board();
    roomier.places_cap = 4;
    model.rebase(roomier, &[]);
    assert!(model.make(four).is_ok());
}

#[test]
fn weights_that_are_only_tried_do_not_stay_in_the_answer() {
    let mut model = BoardModel::new(board());
    let weights = model.draft().weights;
    let tried = weights.with(Criterion::Needs, 0).with(Criterion::Time, 50);
    super::tried(&mut model, &Move::Weigh { weights: tried });
    model.warm_up();
    model.make(vec![lock(3, 2)]).unwrap();
    let anew = answer(&mut BoardPool::new(&board()), model.draft());
    assert_eq!(model.answer().total, anew.total);
    assert_eq!(model.answer().seats, anew.seats);
}
