import type { Tx } from "@essaim/database/operation";
import { holdRecord } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { sql } from "kysely";
import { moveLines } from "../budget/line-period.write.ts";
import { createFunder, createProgramme } from "./funder.commands.ts";
import { loadGrant } from "./grant.queries.ts";
import { editGrantSchema, type GrantInput, newGrantSchema } from "./grant.schema.ts";
import { sumGrant } from "./grant-money.write.ts";

function row(input: GrantInput) {
  return {
    funder_id: input.funderId,
    programme_id: input.programmeId,
    title: input.title,
    call_name: input.callName,
    call_url: input.callUrl,
    apply_by: input.applyBy,
    asked_cents: input.askedCents,
    starts_on: input.startsOn,
    ends_on: input.endsOn,
    note: input.note,
  };
}

/** Are the funder and the programme chosen still there, in this organisation? */
async function findMissing(db: Tx, input: GrantInput) {
  const known = (table: "funder" | "programme", id: string) =>
    db.selectFrom(table).where("id", "=", id).select("id").executeTakeFirst();
  if (!(await known("funder", input.funderId))) return "funder_unknown" as const;
  if (!(await known("programme", input.programmeId))) return "programme_unknown" as const;
  return null;
}

/**
 * Adds a grant where it stands, the past included, and before it its funder and its programme when they are new: all of
 * it, or nothing.
 */
export const createGrant = defineCommand({
  name: "createGrant",
  permission: "grant:write",
  subject: "grant",
  input: newGrantSchema,
  run: async ({ db, actor, input: { newFunder, newProgramme, ...typed } }) => {
    let { funderId = "", programmeId = "" } = typed;
    if (newFunder) {
      const made = await createFunder.run({ db, actor, input: newFunder });
      if (!made.ok) return { ok: false, reason: "funder_name_taken" } as const;
      funderId = made.id;
    }
    if (newProgramme) {
      programmeId = (await createProgramme.run({ db, actor, input: newProgramme })).id;
    }
    const input = { ...typed, funderId, programmeId };
    const missing = await findMissing(db, input);
    if (missing) return { ok: false, reason: missing } as const;
    const { id } = await db
      .insertInto("funding_grant")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        ...row(input),
        status: input.status,
        amount_cents: input.amountCents,
        reference: input.reference,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id } as const;
  },
});

/** Changes what is said of a grant that nobody changed since `version`. Where it stands moves by its own verbs. */
export const editGrant = defineCommand({
  name: "editGrant",
  permission: "grant:write",
  subject: "grant",
  input: editGrantSchema,
  run: async ({ db, input }) => {
    const { id } = input;
    const held = await holdRecord(db, "funding_grant", input, loadGrant);
    if (!held.ok) return held;
    const { amountCents, endsOn, programmeId, targets } = held.current;
    const missing = await findMissing(db, input);
    if (missing) return { ok: false, reason: missing } as const;
    // A target attached to an action of the former programme would be lost from every page.
    if (programmeId !== input.programmeId && targets.some((target) => target.actionId !== null)) {
      return { ok: false, reason: "programme_has_targets" } as const;
    }
    if (endsOn !== input.endsOn && (await isAmended(db, id))) {
      return { ok: false, reason: "amended" } as const;
    }
    const told = await whatIsTold(db, id);
    if (told.isReleased && held.current.startsOn !== input.startsOn) {
      return { ok: false, reason: "released" } as const;
    }
    if (told.isTold && held.current.funderId !== input.funderId) {
      return { ok: false, reason: "funder_told" } as const;
    }
    if (amountCents === null && input.askedCents !== null) {
      const { dividedCents } = await sumGrant(db, id);
      if (dividedCents > input.askedCents) return { ok: false, reason: "lines_above" } as const;
    }
    await db.updateTable("funding_grant").set(row(input)).where("id", "=", id).execute();
    await moveLines(db, id, held.current, input);
    return { ok: true, id } as const;
  },
});

/** Has its funder read something of a grant already, and were its figures released? */
async function whatIsTold(db: Tx, grantId: string) {
  const { rows } = await sql<{ isReleased: boolean; isTold: boolean }>`
    select exists (select from figure_release where grant_id = ${grantId}) as "isReleased",
      exists (select from figure_release where grant_id = ${grantId})
        or exists (select from grant_message where grant_id = ${grantId})
        or exists (select from grant_report where grant_id = ${grantId} and sent_on is not null) as "isTold"`.execute(
    db,
  );
  return rows[0] ?? { isReleased: false, isTold: false };
}

/** Once amended, the amount and the end of an agreement change by an amendment only. */
export async function isAmended(db: Tx, grantId: string): Promise<boolean> {
  const amendment = await db
    .selectFrom("grant_amendment")
    .where("grant_id", "=", grantId)
    .select("id")
    .executeTakeFirst();
  return amendment !== undefined;
}
