import type { DelayKind } from "./team-filter.schema.ts";

export type DeadlineDelay = Extract<DelayKind, "renewal" | "deadline" | "overdue">;

/** What a deadline of a contract calls for: a CAPE to renew, something else soon, or what nobody did in time. */
export function kindOfDeadline(
  deadline: { kind: "cape_renewal" | "cape_end" | "associate"; on: string },
  day: string,
): DeadlineDelay {
  if (deadline.on < day) return "overdue";
  return deadline.kind === "cape_renewal" ? "renewal" : "deadline";
}
