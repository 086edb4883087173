import { today } from "@essaim/database/today";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";

/** What somebody may pass on. Each offer is about one thing. */
export const offerKinds = [
  "resource",
  "activity",
  "commune",
  "language",
  "work_platform",
  "skill",
] as const;
export type OfferKind = (typeof offerKinds)[number];
export const offerKindLabels: Record<OfferKind, string> = {
  resource: "Un commun ou une plateforme coopérative",
  activity: "Une activité",
  commune: "Un territoire",
  language: "Une langue",
  work_platform: "Une plateforme de travail",
  skill: "Une compétence",
};

const anything = z
  .string({ error: "Dites ce que cette personne peut transmettre." })
  .regex(
    /^(resource|activity|commune|language|work_platform|skill):[0-9a-zA-Z-]{1,36}$/,
    "Choisissez une réponse dans la liste.",
  );

/** An offer as its form says it: `kind:id` in one choice. */
export const offerSchema = z.object({
  thing: anything.transform((choice) => {
    const [kind, id] = choice.split(":") as [OfferKind, string];
    return { kind, id };
  }),
  note: z.string().trim().max(500, "Écrivez au plus 500 caractères.").default(""),
});
export const offerMentoringSchema = offerSchema.extend({ workerId: z.uuid() });

const day = (missing: string) =>
  z.iso
    .date({
      error: (issue) => (issue.input === undefined ? missing : "Indiquez une date valable."),
    })
    .refine((date) => date >= "1990-01-01", "Vérifiez l’année de cette date.")
    .refine((date) => date <= today(), "Cette date est à venir\u202f: notez ce qui a eu lieu.");

const target = { id: z.uuid(), version: versionSchema };

export const answerSchema = z.object({
  ...target,
  by: z.enum(["mentor", "novice"]),
  on: day("Indiquez le jour de l’accord."),
});
export const declineSchema = z.object({
  ...target,
  by: z.enum(["mentor", "novice"], { error: "Dites qui décline." }),
});

export const sessionSchema = z.object({
  mentorshipId: z.uuid(),
  heldOn: day("Indiquez le jour de la séance."),
  durationMinutes: z.coerce
    .number({ error: "Indiquez la durée en minutes, par exemple 60." })
    .int("Indiquez la durée en minutes, par exemple 60.")
    .min(5, "Indiquez 5 minutes ou plus.")
    .max(600, "Indiquez 600 minutes ou moins."),
  summary: z.string().trim().max(5000, "Écrivez au plus 5\u202f000 caractères.").default(""),
});

const gain = (missing: string) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .max(2000, "Écrivez au plus 2\u202f000 caractères.");

/** The end of a mentorship, with what each gained. */
export const endSchema = z.object({
  ...target,
  endedOn: day("Indiquez le dernier jour."),
  mentorGain: gain("Dites ce que la marraine ou le parrain en retire."),
  noviceGain: gain("Dites ce que la personne parrainée en retire."),
});

export const mentoringRefusals = {
  thing_unknown: {
    field: "thing",
    message: "Ce choix n’existe plus. Choisissez-en un autre.",
  },
  already_offered: {
    field: "thing",
    message: "Cette personne le propose déjà.",
  },
  same_person: {
    field: "mentorId",
    message: "Personne ne se parraine soi-même.",
  },
  already_together: {
    field: "mentorId",
    message: "Un parrainage est déjà proposé ou en cours entre ces deux personnes.",
  },
  not_a_mentor: {
    field: "mentorId",
    message: "Cette personne ne propose plus rien à transmettre. Choisissez-en une autre.",
  },
  gone: {
    field: "mentorId",
    message: "La fiche de cette personne a été effacée. Choisissez-en une autre.",
  },
  not_so: {
    field: "on",
    message:
      "Ce parrainage n’en est plus là\u202f: quelqu’un vient de le modifier. Rechargez la page.",
  },
  before_proposed: {
    field: "on",
    message: "L’accord vient avant la proposition. Corrigez la date.",
  },
  before_begun: {
    field: "heldOn",
    message: "Cette séance vient avant l’accord des deux personnes. Corrigez la date.",
  },
  ends_before_begun: {
    field: "endedOn",
    message: "La fin vient avant l’accord ou avant une séance. Corrigez la date.",
  },
} as const;
export type MentoringRefusal = keyof typeof mentoringRefusals;
