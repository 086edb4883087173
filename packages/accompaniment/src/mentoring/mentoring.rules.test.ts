import fc from "fast-check";
import { expect, test } from "vitest";
import {
  begunOn,
  type Mentor,
  MOST_AT_ONCE,
  mentorshipState,
  type Novice,
  type Offer,
  rankMentors,
} from "./mentoring.rules.ts";

const novice: Novice = {
  communeCode: "59350",
  communeName: "Lille",
  departmentCode: "59",
  neighbourhoodCode: "QN05971M",
  resources: [{ id: "coopcycle", name: "CoopCycle" }],
  workPlatformIds: ["uber"],
  languageIds: ["ar"],
  speaksFrench: false,
  weakSkillIds: ["price"],
};

const nowhere = {
  communeCode: null,
  communeName: null,
  departmentCode: null,
  neighbourhoodCode: null,
};

const offer = (kind: Offer["kind"], id: string, change: Partial<Offer> = {}): Offer => ({
  kind,
  id,
  label: id,
  resourceIds: [],
  departmentCode: null,
  ...change,
});

const mentor = (name: string, offers: Offer[], change: Partial<Mentor> = {}): Mentor => ({
  id: name,
  name,
  current: 0,
  before: null,
  offers,
  ...nowhere,
  ...change,
});

test("who answers a need comes before who lives nearby, and each rank says why", () => {
  const ranked = rankMentors(novice, [
    mentor("Voisine", [offer("skill", "sell")], { communeCode: "59350", communeName: "Lille" }),
    mentor("Arabophone", [offer("language", "ar", { label: "Arabe" })]),
    mentor("Livreur", [offer("resource", "coopcycle"), offer("skill", "price")], {
      neighbourhoodCode: "QN05971M",
    }),
    mentor("Jardinière", [offer("activity", "Jardin", { resourceIds: ["coopcycle"] })]),
  ]);
  expect(ranked.map((one) => one.name)).toEqual(["Livreur", "Arabophone", "Jardinière"]);
  expect(ranked[0]?.reasons).toEqual([
    "connaît coopcycle, dont cette personne se sert",
    "peut aider sur «\u202fprice\u202f», encore fragile",
    "vit dans le même quartier",
  ]);
  expect(ranked[1]?.reasons).toEqual(["parle arabe, sans passer par le français"]);
});

test("whoever already helps others comes later, and nobody carries too many", () => {
  const same = [offer("resource", "coopcycle")];
  const ranked = rankMentors(novice, [
    mentor("A", same, { current: 1 }),
    mentor("B", same),
    mentor("C", same, { current: MOST_AT_ONCE }),
  ]);
  expect(ranked.map((one) => one.name)).toEqual(["B", "A"]);
  expect(ranked[1]?.caution).toBe("parraine déjà une personne");
  // What speaks against is not among what speaks for.
  expect(ranked[1]?.reasons).toEqual(ranked[0]?.reasons);
  expect(ranked[0]?.caution).toBeNull();
});

test("whoever knows the very software comes before whoever shares everything but it", () => {
  const dolibarr: Novice = {
    ...novice,
    resources: [{ id: "dolibarr", name: "Dolibarr" }],
    speaksFrench: true,
  };
  const neighbour = mentor(
    "Voisine",
    [
      offer("commune", "59350", { label: "Lille", departmentCode: "59" }),
      offer("language", "ar", { label: "Arabe" }),
    ],
    { communeCode: "59350", communeName: "Lille", neighbourhoodCode: "QN05971M" },
  );
  // Far away, and already helping two people.
  const expert = mentor("Experte", [offer("resource", "dolibarr", { label: "Dolibarr" })], {
    current: MOST_AT_ONCE - 1,
  });
  const names = rankMentors(dolibarr, [neighbour, expert]).map((one) => one.name);
  expect(names).toEqual(["Experte", "Voisine"]);
});

test("what was declined comes last, what ended is told", () => {
  const same = [offer("resource", "coopcycle")];
  const ranked = rankMentors(novice, [
    mentor("A", [...same, offer("skill", "price")], { before: "declined" }),
    mentor("B", [offer("commune", "59350", { departmentCode: "59" })]),
    mentor("C", same, { before: "ended", current: 1 }),
  ]);
  expect(ranked.map((one) => [one.name, one.caution])).toEqual([
    ["C", "l’a déjà parrainée, parraine déjà une personne"],
    ["B", null],
    ["A", "l’une des deux personnes a déjà décliné"],
  ]);
});

test("between two who answer the same, the nearer comes first", () => {
  const same = [offer("resource", "coopcycle")];
  const ranked = rankMentors(novice, [
    mentor("Loin", same),
    mentor("Près", same, { communeCode: "59350", communeName: "Lille" }),
  ]);
  expect(ranked.map((one) => one.name)).toEqual(["Près", "Loin"]);
});

test("a territory counts in full at home, a little in the same département", () => {
  const ease = (id: string, departmentCode: string) =>
    rankMentors(novice, [mentor("M", [offer("commune", id, { departmentCode })])])[0]?.ease ?? 0;
  expect(ease("59350", "59")).toBe(3);
  expect(ease("59512", "59")).toBe(1);
  expect(ease("75056", "75")).toBe(0);
});

const kinds = ["resource", "activity", "commune", "language", "work_platform", "skill"] as const;
const anyOffer = fc.record({
  kind: fc.constantFrom(...kinds),
  id: fc.constantFrom("coopcycle", "59350", "ar", "uber", "price", "other"),
  label: fc.string({ minLength: 1 }),
  resourceIds: fc.array(fc.constantFrom("coopcycle", "other")),
  departmentCode: fc.constantFrom("59", "75", null),
});
const anyMentors = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    name: fc.constantFrom("Ana", "Bo", "Cé"),
    current: fc.nat(4),
    before: fc.constantFrom("declined" as const, "ended" as const, null),
    offers: fc.array(anyOffer, { maxLength: 4 }),
    communeCode: fc.constantFrom("59350", null),
    communeName: fc.constant("Lille"),
    departmentCode: fc.constant("59"),
    neighbourhoodCode: fc.constantFrom("QN05971M", null),
  }),
  { selector: (one) => one.id },
);

test("the rank does not depend on the order of what is read, and always has a reason", () => {
  fc.assert(
    fc.property(anyMentors, (mentors) => {
      const ranked = rankMentors(novice, mentors);
      expect(rankMentors(novice, [...mentors].reverse())).toEqual(ranked);
      for (const one of ranked) expect(one.reasons.length).toBeGreaterThan(0);
      const needs = ranked.filter((one) => one.before !== "declined").map((one) => one.need);
      expect(needs).toEqual([...needs].sort((a, b) => b - a));
    }),
  );
});

test("a mentorship begins when the second accepts", () => {
  const dates = {
    mentorAcceptedOn: "2026-03-02",
    noviceAcceptedOn: null,
    declinedOn: null,
    endedOn: null,
  };
  expect(mentorshipState(dates)).toBe("proposed");
  expect(begunOn(dates)).toBeNull();
  const both = { ...dates, noviceAcceptedOn: "2026-03-09" };
  expect(mentorshipState(both)).toBe("active");
  expect(begunOn(both)).toBe("2026-03-09");
  expect(mentorshipState({ ...both, endedOn: "2026-06-01" })).toBe("ended");
  expect(mentorshipState({ ...dates, declinedOn: "2026-03-10" })).toBe("declined");
});
