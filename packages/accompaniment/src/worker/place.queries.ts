import { defineQuery, type Refusal, type Tx } from "@essaim/identity/operation";
import { findCommune } from "@essaim/territory/commune.queries";
import { isPostcodeOf } from "@essaim/territory/communes/department.rules";
import type { z } from "zod";
import {
  decideResidence,
  type ResidenceDecision,
  readNeighbourhoodChoice,
} from "./worker.rules.ts";
import { placeSchema, type WorkerRefusal } from "./worker.schema.ts";

type Place = z.output<typeof placeSchema>;
type Residence = Extract<ResidenceDecision, { ok: true }> | Refusal<WorkerRefusal>;

/**
 * What is wrong with the place in a form, if anything, so that it is said together with what is wrong in its
 * other fields.
 */
export const checkPlace = defineQuery({
  name: "checkPlace",
  permission: "worker:write",
  input: placeSchema,
  run: async ({ db, input }): Promise<WorkerRefusal | null> => {
    const residence = await residenceOf(db, input);
    return residence.ok ? null : residence.reason;
  },
});

/** Where a person lives, from what the form says of it, or why it cannot be. */
export async function residenceOf(db: Tx, place: Place): Promise<Residence> {
  const commune = place.commune ? await findCommune(db, place.commune, place.postcode) : null;
  if (commune && !commune.ok) return { ok: false, reason: commune.reason };
  const residence = decideResidence(
    place.neighbourhood,
    commune?.code ?? null,
    await communesOf(db, place.neighbourhood),
  );
  if (!residence.ok || !place.postcode || !residence.communeCode) return residence;
  const lived =
    commune ??
    (await db
      .selectFrom("commune")
      .select(["code", "postcodes"])
      .where("code", "=", residence.communeCode)
      .executeTakeFirstOrThrow());
  return isPostcodeOf(place.postcode, lived)
    ? residence
    : { ok: false, reason: "postcode_elsewhere" };
}

async function communesOf(db: Tx, choice: string): Promise<string[]> {
  const chosen = readNeighbourhoodChoice(choice);
  if (!chosen) return [];
  const rows = await db
    .selectFrom("neighbourhood_commune")
    .select("commune_code")
    .where("neighbourhood_code", "=", chosen.code)
    .orderBy("commune_code")
    .execute();
  return rows.map((row) => row.commune_code);
}
