import { parseCents, textFromCents } from "@essaim/database/money.schema";
import { sectorLabels, sectors } from "../activity.schema.ts";
import { resourceKindLabels, resourceKinds } from "../open-resource.schema.ts";
import type { RecordKind } from "../publication/record.schema.ts";
import type { Label } from "../publication.schema.ts";
import type { VisitorFault } from "./visitor.schema.ts";

/** How a field of a record's document is written in a form without an account. */
export type FieldShape = "line" | "text" | "words" | "steps" | "cents" | "choice" | "url";

export type ProposedField = {
  /** Its key in the record's document. */
  key: string;
  shape: FieldShape;
  /** Characters at most. */
  longest: number;
  label: Label;
  hint?: Label;
  choices?: readonly { value: string; label: Label }[];
  /** Without it a new record says nothing. */
  isRequired?: boolean;
  /** Asked for first, of a new record; the others are folded away. */
  isEssential?: boolean;
};

const choicesOf = <K extends string>(keys: readonly K[], labels: Record<K, Label>) =>
  keys.map((value) => ({ value, label: labels[value] }));

const text = (key: string, label: Label, hint?: Label): ProposedField => ({
  key,
  shape: "text",
  longest: 8000,
  label,
  hint,
});
const line = (key: string, longest: number, label: Label, hint?: Label): ProposedField => ({
  key,
  shape: "line",
  longest,
  label,
  hint,
});
const url = (key: string, label: Label): ProposedField => ({
  key,
  shape: "url",
  longest: 500,
  label,
});
const cents = (key: string, label: Label): ProposedField => ({
  key,
  shape: "cents",
  longest: 30,
  label,
});

const summaryHint: Label = {
  fr: "En une ou deux phrases.",
  en: "In one or two sentences.",
};

const activityFields: readonly ProposedField[] = [
  { ...line("title", 120, { fr: "Titre", en: "Title" }), isRequired: true },
  { ...line("summary", 300, { fr: "Résumé", en: "Summary" }, summaryHint), isRequired: true },
  {
    key: "sector",
    shape: "choice",
    longest: 40,
    label: { fr: "Secteur", en: "Sector" },
    choices: choicesOf(sectors, sectorLabels),
    isRequired: true,
  },
  text("description", { fr: "Description", en: "Description" }),
  text(
    "requirements",
    { fr: "Ce qu’il faut", en: "What it takes" },
    {
      fr: "Matériel, compétences, lieu, statut…",
      en: "Equipment, skills, space, legal form…",
    },
  ),
  {
    key: "steps",
    shape: "steps",
    longest: 8000,
    label: { fr: "Étapes", en: "Steps" },
    hint: { fr: "Une par ligne, dans l’ordre.", en: "One per line, in order." },
  },
  text("advantages", { fr: "Ce qui plaide pour", en: "What speaks for it" }),
  {
    ...text(
      "limits",
      { fr: "Ce qu’il faut savoir avant", en: "What to know first" },
      {
        fr: "Ses limites, dites franchement\u202f: une fiche n’est pas publiée sans elles.",
        en: "Its limits, told frankly: no record is published without them.",
      },
    ),
    isEssential: true,
  },
  cents("startupCostMinCents", {
    fr: "Coût de démarrage, au moins (€)",
    en: "Start-up cost, at least (€)",
  }),
  cents("startupCostMaxCents", {
    fr: "Coût de démarrage, au plus (€)",
    en: "Start-up cost, at most (€)",
  }),
  cents("monthlyCostMinCents", {
    fr: "Coût par mois, au moins (€)",
    en: "Monthly cost, at least (€)",
  }),
  cents("monthlyCostMaxCents", {
    fr: "Coût par mois, au plus (€)",
    en: "Monthly cost, at most (€)",
  }),
  line("space", 500, { fr: "Lieu qu’il faut", en: "Space it takes" }),
  {
    key: "skills",
    shape: "words",
    longest: 1000,
    label: { fr: "Compétences", en: "Skills" },
    hint: { fr: "Séparées par des virgules.", en: "Separated by commas." },
  },
  text("income", { fr: "D’où viennent les revenus", en: "Where the income comes from" }),
];

