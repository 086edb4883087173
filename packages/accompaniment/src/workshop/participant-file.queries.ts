import { defineQuery, NotFound } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { coachesOf } from "../worker/worker.queries.ts";
import { workshopKinds } from "./workshop.schema.ts";

/**
 * Somebody who registered by themselves, and the files that may already be theirs: same mail, same telephone or
 * same name, whichever comes first.
 * @throws NotFound when there is no such registration, or it has its file already
 */
export const getParticipantFile = defineQuery({
  name: "getParticipantFile",
  permission: "worker:write",
  input: z.object({ id: z.uuid(), workshopId: z.uuid() }),
  run: async ({ db, input }) => {
    const participant = await db
      .selectFrom("participant as p")
      .innerJoin("workshop as s", (join) =>
        join
          .onRef("s.organisation_id", "=", "p.organisation_id")
          .onRef("s.id", "=", "p.workshop_id"),
      )
      .where("p.id", "=", input.id)
      .where("p.workshop_id", "=", input.workshopId)
      .where("s.kind", "in", workshopKinds)
      .where("p.worker_id", "is", null)
      .where("p.given_name", "is not", null)
      .select(["p.id", "p.email", "p.phone", "s.title", "s.held_on as heldOn"])
      .select([
        sql<string>`p.given_name`.as("givenName"),
        sql<string>`p.family_name`.as("familyName"),
      ])
      .executeTakeFirst();
    if (!participant) throw new NotFound("No such participant");
    const candidates = await db
      .selectFrom("worker as w")
      .leftJoin("commune as c", "c.code", "w.commune_code")
      .where("w.anonymised_at", "is", null)
      .where(({ or, eb, and }) =>
        or([
          eb("w.email", "=", participant.email),
          eb("w.phone", "=", participant.phone),
          and([
            sql<boolean>`fold(w.family_name) = fold(${participant.familyName})`,
            sql<boolean>`fold(w.given_name) = fold(${participant.givenName})`,
          ]),
          // Some write their names the other way round.
          and([
            sql<boolean>`fold(w.family_name) = fold(${participant.givenName})`,
            sql<boolean>`fold(w.given_name) = fold(${participant.familyName})`,
          ]),
        ]),
      )
      .select(["w.id", sql<string>`w.given_name || ' ' || w.family_name`.as("name")])
      .select(["c.name as communeName", "w.email", "w.phone"])
      .orderBy("w.id")
      .limit(6)
      .execute();
    return { participant, candidates, coaches: await coachesOf(db) };
  },
});
