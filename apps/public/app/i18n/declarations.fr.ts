/** The words of the accessibility and eco-design statements. */
export const declarationsFr = {
  accessibility: {
    title: "Déclaration d’accessibilité",
    footer: "Accessibilité : non conforme",
    lead: "Les coopératives qui publient cet annuaire s’engagent à le rendre accessible, conformément à l’article 47 de la loi n° 2005-102 du 11 février 2005.",
    scope: "Cette déclaration s’applique à l’annuaire public Essaim, à l’adresse {{address}}.",
    stateTitle: "État de conformité",
    state: "Non conforme.",
    stateWhy:
      "L’annuaire n’est pas en conformité avec le référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1.2, faute d’un audit en cours de validité mené avec des technologies d’assistance. Ce qui suit dit ce qui a été vérifié, et ce qui ne l’a pas été.",
    resultsTitle: "Résultats des vérifications",
    results:
      "L’équipe qui écrit le logiciel a relu elle-même ses pages, critère par critère, le {{day}}. Sur les {{criteria}} critères du RGAA, {{applicable}} s’appliquent à ces pages ; {{respected}} y sont respectés. Ce n’est pas un audit : personne d’extérieur n’a vérifié, et aucun lecteur d’écran n’a été utilisé.",
    missingTitle: "Contenus non accessibles",
    faultsTitle: "Non-conformités et limites connues",
    faults: [
      "La restitution par les lecteurs d’écran (NVDA, JAWS, VoiceOver, TalkBack) n’a pas été essayée.",
      "Les textes des fiches sont écrits par les coopératives : leur langue, leurs titres et leurs liens ne sont pas tous relus.",
      "Les vidéos, émissions et articles vers lesquels les fiches renvoient sont sur d’autres sites : leurs sous-titres et leurs transcriptions ne dépendent pas de l’annuaire.",
      "La médiathèque est venue après ces vérifications. Ses lecteurs sont ceux d’autres sites, et n’ont été essayés qu’au clavier ; ce qui est dit dans une vidéo ou une émission s’y lit aussi, là où quelqu’un l’a écrit.",
      "Les fiches sans traduction restent en français dans les pages en anglais, et le disent.",
    ],
    burdenTitle: "Dérogations pour charge disproportionnée",
    burden: "Aucune dérogation n’est invoquée.",
    exemptTitle: "Contenus non soumis à l’obligation d’accessibilité",
    exempt:
      "Les pages d’autres sites vers lesquelles l’annuaire renvoie, que les coopératives ne maîtrisent pas.",
    madeTitle: "Établissement de cette déclaration",
    made: "Cette déclaration a été établie le {{day}}.",
    techTitle: "Technologies utilisées",
    tech: "HTML, CSS et SVG. Tout se lit et s’envoie sans JavaScript ; un script facultatif signale les ressemblances pendant que l’on écrit une proposition.",
    toolsTitle: "Comment la vérification a été faite",
    tools: [
      "Navigateur : Chromium, au clavier seul, à 320, 360 et 1 280 pixels de large, en clair, en sombre et à l’impression.",
      "axe-core, sur chaque page, dans les deux langues.",
      "html-validate, sur le code de chaque page.",
      "Relecture du code et de la page à l’écran, critère par critère.",
      "Zoom du texte à 200 % et espacements du texte augmentés.",
    ],
    pagesTitle: "Pages vérifiées",
    pages: [
      "Accueil",
      "Recherche, avec et sans résultat",
      "Liste des activités, et une activité",
      "Liste des ressources, et une ressource",
      "Historique d’une activité",
      "Rencontres, et l’inscription à l’une d’elles",
      "Propositions : une activité, une ressource, une expérience, une correction",
      "À propos, cette déclaration et la déclaration d’écoconception",
      "Page introuvable",
    ],
    contactTitle: "Retour d’information et contact",
    contact:
      "Si vous n’arrivez pas à lire une page ou à vous en servir, écrivez à l’une des coopératives qui publient l’annuaire, par son site : elle vous orientera vers une autre forme de ce contenu, ou vous l’enverra.",
    recourseTitle: "Voies de recours",
    recourse:
      "Si vous avez signalé un défaut d’accessibilité qui vous empêche d’accéder à un contenu ou à un service de l’annuaire et que vous n’avez pas obtenu de réponse satisfaisante, vous pouvez saisir le Défenseur des droits :",
    recourseForm: "par son formulaire en ligne",
    recourseDelegate: "par son délégué ou sa déléguée dans votre région",
    recoursePost: "par courrier gratuit, sans timbre :",
    recoursePhone: "par téléphone :",
  },
  ecodesign: {
    title: "Déclaration d’écoconception",
    footer: "Écoconception",
    lead: "Ce que pèsent les pages de cet annuaire, mesuré, et les choix qui les gardent légères.",
    state:
      "Cette déclaration suit les thèmes du référentiel général de l’écoconception des services numériques (RGESN), version 2024. Elle est faite par l’équipe qui écrit le logiciel. Aucun score n’est donné : les critères n’ont pas tous été évalués.",
    weightsTitle: "Poids mesurés",
    weights:
      "Mesurés le {{day}} avec {{browser}}, sur les données de démonstration, à la première visite, compression comprise. En kilooctets (1 000 octets).",
    caption: "Poids transféré de chaque page, en kilooctets",
    page: "Page",
    pageNames: {
      home: "Accueil",
      search: "Recherche",
      activities: "Liste des activités",
      activity: "Une activité",
      resources: "Liste des ressources",
      resource: "Une ressource",
      meetings: "Rencontres",
      about: "À propos",
      propose: "Proposer une activité",
      library: "Médiathèque",
      piece: "Une pièce de la médiathèque",
      impact: "Impact d’une coopérative",
    },
    document: "HTML",
    style: "Styles",
    script: "Scripts",
    image: "Images",
    other: "Autres",
    total: "Total",
    choicesTitle: "Choix faits",
    themes: {
      strategy: {
        title: "Stratégie",
        choices: [
          "L’annuaire existe pour que des activités simples soient reprises sans rien racheter : il renvoie à des ressources ouvertes, réparables et partagées.",
          "Ni publicité, ni traceur, ni cookie.",
        ],
      },
      specifications: {
        title: "Spécifications",
        choices: [
          "Les pages s’affichent dès 320 pixels de large, sans JavaScript, sur un téléphone ancien et un réseau lent.",
          "Une page lue pèse 30 kilooctets au plus, sans image. Une mesure le vérifie.",
        ],
      },
      architecture: {
        title: "Architecture",
        choices: [
          "Une base de données PostgreSQL et deux serveurs suffisent : ni moteur de recherche à part, ni service tiers appelé par les pages.",
          "Le logiciel est libre : il se reprend et s’héberge où l’on veut.",
        ],
      },
      interface: {
        title: "Interfaces",
        choices: [
          "Polices du système, ni animation, ni vidéo lancée toute seule, ni défilement sans fin.",
          "Thème sombre selon le réglage de l’appareil. Impression prévue.",
        ],
      },
      contents: {
        title: "Contenus",
        choices: [
          "Une fiche se comprend sans image.",
          "Les vidéos et les émissions restent sur leur site : rien n’en est chargé avant qu’on ouvre le lecteur. Ce qui y est dit se lit sans elles.",
        ],
      },
      frontend: {
        title: "Code de la page",
        choices: [
          "Aucun script dans les pages lues.",
          "Une seule feuille de styles, la même partout, gardée par le navigateur.",
        ],
      },
      backend: {
        title: "Serveur",
        choices: [
          "Les pages identiques pour tous sont faites une fois, compressées une fois, puis gardées en mémoire jusqu’à la publication suivante.",
          "Les listes arrivent page par page : jamais tout l’annuaire dans le navigateur.",
        ],
      },
      hosting: {
        title: "Hébergement",
        choices: [
          "Le choix de l’hébergeur, et l’énergie de ses machines, sont à la coopérative qui installe l’annuaire : cette page ne les connaît pas.",
        ],
      },
      algorithms: {
        title: "Algorithmie",
        choices: ["Aucun apprentissage automatique : la recherche compare des mots."],
      },
    },
    unknownTitle: "Ce qui n’est pas mesuré",
    unknown: [
      "L’empreinte complète du service (équipements, réseau, serveurs) : aucune analyse de cycle de vie n’a été faite.",
      "La consommation d’énergie sur les téléphones et les ordinateurs.",
      "Les images et les pages d’autres sites vers lesquels les fiches renvoient.",
    ],
  },
};
