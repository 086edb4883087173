import { expect } from "@playwright/test";
import { row } from "./database.ts";
import { idIn, send } from "./records.ts";
import { visitorAs } from "./session.ts";
import { mainText, uniqueId, uniqueWord } from "./words.ts";

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
export async function createLetters(partnerId: string) {
  const contactId = idIn(await send("editor", "/contacts/nouveau", contactForm()));
  const letterId = idIn(await send("editor", "/lettres/nouvelle", letterForm()));
  const title = uniqueWord();
  const manager = await visitorAs("manager");
  const signed = await manager.upload(
    `/partenaires/${partnerId}/accords/nouveau`,
    { submissionId: uniqueId(), fileId: uniqueId(), title, signedOn: "2026-01-05" },
    new File([`Accord ${title}.`], "accord.txt", { type: "text/plain" }),
  );
  expect(signed.status, mainText(signed.text)).toBe(302);
  const { id: agreementId } = await row<{ id: string }>(
    "select id from partner_agreement where title = $1",
    [title],
  );
  return { contactId, letterId, agreementId };
}
