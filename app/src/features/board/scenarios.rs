//! Scenarios: which draft is worked on, beginning another, naming, throwing away.

use super::state::BoardState;
use super::toolbar::param;
use crate::api::events::on_event;
use crate::api::{Call, call};
use crate::forms;
use crate::routes::filters::Filters;
use crate::ui::{
    Banner, Bind, Button, ButtonKind, Dialog, Glyph, Menu, MenuAction, MenuItem, TextField, Tone,
    use_toasts,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::board::{
    AddBoard, BOARD_NAME_MAX, BoardMoved, BoardName, BoardSummary, ListBoards, NewBoard,
    RemoveBoard, RenameBoard,
};
use pairwell_domain::api::events::Topic;
use pairwell_domain::id::ProgrammeId;
use std::sync::Arc;

/// The scenarios of the programme, as last read.
#[derive(Clone, Copy)]
pub struct Scenarios {
    pub programme: ProgrammeId,
    pub all: RwSignal<Arc<Vec<BoardSummary>>>,
    /// Set by whoever throws the present one away, who need not be told.
    pub leaving: RwSignal<bool>,
    pub filters: Filters,
}

/// What is being done with scenarios in a dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Copying,
    Renaming,
    Removing,
}

impl Scenarios {
    /// Works on another scenario from now on.
    fn open(self, board: &BoardSummary) {
        self.filters.set(param::BOARD, Some(&board.id.to_string()));
    }

    /// Reads the list again whenever somebody has added, renamed or removed a scenario; leaves this
    /// one when it is gone.
    pub fn follow(self, state: BoardState) {
        let toasts = use_toasts();
        on_event(Topic::Board(self.programme), move |happened| {
            let moved = serde_json::from_value::<BoardMoved>(happened.payload.clone());
            if moved.is_ok_and(|moved| moved.made.is_some()) {
                return;
            }
            spawn_local(async move {
                let Ok(boards) = call::<ListBoards>(self.programme, (), ()).await else {
                    return;
                };
                let gone = !boards.iter().any(|board| board.id == state.id);
                let told = self.leaving.try_get_untracked() == Some(false);
                if self.all.try_set(Arc::new(boards)).is_none() && gone && told {
                    toasts.say(
                        "Somebody has thrown this scenario away. This is the first of those left.",
                    );
                    self.filters.set(param::BOARD, None);
                }
            });
        });
    }

    fn name_of(self, state: BoardState) -> String {
        self.all.with(|all| {
            let own = all.iter().find(|board| board.id == state.id);
            own.map(|board| board.name.clone()).unwrap_or_default()
        })
    }
}

/// "Scenario: Draft 2 ▾".
#[component]
pub fn ScenarioMenu(state: BoardState, scenarios: Scenarios) -> impl IntoView {
    let doing = RwSignal::new(None::<Doing>);
    let items = move |()| -> Vec<MenuItem> {
        let all = scenarios.all.get_untracked();
        let mut items = vec![MenuItem::Heading("Work on".to_owned())];
        for board in all.iter() {
            let here = board.id == state.id;
            let other = board.clone();
            let action = MenuAction::new(board.name.clone(), move || scenarios.open(&other));
            let action = match here {
                true => action.icon(Glyph::Check).detail("this one"),
                false => action,
            };
            items.push(action.into());
        }
        if all.len() > 1 {
            items.push(MenuItem::Heading("Put beside this".to_owned()));
            for board in all.iter().filter(|board| board.id != state.id) {
                let id = board.id;
                let beside = move || state.comparing.set(Some(id));
                items.push(
                    MenuAction::new(board.name.clone(), beside)
                        .icon(Glyph::Board)
                        .into(),
                );
            }
        }
        let last = (all.len() < 2).then(|| "It is the only one.".to_owned());
        items.extend([
            MenuItem::Separator,
            MenuAction::new("Copy as a new scenario…", move || {
                doing.set(Some(Doing::Copying))
            })
            .icon(Glyph::Plus)
            .into(),
            MenuAction::new("Rename…", move || doing.set(Some(Doing::Renaming)))
                .icon(Glyph::Edit)
                .into(),
            MenuAction::new("Throw away…", move || doing.set(Some(Doing::Removing)))
                .icon(Glyph::Close)
                .danger()
                .why_not(last)
                .into(),
        ]);
        items
    };
    let label = Signal::derive(move || format!("Scenario: {}", scenarios.name_of(state)));
    view! {
        <Menu label items kind=ButtonKind::Plain small=true/>
        <Naming state scenarios doing/>
        <Removal state scenarios doing/>
    }
}

