import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { confirmProposal } from "@essaim/directory/community/proposal.commands";
import { drawProposalLink } from "@essaim/directory/community/proposal-house.commands";
import { findProposalDecision } from "@essaim/directory/community/proposal-house.queries";
import { houseActor, type MemberActor, publicActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getMethod, listMethods } from "./method.queries.ts";
import { getPublicSheet, getPublicSheetHistory } from "./published-sheet.queries.ts";
import {
  createSheet,
  editSheet,
  emptyBin,
  markMethod,
  publishSheet,
  removeSheet,
  restoreSheet,
} from "./sheet.commands.ts";
import { getSheet, listSheets } from "./sheet.queries.ts";
import { emptyBinSchema } from "./sheet.schema.ts";
import { announceSheetFile, attachSheetFile, removeSheetFile } from "./sheet-file.commands.ts";
import { listSheetFiles, openPublishedSheetFile } from "./sheet-file.queries.ts";
import { acceptSheetProposal, submitSheetProposal } from "./sheet-proposal.commands.ts";
import { getSheetProposal, listSheetProposals } from "./sheet-proposal.queries.ts";
import { searchSheets } from "./sheet-search.queries.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let editor: MemberActor;
const anybody = publicActor("test");

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  editor = actorOf(ours, "editor");
});
afterAll(() => database.close());

async function create(title: string, body: string, parentId: string | null = null) {
  const made = await database.execute(editor, createSheet, {
    ...{ title, body, parentId, language: "fr", licenceExpression: "CC-BY-SA-4.0" },
  });
  if (!made.ok) throw new Error(made.reason);
  return made.id;
}
const get = (id: string) => database.execute(editor, getSheet, { id });
const publish = async (id: string, withWikiHistory = false) =>
  database.execute(editor, publishSheet, {
    ...{ id, version: (await get(id)).version, withWikiHistory },
  });
async function write(title: string, body: string, parentId: string | null = null) {
  const id = await create(title, body, parentId);
  await publish(id);
  return id;
}
async function edit(id: string, body: string) {
  const { version, title } = await get(id);
  await database.execute(editor, editSheet, {
    ...{ id, version, title, body, note: "", language: "fr", licenceExpression: "CC-BY-SA-4.0" },
  });
}
const read = (path: string) =>
  database.executePublic(anybody, getPublicSheet, {
    ...{ organisation: "ruche", path, start: "https://essaim.exemple.fr" },
  });
const historyOf = async (path: string) =>
  (
    await database.executePublic(anybody, getPublicSheetHistory, {
      ...{ organisation: "ruche", path, language: "fr" },
    })
  ).versions;

