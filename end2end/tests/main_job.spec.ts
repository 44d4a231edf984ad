import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import type { Page, TestInfo } from "@playwright/test";

import { expect, test } from "../fixtures";
import { Board, escaped, nameOf } from "../fixtures/board";
import { type Hands, Keyboard, Mouse } from "../fixtures/hands";

// The whole way from an organisation's files to a pair that knows of each other
// and a leader who sees the counts, walked by each kind of organisation with the
// mouse and again with nothing but the keyboard.

const root = path.resolve(__dirname, "../..");

/** An organisation's own files, and what they come to. */
interface Files {
  name: string;
  roster: string;
  sheet: string;
  mistakes: string;
  people: number;
  units: number;
  mentors: number;
  mentees: number;
  mistaken: number;
  /** Different people on the sheet. */
  volunteers: number;
}

const heron: Files = {
  name: "a small organisation's files",
  roster: path.join(root, "server/tests/fixtures/roster.csv"),
  sheet: path.join(root, "server/tests/fixtures/enrolments.csv"),
  mistakes: path.join(root, "server/tests/fixtures/enrolments-with-mistakes.csv"),
  people: 23,
  units: 5,
  mentors: 6,
  mentees: 8,
  mistaken: 8,
  volunteers: 13,
};

// A real organisation chart, where it lies beside the checkout.
const beside = path.resolve(root, "../shared/data/adventureworks");
const adventureworks: Files = {
  name: "a real organisation's files",
  roster: path.join(beside, "DimEmployee.csv"),
  sheet: path.join(beside, "enrolments.csv"),
  mistakes: path.join(beside, "enrolments-with-mistakes.csv"),
  people: 290,
  units: 16,
  mentors: 64,
  mentees: 128,
  mistaken: 7,
  volunteers: 182,
};

// Each step is walked in both ways, and each kind of organisation in one of them.
const WAYS = [
  { way: "mouse", by: async (page: Page): Promise<Hands> => new Mouse(page), files: existsSync(beside) ? adventureworks : heron },
  { way: "keyboard alone", by: (page: Page): Promise<Hands> => Keyboard.on(page), files: heron },
];

type Arrive = (address: string) => Promise<Hands>;

/** Opens an address as somebody else each time, who works it in the same way. */
function arriving(by: (page: Page) => Promise<Hands>, visit: () => Promise<Page>): Arrive {
  return async (address) => {
    const hands = await by(await visit());
    await hands.page.goto(address);
    return hands;
  };
}

for (const { way, by, files } of WAYS) {
  test(`${files.name}, by ${way}: from set-up to a pair and the counts`, async ({ startServer, visit }) => {
    test.setTimeout(600_000);
    const server = await startServer("empty");
    const arrive = arriving(by, () => visit(server));
    const admin = await arrive(server.setup!);
    await setUp(admin);
    await importRoster(admin, files);
    await startProgramme(admin, "Spring");
    await importVolunteers(admin, files);
    await enrolByHand(admin, await somebodyNotOn(files), files.mentors + files.mentees + 1);
    const { mentee, mentor, bystander: leader } = await matchAndPublish(admin);

    for (const name of [mentee, mentor, leader]) await invite(admin, name);
    await makeLeader(admin, leader);
    const links = await linksOf(admin, [mentee, mentor, leader]);

    const pair = await bothSayYes(arrive, { mentee, mentor }, links);

    const asLeader = await arrive(links[2]!);
    await choosePassword(asLeader);
    await seesCounts(asLeader, `${files.volunteers + 1} of ${files.people} people take part.`);
    await expect(figure(asLeader.page, "Pairs")).toHaveText("not shown");
    for (const hands of [admin, ...pair, asLeader]) hands.end();
  });

  test(`the demo, by ${way}: newcomers are brought in, matched and counted`, async ({ startServer, visit }, info) => {
    test.setTimeout(600_000);
    const server = await startServer("demo");
    const arrive = arriving(by, () => visit(server));
    const files = await newcomers(info);
    const asLeader = await arrive(server.linkFor("leader"));
    const before = await countsNow(asLeader);

    const admin = await arrive(server.linkFor("admin"));
    await follow(admin, "People");
    await admin.press(admin.page.getByRole("link", { name: "Import people" }));
    await bringIn(admin, files.roster, "3 people in 1 unit", "Import 3 people");

    const coordinator = await arrive(server.linkFor("coordinator"));
    await follow(coordinator, "Enrolments");
    await coordinator.press(coordinator.page.getByRole("link", { name: "Import a sheet" }));
    await bringIn(coordinator, files.sheet, "1 mentor and 1 mentee.", "Enrol 2 volunteers");
    await coordinator.press(coordinator.page.getByRole("link", { name: "See who takes part" }));
    await enrolByHand(coordinator, "wren.okoro@brindlemark.example");
    const { mentee, mentor } = await matchAndPublish(coordinator);

    for (const name of [mentee, mentor]) await invite(admin, name);
    const links = await linksOf(admin, [mentee, mentor]);
    const pair = await bothSayYes(arrive, { mentee, mentor }, links);

    await asLeader.page.reload();
    await seesCounts(asLeader, `${before.takePart + 3} of ${before.people + 3} people take part.`);
    await expect(figure(asLeader.page, "Pairs")).toHaveText(String(before.pairs + 1));
    for (const hands of [admin, coordinator, ...pair, asLeader]) hands.end();
  });
}

