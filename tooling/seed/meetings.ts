import type { Day } from "./day.ts";
import { fr } from "./french.ts";
import type { PersonaName } from "./personas.ts";

/**
 * Minutes of meetings: short, useful to the next coach, without a word about health. Those of people
 * still accompanied count from the day of seeding, so that some next steps are late, due or soon.
 */
export type MeetingSeed = {
  worker: PersonaName;
  heldOn: Day;
  durationMinutes: number;
  place: "office" | "home" | "remote" | "third_place";
  summary: string;
  nextStep: string;
  nextStepOn: Day | null;
};

type Line = readonly [
  heldOn: Day,
  durationMinutes: number,
  place: MeetingSeed["place"],
  summary: string,
  nextStep?: string,
  nextStepOn?: Day,
];

const withPerson = (worker: PersonaName, lines: readonly Line[]): MeetingSeed[] =>
  lines.map(([heldOn, durationMinutes, place, summary, nextStep = "", nextStepOn = null]) => ({
    worker,
    heldOn,
    durationMinutes,
    place,
    summary,
    nextStep,
    nextStepOn,
  }));

export const meetings: readonly MeetingSeed[] = [
  ...withPerson("courierInBoisBlancs", [
    [
      "2019-01-21",
      75,
      "office",
      fr`Karim livre pour deux applications, environ 45 heures par semaine, sans visibilité d'un mois sur l'autre. Il veut un contrat et des clients à lui. Je lui présente le contrat d'entrepreneur salarié et l'équipe qui livre déjà à vélo.`,
      fr`Passer une matinée en tournée avec l'équipe de livraison.`,
      "2019-01-30",
    ],
    [
      "2019-03-12",
      60,
      "third_place",
      fr`Trois commerces d'accord pour un essai : deux fleuristes et une boulangerie. On calcule ensemble le prix d'une course : 6 € la laisserait à perte avec le retour à vide, 8,50 € tient.`,
      fr`Écrire une offre d'une page avec deux tarifs.`,
      "2019-03-22",
    ],
    [
      "2020-04-16",
      40,
      "remote",
      fr`Les commandes ont doublé depuis le confinement. Il tient, mais répond au téléphone en roulant. On fixe une heure d'appels le matin et un message d'accueil.`,
    ],
    [
      -96,
      60,
      "office",
      fr`Chiffre d'affaires stable sur six mois, un client parti sans prévenir. Karim forme deux nouveaux coursiers et ne compte pas ces heures : nous décidons de les inscrire à son compte.`,
      fr`Facturer les heures de formation du trimestre.`,
      -75,
    ],
    [
      -24,
      45,
      "third_place",
      fr`La ville prépare un marché de livraison pour les écoles. Karim veut répondre avec l'équipe de Roubaix. Il manque les attestations d'assurance et un mémoire technique.`,
      fr`Relire le mémoire technique avant le dépôt.`,
      -3,
    ],
  ]),
  ...withPerson("courierInFives", [
    [
      "2019-03-11",
      60,
      "office",
      fr`Océane livre le soir et étudie la journée. Elle veut arrêter les applications, pas le vélo. Premier calcul : quatre soirées par semaine avec des clients fixes lui suffiraient.`,
      fr`Rencontrer les restaurateurs de sa rue.`,
      "2019-03-29",
    ],
    [
      "2020-10-13",
      50,
      "third_place",
      fr`Elle a participé au lancement de la livraison de repas. Les commandes restent rares en semaine. Elle propose des créneaux groupés le vendredi et le samedi plutôt qu'une présence tous les soirs.`,
      fr`Tester les créneaux groupés pendant six semaines.`,
      "2020-11-27",
    ],
    [
      -58,
      45,
      "remote",
      fr`Océane répartit désormais les courses de l'équipe deux jours par semaine. Elle demande une formation à l'outil et un temps payé pour l'écrire.`,
      fr`Inscrire Océane à la prochaine session de la fédération.`,
      6,
    ],
    [
      -13,
      30,
      "third_place",
      fr`Point rapide : mode d'emploi de la répartition commencé, quatre pages. Deux coursiers l'ont relu et n'ont pas compris la partie sur les retards ; elle la réécrit.`,
      fr`Publier la première version du mode d'emploi.`,
      9,
    ],
  ]),
  ...withPerson("courierInRoubaix", [
    [
      "2019-02-18",
      70,
      "office",
      fr`Orienté par son conseiller emploi. Lassana a une remorque et connaît bien Roubaix et Croix. Son contrat d'application a été coupé sans explication ; nous rassemblons les pièces pour une réclamation.`,
      fr`Envoyer la réclamation avec la copie des échanges.`,
      "2019-02-25",
    ],
    [
      "2019-09-24",
      45,
      "third_place",
      fr`Premières factures avec deux épiceries et un traiteur. Il livre à perte les lundis : on supprime ce jour et on regroupe le mardi.`,
    ],
    [
      "2020-09-08",
      50,
      "office",
      fr`Bilan avant la sortie : Lassana est embauché par une entreprise de logistique à vélo à Roubaix. Il garde le contact avec l'équipe pour les remplacements.`,
    ],
  ]),
  ...withPerson("driverInMoulins", [
    [
      "2019-04-15",
      80,
      "office",
      fr`Inès conduit avec une licence louée : après la location, le carburant et la commission, il lui reste moins que le salaire minimum horaire. Elle veut passer au transport de personnes pour des associations.`,
      fr`Comparer les charges réelles sur trois mois.`,
      "2019-05-06",
    ],
    [
      "2019-06-25",
      60,
      "home",
      fr`Le tableau des charges est sans appel. Piste retenue : un service de trajets accompagnés pour deux maisons de quartier. Nous relisons ce que permet le covoiturage et ce qu'il interdit.`,
      fr`Prendre rendez-vous avec la maison de quartier de Moulins.`,
      "2019-07-05",
    ],
    [
      "2020-03-10",
      40,
      "office",
      fr`Le projet s'arrête : le financeur pressenti ne suit pas. Inès a trouvé un poste de conductrice de transport scolaire. Fin de l'accompagnement fin mars.`,
    ],
  ]),
  ...withPerson("courierInTourcoing", [
    [
      "2019-05-27",
      60,
      "office",
      fr`Kévin a 21 ans, livre depuis huit mois, sans assurance professionnelle. On règle cela d'abord, puis on regarde ses relevés : un tiers des heures ne sont pas payées.`,
      fr`Souscrire l'assurance et envoyer l'attestation.`,
      "2019-06-07",
    ],
    [
      "2019-09-17",
      45,
      "third_place",
      fr`Essai avec l'équipe lilloise, trois samedis. Il apprécie le groupe, moins les trajets depuis Tourcoing. Il hésite avec une formation de mécanicien cycles.`,
      fr`Visiter le centre de formation.`,
      "2019-10-04",
    ],
    [
      "2019-12-17",
      30,
      "remote",
      fr`Inscription en formation de mécanicien confirmée pour janvier. Il arrête les livraisons. Nous clôturons l'accompagnement ; il peut revenir après son diplôme.`,
    ],
  ]),
  ...withPerson("homeHelpInNouveauRoubaix", [
    [
      "2019-06-11",
      75,
      "home",
      fr`Fatoumata fait des ménages et de la garde par deux applications. Elle voudrait travailler à plusieurs, dans son quartier, avec des horaires choisis. Elle connaît cinq femmes intéressées.`,
      fr`Réunir le groupe autour d'un café.`,
      "2019-06-28",
    ],
    [
      "2019-11-19",
      60,
      "third_place",
      fr`Le groupe se réunit tous les quinze jours. Elles ont listé leurs services et leurs prix. Les services à la personne demandent une déclaration : je prépare une note simple.`,
      fr`Remettre la note sur la déclaration.`,
      "2019-12-03",
    ],
    [
      -110,
      60,
      "office",
      fr`Le groupe compte huit personnes et trois clients réguliers. Un bailleur demande une présence en pied d'immeuble. Fatoumata craint de dépendre d'un seul client ; elle a raison, on cherche le deuxième.`,
      fr`Contacter deux autres bailleurs.`,
      -80,
    ],
    [
      -12,
      50,
      "third_place",
      fr`Réponse positive d'un bailleur pour un essai de deux demi-journées par semaine. Il faut un règlement pour les objets confiés. Nous partons de celui d'une autre conciergerie.`,
      fr`Faire relire le règlement par l'assureur.`,
      4,
    ],
  ]),
  ...withPerson("craftsmanInHem", [
    [
      "2018-12-03",
      60,
      "office",
      fr`Rachid est plombier, vingt ans de métier. Il prend des dépannages par une application qui retient une commission élevée. Il intervient à vélo en centre-ville depuis l'été et ne reviendra pas en arrière.`,
      fr`Lister les interventions possibles sans camionnette.`,
      "2018-12-14",
    ],
    [
      "2019-05-14",
      60,
      "third_place",
      fr`Réunion avec une électricienne et un vitrier : ils veulent une page commune. Rachid décrit ce qui manque à CoopCycle pour des rendez-vous : durée, devis, photos.`,
      fr`Envoyer la description à la fédération.`,
      "2019-05-31",
    ],
    [
      "2020-06-09",
      45,
      "remote",
      fr`La fédération a répondu : intérêt réel, personne pour développer. Le groupe garde un agenda partagé. Je note le besoin pour le recensement.`,
    ],
    [
      -67,
      60,
      "office",
      fr`Cinq artisans dans le groupe. Les devis partent en deux jours au lieu de cinq depuis qu'ils se relaient. Rachid voudrait un local commun pour les pièces.`,
      fr`Visiter un garage à Hem avec le groupe.`,
      -40,
    ],
    [
      -20,
      45,
      "home",
      fr`Le garage est trop humide. Autre piste : partager l'entrepôt des coursiers à Roubaix, deux casiers fermés. Loyer à négocier.`,
      fr`Proposer une convention d'un an aux coursiers.`,
      0,
    ],
  ]),
  ...withPerson("grocerInFives", [
    [
      "2019-02-05",
      70,
      "office",
      fr`Justine vend des paniers le week-end et livre par une application en semaine. Elle veut un groupement d'achat dans son immeuble, puis un petit commerce. Elle a déjà quinze foyers.`,
      fr`Ouvrir un premier cycle de commande.`,
      "2019-02-22",
    ],
    [
      "2019-10-22",
      60,
      "third_place",
      fr`Sixième cycle, trente-deux foyers. La préparation prend une journée entière, non payée. Nous décidons d'une marge affichée de 8 %, expliquée aux membres.`,
    ],
    [
      "2020-05-19",
      45,
      "remote",
      fr`Demande très forte ce printemps, producteurs débordés. Elle a refusé quatorze foyers plutôt que de mal servir. On réfléchit à un second point de retrait tenu par quelqu'un d'autre.`,
      fr`Former une deuxième personne à la préparation.`,
      "2020-06-12",
    ],
    [
      -82,
      75,
      "office",
      fr`Projet d'épicerie participative : 90 engagements signés, il en faut 120 pour la banque. Le prévisionnel oublie les pertes de produits frais ; on ajoute 4 %.`,
      fr`Corriger le prévisionnel et le présenter au conseil.`,
      -61,
    ],
    [
      -9,
      60,
      "office",
      fr`104 engagements. Le local de la rue Pierre-Legrand est encore libre, bail à négocier avant la fin du mois. Justine hésite à se porter caution : nous écartons cette solution.`,
      fr`Rencontrer le bailleur avec la direction.`,
      2,
    ],
  ]),
  ...withPerson("developerInWattrelos", [
    [
      "2019-09-10",
      60,
      "third_place",
      fr`Ibrahima prend des missions de développement sur une plateforme et corrige CoopCycle sur son temps libre. Il voudrait que ce soit payé. On liste les coopératives qui ont déjà financé une fonction.`,
      fr`Écrire une offre de maintenance d'une page.`,
      "2019-09-30",
    ],
    [
      "2020-02-11",
      50,
      "office",
      fr`Deux coopératives cofinancent une correction : six jours. Premier contrat sans plateforme. Il documente en français ce qu'il a appris.`,
    ],
    [
      -49,
      60,
      "remote",
      fr`Trois clients réguliers. Il refuse une mission trop longue qui l'éloignerait des communs. Son temps donné dépasse deux jours par mois : il veut le compter.`,
      fr`Inscrire ses contributions du trimestre.`,
      -21,
    ],
    [
      -16,
      40,
      "third_place",
      fr`Contributions inscrites. Il propose un atelier pour apprendre à signaler un défaut, ouvert aux coursiers.`,
      fr`Fixer la date de l'atelier avec les coursiers.`,
      12,
    ],
  ]),
  ...withPerson("mechanicInMons", [
    [
      "2019-03-05",
      60,
      "office",
      fr`Élodie répare des vélos par une application de dépannage et anime un atelier bénévole. Elle veut ouvrir un atelier participatif à Mons. Le local est le point dur.`,
      fr`Demander la liste des cellules vides au bailleur.`,
      "2019-03-19",
    ],
    [
      "2019-10-01",
      45,
      "third_place",
      fr`Dix séances en plein air, 140 réparations selon son cahier. La ville propose une salle le mercredi. Elle prépare une offre d'ateliers pour les entreprises.`,
    ],
    [
      "2021-06-15",
      60,
      "office",
      fr`Bilan : l'association emploie Élodie à trois quarts de temps, payée surtout par les ateliers en entreprise. Sortie au 30 juin, elle devient partenaire.`,
    ],
  ]),
  ...withPerson("videographerInTourcoing", [
    [
      "2019-10-15",
      60,
      "third_place",
      fr`Yacine monte des vidéos pour une plateforme, à la tâche. Il veut filmer des métiers de son quartier. L'équipe média cherche justement un monteur trois jours par mois.`,
      fr`Tourner un portrait d'essai.`,
      "2019-11-08",
    ],
    [
      "2020-01-28",
      45,
      "office",
      fr`Deux portraits publiés, sous-titrés. Le rythme d'un film par mois est tenable, deux ne l'est pas. Il apprend à publier sur PeerTube.`,
    ],
    [
      "2020-11-24",
      50,
      "remote",
      fr`Les commandes ont repris. Yacine rejoint un collectif de réalisation à Lille et sort de l'accompagnement en décembre. Il laisse ses modèles de titres sous licence libre.`,
    ],
  ]),
  ...withPerson("coworkingFounder", [
    [
      "2019-01-15",
      60,
      "third_place",
      fr`Claire accompagne des ouvertures de lieux et documente sur Movilab. Elle sous-estime son temps : 11 jours facturés pour 19 travaillés sur le dernier chantier.`,
      fr`Reprendre sa grille de prix.`,
      "2019-02-01",
    ],
    [
      "2019-11-12",
      45,
      "office",
      fr`Nouvelle grille acceptée par ses deux clients. Elle forme trois porteurs de lieux du Pas-de-Calais et publie le déroulé.`,
    ],
    [
      -71,
      45,
      "remote",
      fr`Année correcte, agenda plein jusqu'à l'été. Claire veut transmettre : elle cherche un binôme à former sur un lieu à Loos.`,
      fr`Rédiger l'annonce du binôme.`,
      -45,
    ],
    [
      -28,
      40,
      "third_place",
      fr`Deux candidatures sérieuses. Elle propose une semaine d'essai payée. On relit ensemble le contrat entre elles et la coopérative.`,
      fr`Décider avec Claire après la semaine d'essai.`,
      7,
    ],
  ]),
  ...withPerson("brewerInLambersart", [
    [
      "2019-03-26",
      75,
      "office",
      fr`Antoine brasse depuis dix ans et publie ses plans. Il veut vendre. Première question : qui est déclaré aux douanes, lui ou la coopérative ? Nous écrivons au service.`,
      fr`Écrire au service des douanes.`,
      "2019-04-05",
    ],
    [
      "2019-12-10",
      60,
      "home",
      fr`Visite de l'installation : propre, bien pensée, trop petite pour vivre. Il vise 5 000 litres par an avec une deuxième cuve. Le prévisionnel reste négatif la première année.`,
      fr`Chiffrer la deuxième cuve d'occasion.`,
      "2020-01-15",
    ],
    [
      "2022-01-18",
      60,
      "office",
      fr`Fin de parcours : Antoine crée sa société avec une associée, la déclaration est à son nom. Plans et recettes restent publiés. Il accepte de recevoir un brasseur par an.`,
    ],
  ]),
  ...withPerson("wikimedianInVilleneuve", [
    [
      "2019-02-12",
      60,
      "office",
      fr`Magdalena anime des ateliers d'écriture dans les médiathèques, surtout bénévolement. Elle veut en vivre à mi-temps. On sépare ce qui se vend (la formation) de ce qui se donne (la contribution).`,
      fr`Écrire le programme d'une journée de formation.`,
      "2019-03-01",
    ],
    [
      "2020-01-14",
      45,
      "third_place",
      fr`Quatre journées vendues, une convention avec deux communes. Elle photographie les ateliers et verse les images sur Wikimedia Commons.`,
    ],
    [
      -103,
      45,
      "office",
      fr`Onze formations dans l'année. Elle prépare une série sur les métiers du quartier, avec les personnes accompagnées. Chaque page demandera deux sources publiées.`,
      fr`Choisir les cinq premiers métiers.`,
      -90,
    ],
    [
      -33,
      40,
      "remote",
      fr`Trois pages écrites, une refusée faute de sources. Leçon retenue : commencer par la recherche en bibliothèque.`,
      fr`Organiser une séance à la médiathèque.`,
      -5,
    ],
  ]),
  ...withPerson("makerInLoos", [
    [
      "2019-05-07",
      60,
      "third_place",
      fr`Baptiste conçoit des accessoires de vélo et les fabrique en atelier partagé. Il donne les plans, vend le montage. Prix trop bas : il oublie le temps de réglage.`,
      fr`Chronométrer trois montages.`,
      "2019-05-24",
    ],
    [
      "2019-10-29",
      45,
      "third_place",
      fr`Le montage prend 3 h 10, pas deux. Nouveau prix affiché, aucune commande perdue. Il prépare une fiche publiée par accessoire.`,
    ],
    [
      "2020-06-16",
      50,
      "remote",
      fr`Baptiste part enseigner en lycée professionnel à la rentrée. Il laisse neuf fiches complètes. Fin de l'accompagnement.`,
    ],
  ]),
  ...withPerson("gardenerInFaches", [
    [
      "2019-11-12",
      60,
      "office",
      fr`Linh crée et anime des jardins. Elle a trois commandes, toutes au printemps. On cherche des activités d'hiver : formation, taille, compost.`,
      fr`Proposer un cycle d'hiver à deux écoles.`,
      "2019-12-06",
    ],
    [
      "2020-06-23",
      45,
      "third_place",
      fr`Chantiers annulés au printemps, reportés à l'automne. Elle a mis en ligne un agenda du jardin, repris par deux associations.`,
    ],
    [
      -44,
      50,
      "third_place",
      fr`Une convention de trois ans signée pour un jardin à Ronchin. L'analyse du sol montre du plomb : culture en bacs, surcoût de 2 400 € à faire accepter.`,
      fr`Envoyer le devis des bacs au propriétaire.`,
      -18,
    ],
    [
      -7,
      30,
      "remote",
      fr`Devis accepté pour les deux tiers. Linh propose de construire les bacs avec les habitants pour combler le reste.`,
      fr`Réserver l'atelier bois pour deux samedis.`,
      0,
    ],
  ]),
  ...withPerson("driverWithoutAddress", [
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
  ]),
  ...withPerson("courierPassingBy", [
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
  ]),
  ...withPerson("cleanerByApplication", [
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
  ]),
  ...withPerson("handymanByApplication", [
    [
      "2019-02-12",
      60,
      "office",
      fr`Bilal monte des meubles et fait du petit bricolage. Il est noté par une application qui a changé son algorithme : moitié moins de demandes. Il veut une clientèle de quartier.`,
      fr`Distribuer 200 cartes et noter les retours.`,
      "2019-03-05",
    ],
    [
      "2020-02-18",
      45,
      "third_place",
      fr`La clientèle de quartier couvre les deux tiers de ses revenus. Il préfère continuer en micro-entreprise. Nous arrêtons là, en bons termes.`,
    ],
  ]),
  ...withPerson("translatorByApplication", [
    [
      "2019-10-22",
      50,
      "remote",
      fr`Tiago traduit pour deux plateformes, au mot, à des prix qui baissent. Il traduit aussi le guide d'Open Food Network, bénévolement. Piste : les organisations qui paient une relecture humaine.`,
      fr`Écrire à cinq coopératives de la région.`,
      "2019-11-08",
    ],
    [
      "2020-08-25",
      40,
      "remote",
      fr`Deux contrats annuels signés. Il retourne vivre à Porto et clôt l'accompagnement. Le guide traduit reste en ligne.`,
    ],
  ]),
  ...withPerson("courierInBlancSeau", [
    [
      -70,
      70,
      "office",
      fr`Assia livre depuis un an, avec un vélo loué. Elle a été déconnectée une semaine sans motif. Elle veut un revenu prévisible et rester à Tourcoing.`,
      fr`Rassembler ses relevés et le contrat de location.`,
      -56,
    ],
    [
      -41,
      60,
      "third_place",
      fr`La location du vélo coûte plus que son achat sur dix-huit mois. On compare trois modèles et une aide à l'achat. Deux commerces de la Grand-Place ont pris son numéro.`,
      fr`Déposer la demande d'aide à l'achat.`,
      -14,
    ],
    [
      -6,
      45,
      "third_place",
      fr`Demande d'aide pas encore déposée, il manque un devis. Premier essai avec un traiteur : trois livraisons, bon accueil.`,
      fr`Envoyer le devis manquant.`,
      0,
    ],
  ]),
  ...withPerson("mediatorInPontRompu", [
    [
      -198,
      60,
      "office",
      fr`Hugo tient une permanence bénévole au centre social et remet en état des ordinateurs. Il veut en faire un emploi. Première étape : compter le temps passé par machine.`,
      fr`Remplir le relevé pendant un mois.`,
      -165,
    ],
    [
      -120,
      50,
      "third_place",
      fr`Relevé fait : 2 h 40 par machine, donc pas rentable seul. Les ateliers payés par le bailleur le sont. Hugo inverse l'ordre : ateliers d'abord, machines ensuite.`,
      fr`Écrire une offre de quatre ateliers.`,
      -100,
    ],
    [
      -23,
      45,
      "remote",
      fr`Offre acceptée par un bailleur pour deux résidences. Il demande un modèle de fiche de confidentialité pour les démarches en ligne.`,
      fr`Lui envoyer le modèle de fiche.`,
      -9,
    ],
  ]),
  ...withPerson("windowCleanerInLille", [
    [
      -128,
      60,
      "office",
      fr`Chloé lave les vitres des commerces du centre, à vélo, et prend le reste par une application. Elle refuse du travail faute de remplaçante. Bonne candidate pour le groupe d'artisans.`,
      fr`La présenter au groupe d'artisans.`,
      -110,
    ],
    [
      -62,
      45,
      "third_place",
      fr`Elle a rejoint le groupe d'artisans. Ses prix sont 20 % sous ceux des autres ; on les relève en deux fois. Un client sur neuf a râlé.`,
      fr`Vérifier l'effet des nouveaux prix.`,
      -20,
    ],
    [
      -18,
      30,
      "remote",
      fr`Aucun client perdu. Chloé n'a pris qu'une semaine de repos cette année : nous organisons un échange de remplacements avec Rachid.`,
      fr`Fixer les semaines de remplacement.`,
      16,
    ],
  ]),
  ...withPerson("bakerInLille", [
    [
      -380,
      75,
      "home",
      fr`Emre fait du pain au levain dans un fournil prêté et livre par une application. Il voudrait vendre à des groupements d'achat. Le fournil n'est pas aux normes pour augmenter.`,
      fr`Chiffrer la mise aux normes.`,
      -350,
    ],
    [
      -240,
      60,
      "third_place",
      fr`Mise aux normes : 9 000 €, trop pour lui seul. Piste d'un fournil partagé avec deux autres boulangers. Il publie ses fiches de recettes et de pesée.`,
    ],
    [
      -85,
      60,
      "office",
      fr`Fournil partagé trouvé à Wazemmes, trois nuits par semaine. Soixante pains par fournée, vendus d'avance à deux groupements.`,
      fr`Signer la convention d'usage du fournil.`,
      -70,
    ],
    [
      -31,
      45,
      "office",
      fr`Premier mois à l'équilibre. La livraison par application est arrêtée. Il s'inquiète du prix de l'électricité : on ajoute une ligne au contrat avec les groupements.`,
      fr`Faire le point sur le deuxième mois.`,
      1,
    ],
  ]),
  ...withPerson("solarBikeBuilder", [
    [
      -294,
      60,
      "third_place",
      fr`Maëlle a construit un véhicule utilitaire en atelier collectif et veut en monter d'autres. Questions ouvertes : homologation, assurance, responsabilité. Nous séparons le montage accompagné de la vente.`,
      fr`Demander un avis à l'assureur de la coopérative.`,
      -270,
    ],
    [
      -160,
      60,
      "third_place",
      fr`L'assureur couvre les ateliers, pas la vente. Trois personnes inscrites pour un montage en juin. Elle publie ses modifications du porte-charge.`,
    ],
    [
      -37,
      45,
      "remote",
      fr`Montage terminé, deux véhicules roulent. Les coursiers en essaient un pendant un mois et notent tout. La commune d'Emmerin lui demande une démonstration.`,
      fr`Recueillir le carnet d'essai des coursiers.`,
      -2,
    ],
  ]),
  ...withPerson("newcomerWithoutCommune", [
    [
      -15,
      60,
      "office",
      fr`Première rencontre. Rokhaya relit et illustre des articles sur Wikipédia depuis le lycée. Elle cherche comment en faire une activité : formation, documentation, photographie ? Nous partons de ce qu'elle aime faire.`,
      fr`Assister à un atelier de Magdalena.`,
      3,
    ],
  ]),
];

