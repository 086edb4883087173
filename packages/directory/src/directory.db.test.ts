import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { type MemberActor, memberActor, publicActor } from "@essaim/identity/actor";
import { definePublicQuery, Forbidden, NotFound } from "@essaim/identity/operation";
import type { Role } from "@essaim/identity/permission";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import {
  createActivity,
  editActivity,
  publishActivity,
  unpublishActivity,
} from "./activity.commands.ts";
import { getActivity, getActivityChoices, listActivities } from "./activity.queries.ts";
import { type ActivityInput, activityFilterSchema, activitySchema } from "./activity.schema.ts";
import {
  createOpenResource,
  editOpenResource,
  publishOpenResource,
  unpublishOpenResource,
} from "./open-resource.commands.ts";
import { getOpenResource, listOpenResources } from "./open-resource.queries.ts";
import {
  type OpenResourceInput,
  openResourceFilterSchema,
  openResourceSchema,
} from "./open-resource.schema.ts";

let database: TestDatabase;
let hive: Rows;
let other: Rows;
let editor: MemberActor;
let stranger: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  hive = await populate(database.owner.db, "Ruche");
  other = await populate(database.owner.db, "Autre");
  editor = member(hive, "editor");
  stranger = member(other, "editor");
  await database.owner.db
    .insertInto("commune")
    .values([
      { code: "59512", name: "Roubaix", department_code: "59" },
      { code: "59599", name: "Tourcoing", department_code: "59" },
      { code: "59009", name: "Villeneuve-d’Ascq", department_code: "59" },
      { code: "93066", name: "Saint-Denis", department_code: "93" },
      { code: "97411", name: "Saint-Denis", department_code: "974" },
    ])
    .execute();
});
afterAll(() => database.close());

function member(rows: Rows, role: Role): MemberActor {
  return memberActor({
    organisationId: rows.organisationId,
    membershipId: rows.membershipId,
    userId: randomUUID(),
    role,
    funderId: null,
    requestId: "test",
  });
}

const activity = (changes: Partial<ActivityInput> = {}): ActivityInput => ({
  ...activitySchema.parse({ title: "T", summary: "S", sector: "other" }),
  title: "Livraison à vélo",
  summary: "Livrer sans moteur.",
  sector: "delivery",
  advantages: "Peu de frais.",
  limits: "Fatigant l’hiver.",
  startupCostMinCents: 80_000,
  startupCostMaxCents: 450_000,
  ...changes,
});

const resource = (changes: Partial<OpenResourceInput> = {}): OpenResourceInput => ({
  ...openResourceSchema.parse({ kind: "software", name: "N", summary: "S" }),
  name: "CoopCycle",
  summary: "Organiser des livraisons.",
  licenceExpression: "LicenseRef-Coopyleft",
  websiteUrl: "https://coopcycle.org/",
  ...changes,
});

const place = (commune: string, transferredFrom: string | null = null) => ({
  commune,
  sinceYear: null,
  transferredFrom,
  description: "",
});

/** Creates, and gives the id, the slug and the version. */
async function made(changes: Partial<ActivityInput> = {}, actor = editor) {
  const outcome = await database.execute(actor, createActivity, activity(changes));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome;
}

async function madeResource(changes: Partial<OpenResourceInput> = {}, actor = editor) {
  const outcome = await database.execute(actor, createOpenResource, resource(changes));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome;
}

const publicSlugs = definePublicQuery({
  name: "publicSlugs",
  permission: "published:read",
  input: z.object({}),
  run: async ({ db }) => {
    const seen = await db
      .selectFrom("published_record")
      .select(["record_kind as kind", "slug", "commune_codes as communes"])
      .execute();
    const slugs = (kind: string) => seen.filter((one) => one.kind === kind).map((one) => one.slug);
    return {
      activities: slugs("activity"),
      resources: slugs("resource"),
      places: seen.flatMap((one) => one.communes),
    };
  },
});
const seenByAnybody = () => database.executePublic(publicActor("test"), publicSlugs, {});

