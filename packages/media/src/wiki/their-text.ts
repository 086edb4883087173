import { belowMark } from "./page-text.ts";
import { markdownOf } from "./wikitext.reader.ts";

export type TheirText = { body: string; unconverted: string[]; pageUrl: string };

/**
 * What a page in conflict says on the wiki, in Markdown, without the foot that we write under our pages.
 * @throws RangeError for a page that is too long
 */
export function readTheirText(page: {
  theirText: string;
  pageTitle: string;
  apiUrl: string;
}): TheirText {
  const urlOf = (title: string) =>
    new URL(`index.php?title=${encodeURIComponent(title.replaceAll(" ", "_"))}`, page.apiUrl).href;
  const { markdown, unconverted } = markdownOf(withoutFoot(page.theirText), urlOf);
  return { body: markdown, unconverted, pageUrl: urlOf(page.pageTitle) };
}

/** What we write under a page is no part of the sheet: the list that follows our mark, and where the page comes from. */
const withoutFoot = (wikitext: string) =>
  wikitext
    .replace(/\n*----\n<small>[^\n]*<\/small>\s*$/, "")
    .replace(new RegExp(`\\n*${belowMark}\\n(?:\\* \\[\\[:[^\\n]*(?:\\n|$))*`), "\n\n")
    .trimEnd();
