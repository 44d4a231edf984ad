import type { Page } from "@playwright/test";

import { expect, expectAccessible, expectToFit, test } from "../fixtures";
import { Board, escaped, middle } from "../fixtures/board";

// A mentor's place picked up towards mentees, what would bring two together, and the
// rules the matching keeps to.

test.use({ ownServer: "board-place" });
test.describe.configure({ timeout: 240_000 });

test("a mentor's place is given by keyboard to whom it does most with, and comes to what was said", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const before = await total(board);
  const { mentor } = await board.somebodyToMove();
  const name = nameOf(board, mentor);
  await name.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(new RegExp(`^A place with ${escaped(mentor)} picked up\\. \\d+ mentees? can have it\\.`))).toBeAttached();
  await expect(page.locator(".board-card[data-offer=open]").first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByText(`Nothing has changed for ${mentor}.`)).toBeAttached();
  await expect(name).toBeFocused();
  expect(await total(board)).toBe(before);

  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowRight");
  const said = page.getByRole("status").getByText(/^.+, now .+: fit \d+, /);
  const [, mentee, fit, effect] = (await said.innerText()).match(/^(.+), now .+: fit (\d+), (no loss|[+−]\d+)/)!;
  await page.keyboard.press("Enter");
  await expect(board.card(mentee!)).toHaveAccessibleName(new RegExp(`with ${escaped(mentor)}, fit ${fit}, locked`));
  await expect(board.card(mentee!)).toBeFocused();
  expect(await total(board)).toBe(before + (effect === "no loss" ? 0 : Number(effect!.replace("−", "-"))));
  await board.saved();
  await page.keyboard.press("Control+z");
  await expect.poll(() => total(board)).toBe(before);
  await board.saved();
});

test("a mentor's place is dragged onto a mentee, and not onto one who can't have it", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const { mentor } = await board.somebodyToMove();
  const { mouse } = page;
  const name = nameOf(board, mentor);
  await name.scrollIntoViewIfNeeded();

  const waiting = page.getByRole("list", { name: "Unmatched mentees" });
  const drag = async (stance: "open" | "closed") => {
    const start = await middle(name);
    await mouse.move(start.x, start.y);
    await mouse.down();
    await mouse.move(start.x + 12, start.y + 12);
    const onto = waiting.locator(`.board-card[data-offer=${stance}]`).first();
    const mentee = await onto.locator("bdi").innerText();
    const end = await middle(onto);
    await mouse.move(end.x, end.y, { steps: 5 });
    await expect(onto).toHaveAttribute("data-aim", /.*/);
    await mouse.up();
    return mentee;
  };
  const given = await drag("open");
  await expect(board.card(given)).toHaveAccessibleName(new RegExp(`with ${escaped(mentor)}, fit \\d+, locked`));
  const refused = await drag("closed");
  await expect(page.getByRole("region", { name: "Messages" }).getByText(/\.$/).first()).toBeVisible();
  await expect(board.card(refused)).toHaveAccessibleName(/unmatched/);
  await undo(page);
  await board.saved();
});

test("a place is given by choosing from a list of mentees, also on a phone", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  await page.setViewportSize({ width: 390, height: 844 });
  const board = await Board.open(page);
  const { mentor } = await board.somebodyToMove();
  await nameOf(board, mentor).click();
  const dialog = page.getByRole("dialog", { name: `Give a place with ${mentor} to…` });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await expectToFit(page);
  const first = dialog.getByRole("list", { name: "Mentees, best for everyone first" }).getByRole("button").first();
  const mentee = await first.locator("bdi").innerText();
  await first.click();
  await expect(dialog).toBeHidden();
  await expect(board.card(mentee)).toHaveAccessibleName(new RegExp(`with ${escaped(mentor)}, fit \\d+, locked`));
  await undo(page);
  await board.saved();
});

