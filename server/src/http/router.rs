//! The whole route table.

use super::call::{Call, UploadCall};
use super::precondition::{IdempotencyKey, IfMatch};
use super::reply::Reply;
use super::squeeze::squeeze;
use super::{
    accounts, assets, boards, concerns, enrolments, events, health, home, links, mentors, openapi,
    pairs, participation, people, programmes, requests, security, session,
};
use crate::auth::SignedIn;
use crate::auth::extract::ClientAddress;
use crate::error::{self, Error};
use crate::state::AppState;
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, State};
use axum::http::{HeaderMap, HeaderName};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, get, on};
use pairwell_domain::api::accounts::{ChangeAccount, ListAccounts};
use pairwell_domain::api::board::{
    AddBoard, BeHere, ListBoards, ListMoves, MakeMoves, PreviewPublication, PublishBoard,
    ReadBoard, ReadRecord, RemoveBoard, RenameBoard,
};
use pairwell_domain::api::concerns::{
    AnswerCompromise, ListConcerns, ListMyTeam, ProposeCompromise, RaiseConcern,
};
use pairwell_domain::api::enrolments::{
    AcceptAll, ChangeEnrolmentState, EnrolMyself, EnrolPerson, GetMyEnrolments, ImportEnrolments,
    ListEnrolments,
};
use pairwell_domain::api::mentors::{
    AnswerRequest, AskMentor, GetMyView, ListMentors, ListRequests, WithdrawRequest,
};
use pairwell_domain::api::pairs::{AnswerPair, GetHome, ListMyPairs};
use pairwell_domain::api::participation::GetParticipation;
use pairwell_domain::api::people::{
    DecideLeavers, GetPerson, ImportRoster, InvitePerson, ListPeople, ListUnits,
};
use pairwell_domain::api::programmes::{
    AppointCoordinator, CreateProgramme, DismissCoordinator, GetProgramme, ListProgrammes,
    UpdateProgramme,
};
use pairwell_domain::api::sign_in::{
    ForgotPassword, GetMe, ListLinks, LookAtLink, Refresh, SetUp, SignIn, SignOut, UseLink,
};
use pairwell_domain::api::{BASE, Endpoint, Method, Upload};
use pairwell_domain::problem::Problem;
use std::any::Any;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::TraceLayer;
use tracing::{error, info_span};

