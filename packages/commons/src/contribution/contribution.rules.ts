import type { ContributionKind } from "./contribution.schema.ts";

/** Money that changed hands is counted in euros: a gift, a capital share, a membership fee. */
export function needsAmount(kind: ContributionKind): boolean {
  return kind === "gift" || kind === "share" || kind === "membership";
}

/** Time given is counted in minutes. */
export function needsMinutes(kind: ContributionKind): boolean {
  return kind === "time";
}
