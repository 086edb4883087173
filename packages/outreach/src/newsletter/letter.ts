import type { LetterItem } from "./newsletter.schema.ts";

/** What a letter says. */
export type Letter = { subject: string; introduction: string; items: readonly LetterItem[] };

/** Whose letter it is. */
export type Sender = {
  organisation: string;
  websiteUrl: string | null;
  /** Whom to write to about one's data; empty when the organisation has not said. */
  contact: string;
  /** Of the public site, without a slash at the end. */
  publicUrl: string;
};

/** Stands for the address by which each reader takes leave, in a letter that is not yet for anybody. */
export const leaveMark = "https://desinscription.invalid/";

/** A letter for one reader. @param link the address by which they take leave, safe in HTML as it is */
export const addressed = (frozen: string, link: string) => frozen.replaceAll(leaveMark, link);

/** How to take leave of a letter that no link can tell: one that somebody carries elsewhere. */
export const withoutLeave = ({ contact, organisation }: Sender) =>
  contact
    ? `Pour ne plus recevoir ces lettres, écrivez à ${contact}.`
    : `Pour ne plus recevoir ces lettres, répondez à ${organisation}.`;

/** Why it is read by whoever reads it (RGPD, article 14). */
export const whyReceived = ({ organisation }: Sender) =>
  `Vous recevez cette lettre parce que votre adresse est parmi les contacts de ${organisation}. Rien n’y dit si vous l’ouvrez.`;
