import { expect, expectAccessible, test } from "../fixtures";

test.use({ organisation: "empty" });

test("the static frame gives way to the application", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("#shell")).toHaveCount(0);
});

test("the frame is painted before the wasm arrives", async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/", { waitUntil: "commit" });
  await expect(page.locator("#shell")).toBeVisible();
  await expectAccessible(page);
  release();
  await expect(page.locator("#shell")).toHaveCount(0);
});

test("an application that cannot load says so", async ({ page, complaints }) => {
  complaints.expect(/app\.[0-9a-f]+\.wasm|Failed to load resource|WebAssembly|fetch/);
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("Pairwell could not start");
});

test("a chosen theme is there before the first paint", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("pairwell.theme", "dark"));
  await page.route("**/boot.*.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("the page opens without a finding in either theme", async ({ page }) => {
  await page.goto("/");
  await expect(page.locator("#shell")).toHaveCount(0);
  await expectAccessible(page);
});
