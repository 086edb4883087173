import { z } from "zod";
import { textSchema } from "../publication.schema.ts";
import { readRecordSchema } from "./record.schema.ts";

const tooLong = "Écrivez 1\u202f000 caractères au plus.";

export const requestReviewSchema = readRecordSchema.extend({
  message: textSchema(1000, tooLong),
});

export const sendBackSchema = readRecordSchema.extend({
  answer: z
    .string("Dites ce qu’il faut revoir.")
    .trim()
    .min(1, "Dites ce qu’il faut revoir.")
    .max(1000, tooLong),
});

/** Why a second reading is not asked, or not answered. */
export const reviewRefusals = {
  not_reviewed: "Votre coopérative publie sans relecture.",
  nothing_new: "Il n’y a rien à relire\u202f: le public lit déjà ce texte.",
  not_asked: "Personne n’attend plus de relecture de cette fiche.",
  own_change: "Vous avez écrit ces modifications\u202f: c’est à quelqu’un d’autre de les relire.",
} as const;
export type ReviewRefusal = keyof typeof reviewRefusals;
