import { expect, test } from "vitest";
import {
  recordStageSchema,
  stageKinds,
  stageOfSlug,
  stageSchema,
  stageSlugs,
} from "./stage.schema.ts";

const faults = (input: object) =>
  stageSchema.safeParse(input).error?.issues.map(({ path }) => path.join(".")) ?? [];

test("all that is missing of a stage is said at once", () => {
  expect(faults({ kind: "candidate", startsOn: "2026-01-05" })).toEqual([]);
  expect(faults({ kind: "cape", startsOn: "2026-01-05" })).toEqual(["termOn"]);
  expect(faults({ kind: "exit", startsOn: "2026-01-05" })).toEqual([
    "exit_reason",
    "exit_destination",
  ]);
  expect(faults({ kind: "party", startsOn: "1889-01-05" })).toEqual(["startsOn", "kind"]);
  expect(faults({ kind: "exit", startsOn: "2026-02-30" })).toContain("startsOn");
});

test("an exit may say that nobody knows, and an answer is an answer's id", () => {
  const exit = { kind: "exit", startsOn: "2026-01-05", exit_reason: "unknown" };
  expect(faults({ ...exit, exit_destination: "unknown" })).toEqual([]);
  expect(faults({ ...exit, exit_destination: "elsewhere" })).toEqual(["exit_destination"]);
  const workerId = "0190f8b2-7a5e-7c3a-8f4e-1b2c3d4e5f60";
  expect(recordStageSchema.parse({ ...exit, exit_destination: "unknown", workerId })).toMatchObject(
    {
      termOn: null,
      note: "",
    },
  );
});

test("every stage has an address of its own", () => {
  expect(stageKinds.map((kind) => stageOfSlug(stageSlugs[kind]))).toEqual([...stageKinds]);
  expect(stageOfSlug("x")).toBeUndefined();
  expect(stageOfSlug(null)).toBeUndefined();
});
