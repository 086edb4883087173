import { pushPage } from "@essaim/media/wiki/push";
import { keepPush } from "@essaim/media/wiki/wiki.commands";
import { getWikiAccess, planPush } from "@essaim/media/wiki/wiki.queries";
import { WikiProblem } from "@essaim/media/wiki/wiki-problem";
import { z } from "zod";
import { requester } from "./import-work.ts";
import { type JobHandler, JobRefusal } from "./work.ts";

const inputSchema = z.object({ wikiId: z.uuid(), path: z.string() });

/**
 * Pushes a branch of sheets on a wiki, page after page, as wikis ask of robots. What came of each is kept before the
 * next one leaves: a push that stops is taken up again from there.
 */
export const pushWiki: JobHandler = async (work) => {
  const { wikiId, path } = inputSchema.parse(work.input);
  const { execute, publicUrl: start, wikis, progress } = work;
  const actor = requester(work);
  const access = await execute(actor, getWikiAccess, { id: wikiId });
  const password = access.sealedPassword && wikis.openPassword(access.sealedPassword);
  if (!password) {
    throw new JobRefusal(
      "Le mot de passe du robot de ce wiki n’est plus lisible. Donnez-le de nouveau.",
    );
  }
  const { pages, titles } = await execute(actor, planPush, { wikiId, path, start });
  const taken = new Set(titles);
  const counts = { pushed: 0, unchanged: 0, conflicts: 0, failed: 0 };
  const client = wikis.connect(access.apiUrl);
  try {
    await client.signIn(access.accountName, password);
    for (const [at, page] of pages.entries()) {
      const result = await pushPage(client, page, `Depuis ${start}`, taken);
      if (result.title) taken.add(result.title);
      const { key, title, text } = page;
      await execute(actor, keepPush, { wikiId, key, title, text, result });
      if (result.state === "conflict") counts.conflicts += 1;
      else if (result.state === "failed") counts.failed += 1;
      else counts[result.isChanged ? "pushed" : "unchanged"] += 1;
      await progress(at + 1, pages.length);
    }
  } catch (error) {
    if (error instanceof WikiProblem) throw new JobRefusal(error.message);
    throw error;
  } finally {
    await client.close();
  }
  return { wikiId, ...counts };
};
