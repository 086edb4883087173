import { legalFormLabels, maturityLabels, sectorLabels } from "../activity.schema.ts";
import { linkKindLabels } from "../content.schema.ts";
import { resourceKindLabels } from "../open-resource.schema.ts";
import type { Label } from "../publication.schema.ts";
import type { RecordKind } from "./record.schema.ts";
import type { Content } from "./record.ts";

export type Language = keyof Label;

/** What a document names by an id or a code. What is not here is said by it. */
export type Names = {
  resources: ReadonlyMap<string, string>;
  communes: ReadonlyMap<string, string>;
};

export type FieldInWords = { key: string; label: string; text: string };

type Say = (value: unknown, language: Language, names: Names) => string;
type Field = { key: string; label: Label; keys: readonly string[]; say: Say };

const text: Say = (value) =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "";

const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const lines = (parts: readonly string[]) => parts.filter(Boolean).join("\n");
const words = (parts: readonly unknown[], glue = ", ") => parts.filter(Boolean).join(glue);
const locales: Record<Language, string> = { fr: "fr-FR", en: "en-GB" };

/** « Title: address », as each language writes a colon. */
const titled = (title: string, said: string, language: Language) =>
  said ? `${title}${language === "fr" ? "\u202f" : ""}: ${said}` : title;

const labelled =
  (labels: Record<string, Label>): Say =>
  (value, language) =>
    typeof value === "string" ? (labels[value]?.[language] ?? value) : "";

const euros = (cents: unknown, language: Language) =>
  typeof cents === "number"
    ? (cents / 100).toLocaleString(locales[language], {
        style: "currency",
        currency: "EUR",
        trailingZeroDisplay: "stripIfInteger",
      } as Intl.NumberFormatOptions)
    : "";

const between = { fr: [" à ", "au plus"], en: [" to ", "at most"] } as const;

/** Both ends of a range, or the only one when they agree. */
const range =
  (say: (end: unknown, language: Language) => string): Say =>
  (ends, language) => {
    const [least, most] = list(ends).map((end) => say(end, language));
    if (!least || !most || least === most) return least || most || "";
    return `${least}${between[language][0]}${most}`;
  };

const field = (key: string, fr: string, en: string, say: Say = text): Field => ({
  key,
  label: { fr, en },
  keys: [key],
  say,
});
const ends = (
  key: string,
  keys: [string, string],
  fr: string,
  en: string,
  say: (end: unknown, language: Language) => string,
): Field => ({ key, label: { fr, en }, keys, say: range(say) });
const each =
  (say: (one: Record<string, unknown>, language: Language, names: Names) => string): Say =>
  (value, language, names) =>
    lines(list(value).map((one) => say(record(one), language, names)));

const days: Record<Language, (count: number) => string> = {
  fr: (count) => `${count.toLocaleString("fr-FR")} ${count >= 2 ? "jours" : "jour"}`,
  en: (count) => `${count.toLocaleString("en-GB")} ${count === 1 ? "day" : "days"}`,
};

const shared: Field[] = [
  field(
    "links",
    "À voir, à lire",
    "To see and read",
    each((link, language) =>
      titled(
        words(
          [
            labelled(linkKindLabels)(link.kind, language, nobody),
            text(link.title, language, nobody),
          ],
          " – ",
        ),
        text(link.url, language, nobody),
        language,
      ),
    ),
  ),
  field(
    "images",
    "Images",
    "Images",
    each((image, language) =>
      words([text(image.alt, language, nobody), text(image.credit, language, nobody)], " – "),
    ),
  ),
];

const nobody: Names = { resources: new Map(), communes: new Map() };

const english = (fields: () => readonly Field[]): Field =>
  field("english", "Version anglaise", "English version", (value, language) => {
    const translated = record(value);
    return fields()
      .map(({ key, label, say }) => {
        const said = say(translated[key], language, nobody);
        return said && titled(label[language], said, language);
      })
      .filter(Boolean)
      .join("\n\n");
  });

