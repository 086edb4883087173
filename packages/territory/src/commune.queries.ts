import type { Refusal, Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { departmentOf } from "./communes/department.rules.ts";

export type FoundCommune =
  | { ok: true; code: string }
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
  if (name && place) kept = kept.filter((one) => isIn(one, place));
  // A postcode that is of none of them is wrong itself, and told by whoever checks it.
  const nearby = postcode ? kept.filter((one) => isIn(one, postcode)) : [];
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
  return { ok: true, code: first.code };
}

/** The name, and what says where: a code, a postcode or a département. Either may be empty. */
function partsOf(written: string): { name: string; place: string } {
  const text = written.trim();
  const [, before = text, inside = ""] =
    /^(.*?)\s*\(([0-9]{2,5}|2[ab][0-9]{0,3})\)$/i.exec(text) ?? [];
  const [, place = inside, name = place === before ? "" : before] =
    /^(?:F-)?([0-9]{5}|2[ab][0-9]{3})(?:\s+(.*))?$/i.exec(before) ?? [];
  return { name: name.trim(), place: place.toUpperCase() };
}

function isIn({ code, postcodes }: Candidate, place: string): boolean {
  return code === place || departmentOf(code) === place || postcodes.includes(place);
}

async function named(db: Tx, name: string): Promise<Candidate[]> {
  // There is a commune whose name is Y.
  if (!/\p{L}/u.test(name)) return [];
  const long = name.replace(/\bs(te?)\b\.?(?=[\s-])/gi, (_, end: string) =>
    end.toLowerCase() === "te" ? "sainte" : "saint",
  );
  // One unknown character for each run of anything but letters and figures.
  const isNamed = (column: string) =>
    sql`fold(${sql.ref(column)}) like regexp_replace(fold(${long}), '[^a-z0-9]+', '_', 'g')`;
  const { rows } = await sql<Candidate>`
    select c.code, c.name, c.postcodes, false as "isFormer" from commune c
      where c.is_current and ${isNamed("c.name")}
    union all select distinct c.code, c.name, c.postcodes, true from former_commune f
      join commune c on c.code = f.commune_code where ${isNamed("f.name")}
    order by 1 limit 100`.execute(db);
  return rows;
}

/** By its code, that of a commune that joined it, or else a postcode. */
async function placed(db: Tx, place: string): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select c.code, c.name, c.postcodes, false as "isFormer" from commune c
      where c.code = coalesce((select f.commune_code from former_commune f where f.code = ${place}), ${place})`.execute(
    db,
  );
  if (rows.length > 0) return rows;
  const { rows: byPostcode } = await sql<Candidate>`
    select c.code, c.name, c.postcodes, false as "isFormer" from commune c
      where c.is_current and c.postcodes @> array[${place}] order by c.code`.execute(db);
  return byPostcode;
}
