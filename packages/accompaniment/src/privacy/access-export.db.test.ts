import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { type HouseActor, houseActor, type MemberActor, memberActor } from "@essaim/identity/actor";
import { strFromU8, unzipSync } from "fflate";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packPersonData } from "./access-export.archive.ts";
import {
  announceAccessExport,
  askAccessExport,
  fetchAccessExport,
  keepAccessExport,
} from "./access-export.commands.ts";
import { drawPersonData } from "./access-export.pdf.ts";
import { gatherPersonData, listAccessExports } from "./access-export.queries.ts";
import { exportedTables, type PersonData } from "./access-export.schema.ts";
import { tellPersonData } from "./access-export.words.ts";
import { aissatou, type TestPerson, tellEverything } from "./testing-person.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let person: TestPerson;
let house: HouseActor;
let manager: MemberActor;
let gathered: Awaited<ReturnType<typeof gatherPersonData.run>>;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  person = await tellEverything(database.owner.db, ours);
  await tellEverything(database.owner.db, theirs);
  house = houseActor(ours.organisationId, randomUUID());
  manager = memberActor({
    organisationId: ours.organisationId,
    membershipId: ours.membershipId,
    role: "manager",
    userId: randomUUID(),
    funderId: null,
    requestId: randomUUID(),
  });
  gathered = await database.executeJobs(house, gatherPersonData, { workerId: person.workerId });
});
afterAll(() => database.close());

test("every table that refers to a person is in the archive, or it is said why not", async () => {
  const { rows } = await sql<{ name: string }>`
    with recursive about(id) as (
      select 'worker'::regclass::oid
      union
      select a.attrelid from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not a.attisdropped
        and a.attname in ('worker_id', 'worker_ids', 'meeting_id', 'subject_id')
      union
      select k.conrelid from pg_constraint k join about a on a.id = k.confrelid
      where k.contype = 'f')
    select id::regclass::text as name from about order by 1`.execute(database.owner.db);
  expect(Object.keys(exportedTables).sort()).toEqual(rows.map((row) => row.name));
});

test("what the tables say of the person is told, table by table", () => {
  const { data } = gathered;
  for (const [table, where] of Object.entries(exportedTables)) {
    if (!(where in data)) continue;
    const told = data[where as keyof PersonData];
    expect(Array.isArray(told) ? told.length : 1, `${table} is told in ${where}`).toBeGreaterThan(
      0,
    );
  }
});

test("nobody else is named, and the person is", () => {
  const told = JSON.stringify(gathered.data);
  expect(told).not.toMatch(/Benali|Diop|ines@/);
  expect(told).toContain(aissatou.email);
  expect(gathered.data.meetings[0]?.summary).toBe(
    "Aïssatou N’Diaye-Lemaître a trouvé ses premiers clients, avec [autre personne].",
  );
  expect(gathered.data.sessions[0]?.minutes).toEqual([
    "Aïssatou N’Diaye a demandé à [autre personne] comment faire un devis.",
  ]);
  expect(
    gathered.data.meetings.flatMap((one) => one.privateNotes.map((note) => note.text)),
  ).toEqual(["Aïssatou m’inquiète."]);
  // What the novice gained is the novice's.
  expect(told).not.toContain("Merci à");
  expect(gathered.data.mentions.map((one) => one.kind)).toContain("rendez-vous et comptes rendus");
});

test("nobody else can be reached by what it says", async () => {
  const { workerId, otherId, meetingId } = person;
  const { db } = database.owner;
  const summary = "Joindre karim.b@la-poste.fr ou le 06 98 76 54 32, sinon elle au 06 12 34 56 78.";
  await sql`update worker set email = 'karim.b@la-poste.fr', phone = '0698765432' where id = ${otherId}`.execute(
    db,
  );
  const { rows } = await sql<{ summary: string }>`
    select summary from meeting where id = ${meetingId}`.execute(db);
  await sql`update meeting set summary = ${summary} where id = ${meetingId}`.execute(db);
  const { data } = await database.executeJobs(house, gatherPersonData, { workerId });
  await sql`update meeting set summary = ${rows[0]?.summary} where id = ${meetingId}`.execute(db);
  expect(data.meetings.map((one) => one.summary)).toContain(
    "Joindre [autre personne] ou le [autre personne], sinon elle au 06 12 34 56 78.",
  );
});

test("a file named after somebody else does not tell their name", async () => {
  const { workerId } = person;
  const rename = (name: string) =>
    sql`update document set name = ${name} where worker_id = ${workerId}`.execute(
      database.owner.db,
    );
  await rename("Lettre de Karim Benali.pdf");
  const { data, files } = await database.executeJobs(house, gatherPersonData, { workerId });
  await rename("CV Aïssatou N'Diaye.pdf");
  expect(data.documents[0]?.name).toBe("Lettre de [autre personne].pdf");
  expect(files.map((one) => one.file)).toEqual(["documents/1-Lettre de [autre personne].pdf"]);
});

