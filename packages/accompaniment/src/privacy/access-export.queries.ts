import { operationLabel } from "@essaim/identity/audit.schema";
import { defineHouseQuery, defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { type ListKey, listOf } from "../list/value-list.schema.ts";
import type { Change } from "../worker/worker-change.rules.ts";
import { readersOf } from "./access-export.rules.ts";
import { EXPORT_FORMAT, type PersonData } from "./access-export.schema.ts";
import { erasedTableLabel } from "./erasure.schema.ts";
import { bearsNameOf, type KnownPerson, knownPeople } from "./identity.queries.ts";
import type { LegalBasis, NoticeChannel } from "./privacy-notice.schema.ts";
import { loadRetention } from "./retention.queries.ts";
import { erasableOn } from "./retention.rules.ts";
import { textTables } from "./text-column.queries.ts";
import { type PersonSearch, rowsToRead, searchesFor, tracesIn } from "./trace.queries.ts";
import {
  findTraces,
  squeezed,
  type TraceSearch,
  traceSearch,
  withoutTraces,
  withoutTracesInJson,
} from "./trace.rules.ts";

/** A file attached to the person, by its place in the archive and in the storage. */
export type ExportedFile = { file: string; storageKey: string; sizeBytes: number };

/** What stands instead of somebody else's name. */
const otherPerson = "[autre personne]";

/**
 * Everything held about one person (RGPD, article 15), other people's names masked (15.4), and the files attached.
 * Read by the house itself: private notes and colleagues' drafts are the person's data too.
 * @throws NotFound when the organisation has no such person, or their file is erased
 */
export const gatherPersonData = defineHouseQuery({
  name: "gatherPersonData",
  permission: "house:keep",
  input: z.object({ workerId: z.uuid() }),
  run: async ({
    db,
    input: { workerId: id },
  }): Promise<{ data: PersonData; files: ExportedFile[] }> => {
    const [known] = await knownPeople(db, [id]);
    const person = await personOf(db, id);
    if (!known || !person) throw new NotFound("No such worker");
    const { retentionMonths, privacyContact } = await loadRetention(db);
    const organisation = await db
      .selectFrom("organisation")
      .select(["name", "website_url as websiteUrl"])
      .executeTakeFirstOrThrow();
    const { documents, files } = await documentsOf(db, id);
    const data: PersonData = {
      format: EXPORT_FORMAT,
      madeAt: new Date(),
      organisation: { ...organisation, privacyContact },
      retention: {
        months: retentionMonths,
        erasableOn:
          retentionMonths !== null && person.supportedUntil
            ? erasableOn(person.supportedUntil, retentionMonths)
            : null,
      },
      notices: await noticesOf(db, id),
      person,
      situation: await situationOf(db, id),
      resources: await resourcesOf(db, id),
      supportPeriods: await periodsOf(db, id),
      stages: await stagesOf(db, id),
      meetings: await meetingsOf(db, id),
      sessions: await sessionsOf(db, id, known.search, known.identity.emails),
      objectives: await objectivesOf(db, id),
      actions: await actionsOf(db, id),
      skills: await skillsOf(db, id),
      aids: await aidsOf(db, id),
      offers: await offersOf(db, id),
      mentorships: await mentorshipsOf(db, id),
      contributions: await contributionsOf(db, id),
      documents,
      drafts: await draftsOf(db, id),
      changes: await changesOf(db, id),
      restorable: await restorableOf(db, id),
      exports: await exportsOf(db, id),
      mentions: await mentionsOf(db, id, known.search),
      looks: await looksOf(db, id),
    };
    return { data: await withoutOthers(db, known, data), files };
  },
});

async function personOf(db: Tx, id: string): Promise<PersonData["person"] | undefined> {
  return await db
    .selectFrom("worker as w")
    .leftJoin("commune as c", "c.code", "w.commune_code")
    .leftJoin("neighbourhood as n", "n.code", "w.neighbourhood_code")
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "w.organisation_id").onRef("m.id", "=", "w.coach_id"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .leftJoin("worker_import as i", (join) =>
      join.onRef("i.organisation_id", "=", "w.organisation_id").onRef("i.id", "=", "w.import_id"),
    )
    .where("w.id", "=", id)
    .where("w.anonymised_at", "is", null)
    .select([
      "w.id",
      "w.given_name as givenName",
      "w.family_name as familyName",
      "w.email",
      "w.phone",
    ])
    .select(["w.birth_on as birthOn", "w.birth_year as birthYear", "w.address_line as addressLine"])
    .select([
      "w.postcode",
      "c.name as commune",
      "w.commune_code as communeCode",
      "n.name as neighbourhood",
    ])
    .select(["w.neighbourhood_code as neighbourhoodCode", "w.residence", "w.kind", "w.dependants"])
    .select([
      "u.full_name as coach",
      "w.supported_from as supportedFrom",
      "w.supported_until as supportedUntil",
    ])
    .select([
      "w.created_at as createdAt",
      "w.updated_at as updatedAt",
      "i.file_name as importedFrom",
    ])
    .executeTakeFirst();
}

async function noticesOf(db: Tx, id: string): Promise<PersonData["notices"]> {
  return await db
    .selectFrom("privacy_notice")
    .where("worker_id", "=", id)
    .select(["given_on as givenOn", "channel", "legal_basis as legalBasis"])
    .orderBy("given_on")
    .orderBy("id")
    .$castTo<{ givenOn: string; channel: NoticeChannel; legalBasis: LegalBasis }>()
    .execute();
}

async function situationOf(db: Tx, id: string): Promise<PersonData["situation"]> {
  const rows = await db
    .selectFrom("worker_value as wv")
    .innerJoin("list_value as v", (join) =>
      join.onRef("v.organisation_id", "=", "wv.organisation_id").onRef("v.id", "=", "wv.value_id"),
    )
    .where("wv.worker_id", "=", id)
    .select(["wv.list_key", "wv.moment", "v.label"])
    .orderBy("wv.list_key")
    .orderBy("wv.moment")
    .orderBy("v.position")
    .execute();
  return rows.map((row) => ({
    list: listOf(row.list_key as ListKey).name,
    moment: row.moment as "entry" | "now",
    value: row.label,
  }));
}

async function resourcesOf(db: Tx, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom("worker_resource as wr")
    .innerJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "wr.organisation_id")
        .onRef("r.id", "=", "wr.open_resource_id"),
    )
    .where("wr.worker_id", "=", id)
    .select("r.name")
    .orderBy("r.name")
    .execute();
  return rows.map((row) => row.name);
}

