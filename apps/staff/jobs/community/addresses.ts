import type { VisitorLanguage } from "@essaim/directory/community/visitor.schema";
import type { RecordKind } from "@essaim/directory/publication/record.schema";
import { mailLink } from "@essaim/identity/mail-link.schema";

// The public site's own words for its addresses (apps/public/app/paths.ts).
const words = {
  fr: {
    propose: "/proposer",
    contact: "/mise-en-relation",
    stillTrue: "/toujours-vrai",
    activities: "/activites",
    resources: "/ressources",
    sheets: "/fiches",
  },
  en: {
    propose: "/en/propose",
    contact: "/en/contact",
    stillTrue: "/en/still-true",
    activities: "/en/activities",
    resources: "/en/resources",
    sheets: "/en/sheets",
  },
} as const;

type Work = { publicUrl: string; organisationId: string };

/** The addresses of the public site that mails hold, in the language of whoever reads them. */
export function publicAddresses({ publicUrl, organisationId }: Work, language: VisitorLanguage) {
  const start = words[language];
  const secret = (token: string) => mailLink({ organisationId, token });
  return {
    confirmProposal: (token: string) =>
      `${publicUrl}${start.propose}/confirmation/${secret(token)}`,
    confirmContact: (token: string) => `${publicUrl}${start.contact}/confirmation/${secret(token)}`,
    answer: (token: string) => `${publicUrl}${start.contact}/reponse/${secret(token)}`,
    reachable: (token: string) => `${publicUrl}${start.contact}/joignable/${secret(token)}`,
    stillTrue: (token: string) => `${publicUrl}${start.stillTrue}/${secret(token)}`,
    sheet: ({ slug, path }: { slug: string; path: string }) =>
      `${publicUrl}${start.sheets}/${slug}/${path}`,
    record: ({ kind, slug }: { kind: RecordKind; slug: string }) =>
      `${publicUrl}${kind === "activity" ? start.activities : start.resources}/${slug}`,
  };
}
