import { z } from "zod";
import type { Change } from "../worker/worker-change.rules.ts";
import type { LegalBasis, NoticeChannel } from "./privacy-notice.schema.ts";

/** Days during which an archive can be fetched. */
export const EXPORT_DAYS = 7;
/** The largest archive made, in bytes: it is held in memory while it is put together. */
export const EXPORT_MOST_BYTES = 512 * 1024 * 1024;

/** The version of the structure of `donnees.json`, described in docs/PRIVACY.md. A change of meaning moves it on. */
export const EXPORT_FORMAT = "essaim-person/1";

export const askAccessExportSchema = z.object({ workerId: z.uuid() });

/** An answer of the organisation's lists, in its words. */
export type SaidValue = { list: string; moment: "entry" | "now"; value: string };

export type ExportedMeeting = {
  heldOn: string;
  startTime: string | null;
  durationMinutes: number;
  place: string;
  placeDetail: string;
  attendance: string;
  /** Who held it: the person met them. */
  coach: string;
  themes: string[];
  summary: string;
  privateNotes: { text: string; updatedAt: Date }[];
};

export type ExportedSession = {
  title: string;
  kind: string;
  description: string;
  heldOn: string;
  startTime: string;
  durationMinutes: number;
  place: string;
  placeDetail: string;
  attendance: string;
  registeredAt: Date;
  cancelledAt: Date | null;
  /** The name and the addresses given when registering, if they were. */
  registration: {
    givenName: string | null;
    familyName: string | null;
    email: string | null;
    phone: string | null;
    /** In which mails are written: `fr` or `en`. */
    language: string;
  };
  themes: string[];
  /** The paragraphs of the minutes that name the person; nobody else is named in them. */
  minutes: string[];
};

/**
 * Everything that the house holds about one person. Dates without time are `YYYY-MM-DD`, instants ISO 8601, amounts
 * cents. Names of other people are masked.
 */
export type PersonData = {
  format: typeof EXPORT_FORMAT;
  madeAt: Date;
  organisation: { name: string; websiteUrl: string | null; privacyContact: string };
  retention: { months: number | null; erasableOn: string | null };
  notices: { givenOn: string; channel: NoticeChannel; legalBasis: LegalBasis }[];
  person: {
    id: string;
    givenName: string;
    familyName: string;
    email: string | null;
    phone: string | null;
    birthOn: string | null;
    birthYear: number | null;
    addressLine: string | null;
    postcode: string | null;
    commune: string | null;
    communeCode: string | null;
    neighbourhood: string | null;
    neighbourhoodCode: string | null;
    residence: string;
    kind: string;
    dependants: number | null;
    coach: string | null;
    supportedFrom: string;
    supportedUntil: string | null;
    createdAt: Date;
    updatedAt: Date;
    /** The spreadsheet that the file was taken over from. */
    importedFrom: string | null;
  };
  /** Where the person has been said to live, newest first, answers corrected since included. */
  residences: {
    holdsFrom: string;
    answer: string;
    neighbourhood: string | null;
    neighbourhoodCode: string | null;
    generation: number;
    commune: string | null;
    source: string;
    askedAddress: string;
    foundAddress: string;
    /** Degrees, WGS 84. */
    lon: number | null;
    lat: number | null;
    /** From 0 to 1. */
    score: number | null;
    doubts: string[];
    isToCheck: boolean;
    reason: string;
    answeredAt: Date;
    supersededAt: Date | null;
  }[];
  situation: SaidValue[];
  resources: string[];
  supportPeriods: { startsOn: string; endsOn: string | null }[];
  stages: {
    kind: string;
    startsOn: string;
    termOn: string | null;
    endsOn: string | null;
    exitReason: string | null;
    exitDestination: string | null;
    note: string;
  }[];
  meetings: ExportedMeeting[];
  sessions: ExportedSession[];
  objectives: { title: string; setOn: string; status: string; closedOn: string | null }[];
  actions: {
    label: string;
    objective: string | null;
    dueOn: string | null;
    doneOn: string | null;
    droppedOn: string | null;
  }[];
  skills: { skill: string; level: number; assessedOn: string }[];
  aids: {
    amountCents: number;
    purpose: string;
    status: string;
    requestedOn: string;
    decidedOn: string | null;
    decisionReason: string;
    paidOn: string | null;
    resources: string[];
  }[];
  /** What was spent for the person, aids aside. */
  expenses: {
    incurredOn: string;
    paidOn: string | null;
    amountCents: number;
    label: string;
    supplier: string;
    reference: string;
    evidenceUrl: string | null;
    note: string;
  }[];
  offers: { what: string; note: string; offeredOn: string; endedOn: string | null }[];
  mentorships: {
    role: "mentor" | "novice";
    proposedOn: string;
    reasons: string;
    acceptedOn: string | null;
    declinedOn: string | null;
    endedOn: string | null;
    gain: string;
    sessions: { heldOn: string; durationMinutes: number; summary: string }[];
  }[];
  contributions: {
    resource: string;
    kind: string;
    contributedOn: string;
    description: string;
    amountCents: number | null;
    minutes: number | null;
    evidenceUrl: string | null;
    /** They helped somebody else to contribute. */
    asMentor: boolean;
    /** What became of it where it was proposed. */
    upstream: { state: string; happenedOn: string; reason: string; pageUrl: string | null }[];
    /** The commits, requests and payments that it is made of. */
    items: { source: string; happenedOn: string; title: string; pageUrl: string | null }[];
  }[];
  /** Mails and logins by which the person is known where they contribute. */
  aliases: { source: string; alias: string }[];
  /** Parts of pots that the person claimed, and what they answered to each proposal. */
  rewards: {
    pot: string;
    resource: string;
    work: string;
    wishedCents: number;
    declaredOn: string;
    withdrawnOn: string | null;
    paidOn: string | null;
    proposals: {
      round: number;
      proposedOn: string;
      amountCents: number;
      answer: string | null;
      reason: string;
      answeredOn: string | null;
    }[];
  }[];
  documents: {
    name: string;
    kind: string | null;
    contentType: string;
    sizeBytes: number;
    datedOn: string | null;
    addedAt: Date;
    /** Where it is in the archive. */
    file: string;
  }[];
  drafts: { form: string; fields: unknown; updatedAt: Date }[];
  changes: { changedAt: Date; changes: Change[] }[];
  /** What was taken away and can still be brought back. */
  restorable: { kind: string; createdAt: Date; expiresAt: Date; content: unknown }[];
  exports: { createdAt: Date; expiresAt: Date }[];
  /** Texts about somebody else that also name the person, by kind; they are not copied. */
  mentions: { kind: string; texts: number }[];
  /** Who opened or changed the file, by role: the names of the team are not theirs to be given. */
  looks: { at: Date; by: string; what: string }[];
};