const activityFields: Field[] = [
  field("title", "Titre", "Title"),
  field("summary", "Résumé", "Summary"),
  field("sector", "Secteur", "Sector", labelled(sectorLabels)),
  field("maturity", "Maturité", "Maturity", labelled(maturityLabels)),
  field("description", "Description", "Description"),
  field("requirements", "Ce qu’il faut", "What it takes"),
  ends(
    "startupCost",
    ["startupCostMinCents", "startupCostMaxCents"],
    "Coût de démarrage",
    "Start-up cost",
    euros,
  ),
  ends(
    "monthlyCost",
    ["monthlyCostMinCents", "monthlyCostMaxCents"],
    "Coût de chaque mois",
    "Monthly cost",
    euros,
  ),
  ends("people", ["peopleMin", "peopleMax"], "Nombre de personnes", "People", (end) =>
    text(end, "fr", nobody),
  ),
  field("space", "Lieu", "Space"),
  field("skills", "Compétences", "Skills", (value) => words(list(value))),
  field("legalForms", "Statuts possibles", "Legal forms", (value, language) =>
    words(list(value).map((form) => labelled(legalFormLabels)(form, language, nobody))),
  ),
  ends(
    "firstIncome",
    ["firstIncomeMinMonths", "firstIncomeMaxMonths"],
    "Premiers revenus, en mois",
    "Months to first income",
    (end) => text(end, "fr", nobody),
  ),
  field("steps", "Étape par étape", "Step by step", (value, language) =>
    lines(
      list(value).map((one, index) => {
        const step = record(one);
        const aside = words([
          typeof step.days === "number" && days[language](step.days),
          text(step.tools, language, nobody),
        ]);
        return `${index + 1}. ${text(step.text, language, nobody)}${aside && ` (${aside})`}`;
      }),
    ),
  ),
  field("advantages", "Ce qui plaide pour", "In its favour"),
  field("limits", "Ce qu’il faut savoir avant", "What to know first"),
  field("income", "Revenus", "Income"),
  field(
    "figures",
    "Chiffres",
    "Figures",
    each((figure, language) =>
      titled(
        text(figure.label, language, nobody),
        words([
          euros(figure.cents, language),
          text(figure.year, language, nobody),
          text(figure.source, language, nobody),
        ]),
        language,
      ),
    ),
  ),
  field(
    "supporters",
    "Qui la soutient",
    "Who supports it",
    each((one, language) =>
      titled(text(one.name, language, nobody), text(one.url, language, nobody), language),
    ),
  ),
  field(
    "resources",
    "Ressources ouvertes",
    "Open resources",
    each((one, language, names) => {
      const id = text(one.openResourceId, language, names);
      return titled(names.resources.get(id) ?? id, text(one.usage, language, names), language);
    }),
  ),
  field(
    "locations",
    "Lieux",
    "Places",
    each((place, language, names) => {
      const commune = (code: unknown) =>
        names.communes.get(text(code, language, names)) ?? text(code, language, names);
      const [since, from] = language === "fr" ? ["depuis", "venue de"] : ["since", "from"];
      return words([
        commune(place.commune),
        typeof place.sinceYear === "number" && `${since} ${place.sinceYear}`,
        Boolean(place.transferredFrom) && `${from} ${commune(place.transferredFrom)}`,
        text(place.description, language, names),
      ]);
    }),
  ),
  field(
    "questions",
    "Questions ouvertes",
    "Open questions",
    each((one, language) =>
      titled(text(one.text, language, nobody), text(one.url, language, nobody), language),
    ),
  ),
  ...shared,
  english(() => activityFields.filter(({ say }) => say === text)),
];

const resourceFields: Field[] = [
  field("name", "Nom", "Name"),
  field("summary", "Résumé", "Summary"),
  field("kind", "Nature", "Kind", labelled(resourceKindLabels)),
  field("description", "Description", "Description"),
  field("licenceExpression", "Licence", "Licence"),
  field("licenceNote", "Précision sur la licence", "About the licence"),
  field("licenceOriginal", "Licence telle qu’elle était écrite", "Licence as it was written"),
  field("websiteUrl", "Site", "Website"),
  field("sourceUrl", "Sources", "Source"),
  field("documentationUrl", "Documentation", "Documentation"),
  field("usageGuide", "Comment s’en servir", "How to use it"),
  field("contributionGuide", "Comment contribuer", "How to contribute"),
  field("governance", "Gouvernance", "Governance"),
  field("needs", "Besoins de sa communauté", "Needs of its community"),
  ...shared,
  english(() => resourceFields.filter(({ say }) => say === text)),
];

const fieldsOf = (kind: RecordKind) => (kind === "activity" ? activityFields : resourceFields);

/** Keys of a document that `contentInWords` tells. */
export const toldKeys = (kind: RecordKind): string[] => fieldsOf(kind).flatMap(({ keys }) => keys);

/**
 * Every field of a document in words, in the order of its form; a field without anything is the empty string.
 * @param names of the resources and communes that it cites
 */
export function contentInWords(
  kind: RecordKind,
  content: Content,
  names: Names,
  language: Language,
): FieldInWords[] {
  return fieldsOf(kind).map(({ key, label, keys, say }) => ({
    key,
    label: label[language],
    text: say(
      keys.length > 1 ? keys.map((one) => content[one]) : content[keys[0] ?? key],
      language,
      names,
    ),
  }));
}
