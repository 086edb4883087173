import { largestRemainders } from "./apportion.rules.ts";
/** What one budget line pays of an expense: an amount, hundredths of a per cent of the whole, or all that others leave. */
export type Share = { budgetLineId: string } & (
  | { cents: number }
  | { hundredths: number }
  | { isRest: true }
);

/** What a line pays, in cents of the expense's own sign: a credit note gives back. */
export type Part = { budgetLineId: string; amountCents: number };

export type SplitReason = "beyond_whole" | "line_twice" | "share_of_nothing" | "two_rests";

const WHOLE = 10_000n;

/**
 * Divides an expense between budget lines. Amounts are positive, as they are typed; they take the sign of the expense.
 * Percentages are rounded by the largest remainder, what stays at the cooperative's own charge being one of the parts:
 * no cent is lost or made, and 100 % is the whole to the cent.
 * @param amountCents of the expense, negative for a credit note
 * @returns the parts in the order given; or why not: more than the whole (100,01 % is), a line named twice, a part that
 * is not worth a cent, two lines that would take the rest
 */
export function divide(
  amountCents: number,
  shares: readonly Share[],
): { ok: true; parts: Part[]; ownCents: number } | { ok: false; reason: SplitReason } {
  if (new Set(shares.map((share) => share.budgetLineId)).size < shares.length) {
    return { ok: false, reason: "line_twice" };
  }
  const sign = amountCents < 0 ? -1 : 1;
  const whole = BigInt(Math.abs(amountCents));
  // In hundredths of a per cent of a cent: exact where floating point would not be.
  const exact = shares.map((share) =>
    "isRest" in share
      ? 0n
      : "cents" in share
        ? BigInt(share.cents) * WHOLE
        : BigInt(share.hundredths) * whole,
  );
  const left = exact.reduce((rest, part) => rest - part, whole * WHOLE);
  if (left < 0n) return { ok: false, reason: "beyond_whole" };
  const rests = shares.flatMap((share, index) => ("isRest" in share ? [index] : []));
  if (rests.length > 1) return { ok: false, reason: "two_rests" };
  const [rest] = rests;
  if (rest !== undefined) exact[rest] = left;
  const own = rest === undefined ? left : 0n;
  const cents = largestRemainders([...exact, own], { unit: WHOLE, whole }).map(Number);
  const parts = shares.map(({ budgetLineId }, index) => ({
    budgetLineId,
    amountCents: sign * (cents[index] ?? 0),
  }));
  if (parts.some((part) => part.amountCents === 0))
    return { ok: false, reason: "share_of_nothing" };
  return { ok: true, parts, ownCents: ownShare(amountCents, parts) };
}

/** What no line pays, in cents: the cooperative's own share. */
export function ownShare(amountCents: number, parts: readonly Pick<Part, "amountCents">[]): number {
  return parts.reduce((left, part) => left - part.amountCents, amountCents);
}

/** Why a split is refused, told to the person who typed it. */
export const splitRefusals: Record<SplitReason, string> = {
  beyond_whole:
    "La répartition dépasse le montant de la dépense\u202f: diminuez une part, 100\u00a0% au plus en tout.",
  line_twice: "Une ligne budgétaire est nommée deux fois\u202f: réunissez ses deux parts.",
  share_of_nothing:
    "Une part ne fait pas un centime\u202f: retirez cette ligne, ou donnez-lui davantage.",
  two_rests: "Deux lignes sont sans part\u202f: une seule peut prendre tout le reste.",
};
