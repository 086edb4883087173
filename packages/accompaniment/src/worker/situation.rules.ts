import {
  type ListValue,
  listOf,
  type WorkerListKey,
  workerListKeys,
} from "../list/value-list.schema.ts";
import type { WorkerKind } from "./worker.schema.ts";
import type { Words } from "./worker-change.rules.ts";
import type { Moment } from "./worker-values.rules.ts";

/** What a person's file says of their situation, list by list, when they came and now. */
export type SituationRecord = Record<Moment, Record<WorkerListKey, ListValue[]>> & {
  id: string;
  version: number;
  givenName: string;
  familyName: string;
  kind: WorkerKind;
  coachId: string | null;
  /** People in their charge; null when nobody asked. */
  dependants: number | null;
  resources: { id: string; name: string }[];
  isAnonymised: boolean;
};

type Said = {
  dependants: number | null;
  resources: readonly { name: string }[];
} & Record<Moment, Record<WorkerListKey, readonly { label: string }[]>>;

/** A situation in words: the part that every coach reads, and the sensitive part. What is not known is empty. */
export function situationInWords(said: Said): { open: Words; sensitive: Words } {
  const written = (values: readonly { label: string }[]) =>
    values.map((value) => value.label).join(", ");
  const words = (isSensitive: boolean): Words =>
    workerListKeys
      .filter((key) => listOf(key).isSensitive === isSensitive)
      .flatMap((key): [string, string][] => {
        const { name, hasEntry } = listOf(key);
        const now: [string, string] = [name, written(said.now[key])];
        return hasEntry ? [[`${name} à l’arrivée`, written(said.entry[key])], now] : [now];
      });
  return {
    open: [
      ...words(false),
      ["Personnes à charge", said.dependants === null ? "" : String(said.dependants)],
      ["Communs utilisés", said.resources.map((resource) => resource.name).join(", ")],
    ],
    sensitive: words(true),
  };
}

/** What a list or a number of the file is asked for, by the name of its field. */
type Question = { field: string; name: string; isKnown: boolean };

/**
 * How complete a situation is: the questions that matter for this person, by their fields, and those without an answer.
 * Platforms are asked of who works through them; the sensitive questions of who may answer them; which commons
 * somebody relies on is no question, for there may be none.
 */
export function completeness(
  situation: Pick<SituationRecord, "now" | "kind" | "dependants">,
  isSensitiveOpen: boolean,
): { asked: number; fields: string[]; missing: { field: string; name: string }[] } {
  const inCharge = {
    field: "dependants",
    name: "Personnes à charge",
    isKnown: situation.dependants !== null,
  };
  const questions = workerListKeys
    .filter((key) => isSensitiveOpen || !listOf(key).isSensitive)
    .filter((key) => key !== "work_platform" || situation.kind !== "commons_contributor")
    .flatMap((key): Question[] => {
      const list = { field: key, name: listOf(key).name, isKnown: situation.now[key].length > 0 };
      return key === "household" ? [list, inCharge] : [list];
    });
  return {
    asked: questions.length,
    fields: questions.map(({ field }) => field),
    missing: questions
      .filter((question) => !question.isKnown)
      .map(({ field, name }) => ({ field, name })),
  };
}
