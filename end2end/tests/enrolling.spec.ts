import type { Page } from "@playwright/test";

import { type Role, expect, expectAccessible, test } from "../fixtures";

// What these journeys change would be in the way of others'.
test.use({ ownServer: "enrolling" });

/** Opens the page of the programme that is yet to begin, as somebody who looks for it. Answers its name. */
async function openProgramme(page: Page): Promise<string> {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Programmes" }).click();
  const card = page.getByRole("list", { name: "Programmes" }).getByRole("listitem").filter({ hasText: " to " });
  await expect(card.first()).toBeVisible();
  const today = new Date().toISOString().slice(0, 10);
  const starts = await card.allInnerTexts();
  const next = starts.findIndex((text) => (text.match(/(\d{4}-\d{2}-\d{2}) to/)?.[1] ?? "") > today);
  const link = card.nth(next).getByRole("heading").getByRole("link");
  const name = await link.innerText();
  await link.click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  return name;
}

/** The programme's enrolments, as its coordinator goes there. */
async function openEnrolments(page: Page): Promise<void> {
  await openProgramme(page);
  await page.getByRole("main").getByRole("link", { name: "Enrolments" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Enrolments" })).toBeVisible();
}

/** Who is signed in, as the frame says. */
async function nameOf(page: Page): Promise<string> {
  const hello = await page.getByRole("heading", { level: 1, name: /^Hello, / }).innerText();
  return hello.replace("Hello, ", "");
}

for (const { role, name, field, skill } of [
  { role: "Mentor", name: "Achieng Gitau", field: "Can help with", skill: "Coaching" },
  { role: "Mentee", name: "Aditi Tendolkar", field: "Wants help with", skill: "Negotiation" },
]) {
  test(`a coordinator enrols a ${role.toLowerCase()} by hand, and withdraws them`, async ({ signedIn }) => {
    const page = await signedIn("coordinator");
    await openEnrolments(page);
    await page.getByRole("button", { name: "Enrol somebody" }).click();
    const dialog = page.getByRole("dialog", { name: "Enrol somebody" });
    await dialog.getByLabel("Who?").fill(name);
    await dialog.getByRole("list", { name: "People found" }).getByRole("button", { name }).click();
    await dialog.getByRole("radio", { name: role, exact: true }).check();
    await dialog.getByRole("checkbox", { name: /They have told me/ }).check();
    await dialog.getByRole("combobox", { name: field }).fill(skill);
    await dialog.getByRole("option", { name: skill }).first().click();
    await dialog.getByRole("button", { name: "Enrol", exact: true }).click();
    await expect(dialog).toBeHidden();

    await page.getByRole("searchbox", { name: "Search" }).fill(name);
    const row = page.getByRole("row").filter({ hasText: name });
    await expect(row.getByRole("cell", { name: role, exact: true })).toBeVisible();
    await expect(row).toContainText("Accepted");
    await expect(row).toContainText(skill);

    await row.getByRole("button", { name: `More about ${name}` }).click();
    await page.getByRole("menuitem", { name: "Withdraw…" }).click();
    const asked = page.getByRole("dialog", { name: `Withdraw ${name}?` });
    await asked.getByRole("button", { name: "Withdraw" }).click();
    await expect(asked).toBeHidden();
    await expect(row).toContainText("Withdrawn");
  });
}

test("somebody becomes a mentor in a few fields, and the coordinator lets them in", async ({ signedIn }) => {
  const page = await signedIn("manager");
  const programme = await openProgramme(page);
  await page.getByRole("link", { name: "Become a mentor" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Become a mentor" })).toBeVisible();
  // What can be known is filled in: one thing is left to tell.
  const typed = page.getByRole("main").locator("form").getByRole("textbox");
  expect(await typed.count(), "fields to type in").toBeLessThanOrEqual(5);
  await expect(page.getByLabel("Hours a month")).not.toHaveValue("");
  await expect(page.getByLabel("Time zone")).not.toHaveValue("");
  await page.getByRole("combobox", { name: "What can you help with?" }).fill("Strategy");
  await page.getByRole("option", { name: "Strategy" }).first().click();
  await page.getByRole("button", { name: "Become a mentor" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Thank you. The coordinator" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: programme })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Home", exact: true }).click();
  const name = await nameOf(page);
  const coordinator = await signedIn("coordinator");
  await openEnrolments(coordinator);
  await coordinator.getByRole("searchbox", { name: "Search" }).fill(name);
  const row = coordinator.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Applied");
  await row.getByRole("button", { name: `Accept ${name}` }).click();
  await expect(row).toContainText("Accepted");
});

test("somebody signs up to be mentored, and finds mentors", async ({ signedIn }) => {
  const newcomer: Role = "admin";
  const page = await signedIn(newcomer);
  const programme = await openProgramme(page);
  await page.getByRole("link", { name: "Ask to be mentored" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Be mentored" })).toBeVisible();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText(/^Help wanted is empty; please name at least one\.$/).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("combobox", { name: "What do you want help with?" }).fill("Strategy");
  await page.getByRole("option", { name: "Strategy" }).first().click();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("heading", { level: 1, name: programme })).toBeVisible();

  await page.getByRole("link", { name: "Home", exact: true }).click();
  const name = await nameOf(page);
  const coordinator = await signedIn("coordinator");
  await openEnrolments(coordinator);
  await coordinator.getByRole("searchbox", { name: "Search" }).fill(name);
  await coordinator.getByRole("row").filter({ hasText: name }).getByRole("button", { name: `Accept ${name}` }).click();
  await expect(coordinator.getByRole("row").filter({ hasText: name })).toContainText("Accepted");

  await openProgramme(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Mentors" }).click();
  const cards = page.getByRole("list", { name: "Mentors" }).getByRole("article");
  await expect(cards.first()).toContainText("Why:");
  await expect(cards.first().getByRole("button", { name: /^Ask / })).toBeVisible();
});
