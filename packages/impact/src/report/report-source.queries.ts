import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { readContoursAround } from "@essaim/territory/map/neighbourhood-map.queries";
import { sql } from "kysely";
import { loadSolver } from "../disclosure/solver.ts";
import { writeRelease } from "../release/release.rules.ts";
import type { ReleaseRefusal } from "../release/release.schema.ts";
import { readContent, readDetails } from "../release/release.schema.ts";
import {
  type BesideRelease,
  loadBesideRelease,
  loadReleaseSource,
} from "../release/release-source.queries.ts";
import { missingFigures } from "../team/missing-figures.rules.ts";
import { readSections } from "./impact-report.schema.ts";
import { peopleNumbers } from "./people-numbers.rules.ts";
import { type ReportSource, type Story, unitsOf, writeReport } from "./report-chapters.rules.ts";
import { type CheckedReport, lacksOf, unreadableParts } from "./report-checks.rules.ts";
import { typedTexts } from "./report-texts.rules.ts";
import type { KeptFigure } from "./sealed-report.ts";

/** @throws NotFound */
export async function loadReport(db: Tx, id: string) {
  const found = await db
    .selectFrom("impact_report as r")
    .innerJoin("funding_grant as g", (join) =>
      join.onRef("g.organisation_id", "=", "r.organisation_id").onRef("g.id", "=", "r.grant_id"),
    )
    .innerJoin("funder as f", (join) =>
      join.onRef("f.organisation_id", "=", "g.organisation_id").onRef("f.id", "=", "g.funder_id"),
    )
    .innerJoin("programme as p", (join) =>
      join
        .onRef("p.organisation_id", "=", "g.organisation_id")
        .onRef("p.id", "=", "g.programme_id"),
    )
    .innerJoin("organisation as o", "o.id", "r.organisation_id")
    .leftJoin("signing_key as k", "k.id", "r.signing_key_id")
    .where("r.id", "=", id)
    .select([
      "r.id",
      "r.grant_id as grantId",
      "r.title",
      "r.cut_off_on as cutOffOn",
      "r.sections",
      "r.approved_at as approvedAt",
      "r.code",
      "r.sealed",
      "r.hash",
      "r.signature",
      "k.id as keyId",
      "k.public_key as publicKey",
      "r.version",
      "o.name as organisationName",
      "o.slug as organisationSlug",
      "g.title as grantTitle",
      "g.reference as grantReference",
      "g.starts_on as grantStartsOn",
      "g.ends_on as grantEndsOn",
      "g.signed_on as grantSignedOn",
      "f.name as funderName",
      "p.name as programmeName",
    ])
    .executeTakeFirst();
  if (!found) throw new NotFound(`No report ${id}`);
  return { ...found, sections: readSections(found.sections) };
}
export type ImpactReport = Awaited<ReturnType<typeof loadReport>>;

/** The figures that a draft shows: those released at its day, else those that its approval would release. */
type Figures = {
  released: ReportSource["released"];
  /** Of the release that is there already; null when its approval makes it. */
  releaseId: string | null;
  refused: { reason: ReleaseRefusal } | null;
};

async function figuresAt(
  db: Tx,
  actor: MemberActor,
  { grantId, cutOffOn }: Pick<ImpactReport, "grantId" | "cutOffOn">,
): Promise<Figures & { beside: BesideRelease }> {
  const made = await db
    .selectFrom("figure_release")
    .where("grant_id", "=", grantId)
    .where("cut_off_on", "=", cutOffOn)
    .select(["id", "content", "details"])
    .executeTakeFirst();
  if (made) {
    const released = { content: readContent(made.content), details: readDetails(made.details) };
    const beside = await loadBesideRelease(db, actor, grantId, cutOffOn);
    return { released, releaseId: made.id, refused: null, beside };
  }
  const beside = await loadReleaseSource(db, actor, grantId, cutOffOn);
  const written = writeRelease(beside, cutOffOn, today(), await loadSolver());
  return written.ok
    ? { released: written, releaseId: null, refused: null, beside }
    : { released: null, releaseId: null, refused: { reason: written.reason }, beside };
}

