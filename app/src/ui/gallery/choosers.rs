//! What one chooses, tries out and opens: segments, sliders, tags, menus, tabs.

use leptos::prelude::*;

use super::Part;
use crate::ui::{
    ButtonKind, Choice, Combobox, FileDrop, Glyph, Menu, MenuAction, MenuItem, Popover, RadioGroup,
    Segmented, Slider, Tabs, use_toasts,
};

#[derive(Clone, Copy, PartialEq)]
enum Objective {
    BestTotal,
    Fairest,
    MostMatched,
    Stable,
}

#[component]
pub fn Choosers() -> impl IntoView {
    let objective = RwSignal::new(Objective::Fairest);
    let needs = RwSignal::new(40);
    let skills = RwSignal::new(vec!["feedback".to_owned(), "strategy".to_owned()]);
    let full = RwSignal::new(vec!["feedback".to_owned(), "arabic".to_owned()]);
    let known = vec![
        Choice::new("feedback", "Giving feedback").detail("12 mentors"),
        Choice::new("strategy", "Strategy").detail("7 mentors"),
        Choice::new("speaking", "Public speaking").detail("9 mentors"),
        Choice::new(
            "german",
            "Verhandlungsführung in mehrsprachigen Arbeitsgruppen",
        ),
        Choice::new("arabic", "التحدث أمام الجمهور"),
        Choice::new("delegating", "Delegating"),
    ];
    let chosen_file = RwSignal::new(None::<String>);
    view! {
        <Part title="Choosing">
            <Segmented
                label="Objective"
                value=objective
                options=vec![
                    (Objective::BestTotal, "Best total"),
                    (Objective::Fairest, "Fairest"),
                    (Objective::MostMatched, "Most matched"),
                    (Objective::Stable, "Stable"),
                ]
            />
            <RadioGroup
                label="Objective, with what each means"
                value=objective
                options=vec![
                    (Objective::BestTotal, "Best total", "All fits added up are as high as can be."),
                    (Objective::Fairest, "Fairest", "As many pairs as there can be, then the lowest fit is as high as can be, and only then the total."),
                ]
            />
            <Slider label="Needs × experience" value=needs help="Weighs most in the fit."/>
            <Slider label="Hours a month" value=needs max=60 unit="hours"/>
            <Slider label="Grade" value=needs disabled=true/>
            <Combobox label="I would like to work on" value=skills options=known.clone() new_welcome=true
                help="Up to eight. Your mentor sees them." placeholder="Type to search"/>
            <Combobox label="Languages" value=full options=known at_most=2
                error=Some("Arabic isn't spoken by any mentor yet.".to_owned())/>
            <FileDrop label="HR export" accept=".csv,text/csv" help="CSV with a row for each person." chosen=chosen_file
                on_file=move |file: web_sys::File| chosen_file.set(Some(file.name()))/>
        </Part>
    }
}

#[component]
pub fn Openers() -> impl IntoView {
    let toasts = use_toasts();
    let items = move |()| -> Vec<MenuItem> {
        let say = move |words: &'static str| move || toasts.say(words);
        vec![
            MenuItem::Heading("Move to".into()),
            MenuAction::new("Ada Byrne", say("Noor moved to Ada"))
                .detail("82, +4")
                .into(),
            MenuAction::new("Li Wei", say("Noor moved to Li"))
                .detail("71, −9")
                .into(),
            MenuAction::new("Omar Diaz", || ())
                .why_not(Some("Full: 1 of 1 places".into()))
                .into(),
            MenuItem::Separator,
            MenuAction::new("Lock", say("Locked"))
                .icon(Glyph::Lock)
                .into(),
            MenuAction::new("Why these two?", say("Why"))
                .icon(Glyph::Help)
                .into(),
            MenuAction::new("Never this pair", say("Never"))
                .icon(Glyph::Forbid)
                .danger()
                .into(),
        ]
    };
    let view = RwSignal::new(0);
    let tabs = ["Lanes", "Mentees", "Matrix", "List"];
    let named = tabs
        .iter()
        .enumerate()
        .map(|(at, words)| (at, (*words).to_owned()))
        .collect::<Vec<_>>();
    view! {
        <Part title="Menus, popovers, tabs">
            <div class="row">
                <Menu label="More about Noor Aziz" icon=Glyph::More kind=ButtonKind::Quiet items/>
                <Menu label="Draft 2" items/>
                <Popover label="Filters">
                    <p>"Cadence counts a pair as meeting when its last session is no older than one and a half times what they agreed."</p>
                </Popover>
                <Popover label="About cadence" icon=Glyph::Help kind=ButtonKind::Quiet>
                    <p>"Held on time, of those due."</p>
                </Popover>
            </div>
            <Tabs
                label="Views of the board"
                chosen=view
                tabs=named
                panel=move |at: usize| view! { <p>{format!("The board as {}.", tabs[at].to_lowercase())}</p> }.into_any()
            />
        </Part>
    }
}
