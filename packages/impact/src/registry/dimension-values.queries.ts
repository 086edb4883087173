import type { Tx } from "@essaim/database/operation";
import { type RawBuilder, sql } from "kysely";
import { type Dimension, dimensionOf, UNKNOWN, valueLabel } from "./dimension.schema.ts";

/** A value of a dimension and its word. `isRetired`: of a list, no longer offered. */
export type DimensionValue = { value: string; label: string; isRetired: boolean };

const list = (key: "gender" | "education" | "exit_destination") => sql`
  select coalesce(code, id::text) as value, label, retired_at is not null as "isRetired"
  from list_value where list_key = ${key} order by position, label`;

/** The values that only an organisation's own records tell. */
const questions: Partial<Record<Dimension, RawBuilder<unknown>>> = {
  gender: list("gender"),
  education: list("education"),
  destination: list("exit_destination"),
  commons: sql`select id::text as value, name as label, false as "isRetired" from open_resource order by fold(name)`,
  neighbourhood: sql`
    select n.code as value, n.name as label, false as "isRetired" from neighbourhood n
    where n.code in (select neighbourhood_code from worker union select neighbourhood_code from residence)
    order by fold(n.name)`,
  commune: sql`
    select c.code as value, c.name as label, false as "isRetired" from commune c
    where c.code in (select commune_code from worker union select commune_code from activity_location)
    order by fold(c.name)`,
  action: sql`
    select a.id::text as value, a.name as label, false as "isRetired"
    from programme_action a join programme p on p.organisation_id = a.organisation_id and p.id = a.programme_id
    order by fold(p.name), a.position`,
  grant: sql`select id::text as value, title as label, false as "isRetired" from funding_grant order by starts_on desc, title`,
};

/** Every value that a dimension may have, in its order, what is not known last. */
export async function readValues(db: Tx, dimension: Dimension): Promise<DimensionValue[]> {
  const known = dimensionOf(dimension).values;
  if (known) {
    return Object.entries(known).map(([value, label]) => ({
      value,
      label: label.fr,
      isRetired: false,
    }));
  }
  const question = questions[dimension];
  if (!question) return [];
  const { rows } = await sql<DimensionValue>`${question}`.execute(db);
  const unknown = valueLabel(dimension, UNKNOWN)?.fr ?? UNKNOWN;
  return [...rows, { value: UNKNOWN, label: unknown, isRetired: false }];
}
