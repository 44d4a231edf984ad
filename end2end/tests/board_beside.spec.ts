import { readFile } from "node:fs/promises";

import type { Locator, Page } from "@playwright/test";

import { expect, expectAccessible, expectToFit, test } from "../fixtures";
import { Board, escaped, nameOf } from "../fixtures/board";

// What one coordinator does beside the lanes: what is scarce, repairs, the list
// and the matrix, scenarios, names hidden, files, the keyboard, narrow screens.

test.use({ ownServer: "board-beside" });

// Many views, each looked at in both themes.
test.describe.configure({ timeout: 300_000 });

test("one more place matches as many more as the line about what is scarce promised", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const before = await board.totals();
  const scarce = page.getByRole("region", { name: "Scarce" });
  const promise = /^(.+): One more place with (.+) would match (\d+) more (?:person|people) \(\+(\d+)\)/m;
  await expect(scarce).toHaveText(promise);
  await expectAccessible(page);
  const [, skill, mentor, more, gain] = (await scarce.innerText()).match(promise)!;
  expect(skill).not.toBe("");

  await scarce.getByRole("button", { name: `Add the place with ${mentor}` }).first().click();
  await expect.poll(async () => numbers(await board.totals()).matched).toBe(numbers(before).matched + Number(more));
  expect(numbers(await board.totals()).total).toBe(numbers(before).total + Number(gain));
  // The next scarce thing is another one.
  await expect(scarce).not.toContainText(`${skill}: One more place with ${mentor} would match ${more} more`);
  await board.saved();

  await undo(page);
  await expect.poll(() => board.totals()).toBe(before);
  await board.saved();
});

test("where a skill is scarce a mentor who paused could be asked", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const scarce = page.getByRole("region", { name: "Scarce" });
  await expect(scarce).toContainText(/also with /);
  const [, skill, other] = (await scarce.innerText()).match(/^(.+): One more .* also with ([^,\n]+)/m)!;
  const name = nameOf(other!);
  await turn(page, name, "Pause", "Paused");

  await page.getByRole("link", { name: "Board", exact: true }).click();
  await expect(scarce).toContainText(`${skill}: `);
  await scarce.getByRole("button", { name: "1 could be asked" }).first().click();
  const asked = page.getByRole("list", { name: "Who could be asked" });
  await expect(asked.getByRole("listitem")).toHaveText([`${name} (paused)`]);
  await expectToFit(page);
  await expectAccessible(page);
  await page.getByRole("link", { name: "See who is enrolled" }).click();
  await turn(page, name, "Resume", "Accepted");
  await page.getByRole("link", { name: "Board", exact: true }).click();
  await expect(scarce).toContainText(`also with ${other}`);
  await board.saved();
});

/** Takes a mentor out of the pool, or back in, on the page of enrolments. */
async function turn(page: Page, mentor: string, action: string, becomes: string): Promise<void> {
  await page.getByRole("link", { name: "Enrolments", exact: true }).click();
  await page.getByRole("searchbox", { name: "Search" }).fill(mentor);
  const cell = page.getByRole("cell", { name: "Mentor", exact: true });
  const row = page.getByRole("row").filter({ hasText: mentor }).filter({ has: cell });
  await row.getByRole("button", { name: `More about ${mentor}` }).click();
  await page.getByRole("menuitem", { name: action, exact: true }).click();
  await expect(row).toContainText(becomes);
}

test("of the plans for a mentor who leaves the first disturbs fewest pairs and does what it says", { tag: "@real" }, async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const before = await board.totals();
  const mentor = await mentorWithNewPairs(board);
  await board.lane(mentor).getByRole("button", { name: `Places of ${mentor}` }).click();
  await page.getByRole("menuitem", { name: "If they leave…" }).click();

  const dialog = page.getByRole("dialog", { name: `If ${mentor} leaves` });
  const plans = dialog.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3 }) });
  await expect(plans.first()).toBeVisible();
  await expectAccessible(page);
  await expectToFit(page);
  const told = await Promise.all((await plans.all()).map(plan));
  expect(told.length).toBeLessThanOrEqual(3);
  const disturbed = told.map((plan) => plan.disturbed);
  expect(disturbed, "fewest first").toEqual([...disturbed].sort((a, b) => a - b));
  const totals = told.map((plan) => plan.total);
  expect(totals, "whoever disturbs more gains more by it").toEqual([...totals].sort((a, b) => a - b));

  await plans.first().getByRole("button", { name: /^Do this/ }).click();
  await expect(dialog).toBeHidden();
  const first = told[0]!;
  await expect.poll(async () => numbers(await board.totals()).total).toBe(numbers(before).total + first.total);
  expect(numbers(await board.totals()).matched).toBe(numbers(before).matched - first.fewer);
  const left = board.lane(mentor).getByRole("button", { name: /, with .*, fit \d+/ });
  await expect(left.and(page.getByRole("button", { name: /^((?!already a pair).)*$/ }))).toHaveCount(0);
  await board.saved();

  await undo(page);
  await expect.poll(() => board.totals()).toBe(before);
  await expect(page.getByRole("button", { name: "Undo", exact: true }).first()).toBeDisabled();
  await board.saved();
});

