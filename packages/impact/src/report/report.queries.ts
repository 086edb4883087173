import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { loadGrant, readGrants } from "@essaim/funding/grant/grant.queries";
import type { MemberActor } from "@essaim/identity/actor";
import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";
import { evaluateAll } from "../registry/evaluate.queries.ts";
import { definitionsOutside } from "../release/release-source.queries.ts";
import { type FileFormat, fileFormats } from "./impact-report.schema.ts";
import { writeReport } from "./report-chapters.rules.ts";
import { type ImpactReport, loadDraft, loadReport, readStories } from "./report-source.queries.ts";
import { writeSealedFile } from "./sealed-file.ts";
import { type KeptFigure, readSealed } from "./sealed-report.ts";

/** The reports of every grant, those of the latest day first. */
export const listImpactReports = defineQuery({
  name: "listImpactReports",
  permission: "impact:write",
  input: z.object({ grantId: z.uuid().optional() }),
  run: ({ db, input }) =>
    db
      .selectFrom("impact_report as r")
      .innerJoin("funding_grant as g", (join) =>
        join.onRef("g.organisation_id", "=", "r.organisation_id").onRef("g.id", "=", "r.grant_id"),
      )
      .innerJoin("funder as f", (join) =>
        join.onRef("f.organisation_id", "=", "g.organisation_id").onRef("f.id", "=", "g.funder_id"),
      )
      .$if(input.grantId !== undefined, (query) =>
        query.where("r.grant_id", "=", input.grantId ?? ""),
      )
      .select([
        "r.id",
        "r.title",
        "r.cut_off_on as cutOffOn",
        "r.approved_at as approvedAt",
        "r.code",
        "g.title as grantTitle",
        "f.name as funderName",
      ])
      .orderBy("r.cut_off_on", "desc")
      .orderBy("r.id")
      .execute(),
});

/** The grants of which a report can be made: those that were awarded, the latest first. */
export const listReportedGrants = defineQuery({
  name: "listReportedGrants",
  permission: "impact:write",
  input: z.object({}),
  run: async ({ db }) =>
    (await readGrants(db))
      .filter(({ status }) => status === "awarded" || status === "closed")
      .sort((a, b) => b.startsOn.localeCompare(a.startsOn))
      .map(({ id, title, funderName, startsOn, endsOn }) => ({
        ...{ id, title, funderName, startsOn, endsOn },
      })),
});

/**
 * A report: the draft with what it lacks, or what was sealed with what the figures have become. @throws NotFound
 */
export const getImpactReport = defineQuery({
  name: "getImpactReport",
  permission: "impact:write",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, actor, input }) => {
    const report = await loadReport(db, input.id);
    const files = await filesOf(db, input.id);
    if (report.sealed !== null) {
      const content = readSealed(report.sealed);
      const changes = await changesSince(db, actor, report, content.figures);
      return {
        report,
        files,
        content,
        seal: sealOf(report),
        changes,
        lacks: [],
        exact: [],
        isFrozen: true,
      };
    }
    const { source, lacks, releaseId, exact } = await loadDraft(db, actor, report);
    return {
      report,
      exact,
      files,
      content: writeReport(source),
      seal: null,
      changes: [],
      lacks,
      /** Were the figures of its day released already? */
      isFrozen: releaseId !== null,
    };
  },
});

/** The title and the day of a report, to be changed. @throws NotFound */
export const getReportToEdit = defineQuery({
  name: "getReportToEdit",
  permission: "impact:write",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => loadReport(db, input.id),
});

/** One section of a draft, and the experiences that it may tell. @throws NotFound */
export const getSection = defineQuery({
  name: "getSection",
  permission: "impact:write",
  input: z.object({ id: z.uuid(), sectionId: z.uuid() }),
  run: async ({ db, input }) => {
    const report = await loadReport(db, input.id);
    const section = report.sections.find(({ id }) => id === input.sectionId);
    if (!section) throw new NotFound(`No section ${input.sectionId}`);
    const { id, title, version, approvedAt } = report;
    const stories = section.kind === "stories" ? await readStories(db) : [];
    return { report: { id, title, version, isApproved: approvedAt !== null }, section, stories };
  },
});

/** What the files of a report are drawn from. @throws NotFound */
export const getReportToPrint = defineQuery({
  name: "getReportToPrint",
  permission: "impact:write",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, actor, input }) => {
    const report = await loadReport(db, input.id);
    const { version } = report;
    if (report.sealed !== null) {
      return { content: readSealed(report.sealed), seal: sealOf(report), version };
    }
    const { source } = await loadDraft(db, actor, report);
    return { content: writeReport(source), seal: null, version };
  },
});

export type FigureChange = Pick<KeptFigure, "key" | "name" | "unit"> & {
  sealed: number;
  now: number | null;
};

/** What the figures of a sealed report are today, each counted to its own day, exactly: for the team. */
async function changesSince(
  db: Tx,
  actor: MemberActor,
  { grantId, cutOffOn }: ImpactReport,
  figures: readonly KeptFigure[],
): Promise<FigureChange[]> {
  const { startsOn } = await loadGrant(db, grantId);
  const definitions = await definitionsOutside(db);
  const dayOf = ({ asOf }: KeptFigure) => asOf ?? cutOffOn;
  const changes: FigureChange[] = [];
  for (const to of new Set(figures.map(dayOf))) {
    const exact = await evaluateAll(db, actor, definitions, { from: startsOn, to, grantId });
    for (const figure of figures) {
      const { key, name, unit, value: sealed } = figure;
      const now = exact.get(key)?.value ?? null;
      if (dayOf(figure) !== to || sealed === null || now === sealed) continue;
      changes.push({ key, name, unit, sealed, now });
    }
  }
  return changes;
}

