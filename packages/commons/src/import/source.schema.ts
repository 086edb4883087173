import { z } from "zod";

/** Where a contribution may be read from. */
export const contributionSources = ["git", "forge", "open_collective"] as const;
export type ContributionSource = (typeof contributionSources)[number];
export const contributionSourceLabels: Record<ContributionSource, string> = {
  git: "Historique git",
  forge: "Demandes et signalements d’une forge",
  open_collective: "Transactions Open Collective",
};

/** What an item is: a commit, a request to merge, an issue, money given. */
export type ItemKind = "commit" | "request" | "issue" | "gift";

/** Where a request stands on its forge. `on` is the day of that state. */
export type RequestState = { state: "proposed" | "merged" | "declined"; on: string };

export type SourceItem = {
  kind: ItemKind;
  /** As its source calls it: the same in every export. */
  key: string;
  /** Who did it: a mail, an account of a forge or of Open Collective, folded. */
  alias: string;
  /** What the author is called there, to recognise them; never written. */
  authorName: string;
  /** Without protocol: `github.com/owner/name`, `opencollective.com/slug`. */
  repository: string;
  happenedOn: string;
  title: string;
  pageUrl: string | null;
  linesAdded: number | null;
  linesRemoved: number | null;
  amountCents: number | null;
  request: RequestState | null;
};

/** What of a file is no contribution of anybody. */
export type LeftOut = { bots: number; merges: number; impossibleDates: number; others: number };

/** What is wrong in a file: where, which field, why. */
export type Fault = { place: string; field: string; message: string };

export type SourceReading =
  | {
      ok: true;
      items: SourceItem[];
      leftOut: LeftOut;
      /** Keys of gifts that were given back since. */
      refunded?: string[];
    }
  | { ok: false; faults: Fault[] };

/** Days during which an import that was written can be undone. */
export const UNDO_DAYS = 30;

/** Largest export read at once, in bytes. */
export const longestExport = 20 * 1024 * 1024;

/** Faults told at once; the rest will still be there once these are mended. */
export const mostFaults = 30;

export const noneLeftOut = (): LeftOut => ({ bots: 0, merges: 0, impossibleDates: 0, others: 0 });

/** A day that a contribution may have: a clock set wrong writes 1970 or 2038. */
export function isPossibleDay(day: string, today: string): boolean {
  return day >= "1990-01-01" && day <= today;
}

export const sourceSchema = z.enum(contributionSources, { error: "Dites d’où vient ce fichier." });

/** A title of the length that a record keeps; never empty. */
export function titleOf(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  return line.length <= 300 ? line || "Sans titre" : `${line.slice(0, 299)}…`;
}
