import { isDeepStrictEqual } from "node:util";
import type { Tx } from "@essaim/database/operation";
import { holdRecord } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import { versionSchema } from "@essaim/database/version.schema";
import { defineCommand } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { loadOwnIndicator } from "./own-indicator.queries.ts";
import {
  calculationOf,
  type OwnCalculation,
  type OwnIndicatorInput,
  ownIndicatorSchema,
  ownKey,
} from "./own-indicator.schema.ts";

function row({ name, definition, unitOne, unitMany, audience, calculation }: OwnIndicatorInput) {
  return {
    name,
    definition,
    unit_one: unitOne,
    unit_many: unitMany,
    audience,
    formula: JSON.stringify(calculation),
  };
}

/** Composes an indicator of the organisation's own; a name that another one bears is refused. */
export const composeIndicator = defineCommand({
  name: "composeIndicator",
  permission: "impact:write",
  subject: "own_indicator",
  input: ownIndicatorSchema,
  run: async ({ db, actor, input }) => {
    const created = await db
      .insertInto("own_indicator")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        ...row(input),
      })
      .onConflict((conflict) => conflict.columns(["organisation_id", "name"]).doNothing())
      .returning("id")
      .executeTakeFirst();
    if (!created) return { ok: false, reason: "name_taken" } as const;
    return { ok: true, id: created.id } as const;
  },
});

/**
 * Changes an own indicator that nobody changed since `version`. What was released keeps the words it had; what is counted
 * stays once somebody declared, promised or released it, so that its key means one thing for ever.
 */
export const editOwnIndicator = defineCommand({
  name: "editOwnIndicator",
  permission: "impact:write",
  subject: "own_indicator",
  input: ownIndicatorSchema.extend({ id: z.uuid(), version: versionSchema }),
  run: async ({ db, input }) => {
    const { id } = input;
    const held = await holdRecord(db, "own_indicator", input, loadOwnIndicator);
    if (!held.ok) return held;
    if (await isNameTaken(db, id, input.name)) return { ok: false, reason: "name_taken" } as const;
    const isSame = isSameCalculation(calculationOf(held.current.indicator), input.calculation);
    if (!isSame && (await isInUse(db, ownKey(id)))) return { ok: false, reason: "in_use" } as const;
    await db.updateTable("own_indicator").set(row(input)).where("id", "=", id).execute();
    return { ok: true, id } as const;
  },
});

/** No longer followed, or followed again. What was declared and promised of it stays. */
export const retireOwnIndicator = defineCommand({
  name: "retireOwnIndicator",
  permission: "impact:write",
  subject: "own_indicator",
  input: z.object({ id: z.uuid(), version: versionSchema, isRetired: z.boolean() }),
  run: async ({ db, input }) => {
    const { id } = input;
    const held = await holdRecord(db, "own_indicator", input, loadOwnIndicator);
    if (!held.ok) return held;
    await db
      .updateTable("own_indicator")
      .set({ retired_on: input.isRetired ? today() : null })
      .where("id", "=", id)
      .execute();
    return { ok: true, id } as const;
  },
});

async function isNameTaken(db: Tx, id: string, name: string): Promise<boolean> {
  const other = await db
    .selectFrom("own_indicator")
    .where("name", "=", name)
    .where("id", "<>", id)
    .select("id")
    .executeTakeFirst();
  return other !== undefined;
}

/** Do both count the same thing, in whatever order their conditions were ticked? */
function isSameCalculation(one: OwnCalculation, other: OwnCalculation): boolean {
  return isDeepStrictEqual(inOrder(one), inOrder(other));
}

const inOrder = (calculation: OwnCalculation) =>
  "declared" in calculation
    ? calculation
    : {
        ...calculation,
        where: Object.entries(calculation.where ?? {})
          .map(([dimension, values]) => [dimension, [...(values ?? [])].sort()] as const)
          .sort(([a], [b]) => a.localeCompare(b)),
      };

async function isInUse(db: Tx, key: string): Promise<boolean> {
  const released = JSON.stringify({ figures: [{ key }] });
  const { rows } = await sql<{ isInUse: boolean }>`
    select exists (select from declared_figure where indicator_key = ${key})
      or exists (select from target where indicator_key = ${key})
      or exists (select from figure_release
        where content @> ${released}::jsonb or details @> ${released}::jsonb) as "isInUse"`.execute(
    db,
  );
  return rows[0]?.isInUse ?? false;
}
