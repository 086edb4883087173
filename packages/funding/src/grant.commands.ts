import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { lastChange, requireId } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { createFunder, createProgramme } from "./funder.commands.ts";
import { getGrant } from "./grant.queries.ts";
import { isStatusAllowed } from "./grant.rules.ts";
import {
  editGrantSchema,
  type GrantInput,
  type GrantStatus,
  newGrantSchema,
} from "./grant.schema.ts";

function row(input: GrantInput) {
  return {
    funder_id: input.funderId,
    programme_id: input.programmeId,
    title: input.title,
    reference: input.reference,
    status: input.status,
    amount_cents: input.amountCents,
    starts_on: input.startsOn,
    ends_on: input.endsOn,
    note: input.note,
  };
}

/** Are the funder and the programme chosen still there, in this organisation? */
async function findMissing(db: Tx, organisationId: string, input: GrantInput) {
  const known = (table: "funder" | "programme", id: string) =>
    db
      .selectFrom(table)
      .where("organisation_id", "=", organisationId)
      .where("id", "=", id)
      .select("id")
      .executeTakeFirst();
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
    const missing = await findMissing(db, actor.organisationId, input);
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
  run: async ({ db, actor, input }) => {
    const id = requireId(input.id);
    const saved = await db
      .selectFrom("funding_grant")
      .where("organisation_id", "=", actor.organisationId)
      .where("id", "=", id)
      .selectAll()
      .forUpdate()
      .executeTakeFirst();
    if (!saved) throw new NotFound(`No grant ${id}`);
    if (saved.version !== input.version) {
      const current = await getGrant.run({ db, actor, input: { id } });
      return { ok: false, reason: "conflict", current, ...(await lastChange(db, saved)) } as const;
    }
    const missing = await findMissing(db, actor.organisationId, input);
    if (missing) return { ok: false, reason: missing } as const;
    if (!isStatusAllowed(saved.status as GrantStatus, input.status)) {
      return { ok: false, reason: "status_not_allowed" } as const;
    }
    if (saved.programme_id !== input.programmeId && (await hasAttachedTargets(db, saved))) {
      return { ok: false, reason: "programme_has_targets" } as const;
    }
    await db
      .updateTable("funding_grant")
      .set(row(input))
      .where("organisation_id", "=", actor.organisationId)
      .where("id", "=", id)
      .execute();
    return { ok: true, id } as const;
  },
});

/** A target attached to an action of the former programme would be lost from every page. */
async function hasAttachedTargets(
  db: Tx,
  grant: { organisation_id: string; id: string },
): Promise<boolean> {
  const attached = await db
    .selectFrom("target")
    .where("organisation_id", "=", grant.organisation_id)
    .where("grant_id", "=", grant.id)
    .where("action_id", "is not", null)
    .select("id")
    .executeTakeFirst();
  return attached !== undefined;
}
