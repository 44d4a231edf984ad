import { expect, expectAccessible, test } from "../fixtures";

// One story of one empty installation, told in order: each step needs the one before.
test.describe.configure({ mode: "serial" });
test.use({ organisation: "empty", ownServer: "signing in" });

const EMAIL = "ada@example.org";
const PASSWORD = "correct horse battery";
const NEW_PASSWORD = "staple battery horse";

test("a set-up that is not filled in says what is missing, field by field", async ({ page, server }) => {
  await page.goto(server.setup!);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Set up Pairwell");
  expect(page.url(), "the secret leaves the address").toBe(`${server.origin}/setup`);
  await page.getByRole("button", { name: "Set up Pairwell" }).click();
  const summary = page.getByRole("alert");
  await expect(summary.getByRole("link")).toHaveCount(4);
  await summary.getByRole("link", { name: /^E-mail/ }).click();
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription(/E-mail is empty/);
  await expectAccessible(page);
});

test("the one-time link makes the first account and signs in", async ({ page, server }) => {
  await page.goto(server.setup!);
  await page.getByLabel("Organisation").fill("Example");
  await page.getByLabel("Your name").fill("Ada Byrne");
  await page.getByLabel("E-mail").fill(EMAIL);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Set up Pairwell" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Ada Byrne");
  await expectAccessible(page);

  await page.getByRole("button", { name: /^Ada Byrne/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
});

test("a link that was used says so, and what to do instead", async ({ page, server, complaints }) => {
  complaints.expect(/status of (404|410|422) .*\/links\/look\)$/);
  const token = new URL(server.setup!).hash;
  await page.goto(`/link${token}`);
  await expect(page.getByText("This link does not work any more")).toBeVisible();
  await expect(page.getByRole("link", { name: "Get a new link" })).toBeVisible();
  await expectAccessible(page);
});

test("a wrong password is refused without saying which of the two was wrong", async ({ page, complaints }) => {
  complaints.expect(/status of 401 .*\/session\)$/);
  await page.goto("/settings");
  await page.getByLabel("E-mail").fill(EMAIL);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByRole("alert")).not.toContainText(/unknown|no account/i);
  await expectAccessible(page);

  // Signing in leads to the page one came for.
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Settings");
});

test("a forgotten password is replaced with a link the admin hands on", async ({ page, openPage }) => {
  await page.goto("/forgot");
  await page.getByLabel("E-mail").fill(EMAIL);
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect(page.getByRole("status").filter({ hasText: EMAIL })).toBeVisible();
  await expectAccessible(page);

  const admin = await openPage();
  await admin.goto("/admin/links");
  await admin.getByLabel("E-mail").fill(EMAIL);
  await admin.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await admin.getByRole("button", { name: "Sign in" }).click();
  await expect(admin.getByText("New password")).toBeVisible();
  await expectAccessible(admin);
  const link = await admin.locator("code").first().textContent();

  await page.goto(link!);
  await page.getByLabel("New password").fill("short");
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await expect(page.getByLabel("New password")).toBeFocused();
  await expect(page.getByLabel("New password")).toHaveAccessibleDescription(/has 5 characters/);
  await expectAccessible(page);
  await page.getByLabel("New password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Ada Byrne");
});
