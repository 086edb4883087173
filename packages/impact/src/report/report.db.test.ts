import { randomUUID } from "node:crypto";
import { eraseWorkers } from "@essaim/accompaniment/privacy/erasure.commands";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import { houseActor, type MemberActor } from "@essaim/identity/actor";
import type { Tx } from "@essaim/identity/operation";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeRelease } from "../release/release.commands.ts";
import type { SectionKind } from "./impact-report.schema.ts";
import {
  approveReport,
  changeSections,
  createImpactReport,
  editImpactReport,
  editSection,
  removeImpactReport,
} from "./report.commands.ts";
import {
  getImpactReport,
  getMyReport,
  getMyReportFile,
  getMySealedFile,
  getReportToPrint,
  listImpactReports,
  listMyReports,
} from "./report.queries.ts";
import { announceReportFile, keepReportFile } from "./report-file.commands.ts";
import { hashOf, isSignedBy, sealerOf } from "./seal.ts";
import { verifySealedFile } from "./sealed-file.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let manager: MemberActor;
let funder: MemberActor;
const seal = sealerOf("the secret of an installation, long enough");

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  manager = actorOf(ours, "manager");
  funder = actorOf(ours, "funder");
  await inOrganisation(database.owner.db, ours, async (db) => {
    for (let at = 0; at < 12; at++) {
      const { id } = await db
        .insertInto("worker")
        .values({
          organisation_id: ours.organisationId,
          given_name: at === 0 ? "Aïssatou" : `Prénom${at}`,
          family_name: at === 0 ? "N’Diaye" : `Inventée${at}`,
          email: at === 0 ? "aissatou@exemple.test" : null,
          kind: "platform_worker",
          supported_from: "2026-02-01",
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      if (at === 0) personId = id;
      await startSupport(db, id);
    }
  });
});
afterAll(() => database.close());

let personId: string;

const startSupport = (db: Tx, workerId: string, startsOn = "2026-02-01") =>
  db
    .insertInto("stage")
    .values({
      organisation_id: ours.organisationId,
      worker_id: workerId,
      kind: "diagnosis",
      starts_on: startsOn,
    })
    .execute();

/** A draft, with a text in each section that wants one. */
async function draft(
  kinds: SectionKind[] = ["opening", "figures", "people", "money"],
  cutOffOn = "2026-06-30",
  text = "Une bonne année.",
) {
  const title = "Rapport à la fondation";
  const grantId = ours.grantId;
  const made = await database.execute(manager, createImpactReport, {
    title,
    grantId,
    cutOffOn,
    kinds,
  });
  if (!made.ok) throw new Error(made.reason);
  for (const section of (await read(made.id)).report.sections) {
    if (section.kind === "opening") await write(made.id, section.id, text);
  }
  return made.id;
}

const read = (id: string) => database.execute(manager, getImpactReport, { id });

async function write(id: string, sectionId: string, text: string, title = "En résumé") {
  const { version } = (await read(id)).report;
  const input = { id, sectionId, version, title, text, stories: [] };
  return database.execute(manager, editSection, input);
}

async function approve(id: string, isRead = true, as = manager) {
  const { version } = (await read(id)).report;
  return database.execute(as, approveReport, { id, version, isRead, seal });
}

