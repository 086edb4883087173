import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { firstDayOf, generationOn } from "@essaim/territory/contours/generation.rules";
import type { Geocoded, Located } from "@essaim/territory/geocoding/place.schema";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createWorker, editWorker } from "../worker/worker.commands.ts";
import { loadWorker } from "../worker/worker.queries.ts";
import { workerEditSchema, workerSchema } from "../worker/worker.schema.ts";
import {
  askLocation,
  confirmResidence,
  overrideResidence,
  recordLocation,
  useAddressAgain,
} from "./residence.commands.ts";
import { getHomeToLocate, getResidencePage, listHomesToLook } from "./residence.queries.ts";
import type { ResidenceAnswer } from "./residence.schema.ts";
import { importTestContours } from "./testing-contours.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let coach: MemberActor;
let manager: MemberActor;
let stranger: MemberActor;

const lille = ["59350"];
beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  coach = actorOf(ours);
  manager = actorOf(ours, "manager");
  stranger = actorOf(theirs);
  await database.owner.db
    .insertInto("commune")
    .values({ code: "59512", name: "Roubaix", department_code: "59" })
    .execute();
  await importTestContours(database.owner.db, 2015, [
    { code: "QP059001", name: "Ancien", communeCodes: lille, box: [3.01, 50.6, 3.05, 50.65] },
  ]);
  await importTestContours(database.owner.db, 2024, [
    { code: "QN05901M", name: "Quartier", communeCodes: lille, box: [3.01, 50.6, 3.03, 50.65] },
  ]);
});
afterAll(() => database.close());

const inside: Located = {
  ...{ ok: true, lon: 3.02, lat: 50.63, score: 0.96, label: "12 Rue des Ruches 59000 Lille" },
  ...{ type: "housenumber", communeCode: "59350", hasRival: false },
};
/** In the neighbourhood of 2015, and in none since. */
const between: Located = { ...inside, lon: 3.04 };
const away: Geocoded = { ok: false, reason: "unavailable", code: "timeout" };

let id: string;
const fields = {
  ...{ givenName: "Inès", familyName: "Moreau", kind: "platform_worker", somebodyElse: "oui" },
  ...{ addressLine: "12 rue des Ruches", postcode: "59000", commune: "Lille" },
};
async function create(change: object = {}): Promise<string> {
  const input = workerSchema.parse({ ...fields, supportedFrom: "2022-03-01", ...change });
  const outcome = await database.execute(coach, createWorker, input);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}
async function edit(change: object = {}) {
  const { version } = await asOwner((db) => loadWorker(db, id));
  const input = workerEditSchema.parse({ ...fields, ...change, version });
  return await database.execute(coach, editWorker, { ...input, id });
}
const asOwner = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
  inOrganisation(database.owner.db, ours, work);
const locate = (geocoded: Geocoded) =>
  database.execute(coach, recordLocation, { workerId: id, geocoded });
const page = () => database.execute(coach, getResidencePage, { id });
const words = (answer: ResidenceAnswer | null) =>
  answer && `${answer.holdsFrom} ${answer.neighbourhoodCode ?? answer.answer}`;
const inForce = async () =>
  (await page()).answers.filter((one) => one.supersededAt === null).map(words);
const file = async () => {
  const { residence, neighbourhoodCode, version } = await asOwner((db) => loadWorker(db, id));
  return { said: neighbourhoodCode ?? residence, version };
};
const trail = () =>
  asOwner(async (db) => {
    const { rows } = await sql<{ field: string; before: string; after: string }>`
      select c.* from worker_change w, jsonb_to_recordset(w.changes) as c (field text, before text, after text)
      where w.worker_id = ${id} and c.field = 'Quartier' order by w.changed_at`.execute(db);
    return rows.map(({ before, after }) => `${before} → ${after}`);
  });

beforeEach(async () => {
  id = await create();
});