describe("an activity", () => {
  it("is kept as it was given, with its resources and places", async () => {
    const { id: openResourceId } = await madeResource({ name: "Logiciel de tournées" });
    const { id, slug } = await made({
      title: "L’artisanat à vélo & co",
      resources: [{ openResourceId, usage: "Pour les tournées." }],
      locations: [
        {
          commune: "roubaix (59)",
          sinceYear: 2020,
          transferredFrom: "59350",
          description: "Trois",
        },
        { ...place("Lille (59350)"), sinceYear: 2018 },
        place("villeneuve d'ascq"),
      ],
    });
    expect(slug).toBe("l-artisanat-a-velo-et-co");
    const record = await database.execute(editor, getActivity, { id });
    expect(record).toMatchObject({
      version: 1,
      status: "draft",
      publishedAt: null,
      startupCostMinCents: 80_000,
      startupCostMaxCents: 450_000,
      updatedByName: "Ruche",
    });
    expect(record.resources).toMatchObject([
      { openResourceId, usage: "Pour les tournées.", licence: { status: "reserved" } },
    ]);
    expect(record.locations.map((one) => [one.communeName, one.transferredFrom?.name])).toEqual([
      ["Lille", undefined],
      ["Roubaix", "Lille"],
      ["Villeneuve-d’Ascq", undefined],
    ]);
  });

  it("keeps the rows that stay, and drops those that go", async () => {
    const first = await made({ locations: [place("Lille"), place("Roubaix", "Lille")] });
    const edited = await database.execute(editor, editActivity, {
      ...activity({
        title: "Autre titre",
        locations: [place("Roubaix"), place("Lille", "Roubaix")],
      }),
      id: first.id,
      version: 1,
    });
    expect(edited).toMatchObject({ ok: true, version: 2, slug: first.slug });
    const again = await database.execute(editor, editActivity, {
      ...activity({ locations: [] }),
      id: first.id,
      version: 2,
    });
    expect(again).toMatchObject({ ok: true, version: 3 });
    expect((await database.execute(editor, getActivity, { id: first.id })).locations).toEqual([]);
  });

  it("has an address of its own, across organisations and at the same moment", async () => {
    const title = "Épicerie participative";
    const all = await Promise.all([
      made({ title }),
      made({ title }),
      made({ title }, stranger),
      made({ title: "epicerie  PARTICIPATIVE" }, stranger),
    ]);
    expect(all.map((one) => one.slug).sort()).toEqual([
      "epicerie-participative",
      "epicerie-participative-2",
      "epicerie-participative-3",
      "epicerie-participative-4",
    ]);
    expect((await made({ title: "!!!" })).slug).toBe("activite");
  });

  it("travels only between its own places, and never in a loop", async () => {
    const refused = async (locations: ReturnType<typeof place>[]) => {
      const outcome = await database.execute(editor, createActivity, activity({ locations }));
      return outcome.ok || !("errors" in outcome) ? null : Object.keys(outcome.errors);
    };
    expect(await refused([place("Lille", "Roubaix")])).toEqual(["locations.0.transferredFrom"]);
    expect(await refused([place("Lille", "59350")])).toEqual(["locations.0.transferredFrom"]);
    expect(await refused([place("Lille"), place("LILLE")])).toEqual(["locations.1.commune"]);
    expect(
      await refused([
        place("Lille", "Tourcoing"),
        place("Roubaix", "Lille"),
        place("Tourcoing", "Roubaix"),
      ]),
    ).toHaveLength(3);
    expect(await refused([place("Saint-Denis")])).toEqual(["locations.0.commune"]);
    expect(await refused([place("St Denis (93)")])).toBeNull();
    expect(await refused([place("Nulle-Part"), place("%")])).toHaveLength(2);
  });

  it("refuses resources of nobody or of another organisation, and twice the same", async () => {
    const use = (openResourceId: string) => ({ openResourceId, usage: "" });
    const outcome = await database.execute(
      editor,
      createActivity,
      activity({
        resources: [
          use(hive.resourceId),
          use(other.resourceId),
          use(randomUUID()),
          use(hive.resourceId),
        ],
      }),
    );
    expect(outcome).toMatchObject({ ok: false, reason: "invalid" });
    expect(!outcome.ok && "errors" in outcome && Object.keys(outcome.errors)).toEqual([
      "resources.1.openResourceId",
      "resources.2.openResourceId",
      "resources.3.openResourceId",
    ]);
  });

  it("tells the second of two editors, and shows what the first wrote", async () => {
    const { id } = await made();
    const edit = (summary: string) =>
      database.execute(editor, editActivity, { ...activity({ summary }), id, version: 1 });
    const outcomes = await Promise.all([edit("Le premier."), edit("Le second.")]);
    const refused = outcomes.find((outcome) => !outcome.ok);
    const { summary } = await database.execute(editor, getActivity, { id });
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(refused).toMatchObject({ reason: "conflict", changedBy: "Ruche", current: { summary } });
    expect(await database.execute(editor, publishActivity, { id, version: 1 })).toMatchObject({
      reason: "conflict",
    });
  });

  it("is made once by a form sent twice", async () => {
    const submissionId = randomUUID();
    const title = "Fabrication de savon";
    const send = (changes = {}) =>
      database.execute(editor, createActivity, activity({ title, ...changes }), { submissionId });
    const [first, second] = await Promise.all([send(), send()]);
    expect(first).toEqual(second);
    expect(await send({ summary: "Autre chose." })).toMatchObject({ reason: "form_already_used" });
    const { total } = await database.execute(
      editor,
      listActivities,
      activityFilterSchema.parse({ search: title }),
    );
    expect(total).toBe(1);
  });
});

