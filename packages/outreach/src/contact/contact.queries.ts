import { daysAfter, today } from "@essaim/database/today";
import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { holdsWords } from "../holds-words.ts";
import {
  CONTACT_YEARS,
  CONTACTS_PER_PAGE,
  type ContactFilter,
  contactFilterSchema,
  contactTargetSchema,
} from "./contact.schema.ts";

/** The last day that counts as long ago: a contact that served since is kept without a word. */
const longAgo = () => daysAfter(today(), -Math.round(CONTACT_YEARS * 365.25));

const rows = (db: Tx) =>
  db
    .selectFrom("contact as c")
    .leftJoin("partner as p", (join) =>
      join.onRef("p.organisation_id", "=", "c.organisation_id").onRef("p.id", "=", "c.partner_id"),
    )
    .leftJoin("letter_refusal as f", (join) =>
      join
        .onRef("f.organisation_id", "=", "c.organisation_id")
        .onRef("f.address_hash", "=", "c.address_hash"),
    );

const columns = [
  "c.id",
  "c.name",
  "c.email",
  "c.phone",
  "c.employer",
  "c.role",
  "c.kind",
  "c.partner_id as partnerId",
  "p.name as partnerName",
  "c.source",
  "c.obtained_on as obtainedOn",
  "c.last_exchange_on as lastExchangeOn",
  "c.last_exchange as lastExchange",
  "c.used_on as usedOn",
  "c.receives_letters as receivesLetters",
  "c.asked_again as askedAgain",
  "c.version",
  "f.since as refusedAt",
] as const;

function matching(db: Tx, { search, kind, letters, isToReview }: Omit<ContactFilter, "page">) {
  let found = rows(db);
  if (kind) found = found.where("c.kind", "=", kind);
  if (isToReview) found = found.where("c.used_on", "<=", longAgo());
  if (letters === "refuse") found = found.where("f.since", "is not", null);
  if (letters === "oui") found = found.where("c.receives_letters", "=", true);
  if (letters === "non") {
    found = found.where("c.receives_letters", "=", false).where("f.since", "is", null);
  }
  if (search) {
    const words = sql`concat_ws(' ', c.name, c.email, c.employer, c.role, p.name)`;
    found = found.where(holdsWords(words, search));
  }
  return found;
}

/** Contacts, by name. `toReview` counts those that did not serve for three years. */
export const listContacts = defineQuery({
  name: "listContacts",
  permission: "contact:read",
  input: contactFilterSchema,
  run: async ({ db, input }) => {
    const found = matching(db, input);
    const contacts = await found
      .select(columns)
      .orderBy(sql`fold(c.name)`)
      .orderBy("c.id")
      .limit(CONTACTS_PER_PAGE)
      .offset((input.page - 1) * CONTACTS_PER_PAGE)
      .execute();
    const { total } = await found
      .select(({ fn }) => fn.countAll<number>().as("total"))
      .executeTakeFirstOrThrow();
    const { toReview } = await rows(db)
      .where("c.used_on", "<=", longAgo())
      .select(({ fn }) => fn.countAll<number>().as("toReview"))
      .executeTakeFirstOrThrow();
    return {
      contacts,
      total,
      toReview,
      page: input.page,
      pageCount: Math.max(1, Math.ceil(total / CONTACTS_PER_PAGE)),
    };
  },
});
export type ContactLine = Awaited<ReturnType<typeof listContacts.run>>["contacts"][number];

/** Every contact under the filters, for a spreadsheet: nobody is left out by a page. */
export const exportContacts = defineQuery({
  name: "exportContacts",
  permission: "contact:read",
  input: contactFilterSchema,
  run: ({ db, input }) =>
    matching(db, input).select(columns).orderBy(sql`fold(c.name)`).orderBy("c.id").execute(),
});

/** Whom one knows at a partner's, by name. */
export const listContactsOf = defineQuery({
  name: "listContactsOf",
  permission: "contact:read",
  input: z.object({ partnerId: z.uuid() }),
  run: ({ db, input }) =>
    rows(db)
      .where("c.partner_id", "=", input.partnerId)
      .select(columns)
      .orderBy(sql`fold(c.name)`)
      .orderBy("c.id")
      .execute(),
});

/** @throws NotFound */
export const getContact = defineQuery({
  name: "getContact",
  permission: "contact:read",
  looksAt: { subject: "contact", id: ({ id }) => id },
  input: contactTargetSchema,
  run: async ({ db, input }) => ({
    ...(await loadContact(db, input.id)),
    letters: await db
      .selectFrom("newsletter_recipient as r")
      .innerJoin("newsletter as n", (join) =>
        join
          .onRef("n.organisation_id", "=", "r.organisation_id")
          .onRef("n.id", "=", "r.newsletter_id"),
      )
      .where("r.contact_id", "=", input.id)
      .where("r.state", "=", "sent")
      .select(["n.id", "n.subject", "r.sent_at as sentAt"])
      .orderBy("r.sent_at", "desc")
      .limit(20)
      .execute(),
  }),
});

/** Partners that a contact may belong to, by name. */
export const listContactPartners = defineQuery({
  name: "listContactPartners",
  permission: "contact:read",
  input: z.object({}),
  run: ({ db }) => db.selectFrom("partner").select(["id", "name"]).orderBy("name").execute(),
});

/** @throws NotFound */
export async function loadContact(db: Tx, id: string) {
  const found = await rows(db).where("c.id", "=", id).select(columns).executeTakeFirst();
  if (!found) throw new NotFound("No such contact");
  return { ...found, isToReview: found.usedOn <= longAgo() };
}
export type Contact = Awaited<ReturnType<typeof loadContact>>;
