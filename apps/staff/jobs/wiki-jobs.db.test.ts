import { randomUUID } from "node:crypto";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { houseActor, type MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import {
  createSheet,
  editSheet,
  placeSheet,
  publishSheet,
} from "@essaim/media/sheet/sheet.commands";
import { getSheet, listSheets, listSheetVersions } from "@essaim/media/sheet/sheet.queries";
import { createWikiClient } from "@essaim/media/wiki/mediawiki.client";
import { passwordSealOf } from "@essaim/media/wiki/password.seal";
import { startTestingWiki, type TestingWiki } from "@essaim/media/wiki/testing-wiki";
import { readTheirText } from "@essaim/media/wiki/their-text";
import { addWiki, askPush, editWiki, keepOurs, takeTheirs } from "@essaim/media/wiki/wiki.commands";
import { getWiki, getWikiPage } from "@essaim/media/wiki/wiki.queries";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { importWikiPageJob } from "./import-wiki-page.ts";
import { pushWiki } from "./push-wiki.ts";
import { type JobHandler, JobRefusal, type JobWork } from "./work.ts";

let database: TestDatabase;
let rows: Rows;
let editor: MemberActor;
let wiki: TestingWiki;
let wikiId: string;
const start = "https://essaim.exemple.fr";
const seal = passwordSealOf("s".repeat(32));

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  rows = await populate(database.owner.db, `Ruche-${randomUUID()}`);
  editor = actorOf(rows, "editor");
  wiki = await startTestingWiki();
  const added = await database.execute(editor, addWiki, {
    ...{ name: "Movilab", apiUrl: wiki.apiUrl, pagePrefix: "Essaim/" },
    ...{ accountName: wiki.account.name, sealedPassword: seal.seal(wiki.account.password) },
  });
  wikiId = added.ok ? added.id : "";
});
afterEach(() => wiki.close());

const run = (handler: JobHandler, input: object) => {
  const jobId = randomUUID();
  return handler({
    ...{ jobId, organisationId: rows.organisationId, input, actor: editor, publicUrl: start },
    house: houseActor(rows.organisationId, jobId),
    execute: database.executeJobs,
    progress: async () => {},
    wikis: {
      openPassword: seal.open,
      connect: (apiUrl: string) =>
        createWikiClient({
          ...{ apiUrl, userAgent: "Essaim (test)", trustedHosts: [wiki.host] },
          ...{ tries: 2, longestWaitMs: 5, timeoutMs: 2_000 },
        }),
    },
  } as unknown as JobWork);
};
const push = (path = "") => run(pushWiki, { wikiId, path });
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "",
    (error: unknown) => (error instanceof JobRefusal ? error.message : `? ${error}`),
  );

async function sheet(title: string, body: string, parentId: string | null = null) {
  const made = await database.execute(editor, createSheet, {
    ...{ title, body, parentId, language: "fr", licenceExpression: "CC-BY-SA-4.0" },
  });
  if (!made.ok) throw new Error(made.reason);
  await publish(made.id);
  return made.id;
}
const get = (id: string) => database.execute(editor, getSheet, { id });
const publish = async (id: string) =>
  database.execute(editor, publishSheet, { id, version: (await get(id)).version });
async function change(id: string, body: string) {
  const { title, version } = await get(id);
  await database.execute(editor, editSheet, {
    ...{ id, version, title, body, note: "", language: "fr", licenceExpression: "CC-BY-SA-4.0" },
  });
  await publish(id);
}
const pageOf = async (title: string) =>
  (await database.execute(editor, getWiki, { id: wikiId })).pages.find(
    ({ pageTitle }) => pageTitle === `Essaim/${title}`,
  );

