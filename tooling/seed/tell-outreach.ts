import { addAgreement } from "@essaim/commons/partner/agreement.commands";
import { addAgreementSchema } from "@essaim/commons/partner/agreement.schema";
import { listPartners } from "@essaim/commons/partner/partner.queries";
import { partnerFilterSchema } from "@essaim/commons/partner/partner.schema";
import type { AddressKey } from "@essaim/outreach/contact/address-key";
import { addContact } from "@essaim/outreach/contact/contact.commands";
import { contactSchema } from "@essaim/outreach/contact/contact.schema";
import { listLetterChoices } from "@essaim/outreach/newsletter/letter-choice.queries";
import { createNewsletter } from "@essaim/outreach/newsletter/newsletter.commands";
import { itemKinds, refOf } from "@essaim/outreach/newsletter/newsletter.schema";
import { contacts } from "./contacts.ts";
import { addDays } from "./day.ts";
import { fr } from "./french.ts";
import { type Story, saved } from "./tell.ts";

/** Whom the cooperative writes to, what it signed with a partner, and a letter being written. All of it is made up. */
export async function addOutreach(story: Story, hashAddress: AddressKey): Promise<void> {
  const { execute, manager, editor, today } = story;
  const { partners } = await execute(manager, listPartners, partnerFilterSchema.parse({}));
  const partnerId = (name: string) => partners.find((one) => one.name === name)?.id;
  const agreement = addAgreementSchema.parse({
    partnerId: partnerId("TILIOS"),
    title: fr`Accueil des permanences (exemple)`,
    reference: "EX-1",
    signedOn: addDays(today, -200),
    endsOn: addDays(today, 45),
    file: null,
  });
  saved(await execute(manager, addAgreement, agreement), agreement.title);
  const { organisationId } = editor;
  for (const { partner, since, ...told } of contacts) {
    const typed = contactSchema.parse({
      ...told,
      partnerId: partner && partnerId(partner),
      source: fr`Exemple de démonstration.`,
      obtainedOn: addDays(today, -since),
      receivesLetters: told.email ? "on" : undefined,
    });
    const addressHash = typed.email && hashAddress({ organisationId, email: typed.email });
    saved(await execute(editor, addContact, { ...typed, addressHash }), typed.name);
  }
  const { choices } = await execute(editor, listLetterChoices, { search: "" });
  // One thing of each kind that is public already.
  const shown = itemKinds.flatMap((kind) => choices.find((one) => one.kind === kind) ?? []);
  const letter = {
    subject: fr`Des nouvelles des communs (exemple)`,
    introduction: fr`Bonjour,

Voici ce que nous avons publié ces dernières semaines, et les prochaines rencontres ouvertes à tous.

Transmettez cette lettre à qui elle peut servir !`,
    campaignId: null,
    items: shown.map((one) => ({ ref: refOf(one), words: "" })),
  };
  saved(await execute(editor, createNewsletter, letter), letter.subject);
}
