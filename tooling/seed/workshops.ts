import { today } from "@essaim/database/today";
import { addDays } from "./day.ts";
import { fr } from "./french.ts";
import type { PersonaName } from "./personas.ts";

/** Group sessions: one told, one to tell, some to come, one open to all with those who registered, one cancelled. */
export type WorkshopSeed = {
  kind: "workshop" | "information";
  title: string;
  description: string;
  /** The coach of the demonstration, or the colleague in Roubaix. */
  coach: "lille" | "roubaix";
  /** Days from that of seeding. */
  heldOn: number;
  startTime: string;
  durationMinutes: number;
  place: "office" | "third_place" | "remote";
  placeDetail: string;
  capacity: number | null;
  isPublic: boolean;
  themes: readonly string[];
  people: readonly (readonly [
    worker: PersonaName,
    attendance?: "present" | "absent" | "excused",
  ])[];
  minutes: string;
  isCancelled?: boolean;
  /** Those who register by themselves on the public site. */
  registrations?: readonly {
    givenName: string;
    familyName: string;
    email: string;
    phone: string | null;
  }[];
};

/**
 * Days from that of seeding, moved off the week-end: nobody holds a session on a Sunday. The past stays past, and what
 * is to come stays so.
 */
export function workingDay(days: number): number {
  const weekday = new Date(`${addDays(today(), days)}T00:00Z`).getUTCDay();
  if (weekday !== 0 && weekday !== 6) return days;
  const [back, on] = weekday === 6 ? [1, 2] : [2, 1];
  return days < 0 ? days - back : days + on;
}

export const workshops: readonly WorkshopSeed[] = [
  {
    kind: "workshop",
    title: fr`Fixer ses prix`,
    description: fr`Calculer ce que coûte vraiment une heure de travail, puis décider d'un prix que l'on sait expliquer. Apportez trois factures ou trois courses récentes.`,
    coach: "lille",
    heldOn: workingDay(-21),
    startTime: "14:00",
    durationMinutes: 150,
    place: "third_place",
    placeDetail: fr`Mutualab, 19, rue Nicolas-Leblanc, Lille`,
    capacity: 14,
    isPublic: false,
    themes: ["management", "sales"],
    people: [
      ["courierInBoisBlancs", "present"],
      ["courierInFives", "present"],
      ["homeHelpInNouveauRoubaix", "present"],
      ["craftsmanInHem", "present"],
      ["grocerInFives", "present"],
      ["developerInWattrelos", "present"],
      ["wikimedianInVilleneuve", "excused"],
      ["gardenerInFaches", "present"],
      ["cleanerByApplication", "absent"],
      ["courierInBlancSeau", "present"],
      ["mediatorInPontRompu", "present"],
      ["bakerInLille", "present"],
    ],
    minutes: fr`Chacun repart avec son prix de revient à l'heure. Trois personnes travaillent sous leur coût sans le savoir. Le groupe demande une suite sur les devis.`,
  },
  {
    kind: "workshop",
    title: fr`Devis et factures, sans y passer la nuit`,
    description: fr`Un modèle de devis par personne, prêt à servir en sortant. Apportez un travail à chiffrer.`,
    coach: "lille",
    heldOn: workingDay(-2),
    startTime: "14:00",
    durationMinutes: 120,
    place: "office",
    placeDetail: "",
    capacity: 10,
    isPublic: false,
    themes: ["sales", "management"],
    people: [
      ["courierInFives"],
      ["grocerInFives"],
      ["courierInBlancSeau"],
      ["mediatorInPontRompu"],
      ["windowCleanerInLille"],
      ["bakerInLille"],
    ],
    minutes: "",
  },
  {
    kind: "workshop",
    title: fr`Signaler un défaut dans un logiciel libre`,
    description: fr`À partir des pannes rencontrées en tournée : écrire un signalement que les développeurs peuvent traiter. Sans connaissance technique.`,
    coach: "roubaix",
    heldOn: workingDay(12),
    startTime: "17:30",
    durationMinutes: 90,
    place: "third_place",
    placeDetail: fr`Entrepôt des coursiers, Roubaix`,
    capacity: 10,
    isPublic: false,
    themes: ["commons", "digital"],
    people: [
      ["courierInBoisBlancs"],
      ["courierInFives"],
      ["courierInBlancSeau"],
      ["developerInWattrelos"],
    ],
    minutes: "",
  },
  {
    kind: "information",
    title: fr`Créer son activité dans une coopérative : réunion d'information`,
    description: fr`Une heure et demie pour comprendre ce qu'est une coopérative d'activités et d'emploi, ce qu'elle apporte et ce qu'elle demande. Deux personnes qui y travaillent racontent leur parcours. Vos questions ont la moitié du temps.

Aucune préparation, aucun engagement.`,
    coach: "lille",
    heldOn: workingDay(7),
    startTime: "10:00",
    durationMinutes: 90,
    place: "office",
    placeDetail: fr`12, rue des Sarrazins, Lille`,
    capacity: 12,
    isPublic: true,
    themes: ["project", "cooperation"],
    people: [],
    minutes: "",
    registrations: [
      {
        givenName: "Nordine",
        familyName: "Haddouche",
        email: "nordine.haddouche@example.org",
        phone: "0639980111",
      },
      {
        givenName: "Solène",
        familyName: "Bouchard",
        email: "solene.bouchard@example.org",
        phone: null,
      },
      {
        givenName: "Mamadou",
        familyName: "Sylla",
        email: "mamadou.sylla@example.org",
        phone: "0639980222",
      },
      {
        givenName: "Perrine",
        familyName: "Caudron",
        email: "perrine.caudron@example.org",
        phone: null,
      },
    ],
  },
  {
    kind: "workshop",
    title: fr`Comprendre son bulletin de paie`,
    description: fr`Ligne par ligne, avec vos propres bulletins.`,
    coach: "lille",
    heldOn: workingDay(9),
    startTime: "14:00",
    durationMinutes: 120,
    place: "office",
    placeDetail: "",
    capacity: 8,
    isPublic: false,
    themes: ["rights"],
    people: [["bakerInLille"], ["grocerInFives"]],
    minutes: "",
    isCancelled: true,
  },
];
