import type { Conflict, Saved } from "@essaim/database/record";
import {
  defineCommand,
  defineHouseCommand,
  type Refusal,
  type Tx,
} from "@essaim/identity/operation";
import { permissionsOf, type Role } from "@essaim/identity/permission";
import { sql } from "kysely";
import { z } from "zod";
import type { Incomplete } from "../publication.commands.ts";
import { hasErrors } from "../publication.rules.ts";
import { type OwnChange, showToEverybody } from "./publish.commands.ts";
import { decideDuePublication, decidePublication, decideSchedule } from "./publish.rules.ts";
import { type RecordKind, recordSchema } from "./record.schema.ts";
import {
  type DirectoryRecord,
  hasChanges,
  holdEither,
  loadRecord,
  missingFrom,
  needsReview,
  tableOf,
} from "./record.ts";
import { type Missed, type ScheduleRefusal, scheduleSchema } from "./schedule.schema.ts";

/**
 * Plans the publication of a record as it stands, at a day and hour of Paris. Refuses what could not be published
 * now; planned again, the newer hour counts.
 * @throws NotFound when the organisation has no such record
 */
export const schedulePublication = defineCommand({
  name: "schedulePublication",
  permission: "directory:write",
  subject: "directory_record",
  input: scheduleSchema,
  run: async ({
    db,
    actor,
    input: { kind, id, version, dueOn, dueTime, note },
  }): Promise<
    Saved | Incomplete | OwnChange | Refusal<ScheduleRefusal> | Conflict<DirectoryRecord>
  > => {
    const held = await holdEither(db, { kind, id, version });
    if (!held.ok) return held;
    const { content, published, writers } = held.current;
    const { rows } = await sql<{ due: Date; now: Date }>`
      select (${dueOn}::date + ${dueTime}::time) at time zone 'Europe/Paris' as due, now() as now`.execute(
      db,
    );
    const { due, now } = rows[0] as { due: Date; now: Date };
    const decided = decideSchedule(due, now);
    if (!decided.ok) return decided;
    if (published && !hasChanges(held.current)) return { ok: false, reason: "nothing_new" };
    const errors = missingFrom(kind, content);
    if (hasErrors(errors)) return { ok: false, reason: "incomplete", errors };
    const facts = { needsReview: await needsReview(db, actor.organisationId), writers };
    const allowed = decidePublication(facts, actor.membershipId);
    if (!allowed.ok) return allowed;
    const plan = { version, due_at: due, note, scheduled_by: actor.membershipId, missed: null };
    await db
      .insertInto("scheduled_publication")
      .values({
        organisation_id: actor.organisationId,
        record_id: id,
        record_kind: kind,
        ...plan,
      })
      .onConflict((conflict) =>
        conflict
          .columns(["organisation_id", "record_id"])
          .doUpdateSet({ ...plan, scheduled_at: sql<Date>`now()` }),
      )
      .execute();
    return { ok: true, id };
  },
});

/** Gives up a planned publication; one that is no longer planned counts as given up. */
export const cancelSchedule = defineCommand({
  name: "cancelSchedule",
  permission: "directory:write",
  subject: "directory_record",
  input: recordSchema,
  run: async ({ db, input: { id } }): Promise<Saved> => {
    await db.deleteFrom("scheduled_publication").where("record_id", "=", id).execute();
    return { ok: true, id };
  },
});

/**
 * Publishes a record whose hour has come, in the name of whoever planned it; or writes why it is not (`missed`).
 * A record that is no longer planned for now is left as it is.
 */
export const publishDueRecord = defineHouseCommand({
  name: "publishDueRecord",
  permission: "house:keep",
  subject: "directory_record",
  input: z.object({ id: z.uuid() }),
  run: async ({
    db,
    actor,
    input: { id },
  }): Promise<{ ok: true; id: string; published: boolean }> => {
    const planned = await db
      .selectFrom("scheduled_publication")
      .select("record_kind")
      .where("record_id", "=", id)
      .executeTakeFirst();
    if (!planned) return { ok: true, id, published: false };
    const kind = planned.record_kind as RecordKind;
    // The record before its plan, as whoever edits or publishes it by hand: otherwise each waits for the other.
    await db.selectFrom(tableOf(kind)).select("id").where("id", "=", id).forUpdate().execute();
    const plan = await db
      .selectFrom("scheduled_publication")
      .select(["version", "scheduled_by", "note"])
      .where("record_id", "=", id)
      .where("missed", "is", null)
      .where("due_at", "<=", sql<Date>`now()`)
      .forUpdate()
      .executeTakeFirst();
    if (!plan) return { ok: true, id, published: false };
    const record = await loadRecord(db, kind, id);
    const decided = decideDuePublication(
      {
        version: plan.version,
        scheduledBy: plan.scheduled_by,
        mayWrite: await mayWrite(db, plan.scheduled_by),
      },
      {
        ...record,
        needsReview: await needsReview(db, actor.organisationId),
        isComplete: !hasErrors(missingFrom(kind, record.content)),
      },
    );
    if (!decided.ok) {
      await setMissed(decided.missed);
      return { ok: true, id, published: false };
    }
    // The history says who decided it, the journal that the house did it.
    const inTheNameOf = (membershipId: string) =>
      sql`select set_config('app.membership_id', ${membershipId}, true)`.execute(db);
    await inTheNameOf(plan.scheduled_by);
    await showToEverybody(db, { kind, record, note: plan.note });
    await inTheNameOf("");
    return { ok: true, id, published: true };

    async function setMissed(missed: Missed) {
      await db
        .updateTable("scheduled_publication")
        .set({ missed })
        .where("record_id", "=", id)
        .execute();
    }
  },
  isRecorded: (outcome) => outcome.published,
});

/** May the holder of this membership write in the directory as of now? */
async function mayWrite(db: Tx, membershipId: string): Promise<boolean> {
  const member = await db
    .selectFrom("membership")
    .select("role")
    .where("id", "=", membershipId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return member !== undefined && permissionsOf(member.role as Role).has("directory:write");
}

/** Writes that a planned publication could not be made, so that it is not tried every minute for ever. */
export const giveUpDueRecord = defineHouseCommand({
  name: "giveUpDueRecord",
  permission: "house:keep",
  subject: "directory_record",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input: { id } }): Promise<Saved> => {
    await db
      .updateTable("scheduled_publication")
      .set({ missed: "failed" })
      .where("record_id", "=", id)
      .where("missed", "is", null)
      .where("due_at", "<=", sql<Date>`now()`)
      .execute();
    return { ok: true, id };
  },
});
