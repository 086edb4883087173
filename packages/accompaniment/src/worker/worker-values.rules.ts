import { type ListValue, listOf, type WorkerListKey } from "../list/value-list.schema.ts";

/** Today's situation, or the one when the person came. */
export type Moment = "entry" | "now";

/** Ids of the values of each list; a list that is absent keeps its answers, an empty one becomes « non renseigné ». */
export type WorkerValues = Partial<Record<WorkerListKey, readonly string[]>>;

/** What a form calls the answer to a list: its key, or `entry_` and its key. */
export function valueField(key: WorkerListKey, moment: Moment): string {
  return moment === "entry" ? `entry_${key}` : key;
}

type Choice = ListValue & { isRetired: boolean };

export type ValuesDecision = { ok: true; ids: string[] } | { ok: false; message: string };

/**
 * May these be a person's answers to a list?
 * @param choices every value of the list, retired ones included
 * @param said ids that the file already says, at whatever moment: they stay, though retired
 * @param asked ids wanted; doubles count once, none is « non renseigné »
 */
export function decideValues(
  key: WorkerListKey,
  choices: readonly Choice[],
  said: readonly string[],
  asked: readonly string[],
): ValuesDecision {
  const { isMultiple, exclusive } = listOf(key);
  const ids = [...new Set(asked)];
  const chosen = ids.map((id) => choices.find((choice) => choice.id === id));
  if (chosen.some((choice) => !choice)) {
    return refuse("Choisissez une réponse dans la liste.");
  }
  const retired = chosen.find((choice) => choice?.isRetired && !said.includes(choice.id));
  if (retired) {
    return refuse(
      `«\u202f${retired.label}\u202f» n’est plus proposé. Choisissez une autre réponse.`,
    );
  }
  if (!isMultiple && ids.length > 1) return refuse("Choisissez une seule réponse.");
  const alone = chosen.find((choice) => choice?.code && exclusive.includes(choice.code));
  if (alone && ids.length > 1) {
    return refuse(
      `«\u202f${alone.label}\u202f» ne va pas avec une autre réponse. Gardez l’une ou l’autre.`,
    );
  }
  return { ok: true, ids };
}

function refuse(message: string): ValuesDecision {
  return { ok: false, message };
}

/**
 * May a member read and write the sensitive part of a person's file? The person's own coach and managers may;
 * while nobody is in charge, every coach may. Row level security (migration 009) says the same.
 */
export function isSensitiveOpenTo(
  member: { role: string; membershipId: string },
  coachId: string | null,
): boolean {
  return (
    member.role === "manager" ||
    (member.role === "coach" && (coachId === null || coachId === member.membershipId))
  );
}

/**
 * The answers when the person came, given those of today. The first time that a situation is written, it is
 * also that of the arrival, unless the form says another.
 * @param known what the file said before, at each moment
 * @param asked what the form says, at each moment
 */
export function decideEntry(
  known: { entry: readonly string[]; now: readonly string[] },
  asked: { entry: readonly string[]; now: readonly string[] },
): readonly string[] {
  const isFirst = known.entry.length === 0 && known.now.length === 0;
  return isFirst && asked.entry.length === 0 ? asked.now : asked.entry;
}
