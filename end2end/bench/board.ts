// The board as a coordinator feels it: from the marks the app sets itself
// (app/src/features/board/marks.rs), in headless Chromium, on the demo's
// programme grown to the sizes named.
//
// Between an input and what is painted of it lies up to a sixtieth of a second in which
// nothing is done but waiting for the screen's next turn. So each is told three times: as
// felt, the work done until then, and of that the drawing.
import { readFileSync } from "node:fs";

import { type Browser, type CDPSession, type Locator, type Page, chromium } from "@playwright/test";

import { launchOptions } from "../fixtures/chromium";
import { Server } from "../fixtures/server";
import { type Figure, figure, write } from "./figures";

const INTERACTIONS = 200;
const FRAME = 16.7;

interface Size {
  people: number;
  /** How many of the programme's mentors are kept: the demo has more of them than the aims are for. */
  mentors?: number;
  /** How long a pick-up or a change may take, and a step of a slider; none is set for the largest size. */
  aims?: { change: number; weigh: number };
}

/** How many people it takes for about so many mentees to wait: see `server/src/demo/programme.rs`. */
const SIZES: Record<string, Size> = {
  "about 1 000 mentees, 340 mentors": { people: 12_500, mentors: 340, aims: { change: FRAME, weigh: 33 } },
  "about 3 000 mentees, 1 000 mentors": { people: 112_000, mentors: 1_000, aims: { change: FRAME, weigh: 100 } },
  "about 5 000 mentees, 2 500 mentors": { people: 300_000 },
};

/** Measures of a name since the last call, in milliseconds. */
async function taken(page: Page, name: string): Promise<number[]> {
  return page.evaluate((name) => {
    const found = performance.getEntriesByName(name, "measure").map((entry) => entry.duration);
    performance.clearMeasures(name);
    return found;
  }, name);
}

/** Waits until the frame that a change caused has been drawn. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0)))),
  );
}

/** Interacts, and waits until the answer, which comes in its own time, is painted. */
async function answered(page: Page, name: string, interact: () => Promise<void>): Promise<void> {
  const painted = await page.evaluateHandle((name) => {
    const seen = new Promise<void>((done) => {
      const observer = new PerformanceObserver((list) => {
        if (list.getEntriesByName(name).length === 0) return;
        observer.disconnect();
        done();
      });
      observer.observe({ type: "measure" });
    });
    return { seen };
  }, name);
  await interact();
  await painted.evaluate(({ seen }) => seen);
  await painted.dispose();
}

/** An interaction: what the app's measure of it is called, what it is in words, how long it may take. */
interface Interaction {
  name: string;
  words: string;
  size: string;
  aim: number | undefined;
}

/** What one thread of the browser did or measured, in microseconds. */
interface Traced {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
}

/**
 * Interacts, and answers for every time it was measured: the whole time, the work of the page's
 * own thread in it, and of that the drawing.
 */
async function figures(
  page: Page,
  browser: Browser,
  { name, words, size, aim }: Interaction,
  interact: () => Promise<void>,
): Promise<Figure[]> {
  const session = await browser.newBrowserCDPSession();
  const traced: Traced[] = [];
  session.on("Tracing.dataCollected", ({ value }) => traced.push(...(value as unknown as Traced[])));
  const includedCategories = ["blink.user_timing", "disabled-by-default-devtools.timeline"];
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories } });
  await interact();
  const complete = new Promise((done) => session.once("Tracing.tracingComplete", done));
  await session.send("Tracing.end");
  await complete;
  await session.detach();
  const whole = await taken(page, name);
  const frame = await taken(page, `${name}:frame`);
  const tasks = tasksDuring(traced, name);
  const sum = (times: readonly number[]) => times.reduce((sum, time) => sum + time, 0);
  return [
    figure(`${words}, input to painted${aimed(aim)}`, size, "ms", whole),
    figure(`${words}, work until then`, size, "ms", tasks.map(sum)),
    figure(`${words}, longest that nothing else is heard`, size, "ms", tasks.map((times) => Math.max(0, ...times))),
    figure(`${words}, drawing of it`, size, "ms", frame),
  ];
}

function aimed(aim: number | undefined): string {
  return aim === undefined ? "" : ` (aim ${aim})`;
}