test("a branch goes, but for the page that somebody else has changed there, which waits to be read", async () => {
  const atelier = await sheet("Atelier", "Ce qu’il faut.");
  const freins = await sheet("Freins", "Serrer la vis.", atelier);
  await sheet("Pneus", "Gonfler.", atelier);
  expect(await push("atelier")).toMatchObject({ pushed: 3, conflicts: 0 });
  expect(wiki.textOf("Essaim/Atelier")).toMatch(
    /^Ce qu’il faut\.\n\n<!-- [^\n]* -->\n\* \[\[:Essaim\/Atelier\/Freins\|Freins\]\]\n\* \[\[:Essaim\/Atelier\/Pneus\|Pneus\]\]/,
  );
  expect(await push("atelier")).toMatchObject({ pushed: 0, unchanged: 3 });

  wiki.write("Essaim/Atelier/Freins", "Serrer la vis, ''doucement''.", "Zoé");
  await change(freins, "Serrer les deux vis.");
  await change(atelier, "Tout ce qu’il faut.");
  expect(await push("atelier")).toMatchObject({ pushed: 1, unchanged: 1, conflicts: 1 });
  expect(wiki.textOf("Essaim/Atelier/Freins")).toBe("Serrer la vis, ''doucement''.");
  const waiting = await pageOf("Atelier/Freins");
  expect(waiting).toMatchObject({ state: "conflict", theirAuthor: "Zoé" });
  const id = waiting?.id ?? "";
  const told = await database.execute(editor, getWikiPage, { id, start });
  expect(told.baseText).toMatch(/^Serrer la vis\./);
  expect(told.ourText).toMatch(/^Serrer les deux vis\./);

  // Their words become a version, by them; ours are written again over it, and go.
  const theirRevisionId = Number(told.theirRevisionId);
  const theirs = readTheirText({ ...told, theirText: told.theirText ?? "" });
  await database.execute(editor, takeTheirs, { ...theirs, id, theirRevisionId });
  expect(await get(freins)).toMatchObject({
    body: "Serrer la vis, *doucement*.",
    wikiAuthor: "Zoé",
    isUpToDate: false,
  });
  expect(await database.execute(editor, keepOurs, { id, theirRevisionId })).toMatchObject({
    reason: "not_in_conflict",
  });
  await change(freins, "Serrer les deux vis, *doucement*.");
  expect(await push("atelier")).toMatchObject({ pushed: 1, conflicts: 0 });
  expect(wiki.textOf("Essaim/Atelier/Freins")).toMatch(/^Serrer les deux vis, <i>doucement<\/i>\./);
});

test("a page deleted there comes back only once somebody has said so, and a move keeps each page its own", async () => {
  const atelier = await sheet("Atelier", "Un");
  const ailleurs = await sheet("Ailleurs", "Deux");
  await push();
  wiki.remove("Essaim/Atelier");
  expect(await push()).toMatchObject({ conflicts: 1 });
  expect(wiki.textOf("Essaim/Atelier")).toBeUndefined();
  const page = await pageOf("Atelier");
  await database.execute(editor, keepOurs, { id: page?.id ?? "", theirRevisionId: null });
  expect(await push()).toMatchObject({ pushed: 1, conflicts: 0 });
  await database.execute(editor, placeSheet, { id: atelier, parentId: ailleurs });
  await push();
  expect(wiki.textOf("Essaim/Atelier")).toMatch(/^Un/);
  expect(wiki.textOf("Essaim/Ailleurs/Atelier")).toBeUndefined();
  // The wiki's page is told to be renamed there; once it is, the next push follows it.
  expect(await pageOf("Atelier")).toMatchObject({ wantedTitle: "Essaim/Ailleurs/Atelier" });
  wiki.write("Essaim/Ailleurs/Atelier", wiki.textOf("Essaim/Atelier") ?? "", "Zoé");
  wiki.write("Essaim/Atelier", "#REDIRECT [[Essaim/Ailleurs/Atelier]]", "Zoé");
  await change(atelier, "Trois");
  expect(await push()).toMatchObject({ conflicts: 0 });
  expect(wiki.textOf("Essaim/Ailleurs/Atelier")).toMatch(/^Trois/);
  expect(await pageOf("Ailleurs/Atelier")).toMatchObject({ state: "pushed", wantedTitle: null });
});

test("a push that the wiki cuts short keeps what left, says why, and is taken up again from there", async () => {
  await sheet("Un", "1");
  await sheet("Deux", "2");
  const first = wiki.asked.length;
  wiki.fail("edit", "maxlag", "maxlag");
  expect(await refusal(push())).toMatch(/surchargé.*recommencez plus tard/);
  expect(wiki.asked.length).toBeGreaterThan(first);
  const written = () => ["Un", "Deux"].filter((title) => wiki.textOf(`Essaim/${title}`)).length;
  expect(written()).toBe(0);
  await push();
  expect(written()).toBe(2);
  expect(wiki.revisionsOf("Essaim/Un")).toHaveLength(1);
});