test("several mentees of the list are locked and released as one step, and the address keeps the view", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  await show(page, "Mentees");
  const list = page.getByRole("region", { name: "Mentees", exact: true });
  const rows = list.getByRole("row").filter({ has: page.getByRole("rowheader") });
  await expect(rows.first()).toBeVisible();
  await expectAccessible(page);
  await expect(list.getByRole("columnheader", { name: "To lose" })).toHaveAttribute("aria-sort", "descending");
  const toLose = (await rows.allInnerTexts()).map((row) => Number(row.match(/−(\d+)/)?.[1] ?? 0));
  expect(toLose.length).toBeGreaterThan(10);
  expect(toLose, "most to lose first").toEqual([...toLose].sort((a, b) => b - a));

  await list.getByRole("columnheader", { name: "Mentee" }).getByRole("button").click();
  await expect(list.getByRole("columnheader", { name: "Mentee" })).toHaveAttribute("aria-sort", "ascending");
  const names: string[] = [];
  for (const row of await rows.all()) {
    const text = await row.innerText();
    if (names.length === 2 || /unmatched|already a pair|locked/.test(text)) continue;
    const name = await row.getByRole("rowheader").innerText();
    if ((await list.getByRole("checkbox", { name: `Choose ${name}`, exact: true }).count()) === 1) names.push(name);
  }
  const [one, other] = [rowOf(list, names[0]!), rowOf(list, names[1]!)];
  for (const row of [one, other]) await row.getByRole("checkbox").check();
  const bulk = list.getByRole("group", { name: "With all who are chosen" });
  await expect(bulk).toContainText("2 chosen");
  // From the top: a box half under the heading is too small to press, but on its way.
  await list.getByRole("region").evaluate((frame) => frame.scrollTo({ top: 0, behavior: "instant" }));
  await expect(rows.first()).toBeInViewport({ ratio: 0.9 });
  await expectAccessible(page);
  await bulk.getByRole("button", { name: "Lock", exact: true }).click();
  for (const row of [one, other]) await expect(row.getByText("locked")).toBeAttached();
  await expect(bulk).toContainText("0 chosen");
  await undo(page);
  for (const row of [one, other]) await expect(row.getByText("locked")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Undo", exact: true }).first()).toBeDisabled();
  await board.saved();

  await page.getByLabel("Find on the board").fill(names[0]!.split(" ")[0]!);
  await expect(list.getByRole("columnheader", { name: "Mentee" })).toHaveAttribute("aria-sort", "ascending");
  await expect(page).toHaveURL(/view=mentees/);
  await expect(page).toHaveURL(/rows=name/);
  const shown = await list.getByRole("rowheader").allInnerTexts();
  expect(shown).toContain(names[0]);
  await page.reload();
  await Board.on(page);
  await expect(list.getByRole("rowheader")).toHaveText(shown);
  await expect(list.getByRole("columnheader", { name: "Mentee" })).toHaveAttribute("aria-sort", "ascending");
  await expect(page.getByLabel("Find on the board")).toHaveValue(names[0]!.split(" ")[0]!);
});

test("Tab goes through the list from mentee to mentee and leaves nobody out", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  await Board.open(page);
  await show(page, "Mentees");
  const list = page.getByRole("region", { name: "Mentees", exact: true });
  const order = (await list.getByRole("rowheader").allInnerTexts()).slice(0, 8);
  await list.getByRole("checkbox", { name: /^Choose (?!all)/ }).first().focus();
  const met: string[] = [];
  for (let presses = 0; presses < 400 && met.length < 30; presses += 1) {
    const name = await page.locator(":focus").getAttribute("aria-label", { timeout: 1_000 });
    const menu = name?.match(/^More about (.+)$/)?.[1];
    if (menu && menu !== met.at(-1)) met.push(menu);
    await page.keyboard.press("Tab");
  }
  expect(met.slice(0, 8)).toEqual(order);
  // Drawn anew on the way: still nobody left out and nobody twice.
  expect(met).toEqual(await firstOf(page, list, 30));
});

