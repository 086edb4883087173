import { defineHouseQuery, definePublicQuery, defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import type { RecordKind } from "../publication/record.schema.ts";
import { type LinkProblem, linksOf } from "./link.rules.ts";

/** Links asked for in one night; the others come first the next one. */
const linksPerNight = 5_000;

/** Links to ask for, those not asked for the longest first. */
export const listLinksToCheck = defineHouseQuery({
  name: "listLinksToCheck",
  permission: "house:keep",
  input: z.object({}),
  run: async ({ db }): Promise<string[]> => {
    const rows = await db
      .selectFrom("record_link")
      .select("target_url")
      .where("target_url", "is not", null)
      .groupBy("target_url")
      .orderBy(sql`min(checked_at) nulls first`)
      .orderBy("target_url")
      .limit(linksPerNight)
      .execute();
    return rows.flatMap(({ target_url }) => (target_url === null ? [] : [target_url]));
  },
});

export type DeadLink = {
  kind: RecordKind;
  recordId: string;
  title: string;
  url: string;
  problem: LinkProblem;
  deadOn: string;
  /** Taken out of the working copy already: it leaves the public page with the next publication. */
  isCorrected: boolean;
};

/** Dead links of the organisation's public pages, the most recent first. */
export const listDeadLinks = defineQuery({
  name: "listDeadLinks",
  permission: "directory:read",
  input: z.object({}),
  run: async ({ db }): Promise<DeadLink[]> => {
    const rows = await db
      .selectFrom("record_link as l")
      .innerJoin("published_record as p", "p.id", "l.record_id")
      .select([
        "l.record_kind as kind",
        "l.record_id as recordId",
        "p.title",
        "l.target_url as url",
        "l.problem",
        "l.dead_on as deadOn",
        "p.content",
      ])
      .select(sql<unknown>`record_content(l.record_kind, l.record_id)`.as("working"))
      .where("l.dead_on", "is not", null)
      .orderBy("l.dead_on", "desc")
      .orderBy("p.title")
      .orderBy("l.id")
      .limit(200)
      .execute();
    return rows.flatMap(({ content, working, url, problem, deadOn, ...row }) => {
      // Published without it since it was last asked for.
      if (!url || !problem || !deadOn || !linksOf(content).includes(url)) return [];
      return [{ ...row, url, problem, deadOn, isCorrected: !linksOf(working).includes(url) }];
    });
  },
});

/** Dead links of one public page: since when, by address. */
export const findDeadLinks = definePublicQuery({
  name: "findDeadLinks",
  permission: "published:read",
  input: z.object({ recordId: z.uuid() }),
  run: async ({ db, input }): Promise<Record<string, string>> => {
    const rows = await db
      .selectFrom("record_link")
      .select(["target_url", "dead_on"])
      .where("record_id", "=", input.recordId)
      .where("dead_on", "is not", null)
      .execute();
    return Object.fromEntries(
      rows.flatMap(({ target_url, dead_on }) =>
        target_url && dead_on ? [[target_url, dead_on]] : [],
      ),
    );
  },
});
