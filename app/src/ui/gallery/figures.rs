//! Numbers: tables, figures, bars, progress; and what stands in for them.

use leptos::prelude::*;

use super::Part;
use crate::ui::{Bar, Bars, Column, Figure, Fit, FitSize, Progress, Shape, Skeleton, Sort, Table};

const UNITS: [(&str, u32, u32); 5] = [
    ("Engineering", 75, 240),
    ("Sales", 28, 233),
    ("Donaudampfschifffahrtsgesellschaft", 19, 190),
    ("Finance", 9, 118),
    ("العمليات", 3, 60),
];

#[component]
pub fn Figures() -> impl IntoView {
    view! {
        <Part title="Figures">
            <div class="gallery-pair">
                <Figure
                    title="By unit"
                    finding="Engineering takes part most, 31 % of 240"
                    definition="Enrolled as mentor or mentee, of everyone who may enrol."
                    chart=|| view! { <UnitBars/> }
                    table=|| view! { <UnitTable/> }
                />
                <Figure
                    title="From the top down"
                    finding="Five of seven board members mentor"
                    chart=|| view! {
                        <Bars>
                            <Bar label="Board" share=Some(5.0 / 7.0) words="5" detail="of 7".to_owned() series=2/>
                            <Bar label="Directors" share=Some(14.0 / 31.0) words="14" detail="of 31".to_owned() series=2/>
                            <Bar label="Managers" share=Some(40.0 / 210.0) words="40" detail="of 210".to_owned() series=2 dimmed=true/>
                        </Bars>
                    }
                    table=|| view! { <UnitTable/> }
                />
            </div>
        </Part>
        <Part title="Table">
            <PeopleTable/>
        </Part>
        <Part title="Waiting">
            <Progress label="Importing the roster" done=Some(0.41) words="123 400 of 300 000 rows".to_owned()/>
            <Progress label="Solving" done=None/>
            <Skeleton label="Loading a profile"/>
            <Skeleton label="Loading people" shape=Shape::Rows(3)/>
            <Skeleton label="Loading mentors" shape=Shape::Cards(3)/>
        </Part>
    }
}

#[component]
fn UnitBars() -> impl IntoView {
    let bars = UNITS.map(|(unit, part, all)| {
        let shown = part >= 5;
        let words = if shown {
            format!("{} %", part * 100 / all)
        } else {
            "fewer than 5".to_owned()
        };
        let share = shown.then(|| f64::from(part) / f64::from(all) / 0.31);
        view! { <Bar label=unit share words detail=format!("of {all}") href="#unit".to_owned()/> }
    });
    view! { <Bars>{bars.collect_view()}</Bars> }
}

#[component]
fn UnitTable() -> impl IntoView {
    let columns = vec![
        Column::new("unit", "Unit"),
        Column::new("part", "Take part").numeric(),
        Column::new("all", "Eligible").numeric(),
    ];
    let rows = UNITS.map(|(unit, part, all)| {
        let part = if part >= 5 { part.to_string() } else { "fewer than 5".to_owned() };
        view! { <tr><th scope="row">{unit}</th><td class="number">{part}</td><td class="number">{all}</td></tr> }
    });
    view! { <Table caption="Participation by unit" columns hide_caption=true>{rows.collect_view()}</Table> }
}

#[component]
fn PeopleTable() -> impl IntoView {
    let sort = RwSignal::new(Some(Sort::by("fit")));
    let columns = vec![
        Column::new("name", "Name").sortable(),
        Column::new("title", "Title"),
        Column::new("unit", "Unit").sortable(),
        Column::new("fit", "Fit").numeric().sortable(),
    ];
    let rows = move || {
        let mut people: Vec<(String, u8)> = (1..=24u8)
            .map(|n| (format!("Person {n}"), n.wrapping_mul(37) % 101))
            .collect();
        match sort.get() {
            Some(order) if order.key == "fit" => people.sort_by_key(|(_, fit)| *fit),
            _ => people.sort(),
        }
        if sort.get().is_some_and(|order| order.descending) {
            people.reverse();
        }
        people
            .into_iter()
            .map(|(name, fit)| {
                view! {
                    <tr>
                        <th scope="row">{name}</th>
                        <td>"Senior specialist for continuous improvement"</td>
                        <td>"Engineering"</td>
                        <td class="number"><Fit score=fit size=FitSize::S/></td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! { <Table caption="24 people, best fit last" columns sort>{rows}</Table> }
}
