import { z } from "zod";
import type { Label } from "../publication.schema.ts";
import { noteSchema, readRecordSchema, recordKinds, recordSchema } from "./record.schema.ts";

/** Why the public copy changed. */
export const revisionReasonLabels: Record<"publication" | "edit" | "proposal" | "revert", Label> = {
  publication: { fr: "Publication", en: "Publication" },
  edit: { fr: "Modification", en: "Change" },
  proposal: { fr: "Proposition acceptée", en: "Proposal accepted" },
  revert: { fr: "Retour à une version précédente", en: "Return to an earlier version" },
};
export type RevisionReason = keyof typeof revisionReasonLabels;

/** Versions shown at once; each with what it changed. */
export const revisionsPerPage = 10;

/** Versions before this number; the newest ones without it. */
const beforeSchema = z.coerce.number().int().min(2).max(1_000_000).optional().catch(undefined);

/** As an address says it. */
export const historyPageSchema = z.object({ avant: beforeSchema });
export const historySchema = recordSchema.extend({ before: beforeSchema });

export const publicHistorySchema = z.object({
  kind: z.enum(recordKinds),
  slug: z.string().max(200),
  before: beforeSchema,
  language: z.enum(["fr", "en"]),
});

const numberSchema = z.coerce.number().int().min(1).max(1_000_000);

export const hideRevisionSchema = recordSchema.extend({ number: numberSchema });

/** Why a version stays in the history. */
export const hideRefusals = {
  still_public:
    "Le public lit cette version en ce moment\u202f: corrigez la fiche et publiez-la, puis masquez cette version.",
} as const;

export const revertSchema = readRecordSchema.extend({
  number: numberSchema,
  note: noteSchema,
});
