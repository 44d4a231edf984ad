//! Choosing a file: a button, and a place to drop one, over the browser's own
//! file field. What is in the file is the caller's business.

use leptos::{html, prelude::*};
use web_sys::{DragEvent, File};

use super::{
    icon::{Glyph, Icon},
    id,
};

#[component]
pub fn FileDrop(
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] help: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// Endings and types offered by the file dialog: ".csv,text/csv".
    accept: &'static str,
    /// The name of the file in use, once there is one.
    #[prop(optional, into)]
    chosen: Signal<Option<String>>,
    #[prop(into)] on_file: UnsyncCallback<File>,
) -> impl IntoView {
    let field = id::fresh("file");
    let (help_id, error_id) = (
        format!("{field}-help"),
        format!("{field}{}", super::field::ERROR),
    );
    let described_by = format!("{error_id} {help_id}");
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let take = move |files: Option<web_sys::FileList>| {
        if let Some(file) = files.and_then(|files| files.get(0)) {
            on_file.run(file);
        }
    };
    let chosen_by_dialog = move |_| {
        if let Some(input) = input.get_untracked() {
            take(input.files());
            // So that choosing the same file again, corrected, is a change.
            input.set_value("");
        }
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        take(event.data_transfer().and_then(|data| data.files()));
    };
    view! {
        <div class="field">
            <label
                class="file-drop"
                for=field.clone()
                data-over=move || over.get()
                on:dragover=move |event| {
                    event.prevent_default();
                    over.set(true);
                }
                on:dragleave=move |_| over.set(false)
                on:drop=dropped
            >
                <input
                    node_ref=input
                    type="file"
                    class="file-input"
                    id=field.clone()
                    accept=accept
                    aria-describedby=described_by
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    on:change=chosen_by_dialog
                />
                <Icon of=Glyph::Upload/>
                <span class="file-words">
                    <span class="name">{label}</span>
                    <span class="soft small">
                        {move || chosen.get().unwrap_or_else(|| "Choose a file, or drop it here".to_owned())}
                    </span>
                </span>
            </label>
            <span class="field-help" id=help_id>{move || help.get()}</span>
            <super::field::FieldError id=error_id error/>
        </div>
    }
}
