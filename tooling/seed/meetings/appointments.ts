import { fr } from "../french.ts";
import type { PersonaName } from "../personas.ts";
import type { Place } from "./line.ts";

/** Appointments of the day, to come, and one that nobody has told yet. */
export type AppointmentSeed = {
  worker: PersonaName;
  heldOn: number;
  startTime: string;
  durationMinutes: number;
  place: Place;
  placeDetail: string;
  /** Codes of the list of themes. */
  themes: readonly string[];
};

const appointment = (
  worker: PersonaName,
  heldOn: number,
  startTime: string,
  place: Place,
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
