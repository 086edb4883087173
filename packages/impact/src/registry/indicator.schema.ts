import type { Bilingual, Dimension } from "./dimension.schema.ts";
import type { Formula } from "./formula.schema.ts";
import { sourceOf } from "./source.schema.ts";

/** What a figure is a number of. Euros are kept in cents, time in minutes, a share as a part of one. */
export type Counted = "people" | "events" | "views" | "euros" | "minutes" | "days" | "share";

export type Audience = "team" | "funder" | "public";
export const audiences = ["team", "funder", "public"] as const satisfies readonly Audience[];

/** One indicator, defined once: screens, forms, exports, releases, the public page and docs/INDICATORS.md read this. */
type Described = {
  name: Bilingual;
  /** One sentence: what is counted, over which period, what is left out. */
  definition: Bilingual;
  /** The unit with its singular and plural. */
  unit: { fr: readonly [one: string, many: string]; en: readonly [one: string, many: string] };
  counted: Counted;
  /** Counts of people go through disclosure control before they leave the team. */
  countsPeople: boolean;
  /** Who may read it: the team only, the funders too, or everybody. */
  audience: Audience;
  /** What may make it wrong, for whoever reads it. */
  quality: Bilingual;
};

/** "records": counted from the files kept here. "declared": entered month by month with its evidence. */
type Calculation =
  | { source: "records"; formula: Formula }
  | { source: "declared" }
  | { source: "ratio"; numerator: string; denominator: string };

/** As the registry, or the organisation's own list, tells it. */
export type IndicatorDefinition = Described &
  Calculation & {
    key: string;
    /** An own indicator no longer followed since that day. */
    retiredOn: string | null;
  };

const people = { fr: ["personne", "personnes"], en: ["person", "people"] } as const;
const euros = { fr: ["euro", "euros"], en: ["euro", "euros"] } as const;
const days = { fr: ["jour", "jours"], en: ["day", "days"] } as const;

const fromFiles: Bilingual = {
  fr: "Exact, d’après les dossiers\u202f; un parcours saisi en retard change le chiffre d’une période passée.",
  en: "Exact, from the files; a stage entered late changes the figure of a past period.",
};
const fromLedger: Bilingual = {
  fr: "Exact, d’après le registre\u202f; ce qui n’y est pas inscrit ne compte pas.",
  en: "Exact, from the register; what is not entered in it does not count.",
};
const fromPlatforms: Bilingual = {
  fr: "Chaque plateforme compte à sa façon\u202f; les mois non relevés manquent.",
  en: "Each platform counts in its own way; months that were not read are missing.",
};

