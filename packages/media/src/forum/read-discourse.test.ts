import { afterAll, beforeAll, expect, test } from "vitest";
import { createForumReader, type ForumReader } from "./read-discourse.ts";
import { startDiscourse } from "./testing-discourse.ts";

let forum: Awaited<ReturnType<typeof startDiscourse>>;
let open: ForumReader;
let guarded: ForumReader;

beforeAll(async () => {
  forum = await startDiscourse();
  const options = { userAgent: "Essaim (test)", timeoutMs: 500, ports: [forum.port] };
  open = createForumReader({ ...options, isAllowed: (address) => address === "127.0.0.1" });
  guarded = createForumReader(options);
});
afterAll(async () => {
  await open.close();
  await guarded.close();
  forum.close();
});

const topic = (id: number) => `${forum.base}/t/et-les-jours-de-pluie/${id}`;

test("a Discourse says how many answered, and when last", async () => {
  expect(await open.read(`${topic(12)}/3`)).toEqual({
    ok: true,
    topic: {
      ...{ title: "Et les jours de pluie ?", answers: 3, isClosed: false, isArchived: false },
      // Half past midnight of the 12th, in Paris.
      ...{ isSolved: false, answeredOn: "2026-03-12" },
    },
  });
  expect(forum.asked.at(-1)).toBe("/t/12.json");
});

test("a question without an answer has no day of one", async () => {
  expect(await open.read(topic(13))).toMatchObject({ topic: { answers: 0, answeredOn: null } });
});

test("a closed topic, and an accepted answer, are told", async () => {
  expect(await open.read(topic(14))).toMatchObject({ topic: { isClosed: true, isSolved: true } });
});

test("the same topic under its whole name is followed once", async () => {
  expect(await open.read(topic(15))).toMatchObject({ ok: true, topic: { answers: 3 } });
});

test.each([
  [404, "gone"],
  [16, "closed"],
  [17, "closed"],
  [18, "broken"],
  [19, "unreadable"],
  [20, "slow"],
  [21, "unreadable"],
  [22, "moved"],
  [23, "unreadable"],
])("topic %i is %s", async (id, problem) => {
  expect(await open.read(topic(id))).toEqual({ ok: false, problem });
});

test("what is no topic is not asked, and no address leads inside the house", async () => {
  const before = forum.asked.length;
  expect(await open.read(`${forum.base}/c/entraide`)).toEqual({ ok: false, problem: "unreadable" });
  expect(await guarded.read(topic(12))).toEqual({ ok: false, problem: "unreachable" });
  expect(forum.asked).toHaveLength(before);
});
