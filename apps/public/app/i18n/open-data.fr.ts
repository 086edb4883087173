/** The pages about the data of the directory and its use elsewhere, in French. */
export const openDataFr = {
  nav: "Données ouvertes",
  title: "Données ouvertes",
  lead: "Tout ce que dit l’annuaire peut être repris, modifié et publié ailleurs, même pour en vivre.",
  experience: "Expérience de {{name}} : {{activity}}",
  licenceTitle: "La licence",
  licence: "Les données sont sous licence",
  licenceAsks:
    "Nommez « Annuaire Essaim » avec un lien vers la fiche, dites ce que vous avez changé, et partagez sous la même licence ce que vous en faites.",
  filesTitle: "Les fichiers",
  filesLead: "Écrits au moment où vous les demandez, toujours à jour, sans inscription.",
  all: "Toutes les fiches, entières, avec les expériences vécues",
  activities: "Les activités, une par ligne",
  resources: "Les ressources ouvertes, une par ligne",
  places: "Les lieux où marche chaque activité, au centre de la commune",
  offline:
    "Tout l’annuaire en pages à lire sans réseau, depuis une clé USB, avec les données : ouvrez index.html",
  catalogue: "La description pour les portails de données (DCAT-AP)",
  units:
    "Les montants sont en centimes d’euro, les dates au format ISO 8601, les communes par leur code Insee. Une case vide veut dire « non renseigné », jamais zéro.",
  apiTitle: "L’API",
  apiLead: "De lecture seule, sans clé, ouverte à tous les sites.",
  apiDocument: "Sa description complète (OpenAPI 3.1)",
  apiSearch: "Chercher des activités, autour d’une commune ou d’un point",
  apiRecord: "Lire une fiche",
  apiChanges:
    "Tenir une copie à jour : redonnez à « since » la « position » de la réponse précédente, retraits compris",
  apiPolite:
    "Gardez l’« ETag » de chaque réponse et rendez-le : ce qui n’a pas changé ne vous est pas renvoyé.",
  feedsTitle: "Les flux",
  feedsLead: "À suivre dans un lecteur de flux (Atom) : tout, un secteur, ou une recherche.",
  feedAll: "Tout ce qui est nouveau",
  feedSearch: "Une recherche, par exemple « vélo »",
  visitsTitle: "Ce que nous comptons",
  visits:
    "Nous comptons combien de fois chaque page est lue, sans cookie et sans savoir par qui : une empreinte impossible à remonter, oubliée chaque nuit. Si votre navigateur demande à ne pas être suivi, il n’est pas compté.",
  embedLink: "Intégrer l’annuaire à votre site",
  embed: {
    title: "Intégrer l’annuaire à votre site",
    lead: "Une liste ou une carte de l’annuaire dans votre page, toujours à jour, sans script ni cookie.",
    listTitle: "Une liste",
    listLabel: "Liste d’activités de l’annuaire Essaim",
    listText: "Les activités qui répondent à une recherche.",
    mapTitle: "Une carte",
    mapLabel: "Carte d’activités de l’annuaire Essaim",
    mapText: "Les communes où elles marchent.",
    snippet: "À coller dans votre page",
    choose: "Choisir ce qui est montré",
    chooseText:
      "Cherchez dans l’annuaire, puis copiez la fin de son adresse (après le « ? ») à la place de celle-ci. Les filtres sont les mêmes.",
    height: "Changez la hauteur à votre guise : la page s’adapte à la largeur.",
    see: "Voir ce que cela donne",
    none: "Rien dans l’annuaire ne répond à cette recherche pour l’instant.",
    unknown:
      "L’adresse de ce cadre demande ce que l’annuaire ne connaît pas ({{filters}}). Copiez-la de nouveau depuis une recherche.",
    noPlace: "Aucune de ces activités n’a encore de lieu connu.",
    more: "Toute la liste dans l’annuaire",
    count_one: "{{count}} activité",
    count_other: "{{count}} activités",
    credit: "Annuaire Essaim, licence CC BY-SA 4.0",
  },
};
