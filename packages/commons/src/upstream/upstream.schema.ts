import { today } from "@essaim/database/today";
import { z } from "zod";
import { type UpstreamState, upstreamStates } from "./upstream.rules.ts";

export const upstreamLabels: Record<UpstreamState, string> = {
  proposed: "Proposée",
  discussed: "Discutée",
  merged: "Intégrée",
  declined: "Refusée",
};

export const upstreamStepSchema = z
  .object({
    state: z.enum(upstreamStates, { error: "Dites ce qu’elle est devenue." }),
    happenedOn: z.iso
      .date({ error: "Indiquez le jour." })
      .refine((date) => date >= "1990", "Vérifiez l’année de cette date.")
      .refine((date) => date <= today(), "Cette date est dans le futur."),
    reason: z.string().trim().max(2000, "Écrivez au plus 2\u202f000 caractères.").default(""),
    pageUrl: z
      .url({
        protocol: /^https?$/,
        error: "Indiquez une adresse complète, par exemple https://exemple.fr.",
      })
      .max(2000)
      .optional()
      .transform((value) => value ?? null),
  })
  .refine(({ state, reason }) => state !== "declined" || reason !== "", {
    path: ["reason"],
    error: "Dites pourquoi elle a été refusée.",
  });

export const upstreamRefusals = {
  not_next: {
    field: "state",
    message: "Cela ne suit pas ce qui est déjà noté\u202f: quelqu’un l’a peut-être complété.",
  },
  before_last: {
    field: "happenedOn",
    message: "Cette étape vient avant la dernière notée\u202f: vérifiez le jour.",
  },
} as const;
