import type { AudiencePlatform, Origin } from "./audience.schema.ts";
import type { FileFigure } from "./audience-lines.rules.ts";

/** What is known already of a piece and a month on the platform of a file. */
export type Standing = {
  pieceId: string;
  month: string;
  /** The last word of the same kind of file, where it was not set aside. */
  sameOrigin: number | null;
  /** What counts today, and who says it. */
  counted: { value: number; origin: Origin } | null;
};

export type PlannedFigure = FileFigure & {
  /**
   * `new`: nothing counts yet. `same`: this kind of file says so already, nothing is written. `corrected`: takes the place
   * of what counts. `lower`: takes its place, and comes under what this kind of file said before.
   */
  state: "new" | "same" | "corrected" | "lower";
  replaces: Standing["counted"];
};

/** What a file would change, figure by figure. The later word counts; the one that it replaces is kept as a trace. */
export function planFigures(
  figures: readonly FileFigure[],
  standing: readonly Standing[],
): PlannedFigure[] {
  const known = new Map(standing.map((one) => [`${one.pieceId} ${one.month}`, one]));
  return figures.map((figure) => {
    const { sameOrigin = null, counted = null } =
      known.get(`${figure.pieceId} ${figure.month}`) ?? {};
    const state =
      sameOrigin === figure.value
        ? "same"
        : sameOrigin !== null && figure.value < sameOrigin
          ? "lower"
          : counted === null
            ? "new"
            : "corrected";
    return { ...figure, state, replaces: counted };
  });
}

/** What a file that comes from a platform is. */
export const originOfPlatform = (platform: AudiencePlatform) =>
  platform === "youtube" ? "youtube_csv" : "csv";
