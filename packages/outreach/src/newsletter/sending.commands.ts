import { enqueueJob } from "@essaim/database/job";
import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import { createToken } from "@essaim/identity/token";
import { sql } from "kysely";
import { z } from "zod";
import { letterHtml } from "./letter.html.ts";
import { letterText } from "./letter.text.ts";
import { publicAmong } from "./letter-choice.queries.ts";
import {
  isDeadCopy,
  isEmptyLetter,
  loadNewsletter,
  loadSender,
  type Newsletter,
} from "./newsletter.queries.ts";
import {
  askAgainSchema,
  askSendingSchema,
  attemptSchema,
  newsletterTargetSchema,
  refOf,
} from "./newsletter.schema.ts";

type NotSent = Refusal<"already_sent" | "empty" | "nobody" | "withdrawn">;
/** Other readers than the page said: `count` is how many there are now. */
type Recounted = Refusal<"recounted"> & { count: number };

/**
 * Has a letter leave, once, to the contacts of these kinds who receive letters: it is frozen as it reads now, and a job
 * sends the copies. `id`: the job's. @throws NotFound
 */
export const askSending = defineCommand({
  name: "askSending",
  permission: "contact:write",
  subject: "newsletter",
  input: askSendingSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<Saved | NotSent | Recounted | Conflict<Newsletter>> => {
    const { id, kinds } = input;
    const held = await holdRecord(db, "newsletter", input, loadNewsletter);
    if (!held.ok) return held;
    const letter = held.current;
    if (letter.askedAt) return { ok: false, reason: "already_sent" };
    if (isEmptyLetter(letter)) return { ok: false, reason: "empty" };
    // What was withdrawn since it was chosen, for want of consent perhaps, does not leave by mail.
    const choices = await publicAmong(db, actor.organisationId, letter.items.map(refOf));
    if (letter.items.some((one) => !choices.has(refOf(one))))
      return { ok: false, reason: "withdrawn" };
    const readers = await db
      .selectFrom("contact")
      .where("kind", "in", kinds)
      .where("receives_letters", "=", true)
      .where("email", "is not", null)
      .select(["id", "address_hash as hash"])
      .orderBy("id")
      .execute();
    if (readers.length === 0) return { ok: false, reason: "nobody" };
    if (readers.length !== input.count) {
      return { ok: false, reason: "recounted", count: readers.length };
    }
    const sender = await loadSender(db, actor.organisationId, input.publicUrl);
    const tenant = { organisation_id: actor.organisationId, newsletter_id: id };
    for (let at = 0; at < readers.length; at += 1000) {
      await db
        .insertInto("newsletter_recipient")
        .values(
          readers.slice(at, at + 1000).map((one) => ({
            ...tenant,
            contact_id: one.id,
            address_hash: one.hash ?? "",
          })),
        )
        .execute();
    }
    await db
      .updateTable("newsletter")
      .set({
        kinds,
        asked_at: sql<Date>`now()`,
        asked_by: actor.membershipId,
        frozen_html: letterHtml(letter, sender, { canLeave: true }),
        frozen_text: letterText(letter, sender, true),
      })
      .where("id", "=", id)
      .execute();
    return { ok: true, id: await enqueueJob(db, actor, "send_letter", { newsletterId: id }) };
  },
});

/**
 * Has what did not leave tried again, dead addresses aside until somebody corrects them; with `withUnsure`, those too
 * whose copy may have left, and who may then receive two. `id`: the job's. @throws NotFound
 */
export const askSendingAgain = defineCommand({
  name: "askSendingAgain",
  permission: "contact:write",
  subject: "newsletter",
  input: askAgainSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<"nothing_left">> => {
    await loadNewsletter(db, input.id);
    await db
      .updateTable("newsletter_recipient as r")
      .set({ state: "waiting", failure: null })
      .where("r.newsletter_id", "=", input.id)
      .where("r.state", "in", input.withUnsure ? ["failed", "unsure"] : ["failed"])
      .where(sql<boolean>`not ${isDeadCopy}`)
      .execute();
    const left = await db
      .selectFrom("newsletter_recipient")
      .where("newsletter_id", "=", input.id)
      .where("state", "in", ["waiting", "sending"])
      .select("id")
      .limit(1)
      .executeTakeFirst();
    if (!left) return { ok: false, reason: "nothing_left" };
    const job = await enqueueJob(db, actor, "send_letter", { newsletterId: input.id });
    return { ok: true, id: job };
  },
});

/**
 * Sends whoever asks a copy that counts nowhere, at the address of their account: to see it in a mailbox before anybody
 * does. `id`: the job's. @throws NotFound
 */
export const askTrial = defineCommand({
  name: "askTrial",
  permission: "outreach:write",
  subject: "newsletter",
  input: newsletterTargetSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<"empty">> => {
    if (isEmptyLetter(await loadNewsletter(db, input.id))) return { ok: false, reason: "empty" };
    return { ok: true, id: await enqueueJob(db, actor, "send_trial", { newsletterId: input.id }) };
  },
});

const jobOf = z.object({ newsletterId: z.uuid(), jobId: z.uuid() });

/**
 * Begins to send, or begins again: of a copy that this very job held when it stopped, or that another held a long time ago,
 * nobody knows whether it left, so it does not leave a second time. @throws NotFound
 */
