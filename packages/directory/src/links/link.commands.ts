import { today } from "@essaim/database/today";
import { defineHouseCommand } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { decideLinkState, type LinkProblem, linkProblemLabels, linksOf } from "./link.rules.ts";

/** Records whose links are looked for in one transaction. */
const recordsAtOnce = 200;

/**
 * Makes the list of links that of the records published now: new ones come in, those that no record holds any more
 * go out. `next`: the record to go on from; null at the end.
 */
export const gatherLinks = defineHouseCommand({
  name: "gatherLinks",
  permission: "house:keep",
  subject: "directory_record",
  input: z.object({ after: z.uuid().nullable() }),
  run: async ({
    db,
    actor,
    input: { after },
  }): Promise<{ ok: true; id: null; next: string | null }> => {
    const records = await db
      .selectFrom("published_record")
      .select(["id", "record_kind", "content"])
      .$if(after !== null, (query) => query.where("id", ">", after ?? ""))
      .orderBy("id")
      .limit(recordsAtOnce)
      .execute();
    for (const { id, record_kind, content } of records) {
      const links = linksOf(content);
      let gone = db.deleteFrom("record_link").where("record_id", "=", id);
      if (links.length > 0) {
        gone = gone.where(({ eb, or }) =>
          or([eb("target_url", "is", null), eb("target_url", "not in", links)]),
        );
      }
      await gone.execute();
      if (links.length === 0) continue;
      await db
        .insertInto("record_link")
        .values(
          links.map((url) => ({
            organisation_id: actor.organisationId,
            record_id: id,
            record_kind,
            target_url: url,
          })),
        )
        .onConflict((conflict) =>
          conflict.columns(["organisation_id", "record_id", "target_url"]).doNothing(),
        )
        .execute();
    }
    const next = records.length === recordsAtOnce ? (records.at(-1)?.id ?? null) : null;
    return { ok: true, id: null, next };
  },
  isRecorded: () => false,
});

const problems = Object.keys(linkProblemLabels) as [LinkProblem, ...LinkProblem[]];

/** Writes what came of asking for a link, in every record that holds it. Its public pages hear of a change. */
export const recordLinkCheck = defineHouseCommand({
  name: "recordLinkCheck",
  permission: "house:keep",
  subject: "directory_record",
  input: z.object({ url: z.string(), outcome: z.enum(["alive", "unsure", ...problems]) }),
  run: async ({
    db,
    input: { url, outcome },
  }): Promise<{ ok: true; id: null; isDead: boolean }> => {
    const rows = await db
      .selectFrom("record_link")
      .select(["id", "failures", "failed_on", "problem", "dead_on"])
      .where("target_url", "=", url)
      .forUpdate()
      .execute();
    let changed = false;
    let isDead = false;
    for (const row of rows) {
      const known = {
        failures: row.failures,
        failedOn: row.failed_on,
        problem: row.problem,
        deadOn: row.dead_on,
      };
      const state = decideLinkState(known, outcome, today());
      changed ||= state.deadOn !== known.deadOn;
      isDead ||= state.deadOn !== null;
      await db
        .updateTable("record_link")
        .set({
          checked_at: sql<Date>`now()`,
          failures: state.failures,
          failed_on: state.failedOn,
          problem: state.problem,
          dead_on: state.deadOn,
        })
        .where("id", "=", row.id)
        .execute();
    }
    if (changed) await sql`select pg_notify('published', '')`.execute(db);
    return { ok: true, id: null, isDead };
  },
  isRecorded: () => false,
});
