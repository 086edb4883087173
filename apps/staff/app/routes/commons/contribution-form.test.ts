import { parseMinutes } from "@essaim/database/duration.schema";
import { formatDuration } from "@essaim/ui/format";
import fc from "fast-check";
import { expect, it } from "vitest";

it("reads back the time that the form shows", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600_000 }), (minutes) => {
      expect(parseMinutes(formatDuration(minutes))).toBe(minutes);
    }),
  );
});
