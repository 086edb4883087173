import { sql } from "kysely";
import { auditFilterSchema } from "./audit.schema.ts";
import { noInputSchema } from "./member.schema.ts";
import { defineQuery } from "./operation.ts";

/** Lines read at once. The journal grows without end, so it is read from a line on, never by page number. */
const pageSize = 50;

/** Lines of the journal, the newest first. `next` is the id to give as `before`, or null at the end. */
export const listAuditEvents = defineQuery({
  name: "listAuditEvents",
  permission: "audit:read",
  input: auditFilterSchema,
  run: async ({ db, actor, input }) => {
    let query = db
      .selectFrom("audit_event as a")
      .leftJoin("membership as m", (join) =>
        join
          .onRef("m.organisation_id", "=", "a.organisation_id")
          .onRef("m.id", "=", "a.membership_id"),
      )
      .leftJoin("user_account as u", "u.id", "m.user_id")
      .select(["a.id", "a.occurred_at as occurredAt", "a.operation", "u.full_name as fullName"])
      .select(["a.membership_id as membershipId", "a.subject_type as subjectType"])
      .select("a.subject_id as subjectId")
      .select(subjectName.as("subjectName"))
      // Said again although row level security says it: the index begins with it.
      .where("a.organisation_id", "=", actor.organisationId)
      .orderBy("a.occurred_at", "desc")
      .orderBy("a.id", "desc")
      .limit(pageSize + 1);
    if (input.membershipId) query = query.where("a.membership_id", "=", input.membershipId);
    if (input.operation) query = query.where("a.operation", "=", input.operation);
    if (input.from) query = query.where("a.occurred_at", ">=", startOfDay(input.from));
    if (input.to) {
      query = query.where("a.occurred_at", "<", startOfDay(input.to, 1));
    }
    if (input.before) {
      query = query.where(
        sql<boolean>`(a.occurred_at, a.id) < (select b.occurred_at, b.id from audit_event b
          where b.organisation_id = ${actor.organisationId} and b.id = ${input.before})`,
      );
    }
    const lines = await query.execute();
    const events = lines.slice(0, pageSize);
    return { events, next: lines.length > pageSize ? (events.at(-1)?.id ?? null) : null };
  },
});

export type AuditEvent = Awaited<ReturnType<typeof listAuditEvents.run>>["events"][number];

/** Everybody who may have a line in the journal, for its filter. */
export const listAuditPeople = defineQuery({
  name: "listAuditPeople",
  permission: "audit:read",
  input: noInputSchema,
  run: ({ db }) =>
    db
      .selectFrom("membership as m")
      .innerJoin("user_account as u", "u.id", "m.user_id")
      .select(["m.id", "u.full_name as fullName"])
      .orderBy(sql`fold(u.full_name)`)
      .orderBy("m.id")
      .execute(),
});

/**
 * What the record is called, for the kinds that an admin may read. People, their meetings and the directory
 * stay nameless: who opens accesses reads no file.
 */
const subjectName = sql<string | null>`case a.subject_type
  when 'membership' then (select su.full_name from membership s join user_account su on su.id = s.user_id
    where s.organisation_id = a.organisation_id and s.id = a.subject_id)
  when 'invitation' then (select s.full_name from invitation s
    where s.organisation_id = a.organisation_id and s.id = a.subject_id)
  when 'organisation' then (select s.name from organisation s where s.id = a.subject_id)
  when 'funder' then (select s.name from funder s
    where s.organisation_id = a.organisation_id and s.id = a.subject_id)
  end`;

/** The instant at which a day, or the day `later` days after it, begins in Paris. */
const startOfDay = (day: string, later = 0) =>
  sql<Date>`((${day}::date + ${later}::int)::timestamp at time zone 'Europe/Paris')`;
