import type { Page } from "@playwright/test";

import { type Role, expect, expectAccessible, expectToFit, test } from "../fixtures";
import { Board } from "../fixtures/board";

const ROLES: readonly Role[] = ["mentee", "mentor", "manager", "coordinator", "leader", "admin"];

/** The page as it is now: nothing for axe in either theme, no sideways scrolling. */
async function expectInOrder(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectToFit(page);
}

/** Addresses on this origin that the navigation and the page lead to. */
async function leadsTo(page: Page): Promise<string[]> {
  const links = page.getByRole("navigation", { name: "Main" }).or(page.getByRole("main")).getByRole("link");
  const addresses = await links.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  return addresses.filter((address) => new URL(address).origin === new URL(page.url()).origin);
}

/** Pages that differ only in whose or which they are count as one. */
function kind(address: string): string {
  return new URL(address).pathname.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…");
}

/** By kind of page: the kinds of element that axe has checked on it, for any role. */
const lookedAt = new Map<string, Set<string>>();

/**
 * Checks the page as it is now. Axe is skipped where it has checked all these kinds of element
 * on the same kind of page before: most roles are shown the same things on it.
 */
async function expectPageInOrder(page: Page): Promise<void> {
  const known = lookedAt.get(kind(page.url())) ?? new Set();
  const parts = await madeOf(page);
  if (parts.some((part) => !known.has(part))) await expectAccessible(page);
  lookedAt.set(kind(page.url()), new Set([...known, ...parts]));
  await expectToFit(page);
}

/** Every kind of element on a page: what it is, in what, and what is said of it. */
function madeOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const kindOf = (element: Element | null) => {
      const said = [...(element?.attributes ?? [])].filter(({ name }) => /^(class$|role$|type$|aria-|data-)/.test(name));
      const marks = said.map(({ name, value }) => (name === "class" || name === "role" ? value : name));
      return [element?.localName, ...marks].join(" ");
    };
    const all = [...document.body.querySelectorAll("*")];
    return [...new Set(all.map((element) => `${kindOf(element.parentElement)} > ${kindOf(element)}`))];
  });
}

/** Waits until what the page is about has been loaded. */
async function ready(page: Page): Promise<void> {
  const title = page.getByRole("heading", { level: 1 });
  await expect(title).toBeVisible();
  await expect(title).not.toHaveText("Page not found");
  await expect(page.getByRole("status", { name: /^Loading/ })).toHaveCount(0);
  await expect(page.locator(".skeleton")).toHaveCount(0);
}

for (const role of ROLES) {
  test(`every page the ${role} is led to is accessible and fits on a phone`, async ({ signedIn }) => {
    test.setTimeout(400_000);
    const page = await signedIn(role);
    await expect(page.getByRole("heading", { level: 1, name: /^Hello, / })).toBeVisible();
    await expect(page.getByRole("list", { name: "Next steps" }).getByRole("listitem").first()).toBeVisible();
    const seen = new Set([kind(page.url())]);
    const ahead: string[] = [];
    const note = async () => {
      for (const address of await leadsTo(page)) {
        if (!seen.has(kind(address))) ahead.push(address);
        seen.add(kind(address));
      }
    };
    await expectPageInOrder(page);
    await note();
    expect(ahead.length, "home leads somewhere").toBeGreaterThan(0);
    for (let address = ahead.shift(); address; address = ahead.shift()) {
      await page.goto(address);
      await ready(page);
      await expectPageInOrder(page);
      await note();
    }
  });
}

test("the pages on the way in are accessible and fit on a phone", async ({ page, server, complaints }) => {
  complaints.expect(/status of (404|410|422) .*\/links\/look\)$/);
  complaints.expect(/status of 404 .*\/nowhere/);
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await expectInOrder(page);
  await page.goto("/forgot");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectInOrder(page);
  await page.goto("/setup");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectInOrder(page);
  await page.goto(`${server.origin}/link#used-or-never-made`);
  await expect(page.getByText("This link does not work any more")).toBeVisible();
  await expectInOrder(page);
  await page.goto("/nowhere");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectInOrder(page);
});

test("a coordinator's dialogs are accessible and fit on a phone", async ({ signedIn }) => {
  test.setTimeout(300_000);
  const page = await signedIn("coordinator");
  const dialog = page.getByRole("dialog");
  const navigation = page.getByRole("navigation", { name: "Main" });

  await navigation.getByRole("link", { name: "Enrolments" }).click();
  await page.getByRole("button", { name: "Enrol somebody" }).click();
  await expect(dialog).toBeVisible();
  await expectInOrder(page);
  await dialog.getByRole("checkbox", { name: /They have told me/ }).check();
  await expectInOrder(page);
  await dialog.getByRole("button", { name: "Enrol", exact: true }).click();
  await expect(dialog.getByText(/Person is not chosen/).first()).toBeVisible();
  await expectInOrder(page);
  await dialog.getByLabel("Who?").fill("achieng");
  await expect(dialog.getByRole("list", { name: "People found" }).getByRole("button").first()).toBeVisible();
  await expectInOrder(page);
  await dialog.getByRole("list", { name: "People found" }).getByRole("button").first().click();
  await dialog.getByRole("button", { name: "Enrol", exact: true }).click();
  await expect(dialog.getByText(/^Help offered is empty/).first()).toBeVisible();
  await expectInOrder(page);
  await dialog.getByRole("combobox", { name: "Can help with" }).fill("co");
  await expect(dialog.getByRole("option").first()).toBeVisible();
  await expectInOrder(page);
  await page.keyboard.press("Escape");
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await page.getByRole("button", { name: /^More about .* as mentor$/ }).first().click();
  await page.getByRole("menuitem", { name: "Withdraw…" }).click();
  await expect(dialog).toBeVisible();
  await expectInOrder(page);
  await dialog.getByRole("button", { name: "Cancel" }).click();

  const board = await Board.open(page);
  const { mentee } = await board.somebodyToMove();
  await board.menuOf(mentee).click();
  await page.getByRole("menuitem", { name: /^Move to/ }).click();
  await expect(dialog).toBeVisible();
  await expectInOrder(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Publish/ }).first().click();
  await expect(dialog.getByRole("button", { name: /^Publish \d+ pair/ })).toBeVisible();
  await expectInOrder(page);
});

test("starting a programme and asking a mentor are accessible and fit on a phone", async ({ signedIn }) => {
  const admin = await signedIn("admin");
  await admin.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Programmes" }).click();
  await admin.getByRole("button", { name: "Start a programme" }).first().click();
  await expect(admin.getByRole("dialog", { name: "Start a programme" })).toBeVisible();
  await expectInOrder(admin);

  const mentee = await signedIn("mentee");
  await mentee.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Mentors" }).click();
  await mentee.getByRole("button", { name: /^Ask / }).first().click();
  await expect(mentee.getByRole("dialog", { name: /^Ask / })).toBeVisible();
  await expectInOrder(mentee);
});
