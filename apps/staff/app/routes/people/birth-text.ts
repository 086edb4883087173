import type { WorkerRecord } from "@essaim/accompaniment/worker/worker.queries";
import { ageOn } from "@essaim/accompaniment/worker/worker.rules";
import { birthOf } from "@essaim/accompaniment/worker/worker.words";
import { formatDate, plural } from "@essaim/ui/format";

/** A birth to read, with the age: « 12 mars 1985 (41 ans) », or « 1985 (41 ans cette année) ». Null when unknown. */
export function birthText(
  worker: Pick<WorkerRecord, "birthOn" | "birthYear">,
  day: string,
): string | null {
  const birth = birthOf(worker);
  if (!birth) return null;
  const age = plural(ageOn(birth, day), "an", "ans");
  return birth.on ? `${formatDate(birth.on)} (${age})` : `${birth.year} (${age} cette année)`;
}