async function periodsOf(db: Tx, id: string): Promise<PersonData["supportPeriods"]> {
  return await db
    .selectFrom("support_period")
    .where("worker_id", "=", id)
    .select(["starts_on as startsOn", "ends_on as endsOn"])
    .orderBy("starts_on")
    .execute();
}

async function stagesOf(db: Tx, id: string): Promise<PersonData["stages"]> {
  return await db
    .selectFrom("stage as s")
    .leftJoin("list_value as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "s.organisation_id")
        .onRef("r.id", "=", "s.exit_reason_id"),
    )
    .leftJoin("list_value as d", (join) =>
      join
        .onRef("d.organisation_id", "=", "s.organisation_id")
        .onRef("d.id", "=", "s.exit_destination_id"),
    )
    .where("s.worker_id", "=", id)
    .select(["s.kind", "s.starts_on as startsOn", "s.term_on as termOn", "s.ends_on as endsOn"])
    .select(["r.label as exitReason", "d.label as exitDestination", "s.note"])
    .orderBy("s.starts_on")
    .orderBy("s.id")
    .execute();
}

async function meetingsOf(db: Tx, id: string): Promise<PersonData["meetings"]> {
  const rows = await db
    .selectFrom("meeting as t")
    .innerJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "t.organisation_id").onRef("m.id", "=", "t.coach_id"),
    )
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .where("t.worker_id", "=", id)
    .select([
      "t.held_on as heldOn",
      "t.start_time as startTime",
      "t.duration_minutes as durationMinutes",
    ])
    .select([
      "t.place",
      "t.place_detail as placeDetail",
      "t.attendance",
      "u.full_name as coach",
      "t.summary",
    ])
    .select([
      sql<string[]>`array(select v.label from meeting_theme h join list_value v
        on v.organisation_id = h.organisation_id and v.id = h.value_id
        where h.organisation_id = t.organisation_id and h.meeting_id = t.id order by v.position)`.as(
        "themes",
      ),
      sql<
        { text: string; updatedAt: Date }[]
      >`coalesce((select json_agg(json_build_object('text', n.text,
          'updatedAt', n.updated_at) order by n.updated_at) from meeting_private_note n
        where n.organisation_id = t.organisation_id and n.meeting_id = t.id), '[]')`.as(
        "privateNotes",
      ),
    ])
    .orderBy("t.held_on")
    .orderBy("t.id")
    .execute();
  return rows.map((row) => ({
    ...row,
    privateNotes: row.privateNotes.map(({ text, updatedAt }) => ({
      text,
      updatedAt: new Date(updatedAt),
    })),
  }));
}

