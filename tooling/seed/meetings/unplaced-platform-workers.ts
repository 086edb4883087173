import { fr } from "../french.ts";
import type { MinutesByPerson } from "./line.ts";

export const unplacedPlatformWorkers: MinutesByPerson = {
  driverWithoutAddress: [
    [
      "2019-01-15",
      45,
      "office",
      fr`Jordan conduit pour une application et veut connaître ses droits avant tout. Il ne souhaite pas donner son adresse pour l'instant. On regarde ses relevés ensemble.`,
      fr`Apporter six mois de relevés.`,
      "2019-01-29",
    ],
    [
      "2019-07-02",
      40,
      "office",
      fr`Il a trouvé un contrat à durée indéterminée en transport de voyageurs. Il nous demande de garder ses conseils pour d'autres conducteurs.`,
    ],
  ],
  courierPassingBy: [
    [
      "2019-06-25",
      50,
      "third_place",
      fr`Sékou loue un compte d'application, ce qui le met en danger. Nous l'orientons vers une permanence juridique et gardons le lien pour la suite.`,
      fr`L'accompagner à la permanence juridique.`,
      "2019-07-02",
    ],
    [
      "2019-11-19",
      35,
      "third_place",
      fr`Sa situation administrative avance. Il part travailler près de Rouen. Fin de l'accompagnement, avec l'adresse d'une coopérative sur place.`,
    ],
  ],
  cleanerByApplication: [
    [
      "2019-09-24",
      60,
      "office",
      fr`Amandine nettoie des logements de courte durée, payée à la tâche. Elle calcule : 45 minutes payées pour une heure vingt de travail. Elle connaît deux propriétaires prêts à la payer directement.`,
      fr`Préparer un devis type.`,
      "2019-10-11",
    ],
    [
      "2020-02-18",
      45,
      "remote",
      fr`Quatre clients directs, plus d'application depuis janvier. Les clés et les produits coûtent plus que prévu ; on les ajoute au devis.`,
    ],
    [
      -52,
      45,
      "office",
      fr`Amandine pense rejoindre le groupe de Nouveau Roubaix. Elle veut garder ses clients et partager les remplacements. Adresse toujours non renseignée : je lui redemanderai si elle le souhaite.`,
      fr`Organiser la rencontre avec le groupe.`,
      -30,
    ],
  ],
  handymanByApplication: [
    [
      "2019-02-12",
      60,
      "office",
      fr`Bilal monte des meubles et fait du petit bricolage. Il est noté par une application qui a changé son algorithme : moitié moins de demandes. Il veut une clientèle de quartier.`,
      fr`Distribuer 200 cartes et noter les retours.`,
      "2019-03-05",
    ],
    [
      -490,
      45,
      "third_place",
      fr`La clientèle de quartier couvre les deux tiers de ses revenus. Il préfère continuer en micro-entreprise. Nous arrêtons là, en bons termes.`,
    ],
  ],
  translatorByApplication: [
    [
      "2019-10-22",
      50,
      "remote",
      fr`Tiago traduit pour deux plateformes, au mot, à des prix qui baissent. Il traduit aussi le guide d'Open Food Network, bénévolement. Piste : les organisations qui paient une relecture humaine.`,
      fr`Écrire à cinq coopératives de la région.`,
      "2019-11-08",
    ],
    [
      -662,
      40,
      "remote",
      fr`Deux contrats annuels signés. Il retourne vivre à Porto et clôt l'accompagnement. Le guide traduit reste en ligne.`,
    ],
  ],
};
