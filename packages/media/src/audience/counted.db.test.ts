import type { Tx } from "@essaim/database/operation";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Origin } from "./audience.schema.ts";
import { addPiece } from "./testing-audience.ts";

let database: TestDatabase;
let ours: Rows;
const pieces: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  for (const slug of ["un", "deux", "trois"]) {
    pieces.push(await addPiece(database, ours, { title: slug, slug }));
  }
});
afterAll(() => database.close());

/** What one source said of a piece, a platform and a month. `order`: later words have a higher one. */
type Said = {
  pieceId: string;
  platform: string;
  month: string;
  origin: Origin;
  value: number;
  order: number;
  isSetAside: boolean;
};

/** Does nobody stand behind what this source says? */
const isMachine = (origin: Origin) => origin === "peertube_api" || origin === "own_counter";

/**
 * The plain rule of what counts of a piece, a platform and a month: the last word of somebody that was not set aside, or
 * else what a machine read.
 */
function countedOf<S extends Said>(said: readonly S[]): S | null {
  const standing = said.filter(({ isSetAside }) => !isSetAside);
  const byPeople = standing.filter(({ origin }) => !isMachine(origin));
  const heard = byPeople.length > 0 ? byPeople : standing;
  return heard.reduce<S | null>(
    (last, one) => (last === null || one.order > last.order ? one : last),
    null,
  );
}

