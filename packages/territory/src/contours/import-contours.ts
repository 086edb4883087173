import { createHash } from "node:crypto";
import type { Database } from "@essaim/database/connection";
import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { ContourFile, ContourStep, StepListener } from "../register/register.schema.ts";
import { boxAround, outlinesOf } from "./box.rules.ts";
import { communesOf } from "./communes-of-contours.ts";
import type { Contours } from "./contours.schema.ts";
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
): Promise<ContourCounts> {
  const contours = await readContours(bytes, file, onStep);
  return await owner
    .transaction()
    .execute((db) => saveContours(db, contours, { ...file, sha256: sha256(bytes) }, onStep));
}

/**
 * Writes contours that were read, in a transaction of the owner, or of an admin of the organisation that keeps the
 * register.
 * @throws ContoursRefused when a commune is not known
 * @throws Forbidden for anybody else
 */
export async function saveContours(
  db: Tx,
  { generation, neighbourhoods }: Contours,
  file: ContourFile & { sha256: string },
  onStep: StepListener<ContourStep> = () => {},
): Promise<ContourCounts> {
  await onStep("communes");
  const communes = await communesOf(db, neighbourhoods);
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
  const { rows: answer } = await sql<{ counts: ContourCounts }>`
    select import_contours(${JSON.stringify(facts)}::jsonb, ${JSON.stringify(rows)}::jsonb) as counts`.execute(
    db,
  );
  return (answer[0] as { counts: ContourCounts }).counts;
}

export const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
