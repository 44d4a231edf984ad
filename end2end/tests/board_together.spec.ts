import type { Page } from "@playwright/test";

import { expect, expectAccessible, test } from "../fixtures";
import { Board, escaped } from "../fixtures/board";

// A board that outlives a reload and a server that is gone, and two
// coordinators on the same one.

test.use({ ownServer: "board-together" });

test.describe.configure({ timeout: 120_000 });

test("undo outlives a reload", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  let board = await Board.open(page);
  const before = await board.totals();
  const { mentee } = await board.somebodyToMove();
  const name = (await board.card(mentee).getAttribute("aria-label"))!;
  await board.find(mentee);
  await board.moveTo(mentee, 0);
  await expect(board.card(mentee)).toHaveAccessibleName(/locked/);
  await board.saved();

  await page.reload();
  board = await Board.on(page);
  await expect(board.card(mentee)).toHaveAccessibleName(/locked/);
  await expect(undo(page)).toBeEnabled();
  await undo(page).click();
  await expect(board.card(mentee)).toHaveAccessibleName(name);
  await expect(undo(page)).toBeDisabled();
  await board.saved();

  // And so does what was undone.
  await page.reload();
  board = await Board.on(page);
  await expect(redo(page)).toBeEnabled();
  await redo(page).click();
  await expect(board.card(mentee)).toHaveAccessibleName(/locked/);
  await undo(page).click();
  await expect.poll(() => board.totals()).toBe(before);
  await board.saved();
});

