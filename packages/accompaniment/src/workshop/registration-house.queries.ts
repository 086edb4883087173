import { defineHouseQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { clock } from "../meeting/clock.rules.ts";
import type { RegistrationLanguage } from "./registration.schema.ts";
import type { WorkshopPlace } from "./workshop.schema.ts";

/** What a mail says of a session. */
export type SessionFacts = {
  organisationName: string;
  title: string;
  heldOn: string;
  startTime: string;
  durationMinutes: number;
  place: WorkshopPlace;
  placeDetail: string;
  isCancelled: boolean;
};

export type Registrant = { givenName: string; email: string; language: RegistrationLanguage };

/**
 * Those who registered by themselves at a session, to tell them that it changed.
 * @throws NotFound when the organisation has no such session
 */
export const listRegistrants = defineHouseQuery({
  name: "listRegistrants",
  permission: "house:keep",
  input: z.object({ workshopId: z.uuid() }),
  run: async ({ db, input }) => ({
    session: await sessionFacts(db, input.workshopId),
    registrants: (
      await registrants(db)
        .where("p.workshop_id", "=", input.workshopId)
        // The others hear of it from their coach.
        .where("p.mailed_at", "is not", null)
        .orderBy("p.id")
        .execute()
    ).map(({ workshopId: _, ...registrant }): Registrant => registrant),
  }),
});

/** Whoever is still expected and can be written to. */
export function registrants(db: Tx) {
  return db
    .selectFrom("participant as p")
    .leftJoin("worker as w", (join) =>
      join.onRef("w.organisation_id", "=", "p.organisation_id").onRef("w.id", "=", "p.worker_id"),
    )
    .where("p.cancelled_at", "is", null)
    .where(sql<boolean>`coalesce(p.email, w.email) is not null`)
    .select([
      sql<string>`coalesce(p.given_name, w.given_name)`.as("givenName"),
      sql<string>`coalesce(p.email, w.email)::text`.as("email"),
      "p.workshop_id as workshopId",
      "p.language",
    ]);
}

/** Throws NotFound. */
export async function sessionFacts(db: Tx, workshopId: string): Promise<SessionFacts> {
  const row = await db
    .selectFrom("workshop as s")
    .innerJoin("organisation as o", "o.id", "s.organisation_id")
    .where("s.id", "=", workshopId)
    .select(["o.name as organisationName", "s.title", "s.held_on as heldOn", "s.start_time"])
    .select(["s.duration_minutes as durationMinutes", "s.place", "s.place_detail as placeDetail"])
    .select(sql<boolean>`s.cancelled_at is not null`.as("isCancelled"))
    .executeTakeFirst();
  if (!row) throw new NotFound("No such workshop");
  const { start_time, ...facts } = row;
  return { ...facts, startTime: clock(start_time) };
}
