import { enqueueJob } from "@essaim/database/job";
import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import type { z } from "zod";
import { createActivity } from "../activity.commands.ts";
import { activitySchema } from "../activity.schema.ts";
import { createOpenResource } from "../open-resource.commands.ts";
import { openResourceSchema } from "../open-resource.schema.ts";
import { showToEverybody } from "../publication/publish.commands.ts";
import type { RecordKind } from "../publication/record.schema.ts";
import {
  type Content,
  hasChanges,
  loadRecord,
  missingFrom,
  tableOf,
} from "../publication/record.ts";
import { writeContent } from "../publication/restore.commands.ts";
import type { Incomplete, Invalid } from "../publication.commands.ts";
import { type FieldErrors, hasErrors } from "../publication.rules.ts";
import { insertExperience } from "./experience.commands.ts";
import { loadProposal, type ProposalRecord } from "./moderation.queries.ts";
import { partOf } from "./proposal.rules.ts";
import {
  acceptProposalSchema,
  experienceFieldsSchema,
  refuseProposalSchema,
} from "./proposal.schema.ts";

/** Somebody has decided already. */
type Decided = Refusal<"decided">;
/** The working copy says other things that nobody has published yet. */
type OtherChanges = Refusal<"other_changes">;
type Held = Conflict<ProposalRecord>;

/** `recordKind` and `resultId` say what the proposal became. */
export type Accepted = Saved & {
  resultId: string;
  recordKind: RecordKind | null;
  isPublished: boolean;
};

/**
 * Keeps a proposal, or the ticked fields of it. A new record begins as a draft; a correction changes the working copy,
 * and is shown to everybody when asked so; an experience is published. Its author is told by mail.
 * @returns `invalid` when what would be written is refused by the record's own form, `incomplete` when it could no
 * longer be published
 */
export const acceptProposal = defineCommand({
  name: "acceptProposal",
  permission: "directory:moderate",
  subject: "proposal",
  input: acceptProposalSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<Accepted | Invalid | Incomplete | OtherChanges | Decided | Held> => {
    const held = await holdRecord(db, "proposal", input, loadProposal);
    if (!held.ok) return held;
    const proposal = held.current;
    if (proposal.state !== "pending") return { ok: false, reason: "decided" };
    if (proposal.kind === "sheet") throw new Error("The media answers for its sheets");
    const fields = Object.keys(proposal.content).filter((key) => input.fields.includes(key));
    const kept = partOf(proposal.content, fields);
    const done = await write(db, actor, proposal, kept, input.publish);
    if (!done.ok) return done;
    const isWhole = fields.length === Object.keys(proposal.content).length;
    await decide(db, actor, input.id, {
      state: isWhole ? "accepted" : "partly_accepted",
      reply: input.reply,
      accepted_fields: fields,
      result_id: done.resultId,
    });
    return { ...done, id: input.id };
  },
});

/** Refuses a proposal, with the reason that its author is told. */
export const refuseProposal = defineCommand({
  name: "refuseProposal",
  permission: "directory:moderate",
  subject: "proposal",
  input: refuseProposalSchema,
  run: async ({ db, actor, input }): Promise<Saved | Decided | Held> => {
    const held = await holdRecord(db, "proposal", input, loadProposal);
    if (!held.ok) return held;
    if (held.current.state !== "pending") return { ok: false, reason: "decided" };
    await decide(db, actor, input.id, { state: "refused", reply: input.reply });
    return { ok: true, id: input.id };
  },
});

/** Writes what was decided of a proposal, and has its author told. */
export async function decide(
  db: Tx,
  actor: MemberActor,
  id: string,
  decision: {
    state: "accepted" | "partly_accepted" | "refused";
    reply: string;
    accepted_fields?: string[];
    result_id?: string;
  },
): Promise<void> {
  await db
    .updateTable("proposal")
    .set({ ...decision, decided_at: new Date(), decided_by: actor.membershipId })
    .where("id", "=", id)
    .execute();
  await enqueueJob(db, actor, "tell_proposal_decision", { proposalId: id });
}

type Written = Omit<Accepted, "id">;

