import { today } from "@essaim/database/today";
import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import type { Role } from "@essaim/identity/permission";
import { sql } from "kysely";
import { z } from "zod";
import type { ResidenceSource } from "../residence/residence.schema.ts";
import type { Residence, WorkerKind } from "./worker.schema.ts";

/** Somebody who accompanies: a membership and its name. */
export type Coach = { id: string; name: string };

export type WorkerRecord = {
  id: string;
  version: number;
  givenName: string;
  familyName: string;
  kind: WorkerKind;
  birthOn: string | null;
  birthYear: number | null;
  email: string | null;
  phone: string | null;
  addressLine: string | null;
  postcode: string | null;
  communeCode: string | null;
  communeName: string | null;
  departmentCode: string | null;
  residence: Residence;
  neighbourhoodCode: string | null;
  neighbourhoodName: string | null;
  /** Who gave the answer in force today, to be checked or not; null when nobody has. */
  residenceSource: ResidenceSource | null;
  supportedFrom: string;
  supportedUntil: string | null;
  coachId: string | null;
  coachName: string | null;
  /** The commons that their work relies on. */
  resources: { id: string; name: string }[];
  /** Every identifying trace is removed: there is nothing left to edit. */
  isAnonymised: boolean;
  updatedAt: Date;
  updatedByName: string | null;
};

/**
 * What the form of a person needs: the person if they have a file, who may accompany them, and the communes
 * where people already live.
 * @throws NotFound when the organisation has no such person, or their file is anonymised
 */
export const getWorkerForm = defineQuery({
  name: "getWorkerForm",
  permission: "worker:write",
  input: z.object({ id: z.uuid().nullable() }),
  run: async ({ db, input }) => {
    const worker = input.id ? await loadWorker(db, input.id) : null;
    if (worker?.isAnonymised) throw new NotFound("An anonymised file is not edited");
    const communes = await db
      .selectFrom("commune as c")
      .where(({ exists, selectFrom }) =>
        exists(selectFrom("worker as w").select("w.id").whereRef("w.commune_code", "=", "c.code")),
      )
      .select(["c.code", "c.name", "c.department_code as departmentCode"])
      .orderBy(sql`fold(c.name)`)
      .execute();
    return { worker, coaches: await coachesOf(db, worker?.coachId), communes };
  },
});

/** Who may accompany a person today, by name. */
export const listCoaches = defineQuery({
  name: "listCoaches",
  permission: "worker:read",
  input: z.object({}),
  run: async ({ db }) => await coachesOf(db),
});

/**
 * Coaches and managers of the organisation whose membership has not ended, by name.
 * @param kept a membership offered whatever it has become, since the record already names it
 * @param held the roles to choose among, when they are not those two
 */
export async function coachesOf(
  db: Tx,
  kept?: string | null,
  held: readonly Role[] = ["coach", "manager"],
): Promise<Coach[]> {
  return await db
    .selectFrom("membership as m")
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .where(({ or, and, eb }) =>
      or([
        and([eb("m.role", "in", held), eb("m.ended_at", "is", null)]),
        ...(kept ? [eb("m.id", "=", kept)] : []),
      ]),
    )
    .select(["m.id", "u.full_name as name"])
    .orderBy(sql`fold(u.full_name)`)
    .orderBy("m.id")
    .execute();
}

/** One person's record with the names behind its codes. Throws NotFound. */
export async function loadWorker(db: Tx, id: string): Promise<WorkerRecord> {
  const row = await db
    .selectFrom("worker as w")
    .leftJoin("commune as c", "c.code", "w.commune_code")
    .leftJoin("neighbourhood as n", "n.code", "w.neighbourhood_code")
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "w.organisation_id").onRef("m.id", "=", "w.coach_id"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .leftJoin("membership as em", (join) =>
      join
        .onRef("em.organisation_id", "=", "w.organisation_id")
        .onRef("em.id", "=", "w.updated_by"),
    )
    .leftJoin("user_account as eu", "eu.id", "em.user_id")
    .leftJoinLateral(
      sql<{
        source: ResidenceSource;
      }>`residence_on(w.organisation_id, w.id, ${today()}::date)`.as<"home">(sql.ref("home")),
      (join) => join.onTrue(),
    )
    .where("w.id", "=", id)
    .select([
      "w.id",
      "w.version",
      "w.given_name as givenName",
      "w.family_name as familyName",
      "w.kind",
      "w.birth_on as birthOn",
      "w.birth_year as birthYear",
      "w.email",
      "w.phone",
      "w.address_line as addressLine",
      "w.postcode",
      "w.commune_code as communeCode",
      "c.name as communeName",
      "c.department_code as departmentCode",
      "w.residence",
      "w.neighbourhood_code as neighbourhoodCode",
      "n.name as neighbourhoodName",
      "home.source as residenceSource",
      "w.supported_from as supportedFrom",
      "w.supported_until as supportedUntil",
      "w.coach_id as coachId",
      "u.full_name as coachName",
      "w.updated_at as updatedAt",
      "eu.full_name as updatedByName",
    ])
    .select(sql<boolean>`w.anonymised_at is not null`.as("isAnonymised"))
    .executeTakeFirst();
  if (!row) throw new NotFound("No such worker");
  return { ...row, resources: await resourcesOf(db, id) };
}

/** The commons that a person relies on, by name. */
export async function resourcesOf(
  db: Tx,
  workerId: string,
): Promise<{ id: string; name: string }[]> {
  return await db
    .selectFrom("worker_resource as wr")
    .innerJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "wr.organisation_id")
        .onRef("r.id", "=", "wr.open_resource_id"),
    )
    .where("wr.worker_id", "=", workerId)
    .select(["r.id", "r.name"])
    .orderBy(sql`fold(r.name)`)
    .orderBy("r.id")
    .execute();
}
