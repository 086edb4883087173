import { peopleNamedIn } from "@essaim/accompaniment/privacy/named-in-texts.queries";
import { letGoOfFile } from "@essaim/database/file";
import { enqueueJob } from "@essaim/database/job";
import { holdRecord } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import { loadGrant } from "@essaim/funding/grant/grant.queries";
import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { holdReleases, keepRelease } from "../release/release.commands.ts";
import {
  addableKinds,
  changeSectionsSchema,
  createImpactReportSchema,
  editImpactReportSchema,
  editSectionSchema,
  reportStepSchema,
  type Section,
  type SectionKind,
  sectionKindLabels,
} from "./impact-report.schema.ts";
import { writeReport } from "./report-chapters.rules.ts";
import { stops } from "./report-checks.rules.ts";
import { type ImpactReport, loadDraft, loadReport } from "./report-source.queries.ts";
import { type PlacedText, writtenTexts } from "./report-texts.rules.ts";
import type { Sealer } from "./seal.ts";
import { canonical } from "./sealed-file.ts";
import type { SealedReport } from "./sealed-report.ts";

const newSection = (kind: SectionKind): Section => ({
  id: crypto.randomUUID(),
  kind,
  title: sectionKindLabels[kind].title,
  text: "",
  stories: [],
});

/** Begins a report of a grant at a day, with the sections that were chosen. @throws NotFound */
export const createImpactReport = defineCommand({
  name: "createImpactReport",
  permission: "impact:write",
  subject: "impact_report",
  input: createImpactReportSchema,
  run: async ({ db, actor, input }) => {
    const grant = await loadGrant(db, input.grantId);
    if (grant.status !== "awarded" && grant.status !== "closed") {
      return { ok: false, reason: "grant_unknown" } as const;
    }
    const reason = await refusalOfDay(db, grant, input.cutOffOn);
    if (reason) return { ok: false, reason } as const;
    const kinds = input.kinds.filter((kind, at) => input.kinds.indexOf(kind) === at);
    const { id } = await db
      .insertInto("impact_report")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        grant_id: input.grantId,
        title: input.title,
        cut_off_on: input.cutOffOn,
        sections: JSON.stringify(kinds.map(newSection)),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id } as const;
  },
});

/** Why the figures of a grant will never be released at a day; null when they are, or will be once it is over. */
async function refusalOfDay(
  db: Tx,
  grant: { id: string; startsOn: string; endsOn: string },
  cutOffOn: string,
) {
  if (cutOffOn < grant.startsOn || cutOffOn > grant.endsOn) return "outside_period";
  const later = await db
    .selectFrom("figure_release")
    .where("grant_id", "=", grant.id)
    .where("cut_off_on", ">=", cutOffOn)
    .select("cut_off_on as on")
    .orderBy("cut_off_on")
    .executeTakeFirst();
  return later && later.on !== cutOffOn ? "not_forward" : null;
}

/** Changes the title and the day of a draft. @throws NotFound */
export const editImpactReport = defineCommand({
  name: "editImpactReport",
  permission: "impact:write",
  subject: "impact_report",
  input: editImpactReportSchema,
  run: async ({ db, input }) => {
    const held = await holdDraft(db, input);
    if (!held.ok) return held;
    if (input.cutOffOn !== held.current.cutOffOn) {
      const grant = await loadGrant(db, held.current.grantId);
      const reason = await refusalOfDay(db, grant, input.cutOffOn);
      if (reason) return { ok: false, reason } as const;
    }
    await db
      .updateTable("impact_report")
      .set({ title: input.title, cut_off_on: input.cutOffOn })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id } as const;
  },
});

/** Adds a section to a draft, takes one away, or moves it. @throws NotFound */
export const changeSections = defineCommand({
  name: "changeReportSections",
  permission: "impact:write",
  subject: "impact_report",
  input: changeSectionsSchema,
  run: async ({ db, input }) => {
    const held = await holdDraft(db, input);
    if (!held.ok) return held;
    const sections = stepped(held.current.sections, input);
    if (!sections) return { ok: false, reason: "section_unknown" } as const;
    await keepSections(db, input.id, sections);
    return { ok: true, id: input.id, sectionId: sections.at(-1)?.id ?? null } as const;
  },
});

type Step = Pick<z.output<typeof changeSectionsSchema>, "step" | "kind" | "sectionId">;

/** null: the section is no longer there, or cannot be added. */
function stepped(sections: readonly Section[], { step, kind, sectionId }: Step): Section[] | null {
  if (step === "add") {
    if (!kind || !addableKinds(sections).includes(kind)) return null;
    return [...sections, newSection(kind)];
  }
  const at = sections.findIndex(({ id }) => id === sectionId);
  const section = sections[at];
  if (!section) return null;
  const others = sections.filter((_, place) => place !== at);
  if (step === "remove") return others;
  return others.toSpliced(Math.max(0, step === "up" ? at - 1 : at + 1), 0, section);
}

