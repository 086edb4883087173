import { connect } from "@essaim/database/connection";
import { createExecute } from "@essaim/database/execute";
import { searchDirectory } from "@essaim/directory/search/search.queries";
import { searchSchema } from "@essaim/directory/search/search.schema";
import { publicActor } from "@essaim/identity/actor";
import type { Stack } from "../start/stack.ts";
import { measurePaced } from "./measure.ts";

/** What people type, by how much of the directory answers: half of it, a part, a few, nothing. */
const words = [
  "vélo",
  "livraison",
  "vélos réparation",
  "livraision velo roubaix",
  "atelier de quartier",
  "couture",
  "jardinage légumes",
  "abeilles",
  "quartier ville coopérative",
  "réparer des vélos",
  "cuisine lille",
  "épicrie",
  '"en ville" -enfants',
  "xylophone zinzolin",
  "",
];
const filters: Record<string, string>[] = [
  {},
  { secteur: "food" },
  { departement: "59" },
  { cout: "to_500", maturite: "running" },
  { commune: "Lille", rayon: "25" },
  { licence: "free" },
  { tri: "fraicheur" },
];
const names: Record<string, string> = {
  secteur: "sector",
  departement: "department",
  cout: "cost",
  maturite: "maturity",
  commune: "commune",
  rayon: "km",
  licence: "licence",
  tri: "sort",
};

/** Searches a second: one reader in each of a hundred CAEs who searches every ten seconds. */
const perSecond = 10;
const promise = { milliseconds: 60, timesSql: 3 };

/** Spaces and tabs that write a number: the search reads past them, and no two addresses are the same. */
const blanks = (turn: number) => turn.toString(2).replaceAll("0", " ").replaceAll("1", "\t");

/**
 * Prints how long the page of a search takes, each search another one, against the same searches without the page. The
 * pages kept in memory do not serve: each address is new.
 */
export async function benchSearch(
  stack: Stack,
  seconds: number,
  say: (text: string) => void,
): Promise<void> {
  const visitors = connect({
    url: stack.databaseUrl,
    secret: stack.secret,
    role: "essaim_public",
  });
  const execute = createExecute(visitors.db);
  const visitor = publicActor("bench");
  const asked = words.flatMap((q) => filters.map((filter) => ({ q, ...filter })));
  let turn = 0;
  const next = () => asked[(turn++ * 37) % asked.length] as Record<string, string>;
  const query = () =>
    execute(
      visitor,
      searchDirectory,
      searchSchema.parse(
        Object.fromEntries(
          Object.entries(next()).map(([name, value]) => [
            names[name] ?? name,
            value === "fraicheur" ? "fresh" : value,
          ]),
        ),
      ),
    );
  const visit = async () => {
    const { q = "", ...filter } = next();
    const address = new URLSearchParams({ ...filter, q: q + blanks(turn) });
    const answer = await fetch(`${stack.publicUrl}/recherche?${address}`, { redirect: "error" });
    if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`);
    await answer.arrayBuffer();
  };
  try {
    // Each once, so that what is read is in memory.
    for (const _ of asked) await query();
    for (const _ of asked) await visit();
    const rounds = [];
    for (let round = 0; round < 3; round++) {
      const sql = await measurePaced(query, seconds * 3, perSecond);
      const page = await measurePaced(visit, seconds * 3, perSecond);
      rounds.push({ sql: sql.p95, page: page.p95 });
    }
    const [, middle] = rounds.sort((a, b) => a.page - b.page);
    if (!middle) return;
    const isKept =
      middle.page <= promise.milliseconds && middle.page <= promise.timesSql * middle.sql;
    const shown = (value: number) => value.toFixed(1).replace(".", ",");
    say(`\nRecherche publique, ${asked.length} recherches différentes, ${perSecond} par seconde`);
    say(
      `  p95            SQL ${shown(middle.sql)} ms, page ${shown(middle.page)} ms (${shown(middle.page / middle.sql)} fois)`,
    );
    say(
      `  promesse       ${isKept ? "tenue" : "non tenue"} : p95 sous ${promise.milliseconds} ms et ${promise.timesSql} fois celui du SQL`,
    );
  } finally {
    await visitors.close();
  }
}
