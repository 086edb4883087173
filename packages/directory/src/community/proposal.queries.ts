import { mailLinkSchema } from "@essaim/identity/mail-link.schema";
import { definePublicQuery, NotFound } from "@essaim/identity/operation";
import { hashToken } from "@essaim/identity/token";
import { sql } from "kysely";
import { z } from "zod";
import { recordSchema } from "../publication/record.schema.ts";
import type { Content } from "../publication/record.ts";
import type { ProposalKind } from "./proposal.schema.ts";

export type PublicRecord = {
  id: string;
  organisationId: string;
  organisationName: string;
  slug: string;
  title: string;
  content: Content;
};

/**
 * What the public reads of a record, to be corrected field by field.
 * @throws NotFound when nothing public has this address
 */
export const getPublicRecord = definePublicQuery({
  name: "getPublicRecord",
  permission: "published:read",
  input: z.object({ kind: recordSchema.shape.kind, slug: z.string().max(200) }),
  run: async ({ db, input }): Promise<PublicRecord> => {
    const row = await db
      .selectFrom("published_record as p")
      .innerJoin("organisation as o", "o.id", "p.organisation_id")
      .where("p.record_kind", "=", input.kind)
      .where("p.slug", "=", input.slug.replaceAll("\0", "\ufffd"))
      .select(["p.id", "p.organisation_id as organisationId", "o.name as organisationName"])
      .select(["p.slug", "p.title", "p.content"])
      .executeTakeFirst();
    if (!row) throw new NotFound("No such public record");
    return { ...row, content: row.content as Content };
  },
});

/** The cooperatives that a new record may be proposed to: those that have published, by name. */
export const listReceivers = definePublicQuery({
  name: "listReceivers",
  permission: "published:read",
  input: z.object({}),
  run: ({ db }) =>
    db
      .selectFrom("organisation as o")
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom("published_record as p")
            .select("p.id")
            .whereRef("p.organisation_id", "=", "o.id"),
        ),
      )
      .select(["o.id", "o.name"])
      .orderBy(sql`fold(o.name)`)
      .execute(),
});

/** Records shown as perhaps the same. */
const mostSimilar = 5;

export type SimilarRecord = { slug: string; title: string; summary: string };

/** Public records whose title is like this one, the most like first: perhaps the same thing. */
export const listSimilarRecords = definePublicQuery({
  name: "listSimilarRecords",
  permission: "published:read",
  input: z.object({ kind: recordSchema.shape.kind, title: z.string().max(120) }),
  run: async ({ db, input }): Promise<SimilarRecord[]> => {
    const title = input.title.replaceAll("\0", " ").trim();
    if (title.length < 3) return [];
    // The operator, not the function, so that the index on trigrams serves.
    await sql`select set_config('pg_trgm.similarity_threshold', '0.35', true)`.execute(db);
    return db
      .selectFrom("published_record")
      .where("record_kind", "=", input.kind)
      .where(sql<boolean>`fold(title) % fold(${title})`)
      .select(["slug", "title", "summary"])
      .orderBy(sql`similarity(fold(title), fold(${title})) desc`)
      .orderBy("id")
      .limit(mostSimilar)
      .execute();
  },
});

export type FoundProposal = { kind: ProposalKind; title: string; isConfirmed: boolean };

/** What the link of a mail lets its holder confirm; null when it serves no more. */
export const findProposal = definePublicQuery({
  name: "findProposal",
  permission: "published:read",
  input: mailLinkSchema,
  run: async ({ db, input }): Promise<FoundProposal | null> => {
    const { rows } = await sql<FoundProposal>`
      select kind, title, is_confirmed as "isConfirmed"
      from find_proposal(${input.organisationId}::uuid, ${hashToken(input.token)})`.execute(db);
    return rows[0] ?? null;
  },
});