/** Changes the title, the text and the stories of a section. @throws NotFound */
export const editSection = defineCommand({
  name: "editReportSection",
  permission: "impact:write",
  subject: "impact_report",
  input: editSectionSchema,
  run: async ({ db, input }) => {
    const held = await holdDraft(db, input);
    if (!held.ok) return held;
    const { sections } = held.current;
    if (!sections.some(({ id }) => id === input.sectionId)) {
      return { ok: false, reason: "section_unknown" } as const;
    }
    const { title, text, stories } = input;
    await keepSections(
      db,
      input.id,
      sections.map((one) => (one.id === input.sectionId ? { ...one, title, text, stories } : one)),
    );
    return { ok: true, id: input.id } as const;
  },
});

/** Takes away a draft and its files. @throws NotFound */
export const removeImpactReport = defineCommand({
  name: "removeImpactReport",
  permission: "impact:write",
  subject: "impact_report",
  input: reportStepSchema,
  run: async ({ db, actor, input }) => {
    const held = await holdDraft(db, input);
    if (!held.ok) return held;
    await letGoOfFiles(db, actor, input.id);
    await db.deleteFrom("impact_report").where("id", "=", input.id).execute();
    return { ok: true, id: input.id } as const;
  },
});

/**
 * Approves a report: releases the figures of its day unless they are, writes it whole, seals it and hands it to the
 * funder. Refused while something is missing, while what is doubtful was not read, or when a text names somebody
 * accompanied: nobody can be taken out of what is sealed. @throws NotFound
 */
export const approveReport = defineCommand({
  name: "approveImpactReport",
  permission: "impact:publish",
  subject: "impact_report",
  input: reportStepSchema.extend({
    isRead: z.boolean(),
    seal: z.custom<Sealer>((seal) => typeof seal === "function"),
  }),
  run: async ({ db, actor, input }) => {
    const held = await holdDraft(db, input);
    if (!held.ok) return held;
    const { grantId, cutOffOn } = held.current;
    await holdReleases(db, actor, grantId);
    const draft = await loadDraft(db, actor, held.current);
    if (draft.lacks.some(stops)) return { ok: false, reason: "incomplete" } as const;
    if (draft.lacks.length > 0 && !input.isRead) return { ok: false, reason: "doubtful" } as const;
    const named = await namedIn(db, writtenTexts(draft.source));
    if (named.length > 0) return { ok: false, reason: "names_somebody", named } as const;
    const { released } = draft.source;
    if (!released) throw new Error("A draft without figures is incomplete");
    const releaseId =
      draft.releaseId ??
      (await keepRelease(db, actor, { grantId, cutOffOn, isPublic: false }, released));
    const sealed: SealedReport = {
      edition: 1,
      code: await nextCode(db, actor, held.current),
      approvedOn: today(),
      ...writeReport(draft.source),
    };
    await keepSealed(db, actor, held.current.id, releaseId, sealed, input.seal);
    await letGoOfFiles(db, actor, input.id);
    const jobId = await enqueueJob(db, actor, "make_report_files", { reportId: input.id });
    return { ok: true, id: input.id, jobId } as const;
  },
});

async function keepSealed(
  db: Tx,
  actor: MemberActor,
  id: string,
  releaseId: string,
  report: SealedReport,
  seal: Sealer,
): Promise<void> {
  const sealed = canonical(report);
  const { hash, signature, keyId, publicKey } = seal(sealed);
  await sql`select keep_signing_key(${keyId}, ${publicKey})`.execute(db);
  await db
    .updateTable("impact_report")
    .set({
      approved_at: new Date(),
      approved_by: actor.membershipId,
      release_id: releaseId,
      code: report.code,
      ...{ sealed, hash, signature },
      signing_key_id: keyId,
    })
    .where("id", "=", id)
    .execute();
}

/** Who is named, and in which part of the report. */
async function namedIn(db: Tx, texts: readonly PlacedText[]) {
  const people = await peopleNamedIn(
    db,
    texts.map(({ text }) => text),
  );
  return people.map(({ id, name, at }) => ({
    id,
    name,
    places: [...new Set(at.map((place) => texts[place]?.place ?? ""))],
  }));
}

/** Reports are numbered year by year, without a gap: two approved at once wait for each other. */
async function nextCode(
  db: Tx,
  { organisationId }: MemberActor,
  { organisationSlug }: ImpactReport,
): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`report ${organisationId}`}, 0))`.execute(
    db,
  );
  const start = `${organisationSlug.slice(0, 60)}-${today().slice(0, 4)}-`;
  const { rows } = await sql<{ last: number | null }>`
    select max(substr(code, ${start.length + 1}::int)::int) as last from impact_report
    where starts_with(code, ${start})`.execute(db);
  return start + String((rows[0]?.last ?? 0) + 1).padStart(3, "0");
}

async function holdDraft(db: Tx, input: { id: string; version: number }) {
  const held = await holdRecord(db, "impact_report", input, loadReport);
  if (!held.ok) return held;
  if (held.current.approvedAt) return { ok: false, reason: "already_approved" } as const;
  return held;
}

const keepSections = (db: Tx, id: string, sections: readonly Section[]) =>
  db
    .updateTable("impact_report")
    .set({ sections: JSON.stringify(sections) })
    .where("id", "=", id)
    .execute();

async function letGoOfFiles(db: Tx, actor: MemberActor, reportId: string): Promise<void> {
  const files = await db
    .deleteFrom("report_file")
    .where("report_id", "=", reportId)
    .returning("storage_key as key")
    .execute();
  for (const { key } of files) await letGoOfFile(db, actor, key);
}
