import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, type Tx } from "@essaim/identity/operation";
import { findCommune } from "@essaim/territory/commune.queries";
import { loadRecord } from "../publication/record.ts";
import type { Invalid } from "../publication.commands.ts";
import { loadExperience } from "./experience.queries.ts";
import { addExperienceSchema, experienceTargetSchema } from "./experience.schema.ts";
import type { VisitorLanguage } from "./visitor.schema.ts";

export type NewExperience = {
  activityId: string;
  displayName: string;
  commune: string | null;
  sinceYear: number | null;
  worked: string;
  didNot: string;
  consentNote: string;
  /** Null when nobody may write to its author. */
  contact: { name: string; email: string; language: VisitorLanguage } | null;
};

/**
 * Publishes an experience that a member writes for somebody, with how they agreed to it. Refuses (`invalid`) a commune
 * that is not known.
 * @throws NotFound when the organisation has no such activity
 */
export const addExperience = defineCommand({
  name: "addExperience",
  permission: "directory:moderate",
  subject: "experience",
  input: addExperienceSchema,
  run: async ({ db, actor, input }): Promise<Saved | Invalid> => {
    await loadRecord(db, "activity", input.activityId);
    const { contactName, contactEmail, ...said } = input;
    const contact = contactEmail
      ? { name: contactName ?? said.displayName, email: contactEmail, language: "fr" as const }
      : null;
    return insertExperience(db, actor, { ...said, contact });
  },
});

/** Takes an experience out of the public page, or puts it back. Nothing of it is lost. */
export const withdrawExperience = defineCommand({
  name: "withdrawExperience",
  permission: "directory:moderate",
  subject: "experience",
  input: experienceTargetSchema,
  run: ({ db, input }) => setPublished(db, input, null),
});

export const republishExperience = defineCommand({
  name: "republishExperience",
  permission: "directory:moderate",
  subject: "experience",
  input: experienceTargetSchema,
  run: ({ db, input }) => setPublished(db, input, new Date()),
});

/**
 * Forgets an experience for good, with its author's address, what was written to them and the proposal that it came
 * from, at their asking.
 */
export const forgetExperience = defineCommand({
  name: "forgetExperience",
  permission: "directory:moderate",
  subject: "experience",
  input: experienceTargetSchema,
  run: async ({ db, input }): Promise<Saved | Held> => {
    const held = await holdRecord(db, "experience", input, loadExperience);
    if (!held.ok) return held;
    const origin = db
      .selectFrom("proposal")
      .select("id")
      .where("kind", "=", "experience")
      .where("result_id", "=", input.id);
    await db.deleteFrom("proposal_contact").where("proposal_id", "in", origin).execute();
    await db
      .updateTable("proposal")
      .set({ content: "{}", message: "" })
      .where("id", "in", origin)
      .execute();
    await db.deleteFrom("experience").where("id", "=", input.id).execute();
    return { ok: true, id: input.id };
  },
});

type Held = Conflict<Awaited<ReturnType<typeof loadExperience>>>;

async function setPublished(
  db: Tx,
  target: { id: string; version: number },
  publishedAt: Date | null,
): Promise<Saved | Held> {
  const held = await holdRecord(db, "experience", target, loadExperience);
  if (!held.ok) return held;
  await db
    .updateTable("experience")
    .set({ published_at: publishedAt })
    .where("id", "=", target.id)
    .execute();
  return { ok: true, id: target.id };
}

/** Writes an experience, published at once. */
export async function insertExperience(
  db: Tx,
  actor: MemberActor,
  { contact, ...said }: NewExperience,
): Promise<Saved | Invalid> {
  const commune = said.commune ? await findCommune(db, said.commune) : null;
  if (commune && !commune.ok) {
    const error =
      commune.reason === "commune_not_found"
        ? "Cette commune n’est pas connue. Écrivez son nom en entier, ou son code."
        : `Plusieurs communes portent ce nom. Ajoutez le département, par exemple ${commune.example}.`;
    return { ok: false, reason: "invalid", errors: { commune: error } };
  }
  const tenant = { organisation_id: actor.organisationId };
  const { id } = await db
    .insertInto("experience")
    .values({
      ...tenant,
      activity_id: said.activityId,
      display_name: said.displayName,
      commune_code: commune?.code ?? null,
      since_year: said.sinceYear,
      worked: said.worked,
      did_not: said.didNot,
      consent_note: said.consentNote,
      published_at: new Date(),
      updated_by: actor.membershipId,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  if (contact) {
    await db
      .insertInto("experience_contact")
      .values({ ...tenant, experience_id: id, ...contact })
      .execute();
  }
  return { ok: true, id };
}
