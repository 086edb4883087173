import { z } from "zod";
import type { ExpenseKind } from "./expense.schema.ts";

export const EXPENSES_PER_PAGE = 25;

/** Each filter as the address of the list says it. */
export const kindWords = {
  achat: "purchase",
  temps: "staff_time",
  aide: "aid",
  avoir: "credit_note",
} as const satisfies Record<string, ExpenseKind>;

export const stateLabels = { engagee: "Engagées", acquittee: "Acquittées" } as const;

export const missingWords = { piece: "evidence", repartition: "split" } as const;
export const missingLabels = { piece: "Sans pièce", repartition: "Sur aucune ligne" } as const;

const keysOf = <T extends object>(words: T) => Object.keys(words) as [keyof T & string];

/** The list of expenses as its address says it. `apres`: where to go on from. */
export const expenseFilterSchema = z
  .object({
    du: z.iso.date().optional(),
    au: z.iso.date().optional(),
    fournisseur: z.string().trim().min(1).max(200).optional(),
    compte: z
      .string()
      .trim()
      .regex(/^6\d{0,7}$/)
      .optional(),
    financement: z.uuid().optional(),
    ligne: z.uuid().optional(),
    sorte: z.enum(keysOf(kindWords)).optional(),
    etat: z.enum(keysOf(stateLabels)).optional(),
    manque: z.enum(keysOf(missingWords)).optional(),
    personne: z.uuid().optional(),
    activite: z.uuid().optional(),
    contenu: z.uuid().optional(),
    reprise: z.uuid().optional(),
    apres: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}_[0-9a-f-]{36}$/)
      .optional(),
  })
  .transform((words) => {
    const [incurredOn = "", id = ""] = words.apres?.split("_") ?? [];
    return {
      from: words.du,
      to: words.au,
      supplier: words.fournisseur,
      account: words.compte,
      grantId: words.financement,
      lineId: words.ligne,
      kind: words.sorte && kindWords[words.sorte],
      isPaid: words.etat && words.etat === "acquittee",
      missing: words.manque && missingWords[words.manque],
      workerId: words.personne,
      activityId: words.activite,
      pieceId: words.contenu,
      importId: words.reprise,
      after:
        z.iso.date().safeParse(incurredOn).success && z.uuid().safeParse(id).success
          ? { incurredOn, id }
          : undefined,
    };
  });
export type ExpenseFilter = z.output<typeof expenseFilterSchema>;
