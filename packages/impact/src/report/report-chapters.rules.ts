import {
  type ContributionKind,
  contributionKindLabels,
} from "@essaim/commons/contribution/contribution.schema";
import { day } from "@essaim/funding/spending/spending.words";
import type { NeighbourhoodOnMap } from "@essaim/territory/map/neighbourhood-map.queries";
import { findIndicator } from "../registry/indicator.schema.ts";
import type { ReleaseContent, ReleaseDetails, ReleasedFigure } from "../release/release.schema.ts";
import {
  figuresByAction,
  inUnits,
  peopleTables,
  reachedPercent,
  unitName,
  withheldSentences,
} from "../release/release.words.ts";
import { isText, type Section } from "./impact-report.schema.ts";
import { writeValue } from "./report.words.ts";
import { mapOf } from "./report-map.rules.ts";
import type {
  Cell,
  KeptFigure,
  Part,
  ReportChapter,
  ReportContent,
  ReportHeader,
  Unit,
} from "./sealed-report.ts";

/** A published experience, without who tells it. */
export type Story = { id: string; activity: string; worked: string; didNot: string };

/** What a report is written from. Without figures, its chapters hold their texts alone. */
export type ReportSource = {
  title: string;
  header: ReportHeader;
  cutOffOn: string;
  sections: readonly Section[];
  released: { content: ReleaseContent; details: ReleaseDetails } | null;
  /** Of the neighbourhoods that are shown, and of those around them. */
  contours: readonly NeighbourhoodOnMap[];
  stories: ReadonlyMap<string, Story>;
};

export const METHOD_TITLE = "Méthode et définitions";

/** A report as it is read and printed: its sections in their order, then how its figures are counted. */
export function writeReport(source: ReportSource): ReportContent {
  const { title, header, cutOffOn, sections, released } = source;
  return {
    title,
    header,
    cutOffOn,
    chapters: [
      ...sections.map((section) => chapterOf(section, source)),
      ...(released ? [methodOf(released)] : []),
    ],
    figures: released ? allFigures(released).map(keptFigure) : [],
  };
}

type Released = NonNullable<ReportSource["released"]>;

const allFigures = ({ content, details }: Released): ReleasedFigure[] => [
  ...content.figures,
  ...details.figures,
];

export const unitsOf: Record<ReleasedFigure["counted"], Unit> = {
  people: "number",
  events: "number",
  views: "number",
  euros: "cents",
  minutes: "minutes",
  days: "number",
  share: "share",
};

const keptFigure = ({ key, name, counted, value, asOf }: ReleasedFigure): KeptFigure => ({
  key,
  name: name.fr,
  unit: unitsOf[counted],
  value,
  asOf,
});

function chapterOf(section: Section, source: ReportSource): ReportChapter {
  const texts = textParts(section.text);
  const shown =
    section.kind === "stories"
      ? storyParts(section.stories.flatMap((id) => source.stories.get(id) ?? []))
      : source.released
        ? shownBy(section, source.released, source.contours)
        : unknown(section);
  return { title: section.title, parts: [...texts, ...shown] };
}

/** A draft alone says so: a report is approved with its figures. */
const unknown = ({ kind }: Section): Part[] =>
  isText(kind)
    ? []
    : [
        {
          kind: "text",
          text: "Les chiffres de ce jour ne peuvent pas être arrêtés\u202f: cette partie reste vide. Changez le jour d’arrêté du rapport.",
        },
      ];

/** A text as it was typed: a blank line between two paragraphs. */
const textParts = (text: string): Part[] =>
  text
    .split(/\n\s*\n/)
    .map((one) => one.trim())
    .filter((one) => one !== "")
    .map((one) => ({ kind: "text", text: one }));

function shownBy(
  { kind }: Section,
  released: Released,
  contours: ReportSource["contours"],
): Part[] {
  switch (kind) {
    case "figures":
      return figureParts(released);
    case "people":
      return peopleParts(released.content);
    case "neighbourhoods":
      return neighbourhoodParts(released.content, contours);
    case "commons":
      return commonsParts(released.content);
    case "money":
      return moneyParts(released.details);
    default:
      return [];
  }
}

/** Each story once, under the name of its activity: two of one activity come together. */
function storyParts(stories: readonly Story[]): Part[] {
  const byActivity = new Map<string, Map<string, Story>>();
  for (const story of stories) {
    const told = byActivity.get(story.activity) ?? new Map<string, Story>();
    byActivity.set(story.activity, told.set(`${story.worked}\n\n${story.didNot}`, story));
  }
  return [...byActivity].flatMap(([activity, told]): Part[] => [
    { kind: "heading", text: activity },
    ...[...told.values()].flatMap(tellStory),
  ]);
}

function tellStory({ worked, didNot }: Story): Part[] {
  const told = (lead: string, text: string): Part[] => [
    ...(text ? [{ kind: "text", text: lead } as const] : []),
    ...textParts(text).map((part) => ({ ...part, kind: "quote" }) as Part),
  ];
  return [
    ...told("Ce qui a marché\u202f:", worked),
    ...told("Ce qui n’a pas marché\u202f:", didNot),
  ];
}

