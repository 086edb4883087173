import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { today } from "@essaim/database/today";
import { rootDir } from "@essaim/web/environment";
import { Stop } from "../steps.mjs";
import { findChromium } from "../test/chromium.ts";
import { weigh } from "../weigh/weigh.ts";

/** What a page to read may weigh without its images, in bytes (1,000 to a kilobyte). */
const lightest = 30_000;

/**
 * `pnpm weigh [address]`: weighs the pages of a running directory, writes what its eco-design page shows, and fails
 * when a page to read is too heavy.
 */
export async function main([address = "http://localhost:3001"]: string[]): Promise<void> {
  const executable = await findChromium((text) => process.stdout.write(`${text}\n`));
  const { browser, pages } = await weigh(address.replace(/\/+$/, ""), executable);
  const file = join(rootDir, "apps", "public", "app", "page-weights.json");
  writeFileSync(file, `${JSON.stringify({ measuredOn: today(), browser, pages }, null, 2)}\n`);
  for (const { page, total, image, requests, elements } of pages) {
    process.stdout.write(
      `${page.padEnd(12)} ${total} octets (images : ${image}), ${requests} requêtes, ${elements} éléments\n`,
    );
  }
  const heavy = pages.filter(({ total, image }) => total - image > lightest);
  if (heavy.length > 0) {
    throw new Stop(
      `Pages de plus de ${lightest / 1000} Ko sans leurs images : ${heavy.map(({ page }) => page).join(", ")}.`,
    );
  }
}
