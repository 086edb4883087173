import { randomUUID } from "node:crypto";
import { inOrganisation, type TestDatabase } from "@essaim/database/testing";
import type { Rows } from "@essaim/database/testing-rows";
import { daysAfter } from "@essaim/database/today";
import { sql } from "kysely";

/** The same numbers at each run, between 0 and 1. */
function drawFrom(seed: number) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

type Row = Record<string, unknown>;

/**
 * People of every kind in an organisation: with or without a coach, on a way cut anywhere, some come back, some erased;
 * their meetings, actions, answers, contributions; workshops, expenses and declared figures.
 * @returns the memberships among whom they are shared
 */
export async function addTeam(
  database: TestDatabase,
  ours: Rows,
  { people, day, seed }: { people: number; day: string; seed: number },
): Promise<string[]> {
  const draw = drawFrom(seed);
  const whole = (most: number) => Math.floor(draw() * most);
  const chance = (share: number) => draw() < share;
  const oneOf = <T>(list: readonly T[]): T => list[whole(list.length)] as T;
  const tenant = { organisation_id: ours.organisationId };
  return await inOrganisation(database.owner.db, ours, async (db) => {
    const add = async (table: string, rows: readonly Row[]) => {
      for (let at = 0; at < rows.length; at += 300) {
        const some = rows.slice(at, at + 300).map((row) => ({ ...tenant, ...row }));
        await db
          .insertInto(table as "meeting")
          .values(some as never)
          .execute();
      }
    };
    const coaches = [ours.membershipId];
    for (const name of ["Béa", "Chloé"]) {
      const user = await db
        .insertInto("user_account")
        .values({ email: `${randomUUID()}@example.org`, full_name: name })
        .returning("id")
        .executeTakeFirstOrThrow();
      const { id } = await db
        .insertInto("membership")
        .values({ ...tenant, user_id: user.id, role: "coach" })
        .returning("id")
        .executeTakeFirstOrThrow();
      coaches.push(id);
    }
    const values = await db
      .selectFrom("list_value")
      .where("organisation_id", "=", ours.organisationId)
      .select(["id", "list_key as key", "code"])
      .orderBy("list_key")
      .orderBy("code")
      .execute();
    const answer = (key: string) => oneOf(values.filter((value) => value.key === key)).id;

    const workers: Row[] = [];
    const stages: Row[] = [];
    const meetings: Row[] = [];
    const actions: Row[] = [];
    const answers: Row[] = [];
    const homes: Row[] = [];
    const contributions: Row[] = [];
    for (let n = 0; n < people; n++) {
      const id = randomUUID();
      const worker = { worker_id: id };
      let on = daysAfter(day, -whole(1500) - 2);
      workers.push({
        id,
        given_name: "Léa",
        family_name: `Essai ${n}`,
        kind: "both",
        coach_id: chance(0.85) ? oneOf(coaches) : null,
        birth_year: chance(0.7) ? 1980 : null,
        supported_from: on,
        anonymised_at: null,
      });
      for (let passage = 0; passage < (chance(0.15) ? 2 : 1); passage++) {
        const welcome = chance(0.8);
        if (welcome)
          stages.push({ ...worker, kind: oneOf(["candidate", "diagnosis"]), starts_on: on });
        if (welcome) on = daysAfter(on, 1 + whole(60));
        let contract: Row | null = null;
        if (chance(0.75) || !welcome) {
          const term = daysAfter(on, 300);
          contract = { ...worker, kind: "cape", starts_on: on, term_on: term, ends_on: term };
          stages.push(contract);
          on = daysAfter(on, 20 + whole(250));
        }
        if (contract && chance(0.4)) {
          contract.ends_on = daysAfter(on, -1);
          contract = { ...worker, kind: "cesa", starts_on: on, term_on: null, ends_on: null };
          stages.push(contract);
          on = daysAfter(on, 10 + whole(400));
          if (chance(0.5)) stages.push({ ...worker, kind: "associate", starts_on: on });
          on = daysAfter(on, 5);
        }
        if (on >= day || chance(0.4)) break;
        if (contract && (contract.ends_on === null || String(contract.ends_on) > on)) {
          contract.ends_on = on;
        }
        stages.push({
          ...worker,
          kind: "exit",
          starts_on: on,
          exit_reason_id: chance(0.6) ? answer("exit_reason") : null,
          exit_destination_id: chance(0.7) ? answer("exit_destination") : null,
        });
        on = daysAfter(on, 30 + whole(200));
        if (on >= day) break;
      }
      for (let k = 0; k < whole(8); k++) {
        const attendance = oneOf(["present", "present", "absent", "excused", "expected"] as const);
        meetings.push({
          ...worker,
          coach_id: oneOf(coaches),
          held_on: daysAfter(day, attendance === "expected" ? 20 - whole(160) : -whole(400)),
          duration_minutes: 30 + whole(90),
          place: "office",
          attendance,
          summary: attendance === "present" ? "Point d’étape" : "",
        });
      }
      for (let k = 0; k < whole(3); k++) {
        actions.push({
          ...worker,
          label: `Démarche ${k}`,
          due_on: chance(0.8) ? daysAfter(day, 30 - whole(60)) : null,
          done_on: chance(0.4) ? day : null,
        });
      }
      for (const key of ["gender", "education"] as const) {
        if (chance(0.6)) {
          answers.push({
            ...worker,
            list_key: key,
            value_id: answer(key),
            is_multiple: false,
            is_sensitive: false,
          });
        }
      }
      for (let k = 0; k < whole(3); k++) {
        const isDoubtful = chance(0.3);
        homes.push({
          ...worker,
          holds_from: daysAfter(day, -whole(900) - 1000 * (1 - k)),
          generation: 2024,
          answer: oneOf(["outside", "unknown"]),
          source: "address",
          to_check: isDoubtful,
          superseded_at: chance(0.2) ? new Date() : null,
        });
      }
      if (chance(0.5)) {
        contributions.push({
          open_resource_id: ours.resourceId,
          worker_id: chance(0.7) ? id : null,
          kind: "code",
          contributed_on: daysAfter(day, -whole(500)),
          description: "Un correctif",
          evidence_url: chance(0.5) ? "https://example.org/preuve" : null,
        });
      }
    }
    await add("worker", workers);
    await add("stage", stages);
    await add("meeting", meetings);
    await add("plan_action", actions);
    await add("worker_value", answers);
    await add("residence", homes);
    await add("contribution", contributions);
    const workshops = Array.from({ length: 12 }, (_, n) => ({
      id: randomUUID(),
      kind: "workshop",
      title: `Atelier ${n}`,
      coach_id: oneOf(coaches),
      held_on: daysAfter(day, 20 - whole(500)),
      start_time: "14:00",
      duration_minutes: 120,
      place: "office",
      cancelled_at: chance(0.2) ? new Date() : null,
    }));
    await add("workshop", workshops);
    await add(
      "participant",
      workshops.flatMap(({ id }) =>
        workers.slice(0, 3).map((worker) => ({
          workshop_id: id,
          worker_id: worker.id,
          attendance: oneOf(["present", "present", "present", "expected", "absent"]),
        })),
      ),
    );
    await add(
      "expense",
      Array.from({ length: 30 }, (_, n) => ({
        kind: "purchase",
        label: `Achat ${n}`,
        account: "606",
        incurred_on: daysAfter(day, -whole(500)),
        amount_cents: 1000,
        evidence_url: chance(0.5) ? "https://example.org/facture" : null,
      })),
    );
    // Some are erased: they count, and are on no list.
    await sql`update worker set anonymised_at = now()
      where organisation_id = ${ours.organisationId} and supported_until < ${daysAfter(day, -200)} and (('x' || right(id::text, 2))::bit(8)::int % 3) = 0`.execute(
      db,
    );
    return coaches;
  });
}
