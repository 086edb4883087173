import { z } from "zod";
import type { Generation } from "../contours/contours.schema.ts";
import { generations } from "../contours/generation.rules.ts";

/** Bytes of what is sent at once: the ANCT's file of all France comes to about thirty megabytes. */
export const registerFileLimit = 48 * 1024 * 1024;

/** A file of contours, besides its bytes. */
export type ContourFile = {
  generation: Generation;
  /** A region or a département: what it does not name stays. */
  isPartial: boolean;
  /** Invented for the demonstration. */
  isApproximate: boolean;
  /** The name of the file, as it is shown to whoever keeps the register. */
  sourceName: string;
};

/** A file of indicators, besides its bytes. */
export type IndicatorFile = {
  /** Places that the register does not know are left aside rather than refused. */
  isPartial: boolean;
  isApproximate: boolean;
  sourceName: string;
  /** For the indicators whose dictionary does not say it. */
  source?: string;
  year?: number;
};

/** Steps of an import, in order, in the words of whoever waits. */
export const contourSteps = {
  reading: "Lecture du fichier",
  checking: "Contrôle de chaque contour",
  communes: "Recherche des communes",
  writing: "Écriture du registre",
} as const;
export type ContourStep = keyof typeof contourSteps;

export const indicatorSteps = {
  dictionary: "Lecture du dictionnaire",
  reading: "Lecture et contrôle des valeurs",
  writing: "Écriture du registre",
} as const;
export type IndicatorStep = keyof typeof indicatorSteps;

export type StepListener<Step extends string> = (step: Step) => void | Promise<void>;

/** A box that somebody ticked. */
const ticked = z
  .union([z.literal("on"), z.literal("oui"), z.literal("")])
  .optional()
  .transform((value) => value === "on" || value === "oui");

const fileName = z.string().trim().min(1).max(200);
const storageKey = z.string();

/** What the form about contours says besides its file. */
export const contoursFormSchema = z.object({
  generation: z.coerce
    .number({ error: "Choisissez la génération du fichier." })
    .refine((value): value is Generation => generations.includes(value as Generation), {
      error: "Choisissez la génération du fichier.",
    }),
  isPartial: ticked,
});

/** What the form about indicators says besides its two files. */
export const indicatorsFormSchema = z.object({
  source: z
    .string()
    .trim()
    .max(300, { error: "300 caractères au plus." })
    .transform((value) => value || undefined)
    .optional(),
  year: z
    .string()
    .trim()
    .regex(/^((19[9]\d|20\d\d|2100))?$/, { error: "Une année entre 1990 et 2100." })
    .transform((value) => (value ? Number(value) : undefined))
    .optional(),
  isPartial: ticked,
});

export const askContoursSchema = z.object({
  generation: z.union([z.literal(2015), z.literal(2024)]),
  isPartial: z.boolean(),
  fileName,
  storageKey,
});

export const askIndicatorsSchema = z.object({
  isPartial: z.boolean(),
  source: z.string().max(300).optional(),
  year: z.int().min(1990).max(2100).optional(),
  fileName,
  storageKey,
  dictionaryKey: storageKey,
});