describe("an address", () => {
  test("waits to be located, then has an answer for each generation, and the file says today's", async () => {
    expect(await inForce()).toEqual(["2022-03-01 unknown"]);
    expect((await page()).now?.doubts).toEqual(["unavailable"]);
    const home = await database.execute(coach, getHomeToLocate, { workerId: id });
    expect(home).toEqual({ line: "12 rue des Ruches", postcode: "59000", communeCode: "59350" });
    const { version } = await file();
    const outcome = await locate(inside);
    expect(outcome).toMatchObject({ ok: true, answer: { neighbourhoodName: "Quartier" } });
    expect(await inForce()).toEqual(["2024-01-01 QN05901M", "2022-03-01 QP059001"]);
    expect(await file()).toEqual({ said: "QN05901M", version });
    expect((await page()).now).toMatchObject({
      askedAddress: "12 rue des Ruches, 59000 Lille",
      foundAddress: "12 Rue des Ruches 59000 Lille",
      answeredByName: null,
    });
    expect(await trail()).toEqual([]);
    // Again, with nothing new: nothing is written.
    const { answers } = await page();
    await locate(inside);
    await locate(away);
    expect((await page()).answers).toEqual(answers);
  });

  test("that changes leaves earlier days as they were", async () => {
    await locate(inside);
    await edit({ addressLine: "3 rue d’Arras", homeSince: "2025-09-01" });
    expect((await file()).said).toBe("unknown");
    await locate(between);
    expect(await inForce()).toEqual([
      "2025-09-01 outside",
      "2024-01-01 QN05901M",
      "2022-03-01 QP059001",
    ]);
    expect((await file()).said).toBe("outside");
    expect(await trail()).toEqual([]);
  });

  test("that was looked for before it changed is not taken for the new one", async () => {
    const address = { line: "1 rue d’avant", postcode: "59000", communeCode: "59350" };
    await database.execute(coach, recordLocation, { workerId: id, geocoded: inside, address });
    expect(await inForce()).toEqual(["2022-03-01 unknown"]);
  });

  test("with a doubt does not count until somebody confirms it, and stays confirmed", async () => {
    await locate({ ...inside, score: 0.6 });
    expect((await file()).said).toBe("unknown");
    const { now } = await page();
    expect(now).toMatchObject({ isToCheck: true, doubts: ["low_score"] });
    const listed = await database.execute(coach, listHomesToLook, { show: "to_check" });
    expect(listed.rows.map((row) => row.workerId)).toContain(id);
    expect(await database.execute(coach, confirmResidence, { id: now?.id ?? "" })).toMatchObject({
      ok: true,
      workerId: id,
    });
    expect((await file()).said).toBe("QN05901M");
    expect(await trail()).toEqual(["Non localisé → Quartier"]);
    expect((await page()).answers.every((one) => !one.isToCheck || one.supersededAt)).toBe(true);
    await locate({ ...inside, score: 0.6 });
    expect((await page()).now).toMatchObject({
      isToCheck: false,
      checkedByName: expect.any(String),
    });
    await locate({ ...between, score: 0.6 });
    expect(await database.execute(coach, confirmResidence, { id: now?.id ?? "" })).toEqual({
      ok: false,
      reason: "answered_since",
    });
  });

  test("that is confirmed stays so when its first day is corrected", async () => {
    await locate({ ...inside, score: 0.6 });
    const { now } = await page();
    await database.execute(coach, confirmResidence, { id: now?.id ?? "" });
    const { checkedAt, checkedByName } = (await page()).now ?? {};
    await edit({ homeSince: "2025-02-01" });
    expect((await page()).now).toMatchObject({
      ...{ isToCheck: false, holdsFrom: "2025-02-01", checkedAt, checkedByName },
    });
    expect((await file()).said).toBe("QN05901M");
  });

  test("that is answered is not sent again when the file is saved, but when somebody asks", async () => {
    const sent = (askAgain?: boolean) =>
      database.execute(coach, getHomeToLocate, { workerId: id, askAgain });
    await locate(inside);
    await edit({ phone: "0612345678" });
    expect(await sent()).toBeNull();
    expect(await sent(true)).toMatchObject({ line: "12 rue des Ruches" });
    await locate({ ok: false, reason: "not_found" });
    expect(await sent()).toBeNull();
    await edit({ addressLine: "3 rue d’Arras" });
    expect(await sent()).toMatchObject({ line: "3 rue d’Arras" });
  });

  test("is asked again with the commune that was written, not the one that an answer brought", async () => {
    const [answer] = (await page()).answers;
    await asOwner((db) =>
      db
        .updateTable("residence")
        .set({ commune_code: "59512", doubts: [], answer: "outside" })
        .where("id", "=", answer?.id ?? "")
        .execute(),
    );
    await asOwner((db) =>
      db.updateTable("worker").set({ commune_code: "59512" }).where("id", "=", id).execute(),
    );
    const address = await database.execute(coach, getHomeToLocate, {
      ...{ workerId: id, askAgain: true },
    });
    expect(address).toMatchObject({ communeCode: "59350" });
    if (!address) return;
    await database.execute(coach, recordLocation, { workerId: id, geocoded: inside, address });
    expect((await page()).now).toMatchObject({ neighbourhoodCode: "QN05901M", isToCheck: false });
  });

  test("with a doubt about its commune leaves the file's own until it is confirmed", async () => {
    await edit({ commune: "Lille", addressLine: "4 rue du Miel" });
    await locate({ ...inside, communeCode: "75056" });
    expect((await page()).now).toMatchObject({ isToCheck: true, doubts: ["other_commune"] });
    expect(await edit({ addressLine: "4 rue du Miel" })).toMatchObject({ ok: true });
    expect((await page()).now?.isToCheck).toBe(true);
  });

  test("that is not found is among those not located, mine apart", async () => {
    await locate({ ok: false, reason: "not_found" });
    const ask = (mine: boolean) =>
      database.execute(coach, listHomesToLook, { show: "not_located", mine });
    const { rows, counts } = await ask(false);
    expect(rows.map((row) => row.workerId)).toContain(id);
    expect(counts.notLocated).toBe(rows.length);
    expect((await ask(true)).rows).toEqual([]);
    const others = await database.execute(stranger, listHomesToLook, { show: "not_located" });
    expect(others.rows).toEqual([]);
  });
});