test("the list of mentees stays where it is scrolled to, with a box ticked and without", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  await Board.open(page);
  await show(page, "Mentees");
  const list = page.getByRole("region", { name: "Mentees", exact: true });
  const frame = list.getByRole("region");
  await expect(list.getByRole("rowheader").first()).toBeVisible();
  const staysAt = async (top: number) => {
    await frame.evaluate((frame, top) => frame.scrollTo({ top, behavior: "instant" }), top);
    // Rows that come into sight are drawn by the next frames.
    for (let frames = 0; frames < 4; frames += 1) {
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
    expect(await frame.evaluate((frame) => frame.scrollTop)).toBe(top);
  };
  for (const top of [1000, 1500, 2500, 1500, 0]) await staysAt(top);
  await list.getByRole("checkbox", { name: /^Choose (?!all)/ }).nth(15).check();
  for (const top of [1500, 0]) await staysAt(top);
});

test("in the matrix arrow keys move, Enter puts two together, and the cursor stays with them", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const before = await board.totals();
  await show(page, "Matrix");
  const grid = page.getByRole("grid");
  await expect(grid).toBeVisible();
  const words = page.getByRole("region", { name: "Fits of everyone with everyone" }).getByRole("paragraph");
  await grid.focus();
  await expectAccessible(page);
  const start = await words.innerText();
  await expect(grid).toHaveAttribute("aria-activedescendant", "cell-0-0");
  await page.keyboard.press("ArrowRight");
  await expect(grid).toHaveAttribute("aria-activedescendant", "cell-0-1");
  await expect(words).not.toHaveText(start);
  await page.keyboard.press("ArrowDown");
  await expect(grid).toHaveAttribute("aria-activedescendant", "cell-1-1");
  await expect(page.locator("#cell-1-1")).toBeVisible();
  // However far it goes, the cursor is on a cell that is there and to be seen.
  await page.keyboard.press("End");
  await page.keyboard.press("PageDown");
  await page.keyboard.press("PageDown");
  const far = page.locator(`#${await grid.getAttribute("aria-activedescendant")}`);
  await expect(far).toBeInViewport();
  await page.keyboard.press("Home");

  // Along the row to somebody who may be put together with no further question.
  const together = page.getByRole("button", { name: "Put together" });
  const here = async () => (await words.locator("strong").innerText()).split(" · ") as [string, string];
  for (let step = 0; step < 40; step += 1) {
    if ((await together.isVisible()) && (await together.isEnabled()) && !/reason/.test(await words.innerText())) break;
    await page.keyboard.press("ArrowRight");
  }
  const [mentee, mentor] = await here();
  await page.keyboard.press("Enter");
  const cell = page.getByRole("gridcell", { name: new RegExp(`^${escaped(mentee)} with ${escaped(mentor)}: fit \\d+, together \\(locked\\)$`) });
  await expect(cell).toBeVisible();
  await expect(grid).toBeFocused();
  expect(await here(), "the cursor is still on the two").toEqual([mentee, mentor]);
  await expectAccessible(page);
  await board.saved();
  await undo(page);
  await expect(cell).toHaveCount(0);
  await expect.poll(() => board.totals()).toBe(before);
  await board.saved();
});

