import { defineQuery, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import {
  type Likeness,
  type LikenessReason,
  likenessLabels,
  likenessOf,
  type Person,
  piecesOf,
} from "./duplicate.rules.ts";
import { MOST_PAIRS, type TypedPerson, typedPersonSchema } from "./duplicate.schema.ts";
import { holdsAnyPiece } from "./worker-search.queries.ts";

/** A file that is likely that of the same person, and why. */
export type LikelySame = {
  id: string;
  name: string;
  communeName: string | null;
  birthYear: number | null;
  coachName: string | null;
  /** In words, the strongest first. */
  reasons: string[];
};

/** How many are worth looking at while one types. */
const MOST_SHOWN = 5;
/** Names looked at closely; more are alike only when the name is everybody's. */
const CANDIDATES = 40;
/** How alike each part of a name must be for the pair to be looked at closely (`word_similarity`, from 0 to 1). */
const CANDIDATE_LIKENESS = 0.4;

/** People whose file is likely that of somebody being typed, the likeliest first, at most five. */
export const suggestDuplicates = defineQuery({
  name: "suggestDuplicates",
  permission: "worker:read",
  input: typedPersonSchema.extend({ exceptId: z.uuid().optional() }),
  run: async ({ db, input }): Promise<LikelySame[]> =>
    (await likelySame(db, input, input.exceptId)).map(({ file }) => file),
});

/** Files that a new one must not pass over, as a merge would propose them: the likeliest first, at most five. */
export async function filesLike(
  db: Tx,
  person: TypedPerson & Pick<Person, "birthOn" | "birthYear">,
): Promise<LikelySame[]> {
  return (await likelySame(db, person)).map(({ file }) => file);
}

async function likelySame(db: Tx, person: TypedPerson & Partial<Person>, exceptId?: string) {
  const { givenName, familyName, phone, email } = person;
  const hasName = givenName.length > 1 && familyName.length > 1;
  if (!hasName && !phone && !email) return [];
  const familyLikeness = sql<number>`word_similarity(fold(${familyName}), w.search_text)`;
  const givenLikeness = sql<number>`word_similarity(fold(${givenName}), w.search_text)`;
  // A comparison takes 10 µs, and row level security keeps an index on likeness from helping: first the pieces.
  const isAlike = sql<boolean>`case when ${hasPiece(givenName)} and ${hasPiece(familyName)}
    then ${familyLikeness} >= ${CANDIDATE_LIKENESS} and ${givenLikeness} >= ${CANDIDATE_LIKENESS} end`;
  const rows = await people(db)
    .where(({ or, eb, lit }) =>
      or([
        phone ? eb("w.phone", "=", phone) : lit(false),
        email ? eb(sql`w.email::text`, "=", email) : lit(false),
        hasName ? isAlike : lit(false),
      ]),
    )
    .where("w.id", "is distinct from", exceptId ?? null)
    // Of two files that somebody compared already and found to be two people's, neither recalls the other.
    .where(sql<boolean>`not exists (select from distinct_workers d
      where (d.a_id, d.b_id) in ((w.id, ${exceptId ?? null}::uuid), (${exceptId ?? null}::uuid, w.id)))`)
    .orderBy(sql`(w.phone = ${phone} or w.email::text = ${email}) is true`, "desc")
    .orderBy(hasName ? sql`${familyLikeness} + ${givenLikeness}` : sql`w.id`, "desc")
    .limit(CANDIDATES)
    .execute();
  const typed: Person = { birthOn: null, birthYear: null, ...person };
  return rows
    .flatMap((row) => {
      const likeness = likenessOf(typed, row);
      return likeness ? [{ file: toFile(row, likeness), likeness }] : [];
    })
    .sort((a, b) => b.likeness.score - a.likeness.score || a.file.name.localeCompare(b.file.name))
    .slice(0, MOST_SHOWN);
}

const hasPiece = (name: string) => holdsAnyPiece(piecesOf(name));

/** Two files that are likely one person's. */
export type LikelyPair = { a: LikelySame; b: LikelySame; reasons: string[] };

/**
 * Pairs of files of the organisation that are likely one person's, the likeliest first, at most MOST_PAIRS. Those of
 * one name, telephone or mail are all looked at; those spelt almost so are looked for among the neighbours in
 * alphabetical order, by family name and by given name (the sorted neighbourhood method), which takes the time of a
 * sort and not of all the pairs there are.
 */
export const listLikelyPairs = defineQuery({
  name: "listLikelyPairs",
  permission: "worker:merge",
  input: z.object({}),
  run: async ({ db }): Promise<{ pairs: LikelyPair[]; isCut: boolean }> => {
    const { rows: candidates } = await sql<{ a: string; b: string }>`
      with person as materialized (
        select w.id, w.phone, w.email::text as email, name.given, name.family,
          translate(name.given, ${BETWEEN_LETTERS}, '') as g, translate(name.family, ${BETWEEN_LETTERS}, '') as f
        from worker w
        -- Folded once: it is what takes the time. « offset » keeps it from being worked into the columns.
        cross join lateral (select fold(w.given_name) as given, fold(w.family_name) as family offset 0) name
        where w.anonymised_at is null),
      -- The telephone of an association is not a likeness.
      shared_phone as (select phone from person where phone is not null group by 1 having count(*) between 2 and 4),
      shared_email as (select email from person where email is not null group by 1 having count(*) between 2 and 4),
      neighbour as (
        select id as a, unnest(array[lead(id, 1) over by_family, lead(id, 2) over by_family,
          lead(id, 1) over by_given, lead(id, 2) over by_given]) as b
        from person
        window by_family as (order by f, g, id), by_given as (order by g, f, id)),
      pair as (
        select a.id as a, b.id as b, 1 as rank from person a join person b on a.f = b.f and a.g = b.g and a.id < b.id
        union all select a.id, b.id, 1 from person a join person b on a.f = b.g and a.g = b.f and a.id < b.id
        union all select a.id, b.id, 1 from shared_phone s
          join person a on a.phone = s.phone join person b on b.phone = s.phone and a.id < b.id
        union all select a.id, b.id, 1 from shared_email s
          join person a on a.email = s.email join person b on b.email = s.email and a.id < b.id
        union all select least(a.id, b.id), greatest(a.id, b.id), 2
          from neighbour n join person a on a.id = n.a join person b on b.id = n.b
          -- The costly comparison last, of the few whose names begin or end alike.
          where case when (left(a.f, 2) = left(b.f, 2) or right(a.f, 3) = right(b.f, 3))
              and (left(a.g, 2) = left(b.g, 2) or right(a.g, 3) = right(b.g, 3))
              and (abs(length(a.f) - length(b.f)) < 3 or strpos(a.f, b.f) > 0 or strpos(b.f, a.f) > 0)
            then similarity(a.given || ' ' || a.family, b.given || ' ' || b.family) >= 0.6 end)
      select a, b from pair
      where not exists (select from distinct_workers d where d.a_id = pair.a and d.b_id = pair.b)
      group by a, b order by min(rank), a, b limit ${MOST_CANDIDATES}`.execute(db);
    const ids = [...new Set(candidates.flatMap(({ a, b }) => [a, b]))];
    if (ids.length === 0) return { pairs: [], isCut: false };
    const rows = await people(db).where(sql<boolean>`w.id = any (${ids}::uuid[])`).execute();
    const byId = new Map(rows.map((row) => [row.id, row]));
    const pairs = candidates
      .flatMap((candidate) => {
        const [a, b] = [byId.get(candidate.a), byId.get(candidate.b)];
        const likeness = a && b ? likenessOf(a, b) : null;
        if (!a || !b || !likeness) return [];
        const pair = { a: toFile(a, likeness), b: toFile(b, likeness), reasons: inWords(likeness) };
        return [{ pair, score: likeness.score }];
      })
      .sort((one, other) => other.score - one.score)
      .map(({ pair }) => pair);
    return { pairs: pairs.slice(0, MOST_PAIRS), isCut: pairs.length > MOST_PAIRS };
  },
});

/** What stands between the letters of a name, once it is folded. */
const BETWEEN_LETTERS = " -'.,()/";
/** Pairs looked at closely. */
const MOST_CANDIDATES = 500;

function people(db: Tx) {
  return db
    .selectFrom("worker as w")
    .leftJoin("commune as c", "c.code", "w.commune_code")
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "w.organisation_id").onRef("m.id", "=", "w.coach_id"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .where("w.anonymised_at", "is", null)
    .select(["w.id", "w.given_name as givenName", "w.family_name as familyName"])
    .select(["w.phone", "w.email", "w.birth_on as birthOn", "w.birth_year as birthYear"])
    .select(["c.name as communeName", "u.full_name as coachName"]);
}

type Row = Person & { id: string; communeName: string | null; coachName: string | null };

function toFile(row: Row, likeness: Likeness): LikelySame {
  return {
    id: row.id,
    name: `${row.givenName} ${row.familyName}`,
    communeName: row.communeName,
    birthYear: row.birthYear,
    coachName: row.coachName,
    reasons: inWords(likeness),
  };
}

function inWords({ reasons }: Likeness): string[] {
  return reasons.map((reason: LikenessReason) => likenessLabels[reason]);
}