describe("by hand", () => {
  test("somebody answers otherwise from a day on, says why, and no location replaces it", async () => {
    await locate(inside);
    const outcome = await database.execute(coach, overrideResidence, {
      ...{ workerId: id, neighbourhood: "outside", reason: "Hébergée chez sa sœur." },
      holdsFrom: "2025-05-01",
    });
    expect(outcome).toMatchObject({ ok: true, workerId: id });
    const expected = ["2025-05-01 outside", "2024-01-01 QN05901M", "2022-03-01 QP059001"];
    expect(await inForce()).toEqual(expected);
    expect((await page()).now).toMatchObject({ source: "hand", reason: "Hébergée chez sa sœur." });
    expect(await trail()).toEqual(["Quartier → Hors quartier prioritaire"]);
    expect(await database.execute(coach, getHomeToLocate, { workerId: id })).toBeNull();
    await locate(inside);
    expect(await inForce()).toEqual(expected);
    await database.execute(coach, useAddressAgain, { workerId: id });
    expect((await file()).said).toBe("unknown");
    await locate(inside);
    // The same home as before, which went on.
    expect(await inForce()).toEqual(["2024-01-01 QN05901M", "2022-03-01 QP059001"]);
  });

  test("is refused for a neighbourhood that is not known or of another commune", async () => {
    const override = (neighbourhood: string) =>
      database.execute(coach, overrideResidence, { workerId: id, neighbourhood, reason: "x" });
    expect(await override("QN05999Z")).toEqual({ ok: false, reason: "neighbourhood_unknown" });
    expect(await override("QN05901M@75056")).toMatchObject({ reason: "neighbourhood_elsewhere" });
  });

  test("is refused for a neighbourhood that was never in force since, and looked at once it no longer is", async () => {
    const override = (holdsFrom: string) =>
      database.execute(coach, overrideResidence, {
        ...{ workerId: id, neighbourhood: "QP059001", reason: "Bail.", holdsFrom },
      });
    expect(await override("2024-01-01")).toEqual({ ok: false, reason: "not_in_force" });
    expect(await override("2022-03-01")).toMatchObject({ ok: true });
    expect(await inForce()).toEqual(["2024-01-01 unknown", "2022-03-01 QP059001"]);
    expect((await file()).said).toBe("unknown");
    const { rows } = await database.execute(coach, listHomesToLook, { show: "not_located" });
    const listed = rows.find((row) => row.workerId === id);
    expect(listed?.answer).toMatchObject({ doubts: ["neighbourhood_ended"], reason: "" });
  });

  test("the choice of a form is in the trail, and holds from today", async () => {
    await locate(between);
    await edit({ neighbourhood: "QN05901M@59350" });
    expect((await inForce())[0]).toBe(`${today()} QN05901M`);
    expect(await trail()).toEqual(["Hors quartier prioritaire → Quartier"]);
    // The same form again, with another telephone.
    await edit({ neighbourhood: "QN05901M@59350", phone: "0612345678" });
    expect(await inForce()).toHaveLength(3);
    expect((await asOwner((db) => loadWorker(db, id))).residenceSource).toBe("hand");
  });
});

