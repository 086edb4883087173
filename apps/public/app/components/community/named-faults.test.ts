import { expect, it } from "vitest";
import { nameFaults } from "./named-faults.ts";

it("names the field of each fault, in the order of the page", () => {
  const fields = [
    { name: "title", label: "Titre" },
    { name: "summary", label: "Résumé" },
    { name: "proposerName", label: "Votre nom" },
    { name: "email", label: "Votre adresse" },
  ];
  const faults = {
    email: "Indiquez une adresse.",
    proposerName: "Indiquez un nom.",
    summary: "Remplissez ce champ.",
    somethingElse: "Cette fiche existe peut-être déjà.",
    title: "Remplissez ce champ.",
  };
  const told = nameFaults(faults, fields, ({ field, fault }) => `${field} : ${fault}`);
  expect(Object.entries(told)).toEqual([
    ["somethingElse", "Cette fiche existe peut-être déjà."],
    ["title", "Titre : Remplissez ce champ."],
    ["summary", "Résumé : Remplissez ce champ."],
    ["proposerName", "Votre nom : Indiquez un nom."],
    ["email", "Votre adresse : Indiquez une adresse."],
  ]);
});
