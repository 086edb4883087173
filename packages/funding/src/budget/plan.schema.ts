import { nestRows } from "@essaim/database/form-rows.schema";
import { positiveCentsFromText } from "@essaim/database/money.schema";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { day, orNull } from "../grant/day.schema.ts";
import { accountFromText } from "./account.schema.ts";

/** Of each column. */
export const MAX_ENTRIES = 40;

const label = (missing: string) =>
  z.string({ error: missing }).trim().min(1, missing).max(200, "Écrivez au plus 200 caractères.");

const heading = z.object({
  title: label("Donnez un titre à ce plan."),
  startsOn: day("Indiquez le premier jour de la période."),
  endsOn: day("Indiquez le dernier jour de la période."),
  note: z.string().trim().max(5000, "Écrivez au plus 5\u202f000 caractères.").default(""),
});
type Period = { startsOn: string; endsOn: string };
const inOrder = ({ startsOn, endsOn }: Period) => endsOn >= startsOn;
const period = {
  path: ["endsOn"],
  error: "La fin de la période vient avant son début.",
  when: ({ value }: { value: unknown }) => {
    const { startsOn, endsOn } = value as Partial<Period>;
    return typeof startsOn === "string" && typeof endsOn === "string";
  },
};

/** A new plan: the programme that it pays for, and when. Its columns are filled next. */
export const newPlanSchema = heading
  .extend({ programmeId: z.uuid({ error: "Choisissez un programme." }) })
  .refine(inOrder, period);

const amount = z.string({ error: "Indiquez un montant." }).pipe(positiveCentsFromText);
const charge = z.object({
  label: label("Dites ce que c’est."),
  account: accountFromText("charge"),
  amountCents: amount,
  actionId: z.uuid("Choisissez une action de la liste.").optional().transform(orNull),
});
const product = z.object({
  label: label("Dites d’où cela vient."),
  account: accountFromText("product"),
  amountCents: amount,
});
const tooMany = `Une colonne compte ${MAX_ENTRIES} lignes au plus\u202f: regroupez-en.`;

const body = heading.extend({
  version: versionSchema,
  charges: z.array(charge).max(MAX_ENTRIES, tooMany),
  products: z.array(product).max(MAX_ENTRIES, tooMany),
  /** Grants that pay for it: each is a product, whose amount is read from the grant. */
  grantIds: z
    .array(z.uuid("Choisissez un financement de la liste."))
    .max(100)
    .default([])
    .transform((ids) => [...new Set(ids)]),
});
export type PlanInput = Omit<z.output<typeof body>, "version">;

/** The lists of rows of the form of a plan. */
export const planLists = ["charges", "products"] as const;
const rows = (input: unknown) => nestRows({ ...(input as object) }, planLists);

/** The form of a plan: its heading and both columns, with the version it was made from. */
export const planSchema = z.preprocess(rows, body.refine(inOrder, period));
export const editPlanSchema = body.extend({ id: z.uuid() }).refine(inOrder, period);
export const planTargetSchema = z.object({ id: z.uuid(), version: versionSchema });

/** Why a plan is refused: the field concerned, and what is said. */
export const planRefusals = {
  programme_unknown: {
    field: "programmeId",
    message: "Ce programme n’existe plus. Choisissez-en un autre.",
  },
  action_unknown: {
    field: "charges",
    message: "L’une des actions n’est plus dans le programme. Choisissez-en une autre.",
  },
  grant_unknown: {
    field: "grantIds",
    message: "L’un des financements n’existe plus, ou n’est pas de ce programme.",
  },
  grant_taken: {
    field: "grantIds",
    message:
      "L’un des financements est déjà dans un autre plan\u202f: il ne compte qu’une fois. Retirez-le de l’un des deux.",
  },
  plan_settled: {
    field: "title",
    message: "Ce plan est arrêté. Rouvrez-le avant de le changer.",
  },
} as const;

/** Why a plan is not settled; the difference itself is said beside. */
export const settlementRefusals = {
  plan_empty: "Ce plan est vide\u202f: ajoutez des charges et des produits avant de l’arrêter.",
  amount_unknown:
    "Le montant d’un financement n’est pas connu\u202f: indiquez ce qui est demandé ou accordé.",
  unbalanced: "Les charges et les produits ne sont pas égaux.",
  unbalanced_in_kind: "Les contributions en nature ne sont pas égales dans les deux colonnes.",
  not_so: "Quelqu’un vient de changer ce plan. Relisez-le.",
} as const;
export type SettlementRefusal = keyof typeof settlementRefusals;
