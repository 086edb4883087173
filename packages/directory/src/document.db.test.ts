import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { type MemberActor, memberActor, publicActor } from "@essaim/identity/actor";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createActivity, editActivity, publishActivity } from "./activity.commands.ts";
import { getActivity } from "./activity.queries.ts";
import { activitySchema } from "./activity.schema.ts";
import {
  createOpenResource,
  editOpenResource,
  publishOpenResource,
} from "./open-resource.commands.ts";
import { getOpenResource } from "./open-resource.queries.ts";
import { openResourceSchema } from "./open-resource.schema.ts";
import { getPublishedActivity, getPublishedResource } from "./published-record.queries.ts";

let database: TestDatabase;
let hive: Rows;
let editor: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  hive = await populate(database.owner.db, "Ruche");
  editor = memberActor({
    organisationId: hive.organisationId,
    membershipId: hive.membershipId,
    userId: randomUUID(),
    role: "editor",
    funderId: null,
    requestId: "test",
  });
  await database.owner.db
    .insertInto("commune")
    .values({ code: "59512", name: "Roubaix", department_code: "59" })
    .execute();
});
afterAll(() => database.close());

/** What the database makes of a record's columns. */
async function contentOf(kind: "activity" | "resource", id: string): Promise<unknown> {
  const { rows } = await sql<{ content: unknown }>`
    select record_content(${kind}, ${id}) as content`.execute(database.owner.db);
  return rows[0]?.content;
}

const keys = (value: unknown) => Object.keys(value as object).sort();
const image = { id: "01890a5d-ac96-774b-bcce-b302099a8057", alt: "Un vélo chargé", credit: "CC0" };

/** Every field of an activity, as its form sends them. */
const typedActivity = () => ({
  title: "Livraison à vélo",
  summary: "Livrer sans moteur.",
  sector: "delivery",
  maturity: "spreading",
  description: "À **plusieurs**.",
  requirements: "- Un vélo",
  advantages: "Peu de frais.",
  limits: "Fatigant l’hiver.",
  startupCostMinCents: "1 500",
  startupCostMaxCents: "9000,50",
  monthlyCostMinCents: "0",
  monthlyCostMaxCents: "300",
  peopleMin: "2",
  peopleMax: "12",
  firstIncomeMinMonths: "0",
  firstIncomeMaxMonths: "6",
  space: "Un local sec",
  skills: "Mécanique vélo, QGIS, mecanique velo",
  legalForms: ["association", "cae"],
  income: "Des courses.",
  "steps.0.text": "Rouler une semaine",
  "steps.0.days": "7",
  "steps.1.text": "Signer",
  "steps.1.days": "0,5",
  "steps.1.tools": "Un stylo",
  "figures.0.label": "Loyer",
  "figures.0.cents": "450",
  "figures.0.year": "2024",
  "figures.0.source": "Comptes de 2024",
  "supporters.0.name": "Une coopérative",
  "supporters.0.url": "https://exemple.fr",
  "supporters.1.name": "La ville",
  "questions.0.text": "Et la pluie ?",
  "questions.0.url": "https://forum.exemple.fr/t/1",
  "links.0.kind": "video",
  "links.0.title": "Une tournée",
  "links.0.url": "https://exemple.fr/v",
  "resources.0.openResourceId": hive.resourceId,
  "resources.0.usage": "Les tournées",
  "locations.0.commune": "59350",
  "locations.0.sinceYear": "2018",
  "locations.1.commune": "59512",
  "locations.1.transferredFrom": "59350",
  "locations.1.description": "Deux personnes",
  "english.title": "Bike delivery",
  "english.summary": "Deliver without an engine.",
  "english.limits": "Tiring.",
});

const typedResource = () => ({
  kind: "software",
  name: "CoopCycle",
  summary: "Organiser des livraisons.",
  description: "Le **code**.",
  licenceExpression: "LicenseRef-Coopyleft",
  licenceNote: "Réservé.",
  licenceOriginal: "Coopyleft, see website",
  websiteUrl: "https://coopcycle.org",
  sourceUrl: "https://github.com/coopcycle",
  documentationUrl: "https://docs.coopcycle.org",
  usageGuide: "Demandez une instance.",
  contributionGuide: "Traduisez.",
  governance: "Une fédération.",
  needs: "Du temps.",
  "links.0.kind": "sheet",
  "links.0.title": "La fiche",
  "links.0.url": "https://exemple.fr/f",
  "english.name": "CoopCycle",
  "english.summary": "Organise deliveries.",
});