describe("a draft", () => {
  test("has its sections added, moved and taken away, each of its kind once but free texts", async () => {
    const id = await draft(["opening", "people"]);
    const step = async (input: object) => {
      const { version } = (await read(id)).report;
      return database.execute(manager, changeSections, { id, version, ...input } as never);
    };
    const kinds = async () => (await read(id)).report.sections.map(({ kind }) => kind);
    expect(await step({ step: "add", kind: "people" })).toMatchObject({
      reason: "section_unknown",
    });
    await step({ step: "add", kind: "free" });
    await step({ step: "add", kind: "free" });
    expect(await kinds()).toEqual(["opening", "people", "free", "free"]);
    const [opening, people] = (await read(id)).report.sections;
    await step({ step: "down", sectionId: opening?.id });
    expect(await kinds()).toEqual(["people", "opening", "free", "free"]);
    await step({ step: "up", sectionId: people?.id });
    await step({ step: "remove", sectionId: people?.id });
    expect(await kinds()).toEqual(["opening", "free", "free"]);
    expect(await step({ step: "remove", sectionId: randomUUID() })).toMatchObject({ ok: false });
  });

  test("loses its files as soon as its words change, whoever changes them", async () => {
    const id = await draft(["opening"], "2026-06-30", "Merci à Aïssatou N’Diaye.");
    const files = () =>
      inOrganisation(database.owner.db, ours, async (db) => {
        const { rows } = await sql<{ kept: number; leaving: number }>`
          select (select count(*)::int from report_file where report_id = ${id}) as kept,
            (select count(*)::int from file_removal where storage_key like ${`%/${id}`}) as leaving`.execute(
          db,
        );
        return rows[0];
      });
    const make = () =>
      inOrganisation(database.owner.db, ours, (db) =>
        db
          .insertInto("report_file")
          .values({
            organisation_id: ours.organisationId,
            report_id: id,
            format: "pdf",
            report_version: 1,
            storage_key: `${ours.organisationId}/${id}`,
            size_bytes: 10,
          })
          .execute(),
      );
    await make();
    expect(await files()).toEqual({ kept: 1, leaving: 0 });
    await database.jobs.db.transaction().execute(async (db) => {
      await sql`select set_config('app.organisation_id', ${ours.organisationId}, true),
        set_config('role', 'essaim_keeper', true)`.execute(db);
      await sql`update impact_report set sections = replace(sections::text, 'Aïssatou', 'Quelqu’un')::jsonb
        where id = ${id}`.execute(db);
    });
    expect(await files()).toEqual({ kept: 0, leaving: 1 });
  });

  test("says what it lacks, and is not approved before it is mended", async () => {
    const id = await draft(["opening", "stories", "figures"], "2026-06-30", "");
    const kinds = (await read(id)).lacks.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(["no_text", "no_story", "no_agreement"]));
    expect(await approve(id)).toEqual({ ok: false, reason: "incomplete" });
    const mended = await draft(["opening", "figures"]);
    expect(await approve(mended, false)).toEqual({ ok: false, reason: "doubtful" });
  });

  test("tells the numbers of people that were typed, and is approved once they were read", async () => {
    const id = await draft(["opening"], "2026-06-30", "Deux femmes du Secteur Sud.");
    expect((await read(id)).lacks).toContainEqual({
      kind: "number_of_people",
      found: [{ words: "Deux femmes", place: "la partie «\u202fEn résumé\u202f»" }],
    });
    expect(await approve(id, false)).toEqual({ ok: false, reason: "doubtful" });
  });

  test("ends with how its figures are counted, whatever its sections", async () => {
    const { content, isFrozen } = await read(await draft(["opening"]));
    expect(isFrozen).toBe(false);
    expect(content.chapters.at(-1)?.title).toBe("Méthode et définitions");
    expect(JSON.stringify(content.chapters.at(-1))).toContain("Personnes différentes accompagnées");
  });

  test("is of a day of the grant’s period", async () => {
    const input = { title: "x", grantId: ours.grantId, cutOffOn: "2027-01-01", kinds: [] };
    const outcome = await database.execute(manager, createImpactReport, input);
    expect(outcome).toEqual({ ok: false, reason: "outside_period" });
  });

  test("may be begun for a day to come, and not for one before a day already released", async () => {
    const begin = (cutOffOn: string) =>
      database.execute(manager, createImpactReport, {
        ...{ title: "x", grantId: ours.grantId, cutOffOn, kinds: [] },
      });
    await inOrganisation(database.owner.db, ours, (db) =>
      sql`update funding_grant set ends_on = ${daysAfter(today(), 9)} where id = ${ours.grantId}`.execute(
        db,
      ),
    );
    expect(await begin(daysAfter(today(), 9))).toMatchObject({ ok: true });
    await database.execute(manager, makeRelease, {
      ...{ grantId: ours.grantId, cutOffOn: "2026-03-31", isPublic: false },
    });
    expect(await begin("2026-03-30")).toEqual({ ok: false, reason: "not_forward" });
    expect(await begin("2026-03-31")).toMatchObject({ ok: true });
    const id = await draft(["opening"]);
    const { version, title } = (await read(id)).report;
    const change = { id, version, title, cutOffOn: "2026-03-30" };
    expect(await database.execute(manager, editImpactReport, change)).toEqual({
      ok: false,
      reason: "not_forward",
    });
  });

  test("belongs to the managers of its organisation", async () => {
    const id = await draft();
    const stranger = actorOf(theirs, "manager");
    await expect(database.execute(stranger, getImpactReport, { id })).rejects.toThrow();
    await expect(database.execute(actorOf(ours), getImpactReport, { id })).rejects.toThrow();
    expect(await database.execute(stranger, listImpactReports, {})).toEqual([]);
  });
});

