import { lineSchema, textSchema } from "@essaim/directory/publication.schema";
import { z } from "zod";
import { pieceTargetSchema } from "./piece.schema.ts";

const fields = {
  title: lineSchema(160, "Donnez un titre à la série.", "Un titre tient en 160 caractères."),
  summary: textSchema(400, "Résumez en 400 caractères au plus."),
};

export const addSeriesSchema = z.object(fields);
export const editSeriesSchema = pieceTargetSchema.extend(fields);

export const seriesTaken = {
  field: "title",
  message: "Une autre série porte déjà ce titre.",
} as const;
