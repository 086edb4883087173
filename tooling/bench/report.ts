import { setTimeout as wait } from "node:timers/promises";
import { connectAs, type Database } from "@essaim/database/connection";
import { fileFormats, sectionKinds } from "@essaim/impact/report/impact-report.schema";
import { createImpactReport } from "@essaim/impact/report/report.commands";
import { askReportFiles } from "@essaim/impact/report/report-file.commands";
import { openStorage } from "@essaim/web/storage";
import { sql } from "kysely";
import { lookers } from "../seed/national/size.ts";
import type { Stack } from "../start/stack.ts";
import { openLooking } from "./looking.ts";

/** Texts of the team that make a report this long. */
const size = { pages: 40, texts: 20, paragraphs: 16 };
const limit = 20;

const paragraph =
  "La coopérative accompagne des personnes qui créent leur activité, et partage ce qu’elle apprend avec toutes les autres. ".repeat(
    6,
  );

/**
 * Asks for the files of a report of ten years, as a manager does, and prints when the last one is there.
 * @returns whether it kept within the limit
 */
export async function benchReport(stack: Stack, say: (text: string) => void): Promise<boolean> {
  const { execute, signIn, close } = openLooking(stack);
  const owner = connectAs(stack.databaseUrl, 1);
  try {
    const actor = await (await signIn(lookers.measured.manager)).actor();
    const { grantId, cutOffOn } = await latestRelease(owner.db, actor.organisationId);
    const kinds = sectionKinds.filter((kind) => kind !== "stories");
    const report = { title: "Rapport de mesure", grantId, cutOffOn, kinds };
    const made = await execute(actor, createImpactReport, report);
    if (!made.ok) throw new Error(made.reason);
    await writeTexts(owner.db, made.id);

    const begun = performance.now();
    await execute(actor, askReportFiles, { reportId: made.id });
    const files = await filesOf(owner.db, made.id);
    const seconds = (performance.now() - begun) / 1000;

    const pdf = files.find(({ format }) => format === "pdf");
    const storage = openStorage({ kind: "folder", folder: `${stack.dataDir}/files` });
    const pages = countPages(await storage.read(pdf?.key ?? ""));
    const isWithin = pages >= size.pages && seconds <= limit;
    say(`\nRapport d’impact de ${pages} pages, dans ses ${files.length} formats`);
    say(
      `  promesse       ${isWithin ? "tenue" : "non tenue"} : ${seconds.toFixed(1).replace(".", ",")} s de la demande au dernier fichier (au plus ${limit})`,
    );
    return isWithin;
  } finally {
    await owner.close();
    await close();
  }
}

async function latestRelease(db: Database, organisationId: string) {
  const { rows } = await sql<{ grantId: string; cutOffOn: string }>`
    select grant_id as "grantId", cut_off_on::text as "cutOffOn" from figure_release
    where organisation_id = ${organisationId} order by cut_off_on desc limit 1`.execute(db);
  if (!rows[0]) throw new Error("Nothing was released");
  return rows[0];
}

async function writeTexts(db: Database, reportId: string): Promise<void> {
  const text = Array.from({ length: size.paragraphs }, () => paragraph.trim()).join("\n\n");
  const texts = Array.from({ length: size.texts }, (_, at) => ({
    ...{ id: crypto.randomUUID(), kind: "free", title: `Texte ${at + 1}`, text, stories: [] },
  }));
  await sql`update impact_report set sections = sections || ${JSON.stringify(texts)}::jsonb where id = ${reportId}`.execute(
    db,
  );
}

/** Waits for the files, however long they take. @throws when their making failed */
async function filesOf(db: Database, reportId: string) {
  for (;;) {
    const { rows } = await sql<{ format: string; key: string }>`
      select format, storage_key as key from report_file where report_id = ${reportId}`.execute(db);
    if (rows.length === fileFormats.length) return rows;
    const failed =
      await sql`select from job where input ->> 'reportId' = ${reportId} and status = 'failed'`.execute(
        db,
      );
    if (failed.rows.length > 0) throw new Error("The files of the report were not made");
    await wait(100);
  }
}

const countPages = (pdf: Uint8Array) =>
  Buffer.from(pdf)
    .toString("latin1")
    .match(/\/Type \/Page\b/g)?.length ?? 0;
