import { z } from "zod";
import { type WorkerFilter, workerFilterSchema } from "./worker-filter.schema.ts";

/** People given to a colleague in one go, at most. */
export const MOST_ASSIGNED = 2000;

/** Who is given to a colleague: people ticked one by one, or all those that a filter keeps. */
export type Assigned =
  | { ids: string[] }
  /** `count` is what was shown: when it is no longer so, somebody must look again. */
  | { filter: WorkerFilter; count: number };

/** What the form asks besides the filter, which is in its address. */
export const assignFormSchema = z.object({
  who: z.enum(["all", "some"], { error: "Dites qui est concerné." }),
  ids: z.array(z.uuid()).max(MOST_ASSIGNED),
  /** How many people « tous » were when the page was made. */
  count: z.coerce.number().int().min(0),
  coachId: z.union([z.literal("none"), z.uuid()], {
    error: "Choisissez qui accompagnera ces personnes.",
  }),
});

export const assignSchema = z.object({
  /** Null: nobody, until somebody is found. */
  coachId: z.uuid().nullable(),
  people: z.union([
    z.object({ ids: z.array(z.uuid()).max(MOST_ASSIGNED) }),
    z.object({ filter: workerFilterSchema, count: z.int().min(0) }),
  ]),
});

/** Why an assignment may be refused, with the field concerned and what is said. */
export const assignRefusals = {
  nobody: { field: "ids", message: "Cochez au moins une personne." },
  too_many: {
    field: "who",
    message: `On confie au plus ${MOST_ASSIGNED.toLocaleString("fr-FR")} personnes à la fois. Resserrez le filtre.`,
  },
  count_changed: {
    field: "who",
    message:
      "Le nombre de personnes de ce filtre a changé depuis l’affichage de la page. Vérifiez, puis confirmez de nouveau.",
  },
  coach_unknown: {
    field: "coachId",
    message: "Cette personne n’accompagne plus au sein de la coopérative. Choisissez-en une autre.",
  },
  coach_kept: {
    field: "who",
    message:
      "Parmi ces personnes, certaines sont accompagnées par quelqu’un d’autre que vous\u202f: seules cette personne et la direction peuvent passer la main. Choisissez parmi les vôtres, et celles à attribuer.",
  },
} as const;
export type AssignRefusal = keyof typeof assignRefusals;

export const exportFormats = ["xlsx", "csv"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportFormSchema = z.object({
  format: z.enum(exportFormats, { error: "Choisissez un format." }),
});
