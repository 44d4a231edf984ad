//! The matching board: reading it, changing it together, publishing it.
//!
//! Who goes with whom is not sent: both sides compute it from the [`Board`] with
//! [`crate::board::answer`]. A change names the version it was made on
//! (`If-Match`); whoever comes second gets 412 with a [`Stale`] in the problem's
//! `current`: what the board has become, and by whose moves.

use crate::board::{Board, MatchRecord, Move, MoveMade, Objective};
use crate::concern::ConcernKind;
use crate::endpoint;
use crate::enrolment::Role;
use crate::fit::{Warning, Weights};
use crate::id::{BoardId, ConcernId, EnrolmentId, PairId, ProgrammeId, PublicationId};
use crate::time::Instant;
use serde::{Deserialize, Serialize};

endpoint! {
    /// Boards of a programme, oldest first; there is always at least one.
    ListBoards "list_boards" = Get "/programmes/{programme}/boards" (ProgrammeId) ? (), () => Vec<BoardSummary>;
    /// A board with everyone on it: all that is needed to compute who goes with whom.
    ReadBoard "read_board" = Get "/boards/{board}" (BoardId) ? (), () => Board;
    /// Change a board's draft: all the moves or none. Needs If-Match with the board's version.
    MakeMoves "make_moves" = Post "/boards/{board}/moves" (BoardId) ? (), Moves => MoveMade;
    /// Begin another scenario of a programme: an empty one, or a copy of one there is.
    AddBoard "add_board" = Post "/programmes/{programme}/boards" (ProgrammeId) ? (), NewBoard => BoardSummary;
    /// Give a scenario another name.
    RenameBoard "rename_board" = Patch "/boards/{board}" (BoardId) ? (), BoardName => BoardSummary;
    /// Throw a scenario away. The last one of a programme, and one that was published, stay.
    RemoveBoard "remove_board" = Delete "/boards/{board}" (BoardId) ? (), () => ();
    /// Moves made on a board after a version, oldest first; the newest 200 where there are more.
    ListMoves "list_moves" = Get "/boards/{board}/moves" (BoardId) ? MovesSince, () => Vec<MoveMade>;
    /// Say that one is on a board, and hear who else is; again every few seconds.
    BeHere "be_here" = Post "/boards/{board}/presence" (BoardId) ? (), () => Vec<Present>;
    /// What publishing the board would do now: whom it pairs, what deserves a look, who gets mail.
    PreviewPublication "preview_publication" = Get "/boards/{board}/publication" (BoardId) ? (), () => PublicationPreview;
    /// Make the draft's pairs proposals that people hear of. Needs If-Match with the board's version; repeatable with an Idempotency-Key.
    PublishBoard "publish_board" = Post "/boards/{board}/publication" (BoardId) ? (), Publish => Publication;
    /// Everything that computed a publication's pairs, to be computed again by `pairwell replay`.
    ReadRecord "read_record" = Get "/publications/{publication}/record" (PublicationId) ? (), () => MatchRecord;
}

/// Most moves one request makes.
pub const MOVES_MAX: usize = 5000;

/// Most scenarios a programme has at a time.
pub const BOARDS_MAX: usize = 50;

/// Most characters of a scenario's name.
pub const BOARD_NAME_MAX: usize = 60;

/// Who was not heard of for this long counts as gone from a board.
pub const PRESENT_FOR_SECONDS: i64 = 30;

/// Fits below this deserve a second look before people hear of the pair.
pub const LOW_FIT: u8 = 40;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardSummary {
    pub id: BoardId,
    pub programme: ProgrammeId,
    pub name: String,
    pub objective: Objective,
    pub version: i64,
    pub updated: Instant,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewBoard {
    pub name: String,
    /// A board of the same programme whose decisions the new one starts with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<BoardId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardName {
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MovesSince {
    /// A version of the board.
    pub since: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Moves {
    /// Made in order, as one: a refused one refuses them all.
    pub moves: Vec<Move>,
}

/// Somebody else who is on a board now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Present {
    pub name: String,
}

/// What the loser of a race is told: the board as it is, and how it came to be so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stale {
    pub board: Board,
    /// Moves since the version the loser knew, oldest first.
    pub since: Vec<MoveMade>,
}

/// What the event of a board's topic carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardMoved {
    pub board: BoardId,
    /// `None` where more changed than the draft, so that the board is to be read again.
    pub made: Option<MoveMade>,
}

/// A pair that publishing would propose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlannedPair {
    pub mentee: EnrolmentId,
    pub mentor: EnrolmentId,
    pub mentee_name: String,
    pub mentor_name: String,
    pub fit: u8,
    /// Decided by a coordinator rather than by the matching.
    pub locked: bool,
    /// Why a block was overridden, where one was.
    pub override_reason: Option<String>,
    pub warnings: Vec<Warning>,
    /// Concerns of the two's managers about their time that are open.
    pub concerns: Vec<PlannedConcern>,
}

/// An open concern about one of a pair's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlannedConcern {
    pub id: ConcernId,
    /// Whose time.
    pub about: Role,
    pub kind: ConcernKind,
}

/// What publishing would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicationPreview {
    pub version: i64,
    pub totals: Totals,
    /// Of the problem whose answer this is; see [`Publication::input_hash`].
    pub input_hash: String,
    /// New pairs, in order of mentee.
    pub pairs: Vec<PlannedPair>,
    /// Pairs people already know of; publishing leaves them as they are.
    pub standing: u32,
    /// Mentees nobody is proposed to, by name.
    pub unmatched: Vec<String>,
    /// How many people get mail.
    pub mails: u32,
    /// Who would get mail but has no address on the roster.
    pub without_address: Vec<String>,
}

/// The figures under a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Totals {
    /// Sum of the fits of all pairs, standing ones included.
    pub total: i64,
    pub matched: u32,
    pub worst: Option<u8>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Publish {
    /// What the coordinator saw and said yes to, as the preview told. The server
    /// computes the answer itself and refuses to publish another.
    pub seen: Totals,
    pub input_hash: String,
    /// Why all the same, where somebody's manager has an open concern; see
    /// [`crate::concern::reason`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concern_reason: Option<String>,
    /// The open concerns the reason was given over: it counts for no others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub concerns_seen: Vec<ConcernId>,
}

impl PublicationPreview {
    /// A yes to exactly this, without a reason yet where there are open concerns.
    pub fn seen(&self) -> Publish {
        let concerns = self.pairs.iter().flat_map(|pair| &pair.concerns);
        Publish {
            seen: self.totals,
            input_hash: self.input_hash.clone(),
            concern_reason: None,
            concerns_seen: concerns.map(|concern| concern.id).collect(),
        }
    }
}

/// The record of one act of publishing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Publication {
    pub id: PublicationId,
    pub board: BoardId,
    pub at: Instant,
    pub by: String,
    /// The board's version after publishing.
    pub version: i64,
    /// Pairs proposed.
    pub pairs: Vec<PairId>,
    pub objective: Objective,
    pub weights: Weights,
    /// Name and version of what computed it.
    pub engine: String,
    /// SHA-256 of the problem's canonical JSON, in hexadecimal.
    pub input_hash: String,
    pub totals: Totals,
    /// Why over open concerns of managers, where there were any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concern_reason: Option<String>,
}
