import { versionSchema } from "@essaim/database/version.schema";
import {
  fault,
  longText,
  senderSchema,
  visitorEmail,
  visitorName,
} from "@essaim/directory/community/visitor.schema";
import { z } from "zod";
import { longestBody } from "./sheet.schema.ts";

/** As a browser ends its lines, and as we keep them. */
const textSchema = z.string().transform((typed) => typed.replace(/\r\n?/g, "\n"));

/** A better text for a sheet, as anybody sends it. Only the text is asked for. */
export const sheetProposalFormSchema = z.object({
  body: z
    .string({ error: fault("missing") })
    .pipe(textSchema)
    .pipe(z.string().trim().min(1, fault("missing")).max(longestBody, fault("too_long"))),
  /** Why: for the editors, who may keep it as the note of the version. */
  message: longText(2000)
    .optional()
    .transform((said) => said ?? ""),
  /** As whoever proposes wishes to be called in the public history; empty for nobody by name. */
  proposerName: visitorName.optional().transform((said) => said ?? ""),
  email: visitorEmail.optional().transform((said) => said ?? null),
  /** Of the version that was read. */
  number: z.coerce.number().int().min(1),
});

export const submitSheetProposalSchema = z.object({
  ...sheetProposalFormSchema.shape,
  organisationId: z.uuid(),
  sheetId: z.uuid(),
  ...senderSchema,
});

const tickSchema = z
  .union([z.boolean(), z.literal("on").transform(() => true)])
  .optional()
  .transform((ticked) => ticked ?? false);

/** What becomes of a proposal that is kept: its text as an editor leaves it. `headNumber`: of the version that was read. */
export const acceptSheetProposalSchema = z.object({
  id: z.uuid(),
  version: versionSchema,
  headNumber: z.coerce.number().int().min(1),
  body: z
    .string("Écrivez le texte de la fiche.")
    .pipe(textSchema)
    .pipe(
      z
        .string()
        .min(1, "Écrivez le texte de la fiche.")
        .max(
          longestBody,
          "Ce texte dépasse 100\u202f000 caractères\u202f: faites-en plusieurs fiches.",
        ),
    ),
  note: z
    .string()
    .trim()
    .max(300, "Écrivez au plus 300 caractères.")
    .optional()
    .transform((said) => said ?? ""),
  reply: z
    .string()
    .trim()
    .max(2000, "Écrivez au plus 2\u202f000 caractères.")
    .optional()
    .transform((said) => said ?? ""),
  publish: tickSchema,
});

/** Where the form says why a proposal is not kept yet, and how. */
export const sheetProposalRefusals = {
  decided: {
    field: "body",
    message: "Quelqu’un d’autre a déjà répondu à cette proposition. Rechargez la page.",
  },
  sheet_moved: {
    field: "body",
    message:
      "La fiche a changé pendant que vous lisiez. Voyez plus haut ce qui y a changé\u202f: votre texte est gardé. Reprenez-y ce qui ne doit pas se perdre, puis acceptez-le de nouveau.",
  },
  sheet_gone: {
    field: "body",
    message: "La fiche est à la corbeille\u202f: remettez-la d’abord, ou refusez.",
  },
  other_changes: {
    field: "publish",
    message:
      "Cette fiche a d’autres modifications qui ne sont pas publiées. Acceptez sans publier, puis publiez depuis la fiche.",
  },
} as const;
export type SheetProposalRefusal = keyof typeof sheetProposalRefusals;
