//! The history of undo as text, so that it outlives a reload.

use super::share::overtaking;
use super::{BoardModel, Step};
use pairwell_domain::board::MoveMade;
use serde::{Deserialize, Serialize};

/// Steps kept; the newest.
const KEPT: usize = 100;

#[derive(Serialize, Deserialize)]
struct Steps {
    /// The board's version when they were kept.
    version: i64,
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// The version that kept steps belong to; `None` where the text is no such thing.
pub fn version_of(kept: &str) -> Option<i64> {
    let steps: Steps = serde_json::from_str(kept).ok()?;
    Some(steps.version)
}

impl BoardModel {
    /// The steps as text; `None` while anything is unsaved, as it may yet be refused.
    pub fn steps(&self) -> Option<String> {
        if self.has_unsaved() {
            return None;
        }
        let newest = |steps: &[Step]| steps[steps.len().saturating_sub(KEPT)..].to_vec();
        let steps = Steps {
            version: self.board.version,
            done: newest(&self.done),
            undone: newest(&self.undone),
        };
        serde_json::to_string(&steps).ok()
    }

    /// Takes kept steps up again, unless something was done here already. `since` is what
    /// happened on the board after they were kept: what somebody has changed since is not undone.
    pub fn take_up(&mut self, kept: &str, since: &[MoveMade]) {
        let Ok(mut steps) = serde_json::from_str::<Steps>(kept) else {
            return;
        };
        let untouched = self.done.is_empty() && self.undone.is_empty();
        let whole = steps.version + since.len() as i64 == self.board.version;
        if !untouched || !whole {
            return;
        }
        for step in steps.done.iter_mut().chain(&mut steps.undone) {
            if let Some((made, _)) = overtaking(&step.moves, since) {
                step.overtaken_by = Some(made.by.clone());
            }
        }
        let numbers = steps
            .done
            .iter()
            .chain(&steps.undone)
            .map(|step| step.number);
        self.next_step = numbers.max().map_or(0, |last| last + 1);
        (self.done, self.undone) = (steps.done, steps.undone);
    }
}
