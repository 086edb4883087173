import { setTimeout as wait } from "node:timers/promises";
import { today } from "@essaim/database/today";
import { isReadingDay } from "@essaim/media/audience/month-views.rules";
import {
  countOwnVisits,
  forgetAudienceFiles,
  recordAudienceReading,
} from "@essaim/media/audience/reading.commands";
import { listPagesToRead } from "@essaim/media/audience/reading.queries";
import { type JobHandler, JobRefusal } from "./work.ts";

/** Between two videos, so as not to weigh on anybody. */
const PAUSE_MS = 500;

/**
 * Every night, counts the visits of our own pages; on reading days, and whenever somebody asks, reads on PeerTube how
 * often each video was viewed in all.
 */
export const readAudience: JobHandler = async (work) => {
  const { actor, execute, house, peertube, progress, logger } = work;
  const day = today();
  await execute(house, countOwnVisits, {});
  await execute(house, forgetAudienceFiles, {});
  if (actor === null && !isReadingDay(day)) return { read: 0, unread: 0 };
  if (!peertube) {
    if (actor === null) return { read: 0, unread: 0 };
    throw new JobRefusal(
      "Cette installation n’interroge aucun autre site. Saisissez les vues à la main, ou importez un fichier.",
    );
  }
  const pages = await execute(house, listPagesToRead, {});
  let read = 0;
  for (const [at, { pieceId, url }] of pages.entries()) {
    if (at > 0) await wait(PAUSE_MS);
    const answer = await peertube.read(url);
    const written = await execute(house, recordAudienceReading, { pieceId, url, day, answer });
    if (written.ok && written.isRead) read += 1;
    await progress(at + 1, pages.length);
  }
  logger.info({ read, unread: pages.length - read }, "audience read");
  return { read, unread: pages.length - read };
};
