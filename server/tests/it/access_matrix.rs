//! Who may do what, asked of the running server: every operation of the OpenAPI
//! document, by every role, on what is theirs and what is not. An operation
//! without a row fails.
//!
//! A row says what each role gets: `Y` is any answer that is no refusal of
//! access (a conflict or a stale version counts: the asker was let in), the
//! others are the exact refusals. All rows are asked of one world, so a request
//! is best one that changes little. To add an operation, add its rows; to add a
//! kind of thing, add it to [`World`].

use crate::support::Server;
use crate::support::client::Client;
use pairwell_domain::api::accounts::{AccountChange, ChangeAccount, ListAccounts};
use pairwell_domain::api::board::{
    AddBoard, BeHere, BoardName, ListBoards, ListMoves, MakeMoves, Moves, NewBoard,
    PreviewPublication, Publish, PublishBoard, ReadBoard, ReadRecord, RemoveBoard, RenameBoard,
    Totals,
};
use pairwell_domain::api::concerns::{
    AnswerCompromise, AnswerCompromiseRequest, ListConcerns, ListMyTeam, NewConcern,
    ProposeCompromise, RaiseConcern,
};
use pairwell_domain::api::enrolments::{
    AcceptAll, AcceptRequest, ChangeEnrolmentState, EnrolMyself, EnrolPerson, EnrolRequest,
    GetMyEnrolments, ImportEnrolments, ListEnrolments, MyEnrolment, StateChange,
};
use pairwell_domain::api::mentors::{
    AnswerRequest, AnswerRequestRequest, AskMentor, AskMentorRequest, GetMyView, ListMentors,
    ListRequests, WithdrawRequest,
};
use pairwell_domain::api::pairs::{AnswerPair, AnswerPairRequest, GetHome, ListMyPairs};
use pairwell_domain::api::participation::GetParticipation;
use pairwell_domain::api::people::{
    DecideLeavers, GetPerson, ImportRoster, InvitePerson, LeaverDecision, LeaversDecision,
    ListPeople, ListUnits,
};
use pairwell_domain::api::programmes::{
    AppointCoordinator, Appointment, CreateProgramme, DismissCoordinator, GetProgramme,
    ListProgrammes, UpdateProgramme,
};
use pairwell_domain::api::sign_in::{
    Credentials, ForgotPassword, ForgotPasswordRequest, GetMe, LinkToken, ListLinks, LookAtLink,
    Refresh, SetUp, SetupRequest, SignIn, SignOut, UseLink, UseLinkRequest,
};
use pairwell_domain::api::{self, Endpoint, Upload};
use pairwell_domain::concern::{Compromise, ConcernKind, ManagerAnswer};
use pairwell_domain::enrolment::{AnswersDraft, EnrolmentState, Role};
use pairwell_domain::id::{
    AccountId, BoardId, ConcernId, EnrolmentId, PairId, PersonId, ProgrammeId, PublicationId,
    RequestId,
};
use pairwell_domain::pair::Answer;
use pairwell_domain::programme::{ProgrammeDraft, SettingsDraft};
use pairwell_server::db::Engine;
use pairwell_server::http::openapi;
use pairwell_server::store::account::Account;
use std::collections::BTreeSet;
use std::fmt::Write;
use uuid::Uuid;

/// What somebody gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gets {
    /// Let in.
    Y,
    /// 401: nobody is signed in.
    S,
    /// 403: they know it is there, and may not.
    N,
    /// 404: as if it were not there.
    H,
}
use Gets::{H, N, S, Y};

/// Who asks, all seen from the programme *here*.
const ROLES: [&str; 9] = [
    "nobody",
    // Has an account and is on no roster.
    "stranger",
    // Is on the roster and takes part in nothing.
    "employee",
    "mentee",
    "mentor",
    // Of that mentee.
    "manager",
    "coordinator",
    "leader",
    "admin",
];

