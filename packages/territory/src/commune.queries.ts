import type { Refusal, Tx } from "@essaim/identity/operation";
import { sql } from "kysely";

export type FoundCommune =
  | { ok: true; code: string }
  | Refusal<"commune_not_found">
  /** Several have that name; `example` says how to name one of them for sure. */
  | { ok: false; reason: "commune_ambiguous"; example: string };

/**
 * The commune that somebody wrote: its INSEE code (« 59350 »), its name, or its name with its code or its
 * département (« Lille (59350) », « Saint-Denis (93) »). Accents, capitals, hyphens and apostrophes do not
 * count, nor does « St » for « Saint ».
 */
export async function findCommune(db: Tx, written: string): Promise<FoundCommune> {
  const text = written.trim();
  const [, name = text, inside] = /^(.*?)\s*\(([0-9]{2,5}|2[ab][0-9]{0,3})\)$/i.exec(text) ?? [];
  const code = [name, inside].find((part) => part && /^([0-9]{2}|2[AB])[0-9]{3}$/i.test(part));
  let query = db.selectFrom("commune").select(["code", "name", "department_code"]).orderBy("code");
  if (code) query = query.where("code", "=", code.toUpperCase());
  else {
    const long = name.replace(/\bs(te?)\b\.?(?=[\s-])/gi, (_, end: string) =>
      end.toLowerCase() === "te" ? "sainte" : "saint",
    );
    // One unknown character for each run of anything but letters and figures.
    query = query.where(
      sql<boolean>`fold(name) like regexp_replace(fold(${long}), '[^a-z0-9]+', '_', 'g')`,
    );
    if (inside) query = query.where("department_code", "=", inside.toUpperCase());
  }
  const [first, second] = await query.limit(2).execute();
  if (!first) return { ok: false, reason: "commune_not_found" };
  if (second) {
    const example = `${first.name} (${first.department_code})`;
    return { ok: false, reason: "commune_ambiguous", example };
  }
  return { ok: true, code: first.code };
}
