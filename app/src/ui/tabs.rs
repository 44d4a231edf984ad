//! Views of one thing, one at a time. Arrow keys move along the tabs and show
//! each at once; Tab goes into the panel.

use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;

use super::{bind::Bind, id};

#[component]
pub fn Tabs<T>(
    /// What the tabs are views of.
    #[prop(into)]
    label: Signal<String>,
    #[prop(into)] chosen: Bind<T>,
    /// Each view with its words, in order.
    tabs: Vec<(T, String)>,
    /// Draws the chosen view.
    #[prop(into)]
    panel: Callback<T, AnyView>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let name = id::fresh("tabs");
    let values = StoredValue::new(
        tabs.iter()
            .map(|(value, _)| value.clone())
            .collect::<Vec<_>>(),
    );
    let here = Memo::new(move |_| {
        let chosen = chosen.get();
        values
            .with_value(|values| values.iter().position(|value| *value == chosen))
            .unwrap_or_default()
    });
    let go = move |index: usize| chosen.set(values.with_value(|values| values[index].clone()));
    let ids = StoredValue::new((name.clone(), format!("{name}-panel")));
    let tab_id = move |index: usize| ids.with_value(|(name, _)| format!("{name}-{index}"));
    let on_key = move |event: KeyboardEvent| {
        let last = values.with_value(Vec::len) - 1;
        let rtl = event_target::<web_sys::Element>(&event)
            .matches(":dir(rtl)")
            .unwrap_or(false);
        let here = here.get_untracked();
        let next = match (event.key().as_str(), rtl) {
            ("ArrowRight", false) | ("ArrowLeft", true) => {
                if here == last {
                    0
                } else {
                    here + 1
                }
            }
            ("ArrowLeft", false) | ("ArrowRight", true) => {
                if here == 0 {
                    last
                } else {
                    here - 1
                }
            }
            ("Home", _) => 0,
            ("End", _) => last,
            _ => return,
        };
        event.prevent_default();
        go(next);
        let tab = document()
            .get_element_by_id(&tab_id(next))
            .and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(tab) = tab {
            let _ = tab.focus();
        }
    };
    let heads = tabs.into_iter().enumerate().map(|(index, (_, words))| {
        view! {
            <button
                type="button"
                class="tab"
                role="tab"
                id=tab_id(index)
                aria-selected=move || (here.get() == index).to_string()
                aria-controls=ids.with_value(|(_, panel)| panel.clone())
                tabindex=move || if here.get() == index { "0" } else { "-1" }
                on:click=move |_| go(index)
            >{words}</button>
        }
    });
    let heads = heads.collect_view();
    view! {
        <div class="tabs">
            <div class="tab-list" role="tablist" aria-label=label on:keydown=on_key>{heads}</div>
            <div
                class="tab-panel"
                role="tabpanel"
                id=ids.with_value(|(_, panel)| panel.clone())
                aria-labelledby=move || tab_id(here.get())
                tabindex="0"
            >
                {move || panel.run(values.with_value(|values| values[here.get()].clone()))}
            </div>
        </div>
    }
}