export const beginSending = defineCommand({
  name: "beginSending",
  permission: "contact:write",
  subject: "newsletter",
  isRecorded: () => false,
  input: jobOf,
  run: async ({ db, input }) => {
    const { subject, frozenHtml, frozenText } = await loadNewsletter(db, input.newsletterId);
    await db
      .updateTable("newsletter_recipient")
      .set({ state: "unsure" })
      .where("newsletter_id", "=", input.newsletterId)
      .where("state", "=", "sending")
      .where(({ eb, or }) =>
        or([
          eb("job_id", "=", input.jobId),
          eb("claimed_at", "<", sql<Date>`now() - interval '15 minutes'`),
        ]),
      )
      .execute();
    const { total, waiting } = await tally(db, input.newsletterId);
    return {
      ok: true,
      id: input.newsletterId,
      letter: { subject, html: frozenHtml ?? "", text: frozenText ?? "" },
      total,
      waiting,
    } as const;
  },
});

/** A copy to send now, to this address and with this secret for its link; `copy` is null when none is left. */
type Claimed = { ok: true; id: null; copy: { id: string; email: string; token: string } | null };

/**
 * Takes one copy that waits for a reader who still receives letters. It says so before it leaves, in a transaction of its
 * own: two senders never hold the same, and one that stops leaves it marked.
 */
export const claimCopy = defineCommand({
  name: "claimCopy",
  permission: "contact:write",
  subject: "newsletter",
  isRecorded: () => false,
  input: jobOf,
  run: async ({ db, input }): Promise<Claimed> => {
    const next = await db
      .selectFrom("newsletter_recipient as r")
      .innerJoin("contact as c", (join) =>
        join
          .onRef("c.organisation_id", "=", "r.organisation_id")
          .onRef("c.id", "=", "r.contact_id"),
      )
      .where("r.newsletter_id", "=", input.newsletterId)
      .where("r.state", "=", "waiting")
      .where("c.receives_letters", "=", true)
      .where("c.email", "is not", null)
      .where(({ exists, not, selectFrom }) =>
        not(
          exists(
            selectFrom("letter_refusal as f")
              .whereRef("f.organisation_id", "=", "c.organisation_id")
              .whereRef("f.address_hash", "=", "c.address_hash")
              .select("f.address_hash"),
          ),
        ),
      )
      .select(["r.id", "c.email", "c.address_hash as hash"])
      // Those that were put off come last: one that is put off each time holds no other back.
      .orderBy("r.claimed_at", (order) => order.asc().nullsFirst())
      .orderBy("r.id")
      .limit(1)
      .forUpdate("r")
      .skipLocked()
      .executeTakeFirst();
    if (!next?.email || !next.hash) return { ok: true, id: null, copy: null };
    const { token, hash } = createToken();
    await db
      .updateTable("newsletter_recipient")
      .set({
        state: "sending",
        job_id: input.jobId,
        claimed_at: sql<Date>`now()`,
        token_hashes: sql`array_append(token_hashes, ${hash})`,
        // That of today: the address may have been corrected since the letter was asked for.
        address_hash: next.hash,
      })
      .where("id", "=", next.id)
      .execute();
    return { ok: true, id: null, copy: { id: next.id, email: next.email, token } };
  },
});

/** Notes what the attempt to send a copy came to. One that nobody holds any more keeps what was said of it. */
export const noteCopy = defineCommand({
  name: "noteCopy",
  permission: "contact:write",
  subject: "newsletter",
  isRecorded: () => false,
  input: z.object({ id: z.uuid(), jobId: z.uuid(), attempt: attemptSchema }),
  run: async ({ db, input: { id, jobId, attempt } }): Promise<{ ok: true; id: string }> => {
    await db
      .updateTable("newsletter_recipient")
      .set(
        attempt === "sent"
          ? { state: "sent", sent_at: sql<Date>`now()` }
          : attempt === "held"
            ? { state: "waiting" }
            : attempt === "unsure"
              ? { state: "unsure" }
              : { state: "failed", failure: attempt },
      )
      .where("id", "=", id)
      .where("state", "=", "sending")
      .where("job_id", "=", jobId)
      .execute();
    return { ok: true, id };
  },
});

/** Ends a sending: whoever waits still is gone, or wants no letter any more. */
export const endSending = defineCommand({
  name: "endSending",
  permission: "contact:write",
  subject: "newsletter",
  isRecorded: () => false,
  input: jobOf,
  run: async ({ db, input }) => {
    await db
      .updateTable("newsletter_recipient as r")
      .set({ state: "skipped" })
      .where("r.newsletter_id", "=", input.newsletterId)
      .where("r.state", "=", "waiting")
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("contact as c")
              .whereRef("c.organisation_id", "=", "r.organisation_id")
              .whereRef("c.id", "=", "r.contact_id")
              .where("c.receives_letters", "=", true)
              .select("c.id"),
          ),
        ),
      )
      .execute();
    return { ok: true, id: input.newsletterId, ...(await tally(db, input.newsletterId)) } as const;
  },
});

async function tally(db: Tx, newsletterId: string) {
  const rows = await db
    .selectFrom("newsletter_recipient")
    .where("newsletter_id", "=", newsletterId)
    .groupBy("state")
    .select(({ fn }) => ["state", fn.countAll<number>().as("count")])
    .execute();
  const of = (...states: string[]) =>
    rows.filter(({ state }) => states.includes(state)).reduce((sum, { count }) => sum + count, 0);
  return {
    total: rows.reduce((sum, { count }) => sum + count, 0),
    sent: of("sent"),
    failed: of("failed"),
    unsure: of("unsure"),
    waiting: of("waiting", "sending"),
  };
}
