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
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "demo" },
    // What the board does with people once more with a real organisation's, where they are at
    // hand, though no two of its mentors have one name.
    ...(existsSync(ADVENTUREWORKS)
      ? [
          {
            name: "adventureworks",
            testMatch: /board(_beside|_phone|_place|_scenarios|_shown|_together)?\.spec\.ts/,
            grepInvert: /@namesakes/,
            use: { organisation: "adventureworks" as const },
          },
        ]
      : []),
  ],
});
