import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { departmentWritten } from "../communes/department-names.ts";
import type { Generation, MultiPolygon } from "../contours/contours.schema.ts";
import { neighbourhoodCodePattern } from "../contours/generation.rules.ts";
import { onList } from "../contours/on-list.ts";
import type { IndicatorKind, TerritoryIndicator } from "../indicators/indicator.schema.ts";
import { isEpci, type Scope, scopeCodeSchema } from "./scope.schema.ts";

const neighbourhoodCode = z.string().regex(neighbourhoodCodePattern);

/** Intercommunalities, then départements, that have contours to draw; by name. */
export const listScopes = defineQuery({
  name: "listScopes",
  permission: "territory:read",
  input: z.object({}),
  run: async ({ db }): Promise<{ epcis: Scope[]; departments: Scope[] }> => {
    const { rows } = await sql<{
      code: string;
      name: string | null;
      of2015: number;
      of2024: number;
    }>`
      with drawn as (
        select n.code, n.generation, co.department_code, co.epci_code from neighbourhood_contour c
        join neighbourhood n on n.code = c.neighbourhood_code
        join neighbourhood_commune nc on nc.neighbourhood_code = n.code
        join commune co on co.code = nc.commune_code)
      select e.code, e.name, count(distinct d.code) filter (where generation = 2015) as "of2015",
        count(distinct d.code) filter (where generation = 2024) as "of2024"
      from drawn d join epci e on e.code = d.epci_code group by e.code, e.name
      union all
      select department_code, null, count(distinct code) filter (where generation = 2015),
        count(distinct code) filter (where generation = 2024)
      from drawn group by department_code`.execute(db);
    const scopes = rows
      .map(
        ({ code, name, of2015, of2024 }): Scope => ({
          code,
          name: name ?? departmentWritten(code),
          neighbourhoods: {
            ...(of2015 > 0 && { 2015: of2015 }),
            ...(of2024 > 0 && { 2024: of2024 }),
          },
        }),
      )
      .sort((a, b) => a.name.localeCompare(b.name, "fr"));
    return {
      epcis: scopes.filter(({ code }) => isEpci(code)),
      departments: scopes.filter(({ code }) => !isEpci(code)),
    };
  },
});

export type NeighbourhoodOnMap = {
  code: string;
  name: string;
  generation: Generation;
  /** `YYYY-MM-DD`, both days included; no last day while it is in force. */
  validFrom: string;
  validUntil: string | null;
  /** By name. Centres in degrees, where the register of communes has them. */
  communes: {
    code: string;
    name: string;
    epciCode: string | null;
    lon: number | null;
    lat: number | null;
  }[];
  geometry: MultiPolygon;
} & ContourOrigin;

/** Where a contour comes from. */
export type ContourOrigin = {
  /** Invented for the demonstration. */
  isApproximate: boolean;
  /** The name of its file, for the organisation that keeps the register and sent it; null for the others. */
  source: string | null;
  /** The day, in Paris. */
  importedOn: string;
};

/**
 * The neighbourhoods of one generation, with their contours, that touch an intercommunality or a département: those in
 * force on the last day of their generation, or today. By commune, then name.
 */
export const listNeighbourhoodsOnMap = defineQuery({
  name: "listNeighbourhoodsOnMap",
  permission: "territory:read",
  input: z.object({
    scope: scopeCodeSchema,
    generation: z.union([z.literal(2015), z.literal(2024)]),
  }),
  run: async ({ db, input }) => {
    const inScope = isEpci(input.scope)
      ? sql<boolean>`co.epci_code = ${input.scope}`
      : sql<boolean>`co.department_code = ${input.scope}`;
    const found = await read(
      db,
      sql<boolean>`n.generation = ${input.generation} and ${onList} and exists (select from neighbourhood_commune nc join commune co on co.code = nc.commune_code
          where nc.neighbourhood_code = n.code and ${inScope})`,
    );
    return found.sort(
      (a, b) =>
        collator.compare(firstCommune(a), firstCommune(b)) || collator.compare(a.name, b.name),
    );
  },
});

const collator = new Intl.Collator("fr");
const firstCommune = ({ communes }: NeighbourhoodOnMap) => communes[0]?.name ?? "";

/** One neighbourhood, with its contours when they are known. @throws NotFound */
export const getNeighbourhood = defineQuery({
  name: "getNeighbourhood",
  permission: "territory:read",
  input: z.object({ code: neighbourhoodCode }),
  run: async ({ db, input }) => {
    const neighbourhood = await db
      .selectFrom("neighbourhood as n")
      .where("n.code", "=", input.code)
      .select(["n.code", "n.name", "n.valid_from as validFrom", "n.valid_until as validUntil"])
      .select(sql<Generation>`n.generation`.as("generation"))
      .select(communesOf)
      .executeTakeFirst();
    if (!neighbourhood) throw new NotFound(`No neighbourhood ${input.code}`);
    const [drawn] = await read(db, sql<boolean>`n.code = ${input.code}`);
    return {
      ...neighbourhood,
      geometry: drawn?.geometry ?? null,
      origin: drawn
        ? {
            isApproximate: drawn.isApproximate,
            source: drawn.source,
            importedOn: drawn.importedOn,
          }
        : null,
    };
  },
});