test("a report that names somebody accompanied is refused, and says who and where", async () => {
  for (const text of [
    "Merci à N’Diaye Aissatou pour son aide.",
    "Écrivez à AISSATOU@exemple.test.",
    "Le parcours d’Aïssatou\u00a0Ndiaye.",
  ]) {
    const outcome = await approve(await draft(["opening"], "2026-06-30", text));
    expect(outcome, text).toMatchObject({
      ok: false,
      reason: "names_somebody",
      named: [{ id: personId, places: ["la partie «\u202fEn résumé\u202f»"] }],
    });
  }
  const id = await draft(["opening"]);
  const { version } = (await read(id)).report;
  const title = "Bilan d’Aïssatou N’Diaye";
  await database.execute(manager, editImpactReport, { id, version, title, cutOffOn: "2026-06-30" });
  expect(await approve(id)).toMatchObject({ named: [{ places: ["le titre du rapport"] }] });
});

test("a name that a merged file alone bore is somebody’s too", async () => {
  await inOrganisation(database.owner.db, ours, async (db) => {
    const tenant = { organisation_id: ours.organisationId };
    const merge = await db
      .insertInto("undo_entry")
      .values({
        ...tenant,
        kind: "worker_merge",
        subject_id: randomUUID(),
        worker_ids: [personId],
        payload: "{}",
        created_by: ours.membershipId,
        expires_at: new Date(Date.now() + 86_400_000),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const content = JSON.stringify({ merged: { given_name: "Aïcha", family_name: "Ouédraogo" } });
    await db
      .insertInto("undo_secret")
      .values({ ...tenant, undo_entry_id: merge.id, content })
      .execute();
  });
  const outcome = await approve(await draft(["opening"], "2026-06-30", "Merci à Aïcha Ouedraogo."));
  expect(outcome).toMatchObject({ reason: "names_somebody", named: [{ id: personId }] });
});

describe("an approved report", () => {
  let id: string;
  beforeAll(async () => {
    id = await draft();
    const outcome = await approve(id);
    expect(outcome).toMatchObject({ ok: true });
  });

  test("is sealed under a code, and its file is found authentic", async () => {
    const { report, seal: sealed } = await read(id);
    expect(report.code).toBe(`ruche-${new Date().getFullYear()}-001`);
    expect(sealed?.hash).toBe(hashOf(report.sealed ?? ""));
    expect(isSignedBy(sealed?.publicKey ?? "", report.sealed ?? "", sealed?.signature ?? "")).toBe(
      true,
    );
    const file = await database.execute(funder, getMySealedFile, { id });
    const keys = { [sealed?.keyId ?? ""]: sealed?.publicKey ?? "" };
    expect(verifySealedFile(new TextEncoder().encode(file.text), keys).verdict).toBe("ok");
  });

  test("shows the figures as disclosure control left them", async () => {
    const { content } = await read(id);
    const people = content.figures.find(({ key }) => key === "supported_workers");
    expect(people?.value).toBe(13);
  });

  test("changes no more, by any of the commands", async () => {
    const { version, sections } = (await read(id)).report;
    const gone = { ok: false, reason: "already_approved" };
    const change = { id, version, title: "Autre", cutOffOn: "2026-05-31" };
    expect(await database.execute(manager, editImpactReport, change)).toEqual(gone);
    expect(await write(id, sections[0]?.id ?? "", "Autre")).toEqual(gone);
    expect(await database.execute(manager, removeImpactReport, { id, version })).toEqual(gone);
    expect(await approve(id)).toEqual(gone);
  });

  test("takes the release of its day when there is one, and the next number", async () => {
    const next = await draft(["opening"]);
    expect((await read(next)).isFrozen).toBe(true);
    expect(await approve(next)).toMatchObject({ ok: true });
    expect((await read(next)).report.code).toMatch(/-002$/);
  });

  test("is read by the funder of its grant, and by no other; its drafts by none", async () => {
    const mine = await database.execute(funder, listMyReports, {});
    expect(mine.map((one) => one.id)).toContain(id);
    expect(mine).toHaveLength(2);
    expect((await database.execute(funder, getMyReport, { id })).content.title).toContain(
      "fondation",
    );
    const another = actorOf(theirs, "funder");
    expect(await database.execute(another, listMyReports, {})).toEqual([]);
    for (const query of [getMyReport, getMySealedFile]) {
      await expect(
        database.execute(another, query as typeof getMyReport, { id }),
      ).rejects.toThrow();
      await expect(
        database.execute(funder, query as typeof getMyReport, { id: await draft() }),
      ).rejects.toThrow();
    }
  });

  test("has its files, which its funder may fetch; one drawn of a draft comes too late", async () => {
    const { version } = await database.execute(manager, getReportToPrint, { id });
    const keep = async (reportId: string, isSealed: boolean, of: number) => {
      const announced = await database.execute(manager, announceReportFile, { reportId });
      if (!announced.ok) throw new Error();
      const file = { reportId, format: "pdf" as const, key: announced.key, sizeBytes: 10 };
      return database.execute(manager, keepReportFile, { ...file, version: of, isSealed });
    };
    expect(await keep(id, false, version)).toEqual({ ok: false, reason: "changed" });
    expect(await keep(id, true, version)).toMatchObject({ ok: true });
    expect(await keep(id, true, version)).toMatchObject({ ok: true });
    const file = await database.execute(funder, getMyReportFile, { id, format: "pdf" });
    expect(file.name).toMatch(/^ruche-\d{4}-001\.pdf$/);
    const other = await draft();
    expect(await keep(other, false, 1)).toEqual({ ok: false, reason: "changed" });
    const to = { id: other, format: "pdf" as const };
    await expect(database.execute(funder, getMyReportFile, to)).rejects.toThrow();
  });

  test("tells the team what its figures have become, each to its own day", async () => {
    const come = (givenName: string, on: string) =>
      inOrganisation(database.owner.db, ours, async (db) => {
        const { id: workerId } = await db
          .insertInto("worker")
          .values({
            organisation_id: ours.organisationId,
            given_name: givenName,
            family_name: "Venue",
            kind: "both",
            supported_from: on,
          })
          .returning("id")
          .executeTakeFirstOrThrow();
        await startSupport(db, workerId, on);
      });
    await come("Nouvelle", "2026-03-01");
    const changed = { key: "supported_workers", sealed: 13, now: 14 };
    expect((await read(id)).changes).toContainEqual(expect.objectContaining(changed));

    // One more person alone is not said: the later report keeps the figure of the earlier day, and is compared with it.
    await come("Suivante", "2026-07-10");
    const later = await draft(["opening", "figures"], "2026-07-31");
    expect(await approve(later)).toMatchObject({ ok: true });
    const { content, changes } = await read(later);
    expect(content.figures).toContainEqual(
      expect.objectContaining({ key: "supported_workers", value: 13, asOf: "2026-03-31" }),
    );
    expect(changes).toContainEqual(expect.objectContaining(changed));
  });

  test("still verifies once somebody is erased, and names nobody", async () => {
    const before = (await read(id)).report.sealed;
    const house = houseActor(ours.organisationId, randomUUID());
    const erased = await database.executeJobs(house, eraseWorkers, {
      workerIds: [personId],
      ground: "request",
      requestedBy: ours.membershipId,
    } as never);
    expect(erased).toMatchObject({ ok: true });
    const { report, seal: sealed } = await read(id);
    expect(report.sealed).toBe(before);
    expect(isSignedBy(sealed?.publicKey ?? "", before ?? "", sealed?.signature ?? "")).toBe(true);
    expect(before).not.toMatch(/diaye|a[iï]ssatou/i);
  });
});