/** How long the page's thread was at each of its tasks during each measure of this name, in milliseconds. */
function tasksDuring(traced: readonly Traced[], name: string): number[][] {
  const inOrder = traced.toSorted((a, b) => a.ts - b.ts);
  const begins = inOrder.filter((event) => event.name === name && event.ph === "b");
  const ends = inOrder.filter((event) => event.name === name && event.ph === "e");
  if (begins.length === 0 || begins.length !== ends.length) {
    throw new Error(`${name}: ${begins.length} began and ${ends.length} ended in the trace`);
  }
  const tasks = inOrder.filter((event) => event.name === "RunTask" && event.ph === "X");
  return begins.map((begin, at) => {
    const end = ends[at]!.ts;
    const mine = tasks.filter((task) => task.pid === begin.pid && task.tid === begin.tid);
    const during = mine.map((task) => Math.min(task.ts + (task.dur ?? 0), end) - Math.max(task.ts, begin.ts));
    return during.filter((busy) => busy > 0).map((busy) => busy / 1000);
  });
}

/**
 * Megabytes of the page's own process: what is its alone, as the browser's task manager counts it
 * (anonymous and swapped), and what is resident, the browser's own code included.
 */
async function memory(session: CDPSession): Promise<{ own: number; resident: number }> {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const pages = processInfo.filter((process) => process.type === "renderer");
  const of = pages.map(({ id }) => {
    const status = readFileSync(`/proc/${id}/status`, "utf8");
    const megabytes = (name: string) => Number(status.match(new RegExp(`^${name}:\\s+(\\d+) kB`, "m"))?.[1] ?? 0) / 1024;
    return { own: megabytes("RssAnon") + megabytes("VmSwap"), resident: megabytes("VmRSS") };
  });
  return of.reduce((most, one) => (one.resident > most.resident ? one : most));
}

/** Lets mentors without a mentee withdraw until so many are left on the programme's board. */
async function keepMentors(page: Page, origin: string, link: Locator, wanted: number): Promise<void> {
  const programme = (await link.getAttribute("href"))?.match(/\/programmes\/([^/]+)/)?.[1];
  const api = `${origin}/api/v1`;
  const read = async (operation: string) => (await page.request.get(`${api}/${operation}`)).json();
  const [summary] = await read(`programmes/${programme}/boards`);
  const board = await read(`boards/${summary.id}`);
  const taken = new Set(board.standing.map((pair: { mentor: string }) => pair.mentor));
  const mentors: { id: string; version: number }[] = [];
  for (let next = ""; next !== undefined; ) {
    const page = await read(`programmes/${programme}/enrolments?role=mentor${next && `&after=${next}`}`);
    mentors.push(...page.enrolments.map((row: { enrolment: { id: string; version: number } }) => row.enrolment));
    next = page.next ?? undefined;
  }
  const free = board.mentors.filter((mentor: { facts: { id: string } }) => !taken.has(mentor.facts.id));
  const leaving = free.slice(0, board.mentors.length - wanted);
  if (board.mentors.length - leaving.length !== wanted) {
    throw new Error(`${board.mentors.length} mentors, of whom ${free.length} can leave`);
  }
  for (const { facts } of leaving) {
    const version = mentors.find(({ id }) => id === facts.id)?.version;
    const headers = { "If-Match": `"${version}"` };
    const answer = await page.request.post(`${api}/enrolments/${facts.id}/state`, { headers, data: { state: "withdrawn" } });
    if (!answer.ok()) throw new Error(`${answer.status()} ${await answer.text()}`);
  }
}

