//! Starts the application in the browser.

use leptos::mount::mount_to_body;

fn main() {
    console_error_panic_hook::set_once();
    mount_to_body(pairwell_app::App);
}
