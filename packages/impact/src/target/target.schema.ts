import { versionSchema } from "@essaim/database/version.schema";
import { countFromText } from "@essaim/territory/text/written-count.schema";
import { z } from "zod";
import type { Counted, IndicatorDefinition } from "../registry/indicator.schema.ts";
import type { MilestoneFault } from "./trajectory.rules.ts";

export type Target = {
  indicatorKey: string;
  actionId: string | null;
  value: number;
  milestones: { dueOn: string; value: number }[];
};

/** How many milestones the form of a target has room for. */
export const MILESTONE_ROWS = 4;

/** What is done month after month adds up to a promise; a share, a middle or a cost does not. */
export function canBePromised(definition: IndicatorDefinition): boolean {
  if (definition.source === "ratio") return false;
  if (definition.source === "records" && definition.formula.measure === "median") return false;
  return definition.audience !== "team" || definition.key.startsWith("own:");
}

/** A promise is typed in whole euros and hours; it is kept in cents and minutes, like what is done. */
const wholes: Partial<Record<Counted, number>> = { euros: 100, minutes: 60 };
export const wholeOf = (counted: Counted) => wholes[counted] ?? 1;

/** A target of zero promises nothing: the field is left empty instead. */
const targetValue = countFromText.refine((value) => value > 0, {
  error: "Un objectif est supérieur à zéro. Laissez vide s’il n’y en a pas.",
});
const milestoneValue = countFromText.refine((value) => value > 0, {
  error: "Un jalon est supérieur à zéro. Laissez vide s’il n’y en a pas.",
});
const milestoneDay = z.iso.date("Indiquez une date valable.");

/** Names of the fields that the form gives to each indicator. */
export const targetField = (key: string) => `value_${key}`;
export const actionField = (key: string) => `action_${key}`;
export const milestoneField = (key: string, at: number, field: "dueOn" | "value") =>
  `milestone_${at}_${field}_${key}`;

/** Every field of an indicator. */
export const fieldsOf = (key: string): string[] => [
  targetField(key),
  actionField(key),
  ...Array.from({ length: MILESTONE_ROWS }, (_, at) =>
    (["dueOn", "value"] as const).map((field) => milestoneField(key, at, field)),
  ).flat(),
];

type Fields = Record<string, string | number | undefined> & { version: number };

/** The form of a grant's targets: for each indicator a number, maybe none, and what belongs to it. */
export function targetsFormSchema(
  definitions: readonly Pick<IndicatorDefinition, "key" | "counted">[],
) {
  const shape: Record<string, z.ZodType<number | string | undefined>> = {};
  for (const { key } of definitions) {
    shape[targetField(key)] = targetValue.optional();
    shape[actionField(key)] = z.uuid({ error: "Choisissez une action de la liste." }).optional();
    for (let at = 0; at < MILESTONE_ROWS; at++) {
      shape[milestoneField(key, at, "dueOn")] = milestoneDay.optional();
      shape[milestoneField(key, at, "value")] = milestoneValue.optional();
    }
  }
  // What is missing is said with what cannot be read, at once.
  return z
    .object({ version: versionSchema, ...shape })
    .superRefine(
      (typed, context) => {
        for (const { key } of definitions) sayWhatIsMissing(typed as Fields, key, context);
      },
      { when: () => true },
    )
    .transform((typed) => {
      const fields = typed as Fields;
      const targets = definitions.flatMap(({ key, counted }): Target[] => {
        const whole = wholeOf(counted);
        const value = fields[targetField(key)];
        if (typeof value !== "number") return [];
        const actionId = fields[actionField(key)];
        return [
          {
            indicatorKey: key,
            value: value * whole,
            actionId: typeof actionId === "string" ? actionId : null,
            milestones: readMilestones(fields, key, whole),
          },
        ];
      });
      return { version: fields.version, targets };
    });
}

/** The two fields of each milestone of an indicator, as they are typed. */
const milestoneRows = (fields: Fields, key: string) =>
  Array.from({ length: MILESTONE_ROWS }, (_, at) => ({
    at,
    dueOn: fields[milestoneField(key, at, "dueOn")],
    value: fields[milestoneField(key, at, "value")],
  }));

/** A row left empty is no milestone; one of which half is missing says which; and a milestone leads to a target. */
function sayWhatIsMissing(fields: Fields, key: string, context: z.RefinementCtx) {
  const say = (field: string, message: string) =>
    context.addIssue({ code: "custom", path: [field], message });
  let hasMilestone = false;
  for (const { at, dueOn, value } of milestoneRows(fields, key)) {
    if (dueOn === undefined && value === undefined) continue;
    if (dueOn === undefined) {
      say(milestoneField(key, at, "dueOn"), "Indiquez le jour de ce jalon.");
    } else if (value === undefined) {
      say(milestoneField(key, at, "value"), "Indiquez ce qui est promis ce jour-là.");
    } else hasMilestone = true;
  }
  if (hasMilestone && fields[targetField(key)] === undefined)
    say(targetField(key), "Indiquez l’objectif auquel mènent ces jalons.");
}

const readMilestones = (fields: Fields, key: string, whole: number) =>
  milestoneRows(fields, key).flatMap(({ dueOn, value }) =>
    typeof dueOn === "string" && typeof value === "number" ? [{ dueOn, value: value * whole }] : [],
  );

/** What `setTargets` takes: all the targets of a grant, replacing those it had. */
export const setTargetsSchema = z.object({
  grantId: z.uuid(),
  /** The version of the grant: targets are part of what was agreed. */
  version: versionSchema,
  targets: z.array(
    z.object({
      indicatorKey: z.string(),
      actionId: z.uuid().nullable(),
      value: z.number().int().min(1),
      milestones: z
        .array(z.object({ dueOn: z.iso.date(), value: z.number().int().min(1) }))
        .max(MILESTONE_ROWS),
    }),
  ),
});

export const milestoneRefusals = {
  outside_period: "Choisissez un jour de la période, avant son dernier jour.",
  same_day: "Un autre jalon est fixé ce jour-là.",
  not_increasing: "Un jalon grandit avec le temps, et reste sous l’objectif.",
} as const satisfies Record<MilestoneFault, string>;
