import type { z } from "zod";

export const REQUIRED = "Ce champ est obligatoire.";
const NOT_A_NUMBER = "Indiquez un nombre, en chiffres.";
const NOT_A_DATE = "Indiquez une date valable.";
/** What is said of a text that could not be turned into a number or a date. */
export const NOT_CONVERTED: ReadonlySet<string> = new Set([NOT_A_NUMBER, NOT_A_DATE]);

type Issue = Parameters<NonNullable<z.core.$ZodErrorMap>>[0];

// Narrow no-break space, as French typography wants between groups of three digits.
const number = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 });
const count = (n: number, one: string) => `${number.format(n)} ${one}${n >= 2 ? "s" : ""}`;

/**
 * Sentences for what zod refuses, addressed to the person who fills the form. A schema's own message
 * comes first; what is not foreseen here falls back on zod's French texts.
 */
export function frenchError(issue: Issue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined || issue.input === null
        ? REQUIRED
        : wrongType(String(issue.expected));
    case "invalid_value":
      return issue.input === undefined
        ? "Choisissez une réponse."
        : "Choisissez une réponse dans la liste.";
    case "invalid_union":
      return issue.input === undefined ? REQUIRED : "Cette réponse n’est pas valable.";
    case "too_small":
      return tooSmall(issue);
    case "too_big":
      return tooBig(issue);
    case "invalid_format":
      return wrongFormat(String(issue.format));
    case "not_multiple_of":
      return issue.divisor === 1
        ? "Indiquez un nombre entier."
        : `Indiquez un multiple de ${number.format(Number(issue.divisor))}.`;
    default:
      return undefined;
  }
}

function wrongType(expected: string): string {
  switch (expected) {
    case "number":
    case "nan":
      return NOT_A_NUMBER;
    case "int":
    case "bigint":
      return "Indiquez un nombre entier, en chiffres.";
    case "date":
      return NOT_A_DATE;
    default:
      return "Cette réponse n’est pas valable.";
  }
}

function tooSmall(issue: Issue & { code: "too_small" }): string {
  const minimum = Number(issue.minimum);
  switch (issue.origin) {
    case "string":
      return minimum <= 1 ? REQUIRED : `Écrivez au moins ${count(minimum, "caractère")}.`;
    case "array":
    case "set":
      return minimum <= 1
        ? "Choisissez au moins une réponse."
        : `Choisissez au moins ${count(minimum, "réponse")}.`;
    case "date":
      return "Cette date est trop ancienne.";
    default:
      return issue.inclusive === false
        ? `Indiquez un nombre supérieur à ${number.format(minimum)}.`
        : `Indiquez ${number.format(minimum)} ou plus.`;
  }
}

function tooBig(issue: Issue & { code: "too_big" }): string {
  const maximum = Number(issue.maximum);
  switch (issue.origin) {
    case "string":
      return `Écrivez au plus ${count(maximum, "caractère")}.`;
    case "array":
    case "set":
      return `Choisissez au plus ${count(maximum, "réponse")}.`;
    case "date":
      return "Cette date est trop lointaine.";
    default:
      return issue.inclusive === false
        ? `Indiquez un nombre inférieur à ${number.format(maximum)}.`
        : `Indiquez ${number.format(maximum)} ou moins.`;
  }
}

function wrongFormat(format: string): string {
  switch (format) {
    case "email":
      return "Indiquez une adresse électronique complète, par exemple prenom.nom@exemple.fr.";
    case "url":
      return "Indiquez une adresse complète, par exemple https://exemple.fr.";
    case "date":
    case "datetime":
      return NOT_A_DATE;
    case "time":
      return "Indiquez une heure valable, par exemple 14:30.";
    case "uuid":
    case "guid":
      return "Ce choix n’existe plus. Choisissez-en un autre.";
    default:
      return "Cette réponse n’est pas écrite comme attendu.";
  }
}
