import { expect, expectAccessible, test } from "../fixtures";
import { Board, escaped } from "../fixtures/board";

test("a coordinator picks up, drops, locks and undoes by keyboard alone", { tag: "@real" }, async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const { keyboard } = page;
  const focused = page.locator(":focus");
  for (let presses = 0; presses < 160; presses += 1) {
    await keyboard.press("Tab");
    const name = await focused.getAttribute("aria-label");
    if (name?.match(/, with .*, fit \d+$/)) break;
  }
  const name = (await focused.getAttribute("aria-label")) ?? "";
  const [, mentee, from] = name.match(/^(.+), with (.+), fit \d+$/)!;

  await keyboard.press("Enter");
  await expect(page.getByText(`${mentee} picked up, now with ${from}`)).toBeAttached();
  await keyboard.press("ArrowRight");
  await expect(page.getByRole("status").getByText(/fit \d+, .*overall/)).toBeAttached();
  await keyboard.press("Escape");
  await expect(page.getByText(`${mentee} stays with ${from}`)).toBeAttached();
  await expect(board.card(mentee!)).toBeFocused();

  // Faster than the screen can follow.
  await board.card(mentee!).evaluate((card) => {
    for (const key of [" ", "ArrowRight", " "]) {
      card.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    }
  });
  await expect(board.card(mentee!)).toHaveAccessibleName(/locked/);
  await expect(board.card(mentee!)).toBeFocused();
  await keyboard.press("l");
  await expect(board.card(mentee!)).not.toHaveAccessibleName(/locked/);
  await keyboard.press("Control+z");
  await expect(board.card(mentee!)).toHaveAccessibleName(/locked/);
  await keyboard.press("Control+z");
  await expect(board.card(mentee!)).toHaveAccessibleName(name);
  await board.saved();
});

test("of two coordinators who move the same mentee the later one hears whose move won", async ({
  signedIn,
  complaints,
}) => {
  complaints.expect(/status of 412/);
  const one = await Board.open(await signedIn("coordinator"));
  const other = await Board.open(await signedIn("coordinator"));
  const { mentee } = await one.somebodyToMove();

  // The other's move is made, but still on its way while the first is saved.
  let arrive = () => {};
  const underway = new Promise<void>((resolve) => (arrive = resolve));
  await other.page.route("**/moves", async (route) => {
    await underway;
    await route.continue();
  });
  await other.moveTo(mentee, 1);
  const won = await one.moveTo(mentee, 0);
  await one.saved();
  arrive();
  await expect(other.page.getByRole("region", { name: "Messages" }).getByText(/ was faster: .*Yours was not made: /)).toBeVisible();
  await expect(other.card(mentee)).toHaveAccessibleName(new RegExp(`with ${escaped(won)}, fit \\d+, locked`));
  await other.saved();

  await one.page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await expect(other.card(mentee)).not.toHaveAccessibleName(/locked/);
});

test("on a phone somebody is moved by choosing from a list", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  await page.setViewportSize({ width: 390, height: 844 });
  const board = await Board.open(page);
  await expectAccessible(page);
  const before = await board.totals();
  const { mentee } = await board.somebodyToMove();
  const mentor = await board.moveTo(mentee, 0);
  await expect(board.card(mentee)).toHaveAccessibleName(new RegExp(`with ${escaped(mentor)}, fit \\d+, locked`));
  await page.getByRole("region", { name: "Messages" }).getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("region", { name: "Messages" })).toContainText("Undone");
  await expect.poll(() => board.totals()).toBe(before);
  await board.saved();
});

test("a pair inside one reporting line needs a reason, which stays with it", { tag: "@real" }, async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const reasoned = page.locator(".lane[data-offer=open]").filter({ hasText: "needs a reason" });
  // Somebody whose own manager, or report, is a mentor here.
  let mentee: string | undefined;
  for (const pair of await board.matched()) {
    await board.card(pair.mentee).focus();
    await page.keyboard.press("Enter");
    await expect(page.locator(".lane[data-offer]").first()).toBeVisible();
    const found = await reasoned.count();
    await page.keyboard.press("Escape");
    await expect(page.locator(".lane[data-offer]")).toHaveCount(0);
    if (found > 0) {
      mentee = pair.mentee;
      break;
    }
  }
  expect(mentee, "the demo has somebody in one reporting line with a mentor").toBeDefined();
  await board.menuOf(mentee!).click();
  await page.getByRole("menuitem", { name: "Move to…" }).click();
  await page.getByRole("dialog").getByRole("button").filter({ hasText: "needs a reason" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Pair them all the same?" });
  await expectAccessible(page);
  await dialog.getByLabel("Your reason").fill("too short");
  await dialog.getByRole("button", { name: "Pair them" }).click();
  await expect(dialog.getByLabel("Your reason")).toHaveAccessibleDescription(/20/);
  await dialog.getByLabel("Your reason").fill("Both asked for it, and their director agrees.");
  await dialog.getByRole("button", { name: "Pair them" }).click();
  await expect(board.card(mentee!)).toHaveAccessibleName(/locked, worth a look/);
  await board.menuOf(mentee!).click();
  await page.getByRole("menuitem", { name: "Why?" }).click();
  await expect(page.getByRole("complementary", { name: "Why" })).toContainText("Both asked for it, and their director agrees.");
  await board.saved();
  await page.keyboard.press("Control+z");
  await expect(board.card(mentee!)).not.toHaveAccessibleName(/locked/);
  await board.saved();
});
