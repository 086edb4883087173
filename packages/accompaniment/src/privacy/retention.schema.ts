import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";

/** Months after the exit that an organisation may choose. */
export const retentionMonths = Array.from({ length: 36 }, (_, month) => month + 1);

/** Months that the preview looks ahead. */
export const PREVIEW_MONTHS = 3;
export const PREVIEW_SIZE = 50;

const wrongMonths = "Choisissez une durée dans la liste.";

/** How long files are kept after the exit, null when nobody has decided, and whom to write to about one's data. */
export const retentionFormSchema = z.object({
  retentionMonths: z.coerce
    .number({ error: wrongMonths })
    .int(wrongMonths)
    .min(1, wrongMonths)
    .max(36, wrongMonths)
    .optional()
    .transform((months) => months ?? null),
  privacyContact: z.string().trim().max(200, "Écrivez au plus 200 caractères.").default(""),
  /** How many files the next night erases, as the form said: anything else asks again. */
  agreed: z.coerce.number().int().min(0).optional().catch(undefined),
  version: versionSchema,
});
export type RetentionInput = z.output<typeof retentionFormSchema>;

export const retentionPreviewSchema = z.object({
  day: z.iso.date(),
  page: z.coerce.number().int().min(1).max(100_000).default(1).catch(1),
});

/** A duration being chosen, in months after the exit. */
export const chosenRetentionSchema = z.object({
  day: z.iso.date(),
  months: z.int().min(1).max(36),
});

/** « 6 mois », « 1 an », « 2 ans et 6 mois ». */
export function durationInWords(months: number): string {
  const years = Math.floor(months / 12);
  const rest = months % 12;
  const inYears = years === 0 ? "" : `${years} ${years === 1 ? "an" : "ans"}`;
  const inMonths = rest === 0 ? "" : `${rest} mois`;
  return [inYears, inMonths].filter(Boolean).join(" et ");
}