describe("somebody who moved twice", () => {
  const first = { addressLine: "3 rue d’Arras", homeSince: "2024-06-01" };
  const between2 = { addressLine: "7 rue du Miel", homeSince: "2023-05-01" };
  beforeEach(async () => {
    await locate(inside);
    await edit(first);
    await locate({ ...inside, lon: 3.06 });
  });

  test("is asked about before a home of before takes the place of the one since, and nothing is written", async () => {
    const before = await page();
    const asked = await edit(between2);
    expect(asked).toMatchObject({ ok: false, reason: "later_homes" });
    const later = asked.ok || asked.reason !== "later_homes" ? [] : asked.later;
    expect(later.map((one) => [one.holdsFrom, one.askedAddress])).toEqual([
      ["2024-06-01", "3 rue d’Arras, 59000 Lille"],
    ]);
    expect(await page()).toEqual(before);
    expect(await edit({ ...between2, replaceFrom: "2024-06-01" })).toMatchObject({ ok: true });
    expect(await inForce()).toEqual(["2023-05-01 unknown", "2022-03-01 QP059001"]);
  });

  test("keeps where they live now beside an answer for the days before, in another commune too", async () => {
    const answer = (change: object) =>
      database.execute(coach, overrideResidence, {
        ...{ workerId: id, neighbourhood: "outside", reason: "Bail de 2023." },
        ...{ holdsFrom: "2023-05-01", ...change },
      });
    expect(await answer({})).toMatchObject({ reason: "later_homes" });
    const said = await file();
    expect(await answer({ laterHomes: "keep" })).toMatchObject({ ok: true });
    const kept = ["2024-06-01 outside", "2023-05-01 outside", "2022-03-01 QP059001"];
    expect(await inForce()).toEqual(kept);
    expect(await file()).toEqual(said);
    expect((await page()).now).toMatchObject({ askedAddress: "3 rue d’Arras, 59000 Lille" });
    await edit({ ...first, homeSince: undefined, commune: "Roubaix", postcode: "59100" });
    const elsewhere = { neighbourhood: "QP059001@59350", laterHomes: "keep" };
    expect(await answer(elsewhere)).toMatchObject({ ok: true });
    // Of 2024, when they had left by then.
    const tooLate = { neighbourhood: "QN05901M@59350", holdsFrom: "2022-05-01" };
    expect(await answer({ ...tooLate, laterHomes: "keep" })).toMatchObject({
      reason: "not_in_force",
    });
  });

  test("has it replaced when somebody says so, of what they were shown", async () => {
    const answer = (replaceFrom?: string) =>
      database.execute(coach, overrideResidence, {
        ...{ workerId: id, neighbourhood: "outside", reason: "Bail de 2023." },
        ...{ holdsFrom: "2023-05-01", laterHomes: "replace", replaceFrom },
      });
    expect(await answer("2025-01-01")).toMatchObject({ reason: "later_homes" });
    expect(await answer("2024-06-01")).toMatchObject({ ok: true });
    expect(await inForce()).toEqual(["2023-05-01 outside", "2022-03-01 QP059001"]);
  });
});

describe("somebody answered by hand who moves", () => {
  const street = { addressLine: "3 rue d’Arras" };
  test.each(["outside", "unknown", "QN05901M@59350", "QN05901M"])(
    "has the new address asked for, though the list still says %s",
    async (neighbourhood) => {
      await edit({ neighbourhood });
      expect(await edit({ neighbourhood, ...street, homeSince: today() })).toMatchObject({
        ok: true,
      });
      expect((await page()).now).toMatchObject({
        ...{ source: "address", answer: "unknown", doubts: ["unavailable"], holdsFrom: today() },
        askedAddress: "3 rue d’Arras, 59000 Lille",
      });
      expect(await database.execute(coach, getHomeToLocate, { workerId: id })).not.toBeNull();
    },
  );

  test("leaves the commune of the neighbourhood that the list still says", async () => {
    await edit({ neighbourhood: "QN05901M@59350" });
    const change = { neighbourhood: "QN05901M@59350", ...street, commune: "Roubaix" };
    expect(await edit({ ...change, postcode: "59100" })).toMatchObject({ ok: true });
    expect((await page()).now).toMatchObject({ source: "address", communeCode: "59512" });
  });

  test("keeps another choice, and the same one beside the same address", async () => {
    await edit({ neighbourhood: "outside" });
    await edit({ neighbourhood: "outside", phone: "0612345678" });
    expect((await page()).now).toMatchObject({ source: "hand", answer: "outside" });
    await edit({ neighbourhood: "QN05901M@59350", ...street });
    expect((await page()).now).toMatchObject({ source: "hand", neighbourhoodCode: "QN05901M" });
  });
});

