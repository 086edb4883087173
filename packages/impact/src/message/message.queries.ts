import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { pageOf } from "@essaim/directory/publication.queries";
import { pageSize } from "@essaim/directory/publication.schema";
import { readGrants } from "@essaim/funding/grant/grant.queries";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

/**
 * The grant that the role in force speaks of with the other side. @throws NotFound, also for a funder's grant that is not
 * awarded
 */
export async function loadGrantSpokenOf(db: Tx, id: string) {
  const grant = (await readGrants(db)).find((one) => one.id === id);
  if (!grant) throw new NotFound(`No grant ${id}`);
  return grant;
}

/** What was said of a grant, page by page, the latest message first. @throws NotFound */
export const listMessages = defineQuery({
  name: "listMessages",
  permission: "message:read",
  input: z.object({ grantId: z.uuid(), page: z.int().min(1) }),
  run: async ({ db, input }) => {
    await loadGrantSpokenOf(db, input.grantId);
    const said = db.selectFrom("grant_message").where("grant_id", "=", input.grantId);
    const { total } = await said
      .select((eb) => eb.fn.countAll<number>().as("total"))
      .executeTakeFirstOrThrow();
    const { page, pageCount, offset } = pageOf(input.page, Number(total));
    const messages = await said
      .select(["id", "side", "body", "written_at as writtenAt"])
      .orderBy("written_at", "desc")
      .orderBy("id", "desc")
      .limit(pageSize)
      .offset(offset)
      .execute();
    return { messages, page, pageCount };
  },
});

/** The grants on which the funder spoke last, how many messages wait, and since when: those that wait longest first. */
export const listUnanswered = defineQuery({
  name: "listUnanswered",
  permission: "message:read",
  input: z.object({}),
  run: ({ db }) => readUnanswered(db),
});

export async function readUnanswered(db: Tx) {
  const { rows } = await sql<{
    grantId: string;
    grantTitle: string;
    since: Date;
    messages: number;
  }>`
    select g.id as "grantId", g.title as "grantTitle", min(m.written_at) as since, count(*)::int as messages
    from grant_message m
    join funding_grant g on g.organisation_id = m.organisation_id and g.id = m.grant_id
    where m.side = 'funder' and not exists (select from grant_message a
      where a.organisation_id = m.organisation_id and a.grant_id = m.grant_id and a.side = 'cooperative'
        and (a.written_at, a.id) > (m.written_at, m.id))
    group by g.organisation_id, g.id
    order by since, g.id`.execute(db);
  return rows;
}
