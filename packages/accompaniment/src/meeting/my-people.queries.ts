import { today } from "@essaim/database/today";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

export type MyPerson = {
  id: string;
  name: string;
  communeName: string | null;
  /** Null when nobody has met them yet. */
  lastMeetingOn: string | null;
};

const LINES = 50;

/** The people one accompanies today, the longest not met first; how many there are in all. */
export const listMyPeople = defineQuery({
  name: "listMyPeople",
  permission: "worker:read",
  input: z.object({}),
  run: async ({ db, actor }): Promise<{ people: MyPerson[]; total: number }> => {
    const day = today();
    const rows = await db
      .selectFrom("worker as w")
      .leftJoin("commune as c", "c.code", "w.commune_code")
      .leftJoinLateral(
        (lateral) =>
          lateral
            .selectFrom("meeting as t")
            .whereRef("t.organisation_id", "=", "w.organisation_id")
            .whereRef("t.worker_id", "=", "w.id")
            .where("t.attendance", "=", "present")
            .select(({ fn }) => fn.max("t.held_on").as("held_on"))
            .as("last"),
        (join) => join.onTrue(),
      )
      .where("w.coach_id", "=", actor.membershipId)
      .where("w.anonymised_at", "is", null)
      .where("w.supported_from", "<=", day)
      .where(({ or, eb }) =>
        or([eb("w.supported_until", "is", null), eb("w.supported_until", ">=", day)]),
      )
      .select(["w.id", sql<string>`w.given_name || ' ' || w.family_name`.as("name")])
      .select(["c.name as communeName", "last.held_on as lastMeetingOn"])
      .select(({ fn }) => fn.countAll<number>().over().as("total"))
      .orderBy("last.held_on", (by) => by.asc().nullsFirst())
      .orderBy(sql`fold(w.family_name)`)
      .orderBy("w.id")
      .limit(LINES)
      .execute();
    return { people: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
  },
});
