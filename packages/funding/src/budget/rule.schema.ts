import { parseCents, positiveCentsFromText } from "@essaim/database/money.schema";
import { z } from "zod";
import { sideOf } from "./account.rules.ts";

export const ruleKinds = [
  "period",
  "only_accounts",
  "no_accounts",
  "ceiling",
  "expense_ceiling",
] as const;
export type RuleKind = (typeof ruleKinds)[number];

export const ruleKindLabels: Record<RuleKind, string> = {
  period: "Les jours admis, avant et après la période",
  only_accounts: "Les seuls comptes admis",
  no_accounts: "Des comptes exclus",
  ceiling: "Un plafond",
  expense_ceiling: "Un plafond par dépense",
};

export const severities = ["refuse", "warn"] as const;
export const severityLabels: Record<(typeof severities)[number], string> = {
  refuse: "Refuser la dépense",
  warn: "Avertir, et laisser faire",
};

/** Accounts by their first digits: « 60, 6226 ». As many as an agreement ever names. */
const accountsFromText = z
  .string()
  .max(300, "Écrivez au plus 300 caractères.")
  .transform((text, context) => {
    const starts = [...new Set(text.split(/[\s,;]+/).filter(Boolean))].sort();
    // « 6 » alone names no class, and 86 is never spent.
    const astray = starts.filter((start) => sideOf(start) !== "charge" || start.startsWith("86"));
    if (astray.length === 0) return starts;
    context.addIssue({
      code: "custom",
      message: `Ce n’est pas un compte de dépenses\u202f: ${astray[0]?.slice(0, 20)}. Écrivez par exemple 60, 6226.`,
    });
    return z.NEVER;
  });

const someAccounts = z
  .string({ error: "Indiquez au moins un compte, par exemple 60 ou 6226." })
  .pipe(accountsFromText)
  .refine((starts) => starts.length > 0, "Indiquez au moins un compte, par exemple 60 ou 6226.");
const maybeAccounts = accountsFromText.optional().transform((starts) => starts ?? []);

const days = z.coerce
  .number({ error: "Indiquez un nombre de jours, 0 pour aucun." })
  .int("Indiquez un nombre de jours entier.")
  .min(0, "Indiquez un nombre de jours, 0 pour aucun.")
  .max(3650, "Indiquez au plus 3\u202f650 jours.");

/** « 20 % », « 12,5 »: hundredths of a per cent, of an amount that is above zero and at most the whole. */
const shareFromText = z.string().transform((text, context) => {
  const parsed = parseCents(text.replace(/\s*%\s*$/u, ""));
  if (parsed.ok && parsed.cents >= 1 && parsed.cents <= 10_000) return parsed.cents;
  context.addIssue({
    code: "custom",
    message: "Indiquez un pourcentage de plus de 0 à 100, avec deux décimales au plus.",
  });
  return z.NEVER;
});

const said = {
  severity: z.enum(severities, { error: "Dites ce que fait la règle." }),
  /** The agreement's own words. */
  reason: z.string().trim().max(500, "Écrivez au plus 500 caractères.").default(""),
};

/** A rule as its form says it, by kind. */
export const ruleSchemas = {
  period: z.object({ kind: z.literal("period"), daysBefore: days, daysAfter: days, ...said }),
  only_accounts: z.object({
    kind: z.literal("only_accounts"),
    accounts: someAccounts,
    ...said,
  }),
  no_accounts: z.object({ kind: z.literal("no_accounts"), accounts: someAccounts, ...said }),
  ceiling: z
    .object({
      kind: z.literal("ceiling"),
      accounts: maybeAccounts,
      maxCents: positiveCentsFromText.optional(),
      maxShare: shareFromText.optional(),
      ...said,
    })
    .refine(({ maxCents, maxShare }) => (maxCents === undefined) !== (maxShare === undefined), {
      path: ["maxCents"],
      error: "Indiquez un montant ou un pourcentage, l’un des deux.",
    }),
  expense_ceiling: z.object({
    kind: z.literal("expense_ceiling"),
    accounts: maybeAccounts,
    maxCents: z.string({ error: "Indiquez un montant." }).pipe(positiveCentsFromText),
    ...said,
  }),
} satisfies Record<RuleKind, z.ZodType>;

export type RuleInput = z.output<(typeof ruleSchemas)[RuleKind]>;

export const removeRuleSchema = z.object({ id: z.uuid() });
