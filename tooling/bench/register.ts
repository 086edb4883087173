import { performance } from "node:perf_hooks";
import { connectAs } from "@essaim/database/connection";
import { loadContours } from "@essaim/territory/contours/contours.queries";
import { importContours } from "@essaim/territory/contours/import-contours";
import { sql } from "kysely";
import { invent } from "./locate.ts";

/** Seconds that the import of a national file may take. */
const LIMIT = 30;

/**
 * Imports a national file of contours, then the same again, and prints what it costs, beside what the same bytes cost
 * PostgreSQL alone; then how long a process takes to load the contours, once.
 * @returns whether it kept within the limit
 */
export async function benchRegister(
  stack: { databaseUrl: string },
  say: (text: string) => void,
): Promise<boolean> {
  const bytes = new TextEncoder().encode(invent());
  const { db, close } = connectAs(stack.databaseUrl, 1);
  const file = {
    generation: 2024,
    isPartial: false,
    isApproximate: true,
    sourceName: "Mesure",
  } as const;
  try {
    const begun: [string, number][] = [];
    const [counts, first] = await timed(() =>
      importContours(db, bytes, file, (step) => void begun.push([step, performance.now()])),
    );
    const ended = performance.now();
    const steps = begun.map(([step, at], index) => {
      const until = begun[index + 1]?.[1] ?? ended;
      return `${names[step] ?? step} ${french(until - at)} s`;
    });
    const [, again] = await timed(() => importContours(db, bytes, file));
    const text = new TextDecoder().decode(bytes);
    const [, alone] = await timed(() => sql`select length((${text}::jsonb)::text)`.execute(db));
    const load = () => db.transaction().execute((tx) => loadContours(tx));
    const [, loaded] = await timed(load);
    const [, held] = await timed(load);
    const megabytes = (bytes.length / 1024 / 1024).toFixed(1).replace(".", ",");
    say(
      `\nImport de tous les contours de France (${counts.added + counts.changed} quartiers, ${megabytes} Mo)`,
    );
    say(`  ${steps.join(" · ")} · en tout ${french(first)} s (au plus ${LIMIT})`);
    say(
      `  le même de nouveau ${french(again)} s · ${(first / alone).toFixed(1).replace(".", ",")} fois la lecture de ces octets par PostgreSQL seul`,
    );
    say(
      `  chargement par un processus ${Math.round(loaded)} ms, une fois ; ensuite ${Math.round(held)} ms`,
    );
    const isWithin = first <= LIMIT * 1000;
    say(`  promesse       ${isWithin ? "tenue" : "non tenue"}`);
    return isWithin;
  } finally {
    await close();
  }
}

const names: Record<string, string> = {
  reading: "lecture",
  checking: "contrôle",
  communes: "communes",
  writing: "écriture",
};

const french = (milliseconds: number) => (milliseconds / 1000).toFixed(1).replace(".", ",");

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const begun = performance.now();
  const result = await work();
  return [result, performance.now() - begun];
}
