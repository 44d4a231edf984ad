// How soon the first screen can be used: as fast as this machine goes, and on
// the phone and line that Lighthouse's mobile settings imitate.
import { type Browser, type Page, chromium } from "@playwright/test";

import { launchOptions } from "../fixtures/chromium";
import { Server } from "../fixtures/server";
import { type Figure, figure, write } from "./figures";

const RUNS = 9;

/** Lighthouse's mobile settings: slow 4G and a processor four times slower. */
async function likeAPhone(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6 * 1024 * 1024) / 8,
    uploadThroughput: (750 * 1024) / 8,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
}

interface Opening {
  usable: number;
  largestPaint: number;
}

/** Opens the address in a fresh browser profile, with nothing cached. */
async function open(browser: Browser, address: string, phone: boolean): Promise<Opening> {
  const viewport = phone ? { width: 412, height: 823 } : { width: 1440, height: 900 };
  const page = await browser.newPage({ viewport });
  if (phone) await likeAPhone(page);
  await page.addInitScript(() => {
    const seen = window as unknown as { usable?: number; largestPaint?: number };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.largestPaint = entry.startTime;
    }).observe({ type: "largest-contentful-paint", buffered: true });
    // Usable: the frame has given way and there is something to work with.
    const look = () => {
      if (!document.getElementById("shell") && document.querySelector("h1, main input")) {
        seen.usable = performance.now();
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(address);
  await page.waitForFunction(() => (window as unknown as { usable?: number }).usable);
  await page.waitForLoadState("networkidle");
  const opening = await page.evaluate(() => {
    const { usable, largestPaint } = window as unknown as Opening;
    return { usable, largestPaint };
  });
  await page.context().close();
  return opening;
}

async function main(): Promise<void> {
  const server = await Server.start("empty");
  const browser = await chromium.launch(launchOptions);
  const figures: Figure[] = [];
  try {
    for (const phone of [false, true]) {
      const openings: Opening[] = [];
      // The first opening warms the server and the browser and is not counted.
      await open(browser, server.origin, phone);
      for (let run = 0; run < RUNS; run++) openings.push(await open(browser, server.origin, phone));
      const usable = openings.map((opening) => opening.usable);
      const painted = openings.map((opening) => opening.largestPaint);
      const where = phone ? "as a phone" : "this machine";
      figures.push(
        figure(`first screen usable${phone ? "" : " (aim 1000)"}`, where, "ms", usable),
        figure(`largest contentful paint${phone ? " (aim 1800)" : ""}`, where, "ms", painted),
      );
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  write(figures);
}

void main();
