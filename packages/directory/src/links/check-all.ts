import { setTimeout as wait } from "node:timers/promises";
import pMap from "p-map";
import type { LinkChecker } from "./check-link.ts";
import type { LinkOutcome } from "./link.rules.ts";

/** Sites asked at once; of each, one page at a time. */
const sitesAtOnce = 8;

/**
 * Checks many links without weighing on anybody: of one site, one page after the other, with a pause between them.
 * @param onChecked told of each as it comes
 * @param pauseMs between two pages of one site
 */
export async function checkAll(
  urls: readonly string[],
  checker: Pick<LinkChecker, "check">,
  onChecked: (url: string, outcome: LinkOutcome) => Promise<void>,
  pauseMs = 1_000,
): Promise<void> {
  const sites = new Map<string, string[]>();
  for (const url of urls) {
    const { host } = new URL(url);
    sites.set(host, [...(sites.get(host) ?? []), url]);
  }
  await pMap(
    sites.values(),
    async (pages) => {
      for (const [index, url] of pages.entries()) {
        if (index > 0) await wait(pauseMs);
        await onChecked(url, await checker.check(url));
      }
    },
    { concurrency: sitesAtOnce },
  );
}
