/** Why a record may not be published by whoever asks. */
export type PublicationRefusal = "own_change";

/**
 * May this member publish the record as it stands? Where the organisation wants a second reader, never whoever
 * wrote in it since it was last published, however little; a record in which nobody is known to have written may be
 * published by anybody who may publish.
 * @param record.writers the memberships that wrote in it since
 */
export function decidePublication(
  record: { needsReview: boolean; writers: readonly string[] },
  publisherId: string,
): { ok: true } | { ok: false; reason: PublicationRefusal } {
  if (record.needsReview && record.writers.includes(publisherId)) {
    return { ok: false, reason: "own_change" };
  }
  return { ok: true };
}

/** A publication is planned at most a year ahead. */
const farthestDays = 366;

/** May a publication wait for this instant? */
export function decideSchedule(
  dueAt: Date,
  now: Date,
): { ok: true } | { ok: false; reason: "past" | "too_far" } {
  const wait = dueAt.getTime() - now.getTime();
  if (wait <= 0) return { ok: false, reason: "past" };
  if (wait > farthestDays * 24 * 3_600_000) return { ok: false, reason: "too_far" };
  return { ok: true };
}

/**
 * What becomes of a publication whose hour has come.
 * @param plan.version that of the record when it was planned
 * @param plan.mayWrite may whoever planned it still publish, or has their access ended or changed since?
 * @returns `missed` when it must be asked again
 */
export function decideDuePublication(
  plan: { version: number; scheduledBy: string; mayWrite: boolean },
  record: {
    version: number;
    needsReview: boolean;
    writers: readonly string[];
    isComplete: boolean;
  },
): { ok: true } | { ok: false; missed: "no_access" | "changed" | "incomplete" | "own_change" } {
  if (!plan.mayWrite) return { ok: false, missed: "no_access" };
  if (record.version !== plan.version) return { ok: false, missed: "changed" };
  if (!record.isComplete) return { ok: false, missed: "incomplete" };
  const decided = decidePublication(record, plan.scheduledBy);
  return decided.ok ? decided : { ok: false, missed: decided.reason };
}
