import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { holdLivingWorker } from "../worker/living-worker.ts";
import { type Draft, findDraft } from "./draft.queries.ts";
import { DRAFT_DAYS, draftFormSchema, saveDraftSchema } from "./draft.schema.ts";

/** `at` is null when the form itself was sent meanwhile, or its person's file erased: there is nothing to keep. */
type Kept = { ok: true; id: null; isNew: boolean; at: Date | null };
type Unseen = { ok: false; reason: "unseen"; current: Draft };

/**
 * Keeps what is being typed. Sent every few seconds, and not an act: nobody but its author reads it, and nothing
 * is changed by it. The journal has one line when a draft is begun, none for what is added to it.
 * A draft that its author has not seen, written on another device, is not replaced: it is answered (`unseen`).
 * `id` is null always: a draft has no id of its own.
 */
export const saveDraft = defineCommand({
  name: "saveDraft",
  permission: "meeting:write",
  subject: "draft",
  isRecorded: (outcome: Kept | Unseen) => outcome.ok && outcome.isNew,
  input: saveDraftSchema,
  run: async ({ db, actor, input }): Promise<Kept | Unseen> => {
    await holdDraft(db, actor, input.form);
    // Sent while the form itself was: what it holds is saved, and must not come back as a draft.
    const sent = await db
      .selectFrom("submission")
      .where("id", "=", input.submissionId)
      .select("id")
      .executeTakeFirst();
    const nothing: Kept = { ok: true, id: null, isNew: false, at: null };
    if (sent) return nothing;
    const workerId = await workerOf(db, input.form);
    // A page left open while its file was erased, merged or taken away: nobody would find what it still says.
    if (workerId === "gone" || (workerId && !(await holdLivingWorker(db, workerId))))
      return nothing;
    const current = await findDraft.run({ db, actor, input });
    if (current && (!input.seenAt || current.updatedAt > input.seenAt)) {
      return { ok: false, reason: "unseen", current };
    }
    const at = new Date();
    const mine = { organisation_id: actor.organisationId, membership_id: actor.membershipId };
    const written = {
      fields: JSON.stringify(input.fields),
      worker_id: workerId,
      updated_at: at,
    };
    if (current) {
      await db
        .updateTable("draft")
        .set(written)
        .where("membership_id", "=", actor.membershipId)
        .where("form", "=", input.form)
        .execute();
      return { ...nothing, at };
    }
    await db
      .deleteFrom("draft")
      .where("membership_id", "=", actor.membershipId)
      .where("updated_at", "<", sql<Date>`now() - make_interval(days => ${DRAFT_DAYS})`)
      .execute();
    await db
      .insertInto("draft")
      .values({ ...mine, form: input.form, ...written })
      .execute();
    return { ok: true, id: null, isNew: true, at };
  },
});

/** Throws a draft away: its author begins again. */
export const discardDraft = defineCommand({
  name: "discardDraft",
  permission: "meeting:write",
  subject: "draft",
  input: z.object({ form: draftFormSchema }),
  run: async ({ db, actor, input }) => {
    await forgetDraft(db, actor, input.form);
    return { ok: true as const, id: null };
  },
});

/** The form is saved: what was kept of it goes. */
export async function forgetDraft(db: Tx, actor: MemberActor, form: string): Promise<void> {
  await holdDraft(db, actor, form);
  await db
    .deleteFrom("draft")
    .where("membership_id", "=", actor.membershipId)
    .where("form", "=", form)
    .execute();
}

/** One at a time: a draft on its way while its form is saved finds the form saved. */
async function holdDraft(db: Tx, actor: MemberActor, form: string): Promise<void> {
  const key = `draft ${actor.membershipId} ${form}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(db);
}

/** Whom a form is about, by its address, so that the draft leaves with them; « gone » when that is no longer there. */
async function workerOf(db: Tx, form: string): Promise<string | "gone" | null> {
  const [, kind, id = ""] = /^\/([a-z-]+)\/([0-9a-f-]{36})(?:\/|$)/.exec(form) ?? [];
  if (kind === "personnes") return id;
  if (kind === "rendez-vous" || kind === "comptes-rendus") {
    const meeting = await db
      .selectFrom("meeting")
      .where("id", "=", id)
      .select("worker_id")
      .executeTakeFirst();
    return meeting?.worker_id ?? "gone";
  }
  return null;
}
