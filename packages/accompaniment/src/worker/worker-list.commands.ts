import { defineCommand, defineQuery, type Refusal, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { coachesOf } from "./worker.queries.ts";
import { idsInOrder, keptBy } from "./worker-filter.queries.ts";
import { workerFilterSchema } from "./worker-filter.schema.ts";
import { readerOf, rowsOf } from "./worker-list.queries.ts";
import {
  type Assigned,
  type AssignRefusal,
  assignSchema,
  exportFormats,
  MOST_ASSIGNED,
} from "./worker-list.schema.ts";
import { columnKeys, columnsFor, writeColumns } from "./worker-list-columns.schema.ts";
import { isSensitiveOpenTo } from "./worker-values.rules.ts";

/** More people than any cooperative has, and a file that a spreadsheet still opens. */
const MOST_EXPORTED = 50_000;

/** Lines of an export read at a time. */
export const EXPORT_BATCH = 500;

/** `moved` of the `asked` people had somebody else, or nobody. */
type AssignedOutcome = {
  ok: true;
  id: null;
  asked: number;
  moved: number;
  /** Null when they wait for somebody. */
  coachName: string | null;
};

/**
 * Gives people to a colleague, or to nobody yet. Whoever had them before no longer has them: the last one to say so
 * wins, whichever version of their files was on screen, and the trail of each file tells it. Giving them back undoes
 * it.
 */
export const assignWorkers = defineCommand({
  name: "assignWorkers",
  permission: "worker:write",
  subject: "worker",
  input: assignSchema,
  run: async ({ db, actor, input }): Promise<AssignedOutcome | Refusal<AssignRefusal>> => {
    const { coachId } = input;
    const coach = (await coachesOf(db)).find((one) => one.id === coachId);
    if (coachId && !coach) return { ok: false, reason: "coach_unknown" };
    const asked = await askedFor(db, input.people, readerOf(actor));
    if (!asked.ok) return asked;
    const moving = await db
      .selectFrom("worker as w")
      .leftJoin("membership as m", (join) =>
        join.onRef("m.organisation_id", "=", "w.organisation_id").onRef("m.id", "=", "w.coach_id"),
      )
      .leftJoin("user_account as u", "u.id", "m.user_id")
      .where(sql<boolean>`w.id = any (${asked.ids}::uuid[])`)
      .where("w.anonymised_at", "is", null)
      .where("w.coach_id", "is distinct from", coachId)
      .select(["w.id", "w.coach_id", sql<string>`coalesce(u.full_name, '')`.as("before")])
      // In one order, so that two assignments at once wait for each other rather than for ever.
      .orderBy("w.id")
      .forUpdate("w")
      .execute();
    // Whoever may read the sensitive answers says who reads them next (migration 018).
    if (moving.some((one) => !isSensitiveOpenTo(actor, one.coach_id))) {
      return { ok: false, reason: "coach_kept" };
    }
    if (moving.length > 0) {
      await db
        .updateTable("worker")
        .set({ coach_id: coachId })
        .where(sql<boolean>`id = any (${moving.map((one) => one.id)}::uuid[])`)
        .execute();
      const after = coach?.name ?? "";
      await db
        .insertInto("worker_change")
        .values(
          moving.map(({ id, before }) => ({
            organisation_id: actor.organisationId,
            worker_id: id,
            changed_by: actor.membershipId,
            changes: JSON.stringify([{ field: "Accompagnement par", before, after }]),
          })),
        )
        .execute();
    }
    return {
      ok: true,
      id: null,
      asked: asked.ids.length,
      moved: moving.length,
      coachName: coach?.name ?? null,
    };
  },
});

async function askedFor(
  db: Tx,
  people: Assigned,
  reader: ReturnType<typeof readerOf>,
): Promise<{ ok: true; ids: string[] } | Refusal<AssignRefusal>> {
  if ("ids" in people) {
    return people.ids.length > 0 ? { ok: true, ids: people.ids } : { ok: false, reason: "nobody" };
  }
  const { filter, count } = people;
  const kept = await keptBy(db, filter, reader);
  // Nobody is given away for a name that looks like another.
  if (kept.total === 0 || kept.isApproximate) return { ok: false, reason: "nobody" };
  if (kept.total > MOST_ASSIGNED) return { ok: false, reason: "too_many" };
  if (kept.total !== count) return { ok: false, reason: "count_changed" };
  return { ok: true, ids: await idsInOrder(db, kept.people, filter, { limit: MOST_ASSIGNED }) };
}

/**
 * Writes in the journal that somebody takes the list away, and says whom it holds, in order. The lines themselves
 * are then read by `readExport`, a batch at a time.
 */
export const exportWorkers = defineCommand({
  name: "exportWorkers",
  permission: "worker:export",
  subject: "worker_export",
  input: z.object({ filter: workerFilterSchema, format: z.enum(exportFormats) }),
  run: async ({ db, actor, input: { filter, format } }) => {
    const { people } = await keptBy(db, filter, readerOf(actor));
    const ids = await idsInOrder(db, people, filter, { limit: MOST_EXPORTED });
    const columns = columnsFor(actor.role, filter.columns);
    const { id } = await db
      .insertInto("worker_export")
      .values({
        organisation_id: actor.organisationId,
        format,
        columns: writeColumns(columns),
        line_count: ids.length,
        created_by: actor.membershipId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true as const, id, ids, columns };
  },
});

/** A batch of an export, in its order. Whoever was removed or merged since it began is left out. */
export const readExport = defineQuery({
  name: "readExport",
  permission: "worker:export",
  input: z.object({
    ids: z.array(z.uuid()).max(EXPORT_BATCH),
    columns: z.array(z.enum(columnKeys)),
  }),
  run: ({ db, actor, input }) =>
    rowsOf(db, input.ids, columnsFor(actor.role, input.columns), readerOf(actor)),
});

export type PastExport = {
  id: string;
  createdAt: Date;
  byName: string | null;
  format: string;
  lineCount: number;
};

/** How many people an export would hold, and the latest exports of the organisation. */
export const getExportForm = defineQuery({
  name: "getExportForm",
  permission: "worker:export",
  input: workerFilterSchema,
  run: async ({ db, actor, input }) => {
    const past: PastExport[] = await db
      .selectFrom("worker_export as e")
      .leftJoin("membership as m", (join) =>
        join
          .onRef("m.organisation_id", "=", "e.organisation_id")
          .onRef("m.id", "=", "e.created_by"),
      )
      .leftJoin("user_account as u", "u.id", "m.user_id")
      .select(["e.id", "e.created_at as createdAt", "u.full_name as byName"])
      .select(["e.format", "e.line_count as lineCount"])
      .orderBy("e.created_at", "desc")
      .limit(10)
      .execute();
    const { total } = await keptBy(db, input, readerOf(actor));
    return { total, columns: columnsFor(actor.role, input.columns), past };
  },
});
