import { parseMinutes } from "@essaim/database/duration.schema";
import { MAX_CENTS, parseCents, positiveCentsFromText } from "@essaim/database/money.schema";
import { today } from "@essaim/database/today";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { staffTimeCents } from "./expense.rules.ts";
import { type Share, type SplitReason, splitRefusals } from "./split.rules.ts";

export const expenseKinds = ["purchase", "staff_time", "aid", "credit_note"] as const;
export type ExpenseKind = (typeof expenseKinds)[number];
export const expenseKindLabels: Record<ExpenseKind, string> = {
  purchase: "Achat",
  staff_time: "Temps de l’équipe",
  aid: "Petite aide",
  credit_note: "Avoir",
};
/** What somebody enters: the expense of an aid is written by its decision. */
export const enteredKinds = ["purchase", "staff_time", "credit_note"] as const;

const text = (longest: number, missing?: string) =>
  z
    .string(missing)
    .trim()
    .max(longest, `Écrivez au plus ${longest.toLocaleString("fr-FR")} caractères.`);

const day = (missing: string) =>
  z.iso
    .date({
      error: (issue) => (issue.input === undefined ? missing : "Indiquez une date valable."),
    })
    .refine((date) => date >= "1990" && date < "2100", "Vérifiez l’année de cette date.");

const paidOn = day("Indiquez le jour du paiement.").refine(
  (date) => date <= today(),
  "Cette date est à venir\u202f: notez un paiement une fois fait.",
);

const orNull = <T>(value: T | undefined) => value ?? null;

const MAX_MINUTES = 600_000;

/** Hours of the team. A number alone is asked about: « 12 » is twelve minutes elsewhere, and hours on a timesheet. */
const staffMinutes = z.string().transform((typed, context) => {
  const minutes = /^\s*\d+\s*$/.test(typed) ? null : parseMinutes(typed);
  if (minutes !== null && minutes >= 1 && minutes <= MAX_MINUTES) return minutes;
  context.addIssue({
    code: "custom",
    message: "Indiquez une durée avec son unité, par exemple 7\u00a0h\u00a030 ou 12\u00a0h.",
  });
  return z.NEVER;
});

/**
 * What a line pays, as it is typed: « 60 % », « 33,33 % », « 120,50 € », or nothing for all that the others leave.
 * @returns the share, or the sentence that says what is wrong
 */
export function parsePart(
  typed: string,
):
  | { ok: true; part: { cents: number } | { hundredths: number } | { isRest: true } }
  | { ok: false; message: string } {
  if (typed.trim() === "") return { ok: true, part: { isRest: true } };
  const written = typed.trim();
  const isPercent = written.endsWith("%");
  const parsed = parseCents(isPercent ? written.slice(0, -1) : written);
  if (!parsed.ok) {
    return {
      ok: false,
      message: isPercent
        ? "Indiquez un pourcentage, par exemple 60\u00a0% ou 33,33\u00a0%."
        : parsed.message,
    };
  }
  if (parsed.cents === 0) return { ok: false, message: splitRefusals.share_of_nothing };
  if (!isPercent) return { ok: true, part: { cents: parsed.cents } };
  if (parsed.cents > 10_000) return { ok: false, message: splitRefusals.beyond_whole };
  return { ok: true, part: { hundredths: parsed.cents } };
}

const LINE_MISSING = "Choisissez la ligne qui paie cette part.";

const shareRow = z
  .object({ line: z.string().optional(), part: text(40).optional() })
  .transform(({ line, part = "" }, context): Share | null => {
    const complain = (path: "line" | "part", message: string) => {
      context.addIssue({ code: "custom", path: [path], message });
      return z.NEVER;
    };
    if (!line) return part.trim() === "" ? null : complain("line", LINE_MISSING);
    if (!z.uuid().safeParse(line).success) {
      return complain("line", "Choisissez une ligne de la liste.");
    }
    const parsed = parsePart(part);
    return parsed.ok ? { budgetLineId: line, ...parsed.part } : complain("part", parsed.message);
  });

