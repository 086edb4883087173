import { fork } from "node:child_process";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { fecText, invoice } from "@essaim/funding/import/testing/fec-file";
import type { FecWork, FecWorkDone } from "./fec-work.ts";

/** Lines of the file, and what its import may cost. */
const size = { lines: 200_000, accounts: 40 };
const limits = { seconds: 60, megabytes: 400 };

/**
 * Takes over accounts of 200,000 lines and prints how long each step took and how much memory it added to a process
 * that does what the jobs do. The expenses stay in the database, which is thrown away afterwards.
 * @returns whether it kept within the limits
 */
export async function benchFec(
  stack: { databaseUrl: string; secret: string },
  say: (text: string) => void,
): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "essaim-bench-"));
  try {
    const file = join(folder, "000000000FEC20251231.txt");
    await pipeline(Readable.from(pieces()), createWriteStream(file));
    const { databaseUrl, secret } = stack;
    const { seconds, addedMegabytes, lines, created } = await inChild({
      file,
      databaseUrl,
      secret,
    });
    const { read, tried, written } = seconds;
    const total = read + tried + written;
    say(`\nReprise d’un FEC de ${lines} lignes et ${size.accounts} comptes de charges`);
    say(
      `  lecture ${french(read)} s · essai ${french(tried)} s · écriture ${french(written)} s · en tout ${french(total)} s (au plus ${limits.seconds})`,
    );
    say(
      `  mémoire ajoutée ${Math.round(addedMegabytes)} Mo, fichier compris (au plus ${limits.megabytes}) · ${created} dépenses créées`,
    );
    const isWithin =
      lines >= size.lines && total <= limits.seconds && addedMegabytes <= limits.megabytes;
    say(`  promesse       ${isWithin ? "tenue" : "non tenue"}`);
    return isWithin;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const french = (value: number) => value.toFixed(1).replace(".", ",");

/** Invoices of three lines over a year. */
function* pieces(): Generator<string> {
  let titled = false;
  for (let from = 0; from * 3 < size.lines; from += 1_000) {
    const rows = Array.from({ length: 1_000 }, (_, at) => {
      const n = from + at;
      const [charge, ...others] = invoice(String(n + 1), {
        cents: 100 + ((n * 7_919) % 90_000),
        date: `2025${String(1 + (n % 12)).padStart(2, "0")}${String(1 + (n % 28)).padStart(2, "0")}`,
        ...(n % 3 === 0 ? {} : { lettering: `L${n}`, letteredOn: "20251231" }),
      });
      return [{ number: "", ...charge, account: String(606_000 + (n % size.accounts)) }, ...others];
    }).flat();
    const text = fecText(rows);
    yield titled ? text.slice(text.indexOf("\n") + 1) : text;
    titled = true;
  }
}

/** Memory is that of a process of its own: nothing that the bench itself holds counts. */
function inChild(work: FecWork): Promise<FecWorkDone> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL("./fec-work.ts", import.meta.url)), {
      execArgv: ["--import", "tsx"],
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The import ended with code ${code}`)));
    child.once("message", (done) => {
      resolve(done as FecWorkDone);
      child.disconnect();
    });
    child.send(work);
  });
}
