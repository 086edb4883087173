import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { languageSchema } from "./piece.schema.ts";
import { publishedPieceSchema } from "./published-piece.schema.ts";
import { longestTranscript } from "./transcript.rules.ts";

const target = { id: z.uuid(), language: languageSchema };

/** `vtt` was read by `readSubtitles` first. */
export const addSubtitlesSchema = z.object({ ...target, vtt: z.string().min(1) });
export const removeSubtitlesSchema = z.object(target);
export const transcribeSchema = z.object({ ...target, version: versionSchema });

/** What the form of a transcript holds: `parseTranscript` reads it. */
export const transcriptFormSchema = z.object({
  text: z
    .string()
    .max(
      longestTranscript,
      "Cette transcription est trop longue\u202f: 500 000 caractères au plus.",
    )
    .default(""),
  version: versionSchema,
});

export const writeTranscriptSchema = z.object({
  id: z.uuid(),
  version: versionSchema,
  transcript: publishedPieceSchema.shape.transcript,
});