/** What was told of the activities and is published, without who tells it. */
export async function readStories(db: Tx): Promise<Story[]> {
  return db
    .selectFrom("experience as e")
    .innerJoin("activity as a", (join) =>
      join.onRef("a.organisation_id", "=", "e.organisation_id").onRef("a.id", "=", "e.activity_id"),
    )
    .where("e.published_at", "is not", null)
    .select(["e.id", "a.title as activity", "e.worked", "e.did_not as didNot"])
    .orderBy("a.title")
    .orderBy("e.published_at", "desc")
    .orderBy("e.id")
    .limit(500)
    .execute();
}

/** All that a draft is written from, and all that it lacks. */
export async function loadDraft(db: Tx, actor: MemberActor, report: ImpactReport) {
  const { beside, ...figures } = await figuresAt(db, actor, report);
  const stories = new Map((await readStories(db)).map((story) => [story.id, story]));
  const source: ReportSource = {
    title: report.title,
    header: {
      organisationName: report.organisationName,
      grantTitle: report.grantTitle,
      grantReference: report.grantReference,
      funderName: report.funderName,
      programmeName: report.programmeName,
      startsOn: report.grantStartsOn,
      endsOn: report.grantEndsOn,
    },
    cutOffOn: report.cutOffOn,
    // A story that is published no longer is one that was not chosen.
    sections: report.sections.map((section) => ({
      ...section,
      stories: section.stories.filter((id) => stories.has(id)),
    })),
    released: figures.released,
    contours: await contoursOf(db, report.sections, figures.released),
    stories,
  };
  const checked: CheckedReport = {
    sections: source.sections,
    grant: { signedOn: report.grantSignedOn, targets: beside.promises.size },
    release: figures.refused,
    promised: promisedIn(figures.released),
    months: await missingMonths(db, report, beside),
    numbers: peopleNumbers(typedTexts(source), figures.released),
    unreadable: unreadableParts(writeReport(source)),
  };
  return {
    source,
    lacks: lacksOf(checked),
    releaseId: figures.releaseId,
    exact: exactFigures(beside),
  };
}

/** Those of the map of the report, when it has one. */
async function contoursOf(
  db: Tx,
  sections: ReportSource["sections"],
  released: ReportSource["released"],
): Promise<ReportSource["contours"]> {
  const shown = released?.content.people.neighbourhoods;
  if (!shown || !sections.some(({ kind }) => kind === "neighbourhoods")) return [];
  return readContoursAround(db, Object.keys(shown.people), shown.asOf);
}

/** What the records say today, before disclosure control: for the team alone. */
const exactFigures = ({ definitions, exact }: BesideRelease): KeptFigure[] =>
  definitions.map(({ key, name, counted }) => ({
    key,
    name: name.fr,
    unit: unitsOf[counted],
    value: exact.get(key)?.value ?? null,
  }));

const promisedIn = (released: ReportSource["released"]): CheckedReport["promised"] =>
  released
    ? [...released.content.figures, ...released.details.figures]
        .filter(({ target }) => target !== null)
        .map(({ name, value, withheld, source }) => ({
          name: name.fr,
          isKnown: value !== null || withheld !== null,
          isDeclared: source === "declared",
        }))
    : [];

async function missingMonths(
  db: Tx,
  report: ImpactReport,
  { definitions, promises }: BesideRelease,
): Promise<CheckedReport["months"]> {
  const declared = definitions.filter(
    ({ key, source }) => source === "declared" && promises.has(key),
  );
  if (declared.length === 0) return [];
  const { rows } = await sql<{ key: string; month: string }>`
    select indicator_key as key, month from figure_month
    where figures > 0 and indicator_key = any(${declared.map(({ key }) => key)}::text[])`.execute(
    db,
  );
  const period = { from: report.grantStartsOn, to: report.cutOffOn };
  const expected = declared.map(({ key }) => ({ key, ...period }));
  const { missing } = missingFigures({ period, day: today() }, expected, rows);
  return declared.map(({ key, name }) => ({
    key,
    name: name.fr,
    missing: missing.filter((one) => one.key === key).map(({ month }) => month),
  }));
}
