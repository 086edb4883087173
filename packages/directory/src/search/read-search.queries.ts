import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { fold } from "../published.rules.ts";
import {
  allOf,
  communeKey,
  isPlain,
  type KnownWord,
  mend,
  mostEdits,
  numbersOf,
  readTerms,
  runsOf,
  type Slot,
  type Synonym,
  slotsOfTerms,
  slotsOfWords,
  someOf,
} from "./query.rules.ts";
import type { Place } from "./search.schema.ts";

/** What a search asks for, once read with what the directory knows. Texts of tsquery; "" asks for nothing. */
export type Reading = {
  slots: Slot[];
  all: string;
  some: string;
  /** The same without the words that name the places. */
  rest: string;
  places: Place[];
  corrections: { typed: string; read: string }[];
  synonyms: { typed: string; others: string[] }[];
  /** Published records, all in all. */
  records: number;
};

/** `working`: records that work there, counted up to a hundred. */
type NamedPlace = Place & { run: string; working: number };
type Facts = {
  words: ({ word: string } & KnownWord)[] | null;
  places: NamedPlace[] | null;
  synonyms: Synonym[] | null;
  records: number;
};

/** Records that hold the name of a commune as a word, for one that works there: beyond, it is a word. */
const wordsPerPlace = 4;

/** Words that come before a place: « à Roubaix », « en Avignon ». */
const beforePlace = /^(a|en|sur|dans|vers|pres|in|at|near)$/;

/** Reads what was typed: places, words badly spelt, synonyms. */
export async function readSearch(db: Tx, typed: string): Promise<Reading> {
  const terms = readTerms(typed);
  if (!isPlain(terms)) {
    const slots = slotsOfTerms(terms);
    return {
      ...nothing,
      ...queriesOf(slots),
      slots,
      rest: allOf(slots),
      records: await countAll(db),
    };
  }
  let words = terms.flatMap((term) => term.words);
  if (words.length === 0) return { ...nothing, records: await countAll(db) };
  let facts = await ask(db, words);
  let known = byWord(facts);
  let places = choosePlaces(words, typed, facts, known);
  const unknown = places.rest.filter((word) => isUnknown(word, known));
  const corrections = await correct(db, unknown);
  if (corrections.size > 0) {
    words = words.flatMap((word) => (corrections.get(word) ?? word).split(" "));
    facts = await ask(db, words);
    known = byWord(facts);
    places = choosePlaces(words, typed, facts, known);
  }
  const whole = slotsOfWords(words, known, facts.synonyms ?? []);
  const rest = slotsOfWords(places.rest, known, facts.synonyms ?? []);
  const slots = places.found.length > 0 ? rest.slots : whole.slots;
  return {
    slots,
    ...queriesOf(whole.slots),
    rest: allOf(slots),
    places: places.found.map(({ code, name }) => ({ code, name })),
    corrections: [...corrections].map(([word, read]) => ({ typed: word, read })),
    synonyms: rest.used,
    records: facts.records,
  };
}

const nothing: Reading = {
  slots: [],
  all: "",
  some: "",
  rest: "",
  places: [],
  corrections: [],
  synonyms: [],
  records: 0,
};

const queriesOf = (slots: readonly Slot[]) => ({
  all: allOf(slots),
  some: someOf(slots),
});

const byWord = ({ words }: Facts) =>
  new Map(
    (words ?? []).map((one) => [
      one.word,
      // What is held as it is was finished.
      {
        ...one,
        begun: one.records > 0 ? [] : one.begun.filter((word) => /^[\p{L}]+$/u.test(word)),
      },
    ]),
  );

const isUnknown = (word: string, known: ReadonlyMap<string, KnownWord>) => {
  const one = known.get(word);
  return (
    one !== undefined &&
    !one.isStop &&
    one.records === 0 &&
    one.begun.length === 0 &&
    /^\p{L}{4,40}$/u.test(word)
  );
};

async function countAll(db: Tx): Promise<number> {
  const { rows } = await sql<{ records: number }>`
    select coalesce(sum(records), 0)::int as records from published_facet where facet in ('k:activity', 'k:resource')`.execute(
    db,
  );
  return rows[0]?.records ?? 0;
}

