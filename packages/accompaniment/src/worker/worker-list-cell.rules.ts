import { listOf } from "../list/value-list.schema.ts";
import { situationLabels } from "../pathway/stage.schema.ts";
import { residenceLabels, workerKindShortLabels } from "./worker.schema.ts";
import { communeLabel } from "./worker.words.ts";
import type { WorkerRow } from "./worker-list.queries.ts";
import { type ColumnKey, isListColumn } from "./worker-list-columns.schema.ts";

/**
 * What a column says of somebody, on screen and in a file alike. A day is `YYYY-MM-DD`, a year a number, a telephone
 * as it is kept; `isAbsent` marks words that stand for an answer that nobody gave. Of a place, `answer` says whether it
 * is a priority neighbourhood, when that is known.
 */
export type Cell =
  | { type: "text"; text: string; isAbsent?: boolean }
  | {
      type: "place";
      commune: string | null;
      neighbourhood: string | null;
      answer: string | null;
    }
  | { type: "phone"; text: string }
  | { type: "email"; text: string }
  | { type: "day"; day: string }
  | { type: "year"; year: number }
  | { type: "empty" };

const empty: Cell = { type: "empty" };
const text = (value: string | null): Cell => (value ? { type: "text", text: value } : empty);
const absent = (value: string): Cell => ({ type: "text", text: value, isAbsent: true });
const day = (value: string | null, otherwise: Cell = empty): Cell =>
  value ? { type: "day", day: value } : otherwise;

const notKnown = absent("Non renseigné");

/** What the list says of somebody in one column. */
export function cellOf(worker: WorkerRow, key: ColumnKey): Cell {
  if (isListColumn(key)) {
    const said = worker.values[key] ?? [];
    return said.length > 0 ? text(said.join(listOf(key).isMultiple ? ", " : "")) : notKnown;
  }
  switch (key) {
    case "stage":
      return worker.stage ? text(situationLabels[worker.stage]) : absent("À venir");
    case "kind":
      return text(workerKindShortLabels[worker.kind]);
    case "home":
      return homeOf(worker);
    case "commune": {
      const { communeName: name, departmentCode } = worker;
      return name && departmentCode ? text(communeLabel({ name, departmentCode })) : notKnown;
    }
    case "neighbourhood":
      return text(worker.neighbourhoodName);
    case "coach":
      return worker.coachName ? text(worker.coachName) : absent("À attribuer");
    case "start":
      return day(worker.supportedFrom);
    case "end":
      return day(worker.supportedUntil);
    case "lastMeeting":
      return day(worker.lastMeetingOn, absent("Jamais"));
    case "contractEnd":
      return day(worker.contractEndsOn);
    case "nextStep":
      return text(worker.nextStep);
    case "nextStepOn":
      return day(worker.nextStepOn);
    case "phone":
      return worker.phone ? { type: "phone", text: worker.phone } : empty;
    case "email":
      return worker.email ? { type: "email", text: worker.email } : empty;
    case "birth":
      return worker.birthOn || worker.birthYear === null
        ? day(worker.birthOn)
        : { type: "year", year: worker.birthYear };
    case "resources":
      return text(worker.resources.join(", "));
  }
}

function homeOf({ communeName, neighbourhoodName, residence }: WorkerRow): Cell {
  if (!communeName && residence === "unknown") return notKnown;
  return {
    type: "place",
    commune: communeName,
    neighbourhood: neighbourhoodName,
    answer: residence === "unknown" ? null : residenceLabels[residence],
  };
}

/** What the list adds to a day with a mark, which a file holds in a column of its own. */
export const markLabels = {
  start: "Terminé",
  lastMeeting: "À revoir",
  contractEnd: "Passé",
} as const satisfies Partial<Record<ColumnKey, string>>;

export type MarkedKey = keyof typeof markLabels;

/**
 * May a column bear a mark?
 * @param shown the columns of the list: a stage that is shown already says that the support has ended
 */
export function isMarked(key: ColumnKey, shown: readonly ColumnKey[]): key is MarkedKey {
  return Object.hasOwn(markLabels, key) && !(key === "start" && shown.includes("stage"));
}

/** Does the mark of a column hold for somebody on that day? */
export function hasMark(worker: WorkerRow, key: MarkedKey, day: string): boolean {
  switch (key) {
    case "start":
      return worker.supportedUntil !== null && worker.supportedUntil < day;
    case "lastMeeting":
      return worker.toReview;
    case "contractEnd":
      return worker.contractEndsOn !== null && worker.contractEndsOn < day;
  }
}