/** The contours around a place, within about two kilometres: what a map of one address shows. */
export const listContoursNear = defineQuery({
  name: "listContoursNear",
  permission: "territory:read",
  input: z.object({
    lon: z.number().min(-180).max(180),
    lat: z.number().min(-90).max(90),
    generation: z.union([z.literal(2015), z.literal(2024)]),
  }),
  run: ({ db, input: { lon, lat, generation } }) =>
    read(
      db,
      sql<boolean>`n.generation = ${generation} and ${onList} and c.west <= ${lon + 0.025} and c.east >= ${lon - 0.025}
        and c.south <= ${lat + 0.018} and c.north >= ${lat - 0.018}`,
    ),
});

/**
 * What a map of some neighbourhoods shows of a day: themselves, and every other one of their intercommunalities, or of
 * the département of a commune that has none.
 */
export const readContoursAround = (db: Tx, codes: readonly string[], day: string) =>
  read(
    db,
    sql<boolean>`n.valid_from <= ${day} and (n.valid_until is null or n.valid_until >= ${day}) and exists (
      select from neighbourhood_commune nc join commune co on co.code = nc.commune_code
      where nc.neighbourhood_code = n.code and coalesce(co.epci_code, co.department_code) in (
        select coalesce(place.epci_code, place.department_code)
        from neighbourhood_commune own join commune place on place.code = own.commune_code
        where own.neighbourhood_code = any (${codes})))`,
  );

const communesOf = sql<NeighbourhoodOnMap["communes"]>`coalesce((
  select jsonb_agg(jsonb_build_object('code', co.code, 'name', co.name, 'epciCode', co.epci_code,
    'lon', co.lon, 'lat', co.lat) order by fold(co.name), co.code)
  from neighbourhood_commune nc join commune co on co.code = nc.commune_code
  where nc.neighbourhood_code = n.code), '[]')`.as("communes");

function read(db: Tx, kept: ReturnType<typeof sql<boolean>>): Promise<NeighbourhoodOnMap[]> {
  return (
    db
      .selectFrom("neighbourhood as n")
      .innerJoin("neighbourhood_contour as c", "c.neighbourhood_code", "n.code")
      .innerJoin("territory_import as i", "i.id", "c.import_id")
      .where(kept)
      .select(["n.code", "n.name", "n.valid_from as validFrom", "n.valid_until as validUntil"])
      .select(sql<Generation>`n.generation`.as("generation"))
      .select(communesOf)
      .select(sql<MultiPolygon>`c.geometry`.as("geometry"))
      .select("c.is_approximate as isApproximate")
      // Of organisations, one's own alone is seen.
      .select(
        sql<
          string | null
        >`case when exists (select from organisation where keeps_territory) then i.source end`.as(
          "source",
        ),
      )
      .select(sql<string>`(i.imported_at at time zone 'Europe/Paris')::date`.as("importedOn"))
      .orderBy("n.code")
      .execute()
  );
}

/** What INSEE tells of some neighbourhoods, in the order of its dictionary: each indicator with its years, latest first. */
export const listIndicatorsOf = defineQuery({
  name: "listIndicatorsOf",
  permission: "territory:read",
  input: z.object({ codes: z.array(neighbourhoodCode) }),
  run: async ({ db, input }) => {
    const { rows } = await sql<
      TerritoryIndicator & { kind: IndicatorKind; isApproximate: boolean }
    >`
      select i.code, i.year, i.label, i.unit, i.kind, i.source, i.is_approximate as "isApproximate"
      from territory_indicator i
      where exists (select from territory_figure f where f.indicator_code = i.code and f.year = i.year
        and f.place_code = any (${input.codes}))
      order by i.position, i.code, i.year desc`.execute(db);
    return rows;
  },
});

/** Figures of one indicator and year for some neighbourhoods, by code. Null: withheld by INSEE. */
export const readFiguresOf = defineQuery({
  name: "readFiguresOf",
  permission: "territory:read",
  input: z.object({
    codes: z.array(neighbourhoodCode),
    indicator: z.string(),
    year: z.number().int(),
  }),
  run: async ({ db, input }): Promise<Record<string, number | null>> => {
    const { rows } = await sql<{ code: string; value: number | null }>`
      select place_code as code, value from territory_figure
      where indicator_code = ${input.indicator} and year = ${input.year}
        and place_code = any (${input.codes})`.execute(db);
    return Object.fromEntries(rows.map(({ code, value }) => [code, value]));
  },
});

export type FigureOfPlace = {
  placeCode: string;
  indicatorCode: string;
  year: number;
  value: number | null;
};

/** Every indicator of a neighbourhood, and what it says of the neighbourhood and of its communes, year by year. */
export const getFiguresOfNeighbourhood = defineQuery({
  name: "getFiguresOfNeighbourhood",
  permission: "territory:read",
  input: z.object({ code: neighbourhoodCode }),
  run: async ({ db, input }) => {
    const { rows: figures } = await sql<FigureOfPlace>`
      select f.place_code as "placeCode", f.indicator_code as "indicatorCode", f.year, f.value
      from territory_figure f
      where (f.indicator_code, f.year) in (select indicator_code, year from territory_figure
          where place_code = ${input.code})
        and f.place_code in (select ${input.code}
          union select commune_code from neighbourhood_commune where neighbourhood_code = ${input.code})
      order by f.year`.execute(db);
    return figures;
  },
});