/// A JSON body may be this long; files have a limit of their own.
const BODY_LIMIT: usize = 2 << 20;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Every operation of the API, one a line. The OpenAPI document is made from
/// the same table.
pub fn routes() -> Routes {
    Routes::new()
        .on::<AcceptAll, _, _>(enrolments::accept_all::handle)
        .on::<AddBoard, _, _>(boards::add::handle)
        .on::<AnswerCompromise, _, _>(concerns::answer::handle)
        .on::<AnswerPair, _, _>(pairs::answer::handle)
        .on::<AnswerRequest, _, _>(requests::answer::handle)
        .on::<AppointCoordinator, _, _>(programmes::appoint::handle)
        .on::<AskMentor, _, _>(requests::ask::handle)
        .on::<BeHere, _, _>(boards::be_here::handle)
        .on::<ChangeAccount, _, _>(accounts::change::handle)
        .on::<ChangeEnrolmentState, _, _>(enrolments::change_state::handle)
        .on::<CreateProgramme, _, _>(programmes::create::handle)
        .on::<DecideLeavers, _, _>(people::decide_leavers::handle)
        .on::<DismissCoordinator, _, _>(programmes::dismiss::handle)
        .on::<EnrolMyself, _, _>(enrolments::enrol_myself::handle)
        .on::<EnrolPerson, _, _>(enrolments::enrol_person::handle)
        .on::<ForgotPassword, _, _>(accounts::forgot_password::handle)
        .on::<GetHome, _, _>(home::get::handle)
        .on::<GetMe, _, _>(session::get_me::handle)
        .on::<GetMyEnrolments, _, _>(enrolments::get_mine::handle)
        .on::<GetMyView, _, _>(mentors::my_view::handle)
        .on::<GetParticipation, _, _>(participation::get::handle)
        .on::<GetPerson, _, _>(people::get::handle)
        .on::<GetProgramme, _, _>(programmes::get::handle)
        .on::<ImportEnrolments, _, _>(enrolments::import::handle)
        .on::<ImportRoster, _, _>(people::import::handle)
        .on::<InvitePerson, _, _>(people::invite::handle)
        .on::<ListAccounts, _, _>(accounts::list::handle)
        .on::<ListBoards, _, _>(boards::list::handle)
        .on::<ListConcerns, _, _>(concerns::list::handle)
        .on::<ListEnrolments, _, _>(enrolments::list::handle)
        .on::<ListLinks, _, _>(links::list_waiting::handle)
        .on::<ListMentors, _, _>(mentors::list::handle)
        .on::<ListMoves, _, _>(boards::moves::handle)
        .on::<ListMyPairs, _, _>(pairs::list_mine::handle)
        .on::<ListMyTeam, _, _>(concerns::team::handle)
        .on::<ListPeople, _, _>(people::list::handle)
        .on::<ListProgrammes, _, _>(programmes::list::handle)
        .on::<ListRequests, _, _>(requests::list::handle)
        .on::<ListUnits, _, _>(people::list_units::handle)
        .on::<LookAtLink, _, _>(links::look_at::handle)
        .on::<MakeMoves, _, _>(boards::make_moves::handle)
        .on::<PreviewPublication, _, _>(boards::preview::handle)
        .on::<ProposeCompromise, _, _>(concerns::propose::handle)
        .on::<PublishBoard, _, _>(boards::publish::handle)
        .on::<RaiseConcern, _, _>(concerns::raise::handle)
        .on::<ReadBoard, _, _>(boards::read::handle)
        .on::<ReadRecord, _, _>(boards::read_record::handle)
        .on::<Refresh, _, _>(session::refresh::handle)
        .on::<RemoveBoard, _, _>(boards::remove::handle)
        .on::<RenameBoard, _, _>(boards::rename::handle)
        .on::<SetUp, _, _>(accounts::set_up::handle)
        .on::<SignIn, _, _>(session::sign_in::handle)
        .on::<SignOut, _, _>(session::sign_out::handle)
        .on::<UpdateProgramme, _, _>(programmes::update::handle)
        .on::<UseLink, _, _>(links::use_once::handle)
        .on::<WithdrawRequest, _, _>(requests::withdraw::handle)
}

/// Everything the server answers.
pub fn router(app: AppState) -> anyhow::Result<Router> {
    let Routes { router, document } = routes();
    let document = document.to_json()?;
    let api = router
        .route(&format!("{BASE}{}", events::PATH), get(events::handle))
        .route(
            "/api/openapi.json",
            get(move || async move { openapi::respond(document.clone()) }),
        )
        .route("/api/{*rest}", axum::routing::any(no_such_operation))
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(axum::middleware::from_fn(squeeze))
        .layer(security::never_cached());
    // One stack, outermost first: each `Router::layer` would box the request anew.
    let around = ServiceBuilder::new()
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(security::headers(&app.settings.public_url))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(security::same_origin(&app.settings.public_url)?);
    let router = Router::new()
        .merge(api)
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .fallback(assets::handle)
        .layer(around);
    Ok(router.with_state(app))
}

/// Routes and their description, grown together so that they can't disagree.
pub struct Routes {
    pub router: Router<AppState>,
    pub document: utoipa::openapi::OpenApi,
}

impl Routes {
    fn new() -> Self {
        Routes {
            router: Router::new(),
            document: openapi::empty(),
        }
    }