/// What the operation is done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    /// The programme here, or what is between the mentee and the mentor who ask.
    Own,
    /// What is between two other people here.
    Other,
    /// Another programme, or what is in it.
    Elsewhere,
    /// Nothing that exists.
    Missing,
}
use Whose::{Elsewhere, Missing, Other, Own};

struct Row {
    operation: &'static str,
    whose: Whose,
    gets: [Gets; ROLES.len()],
    request: fn(&Things) -> Request,
}

/// A request as it goes over the wire.
struct Request {
    method: &'static str,
    address: String,
    body: Option<Vec<u8>>,
    headers: Vec<(&'static str, &'static str)>,
}

impl Request {
    /// With `If-Match`.
    fn version(mut self, tag: &'static str) -> Request {
        self.headers.push(("if-match", tag));
        self
    }

    fn query(mut self, query: &str) -> Request {
        self.address = format!("{}?{query}", self.address);
        self
    }
}

fn request<E: Endpoint>(path: E::Path, body: E::Request) -> Request {
    Request {
        method: E::METHOD.as_str(),
        address: api::path::<E>(&path),
        body: (size_of::<E::Request>() > 0).then(|| serde_json::to_vec(&body).unwrap()),
        headers: Vec::new(),
    }
}

#[rustfmt::skip]
fn rows() -> Vec<Row> {
    let row = |operation, whose, gets, request| Row { operation, whose, gets, request };
    vec![
        //                                         nobody
        //                                         |  stranger
        //                                         |  |  employee
        //                                         |  |  |  mentee
        //                                         |  |  |  |  mentor
        //                                         |  |  |  |  |  manager
        //                                         |  |  |  |  |  |  coordinator
        //                                         |  |  |  |  |  |  |  leader
        //                                         |  |  |  |  |  |  |  |  admin
        row("accept_all",             Own,        [S, H, H, H, H, H, Y, H, H], |x| request::<AcceptAll>(x.programme, AcceptRequest { role: None })),
        row("accept_all",             Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<AcceptAll>(x.programme, AcceptRequest { role: None })),
        row("accept_all",             Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<AcceptAll>(x.programme, AcceptRequest { role: None })),
        row("add_board",              Own,        [S, H, H, H, H, H, Y, H, H], |x| request::<AddBoard>(x.programme, NewBoard { name: String::new(), copy_of: None })),
        row("add_board",              Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<AddBoard>(x.programme, NewBoard { name: String::new(), copy_of: None })),
        row("add_board",              Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<AddBoard>(x.programme, NewBoard { name: String::new(), copy_of: None })),
        row("answer_compromise",      Own,        [S, H, H, N, H, Y, Y, H, H], answering_late),
        row("answer_compromise",      Other,      [S, H, H, H, H, H, Y, H, H], answering_late),
        row("answer_compromise",      Elsewhere,  [S, H, H, H, H, H, H, H, H], answering_late),
        row("answer_compromise",      Missing,    [S, H, H, H, H, H, H, H, H], answering_late),
        row("answer_pair",            Own,        [S, H, H, Y, Y, H, N, H, H], |x| request::<AnswerPair>(x.pair, AnswerPairRequest { answer: Answer::Yes })),
        row("answer_pair",            Other,      [S, H, H, H, H, H, N, H, H], |x| request::<AnswerPair>(x.pair, AnswerPairRequest { answer: Answer::Yes })),
        row("answer_pair",            Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<AnswerPair>(x.pair, AnswerPairRequest { answer: Answer::Yes })),
        row("answer_pair",            Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<AnswerPair>(x.pair, AnswerPairRequest { answer: Answer::Yes })),
        row("answer_request",         Own,        [S, H, H, N, Y, H, N, H, H], |x| request::<AnswerRequest>(x.request, AnswerRequestRequest { answer: Answer::No })),
        row("answer_request",         Other,      [S, H, H, H, H, H, N, H, H], |x| request::<AnswerRequest>(x.request, AnswerRequestRequest { answer: Answer::No })),
        row("answer_request",         Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<AnswerRequest>(x.request, AnswerRequestRequest { answer: Answer::No })),
        row("answer_request",         Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<AnswerRequest>(x.request, AnswerRequestRequest { answer: Answer::No })),
        row("appoint_coordinator",    Own,        [S, H, H, H, H, H, Y, H, Y], |x| request::<AppointCoordinator>(x.programme, Appointment { person: nobody() })),
        row("appoint_coordinator",    Elsewhere,  [S, H, H, H, H, H, H, H, Y], |x| request::<AppointCoordinator>(x.programme, Appointment { person: nobody() })),
        row("appoint_coordinator",    Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<AppointCoordinator>(x.programme, Appointment { person: nobody() })),
        row("ask_mentor",             Own,        [S, H, N, Y, N, N, N, N, N], |x| request::<AskMentor>(x.programme, asking(x))),
        row("ask_mentor",             Elsewhere,  [S, H, N, N, N, N, H, N, N], |x| request::<AskMentor>(x.programme, asking(x))),
        row("ask_mentor",             Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<AskMentor>(x.programme, asking(x))),
        row("be_here",                Own,        [S, H, H, H, H, H, Y, H, H], |x| request::<BeHere>(x.board, ())),
        row("be_here",                Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<BeHere>(x.board, ())),
        row("be_here",                Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<BeHere>(x.board, ())),
        row("change_account",         Own,        [S, H, H, H, H, H, H, H, Y], |x| request::<ChangeAccount>(x.coordinator, AccountChange { admin: false, leader: false, closed: false })),
        row("change_account",         Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<ChangeAccount>(x.coordinator, AccountChange { admin: false, leader: false, closed: false })),
        row("change_enrolment_state", Own,        [S, H, H, H, Y, H, Y, H, H], moving_late),
        row("change_enrolment_state", Other,      [S, H, H, H, H, H, Y, H, H], moving_late),
        row("change_enrolment_state", Elsewhere,  [S, H, H, H, H, H, H, H, H], moving_late),
        row("change_enrolment_state", Missing,    [S, H, H, H, H, H, H, H, H], moving_late),
        row("create_programme",       Own,        [S, H, H, H, H, H, H, H, Y], |_| request::<CreateProgramme>((), ProgrammeDraft::default())),
        row("decide_leavers",         Own,        [S, H, H, H, H, H, Y, H, Y], |_| request::<DecideLeavers>((), deciding_nothing())),
        row("dismiss_coordinator",    Own,        [S, H, H, H, H, H, Y, H, Y], |x| request::<DismissCoordinator>((x.programme, x.coordinator), ())),
        row("dismiss_coordinator",    Elsewhere,  [S, H, H, H, H, H, H, H, Y], |x| request::<DismissCoordinator>((x.programme, x.coordinator), ())),
        row("dismiss_coordinator",    Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<DismissCoordinator>((x.programme, x.coordinator), ())),
        row("enrol_myself",           Own,        [S, H, Y, Y, Y, Y, H, H, H], |x| request::<EnrolMyself>(x.programme, telling_nothing())),
        row("enrol_myself",           Elsewhere,  [S, H, Y, Y, Y, Y, H, H, H], |x| request::<EnrolMyself>(x.programme, telling_nothing())),
        row("enrol_myself",           Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<EnrolMyself>(x.programme, telling_nothing())),
        row("enrol_person",           Own,        [S, H, H, H, H, H, Y, H, H], |x| request::<EnrolPerson>(x.programme, EnrolRequest { person: nobody(), role: Role::Mentee, told: None })),
        row("enrol_person",           Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<EnrolPerson>(x.programme, EnrolRequest { person: nobody(), role: Role::Mentee, told: None })),
        row("enrol_person",           Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<EnrolPerson>(x.programme, EnrolRequest { person: nobody(), role: Role::Mentee, told: None })),
        row("forgot_password",        Own,        [Y, Y, Y, Y, Y, Y, Y, Y, Y], |_| request::<ForgotPassword>((), ForgotPasswordRequest { email: "somebody@example.org".into() })),
        row("get_home",               Own,        [S, Y, Y, Y, Y, Y, Y, Y, Y], |_| request::<GetHome>((), ())),
        row("get_me",                 Own,        [Y, Y, Y, Y, Y, Y, Y, Y, Y], |_| request::<GetMe>((), ())),
        row("get_my_enrolments",      Own,        [S, H, Y, Y, Y, Y, H, H, H], |x| request::<GetMyEnrolments>(x.programme, ())),
        row("get_my_enrolments",      Elsewhere,  [S, H, Y, Y, Y, Y, H, H, H], |x| request::<GetMyEnrolments>(x.programme, ())),
        row("get_my_enrolments",      Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<GetMyEnrolments>(x.programme, ())),
        row("get_my_view",            Own,        [S, H, N, Y, N, N, N, N, N], |x| request::<GetMyView>(x.programme, ())),
        row("get_my_view",            Elsewhere,  [S, H, N, N, N, N, H, N, N], |x| request::<GetMyView>(x.programme, ())),
        row("get_my_view",            Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<GetMyView>(x.programme, ())),
        row("get_participation",      Own,        [S, H, H, H, H, H, Y, Y, Y], |x| request::<GetParticipation>(x.programme, ())),
        row("get_participation",      Elsewhere,  [S, H, H, H, H, H, H, Y, Y], |x| request::<GetParticipation>(x.programme, ())),
        row("get_participation",      Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<GetParticipation>(x.programme, ())),
        row("get_person",             Own,        [S, H, H, H, H, H, Y, H, Y], |x| request::<GetPerson>(x.person, ())),
        row("get_person",             Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<GetPerson>(x.person, ())),
        row("get_programme",          Own,        [S, H, Y, Y, Y, Y, Y, Y, Y], |x| request::<GetProgramme>(x.programme, ())),
        row("get_programme",          Elsewhere,  [S, H, Y, Y, Y, Y, H, Y, Y], |x| request::<GetProgramme>(x.programme, ())),
        row("get_programme",          Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<GetProgramme>(x.programme, ())),
        row("import_enrolments",      Own,        [S, H, H, H, H, H, Y, H, H], |x| request::<ImportEnrolments>(x.programme, Upload::default())),
        row("import_enrolments",      Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<ImportEnrolments>(x.programme, Upload::default())),
        row("import_enrolments",      Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<ImportEnrolments>(x.programme, Upload::default())),
        row("import_roster",          Own,        [S, H, H, H, H, H, Y, H, Y], |_| request::<ImportRoster>((), Upload::default())),
        row("invite_person",          Own,        [S, H, H, H, H, H, Y, H, Y], |x| request::<InvitePerson>(x.person, ())),
        row("invite_person",          Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<InvitePerson>(x.person, ())),
        row("list_accounts",          Own,        [S, H, H, H, H, H, H, H, Y], |_| request::<ListAccounts>((), ())),
        row("list_boards",            Own,        [S, H, H, H, H, H, Y, H, H], |x| request::<ListBoards>(x.programme, ())),
        row("list_boards",            Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<ListBoards>(x.programme, ())),
        row("list_boards",            Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<ListBoards>(x.programme, ())),
        row("list_concerns",          Own,        [S, H, H, H, H, H, Y, H, H], |x| request::<ListConcerns>(x.programme, ())),
        row("list_concerns",          Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<ListConcerns>(x.programme, ())),
        row("list_concerns",          Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<ListConcerns>(x.programme, ())),
        row("list_enrolments",        Own,        [S, H, H, H, H, H, Y, H, H], |x| request::<ListEnrolments>(x.programme, ())),
        row("list_enrolments",        Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<ListEnrolments>(x.programme, ())),
        row("list_enrolments",        Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<ListEnrolments>(x.programme, ())),
        row("list_links",             Own,        [S, H, H, H, H, H, H, H, Y], |_| request::<ListLinks>((), ())),
        row("list_mentors",           Own,        [S, H, Y, Y, Y, Y, Y, Y, Y], |x| request::<ListMentors>(x.programme, ())),
        row("list_mentors",           Elsewhere,  [S, H, Y, Y, Y, Y, H, Y, Y], |x| request::<ListMentors>(x.programme, ())),
        row("list_mentors",           Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<ListMentors>(x.programme, ())),
        row("list_moves",             Own,        [S, H, H, H, H, H, Y, H, H], |x| request::<ListMoves>(x.board, ()).query("since=0")),
        row("list_moves",             Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<ListMoves>(x.board, ()).query("since=0")),
        row("list_moves",             Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<ListMoves>(x.board, ()).query("since=0")),
        row("list_my_pairs",          Own,        [S, Y, Y, Y, Y, Y, Y, Y, Y], |_| request::<ListMyPairs>((), ())),
        row("list_my_team",           Own,        [S, H, H, H, H, Y, H, H, H], |x| request::<ListMyTeam>(x.programme, ())),
        row("list_my_team",           Elsewhere,  [S, H, H, H, H, Y, H, H, H], |x| request::<ListMyTeam>(x.programme, ())),
        row("list_my_team",           Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<ListMyTeam>(x.programme, ())),
        row("list_people",            Own,        [S, H, H, H, H, H, Y, H, Y], |_| request::<ListPeople>((), ())),
        row("list_programmes",        Own,        [S, Y, Y, Y, Y, Y, Y, Y, Y], |_| request::<ListProgrammes>((), ())),
        row("list_requests",          Own,        [S, H, Y, Y, Y, Y, H, H, H], |x| request::<ListRequests>(x.programme, ())),
        row("list_requests",          Elsewhere,  [S, H, Y, Y, Y, Y, H, H, H], |x| request::<ListRequests>(x.programme, ())),
        row("list_requests",          Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<ListRequests>(x.programme, ())),
        row("list_units",             Own,        [S, H, H, H, H, H, Y, H, Y], |_| request::<ListUnits>((), ())),
        row("look_at_link",           Own,        [Y, Y, Y, Y, Y, Y, Y, Y, Y], |_| request::<LookAtLink>((), LinkToken { token: "none".into() })),
        row("make_moves",             Own,        [S, H, H, H, H, H, Y, H, H], |x| request::<MakeMoves>(x.board, Moves { moves: vec![] }).version("\"1\"")),
        row("make_moves",             Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<MakeMoves>(x.board, Moves { moves: vec![] }).version("\"1\"")),
        row("make_moves",             Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<MakeMoves>(x.board, Moves { moves: vec![] }).version("\"1\"")),
        row("preview_publication",    Own,        [S, H, H, H, H, H, Y, H, H], |x| request::<PreviewPublication>(x.board, ())),
        row("preview_publication",    Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<PreviewPublication>(x.board, ())),
        row("preview_publication",    Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<PreviewPublication>(x.board, ())),
        row("propose_compromise",     Own,        [S, H, H, N, H, N, Y, H, H], offering_late),
        row("propose_compromise",     Other,      [S, H, H, H, H, H, Y, H, H], offering_late),
        row("propose_compromise",     Elsewhere,  [S, H, H, H, H, H, H, H, H], offering_late),
        row("propose_compromise",     Missing,    [S, H, H, H, H, H, H, H, H], offering_late),
        row("publish_board",          Own,        [S, H, H, H, H, H, Y, H, H], |x| request::<PublishBoard>(x.board, publishing()).version("\"1\"")),
        row("publish_board",          Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<PublishBoard>(x.board, publishing()).version("\"1\"")),
        row("publish_board",          Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<PublishBoard>(x.board, publishing()).version("\"1\"")),
        row("raise_concern",          Own,        [S, H, H, N, H, Y, N, H, H], |x| request::<RaiseConcern>(x.mentee, NewConcern { kind: ConcernKind::Dates, note: String::new() })),
        row("raise_concern",          Other,      [S, H, H, H, H, H, N, H, H], |x| request::<RaiseConcern>(x.mentee, NewConcern { kind: ConcernKind::Dates, note: String::new() })),
        row("raise_concern",          Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<RaiseConcern>(x.mentee, NewConcern { kind: ConcernKind::Dates, note: String::new() })),
        row("raise_concern",          Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<RaiseConcern>(x.mentee, NewConcern { kind: ConcernKind::Dates, note: String::new() })),
        row("read_board",             Own,        [S, H, H, H, H, H, Y, H, H], |x| request::<ReadBoard>(x.board, ())),
        row("read_board",             Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<ReadBoard>(x.board, ())),
        row("read_board",             Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<ReadBoard>(x.board, ())),
        row("read_record",            Own,        [S, H, H, H, H, H, Y, H, H], |x| request::<ReadRecord>(x.publication, ())),
        row("read_record",            Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<ReadRecord>(x.publication, ())),
        row("read_record",            Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<ReadRecord>(x.publication, ())),
        row("refresh_session",        Own,        [S, Y, Y, Y, Y, Y, Y, Y, Y], |_| request::<Refresh>((), ())),
        // It was published from, so it stays.
        row("remove_board",           Own,        [S, H, H, H, H, H, Y, H, H], |x| request::<RemoveBoard>(x.board, ())),
        row("remove_board",           Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<RemoveBoard>(x.board, ())),
        row("remove_board",           Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<RemoveBoard>(x.board, ())),
        row("rename_board",           Own,        [S, H, H, H, H, H, Y, H, H], |x| request::<RenameBoard>(x.board, BoardName { name: String::new() })),
        row("rename_board",           Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<RenameBoard>(x.board, BoardName { name: String::new() })),
        row("rename_board",           Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<RenameBoard>(x.board, BoardName { name: String::new() })),
        row("set_up",                 Own,        [Y, Y, Y, Y, Y, Y, Y, Y, Y], |_| request::<SetUp>((), setting_up())),
        // Wrong credentials are a 401 of their own, for everybody.
        row("sign_in",                Own,        [S, S, S, S, S, S, S, S, S], |_| request::<SignIn>((), Credentials { email: "none".into(), password: "none".into() })),
        row("sign_out",               Own,        [S, Y, Y, Y, Y, Y, Y, Y, Y], |_| request::<SignOut>((), ())),
        row("update_programme",       Own,        [S, H, H, H, H, H, Y, H, Y], |x| request::<UpdateProgramme>(x.programme, SettingsDraft::default()).version("\"1\"")),
        row("update_programme",       Elsewhere,  [S, H, H, H, H, H, H, H, Y], |x| request::<UpdateProgramme>(x.programme, SettingsDraft::default()).version("\"1\"")),
        row("update_programme",       Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<UpdateProgramme>(x.programme, SettingsDraft::default()).version("\"1\"")),
        row("use_link",               Own,        [Y, Y, Y, Y, Y, Y, Y, Y, Y], |_| request::<UseLink>((), UseLinkRequest { token: "none".into(), password: None })),
        row("watch_events",           Own,        [S, Y, Y, Y, Y, Y, Y, Y, Y], |_| watch()),
        row("withdraw_request",       Own,        [S, H, H, Y, N, H, N, H, H], |x| request::<WithdrawRequest>(x.request, ())),
        row("withdraw_request",       Other,      [S, H, H, H, H, H, N, H, H], |x| request::<WithdrawRequest>(x.request, ())),
        row("withdraw_request",       Elsewhere,  [S, H, H, H, H, H, H, H, H], |x| request::<WithdrawRequest>(x.request, ())),
        row("withdraw_request",       Missing,    [S, H, H, H, H, H, H, H, H], |x| request::<WithdrawRequest>(x.request, ())),
    ]
}