/** What counts of everything that was said, added up: nothing twice. */
function sumCounted(said: readonly Said[]): number {
  const groups = new Map<string, Said[]>();
  for (const one of said) {
    const key = `${one.pieceId} ${one.platform} ${one.month}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].reduce((sum, group) => sum + (countedOf(group)?.value ?? 0), 0);
}

/** The platform of each origin, so that two origins meet on both. */
const sources: readonly [Origin, string][] = [
  ["manual", "peertube"],
  ["csv", "peertube"],
  ["peertube_api", "peertube"],
  ["manual", "youtube"],
  ["youtube_csv", "youtube"],
];
const months = ["2026-01-01", "2026-02-01"];
const month = fc.constantFrom(...months);
const platform = fc.constantFrom("peertube", "youtube");
const value = fc.nat({ max: 1_000_000 });
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("say" as const),
      piece: fc.nat({ max: 2 }),
      source: fc.constantFrom(...sources),
      month,
      value,
    }),
  },
  fc.record({ kind: fc.constant("aside" as const), which: fc.nat() }),
  fc.record({ kind: fc.constant("declare" as const), platform, month, value }),
  fc.record({ kind: fc.constant("undeclare" as const), platform, month }),
  fc.record({ kind: fc.constant("choose" as const), platform, month, pieces: fc.boolean() }),
);

type Total = { value: number; at: number };
/** What the plain rule knows. */
type Model = {
  said: Said[];
  totals: Map<string, Total>;
  choices: Map<string, boolean>;
  /** Since when somebody's word counts among the pieces of a platform and a month. */
  piecesAt: Map<string, number>;
};

/**
 * The plain rule: of a month and a platform, the pieces or the total, whichever was chosen, or else was told first by
 * somebody. Machines alone take no total's place.
 */
function plainSum(model: Model): number {
  let sum = 0;
  for (const on of ["peertube", "youtube"]) {
    for (const of of months) {
      const key = `${on} ${of}`;
      const group = model.said.filter((one) => one.platform === on && one.month === of);
      const total = model.totals.get(key);
      const hasPieces = group.some(({ isSetAside }) => !isSetAside);
      const first = (model.piecesAt.get(key) ?? Number.POSITIVE_INFINITY) < (total?.at ?? 0);
      const counts = !total || (hasPieces && (model.choices.get(key) ?? first));
      sum += counts ? sumCounted(group) : total.value;
    }
  }
  return sum;
}

/** Since when somebody stands behind a part of the pieces, in the days of the steps. */
async function tellSince(db: Tx, model: Model, on: string, of: string, at: number): Promise<void> {
  const key = `${on} ${of}`;
  const isSaid = model.said.some(
    (one) => one.platform === on && one.month === of && !one.isSetAside && !isMachine(one.origin),
  );
  if (!isSaid) model.piecesAt.delete(key);
  else if (!model.piecesAt.has(key)) {
    model.piecesAt.set(key, at);
    // A transaction has one instant.
    await sql`update declared_figure set said_since = now() + make_interval(days => ${at})
      where from_pieces and platform = ${on} and month = ${of}`.execute(db);
  }
}

test("whatever is said, declared, set aside or chosen, the registry counts what the plain rule counts", async () => {
  const stop = new Error("rolled back");
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
      const done = inOrganisation(database.owner.db, ours, async (db) => {
        await sql`delete from declared_figure`.execute(db);
        const model: Model = {
          said: [],
          totals: new Map(),
          choices: new Map(),
          piecesAt: new Map(),
        };
        const ids: string[] = [];
        for (const [at, one] of steps.entries()) {
          const key = "platform" in one ? `${one.platform} ${one.month}` : "";
          if (one.kind === "say") {
            const [origin, on] = one.source;
            const known = model.said.findIndex(
              (other) =>
                isMachine(origin) &&
                other.origin === origin &&
                other.pieceId === pieces[one.piece] &&
                other.month === one.month,
            );
            const importId =
              origin === "csv" || origin === "youtube_csv"
                ? (
                    await sql<{ id: string }>`
                      insert into audience_import (organisation_id, origin, platform, file_name, created_by, content)
                      values (${ours.organisationId}, ${origin}, ${on}, 'f.csv', ${ours.membershipId}, '{}') returning id`.execute(
                      db,
                    )
                  ).rows[0]?.id
                : null;
            const { rows } = await sql<{ id: string }>`
              insert into audience_figure as f (organisation_id, piece_id, platform, month, origin, value, evidence, import_id, said_by)
              values (${ours.organisationId}, ${pieces[one.piece]}, ${on}, ${one.month}, ${origin}, ${one.value}, 'Relevé',
                ${importId}, ${isMachine(origin) ? null : ours.membershipId})
              on conflict (organisation_id, piece_id, platform, month) where said_by is null
                do update set value = excluded.value returning f.id`.execute(db);
            const said = model.said[known];
            if (said) said.value = one.value;
            else {
              ids.push(rows[0]?.id ?? "");
              model.said.push({
                ...{ pieceId: pieces[one.piece] ?? "", platform: on, month: one.month, origin },
                ...{ value: one.value, order: at, isSetAside: false },
              });
            }
            await tellSince(db, model, on, one.month, at);
          } else if (one.kind === "aside" && ids.length > 0) {
            const which = one.which % ids.length;
            const said = model.said[which];
            if (!said || said.isSetAside) continue;
            said.isSetAside = true;
            await sql`update audience_figure set set_aside_at = now(), set_aside_by = ${ours.membershipId},
              set_aside_because = 'Erreur' where id = ${ids[which]}`.execute(db);
            await tellSince(db, model, said.platform, said.month, at);
          } else if (one.kind === "declare" && !model.totals.has(key)) {
            await sql`insert into declared_figure (organisation_id, indicator_key, month, source, value, evidence, created_at)
              values (${ours.organisationId}, 'video_views', ${one.month}, ${`Chaîne ${one.platform}`}, ${one.value}, 'Relevé',
                now() + make_interval(days => ${at}))`.execute(db);
            model.totals.set(key, { value: one.value, at });
          } else if (one.kind === "undeclare") {
            await sql`delete from declared_figure where not from_pieces and platform = ${one.platform}
              and month = ${one.month}`.execute(db);
            model.totals.delete(key);
          } else if (one.kind === "choose") {
            await sql`insert into audience_choice (organisation_id, indicator_key, platform, month, counts_pieces, because, chosen_by)
              values (${ours.organisationId}, 'video_views', ${one.platform}, ${one.month}, ${one.pieces}, 'Choix',
                ${ours.membershipId})`.execute(db);
            model.choices.set(key, one.pieces);
          }
          const { rows: counted } = await sql<{ sum: number }>`
            select coalesce(sum(value), 0)::bigint as sum from figure_month where indicator_key = 'video_views'`.execute(
            db,
          );
          expect(Number(counted[0]?.sum), JSON.stringify(one)).toBe(plainSum(model));
          const { rows: kept } = await sql`select month, value, figures from figure_month
            where indicator_key = 'video_views' and (figures <> 0 or value <> 0) order by 1`.execute(
            db,
          );
          const { rows: again } =
            await sql`select month, sum(value)::bigint as value, count(*)::integer as figures
            from declared_figure where counts and indicator_key = 'video_views' group by 1 order by 1`.execute(
              db,
            );
          expect(kept).toEqual(again);
        }
        throw stop;
      });
      await done.catch((error: unknown) => {
        if (error !== stop) throw error;
      });
    }),
    { numRuns: 60 },
  );
}, 120_000);
