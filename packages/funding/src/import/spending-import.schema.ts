import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { mappingSchema } from "./mapping.schema.ts";
import { decisionsSchema } from "./trial.schema.ts";

export const sources = ["fec", "table", "hours"] as const;
export type Source = (typeof sources)[number];

export const sourceLabels: Record<Source, string> = {
  fec: "Fichier des écritures comptables (FEC)",
  table: "Tableau de dépenses",
  hours: "Heures de l’équipe",
};

export type ImportStatus = "received" | "read" | "tried" | "written" | "given_up" | "undone";

export const importStatusLabels: Record<ImportStatus, string> = {
  received: "En cours de lecture",
  read: "À associer",
  tried: "Essai fait",
  written: "Écrite",
  given_up: "Abandonnée",
  undone: "Annulée",
};

/** Days after which an import that was left half-way is given up, and during which a written one is undone. */
export const IMPORT_DAYS = 30;

/** Bytes of a file of accounts: 200,000 lines and more. */
export const spendingFileLimit = 80 * 1024 * 1024;

export const importById = z.object({ id: z.uuid() });
export const importAtVersion = importById.extend({ version: versionSchema });

export const receiveSchema = z.object({
  source: z.enum(sources, { error: "Dites ce que contient le fichier." }),
  fileName: z
    .string()
    .transform((name) =>
      name
        .replace(/^.*[\\/]/, "")
        .trim()
        .slice(-200),
    )
    .pipe(z.string().min(1))
    .catch("fichier"),
  storageKey: z.string(),
});

export const matchSchema = importAtVersion.extend({
  mapping: mappingSchema,
  /** Is nothing left to match? Then the dry run is asked for. */
  isComplete: z.boolean(),
});

export const decideSchema = importAtVersion.extend({ decisions: decisionsSchema });

/** Why what is asked of an import may be refused. */
export const importRefusals = {
  file_gone: "L’envoi a pris trop de temps et le fichier n’a pas été gardé. Envoyez-le de nouveau.",
  not_at_this_step:
    "Cette reprise n’en est plus là\u202f: quelqu’un l’a fait avancer, ou l’a abandonnée. Voyez où elle en est.",
  problems_left: "Des lignes du fichier ont encore un problème. Corrigez-les, puis renvoyez-le.",
  warnings_left: "Cochez la case pour confirmer ces dépenses signalées.",
  nothing_to_write: "Aucune dépense ne serait créée.",
  changed:
    "Depuis l’essai, un budget, une règle ou une dépense a changé\u202f: rien n’a été écrit. Refaites l’essai.",
  too_late: "Une reprise s’annule pendant trente jours\u202f: ce délai est passé.",
} as const;
export type ImportRefusal = keyof typeof importRefusals;