const shareName = /^shares\.(\d{1,2})\.(line|part)$/;

/** `{ "shares.0.line": … }` → `{ shares: [{ line: … }] }`. */
function nestShares(input: unknown): unknown {
  if (typeof input !== "object" || input === null) return input;
  const shares: Record<string, unknown>[] = [];
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    const [, index, field] = shareName.exec(name) ?? [];
    if (!index || !field) rest[name] = value;
    else {
      while (shares.length <= Number(index)) shares.push({});
      (shares[Number(index)] as Record<string, unknown>)[field] = value;
    }
  }
  return { shares, ...rest };
}

const LABEL_MISSING = "Dites en quelques mots ce qui est payé.";

const fields = z.object({
  kind: z.enum(enteredKinds, { error: "Dites de quelle sorte de dépense il s’agit." }),
  label: text(300, LABEL_MISSING).min(1, LABEL_MISSING),
  supplier: text(200).default(""),
  /** « 6064 », or a row of the list that the field suggests: « 60 · Achats ». */
  account: z
    .string({ error: "Indiquez le compte, par exemple 6064." })
    .max(100)
    .transform((typed) => /^\s*(\d+)/.exec(typed)?.[1] ?? typed)
    .pipe(
      z
        .string()
        .regex(/^6[0-9]{1,7}$/, "Indiquez un compte de charges, de la classe 6, par exemple 6064."),
    ),
  incurredOn: day("Indiquez le jour de la dépense."),
  paidOn: paidOn.optional().transform(orNull),
  amountCents: positiveCentsFromText.optional().transform(orNull),
  staffMember: text(120).optional().transform(orNull),
  minutes: staffMinutes.optional().transform(orNull),
  hourlyCents: positiveCentsFromText.optional().transform(orNull),
  workerId: z.uuid("Choisissez une personne de la liste.").optional().transform(orNull),
  activityId: z.uuid("Choisissez une activité de la liste.").optional().transform(orNull),
  pieceId: z.uuid("Choisissez un contenu de la liste.").optional().transform(orNull),
  reference: text(120).default(""),
  evidenceUrl: z
    .url({
      protocol: /^https?$/,
      error: "Indiquez une adresse complète, par exemple https://exemple.fr.",
    })
    .max(2000)
    .optional()
    .transform(orNull),
  note: text(2000).default(""),
  shares: z.array(shareRow).default([]),
  keepAnyway: z
    .literal("oui")
    .optional()
    .transform((value) => value === "oui"),
});

type Typed = z.output<typeof fields>;

/** An expense as a form says it. Amounts in whole cents, negative for a credit note. */
export type ExpenseInput = {
  kind: (typeof enteredKinds)[number];
  label: string;
  supplier: string;
  account: string;
  incurredOn: string;
  paidOn: string | null;
  amountCents: number;
  staff: { member: string; minutes: number; hourlyCents: number } | null;
  workerId: string | null;
  activityId: string | null;
  /** What of the media it was spent for. */
  pieceId: string | null;
  reference: string;
  evidenceUrl: string | null;
  note: string;
  shares: Share[];
  /** The warnings were read, and the expense is meant. */
  keepAnyway: boolean;
};

const always = () => true;

/** What goes by the kind is said beside its field, along with all that is wrong elsewhere. */
const needs = [
  ["amountCents", "Indiquez le montant.", isOfMoney],
  ["staffMember", "Dites qui a travaillé.", isOfTime],
  ["minutes", "Indiquez la durée, par exemple 7\u00a0h\u00a030.", isOfTime],
  ["hourlyCents", "Indiquez le coût d’une heure.", isOfTime],
] as const;

function isOfTime({ kind }: Pick<Typed, "kind">) {
  return kind === "staff_time";
}
function isOfMoney({ kind }: Pick<Typed, "kind">) {
  return kind === "purchase" || kind === "credit_note";
}

