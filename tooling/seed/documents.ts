import type { Day } from "./day.ts";
import { fr } from "./french.ts";
import type { PersonaName } from "./personas.ts";

export type DocumentSeed = {
  worker: PersonaName;
  /** Code of the list of kinds of documents. */
  kind: "contract" | "proof_of_address" | "entitlement" | "quote" | "resume";
  name: string;
  /** The day that it bears. */
  datedOn: Day;
  title: string;
  /** What is written on it, one paragraph each. */
  paragraphs: readonly string[];
};

/** A few documents of the people whom one looks at first. Each says itself that it is an example. */
export const documents: readonly DocumentSeed[] = [
  {
    worker: "courierInBoisBlancs",
    kind: "contract",
    name: fr`Avenant au CESA, 30 heures.pdf`,
    datedOn: "2023-09-01",
    title: fr`Avenant au contrat d'entrepreneur salarié associé`,
    paragraphs: [
      fr`Entre la coopérative Optéos et Karim Benyahia.`,
      fr`La durée du travail passe de 24 à 30 heures par semaine à compter du 1er septembre 2023, la tournée du matin étant pleine. Les autres clauses du contrat restent les mêmes.`,
    ],
  },
  {
    worker: "courierInBoisBlancs",
    kind: "quote",
    name: fr`Devis, tournée des écoles.pdf`,
    datedOn: -20,
    title: fr`Devis : livraison des repas de quatre écoles`,
    paragraphs: [
      fr`Deux tournées par jour de classe, à vélo cargo, avec remplacement assuré par l'équipe.`,
      fr`Prix : 1 850 € par mois, hors taxes. Devis valable trois mois.`,
    ],
  },
  {
    worker: "courierInFives",
    kind: "entitlement",
    name: fr`Attestation de droits.pdf`,
    datedOn: -58,
    title: fr`Attestation de droits à l'assurance maladie`,
    paragraphs: [fr`Océane Dubrulle est couverte par le régime général, comme salariée.`],
  },
  {
    worker: "grocerInFives",
    kind: "quote",
    name: fr`Devis, chambre froide d'occasion.pdf`,
    datedOn: -15,
    title: fr`Devis : une chambre froide d'occasion`,
    paragraphs: [
      fr`Chambre froide positive de six mètres cubes, révisée, posée et mise en service : 2 400 €.`,
    ],
  },
  {
    worker: "bakerInLille",
    kind: "quote",
    name: fr`Location du four partagé.pdf`,
    datedOn: -10,
    title: fr`Location d'un four partagé`,
    paragraphs: [
      fr`Trois jours de location du four de l'atelier, énergie comprise : 320 €.`,
      fr`L'atelier fournit les plaques ; la farine reste à la charge du locataire.`,
    ],
  },
  {
    worker: "courierInBlancSeau",
    kind: "resume",
    name: fr`Présentation pour les commerces.pdf`,
    datedOn: -9,
    title: fr`Assia Zerrouki, livraisons à vélo à Tourcoing`,
    paragraphs: [
      fr`Vos commandes livrées en moins de quarante minutes, sans plateforme et sans moteur.`,
      fr`Une facture par mois, un seul numéro, une personne que vous connaissez.`,
    ],
  },
  {
    worker: "windowCleanerInLille",
    kind: "contract",
    name: fr`Convention de remplacement, projet.pdf`,
    datedOn: -3,
    title: fr`Convention de remplacement (projet)`,
    paragraphs: [
      fr`Chloé Vanhoutte confie ses clients pendant cinq semaines. Les prix et les jours de passage restent les mêmes, et les clients lui reviennent.`,
    ],
  },
  {
    worker: "mediatorInPontRompu",
    kind: "resume",
    name: fr`Déroulé de l'atelier démarches en ligne.pdf`,
    datedOn: -23,
    title: fr`Atelier : faire ses démarches en ligne`,
    paragraphs: [
      fr`Deux heures, six personnes, un ordinateur pour deux.`,
      fr`On part d'un courrier reçu par quelqu'un du groupe. Personne ne donne son mot de passe à personne.`,
    ],
  },
];
