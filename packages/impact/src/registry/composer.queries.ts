import { NotFound } from "@essaim/database/errors";
import { today } from "@essaim/database/today";
import { readGrants } from "@essaim/funding/grant/grant.queries";
import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";
import type { Dimension } from "./dimension.schema.ts";
import { type DimensionValue, readValues } from "./dimension-values.queries.ts";
import { evaluateAll } from "./evaluate.queries.ts";
import {
  conditionsOf,
  countableKeys,
  isSource,
  ownDefinition,
  ownIndicatorSchema,
} from "./own-indicator.schema.ts";
import { newestGrants, scopeOf } from "./trace.queries.ts";

/** The values that each condition of an indicator may ask for, and the grants on which it may be tried. */
export const getComposer = defineQuery({
  name: "getComposer",
  permission: "impact:write",
  input: z.object({ countable: z.enum(countableKeys) }),
  run: async ({ db, input: { countable } }) => {
    const choices: { dimension: Dimension; values: DimensionValue[] }[] = [];
    for (const dimension of isSource(countable) ? conditionsOf(countable) : []) {
      choices.push({ dimension, values: await readValues(db, dimension) });
    }
    const grants = newestGrants(await readGrants(db));
    return {
      choices,
      grants: grants.map(({ id, title, funderName }) => ({ id, title, funderName })),
    };
  },
});
export type Composer = Awaited<ReturnType<typeof getComposer.run>>;

/** What an indicator that nobody has saved yet would say of a grant's period so far. @throws NotFound */
export const tryIndicator = defineQuery({
  name: "tryIndicator",
  permission: "impact:write",
  input: z.object({ grantId: z.uuid(), indicator: ownIndicatorSchema }),
  run: async ({ db, actor, input: { grantId, indicator } }) => {
    const grant = (await readGrants(db)).find(({ id }) => id === grantId);
    if (!grant) throw new NotFound(`No grant ${grantId}`);
    const definition = ownDefinition({
      ...indicator,
      id: "",
      formula: indicator.calculation,
      retiredOn: null,
      updatedOn: today(),
    });
    const scope = scopeOf(grant, today());
    const figures = scope && (await evaluateAll(db, actor, [definition], scope));
    return {
      grantTitle: grant.title,
      scope,
      definition,
      figure: figures?.get(definition.key) ?? null,
    };
  },
});
export type Trial = Awaited<ReturnType<typeof tryIndicator.run>>;