test("without a server the work goes on, and is saved and told to others once there is one", async ({ signedIn, complaints }) => {
  complaints.expect(/ERR_FAILED/);
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const other = await Board.open(await signedIn("coordinator"));
  const before = await board.totals();
  await page.route("**/moves", (route) => route.abort());
  const [first, second] = await board.matched();
  await board.card(first!.mentee).focus();
  await page.keyboard.press("l");
  await expect(board.card(first!.mentee)).toHaveAccessibleName(/locked/);
  await expect(page.getByText("The server can't be reached", { exact: true })).toBeVisible();
  await expect(page.getByText("Kept here", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await board.card(second!.mentee).focus();
  await page.keyboard.press("l");
  await expect(board.card(second!.mentee)).toHaveAccessibleName(/locked/);
  await expect(other.card(first!.mentee)).not.toHaveAccessibleName(/locked/);

  await page.unroute("**/moves");
  await page.getByRole("button", { name: "Try now" }).click();
  await board.saved();
  await expect(page.getByText("The server can't be reached", { exact: true })).toHaveCount(0);
  for (const { mentee } of [first!, second!]) await expect(other.card(mentee)).toHaveAccessibleName(/locked/);

  await undo(page).click();
  await undo(page).click();
  await board.saved();
  await expect.poll(() => board.totals()).toBe(before);
  for (const { mentee } of [first!, second!]) await expect(other.card(mentee)).not.toHaveAccessibleName(/locked/);
});

test("without a server a reload is warned of, as what is kept would be lost", async ({ signedIn, complaints }) => {
  complaints.expect(/ERR_FAILED/);
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  await page.route("**/moves", (route) => route.abort());
  const { mentee } = await board.somebodyToMove();
  await board.card(mentee).focus();
  await page.keyboard.press("l");
  await expect(page.getByText("Kept here", { exact: true })).toBeVisible();
  // Either the browser asks first, or the change is still there afterwards.
  let asked = false;
  page.once("dialog", async (dialog) => {
    asked = dialog.type() === "beforeunload";
    await dialog.accept();
  });
  await page.reload();
  await Board.on(page);
  const kept = /locked/.test((await board.card(mentee).getAttribute("aria-label"))!);
  expect(asked || kept, "asked before leaving, or still there").toBe(true);
});

test("what another coordinator does arrives without taking the focus or the place on the page", async ({ signedIn }) => {
  const one = await Board.open(await signedIn("coordinator"));
  const other = await Board.open(await signedIn("coordinator"));
  const pairs = await one.matched();
  const [theirs, own] = [pairs[0]!.mentee, pairs.at(-1)!.mentee];
  await one.card(own).focus();
  await expect(one.card(own)).toBeInViewport();
  const scrolled = () =>
    one.page.evaluate(() => [scrollY, ...[...document.querySelectorAll("[data-drag-scroll]")].map((e) => e.scrollTop)]);
  const before = await scrolled();
  expect(Math.max(...before), "far down").toBeGreaterThan(0);
  await other.moveTo(theirs, 0);
  await other.saved();
  await expect(one.card(theirs)).toHaveAccessibleName(/locked/);
  await expect(one.card(own)).toBeFocused();
  await expect(one.card(own)).toBeInViewport();
  expect(await scrolled()).toEqual(before);

  // The same while something is being written: the words stay, and the caret in them.
  const find = one.page.getByLabel("Find on the board");
  await find.fill("an");
  await undo(other.page).click();
  await other.saved();
  await expect(one.page.getByRole("region", { name: "Messages" })).toContainText("changed the board");
  await expect(find).toBeFocused();
  await expect(find).toHaveValue("an");
  await one.find(theirs);
  await expect(one.card(theirs)).not.toHaveAccessibleName(/locked/);
});

test("whoever lost a race makes theirs again in one press and then wins", async ({ signedIn, complaints }) => {
  complaints.expect(/status of 412/);
  const one = await Board.open(await signedIn("coordinator"));
  const other = await Board.open(await signedIn("coordinator"));
  const before = await one.totals();
  const { mentee } = await one.somebodyToMove();
  for (const board of [one, other]) await board.find(mentee);

  // The other's move is made, but still on its way while the first is saved.
  let arrive = () => {};
  const underway = new Promise<void>((resolve) => (arrive = resolve));
  await other.page.route("**/moves", async (route) => {
    await underway;
    await route.continue();
  });
  const wanted = await other.moveTo(mentee, 1);
  const won = await one.moveTo(mentee, 0);
  expect(won).not.toBe(wanted);
  await one.saved();
  arrive();
  const messages = other.page.getByRole("region", { name: "Messages" });
  await expect(messages.getByText(/ was faster: .*Yours was not made: /)).toBeVisible();
  await expectAccessible(other.page);
  await messages.getByRole("button", { name: "Do mine again" }).click();
  for (const board of [one, other]) {
    await expect(board.card(mentee)).toHaveAccessibleName(new RegExp(`with ${escaped(wanted)}, fit \\d+, locked`));
  }
  await other.saved();
  // Undone, it is again what the first made of it; and the first is told that theirs is no longer theirs to undo.
  await undo(other.page).click();
  await expect(one.card(mentee)).toHaveAccessibleName(new RegExp(`with ${escaped(won)}, fit \\d+, locked`));
  await other.saved();
  await undo(one.page).click();
  await expect(one.page.getByRole("region", { name: "Messages" })).toContainText("has changed that since");
  await one.card(mentee).focus();
  await one.page.keyboard.press("l");
  await expect(other.card(mentee)).not.toHaveAccessibleName(/locked/);
  await one.saved();
  await expect.poll(() => one.totals()).toBe(before);
});

test("scenarios that one coordinator adds, renames and throws away change for the other at once", async ({ signedIn, complaints }) => {
  // The scenario that is gone is asked for once more.
  complaints.expect(/status of 404/);
  const one = await Board.open(await signedIn("coordinator"));
  const other = await Board.open(await signedIn("coordinator"));
  const menu = (page: Page) => page.getByRole("button", { name: /^Scenario: / });
  await menu(one.page).click();
  await one.page.getByRole("menuitem", { name: "Copy as a new scenario…" }).click();
  const copying = one.page.getByRole("dialog", { name: "Copy as a new scenario" });
  await copying.getByLabel("Name").fill("What if");
  await copying.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(menu(one.page)).toHaveText("Scenario: What if");

  await expect(async () => {
    await menu(other.page).click();
    const added = other.page.getByRole("menuitem", { name: "What if" }).first();
    if (!(await added.isVisible())) await other.page.keyboard.press("Escape");
    await added.click({ timeout: 500 });
  }).toPass();
  await expect(menu(other.page)).toHaveText("Scenario: What if");

  await menu(one.page).click();
  await one.page.getByRole("menuitem", { name: "Rename…" }).click();
  const renaming = one.page.getByRole("dialog", { name: "Rename this scenario" });
  await renaming.getByLabel("Name").fill("What then");
  await renaming.getByRole("button", { name: "Rename" }).click();
  await expect(menu(other.page)).toHaveText("Scenario: What then");

  await menu(one.page).click();
  await one.page.getByRole("menuitem", { name: "Throw away…" }).click();
  await one.page.getByRole("dialog").getByRole("button", { name: "Throw away" }).click();
  await expect(menu(one.page)).toHaveText("Scenario: Draft 1");
  await expect(other.page.getByRole("region", { name: "Messages" })).toContainText("Somebody has thrown this scenario away");
  await expect(menu(other.page)).toHaveText("Scenario: Draft 1");
  await expect(other.page).not.toHaveURL(/board=/);
  // What is done there now is done to the first one.
  const { mentee } = await other.somebodyToMove();
  await other.card(mentee).focus();
  await other.page.keyboard.press("l");
  await expect(one.card(mentee)).toHaveAccessibleName(/locked/);
  await undo(other.page).click();
  await expect(one.card(mentee)).not.toHaveAccessibleName(/locked/);
  await other.saved();
});

test("two coordinators of one board see each other's name there", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const guest = await signedIn("leader");
  const [host, name] = [await ownName(page), await ownName(guest)];
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Programmes" }).click();
  await page.getByRole("main").getByRole("link", { name: /programme/ }).first().click();
  await page.getByLabel("Appoint somebody").fill(name);
  await page.getByRole("list", { name: "People found" }).getByRole("button", { name }).first().click();
  await expect(page.getByRole("region", { name: "Coordinators" }).getByRole("listitem").filter({ hasText: name })).toBeVisible();

  await Board.open(page);
  await expect(page.getByText(/^Also here: /)).toHaveCount(0);
  await guest.goto(page.url());
  await Board.on(guest);
  await expect(guest.getByText(`Also here: ${host}`)).toBeVisible();
  await expectAccessible(guest);
  // Whoever was there first hears of it the next time their page asks.
  await expect(page.getByText(`Also here: ${name}`)).toBeVisible({ timeout: 20_000 });
});

/** Whom a page is signed in as. */
async function ownName(page: Page): Promise<string> {
  const me = page.getByRole("button", { name: /: settings and signing out$/ });
  return (await me.getAttribute("aria-label"))!.replace(": settings and signing out", "");
}

function undo(page: Page) {
  return page.getByRole("main").getByRole("button", { name: "Undo", exact: true }).first();
}

function redo(page: Page) {
  return page.getByRole("main").getByRole("button", { name: "Redo", exact: true }).first();
}