const resourceFields: readonly ProposedField[] = [
  { ...line("name", 120, { fr: "Nom", en: "Name" }), isRequired: true },
  {
    key: "kind",
    shape: "choice",
    longest: 40,
    label: { fr: "Nature", en: "Kind" },
    choices: choicesOf(resourceKinds, resourceKindLabels),
    isRequired: true,
  },
  { ...line("summary", 300, { fr: "Résumé", en: "Summary" }, summaryHint), isRequired: true },
  text("description", { fr: "Description", en: "Description" }),
  line(
    "licenceExpression",
    200,
    { fr: "Licence", en: "Licence" },
    {
      fr: "Son identifiant SPDX, par exemple AGPL-3.0-or-later, ou son nom.",
      en: "Its SPDX identifier, such as AGPL-3.0-or-later, or its name.",
    },
  ),
  { ...url("websiteUrl", { fr: "Site", en: "Website" }), isEssential: true },
  url("sourceUrl", { fr: "Sources", en: "Source" }),
  url("documentationUrl", { fr: "Documentation", en: "Documentation" }),
  text("contributionGuide", { fr: "Comment y contribuer", en: "How to contribute" }),
];

/** What somebody without an account may write of a record, in the order of the form. */
export const proposedFields: Record<RecordKind, readonly ProposedField[]> = {
  activity: activityFields,
  resource: resourceFields,
};

type Step = { text: string };

const isStep = (value: unknown): value is Step =>
  typeof value === "object" && value !== null && "text" in value && typeof value.text === "string";

/** A value of a document as its form shows it. */
export function typedFrom(field: ProposedField, value: unknown): string {
  if (field.shape === "cents") return typeof value === "number" ? textFromCents(value) : "";
  if (field.shape === "steps" && Array.isArray(value))
    return value
      .filter(isStep)
      .map((step) => oneLine(step.text))
      .join("\n");
  if (field.shape === "words" && Array.isArray(value)) return value.join(", ");
  return typeof value === "string" ? value : "";
}

/** A value of a document in words, for whoever compares two of them. */
export function wordsFrom(field: ProposedField, value: unknown, locale: "fr" | "en"): string {
  if (field.shape === "choice")
    return field.choices?.find((choice) => choice.value === value)?.label[locale] ?? "";
  return typedFrom(field, value);
}

export type ReadField = { ok: true; value: unknown } | { ok: false; fault: VisitorFault };

/**
 * What was typed in a field, as a document writes it: an emptied text is "", an emptied amount, address or choice null.
 * @param before the value that the form was made from: what a step says besides its text stays with it
 */
export function readField(field: ProposedField, typed: string, before?: unknown): ReadField {
  const said = field.shape === "line" ? typed.replace(/\s+/gu, " ").trim() : typed.trim();
  if (said.length > field.longest) return { ok: false, fault: "too_long" };
  if (said === "" && field.isRequired) return { ok: false, fault: "missing" };
  switch (field.shape) {
    case "choice":
      if (said === "") return { ok: true, value: null };
      return field.choices?.some((choice) => choice.value === said)
        ? { ok: true, value: said }
        : { ok: false, fault: "choice" };
    case "cents": {
      if (said === "") return { ok: true, value: null };
      const amount = parseCents(said);
      return amount.ok ? { ok: true, value: amount.cents } : { ok: false, fault: "amount" };
    }
    case "url":
      return readAddress(said);
    case "words":
      return {
        ok: true,
        value: said
          .split(/[,;\n]/)
          .map(oneLine)
          .filter(Boolean)
          .slice(0, 30),
      };
    case "steps":
      return { ok: true, value: readSteps(said, before) };
    default:
      // A document writes null for a licence that nobody knows.
      return { ok: true, value: said === "" && field.key === "licenceExpression" ? null : said };
  }
}

function readAddress(typed: string): ReadField {
  if (typed === "") return { ok: true, value: null };
  const address = URL.canParse(typed) ? new URL(typed) : null;
  const isWeb = address && /^https?:$/.test(address.protocol);
  return isWeb && !address.username && !address.password
    ? { ok: true, value: address.href }
    : { ok: false, fault: "url" };
}

/** Steps that a form shows by their text alone keep their duration and their tools, wherever they moved. */
function readSteps(typed: string, before: unknown): unknown[] {
  const known = new Map(
    (Array.isArray(before) ? before.filter(isStep) : []).map((step) => [oneLine(step.text), step]),
  );
  return typed
    .split("\n")
    .map((typedLine) => oneLine(typedLine.replace(/^\s*(?:\d+[.)]|[-*])\s+/, "")))
    .filter(Boolean)
    .slice(0, 50)
    .map((said) => known.get(said) ?? { text: said, days: null, tools: "" });
}

const oneLine = (said: string) => said.replace(/\s+/gu, " ").trim();
