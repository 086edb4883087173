import { type Figure, INDEX_UNIT, type TerritoryIndicator } from "./indicator.schema.ts";

/** Why there is no figure. */
export type Gap = "secret" | "unavailable";

type Measured = Pick<TerritoryIndicator, "kind" | "unit">;

/** How far a figure is from another one. Both are first rounded as they are shown: what one reads adds up. */
export type Difference =
  /** Of two rates, in points, to a tenth. */
  | { by: "points"; points: number }
  /** Of two counts or amounts: the figure divided by the reference, above 0. */
  | { by: "ratio"; ratio: number }
  /** Neither means anything beside zero or a debt: the reference is said instead. */
  | { by: "nothing"; reference: number };

export type Comparison =
  | { state: "compared"; difference: Difference }
  /** Which is missing, and why; null when it is there. */
  | { state: "missing"; figure: Gap | null; reference: Gap | null };

/** What one year told. */
export type YearFigure = { year: number; figure: Figure };

export type Evolution = {
  /** The last year that has a figure. */
  latest: { year: number; value: number } | null;
  /** Since the first year that has one, when there are two. */
  since: { year: number; difference: Difference } | null;
  gaps: { year: number; why: Gap }[];
};

/** Why a figure is missing, or null when there is one. */
export function gapOf(figure: Figure): Gap | null {
  if (figure === null) return "unavailable";
  return "secret" in figure ? "secret" : null;
}

/** A neighbourhood's figure beside that of its commune, for the same indicator and year. */
export function compareFigures(indicator: Measured, figure: Figure, reference: Figure): Comparison {
  if (figure && "value" in figure && reference && "value" in reference) {
    return {
      state: "compared",
      difference: differenceOf(indicator, figure.value, reference.value),
    };
  }
  return { state: "missing", figure: gapOf(figure), reference: gapOf(reference) };
}

/**
 * How the figures of one place moved, from the first year to the last, whatever their order. INSEE warns against
 * measuring a change inside a commune from one year to the next: the longest time is taken.
 * @param series of one place and one generation of its contours, once a year
 */
export function compareYears(indicator: Measured, series: readonly YearFigure[]): Evolution {
  const known: { year: number; value: number }[] = [];
  const gaps: { year: number; why: Gap }[] = [];
  for (const { year, figure } of [...series].sort((a, b) => a.year - b.year)) {
    if (figure && "value" in figure) known.push({ year, value: figure.value });
    else gaps.push({ year, why: gapOf(figure) ?? "unavailable" });
  }
  const [first] = known;
  const latest = known.at(-1) ?? null;
  const since =
    first && latest && first.year < latest.year
      ? { year: first.year, difference: differenceOf(indicator, latest.value, first.value) }
      : null;
  return { latest, since, gaps };
}

/** A figure as it is shown: « 40,2 % », « 10 788 € », « 1 177 habitants ». */
export function writeFigure(indicator: Measured, figure: Figure): string {
  if (figure === null) return "non disponible";
  if ("secret" in figure) return "secret statistique";
  return written(indicator, figure.value);
}

/**
 * A neighbourhood beside its commune, in one sentence without its point: « 40,2 % des habitants sous le seuil de
 * pauvreté, 15 points de plus que la commune ».
 * @param communeName to tell the communes of one neighbourhood apart
 */
export function describeBesideCommune(
  indicator: TerritoryIndicator,
  figure: Figure,
  ofCommune: Figure,
  communeName?: string,
): string {
  const said = describeFigure(indicator, figure);
  const commune = communeName ? `la commune (${communeName})` : "la commune";
  const comparison = compareFigures(indicator, figure, ofCommune);
  if (comparison.state === "compared") {
    const reference = { than: `que ${commune}`, of: `de ${commune}`, beside: `pour ${commune}` };
    return `${said}, ${describeDifference(indicator, comparison.difference, reference, isCounted(indicator))}`;
  }
  if (comparison.figure || !comparison.reference) return said;
  const why =
    comparison.reference === "secret" ? "couvert par le secret statistique" : "non disponible";
  return `${said}\u202f; chiffre de ${commune} ${why}`;
}

/**
 * How a place moved, in one sentence without its point, and the years without a figure: « 40,2 % des habitants sous le
 * seuil de pauvreté en 2021, 2 points de moins qu’en 2018 ; 2019 : secret statistique ».
 */
export function describeEvolution(
  indicator: TerritoryIndicator,
  series: readonly YearFigure[],
): string {
  const { latest, since, gaps } = compareYears(indicator, series);
  if (!latest) {
    const everySecret = gaps.length > 0 && gaps.every((gap) => gap.why === "secret");
    return describeFigure(indicator, everySecret ? { secret: true } : null);
  }
  const said = `${describeFigure(indicator, { value: latest.value })} en ${latest.year}`;
  const moved = since
    ? `, ${describeDifference(indicator, since.difference, yearReference(since.year), false)}`
    : "";
  const missing = gaps.map(
    ({ year, why }) =>
      `\u202f; ${year}\u202f: ${writeFigure(indicator, why === "secret" ? { secret: true } : null)}`,
  );
  return said + moved + missing.join("");
}

