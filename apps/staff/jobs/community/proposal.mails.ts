import {
  CONTACT_DAYS,
  type ProposalKind,
  UNCONFIRMED_DAYS,
} from "@essaim/directory/community/proposal.schema";
import type {
  ProposalDecision,
  ProposalFacts,
} from "@essaim/directory/community/proposal-house.queries";
import type { Mail } from "@essaim/identity/mail";

type Words = (title: string | null) => string;
const told: Record<ProposalKind, { fr: Words; en: Words }> = {
  activity: {
    fr: (title) => (title ? `l’activité «\u202f${title}\u202f»` : "une activité"),
    en: (title) => (title ? `the activity “${title}”` : "an activity"),
  },
  resource: {
    fr: (title) => (title ? `la ressource «\u202f${title}\u202f»` : "une ressource"),
    en: (title) => (title ? `the resource “${title}”` : "a resource"),
  },
  experience: {
    fr: (title) => (title ? `votre expérience de «\u202f${title}\u202f»` : "votre expérience"),
    en: (title) => (title ? `your experience of “${title}”` : "your experience"),
  },
  correction: {
    fr: (title) => (title ? `une correction de «\u202f${title}\u202f»` : "une correction"),
    en: (title) => (title ? `a correction of “${title}”` : "a correction"),
  },
  sheet: {
    fr: (title) => (title ? `un autre texte pour «\u202f${title}\u202f»` : "un autre texte"),
    en: (title) => (title ? `a better text for “${title}”` : "a better text"),
  },
};

/** Somebody may give an address and no name. */
const hello = (word: string, name: string) => `${[word, name].filter(Boolean).join(" ")},`;

/** The mail that asks whoever proposed to confirm, with the link that does so. */
export function confirmProposalMail(proposal: ProposalFacts, link: string): Mail {
  const what = told[proposal.kind][proposal.language](proposal.recordTitle);
  if (proposal.language === "en") {
    return {
      to: proposal.email,
      subject: "Confirm your proposal",
      text: `${hello("Hello", proposal.name)}

Somebody, probably you, has proposed ${what} to ${proposal.organisationName}. Open this link to confirm it:

${link}

If it was not you, do nothing: the proposal is forgotten after ${UNCONFIRMED_DAYS} days, with this address.

${proposal.organisationName}
`,
    };
  }
  return {
    to: proposal.email,
    subject: "Confirmez votre proposition",
    text: `${hello("Bonjour", proposal.name)}

Quelqu’un, sans doute vous, a proposé ${what} à ${proposal.organisationName}. Ouvrez ce lien pour confirmer\u202f:

${link}

Si ce n’est pas vous, ne faites rien\u202f: la proposition est oubliée au bout de ${UNCONFIRMED_DAYS} jours, et cette adresse avec elle.

${proposal.organisationName}
`,
  };
}

/** The mail that tells whoever proposed what became of it. */
export function decisionMail(proposal: ProposalDecision, page: string | null): Mail {
  const what = told[proposal.kind][proposal.language](proposal.title);
  const said = proposal.language === "en" ? inEnglish(proposal, what) : inFrench(proposal, what);
  const parts = [said.greeting, said.decision, proposal.reply, page && `${said.page}\n\n${page}`];
  return {
    to: proposal.email,
    subject: said.subject,
    text: `${[...parts.filter(Boolean), said.forgotten, proposal.organisationName].join("\n\n")}\n`,
  };
}

function inFrench({ name, state, kind }: ProposalDecision, what: string) {
  const isNew = kind === "activity" || kind === "resource";
  const decisions: Record<string, string> = {
    accepted: isNew
      ? "Elle est acceptée, et sera publiée une fois complétée. Merci."
      : "Elle est acceptée. Merci.",
    partly_accepted: "Elle est acceptée en partie. Merci.",
    refused: "Elle n’est pas retenue, pour cette raison\u202f:",
  };
  return {
    subject:
      state === "refused"
        ? "Votre proposition n’est pas retenue"
        : "Votre proposition est acceptée",
    greeting: hello("Bonjour", name),
    decision: `Vous avez proposé ${what}. ${decisions[state] ?? ""}`,
    page: "La page\u202f:",
    forgotten: `Votre nom et votre adresse sont effacés dans ${CONTACT_DAYS} jours.`,
  };
}

function inEnglish({ name, state, kind }: ProposalDecision, what: string) {
  const isNew = kind === "activity" || kind === "resource";
  const decisions: Record<string, string> = {
    accepted: isNew
      ? "It is accepted, and will be published once completed. Thank you."
      : "It is accepted. Thank you.",
    partly_accepted: "It is accepted in part. Thank you.",
    refused: "It is not kept, for this reason:",
  };
  return {
    subject: state === "refused" ? "Your proposal is not kept" : "Your proposal is accepted",
    greeting: hello("Hello", name),
    decision: `You proposed ${what}. ${decisions[state] ?? ""}`,
    page: "The page:",
    forgotten: `Your name and address are erased in ${CONTACT_DAYS} days.`,
  };
}
