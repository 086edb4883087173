import type { WorkerListKey } from "../list/value-list.schema.ts";
import type { StageKind } from "../pathway/stage.schema.ts";
import type { WorkerInput } from "../worker/worker.schema.ts";
import type { Moment } from "../worker/worker-values.rules.ts";
import type { Repair } from "./cell-value.rules.ts";

/** What keeps a row from being taken over. */
export type Problem = {
  row: number;
  /** From 1; null when it is about the row as a whole. */
  column: number | null;
  message: string;
  /** What the cell shows, shortened; empty when it holds nothing. */
  shown: string;
};

export type PreparedStage = {
  kind: StageKind;
  startsOn: string;
  termOn: string | null;
  endsOn: string | null;
  exitReasonId: string | null;
  exitDestinationId: string | null;
};

/** A person as they will be written. */
export type PreparedPerson = {
  row: number;
  worker: WorkerInput & { supportedFrom: string };
  home: {
    communeCode: string | null;
    residence: "priority" | "outside" | "unknown";
    neighbourhoodCode: string | null;
  };
  dependants: number | null;
  stages: PreparedStage[];
  values: { key: WorkerListKey; moment: Moment; valueId: string }[];
  resourceIds: string[];
};

/** What a row gives: a person when nothing is wrong with it. */
export type PreparedRow = {
  row: number;
  person: PreparedPerson | null;
  problems: Problem[];
  repairs: Repair[];
};
