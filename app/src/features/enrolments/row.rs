//! One enrolment in the list, and the steps a coordinator can take with it.

use super::model;
use super::state::Enrolments;
use crate::format;
use crate::ui::{
    Avatar, AvatarSize, Button, ButtonKind, Glyph, Menu, MenuAction, MenuItem, Tag, TagTone,
    VisuallyHidden,
};
use leptos::prelude::*;
use pairwell_domain::api::enrolments::EnrolmentRow;
use pairwell_domain::enrolment::{EnrolmentState, Role};

#[component]
pub fn Row(
    row: EnrolmentRow,
    enrolments: Enrolments,
    withdrawing: RwSignal<Option<EnrolmentRow>>,
) -> impl IntoView {
    let state = row.enrolment.state;
    let under: Vec<String> = [row.title.clone(), row.unit.clone()]
        .into_iter()
        .flatten()
        .collect();
    let (skills, more) = model::skills(&row);
    let skills = skills
        .into_iter()
        .map(|skill| view! { <li><Tag label=skill/></li> })
        .collect_view();
    let more =
        (more > 0).then(|| view! { <li class="soft small">{format!("and {more} more")}</li> });
    let pairs = row.pairs;
    // In its own column, or under the name where there is little room.
    let standing = move || {
        let pairs = (pairs > 0).then(|| {
            let words = format::plural(pairs, "{n} pair", "{n} pairs");
            view! { <Tag label=words tone=TagTone::Accent/> }
        });
        view! {
            <Tag label=state.word() tone=model::tone(state)/>
            {pairs}
        }
    };
    let role = match row.enrolment.role {
        Role::Mentor => "Mentor",
        Role::Mentee => "Mentee",
    };
    let accept = (state == EnrolmentState::Applied).then(|| {
        let (whom, row) = (row.name.clone(), row.clone());
        view! {
            <Button small=true on_press=move |()| enrolments.move_on(&row, EnrolmentState::Accepted)>
                "Accept"<VisuallyHidden>" "{whom}</VisuallyHidden>
            </Button>
        }
    });
    let label = format!("More about {} as {}", row.name, row.enrolment.role.word());
    let has_steps = !model::steps(state).is_empty();
    let gives = model::gives(&row);
    let name = row.name.clone();
    let seed = row.enrolment.person.0.into_bytes();
    let items = move |()| items(&row, enrolments, withdrawing);
    view! {
        <tr>
            <th scope="row">
                <div class="people-who">
                    <Avatar name=name.clone() seed size=AvatarSize::Small/>
                    <div class="people-name">
                        <bdi class="name">{name.clone()}</bdi>
                        <span class="soft small">{under.join(" · ")}</span>
                        <span class="table-folded"><Tag label=role tone=TagTone::Outline/>{standing()}</span>
                    </div>
                </div>
            </th>
            <td class="table-folds">{role}</td>
            <td class="table-folds">
                <span class="row">
                    {standing()}
                </span>
            </td>
            <td class="table-folds"><ul class="tags" aria-label="Skills">{skills}{more}</ul></td>
            <td class="table-folds nowrap">{gives}</td>
            <td class="people-actions">
                <span class="row enrolment-actions">
                    {accept}
                    {has_steps.then(|| view! { <Menu label items icon=Glyph::More kind=ButtonKind::Quiet small=true/> })}
                </span>
            </td>
        </tr>
    }
}

fn items(
    row: &EnrolmentRow,
    enrolments: Enrolments,
    withdrawing: RwSignal<Option<EnrolmentRow>>,
) -> Vec<MenuItem> {
    let item = |(next, words): (EnrolmentState, &'static str)| {
        let row = row.clone();
        match next {
            EnrolmentState::Withdrawn => {
                MenuAction::new("Withdraw…", move || withdrawing.set(Some(row.clone())))
                    .icon(Glyph::SignOut)
                    .danger()
                    .into()
            }
            next => MenuAction::new(words, move || enrolments.move_on(&row, next)).into(),
        }
    };
    model::steps(row.enrolment.state)
        .into_iter()
        .map(item)
        .collect()
}
