import type { Tx } from "@essaim/database/operation";
import { defineCommand, NotFound } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import {
  audienceTableSchema,
  type Columns,
  columnsSchema,
  sendAudienceSchema,
} from "./audience-import.schema.ts";
import { guessColumns } from "./guess-columns.rules.ts";
import { loadAudienceImport, planAudienceImport } from "./plan-import.queries.ts";
import { originOfPlatform } from "./plan-import.rules.ts";

/** Rows put in at once. */
const CHUNK = 1000;

/** Keeps a file that was read, until it is written or given up. Nothing of it counts yet. */
export const sendAudienceFile = defineCommand({
  name: "sendAudienceFile",
  permission: "media:write",
  subject: "audience_import",
  input: sendAudienceSchema.and(
    z.object({ fileName: z.string().min(1).max(200), table: audienceTableSchema }),
  ),
  run: async ({ db, actor, input: { platform, service, fileName, table } }) => {
    const { id } = await db
      .insertInto("audience_import")
      .values({
        organisation_id: actor.organisationId,
        origin: originOfPlatform(platform),
        platform,
        service,
        file_name: fileName,
        content: JSON.stringify(table),
        columns: JSON.stringify(guessColumns(table)),
        created_by: actor.membershipId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id } as const;
  },
});

/** Says which column of a file is what, and its month when no column does. @throws NotFound */
export const chooseAudienceColumns = defineCommand({
  name: "chooseAudienceColumns",
  permission: "media:write",
  subject: "audience_import",
  input: z.object({
    id: z.uuid(),
    columns: columnsSchema,
    month: z.iso.date().nullable(),
  }),
  run: async ({ db, input: { id, columns, month } }) => {
    const held = await holdImport(db, id);
    if (held.writtenAt) return { ok: false, reason: "already_written" } as const;
    await db
      .updateTable("audience_import")
      .set({ columns: JSON.stringify(columns satisfies Columns), month })
      .where("id", "=", id)
      .execute();
    return { ok: true, id } as const;
  },
});

/**
 * Writes what a file says that is not there yet: each figure counts from now on, and what it replaces is kept. Refuses a
 * file written already, one whose columns are not known, one that says nothing new, and one that comes under what the same
 * kind of file said before: nothing of it is written.
 * @param input.acceptLower write what comes down, too
 * @throws NotFound
 */
export const writeAudienceImport = defineCommand({
  name: "writeAudienceImport",
  permission: "media:write",
  subject: "audience_import",
  input: z.object({ id: z.uuid(), acceptLower: z.boolean() }),
  run: async ({ db, actor, input: { id, acceptLower } }) => {
    const held = await holdImport(db, id);
    if (held.writtenAt) return { ok: false, reason: "already_written" } as const;
    const plan = await planAudienceImport(db, held);
    if (!plan) return { ok: false, reason: "columns_unknown" } as const;
    const taken = plan.figures.filter(({ state }) => state !== "same");
    if (taken.length === 0) return { ok: false, reason: "nothing_new" } as const;
    if (!acceptLower && taken.some(({ state }) => state === "lower")) {
      return { ok: false, reason: "comes_down" } as const;
    }
    for (let from = 0; from < taken.length; from += CHUNK) {
      await db
        .insertInto("audience_figure")
        .values(
          taken.slice(from, from + CHUNK).map((figure) => ({
            organisation_id: actor.organisationId,
            piece_id: figure.pieceId,
            platform: held.platform,
            service: held.service,
            month: figure.month,
            origin: held.origin,
            value: figure.value,
            evidence: evidenceOf(held.fileName, figure.lines),
            import_id: id,
            said_by: actor.membershipId,
          })),
        )
        .execute();
    }
    const added = taken.filter(({ state }) => state === "new").length;
    await db
      .updateTable("audience_import")
      .set({
        written_at: sql<Date>`now()`,
        content: null,
        added,
        corrected: taken.length - added,
      })
      .where("id", "=", id)
      .execute();
    return { ok: true, id, added, corrected: taken.length - added } as const;
  },
});

const evidenceOf = (fileName: string, [first, ...others]: readonly number[]) =>
  `${fileName}, ${others.length > 0 ? `lignes ${first} à ${others.at(-1)}` : `ligne ${first}`}`;

/** Takes back all that an import wrote: what counted before counts again. Refused when it was undone. @throws NotFound */
export const undoAudienceImport = defineCommand({
  name: "undoAudienceImport",
  permission: "media:write",
  subject: "audience_import",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, actor, input: { id } }) => {
    const held = await holdImport(db, id);
    if (!held.writtenAt || held.undoneAt) return { ok: false, reason: "not_undoable" } as const;
    await db
      .updateTable("audience_figure")
      .set({
        set_aside_at: sql<Date>`now()`,
        set_aside_by: actor.membershipId,
        set_aside_because: "L’import a été annulé.",
      })
      .where("import_id", "=", id)
      .where("set_aside_at", "is", null)
      .execute();
    await db
      .updateTable("audience_import")
      .set({ undone_at: sql<Date>`now()` })
      .where("id", "=", id)
      .execute();
    return { ok: true, id } as const;
  },
});

/** Gives up a file that was not written. @throws NotFound */
export const giveUpAudienceFile = defineCommand({
  name: "giveUpAudienceFile",
  permission: "media:write",
  subject: "audience_import",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input: { id } }) => {
    const held = await holdImport(db, id);
    if (held.writtenAt) return { ok: false, reason: "already_written" } as const;
    await db.deleteFrom("audience_import").where("id", "=", id).execute();
    return { ok: true, id } as const;
  },
});

async function holdImport(db: Tx, id: string) {
  // Before the row, in the order of every writer: two would each find a figure missing.
  await sql`select hold_audience()`.execute(db);
  const row = await db
    .selectFrom("audience_import")
    .where("id", "=", id)
    .select("id")
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new NotFound(`No audience import ${id}`);
  return await loadAudienceImport(db, id);
}
