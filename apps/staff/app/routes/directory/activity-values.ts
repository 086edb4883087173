import { textFromCents } from "@essaim/database/money.schema";
import type { ActivityRecord } from "@essaim/directory/activity.queries";
import {
  type ActivityInput,
  legalFormLabels,
  maturityLabels,
  sectorLabels,
} from "@essaim/directory/activity.schema";
import { imagesInWords, linksInWords } from "./content-words";
import { englishFields, fieldsOf } from "./field-values";

export function communeLabel(commune: { name: string; departmentCode: string }): string {
  return `${commune.name} (${commune.departmentCode})`;
}

const amountText = (cents: number | null) => (cents === null ? "" : textFromCents(cents));
const numberText = (value: number | null) => value?.toString().replace(".", ",") ?? "";

type Values = Record<string, string>;

/** A saved activity as its form would send it; `legalForms` apart, which are check boxes. */
export function activityValues(activity: ActivityRecord): Values {
  return {
    title: activity.title,
    summary: activity.summary,
    sector: activity.sector,
    maturity: activity.maturity ?? "",
    description: activity.description,
    requirements: activity.requirements,
    advantages: activity.advantages,
    limits: activity.limits,
    startupCostMinCents: amountText(activity.startupCostMinCents),
    startupCostMaxCents: amountText(activity.startupCostMaxCents),
    monthlyCostMinCents: amountText(activity.monthlyCostMinCents),
    monthlyCostMaxCents: amountText(activity.monthlyCostMaxCents),
    peopleMin: numberText(activity.peopleMin),
    peopleMax: numberText(activity.peopleMax),
    firstIncomeMinMonths: numberText(activity.firstIncomeMinMonths),
    firstIncomeMaxMonths: numberText(activity.firstIncomeMaxMonths),
    space: activity.space,
    skills: activity.skills.join(", "),
    income: activity.income,
    ...fieldsOf("resources", activity.resources, ({ openResourceId, usage }) => ({
      openResourceId,
      usage,
    })),
    ...fieldsOf("locations", inputOf(activity).locations, (location) => ({
      commune: location.commune,
      sinceYear: numberText(location.sinceYear),
      transferredFrom: location.transferredFrom ?? "",
      description: location.description,
    })),
    ...fieldsOf("steps", activity.steps, ({ text, days, tools }) => ({
      text,
      days: numberText(days),
      tools,
    })),
    ...fieldsOf("figures", activity.figures, ({ label, cents, year, source }) => ({
      label,
      cents: amountText(cents),
      year: numberText(year),
      source,
    })),
    ...fieldsOf("supporters", activity.supporters, ({ name, url }) => ({ name, url: url ?? "" })),
    ...fieldsOf("questions", activity.questions, ({ text, url }) => ({ text, url: url ?? "" })),
    ...fieldsOf("links", activity.links, (link) => link),
    ...fieldsOf("images", activity.images, (image) => image),
    ...englishFields(activity.english),
  };
}

/** A saved activity as the command that made it would take it. */
export function inputOf(activity: ActivityRecord): ActivityInput {
  return {
    ...activity,
    locations: activity.locations.map((location) => ({
      commune: communeLabel({ ...location, name: location.communeName }),
      sinceYear: location.sinceYear,
      transferredFrom: location.transferredFrom && communeLabel(location.transferredFrom),
      description: location.description,
    })),
  };
}

/**
 * Every field of an activity in words, to compare two versions of it.
 * @param names of resources, by id
 */
export function activityInWords(
  input: ActivityInput,
  names: ReadonlyMap<string, string>,
): [label: string, text: string][] {
  const resources = input.resources.map(({ openResourceId, usage }) =>
    [names.get(openResourceId) ?? "?", usage].filter(Boolean).join("\u202f: "),
  );
  const places = input.locations.map(({ commune, sinceYear, transferredFrom, description }) =>
    joined([
      commune,
      sinceYear && `depuis ${sinceYear}`,
      transferredFrom && `venue de ${transferredFrom}`,
      description,
    ]),
  );
  const french = new Intl.Collator("fr");
  const { english } = input;
  return [
    ["Titre", input.title],
    ["Résumé", input.summary],
    ["Secteur", sectorLabels[input.sector].fr],
    ["Maturité", input.maturity ? maturityLabels[input.maturity].fr : ""],
    ["Description", input.description],
    ["Ce qu’il faut", input.requirements],
    ["Lieu et place", input.space],
    ["Compétences", input.skills.join(", ")],
    ["Statuts possibles", input.legalForms.map((form) => legalFormLabels[form].fr).join(", ")],
    ["Nombre de personnes", rangeText(input.peopleMin, input.peopleMax, numberText)],
    [
      "Étapes",
      input.steps
        .map(({ text, days, tools }, index) =>
          joined([`${index + 1}. ${text}`, days && `${numberText(days)} jours`, tools]),
        )
        .join("\n"),
    ],
    [
      "Coût de démarrage, en euros",
      rangeText(input.startupCostMinCents, input.startupCostMaxCents, amountText),
    ],
    [
      "Coût par mois, en euros",
      rangeText(input.monthlyCostMinCents, input.monthlyCostMaxCents, amountText),
    ],
    [
      "Mois avant le premier revenu",
      rangeText(input.firstIncomeMinMonths, input.firstIncomeMaxMonths, numberText),
    ],
    ["D’où vient le revenu", input.income],
    [
      "Exemples chiffrés",
      input.figures
        .map(({ label, cents, year, source }) =>
          joined([label, `${amountText(cents)} euros en ${year}`, source]),
        )
        .join("\n"),
    ],
    ["Ce qui plaide pour", input.advantages],
    ["Ce qu’il faut savoir avant", input.limits],
    ["Ressources", resources.sort(french.compare).join("\n")],
    ["Lieux", places.sort(french.compare).join("\n")],
    ["Qui la soutient", input.supporters.map(({ name, url }) => joined([name, url])).join("\n")],
    ["Questions ouvertes", input.questions.map(({ text, url }) => joined([text, url])).join("\n")],
    ["À voir, à lire", linksInWords(input.links)],
    ["Images", imagesInWords(input.images)],
    ["Titre en anglais", english?.title ?? ""],
    ["Résumé en anglais", english?.summary ?? ""],
    ["Description en anglais", english?.description ?? ""],
    ["Ce qu’il faut, en anglais", english?.requirements ?? ""],
    ["Ce qui plaide pour, en anglais", english?.advantages ?? ""],
    ["Ce qu’il faut savoir avant, en anglais", english?.limits ?? ""],
  ];
}

const joined = (parts: readonly unknown[]) => parts.filter(Boolean).join(", ");

const rangeText = (
  least: number | null,
  most: number | null,
  text: (value: number | null) => string,
) => (least === null ? "" : `de ${text(least)} à ${text(most)}`);
