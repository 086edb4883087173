import type { Mail } from "./mail.ts";
import type { Role } from "./permission.ts";
import { roleLabels } from "./role.schema.ts";

const day = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeZone: "Europe/Paris" });
const dayOf = (instant: Date) => day.format(instant).replace(/^1 /, "1er ");

/** The mail that lets a person choose a new password. */
export function resetMail(options: { email: string; full_name: string; link: string }): Mail {
  return {
    to: options.email,
    subject: "Choisir un nouveau mot de passe",
    text: `Bonjour ${options.full_name},

Vous avez demandé à changer de mot de passe. Ouvrez ce lien pour en choisir un nouveau. Il sert une fois et reste valable une heure\u202f:

${options.link}

Si vous n’avez rien demandé, ne faites rien\u202f: votre mot de passe ne change pas.

Essaim
`,
  };
}

/** The mail that opens an organisation's door to somebody. */
export function invitationMail(options: {
  email: string;
  fullName: string;
  organisationName: string;
  role: Role;
  /** Null for an organisation's first access, which nobody of theirs could give. */
  invitedBy: string | null;
  expiresAt: Date;
  link: string;
}): Mail {
  const who = options.invitedBy
    ? `${options.invitedBy} (${options.organisationName})`
    : options.organisationName;
  return {
    to: options.email,
    subject: `Votre accès à Essaim (${options.organisationName})`,
    text: `Bonjour ${options.fullName},

${who} vous ouvre un accès à Essaim, avec le rôle «\u202f${roleLabels[options.role]}\u202f». Ouvrez ce lien pour l’activer. Il sert une fois, jusqu’au ${dayOf(options.expiresAt)}\u202f:

${options.link}

Si vous n’attendiez pas cette invitation, ne faites rien.

Essaim
`,
  };
}
