import type { CDPSession, Locator, Page } from "@playwright/test";

import { expect, expectAccessible, expectToFit, test } from "../fixtures";
import { Board, escaped, middle } from "../fixtures/board";

// The board in the hand: every view on a small screen, and a finger that carries.

test.use({
  ownServer: "board-phone",
  contextOptions: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
});

// Many views, each looked at in both themes.
test.describe.configure({ timeout: 400_000 });

test("on a phone each view shows people, and the sheet says why", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const why = page.getByRole("complementary", { name: "Why" });
  await expect(why).toBeHidden();
  // People are to be seen without scrolling past tools.
  await expect(page.getByRole("list", { name: "Unmatched mentees" }).getByRole("button").first()).toBeInViewport();
  // What is seldom needed is one press away.
  const looking = page.getByRole("button", { name: /^Looking for: / });
  await expect(looking).toBeHidden();
  await page.getByRole("button", { name: "More tools" }).tap();
  await expect(looking).toBeVisible();
  await expect(page.getByRole("switch", { name: "Blind" })).toBeVisible();

  const { mentee, mentor } = await board.somebodyToMove();
  await board.card(mentee).tap();
  await expect(why.getByRole("heading", { level: 2 })).toHaveText(mentee);
  await expect(why).toContainText(`with ${mentor}`);
  await expect(why).toBeInViewport();
  await expectAccessible(page);
  await expectToFit(page);
  await why.getByRole("button", { name: "Close" }).tap();
  await expect(why).toBeHidden();
  await page.getByRole("button", { name: "Fewer tools" }).tap();

  await show(page, "Mentees");
  const list = page.getByRole("region", { name: "Mentees", exact: true });
  const row = list.getByRole("rowheader").first();
  await expect(row).toBeInViewport();
  await row.getByRole("button").tap();
  await expect(why.getByRole("heading", { level: 2 })).toHaveText(await row.innerText());
  await expectToFit(page);
  await why.getByRole("button", { name: "Close" }).tap();
  await expect(why).toBeHidden();

  await show(page, "Matrix");
  const matrix = page.getByRole("region", { name: "Fits of everyone with everyone" });
  await expect(matrix.getByRole("list", { name: "What the cells mean" })).toContainText("not eligible");
  const cell = matrix.getByRole("gridcell").nth(1);
  await cell.tap();
  const [first] = (await cell.getAttribute("aria-label"))!.split(" with ");
  await expect(matrix.getByRole("paragraph")).toContainText(first!);
  await matrix.getByRole("button", { name: "Why?" }).tap();
  await expect(why.getByRole("heading", { level: 2 })).toHaveText(first!);
  await expectAccessible(page);
  await expectToFit(page);
  await why.getByRole("button", { name: "Close" }).tap();
  await expect(why).toBeHidden();
});

test("a finger that rests picks a mentee up and drops them on a mentor, one that swipes scrolls", { tag: "@real" }, async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const before = await board.totals();
  const finger = await Finger.on(page);
  const held = page.locator(".board[data-in-hand]");

  // A swipe is the page's own.
  const start = await middle(board.card((await board.somebodyToMove()).mentee));
  const scrolled = await page.evaluate(() => scrollY);
  await finger.down(start);
  await finger.move({ x: start.x, y: start.y - 40 });
  const glides = await page.evaluateHandle(() => {
    const rests = new Promise<void>((rest) => addEventListener("scrollend", () => rest(), { once: true }));
    return { rests };
  });
  await finger.move({ x: start.x, y: start.y - 160 });
  await finger.up();
  // A finger put down before would only stop it.
  await glides.evaluate(({ rests }) => rests);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(scrolled);
  await expect(held).toHaveCount(0);

  // Somebody the next mentor below can take.
  const pairs = await board.matched();
  let carried: { mentee: string; mentor: string; beside: string } | undefined;
  for (const [at, { mentee, mentor: from }] of pairs.entries()) {
    const next = pairs[at + 1];
    if (!next || next.mentor === from || !(await areClose(board.card(mentee), board.card(next.mentee)))) continue;
    await finger.down(await middle(board.card(mentee)));
    await expect(held).toHaveCount(1);
    const open = page.locator(".lane[data-offer=open]").filter({ hasNotText: "needs a reason" });
    if ((await open.and(board.lane(next.mentor)).count()) === 1) {
      carried = { mentee, mentor: next.mentor, beside: next.mentee };
      break;
    }
    await finger.slip();
    await expect(held).toHaveCount(0);
  }
  expect(carried, "a mentor can take somebody of the mentor above").toBeDefined();
  const { mentee, mentor, beside } = carried!;
  const at = await middle(board.card(mentee));
  // Not the middle of the lane, which may be where dragging scrolls.
  const to = await middle(board.card(beside));
  await finger.move({ x: (at.x + to.x) / 2, y: (at.y + to.y) / 2 });
  await finger.move(to);
  await expect(page.locator(".lane[data-aim]").and(board.lane(mentor))).toBeVisible();
  await finger.up();
  await expect(board.card(mentee)).toHaveAccessibleName(new RegExp(`with ${escaped(mentor)}, fit \\d+, locked`));
  await board.saved();
  await page.getByRole("region", { name: "Messages" }).getByRole("button", { name: "Undo" }).tap();
  await expect.poll(() => board.totals()).toBe(before);
  await board.saved();
});

async function show(page: Page, view: string): Promise<void> {
  await page.getByRole("group", { name: "Show" }).getByRole("radio", { name: view, exact: true }).check();
}

/** Whether both are to be seen at once, away from where dragging scrolls, once the page is scrolled to them. */
async function areClose(one: Locator, other: Locator): Promise<boolean> {
  // Far from where the page is by now they are not drawn; and what is drawn on the way there may
  // be of another height than was kept free for it, so the second time it comes to rest.
  for (let turn = 0; turn < 2; turn++) {
    if ((await one.count()) === 0) return false;
    await one.evaluate((element) => {
      element.scrollIntoView({ block: "center", behavior: "instant" });
      return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    });
  }
  if ((await other.count()) === 0) return false;
  const places = [(await middle(one)).y, (await middle(other)).y];
  return places.every((y) => y > 150 && y < 650);
}

/** One finger on the screen: pointer events as the browser makes them of touches. */
class Finger {
  private constructor(private readonly screen: CDPSession) {}

  static async on(page: Page): Promise<Finger> {
    return new Finger(await page.context().newCDPSession(page));
  }

  async down(at: { x: number; y: number }): Promise<void> {
    await this.touch("touchStart", [at]);
  }

  async move(to: { x: number; y: number }): Promise<void> {
    await this.touch("touchMove", [to]);
  }

  async up(): Promise<void> {
    await this.touch("touchEnd", []);
  }

  /** The screen lost it: nothing is dropped. */
  async slip(): Promise<void> {
    await this.touch("touchCancel", []);
  }

  private async touch(type: "touchStart" | "touchMove" | "touchEnd" | "touchCancel", touchPoints: { x: number; y: number }[]): Promise<void> {
    await this.screen.send("Input.dispatchTouchEvent", { type, touchPoints });
  }
}
