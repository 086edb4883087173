import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { holdRecord } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { loadShareStatement } from "./share.queries.ts";
import {
  editShareStatementSchema,
  type ShareStatementInput,
  shareStatementSchema,
} from "./share-statement.schema.ts";

function row(input: ShareStatementInput) {
  return {
    open_resource_id: input.openResourceId,
    year: input.year,
    share_count: input.shareCount,
    nominal_cents: input.nominalCents,
    certificate: input.certificate,
    note: input.note,
  };
}

/** Notes the shares held at the end of a year. Refuses a year that is noted already for that commons. */
export const recordShareStatement = defineCommand({
  name: "recordShareStatement",
  permission: "commons:write",
  subject: "share_statement",
  input: shareStatementSchema,
  run: async ({ db, actor, input }) => {
    if (!(await isKnown(db, input))) return { ok: false, reason: "resource_unknown" } as const;
    const written = await db
      .insertInto("share_statement")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        ...row(input),
      })
      .onConflict((conflict) =>
        conflict.columns(["organisation_id", "open_resource_id", "year"]).doNothing(),
      )
      .returning("id")
      .executeTakeFirst();
    if (!written) return { ok: false, reason: "year_taken" } as const;
    return { ok: true, id: written.id } as const;
  },
});

/** Changes the shares of a year that nobody changed since `version`. */
export const editShareStatement = defineCommand({
  name: "editShareStatement",
  permission: "commons:write",
  subject: "share_statement",
  input: editShareStatementSchema,
  run: async ({ db, input }) => {
    const held = await holdRecord(db, "share_statement", input, loadShareStatement);
    if (!held.ok) return held;
    if (!(await isKnown(db, input))) return { ok: false, reason: "resource_unknown" } as const;
    const other = await db
      .selectFrom("share_statement")
      .where("open_resource_id", "=", input.openResourceId)
      .where("year", "=", input.year)
      .where("id", "<>", input.id)
      .select("id")
      .executeTakeFirst();
    if (other) return { ok: false, reason: "year_taken" } as const;
    await db.updateTable("share_statement").set(row(input)).where("id", "=", input.id).execute();
    return { ok: true, id: input.id } as const;
  },
});

/** @throws NotFound when it was removed already */
export const removeShareStatement = defineCommand({
  name: "removeShareStatement",
  permission: "commons:write",
  subject: "share_statement",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    const removed = await db
      .deleteFrom("share_statement")
      .where("id", "=", input.id)
      .returning("id")
      .executeTakeFirst();
    if (!removed) throw new NotFound(`No share statement ${input.id}`);
    return { ok: true, id: removed.id } as const;
  },
});

/** Is the commons still there? Its statements are written one after the other: of two for a year, the second is told. */
async function isKnown(db: Tx, { openResourceId }: ShareStatementInput): Promise<boolean> {
  const lock = `share statements ${openResourceId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(db);
  const resource = await db
    .selectFrom("open_resource")
    .where("id", "=", openResourceId)
    .select("id")
    .executeTakeFirst();
  return resource !== undefined;
}
