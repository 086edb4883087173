import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { countFromText } from "./count.schema.ts";
import { type IndicatorKey, indicatorKeys } from "./indicator.schema.ts";

export type Target = { indicatorKey: IndicatorKey; actionId: string | null; value: number };

/** A target of zero promises nothing: the field is left empty instead. */
const targetValue = countFromText.refine((value) => value > 0, {
  error: "Un objectif est supérieur à zéro. Laissez vide s’il n’y en a pas.",
});

/** Names of the two fields that the form gives to each indicator. */
export const targetField = (key: IndicatorKey) => `value_${key}` as const;
export const actionField = (key: IndicatorKey) => `action_${key}` as const;

const shape: Record<string, z.ZodType<number | string | undefined>> = {};
for (const key of indicatorKeys) {
  shape[targetField(key)] = targetValue.optional();
  shape[actionField(key)] = z.uuid({ error: "Choisissez une action de la liste." }).optional();
}

/** The form of a grant's targets: for each indicator a number, maybe none, and the action it belongs to. */
export const targetsFormSchema = z
  .object({ version: versionSchema, ...shape })
  .transform((fields) => {
    const values = fields as Record<string, number | string | undefined>;
    const targets = indicatorKeys.flatMap((indicatorKey): Target[] => {
      const value = values[targetField(indicatorKey)];
      const actionId = values[actionField(indicatorKey)];
      if (typeof value !== "number") return [];
      return [{ indicatorKey, value, actionId: typeof actionId === "string" ? actionId : null }];
    });
    return { version: fields.version, targets };
  });

/** What `setTargets` takes: all the targets of a grant, replacing those it had. */
export const setTargetsSchema = z.object({
  grantId: z.uuid(),
  /** The version of the grant: targets are part of what was agreed. */
  version: versionSchema,
  targets: z.array(
    z.object({
      indicatorKey: z.enum(indicatorKeys),
      actionId: z.uuid().nullable(),
      value: z.number().int().min(1),
    }),
  ),
});
