import type { Refusal, Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { departmentOf, isPostcodeIn } from "./communes/department.rules.ts";

export type FoundCommune =
  | { ok: true; code: string; postcodes: string[] }
  | Refusal<"commune_not_found">
  /** Several have that name; `example` says how to name one of them for sure. */
  | { ok: false; reason: "commune_ambiguous"; example: string };

type Candidate = {
  code: string;
  name: string;
  postcodes: string[];
  /** Found by the name of a commune that joined it: « Lomme ». */
  isFormer: boolean;
};

/**
 * The commune that somebody wrote: its INSEE code (« 59350 »), its name, or its name with its code, a postcode or its
 * département (« Lille (59350) », « 59800 Lille », « Saint-Denis (93) »). Accents, capitals, hyphens and apostrophes do
 * not count, nor does « St » for « Saint ». The name of a commune that joined another leads to that one.
 * @param postcode written beside it, which tells communes of the same name apart
 */
export async function findCommune(
  db: Tx,
  written: string,
  postcode?: string | null,
): Promise<FoundCommune> {
  const { name, place } = partsOf(written);
  const candidates = name ? await named(db, name) : place ? await placed(db, place) : [];
  const current = candidates.filter((one) => !one.isFormer);
  let kept = current.length > 0 ? current : candidates;
  if (name && place) kept = near(kept, place);
  // A postcode that is of none of them is wrong itself, and told by whoever checks it.
  const nearby = postcode ? near(kept, postcode) : [];
  if (nearby.length > 0) kept = nearby;
  const [first, second] = kept;
  if (!first) return { ok: false, reason: "commune_not_found" };
  if (second) {
    return {
      ok: false,
      reason: "commune_ambiguous",
      example: `${first.name} (${departmentOf(first.code)})`,
    };
  }
  return { ok: true, code: first.code, postcodes: first.postcodes };
}

/** The name, and what says where: a code, a postcode or a département. Either may be empty. */
function partsOf(written: string): { name: string; place: string } {
  const text = written.trim().replace(/^F-(?=\d)/i, "");
  const [, first = "", after = ""] = /^(\d{5}|2[ab]\d{3})\b\s*(.*)$/i.exec(text) ?? [];
  if (first) return { name: after, place: first.toUpperCase() };
  const [, before = text, inside = "", last = ""] =
    /^(.*?)\s*(?:\((\d{2,5}|2[ab]\d{0,3})\)|\s(\d{5}))$/i.exec(text) ?? [];
  return { name: before.replace(/[\s,(-]+$/, ""), place: (inside || last).toUpperCase() };
}

/** Of some communes, those of a code or a postcode, or else of its département. */
function near(communes: Candidate[], place: string): Candidate[] {
  const exact = communes.filter((one) => one.code === place || one.postcodes.includes(place));
  if (exact.length > 0) return exact;
  return communes.filter(
    ({ code }) => departmentOf(code) === place || isPostcodeIn(place, departmentOf(code)),
  );
}

async function named(db: Tx, name: string): Promise<Candidate[]> {
  // There is a commune whose name is Y.
  if (!/\p{L}/u.test(name)) return [];
  const long = name.replace(/\bs(te?)\b\.?(?=[\s-])/gi, (_, end: string) =>
    end.toLowerCase() === "te" ? "sainte" : "saint",
  );
  const whole = await matching(db, long, "");
  if (whole.length > 0) return whole;
  const begun = await matching(db, long, "_%");
  // Hellemmes is Hellemmes-Lille, and both names of Cherbourg are one place.
  return [...new Map(begun.map((one) => [one.code, { ...one, isFormer: false }])).values()];
}

/** @param rest a pattern of LIKE for what follows the name */
async function matching(db: Tx, name: string, rest: "" | "_%"): Promise<Candidate[]> {
  // One unknown character for each run of anything but letters and figures.
  const is = (column: string) =>
    sql`fold(${sql.ref(column)}) like regexp_replace(fold(${name}), '[^a-z0-9]+', '_', 'g') || ${rest}
      and fold(${sql.ref(column)}) ~ ('^' || regexp_replace(fold(${name}), '[^a-z0-9]+', '.', 'g') || '($|[^a-z0-9])')`;
  const { rows } = await sql<Candidate>`
    select c.code, c.name, c.postcodes, false as "isFormer" from commune c
      where c.is_current and ${is("c.name")}
    union all select distinct c.code, c.name, c.postcodes, true from former_commune f
      join commune c on c.code = f.commune_code where ${is("f.name")}
    order by 1 limit 100`.execute(db);
  return rows;
}

/** By its code, that of a commune that joined it, or else a postcode. */
async function placed(db: Tx, place: string): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select c.code, c.name, c.postcodes, false as "isFormer" from commune c
      where c.code = ${place}
    union select c.code, c.name, c.postcodes, false from former_commune f
      join commune c on c.code = f.commune_code where f.code = ${place}`.execute(db);
  if (rows.length > 0) return rows;
  const { rows: byPostcode } = await sql<Candidate>`
    select c.code, c.name, c.postcodes, false as "isFormer" from commune c
      where c.is_current and c.postcodes @> array[${place}] order by c.code`.execute(db);
  return byPostcode;
}
