import { randomUUID } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import { type MemberActor, memberActor } from "@essaim/identity/actor";
import type { Role } from "@essaim/identity/permission";
import { parse } from "csv-parse/sync";
import ExcelJS from "exceljs";
import * as fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Attendance } from "../meeting/attendance.schema.ts";
import type { StageKind } from "../pathway/stage.schema.ts";
import { removeView, renameView, saveView } from "./saved-view.commands.ts";
import { listSavedViews } from "./saved-view.queries.ts";
import { savedViewSchema } from "./saved-view.schema.ts";
import { noFilter, readFilter, type WorkerFilter } from "./worker-filter.schema.ts";
import type { ConditionGroup } from "./worker-filter-condition.schema.ts";
import { assignWorkers, exportWorkers, getExportForm, readExport } from "./worker-list.commands.ts";
import { getFilterChoices, listWorkers } from "./worker-list.queries.ts";
import { MOST_ASSIGNED } from "./worker-list.schema.ts";
import type { ColumnKey } from "./worker-list-columns.schema.ts";
import { csvFile, workbookFile } from "./worker-list-file.ts";
import type { Moment } from "./worker-values.rules.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let coach: MemberActor;
let manager: MemberActor;
let stranger: MemberActor;
let colleagueId: string;
let lists: { id: string; key: string; code: string | null }[];
const day = today();

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database.owner;
  ours = await populate(db, "Ruche");
  theirs = await populate(db, "Essieu");
  coach = actorOf(ours);
  manager = actorOf(ours, "manager");
  stranger = actorOf(theirs);
  await asOwner(async (trx) => {
    const user = await trx
      .insertInto("user_account")
      .values({ email: "colleague@example.org", full_name: "Camille Collègue" })
      .returning("id")
      .executeTakeFirstOrThrow();
    const member = await trx
      .insertInto("membership")
      .values({ organisation_id: ours.organisationId, user_id: user.id, role: "coach" })
      .returning("id")
      .executeTakeFirstOrThrow();
    colleagueId = member.id;
    lists = await trx
      .selectFrom("list_value")
      .where("organisation_id", "=", ours.organisationId)
      .select(["id", "list_key as key", "code"])
      .execute();
  });
});
afterAll(() => database.close());

function actorOf(rows: Rows, role: Role = "coach"): MemberActor {
  const { organisationId, membershipId } = rows;
  const nobody = { userId: randomUUID(), funderId: null, requestId: randomUUID() };
  return memberActor({ organisationId, membershipId, role, ...nobody });
}

const asOwner = <T>(work: (db: TestDatabase["owner"]["db"]) => Promise<T>) =>
  inOrganisation(database.owner.db, ours, work);

const answer = (key: string, code: string) =>
  lists.find((one) => one.key === key && one.code === code)?.id ?? "";

type Told = {
  familyName: string;
  coachId?: string | null;
  columns?: object;
  stages?: { kind: StageKind; starts_on: string; term_on?: string; ends_on?: string }[];
  met?: { on: string; attendance: Attendance }[];
  action?: { due_on: string; done_on?: string };
  values?: {
    key: string;
    code: string;
    moment?: Moment;
    isSensitive?: boolean;
    isMultiple?: boolean;
  }[];
  uses?: boolean;
};