/** Group sessions, and public meetings that the person registered for before they had a file. */
async function sessionsOf(
  db: Tx,
  id: string,
  search: PersonSearch,
  emails: readonly string[],
): Promise<PersonData["sessions"]> {
  const rows = await db
    .selectFrom("participant as p")
    .innerJoin("workshop as s", (join) =>
      join.onRef("s.organisation_id", "=", "p.organisation_id").onRef("s.id", "=", "p.workshop_id"),
    )
    .where(({ or, and, eb }) =>
      or([
        eb("p.worker_id", "=", id),
        and([
          eb("p.worker_id", "is", null),
          sql<boolean>`lower(p.email::text) = any (${emails.map((email) => email.toLowerCase())}::text[])`,
        ]),
      ]),
    )
    .select([
      "s.title",
      "s.kind",
      "s.description",
      "s.held_on as heldOn",
      "s.start_time as startTime",
    ])
    .select([
      "s.duration_minutes as durationMinutes",
      "s.place",
      "s.place_detail as placeDetail",
      "s.minutes",
    ])
    .select(["p.attendance", "p.registered_at as registeredAt", "p.cancelled_at as cancelledAt"])
    .select(["p.given_name as givenName", "p.family_name as familyName", "p.email", "p.phone"])
    .select(
      sql<string[]>`array(select v.label from workshop_theme h join list_value v
        on v.organisation_id = h.organisation_id and v.id = h.value_id
        where h.organisation_id = s.organisation_id and h.workshop_id = s.id order by v.position)`.as(
        "themes",
      ),
    )
    .orderBy("s.held_on")
    .orderBy("s.id")
    .execute();
  return rows.map(({ minutes, givenName, familyName, email, phone, ...row }) => ({
    ...row,
    registration: { givenName, familyName, email, phone },
    minutes: paragraphsNaming(minutes, search),
  }));
}

function paragraphsNaming(text: string, search: TraceSearch): string[] {
  return text
    .split(/\n+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => findTraces(paragraph, [search]).length > 0);
}

async function objectivesOf(db: Tx, id: string): Promise<PersonData["objectives"]> {
  return await db
    .selectFrom("objective")
    .where("worker_id", "=", id)
    .select(["title", "set_on as setOn", "status", "closed_on as closedOn"])
    .orderBy("set_on")
    .orderBy("id")
    .execute();
}

