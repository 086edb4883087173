import type { Tx } from "@essaim/database/operation";
import { holdRecord } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { createFunder, createProgramme } from "./funder.commands.ts";
import { loadGrant } from "./grant.queries.ts";
import { isStatusAllowed } from "./grant.rules.ts";
import { editGrantSchema, type GrantInput, newGrantSchema } from "./grant.schema.ts";

function row(input: GrantInput) {
  return {
    funder_id: input.funderId,
    programme_id: input.programmeId,
    title: input.title,
    reference: input.reference,
    status: input.status,
    asked_cents: input.askedCents,
    amount_cents: input.amountCents,
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

/** Adds a grant, and before it its funder and its programme when they are new: all of it, or nothing. */
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
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id } as const;
  },
});

/** Changes a grant that nobody changed since `version`; its status moves by the rules only. */
export const editGrant = defineCommand({
  name: "editGrant",
  permission: "grant:write",
  subject: "grant",
  input: editGrantSchema,
  run: async ({ db, input }) => {
    const { id } = input;
    const held = await holdRecord(db, "funding_grant", input, loadGrant);
    if (!held.ok) return held;
    const { status, programmeId, targets } = held.current;
    const missing = await findMissing(db, input);
    if (missing) return { ok: false, reason: missing } as const;
    if (!isStatusAllowed(status, input.status)) {
      return { ok: false, reason: "status_not_allowed" } as const;
    }
    // A target attached to an action of the former programme would be lost from every page.
    if (programmeId !== input.programmeId && targets.some((target) => target.actionId !== null)) {
      return { ok: false, reason: "programme_has_targets" } as const;
    }
    await db.updateTable("funding_grant").set(row(input)).where("id", "=", id).execute();
    return { ok: true, id } as const;
  },
});
