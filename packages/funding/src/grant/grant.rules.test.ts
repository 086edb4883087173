import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isVerbAllowed, isVisibleToFunder, stepBefore, whatKeepsOpen } from "./grant.rules.ts";
import { type GrantStatus, grantStatuses } from "./grant.schema.ts";

const status = fc.constantFrom<GrantStatus>(...grantStatuses);
const day = fc.constantFrom(null, "2026-03-01");
const cents = fc.integer({ min: 0, max: 1_000 });

describe("the steps of a grant", () => {
  it("are taken back one at a time, down to where nothing is asked", () => {
    fc.assert(
      fc.property(status, day, day, (from, appliedOn, signedOn) => {
        let grant = { status: from, askedCents: null, appliedOn, signedOn };
        let steps = 0;
        for (let before = stepBefore(grant); before !== null; before = stepBefore(grant)) {
          grant =
            before === "unsigned" ? { ...grant, signedOn: null } : { ...grant, status: before };
          steps += 1;
          expect(steps).toBeLessThan(5);
        }
        expect(grant.status).toBe("envisaged");
      }),
    );
  });

  it("keep an agreement from being decided otherwise, and a closed grant from everything but money", () => {
    expect(isVerbAllowed("decline", "awarded")).toBe(false);
    const left = (["apply", "award", "decline", "sign", "amend", "close"] as const).filter((verb) =>
      isVerbAllowed(verb, "closed"),
    );
    expect(left).toEqual([]);
    expect(isVerbAllowed("receive", "closed")).toBe(true);
  });

  it("show a funder only what rests on an agreement", () => {
    expect(grantStatuses.filter(isVisibleToFunder)).toEqual(["awarded", "closed"]);
  });
});

describe("the closing of a grant", () => {
  it("waits for every report, every cent received and every cent divided", () => {
    fc.assert(
      fc.property(
        cents,
        cents,
        cents,
        fc.nat(2),
        fc.boolean(),
        (amountCents, receivedCents, dividedCents, openReports, nothingMore) => {
          const state = { amountCents, receivedCents, dividedCents, openReports };
          const isDone =
            openReports === 0 &&
            (receivedCents >= amountCents || nothingMore) &&
            dividedCents === amountCents;
          expect(whatKeepsOpen(state, nothingMore).length === 0).toBe(isDone);
        },
      ),
    );
  });

  it("asks nothing of an amount that nobody knows", () => {
    const lost = { amountCents: null, receivedCents: 0, dividedCents: 0, openReports: 0 };
    expect(whatKeepsOpen(lost, false)).toEqual([]);
    expect(whatKeepsOpen({ ...lost, openReports: 1 }, true)).toEqual(["report_open"]);
  });
});