describe("publishing", () => {
  it("is refused, with a reason for each, while limits or advantages are not told", async () => {
    const { id, version } = await made({ advantages: "", limits: "" });
    const outcome = await database.execute(editor, publishActivity, { id, version });
    expect(outcome).toMatchObject({ ok: false, reason: "incomplete" });
    expect(!outcome.ok && "errors" in outcome && Object.keys(outcome.errors).sort()).toEqual([
      "advantages",
      "limits",
    ]);
  });

  it("shows the record to everybody at once, and withdrawing hides it", async () => {
    const software = await madeResource({ name: "Visible" });
    const draft = await madeResource({ name: "Cachée" });
    const { id, slug, version } = await made({
      title: "Vue de tous",
      resources: [{ openResourceId: software.id, usage: "" }],
      locations: [place("Lille")],
    });
    const before = await seenByAnybody();
    expect(before.activities).not.toContain(slug);
    expect(before.places).toEqual([]);

    await database.execute(editor, publishOpenResource, { id: software.id, version: 1 });
    const published = await database.execute(editor, publishActivity, { id, version });
    expect(published).toMatchObject({ ok: true, version: version + 1, slug });
    const during = await seenByAnybody();
    expect(during.activities).toContain(slug);
    expect(during.resources).toContain(software.slug);
    expect(during.resources).not.toContain(draft.slug);
    expect(during.places).toEqual(["59350"]);

    const again = await database.execute(editor, publishActivity, { id, version: version + 1 });
    expect(again).toMatchObject({ ok: true, version: version + 1 });
    const emptied = { ...activity({ limits: "" }), id, version: version + 1 };
    expect(await database.execute(editor, editActivity, emptied)).toMatchObject({
      reason: "incomplete",
    });

    await database.execute(editor, unpublishActivity, { id, version: version + 1 });
    await database.execute(editor, unpublishOpenResource, { id: software.id, version: 2 });
    const after = await seenByAnybody();
    expect(after.activities).not.toContain(slug);
    expect(after.resources).not.toContain(software.slug);
    expect((await made({ title: "Vue de tous" })).slug).toBe(`${slug}-2`);
  });
});

describe("an open resource", () => {
  it("has its licence written as SPDX does, or refused", async () => {
    const { id } = await madeResource({ name: "Carte", licenceExpression: "odbl-1.0 OR mit" });
    const record = await database.execute(editor, getOpenResource, { id });
    expect(record).toMatchObject({
      licenceExpression: "ODbL-1.0 OR MIT",
      licence: { status: "free" },
    });
    const refused = await database.execute(editor, editOpenResource, {
      ...resource({ licenceExpression: "Libre !" }),
      id,
      version: 1,
    });
    expect(refused).toMatchObject({
      reason: "invalid",
      errors: { licenceExpression: expect.stringContaining("SPDX") },
    });
  });

  it("tells the second of two editors", async () => {
    const { id } = await madeResource();
    const edit = { ...resource({ summary: "Autre." }), id, version: 1 };
    expect(await database.execute(editor, editOpenResource, edit)).toMatchObject({ ok: true });
    expect(await database.execute(editor, editOpenResource, edit)).toMatchObject({
      reason: "conflict",
      current: { summary: "Autre.", version: 2 },
    });
  });

  it("lists the activities that rest on it", async () => {
    const { id } = await madeResource({ name: "Plans de remorque" });
    await made({ title: "Remorque", resources: [{ openResourceId: id, usage: "Le châssis." }] });
    const record = await database.execute(editor, getOpenResource, { id });
    expect(record.activities).toMatchObject([{ title: "Remorque", usage: "Le châssis." }]);
    const list = await database.execute(
      editor,
      listOpenResources,
      openResourceFilterSchema.parse({ search: "remorq" }),
    );
    expect(list.resources).toMatchObject([{ id, activityCount: 1 }]);
  });
});

