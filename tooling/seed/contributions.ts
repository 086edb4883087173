import type { Day } from "./day.ts";
import { fr } from "./french.ts";
import type { PersonaName } from "./personas.ts";

/** What was given back to the commons. Invented, as the people are; no link, since nothing proves them. */
export type ContributionSeed = {
  /** Slug of the commons. */
  resource: string;
  /** Null when the cooperative itself contributed. */
  worker: PersonaName | null;
  kind:
    | "gift"
    | "share"
    | "membership"
    | "code"
    | "documentation"
    | "translation"
    | "data"
    | "hardware_design"
    | "test"
    | "support"
    | "event"
    | "time";
  contributedOn: Day;
  description: string;
  amountCents: number | null;
  minutes: number | null;
};

const contribution = (
  resource: string,
  worker: PersonaName | null,
  kind: ContributionSeed["kind"],
  contributedOn: Day,
  description: string,
  { euros = null, hours = null }: { euros?: number | null; hours?: number | null } = {},
): ContributionSeed => ({
  resource,
  worker,
  kind,
  contributedOn,
  description,
  amountCents: euros === null ? null : euros * 100,
  minutes: hours === null ? null : hours * 60,
});

export const contributions: readonly ContributionSeed[] = [
  contribution(
    "movilab",
    "coworkingFounder",
    "documentation",
    "2019-02-08",
    fr`Modèle de budget d'un espace de travail partagé, avec trois scénarios de fréquentation.`,
    { hours: 9 },
  ),
  contribution(
    "mobicoop",
    null,
    "share",
    "2019-03-15",
    fr`Deux parts sociales prises par la coopérative.`,
    { euros: 200 },
  ),
  contribution(
    "wikimedia",
    "wikimedianInVilleneuve",
    "event",
    "2019-04-13",
    fr`Atelier d'écriture sur les métiers du textile : onze participants, six articles complétés.`,
    { hours: 6 },
  ),
  contribution(
    "openstreetmap",
    "courierInBoisBlancs",
    "data",
    "2019-05-22",
    fr`Relevé de 64 stationnements pour vélos-cargos entre Lille et Roubaix.`,
    { hours: 12 },
  ),
  contribution(
    "coopcycle",
    "craftsmanInHem",
    "documentation",
    "2019-05-31",
    fr`Description de ce qui manque à l'outil pour des rendez-vous d'artisans : durée, devis, photographies.`,
    { hours: 5 },
  ),
  contribution(
    "guides-et-wiki-de-l-heureux-cyclage",
    "mechanicInMons",
    "documentation",
    "2019-06-18",
    fr`Fiche pour tenir un atelier vélo en plein air, avec la liste du matériel.`,
    { hours: 4 },
  ),
  contribution(
    "brewtarget",
    "brewerInLambersart",
    "test",
    "2019-09-06",
    fr`Douze recettes comparées aux mesures réelles ; trois écarts signalés.`,
    { hours: 8 },
  ),
  contribution(
    "coopcycle",
    "developerInWattrelos",
    "code",
    "2019-10-11",
    fr`Correction de l'affichage des créneaux de retrait, avec ses tests.`,
    { hours: 14 },
  ),
  contribution(
    "fab-manager",
    "makerInLoos",
    "hardware_design",
    "2019-11-05",
    fr`Neuf accessoires de vélo publiés avec plans et notice dans l'atelier.`,
    { hours: 20 },
  ),
  contribution(
    "open-food-network-france",
    "translatorByApplication",
    "translation",
    "2019-11-28",
    fr`Chapitre « Cycles de vente » du guide, relu par deux utilisatrices.`,
    { hours: 10 },
  ),
  contribution(
    "peertube",
    null,
    "gift",
    "2019-12-12",
    fr`Don de fin d'année pour l'hébergement et le développement.`,
    { euros: 300 },
  ),
  contribution(
    "peertube",
    "videographerInTourcoing",
    "translation",
    "2020-02-20",
    fr`Sous-titres français et arabes de quatre portraits, sous licence libre.`,
    { hours: 11 },
  ),
  contribution(
    "openstreetmap",
    "gardenerInFaches",
    "data",
    "2020-05-14",
    fr`Vingt-trois jardins partagés ajoutés ou corrigés, avec leurs horaires.`,
    { hours: 7 },
  ),
  contribution(
    "coopcycle",
    "courierInFives",
    "test",
    "2020-10-02",
    fr`Essai de la livraison de repas pendant trois semaines ; quatorze défauts décrits.`,
    { hours: 16 },
  ),
  contribution("coopcycle", null, "membership", -310, fr`Cotisation annuelle à la fédération.`, {
    euros: 450,
  }),
  contribution(
    "open-food-network-france",
    "grocerInFives",
    "support",
    -282,
    fr`Réponses aux nouveaux groupements du Nord sur le forum : neuf échanges.`,
    { hours: 6 },
  ),
  contribution(
    "wikimedia",
    "wikimedianInVilleneuve",
    "data",
    -231,
    fr`Soixante photographies d'ateliers versées, avec l'accord écrit des personnes.`,
    { hours: 9 },
  ),
  contribution(
    "vhelio",
    "solarBikeBuilder",
    "hardware_design",
    -158,
    fr`Plans modifiés du porte-charge, avec liste de pièces et photographies.`,
    { hours: 18 },
  ),
  contribution(
    "coopcycle",
    "developerInWattrelos",
    "code",
    -140,
    fr`Export des courses par coursier, pour partager les recettes plus simplement.`,
    { hours: 22 },
  ),
  contribution(
    "emmabuntues",
    "mediatorInPontRompu",
    "test",
    -118,
    fr`Installation sur quatorze modèles d'ordinateurs ; liste de compatibilité publiée.`,
    { hours: 13 },
  ),
  contribution(
    "movilab",
    "coworkingFounder",
    "documentation",
    -95,
    fr`Récit d'une passation de lieu : ce qui a marché, ce qui a manqué.`,
    { hours: 5 },
  ),
  contribution(
    "open-food-network-france",
    null,
    "share",
    -77,
    fr`Part sociale de la coopérative CoopCircuits.`,
    { euros: 500 },
  ),
  contribution(
    "odoo-community",
    "bakerInLille",
    "documentation",
    -63,
    fr`Mode d'emploi de la pesée et des fournées pour un fournil partagé.`,
    { hours: 8 },
  ),
  contribution(
    "mobicoop",
    "developerInWattrelos",
    "time",
    -46,
    fr`Relecture de la documentation d'installation et réponses à deux territoires.`,
    { hours: 7 },
  ),
  contribution(
    "openstreetmap",
    "courierInBoisBlancs",
    "event",
    -29,
    fr`Sortie de relevé à vélo avec neuf habitants des Bois-Blancs.`,
    { hours: 3 },
  ),
  contribution(
    "communecter",
    "homeHelpInNouveauRoubaix",
    "data",
    -17,
    fr`Dix-huit structures de Nouveau Roubaix mises à jour dans l'annuaire.`,
    { hours: 4 },
  ),
  contribution("wikimedia", null, "gift", -8, fr`Don annuel de la coopérative.`, { euros: 150 }),
];
