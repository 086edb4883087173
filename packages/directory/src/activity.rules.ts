import type { FieldErrors } from "./publication.rules.ts";

/** A place of an activity, its communes found. */
type ActivityPlace = { communeCode: string; transferredFromCode: string | null };

/**
 * An activity works once per commune, and travels from a place of its own: from commune to commune, one
 * always comes back to where it began.
 * @returns one sentence by field, named as in the form (`locations.1.transferredFrom`)
 */
export function checkPlaces(places: readonly ActivityPlace[]): FieldErrors {
  const errors: FieldErrors = {};
  const origins = new Map<string, string | null>();
  places.forEach(({ communeCode, transferredFromCode }, index) => {
    if (origins.has(communeCode)) {
      errors[`locations.${index}.commune`] = "Cette commune est déjà indiquée plus haut.";
    } else origins.set(communeCode, transferredFromCode);
  });
  places.forEach(({ communeCode, transferredFromCode: from }, index) => {
    const field = `locations.${index}.transferredFrom`;
    if (from === null) return;
    if (from === communeCode) errors[field] = "Indiquez une autre commune que celle de ce lieu.";
    else if (!origins.has(from))
      errors[field] = "Ajoutez aussi cette commune parmi les lieux de l’activité.";
    else if (returnsTo(communeCode, origins))
      errors[field] =
        "Ces transferts tournent en rond\u202f: l’un de ces lieux doit être le point de départ.";
  });
  return errors;
}

/** Does the line of transfers that leads to this commune pass through it? */
function returnsTo(commune: string, origins: ReadonlyMap<string, string | null>): boolean {
  let current = origins.get(commune) ?? null;
  for (let steps = 0; current !== null && steps <= origins.size; steps += 1) {
    if (current === commune) return true;
    current = origins.get(current) ?? null;
  }
  return false;
}

/** Each resource once. */
export function checkResources(
  resources: readonly { openResourceId: string }[],
  known: ReadonlySet<string>,
): FieldErrors {
  const errors: FieldErrors = {};
  const cited = new Set<string>();
  resources.forEach(({ openResourceId: id }, index) => {
    const field = `resources.${index}.openResourceId`;
    if (!known.has(id)) errors[field] = "Cette ressource n’existe plus. Choisissez-en une autre.";
    else if (cited.has(id)) errors[field] = "Cette ressource est déjà citée plus haut.";
    cited.add(id);
  });
  return errors;
}
