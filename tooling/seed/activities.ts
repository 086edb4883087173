import { fr } from "./french.ts";
import { lambersart, lille, roubaix, villeneuveDAscq } from "./neighbourhoods.ts";

/**
 * Activities that somebody could start tomorrow, with their honest limits. Places and years come from
 * public sources, named above each activity. Costs are orders of magnitude chosen for the
 * demonstration, never measures. What it takes to start each one is in recipes.ts.
 */
export type ActivitySeed = {
  /** The last part of its address, which the directory makes from its title. */
  slug: string;
  title: string;
  summary: string;
  sector:
    | "delivery"
    | "craft"
    | "food"
    | "making"
    | "shared_place"
    | "group_purchase"
    | "garden"
    | "digital"
    | "care"
    | "other";
  description: string;
  requirements: string;
  steps: string;
  advantages: string;
  limits: string;
  /** Integer cents, both or neither. */
  startupCostCents: readonly [least: number, most: number] | null;
  resources: readonly { slug: string; usage: string }[];
  locations: readonly {
    communeCode: string;
    sinceYear: number | null;
    transferredFrom: string | null;
    description: string;
  }[];
  published: boolean;
};

const euros = (least: number, most: number) => [least * 100, most * 100] as const;

export const activities: readonly ActivitySeed[] = [
  {
    // lille.bike (genèse), vozer.fr (16 octobre 2020), apes-hdf.org et pop.eu.com (2022).
    slug: "livraison-a-velo-en-cooperative",
    title: "Livraison à vélo en coopérative",
    summary: fr`Livrer repas, courriers et colis à vélo-cargo, avec un logiciel qui appartient aux coursiers et un statut de salarié plutôt que la seule micro-entreprise.`,
    sector: "delivery",
    description: fr`
      À Lille, l'activité est née en 2015 en micro-entreprise, puis a rejoint Optéos en 2017 : le contrat d'entrepreneur salarié a permis d'y travailler à plusieurs. Lille Bike est devenue depuis une société coopérative (SCOP) qui appartient à ses livreurs.

      Les premiers clients réguliers sont des commerces et des professionnels : fleurs, courrier, pain, petits colis. La livraison de repas est venue en 2020, avec CoopCycle.`,
    requirements: fr`
      - Aimer rouler par tous les temps et connaître le code de la route.
      - Un vélo-cargo ou une remorque, une assurance professionnelle, un bon antivol.
      - Un téléphone et un forfait de données.
      - Un endroit sec et fermé pour garer et recharger les vélos.
      - Être au moins deux : seul, un arrêt de travail arrête tout.`,
    steps: fr`
      1. Roulez une semaine avec une équipe en place.
      2. Listez vingt commerces qui livrent déjà en voiture à moins de cinq kilomètres, et allez les voir.
      3. Signez un contrat d'accompagnement avec une coopérative d'activité et d'emploi.
      4. Testez avec deux ou trois clients fixes, factures à l'appui, sans application.
      5. Rejoignez la fédération CoopCycle quand le volume rend la répartition difficile à la main.
      6. Écrivez vos règles : partage des courses, pluie, casse, congés.`,
    advantages: fr`
      - Protection sociale du salariat et règles décidées ensemble.
      - Coût faible pour les petits volumes, délais courts en centre-ville.
      - Pas de commission versée à une plateforme : la marge reste dans la coopérative.
      - Une image que les commerces du quartier mettent en avant.`,
    limits: fr`
      - **Les revenus montent lentement.** Au démarrage de la livraison de repas, l'équipe lilloise disait ne pas encore pouvoir s'en payer ; en 2022, un coursier y travaillait à mi-temps faute de volume.
      - La prospection prend autant de temps que le vélo. Peu d'équipes ont une personne pour cela.
      - Un local en ville coûte cher et les baux précaires finissent un jour.
      - Le travail est physique : prévoyez les remplacements et l'entretien des vélos.
      - La licence de CoopCycle exclut la micro-entreprise seule : il faut une structure coopérative et salariée.`,
    startupCostCents: euros(1500, 9000),
    resources: [
      {
        slug: "coopcycle",
        usage: fr`Prise de commande, répartition des courses et suivi. Usage réservé aux coopératives : lisez la licence avant de vous engager.`,
      },
      {
        slug: "openstreetmap",
        usage: fr`Adresses et itinéraires cyclables ; les coursiers corrigent la carte au passage.`,
      },
      { slug: "dolibarr", usage: fr`Devis et factures tant que l'équipe est petite.` },
    ],
    locations: [
      {
        communeCode: lille.code,
        sinceYear: 2015,
        transferredFrom: null,
        description: fr`Lille Bike : micro-entreprise en 2015, hébergée par Optéos à partir de 2017, réseau CoopCycle en septembre 2020, aujourd'hui SCOP.`,
      },
      {
        communeCode: roubaix.code,
        sinceYear: 2020,
        transferredFrom: lille.code,
        description: fr`Le restaurant coopératif Baraka, à Roubaix, est l'un des deux premiers à rejoindre la livraison de repas de l'équipe lilloise, à l'automne 2020.`,
      },
    ],
    published: true,
  },
  {
    // 20minutes.fr (6 mai 2019), lille.fr « Quelques commerces fous de vélo ».
    slug: "artisans-a-velo",
    title: "Artisans à vélo",
    summary: fr`Plomberie, vitres, petite électricité, coiffure à domicile : intervenir à vélo en centre-ville, avec une plateforme coopérative à adapter de la livraison.`,
    sector: "craft",
    description: fr`
      Dans les rues étroites, une camionnette perd son temps à chercher une place. Un triporteur porte jusqu'à deux cents kilos et se gare devant la porte. À Lille, des artisans se font connaître depuis 2019 comme intervenant uniquement à vélo.

      L'idée travaillée ici : adapter CoopCycle, conçu pour des courses, à des rendez-vous. Une tournée devient une suite d'interventions avec une durée, un devis et un compte rendu. **Cette adaptation est un chantier, pas un outil prêt.**`,
    requirements: fr`
      - Un métier que l'on maîtrise, avec les qualifications et l'assurance décennale quand la loi les exige.
      - Un vélo-cargo équipé, avec coffre fermé.
      - Un fournisseur proche pour les pièces lourdes.`,
    steps: fr`
      1. Pesez votre outillage et séparez le courant de l'exceptionnel.
      2. Faites trois chantiers à vélo avant d'acheter.
      3. Regroupez les rendez-vous par quartier et par demi-journée.
      4. Montez un groupe d'au moins trois métiers pour vous renvoyer les clients.
      5. Décrivez ensemble ce qui manque à CoopCycle et proposez-le à la fédération.`,
    advantages: fr`
      - Pas de stationnement, pas de carburant, des horaires tenus.
      - Des clients que d'autres refusent faute de place.
      - Le groupe se partage l'atelier, l'accueil téléphonique et le vélo de secours.`,
    limits: fr`
      - Les gros chantiers restent hors de portée : il faut alors louer un véhicule.
      - Au-delà de cinq ou six kilomètres, le temps gagné se perd.
      - Vol et casse : l'assurance du matériel transporté est rare et chère.
      - Le logiciel n'existe pas encore : agenda partagé et téléphone en attendant.
      - L'usage de CoopCycle suppose une coopérative qui salarie.`,
    startupCostCents: euros(3000, 12000),
    resources: [
      {
        slug: "coopcycle",
        usage: fr`Base à adapter : la course devient une intervention, avec durée et devis. Chantier ouvert.`,
      },
      { slug: "dolibarr", usage: fr`Devis, factures et suivi des paiements.` },
      { slug: "openstreetmap", usage: fr`Regroupement des rendez-vous par quartier.` },
    ],
    locations: [
      {
        communeCode: lille.code,
        sinceYear: 2019,
        transferredFrom: null,
        description: fr`Des artisans se signalent comme intervenant à vélo depuis 2019, d'abord autour de l'hypercentre et des Bois-Blancs.`,
      },
    ],
    published: true,
  },
  {
    // linuxfr.org (2011), cerdd.org, projets.utopie-realiste.org.
    slug: "espace-de-coworking-associatif",
    title: "Espace de coworking associatif",
    summary: fr`Ouvrir un lieu de travail partagé, tenu par ses usagers, où les tâches et le mode d'emploi sont à tout le monde.`,
    sector: "shared_place",
    description: fr`
      Une dizaine de personnes louent ensemble un local, partagent la connexion, la cuisine et les tâches. Le lieu accueille des indépendants, des étudiants, des personnes en recherche d'emploi.

      À Lille, La Coroutine fonctionne ainsi depuis 2010 : association, autofinancement, mode d'emploi sur un wiki. Elle a commencé sur 70 m², puis s'est installée sur 170 m² avec plus de 40 membres.`,
    requirements: fr`
      - Un noyau de cinq à dix personnes prêtes à payer dès le premier mois.
      - Un local aux normes d'accueil du public, une assurance.
      - Une personne disponible une demi-journée par semaine pour les comptes et l'accueil.`,
    steps: fr`
      1. Travaillez ensemble un mois dans un café ou une salle prêtée.
      2. Fixez le budget : loyer, charges, assurance, connexion, divisés par les présents réels.
      3. Reprenez des statuts et un règlement déjà écrits, puis adaptez-les.
      4. Signez un bail court, avec une clause de sortie.
      5. Notez chaque règle au moment où vous la décidez.`,
    advantages: fr`
      - Un bureau abordable près de chez soi, et des collègues.
      - Des collaborations naissent sans programme d'animation.
      - Le mode d'emploi se transmet : un autre quartier peut recommencer.`,
    limits: fr`
      - L'équilibre se joue à quelques abonnements : un départ de trois personnes se voit.
      - Le bénévolat s'use. Si les tâches reposent toujours sur les mêmes, le lieu ferme.
      - Attirer des habitants du quartier demande plus qu'une porte ouverte.
      - Le télétravail a changé la demande depuis 2020 : vérifiez-la autour de vous.`,
    startupCostCents: euros(2000, 20000),
    resources: [
      { slug: "la-coroutine", usage: fr`Exemple lillois à visiter et à questionner.` },
      { slug: "movilab", usage: fr`Statuts, conventions et budgets d'autres lieux.` },
      { slug: "dolibarr", usage: fr`Adhésions, factures et trésorerie.` },
    ],
    locations: [
      {
        communeCode: lille.code,
        sinceYear: 2010,
        transferredFrom: null,
        description: fr`La Coroutine, association créée en 2010.`,
      },
    ],
    published: true,
  },
  {
    // cerdd.org (Superquinquin), lambersart.fr, france3 (2020).
    slug: "epicerie-participative",
    title: "Épicerie participative",
    summary: fr`Un magasin dont les clients sont propriétaires et donnent quelques heures par mois, pour manger mieux à prix contenu.`,
    sector: "food",
    description: fr`
      Chaque coopérateur prend des parts et travaille au magasin trois heures toutes les quatre semaines. En échange, il décide des produits et des marges. À Lille-Fives, Superquinquin a ouvert sur ce principe le 1er avril 2017, sur 200 m², puis a déménagé en 2020 dans un local quatre fois plus grand.

      Une épicerie de quartier peut commencer bien plus petit : un local prêté, une commande par quinzaine, des volontaires.`,
    requirements: fr`
      - Cent personnes au moins qui s'engagent avant l'ouverture.
      - Un local accessible, une chambre froide aux normes, les règles d'hygiène affichées et suivies.
      - Un plan de trésorerie sur dix-huit mois.
      - Un ou deux salariés dès que le magasin ouvre tous les jours.`,
    steps: fr`
      1. Créez une association de préfiguration et comptez les engagements.
      2. Commencez par un groupement d'achat : il apprend à commander et à compter.
      3. Choisissez un tarif de part accessible, avec un montant réduit pour les minima sociaux.
      4. Trouvez le local, chiffrez les travaux, déposez les demandes de prêt.
      5. Écrivez le planning des services avant d'ouvrir, pas après.`,
    advantages: fr`
      - Des produits choisis ensemble, vendus moins cher qu'ailleurs à qualité égale.
      - Un lieu de rencontre dans le quartier, des responsabilités partagées.
      - Des débouchés réguliers pour des producteurs proches.`,
    limits: fr`
      - **Le capital est élevé** : l'ouverture lilloise a été estimée à 200 000 €.
      - Le modèle attire d'abord des personnes déjà convaincues ; l'ouverture au quartier se travaille.
      - Le planning est fragile : services non tenus, rayons vides.
      - Le recours à des bénévoles dans un commerce doit être cadré avec un conseil juridique.
      - Le logiciel de caisse et de stocks demande des compétences rares.`,
    startupCostCents: euros(15000, 250000),
    resources: [
      {
        slug: "odoo-community",
        usage: fr`Achats, stocks, caisse et planning ; reprendre les modules d'autres magasins coopératifs plutôt que d'en écrire.`,
      },
      {
        slug: "open-food-network-france",
        usage: fr`Premières commandes groupées, avant d'avoir un magasin.`,
      },
    ],
    locations: [
      {
        communeCode: lille.code,
        sinceYear: 2017,
        transferredFrom: null,
        description: fr`Superquinquin, à Fives : 200 m² en 2017, un magasin plus grand rue Pierre-Legrand en 2020.`,
      },
      {
        communeCode: villeneuveDAscq.code,
        sinceYear: null,
        transferredFrom: lille.code,
        description: fr`Un second magasin, Superquinquin Val de Marque, a ouvert à Villeneuve-d'Ascq ; année à vérifier.`,
      },
    ],
    published: true,
  },
  {
    // cae.encommuns.org, « Développer une activité de brasseur en CAE » (19 septembre 2020).
    slug: "brasserie-au-design-libre",
    title: "Brasserie au design libre",
    summary: fr`Brasser de petites quantités avec une installation et des recettes documentées, que d'autres brasseurs peuvent refaire et améliorer.`,
    sector: "food",
    description: fr`
      On partage les plans de l'installation, les réglages, les recettes et les pannes. Plusieurs brasseurs accueillis en coopératives d'activité et d'emploi ont commencé à mettre en commun leurs réponses sur les statuts, les douanes et le matériel.

      L'installation peut rester modeste : des cuves de cinquante à quelques centaines de litres suffisent pour tester une gamme.`,
    requirements: fr`
      - Savoir brasser avec régularité et tenir un cahier de fabrication.
      - Un local facile à laver, de l'eau, une évacuation, une puissance électrique suffisante.
      - Le statut d'entrepositaire agréé auprès des douanes, au nom de la structure qui vend.
      - Une comptabilité matières : tout ce qui entre, tout ce qui sort.`,
    steps: fr`
      1. Parlez au service des douanes avant d'acheter la première cuve.
      2. Décidez avec la coopérative qui est déclaré : une seule structure par brasserie.
      3. Brassez dix fois la même recette et comparez.
      4. Publiez plans et recettes, avec une licence claire.
      5. Vendez d'abord en direct : marché, épicerie participative, fête de quartier.`,
    advantages: fr`
      - Un matériel compris est un matériel que l'on répare.
      - Les recettes voyagent : un autre quartier démarre plus vite.
      - Plusieurs marques peuvent sortir d'une même installation, si une seule structure déclare.`,
    limits: fr`
      - **Une brasserie ne se partage pas entre plusieurs déclarants** : l'entité qui vend doit être celle qui est déclarée aux douanes.
      - Brasser pour le compte d'une autre structure fait perdre le tarif réduit des petits producteurs.
      - Une cuve mal nettoyée contamine les brassins de tout le monde.
      - Le travail est lourd, la marge faible en dessous de quelques milliers de litres par an.
      - Les logiciels libres de brassage calculent les recettes, pas les droits à déclarer.
      - Règles relevées en septembre 2020 : vérifiez-les auprès des douanes.`,
    startupCostCents: euros(5000, 60000),
    resources: [
      { slug: "brewtarget", usage: fr`Calcul et échange des recettes au format BeerXML.` },
      {
        slug: "movilab",
        usage: fr`Publication des plans et des pannes, à côté d'autres ateliers.`,
      },
    ],
    locations: [],
    published: true,
  },
  {
    // tf1info.fr (3 juin 2015), cerdd.org, maydaymag.fr (Baraka).
    slug: "fablab-de-quartier",
    title: "Fablab de quartier",
    summary: fr`Un atelier ouvert avec des machines à commande numérique, où l'on apprend, l'on répare et l'on publie ce que l'on a fait.`,
    sector: "making",
    description: fr`
      Découpe laser, impression 3D, broderie, électronique : les machines attirent, mais c'est l'entraide qui fait tenir le lieu. Un atelier de quartier vise d'abord les habitants : réparer, fabriquer une pièce, découvrir un métier.

      En 2015, la métropole lilloise comptait déjà des ateliers d'école, un atelier privé et un atelier coopératif, celui du Mutualab.`,
    requirements: fr`
      - Une animatrice ou un animateur présent à chaque ouverture.
      - Un local ventilé, une installation électrique vérifiée, des règles de sécurité par machine.
      - Une assurance qui couvre l'usage par le public.
      - Un budget d'entretien, pas seulement d'achat.`,
    steps: fr`
      1. Commencez avec une imprimante, une brodeuse et un poste à souder.
      2. Formez par petits groupes et délivrez une autorisation par machine.
      3. Ouvrez deux plages fixes par semaine, dont une le soir.
      4. Demandez une fiche publiée pour chaque projet.
      5. Achetez la découpe laser quand la liste d'attente la réclame.`,
    advantages: fr`
      - On répare au lieu de jeter, on apprend en faisant.
      - Des prototypes à coût réduit pour des activités du quartier.
      - Les fiches publiées servent à d'autres ateliers.`,
    limits: fr`
      - **Le modèle économique reste incertain** : peu d'ateliers vivent de leurs seuls abonnements.
      - Sans présence humaine, les machines tombent en panne et les débutants repartent.
      - La documentation est la première tâche que l'on oublie.
      - Les machines vieillissent vite ; le filament et les lentilles se paient chaque mois.`,
    startupCostCents: euros(4000, 80000),
    resources: [
      {
        slug: "fab-manager",
        usage: fr`Réservations, formations, abonnements et fiches de projets.`,
      },
      { slug: "wikimedia", usage: fr`Photographies et plans versés sous licence libre.` },
      { slug: "movilab", usage: fr`Règlements, conventions et budgets d'autres ateliers.` },
    ],
    locations: [
      {
        communeCode: lille.code,
        sinceYear: null,
        transferredFrom: null,
        description: fr`L'atelier coopératif du Mutualab est cité par la presse en 2015. Ouverture actuelle à vérifier.`,
      },
      {
        communeCode: roubaix.code,
        sinceYear: null,
        transferredFrom: null,
        description: fr`La coopérative Baraka a accueilli un atelier d'éducation aux nouvelles technologies ; activité actuelle à vérifier.`,
      },
    ],
    published: true,
  },
  {
    // apropos.coopcircuits.fr, cerdd.org (commandes groupées à La Coroutine).
    slug: "groupement-d-achat",
    title: "Groupement d’achat",
    summary: fr`Commander ensemble à des producteurs proches, se retrouver pour la distribution et garder l'outil de vente entre ses mains.`,
    sector: "group_purchase",
    description: fr`
      Un groupe passe une commande commune toutes les une à quatre semaines. Le producteur livre une fois, le groupe répartit. C'est le plus simple des circuits courts, et souvent la première marche vers une épicerie participative.`,
    requirements: fr`
      - Dix foyers réguliers et deux producteurs d'accord sur un minimum de commande.
      - Un lieu couvert pour la distribution, deux heures par cycle.
      - Une personne pour relancer, une autre pour les comptes.`,
    steps: fr`
      1. Rendez visite aux producteurs et fixez le rythme avec eux.
      2. Ouvrez une boutique sur CoopCircuits et un premier cycle court.
      3. Encaissez à la commande : les impayés épuisent les groupes.
      4. Notez la part de chacun et faites tourner les rôles.
      5. Après trois cycles, demandez ce qui manque et ce qui pèse.`,
    advantages: fr`
      - Très peu d'argent pour commencer, et un effet immédiat.
      - Prix connus, producteurs rencontrés, moins d'emballages.
      - Une bonne école pour qui veut ensuite ouvrir un commerce.`,
    limits: fr`
      - **Ce n'est pas un emploi.** La marge paie au mieux quelques heures.
      - La fatigue arrive vers le sixième mois si les rôles ne tournent pas.
      - Le choix est étroit l'hiver.
      - Vendre à d'autres que ses membres change le cadre juridique et fiscal.`,
    startupCostCents: euros(0, 800),
    resources: [
      { slug: "open-food-network-france", usage: fr`Catalogue, cycles de commande et paiements.` },
      { slug: "communecter", usage: fr`Faire connaître le groupe et ses points de retrait.` },
    ],
    locations: [
      {
        communeCode: lille.code,
        sinceYear: null,
        transferredFrom: null,
        description: fr`Des usagers de La Coroutine ont organisé des commandes groupées de légumes auprès d'un producteur de la région.`,
      },
    ],
    published: true,
  },
  {
    // jardins-ajonc.fr, mcinformactions.net (2014), ajonc.org (presse 2011), lambersart.fr.
    slug: "jardin-partage",
    title: "Jardin partagé",
    summary: fr`Transformer une friche en jardin ouvert, cultivé ensemble, avec une clé pour chaque habitant qui s'engage.`,
    sector: "garden",
    description: fr`
      Les « jardins ouverts et néanmoins clôturés » sont nés à Lille. Celui des (Re)trouvailles, à Moulins, date de 1997. Il n'y a pas de parcelle individuelle : on conçoit, on plante et on entretient ensemble, et la porte est ouverte dès qu'un jardinier est là.

      Pour une personne accompagnée, le jardin est surtout un support d'animation rémunérée : ateliers, compost, visites.`,
    requirements: fr`
      - Une friche, et l'accord écrit de son propriétaire.
      - Une analyse du sol : beaucoup de friches urbaines ont un passé industriel.
      - Un point d'eau, une clôture, un coffre à outils.
      - Huit à dix habitants présents dès la conception.`,
    steps: fr`
      1. Repérez le terrain et parlez-en aux voisins avant la mairie.
      2. Faites analyser le sol ; s'il est pollué, cultivez en bacs.
      3. Signez une convention de trois ans au moins.
      4. Dessinez le jardin ensemble, plantez d'abord des arbres et des vivaces.
      5. Remettez une clé à chaque personne engagée, fixez les jours d'ouverture.`,
    advantages: fr`
      - Du lien de voisinage, pour tous les âges, sans savoir préalable.
      - De la fraîcheur et de la biodiversité dans des quartiers denses.
      - Des animations que collectivités et bailleurs peuvent financer.`,
    limits: fr`
      - **La récolte ne nourrit pas un foyer** et ne se vend pas.
      - La convention est précaire : un projet immobilier peut y mettre fin.
      - Deux ou trois personnes portent souvent tout ; leur départ laisse une friche.
      - L'animation rémunérée dépend de commandes publiques, renouvelées chaque année.`,
    startupCostCents: euros(500, 8000),
    resources: [
      {
        slug: "openstreetmap",
        usage: fr`Repérage des terrains, puis fiche du jardin avec ses horaires.`,
      },
      {
        slug: "l-atelier-paysan",
        usage: fr`Plans d'outils à construire, licence à vérifier avant tout usage.`,
      },
      { slug: "wikimedia", usage: fr`Fiches de plantes et photographies à reprendre.` },
    ],
    locations: [
      {
        communeCode: lille.code,
        sinceYear: 1997,
        transferredFrom: null,
        description: fr`Jardin des (Re)trouvailles, quartier Moulins.`,
      },
      {
        communeCode: roubaix.code,
        sinceYear: null,
        transferredFrom: lille.code,
        description: fr`Un jardin suit les mêmes principes rue de Lille, d'après la presse de 2011.`,
      },
      {
        communeCode: lambersart.code,
        sinceYear: null,
        transferredFrom: lille.code,
        description: fr`La ville annonce cinq jardins partagés animés avec les AJOnc.`,
      },
    ],
    published: true,
  },
  {
    // studylibfr.com (historique des Jantes du Nord), heureux-cyclage.org.
    slug: "atelier-velo-participatif",
    title: "Atelier vélo participatif",
    summary: fr`Apprendre à réparer son vélo avec des outils partagés et des pièces récupérées, puis vivre d'une partie de l'activité.`,
    sector: "making",
    description: fr`
      On ne répare pas à la place des gens : on leur apprend. Les adhésions, la vente de vélos remis en état et les ateliers chez d'autres structures font vivre le lieu.

      À Lille, des séances mensuelles ont commencé en 2005 au sein de l'association Droit au vélo. Elles sont devenues hebdomadaires, puis une association à part entière, Les Jantes du Nord.`,
    requirements: fr`
      - Deux mécaniciennes ou mécaniciens capables d'expliquer.
      - Un local de plain-pied, deux pieds d'atelier, un jeu d'outils complet.
      - Une filière de vélos abandonnés : bailleurs, déchetteries, ville.
      - Une responsabilité civile adaptée.`,
    steps: fr`
      1. Tenez dix séances en plein air ou dans une salle prêtée.
      2. Récupérez trente vélos avant de chercher un local.
      3. Fixez une adhésion basse, avec un tarif solidaire.
      4. Ouvrez un créneau réservé aux femmes et aux débutants.
      5. Vendez des ateliers aux écoles, bailleurs et entreprises : c'est là que se paie un salaire.`,
    advantages: fr`
      - Un moyen de transport réparable pour presque rien.
      - Des pièces et des vélos qui ne partent pas à la ferraille.
      - Un lieu où l'on vient pour un frein et où l'on reste pour aider.`,
    limits: fr`
      - **La permanence n'équilibre pas un salaire** : les prestations extérieures sont indispensables.
      - Le stockage déborde toujours.
      - L'accueil de tous les publics fatigue ; formez les bénévoles à dire non.
      - La concurrence des réparateurs à bas coût se voit dans la métropole depuis 2022.`,
    startupCostCents: euros(1500, 15000),
    resources: [
      {
        slug: "guides-et-wiki-de-l-heureux-cyclage",
        usage: fr`Guide d'essaimage, liste d'outillage, modèles de statuts.`,
      },
      { slug: "openstreetmap", usage: fr`Horaires et accès de l'atelier sur la carte.` },
      { slug: "dolibarr", usage: fr`Adhésions et reçus.` },
    ],
    locations: [
      {
        communeCode: lille.code,
        sinceYear: 2005,
        transferredFrom: null,
        description: fr`Séances de Droit au vélo à partir de 2005, puis Les Jantes du Nord.`,
      },
    ],
    published: true,
  },
  {
    // github.com/Covivo/mobicoop (README), mobicoop.fr, avise.org (2021).
    slug: "covoiturage-solidaire",
    title: "Covoiturage solidaire",
    summary: fr`Organiser les trajets des personnes sans voiture avec des conducteurs volontaires et une plateforme coopérative sans commission.`,
    sector: "other",
    description: fr`
      Un entretien à Seclin à sept heures, des courses sans bus : des conducteurs volontaires prennent des passagers, contre une participation aux frais. Une petite équipe met en relation par téléphone celles et ceux qui n'utilisent pas d'application.

      L'activité peut être portée par une personne accompagnée, rémunérée par une collectivité ou un bailleur pour l'animation.`,
    requirements: fr`
      - Quinze conducteurs dont le permis et l'assurance ont été vérifiés.
      - Une permanence téléphonique à heures fixes.
      - Une charte : participation aux frais, annulation, sécurité.
      - Un partenaire qui paie l'animation.`,
    steps: fr`
      1. Relevez les trajets manqués pendant un mois auprès des structures du quartier.
      2. Recrutez les conducteurs parmi les habitants et les salariés des zones d'activité.
      3. Démarrez au téléphone, avec un tableau partagé.
      4. Passez à la plateforme quand vous dépassez trente trajets par mois.
      5. Rendez compte chaque trimestre : trajets faits, trajets refusés.`,
    advantages: fr`
      - Un emploi, une formation ou un rendez-vous redeviennent possibles.
      - Presque pas d'investissement.
      - Aucune commission prise sur les trajets.`,
    limits: fr`
      - **Ce n'est pas un taxi** : au-delà du partage des frais, la loi change et l'assurance aussi.
      - Les horaires décalés trouvent peu de conducteurs.
      - Sans financeur pour l'animation, le service s'éteint en un an.
      - Une partie des personnes ne veut pas monter avec un inconnu : proposez un premier trajet accompagné.`,
    startupCostCents: euros(300, 5000),
    resources: [
      {
        slug: "mobicoop",
        usage: fr`Mise en relation et suivi des trajets ; module de transport solidaire.`,
      },
      { slug: "communecter", usage: fr`Annuaire des structures qui orientent les passagers.` },
    ],
    locations: [],
    published: true,
  },
  {
    slug: "mediation-numerique-en-logiciel-libre",
    title: "Médiation numérique en logiciel libre",
    summary: fr`Aider les habitants dans leurs démarches et remettre en service des ordinateurs, avec des logiciels que l'on peut donner.`,
    sector: "digital",
    description: fr`
      Deux métiers se renforcent : accompagner des personnes devant un écran, et leur remettre une machine qui marche. Les ordinateurs viennent de dons d'entreprises ou d'écoles ; un système libre leur rend quelques années.

      Les permanences se tiennent là où les gens vont déjà : centre social, pied d'immeuble, bibliothèque.`,
    requirements: fr`
      - De la patience, et une règle claire : on fait avec, on ne fait pas à la place.
      - Une convention avec chaque lieu d'accueil, un cadre pour les données personnelles.
      - Un poste de reconditionnement, des disques neufs, un endroit sec.
      - Une formation à l'accueil de publics qui lisent difficilement.`,
    steps: fr`
      1. Passez deux matinées dans une permanence existante.
      2. Faites-vous prêter dix machines et notez le temps passé sur chacune.
      3. Ouvrez une permanence par semaine dans un seul lieu, pendant trois mois.
      4. Proposez des ateliers courts : messagerie, pièces jointes, sauvegarde.
      5. Répondez aux commandes des bailleurs, de la métropole et des fondations.`,
    advantages: fr`
      - Un besoin visible dans tous les quartiers.
      - Aucune licence à payer, des machines que l'on peut dupliquer et donner.
      - Une activité qui s'additionne bien à une autre.`,
    limits: fr`
      - **Les financements sont courts** : une année, rarement deux.
      - On touche à des démarches sensibles : gardez la confidentialité, n'enregistrez aucun mot de passe.
      - Certaines démarches ou imprimantes résistent aux logiciels libres ; dites-le avant de donner la machine.
      - Le reconditionnement seul ne paie pas le temps passé.`,
    startupCostCents: euros(800, 6000),
    resources: [
      { slug: "emmabuntues", usage: fr`Système installé sur les machines données.` },
      { slug: "wikimedia", usage: fr`Contenus consultables, y compris hors connexion.` },
    ],
    locations: [],
    published: true,
  },
  {
    slug: "studio-video-et-media-de-quartier",
    title: "Studio vidéo et média de quartier",
    summary: fr`Filmer, monter et publier des récits d'activités avec des outils libres, pour que d'autres s'en saisissent.`,
    sector: "digital",
    description: fr`
      Une équipe de deux ou trois personnes réalise des portraits, des gestes de métier et des comptes rendus. Les films sont publiés sous licence libre sur un serveur PeerTube, avec sous-titres et transcription.

      C'est le premier outil du programme : montrer une activité fait plus pour sa diffusion qu'une plaquette.`,
    requirements: fr`
      - Une caméra ou un téléphone récent, deux micros-cravates, un pied.
      - Un ordinateur avec 16 Go de mémoire pour le montage.
      - Les autorisations écrites des personnes filmées.
      - Un calendrier de publication tenable : un film par mois vaut mieux que six d'un coup.`,
    steps: fr`
      1. Tournez trois portraits de trois minutes.
      2. Faites relire chaque film par la personne filmée.
      3. Ouvrez une chaîne sur un serveur existant, réglez la licence et les sous-titres.
      4. Écrivez la version texte : elle est lue par plus de monde que prévu.
      5. Relevez l'audience chaque mois, en gardant la source du chiffre.`,
    advantages: fr`
      - Peu de matériel, des compétences qui se vendent ensuite.
      - Les films restent disponibles et réutilisables.
      - La transcription rend le contenu accessible et trouvable.`,
    limits: fr`
      - **L'audience d'un serveur libre est faible** sans relais : lettres d'information, réseaux, projections.
      - Le montage prend dix fois la durée du tournage.
      - Les vues ne disent pas si quelqu'un s'est lancé : demandez-le.
      - Les commandes arrivent par à-coups ; gardez une autre source de revenu.`,
    startupCostCents: euros(1200, 7000),
    resources: [
      { slug: "peertube", usage: fr`Hébergement et diffusion des films.` },
      { slug: "kdenlive", usage: fr`Montage, titrage et sous-titres.` },
      { slug: "wikimedia", usage: fr`Dépôt des images réutilisables sur Wikimedia Commons.` },
    ],
    locations: [],
    published: true,
  },
  {
    slug: "conciergerie-de-quartier",
    title: "Conciergerie de quartier",
    summary: fr`Rendre de petits services payés à l'acte depuis un point d'accueil : colis, prêt d'outils, repassage, mise en relation.`,
    sector: "care",
    description: fr`
      Un comptoir ouvert à heures fixes reçoit les colis, prête des outils et oriente vers des habitants qui savent faire. La personne qui le tient additionne de petites prestations et des missions pour un bailleur.

      Fiche en cours d'écriture : deux essais sont prévus avant publication.`,
    requirements: fr`
      - Un pied d'immeuble bien placé, loué à un tarif social.
      - Une assurance pour les biens confiés.
      - Un bailleur ou une ville qui achète une mission d'accueil.`,
    steps: fr`
      1. Interrogez cinquante foyers sur trois services précis.
      2. Tenez le comptoir deux demi-journées par semaine pendant deux mois.
      3. Gardez les services demandés trois fois, abandonnez les autres.`,
    advantages: fr`
      - Des revenus modestes mais réguliers, au coin de la rue.
      - Une présence utile aux personnes isolées.`,
    limits: fr`
      - Chiffre d'affaires très dépendant d'un seul donneur d'ordre.
      - Les services à domicile suivent des règles particulières : déclaration, parfois agrément.`,
    startupCostCents: euros(1000, 10000),
    resources: [
      {
        slug: "communecter",
        usage: fr`Annuaire des habitants et des structures qui rendent service.`,
      },
      { slug: "dolibarr", usage: fr`Encaissements et factures au bailleur.` },
    ],
    locations: [],
    published: false,
  },
  {
    // wiki.vhelio.org.
    slug: "atelier-de-velos-utilitaires-aux-plans-libres",
    title: "Atelier de vélos utilitaires aux plans libres",
    summary: fr`Construire et entretenir des vélos utilitaires à partir de plans libres, pour les coursiers et les artisans du territoire.`,
    sector: "making",
    description: fr`
      L'atelier monte des véhicules documentés, forme leurs usagers et publie ses modifications. Les coursiers y gagnent un vélo qu'ils savent réparer.

      Fiche à l'étude : aucun atelier de ce type n'est encore recensé dans la métropole.`,
    requirements: fr`
      - Soudure ou assemblage, électricité basse tension, lecture de plans.
      - Un local de 80 m² avec rideau métallique.
      - Une convention avec l'association qui détient la marque, si vous l'utilisez.`,
    steps: fr`
      1. Participez à un montage collectif ailleurs en France.
      2. Construisez un premier véhicule pour un usage réel et suivez-le six mois.
      3. Publiez le temps passé, le coût des pièces et les modifications.`,
    advantages: fr`
      - Des plans libres, réutilisables même pour vendre.
      - Un entretien sur place, avec des pièces du commerce.`,
    limits: fr`
      - La réciprocité est forte : vos accessoires doivent être publiés sous la même licence.
      - L'homologation, l'assurance et la responsabilité du constructeur sont à étudier avant la première vente.`,
    startupCostCents: euros(6000, 40000),
    resources: [{ slug: "vhelio", usage: fr`Plans, listes de pièces et guides de montage.` }],
    locations: [],
    published: false,
  },
  {
    // apes-hdf.org, « Les logiciels PlateformCoop #1 : la réparation de vélos ». Sans limites : ne peut être publiée.
    slug: "reparation-de-velos-a-domicile",
    title: "Réparation de vélos à domicile",
    summary: fr`Aller réparer les vélos chez les gens et dans les entreprises, en groupe de réparateurs plutôt que chacun pour soi.`,
    sector: "craft",
    description: fr`
      Dans la métropole, un groupe de réparateurs s'est constitué avec l'Apes en 2022, face à l'arrivée d'une plateforme nationale. Il cherche un logiciel libre adapté à ses tournées.

      Fiche ouverte pendant le recensement : avantages et limites restent à écrire avec les réparateurs.`,
    requirements: "",
    steps: "",
    advantages: "",
    limits: "",
    startupCostCents: null,
    resources: [],
    locations: [],
    published: false,
  },
];
