import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";

import type { Locator, Page } from "@playwright/test";

import { PROGRAM, expect, expectAccessible, expectToFit, test } from "../fixtures";
import { Board } from "../fixtures/board";

// A scenario from its copy to its end, and what a publication leaves to be checked by.

test.use({ ownServer: "board-scenarios" });

// Many views, each looked at in both themes.
test.describe.configure({ timeout: 400_000 });

test("a scenario is copied, put side by side, its locks brought over, renamed and thrown away", async ({ signedIn, complaints }) => {
  // The scenario that is gone is asked for once more.
  complaints.expect(/status of 404/);
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const before = await board.totals();
  const { mentee } = await board.somebodyToMove();

  await inMenu(page, "Copy as a new scenario…");
  const copying = page.getByRole("dialog", { name: "Copy as a new scenario" });
  await expect(copying).toContainText("every lock, weight and place");
  await expectAccessible(page);
  await expectToFit(page);
  await copying.getByLabel("Name").fill("Nobody envies");
  await copying.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(menu(page)).toHaveText("Scenario: Nobody envies");
  expect(await board.totals(), "a copy is the same at first").toBe(before);

  await seek(page, "Stable");
  await expect(page.getByText("proven stable")).toBeVisible();
  // A lock that is not on the first scenario.
  await board.card(mentee).focus();
  await page.keyboard.press("l");
  await expect(board.card(mentee)).toHaveAccessibleName(/, locked/);
  const withLock = (await board.card(mentee).getAttribute("aria-label"))!;
  await board.saved();
  const stable = await board.totals();
  expect(stable).not.toBe(before);

  // Back on the first one, the other is beside it.
  await menu(page).click();
  await page.getByRole("menuitem", { name: "Draft 1" }).first().click();
  await expect(menu(page)).toHaveText("Scenario: Draft 1");
  await expect(page.getByText("proven best")).toBeVisible();
  await expect.poll(() => board.totals()).toBe(before);
  await menu(page).click();
  await page.getByRole("menuitem", { name: "Nobody envies" }).last().click();
  const beside = page.getByRole("dialog", { name: "Side by side" });
  const figures = beside.getByRole("table", { name: "The two in figures" });
  await expect(cells(figures, "Looking for")).toHaveText(["Best total", "Stable"]);
  await expect(cells(figures, "Locked by a coordinator")).toHaveText(["0", "1"]);
  await expect(cells(figures, "Matched")).toHaveText([matched(before), matched(stable)]);
  await expect(beside).toContainText(/\d+ pairs are the same in both; \d+ mentees are with somebody else/);
  for (const more of await beside.locator("summary").all()) await more.click();
  await expectAccessible(page);
  await expectToFit(page);

  await beside.getByRole("button", { name: "Bring 1 lock over here" }).click();
  await expect(cells(figures, "Locked by a coordinator")).toHaveText(["1", "1"]);
  await expect(beside.getByRole("button", { name: /over here$/ })).toHaveCount(0);
  await beside.getByRole("button", { name: "Close" }).last().click();
  await expect(beside).toBeHidden();
  expect(await board.card(mentee).getAttribute("aria-label")).toBe(withLock);
  await board.saved();
  await page.getByRole("main").getByRole("button", { name: "Undo", exact: true }).first().click();
  await expect.poll(() => board.totals()).toBe(before);
  await board.saved();

  await menu(page).click();
  await page.getByRole("menuitem", { name: "Nobody envies" }).first().click();
  await expect(menu(page)).toHaveText("Scenario: Nobody envies");
  await inMenu(page, "Rename…");
  const renaming = page.getByRole("dialog", { name: "Rename this scenario" });
  await expect(renaming.getByLabel("Name")).toHaveValue("Nobody envies");
  await renaming.getByLabel("Name").fill("  ");
  await renaming.getByRole("button", { name: "Rename" }).click();
  await expect(renaming.getByLabel("Name")).toHaveAccessibleDescription(/needs 1 to \d+ characters/);
  await expectAccessible(page);
  await renaming.getByLabel("Name").fill("Stable one");
  await renaming.getByRole("button", { name: "Rename" }).click();
  await expect(menu(page)).toHaveText("Scenario: Stable one");

  await inMenu(page, "Throw away…");
  const removing = page.getByRole("dialog", { name: "Throw Stable one away?" });
  await expectAccessible(page);
  await expectToFit(page);
  await removing.getByRole("button", { name: "Keep it" }).click();
  await expect(removing).toBeHidden();
  await inMenu(page, "Throw away…");
  await removing.getByRole("button", { name: "Throw away", exact: true }).click();
  await expect(page.getByRole("region", { name: "Messages" })).toContainText("Stable one is gone.");
  await expect(menu(page)).toHaveText("Scenario: Draft 1");
  await expect.poll(() => board.totals()).toBe(before);
  await menu(page).click();
  await expect(page.getByRole("menuitem", { name: "Stable one" })).toHaveCount(0);
  await expect(page.getByRole("menuitem", { name: "Throw away…" })).toContainText("It is the only one.");
});

test("the record of what was published computes the same once more", { tag: "@real" }, async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const { mentee } = await board.somebodyToMove();
  await board.moveTo(mentee, 0);
  await board.saved();
  const total = Number((await board.totals()).match(/total ([^·]+)/)![1]!.replace(/\D/g, ""));

  await page.getByRole("button", { name: "Publish…" }).click();
  const dialog = page.getByRole("dialog", { name: "Publish" });
  await dialog.getByRole("button", { name: /^Publish \d+ pairs$/ }).click();
  const messages = page.getByRole("region", { name: "Messages" });
  await expect(messages).toContainText(/\d+ pairs published\. \d+ people get mail\./);
  const coming = page.waitForEvent("download");
  await messages.getByRole("button", { name: "Download the record" }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/^publication-.*\.json$/);
  const record = await file.path();

  // An exit code other than 0 throws.
  const report = JSON.parse(execFileSync(PROGRAM, ["replay", record], { encoding: "utf8" }));
  expect(report).toMatchObject({ identical: true, input_hash: "ok", differences: [] });
  expect(report.total).toEqual({ recorded: total, now: total });
  // Whoever is handed a record learns no name.
  const text = await readFile(record, "utf8");
  expect(text).not.toContain(mentee.split(" ")[0]);
});

function menu(page: Page): Locator {
  return page.getByRole("button", { name: /^Scenario: / });
}

async function inMenu(page: Page, item: string): Promise<void> {
  await menu(page).click();
  await page.getByRole("menuitem", { name: item }).click();
}

async function seek(page: Page, which: string): Promise<void> {
  await page.getByRole("button", { name: /^Looking for: / }).click();
  const objective = page.getByRole("group", { name: "Objective" });
  await expectAccessible(page);
  const choice = objective.getByRole("radio", { name: which, exact: true });
  await expect(choice).toHaveAccessibleDescription(/\.$/);
  await choice.check();
  await page.keyboard.press("Escape");
  await expect(objective).toBeHidden();
}

/** The two figures of a row. */
function cells(table: Locator, row: string): Locator {
  return table.getByRole("row").filter({ hasText: row }).getByRole("cell");
}

function matched(totals: string): string {
  return totals.match(/^(.+) matched/)![1]!;
}
