import { valueLabel } from "../registry/dimension.schema.ts";
import type { ReleaseContent, ReleasedFigure, Withheld } from "./release.schema.ts";
import { classLabel, peopleTables, tableTitle } from "./release.words.ts";

/** What the values of open data are numbers of. Money is in cents, a share is a part of one. */
const units: Record<ReleasedFigure["counted"], string> = {
  people: "people",
  events: "count",
  views: "views",
  euros: "euro_cents",
  minutes: "minutes",
  days: "days",
  share: "share",
};

/** A release as open data: what it shows and nothing else, every name in both languages. */
export function openRelease({ id, content }: { id: string; content: ReleaseContent }) {
  const { header, people, threshold, cutOffOn } = content;
  const withheld = (isShown: boolean): Withheld | null =>
    isShown ? null : people.isElsewhere ? "overlap" : "small";
  return {
    id,
    grant: header.grantTitle,
    funder: header.funderName,
    programme: header.programmeName,
    startsOn: header.startsOn,
    endsOn: header.endsOn,
    cutOffOn,
    threshold,
    indicators: content.figures.map((figure) => ({
      key: figure.key,
      name: figure.name,
      definition: figure.definition,
      source: figure.source,
      unit: units[figure.counted],
      value: figure.value,
      target: figure.target,
      milestones: figure.milestones,
      asOf: figure.asOf,
      withheld: figure.withheld,
      numerator: figure.parts?.numerator ?? null,
      denominator: figure.parts?.denominator ?? null,
    })),
    people: {
      total: people.total?.people ?? null,
      asOf: people.total?.asOf ?? null,
      withheld: withheld(people.total !== null),
      tables: peopleTables(content).map(({ breakdown, rows, asOf }) => ({
        key: breakdown,
        name: { fr: tableTitle(breakdown, "fr"), en: tableTitle(breakdown, "en") },
        asOf,
        withheld: withheld(asOf !== null),
        classes: rows.map(({ cells, people: value }) => ({
          key: cells.join("+"),
          name: {
            fr: classLabel(breakdown, cells, "fr"),
            en: classLabel(breakdown, cells, "en"),
          },
          value,
        })),
      })),
      neighbourhoods: Object.entries(people.neighbourhoods?.people ?? {}).map(([code, value]) => ({
        code,
        name: people.neighbourhoods?.names[code] ?? code,
        value,
        asOf: people.neighbourhoods?.asOf ?? null,
      })),
    },
    contributions: content.contributions.map(({ kind, contributions: value }) => ({
      key: kind,
      name: valueLabel("contribution", kind) ?? { fr: kind, en: kind },
      value,
    })),
    months: Object.entries(content.months).map(([key, months]) => ({ key, months })),
  };
}
type OpenRelease = ReturnType<typeof openRelease>;

/** The columns of the file of figures, in their order, with what each says. Programs rely on these names. */
export const openColumns = {
  release: { fr: "identifiant de l’arrêté de chiffres", en: "identifier of the figure release" },
  grant: { fr: "nom du financement", en: "name of the grant" },
  funder: { fr: "financeur", en: "funder" },
  programme: { fr: "programme financé", en: "programme that it pays for" },
  starts_on: { fr: "premier jour compté", en: "first day counted" },
  ends_on: { fr: "dernier jour du financement", en: "last day of the grant" },
  cut_off_on: { fr: "jour d’arrêté : le dernier compté", en: "cut-off day: the last one counted" },
  table: {
    fr: "de quoi la ligne est faite : indicator, milestone (promis en chemin), month (mois par mois), contribution, neighbourhood, people ou people_by_ et le nom d’un tableau",
    en: "what the line is: indicator, milestone (promised on the way), month (month by month), contribution, neighbourhood, people, or people_by_ and the name of a table",
  },
  key: {
    fr: "clé stable de l’indicateur, de la classe (plusieurs réunies par +), du quartier ou de la nature",
    en: "stable key of the indicator, of the class (several joined by +), of the neighbourhood or of the kind",
  },
  name_fr: { fr: "nom en français", en: "name in French" },
  name_en: { fr: "nom en anglais", en: "name in English" },
  on: {
    fr: "pour month, premier jour du mois ; pour milestone, jour promis",
    en: "for month, first day of the month; for milestone, the day promised",
  },
  value: {
    fr: "ce qui est fait ; pour milestone, ce qui est promis à ce jour. Vide : masqué si « withheld » dit pourquoi, inconnu sinon, jamais zéro",
    en: "what was done; for milestone, what is promised by that day. Empty: withheld when “withheld” says why, otherwise unknown, never zero",
  },
  target: { fr: "ce qui est promis ; vide : rien", en: "what was promised; empty: nothing" },
  unit: {
    fr: "people, count, views, euro_cents, minutes, days, ou share (part de 1)",
    en: "people, count, views, euro_cents, minutes, days, or share (part of 1)",
  },
  as_of: {
    fr: "jour où ce chiffre a été dit pour la dernière fois sans danger ; peut précéder le jour d’arrêté",
    en: "the last day this figure could be said safely; may be before the cut-off day",
  },
  withheld: {
    fr: "pourquoi le chiffre est masqué : small (trop peu de personnes), overlap (montré par un autre financement) ou not_released (ce que les tableaux diffusés ne disent pas)",
    en: "why the figure is withheld: small (too few people), overlap (shown by another grant) or not_released (not said by the tables that are released)",
  },
  threshold: {
    fr: "nombre de personnes sous lequel rien n’est montré",
    en: "number of people under which nothing is shown",
  },
  numerator: { fr: "d’un rapport : ce qui est divisé", en: "of a ratio: what is divided" },
  denominator: { fr: "d’un rapport : par quoi", en: "of a ratio: by what" },
  source: {
    fr: "d’un indicateur : records (compté dans les dossiers), declared (déclaré avec sa preuve) ou ratio",
    en: "of an indicator: records (counted from the files), declared (with its evidence) or ratio",
  },
  definition_fr: { fr: "définition en français", en: "definition in French" },
  definition_en: { fr: "définition en anglais", en: "definition in English" },
  licence: { fr: "licence, par son nom SPDX", en: "licence, by its SPDX name" },
} as const;
type Column = keyof typeof openColumns;
type Line = Partial<Record<Column, string | number | null>>;

