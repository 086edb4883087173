import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { holdsAny, type PersonSearch } from "./trace.queries.ts";
import {
  fullNames,
  type Identity,
  type Neighbours,
  noNeighbours,
  squeezed,
  traceSearch,
  withoutTraces,
} from "./trace.rules.ts";

/** A person, and how to find what names them anywhere. */
export type KnownPerson = { id: string; identity: Identity; search: PersonSearch };

/**
 * These people under every name, mail, telephone and address that the house has known them by, and how to find
 * them, given whom else the same words could designate.
 */
export async function knownPeople(db: Tx, workerIds: readonly string[]): Promise<KnownPerson[]> {
  const identities = await identitiesOf(db, workerIds);
  if (identities.size === 0) return [];
  const everybody = [...identities.values()];
  const names = everybody.flatMap((one) => [...one.givenNames, ...one.familyNames]).map(squeezed);
  const others = await otherPeople(db, workerIds, names);
  const members = await db
    .selectFrom("membership as m")
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .select(["u.full_name", "u.email"])
    .execute();
  const registered = await db
    .selectFrom("participant")
    .where("worker_id", "is", null)
    .where("family_name", "is not", null)
    .where(holdsAny(sql`concat_ws(' ', given_name, family_name)`, names.filter(Boolean)))
    .select(["given_name as givenName", "family_name as familyName"])
    .execute();
  const things = await namedThings(db, names.filter(Boolean));
  const shared = [
    ...(await sharedContacts(db, workerIds, everybody)),
    ...members.map((one) => one.email),
  ];
  return [...identities].map(([id, identity]) => {
    const isSelf = bearsNameOf(identity);
    const neighbours: Neighbours = {
      people: [
        ...others,
        ...registered.map(({ givenName, familyName }) => ({
          givenName: givenName ?? "",
          familyName: familyName ?? "",
        })),
      ].filter((one) => !isSelf(one)),
      members: members.map((one) => one.full_name),
      names: [],
      shared,
    };
    const homonymIds = others.filter(isSelf).map((one) => one.id);
    // « Atelier de Léa Martin » does not make of Martin the name of a thing.
    const fullName = traceSearch(identity, noNeighbours, { familyNameAlone: false });
    const names = things.map((thing) => withoutTraces(thing, [fullName], ""));
    return {
      id,
      identity,
      search: { ...traceSearch(identity, { ...neighbours, names }), homonymIds },
    };
  });
}

type Named = { givenName: string; familyName: string };

/** Do the names, in either order, belong to this identity too? */
export function bearsNameOf(identity: Identity): (one: Named) => boolean {
  const full = fullNames(identity);
  return ({ givenName, familyName }) => full.has(squeezed(givenName + familyName));
}

type Draft = { [K in keyof Identity]: string[] };

export async function identitiesOf(
  db: Tx,
  workerIds: readonly string[],
): Promise<Map<string, Identity>> {
  const rows = await db
    .selectFrom("worker")
    .where("id", "in", [...workerIds])
    .select(["id", "given_name", "family_name", "email", "phone", "address_line"])
    .execute();
  const found = new Map<string, Draft>();
  for (const row of rows) {
    found.set(row.id, {
      givenNames: [row.given_name],
      familyNames: [row.family_name],
      emails: row.email ? [row.email] : [],
      phones: row.phone ? [row.phone] : [],
      addresses: row.address_line ? [row.address_line] : [],
    });
  }
  await addFormerNames(db, workerIds, found);
  await addMergedNames(db, workerIds, found);
  const registrations = await db
    .selectFrom("participant")
    .where("worker_id", "in", [...workerIds])
    .select(["worker_id", "given_name", "family_name", "email", "phone"])
    .execute();
  for (const row of registrations) {
    const known = found.get(row.worker_id ?? "");
    if (!known) continue;
    if (row.given_name) known.givenNames.push(row.given_name);
    if (row.family_name) known.familyNames.push(row.family_name);
    if (row.email) known.emails.push(row.email);
    if (row.phone) known.phones.push(row.phone);
  }
  return found;
}