fn asking(things: &Things) -> AskMentorRequest {
    AskMentorRequest {
        mentor: things.mentor,
        message: "Please?".into(),
    }
}

fn publishing() -> Publish {
    let totals = Totals {
        total: -1,
        matched: 0,
        worst: None,
    };
    Publish {
        seen: totals,
        input_hash: "none".into(),
        concern_reason: None,
        concerns_seen: Vec::new(),
    }
}

/// An id of nobody, in a request's body.
fn nobody() -> PersonId {
    PersonId(Uuid::nil())
}

/// On a version the concern never had, so that it stays open.
fn answering_late(things: &Things) -> Request {
    let body = AnswerCompromiseRequest {
        answer: ManagerAnswer::Decline,
        managers_word: None,
    };
    request::<AnswerCompromise>(things.concern, body).version("\"999\"")
}

fn offering_late(things: &Things) -> Request {
    request::<ProposeCompromise>(things.concern, Compromise::default()).version("\"999\"")
}

/// On a version the enrolment never had, so that it stays.
fn moving_late(things: &Things) -> Request {
    let state = EnrolmentState::Paused;
    request::<ChangeEnrolmentState>(things.mentor, StateChange { state }).version("\"999\"")
}

fn deciding_nothing() -> LeaversDecision {
    LeaversDecision {
        people: vec![],
        decision: LeaverDecision::Stays,
        left_on: None,
    }
}

