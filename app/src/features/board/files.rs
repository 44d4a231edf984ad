//! The board as files: out for spreadsheets and paper, in from decisions made elsewhere.

use super::state::BoardState;
use crate::files::{Kind, save};
use crate::format;
use crate::ui::{
    Banner, Bind, Button, ButtonKind, Dialog, Glyph, Menu, MenuAction, MenuItem, TextArea, Tone,
    use_toasts,
};
use leptos::prelude::*;

/// Problems told at once.
const TOLD: usize = 8;

#[component]
pub fn FileMenu(state: BoardState) -> impl IntoView {
    let toasts = use_toasts();
    let importing = RwSignal::new(false);
    let hand_out = move |kind: Kind| {
        let (name, text) = state.read(|model| {
            let name = model.board().name.to_lowercase().replace(' ', "-");
            match kind {
                Kind::Csv => (format!("{name}.csv"), model.csv()),
                Kind::Json => (format!("{name}.json"), model.json()),
            }
        });
        if save(&name, kind, &text).is_err() {
            toasts.refuse("This browser has no room for the file.");
        }
    };
    let print = move || {
        // A browser that can't print has told its reader so.
        let _ = window().print();
    };
    let items = move |()| -> Vec<MenuItem> {
        vec![
            MenuAction::new("Table for a spreadsheet (CSV)", move || hand_out(Kind::Csv))
                .icon(Glyph::Download)
                .into(),
            MenuAction::new("Scenario (JSON)", move || hand_out(Kind::Json))
                .icon(Glyph::Download)
                .into(),
            MenuAction::new("Print…", print).into(),
            MenuItem::Separator,
            MenuAction::new("Bring in pairs decided elsewhere…", move || {
                importing.set(true)
            })
            .icon(Glyph::Upload)
            .into(),
        ]
    };
    view! {
        <Menu label="Files" items kind=ButtonKind::Plain/>
        <ImportDialog state open=importing/>
    }
}

#[component]
fn ImportDialog(state: BoardState, open: RwSignal<bool>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::<String>::new());
    let close = move || {
        open.set(false);
        problems.set(Vec::new());
    };
    let bind = Bind::new(open, move |now: bool| {
        if !now {
            close();
        }
    });
    let bring = move || {
        let read = text.with_untracked(|text| state.read(|model| model.pairs_from(text)));
        match read {
            Ok(moves) if moves.is_empty() => problems.set(vec![
                "There is nothing to change: write a mentee and a mentor on each line, with a tab, a semicolon or a comma between them.".to_owned(),
            ]),
            Ok(moves) => {
                close();
                text.set(String::new());
                state.make(moves);
            }
            Err(found) => problems.set(found),
        }
    };
    let told = move || {
        problems.with(|problems| {
            (!problems.is_empty()).then(|| {
                let more = problems.len().saturating_sub(TOLD);
                let title = format::plural(
                    problems.len(),
                    "{n} problem, so nothing was changed",
                    "{n} problems, so nothing was changed",
                );
                let lines = problems
                    .iter()
                    .take(TOLD)
                    .map(|line| view! { <li>{line.clone()}</li> });
                let lines = lines.collect_view();
                view! {
                    <Banner tone=Tone::Refusal title=Some(title) announce=true>
                        <ul>{lines}</ul>
                        {(more > 0).then(|| format!("and {more} more"))}
                    </Banner>
                }
            })
        })
    };
    view! {
        <Dialog
            open=bind
            title="Bring in pairs decided elsewhere"
            foot=move || view! {
                <Button kind=ButtonKind::Quiet on_press=move |()| close()>"Cancel"</Button>
                <Button kind=ButtonKind::Primary on_press=move |()| bring()>"Lock these pairs"</Button>
            }
        >
            {told}
            <p>"A line a pair: the mentee's name, then the mentor's, as they stand on the board. Paste two columns of a spreadsheet as they are. All are locked as one step, or none."</p>
            <TextArea label="Pairs" value=text/>
        </Dialog>
    }
}
