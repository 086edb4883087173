import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { type ContactKind, contactKinds } from "../contact/contact.schema.ts";
import { escaped, letterHtml } from "./letter.html.ts";
import { letterText } from "./letter.text.ts";
import { type Letter, leaveMark, type Sender, withoutLeave } from "./letter.ts";
import { letterItemsSchema, newsletterTargetSchema } from "./newsletter.schema.ts";

/** Copies of a letter by what became of them; of what was sent, how many readers took leave by it. */
export type CopyCounts = {
  total: number;
  waiting: number;
  sent: number;
  failed: number;
  /** Of those that failed, addresses that nobody has, and that nobody corrected since. */
  dead: number;
  unsure: number;
  skipped: number;
  left: number;
};

/** Nobody has the address of this copy (`r`), and it is still that of its contact: sending it again is no use. */
export const isDeadCopy = sql<boolean>`(r.failure is not distinct from 'address' and not exists (
  select from contact c where c.organisation_id = r.organisation_id and c.id = r.contact_id
    and c.address_hash <> r.address_hash))`;

const counts = sql<CopyCounts>`(select json_build_object(
  'total', count(*),
  'waiting', count(*) filter (where r.state in ('waiting', 'sending')),
  'sent', count(*) filter (where r.state = 'sent'),
  'failed', count(*) filter (where r.state = 'failed'),
  'dead', count(*) filter (where ${isDeadCopy}),
  'unsure', count(*) filter (where r.state = 'unsure'),
  'skipped', count(*) filter (where r.state = 'skipped'),
  'left', count(*) filter (where r.unsubscribed_at is not null))
  from newsletter_recipient r
  where r.organisation_id = newsletter.organisation_id and r.newsletter_id = newsletter.id)`.as(
  "copies",
);

/** Letters, those being written first, then the latest that left. */
export const listNewsletters = defineQuery({
  name: "listNewsletters",
  permission: "contact:read",
  input: z.object({}),
  run: ({ db }) => lines(db).execute(),
});
export type LetterLine = Awaited<ReturnType<typeof listNewsletters.run>>[number];

const lines = (db: Tx) =>
  db
    .selectFrom("newsletter")
    .select(["id", "subject", "asked_at as askedAt", "updated_at as updatedAt"])
    .select(counts)
    .orderBy(sql`asked_at desc nulls first`)
    .orderBy("id", "desc")
    .limit(200);

/** A letter, what became of its copies, and whether some are leaving right now. @throws NotFound */
export const getNewsletter = defineQuery({
  name: "getNewsletter",
  permission: "contact:read",
  input: newsletterTargetSchema,
  run: async ({ db, input }) => {
    const letter = await loadNewsletter(db, input.id);
    const { copies } = await db
      .selectFrom("newsletter")
      .where("id", "=", input.id)
      .select(counts)
      .executeTakeFirstOrThrow();
    const job = await db
      .selectFrom("job")
      .where("kind", "=", "send_letter")
      .where(sql<boolean>`input ->> 'newsletterId' = ${input.id}`)
      .where("status", "in", ["queued", "running"])
      .select("id")
      .orderBy("created_at", "desc")
      .executeTakeFirst();
    // Somebody else's work is not ours to read: what it did of late tells that it goes on.
    const recent = await db
      .selectFrom("newsletter_recipient")
      .where("newsletter_id", "=", input.id)
      .where("claimed_at", ">", sql<Date>`now() - interval '1 minute'`)
      .select("id")
      .limit(1)
      .executeTakeFirst();
    return {
      ...letter,
      copies,
      dead: copies.dead > 0 ? await loadDead(db, input.id) : [],
      jobId: job?.id ?? null,
      isLeaving: job !== undefined || (copies.waiting > 0 && recent !== undefined),
    };
  },
});

/** Whose address nobody has, by name, to be corrected or removed. */
const loadDead = (db: Tx, id: string) =>
  db
    .selectFrom("newsletter_recipient as r")
    .innerJoin("contact as c", (join) =>
      join.onRef("c.organisation_id", "=", "r.organisation_id").onRef("c.id", "=", "r.contact_id"),
    )
    .where("r.newsletter_id", "=", id)
    .where(isDeadCopy)
    .select(["c.id", "c.name"])
    .orderBy("c.name")
    .orderBy("c.id")
    .limit(50)
    .execute();

