import fc from "fast-check";
import { expect, test } from "vitest";
import { readPasted } from "./pasted.rules.ts";

const brief = (text: string) => {
  const { contacts, problems } = readPasted(text);
  return {
    contacts: contacts.map(({ name, email }) => `${name} <${email}>`),
    problems: problems.map(({ number, message }) => `${number}: ${message}`),
  };
};

test("addresses are taken as a mail programme writes them", () => {
  expect(
    brief(`Inès Carpentier <Ines@Exemple.fr>

"Zoé, de la presse" <zoe@exemple.fr>, Max <max@exemple.fr>;
seule@exemple.fr`),
  ).toEqual({
    contacts: [
      "Inès Carpentier <ines@exemple.fr>",
      "Zoé, de la presse <zoe@exemple.fr>",
      "Max <max@exemple.fr>",
      "seule@exemple.fr <seule@exemple.fr>",
    ],
    problems: [],
  });
});

test("the columns of a spreadsheet are those that its titles say, or the usual ones", () => {
  const { contacts } = readPasted(
    'Structure;Courriel;Nom;Téléphone;Remarque\n"France Travail; Lille";a@exemple.fr;Ana;03 20 00 00 00;rien',
  );
  expect(contacts).toEqual([
    {
      number: 2,
      name: "Ana",
      email: "a@exemple.fr",
      phone: "03 20 00 00 00",
      employer: "France Travail; Lille",
      role: "",
    },
  ]);
  expect(readPasted("Ana\ta@exemple.fr\t06\tCoopérative\tdirectrice").contacts[0]).toMatchObject({
    phone: "06",
    employer: "Coopérative",
    role: "directrice",
  });
});

test("each faulty line is told by its number", () => {
  expect(
    brief(`Ana <a@exemple.fr>
Bea <bea@exemple>

Sans adresse;`).problems,
  ).toEqual([
    "2: «\u202fbea@exemple\u202f» n’est pas une adresse complète, comme nom@exemple.fr.",
    "4: Il manque l’adresse.",
  ]);
  expect(brief("Ana <a@exemple.fr> et b@exemple.fr").problems).toEqual([
    "1: «\u202fet b@exemple.fr\u202f» n’est pas compris, après la dernière adresse.",
  ]);
  expect(brief("Nom;Courriel").problems).toEqual(["1: Collez au moins une ligne."]);
  expect(brief("\n \n").problems).toEqual(["1: Collez au moins une ligne."]);
});

test("an address that comes twice is taken once, and counted", () => {
  expect(readPasted("Ana <a@exemple.fr>, Bea <b@exemple.fr>\nAna encore <A@exemple.fr>")).toEqual({
    contacts: [
      expect.objectContaining({ name: "Ana", email: "a@exemple.fr" }),
      expect.objectContaining({ name: "Bea" }),
    ],
    repeated: 1,
    problems: [],
  });
});

test("any text is read without breaking, and every contact read can be written", () => {
  const bit = fc.constantFrom("a@b.fr", "<", ">", ";", ",", "\t", '"', "\n", " ", "Zoé", "nom");
  fc.assert(
    fc.property(fc.array(bit, { maxLength: 30 }), (bits) => {
      const { contacts, problems } = readPasted(bits.join(""));
      expect(contacts.length + problems.length).toBeGreaterThan(0);
      for (const one of contacts) {
        expect(one.name).not.toBe("");
        expect(one.email).toMatch(/@/);
      }
    }),
  );
});
