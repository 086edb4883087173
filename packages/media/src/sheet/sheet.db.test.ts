import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, publishRows, type Rows } from "@essaim/database/testing-rows";
import { type MemberActor, publicActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  getPublicBranch,
  getPublicSheet,
  getPublicSheetHistory,
  getSheetTree,
} from "./published-sheet.queries.ts";
import {
  createSheet,
  editSheet,
  moveSheet,
  placeSheet,
  publishSheet,
  removeSheet,
  restoreSheet,
  revertSheet,
  withdrawSheet,
} from "./sheet.commands.ts";
import { getSheet, listSheets, listSheetVersions } from "./sheet.queries.ts";
import { newSheetSchema } from "./sheet.schema.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let editor: MemberActor;
const anybody = publicActor("test");
const start = "https://essaim.exemple.fr";

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  editor = actorOf(ours, "editor");
});
afterAll(() => database.close());

async function create(title: string, parentId: string | null = null, body = `Texte de ${title}.`) {
  const input = newSheetSchema.parse({
    ...{ title, body, language: "fr", licenceExpression: "CC-BY-SA-4.0" },
    ...(parentId && { parentId }),
  });
  const made = await database.execute(editor, createSheet, input);
  if (!made.ok) throw new Error(made.reason);
  return made.id;
}
const get = (id: string) => database.execute(editor, getSheet, { id });
const versionOf = async (id: string) => (await get(id)).version;
const publish = async (id: string) =>
  database.execute(editor, publishSheet, { id, version: await versionOf(id) });
async function edit(id: string, change: { title?: string; body?: string }, version?: number) {
  const sheet = await get(id);
  return database.execute(editor, editSheet, {
    ...{ id, version: version ?? sheet.version, title: sheet.title, body: sheet.body, note: "" },
    ...{ language: "fr" as const, licenceExpression: "CC-BY-SA-4.0" as const, ...change },
  });
}
const read = (path: string) =>
  database.executePublic(anybody, getPublicSheet, { organisation: "ruche", path, start });
const said = async (path: string) => {
  const found = await read(path);
  return found.movedTo === null ? found.sheet.body : `→ ${found.movedTo}`;
};
const tree = async () =>
  (await database.execute(editor, listSheets, {})).sheets
    .map(({ title, depth }) => "-".repeat(depth) + title)
    .join(" ");

describe("what the public reads", () => {
  test("is the version that was published, never a draft, and its history holds no other", async () => {
    const id = await create("Freins", null, "Un");
    await expect(read("freins")).rejects.toMatchObject({ code: "not_found" });
    await publish(id);
    await edit(id, { body: "Brouillon" });
    await edit(id, { body: "Deux" });
    expect(await said("freins")).toBe("Un");
    expect(await get(id)).toMatchObject({ isUpToDate: false, headNumber: 3, publishedNumber: 1 });
    await publish(id);
    expect(await said("freins")).toBe("Deux");
    const { versions } = await database.executePublic(anybody, getPublicSheetHistory, {
      ...{ organisation: "ruche", path: "freins", language: "fr" },
    });
    expect(versions.map(({ number }) => number)).toEqual([3, 1]);
    expect(JSON.stringify(versions)).not.toContain("Brouillon");
    const told = await database.public.db.selectFrom("sheet_version").select("body").execute();
    expect(told.map(({ body }) => body)).not.toContain("Brouillon");
    await expect(sql`select from sheet`.execute(database.public.db)).rejects.toThrow(
      /permission denied/,
    );
  });

  test("a sheet is published once the one above is, and is withdrawn before it", async () => {
    const above = await create("Atelier");
    const below = await create("Outils", above);
    expect(await publish(below)).toEqual({ ok: false, reason: "parent_unpublished" });
    await publish(above);
    expect(await publish(below)).toMatchObject({ ok: true });
    expect(await said("atelier/outils")).toBe("Texte de Outils.");
    const withdraw = async (id: string) =>
      database.execute(editor, withdrawSheet, { id, version: await versionOf(id) });
    expect(await withdraw(above)).toEqual({ ok: false, reason: "children_published" });
    await withdraw(below);
    expect(await withdraw(above)).toMatchObject({ ok: true });
    await expect(read("atelier")).rejects.toMatchObject({ code: "not_found" });
    const empty = await create("Vide", null, " ");
    expect(await publish(empty)).toEqual({ ok: false, reason: "empty" });
  });
});

