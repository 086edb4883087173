import type { Tx } from "@essaim/identity/operation";
import type { PersonData } from "../access-export.schema.ts";

/** What was spent for a person, small aids aside: they are told with their requests. */
export async function expensesOf(db: Tx, id: string): Promise<PersonData["expenses"]> {
  return await db
    .selectFrom("expense")
    .where("worker_id", "=", id)
    .where("kind", "<>", "aid")
    .select(["incurred_on as incurredOn", "paid_on as paidOn", "amount_cents as amountCents"])
    .select(["label", "supplier", "reference", "evidence_url as evidenceUrl", "note"])
    .orderBy("incurred_on")
    .orderBy("id")
    .execute();
}
