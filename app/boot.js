// Loads the application. Both addresses carry their content's hash, and the
// page preloads them, so the two arrive side by side.
import("{{app.js}}")
  .then((app) => app.default({ module_or_path: "{{app.wasm}}" }))
  .catch((problem) => {
    console.error(problem);
    const message = document.createElement("p");
    message.role = "alert";
    message.textContent =
      "Pairwell could not start. Check the connection and load the page again; " +
      "if this stays, your browser may be too old: Pairwell needs one of the last two years.";
    document.getElementById("shell-main")?.replaceChildren(message);
  });