async function setUp(admin: Hands): Promise<void> {
  const { page } = admin;
  await admin.write(page.getByLabel("Organisation"), "Example");
  await admin.write(page.getByLabel("Your name"), "Ina Admin");
  await admin.write(page.getByLabel("E-mail"), "ina@admin.example");
  await admin.write(page.getByLabel("Password", { exact: true }), "correct horse battery");
  await admin.press(page.getByRole("button", { name: "Set up Pairwell" }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Ina Admin");
}

/** Goes to a page by the navigation. */
async function follow(hands: Hands, name: string): Promise<void> {
  const navigation = hands.page.getByRole("navigation", { name: "Main" });
  await hands.press(navigation.getByRole("link", { name, exact: true }));
  await expect(navigation.getByRole("link", { name, exact: true })).toHaveAttribute("aria-current", "page");
}

/** What a page said just now, at its foot. */
function said(page: Page, words: string | RegExp) {
  return page.getByRole("region", { name: "Messages" }).getByText(words);
}

/** Takes a file all the way in, from a page that offers to. */
async function bringIn(hands: Hands, file: string, looksLike: string, button: string): Promise<void> {
  const { page } = hands;
  await hands.attach(page.getByLabel("CSV file"), file);
  await expect(page.getByText(looksLike)).toBeVisible();
  await hands.press(page.getByRole("button", { name: button }));
  await expect(page.getByText("The file is in.")).toBeVisible();
}

async function importRoster(admin: Hands, files: Files): Promise<void> {
  await follow(admin, "People");
  await expect(admin.page.getByText("Nobody is on the roster yet")).toBeVisible();
  await admin.press(admin.page.getByRole("link", { name: "Import people" }).first());
  const looksLike = `${files.people} people in ${files.units} units, 1 of them reporting to nobody.`;
  await bringIn(admin, files.roster, looksLike, `Import ${files.people} people`);
  await admin.press(admin.page.getByRole("link", { name: "See the people" }));
  await expect(admin.page.getByText(`${files.people} people`, { exact: true })).toBeVisible();
}

async function startProgramme(admin: Hands, name: string): Promise<void> {
  const { page } = admin;
  await follow(admin, "Programmes");
  await admin.press(page.getByRole("button", { name: "Start a programme" }).first());
  await admin.write(page.getByRole("dialog").getByLabel("Name"), name);
  await admin.press(page.getByRole("button", { name: "Start programme" }));
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

/** The sheet of volunteers, and one full of mistakes, which changes nothing. */
async function importVolunteers(admin: Hands, files: Files): Promise<void> {
  const { page } = admin;
  const volunteers = files.mentors + files.mentees;
  await admin.press(page.getByRole("link", { name: "Import a sheet of volunteers" }));
  const looksLike = `${files.mentors} mentors and ${files.mentees} mentees.`;
  await bringIn(admin, files.sheet, looksLike, `Enrol ${volunteers} volunteers`);
  await admin.press(page.getByRole("button", { name: "Import another file" }));
  await admin.attach(page.getByLabel("CSV file"), files.mistakes);
  const rows = page.getByRole("table", { name: "Rows to correct" }).getByRole("row");
  await expect(rows).toHaveCount(files.mistaken + 1);
  await follow(admin, "Enrolments");
  await expect(page.getByText(`${volunteers} enrolments`)).toBeVisible();
}

/** Somebody who told a coordinator that they would like to be mentored. */
async function enrolByHand(coordinator: Hands, email: string, then?: number): Promise<void> {
  const { page } = coordinator;
  await coordinator.press(page.getByRole("button", { name: "Enrol somebody" }));
  const dialog = page.getByRole("dialog", { name: "Enrol somebody" });
  await coordinator.write(dialog.getByLabel("Who?"), email);
  await coordinator.press(dialog.getByRole("list", { name: "People found" }).getByRole("button"));
  await coordinator.tick(dialog.getByRole("radio", { name: "Mentee" }));
  await coordinator.tick(dialog.getByLabel("They have told me that they want to"));
  const wants = dialog.getByRole("combobox", { name: "Wants help with" });
  await coordinator.write(wants, "Career planning");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: "Remove Career planning" })).toBeVisible();
  await coordinator.press(dialog.getByRole("button", { name: "Enrol", exact: true }));
  await expect(said(page, / is enrolled as mentee\.$/)).toBeVisible();
  if (then) await expect(page.getByText(`${then} enrolments`)).toBeVisible();
}

