/** Days from the first of a grant to a cut-off: the people supported on one of them are those that a release tells of. */
export type Span = { startsOn: string; endsOn: string };

const monthOf = (day: string) => day.slice(0, 7);

/** Releases that begin on the same day count the same people as time goes: they share one ledger. */
export const sharesLedger = (one: Span, other: Span): boolean => one.startsOn === other.startsOn;

/**
 * The release that shows people already, to whomever, in a month of this span without beginning with it: both are never
 * shown, since their difference would count the few who came in between. Months rather than days, since declared figures
 * are counted by month. What was released decides, first come first served, so that the choice looks at days alone, takes
 * back nothing, and holds when the period of a grant is changed later.
 * @param told spans of the releases that said something of people, in the order in which they were made
 */
export const findStandIn = <Told extends Span>(span: Span, told: readonly Told[]): Told | null =>
  told.find(
    (one) =>
      !sharesLedger(one, span) &&
      monthOf(one.startsOn) <= monthOf(span.endsOn) &&
      monthOf(span.startsOn) <= monthOf(one.endsOn),
  ) ?? null;
