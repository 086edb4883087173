import { z } from "zod";

export type ProgrammeAction = { name: string; description: string };

const MAX_ACTIONS = 20;

/** One action per line, what it does after a colon: « Média : vidéos et tutoriels ». */
export const actionsFromText = z
  .string({ error: "Écrivez au moins une action." })
  .max(10_000, "Écrivez au plus 10\u202f000 caractères.")
  .transform((text, context): ProgrammeAction[] => {
    const lines = text.split("\n").map((line) => line.trim());
    const actions = lines.filter(Boolean).map((line): ProgrammeAction => {
      const [name = "", ...rest] = line.split(/\s*[:：]\s+/u);
      return { name: name.trim(), description: rest.join(" : ").trim() };
    });
    const tooLong = actions.find((action) => action.name.length > 120 || action.name === "");
    const message =
      actions.length === 0
        ? "Écrivez au moins une action."
        : actions.length > MAX_ACTIONS
          ? `Écrivez au plus ${MAX_ACTIONS} actions.`
          : tooLong
            ? "Le nom d’une action compte de 1 à 120 caractères. Mettez le détail après deux-points."
            : null;
    if (message === null) return actions;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });

export const programmeSchema = z.object({
  name: z
    .string({ error: "Indiquez le nom du programme." })
    .trim()
    .min(1, "Indiquez le nom du programme.")
    .max(200, "Écrivez au plus 200 caractères."),
  description: z.string().trim().max(5000).default(""),
  actions: actionsFromText,
});
export type ProgrammeInput = z.output<typeof programmeSchema>;
