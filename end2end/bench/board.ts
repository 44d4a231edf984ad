// The board as a coordinator feels it: from the marks the app sets itself
// (app/src/features/board/marks.rs), in headless Chromium, on the demo's
// programme grown to the sizes named.
import { readFileSync } from "node:fs";

import { type CDPSession, type Page, chromium } from "@playwright/test";

import { launchOptions } from "../fixtures/chromium";
import { Server } from "../fixtures/server";
import { type Figure, figure, write } from "./figures";

const INTERACTIONS = 200;
const FRAME = 16.7;

interface Size {
  people: number;
  weigh: number;
}

/** How many people it takes for about so many mentees to wait: see `server/src/demo/programme.rs`. */
const SIZES: Record<string, Size> = {
  "about 1 000 mentees": { people: 12_500, weigh: 33 },
  "about 3 000 mentees": { people: 112_000, weigh: 100 },
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

/** Whole time, and in it the browser's work of drawing, of everything under `name`. */
async function figures(page: Page, name: string, words: string, size: string, aim: number): Promise<Figure[]> {
  const whole = await taken(page, name);
  const frame = await taken(page, `${name}:frame`);
  return [
    figure(`${words}, input to painted (aim ${aim})`, size, "ms", whole),
    figure(`${words}, drawing of it`, size, "ms", frame),
  ];
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

async function measureBoard(name: string, { people, weigh }: Size): Promise<Figure[]> {
  const found: Figure[] = [];
  const server = await Server.start("demo", [], people);
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(60_000);
    await page.goto(server.linkFor("coordinator"));
    const link = page.getByRole("link", { name: "Board", exact: true });
    await link.waitFor();
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
    for (let round = 0; round < INTERACTIONS; round++) {
      await cards.nth(round % count).focus();
      await page.keyboard.press("Enter");
      await settled(page);
      await page.keyboard.press("Escape");
      await settled(page);
    }
    found.push(...(await figures(page, "board:pick-up", "pick-up with all consequences", size, FRAME)));
    for (let round = 0; round < INTERACTIONS / 2; round++) {
      await cards.nth(round % count).focus();
      await page.keyboard.press("l");
      await settled(page);
      await page.keyboard.press("Control+z");
      await settled(page);
    }
    found.push(...(await figures(page, "board:change", "lock or undo", size, FRAME)));

    await page.getByRole("button", { name: "Weights" }).click();
    const slider = page.getByRole("slider").first();
    await slider.focus();
    for (let round = 0; round < INTERACTIONS; round++) {
      await page.keyboard.press(round % 40 < 20 ? "ArrowLeft" : "ArrowRight");
      await settled(page);
    }
    found.push(...(await figures(page, "board:weigh", "weight slider step", size, weigh)));
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
