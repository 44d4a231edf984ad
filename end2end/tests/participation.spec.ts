import { readFile } from "node:fs/promises";

import { expect, expectAccessible, test } from "../fixtures";

test.beforeEach(({}, info) => info.setTimeout(60_000));

test("a leader sees who takes part, from the top down, and nobody's name", async ({ signedIn }) => {
  const page = await signedIn("leader");
  await page.getByRole("link", { name: "Participation", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Participation" })).toBeVisible();
  await expect(page.getByText(/^\d+ of \d+ people take part\.$/)).toBeVisible();

  // The top row is empty, and the page says so before anything else.
  await expect(page.getByText("Nobody at levels 1 and 2 takes part.")).toBeVisible();
  const levels = page.getByRole("table", { name: "Participation by level, most senior first" });
  await expect(levels.getByRole("row").nth(1)).toContainText(/^Levels 1 and 2/);
  await expect(levels.getByRole("row").nth(2)).toContainText(/^Level 3/);
  await expect(levels.getByText("fewer than 5").first()).toBeVisible();

  // Directory and board are where names are; a leader's counts have none.
  await expect(page.getByText("@brindlemark.example")).toHaveCount(0);
  await expectAccessible(page);
});

test("a chart turns into its table, and back, and the address remembers", async ({ signedIn }) => {
  const page = await signedIn("leader");
  await page.getByRole("link", { name: "Participation", exact: true }).first().click();
  const units = page.getByRole("figure").filter({ hasText: "By unit" });
  await expect(units).toContainText(/takes part most: \d+\s% of \d+ people/);
  await expect(units.getByRole("listitem").filter({ hasText: "Engineering" })).toContainText("%");

  await units.getByRole("radio", { name: "Table" }).check();
  const table = page.getByRole("table", { name: "Participation by unit" });
  await expect(table.getByRole("row").nth(1)).toContainText("Customer care");
  await expect(page).toHaveURL(/units=table/);
  await expectAccessible(page);

  await table.getByRole("button", { name: "People" }).click();
  await expect(table.getByRole("columnheader", { name: "People" })).toHaveAttribute("aria-sort", "ascending");
  await page.reload();
  await expect(table.getByRole("columnheader", { name: "People" })).toHaveAttribute("aria-sort", "ascending");

  await units.getByRole("radio", { name: "Chart" }).check();
  await expect(table).toHaveCount(0);
});

test("a unit picked out stands out in chart, table and words", async ({ signedIn }) => {
  const page = await signedIn("leader");
  await page.getByRole("link", { name: "Participation", exact: true }).first().click();
  const sales = page.getByRole("button", { name: "Sales", exact: true });
  await sales.focus();
  await page.keyboard.press("Enter");
  await expect(sales).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveURL(/unit=Sales/);
  await expect(page.getByRole("status").filter({ hasText: "in Sales take part" })).toBeVisible();
  await page.getByRole("button", { name: "Show all units alike" }).click();
  await expect(sales).toHaveAttribute("aria-pressed", "false");
});

test("what is exported is what is shown", async ({ signedIn }) => {
  const page = await signedIn("leader");
  await page.getByRole("link", { name: "Participation", exact: true }).first().click();
  await page.getByRole("button", { name: "Export" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "By unit, as CSV" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^participation-by-unit-.*\.csv$/);
  const text = await readFile(await download.path(), "utf8");
  expect(text.startsWith("\ufeffUnit,People,Taking part,Matched,Meeting on cadence\r\n")).toBe(true);
  expect(text).toMatch(/\r\nEngineering,\d+,\d+,/);
  expect(text).toContain("fewer than 5");
  // Nowhere a count of one to four but in words.
  for (const line of text.trim().split("\r\n").slice(1)) {
    for (const count of line.split(",").slice(1)) expect(count).not.toMatch(/^[1-4]$/);
  }
});

test("a mentee finds no such page", async ({ signedIn, complaints }) => {
  complaints.expect(/404/);
  const leader = await signedIn("leader");
  await leader.getByRole("link", { name: "Participation", exact: true }).first().click();
  await expect(leader).toHaveURL(/participation/);
  const page = await signedIn("mentee");
  await expect(page.getByRole("link", { name: "Participation", exact: true })).toHaveCount(0);
  await page.goto(new URL(leader.url()).pathname);
  await expect(page.getByText("people take part")).toHaveCount(0);
});