test("what would bring two together is found, and does when it is made", { tag: "@real" }, async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const before = await total(board);
  const why = page.getByRole("complementary", { name: "Why" });
  const way = why.getByRole("list", { name: /^What would bring them to / });
  let found = "";
  for (const { mentee } of await board.matched()) {
    await board.card(mentee).click();
    await expect(why.getByRole("heading", { name: mentee })).toBeVisible();
    const ask = why.getByRole("button", { name: /^What would it take/ }).first();
    if ((await ask.count()) === 0) continue;
    await ask.click();
    await expect(way.or(why.getByText(/brings them together\.$/))).toBeVisible({ timeout: 30_000 });
    if ((await way.count()) > 0) {
      found = mentee;
      break;
    }
  }
  expect(found, "somebody could be brought to somebody else").not.toBe("");
  await expectAccessible(page);
  const mentor = ((await way.getAttribute("aria-label")) ?? "").replace("What would bring them to ", "");
  await way.getByRole("button").first().click();
  await board.find(found);
  await expect(board.card(found)).toHaveAccessibleName(new RegExp(`with ${escaped(mentor)}, fit \\d+(, worth a look)?$`));
  await board.saved();
  await board.find("");
  await undo(page);
  await expect.poll(() => total(board)).toBe(before);
  await board.saved();
});

test("the matching keeps to a lowest fit while it moves, and after a reload", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const before = await board.totals();
  await page.getByRole("button", { name: "Rules", exact: true }).click();
  const least = page.getByRole("slider", { name: "Lowest fit allowed" });
  await expect(least).toBeVisible();
  await expectAccessible(page);
  await least.fill("60");
  await expect.poll(() => lowestProposed(page)).toBeGreaterThanOrEqual(60);
  await expect(page.getByRole("button", { name: "Rules (1)" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Messages" }).getByText(/^Rules changed · \d+ moved/)).toBeVisible();
  await board.saved();
  const kept = await board.totals();
  expect(kept).not.toBe(before);

  await page.reload();
  await Board.on(page);
  await expect(page.getByRole("button", { name: "Rules (1)" })).toBeVisible();
  expect(await board.totals()).toBe(kept);
  await undo(page);
  await expect.poll(() => board.totals()).toBe(before);
  await board.saved();
});

test("what a slider is on shows at once, goes back with the keys, and counts before what is done next", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const before = await board.totals();
  await page.getByRole("button", { name: "Weights", exact: true }).click();
  const slider = page.getByRole("slider").first();
  const weight = await slider.inputValue();
  await expectAccessible(page);
  await slider.press("Home");
  await expect.poll(() => board.totals()).not.toBe(before);
  await slider.press("Control+z");
  await expect.poll(() => board.totals()).toBe(before);
  await expect(slider).toHaveValue(weight);

  await slider.press("Home");
  await slider.press("Escape");
  await expect.poll(() => board.totals()).not.toBe(before);
  const tried = await board.totals();
  const { mentee } = await board.somebodyToMove();
  await board.card(mentee).focus();
  await page.keyboard.press("l");
  await expect(board.card(mentee)).toHaveAccessibleName(/locked/);
  await board.saved();
  await undo(page);
  await expect.poll(() => board.totals()).toBe(tried);
  await undo(page);
  await expect.poll(() => board.totals()).toBe(before);
  await board.saved();
});

/** The lowest fit of the pairs in sight that the matching proposes. */
async function lowestProposed(page: Page): Promise<number> {
  const labels = await page
    .getByRole("button", { name: /, with .*, fit \d+(, worth a look)?$/ })
    .evaluateAll((cards) => cards.map((card) => card.getAttribute("aria-label") ?? ""));
  return Math.min(...labels.map((label) => Number(label.match(/, fit (\d+)/)![1])));
}

function nameOf(board: Board, mentor: string) {
  return board.lane(mentor).getByRole("button", { name: mentor, exact: true });
}

async function total(board: Board): Promise<number> {
  return Number((await board.totals()).match(/total ([\d\s]+)/)![1]!.replace(/\s/g, ""));
}

async function undo(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
}