/** Releases as the lines of a file, in the order of `openColumns`: one figure a line. */
export const openLines = (releases: readonly OpenRelease[], licence: string) =>
  releases.flatMap((release) => {
    const of = {
      release: release.id,
      grant: release.grant,
      funder: release.funder,
      programme: release.programme,
      starts_on: release.startsOn,
      ends_on: release.endsOn,
      cut_off_on: release.cutOffOn,
      threshold: release.threshold,
      licence,
    };
    return linesOf(release).map((line) =>
      (Object.keys(openColumns) as Column[]).map((column) => ({ ...of, ...line })[column] ?? null),
    );
  });

function linesOf({ cutOffOn, indicators, people, contributions, months }: OpenRelease): Line[] {
  const named = ({ name }: { name: { fr: string; en: string } }) => ({
    name_fr: name.fr,
    name_en: name.en,
  });
  const indicator = new Map(indicators.map((one) => [one.key, one]));
  return [
    ...indicators.flatMap((one): Line[] => [
      {
        table: "indicator",
        key: one.key,
        ...named(one),
        value: one.value,
        target: one.target,
        unit: one.unit,
        as_of: one.asOf,
        withheld: one.withheld,
        numerator: one.numerator,
        denominator: one.denominator,
        source: one.source,
        definition_fr: one.definition.fr,
        definition_en: one.definition.en,
      },
      ...one.milestones.map(({ dueOn, value }) => ({
        table: "milestone",
        key: one.key,
        ...named(one),
        on: dueOn,
        value,
        unit: one.unit,
      })),
    ]),
    {
      table: "people",
      key: "total",
      name_fr: "Personnes accompagnées",
      name_en: "People supported",
      value: people.total,
      unit: "people",
      as_of: people.asOf,
      withheld: people.withheld,
    },
    ...people.tables.flatMap(({ key, classes, asOf, withheld }) =>
      classes.map((one) => ({
        table: `people_by_${key}`,
        key: one.key,
        ...named(one),
        value: one.value,
        unit: "people",
        as_of: asOf,
        withheld,
      })),
    ),
    ...people.neighbourhoods.map(({ code, name, value, asOf }) => ({
      table: "neighbourhood",
      key: code,
      name_fr: name,
      name_en: name,
      value,
      unit: "people",
      as_of: asOf,
    })),
    ...contributions.map((one) => ({
      table: "contribution",
      key: one.key,
      ...named(one),
      value: one.value,
      unit: "count",
      as_of: cutOffOn,
    })),
    ...months.flatMap(({ key, months: told }) =>
      told.map(({ month, value }) => {
        const one = indicator.get(key);
        return {
          table: "month",
          key,
          ...(one && named(one)),
          on: month,
          value,
          unit: one?.unit ?? null,
          as_of: cutOffOn,
        };
      }),
    ),
  ];
}