test("blind, no name is left anywhere, not in what was said before nor in the files", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const main = page.getByRole("main");
  const names = await peopleOn(page);
  expect(names.size).toBeGreaterThan(50);

  // Something said with names in it, which stays until it is used.
  const { mentee } = await board.somebodyToMove();
  await board.menuOf(mentee).click();
  await page.getByRole("menuitem", { name: /^Lock/ }).click();
  await expect(page.getByRole("region", { name: "Messages" })).toContainText(mentee);
  await board.saved();

  await page.getByRole("switch", { name: "Blind" }).check();
  await expect(main.getByText("Mentor 1", { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
  const nobodyNamed = async (where: string) => expect.soft(await namedIn(page, names), where).toEqual([]);
  await nobodyNamed("on the board");
  await main.getByRole("button", { name: /^Mentee \d+, with / }).first().click();
  await expect(page.getByRole("complementary", { name: "Why" })).toContainText("Why not…");
  await nobodyNamed("in the panel");
  await show(page, "Mentees");
  await expect(main.getByRole("rowheader").first()).toHaveText(/^Mentee \d+$/);
  await nobodyNamed("among the mentees");
  await show(page, "Matrix");
  await expect(main.getByRole("gridcell").first()).toBeVisible();
  await nobodyNamed("in the matrix");
  await show(page, "Mentors");
  await page.keyboard.press("Control+k");
  const finder = page.getByRole("dialog", { name: "Find people and actions" });
  await page.keyboard.insertText("mentee 1");
  await expect(finder.getByRole("list", { name: "Found" })).toContainText("Mentee 1");
  await nobodyNamed("among what is found");
  await finder.getByRole("button", { name: "Close" }).last().click();
  await expect(finder).toBeHidden();
  await page.getByRole("button", { name: "Publish…" }).click();
  const publishing = page.getByRole("dialog", { name: "Publish" });
  await expect(publishing.getByText("All new pairs")).toBeVisible();
  for (const more of await publishing.locator("summary").all()) await more.click();
  await expectAccessible(page);
  await nobodyNamed("in what would be published");
  await publishing.getByRole("button", { name: "Not yet" }).click();

  const table = await download(page, "Table for a spreadsheet (CSV)");
  expect([...names].filter((name) => table.includes(name))).toEqual([]);
  const json = await download(page, "Scenario (JSON)");
  expect([...names].filter((name) => json.includes(name))).toEqual([]);

  await page.reload();
  await Board.on(page);
  await expect(page.getByRole("switch", { name: "Blind" })).toBeChecked();
  await expect(main.getByText("Mentor 1", { exact: true }).first()).toBeVisible();
  await nobodyNamed("after a reload");

  await page.getByRole("switch", { name: "Blind" }).uncheck();
  await expect(board.card(mentee)).toHaveAccessibleName(/locked/);
  expect(await peopleOn(page)).toEqual(names);
  await undo(page);
  await expect(board.card(mentee)).not.toHaveAccessibleName(/locked/);
  await board.saved();
});

test("by keyboard the keys are told, people are found, and publishing begins", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const { keyboard } = page;
  // Single keys are the board's only while the focus is on it.
  await board.card((await board.somebodyToMove()).mentee).press("?");
  const help = page.getByRole("dialog", { name: "Keys on the board" });
  await expect(help).toContainText("finds people and actions");
  await expectAccessible(page);
  await expectToFit(page);
  await keyboard.press("Escape");
  await expect(help).toBeHidden();

  const { mentee, mentor } = (await board.matched()).at(-1)!;
  await keyboard.press("Control+k");
  const finder = page.getByRole("dialog", { name: "Find people and actions" });
  await expect(finder).toBeVisible();
  await expectAccessible(page);
  await expectToFit(page);
  await keyboard.insertText(mentee);
  await expect(finder.getByRole("list", { name: "Found" }).getByRole("button").first()).toContainText(mentee);
  await keyboard.press("Enter");
  await expect(finder).toBeHidden();
  const why = page.getByRole("complementary", { name: "Why" });
  await expect(why.getByRole("heading", { level: 2 })).toHaveText(mentee);
  await expect(why).toContainText(`with ${mentor}`);
  await expect(board.card(mentee)).toBeFocused();
  await expectAccessible(page);

  await keyboard.press("Control+k");
  await keyboard.insertText("publish");
  await keyboard.press("Enter");
  const publishing = page.getByRole("dialog", { name: "Publish" });
  await expect(publishing.getByText("All new pairs")).toBeVisible();
  await keyboard.press("Escape");
  await expect(publishing).toBeHidden();

  await board.card(mentee).press("2");
  await expect(page.getByRole("group", { name: "Show" }).getByRole("radio", { name: "Mentees" })).toBeChecked();
});

test("with a dialog open undo leaves the board behind it alone", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const { mentee } = await board.somebodyToMove();
  await board.card(mentee).focus();
  await page.keyboard.press("l");
  await expect(board.card(mentee)).toHaveAccessibleName(/locked/);
  await board.saved();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys on the board" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(board.card(mentee)).toHaveAccessibleName(/locked/);
  await undo(page);
  await expect(board.card(mentee)).not.toHaveAccessibleName(/locked/);
  await board.saved();
});