describe("a neighbourhood that leaves its commune while somebody answers", () => {
  /** Imports it in another commune, and ends once the work waits for it. */
  async function movedDuring<T>(code: string, work: () => Promise<T>): Promise<T> {
    const contour = (communeCode: string) => [
      { code, name: "Bref", communeCodes: [communeCode], box: [3.1, 50.6, 3.2, 50.65] as const },
    ];
    await importTestContours(database.owner.db, 2024, contour("59350"));
    let working: Promise<T> | undefined;
    await database.owner.db.transaction().execute(async (importing) => {
      await importTestContours(importing, 2024, contour("59512"));
      working = work();
      working.catch(() => {});
      for (let isWaiting = false; !isWaiting; ) {
        const { rows } = await sql`select from pg_locks where not granted
          and pid in (select pid from pg_stat_activity where datname = current_database())`.execute(
          database.owner.db,
        );
        isWaiting = rows.length > 0;
      }
    });
    if (!working) throw new Error("Nothing was done");
    return working;
  }

  test("is where the address is, with the doubt that it has from then on", async () => {
    const outcome = await movedDuring("QN05909M", () => locate({ ...inside, lon: 3.15 }));
    expect(outcome).toMatchObject({
      ok: true,
      answer: { neighbourhoodCode: "QN05909M", communeCode: "59512", doubts: ["other_commune"] },
    });
  });

  test("is refused beside the list to whoever chooses it", async () => {
    const override = { workerId: id, neighbourhood: "QN05908M@59350", reason: "Bail." };
    const answer = () => database.execute(coach, overrideResidence, override);
    expect(await movedDuring("QN05908M", answer)).toEqual({
      ...{ ok: false, reason: "neighbourhood_elsewhere" },
    });
    expect(await inForce()).toEqual(["2022-03-01 unknown"]);
  });

  test("is refused in the person's form too", async () => {
    const answer = () => edit({ neighbourhood: "QN05907M@59350" });
    expect(await movedDuring("QN05907M", answer)).toMatchObject({
      reason: "neighbourhood_elsewhere",
    });
  });
});

test("nobody of another organisation reads, answers or confirms, and an erased file is nobody's", async () => {
  await locate({ ...inside, score: 0.6 });
  const answer = (await page()).now?.id ?? "";
  const input = { workerId: id, neighbourhood: "outside", reason: "x" };
  for (const refused of [
    () => database.execute(stranger, getResidencePage, { id }),
    () => database.execute(stranger, confirmResidence, { id: answer }),
    () => database.execute(stranger, overrideResidence, input),
    () => database.execute(stranger, recordLocation, { workerId: id, geocoded: inside }),
    () => database.execute(stranger, useAddressAgain, { workerId: id }),
  ]) {
    await expect(refused()).rejects.toMatchObject({ code: "not_found" });
  }
  await asOwner((db) =>
    db.updateTable("worker").set({ anonymised_at: new Date() }).where("id", "=", id).execute(),
  );
  await expect(locate(inside)).rejects.toMatchObject({ code: "not_found" });
  expect(await database.execute(coach, getHomeToLocate, { workerId: id })).toBeNull();
});

test("a manager asks for every address to be located, once while it waits; a coach does not", async () => {
  const first = await database.execute(manager, askLocation, {});
  expect(await database.execute(manager, askLocation, {})).toEqual(first);
  await expect(database.execute(coach, askLocation, {})).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("generations begin and end as the database has it", async () => {
  const { rows } = await sql<{
    code: string;
    generation: 2015 | 2024;
    from: string;
    until: string;
  }>`
    select code, generation, v.valid_from::text as from, v.valid_until::text as until
    from (values ('QP059001', 2015::smallint), ('QN05901M', 2024::smallint), ('QP974001', 2015::smallint),
      ('QN97401M', 2024::smallint), ('QP02A001', 2015::smallint)) k (code, generation)
    cross join neighbourhood_validity(code, generation) v`.execute(database.owner.db);
  for (const { code, generation, from, until } of rows) {
    const department = code.slice(2, 4) === "97" ? code.slice(2, 5) : "59";
    expect(firstDayOf(generation, department)).toBe(from);
    expect(generationOn(from, department)).toBe(generation);
    if (until) expect(generationOn(until, department)).toBe(generation);
  }
});
