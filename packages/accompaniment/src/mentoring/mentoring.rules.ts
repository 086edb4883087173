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
};

export type Suggestion = {
  id: string;
  name: string;
  score: number;
  reasons: string[];
  current: number;
};

/**
 * Whom to propose to a novice, the likeliest first, each with the reasons that made the rank. What was offered and
 * answers something the novice builds on, lacks or speaks weighs most; living nearby comes after, and
 * whoever already helps others comes a little later. Nobody is suggested for nearness alone.
 */
export function rankMentors(novice: Novice, mentors: readonly Mentor[]): Suggestion[] {
  return mentors
    .filter((mentor) => mentor.current < MOST_AT_ONCE)
    .map((mentor) => weigh(novice, mentor))
    .filter((suggestion) => suggestion !== null)
    .sort(
      (a, b) =>
        b.score - a.score ||
        a.current - b.current ||
        a.name.localeCompare(b.name, "fr") ||
        (a.id < b.id ? -1 : 1),
    );
}

function weigh(novice: Novice, mentor: Mentor): Suggestion | null {
  const matches = mentor.offers.map((offer) => match(novice, offer)).filter((one) => one !== null);
  if (matches.length === 0) return null;
  const near = nearness(novice, mentor);
  const kept = [...matches, ...(near ? [near] : [])].sort((a, b) => b.weight - a.weight);
  return {
    id: mentor.id,
    name: mentor.name,
    // One point off for each person already helped: nobody should carry all.
    score: kept.reduce((sum, one) => sum + one.weight, 0) - mentor.current,
    reasons: [
      ...kept.map((one) => one.reason),
      ...(mentor.current > 0
        ? [`parraine déjà ${mentor.current === 1 ? "une personne" : `${mentor.current} personnes`}`]
        : []),
    ],
    current: mentor.current,
  };
}

type Weighed = { weight: number; reason: string };

function match(novice: Novice, offer: Offer): Weighed | null {
  switch (offer.kind) {
    case "resource":
      return novice.resources.some((one) => one.id === offer.id)
        ? { weight: 4, reason: `connaît ${offer.label}, dont cette personne se sert` }
        : null;
    case "work_platform":
      return novice.workPlatformIds.includes(offer.id)
        ? { weight: 4, reason: `connaît ${offer.label}, sa plateforme de travail` }
        : null;
    case "skill":
      return novice.weakSkillIds.includes(offer.id)
        ? { weight: 4, reason: `peut aider sur «\u202f${offer.label}\u202f», encore fragile` }
        : null;
    case "language":
      if (!novice.languageIds.includes(offer.id)) return null;
      return novice.speaksFrench
        ? { weight: 2, reason: `parle aussi ${offer.label.toLowerCase()}` }
        : { weight: 5, reason: `parle ${offer.label.toLowerCase()}, sans passer par le français` };
    case "activity": {
      const shared = novice.resources.find((one) => offer.resourceIds.includes(one.id));
      return shared
        ? {
            weight: 3,
            reason: `pratique «\u202f${offer.label}\u202f», qui repose sur ${shared.name}`,
          }
        : null;
    }
    case "commune":
      if (offer.id === novice.communeCode) {
        return { weight: 3, reason: `connaît bien ${offer.label}, où vit cette personne` };
      }
      return offer.departmentCode !== null && offer.departmentCode === novice.departmentCode
        ? { weight: 1, reason: `connaît bien ${offer.label}, dans le même département` }
        : null;
  }
}

function nearness(novice: Place, mentor: Place): Weighed | null {
  if (novice.neighbourhoodCode && novice.neighbourhoodCode === mentor.neighbourhoodCode) {
    return { weight: 2, reason: "vit dans le même quartier" };
  }
  if (novice.communeCode && novice.communeCode === mentor.communeCode) {
    return { weight: 1, reason: `vit aussi à ${mentor.communeName}` };
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
