import type { GrantStatus } from "./grant.schema.ts";

/**
 * What a grant may become. An agreement is a commitment: once awarded it can only be closed, and a
 * closed one reopened; before it, hopes come and go.
 */
const followers: Record<GrantStatus, readonly GrantStatus[]> = {
  envisaged: ["applied", "awarded", "declined"],
  applied: ["envisaged", "awarded", "declined"],
  awarded: ["closed"],
  closed: ["awarded"],
  declined: ["envisaged", "applied"],
};

/** The statuses that a grant may take next, its own included, in the order of its life. */
export function nextStatuses(from: GrantStatus): GrantStatus[] {
  const all: GrantStatus[] = ["envisaged", "applied", "awarded", "closed", "declined"];
  return all.filter((status) => status === from || followers[from].includes(status));
}

export function isStatusAllowed(from: GrantStatus, to: GrantStatus): boolean {
  return from === to || followers[from].includes(to);
}

/** Its funder may read about a grant only once it has awarded it (the database says so too). */
export function isVisibleToFunder(status: GrantStatus): boolean {
  return status === "awarded" || status === "closed";
}
