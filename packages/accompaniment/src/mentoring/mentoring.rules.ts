import type { OfferKind } from "./mentoring.schema.ts";

/** Mentorships that one person may carry at once before they are no longer suggested. */
export const MOST_AT_ONCE = 3;
/** Levels of a skill (0–4) at which somebody is glad of help. */
export const WEAK_LEVEL = 1;

export type Offer = {
  kind: OfferKind;
  /** Id of the thing offered, or the commune's code. */
  id: string;
  label: string;
  /** For an activity, the open resources that it rests on. */
  resourceIds: readonly string[];
  /** For a commune, its département. */
  departmentCode: string | null;
};

/** Where somebody lives, as far as it is known. */
export type Place = {
  communeCode: string | null;
  communeName: string | null;
  departmentCode: string | null;
  neighbourhoodCode: string | null;
};

export type Novice = Place & {
  resources: readonly { id: string; name: string }[];
  workPlatformIds: readonly string[];
  languageIds: readonly string[];
  /** False when languages are known and French is not among them. */
  speaksFrench: boolean;
  /** Skills whose last level is WEAK_LEVEL or less. */
  weakSkillIds: readonly string[];
};

export type Mentor = Place & {
  id: string;
  name: string;
  offers: readonly Offer[];
  /** Mentorships proposed or going on. */
  current: number;
  /** How the last one between the two ended; null when there was none. */
  before: "declined" | "ended" | null;
};

export type Suggestion = {
  id: string;
  name: string;
  /** How much of what the novice needs this mentor answers; compared before anything else. */
  need: number;
  /** How easily they would meet, less the people already helped; compared between equals. */
  ease: number;
  /** What speaks for the two, the weightiest first. */
  reasons: string[];
  /** What speaks against, to be known before proposing. */
  caution: string | null;
  current: number;
  before: Mentor["before"];
};

/**
 * Whom to propose to a novice, the likeliest first, each with the reasons that made the rank.
 *
 * Needs come first, and no nearness makes up for one: whoever knows the very software that the novice builds on is
 * before whoever only lives in the same town, whatever else they share. What weighs as a need, and how much:
 *
 * - 5, the novice's language, when the novice speaks no French: nothing is passed on without it;
 * - 4, what the novice builds on (a commons, a platform of work), or a skill at WEAK_LEVEL or less;
 * - 3, an activity that rests on a commons of the novice: close to it, at one remove.
 *
 * Needs add up: two answered weigh more than one. Between mentors who answer the same, ease decides: knowing the
 * novice's town (3) or département (1), sharing a language besides French (2), living in the same neighbourhood (2)
 * or town (1), less 1 for each person already helped, so that nobody carries all. A mentorship that one of the two
 * has declined comes after all the others. Nobody is suggested for living nearby alone: something must have been
 * offered.
 */
export function rankMentors(novice: Novice, mentors: readonly Mentor[]): Suggestion[] {
  return mentors
    .filter((mentor) => mentor.current < MOST_AT_ONCE)
    .map((mentor) => weigh(novice, mentor))
    .filter((suggestion) => suggestion !== null)
    .sort(
      (a, b) =>
        Number(a.before === "declined") - Number(b.before === "declined") ||
        b.need - a.need ||
        b.ease - a.ease ||
        a.current - b.current ||
        a.name.localeCompare(b.name, "fr") ||
        (a.id < b.id ? -1 : 1),
    );
}

function weigh(novice: Novice, mentor: Mentor): Suggestion | null {
  const matches = mentor.offers.map((offer) => match(novice, offer)).filter((one) => one !== null);
  if (matches.length === 0) return null;
  const near = nearness(novice, mentor);
  const kept = [...matches, ...(near ? [near] : [])].sort(
    (a, b) => Number(b.isNeed) - Number(a.isNeed) || b.weight - a.weight,
  );
  const weightOf = (isNeed: boolean) =>
    kept.reduce((sum, one) => (one.isNeed === isNeed ? sum + one.weight : sum), 0);
  return {
    id: mentor.id,
    name: mentor.name,
    need: weightOf(true),
    ease: weightOf(false) - mentor.current,
    reasons: kept.map((one) => one.reason),
    caution: cautionAbout(mentor),
    current: mentor.current,
    before: mentor.before,
  };
}

