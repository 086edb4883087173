import type {
  Registrant,
  SessionFacts,
} from "@essaim/accompaniment/workshop/registration-house.queries";
import { workshopPlaceLabels } from "@essaim/accompaniment/workshop/workshop.schema";
import type { Mail } from "@essaim/identity/mail";
import { formatClock, formatDate, plural } from "@essaim/ui/format";

/** When and where, one fact a line. */
function facts(session: SessionFacts): string {
  const place = [workshopPlaceLabels[session.place], session.placeDetail];
  return [
    session.title,
    `Le ${formatDate(session.heldOn)} à ${formatClock(session.startTime)} (${plural(session.durationMinutes, "minute", "minutes")})`,
    place.filter(Boolean).join(", "),
  ].join("\n");
}

/** The mail that confirms a registration, with the link that cancels it. */
export function confirmationMail(
  { givenName, email }: Registrant,
  session: SessionFacts,
  link: string,
): Mail {
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
export function changeMail({ givenName, email }: Registrant, session: SessionFacts): Mail {
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