fn telling_nothing() -> MyEnrolment {
    MyEnrolment {
        role: Role::Mentor,
        told: AnswersDraft::default(),
    }
}

fn setting_up() -> SetupRequest {
    SetupRequest {
        token: "none".into(),
        organisation: "Acme".into(),
        name: "Ada".into(),
        email: "ada@example.org".into(),
        password: "correct horse battery".into(),
    }
}

fn watch() -> Request {
    Request {
        method: "GET",
        address: format!("{}{}", api::BASE, api::events::PATH),
        body: None,
        headers: Vec::new(),
    }
}

/// What requests are about, for one [`Whose`].
#[derive(Clone, Copy)]
struct Things {
    programme: ProgrammeId,
    board: BoardId,
    publication: PublicationId,
    mentee: EnrolmentId,
    mentor: EnrolmentId,
    /// About the mentee's time; it is open.
    concern: ConcernId,
    request: RequestId,
    pair: PairId,
    /// Who is the mentee.
    person: PersonId,
    /// The programme's only coordinator.
    coordinator: AccountId,
}

/// Somebody of each role, and things of everybody's.
struct World {
    server: Server,
    accounts: Vec<(&'static str, Account)>,
    own: Things,
    other: Things,
    elsewhere: Things,
}

impl World {
    async fn new(engine: Engine) -> World {
        let server = Server::start(engine).await;
        let (here, there) = (
            server.programme("Here").await,
            server.programme("There").await,
        );
        let manager = server.person("manager").await;
        let mentee = server.person_under("mentee", Some(manager.person)).await;
        let mentor = server.person("mentor").await;
        let coordinator = server.account("coordinator").await;
        server.coordinates(here, &coordinator).await;
        let leader = |account: &mut Account| account.leader = true;
        let accounts = vec![
            ("stranger", server.account("stranger").await),
            ("employee", server.person("employee").await.account),
            ("mentee", mentee.account.clone()),
            ("mentor", mentor.account.clone()),
            ("manager", manager.account.clone()),
            ("coordinator", coordinator),
            ("leader", server.account_with("leader", leader).await),
            ("admin", server.admin("admin").await),
        ];
        let boss = accounts[5].1.id;
        let own = between(&server, here, boss, mentee.person, mentor.person).await;
        let stand_in = server.account("stand-in").await;
        server.coordinates(there, &stand_in).await;
        let mut others = Vec::new();
        for (programme, boss) in [(here, boss), (there, stand_in.id)] {
            let (a, b) = (1 + others.len(), 1 + others.len());
            let a = server.person(&format!("mentee {a}")).await.person;
            let b = server.person(&format!("mentor {b}")).await.person;
            others.push(between(&server, programme, boss, a, b).await);
        }
        World {
            server,
            accounts,
            own,
            other: others[0],
            elsewhere: others[1],
        }
    }

