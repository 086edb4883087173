import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

/** Expenses whose words, reference or supplier hold the words, for the search across everything, the latest first. */
export const findExpenses = defineQuery({
  name: "findExpenses",
  permission: "spending:read",
  input: z.object({ search: z.string().min(1), limit: z.number().int().min(1).max(50) }),
  run: ({ db, input }) => {
    // % and _ are letters like others in a search.
    const pattern = `%${input.search.replace(/[\\%_]/g, "\\$&")}%`;
    return db
      .selectFrom("expense")
      .where(sql<boolean>`fold(label || ' ' || reference || ' ' || supplier) like fold(${pattern})`)
      .select(["id", "label", "incurred_on as incurredOn", "amount_cents as amountCents"])
      .orderBy("incurred_on", "desc")
      .orderBy("id", "desc")
      .limit(input.limit)
      .execute();
  },
});