describe("an address", () => {
  test("follows the title that is public, and the tree; the old ones lead to it for ever", async () => {
    const velo = await create("Vélo");
    const chaine = await create("Chaîne", velo);
    await publish(velo);
    await publish(chaine);
    await edit(chaine, { title: "Transmission" });
    expect(await said("velo/chaine")).toBe("Texte de Chaîne.");
    await publish(chaine);
    expect(await said("velo/chaine")).toBe("→ velo/transmission");
    const cargo = await create("Vélo cargo");
    await publish(cargo);
    await database.execute(editor, placeSheet, { id: velo, parentId: cargo });
    expect(await said("velo/chaine")).toBe("→ velo-cargo/velo/transmission");
    expect(await said("velo")).toBe("→ velo-cargo/velo");
    expect(await said("velo-cargo/velo/transmission")).toBe("Texte de Chaîne.");
    // Another sheet comes where it was: the address is its own, until it goes.
    const other = await create("Vélo", null, "Un autre.");
    await publish(other);
    expect(await said("velo")).toBe("Un autre.");
    await database.execute(editor, placeSheet, { id: other, parentId: chaine });
    expect(await said("velo")).toBe("→ velo-cargo/velo/transmission/velo");
  });

  test("is never two sheets', nor a word of the directory's", async () => {
    const [a, b] = [await create("Double"), await create("Double")];
    const reserved = await create("Historique");
    for (const id of [a, b, reserved]) await publish(id);
    const paths = await Promise.all(
      [a, b, reserved].map(async (id) => (await get(id)).published?.path),
    );
    expect(paths).toEqual(["double", "double-2", "historique-2"]);
  });

  test("that held the name of somebody erased is forgotten with it", async () => {
    const id = await create("Atelier de Zoé Dupont");
    await publish(id);
    await database.jobs.db.transaction().execute(async (db) => {
      await sql`select set_config('app.organisation_id', ${ours.organisationId}, true),
        set_config('role', 'essaim_keeper', true)`.execute(db);
      await sql`update sheet set slug = 'atelier-de-personne-effacee' where id = ${id}`.execute(db);
    });
    expect(await said("atelier-de-personne-effacee")).toBe("Texte de Atelier de Zoé Dupont.");
    await expect(read("atelier-de-zoe-dupont")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the tree", () => {
  test("is moved step by step, never below itself, whoever moves at once", async () => {
    const parent = await create("Racine");
    const [un, deux] = [await create("Un", parent), await create("Deux", parent)];
    const move = (id: string, step: "up" | "down" | "indent" | "outdent") =>
      database.execute(editor, moveSheet, { id, move: step });
    const branch = async () => (await tree()).replace(/^.*Racine/, "Racine");
    expect(await branch()).toBe("Racine -Un -Deux");
    await move(deux, "up");
    expect(await branch()).toBe("Racine -Deux -Un");
    expect(await move(deux, "up")).toEqual({ ok: false, reason: "first" });
    await move(un, "indent");
    expect(await branch()).toBe("Racine -Deux --Un");
    expect(await database.execute(editor, placeSheet, { id: deux, parentId: un })).toEqual({
      ok: false,
      reason: "below_itself",
    });
    await move(un, "outdent");
    // Each is innocent; together they would make a circle.
    const outcomes = await Promise.all([
      database.execute(editor, placeSheet, { id: un, parentId: deux }),
      database.execute(editor, placeSheet, { id: deux, parentId: un }),
    ]);
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
    await Promise.all(Array.from({ length: 6 }, (_, at) => create(`Ensemble ${at}`, parent)));
    expect((await branch()).match(/Ensemble/g)).toHaveLength(6);
  });

  test("PostgreSQL refuses a circle by itself", async () => {
    const above = await create("Haut");
    const below = await create("Bas", above);
    await expect(
      inOrganisation(database.owner.db, ours, (db) =>
        sql`update sheet set parent_id = ${below} where id = ${above}`.execute(db),
      ),
    ).rejects.toMatchObject({ constraint: "sheet_tree" });
  });

  test("a sheet with others below is not deleted; alone, it goes to the bin, and comes back", async () => {
    const above = await create("Dossier");
    const below = await create("Page", above);
    await publish(above);
    await publish(below);
    const remove = async (id: string) =>
      database.execute(editor, removeSheet, { id, version: await versionOf(id) });
    expect(await remove(above)).toEqual({ ok: false, reason: "has_children" });
    await remove(below);
    await expect(read("dossier/page")).rejects.toMatchObject({ code: "not_found" });
    const { removed } = await database.execute(editor, listSheets, {});
    expect(removed.map(({ title }) => title)).toContain("Page");
    await database.execute(editor, restoreSheet, { id: below });
    expect(await get(below)).toMatchObject({ parentId: above, published: null, headNumber: 1 });
    await remove(below);
    await remove(above);
    await database.execute(editor, restoreSheet, { id: below });
    expect(await get(below)).toMatchObject({ parentId: null });
  });
});

describe("versions", () => {
  test("each save is one, what was is said again as one more, and the second of two writers is told", async () => {
    const id = await create("Pneus", null, "Un");
    const { version } = await get(id);
    await edit(id, { body: "Deux" });
    expect(await edit(id, { body: "Trois" }, version)).toMatchObject({
      reason: "conflict",
      current: { body: "Deux" },
    });
    await database.execute(editor, revertSheet, { id, version: await versionOf(id), number: 1 });
    const { versions } = await database.execute(editor, listSheetVersions, { id });
    expect(versions.map(({ number, note }) => `${number} ${note}`)).toEqual([
      "3 Retour à la version 1",
      "2 ",
      "1 ",
    ]);
    expect((await get(id)).body).toBe("Un");
    await edit(id, {});
    expect((await get(id)).headNumber).toBe(3);
  });

  test("another organisation reads and moves none of them, a coach writes none", async () => {
    const id = await create("À nous");
    const foreign = actorOf(theirs, "manager");
    await expect(database.execute(foreign, getSheet, { id })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      database.execute(foreign, placeSheet, { id, parentId: null }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(
      database.execute(actorOf(ours, "coach"), moveSheet, { id, move: "up" }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});

test("sheets made from the directory say what is published now", async () => {
  const guide = "## Par où commencer\n\n- Traduire";
  await inOrganisation(database.owner.db, ours, async (db) => {
    await sql`update open_resource set licence_expression = 'MIT', contribution_guide = ${guide}`.execute(
      db,
    );
    await publishRows(db, ours);
  });
  const body = await said("contribuer/res-ruche");
  expect(body).toContain("- Traduire");
  expect(await said("logiciels-libres")).toContain("Licence\u202f: MIT");
  const { sheets } = await database.executePublic(anybody, getSheetTree, {
    ...{ organisation: "ruche", start },
  });
  expect(sheets.filter(({ sheetId }) => sheetId === null).map(({ path }) => path)).toEqual([
    "logiciels-libres",
    "contribuer",
    "contribuer/res-ruche",
  ]);
  const branch = await database.executePublic(anybody, getPublicBranch, {
    ...{ organisation: "ruche", path: "contribuer", start },
  });
  expect(branch.sheets.map(({ path }) => path)).toEqual(["contribuer", "contribuer/res-ruche"]);
  await inOrganisation(database.owner.db, ours, (db) =>
    sql`update published_record set content = content || '{"contributionGuide": ""}'`.execute(db),
  );
  await expect(read("contribuer/res-ruche")).rejects.toMatchObject({ code: "not_found" });
});
