import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { likeResourcesSchema } from "./import.schema.ts";
import { comparedSource } from "./twins.rules.ts";

/** A resource of the organisation that is perhaps the same: same sources, or same name. */
export type LikeResource = { id: string; name: string; by: "source" | "name" };

/** For each candidate, in its place, the resources that are perhaps the same, drafts included. */
export const findLikeResources = defineQuery({
  name: "findLikeResources",
  permission: "directory:read",
  input: likeResourcesSchema,
  run: async ({ db, input }): Promise<LikeResource[][]> => {
    if (input.candidates.length === 0) return [];
    const candidates = input.candidates.map(({ name, sourceUrl }, place) => ({
      place,
      name,
      source: sourceUrl === null ? null : comparedSource(sourceUrl),
    }));
    const { rows } = await sql<LikeResource & { place: number }>`
      select c.place, r.id, r.name,
        case when c.source = r.source then 'source' else 'name' end as by
      from jsonb_to_recordset(${JSON.stringify(candidates)}::jsonb) as c (place integer, name text, source text)
      join (
        select id, name, regexp_replace(regexp_replace(lower(source_url), '^https?://(www\\.)?|/+$', '', 'g'),
          '\\.git$', '') as source
        from open_resource
      ) r on r.source = c.source or fold(r.name) = fold(c.name)
      order by c.place, 4 desc, r.id`.execute(db);
    return candidates.map(({ place }) =>
      rows.filter((row) => row.place === place).map(({ id, name, by }) => ({ id, name, by })),
    );
  },
});
