import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeBigWorkbook } from "@essaim/accompaniment/import/testing/big-workbook";
import type { ImportWork, ImportWorkDone } from "./import-work.ts";

/** Lines and columns of the workbook, and what the import of it may cost. */
const size = { rows: 10_000, columns: 40 };
const limits = { seconds: 60, megabytes: 300 };

/**
 * Takes over a workbook of 10,000 people and prints how long each step took and how much memory it added to a process
 * that does what the jobs do. The people stay in the database, which is thrown away afterwards.
 * @returns whether it kept within the limits
 */
export async function benchImport(
  stack: { databaseUrl: string; secret: string },
  say: (text: string) => void,
): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "essaim-bench-"));
  try {
    const file = join(folder, "personnes.xlsx");
    await writeBigWorkbook(file, size);
    const { databaseUrl, secret } = stack;
    const done = await inChild({ file, databaseUrl, secret });
    const { read, tried, written } = done.seconds;
    const seconds = read + tried + written;
    say(`\nReprise d’un tableur de ${size.rows} personnes et ${size.columns} colonnes (.xlsx)`);
    say(
      `  lecture ${french(read)} s · essai ${french(tried)} s · écriture ${french(written)} s · en tout ${french(seconds)} s (au plus ${limits.seconds})`,
    );
    say(
      `  mémoire ajoutée ${Math.round(done.addedMegabytes)} Mo (au plus ${limits.megabytes}) · ${done.created} fiches créées, ${done.stages} étapes, ${done.values} réponses`,
    );
    const isWithin =
      done.created === size.rows &&
      seconds <= limits.seconds &&
      done.addedMegabytes <= limits.megabytes;
    say(`  promesse       ${isWithin ? "tenue" : "non tenue"}`);
    return isWithin;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const french = (value: number) => value.toFixed(1).replace(".", ",");

/** Memory is that of a process of its own: nothing that the bench itself holds counts. */
function inChild(work: ImportWork): Promise<ImportWorkDone> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL("./import-work.ts", import.meta.url)), {
      execArgv: ["--import", "tsx"],
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The import ended with code ${code}`)));
    child.once("message", (done) => {
      resolve(done as ImportWorkDone);
      child.disconnect();
    });
    child.send(work);
  });
}
