import { type ActivityInput, activitySchema, type Step } from "@essaim/directory/activity.schema";
import { type OpenResourceInput, openResourceSchema } from "@essaim/directory/open-resource.schema";
import type { ActivitySeed } from "./activities.ts";
import type { OpenResourceSeed } from "./open-resources.ts";
import { recipes } from "./recipes.ts";

const range = (ends: readonly [number, number] | null | undefined) => ends ?? [null, null];

/** An activity as its form would send it, but for its resources, which are named by their slugs. */
export function activityInput(activity: ActivitySeed): ActivityInput {
  const { title, summary, sector, description, requirements, advantages, limits } = activity;
  const { days, tools, monthlyCostCents, people, firstIncomeMonths, ...told } = recipes[
    activity.slug
  ] ?? { days: [] };
  const [startupCostMinCents, startupCostMaxCents] = range(activity.startupCostCents);
  const [monthlyCostMinCents, monthlyCostMaxCents] = range(monthlyCostCents);
  const [peopleMin, peopleMax] = range(people);
  const [firstIncomeMinMonths, firstIncomeMaxMonths] = range(firstIncomeMonths);
  return activitySchema.parse({
    ...{ title, summary, sector, description, requirements, advantages, limits },
    ...told,
    steps: stepTexts(activity).map(
      (text, index): Step => ({ text, days: days[index] ?? null, tools: tools?.[index] ?? "" }),
    ),
    ...{ startupCostMinCents, startupCostMaxCents, monthlyCostMinCents, monthlyCostMaxCents },
    ...{ peopleMin, peopleMax, firstIncomeMinMonths, firstIncomeMaxMonths },
    locations: activity.locations.map(({ communeCode, ...location }) => ({
      ...location,
      commune: communeCode,
    })),
  });
}

/** The steps of an activity, without their numbers. */
export function stepTexts({ steps }: Pick<ActivitySeed, "steps">): string[] {
  return steps.split("\n").flatMap((line) => line.replace(/^\d+\. /, "") || []);
}

/** A resource as its form would send it. */
export const resourceInput = (resource: Omit<OpenResourceSeed, "published">): OpenResourceInput =>
  openResourceSchema.parse(resource);
