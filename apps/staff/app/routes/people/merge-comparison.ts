import { listOf, workerListKeys, workerLists } from "@essaim/accompaniment/list/value-list.schema";
import { dayInWords } from "@essaim/accompaniment/pathway/day.rules";
import { stageLabels } from "@essaim/accompaniment/pathway/stage.schema";
import type { MergeFile } from "@essaim/accompaniment/worker/merge.queries";
import {
  decideMergedPathway,
  isSaid,
  isSame,
  type MergeWorker,
  proposedSide,
  proposeStages,
} from "@essaim/accompaniment/worker/merge.rules";
import {
  type MergeField,
  type MergeSide,
  mergeFieldKeys,
  mergeFields,
  singleLists,
} from "@essaim/accompaniment/worker/merge.schema";
import { formatPhone, writeBirth } from "@essaim/accompaniment/worker/worker.rules";
import { residenceLabels, workerKindLabels } from "@essaim/accompaniment/worker/worker.schema";
import { birthOf, communeLabel } from "@essaim/accompaniment/worker/worker.words";
import { townText } from "./address-text";

type Difference = {
  /** The name of the form's field. */
  name: string;
  label: string;
  kept: string;
  merged: string;
  proposed: MergeSide;
};

type StageChoice = { id: string; label: string; side: MergeSide };

/** Two files side by side, in words. */
export type Comparison = {
  kept: FileSummary;
  merged: FileSummary;
  /** What they say differently: somebody must choose. */
  differences: Difference[];
  /** What one of them says alone, or both alike. */
  agreed: { label: string; value: string }[];
  /** Lists of several answers, which are put together. */
  together: { label: string; values: string }[];
  stages: StageChoice[];
  proposedStages: string[];
  /** What is wrong with the stages proposed, if anything. */
  pathwayProblem: string | null;
  /** Are there sensitive answers that the member may not read? They go along all the same. */
  isPartlyClosed: boolean;
};

export type FileSummary = {
  id: string;
  version: number;
  name: string;
  supportedFrom: string;
  coachName: string | null;
  counts: MergeFile["counts"];
};

/** What differs between two files, what does not, and what is proposed. */
export function comparisonOf(kept: MergeFile, merged: MergeFile, today: string): Comparison {
  const differences: Difference[] = [];
  const agreed: Comparison["agreed"] = [];
  for (const field of mergeFieldKeys) {
    const [a, b] = [kept.worker, merged.worker];
    const says = [isSaid(a, field), isSaid(b, field)];
    if (!says[0] && !says[1]) continue;
    const proposed = proposedSide(a, b, field);
    if (isSame(a, b, field) || !says[0] || !says[1]) {
      const value = fieldInWords(proposed === "kept" ? a : b, field);
      agreed.push({ label: mergeFields[field], value });
    } else {
      differences.push({
        name: field,
        label: mergeFields[field],
        kept: fieldInWords(a, field),
        merged: fieldInWords(b, field),
        proposed,
      });
    }
  }
  for (const { key, moment, field } of singleLists) {
    const [a] = kept.values[moment][key];
    const [b] = merged.values[moment][key];
    const name = workerLists[key].name;
    const label = moment === "entry" ? `${name}, à l’arrivée` : name;
    if (a && b && a.id !== b.id) {
      differences.push({ name: field, label, kept: a.label, merged: b.label, proposed: "kept" });
    } else if (a ?? b) agreed.push({ label, value: (a ?? b)?.label ?? "" });
  }
  const stages = [
    ...kept.stages.map((stage) => ({ ...stage, side: "kept" as const })),
    ...merged.stages.map((stage) => ({ ...stage, side: "merged" as const })),
  ].sort((a, b) => a.startsOn.localeCompare(b.startsOn));
  const proposedStages = proposeStages(kept.stages, merged.stages, today);
  const decision = decideMergedPathway(stages, proposedStages, today);
  return {
    kept: summaryOf(kept),
    merged: summaryOf(merged),
    differences,
    agreed,
    together: together(kept, merged),
    stages: stages.map(({ id, kind, startsOn, termOn, side }) => ({
      id,
      side,
      label: `${stageLabels[kind]} du ${dayInWords(startsOn)}${termOn ? ` au ${dayInWords(termOn)}` : ""}`,
    })),
    proposedStages,
    pathwayProblem: decision.ok ? null : decision.message,
    isPartlyClosed: !kept.isSensitiveOpen || !merged.isSensitiveOpen,
  };
}

function summaryOf({ worker, counts }: MergeFile): FileSummary {
  const { id, version, givenName, familyName, supportedFrom, coachName } = worker;
  return { id, version, name: `${givenName} ${familyName}`, supportedFrom, coachName, counts };
}

function together(kept: MergeFile, merged: MergeFile): Comparison["together"] {
  const lists = workerListKeys
    .filter((key) => listOf(key).isMultiple)
    .map((key) => ({
      label: workerLists[key].name,
      values: [...kept.values.now[key], ...merged.values.now[key]].map((value) => value.label),
    }));
  const resources = [...kept.worker.resources, ...merged.worker.resources].map((one) => one.name);
  return [...lists, { label: "Communs utilisés", values: resources }]
    .filter(({ values }) => values.length > 0)
    .map(({ label, values }) => ({ label, values: [...new Set(values)].join(", ") }));
}

function fieldInWords(worker: MergeWorker, field: MergeField): string {
  switch (field) {
    case "givenName":
      return worker.givenName;
    case "familyName":
      return worker.familyName;
    case "phone":
      return worker.phone ? formatPhone(worker.phone) : "";
    case "email":
      return worker.email ?? "";
    case "address":
      return [worker.addressLine, worker.postcode && townText(worker)].filter(Boolean).join(", ");
    case "place": {
      const { communeName: name, departmentCode } = worker;
      return [
        name && departmentCode && communeLabel({ name, departmentCode }),
        worker.neighbourhoodName ?? residenceLabels[worker.residence],
      ]
        .filter(Boolean)
        .join(", ");
    }
    case "birth": {
      const birth = birthOf(worker);
      return birth ? writeBirth(birth) : "";
    }
    case "kind":
      return workerKindLabels[worker.kind];
    case "coach":
      return worker.coachName ?? "À attribuer";
    case "dependants":
      return String(worker.dependants ?? "");
  }
}
