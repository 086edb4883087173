import type { CheckItem, Stage } from "@essaim/media/piece/piece.schema";
import type { CreditRole, PieceKind } from "@essaim/media/piece/published-piece.schema";
import type { Day } from "./day.ts";
import { fr } from "./french.ts";

/**
 * What the media prepares and publishes around the programme. The people are invented, and the addresses lead nowhere:
 * they show how a piece is told, not where one is.
 */
export type PieceSeed = {
  kind: PieceKind;
  title: string;
  pitch: string;
  /** How far it went; `to_refresh` was published first. */
  stage: Stage;
  dueOn?: Day;
  refreshOn?: Day;
  /** Fields of its form besides its title and pitch, as somebody types them. */
  form?: Record<string, string>;
  /** Titles of activities and slugs of resources that it serves. */
  activities?: readonly string[];
  resources?: readonly string[];
  series?: number;
  subtitles?: string;
  transcript?: string;
  credits: readonly {
    name: string;
    role: CreditRole;
    isAnonymous?: boolean;
    /** Where the paper is; without it, nobody signed yet. */
    signed?: string;
  }[];
  checks?: readonly CheckItem[];
};

export const series = {
  title: fr`Les mains dans les communs`,
  summary: fr`Des personnes racontent l'activité qu'elles ont montée avec des ressources ouvertes, ce qui a marché et ce qui a raté.`,
};

const binder = fr`Classeur « Média », bureau de la rédaction`;
const everyCheck = ["music_licence", "image_licence", "plain_language"] as const;

