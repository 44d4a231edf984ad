//! A table with a caption, a head that stays in sight and headings that sort.
//!
//! Rows are the caller's `<tr>`s; the table says which order is wanted and
//! leaves the sorting to whoever owns the rows. It scrolls inside its own
//! frame, which the keyboard can reach.

use leptos::prelude::*;

use super::{
    bind::Bind,
    icon::{Glyph, Icon},
    id,
};

/// A column's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    key: &'static str,
    label: String,
    numeric: bool,
    sortable: bool,
    hide_label: bool,
    folds: bool,
}

impl Column {
    /// `key` is what a [`Sort`] names, such as the field in the URL.
    pub fn new(key: &'static str, label: impl Into<String>) -> Self {
        Self {
            key,
            label: label.into(),
            numeric: false,
            sortable: false,
            hide_label: false,
            folds: false,
        }
    }

    /// Aligned at the end, like its cells with the class `number`.
    pub fn numeric(mut self) -> Self {
        self.numeric = true;
        self
    }

    pub fn sortable(mut self) -> Self {
        self.sortable = true;
        self
    }

    /// The label is only for screen readers, as over a column of buttons.
    pub fn hide_label(mut self) -> Self {
        self.hide_label = true;
        self
    }

    /// Left out where there is little room, with its cells of the class
    /// `table-folds`. Say it elsewhere in the row then, as `table-folded`.
    pub fn folds(mut self) -> Self {
        self.folds = true;
        self
    }
}

/// An order of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    pub key: String,
    pub descending: bool,
}

impl Sort {
    pub fn by(key: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            descending: false,
        }
    }

    /// What a press on a heading means: that column, the other way round if it was it already.
    fn pressed(now: Option<&Self>, key: &str) -> Self {
        let descending = now.is_some_and(|now| now.key == key && !now.descending);
        Self {
            key: key.to_owned(),
            descending,
        }
    }
}

#[component]
pub fn Table(
    #[prop(into)] caption: Signal<String>,
    #[prop(into)] columns: Signal<Vec<Column>>,
    #[prop(optional, into)] sort: Option<Bind<Option<Sort>>>,
    /// The caption is only for screen readers: the screen says it otherwise.
    #[prop(optional)]
    hide_caption: bool,
    children: Children,
) -> impl IntoView {
    let caption_id = id::fresh("table");
    let heads = move || {
        let heads = columns
            .get()
            .into_iter()
            .map(move |column| head(column, sort));
        heads.collect_view()
    };
    view! {
        <div class="table-frame" role="region" tabindex="0" aria-labelledby=caption_id.clone()>
            <table class="table">
                <caption id=caption_id.clone() class="table-caption">
                    <span class:visually-hidden=hide_caption>{caption}</span>
                </caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

fn head(column: Column, sort: Option<Bind<Option<Sort>>>) -> impl IntoView {
    let Column {
        key,
        label,
        numeric,
        sortable,
        hide_label,
        folds,
    } = column;
    let sort = sort.filter(|_| sortable);
    let current = move || {
        sort.and_then(|sort| sort.get())
            .filter(|sort| sort.key == key)
    };
    let aria_sort = move || {
        current().map(|sort| {
            if sort.descending {
                "descending"
            } else {
                "ascending"
            }
        })
    };
    let glyph = move || match current() {
        None => Glyph::Sort,
        Some(sort) if sort.descending => Glyph::ArrowDown,
        Some(_) => Glyph::ArrowUp,
    };
    let words = view! { <span class:visually-hidden=hide_label>{label}</span> };
    let content = match sort {
        Some(sort) => view! {
            <button
                type="button"
                class="table-sort"
                on:click=move |_| sort.set(Some(Sort::pressed(sort.get_untracked().as_ref(), key)))
            >
                {words}
                <Icon of=Signal::derive(glyph)/>
            </button>
        }
        .into_any(),
        None => words.into_any(),
    };
    view! { <th scope="col" class:number=numeric class:table-folds=folds aria-sort=aria_sort>{content}</th> }
}

#[cfg(test)]
mod tests {
    use super::Sort;

    #[test]
    fn pressing_a_heading_again_turns_the_order_round() {
        let once = Sort::pressed(None, "name");
        assert_eq!(once, Sort::by("name"));
        let twice = Sort::pressed(Some(&once), "name");
        assert!(twice.descending);
        assert_eq!(Sort::pressed(Some(&twice), "name"), once);
        assert_eq!(Sort::pressed(Some(&twice), "fit"), Sort::by("fit"));
    }
}
