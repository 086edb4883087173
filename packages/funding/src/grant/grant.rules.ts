import type { GrantStatus } from "./grant.schema.ts";

/** What may be done to a grant where it stands. Some are also how what was said of a step is corrected. */
const possible = {
  apply: ["envisaged", "applied", "awarded", "declined"],
  award: ["envisaged", "applied", "awarded"],
  decline: ["envisaged", "applied", "declined"],
  sign: ["awarded"],
  amend: ["awarded"],
  close: ["awarded"],
  reopen: ["closed"],
  /** Money that arrives: after the closing too, when it had been forgotten. */
  receive: ["awarded", "closed"],
} as const satisfies Record<string, readonly GrantStatus[]>;
export type GrantVerb = keyof typeof possible;

export function isVerbAllowed(verb: GrantVerb, status: GrantStatus): boolean {
  return (possible[verb] as readonly GrantStatus[]).includes(status);
}

type Standing = {
  status: GrantStatus;
  askedCents: number | null;
  appliedOn: string | null;
  signedOn: string | null;
};

/** Where a grant stood before its last step, when that step was a mistake. Null: there is none to take back. */
export function stepBefore(grant: Standing): "unsigned" | GrantStatus | null {
  switch (grant.status) {
    case "envisaged":
      return null;
    case "applied":
      return "envisaged";
    case "closed":
      return "awarded";
    case "awarded":
      if (grant.signedOn !== null) return "unsigned";
      return wasAsked(grant) ? "applied" : "envisaged";
    case "declined":
      return wasAsked(grant) ? "applied" : "envisaged";
  }
}

const wasAsked = ({ appliedOn, askedCents }: Standing) => appliedOn !== null || askedCents !== null;

/** Sums of a grant, in cents; `amountCents` is null when nobody knows any more how much was awarded. */
export type ClosingState = {
  amountCents: number | null;
  receivedCents: number;
  /** On its lines, without what is given in kind. */
  dividedCents: number;
  /** Reports due that the funder has not accepted. */
  openReports: number;
};
export type ClosingRefusal = "report_open" | "still_expected" | "undivided";

/**
 * What still stands before a grant's closing, all of it.
 * @param nothingMore somebody says that the rest will never be paid
 */
export function whatKeepsOpen(state: ClosingState, nothingMore: boolean): ClosingRefusal[] {
  const { amountCents } = state;
  const reasons: ClosingRefusal[] = [];
  if (state.openReports > 0) reasons.push("report_open");
  if (amountCents !== null && state.receivedCents < amountCents && !nothingMore) {
    reasons.push("still_expected");
  }
  if (amountCents !== null && state.dividedCents !== amountCents) reasons.push("undivided");
  return reasons;
}

/** Its funder may read about a grant only once it has awarded it (the database says so too). */
export function isVisibleToFunder(status: GrantStatus): boolean {
  return status === "awarded" || status === "closed";
}
