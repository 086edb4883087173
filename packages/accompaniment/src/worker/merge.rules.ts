import {
  type Dated,
  decidePathway,
  inOrder,
  type PathwayRefusal,
  type Stage,
} from "../pathway/stage.rules.ts";
import type { StageKind } from "../pathway/stage.schema.ts";
import {
  type MergeChoices,
  type MergeField,
  type MergeSide,
  mergeFieldKeys,
} from "./merge.schema.ts";
import type { WorkerRecord } from "./worker.queries.ts";
import { workerInWords } from "./worker.words.ts";
import type { Change, Words } from "./worker-change.rules.ts";

/** A file as a merge compares it. */
export type MergeWorker = WorkerRecord & { dependants: number | null };

const columnsOfField = {
  givenName: ["givenName"],
  familyName: ["familyName"],
  phone: ["phone"],
  email: ["email"],
  address: ["addressLine", "postcode"],
  place: [
    "communeCode",
    "communeName",
    "departmentCode",
    "residence",
    "neighbourhoodCode",
    "neighbourhoodName",
  ],
  birth: ["birthOn", "birthYear"],
  kind: ["kind"],
  coach: ["coachId", "coachName"],
  dependants: ["dependants"],
} as const satisfies Record<MergeField, readonly (keyof MergeWorker)[]>;

/** Does the file say anything of a field? */
export function isSaid(worker: MergeWorker, field: MergeField): boolean {
  if (field === "place") return worker.communeCode !== null || worker.residence !== "unknown";
  return columnsOfField[field].some((column) => worker[column] !== null);
}

/** Do both files say the same of a field? */
export function isSame(a: MergeWorker, b: MergeWorker, field: MergeField): boolean {
  return columnsOfField[field].every((column) => a[column] === b[column]);
}

/** The file to believe on a field until somebody chooses: the one that stays, unless only the other says something. */
export function proposedSide(kept: MergeWorker, merged: MergeWorker, field: MergeField): MergeSide {
  // A neighbourhood with its commune says more than a commune alone.
  if (field === "place" && kept.residence === "unknown" && merged.residence !== "unknown") {
    return merged.communeCode === kept.communeCode || !kept.communeCode ? "merged" : "kept";
  }
  return !isSaid(kept, field) && isSaid(merged, field) ? "merged" : "kept";
}

/** How much a file holds: what was written of the person, what was answered, and since when. */
export type Fullness = { id: string; records: number; answers: number; supportedFrom: string };

/** Of two files, the one to keep until somebody chooses otherwise: the fuller, then the older. */
export function proposedKept(a: Fullness, b: Fullness): string {
  const order =
    b.records - a.records ||
    b.answers - a.answers ||
    a.supportedFrom.localeCompare(b.supportedFrom) ||
    a.id.localeCompare(b.id);
  return order <= 0 ? a.id : b.id;
}

/** The file that stays, once each field is the one chosen. */
export function mergedRecord(
  kept: MergeWorker,
  merged: MergeWorker,
  choices: MergeChoices,
): MergeWorker {
  const taken = mergeFieldKeys
    .filter((field) => (choices[field] ?? proposedSide(kept, merged, field)) === "merged")
    .flatMap((field) => columnsOfField[field].map((column) => [column, merged[column]]));
  return { ...kept, ...Object.fromEntries(taken) };
}

/**
 * What the trail of rectifications keeps of a merge: that it took place, and every word of either file that the one
 * file no longer says, under the names of fields that the trail always uses.
 */
export function mergeChanges(kept: MergeWorker, merged: MergeWorker, after: MergeWorker): Change[] {
  const fusion = { field: "Fusion", before: "", after: `${merged.givenName} ${merged.familyName}` };
  const now = new Map(inWords(after));
  const changes = [kept, merged].flatMap((worker) =>
    inWords(worker).flatMap(([field, before]) => {
      const text = now.get(field) ?? "";
      // What the merged file did not say has not changed.
      if (before === text || (worker === merged && before === "")) return [];
      return [{ field, before, after: text }];
    }),
  );
  return [fusion, ...changes];
}

