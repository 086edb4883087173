import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { compareWords, type DiffPart } from "../publication/diff.rules.ts";
import type { RecordKind } from "../publication/record.schema.ts";
import { type Content, loadRecord, titleOf } from "../publication/record.ts";
import { pageOf } from "../publication.queries.ts";
import { pageSize } from "../publication.schema.ts";
import { ASK_MONTHS, monthsBefore } from "./freshness.rules.ts";
import { wordsFrom } from "./proposal.fields.ts";
import { changesOf, type ProposedChange } from "./proposal.rules.ts";
import { type ProposalKind, type ProposalState, proposalFilterSchema } from "./proposal.schema.ts";
import type { VisitorLanguage } from "./visitor.schema.ts";

const decided: ProposalState[] = ["accepted", "partly_accepted", "refused"];

/** One page of the proposals whose author confirmed their address: those to look at first come first. */
export const listProposals = defineQuery({
  name: "listProposals",
  permission: "directory:moderate",
  input: proposalFilterSchema,
  run: async ({ db, input }) => {
    const { rows: counted } = await sql<{ pending: number; decided: number }>`
      select count(*) filter (where state = 'pending')::int as pending,
        count(*) filter (where decided_at is not null)::int as decided from proposal`.execute(db);
    const counts = counted[0] ?? { pending: 0, decided: 0 };
    const { page, pageCount, offset } = pageOf(input.page, counts[input.state]);
    const isPending = input.state === "pending";
    const rows = await db
      .selectFrom("proposal as p")
      .leftJoin("activity as a", "a.id", "p.activity_id")
      .leftJoin("open_resource as r", "r.id", "p.open_resource_id")
      .leftJoin("sheet as s", "s.id", "p.sheet_id")
      .leftJoin("proposal_contact as c", "c.proposal_id", "p.id")
      .where("p.state", "in", isPending ? ["pending"] : decided)
      .select(["p.id", "p.kind", "p.state", "p.confirmed_at as confirmedAt"])
      .select("p.decided_at as decidedAt")
      .select(
        // Without an address, what the public would read says who.
        sql<string | null>`coalesce(nullif(c.name, ''), nullif(p.content ->> 'credit', ''))`.as(
          "proposerName",
        ),
      )
      .select(
        sql<string>`coalesce(a.title, r.name, s.title, p.content ->> 'title', p.content ->> 'name', '')`.as(
          "title",
        ),
      )
      .orderBy(isPending ? sql`p.confirmed_at` : sql`p.decided_at desc`)
      .orderBy("p.id")
      .limit(pageSize)
      .offset(offset)
      .execute();
    return { proposals: rows, counts, page, pageCount };
  },
});

export type ProposalRecord = {
  id: string;
  version: number;
  kind: ProposalKind;
  state: ProposalState;
  recordKind: RecordKind | null;
  recordId: string | null;
  /** Of a proposal of the kind `sheet`, which the media answers. */
  sheetId: string | null;
  /** Of the record that it is about; that of what is proposed otherwise. */
  title: string;
  /** Is the record that it is about public today? */
  isPublic: boolean;
  content: Content;
  seen: Content;
  message: string;
  /** Null once forgotten. */
  proposer: { name: string; email: string } | null;
  language: VisitorLanguage;
  confirmedAt: Date | null;
  decidedAt: Date | null;
  decidedByName: string | null;
  reply: string;
  acceptedFields: string[];
  resultId: string | null;
};

/** A field of a proposal, and how it differs from what the record says, word by word. */
export type ComparedChange = ProposedChange & { parts: DiffPart[] };

/**
 * One proposal, with what it changes field by field. Experiences have no change: they are read as they are.
 * @throws NotFound when the organisation has no such proposal, or nobody confirmed it
 */
export const getProposal = defineQuery({
  name: "getProposal",
  permission: "directory:moderate",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }): Promise<ProposalRecord & { changes: ComparedChange[] }> => {
    const proposal = await loadProposal(db, input.id);
    if (proposal.state === "unconfirmed") throw new NotFound("Not confirmed");
    const kind = recordKindOf(proposal);
    if (!kind) return { ...proposal, changes: [] };
    const current = proposal.recordId
      ? (await loadRecord(db, kind, proposal.recordId)).content
      : null;
    const changes = changesOf(kind, proposal, current).map((change) => ({
      ...change,
      parts: compareWords(
        wordsFrom(change.field, change.current, "fr"),
        wordsFrom(change.field, change.proposed, "fr"),
      ),
    }));
    return { ...proposal, changes };
  },
});

/** The kind of record that a proposal writes; null for an experience, and for a sheet. */
export function recordKindOf(proposal: {
  kind: ProposalKind;
  recordKind: RecordKind | null;
}): RecordKind | null {
  if (proposal.kind === "experience" || proposal.kind === "sheet") return null;
  return proposal.kind === "correction" ? proposal.recordKind : proposal.kind;
}

export async function loadProposal(db: Tx, id: string): Promise<ProposalRecord> {
  const row = await db
    .selectFrom("proposal as p")
    .leftJoin("activity as a", "a.id", "p.activity_id")
    .leftJoin("open_resource as r", "r.id", "p.open_resource_id")
    .leftJoin("sheet as s", "s.id", "p.sheet_id")
    .leftJoin("published_record as pub", "pub.id", "p.record_id")
    .leftJoin("proposal_contact as c", "c.proposal_id", "p.id")
    .leftJoin("membership as m", "m.id", "p.decided_by")
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .where("p.id", "=", id)
    .selectAll("p")
    .select(["a.title as activity_title", "r.name as resource_name", "s.title as sheet_title"])
    .select("pub.id as public_id")
    .select(["c.name as proposer_name", "c.email as proposer_email", "u.full_name"])
    .executeTakeFirst();
  if (!row) throw new NotFound("No such proposal");
  const content = row.content as Content;
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    state: row.state,
    recordKind: row.record_kind,
    recordId: row.record_id,
    sheetId: row.sheet_id,
    title: row.activity_title ?? row.resource_name ?? row.sheet_title ?? titleOf(content),
    isPublic: row.public_id !== null,
    content,
    seen: row.seen as Content,
    message: row.message,
    proposer:
      row.proposer_name !== null && row.proposer_email
        ? { name: row.proposer_name, email: row.proposer_email }
        : null,
    language: row.language,
    confirmedAt: row.confirmed_at,
    decidedAt: row.decided_at,
    decidedByName: row.full_name,
    reply: row.reply,
    acceptedFields: row.accepted_fields,
    resultId: row.result_id,
  };
}

/** How many proposals, requests to take over and public records to confirm wait for the editors. */
export const countCommunityWork = defineQuery({
  name: "countCommunityWork",
  permission: "directory:moderate",
  input: z.object({ day: z.iso.date() }),
  run: async ({ db, input: { day } }) => {
    const { rows } = await sql<{ proposals: number; requests: number; toConfirm: number }>`
      select (select count(*) from proposal where state = 'pending')::int as proposals,
        (select count(*) from contact_request where state = 'escalated')::int as requests,
        (select count(*) from published_record
          where confirmed_on < ${monthsBefore(day, ASK_MONTHS)}::date)::int as "toConfirm"`.execute(
      db,
    );
    return rows[0] ?? { proposals: 0, requests: 0, toConfirm: 0 };
  },
});
