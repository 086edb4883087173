import type { AidStatus } from "./aid.schema.ts";

export type BudgetLineState = {
  /** What neither aids nor anything else has taken, in cents. */
  leftCents: number;
  startsOn: string;
  endsOn: string;
  isClosed: boolean;
};

/**
 * May a line pay that aid, decided that day? A line never promises more than it holds.
 * @param day `YYYY-MM-DD`, both ends of the line's period included
 */
export function decidePayment(
  line: BudgetLineState,
  amountCents: number,
  day: string,
): { ok: true } | { ok: false; reason: "line_closed" | "line_out_of_period" | "not_enough" } {
  if (line.isClosed) return { ok: false, reason: "line_closed" };
  if (day < line.startsOn || day > line.endsOn) return { ok: false, reason: "line_out_of_period" };
  if (amountCents > line.leftCents) return { ok: false, reason: "not_enough" };
  return { ok: true };
}

const following: Record<AidStatus, readonly AidStatus[]> = {
  requested: ["granted", "refused", "withdrawn"],
  granted: ["paid", "requested"],
  refused: ["requested"],
  paid: ["granted"],
  withdrawn: [],
};

/** May an aid go from one state to the other? A decision or a payment entered by mistake can be taken back. */
export function mayFollow(from: AidStatus, to: AidStatus): boolean {
  return following[from].includes(to);
}

/** Where an aid goes back to when its last step is taken back; null when there is none. */
export function stepBack(from: AidStatus): "requested" | "granted" | null {
  if (from === "paid") return "granted";
  return from === "granted" || from === "refused" ? "requested" : null;
}