async function actionsOf(db: Tx, id: string): Promise<PersonData["actions"]> {
  return await db
    .selectFrom("plan_action as a")
    .leftJoin("objective as o", (join) =>
      join
        .onRef("o.organisation_id", "=", "a.organisation_id")
        .onRef("o.id", "=", "a.objective_id"),
    )
    .where("a.worker_id", "=", id)
    .select(["a.label", "o.title as objective", "a.due_on as dueOn", "a.done_on as doneOn"])
    .select("a.dropped_on as droppedOn")
    .orderBy("a.created_at")
    .orderBy("a.id")
    .execute();
}

async function skillsOf(db: Tx, id: string): Promise<PersonData["skills"]> {
  return await db
    .selectFrom("skill_level as s")
    .innerJoin("list_value as v", (join) =>
      join.onRef("v.organisation_id", "=", "s.organisation_id").onRef("v.id", "=", "s.value_id"),
    )
    .where("s.worker_id", "=", id)
    .select(["v.label as skill", "s.level", "s.assessed_on as assessedOn"])
    .orderBy("s.assessed_on")
    .orderBy("v.position")
    .execute();
}

async function aidsOf(db: Tx, id: string): Promise<PersonData["aids"]> {
  return await db
    .selectFrom("aid as a")
    .where("a.worker_id", "=", id)
    .select([
      "a.amount_cents as amountCents",
      "a.purpose",
      "a.status",
      "a.requested_on as requestedOn",
    ])
    .select([
      "a.decided_on as decidedOn",
      "a.decision_reason as decisionReason",
      "a.paid_on as paidOn",
    ])
    .select(
      sql<string[]>`array(select r.name from aid_resource ar join open_resource r
        on r.organisation_id = ar.organisation_id and r.id = ar.open_resource_id
        where ar.organisation_id = a.organisation_id and ar.aid_id = a.id order by r.name)`.as(
        "resources",
      ),
    )
    .orderBy("a.requested_on")
    .orderBy("a.id")
    .execute();
}

async function offersOf(db: Tx, id: string): Promise<PersonData["offers"]> {
  return await db
    .selectFrom("mentor_offer as o")
    .leftJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "o.organisation_id")
        .onRef("r.id", "=", "o.open_resource_id"),
    )
    .leftJoin("activity as a", (join) =>
      join.onRef("a.organisation_id", "=", "o.organisation_id").onRef("a.id", "=", "o.activity_id"),
    )
    .leftJoin("commune as c", "c.code", "o.commune_code")
    .leftJoin("list_value as v", (join) =>
      join.onRef("v.organisation_id", "=", "o.organisation_id").onRef("v.id", "=", "o.value_id"),
    )
    .where("o.worker_id", "=", id)
    .select([
      sql<string>`coalesce(r.name, a.title, c.name, v.label, '')`.as("what"),
      "o.note",
      "o.offered_on as offeredOn",
      "o.ended_on as endedOn",
    ])
    .orderBy("o.offered_on")
    .orderBy("o.id")
    .execute();
}

async function mentorshipsOf(db: Tx, id: string): Promise<PersonData["mentorships"]> {
  const rows = await db
    .selectFrom("mentorship as m")
    .where(({ or, eb }) => or([eb("m.mentor_id", "=", id), eb("m.novice_id", "=", id)]))
    .selectAll()
    .select(
      sql<PersonData["mentorships"][number]["sessions"]>`coalesce((
        select json_agg(json_build_object('heldOn', s.held_on, 'durationMinutes', s.duration_minutes,
          'summary', s.summary) order by s.held_on, s.id) from mentorship_session s
        where s.organisation_id = m.organisation_id and s.mentorship_id = m.id), '[]')`.as(
        "sessions",
      ),
    )
    .orderBy("m.proposed_on")
    .orderBy("m.id")
    .execute();
  return rows.map((row) => {
    const isMentor = row.mentor_id === id;
    return {
      role: isMentor ? ("mentor" as const) : ("novice" as const),
      proposedOn: row.proposed_on,
      reasons: row.reasons,
      acceptedOn: isMentor ? row.mentor_accepted_on : row.novice_accepted_on,
      declinedOn: row.declined_on,
      endedOn: row.ended_on,
      // What the other gained is theirs.
      gain: isMentor ? row.mentor_gain : row.novice_gain,
      sessions: row.sessions,
    };
  });
}