/** What is said of a figure that has no value. */
const absent = ({ withheld }: Pick<ReleasedFigure, "withheld">) =>
  withheld ? withheldSentences[withheld].fr : "pas encore connu";

/** A figure may be of a day before: its people could not be shown anew. */
const asOfNote = (asOf: string | null, cutOffOn: string) =>
  asOf && asOf !== cutOffOn ? ` (au ${day(asOf)})` : "";

function figureParts(released: Released): Part[] {
  const { content } = released;
  const groups = figuresByAction(content, allFigures(released));
  return groups.flatMap(({ action, figures }): Part[] => {
    const promised = figures.filter(({ target, value }) => target !== null && value !== null);
    const name = action?.name ?? (groups.length > 1 ? "Autres chiffres" : "Chiffres suivis");
    const hasTargets = figures.some(({ target }) => target !== null);
    const columns = [
      { header: "Indicateur", unit: "text" as const },
      { header: "Réalisé", unit: "number" as const },
      ...(hasTargets
        ? [
            { header: "Objectif", unit: "number" as const },
            { header: "Part de l’objectif", unit: "share" as const },
          ]
        : []),
    ];
    return [
      { kind: "heading", text: name },
      ...textParts(action?.description ?? ""),
      ...(promised.length > 0
        ? [
            {
              kind: "bars" as const,
              title: `${name}\u202f: réalisé face aux objectifs`,
              unit: "number" as const,
              isAgainstTargets: true,
              points: promised.map((one) => ({
                label: barLabel(one) + asOfNote(one.asOf, content.cutOffOn),
                value: one.value === null ? null : inUnits(one, one.value),
                target: one.target === null ? null : inUnits(one, one.target),
                withheld: false,
                isUnknown: false,
              })),
            },
          ]
        : []),
      {
        kind: "table",
        caption: `${name}, au ${day(content.cutOffOn)}`,
        columns,
        rows: figures.map((one): Cell[] => [
          one.name.fr + asOfNote(one.asOf, content.cutOffOn),
          one.value === null ? absent(one) : valueCell(one, one.value),
          ...(hasTargets
            ? [
                one.target === null ? null : valueCell(one, one.target),
                one.target && one.value !== null
                  ? reachedPercent(one.value, one.target) / 100
                  : null,
              ]
            : []),
        ]),
        totals: [],
      },
    ];
  });
}

/** A column holds numbers of several units: those that are not whole numbers are written out. */
function valueCell({ counted }: ReleasedFigure, value: number): Cell {
  return unitsOf[counted] === "number" ? value : writeValue(value, unitsOf[counted]);
}

/** A drawing has one unit: a figure of another says its own. */
const barLabel = (figure: ReleasedFigure) =>
  unitsOf[figure.counted] === "number" ? figure.name.fr : `${figure.name.fr} (${unitName(figure)})`;

type Counted = { label: string; value: number | null; code?: string; isUnknown?: boolean };

/** Numbers as a drawing, then in a table: what each is of, and what is counted. */
function barsAndTable(
  title: string,
  [named, counted]: readonly [string, string],
  rows: readonly Counted[],
  total?: number,
): Part[] {
  const hasCodes = rows.some(({ code }) => code !== undefined);
  return [
    {
      kind: "bars",
      title,
      unit: "number",
      isAgainstTargets: false,
      points: rows.map(({ label, value, isUnknown = false }) => ({
        ...{ label, value, isUnknown },
        target: null,
        withheld: value === null,
      })),
    },
    {
      kind: "table",
      caption: title,
      columns: [
        { header: named, unit: "text" },
        ...(hasCodes ? [{ header: "Code", unit: "text" as const }] : []),
        { header: counted, unit: "number" },
      ],
      rows: [
        ...rows.map(({ label, code, value }): Cell[] => [
          label,
          ...(code === undefined ? [] : [code]),
          value ?? withheldSentences.small.fr,
        ]),
        ...(total === undefined ? [] : [["Total", total]]),
      ],
      totals: total === undefined ? [] : [rows.length],
    },
  ];
}

function peopleParts(content: ReleaseContent): Part[] {
  const { total, isElsewhere } = content.people;
  if (isElsewhere) {
    return [
      {
        kind: "text",
        text: "Les personnes de cette période sont aussi celles d’un autre financement\u202f: ses chiffres les montrent, et ne sont pas répétés ici.",
      },
    ];
  }
  const whole = total
    ? `${writeValue(total.people, "number")} ${total.people > 1 ? "personnes ont été accompagnées" : "personne a été accompagnée"} entre le ${day(content.header.startsOn)} et le ${day(total.asOf)}.`
    : "Le nombre de personnes accompagnées est masqué\u202f: il est trop petit pour être montré.";
  return [
    { kind: "text", text: whole },
    ...peopleTables(content).flatMap(({ title, rows, asOf }): Part[] => {
      if (rows.every(({ people }) => people === null)) return [];
      return barsAndTable(
        title + asOfNote(asOf, content.cutOffOn),
        ["Réponse", "Personnes"],
        rows.map(({ label, people: value, isUnknown }) => ({ label, value, isUnknown })),
      );
    }),
  ];
}

