import { NotFound, Unavailable } from "@essaim/database/errors";
import type { Execute } from "@essaim/database/execute";
import type { MemberActor } from "@essaim/identity/actor";
import { executeWithResponses } from "@essaim/web/responses";
import { expect, test } from "vitest";
import { readChanges } from "./import-changes.server";

const changesAfter = (refusal: Error) => {
  const refuse = (() => Promise.reject(refusal)) as Execute;
  return readChanges({ execute: executeWithResponses(refuse) }, {} as MemberActor, "");
};

test("an import whose job was cleared away, or is somebody else's, shows no change", async () => {
  expect(await changesAfter(new NotFound("No such job"))).toBeNull();
});

test("what cannot be read at all is not taken for no change", async () => {
  await expect(changesAfter(new Unavailable("Away"))).rejects.toMatchObject({ status: 503 });
});
