type Bilingual = { fr: string; en: string };

/** One indicator, defined once: screens, forms, the dashboard and the tests all read this. */
type IndicatorDefinition = {
  name: Bilingual;
  /** One sentence: what is counted, over which period, what is left out. */
  definition: Bilingual;
  /** The unit with its singular and plural. */
  unit: { fr: readonly [one: string, many: string]; en: readonly [one: string, many: string] };
  /** Counts of people go through disclosure control before they leave the team. */
  countsPeople: boolean;
  /** "records": counted from the files kept here. "declared": entered month by month with its evidence. */
  source: "records" | "declared";
  /** Who may read it: the team only, the funders too, or everybody. */
  audience: "team" | "funder" | "public";
};

const people = { fr: ["personne", "personnes"], en: ["person", "people"] } as const;

export const indicators = {
  supported_workers: {
    name: { fr: "Personnes accompagnées", en: "People supported" },
    definition: {
      fr: "Personnes différentes accompagnées au moins un jour pendant la période du financement, chacune comptée une fois.",
      en: "Distinct people supported on at least one day of the grant’s period, each counted once.",
    },
    unit: people,
    countsPeople: true,
    source: "records",
    audience: "funder",
  },
  // A count rather than a ratio: « half » of 25 is 13, rounded up since nobody is half a person, and a
  // count can be checked against the table by residence while a ratio moves with its denominator.
  supported_workers_in_priority_neighbourhood: {
    name: {
      fr: "Personnes en quartier prioritaire",
      en: "People in a priority neighbourhood",
    },
    definition: {
      fr: "Parmi les personnes accompagnées, celles dont l’adresse connue est dans un quartier prioritaire de la politique de la ville.",
      en: "Among the people supported, those whose known address is in a priority neighbourhood.",
    },
    unit: people,
    countsPeople: true,
    source: "records",
    audience: "funder",
  },
  indirect_beneficiaries: {
    name: { fr: "Bénéficiaires indirects", en: "Indirect beneficiaries" },
    definition: {
      fr: "Personnes touchées sans être accompagnées (ateliers, clients, adhérents), estimées chaque mois avec la méthode et la preuve notées.",
      en: "People reached without being supported (workshops, customers, members), estimated monthly with method and evidence.",
    },
    unit: people,
    countsPeople: true,
    source: "declared",
    audience: "funder",
  },
  video_views: {
    name: { fr: "Vues des vidéos", en: "Video views" },
    definition: {
      fr: "Vues relevées chaque mois sur les plateformes qui diffusent les vidéos, additionnées sur la période.",
      en: "Views read every month on the platforms that show the videos, added up over the period.",
    },
    unit: { fr: ["vue", "vues"], en: ["view", "views"] },
    countsPeople: false,
    source: "declared",
    audience: "public",
  },
  text_audio_visits: {
    name: { fr: "Visites des contenus écrits et audio", en: "Visits to texts and audio" },
    definition: {
      fr: "Visites et écoutes relevées chaque mois, additionnées sur la période\u202f; une même personne peut revenir.",
      en: "Visits and plays read every month, added up over the period; the same person may come back.",
    },
    unit: { fr: ["visite", "visites"], en: ["visit", "visits"] },
    countsPeople: false,
    source: "declared",
    audience: "public",
  },
  contributions_to_commons: {
    name: { fr: "Contributions aux communs", en: "Contributions to commons" },
    definition: {
      fr: "Contributions datées de la période\u202f: dons, parts sociales, adhésions, code, documentation, traduction, données, temps…",
      en: "Contributions made during the period: gifts, shares, memberships, code, documentation, translation, data, time…",
    },
    unit: { fr: ["contribution", "contributions"], en: ["contribution", "contributions"] },
    countsPeople: false,
    source: "records",
    audience: "public",
  },
  published_activities: {
    name: { fr: "Activités publiées", en: "Activities published" },
    definition: {
      fr: "Fiches d’activité publiées dans l’annuaire pendant la période et toujours en ligne.",
      en: "Activities published in the directory during the period and still online.",
    },
    unit: { fr: ["activité", "activités"], en: ["activity", "activities"] },
    countsPeople: false,
    source: "records",
    audience: "public",
  },
} as const satisfies Record<string, IndicatorDefinition>;

export type IndicatorKey = keyof typeof indicators;
export const indicatorKeys = Object.keys(indicators) as [IndicatorKey];

export type DeclaredKey = {
  [K in IndicatorKey]: (typeof indicators)[K]["source"] extends "declared" ? K : never;
}[IndicatorKey];
export type RecordsKey = Exclude<IndicatorKey, DeclaredKey>;
export const declaredKeys = indicatorKeys.filter(
  (key) => indicators[key].source === "declared",
) as unknown as [DeclaredKey];

/** One indicator by its key; undefined for a key that the registry no longer holds. */
export function findIndicator(key: string): IndicatorDefinition | undefined {
  return Object.hasOwn(indicators, key) ? indicators[key as IndicatorKey] : undefined;
}
