import { describe, expect, test } from "vitest";
import { decideDuePublication, decidePublication, decideSchedule } from "./publish.rules.ts";

describe("who may publish", () => {
  test("anybody where nobody reads again, even what they wrote", () => {
    expect(decidePublication({ needsReview: false, writers: ["ana"] }, "ana").ok).toBe(true);
  });

  test("with a second reader, somebody else than those who wrote", () => {
    const record = { needsReview: true, writers: ["ana"] };
    expect(decidePublication(record, "ana")).toEqual({ ok: false, reason: "own_change" });
    expect(decidePublication(record, "bob").ok).toBe(true);
    expect(decidePublication({ ...record, writers: ["ana", "bob"] }, "ana").ok).toBe(false);
  });

  test("a writer that nobody knows stops nobody", () => {
    expect(decidePublication({ needsReview: true, writers: [] }, "ana").ok).toBe(true);
  });
});

describe("when", () => {
  const now = new Date("2026-03-01T10:00:00Z");
  const at = (text: string) => decideSchedule(new Date(text), now);

  test("later than now, and within a year", () => {
    expect(at("2026-03-01T10:01:00Z").ok).toBe(true);
    expect(at("2027-03-01T10:00:00Z").ok).toBe(true);
    expect(at("2026-03-01T10:00:00Z")).toEqual({ ok: false, reason: "past" });
    expect(at("2027-04-01T10:00:00Z")).toEqual({ ok: false, reason: "too_far" });
  });

  const plan = { version: 4, scheduledBy: "bob", mayWrite: true };
  const record = { version: 4, needsReview: true, writers: ["ana"], isComplete: true };

  test("what was planned is published when its hour comes", () => {
    expect(decideDuePublication(plan, record).ok).toBe(true);
  });

  test("what was changed since waits for somebody to ask again", () => {
    expect(decideDuePublication(plan, { ...record, version: 5 })).toEqual({
      ok: false,
      missed: "changed",
    });
  });

  test("a second reader asked for meanwhile counts too", () => {
    expect(decideDuePublication({ ...plan, scheduledBy: "ana" }, record)).toEqual({
      ok: false,
      missed: "own_change",
    });
  });

  test("whoever has left publishes nothing any more", () => {
    expect(decideDuePublication({ ...plan, mayWrite: false }, record)).toEqual({
      ok: false,
      missed: "no_access",
    });
  });

  test("nothing incomplete is ever published", () => {
    expect(decideDuePublication(plan, { ...record, isComplete: false })).toEqual({
      ok: false,
      missed: "incomplete",
    });
  });
});
