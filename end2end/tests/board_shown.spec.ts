import type { Page } from "@playwright/test";

import { expect, expectAccessible, expectToFit, test } from "../fixtures";
import { Board } from "../fixtures/board";

// How the board is shown: in plain words, on paper, in the colours of the system,
// and where the focus and the page are while views and dialogs come and go.

test.use({ ownServer: "board-shown" });

test.describe.configure({ timeout: 300_000 });

test("what is looked for, the totals and the matrix say what they mean", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  await Board.open(page);
  await expect(page.getByText(/ matched · total .* · lowest fit \d+/)).toBeVisible();
  await page.getByRole("button", { name: "What these figures mean" }).click();
  const meanings = page.getByRole("group", { name: "What these figures mean" });
  await expect(meanings).toContainText("worked out exactly, not guessed");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(meanings).toBeHidden();

  await page.getByRole("button", { name: "Looking for: best total" }).click();
  for (const objective of await page.getByRole("group", { name: "Objective" }).getByRole("radio").all()) {
    await expect(objective).toHaveAccessibleDescription(/ .+\.$/);
  }
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: /^Places of / }).first().click();
  const menu = page.getByRole("menu");
  await expect(menu).toContainText("See what happens first");
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();

  await show(page, "Matrix");
  const legend = page.getByRole("list", { name: "What the cells mean" });
  await expect(legend.getByRole("listitem")).toHaveText([/^Fit 0.*100$/, /not eligible$/, "together", "locked, or already a pair"]);
});

test("people of one name are told apart in the list, the matrix, the finder and the lanes", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  await Board.open(page);
  const main = page.getByRole("main");
  const lanes = await main.getByRole("heading", { level: 3 }).allInnerTexts();
  expect(new Set(lanes).size, "no two mentors are called the same").toBe(lanes.length);
  const told = lanes.find((name) => / \(.+\)$/.test(name));
  expect(told, "the demo has two mentors of one name").toBeDefined();
  await show(page, "Matrix");
  await expect(main.getByTitle(told!, { exact: true })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.insertText(told!);
  const found = page.getByRole("list", { name: "Found" }).getByRole("button");
  await expect(found).toHaveCount(1);
  await expect(found).toContainText(told!);
});

test("by keyboard views follow one another, and Escape leaves the finder at once", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const { mentee } = await board.somebodyToMove();
  const view = (name: string) => page.getByRole("group", { name: "Show" }).getByRole("radio", { name, exact: true });
  await board.card(mentee).press("2");
  await expect(view("Mentees")).toBeChecked();
  await expect(page.locator(".board :focus")).toHaveCount(1);
  await page.keyboard.press("3");
  await expect(page.getByRole("grid")).toBeFocused();
  await page.keyboard.press("1");
  await expect(view("Mentors")).toBeChecked();
  await expect(page.locator(".board :focus")).toHaveCount(1);
  await page.keyboard.press("2");
  await expect(view("Mentees")).toBeChecked();

  await page.keyboard.press("Control+k");
  const finder = page.getByRole("dialog", { name: "Find people and actions" });
  await page.keyboard.insertText("publ");
  await page.keyboard.press("Escape");
  await expect(finder).toBeHidden();
});

for (const [width, height] of [[1366, 768], [1280, 720]] as const) {
  test(`on a screen of ${width} × ${height} whoever is explained, and everybody else, is still to be seen`, async ({ signedIn }) => {
    const page = await signedIn("coordinator");
    await page.setViewportSize({ width, height });
    const board = await Board.open(page);
    const { mentee } = await board.somebodyToMove();
    const why = page.getByRole("complementary", { name: "Why" });
    await board.card(mentee).click();
    await expect(why.getByRole("heading", { level: 2 })).toHaveText(mentee);
    await expect(why.getByRole("heading", { level: 2 })).toBeInViewport();
    // Pressed again where it is, which something lying over it would not let through.
    await board.card(mentee).click();
    await expect(board.card(mentee)).toBeInViewport({ ratio: 1 });
    await expectToFit(page);
    await show(page, "Mentees");
    const rows = page.getByRole("region", { name: "Mentees", exact: true }).getByRole("rowheader");
    await expect(rows.nth(2)).toBeInViewport({ ratio: 1 });
    await rows.nth(2).click();
    await expect(why.getByRole("heading", { level: 2 })).toBeInViewport();
  });
}

test("nothing shifts when a dialog opens", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  await Board.open(page);
  const width = () => page.getByRole("main").evaluate((main) => main.getBoundingClientRect().width);
  const before = await width();
  await page.getByRole("button", { name: "Publish…" }).click();
  await expect(page.getByRole("dialog", { name: "Publish" })).toBeVisible();
  expect(await width()).toBe(before);
});

test("on paper everybody stands, without what can only be pressed", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const [, matched, mentees] = (await board.totals()).match(/^(\d+) of (\d+) matched/)!;
  const cards = page.getByRole("main").getByRole("button", { name: /, (with .*, fit \d+|unmatched)/ });
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await expect(cards).toHaveCount(Number(mentees));
  expect(Number(matched)).toBeGreaterThan(0);
  await expect(page.getByRole("button", { name: "Publish…" })).toBeHidden();
  await expect(page.getByRole("button", { name: /^More about / }).first()).toBeHidden();
  // Whatever is on the board is on the sheets: nothing is scrolled away inside it.
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll(".page, .board, .board *")]
      .filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowY) && element.clientHeight > 0)
      .filter((element) => element.scrollHeight > element.clientHeight + 1)
      .map((element) => element.className),
  );
  expect(cut).toEqual([]);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: null });
  await expect(page.getByRole("button", { name: "Publish…" })).toBeVisible();
});

test("on paper the matrix goes on with the next mentors on the next sheet", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const [, , mentees] = (await board.totals()).match(/^(\d+) of (\d+) matched/)!;
  await show(page, "Matrix");
  const grid = page.getByRole("grid", { name: /^Fits of mentees with mentors/ });
  const mentors = Number(await grid.getAttribute("aria-colcount"));
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const sheets = page.getByRole("region", { name: "Fits of everyone with everyone" }).getByRole("table");
  await expect(sheets.first()).toBeVisible();
  await expect(grid).toBeHidden();
  expect(mentors).toBeGreaterThan(20);
  await expect(sheets).toHaveCount(Math.ceil(mentors / 20));
  await expect(sheets.getByRole("columnheader")).toHaveCount(mentors);
  await expect(sheets.last().getByRole("rowheader")).toHaveCount(Number(mentees));
  // Nothing is cut off at the edge of an A4 sheet held upright, with margins of a centimetre.
  const widest = await sheets.evaluateAll((all) => Math.max(...all.map((sheet) => sheet.scrollWidth)));
  expect(widest).toBeLessThanOrEqual((190 / 25.4) * 96);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: null });
  await expect(sheets).toHaveCount(0);
  await expect(grid).toBeVisible();
});

test("in the system's own colours the matrix still tells high from low", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  await page.emulateMedia({ forcedColors: "active" });
  await Board.open(page);
  await show(page, "Matrix");
  await page.getByRole("radio", { name: "Colours" }).check();
  const colours = await page.getByRole("gridcell", { name: /: fit \d+$/ }).evaluateAll((cells) =>
    cells.map((cell) => getComputedStyle(cell).backgroundColor),
  );
  expect(new Set(colours).size).toBeGreaterThan(10);
});

async function show(page: Page, view: string): Promise<void> {
  await page.getByRole("group", { name: "Show" }).getByRole("radio", { name: view, exact: true }).check();
}
