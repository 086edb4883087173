import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { Change } from "../../worker/worker-change.rules.ts";
import type { PersonData } from "../access-export.schema.ts";
import { bearsNameOf, type KnownPerson } from "../identity.queries.ts";
import {
  squeezed,
  type TraceSearch,
  traceSearch,
  withoutTraces,
  withoutTracesInJson,
} from "../trace.rules.ts";
import { placeInArchive } from "./documents.queries.ts";

/** What stands instead of somebody else's name. */
const otherPerson = "[autre personne]";

type Other = { givenName: string; familyName: string; email: string | null; phone: string | null };

/** Masks the names, mails and telephones of other people accompanied or registered, wherever they stand in a person's data. */
export async function withoutOthers(
  db: Tx,
  known: KnownPerson,
  data: PersonData,
): Promise<PersonData> {
  const searches = await searchesForOthers(db, known, data);
  return searches.length === 0 ? data : masked(data, searches);
}

async function searchesForOthers(
  db: Tx,
  { id, identity }: KnownPerson,
  data: PersonData,
): Promise<TraceSearch[]> {
  const text = squeezed(JSON.stringify(data));
  const { rows } = await sql<Other>`
    select given_name as "givenName", family_name as "familyName", email, phone from worker
      where id <> ${id} and anonymised_at is null
    union select given_name, family_name, email, phone from participant
      where worker_id is null and given_name is not null and family_name is not null`.execute(db);
  const { givenName, familyName } = data.person;
  const isSelf = bearsNameOf(identity);
  const members = await db
    .selectFrom("membership as m")
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .select("u.full_name")
    .execute();
  return rows
    .filter((one) => !isSelf(one))
    .filter(({ givenName, familyName, email, phone }) =>
      // A telephone is written with its prefix or without.
      [familyName, givenName, email, phone?.slice(-9)].some(
        (one) => one && text.includes(squeezed(one)),
      ),
    )
    .map((one) =>
      traceSearch(
        {
          givenNames: [one.givenName],
          familyNames: [one.familyName],
          emails: one.email ? [one.email] : [],
          phones: one.phone ? [one.phone] : [],
          addresses: [],
        },
        {
          people: [{ givenName, familyName }],
          members: members.map((member) => member.full_name),
          names: [data.organisation.name, data.person.commune ?? ""],
          // A family has one telephone.
          shared: [...identity.emails, ...identity.phones],
        },
      ),
    );
}

function masked(data: PersonData, searches: readonly TraceSearch[]): PersonData {
  const mask = <T extends string | null>(value: T) =>
    (value === null ? value : withoutTraces(value, searches, otherPerson)) as T;
  const maskJson = (value: unknown) => withoutTracesInJson(value, searches, otherPerson);
  return {
    ...data,
    residences: data.residences.map((one) => ({ ...one, reason: mask(one.reason) })),
    stages: data.stages.map((one) => ({ ...one, note: mask(one.note) })),
    meetings: data.meetings.map((one) => ({
      ...one,
      placeDetail: mask(one.placeDetail),
      summary: mask(one.summary),
      privateNotes: one.privateNotes.map((note) => ({ ...note, text: mask(note.text) })),
    })),
    sessions: data.sessions.map((one) => ({
      ...one,
      title: mask(one.title),
      description: mask(one.description),
      placeDetail: mask(one.placeDetail),
      minutes: one.minutes.map(mask),
    })),
    objectives: data.objectives.map((one) => ({ ...one, title: mask(one.title) })),
    actions: data.actions.map((one) => ({
      ...one,
      label: mask(one.label),
      objective: mask(one.objective),
    })),
    aids: data.aids.map((one) => ({
      ...one,
      purpose: mask(one.purpose),
      decisionReason: mask(one.decisionReason),
    })),
    offers: data.offers.map((one) => ({ ...one, note: mask(one.note) })),
    mentorships: data.mentorships.map((one) => ({
      ...one,
      reasons: mask(one.reasons),
      gain: mask(one.gain),
      sessions: one.sessions.map((session) => ({ ...session, summary: mask(session.summary) })),
    })),
    contributions: data.contributions.map((one) => ({
      ...one,
      description: mask(one.description),
      upstream: one.upstream.map((step) => ({ ...step, reason: mask(step.reason) })),
      items: one.items.map((item) => ({ ...item, title: mask(item.title) })),
    })),
    documents: data.documents.map((one, at) => {
      const name = mask(one.name);
      return { ...one, name, file: placeInArchive(at, name) };
    }),
    drafts: data.drafts.map((one) => ({ ...one, fields: maskJson(one.fields) })),
    changes: data.changes.map((one) => ({ ...one, changes: maskJson(one.changes) as Change[] })),
    restorable: data.restorable.map((one) => ({ ...one, content: maskJson(one.content) })),
  };
}
