import { defineConfig } from "@playwright/test";

// `npm test` starts the apps and says where they are; see tooling/test/journeys.ts.
const { STAFF_URL, CHROMIUM_PATH } = process.env;
if (!STAFF_URL)
  throw new Error("Lancez les parcours avec « npm test » ou « node tooling/start.mjs e2e ».");

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "../.data/test/e2e/results",
  // The journeys share one database: each makes its own records, so they may run side by side.
  fullyParallel: false,
  workers: 2,
  forbidOnly: true,
  // Two cores run two browsers, two apps and a database: one more try tells a fault from a stall. What
  // passed only then is said at the end of the run.
  retries: 1,
  // A journey ends long before: the limits only stop one that waits for what will never come.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL: STAFF_URL,
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    screenshot: "only-on-failure",
    // Recording every journey costs a fifth of their time: `--trace on` records those that are looked into.
    trace: "off",
    // A missing button is a failure, not three minutes of waiting.
    actionTimeout: 20_000,
    launchOptions: {
      executablePath: CHROMIUM_PATH,
      args: [
        "--disable-gpu",
        "--disable-background-networking",
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ],
    },
  },
});
