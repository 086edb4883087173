/** How the figures of an indicator are compared: in points for a rate, by their ratio otherwise. */
export type IndicatorKind = "rate" | "count" | "euros";

/** What INSEE tells about a place, as its dictionary says it. */
export type TerritoryIndicator = {
  /** The title of its column, whatever its capitals: « tp60 ». */
  code: string;
  label: string;
  /** « % », « € », « indice », « habitants », or « nombre ». */
  unit: string;
  source: string;
  /** The year that the figures describe, not that of their publication. */
  year: number;
  kind: IndicatorKind;
};

/**
 * A figure of one place. A rate is in percent (40.2 is 40,2 %), euros are euros. `secret`: INSEE knows it and withholds
 * it, so that nobody can be recognised. Null: nobody has it. Neither is ever 0.
 */
export type Figure = { value: number } | { secret: true } | null;

/** What a file of indicators means. */
export type Dictionary = {
  indicators: TerritoryIndicator[];
  /** Columns that hold words, such as the name of a place: known, and not kept. */
  texts: { code: string; label: string }[];
};

/** A file of indicators that cannot be trusted: `message` says in French what is wrong, and where. */
export class IndicatorsRefused extends Error {}

/** An indicator that is neither a share nor a number of things: « indice de jeunesse », 0.9. */
export const INDEX_UNIT = "indice";
