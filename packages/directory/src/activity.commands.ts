import { type Conflict, holdRecord } from "@essaim/database/record";
import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, type Tx } from "@essaim/identity/operation";
import { type ActivityRecord, loadActivity } from "./activity.queries.ts";
import { type ActivityInput, activitySchema, editActivitySchema } from "./activity.schema.ts";
import { checkRows, type Place } from "./activity-rows.queries.ts";
import { knownImages } from "./image.rules.ts";
import { publish, withdraw } from "./publication/publish.commands.ts";
import {
  type Incomplete,
  type Invalid,
  insertUnderFreeSlug,
  type SavedPage,
} from "./publication.commands.ts";
import { hasErrors, missingFromActivity } from "./publication.rules.ts";
import { publicationSchema } from "./publication.schema.ts";
import { slugOf } from "./slug.rules.ts";

/**
 * Begins an activity, as a draft. Its public address is made from its title, once and for all.
 * Refuses (`invalid`) resources and communes that are not known, and transfers from elsewhere or in a loop.
 */
export const createActivity = defineCommand({
  name: "createActivity",
  permission: "directory:write",
  subject: "activity",
  input: activitySchema,
  run: async ({ db, actor, input }): Promise<SavedPage | Invalid> => {
    const checked = await checkRows(db, input);
    if (!checked.ok) return checked;
    const saved = await insertUnderFreeSlug(slugOf(input.title, "activite"), (slug) =>
      db
        .insertInto("activity")
        .values({
          organisation_id: actor.organisationId,
          updated_by: actor.membershipId,
          slug,
          ...columnsOf({ ...input, images: [] }),
        })
        .onConflict((conflict) => conflict.column("slug").doNothing())
        .returning(["id", "slug", "version"])
        .executeTakeFirst(),
    );
    await saveRows(db, actor, saved.id, input, checked.places);
    return { ok: true, ...saved };
  },
});

/**
 * Replaces what an activity says, if it is still the version that the form was made from. A published one
 * must go on telling what publication asks for (`incomplete`).
 * @throws NotFound when the organisation has no such activity
 */
export const editActivity = defineCommand({
  name: "editActivity",
  permission: "directory:write",
  subject: "activity",
  input: editActivitySchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<SavedPage | Invalid | Incomplete | Conflict<ActivityRecord>> => {
    const held = await holdRecord(db, "activity", input, loadActivity);
    if (!held.ok) return held;
    if (held.current.status === "published") {
      const errors = missingFromActivity(input);
      if (hasErrors(errors)) return { ok: false, reason: "incomplete", errors };
    }
    return writeActivity(db, actor, input.id, {
      ...input,
      images: knownImages(input.images, held.current.images),
    });
  },
});

/**
 * Shows an activity to everybody. Refuses (`incomplete`) one that hides its limits or its advantages.
 * @throws NotFound when the organisation has no such activity
 */
export const publishActivity = defineCommand({
  name: "publishActivity",
  permission: "directory:write",
  subject: "activity",
  input: publicationSchema,
  run: ({ db, actor, input }) => publish(db, actor, "activity", input),
});

/**
 * Withdraws an activity from the public directory. Nothing of it is lost.
 * @throws NotFound when the organisation has no such activity
 */
export const unpublishActivity = defineCommand({
  name: "unpublishActivity",
  permission: "directory:write",
  subject: "activity",
  input: publicationSchema,
  run: ({ db, input }) => withdraw(db, "activity", input),
});

/**
 * Makes the working copy of an activity say this, rows included, and nothing else.
 * @param id of an activity that the transaction holds (`holdRecord`)
 * @returns `invalid` when it names a resource or a commune that is not known
 */
export async function writeActivity(
  db: Tx,
  actor: MemberActor,
  id: string,
  input: ActivityInput,
): Promise<SavedPage | Invalid> {
  const checked = await checkRows(db, input);
  if (!checked.ok) return checked;
  const saved = await db
    .updateTable("activity")
    .set(columnsOf(input))
    .where("id", "=", id)
    .returning(["id", "slug", "version"])
    .executeTakeFirstOrThrow();
  await saveRows(db, actor, id, input, checked.places);
  return { ok: true, ...saved };
}

function columnsOf(input: ActivityInput) {
  return {
    title: input.title,
    summary: input.summary,
    sector: input.sector,
    description: input.description,
    requirements: input.requirements,
    steps: JSON.stringify(input.steps),
    advantages: input.advantages,
    limits: input.limits,
    startup_cost_min_cents: input.startupCostMinCents,
    startup_cost_max_cents: input.startupCostMaxCents,
    monthly_cost_min_cents: input.monthlyCostMinCents,
    monthly_cost_max_cents: input.monthlyCostMaxCents,
    people_min: input.peopleMin,
    people_max: input.peopleMax,
    space: input.space,
    skills: JSON.stringify(input.skills),
    legal_forms: input.legalForms,
    first_income_min_months: input.firstIncomeMinMonths,
    first_income_max_months: input.firstIncomeMaxMonths,
    maturity: input.maturity,
    income: input.income,
    figures: JSON.stringify(input.figures),
    supporters: JSON.stringify(input.supporters),
    questions: JSON.stringify(input.questions),
    links: JSON.stringify(input.links),
    images: JSON.stringify(input.images),
    english: input.english && JSON.stringify(input.english),
  };
}

/** Makes the rows of an activity those of the form: what is no longer there goes, the rest is kept or added. */
async function saveRows(
  db: Tx,
  actor: MemberActor,
  activityId: string,
  { resources }: Pick<ActivityInput, "resources">,
  places: Place[],
): Promise<void> {
  const owner = { organisation_id: actor.organisationId, activity_id: activityId };
  let gone = db.deleteFrom("activity_resource").where("activity_id", "=", activityId);
  let left = db.deleteFrom("activity_location").where("activity_id", "=", activityId);
  if (resources.length > 0) {
    const kept = resources.map((resource) => resource.openResourceId);
    gone = gone.where("open_resource_id", "not in", kept);
  }
  if (places.length > 0) {
    const kept = places.map((place) => place.communeCode);
    left = left.where("commune_code", "not in", kept);
  }
  await gone.execute();
  await left.execute();
  if (resources.length > 0) {
    await db
      .insertInto("activity_resource")
      .values(
        resources.map((resource) => ({
          ...owner,
          open_resource_id: resource.openResourceId,
          usage: resource.usage,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(["organisation_id", "activity_id", "open_resource_id"])
          .doUpdateSet(({ ref }) => ({ usage: ref("excluded.usage") })),
      )
      .execute();
  }
  if (places.length > 0) {
    await db
      .insertInto("activity_location")
      .values(
        places.map((place) => ({
          ...owner,
          commune_code: place.communeCode,
          since_year: place.sinceYear,
          transferred_from_commune_code: place.transferredFromCode,
          description: place.description,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(["organisation_id", "activity_id", "commune_code"])
          .doUpdateSet(({ ref }) => ({
            since_year: ref("excluded.since_year"),
            transferred_from_commune_code: ref("excluded.transferred_from_commune_code"),
            description: ref("excluded.description"),
          })),
      )
      .execute();
  }
}