describe("an activity", () => {
  it("goes from its form to its columns to its document, and back, without losing a word", async () => {
    const input = activitySchema.parse(typedActivity());
    expect(input).toMatchObject({
      skills: ["mécanique vélo", "QGIS"],
      legalForms: ["cae", "association"],
      steps: [{ days: 7 }, { days: 0.5 }],
    });
    const made = await database.execute(editor, createActivity, input);
    if (!made.ok) throw new Error(JSON.stringify(made));
    const content = await contentOf("activity", made.id);
    expect(keys(content)).toEqual(keys(input));
    expect(activitySchema.parse(content)).toEqual(input);
    expect(activitySchema.parse(content)).toEqual(content);

    const record = await database.execute(editor, getActivity, { id: made.id });
    const { resources, locations, ...said } = input;
    expect(record).toMatchObject(said);

    const published = await database.execute(editor, publishActivity, made);
    expect(published).toMatchObject({ ok: true });
    const page = await database.executePublic(publicActor("test"), getPublishedActivity, made);
    expect(page).toMatchObject({ ...said, organisation: { name: "Ruche" } });
    expect(page.places).toContainEqual({
      commune: { code: "59512", name: "Roubaix" },
      sinceYear: null,
      transferredFrom: "59350",
      description: "Deux personnes",
    });
  });

  it("is a document even when nothing but the title was typed", async () => {
    const input = activitySchema.parse({ title: "Rien", summary: "Rien.", sector: "other" });
    const made = await database.execute(editor, createActivity, input);
    if (!made.ok) throw new Error(JSON.stringify(made));
    expect(activitySchema.parse(await contentOf("activity", made.id))).toEqual(input);
    expect(input).toMatchObject({ english: null, maturity: null, steps: [], peopleMin: null });
  });

  it("brings no image by its form, and keeps the words and the order of those it has", async () => {
    const input = activitySchema.parse({ ...typedActivity(), title: "Avec images" });
    const made = await database.execute(editor, createActivity, { ...input, images: [image] });
    if (!made.ok) throw new Error(JSON.stringify(made));
    const imagesOf = async () =>
      (await database.execute(editor, getActivity, { id: made.id })).images;
    expect(await imagesOf()).toEqual([]);
    const other = { ...image, id: randomUUID() };
    await sql`update activity set images = ${JSON.stringify([image, other])} where id = ${made.id}`.execute(
      database.owner.db,
    );
    const described = { ...image, alt: "Un vélo-cargo chargé" };
    const images = [other, described, { ...image, id: randomUUID() }, described];
    const { version } = await database.execute(editor, getActivity, { id: made.id });
    const edited = { ...input, images, id: made.id, version };
    expect(await database.execute(editor, editActivity, edited)).toMatchObject({ ok: true });
    expect(await imagesOf()).toEqual([other, described]);
  });
});

describe("an open resource", () => {
  it("goes from its form to its columns to its document, and back, without losing a word", async () => {
    const input = openResourceSchema.parse(typedResource());
    const made = await database.execute(editor, createOpenResource, input);
    if (!made.ok) throw new Error(JSON.stringify(made));
    const content = await contentOf("resource", made.id);
    expect(keys(content)).toEqual(keys(input));
    expect(openResourceSchema.parse(content)).toEqual(input);
    expect(openResourceSchema.parse(content)).toEqual(content);
    expect(await database.execute(editor, getOpenResource, { id: made.id })).toMatchObject(input);

    await database.execute(editor, publishOpenResource, made);
    const page = await database.executePublic(publicActor("test"), getPublishedResource, made);
    const { licenceExpression, licenceNote, ...said } = input;
    expect(page).toMatchObject({
      ...said,
      licence: { status: "reserved", note: licenceNote, expression: licenceExpression },
    });
  });

  it("loses its translation when it is emptied", async () => {
    const made = await database.execute(editor, createOpenResource, {
      ...openResourceSchema.parse(typedResource()),
      name: "Traduite",
    });
    if (!made.ok) throw new Error(JSON.stringify(made));
    const emptied = { "english.name": "", "english.summary": " " };
    const input = openResourceSchema.parse({ ...typedResource(), ...emptied });
    await database.execute(editor, editOpenResource, { ...input, id: made.id, version: 1 });
    expect(await database.execute(editor, getOpenResource, { id: made.id })).toMatchObject({
      english: null,
    });
  });
});
