/** Why a link did not answer. */
export const linkProblemLabels = {
  absent: "la page n’existe plus",
  unreachable: "le site est introuvable",
  slow: "le site ne répond pas à temps",
  broken: "le site est en panne",
} as const;
export type LinkProblem = keyof typeof linkProblemLabels;

/**
 * What came of asking for a link. `unsure`: the site answers, and would not say more to a machine (it asks for an
 * account, or refuses robots): that says nothing of the page.
 */
export type LinkOutcome = "alive" | "unsure" | LinkProblem;

export type LinkState = {
  /** Days on which it did not answer, without one on which it did in between; three at most are counted. */
  failures: number;
  /** The last of them. Date in Paris. */
  failedOn: string | null;
  problem: LinkProblem | null;
  /** Since when it counts as dead. */
  deadOn: string | null;
};

/** Days without an answer that make a link dead: a site may be away for a night, or for two. */
const daysOfGrace = 3;

/** What is known of a link once it has been asked for. */
export function decideLinkState(known: LinkState, outcome: LinkOutcome, today: string): LinkState {
  if (outcome === "alive") return { failures: 0, failedOn: null, problem: null, deadOn: null };
  if (outcome === "unsure") return known;
  if (known.failedOn === today) return { ...known, problem: outcome };
  const failures = Math.min(known.failures + 1, daysOfGrace);
  const deadOn = failures < daysOfGrace ? null : (known.deadOn ?? today);
  return { failures, failedOn: today, problem: outcome, deadOn };
}

/** Longer addresses are not checked. */
const longestAddress = 2000;

/** In Markdown: « [words](address) » and « <address> ». */
const inMarkdown = /\]\(\s*<?(https?:\/\/[^\s)>]+)|<(https?:\/\/[^\s>]+)>/gi;

/** Every web address that a document links to, as it writes it, each once: in its fields and in its texts. */
export function linksOf(content: unknown): string[] {
  const found = new Set<string>();
  const read = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(read);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(read);
    else if (typeof value === "string") {
      if (/^https?:\/\/\S+$/i.test(value)) found.add(value);
      else for (const [, one, other] of value.matchAll(inMarkdown)) found.add(one ?? other ?? "");
    }
  };
  read(content);
  return [...found].filter((url) => url.length <= longestAddress && URL.canParse(url));
}
