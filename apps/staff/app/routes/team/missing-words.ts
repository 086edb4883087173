import type { MissingKind } from "@essaim/impact/team/team-filter.schema";

type Words = { label: string; lead: string };

/** What each thing that a report would lack is called, and why it matters. */
export const missingWords: Record<MissingKind, Words> = {
  residenceToCheck: {
    label: "Adresse vérifiée",
    lead: "L’adresse a été trouvée avec un doute\u202f: tant que personne ne l’a vérifiée, elle ne compte dans aucun quartier.",
  },
  residence: {
    label: "Lieu de vie",
    lead: "Personne ne sait si elles vivent en quartier prioritaire au dernier jour de la période.",
  },
  gender: { label: "Genre", lead: "La fiche ne dit pas le genre." },
  birth: { label: "Année de naissance", lead: "Sans elle, l’âge n’est pas connu." },
  education: { label: "Niveau de formation", lead: "La fiche ne dit pas le plus haut diplôme." },
  exitReason: { label: "Motif de sortie", lead: "La sortie est notée sans son motif." },
  exitDestination: {
    label: "Destination de sortie",
    lead: "Sans destination, une sortie ne peut pas être dite durable.",
  },
  untold: {
    label: "Rendez-vous racontés",
    lead: "Leur jour est passé, et leur compte rendu n’est pas écrit.",
  },
  attendance: {
    label: "Présences d’atelier",
    lead: "La séance a eu lieu, et des présences restent à noter.",
  },
  contributionEvidence: {
    label: "Preuve de contribution",
    lead: "La contribution n’a ni adresse ni certificat qui la prouve.",
  },
  expenseEvidence: { label: "Pièce de dépense", lead: "La dépense n’a pas de justificatif." },
  expenseSplit: { label: "Répartition de dépense", lead: "La dépense n’est sur aucune ligne." },
  figure: { label: "Chiffres déclarés", lead: "Un mois fini n’a pas de chiffre." },
};

/** In the order of the page, what concerns people, their meetings, and the cooperative. */
export const missingGroups: { title: string; kinds: MissingKind[] }[] = [
  {
    title: "Fiches des personnes accompagnées pendant la période",
    kinds: ["residenceToCheck", "residence", "gender", "birth", "education"],
  },
  { title: "Sorties de la période", kinds: ["exitReason", "exitDestination"] },
  { title: "Rencontres et ateliers", kinds: ["untold", "attendance"] },
  {
    title: "Communs, dépenses et chiffres",
    kinds: ["contributionEvidence", "expenseEvidence", "expenseSplit", "figure"],
  },
];
