import { randomUUID } from "node:crypto";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { type MemberActor, memberActor } from "@essaim/identity/actor";
import { NotFound } from "@essaim/identity/operation";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { markDistinct, unmarkDistinct } from "./distinct.commands.ts";
import { findDistinctPair, listDistinctPairs } from "./distinct.queries.ts";
import { listLikelyPairs, suggestDuplicates } from "./duplicate.queries.ts";
import { typedPersonSchema } from "./duplicate.schema.ts";

let database: TestDatabase;
let ours: Rows;
let coach: MemberActor;
let stranger: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  coach = actorOf(ours);
  stranger = actorOf(await populate(database.owner.db, "Essieu"));
});
afterAll(() => database.close());

function actorOf({ organisationId, membershipId }: Rows): MemberActor {
  return memberActor({
    organisationId,
    membershipId,
    role: "coach",
    userId: randomUUID(),
    funderId: null,
    requestId: randomUUID(),
  });
}

async function tell(
  given_name: string,
  family_name: string,
  columns: object = {},
): Promise<string> {
  const { id } = await inOrganisation(database.owner.db, ours, (db) =>
    db
      .insertInto("worker")
      .values({
        organisation_id: ours.organisationId,
        given_name,
        family_name,
        kind: "both",
        supported_from: "2026-01-01",
        ...columns,
      })
      .returning("id")
      .executeTakeFirstOrThrow(),
  );
  return id;
}

const suggest = async (typed: object, actor = coach) =>
  await database.execute(actor, suggestDuplicates, typedPersonSchema.parse(typed));

describe("while a file is typed", () => {
  let id: string;
  beforeAll(async () => {
    id = await tell("Magdalena", "Kowalczyk-D’Haene", {
      phone: "0612345678",
      email: "magda@exemple.fr",
      commune_code: "59350",
      birth_year: 1985,
    });
  });

  test.each([
    [{ givenName: "magdaléna", familyName: "KOWALCZYK D'HAENE" }, "même nom"],
    [{ givenName: "Kowalczyk D’Haene", familyName: "Magdalena" }, "prénom et nom inversés"],
    [{ givenName: "Magda", familyName: "Kowalczyk-D’Haene" }, "nom qui s’écrit presque pareil"],
    [{ givenName: "Magdalena", familyName: "Kowalczik Dhaene" }, "nom qui s’écrit presque pareil"],
    [{ givenName: "Ana", familyName: "Autre", phone: "+33 6 12 34 56 78" }, "même téléphone"],
    [{ email: " MAGDA@exemple.fr" }, "même adresse électronique"],
  ])("%j brings up the likely same person: %s", async (typed, reason) => {
    expect(await suggest(typed)).toEqual([
      {
        id,
        name: "Magdalena Kowalczyk-D’Haene",
        communeName: "Lille",
        birthYear: 1985,
        coachName: null,
        reasons: expect.arrayContaining([reason]),
      },
    ]);
  });

  test.each([
    {},
    { givenName: "M", familyName: "K" },
    { givenName: "Magdalena" },
    { phone: "06 12", email: "magda@" },
    { givenName: "%", familyName: "_" },
    { givenName: "Magdalena", familyName: "Petit" },
  ])("%j brings up nobody", async (typed) => {
    expect(await suggest(typed)).toEqual([]);
  });

  test("the likeliest comes first, five at most, and never somebody of another organisation", async () => {
    await Promise.all(Array.from({ length: 8 }, () => tell("Paul", "Nombreux")));
    const sure = await tell("Paul", "Nombreux", { phone: "0788776655" });
    const found = await suggest({
      givenName: "Paul",
      familyName: "Nombreux",
      phone: "07 88 77 66 55",
    });
    expect(found).toHaveLength(5);
    expect(found[0]).toMatchObject({ id: sure, reasons: ["même nom", "même téléphone"] });
    expect(await suggest({ givenName: "Paul", familyName: "Nombreux" }, stranger)).toEqual([]);
  });

  test("nobody whose name is erased", async () => {
    await tell("Personne", "Effacée", { anonymised_at: new Date() });
    expect(await suggest({ givenName: "Personne", familyName: "Effacée" })).toEqual([]);
  });
});

