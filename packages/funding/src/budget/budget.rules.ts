import { money } from "../spending/spending.words.ts";
import { isInKind } from "./account.rules.ts";
import { type GrantLineInput, OUT_OF_ORDER } from "./budget-line.schema.ts";

type LineAmount = { account: string; amountCents: number };

const sumOf = (lines: readonly LineAmount[], inKind: boolean) =>
  lines.reduce(
    (sum, line) => (isInKind(line.account) === inKind ? sum + line.amountCents : sum),
    0,
  );

/** What lines hold of money, in cents: what is valued in kind is apart. */
export const moneyOf = (lines: readonly LineAmount[]): number => sumOf(lines, false);

/** What lines value in kind, in cents. */
export const inKindOf = (lines: readonly LineAmount[]): number => sumOf(lines, true);

/**
 * What of a grant is on no line, in cents.
 * @param grantCents awarded, or asked while nothing is; null while neither is known
 */
export function undividedOf(
  grantCents: number | null,
  lines: readonly LineAmount[],
): number | null {
  return grantCents === null ? null : grantCents - moneyOf(lines);
}

/** Where a line stands. Amounts in cents; committed is what is not paid yet. */
export type SpentLine = LineAmount & { paidCents: number; committedCents: number };

/** What a line has paid and promised, in cents. */
export const spentOn = (line: Omit<SpentLine, "account" | "amountCents">): number =>
  line.paidCents + line.committedCents;

/** What may still be spent on a line, in cents; negative when it is overspent. */
export const leftOn = (line: SpentLine): number => line.amountCents - spentOn(line);

/**
 * Why a line may not become another. Never less than what is spent on it, unless it was overspent already and is not
 * lowered; never in kind once money was spent.
 */
export function decideLine(
  before: SpentLine,
  after: LineAmount,
): "below_spent" | "spent_in_money" | null {
  const spent = spentOn(before);
  if (spent !== 0 && isInKind(after.account) && !isInKind(before.account)) return "spent_in_money";
  if (after.amountCents < spent && after.amountCents < before.amountCents) return "below_spent";
  return null;
}

export type SavedLine = SpentLine & {
  id: string;
  label: string;
  actionId: string | null;
  takesAid: boolean;
  isClosed: boolean;
  startsOn: string;
  endsOn: string;
};

export type GrantFrame = {
  /** Awarded, or asked while nothing is; null while neither is known. */
  cents: number | null;
  startsOn: string;
  endsOn: string;
  actionIds: readonly string[];
};

/** A line as it will be: without an id, it is new. */
export type NextLine = Omit<SavedLine, "id" | "paidCents" | "committedCents"> & {
  id: string | null;
};

type Decision =
  | { ok: true; removed: string[]; written: NextLine[] }
  | { ok: false; errors: Record<string, string> };

/**
 * Decides a whole budget. Lines that are typed no more go, unless something is spent on them; all together in money,
 * they never hold more than the grant.
 * @returns what to remove, then what to write, in an order in which no sum ever passes the grant's; or one sentence by
 * field of the form
 */
export function decideBudget(
  grant: GrantFrame,
  before: readonly SavedLine[],
  typed: readonly GrantLineInput[],
): Decision {
  const errors: Record<string, string> = {};
  const known = new Map(before.map((line) => [line.id, line]));
  const kept = new Set(typed.map((line) => line.id));
  const after = typed.map(
    (line): NextLine => ({
      ...line,
      startsOn: line.startsOn ?? grant.startsOn,
      endsOn: line.endsOn ?? grant.endsOn,
    }),
  );

  for (const [index, line] of after.entries()) {
    const say = (field: string, message: string) => {
      errors[`lines.${index}.${field}`] ??= message;
    };
    if (line.endsOn < line.startsOn) say("endsOn", OUT_OF_ORDER);
    if (line.actionId && !grant.actionIds.includes(line.actionId)) {
      say("actionId", "Cette action n’est plus dans le programme. Choisissez-en une autre.");
    }
    if (line.id === null) continue;
    const saved = known.get(line.id);
    // The same line twice: the second would write over the first.
    if (!saved || after.findIndex((one) => one.id === line.id) < index) {
      say("label", "Cette ligne n’existe plus. Retirez-la, ou ajoutez-la de nouveau.");
      continue;
    }
    const refusal = decideLine(saved, line);
    if (refusal === "below_spent") {
      say(
        "amountCents",
        `${money(spentOn(saved))} sont déjà dépensés sur cette ligne\u202f: indiquez au moins cela.`,
      );
    } else if (refusal === "spent_in_money") {
      say(
        "account",
        "Des dépenses sont imputées à cette ligne\u202f: elle ne peut pas passer en nature.",
      );
    }
  }
  const removed = before.filter((line) => !kept.has(line.id));
  const stuck = removed.filter((line) => spentOn(line) !== 0);
  const total = moneyOf(after);
  if (stuck.length > 0) {
    const names = stuck.map((line) => `«\u202f${line.label}\u202f»`).join(", ");
    errors.lines = `Des dépenses sont imputées à ${names}\u202f: rechargez la page pour retrouver ce qui en a été retiré.`;
  } else if (grant.cents !== null && total > grant.cents) {
    errors.lines = beyondGrant(total - grant.cents);
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors };

  const growth = (line: NextLine) =>
    moneyOf([line]) - moneyOf(before.filter((one) => one.id === line.id));
  return {
    ok: true,
    removed: removed.map((line) => line.id),
    written: after.filter((line) => isChanged(line, known)).sort((a, b) => growth(a) - growth(b)),
  };
}

/** @param cents by how much */
const beyondGrant = (cents: number) =>
  `Les lignes dépassent le financement de ${money(cents)}\u202f: baissez-en une.`;

/** What is said when somebody else divided the same money meanwhile. */
export const BEYOND_GRANT =
  "Les lignes dépassent le financement\u202f: son montant vient de changer. Rechargez la page.";
export const LINE_IN_USE =
  "Une ligne retirée vient de servir (dépense, petite aide, don prévu ou cagnotte)\u202f: elle reste. Rechargez la page.";

function isChanged(line: NextLine, known: ReadonlyMap<string, SavedLine>): boolean {
  const saved = line.id === null ? undefined : known.get(line.id);
  if (!saved) return true;
  const names = [
    "label",
    "account",
    "amountCents",
    "actionId",
    "takesAid",
    "isClosed",
    "startsOn",
    "endsOn",
  ] as const;
  return names.some((name) => saved[name] !== line[name]);
}
