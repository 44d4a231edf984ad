//! Undo that outlives a reload: the steps are kept for as long as the tab is open.

use super::model::version_of;
use super::state::BoardState;
use crate::api::call;
use crate::session::use_session;
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::board::{ListMoves, MovesSince};
use std::time::Duration;

/// How long after a change its steps are kept.
const AFTER: Duration = Duration::from_millis(100);

impl BoardState {
    /// Takes up the steps of before a reload, and keeps those made from now on.
    pub(super) fn remember_steps(self) {
        // Another person may sign in on the same tab.
        let Some(me) = use_session().me() else {
            return;
        };
        let key = format!("board-steps:{}:{}", self.id, me.account);
        let taking_up = StoredValue::new(false);
        if let Some(kept) = storage().and_then(|storage| storage.get_item(&key).ok().flatten()) {
            self.take_up(kept, taking_up);
        }
        let keep = move || {
            // Until they are taken up, those of before are the only ones.
            if taking_up.try_get_value() == Some(false)
                && let Some(Some(steps)) = self.ask(|model| model.steps())
                && let Some(storage) = storage()
            {
                // Without room there is no undo across a reload, and nothing else amiss.
                let _ = storage.set_item(&key, &steps);
            }
        };
        // Whoever leaves at once leaves before a change has been kept.
        let leaving = window_event_listener_untyped("pagehide", {
            let keep = keep.clone();
            move |_| keep()
        });
        on_cleanup({
            let keep = keep.clone();
            move || {
                leaving.remove();
                keep();
            }
        });
        Effect::new(move |_| {
            self.can_undo();
            self.can_redo();
            self.saving();
            self.lanes.track();
            // Once the change itself is drawn.
            set_timeout(keep.clone(), AFTER);
        });
    }

    fn take_up(self, kept: String, underway: StoredValue<bool>) {
        let Some(version) = version_of(&kept) else {
            return;
        };
        if version == self.read(|model| model.version()) {
            self.ask(|model| model.take_up(&kept, &[]));
            self.show_history();
            return;
        }
        underway.set_value(true);
        spawn_local(async move {
            let since = MovesSince { since: version };
            if let Ok(since) = call::<ListMoves>(self.id, since, ()).await {
                self.ask(|model| model.take_up(&kept, &since));
                self.show_history();
            }
            underway.try_set_value(false);
        });
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}