/** Carries, undoes, carries again, locks, releases, and publishes what the board says is best. */
async function matchAndPublish(
  coordinator: Hands,
): Promise<{ mentee: string; mentor: string; bystander: string }> {
  const { page } = coordinator;
  await follow(coordinator, "Board");
  const board = await Board.on(page);
  const before = await board.totals();
  const { mentee, mentor: from } = await board.somebodyToMove();
  const name = (await board.card(mentee).getAttribute("aria-label"))!;

  const to = await coordinator.carry(board, mentee, from);
  await expect(board.card(mentee)).toHaveAccessibleName(new RegExp(`with ${escaped(to)}, fit \\d+, locked`));
  await board.saved();
  await coordinator.undo();
  await expect(board.card(mentee)).toHaveAccessibleName(name);
  await expect.poll(() => board.totals()).toBe(before);

  await coordinator.choose(board.menuOf(mentee), page.getByRole("menuitem", { name: /^Lock/ }));
  await expect(board.card(mentee)).toHaveAccessibleName(/, locked/);
  await expect.poll(() => board.totals()).toBe(before);
  await coordinator.choose(board.menuOf(mentee), page.getByRole("menuitem", { name: "Release" }));
  await expect(board.card(mentee)).toHaveAccessibleName(name);
  const mentor = await coordinator.carry(board, mentee, from);
  await expect(board.card(mentee)).toHaveAccessibleName(new RegExp(`with ${escaped(mentor)}, fit \\d+, locked`));
  await board.saved();

  const bystander = (await board.matched()).find((pair) => ![mentee, mentor].includes(pair.mentee))!.mentee;
  await coordinator.press(page.getByRole("button", { name: "Publish…" }));
  const dialog = page.getByRole("dialog", { name: "Publish" });
  await expect(dialog.getByText(/^\d+ new pairs$/)).toBeVisible();
  await coordinator.press(dialog.getByRole("button", { name: /^Publish \d+ pairs$/ }));
  await expect(said(page, /^\d+ pairs published/)).toBeVisible();
  await coordinator.write(page.getByRole("searchbox", { name: "Find on the board" }), mentee);
  await expect(board.card(mentee)).toHaveAccessibleName(/already a pair/);
  return { mentee: nameOf(mentee), mentor: nameOf(mentor), bystander: nameOf(bystander) };
}

async function invite(admin: Hands, name: string): Promise<void> {
  const { page } = admin;
  await follow(admin, "People");
  await admin.write(page.getByRole("searchbox", { name: "Search" }), name);
  const row = page.getByRole("row", { name });
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(row.getByRole("button").first()).toBeVisible();
  const stays = row.getByRole("button", { name: /^Is still here/ });
  if (await stays.isVisible()) {
    // The file of newcomers had nobody else in it, which asks for a decision.
    await admin.press(stays);
    await expect(stays).toBeHidden();
  }
  const invite = page.getByRole("menuitem", { name: "Invite to sign in" });
  await admin.choose(row.getByRole("button", { name: `More about ${name}` }), invite);
  await expect(row.getByRole("cell", { name: "Invited" })).toBeVisible();
}

async function makeLeader(admin: Hands, name: string): Promise<void> {
  await follow(admin, "Accounts");
  await admin.tick(admin.page.getByRole("checkbox", { name: `${name} is a leader` }));
  await expect(said(admin.page, `The account of ${name} is changed.`)).toBeVisible();
}

async function linksOf(admin: Hands, names: string[]): Promise<string[]> {
  await follow(admin, "Links");
  const row = (name: string) => admin.page.getByRole("listitem").filter({ hasText: name }).locator("code");
  return Promise.all(names.map((name) => row(name).innerText()));
}