async function write(
  db: Tx,
  actor: MemberActor,
  proposal: ProposalRecord,
  kept: Content,
  publish: boolean,
): Promise<Written | Invalid | Incomplete | OtherChanges> {
  const { kind, recordKind, recordId } = proposal;
  if (kind === "experience") return writeExperience(db, actor, proposal, kept);
  if (kind === "activity") {
    const parsed = parse(activitySchema, withPlace(kept));
    if (!parsed.ok) return parsed;
    const made = await createActivity.run({ db, actor, input: parsed.value });
    return made.ok ? { ok: true, resultId: made.id, recordKind: kind, isPublished: false } : made;
  }
  if (kind === "resource") {
    const parsed = parse(openResourceSchema, kept);
    if (!parsed.ok) return parsed;
    const made = await createOpenResource.run({ db, actor, input: parsed.value });
    return made.ok ? { ok: true, resultId: made.id, recordKind: kind, isPublished: false } : made;
  }
  if (!recordKind || !recordId) throw new Error("A correction of nothing");
  return correct(db, actor, { kind: recordKind, id: recordId, kept, publish });
}

/**
 * Puts what was kept of a correction into the working copy. Shown to everybody at once, it must be the only change:
 * what an editor is still writing is theirs to publish.
 */
async function correct(
  db: Tx,
  actor: MemberActor,
  { kind, id, kept, publish }: { kind: RecordKind; id: string; kept: Content; publish: boolean },
): Promise<Written | Invalid | Incomplete | OtherChanges> {
  await db.selectFrom(tableOf(kind)).select("id").where("id", "=", id).forUpdate().execute();
  const before = await loadRecord(db, kind, id);
  if (publish && hasChanges(before)) {
    return { ok: false, reason: "other_changes" };
  }
  const content = { ...before.content, ...kept };
  const errors = before.status === "published" ? missingFrom(kind, content) : {};
  if (hasErrors(errors)) return { ok: false, reason: "incomplete", errors };
  const written = await writeContent(db, actor, { kind, id }, content);
  if (!written.ok) return written;
  const isPublished = publish && before.published !== null;
  if (isPublished) {
    const after = await loadRecord(db, kind, id);
    // A second person has read it: whoever accepts it did not write it.
    await showToEverybody(db, { kind, record: after, reason: "proposal" });
  }
  return { ok: true, resultId: id, recordKind: kind, isPublished };
}

async function writeExperience(
  db: Tx,
  actor: MemberActor,
  { recordId, proposer, language, confirmedAt }: ProposalRecord,
  kept: Content,
): Promise<Written | Invalid> {
  const parsed = experienceFieldsSchema.safeParse(nullsAway(kept));
  if (!parsed.success || !recordId) {
    const errors = { fields: "Une expérience garde au moins le nom affiché et ce qui a marché." };
    return { ok: false, reason: "invalid", errors };
  }
  const { acceptsContact, ...said } = parsed.data;
  const day = confirmedAt ? today(confirmedAt) : "";
  const made = await insertExperience(db, actor, {
    ...said,
    activityId: recordId,
    consentNote: `Proposée par son auteur·rice, adresse confirmée le ${day}.`,
    contact: acceptsContact && proposer ? { ...proposer, language } : null,
  });
  return made.ok ? { ok: true, resultId: made.id, recordKind: null, isPublished: true } : made;
}

/** A form says nothing where a document says null. */
const nullsAway = (content: Content): Content =>
  Object.fromEntries(Object.entries(content).map(([key, value]) => [key, value ?? undefined]));

/** Where a proposed activity works is one commune, told in one line. */
function withPlace({ commune, ...content }: Content): Content {
  const place = typeof commune === "string" && commune.trim();
  return place
    ? {
        ...content,
        locations: [{ commune: place, sinceYear: null, transferredFrom: null, description: "" }],
      }
    : content;
}

function parse<S extends z.ZodType>(
  schema: S,
  content: Content,
): { ok: true; value: z.output<S> } | Invalid {
  const parsed = schema.safeParse(content);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors: FieldErrors = {};
  for (const issue of parsed.error.issues)
    errors[issue.path.map(String).join(".")] ??= issue.message;
  return { ok: false, reason: "invalid", errors };
}