test("the board goes out as files, and pairs decided elsewhere come in as one step or not at all", { tag: "@real" }, async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const before = await board.totals();
  const { matched, mentees, total } = numbers(before);
  const lines = (await download(page, "Table for a spreadsheet (CSV)")).trimEnd().split("\r\n");
  expect(lines[0]).toBe("\ufeffMentee,Mentor,Fit,How,Best possible fit");
  expect(lines).toHaveLength(mentees + 1);
  const json = JSON.parse(await download(page, "Scenario (JSON)"));
  expect(json).toMatchObject({ scenario: "Draft 1", matched, total });
  expect(json.pairs).toHaveLength(matched);

  await page.getByRole("button", { name: "Files" }).click();
  await expectAccessible(page);
  await page.getByRole("menuitem", { name: "Bring in pairs decided elsewhere…" }).click();
  const dialog = page.getByRole("dialog", { name: "Bring in pairs decided elsewhere" });
  await expectAccessible(page);
  await expectToFit(page);
  const bring = dialog.getByRole("button", { name: "Lock these pairs" });
  await bring.click();
  await expect(dialog.getByRole("alert")).toContainText("There is nothing to change");

  // Names that only one mentee or one mentor has.
  const pairs = (await unmistakable(board)).slice(0, 2);
  const right = pairs.map(({ mentee, mentor }) => `${mentee}\t${mentor}`);
  await dialog.getByRole("textbox", { name: "Pairs" }).fill([right[0], "Nobody Atall\tNobody Else", right[1]].join("\n"));
  await bring.click();
  await expect(dialog.getByRole("alert")).toContainText("1 problem, so nothing was changed");
  await expect(dialog.getByRole("alert")).toContainText("Line 2: no mentee here is called “Nobody Atall”");
  await expectAccessible(page);
  expect(await board.totals()).toBe(before);
  for (const { mentee } of pairs) await expect(page.getByRole("button", { name: new RegExp(`^${escaped(mentee)}, .*locked`), includeHidden: true })).toHaveCount(0);

  await dialog.getByRole("textbox", { name: "Pairs" }).fill(["Mentee\tMentor", ...right].join("\n"));
  await bring.click();
  await expect(dialog).toBeHidden();
  for (const { mentee, mentor } of pairs) {
    await expect(board.card(mentee)).toHaveAccessibleName(new RegExp(`with ${escaped(mentor)}, fit \\d+, locked`));
  }
  await board.saved();
  await undo(page);
  for (const { mentee } of pairs) await expect(board.card(mentee)).not.toHaveAccessibleName(/locked/);
  await expect.poll(() => board.totals()).toBe(before);
  await board.saved();
});

test("a line without two names is told, not passed over", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const [{ mentee, mentor }] = (await unmistakable(board)) as [{ mentee: string; mentor: string }];
  await page.getByRole("button", { name: "Files" }).click();
  await page.getByRole("menuitem", { name: "Bring in pairs decided elsewhere…" }).click();
  const dialog = page.getByRole("dialog", { name: "Bring in pairs decided elsewhere" });
  await dialog.getByRole("textbox", { name: "Pairs" }).fill(`${mentee}\t${mentor}\nSomebody with nobody`);
  await dialog.getByRole("button", { name: "Lock these pairs" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Line 2");
  await expect(board.card(mentee)).not.toHaveAccessibleName(/locked/);
});

test("a stable matching is proven stable, and the best total comes back", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const before = await board.totals();
  await objective(page, "Stable");
  await expect(page.getByText("proven stable")).toBeVisible();
  await expect(page.getByText("proven best")).toHaveCount(0);
  const stable = await board.totals();
  expect(numbers(stable).total).toBeLessThanOrEqual(numbers(before).total);
  await expectAccessible(page);
  await board.saved();
  await objective(page, "Best total");
  await expect(page.getByText("proven best")).toBeVisible();
  await expect.poll(() => board.totals()).toBe(before);
  await board.saved();
});

/** Undoes by the button of the board. */
async function undo(page: Page): Promise<void> {
  await page.getByRole("main").getByRole("button", { name: "Undo", exact: true }).first().click();
}

async function show(page: Page, view: string): Promise<void> {
  await page.getByRole("group", { name: "Show" }).getByRole("radio", { name: view, exact: true }).check();
}

async function objective(page: Page, which: string): Promise<void> {
  await page.getByRole("button", { name: /^Looking for: / }).click();
  const choice = page.getByRole("group", { name: "Objective" }).getByRole("radio", { name: which, exact: true });
  await choice.check();
  await page.keyboard.press("Escape");
  await expect(choice).toBeHidden();
}