describe("a better text from the public", () => {
  let visitors = 0;
  const propose = (
    sheetId: string,
    body: string,
    more: { email?: string; credit?: string } = {},
  ) => {
    visitors += 1;
    return database.executePublic(anybody, submitSheetProposal, {
      ...{ organisationId: ours.organisationId, sheetId, body, number: 1, message: "Plus sûr" },
      ...{ proposerName: more.credit ?? "", email: more.email ?? null, language: "fr" as const },
      visitor: String(visitors).padStart(64, "0"),
      addressee: "a".repeat(64),
    });
  };
  const waiting = (sheetId: string) => database.execute(editor, listSheetProposals, { sheetId });
  const open = (id: string) => database.execute(editor, getSheetProposal, { id });

  test("waits at once without an address, is compared, kept under the name wished, and read by everybody", async () => {
    const id = await write("Freins", "Serrer la vis.");
    expect(await propose(id, "Serrer les deux vis.", { credit: "Zoé" })).toMatchObject({
      ok: true,
    });
    const [line] = await waiting(id);
    const proposal = await open(line?.id ?? "");
    expect(proposal).toMatchObject({ baseNumber: 1, since: null, today: null, proposer: null });
    expect(proposal.changes.map(({ kind }) => kind)).toContain("added");
    const accept = {
      ...{ id: proposal.id, version: proposal.version, headNumber: 1, note: "Plus sûr" },
      ...{ body: "Serrer les deux vis, sans forcer.", reply: "", publish: true },
    };
    expect(await database.execute(editor, acceptSheetProposal, accept)).toMatchObject({
      ok: true,
      isPublished: true,
    });
    const found = await read("freins");
    expect(found.movedTo === null && found.sheet.body).toBe("Serrer les deux vis, sans forcer.");
    const [latest, first] = await historyOf("freins");
    expect(latest).toMatchObject({ proposedBy: "Zoé", note: "Plus sûr" });
    expect(first).toMatchObject({ proposedBy: null });
    // The next version is nobody's but its editor's.
    await edit(id, "Autre chose.");
    expect(await get(id)).toMatchObject({ proposedBy: null });
    expect(await waiting(id)).toEqual([]);
    expect(
      await database.execute(editor, acceptSheetProposal, {
        ...accept,
        version: proposal.version + 1,
      }),
    ).toMatchObject({ reason: "decided" });
  });

  test("says when the sheet has moved since, and never publishes what an editor is still writing", async () => {
    const id = await write("Pneus", "Gonfler.\n\nRegarder.");
    await propose(id, "Gonfler souvent.\n\nRegarder.");
    const [line] = await waiting(id);
    await edit(id, "Gonfler.\n\nRegarder de près.");
    const proposal = await open(line?.id ?? "");
    expect(proposal.since?.some(({ text }) => text.includes("de près"))).toBe(true);
    expect(proposal.today).not.toBeNull();
    const accept = {
      ...{ id: proposal.id, version: proposal.version, note: "", reply: "" },
      body: "Gonfler souvent.\n\nRegarder de près.",
    };
    const stale = { ...accept, headNumber: 1, publish: false };
    const moved = await database.execute(editor, acceptSheetProposal, stale);
    if (moved.ok || moved.reason !== "sheet_moved") throw new Error("Accepted over another text");
    const told = (parts: typeof moved.since, kind: string) =>
      parts.filter((part) => part.kind === kind).map(({ text }) => text.trim());
    expect(told(moved.since, "added")).toEqual(["de près"]);
    expect(told(moved.today, "added")).toEqual(["souvent"]);
    expect(told(moved.today, "removed")).toEqual([]);
    const early = { ...accept, headNumber: 2, publish: true };
    expect(await database.execute(editor, acceptSheetProposal, early)).toMatchObject({
      reason: "other_changes",
    });
    const kept = { ...accept, headNumber: 2, publish: false };
    expect(await database.execute(editor, acceptSheetProposal, kept)).toMatchObject({
      ok: true,
      isPublished: false,
    });
    expect(await get(id)).toMatchObject({ headNumber: 3, publishedNumber: 1, proposedBy: "" });
  });

  test("with an address waits for its link, and is answered there", async () => {
    const id = await write("Selle", "Régler.");
    await propose(id, "Régler la hauteur.", { email: "zoe@exemple.test", credit: "" });
    expect(await waiting(id)).toEqual([]);
    const { proposal_id } = await inOrganisation(database.owner.db, ours, (db) =>
      db
        .selectFrom("proposal_contact")
        .where("email", "=", "zoe@exemple.test")
        .select("proposal_id")
        .executeTakeFirstOrThrow(),
    );
    const house = houseActor(ours.organisationId, "test");
    const drawn = await database.executeJobs(house, drawProposalLink, { proposalId: proposal_id });
    const { organisationId } = ours;
    await database.executePublic(anybody, confirmProposal, {
      ...{ organisationId, token: drawn.ok ? drawn.token : "" },
    });
    const [line] = await waiting(id);
    const { version } = await open(line?.id ?? "");
    await database.execute(editor, acceptSheetProposal, {
      ...{ id: proposal_id, version, headNumber: 1, body: "Régler la hauteur.", note: "" },
      ...{ reply: "Merci", publish: true },
    });
    const told = await database.executeJobs(house, findProposalDecision, {
      proposalId: proposal_id,
    });
    expect(told).toMatchObject({
      ...{ name: "", title: "Selle", state: "accepted", reply: "Merci" },
      page: { kind: "sheet", slug: "ruche", path: "selle" },
    });
  });

  test("is for a version that was public, of a sheet that is, and too many come from nowhere", async () => {
    const draft = await create("Brouillon", "Rien");
    expect(await propose(draft, "Tout")).toMatchObject({ reason: "closed" });
    const id = await write("Chaîne", "Huiler.");
    const from = { visitor: "f".repeat(64), addressee: "b".repeat(64), language: "fr" as const };
    const send = (number: number) =>
      database.executePublic(anybody, submitSheetProposal, {
        ...{ organisationId: ours.organisationId, sheetId: id, body: "Autre", number },
        ...{ message: "", proposerName: "", email: null, ...from },
      });
    expect(await send(2)).toMatchObject({ reason: "closed" });
    for (let at = 0; at < 6; at += 1) await send(1);
    expect(await send(1)).toMatchObject({ reason: "slow_down" });
    await expect(sql`select from proposal`.execute(database.public.db)).rejects.toThrow(
      /permission denied/,
    );
    const [line] = await waiting(id);
    await expect(
      database.execute(actorOf(theirs, "editor"), getSheetProposal, { id: line?.id ?? "" }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(
      database.execute(actorOf(ours, "coach"), getSheetProposal, { id: line?.id ?? "" }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a method", () => {
  async function attach(sheetId: string, name: string, hash: string) {
    const said = { sheetId, name, sha256: hash.repeat(64) };
    const announced = await database.execute(editor, announceSheetFile, said);
    if (!announced.ok) return announced;
    return database.execute(editor, attachSheetFile, {
      ...{ ...said, storageKey: announced.key, sizeBytes: 10, attribution: "" },
      ...{ contentType: "application/pdf", licenceExpression: "CC-BY-4.0" },
    });
  }

  test("holds what is public below it and the files of it; a file is public once its sheet is", async () => {
    const above = await write("Atelier partagé", "Comment s’y prendre.");
    const below = await create("Prêter", "Un registre.", above);
    expect(await attach(below, "Registre.pdf", "a")).toMatchObject({ ok: true });
    expect(await attach(below, "registre.PDF", "b")).toMatchObject({ reason: "name_taken" });
    expect(await attach(below, "Autre.pdf", "a")).toMatchObject({ reason: "already_attached" });
    const asked = { organisation: "ruche", path: "atelier-partage" };
    const method = () => database.executePublic(anybody, getMethod, asked);
    await expect(method()).rejects.toMatchObject({ code: "not_found" });
    await database.execute(editor, markMethod, { id: above, isMethod: true });
    expect((await method()).sheets).toHaveLength(1);
    const [file] = await database.execute(editor, listSheetFiles, { sheetId: below });
    const openFile = () =>
      database.executePublic(anybody, openPublishedSheetFile, { id: file?.id ?? "" });
    await expect(openFile()).rejects.toMatchObject({ code: "not_found" });
    await publish(below);
    expect(await openFile()).toMatchObject({ name: "Registre.pdf" });
    const told = await method();
    expect(told.sheets.map(({ path }) => path)).toEqual([
      "atelier-partage",
      "atelier-partage/preter",
    ]);
    expect(told.sheets[1]?.files).toMatchObject([{ licenceExpression: "CC-BY-4.0" }]);
    const list = await database.executePublic(anybody, listMethods, {});
    expect(list).toMatchObject([{ title: "Atelier partagé", sheets: 2, files: 1 }]);
    await database.execute(editor, removeSheetFile, { sheetId: below, id: file?.id ?? "" });
    await expect(openFile()).rejects.toMatchObject({ code: "not_found" });
    await database.execute(editor, markMethod, { id: above, isMethod: false });
    expect(await database.executePublic(anybody, listMethods, {})).toEqual([]);
  });

  const seenInBin = async () => (await database.execute(editor, listSheets, {})).removed;
  const erase = (seen: readonly { id: string; version: number }[]) =>
    database.execute(
      editor,
      emptyBin,
      emptyBinSchema.parse({ sheets: seen.map(({ id, version }) => `${id}.${version}`).join(" ") }),
    );
  const bin = async (...ids: string[]) => {
    for (const id of ids) {
      await database.execute(editor, removeSheet, { id, version: (await get(id)).version });
    }
  };

  test("one sheet of the bin goes alone; those that were below it come back at the root", async () => {
    const above = await create("Atelier fermé", "Un");
    const below = await create("Outils de cet atelier", "Deux", above);
    const other = await create("Autre chose", "Trois");
    await bin(below, above, other);
    const seen = await seenInBin();
    expect(await erase(seen.filter(({ id }) => id === above))).toMatchObject({ count: 1 });
    expect((await seenInBin()).map(({ id }) => id).sort()).toEqual([below, other].sort());
    await database.execute(editor, restoreSheet, { id: below });
    expect(await get(below)).toMatchObject({ parentId: null, body: "Deux" });
    expect(await erase(await seenInBin())).toMatchObject({ count: 1 });
  });

  test("only what was seen in the bin is erased: what came meanwhile, and what was taken out, stays", async () => {
    const [seen, taken, again, late] = [
      await create("Vue", "Un"),
      await create("Sortie à temps", "Deux"),
      await create("Sortie puis rejetée", "Trois"),
      await create("Jetée depuis", "Quatre"),
    ];
    await bin(seen, taken, again);
    const shown = await seenInBin();
    await database.execute(editor, restoreSheet, { id: taken });
    await database.execute(editor, restoreSheet, { id: again });
    await bin(again, late);
    expect(await erase(shown)).toMatchObject({ count: 1 });
    expect((await seenInBin()).map(({ id }) => id).sort()).toEqual([again, late].sort());
    expect(await get(taken)).toMatchObject({ body: "Deux" });
    expect(await erase(shown)).toMatchObject({ count: 0 });
    await erase(await seenInBin());
  });

  test("the bin is emptied for good, with its files, and nothing else goes", async () => {
    const kept = await create("Gardée", "Un");
    const above = await create("Jetée", "Un");
    const below = await create("Jetée aussi", "Deux", above);
    await attach(below, "Plan.pdf", "c");
    await bin(below, above);
    expect(await erase(await seenInBin())).toMatchObject({ ok: true, count: 2 });
    const { sheets, removed } = await database.execute(editor, listSheets, {});
    expect(removed).toEqual([]);
    expect(sheets.map(({ id }) => id)).toContain(kept);
    const due = await inOrganisation(database.owner.db, ours, (db) =>
      db.selectFrom("file_removal").where("due_at", "<=", sql<Date>`now()`).selectAll().execute(),
    );
    expect(due.length).toBeGreaterThan(0);
    // The wall holds alone: a sheet that is not in the bin is not deleted.
    const gone = await database.staff.db.transaction().execute(async (db) => {
      await sql`select set_config('app.organisation_id', ${ours.organisationId}, true),
        set_config('role', 'essaim_editor', true)`.execute(db);
      return await sql`delete from sheet where id = ${kept}`.execute(db);
    });
    expect(gone.numAffectedRows).toBe(0n);
  });
});

test("sheets are found by the words of their title and text, without regard to accents, the title first", async () => {
  await write("Réparer un dérailleur", "Avec une clé.");
  await write("Clés utiles", "Pour le **dérailleur** arrière.");
  await create("Dérailleur secret", "Brouillon.");
  const found = await database.executePublic(anybody, searchSheets, {
    ...{ q: "derailleur", page: 1, limit: 10 },
  });
  expect(found.count).toBe(2);
  expect(found.sheets.map(({ path }) => path)).toEqual(["reparer-un-derailleur", "cles-utiles"]);
  expect(found.sheets[1]?.excerpt.filter((part) => part.found)).toMatchObject([
    { text: "dérailleur" },
  ]);
  for (const q of ["", "'", '"', "((", "!:*", "é\0"]) {
    await database.executePublic(anybody, searchSheets, { q, page: 1, limit: 10 });
  }
});

test("revisions of a wiki join the public history when asked alone; whoever wrote them is named all the same", async () => {
  const id = await create("Reprise", "Deux");
  await inOrganisation(database.owner.db, ours, async (db) => {
    await sql`update sheet_version set number = 2, wiki_revision_id = 12, wiki_author = 'Ali',
      wiki_page_url = 'https://wiki.exemple.fr/Reprise' where sheet_id = ${id}`.execute(db);
    await sql`insert into sheet_version (organisation_id, sheet_id, number, title, body, wiki_revision_id, wiki_author)
      values (${ours.organisationId}, ${id}, 1, 'Reprise', 'Interne', 11, 'Zoé')`.execute(db);
    await sql`update sheet set head_number = 2 where id = ${id}`.execute(db);
  });
  expect(await get(id)).toMatchObject({ hiddenWikiRevisions: 1 });
  await publish(id);
  expect(JSON.stringify(await historyOf("reprise"))).not.toContain("Interne");
  const found = await read("reprise");
  expect(found.movedTo === null && found.source).toEqual({
    authors: "Ali, Zoé",
    pageUrl: "https://wiki.exemple.fr/Reprise",
  });
  await publish(id, true);
  expect((await historyOf("reprise")).map(({ number }) => number)).toEqual([2, 1]);
});
