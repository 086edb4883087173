import type { Tx } from "@essaim/identity/operation";
import { identitiesOf, knownPeople } from "./identity.queries.ts";
import { findTraces, noNeighbours, squeezed, traceSearch } from "./trace.rules.ts";

/** Somebody accompanied whom texts name: by a name, a mail, a telephone or an address. `at`: which of the texts. */
export type NamedPerson = { id: string; name: string; at: number[] };

/**
 * Whom of all that are or were accompanied these texts name, as their eraser would find them: for what is written once
 * and for all, out of which nobody can be taken afterwards.
 */
export async function peopleNamedIn(db: Tx, texts: readonly string[]): Promise<NamedPerson[]> {
  const workers = await db
    .selectFrom("worker")
    .where("anonymised_at", "is", null)
    .select(["id", "given_name as givenName", "family_name as familyName"])
    .execute();
  if (workers.length === 0) return [];
  const identities = await identitiesOf(
    db,
    workers.map(({ id }) => id),
  );
  const letters = texts.map(squeezed).join("\n");
  const candidates = [...identities].filter(([, identity]) =>
    traceSearch(identity, noNeighbours).hints.some((hint) => letters.includes(hint)),
  );
  if (candidates.length === 0) return [];
  const known = await knownPeople(
    db,
    candidates.map(([id]) => id),
  );
  const names = new Map(workers.map((one) => [one.id, `${one.givenName} ${one.familyName}`]));
  return known.flatMap(({ id, search }) => {
    const at = texts.flatMap((text, place) =>
      findTraces(text, [search]).length > 0 ? [place] : [],
    );
    return at.length > 0 ? [{ id, name: names.get(id) ?? "", at }] : [];
  });
}