function checkKind(typed: Typed, context: z.RefinementCtx): void {
  for (const [field, message, isNeeded] of needs) {
    if (isNeeded(typed) && typed[field] === null) {
      context.addIssue({ code: "custom", path: [field], message });
    }
  }
  if (!isOfTime(typed) || !Number.isInteger(typed.minutes) || !Number.isInteger(typed.hourlyCents))
    return;
  const cents = staffTimeCents({
    minutes: typed.minutes ?? 0,
    hourlyCents: typed.hourlyCents ?? 0,
  });
  if (cents < 1 || cents > MAX_CENTS) {
    const message = "Ce coût, pour cette durée, ne fait pas un montant possible.";
    context.addIssue({ code: "custom", path: ["hourlyCents"], message });
  }
}

function toInput({ staffMember, minutes, hourlyCents, ...typed }: Typed): ExpenseInput {
  const shares = typed.shares.filter((share) => share !== null);
  if (staffMember !== null && minutes !== null && hourlyCents !== null && isOfTime(typed)) {
    const staff = { member: staffMember, minutes, hourlyCents };
    return { ...typed, shares, staff, amountCents: staffTimeCents(staff) };
  }
  const amountCents = typed.amountCents ?? 0;
  return {
    ...typed,
    shares,
    staff: null,
    amountCents: typed.kind === "credit_note" ? -amountCents : amountCents,
  };
}

const check = z.superRefine<Typed>(checkKind, { when: always });

/** The form of a new expense. */
export const expenseSchema = z.preprocess(nestShares, fields.check(check).transform(toInput));

/** The form of an expense that exists, with the version that it was made from. */
export const editExpenseSchema = z.preprocess(
  nestShares,
  fields
    .extend({ id: z.uuid(), version: versionSchema })
    .check(check)
    .transform((typed) => ({ ...toInput(typed), id: typed.id, version: typed.version })),
);

const target = { id: z.uuid(), version: versionSchema };
export const expenseTargetSchema = z.object(target);
export const payExpenseSchema = z.object({ ...target, paidOn });

/** Why an expense may be refused, with the field concerned. */
export const expenseRefusals: Record<
  | SplitReason
  | "line_unknown"
  | "worker_unknown"
  | "activity_unknown"
  | "piece_unknown"
  | "aid_expense"
  | "in_use"
  | "amount_in_use"
  | "pot_paid",
  { field: string; message: string }
> = {
  beyond_whole: { field: "shares", message: splitRefusals.beyond_whole },
  line_twice: { field: "shares", message: splitRefusals.line_twice },
  share_of_nothing: { field: "shares", message: splitRefusals.share_of_nothing },
  two_rests: { field: "shares", message: splitRefusals.two_rests },
  line_unknown: {
    field: "shares",
    message: "Une ligne budgétaire n’existe plus. Choisissez-en une autre.",
  },
  worker_unknown: {
    field: "workerId",
    message: "Cette personne n’est plus dans vos fiches. Choisissez-en une autre.",
  },
  activity_unknown: {
    field: "activityId",
    message: "Cette activité n’existe plus. Choisissez-en une autre.",
  },
  piece_unknown: {
    field: "pieceId",
    message: "Ce contenu n’existe plus. Choisissez-en un autre.",
  },
  aid_expense: {
    field: "kind",
    message:
      "C’est la dépense d’une petite aide\u202f: elle suit sa décision, qui se change là-bas.",
  },
  in_use: {
    field: "id",
    message:
      "Une contribution aux communs repose sur cette dépense, et s’en détache d’abord sur sa page ; ou bien c’est une part de cagnotte versée, qui se garde.",
  },
  amount_in_use: {
    field: "amountCents",
    message:
      "Ce montant est celui d’une contribution aux communs, qui se détache d’abord sur sa page ; ou celui d’une part de cagnotte, qui reste telle qu’elle a été adoptée.",
  },
  pot_paid: {
    field: "paidOn",
    message: "C’est une part de cagnotte, notée comme versée : elle reste acquittée.",
  },
};
export type ExpenseRefusal = keyof typeof expenseRefusals;