export type ReportSeal = {
  code: string;
  hash: string;
  signature: string;
  keyId: string;
  publicKey: string;
};

function sealOf(report: {
  code: string | null;
  hash: string | null;
  signature: string | null;
  keyId: string | null;
  publicKey: string | null;
}): ReportSeal | null {
  const { code, hash, signature, keyId, publicKey } = report;
  if (!code || !hash || !signature || !keyId || !publicKey) return null;
  return { code, hash, signature, keyId, publicKey };
}

function filesOf(db: Tx, reportId: string) {
  return db
    .selectFrom("report_file")
    .where("report_id", "=", reportId)
    .select(["format", "size_bytes as sizeBytes", "made_at as madeAt", "report_version as version"])
    .execute();
}

const fileInput = z.object({ id: z.uuid(), format: z.enum(fileFormats) });

async function findFile(db: Tx, { id, format }: z.output<typeof fileInput>) {
  const found = await db
    .selectFrom("report_file as f")
    .innerJoin("impact_report as r", (join) =>
      join.onRef("r.organisation_id", "=", "f.organisation_id").onRef("r.id", "=", "f.report_id"),
    )
    .where("f.report_id", "=", id)
    .where("f.format", "=", format)
    .select(["f.storage_key as key", "f.size_bytes as sizeBytes", "r.code", "r.title"])
    .executeTakeFirst();
  if (!found) throw new NotFound(`No ${format} of report ${id}`);
  const { key, sizeBytes } = found;
  return { key, sizeBytes, name: fileName(found, format) };
}

/** A draft says so in its name. */
const fileName = ({ code, title }: { code: string | null; title: string }, format: FileFormat) =>
  `${code ?? `${title} - brouillon`}.${format}`.replace(/[/\\]/g, "-");

/** Where a file of a report is. @throws NotFound when it was not made */
export const getReportFile = defineQuery({
  name: "getImpactReportFile",
  permission: "impact:write",
  input: fileInput,
  run: ({ db, input }) => findFile(db, input),
});

/** The sealed file of a report, to be checked by anybody. @throws NotFound for a draft */
export const getSealedFile = defineQuery({
  name: "getSealedFile",
  permission: "impact:write",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => sealedFile(db, input.id),
});

async function sealedFile(db: Tx, id: string) {
  const { report } = await loadSealed(db, id);
  return { name: `${report.code}.scelle.json`, text: writeSealedFile(report) };
}

/** Only the columns that a funder's role may read. @throws NotFound, also for a draft */
async function loadSealed(db: Tx, id: string) {
  const found = await db
    .selectFrom("impact_report as r")
    .innerJoin("signing_key as k", "k.id", "r.signing_key_id")
    .where("r.id", "=", id)
    .select([
      "r.grant_id as grantId",
      "r.sealed",
      "r.code",
      "r.hash",
      "r.signature",
      "r.approved_at as approvedAt",
      "k.id as keyId",
      "k.public_key as publicKey",
    ])
    .executeTakeFirst();
  const seal = found && sealOf(found);
  if (!found?.sealed || !seal) throw new NotFound(`No sealed report ${id}`);
  const { sealed, grantId, approvedAt } = found;
  return { report: { ...seal, sealed, grantId, approvedAt }, seal };
}

/** The sealed reports of its grants that a funder reads, the latest first. */
export const listMyReports = defineQuery({
  name: "listMyReports",
  permission: "portal:read",
  input: z.object({ grantId: z.uuid().optional() }),
  run: ({ db, input }) =>
    db
      .selectFrom("impact_report")
      .where("approved_at", "is not", null)
      .$if(input.grantId !== undefined, (query) =>
        query.where("grant_id", "=", input.grantId ?? ""),
      )
      .select([
        "id",
        "grant_id as grantId",
        "title",
        "code",
        "cut_off_on as cutOffOn",
        "approved_at as approvedAt",
      ])
      .orderBy("cut_off_on", "desc")
      .orderBy("id")
      .execute(),
});

/** A sealed report, to the funder of its grant. @throws NotFound for any other */
export const getMyReport = defineQuery({
  name: "getMyReport",
  permission: "portal:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    const { report, seal } = await loadSealed(db, input.id);
    const { grantId, approvedAt } = report;
    const files = await filesOf(db, input.id);
    return { id: input.id, grantId, approvedAt, content: readSealed(report.sealed), seal, files };
  },
});

/** Where a file of a sealed report is, for the funder of its grant. @throws NotFound for any other */
export const getMyReportFile = defineQuery({
  name: "getMyReportFile",
  permission: "portal:read",
  input: fileInput,
  run: ({ db, input }) => findFile(db, input),
});

/** The sealed file of a report, for the funder of its grant. @throws NotFound for any other */
export const getMySealedFile = defineQuery({
  name: "getMySealedFile",
  permission: "portal:read",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => sealedFile(db, input.id),
});
