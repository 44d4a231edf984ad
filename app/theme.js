// Runs before the first paint, so that a reader who chose a theme never sees
// the other one flash by. Without a choice, `system` or no storage, the page
// has no data-theme and follows the system.
try {
  const chosen = localStorage.getItem("pairwell.theme");
  if (chosen === "light" || chosen === "dark") {
    document.documentElement.dataset.theme = chosen;
  }
} catch {
  // Storage is forbidden here: the system's theme it is.
}
