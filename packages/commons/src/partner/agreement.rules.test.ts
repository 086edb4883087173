import { expect, test } from "vitest";
import { agreementState } from "./agreement.rules.ts";

test.each([
  ["2026-04-01", null, "coming"],
  ["2026-03-01", null, "in_force"],
  ["2026-01-01", "2026-12-31", "in_force"],
  ["2026-01-01", "2026-04-30", "ending"],
  ["2026-01-01", "2026-05-01", "in_force"],
  ["2026-01-01", "2026-03-01", "ending"],
  ["2026-01-01", "2026-02-28", "ended"],
])("signed on %s until %s, an agreement is %s on 1 March", (signedOn, endsOn, state) => {
  expect(agreementState({ signedOn, endsOn }, "2026-03-01")).toBe(state);
});