async function measureBoard(name: string, { people, mentors: kept, aims }: Size): Promise<Figure[]> {
  const found: Figure[] = [];
  const server = await Server.start("demo", [], people);
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(60_000);
    await page.goto(server.linkFor("coordinator"));
    const link = page.getByRole("link", { name: "Board", exact: true });
    await link.waitFor();
    if (kept !== undefined) await keepMentors(page, server.origin, link, kept);
    // The board's code is fetched while the page idles; what is measured is data to interactive.
    await page.waitForLoadState("networkidle");
    const opened: number[] = [];
    for (let run = 0; run < 5; run++) {
      await page.getByRole("link", { name: "Home", exact: true }).click();
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      const start = Date.now();
      await link.click();
      await page.getByText("proven best").waitFor();
      opened.push(Date.now() - start);
    }
    const totals = await page.getByText(/ matched · total /).innerText();
    const mentors = await page.evaluate(() => document.querySelector(".lanes")?.childElementCount ?? 0);
    const size = `${name} (${totals.split(" · ")[0] ?? ""})`;
    found.push(figure("board open, click to interactive (aim 1000)", size, "ms", opened));
    found.push(figure("lanes in the page", size, "count", [mentors]));

    // Cards in sight, by their place in the page.
    const cards = page.locator(".lane .board-card-main:not(:has(.icon))");
    const count = Math.min(await cards.count(), 20);
    // Whose card has the focus, and so is in sight, before the time begins.
    const focus = async (round: number) => {
      await cards.nth(round % count).focus();
      await settled(page);
    };
    const pressed = async (...keys: string[]) => {
      for (const key of keys) {
        await page.keyboard.press(key);
        await settled(page);
      }
    };
    const pickUp = { name: "board:pick-up", words: "pick-up with all consequences", size, aim: aims?.change };
    found.push(
      ...(await figures(page, browser, pickUp, async () => {
        for (let round = 0; round < INTERACTIONS; round++) {
          await focus(round);
          await pressed("Enter", "Escape");
        }
      })),
    );
    const change = { name: "board:change", words: "lock or undo", size, aim: aims?.change };
    found.push(
      ...(await figures(page, browser, change, async () => {
        for (let round = 0; round < INTERACTIONS / 2; round++) {
          await focus(round);
          await pressed("l", "Control+z");
        }
      })),
    );

    await page.getByRole("button", { name: "Weights" }).click();
    await page.getByRole("slider").first().focus();
    const step = { name: "board:weigh", words: "weight slider step", size, aim: aims?.weigh };
    found.push(
      ...(await figures(page, browser, step, async () => {
        for (let round = 0; round < INTERACTIONS; round++) {
          await answered(page, step.name, () => page.keyboard.press(round % 40 < 20 ? "ArrowLeft" : "ArrowRight"));
        }
      })),
    );
    await page.keyboard.press("Escape");

    const session = await page.context().newCDPSession(page);
    for (const [rate, aim] of [
      [1, FRAME],
      [4, 33],
    ] as const) {
      await session.send("Emulation.setCPUThrottlingRate", { rate });
      const frames = await drag(page);
      const how = rate === 1 ? "" : `, processor ${rate} times slower`;
      found.push(figure(`drag frame${how} (aim ${aim})`, size, "ms", frames));
    }
    await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    const whole = await browser.newBrowserCDPSession();
    const { own, resident } = await memory(whole);
    found.push(figure("memory of the tab, its own (aim 250)", size, "MB", [own]));
    found.push(figure("memory of the tab, with the browser's code", size, "MB", [resident]));
  } finally {
    await browser.close();
    await server.stop();
  }
  return found;
}

/** Carries a card about with the mouse; answers how far apart the frames came. */
async function drag(page: Page): Promise<number[]> {
  const card = page.locator(".lane .board-card-main:not(:has(.icon))").first();
  const box = await card.boundingBox();
  if (!box) throw new Error("no card is in sight");
  const [x, y] = [box.x + box.width / 3, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 20, y + 20);
  await page.evaluate(() => {
    const seen = window as unknown as { frames: number[]; last: number };
    seen.frames = [];
    seen.last = performance.now();
    const note = () => {
      const now = performance.now();
      seen.frames.push(now - seen.last);
      seen.last = now;
      if (seen.frames.length < 300) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  for (let step = 0; step < INTERACTIONS; step++) {
    await page.mouse.move(400 + ((step * 37) % 600), 300 + ((step * 23) % 400));
  }
  const frames = await page.evaluate(() => (window as unknown as { frames: number[] }).frames.slice(1));
  await page.keyboard.press("Escape");
  await page.mouse.up();
  return frames;
}

async function main(): Promise<void> {
  const found: Figure[] = [];
  for (const [name, size] of Object.entries(SIZES)) {
    if (process.argv.includes("--quick") && found.length > 0) break;
    found.push(...(await measureBoard(name, size)));
  }
  write(found);
}

void main();
