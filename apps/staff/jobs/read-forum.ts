import { setTimeout as wait } from "node:timers/promises";
import { gatherTopics, recordTopic } from "@essaim/media/forum/topic.commands";
import { listTopicsToRead } from "@essaim/media/forum/topic.queries";
import { type JobHandler, JobRefusal } from "./work.ts";

/** Between two topics, so as not to weigh on a forum. */
const PAUSE_MS = 500;

/** Every night, and whenever somebody asks, reads what was answered to the open questions that have a topic. */
export const readForum: JobHandler = async (work) => {
  const { actor, execute, house, forum, progress, logger } = work;
  await execute(house, gatherTopics, {});
  if (!forum) {
    if (actor === null) return { read: 0, unread: 0 };
    throw new JobRefusal("Cette installation n’interroge aucun autre site.");
  }
  const urls = await execute(house, listTopicsToRead, {});
  let read = 0;
  for (const [at, url] of urls.entries()) {
    if (at > 0) await wait(PAUSE_MS);
    const answer = await forum.read(url);
    await execute(house, recordTopic, { url, answer });
    if (answer.ok) read += 1;
    await progress(at + 1, urls.length);
  }
  logger.info({ read, unread: urls.length - read }, "forum read");
  return { read, unread: urls.length - read };
};
