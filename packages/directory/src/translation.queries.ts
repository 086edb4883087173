import { definePublicQuery, defineQuery, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

const recordSchema = z.object({ recordId: z.uuid() });

/**
 * The translated fields of a public record, by key, whose French was published anew after their English: perhaps they
 * no longer say the same thing. None for a record that is not public.
 */
export const listOutdatedTranslations = defineQuery({
  name: "listOutdatedTranslations",
  permission: "directory:read",
  input: recordSchema,
  run: ({ db, input }) => outdatedFields(db, input.recordId),
});

/** The same for everybody. */
export const findOutdatedTranslations = definePublicQuery({
  name: "findOutdatedTranslations",
  permission: "published:read",
  input: recordSchema,
  run: ({ db, input }) => outdatedFields(db, input.recordId),
});

async function outdatedFields(db: Tx, recordId: string): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    with said as (
      select v.number, field.key, v.content ->> field.key as french, field.value as english
      from published_record p
      join published_revision v on v.organisation_id = p.organisation_id and v.record_id = p.id,
        jsonb_each_text(case jsonb_typeof(v.content -> 'english')
          when 'object' then v.content -> 'english' else '{}' end) as field
      where p.id = ${recordId}::uuid and coalesce(p.content -> 'english' ->> field.key, '') <> ''),
    changed as (
      select key, number,
        french is distinct from lag(french) over earlier as in_french,
        english is distinct from lag(english) over earlier as in_english
      from said window earlier as (partition by key order by number))
    select key from changed group by key
    having max(number) filter (where in_french) > max(number) filter (where in_english)
    order by key`.execute(db);
  return rows.map(({ key }) => key);
}
