import { expect, test } from "vitest";
import { isSameDraft, saveDraftSchema } from "./draft.schema.ts";

const sent = {
  form: "/rendez-vous/0190f8b2-7a5e-7c3a-8f4e-1b2c3d4e5f60/compte-rendu",
  submissionId: "0190f8b2-7a5e-7c3a-8f4e-1b2c3d4e5f60",
  fields: { summary: "Vu", version: "3", submissionId: "x", intent: "add" },
  seenAt: null,
};

test("keeps what is typed and the version it was typed over, not what is sent once", () => {
  expect(saveDraftSchema.parse(sent).fields).toEqual({ summary: "Vu", version: "3" });
});

test.each([
  [null, null],
  ["2026-03-03T10:00:00.123Z", new Date("2026-03-03T10:00:00.123Z")],
])("the draft seen last was kept at %s", (seenAt, expected) => {
  expect(saveDraftSchema.parse({ ...sent, seenAt }).seenAt).toEqual(expected);
});

test("two drafts are the same whatever the order of their fields", () => {
  const one = { summary: "Vu", themes: ["a", "b"], submissionId: "1" };
  expect(isSameDraft(one, { themes: ["a", "b"], submissionId: "2", summary: "Vu" })).toBe(true);
  expect(isSameDraft(one, { themes: ["b", "a"], summary: "Vu" })).toBe(false);
  expect(isSameDraft(one, { summary: "Vu, puis revu", themes: ["a", "b"] })).toBe(false);
});
