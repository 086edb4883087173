import { today } from "@essaim/database/today";
import { z } from "zod";

export const noticeChannels = ["in_person", "mail", "letter", "online"] as const;
export type NoticeChannel = (typeof noticeChannels)[number];
export const noticeChannelLabels: Record<NoticeChannel, string> = {
  in_person: "De vive voix, avec la note remise en main propre",
  mail: "Par courriel",
  letter: "Par courrier",
  online: "Par un formulaire en ligne",
};

export const legalBases = [
  "contract",
  "public_interest",
  "legitimate_interest",
  "consent",
  "legal_obligation",
] as const;
export type LegalBasis = (typeof legalBases)[number];

type BasisWords = {
  label: string;
  /** When it applies here, for whoever chooses it. */
  hint: string;
  /** What it means for the person, told to them. */
  explanation: string;
};

/** The legal bases of article 6 of the RGPD that a cooperative may rest on, in plain words. */
export const legalBasisWords: Record<LegalBasis, BasisWords> = {
  contract: {
    label: "Le contrat",
    hint: "La personne a signé un CAPE ou un CESA, ou demande à en signer un (article 6.1.b).",
    explanation:
      "Ces données servent à préparer puis à suivre le contrat qui lie la personne à la coopérative. Sans elles, l’accompagnement ne peut pas avoir lieu.",
  },
  public_interest: {
    label: "Une mission d’intérêt public",
    hint: "L’accompagnement est confié par une collectivité ou un service public, par convention (article 6.1.e).",
    explanation:
      "Ces données servent à une mission d’insertion confiée par une autorité publique. La personne peut s’y opposer pour une raison qui tient à sa situation.",
  },
  legitimate_interest: {
    label: "L’intérêt légitime de la coopérative",
    hint: "Le suivi aide la coopérative sans peser sur la personne, qui s’y attend (article 6.1.f).",
    explanation:
      "Ces données aident la coopérative à bien accompagner, sans gêner la personne. Elle peut s’y opposer pour une raison qui tient à sa situation.",
  },
  consent: {
    label: "Le consentement",
    hint: "La personne a dit oui librement, et peut dire non sans rien perdre (article 6.1.a).",
    explanation:
      "La personne a accepté et peut changer d’avis à tout moment. Ce qui a été fait avant reste valable.",
  },
  legal_obligation: {
    label: "Une obligation légale",
    hint: "Un texte oblige la coopérative à tenir ces données (article 6.1.c).",
    explanation:
      "Une loi oblige la coopérative à tenir ces données. La personne ne peut pas s’y opposer.",
  },
};

/** What is asked to record that a person was informed of what is held about them. */
export const noticeFormSchema = z.object({
  givenOn: z.iso
    .date({
      error: (issue) =>
        issue.input === undefined
          ? "Dites quel jour l’information a été donnée."
          : "Indiquez une date valable.",
    })
    .refine(
      (day) => day >= "2018-05-25",
      "Le RGPD s’applique depuis le 25 mai 2018. Vérifiez l’année.",
    )
    .refine(
      (day) => day <= today(),
      "Cette date est à venir. Indiquez un jour passé, ou aujourd’hui.",
    ),
  channel: z.enum(noticeChannels, { error: "Dites comment l’information a été donnée." }),
  legalBasis: z.enum(legalBases, { error: "Choisissez ce qui permet de tenir ce dossier." }),
});
export type NoticeInput = z.output<typeof noticeFormSchema>;

/** What `recordNotice` takes. */
export const recordNoticeSchema = noticeFormSchema.extend({ workerId: z.uuid() });

/** What `removeNotice` takes. */
export const removeNoticeSchema = z.object({ id: z.uuid(), workerId: z.uuid() });
