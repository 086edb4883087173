import type { ActivityInput } from "@essaim/directory/activity.schema";
import { fr } from "./french.ts";

/**
 * What it takes to start each activity, beside its texts (activities.ts). What the texts say comes from their sources;
 * durations, monthly costs, numbers of people and delays that they do not say are orders of magnitude chosen for the
 * demonstration, never measures.
 */
export type RecipeSeed = {
  /** One for each step of the activity, in days; null where nobody could say. */
  days: readonly (number | null)[];
  /** By the place of the step, from 0. */
  tools?: Readonly<Record<number, string>>;
  /** Cents. */
  monthlyCostCents?: readonly [least: number, most: number];
  people?: readonly [least: number, most: number];
  firstIncomeMonths?: readonly [least: number, most: number];
} & Partial<
  Pick<
    ActivityInput,
    | "space"
    | "skills"
    | "legalForms"
    | "maturity"
    | "income"
    | "figures"
    | "supporters"
    | "questions"
    | "links"
    | "english"
  >
>;

const euros = (least: number, most: number) => [least * 100, most * 100] as const;

/** By the slug of the activity. */
export const recipes: Readonly<Record<string, RecipeSeed>> = {
  "livraison-a-velo-en-cooperative": {
    days: [7, 14, 30, 60, null, 7],
    tools: {
      0: fr`Un vélo prêté`,
      1: fr`Une carte, un carnet`,
      3: fr`Un vélo-cargo, un agenda partagé`,
      4: "CoopCycle",
    },
    monthlyCostCents: euros(150, 900),
    people: [2, 12],
    firstIncomeMonths: [2, 12],
    space: fr`Un endroit sec et fermé, de plain-pied, pour garer et recharger les vélos.`,
    skills: [fr`conduite d'un vélo-cargo`, fr`prospection`, fr`mécanique vélo`],
    legalForms: ["cae", "cooperative"],
    maturity: "spreading",
    income: fr`
      - Des tournées régulières pour des commerces et des professionnels : fleurs, courrier, pain, petits colis.
      - La livraison de repas, qui vient s'ajouter et dont les revenus montent lentement.`,
    supporters: [{ name: "Optéos", url: "https://www.opteos.fr/" }],
    questions: [
      { text: fr`Qui peut prospecter pour plusieurs équipes à la fois ?`, url: null },
      { text: fr`Comment garder un local en ville au-delà d'un bail précaire ?`, url: null },
    ],
    links: [
      {
        kind: "sheet",
        title: fr`Documentation de CoopCycle (en anglais)`,
        url: "https://github.com/coopcycle/coopcycle-web/wiki",
      },
    ],
    english: {
      title: "Bike delivery as a cooperative",
      summary:
        "Deliver meals, mail and parcels by cargo bike, with software that belongs to the riders and the status of an employee rather than that of a lone micro-entrepreneur.",
      description: `In Lille the activity was born in 2015 as a micro-enterprise, then joined Optéos in 2017: the contract of salaried entrepreneur made it possible to work there together. Lille Bike has since become a workers’ cooperative (SCOP) that belongs to its riders.

The first regular customers are shops and professionals: flowers, mail, bread, small parcels. Meals came in 2020, with CoopCycle.`,
      requirements: `- To like riding in any weather, and to know the highway code.
- A cargo bike or a trailer, a professional insurance, a good lock.
- A telephone and mobile data.
- A dry, closed place to park and charge the bikes.
- At least two of you: alone, one sick leave stops everything.`,
      advantages: `- The social protection of an employee, and rules decided together.
- A low cost for small volumes, short delays in the city centre.
- No commission paid to a platform: the margin stays in the cooperative.
- An image that the shops of the neighbourhood put forward.`,
      limits: `- **Income rises slowly.** When meal delivery began, the team in Lille said that it could not live on it yet; in 2022 one rider worked at it half-time, for want of volume.
- Finding customers takes as much time as riding. Few teams have somebody for that.
- Premises in town are expensive, and precarious leases end one day.
- The work is physical: plan for replacements and for the upkeep of the bikes.
- The licence of CoopCycle excludes a lone micro-enterprise: it takes a cooperative structure with employees.`,
    },
  },
  "artisans-a-velo": {
    days: [1, 15, null, 60, 30],
    tools: { 0: fr`Une balance`, 1: fr`Un vélo-cargo prêté ou loué` },
    monthlyCostCents: euros(100, 600),
    people: [3, 8],
    firstIncomeMonths: [1, 6],
    space: fr`Un atelier à partager et un abri fermé pour les vélos.`,
    skills: [fr`un métier maîtrisé`, fr`conduite d'un vélo-cargo`],
    legalForms: ["cae", "cooperative"],
    maturity: "tried",
    income: fr`Des interventions facturées au client, comme pour tout artisan.`,
    questions: [
      {
        text: fr`Que manque-t-il à CoopCycle pour passer d'une course à un rendez-vous avec devis ?`,
        url: null,
      },
      { text: fr`Qui assure le matériel transporté à vélo ?`, url: null },
    ],
  },
  "espace-de-coworking-associatif": {
    days: [30, 7, 14, 30, null],
    tools: { 1: fr`Un tableur`, 2: fr`Les statuts publiés sur Movilab` },
    monthlyCostCents: euros(800, 3000),
    people: [5, 10],
    space: fr`Un local aux normes d'accueil du public : La Coroutine a commencé sur 70 m².`,
    skills: [fr`comptabilité`, fr`accueil`, fr`animation d'un groupe`],
    legalForms: ["association"],
    maturity: "running",
    income: fr`
      - Les abonnements des présents, qui paient d'abord le loyer et les charges.
      - Peu ou pas de salaire : le lieu repose sur le temps de ses usagers.`,
    links: [
      {
        kind: "sheet",
        title: fr`Pourquoi contribuer au wiki Movilab`,
        url: "https://movilab.org/wiki/Pourquoi_contribuer_sur_ce_wiki_%3F",
      },
    ],
  },
  "epicerie-participative": {
    days: [60, 90, 30, 180, 30],
    tools: { 1: "Open Food Network", 4: fr`Un planning partagé` },
    monthlyCostCents: euros(500, 8000),
    people: [100, 1000],
    firstIncomeMonths: [12, 24],
    space: fr`Un local accessible avec une chambre froide aux normes : Superquinquin a ouvert sur 200 m².`,
    skills: [fr`gestion des stocks`, fr`hygiène alimentaire`, fr`comptabilité`],
    legalForms: ["cooperative", "association"],
    maturity: "spreading",
    income: fr`
      - La marge sur les ventes, décidée par les coopérateurs.
      - Les parts sociales financent le démarrage ; elles ne sont pas un revenu.
      - Un ou deux salaires dès que le magasin ouvre tous les jours.`,
    figures: [
      {
        label: fr`Ouverture d'un magasin de 200 m² à Lille, estimation`,
        cents: 20_000_000,
        year: 2017,
        source: fr`Superquinquin, d'après cerdd.org`,
      },
    ],
    questions: [
      {
        text: fr`Comment ouvrir le magasin à des habitants qui ne sont pas déjà convaincus ?`,
        url: null,
      },
    ],
    english: {
      title: "Participatory grocery",
      summary:
        "A shop whose customers own it and give it a few hours a month, to eat better at a fair price.",
      description: `Each member buys shares and works in the shop three hours every four weeks. In return they decide on the products and the margins. In Lille-Fives, Superquinquin opened on this principle on 1 April 2017, on 200 m², then moved in 2020 to premises four times as large.

A neighbourhood grocery can begin much smaller: borrowed premises, an order every fortnight, volunteers.`,
      requirements: "",
      advantages: `- Products chosen together, sold for less than elsewhere at the same quality.
- A meeting place in the neighbourhood, with shared responsibilities.
- Regular outlets for nearby producers.`,
      limits: `- **The capital is high**: opening in Lille was estimated at €200,000.
- The model first attracts people who are convinced already; opening up to the neighbourhood takes work.
- The rota is fragile: shifts not kept, empty shelves.
- Having volunteers in a shop needs legal advice.
- Till and stock software asks for rare skills.`,
    },
  },
  "brasserie-au-design-libre": {
    days: [30, 14, 90, 14, null],
    tools: { 2: "Brewtarget" },
    monthlyCostCents: euros(300, 1500),
    people: [1, 4],
    firstIncomeMonths: [6, 18],
    space: fr`Un local facile à laver, avec de l'eau, une évacuation et une puissance électrique suffisante.`,
    skills: [fr`brassage`, fr`hygiène alimentaire`, fr`comptabilité matières`],
    legalForms: ["cae", "cooperative"],
    maturity: "tried",
    income: fr`La vente directe d'abord : marché, épicerie participative, fête de quartier.`,
    questions: [
      {
        text: fr`Quel logiciel libre pourrait préparer les droits à déclarer aux douanes ?`,
        url: null,
      },
    ],
  },
  "fablab-de-quartier": {
    days: [14, 30, null, null, null],
    tools: { 0: fr`Une imprimante 3D, une brodeuse, un poste à souder`, 3: "Fab-manager" },
    monthlyCostCents: euros(600, 4000),
    people: [2, 6],
    space: fr`Un local ventilé, avec une installation électrique vérifiée.`,
    skills: [fr`animation`, fr`fabrication numérique`, fr`sécurité des machines`],
    legalForms: ["association", "cooperative"],
    maturity: "running",
    income: fr`Des abonnements, des formations et des prestations ; peu d'ateliers vivent de leurs seuls abonnements.`,
    questions: [{ text: fr`Quel modèle économique tient sans subvention ?`, url: null }],
  },
  "groupement-d-achat": {
    days: [14, 14, 1, null, 84],
    tools: { 1: "CoopCircuits", 3: fr`Un tableur partagé` },
    monthlyCostCents: euros(0, 60),
    people: [10, 30],
    space: fr`Un lieu couvert, deux heures par cycle.`,
    skills: [fr`tenue de comptes simples`, fr`relation avec les producteurs`],
    legalForms: ["informal", "association"],
    maturity: "running",
    income: fr`Une petite marge sur les commandes, qui paie au mieux quelques heures. Ce n'est pas un emploi.`,
    links: [
      {
        kind: "sheet",
        title: fr`Guide d'utilisation d'Open Food Network`,
        url: "https://guide.openfoodnetwork.org/",
      },
    ],
  },
  "jardin-partage": {
    days: [30, 30, 90, 60, 7],
    tools: {
      1: fr`Un laboratoire d'analyse`,
      2: fr`Une convention type`,
      3: fr`Des outils partagés`,
    },
    monthlyCostCents: euros(0, 150),
    people: [8, 10],
    firstIncomeMonths: [12, 24],
    space: fr`Une friche avec un point d'eau, une clôture et un coffre à outils.`,
    skills: [fr`jardinage`, fr`animation d'un groupe`],
    legalForms: ["association", "informal"],
    maturity: "spreading",
    income: fr`
      - Des animations payées par des collectivités ou des bailleurs : ateliers, compost, visites.
      - La récolte ne se vend pas.`,
    supporters: [{ name: "Les AJOnc", url: null }],
    english: {
      title: "Shared garden",
      summary:
        "Turn a wasteland into an open garden, grown together, with a key for each inhabitant who commits.",
      description: `The “gardens that are open and nevertheless fenced” were born in Lille. That of Les (Re)trouvailles, in Moulins, dates from 1997. There is no individual plot: one designs, plants and tends together, and the gate is open as soon as a gardener is there.

For a person who is accompanied, the garden is above all a support for paid activities: workshops, compost, visits.`,
      requirements: `- A wasteland, and the written agreement of its owner.
- A test of the soil: many urban wastelands have an industrial past.
- A water point, a fence, a tool chest.
- Eight to ten inhabitants present from the design on.`,
      advantages: `- A bond between neighbours of all ages, without prior knowledge.
- Coolness and biodiversity in dense neighbourhoods.
- Activities that local authorities and landlords can pay for.`,
      limits: `- **The harvest does not feed a household**, and is not sold.
- The agreement is precarious: a building project can end it.
- Two or three people often carry everything; when they leave, a wasteland remains.
- Paid activities depend on public orders, renewed each year.`,
    },
  },
  "atelier-velo-participatif": {
    days: [70, 60, 1, null, null],
    tools: { 0: fr`Deux pieds d'atelier, un jeu d'outils` },
    monthlyCostCents: euros(200, 1200),
    people: [2, 5],
    firstIncomeMonths: [6, 18],
    space: fr`Un local de plain-pied, avec de quoi stocker les vélos.`,
    skills: [fr`mécanique vélo`, fr`pédagogie`],
    legalForms: ["association"],
    maturity: "running",
    income: fr`
      - Les adhésions et la vente de vélos remis en état.
      - Les ateliers vendus aux écoles, bailleurs et entreprises : c'est là que se paie un salaire.`,
    supporters: [{ name: fr`L'Heureux Cyclage`, url: "https://www.heureux-cyclage.org/" }],
    links: [
      {
        kind: "sheet",
        title: fr`Guides de L'Heureux Cyclage`,
        url: "https://www.heureux-cyclage.org/guides.html",
      },
    ],
  },
  "covoiturage-solidaire": {
    days: [30, 45, 90, null, null],
    tools: { 2: fr`Un téléphone, un tableau partagé`, 3: "Mobicoop" },
    monthlyCostCents: euros(50, 400),
    people: [15, 40],
    firstIncomeMonths: [3, 9],
    skills: [fr`accueil téléphonique`, fr`animation d'un réseau`],
    legalForms: ["cae", "association"],
    income: fr`L'animation, payée par une collectivité ou un bailleur. Les trajets ne rapportent rien : les frais sont partagés.`,
    questions: [{ text: fr`Qui finance l'animation après la première année ?`, url: null }],
  },
  "mediation-numerique-en-logiciel-libre": {
    days: [1, 30, 90, null, null],
    tools: { 1: fr`Emmabuntüs, des disques neufs`, 2: fr`Une table, une connexion` },
    monthlyCostCents: euros(50, 300),
    people: [1, 3],
    firstIncomeMonths: [3, 9],
    space: fr`Un endroit sec pour le reconditionnement ; les permanences se tiennent chez des partenaires.`,
    skills: [fr`pédagogie`, fr`installation d'un système libre`],
    legalForms: ["cae", "association"],
    income: fr`Des permanences et des ateliers commandés par les bailleurs, la métropole et les fondations.`,
  },
  "studio-video-et-media-de-quartier": {
    days: [21, 7, 1, 3, null],
    tools: {
      0: fr`Un téléphone récent, deux micros-cravates, un pied`,
      2: "PeerTube",
      3: "Kdenlive",
    },
    monthlyCostCents: euros(30, 200),
    people: [2, 3],
    firstIncomeMonths: [2, 12],
    skills: [fr`prise de vues`, fr`montage vidéo`, fr`écriture`],
    legalForms: ["cae", "association"],
    income: fr`Des films commandés par des structures du territoire. Les commandes arrivent par à-coups.`,
  },
  "conciergerie-de-quartier": {
    days: [21, 60, null],
    people: [1, 3],
    space: fr`Un pied d'immeuble bien placé, loué à un tarif social.`,
    skills: [fr`accueil`],
    legalForms: ["cae", "association"],
    maturity: "idea",
  },
  "atelier-de-velos-utilitaires-aux-plans-libres": {
    days: [5, 180, 14],
    people: [2, 5],
    space: fr`Un local de 80 m² avec rideau métallique.`,
    skills: [fr`soudure`, fr`électricité basse tension`, fr`lecture de plans`],
    legalForms: ["cae", "cooperative"],
    maturity: "idea",
    links: [{ kind: "sheet", title: fr`Wiki du Vhélio`, url: "https://wiki.vhelio.org/" }],
  },
  "reparation-de-velos-a-domicile": {
    days: [],
    supporters: [{ name: "Apes", url: null }],
    questions: [{ text: fr`Quel logiciel libre pour les tournées des réparateurs ?`, url: null }],
  },
};
