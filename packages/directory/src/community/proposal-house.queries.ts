import { defineHouseQuery, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import type { RecordKind } from "../publication/record.schema.ts";
import type { ProposalKind, ProposalState } from "./proposal.schema.ts";
import type { VisitorLanguage } from "./visitor.schema.ts";

export const proposalTarget = z.object({ proposalId: z.uuid() });

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

export type ProposalDecision = ProposalFacts & {
  /** Of the public record, or of what was proposed: whoever reads it has confirmed having written it. */
  title: string;
  state: ProposalState;
  reply: string;
  /** Where the record or the sheet that it is about or became is public; null while it is not. */
  page: { kind: RecordKind; slug: string } | { kind: "sheet"; slug: string; path: string } | null;
};

/** What the author of a proposal is told of its decision; null when nobody is left to write to. */
export const findProposalDecision = defineHouseQuery({
  name: "findProposalDecision",
  permission: "house:keep",
  input: proposalTarget,
  run: async ({ db, input }): Promise<ProposalDecision | null> => {
    const proposal = await loadProposalFacts(db, input.proposalId);
    if (!proposal?.isDecided) return null;
    const { facts, proposedTitle, state, reply, page } = proposal;
    return { ...facts, title: facts.recordTitle ?? proposedTitle, state, reply, page };
  },
});

/** Null when nobody is left to write to. */
export async function loadProposalFacts(db: Tx, id: string) {
  const row = await db
    .selectFrom("proposal as p")
    .innerJoin("proposal_contact as c", "c.proposal_id", "p.id")
    .innerJoin("organisation as o", "o.id", "p.organisation_id")
    .leftJoin("published_record as r", (join) =>
      join.on(sql<boolean>`r.id = coalesce(p.record_id, p.result_id)`),
    )
    .where("p.id", "=", id)
    .leftJoin("published_sheet as s", (join) =>
      join.onRef("s.organisation_id", "=", "p.organisation_id").onRef("s.id", "=", "p.sheet_id"),
    )
    // What a name that was erased leaves is no address.
    .where(sql<boolean>`position('@' in c.email) > 0`)
    .select(["c.name", "c.email", "p.language", "p.kind", "p.state", "p.reply"])
    .select(["o.name as organisationName", "r.record_kind as publicKind", "r.slug as publicSlug"])
    .select(["o.slug as organisationSlug", "s.path as sheetPath"])
    .select([
      sql<string | null>`coalesce(r.title, s.title)`.as("recordTitle"),
      sql<string>`coalesce(p.content ->> 'title', p.content ->> 'name', '')`.as("proposedTitle"),
      sql<boolean>`p.decided_at is not null`.as("isDecided"),
    ])
    .executeTakeFirst();
  if (!row) return null;
  const { state, reply, isDecided, proposedTitle, publicKind, publicSlug, ...others } = row;
  const { organisationSlug, sheetPath, ...facts } = others;
  const page: ProposalDecision["page"] =
    sheetPath !== null
      ? { kind: "sheet", slug: organisationSlug, path: sheetPath }
      : publicKind && publicSlug
        ? { kind: publicKind, slug: publicSlug }
        : null;
  return { state, reply, isDecided, proposedTitle, page, facts: facts satisfies ProposalFacts };
}
