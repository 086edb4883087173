import { writtenQuery } from "@essaim/accompaniment/worker/saved-view.schema";

/** The words of a dashboard's filter as its views keep them. */
export const viewQueryOf = (words: Record<string, string>) =>
  writtenQuery("caseload", new URLSearchParams(words).toString());
