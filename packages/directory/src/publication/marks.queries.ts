import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

/** What a list says of a record besides its status. */
export type PublicationMark = {
  id: string;
  hasChanges: boolean;
  /** When it is planned to be published; null when it is not, or no longer. */
  dueAt: Date | null;
  review: "asked" | "sent_back" | null;
};

/** Marks of these records, those that have one only. */
export const listPublicationMarks = defineQuery({
  name: "listPublicationMarks",
  permission: "directory:read",
  input: z.object({ ids: z.array(z.uuid()).max(100) }),
  run: async ({ db, input: { ids } }): Promise<PublicationMark[]> => {
    if (ids.length === 0) return [];
    const { rows } = await sql<PublicationMark>`
      select * from (
        select w.id,
          said.differs as "hasChanges",
          case when s.missed is null and s.version = w.version then s.due_at end as "dueAt",
          case when q.record_id is not null and (p.id is null or said.differs)
            then case when q.answer is null then 'asked' else 'sent_back' end end as review
        from (
          select id, version, 'activity' as kind from activity
          union all select id, version, 'resource' from open_resource) w
        left join published_record p on p.id = w.id
        -- Offset 0: a document is made and compared once, however often it is asked about.
        cross join lateral (
          select coalesce(p.content <> record_content(w.kind, w.id), false) as differs offset 0) said
        left join scheduled_publication s on s.record_id = w.id
        left join review_request q on q.record_id = w.id
        where w.id = any(${ids}::uuid[])) m
      where m."hasChanges" or m."dueAt" is not null or m.review is not null`.execute(db);
    return rows;
  },
});
