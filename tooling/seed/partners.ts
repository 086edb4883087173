import { fr } from "./french.ts";

/**
 * Partners of the programme. The status of the first three comes from the programme itself (network of CAE
 * in discussion, TILIOS secured, Euratechnologies envisaged); the others are only envisaged.
 */
export type PartnerSeed = {
  name: string;
  kind:
    | "cae_network"
    | "cooperative"
    | "association"
    | "public"
    | "company"
    | "shared_place"
    | "other";
  status: "secured" | "in_discussion" | "envisaged";
  role: string;
  /** Examples of the demonstration, and said to be. */
  gives?: string;
  receives?: string;
  nextStep?: string;
  /** Days from today, before it when negative. */
  nextStepIn?: number;
  websiteUrl: string | null;
  /** As the form takes them; none is said for those that work everywhere. */
  communes?: string;
};

export const partners: readonly PartnerSeed[] = [
  {
    name: fr`Réseau des CAE`,
    kind: "cae_network",
    status: "in_discussion",
    role: fr`Transférer vers d'autres coopératives les activités qui fonctionnent, et accueillir les personnes qui déménagent.`,
    gives: fr`Exemple : relire les fiches d'activités et dire lesquelles se transfèrent.`,
    receives: fr`Exemple : les fiches sous licence libre, et une présentation à ses coopératives.`,
    nextStep: fr`Exemple : proposer une date de présentation`,
    nextStepIn: 12,
    websiteUrl: "https://les-cae.coop",
  },
  {
    name: "TILIOS",
    kind: "association",
    status: "secured",
    role: fr`Mouvement des tiers-lieux libres et open source : lieux d'accueil pour les permanences et diffusion des fiches sur Movilab.`,
    gives: fr`Exemple : des lieux d'accueil pour les permanences.`,
    receives: fr`Exemple : les fiches de savoir, diffusées sur Movilab.`,
    nextStep: fr`Exemple : convenir du calendrier des permanences`,
    nextStepIn: -4,
    websiteUrl: "https://movilab.org/wiki/Tiers_Lieux_Libres_et_Open_Source",
  },
  {
    name: "Euratechnologies",
    kind: "company",
    status: "envisaged",
    role: fr`Salle pour les projections et mise en relation avec les entreprises du numérique lillois.`,
    receives: fr`Exemple : des projections ouvertes à tous.`,
    nextStep: fr`Exemple : demander un rendez-vous`,
    nextStepIn: 20,
    websiteUrl: "https://www.euratechnologies.com",
    communes: "Lille (59350)",
  },
  {
    name: "France Travail",
    kind: "public",
    status: "envisaged",
    role: fr`Orienter des personnes qui travaillent par les plateformes vers les permanences de Lille, Roubaix et Tourcoing.`,
    gives: fr`Exemple : orienter des personnes vers les permanences.`,
    receives: fr`Exemple : le calendrier des rencontres et une fiche par activité.`,
    nextStep: fr`Exemple : présenter le programme à l'agence de Lille`,
    nextStepIn: 9,
    websiteUrl: "https://www.francetravail.fr",
    communes: "Lille (59350), Roubaix (59512), Tourcoing (59599)",
  },
  {
    name: fr`Coopérer pour entreprendre`,
    kind: "cae_network",
    status: "envisaged",
    role: fr`Relayer les fiches d'activités auprès de ses coopératives.`,
    websiteUrl: "https://cooperer.coop",
  },
  {
    name: "CoopCycle",
    kind: "association",
    status: "envisaged",
    role: fr`Former les équipes à l'outil et examiner son adaptation aux artisans à vélo.`,
    websiteUrl: "https://coopcycle.org",
  },
  {
    name: "CoopCircuits",
    kind: "cooperative",
    status: "envisaged",
    role: fr`Former à la vente en circuit court et relire les fiches sur l'alimentation.`,
    websiteUrl: "https://coopcircuits.fr",
  },
  {
    name: "Mobicoop",
    kind: "cooperative",
    status: "envisaged",
    role: fr`Étudier un service de trajets solidaires pour les quartiers du programme.`,
    websiteUrl: "https://www.mobicoop.fr",
  },
  {
    name: "Wikimédia France",
    kind: "association",
    status: "envisaged",
    role: fr`Ateliers d'écriture sur les métiers et dépôt des images du média.`,
    websiteUrl: "https://www.wikimedia.fr",
  },
  {
    name: fr`Apes, acteurs pour une économie solidaire`,
    kind: "association",
    status: "envisaged",
    role: fr`Partager le recensement des plateformes locales et utiles de la région.`,
    websiteUrl: "https://apes-hdf.org",
    communes: "Lille (59350), Roubaix (59512)",
  },
];