/** Puts a person in the base, as somebody tells it. */
async function tell({ familyName, coachId = ours.membershipId, ...told }: Told): Promise<string> {
  const tenant = { organisation_id: ours.organisationId };
  return await asOwner(async (db) => {
    const stages = told.stages ?? [{ kind: "candidate", starts_on: "2024-01-10" }];
    const { id } = await db
      .insertInto("worker")
      .values({
        ...tenant,
        given_name: "Ana",
        family_name: familyName,
        kind: "platform_worker",
        coach_id: coachId,
        supported_from: stages[0]?.starts_on ?? "2024-01-10",
        ...told.columns,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    for (const stage of stages) {
      await db
        .insertInto("stage")
        .values({ ...tenant, worker_id: id, ...stage })
        .execute();
    }
    for (const { on, attendance } of told.met ?? []) {
      await db
        .insertInto("meeting")
        .values({
          ...tenant,
          worker_id: id,
          coach_id: ours.membershipId,
          held_on: on,
          duration_minutes: 45,
          place: "office",
          attendance,
          summary: attendance === "present" ? "Vu" : "",
        })
        .execute();
    }
    if (told.action) {
      await db
        .insertInto("plan_action")
        .values({ ...tenant, worker_id: id, label: "Rappeler", ...told.action })
        .execute();
    }
    for (const { key, code, moment, isSensitive, isMultiple } of told.values ?? []) {
      await db
        .insertInto("worker_value")
        .values({
          ...tenant,
          worker_id: id,
          list_key: key,
          value_id: answer(key, code),
          moment: moment ?? "now",
          is_sensitive: isSensitive ?? false,
          is_multiple: isMultiple ?? false,
        })
        .execute();
    }
    if (told.uses) {
      await db
        .insertInto("worker_resource")
        .values({ ...tenant, worker_id: id, open_resource_id: ours.resourceId })
        .execute();
    }
    return id;
  });
}

const everybody: WorkerFilter = { ...noFilter, support: "all" };

async function found(change: Partial<WorkerFilter>, actor = coach): Promise<string[]> {
  const list = await database.execute(actor, listWorkers, { ...everybody, ...change });
  return list.workers.map((worker) => worker.familyName);
}

/** Those whom conditions of the address keep, among people whose name holds a word. */
async function keep(search: string, address: string, actor = coach): Promise<string[]> {
  const filter = readFilter(new URLSearchParams(`suivi=tous&q=${search}&${address}`));
  const list = await database.execute(actor, listWorkers, filter);
  // A search that finds nobody is widened to names alike, which would hide that nobody is kept.
  return list.isApproximate
    ? []
    : list.workers.map(({ familyName }) => familyName.split(" ")[1] ?? "");
}

describe("conditions", () => {
  beforeAll(async () => {
    await sql`insert into epci (code, name) values ('245900410', 'Métropole européenne de Lille') on conflict do nothing`.execute(
      database.owner.db,
    );
    await sql`insert into commune (code, name, department_code, epci_code)
      values ('59350', 'Lille', '59', '245900410'), ('59512', 'Roubaix', '59', '245900410')
      on conflict (code) do update set epci_code = excluded.epci_code`.execute(database.owner.db);
    await tell({
      familyName: "Cond Un",
      columns: { commune_code: "59350", residence: "outside", kind: "both" },
      stages: [
        { kind: "candidate", starts_on: "2024-01-10" },
        {
          kind: "cape",
          starts_on: daysAfter(day, -300),
          term_on: daysAfter(day, 30),
          ends_on: daysAfter(day, 30),
        },
      ],
      met: [{ on: daysAfter(day, -10), attendance: "present" }],
      values: [
        { key: "gender", code: "woman" },
        { key: "income_support", code: "rsa", isSensitive: true, isMultiple: true },
      ],
      uses: true,
    });
    await tell({
      familyName: "Cond Deux",
      coachId: colleagueId,
      columns: { commune_code: "59350", residence: "priority", neighbourhood_code: "QN05901M" },
      stages: [
        { kind: "candidate", starts_on: "2023-01-10" },
        { kind: "exit", starts_on: "2024-05-01" },
        { kind: "diagnosis", starts_on: "2025-02-01" },
      ],
      met: [
        { on: daysAfter(day, -100), attendance: "present" },
        { on: daysAfter(day, -30), attendance: "absent" },
        { on: daysAfter(day, -25), attendance: "excused" },
        { on: daysAfter(day, -20), attendance: "absent" },
        { on: daysAfter(day, -10), attendance: "absent" },
      ],
      action: { due_on: daysAfter(day, -5) },
      values: [
        { key: "gender", code: "man" },
        { key: "income_support", code: "rsa", isSensitive: true, isMultiple: true },
        { key: "unemployment", code: "from_24", moment: "entry" },
      ],
    });
    await tell({
      familyName: "Cond Trois",
      coachId: null,
      stages: [
        { kind: "cape", starts_on: "2024-03-01", term_on: "2025-02-28", ends_on: "2024-12-31" },
        { kind: "exit", starts_on: "2024-12-31" },
      ],
      action: { due_on: daysAfter(day, -5), done_on: daysAfter(day, -1) },
      met: [{ on: "2024-06-01", attendance: "present" }],
    });
  });

  test.each([
    ["etape.cape", ["Un"]],
    ["etape.diagnostic.sortie", ["Deux", "Trois"]],
    ["sauf-etape.sortie", ["Deux", "Un"]],
    ["accompagnement.moi", ["Un"]],
    ["accompagnement.non-renseigne", ["Trois"]],
    ["accompagnement.moi.non-renseigne", ["Trois", "Un"]],
    ["profil.plateforme-et-commun", ["Un"]],
    ["commune.59350", ["Deux", "Un"]],
    ["commune.non-renseigne", ["Trois"]],
    // Of one intercommunality.
    ["environs.59512", ["Deux", "Un"]],
    ["sauf-environs.59512", ["Trois"]],
    ["quartier.QN05901M", ["Deux"]],
    ["sauf-quartier.QN05901M", ["Trois", "Un"]],
    ["lieu.non-renseigne.hors-quartier", ["Trois", "Un"]],
    ["accompagne.2024-06-01.2024-08-01", ["Trois", "Un"]],
    ["accompagne.2024-06-01.", ["Deux", "Trois", "Un"]],
    ["arrivee.2025-01-01.2025-12-31", ["Deux"]],
    ["depart..2024-06-30", ["Deux"]],
    ["sans-rencontre-depuis.il-y-a-2-semaines", ["Deux", "Trois"]],
    ["sauf-sans-rencontre-depuis.il-y-a-2-semaines", ["Un"]],
    ["rencontre-depuis.il-y-a-2-semaines", ["Un"]],
    ["sauf-rencontre-depuis.il-y-a-2-semaines", ["Deux", "Trois"]],
    ["contrat-finit-avant.dans-90-jours", ["Un"]],
    ["contrat-finit-avant.dans-2-semaines", []],
    ["a-revoir", ["Deux"]],
    ["action-en-retard", ["Deux"]],
    ["trois-absences", ["Deux"]],
    ["sauf-trois-absences", ["Trois", "Un"]],
    ["genre.non-renseigne", ["Trois"]],
    ["reprise.non-renseigne", ["Deux", "Trois", "Un"]],
    ["commun.non-renseigne", ["Deux", "Trois"]],
  ])("%s keeps %j", async (group, names) => {
    expect(await keep("Cond", `groupe=${group}`)).toEqual(names);
  });

  test("of the organisation's own lists and commons keep those who answer so", async () => {
    expect(await keep("Cond", `groupe=genre.${answer("gender", "woman")}`)).toEqual(["Un"]);
    expect(await keep("Cond", `groupe=sauf-genre.${answer("gender", "woman")}`)).toEqual([
      "Deux",
      "Trois",
    ]);
    expect(
      await keep("Cond", `groupe=chomage-arrivee.${answer("unemployment", "from_24")}`),
    ).toEqual(["Deux"]);
    expect(await keep("Cond", `groupe=chomage.${answer("unemployment", "from_24")}`)).toEqual([]);
    expect(await keep("Cond", `groupe=commun.${ours.resourceId}`)).toEqual(["Un"]);
    expect(await keep("Cond", `groupe=commun.${randomUUID()}`)).toEqual([]);
  });

  test("combine with and, and with or, within groups and between them", async () => {
    expect(await keep("Cond", "groupe=commune.59350_etape.cape")).toEqual(["Un"]);
    expect(await keep("Cond", "groupe=ou_etape.cape_etape.sortie")).toEqual(["Trois", "Un"]);
    expect(
      await keep("Cond", "groupe=ou_etape.cape_etape.sortie&groupe=accompagnement.moi"),
    ).toEqual(["Un"]);
    expect(
      await keep(
        "Cond",
        "groupe=commune.59350_etape.cape&groupe=accompagnement.non-renseigne&entre=ou",
      ),
    ).toEqual(["Trois", "Un"]);
    expect(await keep("Cond", "accompagnement=moi&groupe=etape.sortie")).toEqual([]);
  });

  test("about what is sensitive keep only people whose answers one may read", async () => {
    const rsa = `allocation.${answer("income_support", "rsa")}`;
    expect(await keep("Cond", `groupe=${rsa}`)).toEqual(["Un"]);
    expect(await keep("Cond", `groupe=${rsa}`, manager)).toEqual(["Deux", "Un"]);
    // Not knowing is not « non renseigné », nor « not ».
    expect(await keep("Cond", "groupe=allocation.non-renseigne")).toEqual(["Trois"]);
    expect(await keep("Cond", `groupe=sauf-${rsa}`)).toEqual(["Trois"]);
    expect(await keep("Cond", "groupe=allocation.non-renseigne", manager)).toEqual(["Trois"]);
    const list = await database.execute(
      coach,
      listWorkers,
      readFilter(new URLSearchParams(`groupe=${rsa}`)),
    );
    expect(list.partlyClosed).toEqual(["Minima sociaux et allocations"]);
    expect(list.names).toEqual({ [answer("income_support", "rsa")]: "RSA" });
  });

  test("of any kind say with their contrary everybody, once each", async () => {
    const words = [
      "etape.cape",
      "etape.non-renseigne",
      "accompagnement.moi",
      "profil.commun",
      "commune.59350",
      "environs.59350",
      "quartier.QN05901M",
      "lieu.non-renseigne",
      "accompagne..2024-12-31",
      "arrivee.2024-01-01.",
      "depart.2024-01-01.2026-01-01",
      "sans-rencontre-depuis.il-y-a-3-mois",
      "contrat-finit-avant.dans-1-mois",
      "a-revoir",
      "action-en-retard",
      "trois-absences",
      `commun.${ours.resourceId}`,
      "genre.non-renseigne",
      `genre.${answer("gender", "man")}`,
      "reprise.non-renseigne",
    ];
    const all = await keep("Cond", "");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }),
        fc.constantFrom("", "ou_"),
        async (parts, needs) => {
          const group = readFilter(new URLSearchParams(`groupe=${needs}${parts.join("_")}`)).groups;
          const contrary: ConditionGroup[] = group.map(({ needs: how, conditions }) => ({
            // Not (a and b) is not a, or not b.
            needs: how === "all" ? "any" : "all",
            conditions: conditions.map((one) => ({ ...one, not: !one.not })),
          }));
          const kept = await found({ search: "Cond", groups: group });
          const rest = await found({ search: "Cond", groups: contrary });
          expect([...kept, ...rest].sort()).toEqual(all.map((name) => `Cond ${name}`).sort());
        },
      ),
      { numRuns: 40 },
    );
  });

  test("offer what people of this organisation live in, use and answer", async () => {
    const choices = await database.execute(coach, getFilterChoices, everybody);
    expect(choices.communes.map((one) => one.code)).toEqual(["59350"]);
    expect(choices.neighbourhoods.map((one) => one.code)).toEqual(["QN05901M"]);
    expect(choices.resources.map((one) => one.id)).toEqual([ours.resourceId]);
    expect(choices.imports).toEqual([]);
    expect(choices.values.some((one) => one.key === "gender" && one.code === "woman")).toBe(true);
    const elsewhere = await database.execute(stranger, getFilterChoices, everybody);
    expect(elsewhere.coaches.map((one) => one.id)).toEqual([theirs.membershipId]);
  });
});