const builtIn = {
  supported_workers: {
    name: { fr: "Personnes accompagnées", en: "People supported" },
    definition: {
      fr: "Personnes différentes accompagnées au moins un jour pendant la période du financement, chacune comptée une fois.",
      en: "Distinct people supported on at least one day of the grant’s period, each counted once.",
    },
    unit: people,
    counted: "people",
    countsPeople: true,
    source: "records",
    formula: { source: "people", measure: "people" },
    audience: "public",
    quality: fromFiles,
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
    counted: "people",
    countsPeople: true,
    source: "records",
    formula: { source: "people", measure: "people", where: { residence: ["priority"] } },
    audience: "public",
    quality: {
      fr: "Là où chacun habite au dernier jour de son accompagnement dans la période\u202f; une adresse inconnue ou à vérifier ne compte pas et se lit à part.",
      en: "Where each person lives on the last day of their support in the period; an address unknown or to be checked does not count and is shown apart.",
    },
  },
  priority_share: {
    name: {
      fr: "Part des personnes en quartier prioritaire",
      en: "Share of people in a priority neighbourhood",
    },
    definition: {
      fr: "Personnes en quartier prioritaire rapportées à toutes les personnes accompagnées, adresses inconnues comprises.",
      en: "People in a priority neighbourhood out of all the people supported, unknown addresses included.",
    },
    unit: { fr: ["%", "%"], en: ["%", "%"] },
    counted: "share",
    countsPeople: true,
    source: "ratio",
    numerator: "supported_workers_in_priority_neighbourhood",
    denominator: "supported_workers",
    audience: "public",
    quality: {
      fr: "Un plancher\u202f: chaque adresse qui reste à connaître peut l’augmenter, aucune le diminuer.",
      en: "A floor: each address still to be known may raise it, none may lower it.",
    },
  },
  indirect_beneficiaries: {
    name: { fr: "Bénéficiaires indirects", en: "Indirect beneficiaries" },
    definition: {
      fr: "Personnes touchées sans être accompagnées (ateliers, clients, adhérents), estimées chaque mois avec la méthode et la preuve notées.",
      en: "People reached without being supported (workshops, customers, members), estimated monthly with method and evidence.",
    },
    unit: people,
    counted: "people",
    countsPeople: true,
    source: "declared",
    audience: "public",
    quality: {
      fr: "Une estimation\u202f: une même personne peut être comptée par deux sources ou deux mois de suite.",
      en: "An estimate: the same person may be counted by two sources, or two months running.",
    },
  },
  video_views: {
    name: { fr: "Vues des vidéos", en: "Video views" },
    definition: {
      fr: "Vues relevées chaque mois sur les plateformes qui diffusent les vidéos, additionnées sur la période.",
      en: "Views read every month on the platforms that show the videos, added up over the period.",
    },
    unit: { fr: ["vue", "vues"], en: ["view", "views"] },
    counted: "views",
    countsPeople: false,
    source: "declared",
    audience: "public",
    quality: fromPlatforms,
  },
  text_audio_visits: {
    name: { fr: "Visites des contenus écrits et audio", en: "Visits to texts and audio" },
    definition: {
      fr: "Visites et écoutes relevées chaque mois, additionnées sur la période\u202f; une même personne peut revenir.",
      en: "Visits and plays read every month, added up over the period; the same person may come back.",
    },
    unit: { fr: ["visite", "visites"], en: ["visit", "visits"] },
    counted: "views",
    countsPeople: false,
    source: "declared",
    audience: "public",
    quality: fromPlatforms,
  },
  published_activities: {
    name: { fr: "Activités publiées", en: "Activities published" },
    definition: {
      fr: "Fiches d’activité publiées dans l’annuaire pendant la période et toujours en ligne.",
      en: "Activities published in the directory during the period and still online.",
    },
    unit: { fr: ["activité", "activités"], en: ["activity", "activities"] },
    counted: "events",
    countsPeople: false,
    source: "records",
    formula: { source: "activities", measure: "records" },
    audience: "public",
    quality: {
      fr: "Exact\u202f; une fiche retirée de l’annuaire quitte le chiffre.",
      en: "Exact; a page taken off the directory leaves the figure.",
    },
  },
  transferred_activities: {
    name: { fr: "Transferts d’activités", en: "Activities transferred" },
    definition: {
      fr: "Lieux où une activité est arrivée d’une autre commune, une année que touche la période\u202f; sans année connue, le lieu ne compte pas.",
      en: "Places where an activity arrived from another municipality, in a year that the period touches; without a known year, the place does not count.",
    },
    unit: { fr: ["transfert", "transferts"], en: ["transfer", "transfers"] },
    counted: "events",
    countsPeople: false,
    source: "records",
    formula: { source: "transfers", measure: "records" },
    audience: "public",
    quality: {
      fr: "À l’année près\u202f: un transfert de l’année, avant ou après la période, compte aussi.",
      en: "To the year: a transfer of the same year, before or after the period, counts too.",
    },
  },
  published_experiences: {
    name: { fr: "Expériences publiées", en: "Experiences published" },
    definition: {
      fr: "Expériences vécues publiées dans l’annuaire pendant la période et toujours en ligne.",
      en: "Accounts of experience published in the directory during the period and still online.",
    },
    unit: { fr: ["expérience", "expériences"], en: ["experience", "experiences"] },
    counted: "events",
    countsPeople: false,
    source: "records",
    formula: { source: "experiences", measure: "records" },
    audience: "public",
    quality: {
      fr: "Exact\u202f; une expérience retirée quitte le chiffre.",
      en: "Exact; an experience that is taken back leaves the figure.",
    },
  },
  contributions_to_commons: {
    name: { fr: "Contributions aux communs", en: "Contributions to commons" },
    definition: {
      fr: "Contributions datées de la période\u202f: dons, parts sociales et adhésions de la coopérative, et de chacun code, documentation, traduction, données, temps…",
      en: "Contributions made during the period: gifts, shares and memberships of the cooperative, and from anybody code, documentation, translation, data, time…",
    },
    unit: { fr: ["contribution", "contributions"], en: ["contribution", "contributions"] },
    counted: "events",
    countsPeople: false,
    source: "records",
    formula: {
      source: "contributions",
      measure: "records",
      where: { giving: ["cooperative", "work"] },
    },
    audience: "public",
    quality: fromLedger,
  },
  money_given_to_commons: {
    name: { fr: "Argent donné aux communs", en: "Money given to commons" },
    definition: {
      fr: "Montant des dons, parts sociales et adhésions de la coopérative, datés de la période\u202f; ce que des personnes donnent de leur argent est à elles.",
      en: "Amount of the cooperative’s gifts, shares and memberships dated in the period; what people give of their own money is theirs.",
    },
    unit: euros,
    counted: "euros",
    countsPeople: false,
    source: "records",
    formula: {
      source: "contributions",
      measure: "sum",
      amount: "cents",
      where: { contribution: ["gift", "share", "membership"], giving: ["cooperative"] },
    },
    audience: "public",
    quality: fromLedger,
  },
  time_given_to_commons: {
    name: { fr: "Temps donné aux communs", en: "Time given to commons" },
    definition: {
      fr: "Durées notées sur les contributions datées de la période, additionnées.",
      en: "Durations noted on the contributions dated in the period, added up.",
    },
    unit: { fr: ["heure", "heures"], en: ["hour", "hours"] },
    counted: "minutes",
    countsPeople: true,
    source: "records",
    formula: { source: "contributions", measure: "sum", amount: "minutes" },
    audience: "team",
    quality: {
      fr: "Un plancher\u202f: toute contribution ne dit pas sa durée.",
      en: "A floor: not every contribution says how long it took.",
    },
  },
  reuse_by_cooperatives: {
    name: { fr: "Réutilisations par d’autres CAE", en: "Reuse by other cooperatives" },
    definition: {
      fr: "Autres coopératives d’activité et d’emploi qui reprennent l’annuaire, une fiche ou un commun, déclarées le mois où elles commencent.",
      en: "Other business and employment cooperatives that take up the directory, a page or a commons, declared in the month they begin.",
    },
    unit: { fr: ["réutilisation", "réutilisations"], en: ["reuse", "reuses"] },
    counted: "events",
    countsPeople: false,
    source: "declared",
    audience: "public",
    quality: {
      fr: "D’après ce que les coopératives nous disent\u202f; la preuve est notée.",
      en: "From what cooperatives tell us; the evidence is noted.",
    },
  },
  sustainable_exits: {
    name: { fr: "Sorties vers une activité durable", en: "Exits to a sustainable activity" },
    definition: {
      fr: "Parmi les personnes accompagnées, celles sorties pendant la période, sans être revenues, vers leur entreprise, une autre coopérative ou un emploi durable.",
      en: "Among the people supported, those who left during the period, without coming back, for their own business, another cooperative or a lasting job.",
    },
    unit: people,
    counted: "people",
    countsPeople: true,
    source: "records",
    formula: { source: "people", measure: "people", where: { outcome: ["sustainable"] } },
    audience: "public",
    quality: {
      fr: "La destination est celle notée le jour de la sortie\u202f; sans destination notée, la sortie n’est pas durable.",
      en: "The destination is the one noted on the day of exit; without one, the exit is not sustainable.",
    },
  },
  days_to_cape: {
    name: { fr: "Délai jusqu’au CAPE", en: "Time to CAPE" },
    definition: {
      fr: "Nombre médian de jours entre le début de l’accompagnement et le premier CAPE, pour les CAPE commencés pendant la période.",
      en: "Median number of days between the beginning of support and the first CAPE, for those that began in the period.",
    },
    unit: days,
    counted: "days",
    countsPeople: true,
    source: "records",
    formula: {
      source: "contracts",
      measure: "median",
      amount: "days",
      where: { contract: ["cape"] },
    },
    audience: "team",
    quality: {
      fr: "Une médiane de peu de contrats varie beaucoup\u202f: leur nombre est dit avec elle.",
      en: "A median of few contracts varies a lot: their number is given with it.",
    },
  },
  days_to_cesa: {
    name: { fr: "Délai jusqu’au CESA", en: "Time to CESA" },
    definition: {
      fr: "Nombre médian de jours entre le début de l’accompagnement et le CESA, pour les CESA commencés pendant la période.",
      en: "Median number of days between the beginning of support and the CESA, for those that began in the period.",
    },
    unit: days,
    counted: "days",
    countsPeople: true,
    source: "records",
    formula: {
      source: "contracts",
      measure: "median",
      amount: "days",
      where: { contract: ["cesa"] },
    },
    audience: "team",
    quality: {
      fr: "Une médiane de peu de contrats varie beaucoup\u202f: leur nombre est dit avec elle.",
      en: "A median of few contracts varies a lot: their number is given with it.",
    },
  },
  mentoring_pairs: {
    name: { fr: "Binômes de parrainage", en: "Mentoring pairs" },
    definition: {
      fr: "Deux personnes dont le parrainage, accepté par chacune, court au moins un jour de la période\u202f; les deux mêmes comptées une fois.",
      en: "Two people whose mentoring, accepted by each, runs on at least one day of the period; the same two counted once.",
    },
    unit: { fr: ["binôme", "binômes"], en: ["pair", "pairs"] },
    counted: "events",
    countsPeople: true,
    source: "records",
    formula: { source: "mentorships", measure: "records" },
    audience: "funder",
    quality: fromFiles,
  },
  paid_spending: {
    name: { fr: "Dépenses payées", en: "Spending paid" },
    definition: {
      fr: "Part des dépenses engagées pendant la période et payées que les lignes du financement prennent.",
      en: "Share borne by the grant’s lines of the expenses incurred during the period and paid.",
    },
    unit: euros,
    counted: "euros",
    countsPeople: false,
    source: "records",
    formula: { source: "expenses", measure: "sum", amount: "cents" },
    audience: "funder",
    quality: {
      fr: "Exact, d’après les dépenses réparties\u202f; une dépense pas encore répartie ou payée manque.",
      en: "Exact, from the expenses divided between lines; one not yet divided or paid is missing.",
    },
  },
  cost_per_supported_worker: {
    name: { fr: "Coût par personne accompagnée", en: "Cost per person supported" },
    definition: {
      fr: "Dépenses payées sur les lignes du financement, rapportées aux personnes accompagnées pendant la période.",
      en: "Spending paid on the grant’s lines, divided by the people supported during the period.",
    },
    unit: euros,
    counted: "euros",
    countsPeople: true,
    source: "ratio",
    numerator: "paid_spending",
    denominator: "supported_workers",
    audience: "funder",
    quality: {
      fr: "Toutes les personnes y sont, mais seules les dépenses de ce financement\u202f: ce n’est pas le coût complet.",
      en: "Everybody is in it, but the spending of this grant alone: it is not the full cost.",
    },
  },
  cost_per_sustainable_exit: {
    name: { fr: "Coût par sortie durable", en: "Cost per sustainable exit" },
    definition: {
      fr: "Dépenses payées sur les lignes du financement, rapportées aux sorties vers une activité durable.",
      en: "Spending paid on the grant’s lines, divided by the exits to a sustainable activity.",
    },
    unit: euros,
    counted: "euros",
    countsPeople: true,
    source: "ratio",
    numerator: "paid_spending",
    denominator: "sustainable_exits",
    audience: "funder",
    quality: {
      fr: "Tout l’accompagnement y est, celui des personnes encore là aussi\u202f; peu de sorties le font varier beaucoup.",
      en: "All the support is in it, that of people still there too; few exits make it vary a lot.",
    },
  },
} as const satisfies Record<string, Described & Calculation>;

