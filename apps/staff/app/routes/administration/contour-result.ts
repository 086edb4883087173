import { formatNumber } from "@essaim/ui/format";
import { z } from "zod";

const codes = z.array(z.string()).default([]);

/** What the job of an import of contours says of its file; an old one says counts alone. */
export const contourResultSchema = z.object({
  codes: z.object({ added: codes, changed: codes, retired: codes }).prefault({}),
  overlaps: z
    .object({
      pairs: z.array(z.object({ codes: z.array(z.string()), squareMetres: z.number() })),
      isWhole: z.boolean(),
    })
    .default({ pairs: [], isWhole: true }),
});
type Overlaps = z.output<typeof contourResultSchema>["overlaps"];

/** Contours that share ground: « QN05972M et QN05973M (3,5 ha) ». A point inside of both is of the first code. */
export function overlapsSentence({ pairs, isWhole }: Overlaps): string {
  const told = pairs.map(
    ({ codes: [one, other], squareMetres }) =>
      `${one} et ${other} (${formatNumber(squareMetres / 10_000, "fr", 1)}\u00a0ha)`,
  );
  return `À vérifier\u202f: des contours du fichier se recouvrent, ${told.join(", ")}${isWhole ? "" : ", et d’autres peut-être"}. Une adresse dans deux contours est comptée dans celui dont le code vient en premier.`;
}
