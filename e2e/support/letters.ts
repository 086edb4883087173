import { row } from "./database.ts";
import { idIn, send } from "./records.ts";
import { uniqueId, uniqueWord } from "./words.ts";

/** The form of a contact, right and complete. */
export const contactForm = () => {
  const name = uniqueWord();
  return {
    ...{ submissionId: uniqueId(), name, email: `${name.toLowerCase()}@exemple.fr` },
    ...{ kind: "press", source: "Carte de visite", obtainedOn: "2026-01-05" },
  };
};

export const letterForm = () => ({
  ...{ submissionId: uniqueId(), subject: `Lettre ${uniqueWord()}`, introduction: "Bonjour" },
});

/** A contact, a letter being written, and what was signed with a partner. */
export async function createLetters(organisationId: string, partnerId: string) {
  const contactId = idIn(await send("editor", "/contacts/nouveau", contactForm()));
  const letterId = idIn(await send("editor", "/lettres/nouvelle", letterForm()));
  const { id: agreementId } = await row<{ id: string }>(
    `insert into partner_agreement (organisation_id, partner_id, title, signed_on) values ($1, $2, $3, '2026-01-05')
      returning id`,
    [organisationId, partnerId, uniqueWord()],
  );
  return { contactId, letterId, agreementId };
}
