import { planEvent } from "@essaim/accompaniment/event/event.commands";
import { getEvent } from "@essaim/accompaniment/event/event.queries";
import { eventSchema } from "@essaim/accompaniment/event/event.schema";
import { addGuest } from "@essaim/accompaniment/event/guest.commands";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populateAll, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addCampaign, editCampaign, removeCampaign } from "./campaign.commands.ts";
import { getCampaign, getCampaignForm, listCampaigns } from "./campaign.queries.ts";
import { campaignSchema } from "./campaign.schema.ts";
import { monthFrom } from "./effect.rules.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let editor: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populateAll(database.owner.db, "Ruche");
  theirs = await populateAll(database.owner.db, "Essieu");
  editor = actorOf(ours, "editor");
});
afterAll(() => database.close());

const day = today();
/** A campaign of one month, four months ago: three are over since. */
const month = monthFrom(day, -4);
const input = (change: Record<string, unknown> = {}) =>
  campaignSchema.parse({
    name: "Les communs expliqués",
    aim: "Que trois coopératives publient leurs ressources.",
    startsOn: daysAfter(month, 9),
    endsOn: daysAfter(month, 19),
    ...change,
  });

async function add(change: Record<string, unknown> = {}): Promise<string> {
  const outcome = await database.execute(editor, addCampaign, input(change));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}

const see = (id: string, actor = editor) => database.execute(actor, getCampaign, { id });

/** A piece published for a year, with what somebody said of each month, by months from that of the campaign. */
async function addPiece(slug: string, views: Record<number, number>): Promise<string> {
  return await inOrganisation(database.owner.db, ours, async (db) => {
    const tenant = { organisation_id: ours.organisationId };
    const { id } = await db
      .insertInto("piece")
      .values({ ...tenant, kind: "article", title: slug, slug })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("piece_place")
      .values({
        ...{ ...tenant, piece_id: id, position: 0, platform: "blog" },
        target_url: `https://blog.exemple.fr/${slug}`,
        published_on: daysAfter(month, -400),
      })
      .execute();
    for (const [by, value] of Object.entries(views)) {
      await db
        .insertInto("audience_figure")
        .values({
          ...{ ...tenant, piece_id: id, platform: "blog", origin: "manual", value },
          service: "Le blog",
          ...{ month: monthFrom(month, Number(by)), evidence: "Relevé" },
          said_by: ours.membershipId,
        })
        .execute();
    }
    return id;
  });
}

test("is written, read and changed, and its name is its own", async () => {
  const id = await add();
  expect(await database.execute(editor, addCampaign, input())).toEqual({
    ok: false,
    reason: "name_taken",
  });
  const unknown = input({ name: "Autre", pieceIds: [crypto.randomUUID()] });
  expect(await database.execute(editor, addCampaign, unknown)).toEqual({
    ok: false,
    reason: "piece_unknown",
  });
  const form = (asked: object) =>
    database.execute(editor, getCampaignForm, { id: null, search: "", ...asked });
  const [piece] = (await form({})).found;
  const pieceIds = [piece?.id ?? ""];
  // Whatever is looked for, what is ticked stays, once.
  expect(await form({ search: "rien de tel", chosen: pieceIds })).toMatchObject({
    ...{ chosen: [{ id: piece?.id }], found: [], hasMore: false },
  });
  const words = piece?.title.toUpperCase().split(" ").toReversed().join("  ");
  expect((await form({ search: words })).found).toContainEqual(piece);
  expect((await form({ search: words, chosen: pieceIds })).found).not.toContainEqual(piece);
  expect((await form({ search: "%" })).found).toEqual([]);
  const change = { ...input({ pieceIds }), id, version: 1 };
  expect(await database.execute(editor, editCampaign, change)).toMatchObject({ ok: true });
  expect(await database.execute(editor, editCampaign, change)).toMatchObject({
    reason: "conflict",
  });
  expect((await see(id)).campaign.pieces).toHaveLength(1);
  expect((await form({ id })).chosen).toEqual([piece]);
  await expect(see(id, actorOf(theirs, "editor"))).rejects.toThrow("No such campaign");
  await expect(
    database.execute(actorOf(ours, "coach"), addCampaign, input({ name: "Encore" })),
  ).rejects.toThrow();
});

test("what its pieces were seen before, during and after, of what counts and is told", async () => {
  const pieceIds = [
    await addPiece("frein", { [-3]: 10, [-2]: 20, [-1]: 30, 0: 80, 1: 40, 2: 40, 3: 40, 4: 5 }),
    await addPiece("cadre", { [-3]: 0, [-2]: 0, 0: 20, 1: 20, 2: 20, 3: 20 }),
  ];
  const id = await add({ name: "Audience", pieceIds });
  const { effect } = await see(id);
  expect(effect.months.map(({ state }) => state)).toEqual([
    "known",
    "known",
    "partial",
    "known",
    "known",
    "known",
    "known",
  ]);
  expect(effect.means.before.mean).toBe(20);
  expect(effect.during).toEqual({ by: 80, part: 4 });
  expect(effect.after).toEqual({ by: 40, part: 2 });
});

test("its events and who registered; gone, it leaves them where they are", async () => {
  const id = await add({ name: "Événements" });
  const planned = await database.execute(
    editor,
    planEvent,
    eventSchema.parse({
      ...{ kind: "meetup", title: "Café des communs", heldOn: daysAfter(day, 3) },
      ...{ startTime: "09:00", durationMinutes: 60, place: "office", campaignId: id },
      coachId: ours.membershipId,
    }),
  );
  if (!planned.ok) throw new Error(planned.reason);
  const guest = { givenName: "Awa", familyName: "Diop", email: null, phone: null };
  await database.execute(editor, addGuest, { ...guest, eventId: planned.id });
  const list = await database.execute(editor, listCampaigns, {});
  expect(list.find((one) => one.id === id)).toMatchObject({ events: 1, registered: 1, pieces: 0 });
  const { events, campaign } = await see(id);
  expect(events).toMatchObject([{ id: planned.id, expected: 1, present: 0 }]);
  const version = campaign.version;
  expect(await database.execute(editor, removeCampaign, { id, version })).toMatchObject({
    ok: true,
  });
  const left = await database.execute(editor, getEvent, { id: planned.id });
  expect(left.event.campaignId).toBeNull();
  expect(left.participants).toHaveLength(1);
});
