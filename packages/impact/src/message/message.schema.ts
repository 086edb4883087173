import { listSchema } from "@essaim/directory/publication.schema";
import { z } from "zod";

/** Who speaks: a side, never a name. */
export type Side = "funder" | "cooperative";

export const LONGEST_MESSAGE = 4000;
/** That one member of the team writes, or the people of one funder together, of all grants. */
export const MESSAGES_AN_HOUR = 20;

export const messageFormSchema = z.object({
  body: z
    .string()
    .trim()
    .min(1, "Écrivez votre message.")
    .max(LONGEST_MESSAGE, "Écrivez au plus 4\u202f000 caractères."),
});

/** What the address of a conversation says. */
export const conversationSchema = z.object({ page: listSchema.page });

export const writeMessageSchema = messageFormSchema.extend({ grantId: z.uuid() });

export const messageRefusals = {
  not_awarded: "Ce financement n’est pas acquis\u202f: son financeur ne lit encore rien.",
  too_many: `Vous avez envoyé ${MESSAGES_AN_HOUR} messages en une heure, le plus possible. Celui-ci n’est pas parti\u202f: attendez un peu, puis envoyez-le.`,
} as const;

/** Why a message of the team does not leave: whom it names, accompanied or once so. */
export const namesSomebody = (names: readonly string[]) =>
  `Un financeur ne lit le nom d’aucune personne accompagnée, et un message parti ne se reprend pas. Retirez ce qui désigne ${new Intl.ListFormat("fr-FR", { type: "conjunction" }).format(names)}.`;
