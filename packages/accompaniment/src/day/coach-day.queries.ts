import { defineQuery, type Tx } from "@essaim/identity/operation";
import { listDrafts } from "../meeting/draft.queries.ts";
import { deadlinesWithin } from "../pathway/deadline.queries.ts";
import { DEADLINE_DAYS } from "../pathway/deadline.rules.ts";
import { countHomesToCheck } from "../residence/residence.queries.ts";
import { agendaOf } from "./agenda.queries.ts";
import { ALL_ACTIONS, coachDaySchema, DAY_LINES, daySchema } from "./day.schema.ts";
import { dueActionsOf } from "./due-action.queries.ts";
import { peopleToSee } from "./to-see.queries.ts";

/**
 * A coach's day: what is to be done today, what is late, whom to call.
 * @param input.scope "mine" for the people the actor accompanies and what they hold or do themselves, "everyone"
 *   for the organisation's. Drafts are one's own in both.
 * @param input.day the day it is, `YYYY-MM-DD`
 * @param input.allActions true for every action due, at most ALL_ACTIONS, instead of the first DAY_LINES
 */
export const coachDay = defineQuery({
  name: "coachDay",
  permission: "worker:read",
  input: coachDaySchema,
  run: async ({ db, actor, input: { scope, day, allActions } }) => {
    const coachId = scope === "mine" ? actor.membershipId : null;
    const deadlines = await deadlinesWithin(db, {
      coachId,
      day,
      withinDays: DEADLINE_DAYS.said,
    });
    const most = allActions ? ALL_ACTIONS : DAY_LINES;
    const { lines, ...counted } = await dueActionsOf(db, coachId, day, actor.membershipId, most);
    const colleagues = await namesOf(db, lines, actor.membershipId);
    return {
      agenda: await agendaOf(db, coachId, day),
      actions: {
        ...counted,
        lines: lines.map(({ ownerId, ...line }) => ({
          ...line,
          isMine: ownerId === actor.membershipId,
          /** A colleague who does it; null when it is the person or the reader. */
          colleagueName: colleagues.get(ownerId) ?? null,
        })),
      },
      toSee: await peopleToSee(db, coachId, day),
      deadlines: deadlines.slice(0, DAY_LINES),
      deadlineCount: deadlines.length,
      /** Addresses found with a doubt, which count in no neighbourhood until somebody looks. */
      addressesToCheck: await countHomesToCheck(db, coachId),
      drafts: await listDrafts.run({ db, actor, input: {} }),
    };
  },
});

/** The counts of everybody's day, for whoever runs the house. */
export const programmeDay = defineQuery({
  name: "programmeDay",
  permission: "worker:read",
  input: daySchema.pick({ day: true }),
  run: async ({ db, input: { day } }) => {
    const { people, notMet, silent, weeks } = await peopleToSee(db, null, day);
    const { overdue } = await dueActionsOf(db, null, day, null);
    return { people, notMet, silent, weeks, overdueActions: overdue };
  },
});

/** Names of the colleagues who own some actions. Most days there are none, and nothing is asked. */
async function namesOf(
  db: Tx,
  actions: readonly { ownerId: string | null }[],
  me: string,
): Promise<ReadonlyMap<string | null, string>> {
  const ids = new Set(actions.flatMap(({ ownerId }) => (ownerId ? [ownerId] : [])));
  ids.delete(me);
  if (ids.size === 0) return new Map();
  const rows = await db
    .selectFrom("membership as m")
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .where("m.id", "in", [...ids])
    .select(["m.id", "u.full_name as name"])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