test("one archive: a document that can be read, the same for a machine, and the files attached", async () => {
  const archive = await packed();
  const entries = unzipSync(archive.bytes);
  expect(Object.keys(entries)).toEqual([
    "donnees.json",
    "donnees.pdf",
    "documents/1-CV Aïssatou N'Diaye.pdf",
  ]);
  const json = JSON.parse(strFromU8(entries["donnees.json"] ?? new Uint8Array()));
  expect(json).toMatchObject({
    format: "essaim-person/1",
    person: { familyName: aissatou.familyName },
  });
  expect(strFromU8(entries["documents/1-CV Aïssatou N'Diaye.pdf"] ?? new Uint8Array())).toBe(
    "contenu",
  );
  const pdf = entries["donnees.pdf"] ?? new Uint8Array();
  if (process.env.SHOW_PDF) writeFileSync(process.env.SHOW_PDF, pdf);
  const { text, lang, outline, tags } = await read(pdf);
  expect(lang).toBe("fr-FR");
  expect(outline).toContain("Vos rendez-vous");
  expect(tags).toEqual(
    expect.arrayContaining(["H1", "H2", "H3", "Table", "TH", "TD", "BlockQuote", "LBody"]),
  );
  for (const said of [
    "Vos données Aïssatou N’Diaye-Lemaître · Ruche",
    "06 12 34 56 78",
    "12 rue de l’Épeule",
    "12 avril 1984",
    "Aïssatou m’inquiète.",
    "Une machine à coudre pour Aïssatou",
    "CAPE",
    "RQTH reconnue",
    "CNIL",
    "Le contrat",
    "300,00 €",
  ]) {
    expect(text).toContain(said);
  }
  expect(text).not.toMatch(/Benali|Diop/);
});

test("what nothing is known of is said in one sentence", async () => {
  const { data } = gathered;
  const chapters = tellPersonData(
    {
      ...data,
      madeAt: new Date("2026-11-24T13:17:00Z"),
      person: { ...data.person, importedFrom: null },
      situation: [],
      resources: [],
      meetings: [],
      aids: [],
      looks: [],
    },
    { contributionKinds: {} },
  );
  const titles = chapters.map(({ title }) => title);
  expect(titles).not.toContain("Vos rendez-vous");
  expect(titles).toContain("Votre parcours");
  const told = JSON.stringify(chapters);
  expect(told).toContain(
    "Rien n’est noté sur\u202f: votre situation, vos rendez-vous et vos aides.",
  );
  expect(told).toContain("Voici tout ce que Ruche garde à votre sujet");
  expect(told).toContain("24\u00a0novembre\u00a02026 à 14\u00a0h\u00a017");
  expect(told).not.toContain("Venue du tableur");
});

test("a file that is gone from the storage is left out, and said", async () => {
  const archive = await packed(null);
  expect(archive.missing).toEqual(["documents/1-CV Aïssatou N'Diaye.pdf"]);
});

test("a manager asks, the house keeps it for some days, and whoever fetches it is in the journal", async () => {
  const asked = await database.execute(manager, askAccessExport, { workerId: person.workerId });
  expect(asked).toMatchObject({ ok: true });
  const announced = await database.executeJobs(house, announceAccessExport, {
    workerId: person.workerId,
  });
  if (!announced.ok) throw new Error("not announced");
  const kept = await database.executeJobs(house, keepAccessExport, {
    workerId: person.workerId,
    key: announced.key,
    sizeBytes: 3,
    requestedBy: ours.membershipId,
  });
  if (!kept.ok) throw new Error(kept.reason);
  const input = { id: kept.exportId, workerId: person.workerId };
  const fetched = await database.execute(manager, fetchAccessExport, input);
  expect(fetched).toMatchObject({
    key: announced.key,
    name: expect.stringMatching(/^donnees-aissatou-n-diaye-lemaitre-\d{4}/),
  });
  const exports = await database.execute(manager, listAccessExports, { workerId: person.workerId });
  expect(exports).toHaveLength(2);
  const { rows } = await sql`
    select from audit_event where operation = 'fetchAccessExport' and subject_id = ${person.workerId}`.execute(
    database.owner.db,
  );
  expect(rows).toHaveLength(1);
  await sql`update access_export set expires_at = now() where id = ${kept.exportId}`.execute(
    database.owner.db,
  );
  await expect(database.execute(manager, fetchAccessExport, input)).rejects.toThrow(
    "No such archive",
  );
  const stranger = memberActor({
    ...manager,
    organisationId: theirs.organisationId,
    membershipId: theirs.membershipId,
  });
  await expect(database.execute(stranger, fetchAccessExport, input)).rejects.toThrow(
    "No such archive",
  );
  const coach = memberActor({ ...manager, role: "coach" });
  await expect(database.execute(coach, fetchAccessExport, input)).rejects.toThrow(/privacy:read/);
});

async function packed(content: string | null = "contenu") {
  const { data, files } = gathered;
  const pdf = await drawPersonData(tellPersonData(data, { contributionKinds: { code: "Code" } }), {
    name: `${data.person.givenName} ${data.person.familyName}`,
    organisation: data.organisation.name,
    madeOn: "le 3 mars 2026",
  });
  return await packPersonData(
    data,
    pdf,
    (async function* () {
      for (const { file } of files) {
        yield {
          file,
          pieces:
            content === null
              ? null
              : (async function* () {
                  yield new TextEncoder().encode(content);
                })(),
        };
      }
    })(),
  );
}

/** What a reader of PDFs finds in one. */
async function read(bytes: Uint8Array) {
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const texts: string[] = [];
  const tags = new Set<string>();
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    texts.push(items.map((item) => ("str" in item ? item.str : "")).join(" "));
    const walk = (node: { role?: string; children?: unknown[] }) => {
      if (node.role) tags.add(node.role);
      for (const child of node.children ?? []) walk(child as typeof node);
    };
    const tree = await page.getStructTree();
    if (tree) walk(tree);
  }
  const outline = (await pdf.getOutline())?.map((item) => item.title) ?? [];
  const { info } = await pdf.getMetadata();
  const lang = (info as { Language?: string }).Language;
  return {
    text: texts.join(" ").replace(/\s+/g, " ").replaceAll("- ", "-"),
    tags: [...tags],
    outline,
    lang,
  };
}
