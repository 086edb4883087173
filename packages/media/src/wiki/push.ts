import type { WikiClient, WikiPage } from "./mediawiki.client.ts";
import { WikiProblem } from "./wiki-problem.ts";

/** A page to push: `base` is the revision that somebody last made sure of, which may be replaced. */
export type PageToPush = {
  title: string;
  text: string;
  base: { revisionId: number; text: string } | null;
};

/** `title`: that of the page now, when somebody renamed it on the wiki. */
export type PushResult = { title?: string } & (
  | { state: "pushed"; revisionId: number; isChanged: boolean }
  /** `theirs`: what the wiki says now; null when the page was deleted there. */
  | { state: "conflict"; theirs: WikiPage | null }
  | { state: "failed"; failure: string }
);

/** Characters of a page: as much as MediaWiki takes (wgMaxArticleSize), and as the database keeps. */
export const longestPage = 2_000_000;

const tooLong = (): PushResult => ({
  state: "failed",
  failure: "Cette page est trop longue pour un wiki, ou l’est devenue là-bas.",
});

/**
 * Pushes one page, or says why not. A page that is no longer as it was left is never written over: neither one that
 * somebody else changed, created or deleted meanwhile. A page that was renamed there is followed, once.
 * @param taken titles of pages of other sheets, where a renamed page is not followed
 * @throws WikiProblem of the kind `stop`, when nothing more can be pushed for now
 */
export async function pushPage(
  client: Pick<WikiClient, "read" | "write">,
  page: PageToPush,
  summary: string,
  taken: ReadonlySet<string> = new Set(),
): Promise<PushResult> {
  if (page.text.length > longestPage) return tooLong();
  const result = await pushAt(client, page, summary);
  if (result.state !== "conflict") return result;
  if (isTooLong(result.theirs)) return tooLong();
  const title = redirectIn(result.theirs?.text ?? "");
  if (title === null || title === page.title || taken.has(title) || !page.base) return result;
  const { page: theirs } = await client.read(title);
  if (!theirs || isTooLong(theirs)) return result;
  // A rename is a revision of its own, whose text is that of the page as we left it, when nobody has changed it since.
  const isOurs = asKept(theirs.text) === asKept(page.base.text);
  const base = isOurs ? { revisionId: theirs.revisionId, text: theirs.text } : page.base;
  const followed = await pushAt(client, { ...page, title, base }, summary);
  return followed.state === "conflict" && isTooLong(followed.theirs)
    ? tooLong()
    : { ...followed, title };
}

const isTooLong = (page: WikiPage | null) => (page?.text.length ?? 0) > longestPage;

/** Where a page that was renamed leads, in the words of English and French wikis. */
function redirectIn(wikitext: string): string | null {
  const found =
    /^\s*#\s*redirect(?:ion)?\s*:?\s*\[\[:?\s*([^\]|#\n]{1,255}?)\s*(?:[|#][^\]\n]*)?\]\]/i.exec(
      wikitext,
    );
  return found?.[1]?.replaceAll("_", " ") ?? null;
}

async function pushAt(
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
