import { defineHouseCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import { createToken } from "@essaim/identity/token";
import { sql } from "kysely";
import { z } from "zod";
import { REGISTRATION_MONTHS } from "./registration.schema.ts";
import {
  type Registrant,
  registrants,
  type SessionFacts,
  sessionFacts,
} from "./registration-house.queries.ts";

type Confirmation = {
  ok: true;
  id: string;
  token: string;
  registrant: Registrant;
  session: SessionFacts;
};

/**
 * Draws the link that cancels a registration, for the mail that confirms it: only its hash is kept, and an
 * earlier link serves no more. Refuses when there is nobody left to write to.
 */
export const confirmRegistration = defineHouseCommand({
  name: "confirmRegistration",
  permission: "house:keep",
  subject: "participant",
  input: z.object({ participantId: z.uuid() }),
  run: async ({ db, input }): Promise<Confirmation | Refusal<"nobody">> => {
    const row = await registrants(db).where("p.id", "=", input.participantId).executeTakeFirst();
    if (!row) return { ok: false, reason: "nobody" };
    const { workshopId, ...registrant } = row;
    const { token, hash } = createToken();
    await db
      .updateTable("participant")
      .set({ cancel_token_hash: hash, mailed_at: new Date() })
      .where("id", "=", input.participantId)
      .execute();
    const session = await sessionFacts(db, workshopId);
    return { ok: true, id: input.participantId, token, registrant, session };
  },
});

/**
 * Forgets who registered by themselves, REGISTRATION_MONTHS months after the session (RGPD, article 5.1.e): the
 * count of those who came stays. What the public page promises is done here, every night.
 */
export const forgetRegistrations = defineHouseCommand({
  name: "forgetRegistrations",
  permission: "house:keep",
  subject: "participant",
  isRecorded: (outcome: Forgotten) => outcome.count > 0,
  input: z.object({ day: z.iso.date() }),
  run: async ({ db, input }): Promise<Forgotten> => ({
    ok: true,
    id: null,
    count: await forget(db, input.day),
  }),
});

type Forgotten = { ok: true; id: null; count: number };

async function forget(db: Tx, day: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable("participant as p")
    .from("workshop as s")
    .whereRef("s.organisation_id", "=", "p.organisation_id")
    .whereRef("s.id", "=", "p.workshop_id")
    .where("p.worker_id", "is", null)
    .where("p.given_name", "is not", null)
    .where(
      "s.held_on",
      "<",
      sql<string>`(${day}::date - make_interval(months => ${REGISTRATION_MONTHS}))::date`,
    )
    .set({
      given_name: null,
      family_name: null,
      email: null,
      phone: null,
      cancel_token_hash: null,
    })
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