function inWords(worker: MergeWorker): Words {
  const { dependants } = worker;
  return [
    ...workerInWords(worker),
    ["Personnes à charge", dependants === null ? "" : String(dependants)],
  ];
}

/**
 * The stages of two files that one pathway most likely keeps: all contracts and exits, and the openings that fit
 * with them, the earliest first, since a file opened twice has two candidatures. What both say of the same day is
 * kept once. Contracts that do not go together are all proposed: somebody must look.
 * @returns ids
 */
export function proposeStages(
  kept: readonly Stage[],
  merged: readonly Stage[],
  today: string,
): string[] {
  const isTwice = (stage: Stage) =>
    kept.some((other) => other.kind === stage.kind && other.startsOn === stage.startsOn);
  let chosen = inOrder([...kept, ...merged.filter((stage) => !isTwice(stage))]);
  for (;;) {
    const decision = decidePathway(chosen, today);
    const misfit = decision.ok ? null : chosen.find((stage) => stage.id === decision.stageId);
    if (!misfit || !isOpening(misfit.kind)) return chosen.map((stage) => stage.id);
    chosen = chosen.filter((stage) => stage !== misfit);
  }
}

const isOpening = (kind: StageKind) => kind === "candidate" || kind === "diagnosis";

/** May the stages of two files that somebody chose be one pathway? */
export function decideMergedPathway<S extends Stage>(
  stages: readonly S[],
  chosen: readonly string[],
  today: string,
): { ok: true; stages: Dated<S>[] } | PathwayRefusal {
  return decidePathway(
    stages.filter((stage) => chosen.includes(stage.id)),
    today,
  );
}

/** A stage with its last day, and whose it is. */
export type PlacedStage = Dated<Stage> & { workerId: string };

/**
 * The two pathways once a merge is undone: each stage goes back where it was, and what was noted since stays with
 * the file that was kept. Those that the merge dropped come back; those removed since do not.
 * @param before of both files, before the merge
 * @param after of the kept file, just after it
 * @param now of the kept file, today
 */
export function decideUnmergedPathways(
  keptId: string,
  before: readonly PlacedStage[],
  after: readonly Dated<Stage>[],
  now: readonly Dated<Stage>[],
  today: string,
):
  | { ok: true; stages: { id: string; workerId: string; endsOn: string | null }[] }
  | PathwayRefusal {
  const isUntouched = isSameSet(after, now);
  const placed = [
    ...now.map((stage) => {
      const earlier = before.find((one) => one.id === stage.id);
      if (!earlier) return { ...stage, workerId: keptId };
      return isSameDates(stage, after) ? earlier : { ...stage, workerId: earlier.workerId };
    }),
    ...before.filter((stage) => !after.some((one) => one.id === stage.id)),
  ];
  if (isUntouched) return { ok: true, stages: placed };
  const workerIds = [...new Set([keptId, ...before.map((stage) => stage.workerId)])];
  const stages: PlacedStage[] = [];
  for (const workerId of workerIds) {
    const decision = decidePathway(
      placed.filter((stage) => stage.workerId === workerId),
      today,
    );
    if (!decision.ok) return decision;
    stages.push(...decision.stages);
  }
  return { ok: true, stages };
}

function isSameDates(stage: Dated<Stage>, stages: readonly Dated<Stage>[]): boolean {
  const other = stages.find((one) => one.id === stage.id);
  return (
    other !== undefined &&
    other.startsOn === stage.startsOn &&
    other.termOn === stage.termOn &&
    other.endsOn === stage.endsOn
  );
}

function isSameSet(a: readonly Dated<Stage>[], b: readonly Dated<Stage>[]): boolean {
  return a.length === b.length && a.every((stage) => isSameDates(stage, b));
}