/** Chooses a file from the menu of files; answers what is in it. */
async function download(page: Page, item: string): Promise<string> {
  await page.getByRole("button", { name: "Files" }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: item }).click();
  return readFile(await (await coming).path(), "utf8");
}

/** "5 199" and "−12" as numbers, whatever space is between the digits. */
function number(text: string): number {
  return Number(text.replace("−", "-").replace(/[^\d-]/g, ""));
}

/** What the line under the heading counts. */
function numbers(totals: string): { matched: number; mentees: number; total: number } {
  const [, matched, mentees, total] = totals.match(/^(.+) of (.+) matched · total ([^·]+)/)!;
  return { matched: number(matched!), mentees: number(mentees!), total: number(total!) };
}

/** What a plan says it does. */
async function plan(item: Locator): Promise<{ disturbed: number; total: number; fewer: number }> {
  const words = await item.innerText();
  const [, disturbed, total] = words.match(/(No|\d+) pairs? (?:is|are) disturbed, ([+−±][^,\n]*) overall/)!;
  const fewer = words.match(/, (\d+) fewer matched/)?.[1] ?? "0";
  return { disturbed: disturbed === "No" ? 0 : Number(disturbed), total: number(total!), fewer: Number(fewer) };
}

/** Matched mentees with their mentors, of names that no other mentee and no other mentor has. */
async function unmistakable(board: Board): Promise<{ mentee: string; mentor: string }[]> {
  const mentors = await board.page.getByRole("main").getByRole("heading", { level: 3 }).allInnerTexts();
  const mentees = await board.page.getByRole("main").getByRole("button", { name: /^More about / }).evaluateAll(
    (buttons) => buttons.map((button) => button.getAttribute("aria-label")!.replace("More about ", "")),
  );
  const once = (name: string, names: string[]) => names.filter((other) => other === name).length === 1;
  return (await board.matched()).filter(({ mentee, mentor }) => once(mentee, mentees) && once(mentor, mentors));
}

/** A mentor of a name nobody shares, all of whose several mentees the matching gave them. */
async function mentorWithNewPairs(board: Board): Promise<string> {
  const mentors = (await board.matched()).map((pair) => pair.mentor);
  for (const mentor of new Set(mentors)) {
    const heading = board.page.getByRole("heading", { name: mentor, exact: true, level: 3 });
    if (mentors.filter((other) => other === mentor).length > 1 && (await heading.count()) === 1) return mentor;
  }
  throw new Error("no mentor here has several new mentees");
}

/** A row of the list of mentees. */
function rowOf(list: Locator, mentee: string): Locator {
  const name = list.page().getByRole("rowheader", { name: mentee, exact: true });
  return list.getByRole("row").filter({ has: name });
}

/** The first so many names of the list, in order; of which only those in sight are ever there. */
async function firstOf(page: Page, list: Locator, count: number): Promise<string[]> {
  const frame = list.getByRole("region");
  const height = await frame.evaluate((frame) => frame.scrollHeight);
  const names: string[] = [];
  for (let top = 0; top < height && names.length < count; top += 300) {
    await frame.evaluate((frame, top) => frame.scrollTo({ top, behavior: "instant" }), top);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    const shown = await list.getByRole("rowheader").allInnerTexts();
    names.push(...shown.filter((name) => !names.includes(name)));
  }
  return names.slice(0, count);
}

/** The names of everyone to be seen on the board, but for the coordinator's own. */
async function peopleOn(page: Page): Promise<Set<string>> {
  const mentees = await page.getByRole("main").getByRole("button", { name: /^More about / }).evaluateAll(
    (buttons) => buttons.map((button) => button.getAttribute("aria-label")!.replace("More about ", "")),
  );
  const mentors = await page.getByRole("main").getByRole("heading", { level: 3 }).allInnerTexts();
  return new Set([...mentees, ...mentors].map((name) => nameOf(name.trim())));
}

/** Which of these names are anywhere in the page: its text, and what is read out or shown on hovering. */
async function namedIn(page: Page, names: Set<string>): Promise<string[]> {
  const found = await page.evaluate(() => {
    const words = [document.body.innerText, document.body.textContent ?? "", document.title];
    for (const element of document.body.querySelectorAll("*")) {
      for (const name of ["aria-label", "title", "alt", "placeholder"]) words.push(element.getAttribute(name) ?? "");
      if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) words.push(element.value);
    }
    return words.join("\n");
  });
  return [...names].filter((name) => found.includes(name));
}