/** Where each table that says something of a person is in their archive, or why it is not. */
export const exportedTables: Readonly<Record<string, string>> = {
  access_export: "exports",
  aid: "aids",
  aid_resource: "aids",
  audit_event: "looks",
  contribution: "contributions",
  contribution_intention: "of what the cooperative means to give",
  contribution_item: "contributions",
  contributor_alias: "aliases",
  distinct_workers: "of ids: which files were found to be two people’s",
  document: "documents",
  draft: "drafts",
  expense: "expenses",
  expense_allocation: "of which budgets pay",
  funding_file: "of what suppliers send",
  erasure: "of people erased: there is nobody left to give anything to",
  meeting: "meetings",
  meeting_private_note: "meetings",
  meeting_theme: "meetings",
  mentor_offer: "offers",
  mentorship: "mentorships",
  mentorship_session: "mentorships",
  merged_worker: "of ids: which file a former address leads to",
  objective: "objectives",
  participant: "sessions",
  plan_action: "actions",
  privacy_notice: "notices",
  residence: "residences",
  reward_claim: "rewards",
  reward_share: "rewards",
  skill_level: "skills",
  stage: "stages",
  support_period: "supportPeriods",
  undo_entry: "restorable",
  upstream_event: "contributions",
  undo_secret: "restorable",
  unsplit_expense: "of which budgets pay",
  worker: "person",
  worker_change: "changes",
  worker_resource: "resources",
  worker_value: "situation",
};

/** Who reads people's data, by kind (RGPD, article 15.1.c). */
export const recipients: readonly string[] = [
  "Les personnes chargées de votre accompagnement dans la coopérative, et celles qui les remplacent.",
  "La direction de la coopérative.",
  "Les financeurs\u202f: des totaux seulement, où personne ne peut être reconnu.",
  "L’hébergeur du service, qui garde les données sans les lire.",
];

/** What a person may ask for (RGPD, articles 15 to 22), in plain words. */
export const rights: readonly string[] = [
  "Demander une copie de vos données.",
  "Faire corriger ce qui est faux ou compléter ce qui manque.",
  "Faire effacer vos données quand elles ne servent plus.",
  "Faire mettre votre dossier de côté le temps qu’un désaccord se règle.",
  "Vous opposer à un usage, pour une raison qui tient à votre situation.",
  "Reprendre vos données dans un format qu’un ordinateur lit, pour les donner à quelqu’un d’autre.",
  "Retirer votre accord, si c’est lui qui permet de tenir ce dossier.",
  "Vous plaindre à la CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, cnil.fr.",
];

/** Why the cooperative holds these data. */
export const purposes: readonly string[] = [
  "Préparer et suivre votre parcours dans la coopérative\u202f: rendez-vous, contrats, projets, aides.",
  "Rendre compte de son activité par des totaux, sans nommer personne.",
];
