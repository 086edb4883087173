import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { PreparedPerson } from "./prepared.schema.ts";
import { folded } from "./word.rules.ts";

/** Why two files look like one person's. */
export type Sameness = "name" | "email" | "phone";

/** A person whom a row may well tell again: somebody who has a file, or another row. */
export type LikelySame = {
  /** The file, or null when it is another row. */
  id: string | null;
  row: number | null;
  name: string;
  why: Sameness[];
};

/** At most this many are shown for one row. */
const MOST = 3;

type Key = Pick<PreparedPerson, "row" | "worker">;

/**
 * Who already has a file and looks like these people: the same name in either order, accents, capitals and hyphens
 * aside, unless two births differ; the same mail; the same telephone.
 * @param importId that of the rows: the people it has just written are not compared
 */
export async function likelyFiles(
  db: Tx,
  people: readonly Key[],
  importId: string,
): Promise<Map<number, LikelySame[]>> {
  const column = (read: (person: Key) => string | number | null) => people.map(read);
  const { rows } = await sql<{
    row: number;
    id: string;
    name: string;
    email: boolean;
    phone: boolean;
    named: boolean;
  }>`
    with asked as materialized (
      select a.row, squeeze_one.given, squeeze_one.family, a.email, a.phone, a.birth_year from unnest(
        ${column((p) => p.row)}::integer[],
        ${column((p) => p.worker.givenName)}::text[],
        ${column((p) => p.worker.familyName)}::text[],
        ${column((p) => p.worker.email)}::text[],
        ${column((p) => p.worker.phone)}::text[],
        ${column((p) => p.worker.birth?.year ?? null)}::integer[]) as a(row, given, family, email, phone, birth_year),
      lateral (select regexp_replace(fold(a.given), '[^a-z0-9]+', '', 'g') as given,
        regexp_replace(fold(a.family), '[^a-z0-9]+', '', 'g') as family) squeeze_one),
    known as materialized (
      select w.id, w.given_name || ' ' || w.family_name as name, w.email::text as email, w.phone, w.birth_year,
        regexp_replace(fold(w.given_name), '[^a-z0-9]+', '', 'g') as given,
        regexp_replace(fold(w.family_name), '[^a-z0-9]+', '', 'g') as family
      from worker w where w.anonymised_at is null and w.import_id is distinct from ${importId}),
    pairs as (
      select a.row, k.id from asked a join known k on k.given = a.given and k.family = a.family
      union select a.row, k.id from asked a join known k on k.given = a.family and k.family = a.given
      union select a.row, k.id from asked a join known k on lower(k.email) = a.email
      union select a.row, k.id from asked a join known k on k.phone = a.phone)
    select s.* from (
      select p.row, k.id, k.name,
        coalesce(lower(k.email) = a.email, false) as email, coalesce(k.phone = a.phone, false) as phone,
        (k.given, k.family) in ((a.given, a.family), (a.family, a.given))
          and coalesce(k.birth_year = a.birth_year, true) as named
      from pairs p join asked a on a.row = p.row join known k on k.id = p.id) s
    where s.email or s.phone or s.named
    order by s.row, s.id`.execute(db);
  const byRow = new Map<number, LikelySame[]>();
  for (const { row, id, name, email, phone, named } of rows) {
    const why = [
      ...(named ? (["name"] as const) : []),
      ...(email ? (["email"] as const) : []),
      ...(phone ? (["phone"] as const) : []),
    ];
    const others = byRow.get(row) ?? [];
    if (others.length < MOST) others.push({ id, row: null, name, why });
    byRow.set(row, others);
  }
  return byRow;
}

/** Remembers the people of a file, row after row, and says which earlier one looks like the next. */
export class SeenPeople {
  private byKey = new Map<string, { row: number; name: string; year: number | null }>();

  /** The earlier rows that look like this person, who is then remembered too. */
  meet({ row, worker }: Key): LikelySame[] {
    const name = `${worker.givenName} ${worker.familyName}`;
    const year = worker.birth?.year ?? null;
    const names = [worker.givenName, worker.familyName].map((one) =>
      folded(one).replaceAll(" ", ""),
    );
    const keys: [Sameness, string | null][] = [
      ["name", `n ${names.sort().join(" ")}`],
      ["email", worker.email && `e ${worker.email}`],
      ["phone", worker.phone && `p ${worker.phone}`],
    ];
    const found = new Map<number, LikelySame>();
    for (const [why, key] of keys) {
      if (!key) continue;
      const earlier = this.byKey.get(key);
      if (!earlier) {
        this.byKey.set(key, { row, name, year });
        continue;
      }
      const differ = earlier.year !== null && year !== null && earlier.year !== year;
      if (why === "name" && differ) continue;
      const known = found.get(earlier.row);
      if (known) known.why.push(why);
      else found.set(earlier.row, { id: null, row: earlier.row, name: earlier.name, why: [why] });
    }
    return [...found.values()].slice(0, MOST);
  }
}