describe("columns", () => {
  test("show what they are asked for, and to a coach nothing sensitive", async () => {
    await tell({
      familyName: "Col Onne",
      columns: { phone: "0612345678", birth_on: "1985-03-12", birth_year: 1985 },
      stages: [
        {
          kind: "cape",
          starts_on: daysAfter(day, -100),
          term_on: daysAfter(day, 60),
          ends_on: daysAfter(day, 60),
        },
      ],
      values: [
        { key: "language", code: "fr", isMultiple: true },
        { key: "language", code: "ar", isMultiple: true },
        { key: "disability", code: "yes", isSensitive: true },
      ],
      action: { due_on: daysAfter(day, 3) },
      uses: true,
    });
    const columns: ColumnKey[] = ["language", "disability", "resources", "gender"];
    const list = await database.execute(coach, listWorkers, {
      ...everybody,
      search: "Col Onne",
      columns,
    });
    expect(list.columns).toEqual(["language", "resources", "gender"]);
    expect(list.workers).toMatchObject([
      {
        stage: "cape",
        contractEndsOn: daysAfter(day, 60),
        nextStep: "Rappeler",
        values: { language: ["Français", "Arabe"] },
        resources: ["Ruche"],
        toReview: true,
      },
    ]);
    expect(list.workers[0]?.values).not.toHaveProperty("disability");
    const read = await database.execute(manager, listWorkers, {
      ...everybody,
      search: "Col Onne",
      columns,
    });
    expect(read.workers[0]?.values.disability).toEqual(["RQTH reconnue"]);
  });

  test("sort by the last meeting of any kind, and by the end of the contract", async () => {
    const late = await tell({
      familyName: "Tri Tard",
      met: [{ on: "2025-06-01", attendance: "present" }],
    });
    await tell({ familyName: "Tri Jamais" });
    // Met lately and long before, as most people are: the latest day counts.
    await tell({
      familyName: "Tri Hier",
      met: [
        { on: daysAfter(day, -1), attendance: "present" },
        { on: "2024-01-01", attendance: "present" },
      ],
    });
    const inGroup = await tell({
      familyName: "Tri Atelier",
      met: [{ on: "2024-06-01", attendance: "present" }],
    });
    await asOwner(async (db) => {
      const session = await db
        .insertInto("workshop")
        .values({
          organisation_id: ours.organisationId,
          kind: "workshop",
          title: "Atelier",
          coach_id: ours.membershipId,
          held_on: "2025-09-01",
          start_time: "10:00",
          duration_minutes: 60,
          place: "office",
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      const seat = { organisation_id: ours.organisationId, workshop_id: session.id };
      await db
        .insertInto("participant")
        .values([
          { ...seat, worker_id: inGroup, attendance: "present" },
          { ...seat, worker_id: late, attendance: "absent" },
        ])
        .execute();
    });
    expect(await found({ search: "Tri", sort: "lastMeeting" })).toEqual([
      "Tri Jamais",
      "Tri Tard",
      "Tri Atelier",
      "Tri Hier",
    ]);
    expect(await found({ search: "Tri", sort: "lastMeeting", descending: true })).toEqual([
      "Tri Hier",
      "Tri Atelier",
      "Tri Tard",
      "Tri Jamais",
    ]);
    expect((await found({ sort: "contractEnd" })).slice(0, 2)).toEqual(["Cond Un", "Col Onne"]);
  });

  test("nobody whose name is erased is on the list", async () => {
    await tell({ familyName: "Effacé", columns: { anonymised_at: new Date() } });
    expect(await keep("Effacé", "")).toEqual([]);
  });
});

describe("people given to a colleague", () => {
  test("are moved together, and each file's trail says it", async () => {
    const ids = [
      await tell({ familyName: "Confie A" }),
      await tell({ familyName: "Confie B", coachId: null }),
    ];
    const kept = await tell({ familyName: "Confie C", coachId: colleagueId });
    const outcome = await database.execute(coach, assignWorkers, {
      coachId: colleagueId,
      people: { ids: [...ids, kept] },
    });
    expect(outcome).toEqual({
      ok: true,
      id: null,
      asked: 3,
      moved: 2,
      coachName: "Camille Collègue",
    });
    const trail = await asOwner((db) =>
      db
        .selectFrom("worker_change")
        .where("worker_id", "in", [...ids, kept])
        .select(["worker_id", "changes"])
        .execute(),
    );
    expect(trail.map((line) => line.changes)).toEqual(
      expect.arrayContaining([
        [{ field: "Accompagnement par", before: "Ruche", after: "Camille Collègue" }],
        [{ field: "Accompagnement par", before: "", after: "Camille Collègue" }],
      ]),
    );
    const back = await database.execute(manager, assignWorkers, { coachId: null, people: { ids } });
    expect(back).toMatchObject({ moved: 2, coachName: null });
    expect(await found({ search: "Confie", coach: "none" })).toEqual(["Confie A", "Confie B"]);
  });

  test("are taken from a colleague by a manager only, all of them or nobody", async () => {
    const mine = await tell({ familyName: "Passage A" });
    const hers = await tell({ familyName: "Passage B", coachId: colleagueId });
    const take = (actor: MemberActor) =>
      database.execute(actor, assignWorkers, {
        coachId: ours.membershipId,
        people: { ids: [mine, hers] },
      });
    expect(await take(coach)).toEqual({ ok: false, reason: "coach_kept" });
    expect(await found({ search: "Passage", coach: "me" })).toEqual(["Passage A"]);
    expect(await take(manager)).toMatchObject({ ok: true, moved: 1 });
  });

  test("can be all those of a filter, if it still keeps as many as was said", async () => {
    await Promise.all(["A", "B", "C"].map((letter) => tell({ familyName: `Tous ${letter}` })));
    const filter: WorkerFilter = { ...everybody, search: "Tous" };
    const give = (count: number, change: Partial<WorkerFilter> = {}) =>
      database.execute(coach, assignWorkers, {
        coachId: colleagueId,
        people: { filter: { ...filter, ...change }, count },
      });
    expect(await give(2)).toEqual({ ok: false, reason: "count_changed" });
    expect(await give(0, { search: "Personnealors" })).toEqual({ ok: false, reason: "nobody" });
    expect(await found({ search: "Tous", coach: "me" })).toHaveLength(3);
    expect(await give(3)).toMatchObject({ ok: true, asked: 3, moved: 3 });
  });

  test("are refused to somebody who does not accompany here, and stay in their organisation", async () => {
    const ids = [await tell({ familyName: "Refus" })];
    for (const coachId of [randomUUID(), theirs.membershipId]) {
      expect(await database.execute(coach, assignWorkers, { coachId, people: { ids } })).toEqual({
        ok: false,
        reason: "coach_unknown",
      });
    }
    expect(
      await database.execute(stranger, assignWorkers, {
        coachId: theirs.membershipId,
        people: { ids },
      }),
    ).toMatchObject({ ok: true, moved: 0 });
    expect(
      await database.execute(coach, assignWorkers, { coachId: null, people: { ids: [] } }),
    ).toEqual({
      ok: false,
      reason: "nobody",
    });
    expect(await found({ search: "Refus", coach: "me" })).toEqual(["Refus"]);
  });

  test(`are at most ${MOST_ASSIGNED}`, async () => {
    const rows = await populate(database.owner.db, "Foule");
    await inOrganisation(database.owner.db, rows, (db) =>
      db
        .insertInto("worker")
        .values(
          Array.from({ length: MOST_ASSIGNED }, (_, n) => ({
            organisation_id: rows.organisationId,
            given_name: "Ana",
            family_name: `N${n}`,
            kind: "both",
            supported_from: "2024-01-01",
          })),
        )
        .execute(),
    );
    const actor = actorOf(rows);
    const { total } = await database.execute(actor, listWorkers, everybody);
    const give = (filter: WorkerFilter, count: number) =>
      database.execute(actor, assignWorkers, {
        coachId: rows.membershipId,
        people: { filter, count },
      });
    expect(await give(everybody, total)).toEqual({ ok: false, reason: "too_many" });
    const exactly = { ...everybody, search: "N" };
    const kept = await database.execute(actor, listWorkers, exactly);
    expect(kept.total).toBeGreaterThanOrEqual(MOST_ASSIGNED);
  });
});

/** What a member takes away, as a file of one format. */
async function take(
  filter: WorkerFilter,
  format: "csv" | "xlsx",
  actor = manager,
): Promise<Buffer> {
  const outcome = await database.execute(actor, exportWorkers, { filter, format });
  if (!outcome.ok) throw new Error(outcome.reason);
  const { ids, columns } = outcome;
  async function* batches() {
    for (let at = 0; at < ids.length; at += 2) {
      yield await database.execute(actor, readExport, { ids: ids.slice(at, at + 2), columns });
    }
  }
  return await buffer((format === "csv" ? csvFile : workbookFile)(columns, today(), batches()));
}

describe("an export", () => {
  const columns: ColumnKey[] = [
    "stage",
    "commune",
    "coach",
    "start",
    "nextStep",
    "phone",
    "birth",
    "gender",
    "disability",
  ];
  const filter: WorkerFilter = { ...everybody, search: "Exp", columns };
  beforeAll(async () => {
    await tell({
      familyName: 'Exp =HYPERLINK("x";"y")',
      columns: {
        given_name: "=1+1",
        phone: "+33699887766000",
        commune_code: "59350",
        birth_year: 1985,
      },
      values: [{ key: "gender", code: "woman" }],
    });
    await tell({
      familyName: 'Exp Éléonore; "Léo"',
      coachId: null,
      columns: { phone: "0612345678", birth_on: "1985-03-12", birth_year: 1985 },
      action: { due_on: "2026-12-01" },
      values: [{ key: "disability", code: "yes", isSensitive: true }],
    });
    await tell({ familyName: "Exp Zoé", columns: { given_name: "@SUM(A1)" } });
  });

  test("as CSV is read back by a parser, and holds no formula", async () => {
    const content = (await take(filter, "csv")).toString("utf8");
    expect(content.startsWith("\ufeffNom;Prénom;Étape;Commune")).toBe(true);
    expect(content).toContain("\r\n");
    const rows: string[][] = parse(content, { bom: true, delimiter: ";" });
    expect(rows).toEqual([
      [
        "Nom",
        "Prénom",
        "Étape",
        "Commune",
        "Accompagnement",
        "Début",
        "Prochaine étape",
        "Téléphone",
        "Naissance",
        "Genre",
        "RQTH",
      ],
      [
        'Exp =HYPERLINK("x";"y")',
        "'=1+1",
        "Candidat·e",
        "Lille (59)",
        "Ruche",
        "10/01/2024",
        "",
        "'+33699887766000",
        "1985",
        "Femme",
        "Non renseigné",
      ],
      [
        'Exp Éléonore; "Léo"',
        "Ana",
        "Candidat·e",
        "Non renseigné",
        "À attribuer",
        "10/01/2024",
        "Rappeler",
        "06.12.34.56.78",
        "12/03/1985",
        "Non renseigné",
        "RQTH reconnue",
      ],
      [
        "Exp Zoé",
        "'@SUM(A1)",
        "Candidat·e",
        "Non renseigné",
        "Ruche",
        "10/01/2024",
        "",
        "",
        "",
        "Non renseigné",
        "Non renseigné",
      ],
    ]);
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  });

  test("as a workbook holds days as days, telephones as text, and no formula", async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await take(filter, "xlsx")) as unknown as ArrayBuffer);
    const sheet = workbook.worksheets[0];
    expect(sheet?.name).toBe("Personnes");
    expect(sheet?.rowCount).toBe(4);
    const cell = (row: number, column: number) => sheet?.getCell(row, column);
    expect(cell(2, 2)?.value).toBe("=1+1");
    expect(cell(2, 2)?.type).toBe(ExcelJS.ValueType.String);
    expect(cell(2, 1)?.value).toBe('Exp =HYPERLINK("x";"y")');
    expect(cell(2, 6)?.value).toEqual(new Date("2024-01-10T00:00Z"));
    expect(cell(2, 6)?.numFmt).toBe("dd/mm/yyyy");
    expect(cell(3, 8)?.value).toBe("0612345678");
    expect(cell(3, 8)?.numFmt).toBe("@");
    expect(cell(2, 9)?.value).toBe(1985);
    expect(cell(3, 9)?.value).toEqual(new Date("1985-03-12T00:00Z"));
    sheet?.eachRow((row) =>
      row.eachCell((one) => expect(one.type).not.toBe(ExcelJS.ValueType.Formula)),
    );
  });

  test("is a manager's right, and is written in the journal with its number of lines", async () => {
    const input = { filter, format: "csv" as const };
    await expect(database.execute(coach, exportWorkers, input)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(
      database.execute(coach, readExport, { ids: [], columns: [] }),
    ).rejects.toMatchObject({ code: "forbidden" });
    const outcome = await database.execute(manager, exportWorkers, input);
    if (!outcome.ok) throw new Error(outcome.reason);
    const line = await asOwner((db) =>
      db
        .selectFrom("audit_event as a")
        .innerJoin("worker_export as e", "e.id", "a.subject_id")
        .where("a.operation", "=", "exportWorkers")
        .where("e.id", "=", outcome.id)
        .select(["a.subject_type", "e.line_count", "e.format", "e.columns"])
        .executeTakeFirstOrThrow(),
    );
    expect(line).toEqual({
      subject_type: "worker_export",
      line_count: 3,
      format: "csv",
      columns: "etape.commune.accompagnement.debut.etape-suivante.telephone.naissance.genre.rqth",
    });
    const form = await database.execute(manager, getExportForm, filter);
    expect(form).toMatchObject({ total: 3, past: [{ byName: "Ruche", lineCount: 3 }, {}, {}] });
    const elsewhere = await database.execute(actorOf(theirs, "manager"), getExportForm, filter);
    expect(elsewhere.past).toEqual([]);
  });

  test("of a filter that keeps nobody has its headers", async () => {
    const stream = csvFile(["phone"], today(), (async function* () {})());
    expect((await buffer(stream)).toString("utf8")).toBe("\ufeffNom;Prénom;Téléphone\r\n");
  });

  test("whose database is away part of the way ends in an error, not in a file cut short", async () => {
    async function* broken() {
      yield [];
      throw new Error("away");
    }
    await expect(buffer(workbookFile(["phone"], today(), broken()))).rejects.toThrow("away");
    await expect(buffer(csvFile(["phone"], today(), broken()))).rejects.toThrow("away");
  });
});