export const pieces: readonly PieceSeed[] = [
  {
    kind: "video",
    title: fr`Organiser une journée de livraison avec CoopCycle`,
    pitch: fr`Les coopératives nous demandent toutes la même chose : à quoi ressemble une journée ? On suit une livreuse, du premier appel à la dernière course.`,
    stage: "published",
    refreshOn: 200,
    form: {
      summary: fr`Une journée avec une livreuse à vélo : prendre les commandes, composer les tournées, livrer, facturer.`,
      body: fr`
        On voit dans ce film comment trois personnes se partagent les courses d'une journée avec CoopCycle, sans
        chef de tournée.

        ## Ce qu'il faut retenir

        - Les courses se prennent la veille : on choisit mieux à froid.
        - Une tournée tient en dix arrêts, pas plus.
        - On garde une heure libre à midi pour les urgences.`,
      durationSeconds: "6:40",
      "chapters.0.startSeconds": "0:00",
      "chapters.0.title": fr`Le matin, les commandes`,
      "chapters.1.startSeconds": "2:10",
      "chapters.1.title": fr`Composer sa tournée`,
      "chapters.2.startSeconds": "4:30",
      "chapters.2.title": fr`Livrer, puis facturer`,
      "places.0.platform": "peertube",
      "places.0.url": "https://tube.exemple.fr/w/journee-de-livraison",
      "places.0.publishedOn": "2026-02-10",
      "places.1.platform": "youtube",
      "places.1.url": "https://video.exemple.fr/watch?v=journee-livraison",
      "places.1.publishedOn": "2026-02-17",
      "questions.0.text": fr`Comment partager les jours de pluie entre les membres ?`,
    },
    activities: [fr`Livraison à vélo en coopérative`],
    resources: ["coopcycle", "openstreetmap"],
    subtitles: `WEBVTT

00:00:02.000 --> 00:00:06.500
<v Samira>${fr`Il est huit heures. La première chose, c'est de regarder les commandes de la veille.`}

00:00:07.000 --> 00:00:12.000
<v Samira>${fr`Ici, tout le monde voit tout : les courses, les prix, qui a pris quoi.`}

00:02:10.000 --> 00:02:16.000
<v Samira>${fr`Je compose ma tournée en partant du plus loin. Dix arrêts, pas plus.`}

00:02:16.500 --> 00:02:22.000
<v Jonas>${fr`Et moi je prends le centre-ville, parce que je connais les codes d'immeuble.`}

00:04:30.000 --> 00:04:37.000
<v Samira>${fr`Le soir, la facture part toute seule. Avant, j'y passais mon dimanche.`}
`,
    credits: [
      { name: "Samira Kaci", role: "filmed", signed: binder },
      { name: "Jonas Verhaeghe", role: "filmed", signed: binder },
      { name: "Thibaut Lemaire", role: "author" },
      { name: "Inès Caron", role: "camera" },
    ],
    checks: everyCheck,
  },
  {
    kind: "audio",
    title: fr`Ouvrir une épicerie à plusieurs`,
    pitch: fr`Premier épisode de la série : commencer par une épicerie, tout le monde comprend ce que c'est.`,
    stage: "published",
    series: 1,
    form: {
      summary: fr`Trois fondatrices d'une épicerie participative racontent leur première année, et la caisse qui ne tombait jamais juste.`,
      body: fr`Une émission enregistrée dans la réserve, entre deux livraisons de légumes.`,
      durationSeconds: "18:20",
      "chapters.0.startSeconds": "0:00",
      "chapters.0.title": fr`Trouver le local`,
      "chapters.1.startSeconds": "9:15",
      "chapters.1.title": fr`Tenir la caisse à trente`,
      "places.0.platform": "podcast",
      "places.0.url": "https://ondes.exemple.fr/mains-dans-les-communs/1",
      "places.0.publishedOn": "2026-03-05",
      "places.0.fileUrl": "https://ondes.exemple.fr/mains-dans-les-communs/1.mp3",
      "places.0.mediaType": "audio/mpeg",
      "places.0.fileBytes": "17600000",
    },
    activities: [fr`Épicerie participative`],
    resources: ["odoo-community"],
    transcript: fr`
      [Marthe 0:04] On a visité onze locaux. Le douzième avait une chambre froide, on a signé le lendemain.

      [Leïla 0:38] Personne ne nous avait dit que la chambre froide coûterait plus cher que le loyer.

      [Marthe 9:20] La caisse, c'est trente personnes qui la tiennent. La première semaine, elle n'est jamais tombée juste.

      [Leïla 10:05] Alors on a écrit une page, une seule, avec des images. Depuis, ça va.`,
    credits: [
      { name: "Marthe Lesage", role: "voice", signed: binder },
      { name: "Leïla Haddad", role: "voice", signed: binder },
      { name: "Thibaut Lemaire", role: "editing" },
    ],
    checks: everyCheck,
  },
  {
    kind: "tutorial",
    title: fr`Régler les freins d'un vélo-cargo`,
    pitch: fr`La question la plus posée à l'atelier. Une page que l'on peut imprimer et coller au mur.`,
    stage: "published",
    refreshOn: 340,
    form: {
      summary: fr`Vingt minutes, deux clés et un chiffon pour que le frein arrière d'un vélo-cargo freine de nouveau.`,
      body: fr`Il faut une clé de 5, une clé de 10 et un chiffon propre. Videz la caisse avant de commencer.`,
      "steps.0.title": fr`Regarder les patins`,
      "steps.0.text": fr`Faites tourner la roue. Si les rainures du patin ont disparu, changez-le : un réglage n'y fera rien.`,
      "steps.0.minutes": "5",
      "steps.1.title": fr`Détendre le câble`,
      "steps.1.text": fr`Desserrez d'un tour la vis qui tient le câble. **Gardez le câble en main** : il remonte vite.`,
      "steps.1.minutes": "5",
      "steps.2.title": fr`Recentrer, puis retendre`,
      "steps.2.text": fr`Serrez le levier à fond, laissez l'étrier se placer, puis resserrez la vis. Le levier doit s'arrêter à deux doigts du guidon.`,
      "steps.2.minutes": "8",
      "steps.3.title": fr`Essayer à vide, puis chargé`,
      "steps.3.text": fr`Dix mètres à pied, dix mètres à vélo, puis avec la caisse pleine. **Un frein qui couine est mal aligné.**`,
      "steps.3.minutes": "2",
    },
    activities: [fr`Atelier vélo participatif`],
    resources: ["guides-et-wiki-de-l-heureux-cyclage"],
    credits: [{ name: "Inès Caron", role: "author" }],
    checks: everyCheck,
  },
  {
    kind: "testimony",
    title: fr`« J'ai quitté la plateforme pour la coopérative »`,
    pitch: fr`Une personne veut bien raconter, pas se montrer. On l'écrit.`,
    stage: "published",
    form: {
      summary: fr`Deux ans de courses pour une plateforme, puis le passage à la coopérative : ce qui change, et ce qui ne change pas.`,
      body: fr`
        Je ne savais pas combien je gagnais. Je savais combien on me versait, ce n'est pas pareil.

        À la coopérative, je gagne d'abord moins. Le premier mois, j'ai failli repartir. Puis il y a eu l'arrêt
        maladie : pour la première fois, j'ai été payé en étant au lit.

        Ce qui n'a pas changé, c'est la pluie.`,
    },
    activities: [fr`Livraison à vélo en coopérative`],
    credits: [
      { name: "Bilel Haddouche", role: "author", isAnonymous: true, signed: binder },
      { name: "Thibaut Lemaire", role: "editing" },
    ],
    checks: everyCheck,
  },
  {
    kind: "article",
    title: fr`Choisir entre une association et une coopérative`,
    pitch: fr`À relire chaque année : les règles bougent.`,
    stage: "to_refresh",
    refreshOn: -12,
    form: {
      summary: fr`Ce que chaque statut permet, ce qu'il coûte, et la question à se poser avant de choisir.`,
      body: fr`
        La bonne question n'est pas « quel statut ? » mais « qui décide, et qui touche l'argent ? ».

        ## L'association

        Elle se crée en une soirée. Elle ne partage pas ses bénéfices.

        ## La coopérative

        Elle demande des statuts plus longs. Chaque personne y a une voix, et le travail y est payé.`,
    },
    credits: [{ name: "Thibaut Lemaire", role: "author" }],
    checks: everyCheck,
  },
  {
    kind: "article",
    title: fr`Ce que coûte vraiment un fablab de quartier`,
    pitch: fr`Trois ateliers ont bien voulu ouvrir leurs comptes.`,
    stage: "review",
    dueOn: 6,
    form: {
      summary: fr`Loyer, machines, heures : les comptes de trois ateliers, poste par poste.`,
      body: fr`
        Le plus cher n'est pas la découpeuse laser : c'est la personne qui ouvre la porte.

        Les trois ateliers dépensent chaque année de quoi payer un mi-temps, et deux s'en passent grâce à des
        bénévoles. Le troisième l'a embauché, et reçoit deux fois plus de monde.`,
    },
    activities: [fr`Fablab de quartier`],
    resources: ["fab-manager"],
    credits: [{ name: "Thibaut Lemaire", role: "author" }],
    checks: ["image_licence"],
  },
  {
    kind: "video",
    title: fr`Une après-midi au repair café`,
    pitch: fr`Montrer que l'on y vient pour réparer et que l'on y reste pour le café.`,
    stage: "editing",
    dueOn: 15,
    form: {
      summary: fr`Un grille-pain, une radio et un ourlet : ce qui se répare en une après-midi, et avec qui.`,
      durationSeconds: "9:05",
    },
    credits: [
      { name: "Ludivine Prévost", role: "filmed", signed: binder },
      { name: "Amadou Sy", role: "filmed" },
      { name: "Inès Caron", role: "camera" },
    ],
    checks: ["music_licence"],
  },
  {
    kind: "audio",
    title: fr`Un jardin partagé qui tient l'hiver`,
    pitch: fr`Deuxième épisode. Enregistrer en janvier, quand il n'y a rien à voir.`,
    stage: "shooting",
    dueOn: 28,
    series: 2,
    activities: [fr`Jardin partagé`],
    credits: [{ name: "Odile Bracq", role: "voice" }],
  },
  {
    kind: "tutorial",
    title: fr`Mettre ses vidéos sur PeerTube`,
    pitch: fr`Les groupes nous envoient des liens vers des plateformes qui changent d'avis. Leur montrer comment faire autrement, pas à pas.`,
    stage: "script",
    dueOn: -3,
    resources: ["peertube"],
    credits: [],
  },
  {
    kind: "article",
    title: fr`Covoiturer pour aller travailler à 5 heures du matin`,
    pitch: fr`Deux conductrices du covoiturage solidaire partent avant le premier bus. Les rencontrer.`,
    stage: "pitch",
    activities: [fr`Covoiturage solidaire`],
    credits: [],
  },
];
