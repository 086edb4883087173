import { defineHouseQuery, defineQuery, NotFound } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { EXPORT_FORMAT, type PersonData } from "./access-export.schema.ts";
import { knownPeople } from "./identity.queries.ts";
import { aidsOf } from "./person-data/aids.queries.ts";
import { noticesOf, personOf, residencesOf } from "./person-data/civil-status.queries.ts";
import { aliasesOf, contributionsOf } from "./person-data/contributions.queries.ts";
import { documentsOf, type ExportedFile } from "./person-data/documents.queries.ts";
import { expensesOf } from "./person-data/expenses.queries.ts";
import { meetingsOf, sessionsOf } from "./person-data/meetings.queries.ts";
import { mentionsOf } from "./person-data/mentions.queries.ts";
import { mentorshipsOf, offersOf } from "./person-data/mentoring.queries.ts";
import { withoutOthers } from "./person-data/other-people.queries.ts";
import { periodsOf, stagesOf } from "./person-data/pathway.queries.ts";
import { actionsOf, objectivesOf, skillsOf } from "./person-data/plan.queries.ts";
import { rewardsOf } from "./person-data/rewards.queries.ts";
import { resourcesOf, situationOf } from "./person-data/situation.queries.ts";
import {
  changesOf,
  draftsOf,
  exportsOf,
  looksOf,
  restorableOf,
} from "./person-data/trail.queries.ts";
import { loadRetention } from "./retention.queries.ts";
import { erasableOn } from "./retention.rules.ts";

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
    const held: PersonData = {
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
      residences: await residencesOf(db, id),
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
      expenses: await expensesOf(db, id),
      offers: await offersOf(db, id),
      mentorships: await mentorshipsOf(db, id),
      contributions: await contributionsOf(db, id),
      aliases: await aliasesOf(db, id),
      rewards: await rewardsOf(db, id),
      documents,
      drafts: await draftsOf(db, id),
      changes: await changesOf(db, id),
      restorable: await restorableOf(db, id),
      exports: await exportsOf(db, id),
      mentions: await mentionsOf(db, id, known.search),
      looks: await looksOf(db, id),
    };
    const data = await withoutOthers(db, known, held);
    // A file may be named after somebody else.
    const named = files.map((one, at) => ({ ...one, file: data.documents[at]?.file ?? one.file }));
    return { data, files: named };
  },
});

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
