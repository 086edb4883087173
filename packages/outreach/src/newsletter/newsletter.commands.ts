import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { publicAmong } from "./letter-choice.queries.ts";
import { loadNewsletter, type Newsletter } from "./newsletter.queries.ts";
import {
  createNewsletterSchema,
  editNewsletterSchema,
  type LetterItem,
  type NewsletterInput,
  newsletterTargetSchema,
} from "./newsletter.schema.ts";

/** Something chosen is not public any more: which of the rows. */
type Gone = Refusal<"gone"> & { index: number };
type Refused = Gone | Refusal<"campaign_unknown">;

/** Begins a letter. */
export const createNewsletter = defineCommand({
  name: "createNewsletter",
  permission: "outreach:write",
  subject: "newsletter",
  input: createNewsletterSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refused> => {
    const items = await itemsOf(db, actor.organisationId, input);
    if (!items.ok) return items;
    const { id } = await db
      .insertInto("newsletter")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        ...row(input, items.items),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id };
  },
});

/** Changes a letter that has not left, and that nobody changed since `version`. @throws NotFound */
export const editNewsletter = defineCommand({
  name: "editNewsletter",
  permission: "outreach:write",
  subject: "newsletter",
  input: editNewsletterSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<Saved | Refused | Refusal<"already_sent"> | Conflict<Newsletter>> => {
    const held = await holdRecord(db, "newsletter", input, loadNewsletter);
    if (!held.ok) return held;
    if (held.current.askedAt) return { ok: false, reason: "already_sent" };
    const items = await itemsOf(db, actor.organisationId, input);
    if (!items.ok) return items;
    await db
      .updateTable("newsletter")
      .set(row(input, items.items))
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id };
  },
});

/** Throws away a letter that has not left. @throws NotFound */
export const removeNewsletter = defineCommand({
  name: "removeNewsletter",
  permission: "outreach:write",
  subject: "newsletter",
  input: newsletterTargetSchema,
  run: async ({ db, input }): Promise<Saved | Refusal<"already_sent">> => {
    const found = await db
      .selectFrom("newsletter")
      .where("id", "=", input.id)
      .select("asked_at")
      .forUpdate()
      .executeTakeFirst();
    if (!found) throw new NotFound("No such letter");
    if (found.asked_at) return { ok: false, reason: "already_sent" };
    await db.deleteFrom("newsletter").where("id", "=", input.id).execute();
    return { ok: true, id: input.id };
  },
});

/** What is chosen, as it reads today, once its campaign is known to be there. */
async function itemsOf(
  db: Tx,
  organisationId: string,
  { items, campaignId }: NewsletterInput,
): Promise<{ ok: true; items: LetterItem[] } | Refused> {
  if (campaignId && !(await isCampaign(db, campaignId))) {
    return { ok: false, reason: "campaign_unknown" };
  }
  const choices = await publicAmong(
    db,
    organisationId,
    items.map(({ ref }) => ref),
  );
  const found: LetterItem[] = [];
  for (const [index, { ref, words }] of items.entries()) {
    const choice = choices.get(ref);
    if (!choice) return { ok: false, reason: "gone", index };
    found.push({ ...choice, words });
  }
  return { ok: true, items: found };
}

async function isCampaign(db: Tx, id: string): Promise<boolean> {
  const found = await db
    .selectFrom("campaign")
    .where("id", "=", id)
    .select("id")
    .forKeyShare()
    .executeTakeFirst();
  return found !== undefined;
}

const row = (input: NewsletterInput, items: readonly LetterItem[]) => ({
  subject: input.subject,
  introduction: input.introduction,
  campaign_id: input.campaignId,
  items: JSON.stringify(items),
});
