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
    websiteUrl: "https://les-cae.coop",
  },
  {
    name: "TILIOS",
    kind: "association",
    status: "secured",
    role: fr`Mouvement des tiers-lieux libres et open source : lieux d'accueil pour les permanences et diffusion des fiches sur Movilab.`,
    websiteUrl: "https://movilab.org/wiki/Tiers_Lieux_Libres_et_Open_Source",
  },
  {
    name: "Euratechnologies",
    kind: "company",
    status: "envisaged",
    role: fr`Salle pour les projections et mise en relation avec les entreprises du numérique lillois.`,
    websiteUrl: "https://www.euratechnologies.com",
    communes: "Lille (59350)",
  },
  {
    name: "France Travail",
    kind: "public",
    status: "envisaged",
    role: fr`Orienter des personnes qui travaillent par les plateformes vers les permanences de Lille, Roubaix et Tourcoing.`,
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
