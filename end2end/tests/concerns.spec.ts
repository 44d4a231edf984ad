import type { Page } from "@playwright/test";

import { expect, expectAccessible, expectToFit, test } from "../fixtures";
import { Board, escaped } from "../fixtures/board";

// What this journey publishes would be in the way of others'.
test.use({ ownServer: "concerns" });

test("a manager’s concern about time is met with a compromise, and publishing over it asks why", async ({ signedIn, complaints }) => {
  test.setTimeout(240_000);
  const manager = await signedIn("manager");
  const raisedBy = (await manager.getByRole("heading", { level: 1, name: /^Hello, / }).innerText()).replace("Hello, ", "");
  const teamStep = manager.getByRole("list", { name: "Next steps" }).getByRole("listitem").filter({ hasText: "your reports" });
  await teamStep.getByRole("link", { name: "See your team" }).first().click();
  await expect(manager.getByRole("heading", { level: 1, name: "Your team" })).toBeVisible();

  // Three presses.
  const raise = manager.getByRole("button", { name: "Raise a concern" });
  await expect(raise.first()).toBeVisible();
  const names = await manager.getByRole("main").getByRole("listitem").getByRole("heading", { level: 2 }).allInnerTexts();
  for (const at of names.keys()) {
    await raise.first().click();
    const dialog = manager.getByRole("dialog", { name: /’s time$/ });
    await expect(dialog).toContainText("a month are asked for");
    await dialog.getByRole("radio", { name: "A peak period" }).check();
    if (at === 0) await expectAccessible(manager);
    await dialog.getByRole("button", { name: "Raise the concern" }).click();
    await expect(dialog).toBeHidden();
    await expect(manager.getByText("With the coordinators")).toHaveCount(at + 1);
  }
  await inOrder(manager);

  const coordinator = await signedIn("coordinator");
  const queueStep = coordinator.getByRole("list", { name: "Next steps" }).getByRole("listitem").filter({ hasText: /concerns? about time/ });
  await queueStep.getByRole("link", { name: "See the concerns" }).click();
  await expect(coordinator.getByRole("heading", { level: 1, name: "Time concerns" })).toBeVisible();
  await expect(coordinator.getByRole("main").getByRole("listitem")).toHaveCount(names.length);
  await inOrder(coordinator);

  // A mentor among the manager's reports takes one more, whom the board proposes.
  const mentor = await coordinator.getByRole("main").getByRole("listitem").filter({ hasText: "Mentor · " }).first()
    .getByRole("heading", { level: 2 }).innerText();
  const board = await Board.open(coordinator);
  await board.find(mentor);
  await coordinator.getByRole("button", { name: `Places of ${mentor}` }).click();
  await coordinator.getByRole("menuitem", { name: "One more place" }).click();
  await board.saved();
  await coordinator.getByRole("button", { name: "Publish…" }).click();
  const publish = coordinator.getByRole("dialog", { name: "Publish" });
  await expect(publish).toContainText("manager has an open concern about time: a peak period.");
  const reason = publish.getByRole("textbox", { name: "Why publish while managers’ concerns are open?" });
  await publish.getByRole("button", { name: /^Publish \d/ }).click();
  await expect(reason).toHaveAccessibleDescription(/Your reason has 0 characters; please use at least 20/);
  await expect(reason).toBeFocused();
  await expectAccessible(coordinator);
  await publish.getByRole("button", { name: "Not yet" }).click();

  // One is settled by a compromise.
  const name = names.find((name) => name !== mentor)!;
  await coordinator.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Concerns" }).click();
  await coordinator.getByRole("button", { name: `Offer a compromise for ${name}` }).first().click();
  const offer = coordinator.getByRole("dialog", { name: `A compromise for ${name}` });
  await expect(offer).toContainText(`Offer ${raisedBy} what you can give way in`);
  await offer.getByRole("button", { name: "Offer it" }).click();
  await expect(offer.getByLabel("Hours a month")).toHaveAccessibleDescription(/so is the rest/);
  await offer.getByLabel("Start").fill("2031-05-01");
  await expectAccessible(coordinator);
  await offer.getByRole("button", { name: "Offer it" }).click();
  await expect(offer).toBeHidden();
  await expect(coordinator.getByText("Offered: from 2031-05-01.")).toBeVisible();

  // The manager's page has heard of it by itself.
  const card = manager.getByRole("main").getByRole("listitem").filter({ has: manager.getByRole("heading", { name, exact: true }) }).first();
  await expect(card).toContainText("The coordinators offer: from 2031-05-01.");
  await card.getByRole("button", { name: new RegExp(`^Agree for ${escaped(name)}`) }).click();
  await expect(card).toContainText("Agreed: from 2031-05-01.");
  await expect(coordinator.getByText("Agreed: from 2031-05-01.")).toBeVisible();

  // Raised once more and talked over elsewhere, it is settled on the manager's word, who sees what was written.
  await card.getByRole("button", { name: /^Raise a concern/ }).click();
  await manager.getByRole("dialog", { name: /’s time$/ }).getByRole("button", { name: "Raise the concern" }).click();
  await coordinator.getByRole("button", { name: `The manager told me for ${name}` }).first().click();
  const told = coordinator.getByRole("dialog", { name: `What the manager of ${name} said` });
  await told.getByRole("button", { name: "Settle it" }).click();
  await expect(told.getByLabel("What they said")).toHaveAccessibleDescription(/use at least 20/);
  await expectAccessible(coordinator);
  await told.getByLabel("What they said").fill("They told me in the corridor that it is fine.");
  await told.getByRole("button", { name: "Settle it" }).click();
  await expect(told).toBeHidden();
  await expect(card).toContainText("on the manager’s word: They told me in the corridor");

  // What is raised anew while a reason is being given is shown before anything is published over it.
  await Board.open(coordinator);
  await coordinator.getByRole("button", { name: "Publish…" }).click();
  await reason.fill("Their manager asked us to go ahead and talk in May.");
  const theirs = manager.getByRole("main").getByRole("listitem").filter({ hasText: "Mentor · " })
    .filter({ has: manager.getByRole("heading", { name: mentor, exact: true }) });
  await theirs.getByRole("button", { name: /^The time is fine after all/ }).click();
  await theirs.getByRole("button", { name: /^Raise a concern/ }).click();
  const anew = manager.getByRole("dialog", { name: /’s time$/ });
  await anew.getByRole("radio", { name: "The dates" }).check();
  await anew.getByRole("button", { name: "Raise the concern" }).click();
  await expect(anew).toBeHidden();
  complaints.expect(/status of 409/);
  await publish.getByRole("button", { name: /^Publish \d/ }).click();
  await expect(publish.getByRole("alert")).toContainText("Nothing was published.");
  await expect(publish).toContainText("manager has an open concern about time: the dates.");

  // Over what is still open, with the reason.
  await expect(reason).toHaveValue(/talk in May/);
  await publish.getByRole("button", { name: /^Publish \d/ }).click();
  await expect(publish).toBeHidden();
  await expect(coordinator.getByRole("region", { name: "Messages" })).toContainText(/pairs? published/);
});

/** Nothing for axe in either theme, no sideways scrolling. */
async function inOrder(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectToFit(page);
}
