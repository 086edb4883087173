import { defineHouseCommand, defineHouseQuery, type Refusal } from "@essaim/identity/operation";
import { createToken } from "@essaim/identity/token";
import { sql } from "kysely";
import { z } from "zod";
import type { RecordKind } from "../publication/record.schema.ts";
import type { ProposalKind, ProposalState } from "./proposal.schema.ts";
import type { VisitorLanguage } from "./visitor.schema.ts";

const target = z.object({ proposalId: z.uuid() });

/** What a mail says of a proposal. */
export type ProposalFacts = {
  name: string;
  email: string;
  language: VisitorLanguage;
  kind: ProposalKind;
  /** Of the public record that it is about; null where there is none. */
  recordTitle: string | null;
  organisationName: string;
};

type Link = { ok: true; id: string; token: string; proposal: ProposalFacts };

/**
 * Draws the link that confirms a proposal, for the mail that asks: only its hash is kept, and an earlier link serves
 * no more. Refuses when it is confirmed already, or nobody is left to write to.
 */
export const drawProposalLink = defineHouseCommand({
  name: "drawProposalLink",
  permission: "house:keep",
  subject: "proposal",
  input: target,
  run: async ({ db, input }): Promise<Link | Refusal<"nobody">> => {
    const proposal = await facts(db, input.proposalId);
    if (proposal?.state !== "unconfirmed") return { ok: false, reason: "nobody" };
    const { token, hash } = createToken();
    await db
      .updateTable("proposal_contact")
      .set({ token_hash: hash })
      .where("proposal_id", "=", input.proposalId)
      .execute();
    // What is only proposed is not told: the mail would carry anybody's words to anybody.
    const {
      publicKind: _kind,
      publicSlug: _slug,
      proposedTitle: _title,
      isDecided: _,
      ...said
    } = proposal;
    return { ok: true, id: input.proposalId, token, proposal: said };
  },
});

export type ProposalDecision = ProposalFacts & {
  /** Of the public record, or of what was proposed: whoever reads it has confirmed having written it. */
  title: string;
  state: ProposalState;
  reply: string;
  /** The kind and the public address of the record that it is about or became, once public; null before. */
  page: { kind: RecordKind; slug: string } | null;
};

/** What the author of a proposal is told of its decision; null when nobody is left to write to. */
export const findProposalDecision = defineHouseQuery({
  name: "findProposalDecision",
  permission: "house:keep",
  input: target,
  run: async ({ db, input }): Promise<ProposalDecision | null> => {
    const proposal = await facts(db, input.proposalId);
    if (!proposal?.isDecided) return null;
    const { publicKind, publicSlug, proposedTitle, isDecided: _, ...said } = proposal;
    const page = publicKind && publicSlug ? { kind: publicKind, slug: publicSlug } : null;
    return { ...said, title: said.recordTitle ?? proposedTitle, page };
  },
});

async function facts(db: Parameters<typeof findProposalDecision.run>[0]["db"], id: string) {
  const row = await db
    .selectFrom("proposal as p")
    .innerJoin("proposal_contact as c", "c.proposal_id", "p.id")
    .innerJoin("organisation as o", "o.id", "p.organisation_id")
    .leftJoin("published_record as r", (join) =>
      join.on(sql<boolean>`r.id = coalesce(p.record_id, p.result_id)`),
    )
    .where("p.id", "=", id)
    // What a name that was erased leaves is no address.
    .where(sql<boolean>`position('@' in c.email) > 0`)
    .select(["c.name", "c.email", "p.language", "p.kind", "p.state", "p.reply"])
    .select(["o.name as organisationName", "r.record_kind as publicKind", "r.slug as publicSlug"])
    .select([
      "r.title as recordTitle",
      sql<string>`coalesce(p.content ->> 'title', p.content ->> 'name', '')`.as("proposedTitle"),
      sql<boolean>`p.decided_at is not null`.as("isDecided"),
    ])
    .executeTakeFirst();
  return row ?? null;
}
