import {
  type LocatedHome,
  type LocationCounts,
  locateHomes as locateHomesOf,
  noLocation,
} from "@essaim/accompaniment/residence/locate-house.commands";
import {
  countHomesToLocate,
  type HomeToLocate,
  nextHomesToLocate,
} from "@essaim/accompaniment/residence/locate-house.queries";
import type { JobHandler, JobWork } from "./work.ts";

/** Homes written at once. */
const BATCH = 200;

/**
 * Every night, and as soon as contours are imported: addresses that the geocoder could not be asked about are tried
 * again, and those found before are looked for in the contours of today. Nobody else's address is sent.
 */
export const locateHomes: JobHandler = (work) => locateAll(work, { askAgain: false });

/**
 * Goes through everybody's address, a few at a time: nothing is held while the geocoder is waited for.
 * @param options.askAgain ask it again for what it did not find
 * @returns what the answers of today say, person by person
 */
export async function locateAll(
  work: Pick<JobWork, "execute" | "house" | "geocoder" | "progress" | "logger">,
  options: { askAgain: boolean },
): Promise<LocationCounts & { changed: number }> {
  const { execute, house, geocoder, progress, logger } = work;
  const total = await execute(house, countHomesToLocate, {});
  const all = { ...noLocation, changed: 0 };
  let done = 0;
  let batch: LocatedHome[] = [];
  const write = async (homes: LocatedHome[]) => {
    if (homes.length === 0) return;
    const outcome = await execute(house, locateHomesOf, { homes });
    if (!outcome.ok) throw new Error("A house command carries no form");
    all.changed += outcome.changed;
    for (const [key, count] of Object.entries(outcome.counts)) {
      all[key as keyof LocationCounts] += count;
    }
    done += homes.length;
    await progress(Math.min(done, total), total);
  };
  const shown = () => Math.min(done + batch.length, total);
  // What cannot be shown now is shown with what comes next.
  const onSilence = (retryAt: Date) => void progress(shown(), total, retryAt).catch(() => {});

  const pages = async function* () {
    for (let after: string | null = null; ; ) {
      const homes: HomeToLocate[] = await execute(house, nextHomesToLocate, { after, ...options });
      const last = homes.at(-1);
      if (!last) return;
      await write(
        homes.filter((one) => !one.isToGeocode).map((home) => ({ home, geocoded: null })),
      );
      yield* homes.filter((one) => one.isToGeocode);
      after = last.workerId;
    }
  };
  for await (const { address, answer } of geocoder.findAll(pages(), { onSilence })) {
    batch.push({ home: address, geocoded: answer });
    if (batch.length < BATCH) {
      if (answer.ok || answer.reason !== "unavailable") await progress(shown(), total);
      continue;
    }
    await write(batch);
    batch = [];
  }
  await write(batch);
  logger.info({ ...all }, "homes located");
  return all;
}