describe("lists", () => {
  it("search words and parts of titles, filter, sort and page", async () => {
    const mine = member(await populate(database.owner.db, "Liste"), "manager");
    const titles = Array.from(
      { length: 27 },
      (_, index) => `Série ${String(index).padStart(2, "0")}`,
    );
    for (const title of titles) await made({ title, sector: "food" }, mine);
    await made({ title: "Réparer 100% des vélos", sector: "craft" }, mine);
    const list = (query: object) =>
      database.execute(mine, listActivities, activityFilterSchema.parse(query));

    const first = await list({ sector: "food", sort: "name" });
    expect(first).toMatchObject({ total: 27, page: 1, pageCount: 2 });
    expect(first.activities.map((one) => one.title)).toEqual(titles.slice(0, 25));
    const beyond = await list({ sector: "food", sort: "name", page: 99 });
    expect(beyond.page).toBe(2);
    expect(beyond.activities.map((one) => one.title)).toEqual(titles.slice(25));
    for (const search of ["velo", "réparation", "repar", "100%", "VÉLOS répa".slice(0, 5)]) {
      expect((await list({ search })).activities, search).toHaveLength(1);
    }
    for (const search of ["%", "_____", "zzz", "\\", "' or '1'='1", "a & | !"]) {
      expect((await list({ search })).total, search).toBeLessThan(2);
    }
    expect((await list({ status: "published" })).total).toBe(0);
    expect((await list({ sort: "-name" })).activities[0]?.title).toMatch(/^Série 26/);
  });
});

describe("another organisation", () => {
  it("neither reads, changes nor publishes what is not its own", async () => {
    const { id } = await made({ title: "Chez nous seulement" });
    const software = await madeResource({ name: "Chez nous aussi" });
    await expect(database.execute(stranger, getActivity, { id })).rejects.toThrow(NotFound);
    await expect(
      database.execute(stranger, editActivity, { ...activity(), id, version: 1 }),
    ).rejects.toThrow(NotFound);
    await expect(database.execute(stranger, publishActivity, { id, version: 1 })).rejects.toThrow(
      NotFound,
    );
    await expect(database.execute(stranger, getOpenResource, { id: software.id })).rejects.toThrow(
      NotFound,
    );
    await expect(
      database.execute(stranger, publishOpenResource, { id: software.id, version: 1 }),
    ).rejects.toThrow(NotFound);
    const { resources } = await database.execute(stranger, getActivityChoices, {});
    expect(resources.map((choice) => choice.id)).not.toContain(software.id);
    const search = activityFilterSchema.parse({ search: "Chez nous" });
    expect((await database.execute(stranger, listActivities, search)).total).toBe(0);
    expect(getActivity.input.safeParse({ id: "../etc" }).success).toBe(false);
  });
});

describe("roles", () => {
  it("lets a coach read and not write, and an administrator or a funder do neither", async () => {
    const { id } = await made({ title: "Lue par tous" });
    const coach = member(hive, "coach");
    expect((await database.execute(coach, getActivity, { id })).title).toBe("Lue par tous");
    await expect(database.execute(coach, createActivity, activity())).rejects.toThrow(Forbidden);
    await expect(database.execute(coach, publishActivity, { id, version: 1 })).rejects.toThrow(
      Forbidden,
    );
    for (const role of ["admin", "funder"] as const) {
      await expect(database.execute(member(hive, role), getActivity, { id })).rejects.toThrow(
        Forbidden,
      );
    }
    expect(await made({ title: "Par la direction" }, member(hive, "manager"))).toMatchObject({
      ok: true,
    });
  });
});
