import { listValues } from "@essaim/accompaniment/list/value-list.queries";
import type { ListValue, WorkerListKey } from "@essaim/accompaniment/list/value-list.schema";
import { recordMeeting } from "@essaim/accompaniment/meeting/meeting.commands";
import { recordStage } from "@essaim/accompaniment/pathway/stage.commands";
import { latestTerm } from "@essaim/accompaniment/pathway/stage.rules";
import { recordStageSchema, UNKNOWN } from "@essaim/accompaniment/pathway/stage.schema";
import { recordLocation } from "@essaim/accompaniment/residence/residence.commands";
import { getHomeToLocate } from "@essaim/accompaniment/residence/residence.queries";
import { editSituation } from "@essaim/accompaniment/worker/situation.commands";
import { getSituationForm } from "@essaim/accompaniment/worker/situation.queries";
import { situationSchema } from "@essaim/accompaniment/worker/situation.schema";
import { createWorker } from "@essaim/accompaniment/worker/worker.commands";
import { recordContribution } from "@essaim/commons/contribution/contribution.commands";
import { createPartner } from "@essaim/commons/partner/partner.commands";
import { partnerSchema } from "@essaim/commons/partner/partner.schema";
import type { Execute } from "@essaim/database/execute";
import { createActivity, publishActivity } from "@essaim/directory/activity.commands";
import type { ActivityInput } from "@essaim/directory/activity.schema";
import { createOpenResource, publishOpenResource } from "@essaim/directory/open-resource.commands";
import { addSynonym } from "@essaim/directory/search/synonym.commands";
import { createFunder } from "@essaim/funding/grant/funder.commands";
import type { MemberActor } from "@essaim/identity/actor";
import { declareFigure } from "@essaim/impact/declared-figure.commands";
import type { Geocoder } from "@essaim/territory/geocoding/geocoder";
import { type ActivitySeed, activities } from "./activities.ts";
import { type ContributionSeed, contributions } from "./contributions.ts";
import { addDays, onDay } from "./day.ts";
import { activityInput, resourceInput } from "./directory-inputs.ts";
import { meetings } from "./meetings/minutes.ts";
import { type OpenResourceSeed, openResources } from "./open-resources.ts";
import { partners } from "./partners.ts";
import { pathways } from "./pathways.ts";
import { type PersonaName, personas, type WorkerPersona } from "./personas.ts";
import { declaredFigures, type FunderSeed, funders } from "./programme.ts";

import { type SituationSeed, situations } from "./situations.ts";
import { synonyms } from "./synonyms.ts";

/** What is needed to tell the story: the door, and what the earlier steps made, by the names of the data. */
export type Story = {
  execute: Execute;
  today: string;
  /** Members by e-mail. */
  coaches: Map<string, MemberActor>;
  manager: MemberActor;
  editor: MemberActor;
  /** Where the addresses are; without it, the neighbourhoods are said by hand. */
  geocoder?: Geocoder;
};

/** Ids by slug, by persona's name, by funder's name. */
export type Ids = ReadonlyMap<string, string>;

/**
 * The record that a command saved. Demonstration data that the rules refuse is our mistake, so it throws.
 */
export function saved<R extends { ok: boolean }>(
  result: R,
  what: string,
): Extract<R, { ok: true }> {
  if (!result.ok) throw new Error(`${what} was refused: ${JSON.stringify(result)}`);
  return result as Extract<R, { ok: true }>;
}

export function idOf(ids: Ids, name: string): string {
  const id = ids.get(name);
  if (!id) throw new Error(`The demonstration data names ${name}, which does not exist`);
  return id;
}

export async function addOpenResource(
  execute: Execute,
  editor: MemberActor,
  { published, ...resource }: OpenResourceSeed,
): Promise<string> {
  const input = resourceInput(resource);
  const { id, version } = saved(await execute(editor, createOpenResource, input), resource.name);
  if (published) {
    saved(await execute(editor, publishOpenResource, { id, version }), resource.name);
  }
  return id;
}

export async function addDirectory({ execute, editor }: Story): Promise<Ids> {
  const ids = new Map<string, string>();
  for (const resource of openResources) {
    ids.set(resource.slug, await addOpenResource(execute, editor, resource));
  }
  for (const activity of activities) await addActivity(execute, editor, activity, ids);
  for (const terms of synonyms) saved(await execute(editor, addSynonym, { terms }), terms);
  return ids;
}

