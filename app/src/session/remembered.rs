//! What this browser remembers between visits, in `localStorage`. Storage may be
//! switched off or full; then nothing is remembered and nothing else changes.

use leptos::prelude::window;
use pairwell_domain::id::ProgrammeId;

const PROGRAMME: &str = "pairwell.programme";

pub(super) fn programme() -> Option<ProgrammeId> {
    let storage = window().local_storage().ok()??;
    storage.get_item(PROGRAMME).ok()??.parse().ok()
}

pub(super) fn remember_programme(programme: ProgrammeId) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(PROGRAMME, &programme.to_string());
    }
}
