import type { Generation } from "@essaim/territory/contours/contours.schema";
import type { Doubt } from "@essaim/territory/geocoding/score.rules";
import { z } from "zod";
import type { Residence } from "../worker/worker.schema.ts";
import { homeSinceSchema, replaceFromSchema } from "./home-since.schema.ts";

/** Who said it: the contours, from the address; somebody of the team; a spreadsheet that was taken over. */
export type ResidenceSource = "address" | "hand" | "import";

export const residenceSourceLabels: Record<ResidenceSource, string> = {
  address: "D’après l’adresse",
  hand: "Saisi à la main",
  import: "Repris d’un tableur",
};

/** Why an answer is to be looked at, or is not known. */
export type ResidenceDoubt =
  | Doubt
  | "not_found"
  | "unavailable"
  | "not_covered"
  | "approximate_contours"
  /** Somebody answered by hand with a neighbourhood of 2015, which is in force no longer. */
  | "neighbourhood_ended";

/**
 * Where somebody lives, from a day on. « priority »: in the neighbourhood named; « outside » of them all; « unknown »:
 * not located. While it is to be checked it does not count, and the file says « unknown ».
 */
export type ResidenceAnswer = {
  id: string;
  /** `YYYY-MM-DD`. */
  holdsFrom: string;
  generation: Generation;
  answer: Residence;
  neighbourhoodCode: string | null;
  neighbourhoodName: string | null;
  communeCode: string | null;
  communeName: string | null;
  source: ResidenceSource;
  /** The address that was looked for, and what was found. */
  askedAddress: string;
  foundAddress: string;
  /** Degrees, WGS 84. */
  lon: number | null;
  lat: number | null;
  /** From 0 to 1. */
  score: number | null;
  doubts: ResidenceDoubt[];
  isToCheck: boolean;
  checkedByName: string | null;
  checkedAt: Date | null;
  reason: string;
  answeredByName: string | null;
  answeredAt: Date;
  supersededAt: Date | null;
};

/** Homes that begin after the day of a new answer: nobody said that it takes their place. */
export type LaterHomes = { ok: false; reason: "later_homes"; later: ResidenceAnswer[] };

/** What the page of a person's home shows. */
export type ResidencePage = {
  worker: {
    id: string;
    name: string;
    isAnonymised: boolean;
    addressLine: string | null;
    postcode: string | null;
    communeName: string | null;
    communeCode: string | null;
    departmentCode: string | null;
    supportedFrom: string;
  };
  /** The answer in force today. */
  now: ResidenceAnswer | null;
  /** The latest first, then those corrected since. */
  answers: ResidenceAnswer[];
};

/** Homes to look at: those found with a doubt, or those with an address that is not located. */
export const homesToLookSchema = z.object({
  show: z.enum(["to_check", "not_located"]),
  /** Only those of the people whom I accompany. */
  mine: z.boolean().optional(),
  /** `next` of the page before. */
  after: z.uuid().optional(),
});
export type HomeToLook = {
  workerId: string;
  name: string;
  coachName: string | null;
  communeName: string | null;
  answer: ResidenceAnswer;
};

/** What `confirmResidence` takes: the answer that was looked at. */
export const confirmResidenceSchema = z.object({ id: z.uuid() });

/** What somebody answers otherwise than the address does, and why. */
export const overrideResidenceSchema = z.object({
  workerId: z.uuid(),
  /** As the list of a person's form gives it: "outside", "unknown", QN05972M or QN05972M@59350. */
  neighbourhood: z
    .string({ error: "Choisissez une réponse." })
    .regex(
      /^(outside|unknown|Q[PN][0-9A-Z]{6}(@[0-9AB]{5})?)$/,
      "Choisissez une réponse dans la liste.",
    ),
  reason: z
    .string({ error: "Dites pourquoi, en quelques mots." })
    .trim()
    .min(1, "Dites pourquoi, en quelques mots.")
    .max(500, "Écrivez au plus 500 caractères."),
  /** From which day; that of the answer in force when it is left out. */
  holdsFrom: homeSinceSchema.optional(),
  /** What becomes of the homes that begin after that day; asked when there are some. */
  laterHomes: z.enum(["keep", "replace"]).optional(),
  /** The first day of those that were shown. */
  replaceFrom: replaceFromSchema,
});
export const overrideResidenceFormSchema = overrideResidenceSchema.omit({ workerId: true });