async function addActivity(
  execute: Execute,
  editor: MemberActor,
  activity: ActivitySeed,
  resourceIds: Ids,
): Promise<void> {
  const input: ActivityInput = {
    ...activityInput(activity),
    resources: activity.resources.map(({ slug, usage }) => ({
      openResourceId: idOf(resourceIds, slug),
      usage,
    })),
  };
  const { id, version } = saved(await execute(editor, createActivity, input), activity.title);
  if (activity.published) {
    saved(await execute(editor, publishActivity, { id, version }), activity.title);
  }
}

export function coachOf({ coaches }: Pick<Story, "coaches">, email: string): MemberActor {
  const coach = coaches.get(email);
  if (!coach) throw new Error(`No coach ${email}`);
  return coach;
}

/** What is known of a person from the start: how they came, their situation, the commons they rely on. */
async function tellSituation(
  execute: Execute,
  coach: MemberActor,
  id: string,
  { supportOrigin, resources, familyName }: WorkerPersona,
  resourceIds: Ids,
  { dependants, ...said }: SituationSeed,
): Promise<void> {
  const { situation, choices } = await execute(coach, getSituationForm, { id });
  const known = {
    ...said,
    ...(supportOrigin === "unknown" ? {} : { support_origin: [supportOrigin] }),
  };
  const values = Object.entries(known).map(([field, codes]) => {
    const list = choices[field.replace(/^entry_/, "") as WorkerListKey];
    const ids = new Map(list.map(({ code, id }) => [code ?? "", id]));
    return [field, codes.map((code) => idOf(ids, code))];
  });
  const input = {
    ...situationSchema.parse({ version: String(situation.version), sensitive: "oui" }),
    ...Object.fromEntries(values),
    id,
    dependants: dependants ?? null,
    resourceIds: resources.map((slug) => idOf(resourceIds, slug)),
  };
  saved(await execute(coach, editSituation, input), familyName);
}

export async function addWorker(
  story: Pick<Story, "execute" | "coaches" | "geocoder">,
  worker: WorkerPersona,
  resourceIds: Ids,
  situation: SituationSeed = {},
): Promise<string> {
  const coach = coachOf(story, worker.coach);
  const { communeCode, neighbourhoodCode, residence, birthYear, ...rest } = worker;
  const { coach: _, supportOrigin: __, resources: ___, supportedUntil: ____, ...person } = rest;
  const isLocatable = worker.addressLine !== null && story.geocoder !== undefined;
  const input = {
    ...person,
    birth: birthYear === null ? null : { on: null, year: birthYear },
    commune: communeCode,
    neighbourhood: isLocatable
      ? "auto"
      : residence === "priority"
        ? `${neighbourhoodCode}@${communeCode}`
        : residence,
    coachId: coach.membershipId,
    // Invented names may meet: each is somebody else.
    somebodyElse: "oui" as const,
  };
  const { id } = saved(await story.execute(coach, createWorker, input), worker.familyName);
  if (isLocatable) await locateHome(story, coach, id);
  await tellSituation(story.execute, coach, id, worker, resourceIds, situation);
  return id;
}

/** As the page of the form does once it is saved. */
async function locateHome(
  { execute, geocoder }: Pick<Story, "execute" | "geocoder">,
  coach: MemberActor,
  workerId: string,
): Promise<void> {
  const address = await execute(coach, getHomeToLocate, { workerId });
  if (!address || !geocoder) return;
  const geocoded = await geocoder.find(address);
  saved(await execute(coach, recordLocation, { workerId, geocoded, address }), "A home");
}

export async function addWorkers(story: Story, resourceIds: Ids): Promise<Ids> {
  const ids = new Map<string, string>();
  for (const [name, persona] of Object.entries(personas)) {
    const worker = persona({}, story.today);
    const situation = situations[name as PersonaName];
    ids.set(name, await addWorker(story, worker, resourceIds, situation));
  }
  return ids;
}

