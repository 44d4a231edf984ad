import { expect, expectAccessible, test } from "../fixtures";

test("a mentee finds a mentor by what they have been through, and asks", async ({ signedIn }) => {
  const page = await signedIn("mentee");
  await page.getByRole("link", { name: "Browse mentors" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Find a mentor" })).toBeFocused();
  const cards = page.getByRole("list", { name: "Mentors" }).getByRole("article");
  await expect(cards.first()).toContainText("Why:");
  await expectAccessible(page);

  // Best fit first.
  const fits = await cards.getByRole("img", { name: /^Fit/ }).evaluateAll((rings) =>
    rings.map((ring) => Number(ring.getAttribute("aria-label")?.match(/\d+/)?.[0])),
  );
  expect(fits).toEqual([...fits].sort((a, b) => b - a));

  // Filters are part of the address, so back and forth keeps them.
  const everyone = await cards.count();
  const skill = page.getByRole("list", { name: "Skills" }).getByRole("button").first();
  await skill.click();
  await expect(page).toHaveURL(/skill=/);
  await expect(skill).toHaveAttribute("aria-pressed", "true");
  await expect.poll(() => cards.count()).toBeLessThan(everyone);
  const candidate = cards.filter({ has: page.getByRole("button", { name: /^Ask / }) }).first();
  const name = await candidate.getByRole("heading").innerText();
  await candidate.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByRole("region", { name: "Why this mentor suits you" })).toBeVisible();
  await expectAccessible(page);
  await page.goBack();
  await expect(skill).toHaveAttribute("aria-pressed", "true");

  await cards.filter({ hasText: name }).getByRole("button", { name: `Ask ${name}` }).click();
  const dialog = page.getByRole("dialog", { name: `Ask ${name}` });
  await dialog.getByLabel("Your message").fill("Could we talk about a first team of my own?");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Send request" }).click();
  await expect(dialog).toBeHidden();
  await expect(cards.filter({ hasText: name }).getByText("Asked", { exact: true })).toBeVisible();

  await page.getByRole("link", { name: "Requests" }).click();
  const request = page.getByRole("listitem").filter({ hasText: `You asked ${name}` });
  await expect(request).toContainText("Time to answer until");
  await expectAccessible(page);
  await request.getByRole("button", { name: "Take back" }).click();
  await expect(request.getByText("Taken back")).toBeVisible();
});

test("a search without a hit offers a way out", async ({ signedIn }) => {
  const page = await signedIn("mentee");
  await page.getByRole("link", { name: "Browse mentors" }).click();
  await page.getByRole("searchbox", { name: "Search" }).fill("zzzz");
  await expect(page.getByText("No mentor fits all of that")).toBeVisible();
  await page.getByRole("button", { name: "Clear all filters" }).click();
  await expect(page.getByRole("list", { name: "Mentors" }).getByRole("article").first()).toBeVisible();
});

test("a mentor sees who asks, with what they hope for", async ({ signedIn }) => {
  const page = await signedIn("mentor");
  await page.getByRole("link", { name: "See who asks" }).click();
  const request = page.getByRole("listitem").filter({ hasText: "Waiting for you" }).first();
  await expect(request).toContainText("Wants help with");
  await expect(request.getByRole("button", { name: /^Say yes to/ })).toBeVisible();
  await expectAccessible(page);
  await request.getByRole("button", { name: /^Say no to/ }).click();
  await expect(page.getByText("Waiting for you")).toHaveCount(0);
});
