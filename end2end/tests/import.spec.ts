import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import type { Page } from "@playwright/test";

import { expect, expectAccessible, test } from "../fixtures";

// From the set-up link to people who take part, on files with the mess real
// exports have.
test.use({ organisation: "empty", ownServer: "imports" });
test.describe.configure({ mode: "serial" });

const ours = path.resolve(__dirname, "../../server/tests/fixtures");

let admin: Page;

test.beforeAll(async ({ browser, server }) => {
  admin = await (await browser.newContext({ baseURL: server.origin })).newPage();
  await admin.goto(server.setup!);
  await admin.getByLabel("Organisation").fill("Heron Ceramics");
  await admin.getByLabel("Your name").fill("Ina Admin");
  await admin.getByLabel("E-mail").fill("ina@heron.example");
  await admin.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await admin.getByRole("button", { name: "Set up Pairwell" }).click();
  await expect(admin.getByRole("heading", { level: 1 })).toContainText("Ina Admin");
});

test.afterAll(async () => admin.close());

async function choose(file: string): Promise<void> {
  await admin.getByLabel("CSV file").setInputFiles(file);
}

test("an empty roster says what to do about it", async () => {
  await admin.goto("/people");
  await expect(admin.getByText("Nobody is on the roster yet")).toBeVisible();
  await expectAccessible(admin);
});

test("a file with mistakes is told row by row and changes nothing", async () => {
  await admin.goto("/people/import");
  await choose(path.join(ours, "roster-with-mistakes.csv"));
  const rows = admin.getByRole("table", { name: "Rows to correct" }).getByRole("row");
  await expect(rows).toHaveCount(9);
  await expect(rows.nth(1)).toContainText("The manager 999 is neither in the file nor on the roster");
  const go = admin.getByRole("button", { name: "Import 8 people" });
  await expect(go).toHaveAttribute("aria-disabled", "true");
  await expectAccessible(admin);
});

test("a column can be corrected before anything is imported", async () => {
  await choose(path.join(ours, "roster.csv"));
  await expect(admin.getByText("23 people in 5 units, 1 of them reporting to nobody.")).toBeVisible();
  await expect(admin.getByText("Dates in “HireDate” are read as DD/MM/YYYY: 14/06/2006 is 2006-06-14.")).toBeVisible();
  await admin.getByText("10 of 16 columns are read").click();
  await admin.getByLabel("DepartmentName holds").selectOption({ label: "Not read" });
  await expect(admin.getByText("23 people in 0 units")).toBeVisible();
  await admin.getByLabel("DepartmentName holds").selectOption({ label: "Unit" });
  await expect(admin.getByText("23 people in 5 units")).toBeVisible();
  await expectAccessible(admin);
});

test("a roster is imported and its people are found", async () => {
  await admin.getByRole("button", { name: "Import 23 people" }).click();
  await expect(admin.getByText("The file is in.")).toBeVisible();
  await admin.getByRole("link", { name: "See the people" }).click();
  await expect(admin.getByText("23 people", { exact: true })).toBeVisible();
  await admin.getByRole("searchbox", { name: "Search" }).fill("sorensen");
  await expect(admin.getByRole("row")).toHaveCount(2);
  await expect(admin).toHaveURL(/q=sorensen/);
  await admin.reload();
  await expect(admin.getByRole("row")).toHaveCount(2);
  await expectAccessible(admin);
});

test("somebody is invited to sign in", async () => {
  await admin.getByRole("button", { name: "More about Ingrid Sørensen" }).click();
  await admin.getByRole("menuitem", { name: "Invite to sign in" }).click();
  await expect(admin.getByRole("cell", { name: "Invited" })).toBeVisible();
  await admin.goto("/admin/links");
  await expect(admin.getByText("ingrid.srensen@heron.example")).toBeVisible();
});

test("whoever is missing from the next file waits for a decision", async ({}, info) => {
  const rows = (await readFile(path.join(ours, "roster.csv"), "utf8")).split("\n");
  const shorter = info.outputPath("shorter.csv");
  await writeFile(shorter, rows.filter((row) => !/Kofi,Mensah|Ines,Duarte/.test(row)).join("\n"));
  await admin.goto("/people/import");
  await choose(shorter);
  await admin.getByRole("button", { name: "Import 21 people" }).click();
  await admin.getByRole("link", { name: "Decide about leavers" }).click();
  await expect(admin.getByText("2 people were not in the last import")).toBeVisible();
  await expect(admin.getByRole("button", { name: /^Has left/ })).toHaveCount(2);
  await expectAccessible(admin);
  await admin.getByRole("button", { name: "Everyone listed is still here" }).click();
  await expect(admin.getByRole("button", { name: /^Has left/ })).toHaveCount(0);
  await admin.goto("/people");
  await expect(admin.getByText("23 people", { exact: true })).toBeVisible();
});

test("a file in another language and encoding is recognised", async () => {
  await admin.goto("/people/import");
  await choose(path.join(ours, "roster-german.csv"));
  await expect(admin.getByText("Windows-1252, separated by semicolons")).toBeVisible();
  await admin.getByRole("button", { name: "Import 23 people" }).click();
  await expect(admin.getByText("The file is in.")).toBeVisible();
});

test("a programme is started and a sheet of volunteers enrolled", async () => {
  await admin.goto("/programmes");
  await admin.getByRole("button", { name: "Start a programme" }).first().click();
  await admin.getByRole("dialog").getByLabel("Name").fill("Spring");
  await admin.getByRole("button", { name: "Start programme" }).click();
  await expect(admin.getByRole("heading", { name: "Spring", level: 1 })).toBeVisible();
  await expectAccessible(admin);
  await admin.getByRole("link", { name: "Import a sheet of volunteers" }).click();
  await choose(path.join(ours, "enrolments.csv"));
  await expect(admin.getByText("6 mentors and 8 mentees.")).toBeVisible();
  await admin.getByRole("button", { name: "Enrol 14 volunteers" }).click();
  await expect(admin.getByText("The file is in.")).toBeVisible();
  await admin.getByRole("link", { name: "See who takes part" }).click();
  await expect(admin.getByText("14 enrolments")).toBeVisible();
  await expectAccessible(admin);
});

test("a sheet of mistakes gets one message a row", async () => {
  await admin.getByRole("link", { name: "Import a sheet" }).click();
  await choose(path.join(ours, "enrolments-with-mistakes.csv"));
  const rows = admin.getByRole("table", { name: "Rows to correct" }).getByRole("row");
  await expect(rows).toHaveCount(9);
});
