//! Who can sign in, and what each may do: for admins.

use crate::api::{Load, Paged, Slice, call};
use crate::format;
use crate::forms;
use crate::routes::Page;
use crate::routes::filters::use_filters;
use crate::session::use_session;
use crate::ui::{
    self, Bind, Button, ButtonKind, ButtonLink, Checkbox, Column, Drawing, Empty, Glyph, Menu,
    MenuAction, Shape, Skeleton, Table, Tag, TagTone, TextField, TextKind, use_toasts,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::accounts::{
    AccountChange, AccountRow, AccountsQuery, ChangeAccount, ListAccounts,
};
use pairwell_domain::api::people::AccountState;
use pairwell_domain::id::AccountId;

type Accounts = Paged<AccountRow, AccountId>;

#[component]
pub fn AccountsPage() -> impl IntoView {
    let filters = use_filters();
    let words = filters.signal("q");
    let accounts = Paged::new(move |after| {
        let query = AccountsQuery {
            q: words.get(),
            after,
        };
        async move {
            let page = call::<ListAccounts>((), query, ()).await?;
            Ok(Slice {
                rows: page.accounts,
                total: page.total,
                next: page.next,
            })
        }
    });
    let state = move || {
        let total = accounts.total()?;
        Some(format::plural(total, "{n} account", "{n} accounts"))
    };
    let search = Bind::new(
        Signal::derive(move || words.get().unwrap_or_default()),
        move |typed: String| filters.set("q", Some(&typed)),
    );
    let actions = || {
        view! { <ButtonLink href=Page::People.path()>"Invite people"</ButtonLink> }
    };
    view! {
        <ui::Page title="Accounts" state=state actions=actions>
            <search class="people-filters" aria-label="Accounts">
                <TextField
                    label="Search"
                    kind=TextKind::Search
                    value=search
                    placeholder="Name or e-mail"
                    optional=true
                    hide_label=true
                />
            </search>
            <Load
                latest=accounts.first
                skeleton=|| view! { <Skeleton label="Loading accounts" shape=Shape::Rows(6)/> }
                is_empty=|page| page.rows.is_empty()
                empty=move || view! {
                    <Empty
                        drawing=Drawing::Search
                        title="No account goes with this"
                        action=move || view! { <Button on_press=move |()| filters.clear()>"Show all"</Button> }
                    />
                }
                let:_page
            >
                <List accounts/>
            </Load>
        </ui::Page>
    }
}

#[component]
fn List(accounts: Accounts) -> impl IntoView {
    let columns = vec![
        Column::new("name", "Name"),
        Column::new("state", "State").folds(),
        Column::new("coordinates", "Coordinates").folds(),
        Column::new("leader", "Leader"),
        Column::new("admin", "Admin"),
        Column::new("actions", "Actions").hide_label(),
    ];
    view! {
        <Table caption="Accounts" hide_caption=true columns>
            <For
                each=move || accounts.rows()
                key=|row| (row.id, row.admin, row.leader, row.state as u8)
                let:row
            >
                <Row row accounts/>
            </For>
        </Table>
        <Show when=move || accounts.has_more()>
            <p class="people-more">
                <Button busy=accounts.busy() on_press=move |()| accounts.more()>"Show more accounts"</Button>
            </p>
        </Show>
    }
}

#[component]
fn Row(row: AccountRow, accounts: Accounts) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let id = row.id;
    // A refused switch goes back to what is true.
    let refused = RwSignal::new(0);
    let change = move |change: AccountChange| {
        spawn_local(async move {
            match call::<ChangeAccount>(id, (), change).await {
                Ok(after) => {
                    toasts.say(format!("The account of {} is changed.", after.name));
                    accounts.patch(|rows| {
                        if let Some(row) = rows.iter_mut().find(|row| row.id == id) {
                            *row = after;
                        }
                    });
                    if session.me().is_some_and(|me| me.account == id) {
                        session.reload();
                    }
                }
                Err(why) => {
                    toasts.refuse(forms::words(&why));
                    refused.try_update(|count| *count += 1);
                }
            }
        });
    };
    let now = AccountChange {
        admin: row.admin,
        leader: row.leader,
        closed: row.state == AccountState::Disabled,
    };
    let truth = move |value: bool| {
        Signal::derive(move || {
            refused.track();
            value
        })
    };
    let leader = Bind::new(truth(row.leader), move |leader| {
        change(AccountChange { leader, ..now })
    });
    let admin = Bind::new(truth(row.admin), move |admin| {
        change(AccountChange { admin, ..now })
    });
    let (words, tone) = match row.state {
        AccountState::Active => ("Can sign in", TagTone::Green),
        AccountState::Disabled => ("Closed", TagTone::Outline),
        AccountState::Invited | AccountState::None => ("Invited", TagTone::Neutral),
    };
    let coordinates = row.coordinates.join(", ");
    let is_me = move || session.me().is_some_and(|me| me.account == id);
    let items = move |()| {
        let open = MenuAction::new("Open the account again", move || {
            change(AccountChange {
                closed: false,
                ..now
            });
        });
        let close = MenuAction::new("Close the account", move || {
            change(AccountChange {
                closed: true,
                ..now
            });
        })
        .danger()
        .why_not(is_me().then(|| "You can't close your own account.".to_owned()));
        vec![if now.closed {
            open.into()
        } else {
            close.into()
        }]
    };
    view! {
        <tr>
            <th scope="row">
                <div class="people-name">
                    <bdi class="name">{row.name.clone()}</bdi>
                    <span class="soft small">{row.email.to_string()}</span>
                    <span class="table-folded soft small"><Tag label=words tone/>{coordinates.clone()}</span>
                </div>
            </th>
            <td class="table-folds"><Tag label=words tone/></td>
            <td class="table-folds">{coordinates}</td>
            <td><Checkbox label=format!("{} is a leader", row.name) hide_label=true checked=leader/></td>
            <td><Checkbox label=format!("{} is an admin", row.name) hide_label=true checked=admin/></td>
            <td class="people-actions">
                <Menu label=format!("More about {}", row.name) items icon=Glyph::More kind=ButtonKind::Quiet small=true/>
            </td>
        </tr>
    }
}
