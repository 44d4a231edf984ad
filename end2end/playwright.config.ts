import { existsSync } from "node:fs";

import { defineConfig } from "@playwright/test";

import { launchOptions } from "./fixtures/chromium";
import { ADVENTUREWORKS, type Organisation } from "./fixtures/server";

// Journeys through the built binary in Debian's Chromium. `cargo verify
// journeys` builds what they need; `npx playwright test` uses what is there.
export default defineConfig<object, { organisation: Organisation }>({
  testDir: "tests",
  outputDir: "test-results",
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "../target/verify/playwright.json" }]],
  use: {
    launchOptions,
    actionTimeout: 15_000,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Dublin",
    // A trace costs as much again as the journey; `npx playwright test --trace on` makes one.
    trace: "off",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "demo" },
    // Once more with a real organisation's people, where they are at hand: what depends on who
    // they are – reporting lines, names as they are written, fits as they come out. The rest is
    // about the page, which is the same for all of them.
    ...(existsSync(ADVENTUREWORKS)
      ? [
          {
            name: "adventureworks",
            grep: /@real/,
            use: { organisation: "adventureworks" as const },
          },
        ]
      : []),
  ],
});