export type IndicatorKey = keyof typeof builtIn;
export const indicators: Readonly<Record<IndicatorKey, Described & Calculation>> = builtIn;
export const indicatorKeys = Object.keys(builtIn) as [IndicatorKey];

export type DeclaredKey = {
  [K in IndicatorKey]: (typeof builtIn)[K]["source"] extends "declared" ? K : never;
}[IndicatorKey];
export const declaredKeys = indicatorKeys.filter(
  (key) => indicators[key].source === "declared",
) as unknown as [DeclaredKey];

/** One indicator of the house by its key; undefined for a key that the registry does not hold. */
export function findIndicator(key: string): IndicatorDefinition | undefined {
  if (!Object.hasOwn(builtIn, key)) return undefined;
  return { ...indicators[key as IndicatorKey], key, retiredOn: null };
}

export const registry: readonly IndicatorDefinition[] = indicatorKeys.map((key) => ({
  ...indicators[key],
  key,
  retiredOn: null,
}));

/** How an indicator may be divided. */
export function dimensionsOf(definition: IndicatorDefinition): readonly Dimension[] {
  if (definition.source === "declared") return ["month"];
  if (definition.source === "ratio") return [];
  return sourceOf(definition.formula.source).dimensions;
}

/** Which records, or which declared figures, belong to a period. */
export function periodRuleOf(definition: IndicatorDefinition): Bilingual {
  if (definition.source === "records") return sourceOf(definition.formula.source).period;
  if (definition.source === "ratio") {
    return {
      fr: "Celle des deux nombres qu’il divise.",
      en: "That of the two numbers that it divides.",
    };
  }
  return {
    fr: "Les mois que touche la période, en entier.",
    en: "The months that the period touches, whole.",
  };
}
