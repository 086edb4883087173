import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  addAgreement,
  announceAgreementFile,
  editAgreement,
  removeAgreement,
} from "./agreement.commands.ts";
import { listAgreements, openAgreement } from "./agreement.queries.ts";
import { addAgreementSchema } from "./agreement.schema.ts";
import { createPartner } from "./partner.commands.ts";
import { getPartner, listPartners } from "./partner.queries.ts";
import { partnerFilterSchema, partnerSchema } from "./partner.schema.ts";

let database: TestDatabase;
let ours: Rows;
let manager: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  manager = actorOf(ours, "manager");
});
afterAll(() => database.close());

async function partner(change: object = {}) {
  const typed = partnerSchema.parse({ kind: "association", status: "secured", ...change });
  const made = await database.execute(manager, createPartner, typed);
  if (!made.ok) throw new Error(made.reason);
  return made.id;
}

test("a partner says what it gives and receives, and those whose next step is late are found", async () => {
  const id = await partner({
    ...{ name: "Régie", gives: "Une salle", receives: "Un atelier" },
    ...{ nextStep: "Rappeler", nextStepOn: daysAfter(today(), -1) },
  });
  await partner({ name: "Lieu", nextStep: "Visiter", nextStepOn: today() });
  expect(await database.execute(actorOf(ours), getPartner, { id })).toMatchObject({
    ...{ gives: "Une salle", receives: "Un atelier", nextStep: "Rappeler" },
  });
  const found = async (filter: object) =>
    (await database.execute(manager, listPartners, partnerFilterSchema.parse(filter))).partners.map(
      ({ name }) => name,
    );
  expect(await found({ suite: "en-retard" })).toEqual(["Régie"]);
  expect(await found({ q: "atelier" })).toEqual(["Régie"]);
  expect(await found({ nature: "association" })).toEqual(["Lieu", "Régie"]);
  expect(partnerSchema.safeParse({ name: "X", nextStepOn: today() }).success).toBe(false);
});

test("what was signed is kept with its file, by a manager alone, and goes with it", async () => {
  const partnerId = await partner({ name: "Mairie" });
  const announced = await database.execute(manager, announceAgreementFile, { partnerId });
  if (!announced.ok) throw new Error("not announced");
  const agreement = addAgreementSchema.parse({
    ...{ partnerId, title: "Convention", signedOn: "2026-01-05", endsOn: "2026-12-31" },
    file: {
      ...{ name: "convention.pdf", contentType: "application/pdf", sizeBytes: 10 },
      storageKey: announced.key,
    },
  });
  expect(await database.execute(manager, addAgreement, agreement)).toMatchObject({ ok: true });
  const late = { ...agreement, title: "Autre" };
  expect(await database.execute(manager, addAgreement, late)).toEqual({
    ok: false,
    reason: "file_gone",
  });
  const coach = actorOf(ours);
  const [line] = await database.execute(coach, listAgreements, { partnerId });
  expect(line).toMatchObject({ title: "Convention", fileName: "convention.pdf" });
  const target = { partnerId, id: line?.id ?? "" };
  await expect(database.execute(coach, openAgreement, target)).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(await database.execute(manager, openAgreement, target)).toMatchObject({
    storageKey: announced.key,
  });
  await database.execute(manager, removeAgreement, target);
  expect(await database.execute(coach, listAgreements, { partnerId })).toEqual([]);
  const removals = await inOrganisation(database.owner.db, ours, (db) =>
    db.selectFrom("file_removal").select("storage_key").execute(),
  );
  expect(removals.map((one) => one.storage_key)).toContain(announced.key);
  await expect(database.execute(manager, removeAgreement, target)).rejects.toMatchObject({
    code: "not_found",
  });
});

test("an agreement is corrected and ended, given its paper later, and never saved over", async () => {
  const partnerId = await partner({ name: "Bailleur" });
  const said = { partnerId, title: "Convention", reference: "", signedOn: "2026-01-05" };
  await database.execute(manager, addAgreement, { ...said, endsOn: null, file: null });
  const list = () => database.execute(manager, listAgreements, { partnerId });
  const [{ id, version } = { id: "", version: 0 }] = await list();
  const announce = async () => {
    const made = await database.execute(manager, announceAgreementFile, { partnerId });
    if (!made.ok) throw new Error("not announced");
    return made.key;
  };
  const paper = (storageKey: string) => ({
    ...{ name: "bail.pdf", contentType: "application/pdf", sizeBytes: 10, storageKey },
  });
  const change = { ...said, id, version, title: "Bail", endsOn: today() };
  const first = await announce();
  const edit = { ...change, file: paper(first) };
  expect(await database.execute(manager, editAgreement, edit)).toMatchObject({ ok: true });
  expect(await list()).toMatchObject([
    { title: "Bail", endsOn: today(), state: "ending", fileName: "bail.pdf" },
  ]);
  expect(await database.execute(manager, editAgreement, { ...change, file: null })).toMatchObject({
    ...{ ok: false, reason: "conflict", current: { title: "Bail" } },
  });
  // Without another, its paper stays; another takes its place.
  const now = { ...change, version: version + 1, title: "Bail signé" };
  await database.execute(manager, editAgreement, { ...now, file: null });
  expect(await list()).toMatchObject([{ title: "Bail signé", fileName: "bail.pdf" }]);
  const second = await announce();
  await database.execute(manager, editAgreement, {
    ...{ ...now, version: version + 2 },
    file: paper(second),
  });
  expect(await database.execute(manager, openAgreement, { partnerId, id })).toMatchObject({
    storageKey: second,
  });
  const removals = await inOrganisation(database.owner.db, ours, (db) =>
    db.selectFrom("file_removal").select("storage_key").execute(),
  );
  expect(removals.map((one) => one.storage_key)).toContain(first);
  const elsewhere = { ...now, partnerId: await partner({ name: "Autre" }), file: null };
  await expect(database.execute(manager, editAgreement, elsewhere)).rejects.toMatchObject({
    code: "not_found",
  });
});