/** Among the people that a rate of INSEE counts, for those whose name does not say it. */
const poverty = /^taux de pauvreté( \(?(au seuil )?(de|à) 60\s?%\)?)?$/i;

/** What is measured and its figure, without its point: « 25,8 % de ménages imposés », « Taux d’emploi : 47,5 % ». */
export function describeFigure(indicator: TerritoryIndicator, figure: Figure): string {
  // A second colon would cut the label in two.
  const label = indicator.label.replace(/\s:\s(.+)$/, " ($1)");
  const gap = gapOf(figure);
  if (gap) {
    return `${label}\u202f: ${gap === "secret" ? "couvert par le secret statistique" : "non disponible"}`;
  }
  const shown = writeFigure(indicator, figure);
  if (indicator.kind === "rate") {
    if (poverty.test(label)) return `${shown} des habitants sous le seuil de pauvreté`;
    const [, of, rest = ""] = /^part (des |de |du |d’)(.+)$/i.exec(label) ?? [];
    if (of) return `${shown} ${of === "des " ? elided(rest) : `${of}${rest}`}`;
  }
  return `${label}\u202f: ${shown}`;
}

/** « de ménages », « d’étrangers ». */
const elided = (noun: string) =>
  /^([aeiouàâéèêëîïôöùûœ]|h(abit|omm))/i.test(noun) ? `d’${noun}` : `de ${noun}`;

type Reference = { than: string; of: string; beside: string };

const yearReference = (year: number): Reference => ({
  than: `qu’en ${year}`,
  of: `de ${year}`,
  beside: `en ${year}`,
});

/** A neighbourhood has a part of what its commune counts, where incomes are only higher or lower. */
const isCounted = ({ kind, unit }: Measured) => kind === "count" && unit !== INDEX_UNIT;

function describeDifference(
  indicator: Measured,
  difference: Difference,
  { than, of, beside }: Reference,
  isPart: boolean,
): string {
  if (difference.by === "nothing")
    return `contre ${written(indicator, difference.reference)} ${beside}`;
  if (difference.by === "points") {
    const points = Math.abs(difference.points);
    if (points === 0) return `autant ${than}`;
    const noun = points < 2 ? "point" : "points";
    return `${format(points, 1)}\u00a0${noun} de ${difference.points > 0 ? "plus" : "moins"} ${than}`;
  }
  const { ratio } = difference;
  if (ratio === 1) return `autant ${than}`;
  if (isPart && ratio < 1) return `soit ${partWritten(ratio)} du chiffre ${of}`;
  const percent = Math.round(Math.abs(ratio - 1) * 100);
  if (percent === 0) return `à peu près autant ${than}`;
  if (ratio >= 2) return `soit ${format(ratio, 1)} fois le chiffre ${of}`;
  // Something is left: never a whole hundred less.
  return ratio > 1
    ? `${percentWritten(percent, 0)} de plus ${than}`
    : `${percentWritten(Math.min(percent, 99), 0)} de moins ${than}`;
}

/** Neither nothing nor the whole when it is not quite. */
function partWritten(ratio: number): string {
  const percent = ratio * 100;
  if (percent < 1) return `moins de ${percentWritten(1, 0)}`;
  if (percent > 99) return `plus de ${percentWritten(99, 0)}`;
  return percentWritten(percent, 0);
}

function differenceOf(indicator: Measured, value: number, reference: number): Difference {
  const [shown, beside] = [rounded(indicator, value), rounded(indicator, reference)];
  if (indicator.kind === "rate") {
    return { by: "points", points: Math.round((shown - beside) * 10) / 10 + 0 };
  }
  if (shown === beside) return { by: "ratio", ratio: 1 };
  return shown > 0 && beside > 0
    ? { by: "ratio", ratio: shown / beside }
    : { by: "nothing", reference: beside };
}

/** Decimals that are shown: INSEE gives one to rates, and none to thousands of euros. */
function decimalsOf({ kind, unit }: Measured, value: number): number {
  if (kind === "rate") return 1;
  if (kind === "euros") return Math.abs(value) < 1000 ? 2 : 0;
  return unit === INDEX_UNIT ? 2 : 1;
}

function rounded(indicator: Measured, value: number): number {
  const power = 10 ** decimalsOf(indicator, value);
  return (Math.sign(value) * Math.round(Math.abs(value) * power)) / power + 0;
}

function written(indicator: Measured, value: number): string {
  const shown = rounded(indicator, value);
  if (indicator.kind === "rate") return percentWritten(shown, 1);
  const figures = format(shown, decimalsOf(indicator, value));
  if (indicator.kind === "euros") return `${figures}\u00a0€`;
  // « 1 habitants »: the label says what it is.
  const isSaid = ["", "nombre", INDEX_UNIT].includes(indicator.unit) || Math.abs(shown) < 2;
  return isSaid ? figures : `${figures}\u00a0${indicator.unit}`;
}

const percentWritten = (percent: number, decimals: number) => `${format(percent, decimals)}\u202f%`;

const formats = [0, 1, 2].map(
  (decimals) => new Intl.NumberFormat("fr-FR", { maximumFractionDigits: decimals }),
);

/** With a proper minus: a hyphen would let the line break after it. */
const format = (value: number, decimals: number) =>
  (formats[decimals]?.format(value) ?? String(value)).replace("-", "\u2212");
