import type { Tx } from "./operation.ts";

/** A contact of the partner, a letter that left for them, and an address that wants none. */
export async function outreachRows(
  db: Tx,
  { organisationId, partnerId }: { organisationId: string; partnerId: string },
): Promise<void> {
  const tenant = { organisation_id: organisationId };
  const hash = organisationId.replaceAll("-", "").padEnd(64, "0");
  await db
    .insertInto("letter_refusal")
    .values({ ...tenant, address_hash: "f".repeat(64) })
    .execute();
  const { id: contactId } = await db
    .insertInto("contact")
    .values({
      ...tenant,
      name: "Inès Carpentier",
      email: `ines@${organisationId}.exemple.fr`,
      address_hash: hash,
      kind: "partner",
      partner_id: partnerId,
      source: "Carte remise à la réunion",
      obtained_on: "2026-02-01",
      receives_letters: true,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { id: newsletterId } = await db
    .insertInto("newsletter")
    .values({
      ...tenant,
      subject: "Nouvelles de mars",
      items: JSON.stringify([{ kind: "piece", title: "Régler ses freins" }]),
      kinds: ["partner"],
      asked_at: new Date("2026-03-01T09:00:00Z"),
      frozen_html: "<p>Bonjour</p>",
      frozen_text: "Bonjour",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("newsletter_recipient")
    .values({
      ...tenant,
      newsletter_id: newsletterId,
      contact_id: contactId,
      address_hash: hash,
      state: "sent",
      sent_at: new Date("2026-03-01T09:01:00Z"),
    })
    .execute();
}
