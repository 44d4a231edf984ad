
// Development only: look for a newer build and load it.
const built = async () => {
  const answer = await fetch("/assets/build-id.txt", { cache: "no-store" });
  return answer.ok ? answer.text() : undefined;
};
let running;
setInterval(async () => {
  // The server is away while it restarts; the next look will find it.
  const latest = await built().catch(() => undefined);
  running ??= latest;
  if (latest && latest !== running) location.reload();
}, 700);
