import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { squeezed } from "../privacy/trace.rules.ts";
import { isStriking, likenessLabels, likenessOf, type Person } from "../worker/duplicate.rules.ts";
import type { PreparedPerson } from "./prepared.schema.ts";
import type { LikelySame } from "./trial.schema.ts";

/** At most this many are shown for one row. */
const MOST = 3;

type Key = Pick<PreparedPerson, "row" | "worker">;

function personOf({ worker }: Key): Person {
  const { givenName, familyName, phone, email, birth } = worker;
  return {
    givenName,
    familyName,
    phone,
    email,
    birthOn: birth?.on ?? null,
    birthYear: birth?.year ?? null,
  };
}

/** Why two people must not pass for two without somebody looking; null when they may. */
function strikingReasons(a: Person, b: Person): string[] | null {
  const likeness = likenessOf(a, b);
  if (!likeness || !isStriking(likeness)) return null;
  return likeness.reasons.map((reason) => likenessLabels[reason]);
}

/**
 * Who already has a file that these people must not pass over, by the rule of every duplicate: the same name in
 * either order, accents and hyphens aside, the same mail or the same telephone.
 * @param importId that of the rows: the people it has just written are not compared
 */
export async function likelyFiles(
  db: Tx,
  people: readonly Key[],
  importId: string,
): Promise<Map<number, LikelySame[]>> {
  const byRow = new Map(people.map((person) => [person.row, personOf(person)]));
  const column = (read: (person: Person) => string | null) => [...byRow.values()].map(read);
  const { rows } = await sql<{ row: number; id: string } & Person>`
    with asked as materialized (
      select * from unnest(
        ${[...byRow.keys()]}::integer[],
        ${column((one) => squeezed(one.givenName))}::text[],
        ${column((one) => squeezed(one.familyName))}::text[],
        ${column((one) => one.email)}::text[],
        ${column((one) => one.phone)}::text[]) as a(row, given, family, email, phone)),
    known as materialized (
      select w.id, w.email::text as email, w.phone,
        regexp_replace(fold(w.given_name), '[^a-z0-9]+', '', 'g') as given,
        regexp_replace(fold(w.family_name), '[^a-z0-9]+', '', 'g') as family
      from worker w where w.anonymised_at is null and w.import_id is distinct from ${importId}),
    pair as (
      select a.row, k.id from asked a join known k on k.given = a.given and k.family = a.family
      union select a.row, k.id from asked a join known k on k.given = a.family and k.family = a.given
      union select a.row, k.id from asked a join known k on lower(k.email) = a.email
      union select a.row, k.id from asked a join known k on k.phone = a.phone)
    select p.row, w.id, w.given_name as "givenName", w.family_name as "familyName", w.phone, w.email,
      w.birth_on as "birthOn", w.birth_year as "birthYear"
    from pair p join worker w on w.id = p.id
    order by p.row, w.id`.execute(db);
  const found = new Map<number, LikelySame[]>();
  for (const { row, id, ...file } of rows) {
    const person = byRow.get(row);
    const reasons = person && strikingReasons(person, file);
    const others = found.get(row) ?? [];
    if (!reasons || others.length >= MOST) continue;
    const name = `${file.givenName} ${file.familyName}`;
    found.set(row, [...others, { id, row: null, name, reasons }]);
  }
  return found;
}

/** Remembers the people of a file, row after row, and says which earlier ones look like the next. */
export class SeenPeople {
  // No more than what is compared: a whole file goes through here.
  private byKey = new Map<string, { row: number; person: Person }[]>();

  /** The earlier rows that look like this person, who is then remembered too. */
  meet(key: Key): LikelySame[] {
    const person = personOf(key);
    const names = [squeezed(person.givenName), squeezed(person.familyName)].sort();
    const keys = [
      `name ${names.join(" ")}`,
      ...(person.email ? [`email ${person.email}`] : []),
      ...(person.phone ? [`phone ${person.phone}`] : []),
    ];
    const found = new Map<number, LikelySame>();
    for (const one of keys) {
      const earlier = this.byKey.get(one) ?? [];
      for (const other of earlier) {
        const reasons = strikingReasons(person, other.person);
        const name = `${other.person.givenName} ${other.person.familyName}`;
        if (reasons) found.set(other.row, { id: null, row: other.row, name, reasons });
      }
      // The telephone of an association may be everybody's: a few are enough to say so.
      if (earlier.length < MOST) this.byKey.set(one, [...earlier, { row: key.row, person }]);
    }
    return [...found.values()].slice(0, MOST);
  }
}
