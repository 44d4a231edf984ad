import { expect, expectAccessible, test } from "../fixtures";

const heading = (name: string) => ({ level: 1, name }) as const;

test("each role is offered its own pages", async ({ signedIn }) => {
  const offered = {
    mentee: ["Home", "Mentors", "Requests", "Programmes"],
    coordinator: ["Home", "Board", "Mentors", "Participation", "Enrolments", "Concerns", "People", "Programmes"],
    leader: ["Home", "Mentors", "Participation", "Team", "Programmes"],
  } as const;
  for (const [role, pages] of Object.entries(offered)) {
    const page = await signedIn(role as keyof typeof offered);
    const links = page.getByRole("navigation", { name: "Main" }).getByRole("link");
    await expect(links, role).toHaveText(pages);
  }
});

test("a page of others looks like one that does not exist", async ({ signedIn, complaints }) => {
  complaints.expect(/status of 404 .*\/nowhere/);
  const page = await signedIn("mentee");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Hello");
  const mentors = await page.getByRole("link", { name: "Mentors", exact: true }).getAttribute("href");
  await page.goto(mentors!.replace("mentors", "board"));
  await expect(page.getByRole("heading", heading("Page not found"))).toBeVisible();
  await expectAccessible(page);
  await page.goto("/nowhere");
  await expect(page.getByRole("heading", heading("Page not found"))).toBeVisible();
});

test("arriving on a page moves the focus to its heading and names the window", async ({ signedIn }) => {
  const page = await signedIn("mentee");
  await page.getByRole("link", { name: "Mentors", exact: true }).click();
  const title = page.getByRole("heading", heading("Find a mentor"));
  await expect(title).toBeFocused();
  await expect(page).toHaveTitle("Find a mentor · Pairwell");
  await expect(page.getByRole("link", { name: "Mentors", exact: true })).toHaveAttribute("aria-current", "page");
});

test("the keyboard can skip the navigation", async ({ signedIn }) => {
  const page = await signedIn("mentee");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Hello");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Hello");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("going back returns to where one had scrolled to", async ({ signedIn }) => {
  const page = await signedIn("mentee");
  await page.setViewportSize({ width: 1000, height: 600 });
  await page.getByRole("link", { name: "Mentors", exact: true }).click();
  const profiles = page.getByRole("main").locator("a[href*='/mentors/']");
  await expect(profiles.first()).toBeVisible();
  const far = profiles.nth(8);
  await far.scrollIntoViewIfNeeded();
  const scrolled = () => page.evaluate(() => window.scrollY);
  await expect.poll(scrolled).toBeGreaterThan(0);
  const before = await scrolled();
  await far.click();
  await expect.poll(scrolled).toBe(0);
  await page.goBack();
  await expect.poll(scrolled).toBe(before);
});

test("an expired access token is renewed without anybody noticing", async ({ signedIn, complaints }) => {
  complaints.expect(/status of 401 .*\/api\/v1\//);
  const page = await signedIn("mentee");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Hello");
  await page.context().clearCookies({ name: "__Host-pairwell" });
  await page.getByRole("link", { name: "Mentors", exact: true }).click();
  await expect(page.getByText(/mentors, best fit/)).toBeVisible();
});

test("a session that is over asks to sign in where one is", async ({ signedIn, complaints }) => {
  complaints.expect(/status of 401 .*\/api\/v1\//);
  const page = await signedIn("mentee");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Hello");
  await page.context().clearCookies();
  await page.getByRole("link", { name: "Mentors", exact: true }).click();
  await expect(page.getByRole("heading", heading("Sign in"))).toBeVisible();
  expect(page.url()).toMatch(/\/mentors$/);
});

test("theme and density are chosen in the settings and stay", async ({ signedIn }) => {
  const page = await signedIn("mentee");
  await page.getByRole("button", { name: /settings and signing out$/ }).click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  await page.getByRole("radio", { name: "Dark" }).check();
  await page.getByRole("radio", { name: "Compact" }).check();
  const root = page.locator("html");
  await expect(root).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.getByRole("heading", heading("Settings"))).toBeVisible();
  await expect(root).toHaveAttribute("data-theme", "dark");
  await expect(root).toHaveAttribute("data-density", "compact");
  await expectAccessible(page);
});

test("on a phone the bar below holds the first pages and the way to the others", async ({ signedIn }) => {
  const page = await signedIn("coordinator");
  await page.setViewportSize({ width: 390, height: 844 });
  const navigation = page.getByRole("navigation", { name: "Main" });
  await expect(navigation.getByRole("link")).toHaveCount(4);
  await navigation.getByRole("button", { name: "More pages" }).click();
  await page.getByRole("menuitem", { name: "People" }).click();
  await expect(page).toHaveURL(/\/people$/);
  const overflows = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(overflows).toBe(false);
});
