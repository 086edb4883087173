import { sectorLabels } from "@essaim/directory/activity.schema";

export type Bilingual = { fr: string; en: string };

type DimensionDefinition = {
  name: Bilingual;
  /** Its values, when the house knows them all; otherwise they are read from the records of the organisation. */
  values: Readonly<Record<string, Bilingual>> | null;
};

/** What a record does not say is counted under this value, and shown. */
export const UNKNOWN = "unknown";
const unknown: Bilingual = { fr: "Non renseigné", en: "Not known" };

const define = <D extends Record<string, DimensionDefinition>>(dimensions: D) => dimensions;

/** The ways in which what is counted may be divided or chosen. */
export const dimensions = define({
  month: { name: { fr: "Mois", en: "Month" }, values: null },
  residence: {
    name: { fr: "Quartier prioritaire", en: "Priority neighbourhood" },
    values: {
      priority: { fr: "En quartier prioritaire", en: "In a priority neighbourhood" },
      outside: { fr: "Hors quartier prioritaire", en: "Outside priority neighbourhoods" },
      unknown: { fr: "Adresse inconnue ou à vérifier", en: "Address unknown or to be checked" },
    },
  },
  neighbourhood: { name: { fr: "Quartier", en: "Neighbourhood" }, values: null },
  commune: { name: { fr: "Commune", en: "Municipality" }, values: null },
  gender: { name: { fr: "Genre", en: "Gender" }, values: null },
  age: {
    name: { fr: "Âge au premier jour de la période", en: "Age on the first day of the period" },
    values: {
      under_26: { fr: "Moins de 26 ans", en: "Under 26" },
      "26_34": { fr: "De 26 à 34 ans", en: "26 to 34" },
      "35_44": { fr: "De 35 à 44 ans", en: "35 to 44" },
      "45_54": { fr: "De 45 à 54 ans", en: "45 to 54" },
      from_55: { fr: "55 ans et plus", en: "55 and over" },
      unknown,
    },
  },
  education: { name: { fr: "Niveau d’études", en: "Education" }, values: null },
  kind: {
    name: { fr: "Type d’activité de la personne", en: "Kind of worker" },
    values: {
      platform_worker: { fr: "Travail de plateforme", en: "Platform work" },
      commons_contributor: { fr: "Contribution à un commun", en: "Contribution to a commons" },
      both: { fr: "Plateforme et commun", en: "Platform and commons" },
    },
  },
  outcome: {
    name: { fr: "Situation à la fin de la période", en: "Situation at the end of the period" },
    values: {
      supported: { fr: "Toujours accompagnée", en: "Still supported" },
      sustainable: { fr: "Sortie durable", en: "Sustainable exit" },
      other_exit: { fr: "Autre sortie", en: "Other exit" },
    },
  },
  mentoring: {
    name: { fr: "Parrainage", en: "Mentoring" },
    values: {
      paired: { fr: "Dans un parrainage", en: "In a pair" },
      unpaired: { fr: "Sans parrainage", en: "Not in a pair" },
    },
  },
  destination: { name: { fr: "Destination de sortie", en: "Destination" }, values: null },
  contract: {
    name: { fr: "Contrat", en: "Contract" },
    values: {
      cape: { fr: "CAPE", en: "CAPE" },
      cesa: { fr: "CESA", en: "CESA" },
    },
  },
  contribution: {
    name: { fr: "Nature de la contribution", en: "Kind of contribution" },
    values: {
      gift: { fr: "Don", en: "Gift" },
      share: { fr: "Parts sociales", en: "Shares" },
      membership: { fr: "Adhésion", en: "Membership" },
      code: { fr: "Code", en: "Code" },
      documentation: { fr: "Documentation", en: "Documentation" },
      translation: { fr: "Traduction", en: "Translation" },
      data: { fr: "Données", en: "Data" },
      hardware_design: { fr: "Plans de matériel", en: "Hardware designs" },
      test: { fr: "Essais et signalements", en: "Testing" },
      support: { fr: "Aide aux utilisateurs", en: "Help to users" },
      event: { fr: "Événement", en: "Event" },
      time: { fr: "Temps donné", en: "Time" },
    },
  },
  giving: {
    name: { fr: "Qui donne", en: "Who gives" },
    values: {
      cooperative: { fr: "La coopérative", en: "The cooperative" },
      work: { fr: "Une personne, par son travail", en: "Somebody, by their work" },
      own_money: { fr: "Une personne, de son argent", en: "Somebody, of their own money" },
    },
  },
  commons: { name: { fr: "Commun", en: "Commons" }, values: null },
  sector: { name: { fr: "Secteur", en: "Sector" }, values: sectorLabels },
  place: {
    name: { fr: "Lieu", en: "Place" },
    values: {
      office: { fr: "Dans nos locaux", en: "At the office" },
      home: { fr: "À domicile", en: "At home" },
      remote: { fr: "À distance", en: "Remote" },
      third_place: { fr: "Dans un tiers-lieu", en: "In a shared place" },
    },
  },
  session: {
    name: { fr: "Genre de séance", en: "Kind of session" },
    values: {
      workshop: { fr: "Atelier", en: "Workshop" },
      information: { fr: "Réunion d’information", en: "Information meeting" },
    },
  },
  action: { name: { fr: "Action du programme", en: "Action of the programme" }, values: null },
  grant: { name: { fr: "Financement", en: "Grant" }, values: null },
});

export type Dimension = keyof typeof dimensions;
export const dimensionKeys = Object.keys(dimensions) as [Dimension];

export const dimensionOf = (key: Dimension): DimensionDefinition => dimensions[key];

/** What is known of a person, whichever record of theirs is counted. */
export const personDimensions = [
  "residence",
  "neighbourhood",
  "commune",
  "gender",
  "age",
  "education",
  "kind",
] as const satisfies readonly Dimension[];

/** The word of a value that the house knows. */
export const valueLabel = (dimension: Dimension, value: string): Bilingual | undefined =>
  dimensionOf(dimension).values?.[value] ?? (value === UNKNOWN ? unknown : undefined);
