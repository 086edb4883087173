import { daysAfter } from "@essaim/database/today";
/** Days that somebody has to answer a message. */
export const ANSWER_DAYS = 7;
/** Days after which they are reminded of it. */
export const REMIND_DAYS = 4;
/** Requests whose day has come, from which a rate says something. */
export const RATE_FROM = 5;
/** Months after which the author of an experience is asked whether they can still be reached. */
export const REACHABLE_MONTHS = 12;

export const relayStates = [
  "unconfirmed",
  "waiting",
  "answered",
  "escalated",
  "settled",
  /** Handed over, and taken up by nobody in its time: who asked is forgotten. */
  "abandoned",
] as const;
export type RelayState = (typeof relayStates)[number];

/** Where a request is. Days are `YYYY-MM-DD`. */
export type Relay = {
  state: RelayState;
  /** The last day to answer; null until the address of whoever asks is confirmed. */
  dueOn: string | null;
  remindedOn: string | null;
};

export type RelayEvent =
  /** Whoever asks has confirmed their address. */
  | "confirm"
  /** The practitioner is written to once more. */
  | "remind"
  /** The cooperative is told: the day has passed, or the address is dead. */
  | "escalate"
  | "answer"
  /** The cooperative has done what it could. */
  | "settle";

/** The day of the reminder of a request: REMIND_DAYS after its confirmation. */
export const remindOn = (dueOn: string) => daysAfter(dueOn, REMIND_DAYS - ANSWER_DAYS);

/**
 * What a request becomes.
 * @param day today
 * @returns null when the event is not of its state, and then nothing happens
 */
export function nextRelay(relay: Relay, event: RelayEvent, day: string): Relay | null {
  switch (event) {
    case "confirm":
      return relay.state === "unconfirmed"
        ? { state: "waiting", dueOn: daysAfter(day, ANSWER_DAYS), remindedOn: null }
        : null;
    case "remind":
      return dueStep(relay, day) === "remind" ? { ...relay, remindedOn: day } : null;
    case "escalate":
      return relay.state === "waiting" ? { ...relay, state: "escalated" } : null;
    case "answer":
      return relay.state === "waiting" || relay.state === "escalated"
        ? { ...relay, state: "answered" }
        : null;
    case "settle":
      return relay.state === "escalated" ? { ...relay, state: "settled" } : null;
  }
}

/** What the house has to do of a request on that day, if anything. The whole last day is left to answer. */
export function dueStep(
  { state, dueOn, remindedOn }: Relay,
  day: string,
): "remind" | "escalate" | null {
  if (state !== "waiting" || dueOn === null) return null;
  if (day > dueOn) return "escalate";
  return remindedOn === null && day >= remindOn(dueOn) ? "remind" : null;
}

/** How often the author of an experience answered in time; null while too few requests say so. */
export function responseRate({ due, answered }: { due: number; answered: number }): number | null {
  return due < RATE_FROM ? null : answered / due;
}
