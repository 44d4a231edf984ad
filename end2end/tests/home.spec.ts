import { type Role, expect, expectAccessible, test } from "../fixtures";

const ROLES: readonly Role[] = ["mentee", "mentor", "manager", "coordinator", "leader", "admin"];

for (const role of ROLES) {
  test(`the ${role} is met by name and by what waits for them`, async ({ signedIn }) => {
    const page = await signedIn(role);
    await expect(page.getByRole("heading", { level: 1, name: /^Hello, / })).toBeVisible();
    await expect(page.getByRole("list", { name: "Next steps" }).getByRole("listitem").first()).toBeVisible();
    await expectAccessible(page);
  });

  test(`every page offered to the ${role} opens and fits on a phone`, async ({ signedIn }) => {
    test.setTimeout(120_000);
    const page = await signedIn(role);
    const navigation = page.getByRole("navigation", { name: "Main" });
    await expect(navigation.getByRole("link").first()).toBeVisible();
    const addresses = await navigation
      .getByRole("link")
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
    await page.setViewportSize({ width: 390, height: 700 });
    for (const address of addresses) {
      await page.goto(address);
      const title = page.getByRole("heading", { level: 1 });
      await expect(title).toBeVisible();
      await expect(title).not.toHaveText("Page not found");
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `sideways scrolling on ${address}`).toBeLessThanOrEqual(0);
    }
  });
}
