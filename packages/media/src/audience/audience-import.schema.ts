import { today } from "@essaim/database/today";
import { parseMonth } from "@essaim/territory/text/written-month.schema";
import { z } from "zod";
import { platforms } from "../piece/published-piece.schema.ts";
import { serviceSchema, withService } from "./audience.schema.ts";

/** Bytes of a file of figures. */
export const audienceFileLimit = 2 * 1024 * 1024;
export const MOST_LINES = 10_000;
export const MOST_CELLS = 40;

/** What a file says, as it was sent: its titles, and its lines with their number in the file. */
export const audienceTableSchema = z.object({
  header: z.array(z.string()),
  rows: z.array(z.object({ line: z.number(), cells: z.array(z.string()) })),
});
export type AudienceTable = z.output<typeof audienceTableSchema>;

/** Which column is what, by its place from 0. A file without a month is of one. */
export const columnsSchema = z.object({
  piece: z.number().int().min(0).nullable(),
  views: z.number().int().min(0).nullable(),
  month: z.number().int().min(0).nullable(),
});
export type Columns = z.output<typeof columnsSchema>;

export const sendAudienceSchema = z
  .object({
    platform: z.enum(platforms, { error: "Choisissez la plateforme dont ce fichier vient." }),
    service: serviceSchema,
  })
  .transform(withService);

const columnFromText = z
  .string()
  .optional()
  .transform((text) => (text && /^\d{1,2}$/.test(text) ? Number(text) : null));

/** As the form of the columns sends it. */
export const chooseColumnsSchema = z
  .object({
    piece: columnFromText.refine((column) => column !== null, {
      error: "Choisissez la colonne qui nomme la vidéo ou la page.",
    }),
    views: columnFromText.refine((column) => column !== null, {
      error: "Choisissez la colonne des vues ou des visites.",
    }),
    monthColumn: columnFromText,
    month: z.string().trim().default(""),
  })
  .transform((input, context) => {
    const { piece, views, monthColumn } = input;
    const columns: Columns = { piece, views, month: monthColumn };
    if (monthColumn !== null) return { columns, month: null };
    const month = parseMonth(input.month);
    if (month !== null && month <= today()) return { columns, month };
    context.addIssue({
      code: "custom",
      path: ["month"],
      message:
        month === null
          ? "Aucune colonne ne dit le mois\u202f: indiquez celui de ce fichier, par exemple mars 2026."
          : "Ce mois n’a pas commencé.",
    });
    return z.NEVER;
  });

export const writeAudienceSchema = z.object({
  /** Write also the months that come down. */
  acceptLower: z
    .literal("oui")
    .optional()
    .transform((word) => word === "oui"),
});
