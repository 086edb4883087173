import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { z } from "zod";
import { pageOf } from "../publication.queries.ts";
import { pageSize } from "../publication.schema.ts";
import type { RelayState } from "./relay.rules.ts";
import { contactFilterSchema } from "./relay.schema.ts";

const statesOf: Record<z.output<typeof contactFilterSchema>["state"], RelayState[]> = {
  escalated: ["escalated"],
  waiting: ["waiting"],
  ended: ["answered", "settled", "abandoned"],
};

/**
 * One page of the requests made through the relay, those to take over first. Who asks and what they wrote are read
 * only once the cooperative has to take the request over.
 */
export const listContactRequests = defineQuery({
  name: "listContactRequests",
  permission: "directory:moderate",
  input: contactFilterSchema,
  run: async ({ db, input }) => {
    const { rows: counted } = await sql<{ escalated: number; waiting: number; ended: number }>`
      select count(*) filter (where state = 'escalated')::int as escalated,
        count(*) filter (where state = 'waiting')::int as waiting,
        count(*) filter (where state in ('answered', 'settled', 'abandoned'))::int as ended
      from contact_request`.execute(db);
    const counts = counted[0] ?? { escalated: 0, waiting: 0, ended: 0 };
    const { page, pageCount, offset } = pageOf(input.page, counts[input.state]);
    const isOurs = sql<boolean>`q.state = 'escalated'`;
    const rows = await db
      .selectFrom("contact_request as q")
      .innerJoin("experience as e", "e.id", "q.experience_id")
      .innerJoin("activity as a", "a.id", "e.activity_id")
      .where("q.state", "in", statesOf[input.state])
      .select(["q.id", "q.state", "q.due_on as dueOn", "q.reminded_on as remindedOn"])
      .select(["q.answered_on as answeredOn", "q.settled_on as settledOn", "q.settlement"])
      .select(["q.is_undelivered as isUndelivered", "e.display_name as author"])
      .select(["a.id as activityId", "a.title as activityTitle"])
      .select([
        sql<string | null>`case when ${isOurs} then q.novice_name end`.as("noviceName"),
        sql<string | null>`case when ${isOurs} then q.novice_email::text end`.as("noviceEmail"),
        sql<string | null>`case when ${isOurs} then q.message end`.as("message"),
      ])
      .orderBy(
        input.state === "ended"
          ? sql`coalesce(q.settled_on, q.answered_on, q.escalated_on) desc`
          : sql`q.due_on`,
      )
      .orderBy("q.id")
      .limit(pageSize)
      .offset(offset)
      .execute();
    return { requests: rows, counts, page, pageCount };
  },
});
