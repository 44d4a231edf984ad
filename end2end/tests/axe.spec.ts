import { expect, expectAccessible, test } from "../fixtures";

// The check that every other journey relies on finds what it is there to find.
test.use({ organisation: "empty" });

for (const [what, html] of [
  ["a field without a name", "<input>"],
  ["words too faint in the light theme alone", `<p class="faint-light">faint</p>`],
  ["words too faint in the dark theme alone", `<p class="faint-dark">faint</p>`],
] as const) {
  test(`axe finds ${what}`, async ({ page }) => {
    await page.setContent(sheet(html));
    await expect(expectAccessible(page)).rejects.toThrow();
  });
}

test("axe finds nothing where there is nothing", async ({ page }) => {
  await page.setContent(sheet("<p>plain</p>"));
  await expectAccessible(page);
});

function sheet(html: string): string {
  return `<html lang="en"><title>Sheet</title><style>
    [data-theme] p { color: black; background: white }
    [data-theme=light] .faint-light, [data-theme=dark] .faint-dark { color: #ddd }
  </style><main><h1>Sheet</h1>${html}</main>`;
}
