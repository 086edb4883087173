import type { Database } from "@essaim/database/connection";
import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { sha256 } from "../contours/import-contours.ts";
import type { IndicatorFile, IndicatorStep, StepListener } from "../register/register.schema.ts";
import { readDictionary } from "./read-dictionary.ts";
import { readIndicators } from "./read-indicators.ts";

export type IndicatorCounts = {
  indicators: number;
  /** Neighbourhoods and communes. */
  places: number;
  figures: number;
  /** Figures that INSEE knows and withholds. */
  secret: number;
  /** Figures that were otherwise before, or were not there, or are not any more. */
  changed: number;
};

/** What a file says, read whole and not yet written. */
export type ReadFigures = Awaited<ReturnType<typeof readFigures>>;

/** A file of indicators and its dictionary, in any encoding, with any separator. */
type IndicatorBytes = { figures: Uint8Array; dictionary: Uint8Array };

/**
 * Brings what INSEE tells of some places to a file, all or nothing, as the owner of the database. The same file again
 * changes nothing.
 * @throws IndicatorsRefused, and then nothing is written
 */
export async function importIndicators(
  owner: Database,
  bytes: IndicatorBytes,
  file: IndicatorFile,
  onStep: StepListener<IndicatorStep> = () => {},
): Promise<IndicatorCounts> {
  const known = await owner.transaction().execute(knownPlaces);
  const read = await readFigures(bytes, file, known, onStep);
  return await owner.transaction().execute((db) => saveFigures(db, read, file, onStep));
}

/** The codes of all neighbourhoods and communes. */
export async function knownPlaces(db: Tx): Promise<ReadonlySet<string>> {
  const neighbourhoods = await db.selectFrom("neighbourhood").select("code").execute();
  const communes = await db.selectFrom("commune").select("code").execute();
  return new Set([...neighbourhoods, ...communes].map(({ code }) => code));
}

/**
 * Reads a file of indicators and its dictionary.
 * @param known places of the register
 * @throws IndicatorsRefused
 */
export async function readFigures(
  bytes: IndicatorBytes,
  file: IndicatorFile,
  known: ReadonlySet<string>,
  onStep: StepListener<IndicatorStep> = () => {},
) {
  await onStep("dictionary");
  const { unknownColumns: _, ...dictionary } = await readDictionary(bytes.dictionary, {
    source: file.source,
    year: file.year,
  });
  await onStep("reading");
  const { figures, indicators, unknownPlaces, unknownColumns } = await readIndicators(
    bytes.figures,
    { dictionary, isKnown: (place) => known.has(place), isPartial: file.isPartial },
  );
  return {
    indicators,
    figures,
    /** Lines and columns left aside. */
    unknownPlaces: unknownPlaces.length,
    unknownColumns,
    sha256: sha256(bytes.figures),
  };
}

/**
 * Writes figures that were read, in a transaction of the owner, or of an admin of the organisation that keeps the
 * register.
 * @throws Forbidden for anybody else
 */
export async function saveFigures(
  db: Tx,
  read: ReadFigures,
  file: IndicatorFile,
  onStep: StepListener<IndicatorStep> = () => {},
): Promise<IndicatorCounts> {
  await onStep("writing");
  const yearOf = new Map(read.indicators.map(({ code, year }) => [code, year]));
  const indicators = JSON.stringify(read.indicators);
  const figures = JSON.stringify(
    read.figures.flatMap(({ place, values }) =>
      Object.entries(values).flatMap(([code, figure]) =>
        // What nobody has leaves no row; what is withheld leaves one without a value.
        figure === null
          ? []
          : [
              {
                place,
                code,
                year: yearOf.get(code),
                value: "value" in figure ? figure.value : null,
              },
            ],
      ),
    ),
  );
  const { rows: difference } = await sql<{ changed: number }>`
    with told as (select * from jsonb_to_recordset(${figures}::jsonb)
        as r (place text, code text, year smallint, value double precision)),
      before as (select f.place_code, f.indicator_code, f.year, f.value from territory_figure f
        where f.place_code in (select place from told) and (f.indicator_code, f.year) in
          (select code, year from jsonb_to_recordset(${indicators}::jsonb) as r (code text, year smallint)))
    select count(*)::int as changed from told
    full join before b on (b.place_code, b.indicator_code, b.year) = (told.place, told.code, told.year)
    where told.place is null or b.place_code is null or told.value is distinct from b.value`.execute(
    db,
  );
  const facts = JSON.stringify({
    isPartial: file.isPartial,
    isApproximate: file.isApproximate,
    source: file.sourceName.slice(-200),
    sha256: read.sha256,
  });
  const { rows } = await sql<{ counts: Omit<IndicatorCounts, "changed"> }>`
    select import_territory_figures(${facts}::jsonb, ${indicators}::jsonb, ${figures}::jsonb) as counts`.execute(
    db,
  );
  return {
    ...(rows[0] as { counts: Omit<IndicatorCounts, "changed"> }).counts,
    changed: difference[0]?.changed ?? 0,
  };
}
