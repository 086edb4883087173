import { Unavailable } from "@essaim/database/errors";
import { giveUpDueRecord, publishDueRecord } from "@essaim/directory/publication/schedule.commands";
import { listDueRecords } from "@essaim/directory/publication/schedule.queries";
import { houseActor } from "@essaim/identity/actor";
import { expect, test } from "vitest";
import { publishDue } from "./publish-due.ts";
import type { JobWork } from "./work.ts";

/** Runs the job on one record, whose publication ends with this error. */
async function runWith(error: Error) {
  const asked: unknown[] = [];
  const execute = async (_: unknown, operation: unknown) => {
    asked.push(operation);
    if (operation === listDueRecords) return ["a record"];
    if (operation === publishDueRecord) throw error;
    return { ok: true };
  };
  const silent = () => {};
  const outcome = await publishDue({
    execute,
    house: houseActor("organisation", "test"),
    logger: { error: silent, warn: silent },
  } as unknown as JobWork);
  return { outcome, isGivenUp: asked.includes(giveUpDueRecord) };
}

test("a publication stays planned when what stopped it passes", async () => {
  const passing = [
    new Unavailable("The database cannot answer for now"),
    Object.assign(new Error("deadlock detected"), { code: "40P01" }),
  ];
  for (const error of passing) {
    expect(await runWith(error)).toEqual({
      outcome: { published: 0, failed: 0, putOff: 1 },
      isGivenUp: false,
    });
  }
});

test("one that would fail every minute is given up", async () => {
  const error = Object.assign(new Error("a check is violated"), { code: "23514" });
  expect(await runWith(error)).toEqual({
    outcome: { published: 0, failed: 1, putOff: 0 },
    isGivenUp: true,
  });
});
