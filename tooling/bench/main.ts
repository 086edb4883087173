import { cpus } from "node:os";
import { seedNational, tellNational } from "../seed/national/main.ts";
import type { Stack } from "../start/stack.ts";
import { benchDashboards } from "./dashboards.ts";
import { benchDisclosure } from "./disclosure.ts";
import { benchFec } from "./fec.ts";
import { fundingPages } from "./funding-pages.ts";
import { benchImport } from "./import.ts";
import { benchLocate } from "./locate.ts";
import { type Measured, measurePage, type Page, pages } from "./pages.ts";
import { addRecords } from "./records.ts";
import { benchRegister } from "./register.ts";
import { benchReport } from "./report.ts";
import { benchSearch } from "./search.ts";
import { benchServing } from "./serving.ts";

/**
 * Prints how fast the pages that matter are, against a bare Node server that sends the same bytes and
 * against their SQL alone, all in one run: only the ratios travel from one machine to another. Before, what finding the
 * neighbourhood of every address costs; after, what importing all the contours of France and taking over a spreadsheet
 * and accounts do.
 * @param parameters seconds per measure (3 by default)
 */
export async function bench(stack: Stack, parameters: string[]): Promise<void> {
  const seconds = Number(parameters[0] ?? 3);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 120) {
    throw new Error("La durée d’une mesure est un nombre entier de secondes, de 1 à 120.");
  }
  say(
    `Données de mesure : ${tellNational(await seedNational({ url: stack.databaseUrl, secret: stack.secret }))}`,
  );
  say(
    `${cpus().length} processeurs (${cpus()[0]?.model.trim()}), Node ${process.versions.node}, 10 connexions, médiane de 3 mesures de ${seconds} s`,
  );
  await benchLocate(say);
  await benchDisclosure(say);
  await benchDashboards(stack, seconds, say);
  await benchReport(stack, say);
  await addRecords(stack.databaseUrl);
  const { list, close } = await pages(stack);
  try {
    for (const page of list) show(page, await measurePage(page, seconds));
  } finally {
    await close();
  }
  const funding = await fundingPages(stack, say);
  try {
    for (const page of funding.list) show(page, await measurePage(page, seconds));
  } finally {
    await funding.close();
  }
  await benchServing(stack, seconds, say);
  await benchSearch(stack, seconds, say);
  // Late: it retires the neighbourhoods of the demonstration.
  await benchRegister(stack, say);
  // Last: what they write joins what is in the organisation that the pages are measured on.
  await benchImport(stack, say);
  await benchFec(stack, say);
}

function show({ name, promise }: Page, { bytes, bare, page, sql, paced }: Measured): void {
  const ratio = (value: number) => value.toFixed(2).replace(".", ",");
  say(`\n${name} (${bytes} octets)`);
  say(`  serveur nu     ${line(bare)}`);
  say(`  SQL seul       ${line(sql)}`);
  say(`  page           ${line(page)}`);
  say(
    `  page / nu      débit ${ratio(page.perSecond / bare.perSecond)} · p95 ${ratio(page.p95 / bare.p95)}`,
  );
  say(
    `  page / SQL     débit ${ratio(page.perSecond / sql.perSecond)} · p95 ${ratio(page.p95 / sql.p95)}`,
  );
  if (!promise || !paced) return;
  const { perSecond, milliseconds, timesSql } = promise;
  const isKept = paced.page.p95 <= milliseconds && paced.page.p95 <= timesSql * paced.sql.p95;
  const pace = `à ${perSecond} par seconde`;
  say(
    `  ${pace}, p95 : SQL ${ratio(paced.sql.p95)} ms, page ${ratio(paced.page.p95)} ms (${ratio(paced.page.p95 / paced.sql.p95)} fois)`,
  );
  say(
    `  promesse       ${isKept ? "tenue" : "non tenue"} : p95 sous ${milliseconds} ms et ${timesSql} fois celui du SQL, ${pace}`,
  );
}

const line = ({ perSecond, p95 }: Measured["page"]) =>
  `${Math.round(perSecond).toString().padStart(6)} req/s · p95 ${p95.toFixed(1).replace(".", ",").padStart(6)} ms`;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