async function contributionsOf(db: Tx, id: string): Promise<PersonData["contributions"]> {
  return await db
    .selectFrom("contribution as c")
    .innerJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "c.organisation_id")
        .onRef("r.id", "=", "c.open_resource_id"),
    )
    .where("c.worker_id", "=", id)
    .select(["r.name as resource", "c.kind", "c.contributed_on as contributedOn", "c.description"])
    .select(["c.amount_cents as amountCents", "c.minutes", "c.evidence_url as evidenceUrl"])
    .orderBy("c.contributed_on")
    .orderBy("c.id")
    .execute();
}

async function documentsOf(
  db: Tx,
  id: string,
): Promise<{ documents: PersonData["documents"]; files: ExportedFile[] }> {
  const rows = await db
    .selectFrom("document as d")
    .leftJoin("list_value as v", (join) =>
      join.onRef("v.organisation_id", "=", "d.organisation_id").onRef("v.id", "=", "d.kind_id"),
    )
    .where("d.worker_id", "=", id)
    .select([
      "d.name",
      "v.label as kind",
      "d.content_type as contentType",
      "d.size_bytes as sizeBytes",
    ])
    .select(["d.dated_on as datedOn", "d.created_at as addedAt", "d.storage_key"])
    .orderBy("d.created_at")
    .orderBy("d.id")
    .execute();
  const named = rows.map(({ storage_key, ...row }, at) => ({
    document: { ...row, file: `documents/${at + 1}-${fileName(row.name)}` },
    storageKey: storage_key,
  }));
  return {
    documents: named.map((one) => one.document),
    files: named.map(({ document, storageKey }) => ({
      file: document.file,
      storageKey,
      sizeBytes: document.sizeBytes,
    })),
  };
}

