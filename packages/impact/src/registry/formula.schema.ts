import { z } from "zod";
import {
  type Dimension,
  dimensionKeys,
  dimensionOf,
  personDimensions,
} from "./dimension.schema.ts";
import { amounts, sourceKeys, sourceOf } from "./source.schema.ts";

/** How records become a figure. */
export const measures = ["records", "people", "sum", "median"] as const;
export type Measure = (typeof measures)[number];

/** Values are codes, ids or the organisation's own lists: nothing else is ever one. */
const value = z.string().regex(/^[\w-]{1,64}$/);

/**
 * What is counted, how, and under which conditions: between two dimensions « and », between the values of one « or ».
 * Indicators of the house and those that an organisation composes are the same thing.
 */
export const formulaSchema = z
  .strictObject({
    source: z.enum(sourceKeys),
    measure: z.enum(measures),
    amount: z.enum(amounts).optional(),
    where: z.partialRecord(z.enum(dimensionKeys), z.array(value).min(1).max(50)).optional(),
  })
  .superRefine((formula, context) => {
    const source = sourceOf(formula.source);
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    const adds = formula.measure === "sum" || formula.measure === "median";
    if (formula.measure === "people" && !source.hasPeople) {
      refuse("measure", "Les personnes ne se comptent pas dans ces enregistrements.");
    }
    if (adds && !(formula.amount && source.amounts.includes(formula.amount))) {
      refuse("amount", "Ces enregistrements n’ont pas cette quantité.");
    }
    if (!adds && formula.amount) refuse("amount", "Un nombre n’a pas de quantité.");
    for (const [key, values] of Object.entries(formula.where ?? {})) {
      const dimension = key as Dimension;
      const known = dimensionOf(dimension).values;
      if (!source.dimensions.includes(dimension)) {
        refuse("where", "Ces enregistrements ne disent pas cela.");
      } else if (known && values?.some((one) => one !== "unknown" && !Object.hasOwn(known, one))) {
        refuse("where", "Une de ces valeurs n’existe pas.");
      }
    }
  });
export type Formula = z.output<typeof formulaSchema>;

/**
 * What one person gave of their money is theirs, and how long they worked may be one person's: from contributions, only
 * how many they are by the cooperative or by work, and what the cooperative itself gave, tell of nobody.
 */
function isOfNobody(measure: Measure, givers: readonly string[] | undefined): boolean {
  const safe = measure === "records" ? ["cooperative", "work"] : ["cooperative"];
  return givers?.every((giver) => safe.includes(giver)) ?? false;
}

/** Does this say how many people there are, of whatever kind? Then disclosure control decides what leaves the team. */
export function countsPeople({ source, measure, where }: Formula): boolean {
  const asked = Object.keys(where ?? {});
  return (
    measure === "people" ||
    (source === "contributions" && !isOfNobody(measure, where?.giving)) ||
    sourceOf(source).tellsPeople ||
    (sourceOf(source).hasPeople && personDimensions.some((one) => asked.includes(one)))
  );
}
