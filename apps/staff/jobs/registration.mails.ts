import type {
  Registrant,
  SessionFacts,
} from "@essaim/accompaniment/workshop/registration-house.queries";
import {
  type WorkshopPlace,
  workshopPlaceLabels,
} from "@essaim/accompaniment/workshop/workshop.schema";
import type { Mail } from "@essaim/identity/mail";
import { formatClock, formatDate, formatDuration } from "@essaim/ui/format";

// The back office speaks French: these few words are for whoever registered on the English pages.
const placesInEnglish: Record<WorkshopPlace, string> = {
  office: "At the cooperative’s office",
  third_place: "In a shared place",
  remote: "Online",
};

/** When and where, one fact a line. */
function facts(session: SessionFacts): string {
  const place = [workshopPlaceLabels[session.place], session.placeDetail];
  return [
    session.title,
    `Le ${formatDate(session.heldOn)} à ${formatClock(session.startTime)} (${formatDuration(session.durationMinutes)})`,
    place.filter(Boolean).join(", "),
  ].join("\n");
}

function factsInEnglish(session: SessionFacts): string {
  const place = [placesInEnglish[session.place], session.placeDetail];
  return [
    session.title,
    `On ${formatDate(session.heldOn, "en")} at ${formatClock(session.startTime, "en")} (${formatDuration(session.durationMinutes)})`,
    place.filter(Boolean).join(", "),
  ].join("\n");
}

/** The mail that confirms a registration, with the link that cancels it, in the language of the registration. */
export function confirmationMail(
  { givenName, email, language }: Registrant,
  session: SessionFacts,
  link: string,
): Mail {
  if (language === "en") {
    return {
      to: email,
      subject: `Your registration: ${session.title}`,
      text: `Hello ${givenName},

You are registered:

${factsInEnglish(session)}

Can you no longer come? Open this link to give up your place:

${link}

If you asked for nothing, the same link cancels the registration.

${session.organisationName}
`,
    };
  }
  return {
    to: email,
    subject: `Votre inscription\u202f: ${session.title}`,
    text: `Bonjour ${givenName},

Vous êtes inscrit·e\u202f:

${facts(session)}

Vous ne pouvez plus venir\u202f? Ouvrez ce lien pour laisser votre place\u202f:

${link}

Si vous n’avez rien demandé, ce même lien annule l’inscription.

${session.organisationName}
`,
  };
}

/** The mail that tells of a session cancelled, moved, or taking place after all. */
export function changeMail(
  { givenName, email, language }: Registrant,
  session: SessionFacts,
): Mail {
  if (language === "en") return changeMailInEnglish(givenName, email, session);
  const told = session.isCancelled
    ? `La rencontre à laquelle vous êtes inscrit·e est annulée\u202f:

${facts(session)}

Vous n’avez rien à faire.`
    : `La rencontre à laquelle vous êtes inscrit·e a changé. La voici\u202f:

${facts(session)}

Vous ne pouvez plus venir\u202f? Le lien reçu à l’inscription annule toujours la vôtre.`;
  return {
    to: email,
    subject: `${session.isCancelled ? "Annulation" : "Changement"}\u202f: ${session.title}`,
    text: `Bonjour ${givenName},

${told}

${session.organisationName}
`,
  };
}

function changeMailInEnglish(givenName: string, email: string, session: SessionFacts): Mail {
  const told = session.isCancelled
    ? `The meeting for which you are registered is cancelled:

${factsInEnglish(session)}

There is nothing that you need to do.`
    : `The meeting for which you are registered has changed. Here it is:

${factsInEnglish(session)}

Can you no longer come? The link that you received still cancels your registration.`;
  return {
    to: email,
    subject: `${session.isCancelled ? "Cancelled" : "Changed"}: ${session.title}`,
    text: `Hello ${givenName},

${told}

${session.organisationName}
`,
  };
}