/** A name that every system accepts in an archive. */
function fileName(name: string): string {
  const safe = name.replace(/[\p{Cc}<>:"/\\|?*]+/gu, "-").replace(/^\.+/, "");
  return safe.slice(-120) || "document";
}

async function draftsOf(db: Tx, id: string): Promise<PersonData["drafts"]> {
  return await db
    .selectFrom("draft")
    .where("worker_id", "=", id)
    .select(["form", "fields", "updated_at as updatedAt"])
    .orderBy("updated_at")
    .execute();
}

async function changesOf(db: Tx, id: string): Promise<PersonData["changes"]> {
  return await db
    .selectFrom("worker_change")
    .where("worker_id", "=", id)
    .select(["changed_at as changedAt", "changes"])
    .orderBy("changed_at")
    .orderBy("id")
    .$castTo<{ changedAt: Date; changes: Change[] }>()
    .execute();
}

async function restorableOf(db: Tx, id: string): Promise<PersonData["restorable"]> {
  const rows = await db
    .selectFrom("undo_entry")
    .leftJoin("undo_secret as s", (join) =>
      join
        .onRef("s.organisation_id", "=", "undo_entry.organisation_id")
        .onRef("s.undo_entry_id", "=", "undo_entry.id"),
    )
    .where(sql<boolean>`(${id}::uuid = any (worker_ids) or subject_id = ${id})`)
    .select(["kind", "created_at as createdAt", "expires_at as expiresAt", "payload"])
    .select("s.content as secret")
    .select(
      sql<string[]>`array(select n.text from meeting_private_note n
        where n.organisation_id = undo_entry.organisation_id and n.meeting_id = subject_id)`.as(
        "notes",
      ),
    )
    .orderBy("created_at")
    .execute();
  // A whole spreadsheet can be taken back: what it takes holds other people's rows too.
  return rows.map(({ payload, notes, secret, ...row }) => ({
    ...row,
    content:
      row.kind === "worker_import"
        ? null
        : { ...Object(payload), ...Object(secret), privateNotes: notes },
  }));
}

async function exportsOf(db: Tx, id: string): Promise<PersonData["exports"]> {
  return await db
    .selectFrom("access_export")
    .where("worker_id", "=", id)
    .select(["created_at as createdAt", "expires_at as expiresAt"])
    .orderBy("created_at")
    .execute();
}

/** How many texts about others name the person, by kind of record. */
async function mentionsOf(
  db: Tx,
  id: string,
  search: PersonSearch,
): Promise<PersonData["mentions"]> {
  const found: PersonData["mentions"] = [];
  for (const table of await textTables(db)) {
    let texts = 0;
    for (const row of await rowsToRead(db, table, [search])) {
      if (table.workerColumns.some((column) => row[column] === id)) continue;
      const concerned = searchesFor(table, row, [search]);
      texts += table.columns.filter(
        ({ name, kind }) => tracesIn(row[name], kind, concerned) > 0,
      ).length;
    }
    if (texts > 0) found.push({ kind: erasedTableLabel(table.name), texts });
  }
  return found;
}

async function looksOf(db: Tx, id: string): Promise<PersonData["looks"]> {
  const rows = await db
    .selectFrom("audit_event as a")
    .leftJoin("membership as m", (join) =>
      join
        .onRef("m.organisation_id", "=", "a.organisation_id")
        .onRef("m.id", "=", "a.membership_id"),
    )
    .where("a.subject_type", "=", "worker")
    .where("a.subject_id", "=", id)
    .select(["a.occurred_at as at", "a.operation", "m.role"])
    .orderBy("a.occurred_at")
    .orderBy("a.id")
    .execute();
  return rows.map((row) => ({
    at: row.at,
    by: readersOf(row.role),
    what: operationLabel(row.operation),
  }));
}

type Other = { givenName: string; familyName: string; email: string | null; phone: string | null };

/** Masks the names, mails and telephones of other people accompanied or registered, wherever they stand in a person's data. */
async function withoutOthers(
  db: Tx,
  { id, identity }: KnownPerson,
  data: PersonData,
): Promise<PersonData> {
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
  const searches = rows
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
  if (searches.length === 0) return data;
  const mask = <T extends string | null>(value: T) =>
    (value === null ? value : withoutTraces(value, searches, otherPerson)) as T;
  const maskJson = (value: unknown) => withoutTracesInJson(value, searches, otherPerson);
  return {
    ...data,
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
    })),
    documents: data.documents.map((one) => ({ ...one, name: mask(one.name) })),
    drafts: data.drafts.map((one) => ({ ...one, fields: maskJson(one.fields) })),
    changes: data.changes.map((one) => ({ ...one, changes: maskJson(one.changes) as Change[] })),
    restorable: data.restorable.map((one) => ({ ...one, content: maskJson(one.content) })),
  };
}

export type AccessExport = { id: string; createdAt: Date; expiresAt: Date; sizeBytes: number };

/** Archives of a person's data that can still be fetched. */
export const listAccessExports = defineQuery({
  name: "listAccessExports",
  permission: "privacy:read",
  input: z.object({ workerId: z.uuid() }),
  run: ({ db, input }): Promise<AccessExport[]> =>
    db
      .selectFrom("access_export")
      .where("worker_id", "=", input.workerId)
      .where("expires_at", ">", sql<Date>`now()`)
      .select([
        "id",
        "created_at as createdAt",
        "expires_at as expiresAt",
        "size_bytes as sizeBytes",
      ])
      .orderBy("created_at", "desc")
      .execute(),
});