/** Appointments of the day, to come, and one that nobody has told yet. */
export type AppointmentSeed = {
  worker: PersonaName;
  heldOn: number;
  startTime: string;
  durationMinutes: number;
  place: MeetingSeed["place"];
  placeDetail: string;
  /** Codes of the list of themes. */
  themes: readonly string[];
};

const appointment = (
  worker: PersonaName,
  heldOn: number,
  startTime: string,
  place: MeetingSeed["place"],
  placeDetail: string,
  themes: readonly string[],
  durationMinutes = 60,
): AppointmentSeed => ({
  worker,
  heldOn,
  startTime,
  durationMinutes,
  place,
  placeDetail,
  themes,
});

export const appointments: readonly AppointmentSeed[] = [
  appointment("windowCleanerInLille", -1, "16:00", "office", "", ["sales"], 45),
  appointment("grocerInFives", 0, "09:30", "office", fr`Bureau 2`, ["project", "management"]),
  appointment("bakerInLille", 0, "11:00", "remote", "", ["management"], 45),
  appointment("newcomerWithoutCommune", 0, "14:30", "office", fr`Bureau 2`, ["project", "rights"]),
  appointment("wikimedianInVilleneuve", 1, "10:00", "third_place", fr`Mutualab, Lille`, [
    "commons",
  ]),
  appointment("solarBikeBuilder", 3, "15:00", "third_place", fr`Atelier d'Emmerin`, ["project"]),
  appointment("courierInFives", 7, "09:00", "office", "", ["rights"], 45),
  appointment("homeHelpInNouveauRoubaix", 0, "10:00", "home", "", ["cooperation"]),
  appointment("mediatorInPontRompu", 2, "14:00", "office", "", ["sales", "digital"], 45),
];

/** Who did not come, and what was tried: three times in a row, then an excuse. */
export const absences: readonly {
  worker: PersonaName;
  heldOn: number;
  attendance: "absent" | "excused";
  summary: string;
}[] = [
  {
    worker: "coworkingFounder",
    heldOn: -20,
    attendance: "absent",
    summary: fr`Pas venue, pas de message.`,
  },
  {
    worker: "coworkingFounder",
    heldOn: -12,
    attendance: "absent",
    summary: fr`Deux appels sans réponse, un message laissé.`,
  },
  { worker: "coworkingFounder", heldOn: -5, attendance: "absent", summary: "" },
  {
    worker: "wikimedianInVilleneuve",
    heldOn: -4,
    attendance: "excused",
    summary: fr`Un atelier déplacé au même moment ; rendez-vous repris aussitôt.`,
  },
];
