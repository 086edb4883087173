import type { OpenResourceInput } from "@essaim/directory/open-resource.schema";
import { fr } from "./french.ts";

/**
 * Real commons. What is said of each was checked against its own repository or site, or against the press
 * named beside it; what could not be checked says « à vérifier ».
 */
export type OpenResourceSeed = {
  /** The last part of its address, which the directory makes from its name. */
  slug: string;
  kind: "software" | "hardware" | "knowledge" | "data" | "platform" | "place";
  name: string;
  summary: string;
  description: string;
  /** SPDX expression, or null when it could not be checked or when a licence makes no sense. */
  licenceExpression: string | null;
  licenceNote: string;
  websiteUrl: string | null;
  sourceUrl: string | null;
  documentationUrl: string | null;
  contributionGuide: string;
  published: boolean;
} & Partial<Pick<OpenResourceInput, "usageGuide" | "governance" | "needs" | "links" | "english">>;

export const openResources: readonly OpenResourceSeed[] = [
  {
    // github.com/coopcycle/coopcycle-web: README, section License.
    slug: "coopcycle",
    kind: "platform",
    name: "CoopCycle",
    summary: fr`Logiciel et fédération de coopératives de livraison à vélo : commandes, répartition des courses et application des coursiers, réservés aux coopératives.`,
    description: fr`
      CoopCycle réunit un logiciel et une fédération. Le logiciel prend les commandes, répartit les courses et suit les livraisons. La fédération mutualise des moyens entre coopératives de livraison à vélo : une coopérative seule n'a pas à porter l'outil.

      Chaque ville peut avoir sa propre instance. Les coursiers possèdent ainsi la plateforme pour laquelle ils travaillent.

      - Le logiciel est développé en continu depuis 2016.
      - Le premier usage en production date de 2018, chez Molenbike à Bruxelles.
      - Le géocodage des adresses repose sur OpenStreetMap.`,
    licenceExpression: "LicenseRef-Coopyleft",
    licenceNote: fr`Ce n'est pas une licence libre : le code est lisible et modifiable, mais l'usage commercial est réservé aux structures de l'économie sociale et solidaire qui suivent un modèle coopératif où les travailleurs sont salariés. Texte de référence : wiki.coopcycle.org.`,
    websiteUrl: "https://coopcycle.org",
    sourceUrl: "https://github.com/coopcycle/coopcycle-web",
    documentationUrl: "https://github.com/coopcycle/coopcycle-web/wiki",
    contributionGuide: fr`
      - Signalez un défaut ou proposez une correction sur le dépôt, après lecture de CONTRIBUTING.md.
      - Traduisez l'interface ou complétez la documentation.
      - Rejoignez la fédération avec votre coopérative et prenez part à ses décisions.`,
    usageGuide: fr`
      - Commencez sans logiciel : deux ou trois clients fixes, un agenda partagé.
      - Rejoignez la fédération, qui mutualise l'outil entre coopératives, plutôt que d'installer seul.
      - Vérifiez que votre statut entre dans la licence avant de vous engager.`,
    governance: fr`La fédération réunit des coopératives de livraison à vélo, qui prennent part à ses décisions. Les coursiers possèdent ainsi la plateforme pour laquelle ils travaillent.`,
    needs: fr`
      - Des traductions et de la documentation en français.
      - Une adaptation aux artisans, pour qui une course est un rendez-vous avec durée et devis.`,
    english: {
      name: "CoopCycle",
      summary:
        "Software and federation of bike delivery cooperatives: orders, dispatch and the riders’ application, reserved to cooperatives.",
      description: `CoopCycle brings together a piece of software and a federation. The software takes orders, shares out the deliveries and follows them. The federation pools means between bike delivery cooperatives: a cooperative does not have to carry the tool alone.

Each city may have its own instance. The riders thus own the platform that they work for.

- The software has been in continuous development since 2016.
- It was first used in production in 2018, at Molenbike in Brussels.
- The geocoding of addresses rests on OpenStreetMap.`,
      usageGuide: `- Begin without software: two or three regular customers, a shared calendar.
- Join the federation, which pools the tool between cooperatives, rather than installing it alone.
- Check that your status fits the licence before you commit.`,
      contributionGuide: `- Report a fault or propose a correction on the repository, once you have read CONTRIBUTING.md.
- Translate the interface or complete the documentation.
- Join the federation with your cooperative and take part in its decisions.`,
    },
    published: true,
  },
  {
    // github.com/openfoodfoundation/openfoodnetwork (README), apropos.coopcircuits.fr.
    slug: "open-food-network-france",
    kind: "platform",
    name: "Open Food Network France",
    summary: fr`Boutiques en ligne pour circuits courts : catalogues partagés, cycles de commande et points de retrait, portés en France par la coopérative CoopCircuits.`,
    description: fr`
      Open Food Network est un logiciel libre de vente en circuit court, développé dans plusieurs pays depuis 2012. Producteurs, épiceries et groupements d'achat y tiennent leur catalogue, ouvrent des cycles de vente et organisent les retraits.

      En France, la plateforme est exploitée par CoopCircuits, une société coopérative d'intérêt collectif : une personne, une voix. Elle y ajoute des formations et un accompagnement.`,
    licenceExpression: "AGPL-3.0-only",
    licenceNote: fr`Le dépôt annonce « AGPL » ; le texte joint est celui de la version 3.`,
    websiteUrl: "https://coopcircuits.fr",
    sourceUrl: "https://github.com/openfoodfoundation/openfoodnetwork",
    documentationUrl: "https://guide.openfoodnetwork.org",
    contributionGuide: fr`
      - Testez une version à paraître et décrivez ce qui bloque.
      - Traduisez l'interface et le guide d'utilisation.
      - Devenez sociétaire de CoopCircuits si vous vendez avec l'outil.`,
    usageGuide: fr`Ouvrez une boutique et un premier cycle court avec un ou deux producteurs ; le guide d'utilisation explique chaque réglage.`,
    governance: fr`CoopCircuits est une société coopérative d'intérêt collectif : une personne, une voix. Le logiciel est développé par une communauté de plusieurs pays.`,
    published: true,
  },
  {
    // github.com/Covivo/mobicoop (README), mobicoop.fr/article/histoire.
    slug: "mobicoop",
    kind: "platform",
    name: "Mobicoop",
    summary: fr`L'ancien Covoiturage-libre, devenu coopérative : covoiturage sans commission, plateformes de territoires et transport solidaire.`,
    description: fr`
      Mobicoop prolonge l'association Covoiturage-libre, née en 2011 quand le covoiturage en ligne est devenu payant. Elle est une société coopérative d'intérêt collectif depuis 2018.

      La mise en relation est gratuite et sans commission. La coopérative vit surtout des plateformes qu'elle fournit à des collectivités et à des entreprises. Le logiciel couvre le covoiturage, l'auto-stop organisé et le transport solidaire.`,
    licenceExpression: "AGPL-3.0-only",
    licenceNote: fr`Version 3 de la licence publique générale GNU Affero. Les contributions de code demandent de signer un accord qui autorise Mobicoop à les diffuser aussi sous d'autres licences.`,
    websiteUrl: "https://www.mobicoop.fr",
    sourceUrl: "https://gitlab.com/mobicoop",
    documentationUrl: null,
    contributionGuide: fr`
      - Publiez vos trajets et faites connaître la plateforme autour de vous.
      - Prenez une part sociale : 100 € la part.
      - Proposez du code : copie du dépôt, branche, puis demande de fusion.`,
    governance: fr`Société coopérative d'intérêt collectif depuis 2018 ; une part sociale coûte 100 €.`,
    needs: fr`La coopérative vit surtout des plateformes qu'elle fournit à des collectivités et à des entreprises : la mise en relation, elle, est gratuite.`,
    published: true,
  },
  {
    slug: "wikimedia",
    kind: "knowledge",
    name: "Wikimedia",
    summary: fr`Wikipédia et ses projets frères : encyclopédie, médiathèque et base de données que tout le monde peut lire, corriger et réutiliser, y compris pour vendre.`,
    description: fr`
      Wikipédia, Wikimedia Commons et Wikidata forment un ensemble de savoirs libres. On y trouve des articles, des photographies et des données sur les métiers, les lieux et les outils, et l'on peut y documenter les siens.

      Le logiciel du wiki, MediaWiki, est libre lui aussi : Movilab et le wiki du Vhélio s'en servent.`,
    licenceExpression: "CC-BY-SA-4.0",
    licenceNote: fr`Licence des textes de Wikipédia. Les fichiers de Wikimedia Commons ont chacun leur licence libre ; les données de Wikidata sont versées dans le domaine public (CC0).`,
    websiteUrl: "https://www.wikimedia.fr",
    sourceUrl: "https://gerrit.wikimedia.org",
    documentationUrl: "https://fr.wikipedia.org/wiki/Aide:Accueil",
    contributionGuide: fr`
      - Corrigez une page, ajoutez une source.
      - Versez vos photographies d'atelier sur Wikimedia Commons.
      - Participez à une permanence ou à un atelier d'écriture.`,
    published: true,
  },
  {
    // kelnews.fr (La Croix, 2018), doc.co.tools. Licence : la FAQ du dépôt dit « AGPL » sans texte joint.
    slug: "communecter",
    kind: "platform",
    name: "Communecter",
    summary: fr`Réseau local ouvert : annuaire d'acteurs, carte, agenda et petites annonces d'une commune, tenu par ses habitants.`,
    description: fr`
      Communecter est porté par l'association Open Atlas, à La Réunion. Associations, entreprises, collectivités et habitants s'y inscrivent, publient leurs événements et se retrouvent sur une carte. L'outil a été déployé notamment à La Réunion, en Bretagne, à Toulouse et dans la métropole de Lille.

      Il sert ici au recensement : qui fait quoi dans le quartier, avec quelles ressources.`,
    licenceExpression: null,
    licenceNote: fr`Présenté comme un logiciel libre. Licence exacte à vérifier : la foire aux questions du dépôt historique dit « AGPL », sans texte joint.`,
    websiteUrl: "https://www.communecter.org",
    sourceUrl: "https://github.com/pixelhumain/communecter",
    documentationUrl: "https://doc.co.tools",
    contributionGuide: fr`
      - Inscrivez votre activité et tenez sa fiche à jour.
      - Animez la page de votre commune.`,
    published: true,
  },
  {
    // movilab.org.
    slug: "movilab",
    kind: "knowledge",
    name: "Movilab",
    summary: fr`Wiki des tiers-lieux libres : modes d'emploi, contrats, budgets et récits d'expériences à reprendre et à compléter.`,
    description: fr`
      Movilab documente depuis 2013 la vie des tiers-lieux : comment ouvrir, décider, compter, partager l'espace. Le wiki est lié au mouvement Tilios, celui des tiers-lieux libres et open source. Il a passé les 100 000 contributions en avril 2023.

      Avant d'écrire un règlement intérieur ou une convention, cherchez-y : quelqu'un l'a sans doute déjà fait.`,
    licenceExpression: "CC-BY-SA-4.0",
    licenceNote: fr`Contenus sous licence Creative Commons avec partage à l'identique ; version à vérifier en bas de chaque page.`,
    websiteUrl: "https://movilab.org",
    sourceUrl: null,
    documentationUrl: "https://movilab.org/wiki/Pourquoi_contribuer_sur_ce_wiki_%3F",
    contributionGuide: fr`
      - Créez un compte et racontez votre lieu : ce qui marche, ce qui a raté.
      - Reliez vos pages à celles qui vous ont servi.`,
    usageGuide: fr`Cherchez-y un règlement, une convention ou un budget avant d'écrire le vôtre, puis dites de quelle page vous êtes parti.`,
    published: true,
  },
  {
    slug: "openstreetmap",
    kind: "data",
    name: "OpenStreetMap",
    summary: fr`Carte libre du monde : adresses, pistes cyclables, commerces et sentiers, relevés par leurs habitants.`,
    description: fr`
      OpenStreetMap est une base de données géographiques que chacun peut compléter. Les livreurs y trouvent des itinéraires cyclables, les jardins et les ateliers peuvent y figurer avec leurs horaires.

      La qualité dépend du passage récent d'un contributeur : vérifiez votre rue, puis corrigez-la.`,
    licenceExpression: "ODbL-1.0",
    licenceNote: fr`La mention « © les contributeurs d'OpenStreetMap » est obligatoire. Une base dérivée diffusée au public doit l'être sous la même licence.`,
    websiteUrl: "https://www.openstreetmap.fr",
    sourceUrl: "https://github.com/openstreetmap",
    documentationUrl: "https://wiki.openstreetmap.org/wiki/FR:Page_principale",
    contributionGuide: fr`
      - Ajoutez les horaires et l'accès de votre local.
      - Relevez les stationnements pour vélos-cargos de votre tournée.`,
    usageGuide: fr`Vérifiez votre rue avant de compter dessus : la qualité dépend du passage récent d'un contributeur.`,
    english: {
      name: "OpenStreetMap",
      summary:
        "A free map of the world: addresses, cycle paths, shops and footpaths, surveyed by those who live there.",
      description: `OpenStreetMap is a geographic database that anybody can complete. Riders find cycle routes in it; gardens and workshops can appear in it with their opening hours.

Its quality depends on whether a contributor went by lately: check your street, then correct it.`,
      usageGuide:
        "Check your street before you count on it: its quality depends on whether a contributor went by lately.",
      contributionGuide: `- Add the opening hours and the access of your premises.
- Survey the parking for cargo bikes along your round.`,
    },
    published: true,
  },
  {
    // wiki.vhelio.org, pages « Matériel ouvert » et « Les valeurs du projet vhélio ».
    slug: "vhelio",
    kind: "hardware",
    name: "Vhélio",
    summary: fr`Vélo utilitaire à assistance solaire dont les plans sont libres, à construire soi-même ou en atelier collectif.`,
    description: fr`
      Le Vhélio est conçu par l'association Vélo Solaire Pour Tous. Les plans, les guides de montage et les listes de pièces du commerce sont publiés sur un wiki. Une version s'achète en kit à monter.

      La marque « vhélio » appartient à l'association : l'utiliser demande une convention avec elle. Construire le véhicule, non.`,
    licenceExpression: "CERN-OHL-S-2.0",
    licenceNote: fr`Variante à forte réciprocité : qui diffuse un véhicule modifié, ou un accessoire conçu pour lui, en publie aussi les plans sous la même licence.`,
    websiteUrl: "https://vhelio.org",
    sourceUrl: "https://wiki.vhelio.org",
    documentationUrl: "https://wiki.vhelio.org",
    contributionGuide: fr`
      - Documentez vos modifications et vos essais sur le wiki.
      - Accueillez un atelier de montage.`,
    usageGuide: fr`Construisez un premier véhicule en atelier collectif, ou à partir du kit, avant d'en produire.`,
    governance: fr`L'association Vélo Solaire Pour Tous conçoit le véhicule et détient la marque « vhélio » : l'utiliser demande une convention avec elle.`,
    published: true,
  },
  {
    // odoo/documentation, content/legal/licenses.rst ; github.com/lachouettecoop/chouette-odoo.
    slug: "odoo-community",
    kind: "software",
    name: "Odoo Community",
    summary: fr`Logiciel de gestion : achats, stocks, caisse et comptabilité. L'édition Community est libre, l'édition Enterprise ne l'est pas.`,
    description: fr`
      Odoo se compose de modules : on n'installe que ce dont on a besoin. Des supermarchés coopératifs, dont La Chouette Coop, ont publié leurs adaptations : planning des coopérateurs, caisse, pesée.

      L'installation et les montées de version demandent de vraies compétences. Mutualisez-les entre magasins.`,
    licenceExpression: "LGPL-3.0-only",
    licenceNote: fr`Licence de l'édition Community. L'édition Enterprise et une partie des applications sont sous licences propriétaires.`,
    websiteUrl: "https://www.odoo.com/fr_FR",
    sourceUrl: "https://github.com/odoo/odoo",
    documentationUrl: "https://www.odoo.com/documentation",
    contributionGuide: fr`
      - Publiez vos modules, de préférence au sein de l'Odoo Community Association.
      - Complétez la traduction française.`,
    needs: fr`L'installation et les montées de version demandent de vraies compétences, à mutualiser entre magasins.`,
    published: true,
  },
  {
    // github.com/Dolibarr/dolibarr, README-FR.
    slug: "dolibarr",
    kind: "software",
    name: "Dolibarr",
    summary: fr`Devis, factures, adhésions et suivi de trésorerie pour une petite structure, sans abonnement obligatoire.`,
    description: fr`
      Dolibarr s'adresse aux petites entreprises, aux associations et aux indépendants. On active les modules utiles : tiers, factures, adhérents, stocks, agenda. Il s'installe sur un hébergement web ordinaire.`,
    licenceExpression: "GPL-3.0-or-later",
    licenceNote: "",
    websiteUrl: "https://www.dolibarr.org",
    sourceUrl: "https://github.com/Dolibarr/dolibarr",
    documentationUrl: "https://wiki.dolibarr.org",
    contributionGuide: fr`
      - Traduisez, testez les versions candidates.
      - Partagez vos modèles de documents.`,
    published: true,
  },
  {
    // github.com/Chocobozzz/PeerTube, README.
    slug: "peertube",
    kind: "platform",
    name: "PeerTube",
    summary: fr`Publier et diffuser des vidéos sur un serveur à soi, relié aux autres serveurs, sans publicité.`,
    description: fr`
      PeerTube est développé par Framasoft. Chaque serveur héberge ses vidéos et peut suivre les chaînes des autres. La lecture de pair à pair allège le serveur quand une vidéo est très regardée ; la diffusion en direct est possible.

      On peut ouvrir une chaîne sur un serveur existant avant d'installer le sien.`,
    licenceExpression: "AGPL-3.0-or-later",
    licenceNote: "",
    websiteUrl: "https://joinpeertube.org/fr",
    sourceUrl: "https://github.com/Chocobozzz/PeerTube",
    documentationUrl: "https://docs.joinpeertube.org",
    contributionGuide: fr`
      - Traduisez l'interface, sous-titrez vos vidéos.
      - Signalez les défauts d'accessibilité.`,
    published: true,
  },
  {
    slug: "kdenlive",
    kind: "software",
    name: "Kdenlive",
    summary: fr`Montage vidéo libre, du petit entretien filmé au reportage, sur un ordinateur ordinaire.`,
    description: fr`
      Kdenlive est le logiciel de montage de la communauté KDE. Il gère plusieurs pistes, les titres, les sous-titres et de nombreux formats. Il fonctionne sous Linux et sous Windows.`,
    licenceExpression: "GPL-3.0-or-later",
    licenceNote: "",
    websiteUrl: "https://kdenlive.org/fr",
    sourceUrl: "https://invent.kde.org/multimedia/kdenlive",
    documentationUrl: "https://docs.kdenlive.org",
    contributionGuide: fr`
      - Écrivez un tutoriel en français.
      - Triez et reproduisez des défauts signalés.`,
    published: true,
  },
  {
    // github.com/Brewtarget/brewtarget: README and file headers.
    slug: "brewtarget",
    kind: "software",
    name: "Brewtarget",
    summary: fr`Calcul de recettes de bière : couleur, amertume, densité et paliers, avec export pour partager ses recettes.`,
    description: fr`
      Brewtarget calcule les grandeurs d'une recette à mesure qu'on la compose. Il importe et exporte le format BeerXML, lu par d'autres logiciels : une recette publiée se reprend sans ressaisie.

      Pensé pour l'amateur, il ne tient ni la comptabilité matières ni les déclarations de droits.`,
    licenceExpression: "GPL-3.0-or-later",
    licenceNote: "",
    websiteUrl: "https://www.brewtarget.beer",
    sourceUrl: "https://github.com/Brewtarget/brewtarget",
    documentationUrl: "https://github.com/Brewtarget/brewtarget/wiki",
    contributionGuide: fr`
      - Corrigez la base d'ingrédients.
      - Publiez vos recettes avec une licence claire.`,
    published: true,
  },
  {
    // github.com/sleede/fab-manager, README.
    slug: "fab-manager",
    kind: "software",
    name: "Fab-manager",
    summary: fr`Gestion d'un atelier partagé : réservation des machines, formations, abonnements et fiches des projets réalisés.`,
    description: fr`
      Fab-manager règle le quotidien d'un fablab : qui est formé à quelle machine, qui l'a réservée, qui a payé. Il publie aussi la documentation des projets, ce qui évite de la perdre dans un dossier.`,
    licenceExpression: "AGPL-3.0-only",
    licenceNote: fr`Le dépôt annonce « GNU Affero General Public License » ; version à vérifier dans LICENSE.md.`,
    websiteUrl: "https://www.fab-manager.com",
    sourceUrl: "https://github.com/sleede/fab-manager",
    documentationUrl: "http://doc.fab.mn",
    contributionGuide: fr`
      - Traduisez l'interface.
      - Publiez vos projets sous licence libre.`,
    published: true,
  },
  {
    // collectif.emmabuntus.org.
    slug: "emmabuntues",
    kind: "software",
    name: "Emmabuntüs",
    summary: fr`Système libre prêt à l'emploi pour remettre en service de vieux ordinateurs et les confier à des débutants.`,
    description: fr`
      Emmabuntüs est une distribution fondée sur Debian, née en 2010 du reconditionnement d'ordinateurs dans une communauté Emmaüs. Elle installe d'un coup les logiciels utiles à un foyer et fonctionne sans connexion.

      Le collectif mène aussi une campagne de réemploi avec Debian-Facile.`,
    licenceExpression: null,
    licenceNote: fr`Assemblage de logiciels : chaque paquet garde sa licence. Présence de composants non libres à vérifier à l'installation.`,
    websiteUrl: "https://emmabuntus.org",
    sourceUrl: null,
    documentationUrl: "https://emmabuntus.org",
    contributionGuide: fr`
      - Testez une version sur vos machines et décrivez le résultat.
      - Organisez une session de reconditionnement.`,
    published: true,
  },
  {
    // heureux-cyclage.org/guides.html.
    slug: "guides-et-wiki-de-l-heureux-cyclage",
    kind: "knowledge",
    name: fr`Guides et wiki de L'Heureux Cyclage`,
    summary: fr`Ce que les ateliers vélo participatifs ont appris : guide d'essaimage, outillage, statuts et animation, plus un wiki de mécanique.`,
    description: fr`
      L'Heureux Cyclage est le réseau français des ateliers vélo participatifs et solidaires, fondé en 2008. Ses guides rassemblent des retours d'expériences : trouver un local, équiper un poste, animer une permanence, essaimer vers un quartier voisin. Le Wiklou, son wiki, est écrit par les ateliers.`,
    licenceExpression: null,
    licenceNote: fr`Consultation libre ; licence de réutilisation à vérifier guide par guide.`,
    websiteUrl: "https://www.heureux-cyclage.org",
    sourceUrl: null,
    documentationUrl: "https://www.heureux-cyclage.org/guides.html",
    contributionGuide: fr`
      - Complétez une fiche de mécanique du Wiklou.
      - Répondez au panorama annuel des ateliers.`,
    governance: fr`L'Heureux Cyclage est le réseau français des ateliers vélo participatifs et solidaires, fondé en 2008 ; son wiki est écrit par les ateliers.`,
    published: true,
  },
  {
    // cerdd.org, linuxfr.org (2011), projets.utopie-realiste.org.
    slug: "la-coroutine",
    kind: "place",
    name: "La Coroutine",
    summary: fr`Espace de travail partagé lillois, associatif et autogéré, qui a documenté son fonctionnement pour d'autres lieux.`,
    description: fr`
      La Coroutine est née à Lille en 2010, sous forme associative, autogérée et autofinancée. Les tâches sont prises en charge par les usagers ; le mode d'emploi est tenu sur un wiki partagé.

      Le lieu sert ici d'exemple : salle de réunion, cuisine ouverte, commandes groupées de légumes auprès d'un producteur de la région. Ouverture et adresse actuelles à vérifier avant de s'y rendre.`,
    licenceExpression: null,
    licenceNote: fr`Un lieu n'a pas de licence ; celle de sa documentation est à vérifier.`,
    websiteUrl: null,
    sourceUrl: null,
    documentationUrl: null,
    contributionGuide: fr`Venez, prenez une tâche, écrivez ce que vous avez appris.`,
    governance: fr`Association autogérée et autofinancée : les tâches sont prises en charge par les usagers.`,
    published: true,
  },
  {
    // politis.fr (mai 2019), latelierpaysan.org : licence Creative Commons, variante non vérifiée.
    slug: "l-atelier-paysan",
    kind: "hardware",
    name: "L’Atelier Paysan",
    summary: fr`Plans et tutoriels d'outils agricoles à construire soi-même, publiés par une coopérative d'autoconstruction.`,
    description: fr`
      L'Atelier Paysan est une société coopérative d'intérêt collectif. Elle publie les plans de plusieurs dizaines de machines et organise des stages de travail du métal.`,
    licenceExpression: null,
    licenceNote: fr`Licence Creative Commons avec partage à l'identique. La clause « pas d'utilisation commerciale », si elle est confirmée, n'en fait pas une licence libre : à vérifier avant publication.`,
    websiteUrl: "https://www.latelierpaysan.org",
    sourceUrl: null,
    documentationUrl: null,
    contributionGuide: "",
    published: false,
  },
];
