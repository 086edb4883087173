import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populateAll, type Rows } from "@essaim/database/testing-rows";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addCampaign } from "../campaign/campaign.commands.ts";
import { listLetterChoices } from "./letter-choice.queries.ts";
import { createNewsletter, editNewsletter } from "./newsletter.commands.ts";
import { getNewsletter, listNewsletters, listNewslettersOf } from "./newsletter.queries.ts";
import { refOf } from "./newsletter.schema.ts";
import { askSending } from "./sending.commands.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populateAll(database.owner.db, "Ruche");
  theirs = await populateAll(database.owner.db, "Essieu");
  await sql`update workshop set is_public = true, held_on = current_date + 30`.execute(
    database.owner.db,
  );
});
afterAll(() => database.close());

const words = { subject: "Nouvelles", introduction: "Bonjour", campaignId: null };

test("a letter shows what is public of its organisation, in the order chosen, with the words of its editor", async () => {
  const editor = actorOf(ours, "editor");
  const { choices } = await database.execute(editor, listLetterChoices, { search: "" });
  expect(new Set(choices.map(({ kind }) => kind))).toEqual(
    new Set(["piece", "sheet", "activity", "resource", "session"]),
  );
  const others = await database.execute(actorOf(theirs, "editor"), listLetterChoices, {
    search: "",
  });
  const known = new Set(choices.map(refOf));
  expect(others.choices.filter((one) => known.has(refOf(one)))).toEqual([]);

  const chosen = [...choices].reverse().slice(0, 3);
  const items = chosen.map((one, index) => ({
    ref: refOf(one),
    words: index === 0 ? "À voir" : "",
  }));
  const made = await database.execute(editor, createNewsletter, { ...words, items });
  if (!made.ok) throw new Error(made.reason);
  const letter = await database.execute(editor, getNewsletter, { id: made.id });
  expect(letter.items.map(refOf)).toEqual(chosen.map(refOf));
  expect(letter.items[0]).toMatchObject({ words: "À voir", path: expect.stringMatching(/^\//) });

  const foreign = others.choices[0];
  if (!foreign) throw new Error("nothing public");
  const change = { ...words, id: made.id, version: 1 };
  expect(
    await database.execute(editor, editNewsletter, {
      ...change,
      items: [...items, { ref: refOf(foreign), words: "" }],
    }),
  ).toEqual({ ok: false, reason: "gone", index: 3 });
  expect(
    await database.execute(editor, editNewsletter, {
      ...change,
      items: [{ ref: `piece:${"-".repeat(36)}`, words: "" }],
    }),
  ).toEqual({ ok: false, reason: "gone", index: 0 });
  expect(
    await database.execute(editor, editNewsletter, { ...change, items: [], version: 9 }),
  ).toMatchObject({ ok: false, reason: "conflict" });
});

test("what a letter may show is found by the words of its title, whatever there is besides", async () => {
  const editor = actorOf(ours, "editor");
  const { content: model } = await database.owner.db
    .selectFrom("published_piece")
    .where("organisation_id", "=", ours.organisationId)
    .select("content")
    .executeTakeFirstOrThrow();
  for (let at = 0; at < 12; at += 1) {
    const said = { kind: "article" as const, slug: `atelier-${at}`, title: `Atelier vélo ${at}` };
    await inOrganisation(database.owner.db, ours, async (db) => {
      const tenant = { organisation_id: ours.organisationId };
      const { id } = await db
        .insertInto("piece")
        .values({ ...tenant, ...said })
        .returning("id")
        .executeTakeFirstOrThrow();
      const content = JSON.stringify({ ...(model as object), ...said });
      const published_at = new Date(2020, 0, 1 + at);
      await db
        .insertInto("published_piece")
        .values({ ...tenant, id, slug: said.slug, content, published_at })
        .execute();
    });
  }
  const find = (search: string) => database.execute(editor, listLetterChoices, { search });
  const latest = await find("");
  expect(latest.choices.filter(({ kind }) => kind === "piece")).toHaveLength(2);
  const found = await find("VELO atelier");
  expect(found).toMatchObject({ search: "VELO atelier", hasMore: true });
  expect(found.choices.map(({ title }) => title)).toContain("Atelier vélo 11");
  expect(found.choices).toHaveLength(10);
  expect(await find("velo 7")).toMatchObject({
    ...{ hasMore: false, choices: [{ title: "Atelier vélo 7" }] },
  });
});

test("a letter is of a campaign that is there, and that tells its letters", async () => {
  const editor = actorOf(ours, "editor");
  const campaign = {
    ...{ name: "Rentrée", aim: "", audience: "", startsOn: "2026-09-01", endsOn: "2026-10-01" },
    pieceIds: [],
  };
  const added = await database.execute(editor, addCampaign, campaign);
  if (!added.ok) throw new Error(added.reason);
  const campaignId = added.id;
  const letter = { ...words, items: [], campaignId };
  const unknown = { ok: false, reason: "campaign_unknown" };
  for (const foreign of [crypto.randomUUID(), await campaignOf(theirs)]) {
    const stray = { ...letter, campaignId: foreign };
    expect(await database.execute(editor, createNewsletter, stray)).toEqual(unknown);
  }
  const made = await database.execute(editor, createNewsletter, letter);
  if (!made.ok) throw new Error(made.reason);
  const listed = await database.execute(editor, listNewslettersOf, { campaignId });
  expect(listed).toMatchObject([{ id: made.id, subject: "Nouvelles", askedAt: null }]);
  await database.owner.db.deleteFrom("campaign").where("id", "=", campaignId).execute();
  expect(
    await database.execute(editor, editNewsletter, { ...letter, id: made.id, version: 2 }),
  ).toEqual(unknown);
});
const campaignOf = async ({ organisationId }: Rows) =>
  (
    await database.owner.db
      .selectFrom("campaign")
      .where("organisation_id", "=", organisationId)
      .select("id")
      .executeTakeFirstOrThrow()
  ).id;

test("letters are read by managers and editors of their organisation alone", async () => {
  for (const role of ["coach", "admin", "funder"] as const) {
    await expect(
      database.execute(actorOf(ours, role), listNewsletters, {}),
      role,
    ).rejects.toMatchObject({ code: "forbidden" });
  }
  const mine = await database.execute(actorOf(ours, "manager"), listNewsletters, {});
  const { id = "" } = mine[0] ?? {};
  await expect(
    database.execute(actorOf(theirs, "manager"), getNewsletter, { id }),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("what has left is held by the database itself", async () => {
  const write = (change: ReturnType<typeof sql>) =>
    database.staff.db.transaction().execute(async (db) => {
      await sql`select set_config('app.organisation_id', ${ours.organisationId}, true),
        set_config('app.membership_id', ${ours.membershipId}, true),
        set_config('role', 'essaim_editor', true)`.execute(db);
      await change.execute(db);
    });
  const held = { constraint: "newsletter_sent" };
  await expect(
    write(sql`update newsletter set frozen_text = 'Autre' where asked_at is not null`),
  ).rejects.toMatchObject(held);
  await expect(
    write(sql`update newsletter set asked_at = null, frozen_html = null, frozen_text = null
      where asked_at is not null`),
  ).rejects.toMatchObject(held);
  await expect(write(sql`delete from newsletter where asked_at is not null`)).rejects.toMatchObject(
    held,
  );
});

test("what is public no more does not leave by mail", async () => {
  const editor = actorOf(ours, "editor");
  const { choices } = await database.execute(editor, listLetterChoices, { search: "" });
  const piece = choices.find(({ kind }) => kind === "piece");
  if (!piece) throw new Error("no piece");
  const items = [{ ref: refOf(piece), words: "" }];
  const made = await database.execute(editor, createNewsletter, { ...words, items });
  if (!made.ok) throw new Error(made.reason);
  const asked = { id: made.id, version: 1, kinds: ["cae" as const], count: 0 };
  const publicUrl = "https://essaim.exemple.fr";
  const send = () => database.execute(editor, askSending, { ...asked, publicUrl });
  expect(await send()).toEqual({ ok: false, reason: "nobody" });
  await database.owner.db.deleteFrom("published_piece").where("id", "=", piece.id).execute();
  expect(await send()).toEqual({ ok: false, reason: "withdrawn" });
});