test.each([
  ["503", /recommencez plus tard/],
  ["page", /Une page du site a répondu/],
] as const)(
  "%s in the place of the wiki: it is said, nothing is half written, and it is done again whole",
  async (fault, said) => {
    await sheet("Trois", "3");
    wiki.write("Vélo cargo", "Un vélo.", "Zoé");
    const input = {
      ...{ wikiId, pageTitle: "Vélo cargo" },
      ...{ licenceExpression: "CC-BY-SA-4.0", parentId: null },
    };
    const count = async () => (await database.execute(editor, listSheets, {})).sheets.length;
    const before = await count();
    wiki.fail("query", fault, fault);
    expect(await refusal(run(importWikiPageJob, input))).toMatch(said);
    expect(await count()).toBe(before);
    // One answer may be left for the next question.
    wiki.clear();
    wiki.fail("query", fault, fault);
    expect(await refusal(push())).toMatch(said);
    expect(wiki.textOf("Essaim/Trois")).toBeUndefined();
    wiki.clear();
    expect(await run(importWikiPageJob, input)).toMatchObject({ versions: 1 });
    expect(await count()).toBe(before + 1);
    await push();
    expect(wiki.textOf("Essaim/Trois")).toContain("3");
    expect(wiki.revisionsOf("Essaim/Trois")).toHaveLength(1);
  },
);

test("the password is kept sealed, is not sent elsewhere, and nothing draft or foreign goes", async () => {
  const kept = await inOrganisation(database.owner.db, rows, (db) =>
    db.selectFrom("wiki").where("id", "=", wikiId).select("sealed_password").execute(),
  );
  expect(kept[0]?.sealed_password?.length).toBeGreaterThan(28);
  expect(JSON.stringify(kept)).not.toContain(wiki.account.password);
  const id = await sheet("Public", "Un");
  await database.execute(editor, editSheet, {
    ...{ id, version: (await get(id)).version, title: "Public", body: "Brouillon", note: "" },
    ...{ language: "fr", licenceExpression: "CC-BY-SA-4.0" },
  });
  await push();
  expect(wiki.textOf("Essaim/Public")).not.toContain("Brouillon");
  const { version, name } = await database.execute(editor, getWiki, { id: wikiId });
  await database.execute(editor, editWiki, {
    ...{ id: wikiId, version, name, pagePrefix: "", accountName: wiki.account.name },
    ...{ apiUrl: "https://ailleurs.exemple.fr/api.php", sealedPassword: null },
  });
  const asked = await database.execute(editor, askPush, { wikiId, path: "", start });
  expect(asked).toEqual({ ok: false, reason: "no_password" });
});

test("a page of a wiki comes with its history, once, each revision by its author and of its day", async () => {
  wiki.write("Vélo cargo", "Un vélo.", "Zoé");
  wiki.write("Vélo cargo", "Un '''vélo''' {{Bandeau}}.", "Ali");
  const input = {
    wikiId,
    pageTitle: "Vélo cargo",
    licenceExpression: "CC-BY-SA-4.0",
    parentId: null,
  };
  const done = await run(importWikiPageJob, input);
  expect(done).toMatchObject({ versions: 2, left: 0, hasOlder: false, unconverted: 1 });
  const id = String((done as { sheetId: string }).sheetId);
  const { versions } = await database.execute(editor, listSheetVersions, { id });
  expect(
    versions.map(({ number, wikiAuthor, writtenAt }) => [
      number,
      wikiAuthor,
      writtenAt.toISOString(),
    ]),
  ).toEqual([
    [2, "Ali", "2026-01-05T10:02:00.000Z"],
    [1, "Zoé", "2026-01-05T10:01:00.000Z"],
  ]);
  expect(await get(id)).toMatchObject({
    ...{ title: "Vélo cargo", body: "Un **vélo** `{{Bandeau}}`.", published: null },
    unconverted: "{{Bandeau}}",
  });
  expect(await run(importWikiPageJob, input)).toMatchObject({ sheetId: id });
  expect(await refusal(run(importWikiPageJob, { ...input, pageTitle: "Rien" }))).toBe(
    "Ce wiki n’a pas de page de ce titre.",
  );
});
