import { importWikiPage } from "@essaim/media/wiki/wiki.commands";
import { getWikiAccess } from "@essaim/media/wiki/wiki.queries";
import { wikiImportSchema, wikiRefusals } from "@essaim/media/wiki/wiki.schema";
import { versionsOf } from "@essaim/media/wiki/wiki-history";
import { WikiProblem } from "@essaim/media/wiki/wiki-problem";
import { requester } from "./import-work.ts";
import { type JobHandler, JobRefusal } from "./work.ts";

/** Revisions of a page that become versions: the latest ones. */
const mostRevisions = 200;

/** Reads a page of a wiki with its history, and makes a sheet of it. */
export const importWikiPageJob: JobHandler = async (work) => {
  const asked = wikiImportSchema.parse({
    ...(work.input as object),
    parentId: (work.input as { parentId?: string | null }).parentId ?? undefined,
  });
  const actor = requester(work);
  const access = await work.execute(actor, getWikiAccess, { id: asked.wikiId });
  const client = work.wikis.connect(access.apiUrl);
  try {
    const password = access.sealedPassword && work.wikis.openPassword(access.sealedPassword);
    // A wiki that is open to all is read without an account.
    if (password && access.accountName) await client.signIn(access.accountName, password);
    const history = await client.history(asked.pageTitle, mostRevisions);
    const { versions, hiddenCount, tooLongCount } = versionsOf(history);
    if (versions.length === 0) {
      throw new JobRefusal(tooLongCount > 0 ? wikiRefusals.too_long : "Le wiki cache cette page.");
    }
    const outcome = await work.execute(actor, importWikiPage, {
      ...asked,
      title: history.title.slice(0, 200),
      pageUrl: history.pageUrl,
      versions,
    });
    if (!outcome.ok) {
      if (outcome.reason === "form_already_used") throw new Error("No form asks for this");
      throw new JobRefusal(wikiRefusals[outcome.reason]);
    }
    return {
      sheetId: outcome.id,
      versions: versions.length,
      left: hiddenCount + tooLongCount,
      hasOlder: history.hasOlder,
      unconverted: versions.at(-1)?.unconverted.length ?? 0,
    };
  } catch (error) {
    if (error instanceof WikiProblem) throw new JobRefusal(error.message);
    throw error;
  } finally {
    await client.close();
  }
};
