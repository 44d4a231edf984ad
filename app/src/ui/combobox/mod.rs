//! Several values from a long list, by typing: tags with a field that suggests.
//!
//! The editable combobox of the ARIA practices: the focus stays in the field,
//! the arrows move through the list by `aria-activedescendant`, Enter takes,
//! Escape closes, Backspace in an empty field takes the last tag away. What was
//! added or removed is announced.

mod matching;

use leptos::{ev::KeyboardEvent, html, prelude::*};

use super::{
    bind::Bind,
    field::{Choice, Field},
    icon::{Glyph, Icon},
    id,
    live::use_announcer,
    tag::Tag,
};
use matching::{Suggestions, suggest};

#[component]
pub fn Combobox(
    #[prop(into)] label: Signal<String>,
    /// The chosen values, in order.
    #[prop(into)]
    value: Bind<Vec<String>>,
    #[prop(into)] options: Signal<Vec<Choice>>,
    #[prop(optional, into)] help: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] optional: bool,
    #[prop(optional)] hide_label: bool,
    /// What isn't in the list may be added.
    #[prop(optional)]
    new_welcome: bool,
    /// No more than this many.
    #[prop(default = usize::MAX)]
    at_most: usize,
    #[prop(optional, into)] placeholder: Option<String>,
) -> impl IntoView {
    let announcer = use_announcer();
    let text = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let input = NodeRef::<html::Input>::new();
    let list_id = StoredValue::new(id::fresh("list"));

    let is_full = move || value.signal().with(Vec::len) >= at_most;
    let suggestions = Memo::new(move |_| {
        let (text, chosen) = (text.get(), value.get());
        options.with(|options| suggest(options, &chosen, &text, new_welcome))
    });
    let lines =
        move || suggestions.with(|found| found.offered.len() + usize::from(found.new.is_some()));
    let label_of = move |own: &str| {
        let known = options.with(|options| {
            options
                .iter()
                .find(|choice| choice.value == own)
                .map(|choice| choice.label.clone())
        });
        known.unwrap_or_else(|| own.to_owned())
    };

    let add = move |own: String| {
        let mut chosen = value.get_untracked();
        if chosen.len() < at_most && !chosen.contains(&own) {
            announcer.say(format!("{} added", untrack(|| label_of(&own))));
            chosen.push(own);
            value.set(chosen);
        }
        text.set(String::new());
        active.set(None);
        open.set(!untrack(is_full) && at_most > 1);
    };
    let remove = move |own: String| {
        announcer.say(format!("{} removed", untrack(|| label_of(&own))));
        value.set(
            value
                .get_untracked()
                .into_iter()
                .filter(|other| *other != own)
                .collect(),
        );
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    let add_line = move |line: usize| {
        let own = suggestions.with_untracked(|found: &Suggestions| match found.offered.get(line) {
            Some(choice) => Some(choice.value.clone()),
            None => found.new.clone(),
        });
        if let Some(own) = own {
            add(own);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let (count, now) = (untrack(lines), active.get_untracked());
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if count > 0 => {
                let down = event.key() == "ArrowDown";
                open.set(true);
                active.set(Some(match now {
                    None if down => 0,
                    None => count - 1,
                    Some(now) if down => (now + 1) % count,
                    Some(now) => (now + count - 1) % count,
                }));
            }
            "Enter" => {
                // Only a line that is pointed at is taken; Enter on none would
                // add what the person didn't choose, so it asks to choose.
                let only = (count == 1 && text.with_untracked(|text| !text.trim().is_empty()))
                    .then_some(0);
                match now.or(only).filter(|_| open.get_untracked()) {
                    Some(line) => add_line(line),
                    None if text.with_untracked(String::is_empty) => return,
                    None => {}
                }
            }
            "Escape" if open.get_untracked() => open.set(false),
            "Backspace" if text.with_untracked(String::is_empty) => {
                match value.get_untracked().pop() {
                    Some(last) => remove(last),
                    None => return,
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };

    let option_id = move |line: usize| list_id.with_value(|list| format!("{list}-{line}"));
    let line = move |line: usize, words: String, detail: Option<String>, is_new: bool| {
        view! {
            <li
                class="combobox-option"
                role="option"
                id=option_id(line)
                aria-selected=move || (active.get() == Some(line)).to_string()
                // Keeps the focus in the field.
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| add_line(line)
                on:pointermove=move |_| if active.get_untracked() != Some(line) { active.set(Some(line)) }
            >
                {is_new.then(|| view! { <Icon of=Glyph::Plus/> })}
                <bdi>{words}</bdi>
                {detail.map(|detail| view! { <span class="soft small">{detail}</span> })}
            </li>
        }
    };
    let list = move || {
        let found = suggestions.get();
        let next = found.offered.len();
        let known = found
            .offered
            .into_iter()
            .enumerate()
            .map(|(at, choice)| line(at, choice.label, choice.detail, false));
        let new = found
            .new
            .map(|new| line(next, format!("Add “{new}”"), None, true));
        known.chain(new).collect_view()
    };
    let is_showing = move || open.get() && !is_full();
    let remainder = move || {
        suggestions.with(|found| match (found.offered.len(), found.more) {
            (0, _) if found.new.is_none() => Some("Nothing goes with this".to_owned()),
            (_, 0) => None,
            (_, more) => Some(format!("{more} more: type on to narrow them down")),
        })
    };

    view! {
        <Field label help error optional hide_label control=move |ids| {
            let (for_description, for_validity) = (ids.clone(), ids.clone());
            view! {
                <div class="combobox">
                    <div class="combobox-field control" aria-invalid=move || for_validity.invalid()>
                        <For each=move || value.get() key=String::clone let(own)>
                            {
                                let gone = own.clone();
                                view! { <Tag label=move || label_of(&own) on_remove=move |()| remove(gone.clone())/> }
                            }
                        </For>
                        <input
                            node_ref=input
                            class="combobox-input"
                            id=ids.control.clone()
                            type="text"
                            role="combobox"
                            autocomplete="off"
                            dir="auto"
                            placeholder=move || placeholder.clone().filter(|_| value.signal().with(Vec::is_empty))
                            aria-autocomplete="list"
                            aria-expanded=move || is_showing().to_string()
                            aria-controls=list_id.get_value()
                            aria-activedescendant=move || active.get().filter(|_| is_showing()).map(option_id)
                            aria-required=(!optional).then_some("true")
                            aria-invalid={ let ids = ids.clone(); move || ids.invalid() }
                            aria-describedby=move || for_description.described_by()
                            disabled=is_full
                            prop:value=move || text.get()
                            on:input:target=move |event| {
                                text.set(event.target().value());
                                active.set(None);
                                open.set(true);
                            }
                            on:keydown=on_key
                            on:click=move |_| open.set(true)
                            on:blur=move |_| open.set(false)
                        />
                    </div>
                    <div class="combobox-list" hidden=move || !is_showing()>
                        <ul role="listbox" id=list_id.get_value() aria-label=label>{list}</ul>
                        {move || remainder().map(|words| view! { <p class="combobox-more">{words}</p> })}
                    </div>
                </div>
            }.into_any()
        }/>
    }
}
