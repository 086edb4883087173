import { ANSWER_DAYS } from "@essaim/directory/community/relay.rules";
import { UNCONFIRMED_CONTACT_DAYS } from "@essaim/directory/community/relay.schema";
import type {
  AskedPractitioner,
  RequestFacts,
} from "@essaim/directory/community/relay-house.queries";
import type { Mail } from "@essaim/identity/mail";
import { formatDate, plural } from "@essaim/ui/format";

// Neither address is ever written in a mail to the other. What somebody wrote is quoted line by line.
const quoted = (text: string) =>
  text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");

/** The mail that asks a novice to confirm their message, with the link that sends it on. */
export function confirmContactMail(request: RequestFacts, link: string): Mail {
  const { novice, author, activity, organisationName } = request;
  if (novice.language === "en") {
    return {
      to: novice.email,
      subject: `Confirm your message to ${author}`,
      text: `Hello ${novice.name},

Somebody, probably you, has written to ${author} about “${activity.title}”. Open this link to send the message on:

${link}

If it was not you, do nothing: the message is forgotten after ${UNCONFIRMED_CONTACT_DAYS} days, with this address.

${organisationName}
`,
    };
  }
  return {
    to: novice.email,
    subject: `Confirmez votre message à ${author}`,
    text: `Bonjour ${novice.name},

Quelqu’un, sans doute vous, a écrit à ${author} à propos de «\u202f${activity.title}\u202f». Ouvrez ce lien pour que le message parte\u202f:

${link}

Si ce n’est pas vous, ne faites rien\u202f: le message est oublié au bout de ${UNCONFIRMED_CONTACT_DAYS} jours, et cette adresse avec lui.

${organisationName}
`,
  };
}

type Practitioner = NonNullable<RequestFacts["practitioner"]>;
type Links = { answer: string; stop: string };

/** A novice's message, with the link to answer and the one to be written to no more. */
export function contactMail(
  request: RequestFacts,
  practitioner: Practitioner,
  links: Links,
  isReminder: boolean,
): Mail {
  const { novice, activity, organisationName, message, dueOn } = request;
  if (practitioner.language === "en") {
    return {
      to: practitioner.email,
      subject: `${isReminder ? "Reminder: a" : "A"} question about “${activity.title}”`,
      text: `Hello ${practitioner.name},

${novice.name} writes to you about “${activity.title}”:

${quoted(message)}

To answer, by ${formatDate(dueOn ?? "", "en")}, without showing your address:

${links.answer}

Without an answer, ${organisationName} takes over.

To receive no more messages from the directory:

${links.stop}

${organisationName}
`,
    };
  }
  return {
    to: practitioner.email,
    subject: `${isReminder ? "Rappel\u202f: une" : "Une"} question sur «\u202f${activity.title}\u202f»`,
    text: `Bonjour ${practitioner.name},

${novice.name} vous écrit à propos de «\u202f${activity.title}\u202f»\u202f:

${quoted(message)}

Pour répondre, d’ici le ${formatDate(dueOn ?? "")}, sans montrer votre adresse\u202f:

${links.answer}

Sans réponse, ${organisationName} prend le relais.

Pour ne plus recevoir de message de l’annuaire\u202f:

${links.stop}

${organisationName}
`,
  };
}

/** The answer, sent to the novice. */
export function answerMail({
  novice,
  author,
  activity,
  answer,
  organisationName,
}: RequestFacts): Mail {
  if (novice.language === "en") {
    return {
      to: novice.email,
      subject: `${author} answers you about “${activity.title}”`,
      text: `Hello ${novice.name},

${author} answers you:

${quoted(answer)}

This mail cannot be answered. To write again, go through the directory.

${organisationName}
`,
    };
  }
  return {
    to: novice.email,
    subject: `${author} vous répond sur «\u202f${activity.title}\u202f»`,
    text: `Bonjour ${novice.name},

${author} vous répond\u202f:

${quoted(answer)}

On ne peut pas répondre à ce message. Pour écrire de nouveau, repassez par l’annuaire.

${organisationName}
`,
  };
}

/** The mail that tells a novice that the cooperative takes over, unanswered or not even delivered. */
export function escalationMail(request: RequestFacts): Mail {
  const { novice, author, activity, organisationName, isDelivered } = request;
  if (novice.language === "en") {
    const why = isDelivered ? "has not answered" : "could not be reached";
    const about = isDelivered
      ? `${author} has not answered your message about “${activity.title}”.`
      : `Your message to ${author} about “${activity.title}” could not be delivered.`;
    return {
      to: novice.email,
      subject: `${author} ${why}; ${organisationName} takes over`,
      text: `Hello ${novice.name},

${about} ${organisationName} has it now, and will write to you.

${organisationName}
`,
    };
  }
  const why = isDelivered ? "n’a pas répondu" : "n’a pas pu être joint·e";
  const about = isDelivered
    ? `${author} n’a pas répondu à votre message sur «\u202f${activity.title}\u202f».`
    : `Votre message à ${author} sur «\u202f${activity.title}\u202f» n’a pas pu être remis.`;
  return {
    to: novice.email,
    subject: `${author} ${why}\u202f; ${organisationName} prend le relais`,
    text: `Bonjour ${novice.name},

${about} ${organisationName} l’a maintenant, et vous écrira.

${organisationName}
`,
  };
}

/** The mail to those who keep the directory: how many requests wait for them, and where. Nobody is named. */
export function moderatorsMail(
  member: { fullName: string; email: string },
  count: number,
  link: string,
): Mail {
  return {
    to: member.email,
    subject: "Des mises en relation sans réponse",
    text: `Bonjour ${member.fullName},

${plural(count, "message n’a pas eu de réponse", "messages n’ont pas eu de réponse")} en ${ANSWER_DAYS} jours, ou n’a pas pu être remis. La personne qui l’a écrit attend la coopérative\u202f:

${link}

Essaim
`,
  };
}

/** « Toujours joignable ? », once a year. */
export function stillReachableMail(practitioner: AskedPractitioner, link: string): Mail {
  const { name, email, language, activityTitle, organisationName } = practitioner;
  if (language === "en") {
    return {
      to: email,
      subject: "Can you still be written to?",
      text: `Hello ${name},

Your experience of “${activityTitle}” is in the directory, and people may write to you through it. Is it still so? The same page lets you stop:

${link}

${organisationName}
`,
    };
  }
  return {
    to: email,
    subject: "Peut-on toujours vous écrire\u202f?",
    text: `Bonjour ${name},

Votre expérience de «\u202f${activityTitle}\u202f» est dans l’annuaire, et on peut vous écrire par lui. Est-ce toujours le cas\u202f? La même page permet d’arrêter\u202f:

${link}

${organisationName}
`,
  };
}
