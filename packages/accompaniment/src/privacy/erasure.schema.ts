import { z } from "zod";

export const erasureGrounds = ["retention", "request"] as const;
export type ErasureGround = (typeof erasureGrounds)[number];
export const erasureGroundLabels: Record<ErasureGround, string> = {
  retention: "Durée de conservation atteinte",
  request: "Demande",
};

/** People erased in one transaction at most: each search of the organisation's texts serves them all. */
export const ERASED_AT_ONCE = 25;

export const eraseWorkersSchema = z.object({
  workerIds: z.array(z.uuid()).min(1).max(ERASED_AT_ONCE),
  ground: z.enum(erasureGrounds),
  /** The membership of whoever asked; null for the night's work. */
  requestedBy: z.uuid().nullable(),
});
export type EraseWorkersInput = z.output<typeof eraseWorkersSchema>;

/** What the form that asks for an erasure sends: the name typed again. */
export const askErasureFormSchema = z.object({
  typedName: z
    .string({ error: "Recopiez le nom de la personne." })
    .trim()
    .min(1, "Recopiez le nom de la personne.")
    .max(200),
});
export const askErasureSchema = askErasureFormSchema.extend({ workerId: z.uuid() });

/** Why an erasure may be refused, with the field concerned and what is said. */
export const erasureRefusals = {
  name_differs: {
    field: "typedName",
    message:
      "Ce n’est pas le nom de cette personne. Recopiez le prénom et le nom tels qu’ils sont écrits au-dessus.",
  },
  still_supported: {
    field: "typedName",
    message:
      "Cette personne est encore accompagnée. Enregistrez d’abord sa sortie dans son parcours.",
  },
  already_erased: {
    field: "typedName",
    message: "Cette fiche est déjà effacée.",
  },
} as const;
export type ErasureRefusal = keyof typeof erasureRefusals;

/** Names of the tables, in an erasure's account. */
const tableLabels: Record<string, string> = {
  access_export: "exports de données",
  activity: "activités",
  aid: "petites aides",
  commons: "communs",
  contact_request: "mises en relation",
  contribution: "contributions",
  contribution_intention: "intentions",
  contribution_item: "détails des contributions",
  campaign: "campagnes",
  contributor_alias: "noms d’auteur",
  distinct_workers: "paires de fiches distinctes",
  document: "documents",
  draft: "brouillons",
  expense: "dépenses",
  experience: "expériences vécues",
  experience_contact: "adresses des mises en relation",
  forum_topic: "sujets du forum",
  funding_file: "pièces des financements",
  grant_report: "comptes rendus financiers",
  job: "tâches de fond",
  meeting: "rendez-vous et comptes rendus",
  meeting_private_note: "notes privées",
  mentor_offer: "offres de parrainage",
  mentorship: "parrainages",
  mentorship_session: "séances de parrainage",
  objective: "objectifs",
  open_resource: "ressources",
  participant: "inscriptions",
  piece_revision: "versions des contenus du média",
  plan_action: "actions de plan",
  proposal: "propositions",
  proposal_contact: "adresses des propositions",
  published_record: "pages publiques",
  published_revision: "historique des pages publiques",
  published_sheet: "fiches de savoir publiques",
  record_keeper: "personnes qui confirment une fiche",
  record_link: "liens des pages publiques",
  review_request: "demandes de relecture",
  reward_claim: "déclarations de cagnotte",
  reward_pot: "cagnottes",
  reward_share: "réponses à un partage de cagnotte",
  saved_view: "vues enregistrées",
  scheduled_publication: "publications programmées",
  search_synonym: "synonymes de la recherche",
  sheet: "fiches de savoir",
  sheet_file: "fichiers des fiches de savoir",
  sheet_redirect: "anciennes adresses de fiches",
  sheet_version: "versions des fiches de savoir",
  stage: "étapes de parcours",
  submission: "envois de formulaires",
  undo_entry: "annulations possibles",
  undo_secret: "éléments de la corbeille",
  upstream_event: "suites des contributions",
  wiki: "wikis",
  wiki_page: "pages de wikis",
  withdrawn_record: "pages retirées",
  worker: "fiches",
  worker_change: "rectifications",
  worker_import: "reprises de tableurs",
  workshop: "ateliers",
};

export function erasedTableLabel(table: string): string {
  return tableLabels[table] ?? table;
}