/** All that the directory knows of these words, in one go. */
async function ask(db: Tx, words: readonly string[]): Promise<Facts> {
  const runs = runsOf(words).map(({ text }) => text);
  const joined = words.slice(1).flatMap((word, at) => {
    const both = fold(words[at] + word);
    return /^\p{L}{5,40}$/u.test(both) ? [both] : [];
  });
  const last = words.at(-1) ?? "";
  const forms = [
    ...[...new Set(words)].flatMap((word) => numbersOf(word).map((form) => [word, form] as const)),
    ...joined.map((word) => [word, word] as const),
  ];
  const synonymRuns = runs.flatMap((run) =>
    run.includes(" ") ? [[run, run] as const] : numbersOf(run).map((form) => [run, form] as const),
  );
  const { rows } = await sql<Facts>`
    select
      (select json_agg(row_to_json(w)) from (
        select word, bool_and(numnode(plainto_tsquery('fr', form)) = 0) as "isStop",
          coalesce(max((select max(records) from search_word s where s.stem = search_stem(form))), 0) as records,
          coalesce((select json_agg(b.word) from (select s.word from search_word s
            where f.word = ${last} and length(f.word) >= 3 and s.word like fold(f.word) || '%'
            order by records desc, s.word limit 12) b), '[]') as begun
        from unnest(${forms.map(([word]) => word)}::text[], ${forms.map(([, form]) => form)}::text[]) as f (word, form)
        group by word) w) as words,
      (select json_agg(row_to_json(p)) from (
        select run, c.code, c.name,
          (select count(*)::int from (select 1 from published_record r
            where r.commune_codes @> array[c.code] limit 100) w) as working
        from unnest(${runs}::text[], ${runs.map(communeKey)}::text[]) as r (run, key)
        join commune c on c.is_current and (commune_key(c.name) = key or c.postcodes @> array[run])
        order by c.code limit 60) p) as places,
      (select json_agg(row_to_json(s)) from (
        select distinct run as words, terms
        from unnest(${synonymRuns.map(([run]) => run)}::text[], ${synonymRuns.map(([, form]) => form)}::text[]) as r (run, form)
        join search_synonym s on s.keys @> array[search_key(form)] order by 1, 2 limit 60) s) as synonyms,
      (select coalesce(sum(records), 0)::int from published_facet where facet in ('k:activity', 'k:resource')) as records`.execute(
    db,
  );
  return rows[0] ?? { words: [], places: [], synonyms: [], records: 0 };
}

/**
 * The places that a search names, and its other words. Most records that hold « Roubaix » work there; few of those that
 * hold « jardin » work at Jardin, in Isère: it is read as a place only after « à ».
 */
function choosePlaces(
  words: readonly string[],
  typed: string,
  { places }: Facts,
  known: ReadonlyMap<string, KnownWord>,
): { rest: string[]; found: NamedPlace[] } {
  if (!places || places.length === 0) return { rest: [...words], found: [] };
  const found: NamedPlace[] = [];
  const taken = new Set<number>();
  // The longest first, so that « Villeneuve-d’Ascq » is not read as a « Villeneuve ».
  for (const run of runsOf(words).sort((a, b) => b.size - a.size)) {
    const those = places.filter((place) => place.run === run.text);
    const span = Array.from({ length: run.size }, (_, more) => run.at + more);
    if (those.length === 0 || span.some((at) => taken.has(at))) continue;
    const working = those.filter((place) => place.working > 0);
    const records = run.size === 1 ? (known.get(run.text)?.records ?? 0) : 0;
    const isWord = records > wordsPerPlace * working.reduce((sum, place) => sum + place.working, 0);
    if (isWord && !isAfterPreposition(typed, run.text)) continue;
    for (const at of span) taken.add(at);
    const before = run.at - 1;
    if (before >= 0 && beforePlace.test(fold(words[before] ?? ""))) taken.add(before);
    // Of several of the same name, those where something works.
    found.push(...(working.length > 0 ? working : those));
  }
  return { rest: words.filter((_, at) => !taken.has(at)), found };
}

const isAfterPreposition = (typed: string, word: string) =>
  new RegExp(`(^|\\s)(à|a|en|vers|près de)\\s+${word}(\\s|$)`, "iu").test(typed);

/** For each word that no record holds, the one that was probably meant, or the two written as one. */
async function correct(db: Tx, words: readonly string[]): Promise<Map<string, string>> {
  const corrections = new Map<string, string>();
  if (words.length === 0) return corrections;
  const { rows } = await sql<{
    typed: string;
    alike: { word: string; records: number }[] | null;
    halves: string[] | null;
  }>`
    select typed,
      (select json_agg(row_to_json(a)) from (
        select word, records from (
          select word, records from search_word s where s.word % folded
          union select word, records from search_word s
            where length(folded) <= 8 and s.word like left(folded, 1) || '%') near
        where abs(length(word) - length(folded)) <= 2 and levenshtein_less_equal(word, folded, 3) <= 3
        order by levenshtein_less_equal(word, folded, 3), records desc limit 40) a) as alike,
      (select array_agg(s.word) from generate_series(3, length(folded) - 3) at
        join search_word s on s.word in (left(folded, at), substr(folded, at + 1))) as halves
    from unnest(${words}::text[], ${words.map((word) => fold(word))}::text[]) as w (typed, folded)`.execute(
    db,
  );
  for (const { typed, alike, halves } of rows) {
    const folded = fold(typed);
    const held = new Set(halves ?? []);
    const cut = Array.from({ length: folded.length }, (_, at) => at).find(
      (at) => held.has(folded.slice(0, at)) && held.has(folded.slice(at)),
    );
    if (cut !== undefined) corrections.set(typed, `${folded.slice(0, cut)} ${folded.slice(cut)}`);
    else {
      const mended = mostEdits(folded) === 0 ? null : mend(folded, alike ?? []);
      if (mended) corrections.set(typed, mended);
    }
  }
  return corrections;
}