/** What the trail of rectifications calls the fields that identify (`worker.words.ts`). */
const fieldsOfTrail: Record<string, keyof Identity> = {
  Prénom: "givenNames",
  Nom: "familyNames",
  Téléphone: "phones",
  "Adresse électronique": "emails",
  Adresse: "addresses",
};

async function addFormerNames(
  db: Tx,
  workerIds: readonly string[],
  found: ReadonlyMap<string, Draft>,
): Promise<void> {
  const trail = await db
    .selectFrom("worker_change")
    .where("worker_id", "in", [...workerIds])
    .select(["worker_id", "changes"])
    .execute();
  for (const { worker_id, changes } of trail) {
    if (!Array.isArray(changes)) continue;
    for (const change of changes as { field?: unknown; before?: unknown; after?: unknown }[]) {
      const field = fieldsOfTrail[String(change.field)];
      if (!field) continue;
      for (const text of [change.before, change.after]) {
        if (typeof text === "string" && text !== "") found.get(worker_id)?.[field].push(text);
      }
    }
  }
}

/** A file merged into this one was the same person's, maybe under another spelling. */
async function addMergedNames(
  db: Tx,
  workerIds: readonly string[],
  found: ReadonlyMap<string, Draft>,
): Promise<void> {
  const { rows } = await sql<MergedIdentity>`
    select * from merged_identities(${[...workerIds]}::uuid[])`.execute(db);
  for (const { worker_ids, ...merged } of rows) {
    const known = worker_ids.map((id) => found.get(id)).find((one) => one);
    for (const [column, text] of known ? Object.entries(merged) : []) {
      if (text) known?.[fieldsOfRow[column as keyof typeof fieldsOfRow]].push(text);
    }
  }
}

const fieldsOfRow = {
  given_name: "givenNames",
  family_name: "familyNames",
  email: "emails",
  phone: "phones",
  address_line: "addresses",
} as const satisfies Record<string, keyof Identity>;
type MergedIdentity = { worker_ids: string[] } & Record<keyof typeof fieldsOfRow, string | null>;

/** Other people accompanied whose name holds one of these. */
async function otherPeople(db: Tx, workerIds: readonly string[], names: readonly string[]) {
  return await db
    .selectFrom("worker")
    .where("id", "not in", [...workerIds])
    .where("anonymised_at", "is", null)
    .where(holdsAny(sql`given_name || ' ' || family_name`, names.filter(Boolean)))
    .select(["id", "given_name as givenName", "family_name as familyName"])
    .execute();
}

/** Names of partners, funders, communes… that hold one of these names. */
async function namedThings(db: Tx, names: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from (
      select name from organisation union all select name from partner union all select name from funder
      union all select name from open_resource union all select title from activity
      union all select name from programme union all select name from programme_action
      union all select title from funding_grant union all select label from budget_line
      union all select label from list_value union all select name from commune
      union all select name from neighbourhood) thing
    where ${holdsAny(sql`name`, names)}`.execute(db);
  return rows.map((row) => row.name);
}

/** Mails, telephones and addresses of these people that another file bears too, or where group sessions are held. */
async function sharedContacts(
  db: Tx,
  workerIds: readonly string[],
  people: readonly Identity[],
): Promise<string[]> {
  const hints = people
    .flatMap((one) => [
      ...one.emails,
      ...one.phones.map((phone) => phone.slice(-9)),
      ...one.addresses,
    ])
    .map(squeezed)
    .filter((hint) => hint.length >= 4);
  if (hints.length === 0) return [];
  const rows = await db
    .selectFrom("worker")
    .where("id", "not in", [...workerIds])
    .where("anonymised_at", "is", null)
    .where(holdsAny(sql`concat_ws(' ', email::text, phone, address_line)`, hints))
    .select(["email", "phone", "address_line"])
    .execute();
  const places = await db
    .selectFrom("workshop")
    .where(holdsAny(sql`place_detail`, hints))
    .select("place_detail")
    .execute();
  const addresses = people.flatMap((one) => one.addresses);
  return [
    ...rows.flatMap((row) => [row.email, row.phone, row.address_line]),
    ...addresses.filter((address) =>
      places.some((place) => squeezed(place.place_detail).includes(squeezed(address))),
    ),
  ].filter((value) => value !== null);
}
