import { nestRows } from "@essaim/database/form-rows.schema";
import { positiveCentsFromText } from "@essaim/database/money.schema";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { day, orNull } from "../grant/day.schema.ts";
import { isInKind } from "./account.rules.ts";
import { accountFromText } from "./account.schema.ts";

/** More than any agreement sets; past it, a form would hold more fields than the house reads. */
export const MAX_LINES = 60;

const ticked = z
  .literal("oui")
  .optional()
  .transform((value) => value === "oui");

const fields = {
  label: z
    .string({ error: "Donnez un nom à cette ligne." })
    .trim()
    .min(1, "Donnez un nom à cette ligne.")
    .max(120, "Écrivez au plus 120 caractères."),
  account: accountFromText("charge"),
  amountCents: z
    .string({ error: "Indiquez le montant de cette ligne." })
    .pipe(positiveCentsFromText),
  /** Small aids are paid from it. */
  takesAid: ticked,
  /** It keeps what it has paid, and pays nothing more. */
  isClosed: ticked,
};

/** Said once the fields it compares are read, along with what is wrong in the others. */
const inKindAid = {
  path: ["takesAid"],
  error: "Une petite aide se paie en argent\u202f: choisissez un compte 60 à 69.",
  when: ({ value }: { value: unknown }) =>
    typeof (value as { account?: unknown }).account === "string",
};
const inMoney = ({ account, takesAid }: { account: string; takesAid: boolean }) =>
  !(takesAid && isInKind(account));

const optionalId = (message: string) => z.uuid(message).optional().transform(orNull);

/** A line of a grant's budget. Without days of its own, it runs as long as the grant. */
const grantLine = z
  .object({
    id: optionalId("Cette ligne n’existe plus."),
    ...fields,
    actionId: optionalId("Choisissez une action de la liste."),
    startsOn: day("").optional().transform(orNull),
    endsOn: day("").optional().transform(orNull),
  })
  .refine(inMoney, inKindAid);
export type GrantLineInput = z.output<typeof grantLine>;

const lines = z
  .array(grantLine)
  .max(MAX_LINES, `Un budget compte ${MAX_LINES} lignes au plus\u202f: regroupez-en.`);

const rows = (input: unknown) => nestRows({ ...(input as object) }, budgetLists);

/** The lists of rows of the form of a budget. */
export const budgetLists = ["lines"] as const;

/** The form of a grant's budget: every line at once, with the version of the grant that it was made from. */
export const grantBudgetSchema = z.preprocess(rows, z.object({ version: versionSchema, lines }));
export const setGrantBudgetSchema = z.object({ grantId: z.uuid(), version: versionSchema, lines });

const ownFields = z.object({
  ...fields,
  startsOn: day("Indiquez le premier jour."),
  endsOn: day("Indiquez le dernier jour."),
});
const inOrder = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }) => endsOn >= startsOn;
export const OUT_OF_ORDER =
  "Le dernier jour vient avant le premier. Corrigez l’une des deux dates.";
const order = {
  path: ["endsOn"],
  error: OUT_OF_ORDER,
  when: ({ value }: { value: unknown }) => {
    const { startsOn, endsOn } = value as Record<string, unknown>;
    return typeof startsOn === "string" && typeof endsOn === "string";
  },
};

/** A line of own funds, that no grant pays. */
export const ownLineSchema = ownFields.refine(inMoney, inKindAid).refine(inOrder, order);
export type OwnLineInput = z.output<typeof ownLineSchema>;
export const ownLineEditSchema = ownFields
  .extend({ version: versionSchema })
  .refine(inMoney, inKindAid)
  .refine(inOrder, order);
export const editOwnLineSchema = ownFields
  .extend({ version: versionSchema, id: z.uuid() })
  .refine(inMoney, inKindAid)
  .refine(inOrder, order);
export const removeOwnLineSchema = z.object({ id: z.uuid(), version: versionSchema });

/** Why a line of own funds is not saved, or not removed. */
export const ownLineRefusals = {
  below_spent: {
    field: "amountCents",
    message: "Plus que cela est déjà dépensé sur cette ligne. Indiquez un plus grand montant.",
  },
  spent_in_money: {
    field: "account",
    message: "Des dépenses sont imputées à cette ligne\u202f: elle ne peut pas passer en nature.",
  },
  in_use: {
    field: "label",
    message:
      "Cette ligne sert déjà (dépense, petite aide, don prévu ou cagnotte)\u202f: elle ne peut pas être retirée. Fermez-la.",
  },
} as const;
export type OwnLineRefusal = keyof typeof ownLineRefusals;