test("the pairs of an organisation come the likeliest first, each once", async () => {
  const rows = await populate(database.owner.db, "Paires");
  const actor = actorOf(rows);
  const add = (people: [string, string, object?][]) =>
    inOrganisation(database.owner.db, rows, (db) =>
      db
        .insertInto("worker")
        .values(
          people.map(([given_name, family_name, columns]) => ({
            organisation_id: rows.organisationId,
            given_name,
            family_name,
            kind: "both",
            supported_from: "2026-01-01",
            ...columns,
          })),
        )
        .execute(),
    );
  await add([
    ["Éloïse", "Petit", { phone: "0611111111" }],
    ["Eloise", "PETIT", { phone: "0611111111" }],
    ["Diallo", "Ali"],
    ["Ali", "Diallo"],
    ["Benoît", "Lefèvre"],
    ["Benoit", "Lefebvre"],
    ["Seul", "Aumonde"],
    // Five people at one telephone are an association.
    ...Array.from({ length: 5 }, (_, n): [string, string, object] => [
      `Prénom${"abcde"[n]}`,
      `${"vwxyz"[n]}auquelin`,
      { phone: "0622222222" },
    ]),
  ]);
  const { pairs, isCut } = await database.execute(actor, listLikelyPairs, {});
  expect(isCut).toBe(false);
  expect(
    pairs.map(({ a, b, reasons }) => [[a.name, b.name].sort().join(" / "), ...reasons]),
  ).toEqual([
    ["Eloise PETIT / Éloïse Petit", "même nom", "même téléphone"],
    ["Ali Diallo / Diallo Ali", "prénom et nom inversés"],
    ["Benoit Lefebvre / Benoît Lefèvre", "nom qui s’écrit presque pareil"],
  ]);
  expect((await database.execute(stranger, listLikelyPairs, {})).pairs).toEqual([]);
});

test("two files found to be two people's recall each other no more, until it is taken back", async () => {
  const phone = "0633445566";
  const father = await tell("Jean", "Delannoy", { phone });
  const son = await tell("Jean", "Delannoy", { phone, birth_year: 2001 });
  const [aId = "", bId = ""] = [father, son].sort();
  const are = { aId: bId, bId: aId };
  const typed = { givenName: "Jean", familyName: "Delannoy", phone };
  const paired = async (actor = coach) =>
    (await database.execute(actor, listLikelyPairs, {})).pairs.some(({ a }) =>
      [father, son].includes(a.id),
    );
  const suggestedFor = async (exceptId: string) =>
    (
      await database.execute(coach, suggestDuplicates, {
        ...typedPersonSchema.parse(typed),
        exceptId,
      })
    ).map(({ id }) => id);
  expect(await paired()).toBe(true);
  expect(await suggestedFor(father)).toEqual([son]);

  await expect(database.execute(stranger, markDistinct, are)).rejects.toThrow(NotFound);
  // Twice, in either order, it is one thing said.
  await database.execute(coach, markDistinct, are);
  await database.execute(coach, markDistinct, { aId, bId });
  expect(await paired()).toBe(false);
  expect(await suggestedFor(father)).toEqual([]);
  expect(await suggestedFor(son)).toEqual([]);
  expect(await suggest(typed)).toHaveLength(2);
  const said = { byName: "Ruche", saidAt: expect.any(Date) };
  expect(await database.execute(coach, findDistinctPair, are)).toMatchObject({
    a: { id: aId, name: "Jean Delannoy" },
    ...said,
  });
  expect(await database.execute(coach, listDistinctPairs, {})).toMatchObject([
    { a: { id: aId }, b: { id: bId }, ...said },
  ]);
  expect(await database.execute(stranger, listDistinctPairs, {})).toEqual([]);

  await database.execute(stranger, unmarkDistinct, are);
  expect(await paired()).toBe(false);
  await database.execute(coach, unmarkDistinct, are);
  expect(await paired()).toBe(true);
  expect(await database.execute(coach, findDistinctPair, are)).toBeNull();

  // It leaves with either file.
  await database.execute(coach, markDistinct, are);
  await inOrganisation(database.owner.db, ours, async (db) => {
    await db.deleteFrom("stage").where("worker_id", "=", son).execute();
    await db.deleteFrom("worker").where("id", "=", son).execute();
  });
  expect(await database.execute(coach, listDistinctPairs, {})).toEqual([]);
});
