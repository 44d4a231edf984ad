import { expect, test } from "../fixtures";
import { Board } from "../fixtures/board";

test("a coordinator picks up, drops, locks and undoes by keyboard alone", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  const board = await Board.open(page);
  const { keyboard } = page;
  const focused = page.locator(":focus");
  for (let presses = 0; presses < 80; presses += 1) {
    await keyboard.press("Tab");
    const name = await focused.getAttribute("aria-label");
    if (name?.match(/, with .*, fit \d+$/)) break;
  }
  const name = (await focused.getAttribute("aria-label")) ?? "";
  const [, mentee, from] = name.match(/^(.+), with (.+), fit \d+$/)!;

  await keyboard.press("Enter");
  await expect(page.getByText(`${mentee} picked up, now with ${from}`)).toBeAttached();
  await keyboard.press("ArrowRight");
  await expect(page.getByRole("status").getByText(/fit \d+, .*pool/)).toBeAttached();
  await keyboard.press("Escape");
  await expect(page.getByText(`${mentee} stays with ${from}`)).toBeAttached();
  await expect(board.card(mentee!)).toBeFocused();

  await keyboard.press(" ");
  await keyboard.press("ArrowRight");
  await keyboard.press(" ");
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
