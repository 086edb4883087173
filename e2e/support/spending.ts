import { today } from "@essaim/database/today";
import { expect } from "@playwright/test";
import { row } from "./database.ts";
import { visitorAs } from "./session.ts";
import type { Fields } from "./visitor.ts";
import { mainText, uniqueId, uniqueWord } from "./words.ts";

/** The form of an expense, complete and right, as a browser would send it. */
export const expenseForm = (label: string): Fields => ({
  submissionId: uniqueId(),
  kind: "purchase",
  label,
  supplier: "",
  account: "6064",
  incurredOn: today(),
  paidOn: "",
  amountCents: "120,50",
});

/** An expense and the file that proves it, by their forms. */
export async function createExpense(): Promise<{ id: string; label: string; fileId: string }> {
  const label = `Dépense ${uniqueWord()}`;
  const manager = await visitorAs("manager");
  const answer = await manager.post("/depenses/nouvelle", expenseForm(label));
  expect(answer.status, mainText(answer.text)).toBe(302);
  const { id } = await row<{ id: string }>("select id from expense where label = $1", [label]);
  const file = new File([`Facture ${label}.`], "facture.txt", { type: "text/plain" });
  const fields = { submissionId: uniqueId(), fileId: uniqueId() };
  const joined = await manager.upload(`/depenses/${id}`, fields, file);
  expect(joined.status, mainText(joined.text)).toBe(302);
  const { id: fileId } = await row<{ id: string }>(
    "select id from funding_file where expense_id = $1",
    [id],
  );
  return { id, label, fileId };
}