async function choosePassword(hands: Hands): Promise<void> {
  const { page } = hands;
  await hands.write(page.getByLabel("New password"), "staple battery horse");
  await hands.press(page.getByRole("button", { name: "Save and sign in" }));
  await expect(page.getByRole("heading", { level: 1, name: /^Hello, / })).toBeVisible();
}

/** Says yes to being with somebody, and sees what that led to. */
async function sayYes(hands: Hands, other: string, as: string, then: string): Promise<void> {
  const { page } = hands;
  await hands.press(page.getByRole("button", { name: `Say yes to ${other}` }));
  await expect(pairCard(page, as, other)).toContainText(then);
}

function pairCard(page: Page, as: string, other: string) {
  const pairs = page.getByRole("region", { name: "Your pairs" }).getByRole("listitem");
  return pairs.filter({ hasText: as }).filter({ hasText: other });
}

/** With the links they were handed: the mentee says yes, then the mentor, and then it is known. */
async function bothSayYes(
  arrive: Arrive,
  { mentee, mentor }: { mentee: string; mentor: string },
  links: string[],
): Promise<Hands[]> {
  const asMentee = await arrive(links[0]!);
  await choosePassword(asMentee);
  await sayYes(asMentee, mentor, "Your mentor", "Waiting for their answer");
  const asMentor = await arrive(links[1]!);
  await choosePassword(asMentor);
  await sayYes(asMentor, mentee, "Your mentee", "Active");
  await seesMentor(asMentee, mentor);
  return [asMentee, asMentor];
}

/** The mentee's own pages know who their mentor is. */
async function seesMentor(mentee: Hands, mentor: string): Promise<void> {
  const { page } = mentee;
  await page.reload();
  await expect(pairCard(page, "Your mentor", mentor)).toContainText("Active");
  await follow(mentee, "Mentors");
  const card = page.getByRole("list", { name: "Mentors" }).getByRole("article").filter({ hasText: mentor });
  await expect(card.getByText("Your mentor", { exact: true })).toBeVisible();
}

async function seesCounts(leader: Hands, headline: string): Promise<void> {
  await follow(leader, "Participation");
  await expect(leader.page.getByText(headline)).toBeVisible();
}

function figure(page: Page, name: string) {
  const term = page.getByRole("term").filter({ hasText: name });
  return page.locator(".figures-one").filter({ has: term }).locator(".figures-value");
}

async function countsNow(leader: Hands): Promise<{ takePart: number; people: number; pairs: number }> {
  await follow(leader, "Participation");
  const headline = await leader.page.getByText(/^\d+ of \d+ people take part\.$/).innerText();
  const [takePart, people] = headline.match(/\d+/g)!.map(Number);
  const pairs = Number(await figure(leader.page, "Pairs").innerText());
  return { takePart: takePart!, people: people!, pairs };
}

/** The address of somebody at work who is not on the sheet. */
async function somebodyNotOn(files: Files): Promise<string> {
  const sheet = await readFile(files.sheet, "utf8");
  const rows = (await readFile(files.roster, "utf8")).trim().split(/\r?\n/).filter((row) => row.endsWith("Current"));
  const addresses = rows.map((row) => row.match(/[^,\\\s]+@[^,\s]+/)![0]);
  return addresses.find((address) => !sheet.includes(address))!;
}

/** Files of three people new to the demo organisation. */
async function newcomers(info: TestInfo): Promise<{ roster: string; sheet: string }> {
  const [roster, sheet] = [info.outputPath("newcomers.csv"), info.outputPath("volunteers.csv")];
  await writeFile(
    roster,
    [
      "Employee number,Name,E-mail,Job title,Department",
      "N-1,Tamsin Achterberg,tamsin.achterberg@brindlemark.example,Field engineer,Newcomers",
      "N-2,Idris Vantongeren,idris.vantongeren@brindlemark.example,Planner,Newcomers",
      "N-3,Wren Okoro,wren.okoro@brindlemark.example,Analyst,Newcomers",
    ].join("\n"),
  );
  await writeFile(
    sheet,
    [
      "Email,Role,Capacity,Hours per month,Skills offered,Skills wanted,Time zone,Languages,Meeting preference",
      "tamsin.achterberg@brindlemark.example,mentor,2,3,Career planning; Delegation,,Europe/London,English,either",
      "idris.vantongeren@brindlemark.example,mentee,,,,Delegation,Europe/London,English,either",
    ].join("\n"),
  );
  return { roster, sheet };
}
