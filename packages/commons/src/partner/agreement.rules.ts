import { daysAfter } from "@essaim/database/today";
import type { AgreementState } from "./agreement.schema.ts";

/** Days before its end from which an agreement is said to end soon: time to talk about what follows. */
export const ENDING_DAYS = 60;

/**
 * Where an agreement is in its life. Its last day is still one of it.
 * @param today `YYYY-MM-DD` in Paris, like its own days
 */
export function agreementState(
  { signedOn, endsOn }: { signedOn: string; endsOn: string | null },
  today: string,
): AgreementState {
  if (signedOn > today) return "coming";
  if (endsOn === null) return "in_force";
  if (endsOn < today) return "ended";
  return endsOn <= daysAfter(today, ENDING_DAYS) ? "ending" : "in_force";
}
