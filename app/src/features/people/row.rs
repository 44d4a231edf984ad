//! One person in the list, and what can be done with them.

use super::model;
use super::state::Roster;
use crate::session::use_session;
use crate::ui::{
    Avatar, AvatarSize, Button, ButtonKind, Glyph, Menu, MenuAction, Tag, TagTone, VisuallyHidden,
};
use leptos::prelude::*;
use pairwell_domain::access::{Action, Resource};
use pairwell_domain::api::people::{LeaverDecision, PersonRow, Standing};

#[component]
pub fn Row(row: PersonRow, roster: Roster, leaving: RwSignal<Vec<PersonRow>>) -> impl IntoView {
    let person = row.person.clone();
    let under_name = [
        person.title.clone(),
        person.email.as_ref().map(ToString::to_string),
    ];
    let under_name: Vec<String> = under_name.into_iter().flatten().collect();
    let account =
        model::account(row.account).map(|(words, tone)| view! { <Tag label=words tone/> });
    let left = person
        .left_on
        .map(|day| view! { <Tag label=format!("Left {day}") tone=TagTone::Outline/> });
    view! {
        <tr>
            <th scope="row">
                <div class="people-who">
                    <Avatar name=person.name.clone() seed=person.id.0.into_bytes() size=AvatarSize::Small/>
                    <div class="people-name">
                        <bdi class="name">{person.name.clone()}</bdi>
                        <span class="soft small">{under_name.join(" · ")}</span>
                        <span class="table-folded soft small">{person.unit.clone()}</span>
                    </div>
                </div>
            </th>
            <td class="table-folds">{person.unit.clone()}</td>
            <td class="table-folds"><bdi>{row.manager_name.clone()}</bdi></td>
            <td>{account}{left}</td>
            <td class="people-actions">
                {if row.standing == Standing::Missing {
                    view! { <Decide row roster leaving/> }.into_any()
                } else {
                    view! { <More row roster leaving/> }.into_any()
                }}
            </td>
        </tr>
    }
}

/// Two answers to the one question.
#[component]
fn Decide(row: PersonRow, roster: Roster, leaving: RwSignal<Vec<PersonRow>>) -> impl IntoView {
    let id = row.person.id;
    let whom = row.person.name.clone();
    let also = whom.clone();
    view! {
        <span class="row">
            <Button small=true on_press=move |()| leaving.set(vec![row.clone()])>
                "Has left"<VisuallyHidden>": "{whom}</VisuallyHidden>
            </Button>
            <Button small=true kind=ButtonKind::Quiet on_press=move |()| roster.decide(vec![id], LeaverDecision::Stays)>
                "Is still here"<VisuallyHidden>": "{also}</VisuallyHidden>
            </Button>
        </span>
    }
}

#[component]
fn More(row: PersonRow, roster: Roster, leaving: RwSignal<Vec<PersonRow>>) -> impl IntoView {
    let session = use_session();
    let id = row.person.id;
    let label = format!("More about {}", row.person.name);
    let items = move |()| {
        let may_mark = session.may(Action::ImportPeople, Resource::Organisation);
        let is_me = session.me().is_some_and(|me| me.person == Some(id));
        let invite = MenuAction::new("Invite to sign in", move || roster.invite(id))
            .icon(Glyph::Mail)
            .why_not(model::why_not_invite(&row));
        let gone = row.clone();
        let left = MenuAction::new("Mark as having left", move || {
            leaving.set(vec![gone.clone()])
        })
        .icon(Glyph::SignOut)
        .danger()
        .why_not(is_me.then(|| "Somebody else has to do that.".to_owned()));
        let mut items = vec![invite.into()];
        if may_mark && row.standing != Standing::Left {
            items.push(left.into());
        }
        items
    };
    view! { <Menu label items icon=Glyph::More kind=ButtonKind::Quiet small=true/> }
}
