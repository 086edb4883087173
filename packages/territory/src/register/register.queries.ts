import { isAnnounced } from "@essaim/database/file";
import type { MemberActor } from "@essaim/identity/actor";
import { noInputSchema } from "@essaim/identity/member.schema";
import { defineQuery, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import type { Generation } from "../contours/contours.schema.ts";
import { neighbourhoodCodePattern } from "../contours/generation.rules.ts";
import { knownPlaces } from "../indicators/import-indicators.ts";

/** What the register holds of one generation. */
export type GenerationHeld = {
  generation: Generation;
  /** In force today, or until the end of their generation. */
  neighbourhoods: number;
  /** Left the national list before the end of their generation. */
  retired: number;
  withContour: number;
  /** Of those with a contour: invented for the demonstration. */
  approximate: number;
  /** Départements of the neighbourhoods that have a contour. */
  departments: number;
};

export type HeldIndicators = {
  year: number;
  indicators: number;
  neighbourhoods: number;
  communes: number;
  figures: number;
  secret: number;
  sources: string[];
  isApproximate: boolean;
};

export type RegisterImport = {
  id: string;
  kind: "contours" | "indicators";
  /** The name of the file, as whoever keeps the register named it: nobody else reads it. */
  source: string | null;
  generation: Generation | null;
  isPartial: boolean;
  isApproximate: boolean;
  counts: Record<string, number>;
  importedAt: Date;
};

/** Imports shown, the last ones. */
const SHOWN = 10;

/**
 * What the register of neighbourhoods holds, where it came from, and who keeps it.
 * @returns `keeper`: the name of the organisation that keeps it, null when none does; `isKept`: it is one's own
 */
export const getRegister = defineQuery({
  name: "getRegister",
  permission: "territory:import",
  input: noInputSchema,
  run: async ({ db, actor }) => {
    const isKept = await keepsRegister(db, actor);
    const { rows: keepers } = await sql<{ keeper: string | null }>`
      select territory_keeper() as keeper`.execute(db);
    const { rows: generations } = await sql<GenerationHeld>`
      select n.generation,
        count(*) filter (where n.valid_until is not distinct from v.valid_until)::int as neighbourhoods,
        count(*) filter (where n.valid_until is distinct from v.valid_until)::int as retired,
        count(c.neighbourhood_code)::int as "withContour",
        count(*) filter (where c.is_approximate)::int as approximate,
        count(distinct substr(n.code, 3, 3)) filter (where c.neighbourhood_code is not null)::int as departments
      from neighbourhood n
      cross join lateral neighbourhood_validity(n.code, n.generation) v
      left join neighbourhood_contour c on c.neighbourhood_code = n.code
      group by n.generation order by n.generation desc`.execute(db);
    const { rows: indicators } = await sql<HeldIndicators>`
      select i.year, count(*)::int as indicators, bool_or(i.is_approximate) as "isApproximate",
        array_agg(distinct i.source order by i.source) as sources,
        coalesce(max(f.neighbourhoods), 0)::int as neighbourhoods, coalesce(max(f.communes), 0)::int as communes,
        coalesce(max(f.figures), 0)::int as figures, coalesce(max(f.secret), 0)::int as secret
      from territory_indicator i
      left join (select year, count(distinct neighbourhood_code) as neighbourhoods,
          count(distinct commune_code) as communes, count(*) as figures,
          count(*) filter (where value is null) as secret
        from territory_figure group by year) f on f.year = i.year
      group by i.year order by i.year desc`.execute(db);
    const imports = await db
      .selectFrom("territory_import")
      .where("kind", "in", ["contours", "indicators"])
      .select(["id", "kind", "generation", "counts"])
      .select(isKept ? "source" : sql<null>`null`.as("source"))
      .select([
        "is_partial as isPartial",
        "is_approximate as isApproximate",
        "imported_at as importedAt",
      ])
      .orderBy("imported_at", "desc")
      .orderBy("id", "desc")
      .limit(SHOWN)
      .execute();
    return {
      isKept,
      keeper: keepers[0]?.keeper ?? null,
      generations,
      indicators,
      imports: imports as unknown as RegisterImport[],
    };
  },
});

/** Does the reader's own organisation keep the register? */
export const isRegisterKept = defineQuery({
  name: "isRegisterKept",
  permission: "territory:import",
  input: noInputSchema,
  run: ({ db, actor }) => keepsRegister(db, actor),
});

async function keepsRegister(db: Tx, { organisationId }: MemberActor): Promise<boolean> {
  const { isKept } = await db
    .selectFrom("organisation")
    .where("id", "=", organisationId)
    .select("keeps_territory as isKept")
    .executeTakeFirstOrThrow();
  return isKept;
}

/** The codes that a file of indicators may name. */
export const listKnownPlaces = defineQuery({
  name: "listKnownPlaces",
  permission: "territory:import",
  input: noInputSchema,
  run: ({ db }) => knownPlaces(db),
});

/** The names of some neighbourhoods, by code. */
export const listNeighbourhoodNames = defineQuery({
  name: "listNeighbourhoodNames",
  permission: "territory:import",
  input: z.object({ codes: z.array(z.string().regex(neighbourhoodCodePattern)) }),
  run: async ({ db, input }): Promise<Record<string, string>> => {
    if (input.codes.length === 0) return {};
    const rows = await db
      .selectFrom("neighbourhood")
      .where("code", "in", input.codes)
      .select(["code", "name"])
      .execute();
    return Object.fromEntries(rows.map(({ code, name }) => [code, name]));
  },
});

/** Is a file waited for in the storage? */
export const isRegisterFileAwaited = defineQuery({
  name: "isRegisterFileAwaited",
  permission: "territory:import",
  input: z.object({ storageKey: z.string() }),
  run: ({ db, input }) => isAnnounced(db, input.storageKey),
});