    /// Serves `E` with `handler`.
    fn on<E, H, T>(mut self, handler: H) -> Self
    where
        E: Endpoint + 'static,
        H: Operation<E, T>,
    {
        openapi::describe::<E>(&mut self.document, H::demands());
        let path = format!("{BASE}{}", E::PATH);
        let filter = match E::METHOD {
            Method::Get => MethodFilter::GET,
            Method::Post => MethodFilter::POST,
            Method::Put => MethodFilter::PUT,
            Method::Patch => MethodFilter::PATCH,
            Method::Delete => MethodFilter::DELETE,
        };
        self.router = self.router.route(&path, handler.route(filter));
        self
    }
}

/// A function that handles `E`: it takes up to four extractors and then the
/// call itself, and answers with `E`'s response or a refusal.
pub trait Operation<E: Endpoint, Arguments>: Clone + Send + Sync + 'static {
    fn route(self, filter: MethodFilter) -> MethodRouter<AppState>;
    /// What its arguments ask of a request, for the document.
    fn demands() -> Demands;
}

/// What an operation asks of a request besides path, query and body.
#[derive(Clone, Copy, Debug, Default)]
pub struct Demands {
    /// A session.
    pub session: bool,
    /// `If-Match`.
    pub version: bool,
    /// Takes an `Idempotency-Key`.
    pub repeatable: bool,
}

/// What a handler may take before its call.
pub trait Argument: FromRequestParts<AppState> + Send + 'static {
    fn demand(_: &mut Demands) {}
}

impl Argument for State<AppState> {}
impl Argument for HeaderMap {}
impl Argument for ClientAddress {}

impl Argument for SignedIn {
    fn demand(demands: &mut Demands) {
        demands.session = true;
    }
}

impl Argument for IfMatch {
    fn demand(demands: &mut Demands) {
        demands.version = true;
    }
}

impl Argument for IdempotencyKey {
    fn demand(demands: &mut Demands) {
        demands.repeatable = true;
    }
}

/// [`Call`] or [`UploadCall`] of `E`.
pub trait CallOf<E: Endpoint>: FromRequest<AppState, Rejection = Error> + Send + 'static {}
impl<E: Endpoint + 'static> CallOf<E> for Call<E> {}
impl<E: Endpoint<Request = Upload> + 'static> CallOf<E> for UploadCall<E> {}

macro_rules! operations {
    ($(($($argument:ident),*))*) => {$(
        impl<E, F, R, C, $($argument),*> Operation<E, ($($argument,)* C,)> for F
        where
            E: Endpoint + 'static,
            C: CallOf<E>,
            F: Fn($($argument,)* C) -> R + Clone + Send + Sync + 'static,
            R: Future<Output = Result<Reply<E>, Error>> + Send + 'static,
            $($argument: Argument,)*
        {
            fn route(self, filter: MethodFilter) -> MethodRouter<AppState> {
                on(filter, self)
            }

            fn demands() -> Demands {
                #[allow(unused_mut, reason = "there may be no argument")]
                let mut demands = Demands::default();
                $($argument::demand(&mut demands);)*
                demands
            }
        }
    )*};
}

operations! {
    ()
    (A1)
    (A1, A2)
    (A1, A2, A3)
    (A1, A2, A3, A4)
}

async fn no_such_operation() -> Error {
    Problem::new(404, "no_such_operation", "The API has no such operation.")
        .detail("See /api/openapi.json for those it has.")
        .into()
}

async fn wrong_method() -> Error {
    Problem::new(405, "wrong_method", "That can't be done with this address.")
        .detail("See /api/openapi.json for what can.")
        .into()
}

fn span(request: &axum::http::Request<axum::body::Body>) -> tracing::Span {
    let id = request
        .headers()
        .get(REQUEST_ID)
        .and_then(|id| id.to_str().ok())
        .unwrap_or("-");
    // The path alone: a query may carry what somebody searched for.
    info_span!("request", id, method = %request.method(), path = request.uri().path())
}

fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response {
    let cause = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("without a message");
    error!("a request panicked: {cause}");
    error::problem_response(&error::internal()).into_response()
}
