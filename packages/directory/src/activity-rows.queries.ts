import { defineQuery, type Tx } from "@essaim/identity/operation";
import { type FoundCommune, findCommune } from "@essaim/territory/commune.queries";
import { checkPlaces, checkResources } from "./activity.rules.ts";
import { type ActivityInput, activityRowsSchema } from "./activity.schema.ts";
import type { Invalid } from "./publication.commands.ts";
import { type FieldErrors, hasErrors } from "./publication.rules.ts";

export type Place = {
  communeCode: string;
  transferredFromCode: string | null;
  sinceYear: number | null;
  description: string;
};

/** What is wrong with the rows of a form that other fields have refused already; empty when nothing is. */
export const checkActivityRows = defineQuery({
  name: "checkActivityRows",
  permission: "directory:write",
  input: activityRowsSchema,
  run: async ({ db, input }): Promise<FieldErrors> => {
    const checked = await checkRows(db, input);
    return checked.ok ? {} : checked.errors;
  },
});

/** Finds the communes and resources that the rows name, or says what is wrong with which row. */
export async function checkRows(
  db: Tx,
  { resources, locations }: Pick<ActivityInput, "resources" | "locations">,
): Promise<{ ok: true; places: Place[] } | Invalid> {
  const errors: FieldErrors = {};
  const places: Place[] = [];
  for (const [index, location] of locations.entries()) {
    const commune = await findCommune(db, location.commune);
    const origin = location.transferredFrom
      ? await findCommune(db, location.transferredFrom)
      : null;
    if (!commune.ok) errors[`locations.${index}.commune`] = communeError(commune);
    if (origin && !origin.ok) errors[`locations.${index}.transferredFrom`] = communeError(origin);
    if (!commune.ok || origin?.ok === false) continue;
    const { sinceYear, description } = location;
    places.push({
      communeCode: commune.code,
      transferredFromCode: origin?.code ?? null,
      sinceYear,
      description,
    });
  }
  if (!hasErrors(errors)) Object.assign(errors, checkPlaces(places));
  const known = await knownResources(
    db,
    resources.map((resource) => resource.openResourceId),
  );
  Object.assign(errors, checkResources(resources, known));
  return hasErrors(errors) ? { ok: false, reason: "invalid", errors } : { ok: true, places };
}

function communeError(refusal: Exclude<FoundCommune, { ok: true }>): string {
  return refusal.reason === "commune_not_found"
    ? "Cette commune n’est pas connue. Choisissez-en une dans la liste proposée."
    : `Plusieurs communes portent ce nom. Ajoutez le département, par exemple ${refusal.example}.`;
}

async function knownResources(db: Tx, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db.selectFrom("open_resource").select("id").where("id", "in", ids).execute();
  return new Set(rows.map((row) => row.id));
}
