import { daysAfter } from "@essaim/database/today";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ANSWER_DAYS,
  dueStep,
  nextRelay,
  type Relay,
  type RelayEvent,
  remindOn,
  responseRate,
} from "./relay.rules.ts";

const start: Relay = { state: "unconfirmed", dueOn: null, remindedOn: null };
const firstDay = "2026-02-20";
const history = fc.array(
  fc.record({
    event: fc.constantFrom<RelayEvent>("confirm", "remind", "escalate", "answer", "settle"),
    wait: fc.integer({ min: 0, max: 5 }),
  }),
  { maxLength: 30 },
);

/** Plays events a few days apart, what is not of the state left out, and shows each state that followed. */
function play(events: { event: RelayEvent; wait: number }[]) {
  const states: { relay: Relay; day: string; event: RelayEvent }[] = [];
  let relay = start;
  let day = firstDay;
  for (const { event, wait } of events) {
    day = daysAfter(day, wait);
    const next = nextRelay(relay, event, day);
    if (!next) continue;
    relay = next;
    states.push({ relay, day, event });
  }
  return states;
}

test("a request is confirmed once, before anything else, and reminded once at most", () => {
  fc.assert(
    fc.property(history, (events) => {
      const states = play(events);
      const confirmations = states.filter(({ event }) => event === "confirm");
      expect(confirmations.length).toBeLessThanOrEqual(1);
      if (states.length > 0) expect(states[0]?.event).toBe("confirm");
      expect(states.filter(({ event }) => event === "remind").length).toBeLessThanOrEqual(1);
    }),
  );
});

test("what is answered or settled stays so, and only an escalated request is settled", () => {
  fc.assert(
    fc.property(history, (events) => {
      const states = play(events).map(({ relay }) => relay.state);
      const ended = states.findIndex((state) => state === "answered" || state === "settled");
      if (ended >= 0) expect(ended).toBe(states.length - 1);
      const settled = states.indexOf("settled");
      if (settled >= 0) expect(states[settled - 1]).toBe("escalated");
    }),
  );
});

test("the last day never moves, and is seven days after the confirmation", () => {
  fc.assert(
    fc.property(history, (events) => {
      const states = play(events);
      for (const { relay } of states)
        expect(relay.dueOn).toBe(daysAfter(states[0]?.day ?? "", ANSWER_DAYS));
    }),
  );
});

test("left alone, a request is reminded on the fourth day and told to the cooperative on the eighth", () => {
  let relay = nextRelay(start, "confirm", firstDay) as Relay;
  const done: [string, string][] = [];
  for (let days = 0; days <= 20; days += 1) {
    const day = daysAfter(firstDay, days);
    const step = dueStep(relay, day);
    if (!step) continue;
    done.push([step, day]);
    relay = nextRelay(relay, step, day) as Relay;
  }
  expect(done).toEqual([
    ["remind", daysAfter(firstDay, 4)],
    ["escalate", daysAfter(firstDay, 8)],
  ]);
  expect(remindOn(relay.dueOn ?? "")).toBe(daysAfter(firstDay, 4));
  expect(relay.state).toBe("escalated");
});

test("a rate is said from five requests on, with nothing but what was counted", () => {
  expect(responseRate({ due: 4, answered: 4 })).toBeNull();
  expect(responseRate({ due: 5, answered: 4 })).toBe(0.8);
  expect(responseRate({ due: 8, answered: 0 })).toBe(0);
});