function neighbourhoodParts(
  { people, cutOffOn, threshold }: ReleaseContent,
  contours: ReportSource["contours"],
): Part[] {
  const map = people.neighbourhoods;
  const shown = Object.entries(map?.people ?? {}).sort(
    ([one, a], [other, b]) => b - a || one.localeCompare(other),
  );
  if (!map || shown.length === 0) {
    return [
      {
        kind: "text",
        text: `Aucun quartier n’est montré\u202f: chacun compte moins de ${threshold} personnes, ou en laisserait deviner un autre.`,
      },
    ];
  }
  const title = `Personnes accompagnées par quartier prioritaire${asOfNote(map.asOf, cutOffOn)}`;
  return [
    ...mapOf(`Carte des quartiers prioritaires${asOfNote(map.asOf, cutOffOn)}`, map, contours),
    ...barsAndTable(
      title,
      ["Quartier", "Personnes"],
      shown.map(([code, value]) => ({ label: map.names[code] ?? code, code, value })),
    ),
    {
      kind: "text",
      text: `Les quartiers qui ne sont pas dans ce tableau sont vides ou masqués (moins de ${threshold} personnes)\u202f: rien ne dit lesquels.`,
    },
  ];
}

function commonsParts({ contributions }: ReleaseContent): Part[] {
  if (contributions.length === 0) {
    return [{ kind: "text", text: "Aucune contribution n’est inscrite sur la période." }];
  }
  const sorted = [...contributions].sort((a, b) => b.contributions - a.contributions);
  return barsAndTable(
    "Contributions aux communs par nature",
    ["Nature", "Contributions"],
    sorted.map(({ kind, contributions: value }) => ({
      label: contributionKindLabels[kind as ContributionKind] ?? kind,
      value,
    })),
    sorted.reduce((sum, one) => sum + one.contributions, 0),
  );
}

function moneyParts({ money }: ReleaseDetails): Part[] {
  const planned = money.lines.reduce((sum, line) => sum + line.plannedCents, 0);
  const euro = (cents: number) => writeValue(cents, "cents");
  return [
    {
      kind: "facts",
      facts: [
        ["Accordé", money.awardedCents === null ? "Non renseigné" : euro(money.awardedCents)],
        ["Reçu", euro(money.receivedCents)],
        ["Dépensé et payé", euro(money.paidCents)],
        ["Engagé, pas encore payé", euro(money.committedCents)],
      ],
    },
    ...(money.lines.length === 0
      ? [{ kind: "text" as const, text: "Ce financement n’a pas de budget ligne par ligne." }]
      : [budgetTable(money, planned)]),
  ];
}

function budgetTable(money: ReleaseDetails["money"], planned: number): Part {
  const column = (header: string) => ({ header, unit: "cents" as const });
  return {
    kind: "table",
    caption: "Budget ligne par ligne",
    columns: [
      { header: "Compte", unit: "text" },
      { header: "Ligne", unit: "text" },
      column("Prévu"),
      column("Payé"),
      column("Engagé"),
    ],
    rows: [
      ...money.lines.map((line): Cell[] => [
        line.account,
        line.label,
        line.plannedCents,
        line.paidCents,
        line.committedCents,
      ]),
      ["", "Total", planned, money.paidCents, money.committedCents],
    ],
    totals: [money.lines.length],
  };
}

const sourceWords: Record<ReleasedFigure["source"], string> = {
  records: "Compté dans les dossiers.",
  declared: "Déclaré mois par mois, avec sa preuve.",
  ratio: "Rapport de deux autres chiffres.",
};

/** How each figure is counted, from the registry: what was true of it on the day of the seal. */
function methodOf(released: Released): ReportChapter {
  const { content } = released;
  const { header, cutOffOn, threshold } = content;
  return {
    title: METHOD_TITLE,
    parts: [
      {
        kind: "text",
        text: `Les chiffres vont du ${day(header.startsOn)}, début du financement, au ${day(cutOffOn)}, jour d’arrêté. Ils ont été arrêtés une fois pour toutes\u202f: ce qui est saisi ou corrigé ensuite ne les change pas.`,
      },
      {
        kind: "text",
        text: `Secret statistique\u202f: aucune classe de moins de ${threshold} personnes n’est montrée, et deux chiffres de ce rapport ou d’un rapport précédent ne permettent pas d’en retrouver une. Des réponses sont alors réunies, un chiffre reste celui d’un jour précédent, ou il est masqué.`,
      },
      {
        kind: "text",
        text: "Aucune personne accompagnée n’est nommée dans ce rapport.",
      },
      {
        kind: "table",
        caption: "Définitions",
        columns: [
          { header: "Indicateur", unit: "text" },
          { header: "Définition", unit: "text" },
          { header: "Source et limites", unit: "text" },
        ],
        rows: allFigures(released).map((one): Cell[] => [
          one.name.fr,
          one.definition.fr,
          [sourceWords[one.source], findIndicator(one.key)?.quality.fr].filter(Boolean).join(" "),
        ]),
        totals: [],
      },
    ],
  };
}