function cautionAbout({ current, before }: Mentor): string | null {
  const cautions = [
    ...(before === "declined" ? ["l’une des deux personnes a déjà décliné"] : []),
    ...(before === "ended" ? ["l’a déjà parrainée"] : []),
    ...(current > 0
      ? [`parraine déjà ${current === 1 ? "une personne" : `${current} personnes`}`]
      : []),
  ];
  return cautions.length > 0 ? cautions.join(", ") : null;
}

type Weighed = { isNeed: boolean; weight: number; reason: string };

const need = (weight: number, reason: string): Weighed => ({ isNeed: true, weight, reason });
const ease = (weight: number, reason: string): Weighed => ({ isNeed: false, weight, reason });

function match(novice: Novice, offer: Offer): Weighed | null {
  switch (offer.kind) {
    case "resource":
      return novice.resources.some((one) => one.id === offer.id)
        ? need(4, `connaît ${offer.label}, dont cette personne se sert`)
        : null;
    case "work_platform":
      return novice.workPlatformIds.includes(offer.id)
        ? need(4, `connaît ${offer.label}, sa plateforme de travail`)
        : null;
    case "skill":
      return novice.weakSkillIds.includes(offer.id)
        ? need(4, `peut aider sur «\u202f${offer.label}\u202f», encore fragile`)
        : null;
    case "language":
      if (!novice.languageIds.includes(offer.id)) return null;
      return novice.speaksFrench
        ? ease(2, `parle aussi ${offer.label.toLowerCase()}`)
        : need(5, `parle ${offer.label.toLowerCase()}, sans passer par le français`);
    case "activity": {
      const shared = novice.resources.find((one) => offer.resourceIds.includes(one.id));
      return shared
        ? need(3, `pratique «\u202f${offer.label}\u202f», qui repose sur ${shared.name}`)
        : null;
    }
    case "commune":
      if (offer.id === novice.communeCode) {
        return ease(3, `connaît bien ${offer.label}, où vit cette personne`);
      }
      return offer.departmentCode !== null && offer.departmentCode === novice.departmentCode
        ? ease(1, `connaît bien ${offer.label}, dans le même département`)
        : null;
  }
}

function nearness(novice: Place, mentor: Place): Weighed | null {
  if (novice.neighbourhoodCode && novice.neighbourhoodCode === mentor.neighbourhoodCode) {
    return ease(2, "vit dans le même quartier");
  }
  if (novice.communeCode && novice.communeCode === mentor.communeCode) {
    return ease(1, `vit aussi à ${mentor.communeName}`);
  }
  return null;
}

export type MentorshipState = "proposed" | "active" | "declined" | "ended";
export const mentorshipStateLabels: Record<MentorshipState, string> = {
  proposed: "Proposé",
  active: "En cours",
  declined: "Décliné",
  ended: "Terminé",
};

type Dates = {
  mentorAcceptedOn: string | null;
  noviceAcceptedOn: string | null;
  declinedOn: string | null;
  endedOn: string | null;
};

/** Where a mentorship stands: it goes on once both have accepted. */
export function mentorshipState(dates: Dates): MentorshipState {
  if (dates.declinedOn) return "declined";
  if (dates.endedOn) return "ended";
  return dates.mentorAcceptedOn && dates.noviceAcceptedOn ? "active" : "proposed";
}

/** The day from which both had accepted; null before. */
export function begunOn(
  dates: Pick<Dates, "mentorAcceptedOn" | "noviceAcceptedOn">,
): string | null {
  const { mentorAcceptedOn, noviceAcceptedOn } = dates;
  if (!mentorAcceptedOn || !noviceAcceptedOn) return null;
  return [mentorAcceptedOn, noviceAcceptedOn].sort().at(-1) ?? null;
}
