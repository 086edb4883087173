import type { Tx } from "@essaim/database/operation";
import { holdRecord } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { sql } from "kysely";
import { loadDeclaredFigure } from "./declared-figure.queries.ts";
import {
  type DeclaredFigureInput,
  declaredFigureSchema,
  editDeclaredFigureSchema,
} from "./declared-figure.schema.ts";
import { findDefinition } from "./registry/own-indicator.queries.ts";

function row(input: DeclaredFigureInput) {
  return {
    indicator_key: input.indicatorKey,
    month: input.month,
    source: input.source,
    value: input.value,
    evidence: input.evidence,
  };
}

/** Declares one month of one indicator from one source; a second one for the same is refused. */
export const declareFigure = defineCommand({
  name: "declareFigure",
  permission: "figure:write",
  subject: "declared_figure",
  input: declaredFigureSchema,
  run: async ({ db, actor, input }) => {
    const refusal = await refuseIndicator(db, input.indicatorKey);
    if (refusal) return refusal;
    const created = await db
      .insertInto("declared_figure")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        ...row(input),
      })
      .onConflict((conflict) =>
        conflict.columns(["organisation_id", "indicator_key", "source", "month"]).doNothing(),
      )
      .returning("id")
      .executeTakeFirst();
    if (!created) return { ok: false, reason: "already_declared" } as const;
    return { ok: true, id: created.id } as const;
  },
});

/** Corrects a figure that nobody changed since `version`. */
export const editDeclaredFigure = defineCommand({
  name: "editDeclaredFigure",
  permission: "figure:write",
  subject: "declared_figure",
  input: editDeclaredFigureSchema,
  run: async ({ db, input }) => {
    const { id } = input;
    // Before the row: whoever adds up pieces holds the audience first, and the figure then.
    await sql`select hold_audience()`.execute(db);
    const held = await holdRecord(db, "declared_figure", input, loadDeclaredFigure);
    if (!held.ok) return held;
    if (input.indicatorKey !== held.current.indicatorKey) {
      const refusal = await refuseIndicator(db, input.indicatorKey);
      if (refusal) return refusal;
    }
    if (await isAlreadyDeclared(db, id, input)) {
      return { ok: false, reason: "already_declared" } as const;
    }
    await db.updateTable("declared_figure").set(row(input)).where("id", "=", id).execute();
    return { ok: true, id } as const;
  },
});

async function refuseIndicator(db: Tx, key: string) {
  const found = await findDefinition(db, key);
  if (found?.source !== "declared") return { ok: false, reason: "indicator_unknown" } as const;
  return found.retiredOn ? ({ ok: false, reason: "indicator_retired" } as const) : null;
}

async function isAlreadyDeclared(db: Tx, id: string, input: DeclaredFigureInput): Promise<boolean> {
  const other = await db
    .selectFrom("declared_figure")
    .where("indicator_key", "=", input.indicatorKey)
    .where("source", "=", input.source)
    .where("month", "=", input.month)
    .where("id", "<>", id)
    .select("id")
    .executeTakeFirst();
  return other !== undefined;
}