    fn things(&self, whose: Whose) -> Things {
        match whose {
            Own => self.own,
            Other => self.other,
            Elsewhere => self.elsewhere,
            Missing => Things {
                programme: ProgrammeId(Uuid::nil()),
                board: BoardId(Uuid::nil()),
                publication: PublicationId(Uuid::nil()),
                mentee: EnrolmentId(Uuid::nil()),
                mentor: EnrolmentId(Uuid::nil()),
                concern: ConcernId(Uuid::nil()),
                request: RequestId(Uuid::nil()),
                pair: PairId(Uuid::nil()),
                person: PersonId(Uuid::nil()),
                coordinator: AccountId(Uuid::nil()),
            },
        }
    }

    /// A fresh browser of somebody in `role`.
    async fn client(&self, role: &str) -> Client {
        match self.accounts.iter().find(|(name, _)| *name == role) {
            Some((_, account)) => self.server.signed_in(account).await,
            None => self.server.client(),
        }
    }
}

/// A mentee and a mentor, with a request and a proposed pair between them, and a
/// board they are on, with a publication of it.
async fn between(
    server: &Server,
    programme: ProgrammeId,
    coordinator: AccountId,
    person: PersonId,
    mentor: PersonId,
) -> Things {
    let mentee = server.enrol(programme, person, Role::Mentee).await;
    let mentor = server.enrol(programme, mentor, Role::Mentor).await;
    let board = server.board(programme).await;
    Things {
        programme,
        board,
        publication: server.publication(programme, board, coordinator).await,
        mentee,
        mentor,
        concern: server.concern(programme, mentee, coordinator).await,
        request: server.ask(programme, mentee, mentor).await,
        pair: server.propose(programme, mentee, mentor).await,
        person,
        coordinator,
    }
}

async fn holds_on(engine: Engine) {
    let world = World::new(engine).await;
    // Streams of events end at once, so that their answers do too.
    world.server.app.hub.close();
    let mut wrong = String::new();
    for row in rows() {
        for (role, expected) in ROLES.into_iter().zip(row.gets) {
            let client = world.client(role).await;
            let request = (row.request)(&world.things(row.whose));
            let answered = client
                .raw(
                    request.method,
                    &request.address,
                    request.body,
                    &request.headers,
                )
                .await;
            let got = match answered.status.as_u16() {
                401 => S,
                403 => N,
                404 => H,
                500.. => panic!("{} as {role}: {}", row.operation, answered.text()),
                _ => Y,
            };
            if got != expected {
                writeln!(
                    wrong,
                    "{} of {:?} as {role}: expected {expected:?}, got {got:?} ({} {})",
                    row.operation,
                    row.whose,
                    answered.status,
                    answered.text()
                )
                .unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[tokio::test]
async fn everybody_gets_what_the_table_says_on_sqlite() {
    holds_on(Engine::Sqlite).await;
}

#[tokio::test]
async fn everybody_gets_what_the_table_says_on_postgres() {
    holds_on(Engine::Postgres).await;
}

#[test]
fn every_operation_has_a_row() {
    let document = serde_json::to_value(openapi::document()).unwrap();
    let operations: BTreeSet<&str> = document["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|item| item.as_object().unwrap().values())
        .map(|operation| operation["operationId"].as_str().unwrap())
        .collect();
    let rows = rows();
    let covered: BTreeSet<&str> = rows.iter().map(|row| row.operation).collect();
    assert_eq!(
        operations, covered,
        "operations of the document, and rows of the table"
    );
}
