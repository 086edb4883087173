import { longestBody } from "../sheet/sheet.schema.ts";
import type { WikiRevision } from "./mediawiki.client.ts";
import { markdownOf } from "./wikitext.reader.ts";

/**
 * The revisions of a page as versions of a sheet, oldest first. Those that the wiki hides, and those too long for a
 * sheet, are counted and left out.
 */
export function versionsOf(history: {
  revisions: readonly WikiRevision[];
  urlOf: (title: string) => string;
}) {
  let hiddenCount = 0;
  let tooLongCount = 0;
  const versions = history.revisions.flatMap((revision) => {
    const { text, revisionId, at, comment } = revision;
    if (text === null) {
      hiddenCount += 1;
      return [];
    }
    if (text.length > 2 * longestBody) {
      tooLongCount += 1;
      return [];
    }
    const { markdown, unconverted } = markdownOf(text, history.urlOf);
    if (markdown.length > longestBody) {
      tooLongCount += 1;
      return [];
    }
    return {
      revisionId,
      author: revision.author.slice(0, 255),
      writtenAt: at,
      note: comment.slice(0, 500),
      body: markdown,
      unconverted,
    };
  });
  return { versions, hiddenCount, tooLongCount };
}
