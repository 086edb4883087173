import { recordExpense } from "@essaim/funding/spending/expense.commands";
import { listExpenseChoices } from "@essaim/funding/spending/expense.queries";
import { staffTimeCents } from "@essaim/funding/spending/expense.rules";
import type { ExpenseInput } from "@essaim/funding/spending/expense.schema";
import type { Share } from "@essaim/funding/spending/split.rules";
import { fr } from "./french.ts";
import { type Ids, idOf, type Story, saved } from "./tell.ts";

/**
 * What the team enters by hand: its hours, month after month; a training shared with the cooperative's own funds; a bill
 * still to be paid, without its evidence. Every amount is invented.
 */
export async function addSpending(
  { execute, manager, today }: Story,
  workerIds: Ids,
): Promise<void> {
  const year = today.slice(0, 4);
  const { lines, activities } = await execute(manager, listExpenseChoices, {});
  const ofYear = lines.filter((line) => line.grantTitle?.includes(year));
  const lineOf = (account: string) => ofYear.find((line) => line.account.startsWith(account))?.id;
  const on = (account: string, part: { hundredths: number }): Share[] => {
    const budgetLineId = lineOf(account);
    return budgetLineId ? [{ budgetLineId, ...part }] : [];
  };
  const record = async (expense: Partial<ExpenseInput> & Pick<ExpenseInput, "label">) => {
    const input: ExpenseInput = {
      kind: "purchase",
      supplier: "",
      account: "606",
      incurredOn: today,
      paidOn: null,
      amountCents: 0,
      staff: null,
      workerId: null,
      activityId: null,
      pieceId: null,
      reference: "",
      evidenceUrl: null,
      note: fr`Exemple de démonstration.`,
      shares: [],
      // The interim report of the year may be gone already: what is entered later is told, and kept.
      keepAnyway: true,
      ...expense,
    };
    saved(await execute(manager, recordExpense, input), expense.label);
  };

  for (let month = 1; month <= 12; month += 1) {
    const two = String(month).padStart(2, "0");
    const incurredOn = `${year}-${two}-28`;
    if (incurredOn > today) break;
    const staff = {
      member: fr`Chargée d'accompagnement (exemple)`,
      minutes: 2_700,
      hourlyCents: 3_120,
    };
    await record({
      ...{ kind: "staff_time", label: fr`Accompagnement, ${two}/${year}`, account: "641" },
      ...{ staff, incurredOn, paidOn: incurredOn, amountCents: staffTimeCents(staff) },
      shares: on("64", { hundredths: 10_000 }),
    });
  }
  await record({
    label: fr`Formation à la réparation de vélos`,
    ...{ supplier: fr`Organisme de formation (exemple)`, account: "6185", reference: "EX-2041" },
    ...{ amountCents: 48_000, incurredOn: `${year}-01-20`, paidOn: `${year}-01-27` },
    evidenceUrl: "https://exemple.fr/factures/EX-2041",
    workerId: idOf(workerIds, "courierInFives"),
    activityId: activities[0]?.id ?? null,
    shares: on("61", { hundredths: 6_000 }),
  });
  await record({
    label: fr`Impression des affiches`,
    ...{ supplier: fr`Imprimerie (exemple)`, account: "6236", amountCents: 31_450 },
    shares: on("62", { hundredths: 10_000 }),
  });
}
