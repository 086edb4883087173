import type { Permission } from "@essaim/identity/permission";
import { type Bilingual, type Dimension, personDimensions } from "./dimension.schema.ts";

/** What a record weighs besides being one: money in cents, time in minutes, a wait in days. */
export const amounts = ["cents", "minutes", "days"] as const;
export type Amount = (typeof amounts)[number];

type SourceDefinition = {
  name: Bilingual;
  /** One record of it, and several. */
  record: { fr: readonly [string, string]; en: readonly [string, string] };
  /** Which records belong to a period. */
  period: Bilingual;
  /** Who may read the records themselves, and so count them. */
  permission: Permission;
  /** Does a record tell of somebody? What is counted then goes through disclosure control. */
  tellsPeople: boolean;
  /** May the distinct people of its records be counted? */
  hasPeople: boolean;
  amounts: readonly Amount[];
  dimensions: readonly Dimension[];
};

const dated: Bilingual = {
  fr: "Dont le jour est dans la période.",
  en: "Whose day is in the period.",
};

/** Everything that can be counted from the records. */
export const sources = {
  people: {
    name: { fr: "Personnes accompagnées", en: "People supported" },
    record: { fr: ["personne", "personnes"], en: ["person", "people"] },
    period: {
      fr: "Accompagnées au moins un jour de la période, chacune comptée une fois.",
      en: "Supported on at least one day of the period, each counted once.",
    },
    permission: "worker:read",
    tellsPeople: true,
    hasPeople: true,
    amounts: [],
    dimensions: [...personDimensions, "outcome", "mentoring"],
  },
  contracts: {
    name: { fr: "Entrées en CAPE ou en CESA", en: "First CAPE or CESA" },
    record: { fr: ["entrée", "entrées"], en: ["entry", "entries"] },
    period: {
      fr: "Le contrat commence un jour de la période\u202f; le premier de chaque passage dans la coopérative.",
      en: "The contract begins on a day of the period; the first of each stay in the cooperative.",
    },
    permission: "worker:read",
    tellsPeople: true,
    hasPeople: true,
    amounts: ["days"],
    dimensions: ["month", "contract", ...personDimensions],
  },
  exits: {
    name: { fr: "Sorties", en: "Exits" },
    record: { fr: ["sortie", "sorties"], en: ["exit", "exits"] },
    period: dated,
    permission: "worker:read",
    tellsPeople: true,
    hasPeople: true,
    amounts: [],
    dimensions: ["month", "destination", ...personDimensions],
  },
  meetings: {
    name: { fr: "Rendez-vous tenus", en: "Meetings held" },
    record: { fr: ["rendez-vous", "rendez-vous"], en: ["meeting", "meetings"] },
    period: dated,
    permission: "meeting:read",
    tellsPeople: true,
    hasPeople: true,
    amounts: ["minutes"],
    dimensions: ["month", "place", ...personDimensions],
  },
  workshops: {
    name: { fr: "Ateliers et réunions d’information", en: "Group sessions held" },
    record: { fr: ["séance", "séances"], en: ["session", "sessions"] },
    period: {
      fr: "Datées d’un jour de la période, et non annulées.",
      en: "Dated on a day of the period, and not cancelled.",
    },
    permission: "meeting:read",
    tellsPeople: false,
    hasPeople: false,
    amounts: ["minutes"],
    dimensions: ["month", "session", "place"],
  },
  participations: {
    name: { fr: "Présences aux ateliers et réunions", en: "Attendances at group sessions" },
    record: { fr: ["présence", "présences"], en: ["attendance", "attendances"] },
    period: {
      fr: "À une séance d’un jour de la période. Les personnes différentes sont celles qui ont un dossier.",
      en: "At a session on a day of the period. Distinct people are those with a file.",
    },
    permission: "meeting:read",
    tellsPeople: true,
    hasPeople: true,
    amounts: [],
    dimensions: ["month", "session", ...personDimensions],
  },
  mentorships: {
    name: { fr: "Binômes de parrainage", en: "Mentoring pairs" },
    record: { fr: ["binôme", "binômes"], en: ["pair", "pairs"] },
    period: {
      fr: "Acceptés par les deux personnes et en cours au moins un jour de la période\u202f; les mêmes deux personnes comptées une fois.",
      en: "Accepted by both people and running on at least one day of the period; the same two counted once.",
    },
    permission: "worker:read",
    tellsPeople: true,
    hasPeople: false,
    amounts: [],
    dimensions: [],
  },
  aids: {
    name: { fr: "Petites aides versées", en: "Small aids paid" },
    record: { fr: ["aide", "aides"], en: ["aid", "aids"] },
    period: { fr: "Versées un jour de la période.", en: "Paid on a day of the period." },
    permission: "aid:request",
    tellsPeople: true,
    hasPeople: true,
    amounts: ["cents"],
    dimensions: ["month", ...personDimensions],
  },
  contributions: {
    name: { fr: "Contributions aux communs", en: "Contributions to commons" },
    record: { fr: ["contribution", "contributions"], en: ["contribution", "contributions"] },
    period: dated,
    permission: "contribution:read",
    tellsPeople: false,
    hasPeople: true,
    amounts: ["cents", "minutes"],
    dimensions: ["month", "contribution", "giving", "commons", ...personDimensions],
  },
  activities: {
    name: { fr: "Activités publiées", en: "Activities published" },
    record: { fr: ["activité", "activités"], en: ["activity", "activities"] },
    period: {
      fr: "Publiées un jour de la période et toujours en ligne.",
      en: "Published on a day of the period and still online.",
    },
    permission: "directory:read",
    tellsPeople: false,
    hasPeople: false,
    amounts: [],
    dimensions: ["month", "sector"],
  },
  transfers: {
    name: { fr: "Transferts d’activités", en: "Transfers of activities" },
    record: { fr: ["transfert", "transferts"], en: ["transfer", "transfers"] },
    period: {
      fr: "L’année du transfert touche la période\u202f; sans année connue, le transfert ne compte pas.",
      en: "The year of the transfer touches the period; without a known year, it does not count.",
    },
    permission: "directory:read",
    tellsPeople: false,
    hasPeople: false,
    amounts: [],
    dimensions: ["sector", "commune"],
  },
  experiences: {
    name: { fr: "Expériences publiées", en: "Experiences published" },
    record: { fr: ["expérience", "expériences"], en: ["experience", "experiences"] },
    period: {
      fr: "Publiées un jour de la période et toujours en ligne.",
      en: "Published on a day of the period and still online.",
    },
    permission: "directory:read",
    tellsPeople: false,
    hasPeople: false,
    amounts: [],
    dimensions: ["month", "sector", "commune"],
  },
  expenses: {
    name: { fr: "Dépenses payées", en: "Expenses paid" },
    record: { fr: ["dépense", "dépenses"], en: ["expense", "expenses"] },
    period: {
      fr: "Engagées un jour de la période et payées\u202f; pour un financement, la part que ses lignes prennent.",
      en: "Incurred on a day of the period and paid; for a grant, the share that its lines bear.",
    },
    permission: "spending:read",
    tellsPeople: false,
    hasPeople: false,
    amounts: ["cents"],
    dimensions: ["month", "action", "grant"],
  },
} as const satisfies Record<string, SourceDefinition>;

export type SourceKey = keyof typeof sources;
export const sourceKeys = Object.keys(sources) as [SourceKey];

export const sourceOf = (key: SourceKey): SourceDefinition => sources[key];
