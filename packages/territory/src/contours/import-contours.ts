import { createHash } from "node:crypto";
import type { Database } from "@essaim/database/connection";
import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { ContourFile, ContourStep, StepListener } from "../register/register.schema.ts";
import { boxAround, outlinesOf } from "./box.rules.ts";
import { communesOf, refuseFar } from "./communes-of-contours.ts";
import type { Contours, Generation, Overlaps } from "./contours.schema.ts";
import { readContours } from "./read-contours.ts";

/** Neighbourhoods; those that are `repaired` are among the others. */
export type ContourCounts = {
  added: number;
  changed: number;
  unchanged: number;
  /** No longer in force, since a national file does not name them. */
  retired: number;
  repaired: number;
};

/** The codes of what an import added, changed and retired, in order. */
export type ChangedCodes = Record<"added" | "changed" | "retired", string[]>;

export type ContourChanges = ContourCounts & { codes: ChangedCodes };

/**
 * Brings the neighbourhoods of one generation to a file, all or nothing, as the owner of the database. The same file
 * again changes nothing.
 * @param bytes the ANCT's GeoJSON (see `readContours`)
 * @throws ContoursRefused, and then nothing is written
 */
export async function importContours(
  owner: Database,
  bytes: Uint8Array,
  file: ContourFile,
  onStep: StepListener<ContourStep> = () => {},
): Promise<ContourChanges & { overlaps: Overlaps }> {
  const contours = await readContours(bytes, file, onStep);
  const changes = await owner
    .transaction()
    .execute((db) => saveContours(db, contours, { ...file, sha256: sha256(bytes) }, onStep));
  return { ...changes, overlaps: contours.overlaps };
}

/**
 * Writes contours that were read, in a transaction of the owner, or of an admin of the organisation that keeps the
 * register.
 * @throws ContoursRefused when a commune is not known, or a contour is far from it
 * @throws Forbidden for anybody else
 */
export async function saveContours(
  db: Tx,
  { generation, neighbourhoods }: Omit<Contours, "overlaps">,
  file: ContourFile & { sha256: string },
  onStep: StepListener<ContourStep> = () => {},
): Promise<ContourChanges> {
  await onStep("communes");
  const communes = await communesOf(db, neighbourhoods);
  await refuseFar(db, neighbourhoods, communes);
  await onStep("writing");
  const rows = neighbourhoods.map(({ code, name, geometry, isRepaired }, index) => {
    const [west, south, east, north] = boxAround(outlinesOf(geometry));
    return {
      ...{ code, name, geometry, isRepaired, communeCodes: communes[index] },
      ...{ west, south, east, north },
    };
  });
  const facts = {
    generation,
    isPartial: file.isPartial,
    isApproximate: file.isApproximate,
    source: file.sourceName.slice(-200),
    sha256: file.sha256,
  };
  // That of the function below, taken before: nobody else's import is taken for this one's.
  await sql`select pg_advisory_xact_lock(hashtext('territory import'))`.execute(db);
  const before = await statesOf(db, generation);
  const { rows: answer } = await sql<{ counts: ContourCounts }>`
    select import_contours(${JSON.stringify(facts)}::jsonb, ${JSON.stringify(rows)}::jsonb) as counts`.execute(
    db,
  );
  const given = new Set(neighbourhoods.map(({ code }) => code));
  return {
    ...(answer[0] as { counts: ContourCounts }).counts,
    codes: changedCodes(before, await statesOf(db, generation), given),
  };
}

type States = ReadonlyMap<string, { state: string; isDrawn: boolean }>;

/** All that an import may change of each neighbourhood of a generation, as a fingerprint; by code. */
async function statesOf(db: Tx, generation: Generation): Promise<States> {
  const { rows } = await sql<{ code: string; state: string; isDrawn: boolean }>`
    select n.code, c.neighbourhood_code is not null as "isDrawn",
      md5(concat_ws('|', n.name, n.valid_from, coalesce(n.valid_until::text, '-'), c.is_approximate, c.geometry,
        (select string_agg(nc.commune_code, ' ' order by nc.commune_code) from neighbourhood_commune nc
          where nc.neighbourhood_code = n.code))) as state
    from neighbourhood n left join neighbourhood_contour c on c.neighbourhood_code = n.code
    where n.generation = ${generation} order by n.code`.execute(db);
  return new Map(rows.map(({ code, ...state }) => [code, state]));
}

/** One that had no contour is added, as `import_contours` counts it. */
function changedCodes(before: States, after: States, given: ReadonlySet<string>): ChangedCodes {
  const codes: ChangedCodes = { added: [], changed: [], retired: [] };
  for (const [code, { state }] of after) {
    const known = before.get(code);
    if (!given.has(code)) {
      if (known?.state !== state) codes.retired.push(code);
    } else if (!known?.isDrawn) codes.added.push(code);
    else if (known.state !== state) codes.changed.push(code);
  }
  return codes;
}

export const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