/** The letters of a campaign, as in their list. */
export const listNewslettersOf = defineQuery({
  name: "listNewslettersOf",
  permission: "contact:read",
  input: z.object({ campaignId: z.uuid() }),
  run: ({ db, input }) => lines(db).where("campaign_id", "=", input.campaignId).execute(),
});

/** How many contacts of each kind receive letters. */
export const countReaders = defineQuery({
  name: "countReaders",
  permission: "contact:read",
  input: z.object({}),
  run: async ({ db }): Promise<{ kind: ContactKind; count: number }[]> => {
    const rows = await db
      .selectFrom("contact")
      .where("receives_letters", "=", true)
      .groupBy("kind")
      .select(({ fn }) => ["kind", fn.countAll<number>().as("count")])
      .execute();
    const found = new Map(rows.map(({ kind, count }) => [kind, count]));
    return contactKinds.map((kind) => ({ kind, count: found.get(kind) ?? 0 }));
  },
});

/**
 * A letter as a file, or as a page of ours (`nonce`): as it left when it has, otherwise as it would. It bears no
 * reader's link: it may be carried anywhere. @throws NotFound
 */
export const drawNewsletter = defineQuery({
  name: "drawNewsletter",
  permission: "contact:read",
  input: newsletterTargetSchema.extend({ publicUrl: z.url(), nonce: z.string().optional() }),
  run: async ({ db, actor, input }) => {
    const letter = await loadNewsletter(db, input.id);
    const sender = await loadSender(db, actor.organisationId, input.publicUrl);
    const { subject, frozenText, frozenHtml, askedAt } = letter;
    if (frozenHtml === null || frozenText === null || input.nonce) {
      return {
        subject,
        askedAt,
        html: letterHtml(letter, sender, { canLeave: false, nonce: input.nonce }),
        text: letterText(letter, sender, false),
      };
    }
    const html = frozenHtml.replace(new RegExp(`<a href="${leaveMark}"[^>]*>[^<]*</a>`), () =>
      escaped(withoutLeave(sender)),
    );
    const text = frozenText.replace(new RegExp(`^.*${leaveMark}$`, "m"), () =>
      withoutLeave(sender),
    );
    return { subject, askedAt, html, text };
  },
});

/** Where a trial goes: the address of whoever asks. */
export const getOwnAddress = defineQuery({
  name: "getOwnAddress",
  permission: "outreach:write",
  input: z.object({}),
  run: async ({ db, actor }) => {
    const { email } = await db
      .selectFrom("membership as m")
      .innerJoin("user_account as u", "u.id", "m.user_id")
      .where("m.id", "=", actor.membershipId)
      .select("u.email")
      .executeTakeFirstOrThrow();
    return email;
  },
});

/** @throws NotFound */
export async function loadNewsletter(db: Tx, id: string) {
  const found = await db
    .selectFrom("newsletter")
    .leftJoin("campaign as c", (join) =>
      join
        .onRef("c.organisation_id", "=", "newsletter.organisation_id")
        .onRef("c.id", "=", "newsletter.campaign_id"),
    )
    .where("newsletter.id", "=", id)
    .select([
      "newsletter.id",
      "newsletter.subject",
      "newsletter.introduction",
      "newsletter.items",
      "newsletter.campaign_id as campaignId",
      "c.name as campaignName",
      "newsletter.kinds",
      "newsletter.asked_at as askedAt",
      "newsletter.frozen_html as frozenHtml",
      "newsletter.frozen_text as frozenText",
      "newsletter.version",
    ])
    .executeTakeFirst();
  if (!found) throw new NotFound("No such letter");
  const { items, kinds, ...letter } = found;
  return {
    ...letter,
    items: letterItemsSchema.parse(items),
    kinds: contactKinds.filter((kind) => kinds.includes(kind)),
  };
}
export type Newsletter = Awaited<ReturnType<typeof loadNewsletter>>;

export async function loadSender(
  db: Tx,
  organisationId: string,
  publicUrl: string,
): Promise<Sender> {
  const { name, websiteUrl, contact } = await db
    .selectFrom("organisation")
    .where("id", "=", organisationId)
    .select(["name", "website_url as websiteUrl", "privacy_contact as contact"])
    .executeTakeFirstOrThrow();
  return { organisation: name, websiteUrl, contact, publicUrl };
}

export const isEmptyLetter = ({ introduction, items }: Pick<Letter, "introduction" | "items">) =>
  introduction === "" && items.length === 0;