describe("a saved view", () => {
  const view = (change: object = {}) =>
    savedViewSchema.parse({
      name: "Lille",
      scope: "mine",
      query: "commune=59350&page=3",
      ...change,
    });
  const save = (change: object = {}, actor = coach) =>
    database.execute(actor, saveView, view(change));
  const names = async (actor: MemberActor) =>
    (await database.execute(actor, listSavedViews, {})).map(
      ({ name, scope }) => `${scope} ${name}`,
    );
  const colleague = () =>
    memberActor({
      organisationId: ours.organisationId,
      membershipId: colleagueId,
      userId: randomUUID(),
      role: "coach",
      funderId: null,
      requestId: randomUUID(),
    });

  test("is one's own or the team's, under a name of its own", async () => {
    expect(await save()).toMatchObject({ ok: true });
    expect(await save({ name: "LILLE " })).toEqual({ ok: false, reason: "name_taken" });
    const team = await save({ scope: "team", query: "tri=contrat&rien=1&groupe=etape.cape" });
    expect(team.ok).toBe(true);
    expect(await names(coach)).toEqual(expect.arrayContaining(["team Lille", "mine Lille"]));
    expect(await names(colleague())).toContain("team Lille");
    expect(await names(colleague())).not.toContain("mine Lille");
    expect(await names(stranger)).not.toContain("team Lille");
    const views = await database.execute(coach, listSavedViews, {});
    expect(views.map((one) => one.query)).toEqual(
      expect.arrayContaining(["commune=59350", "tri=contrat&groupe=etape.cape"]),
    );
  });

  test("of the team is everybody's to rename, replace and remove; one's own is not", async () => {
    const team = await save({ name: "Équipe", scope: "team" });
    const mine = await save({ name: "À moi" });
    if (!team.ok || !mine.ok) throw new Error("not saved");
    const other = colleague();
    expect(await database.execute(other, renameView, { id: team.id, name: "Ensemble" })).toEqual({
      ok: true,
      id: team.id,
    });
    expect(await database.execute(other, renameView, { id: team.id, name: "Lille" })).toEqual({
      ok: false,
      reason: "name_taken",
    });
    const replaced = await save(
      { name: "Ensemble", scope: "team", query: "suivi=tous", replace: "oui" },
      other,
    );
    expect(replaced).toEqual({ ok: true, id: team.id });
    for (const command of [
      () => database.execute(other, renameView, { id: mine.id, name: "Volée" }),
      () => database.execute(other, removeView, { id: mine.id }),
      () => database.execute(stranger, removeView, { id: team.id }),
    ]) {
      await expect(command()).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await database.execute(other, removeView, { id: team.id })).toEqual({
      ok: true,
      id: team.id,
    });
    expect(await names(coach)).not.toContain("team Ensemble");
  });

  test("of a dashboard bears any name, and holds days and ids only", async () => {
    const query = `du=2026-01-01&accompagnement=moi&q=Léa Martin&accompagnement=${ours.membershipId}`;
    expect((await save({ name: "Tableau" })).ok).toBe(true);
    const board = await save({ name: "Tableau", page: "workload", query });
    expect(board.ok).toBe(true);
    expect(await save({ name: "tableau", page: "workload" })).toEqual({
      ok: false,
      reason: "name_taken",
    });
    const views = await database.execute(coach, listSavedViews, { page: "workload" });
    expect(views).toMatchObject([
      {
        name: "Tableau",
        page: "workload",
        query: `du=2026-01-01&accompagnement=moi&accompagnement=${ours.membershipId}`,
      },
    ]);
    expect(await database.execute(coach, listSavedViews, { page: "quality" })).toEqual([]);
  });

  test("is one of thirty at most, and two people who take a name at once get one", async () => {
    const rows = await populate(database.owner.db, "Vues");
    const actor = actorOf(rows);
    const both = await Promise.all([save({ name: "Même" }, actor), save({ name: "Même" }, actor)]);
    expect(both.filter((outcome) => outcome.ok)).toHaveLength(1);
    for (let n = 0; n < 29; n++) expect((await save({ name: `Vue ${n}` }, actor)).ok).toBe(true);
    expect(await save({ name: "Une de trop" }, actor)).toEqual({ ok: false, reason: "too_many" });
  });

  test("whose filter is too long to keep is refused", () => {
    const answers = Array.from({ length: 40 }, () => randomUUID());
    const query = `q=${"é".repeat(100)}&groupe=besoin.${answers.join(".")}`;
    const parsed = savedViewSchema.safeParse({ name: "Longue", scope: "mine", query });
    expect(parsed.error?.issues[0]?.message).toMatch(/trop long/);
  });
});