/** The stages of each person after their candidature, the exit of those who left included. */
export async function addPathways(story: Story, workerIds: Ids): Promise<void> {
  const { execute, today, manager } = story;
  const lists = await execute(manager, listValues, { keys: ["exit_reason", "exit_destination"] });
  const answer = (list: readonly ListValue[], code: string | undefined) =>
    code === undefined ? UNKNOWN : list.find((value) => value.code === code)?.id;
  for (const [name, stages] of Object.entries(pathways)) {
    const coach = coachOf(story, personas[name as PersonaName]().coach);
    const workerId = idOf(workerIds, name);
    for (const { kind, on, term, reason, destination, note } of stages) {
      const startsOn = onDay(today, on);
      const input = recordStageSchema.parse({
        workerId,
        kind,
        startsOn,
        termOn: term === undefined ? latestTerm(startsOn) : onDay(today, term),
        exit_reason: answer(lists.exit_reason, reason),
        exit_destination: answer(lists.exit_destination, destination),
        note,
      });
      saved(await execute(coach, recordStage, input), `${kind} of ${name}`);
    }
  }
}

/** What the demonstration leaves out of a compte rendu. */
export const toldBriefly = {
  attendance: "present" as const,
  doneActionIds: [],
  furtherSteps: [],
  nextMeetingOn: null,
  nextMeetingAt: null,
  startTime: null,
  placeDetail: "",
  meeting_theme: [],
  privateNote: "",
};

export async function addMeetings(story: Story, workerIds: Ids): Promise<void> {
  const { execute, today } = story;
  for (const { worker, heldOn, nextStepOn, ...meeting } of meetings) {
    const coach = coachOf(story, personas[worker]().coach);
    const input = {
      ...toldBriefly,
      ...meeting,
      workerId: idOf(workerIds, worker),
      coachId: coach.membershipId,
      heldOn: onDay(today, heldOn),
      nextStepOn: nextStepOn === null ? null : onDay(today, nextStepOn),
    };
    saved(await execute(coach, recordMeeting, input), `Meeting with ${worker}`);
  }
}

export async function addContributions(
  story: Story,
  resourceIds: Ids,
  workerIds: Ids,
): Promise<void> {
  const { execute, today, manager } = story;
  const coachFor = (worker: PersonaName | null) =>
    worker ? coachOf(story, personas[worker]().coach) : manager;
  for (const { resource, worker, contributedOn, ...contribution } of contributions) {
    const input = {
      ...contribution,
      openResourceId: idOf(resourceIds, resource),
      workerId: worker && idOf(workerIds, worker),
      contributedOn: onDay(today, contributedOn),
      // A year later, for a membership.
      renewsOn:
        contribution.kind === "membership" ? addDays(onDay(today, contributedOn), 365) : null,
      ...{ shareNominalCents: null, certificate: "", asMentor: false },
      ...{ budgetLineId: null, payAnyway: false, evidenceUrl: null },
      ...sharesOf(contribution),
    };
    saved(await execute(coachFor(worker), recordContribution, input), contribution.description);
  }
}

/** How many shares an amount makes: those of the demonstration are of a hundred euros. */
function sharesOf({ kind, amountCents }: Pick<ContributionSeed, "kind" | "amountCents">) {
  if (kind !== "share" || amountCents === null) return { shareCount: null };
  return { shareCount: amountCents / 10_000, shareNominalCents: 10_000 };
}

export async function addFunders(
  { execute, manager }: Pick<Story, "execute" | "manager">,
  seeds: readonly FunderSeed[] = funders,
): Promise<Ids> {
  const ids = new Map<string, string>();
  for (const funder of seeds) {
    ids.set(funder.name, saved(await execute(manager, createFunder, funder), funder.name).id);
  }
  return ids;
}

export async function addFigures({ execute, editor, today }: Story): Promise<void> {
  for (const figure of declaredFigures(today)) {
    saved(await execute(editor, declareFigure, figure), `${figure.indicatorKey} ${figure.month}`);
  }
}

export async function addPartners({ execute, manager, today }: Story): Promise<void> {
  for (const partner of partners) {
    const { nextStepIn } = partner;
    const typed = partnerSchema.parse({
      ...partner,
      websiteUrl: partner.websiteUrl ?? undefined,
      nextStepOn: nextStepIn === undefined ? undefined : addDays(today, nextStepIn),
    });
    saved(await execute(manager, createPartner, typed), partner.name);
  }
}