/// Asks for a name: of a copy, or a new one for this scenario.
#[component]
fn Naming(
    state: BoardState,
    scenarios: Scenarios,
    doing: RwSignal<Option<Doing>>,
) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let open = Bind::while_it(doing, |doing| *doing != Doing::Removing);
    Effect::new(move |_| {
        let own = || untrack(|| scenarios.name_of(state));
        match doing.get() {
            Some(Doing::Copying) => name.set(free_name(&scenarios.all.get_untracked())),
            Some(Doing::Renaming) => name.set(own()),
            _ => return,
        }
        problem.set(None);
    });
    let title = Signal::derive(move || match doing.get() {
        Some(Doing::Renaming) => "Rename this scenario".to_owned(),
        _ => "Copy as a new scenario".to_owned(),
    });
    let save = move || {
        let words = name.get_untracked().trim().to_owned();
        if words.is_empty() || words.chars().count() > BOARD_NAME_MAX {
            problem.set(Some(format!("needs 1 to {BOARD_NAME_MAX} characters")));
            return;
        }
        let copying = doing.get_untracked() == Some(Doing::Copying);
        busy.set(true);
        spawn_local(async move {
            let answer = if copying {
                let new = NewBoard {
                    name: words,
                    copy_of: Some(state.id),
                };
                call::<AddBoard>(scenarios.programme, (), new).await
            } else {
                call::<RenameBoard>(state.id, (), BoardName { name: words }).await
            };
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(board) => {
                    doing.set(None);
                    scenarios.all.update(|all| {
                        let others = all.iter().filter(|other| other.id != board.id).cloned();
                        let mut now: Vec<BoardSummary> = others.chain([board.clone()]).collect();
                        now.sort_by_key(|board| board.id);
                        *all = Arc::new(now);
                    });
                    if copying {
                        scenarios.open(&board);
                    }
                }
                Err(error) => problem.set(Some(forms::words(&error))),
            }
        });
    };
    view! {
        <Dialog
            open
            title
            foot=move || view! {
                <Button kind=ButtonKind::Quiet on_press=move |()| doing.set(None)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary busy=busy on_press=move |()| save()>
                    {move || if doing.get() == Some(Doing::Renaming) { "Rename" } else { "Copy" }}
                </Button>
            }
        >
            <p hidden=move || doing.get() != Some(Doing::Copying)>
                "The copy starts with every lock, weight and place decided here. What you then change in one leaves the other alone."
            </p>
            <TextField label="Name" value=name error=problem/>
        </Dialog>
    }
}

/// "Draft 3": the first number nobody has used.
fn free_name(all: &[BoardSummary]) -> String {
    let taken = |name: &str| {
        all.iter()
            .any(|board| board.name.eq_ignore_ascii_case(name))
    };
    let mut numbers = (all.len() + 1..).map(|number| format!("Draft {number}"));
    numbers.find(|name| !taken(name)).unwrap_or_default()
}

#[component]
fn Removal(
    state: BoardState,
    scenarios: Scenarios,
    doing: RwSignal<Option<Doing>>,
) -> impl IntoView {
    let refused = RwSignal::new(None::<String>);
    let toasts = use_toasts();
    let open = Bind::while_it(doing, |doing| *doing == Doing::Removing);
    // What was refused last time is no answer to asking again.
    Effect::new(move |_| {
        doing.track();
        refused.set(None);
    });
    let title = Signal::derive(move || format!("Throw {} away?", scenarios.name_of(state)));
    let remove = move || {
        scenarios.leaving.set(true);
        spawn_local(async move {
            let answer = Call::<RemoveBoard>::new(state.id, (), ()).send().await;
            match answer {
                Ok(()) => {
                    let name = untrack(|| scenarios.name_of(state));
                    doing.try_set(None);
                    toasts.say(format!("{name} is gone."));
                    scenarios.all.update(|all| {
                        let others = all.iter().filter(|other| other.id != state.id).cloned();
                        *all = Arc::new(others.collect());
                    });
                    scenarios.filters.set(param::BOARD, None);
                    scenarios.leaving.set(false);
                }
                Err(error) => {
                    scenarios.leaving.try_set(false);
                    refused.try_set(Some(forms::words(&error)));
                }
            }
        });
    };
    view! {
        <Dialog
            open
            title
            foot=move || view! {
                <Button kind=ButtonKind::Quiet on_press=move |()| doing.set(None)>"Keep it"</Button>
                <Button kind=ButtonKind::Danger on_press=move |()| remove()>"Throw away"</Button>
            }
        >
            {move || refused.get().map(|why| view! { <Banner tone=Tone::Refusal announce=true>{why}</Banner> })}
            <p>"What was decided in it goes with it, for every coordinator, and can't be brought back. Pairs that people know of stay as they are."</p>
        </Dialog>
    }
}
