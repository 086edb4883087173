import type { Attendance } from "@essaim/accompaniment/meeting/attendance.schema";
import type { EventKind, WorkshopPlace } from "@essaim/accompaniment/workshop/workshop.schema";
import { fr } from "./french.ts";
import { workingDay } from "./workshops.ts";

type GuestSeed = readonly [givenName: string, familyName: string, attendance?: Attendance];

/** A meet-up or a presentation that the editor holds, and who comes. */
export type EventSeed = {
  kind: EventKind;
  title: string;
  audience: string;
  description: string;
  /** Days from that of seeding. */
  heldOn: number;
  startTime: string;
  durationMinutes: number;
  place: WorkshopPlace;
  placeDetail: string;
  capacity: number;
  guests: readonly GuestSeed[];
  minutes: string;
};

/** Begun some weeks ago, so that a month of it is over and told. */
export const campaign = {
  name: fr`Nos communs, expliqués au dehors`,
  aim: fr`Que trois autres coopératives publient leurs ressources, et que les conseillers de France Travail sachent à qui parler de nous.`,
  audience: fr`Les autres CAE, les conseillers de France Travail de la métropole`,
  startsIn: -45,
  endsIn: 20,
  /** By their titles. */
  pieces: [
    fr`Organiser une journée de livraison avec CoopCycle`,
    fr`Ouvrir une épicerie à plusieurs`,
  ],
} as const;

export const events: readonly EventSeed[] = [
  {
    kind: "presentation",
    title: fr`Ce qu'une coopérative doit aux communs, et ce qu'elle leur rend`,
    audience: fr`Les autres coopératives d'activités et d'emploi`,
    description: fr`Une heure et demie pour montrer comment nous suivons les logiciels libres dont nos entrepreneurs dépendent, et ce que nous leur rendons. Chacun repart avec le registre, vide, prêt à remplir.`,
    heldOn: workingDay(-18),
    startTime: "10:00",
    durationMinutes: 90,
    place: "remote",
    placeDetail: fr`https://visio.example.org/communs`,
    capacity: 30,
    guests: [
      ["Aurélie", "Vasseur", "present"],
      ["Benoît", "Carlier", "present"],
      ["Chloé", "Demeester", "present"],
      ["Djamel", "Ferhat", "absent"],
      ["Estelle", "Guilbert", "present"],
      ["Fatou", "Ndiaye", "present"],
      ["Grégoire", "Hennebelle", "excused"],
      ["Inès", "Jourdain", "present"],
      ["Karim", "Lebrun", "present"],
      ["Maud", "Noiret", "present"],
      ["Olivier", "Poulain", "absent"],
    ],
    minutes: fr`Deux coopératives veulent reprendre le registre. On nous demande un modèle de délibération pour les parts.`,
  },
  {
    kind: "presentation",
    title: fr`La coopérative, pour les conseillers de France Travail Lille`,
    audience: fr`Les conseillers de France Travail de la métropole`,
    description: fr`À qui proposer une coopérative d'activités et d'emploi, ce qu'une personne y trouve, et ce qui se passe après une réunion d'information. Un temps de questions, puis la visite de l'entrepôt des coursiers.`,
    heldOn: workingDay(14),
    startTime: "14:00",
    durationMinutes: 120,
    place: "third_place",
    placeDetail: fr`Mutualab, 19, rue Nicolas-Leblanc, Lille`,
    capacity: 30,
    guests: [
      ["Sandrine", "Quesnel"],
      ["Thibault", "Roussel"],
      ["Valérie", "Sauvage"],
      ["Yacine", "Touati"],
      ["Zoé", "Wattez"],
    ],
    minutes: "",
  },
];
