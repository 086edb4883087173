import { defineHouseQuery, defineQuery } from "@essaim/identity/operation";
import { z } from "zod";
import { deadlinesWithin } from "../pathway/deadline.queries.ts";
import { DEADLINE_DAYS } from "../pathway/deadline.rules.ts";
import { agendaOf } from "./agenda.queries.ts";
import { dueActionsOf } from "./due-action.queries.ts";
import type { ReminderCounts } from "./reminder.rules.ts";
import { peopleToSee } from "./to-see.queries.ts";

/** Does the reader want the morning's reminder? */
export const findReminders = defineQuery({
  name: "findReminders",
  permission: "worker:read",
  input: z.object({}),
  run: async ({ db, actor }): Promise<boolean> => {
    const own = await db
      .selectFrom("membership")
      .where("id", "=", actor.membershipId)
      .select("wants_reminders")
      .executeTakeFirst();
    return own?.wants_reminders ?? false;
  },
});

/** Members who want a reminder and have not had that day's. */
export const listReminders = defineHouseQuery({
  name: "listReminders",
  permission: "house:keep",
  input: z.object({ day: z.iso.date() }),
  run: async ({ db, input }) =>
    await db
      .selectFrom("membership as m")
      .innerJoin("user_account as u", "u.id", "m.user_id")
      .where("m.wants_reminders", "=", true)
      .where("m.ended_at", "is", null)
      .where("m.role", "in", ["coach", "manager"])
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("reminder as r")
              .select("r.sent_on")
              .whereRef("r.membership_id", "=", "m.id")
              .where("r.sent_on", "=", input.day),
          ),
        ),
      )
      .orderBy("m.id")
      .select(["m.id as membershipId", "u.full_name as fullName", "u.email"])
      .execute(),
});

/** What waits for one member that day: the same as on their page. */
export const countReminder = defineHouseQuery({
  name: "countReminder",
  permission: "house:keep",
  input: z.object({ membershipId: z.uuid(), day: z.iso.date() }),
  run: async ({ db, input: { membershipId, day } }): Promise<ReminderCounts> => {
    const agenda = await agendaOf(db, membershipId, day);
    const actions = await dueActionsOf(db, membershipId, day, null);
    const toSee = await peopleToSee(db, membershipId, day);
    const deadlines = await deadlinesWithin(db, {
      coachId: membershipId,
      day,
      withinDays: DEADLINE_DAYS.near,
    });
    return {
      today: agenda.today.length,
      toTell: agenda.toTellCount,
      overdueActions: actions.overdue,
      soonActions: actions.soon,
      deadlines: deadlines.length,
      peopleToSee: toSee.total,
    };
  },
});
