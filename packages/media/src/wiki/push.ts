import type { WikiClient, WikiPage } from "./mediawiki.client.ts";
import { WikiProblem } from "./wiki-problem.ts";

/** A page to push: `base` is the revision that somebody last made sure of, which may be replaced. */
export type PageToPush = {
  title: string;
  text: string;
  base: { revisionId: number; text: string } | null;
};

export type PushResult =
  | { state: "pushed"; revisionId: number; isChanged: boolean }
  /** `theirs`: what the wiki says now; null when the page was deleted there. */
  | { state: "conflict"; theirs: WikiPage | null }
  | { state: "failed"; failure: string };

/**
 * Pushes one page, or says why not. A page that is no longer as it was left is never written over: neither one that
 * somebody else changed, created or deleted meanwhile.
 * @throws WikiProblem of the kind `stop`, when nothing more can be pushed for now
 */
export async function pushPage(
  client: Pick<WikiClient, "read" | "write">,
  page: PageToPush,
  summary: string,
): Promise<PushResult> {
  try {
    const { page: theirs, readAt } = await client.read(page.title);
    // What we meant to say is there: pushed just before a crash, or written by somebody to the letter.
    if (theirs && asKept(theirs.text) === asKept(page.text)) {
      return { state: "pushed", revisionId: theirs.revisionId, isChanged: false };
    }
    // A wiki merges what two people write at once, under the number that it gives to the second: its text says so.
    if (
      theirs?.revisionId !== page.base?.revisionId ||
      (theirs && page.base && asKept(theirs.text) !== asKept(page.base.text))
    ) {
      return { state: "conflict", theirs };
    }
    const { title, text } = page;
    const revisionId = await client.write({ title, text, summary, base: theirs, readAt });
    return { state: "pushed", revisionId, isChanged: true };
  } catch (error) {
    if (!(error instanceof WikiProblem) || error.kind === "stop") throw error;
    if (error.kind === "page") return { state: "failed", failure: error.message };
    const { page: theirs } = await client.read(page.title);
    // Written, though its answer was lost and it was sent again.
    if (theirs && asKept(theirs.text) === asKept(page.text)) {
      return { state: "pushed", revisionId: theirs.revisionId, isChanged: true };
    }
    return { state: "conflict", theirs };
  }
}

/** As a wiki keeps a text: composed letters, without spaces at the end. */
export const asKept = (text: string) => text.normalize("NFC").replace(/\r\n/g, "\n").trimEnd();
