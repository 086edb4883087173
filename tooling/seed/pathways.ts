import type { StageKind } from "@essaim/accompaniment/pathway/stage.schema";
import type { Day } from "./day.ts";
import { fr } from "./french.ts";
import type { PersonaName } from "./personas.ts";

/**
 * A stage after the candidature that opens the file. `term` of a CAPE: twelve months less a day unless said;
 * `reason` and `destination` of an exit: codes of their lists, absent when nobody said.
 */
export type StageSeed = {
  kind: StageKind;
  on: Day;
  term?: Day;
  reason?: string;
  destination?: string;
  note?: string;
};

type More = Omit<StageSeed, "kind" | "on">;

const stage = (kind: StageKind, on: Day, more: More = {}): StageSeed => ({ kind, on, ...more });
const diagnosis = (on: Day) => stage("diagnosis", on);
const cape = (on: Day, term?: Day) => stage("cape", on, { term });
const renewal = (on: Day, term?: Day) => stage("cape_renewal", on, { term });
const cesa = (on: Day) => stage("cesa", on);
const amendment = (on: Day, note: string) => stage("amendment", on, { note });
const associate = (on: Day) => stage("associate", on);
const exit = (on: Day, reason?: string, destination?: string, note?: string) =>
  stage("exit", on, { reason, destination, note });

/** The way of each person through the cooperative. Those who left did so on the day that their persona says. */
export const pathways: Record<PersonaName, readonly StageSeed[]> = {
  courierInBoisBlancs: [
    diagnosis("2019-01-21"),
    cape("2019-02-01"),
    cesa("2019-12-02"),
    associate("2021-06-17"),
    amendment(
      "2023-09-01",
      fr`Passage de 24 à 30 heures par semaine, la tournée du matin étant pleine.`,
    ),
  ],
  courierInFives: [
    diagnosis("2019-03-11"),
    cape("2019-04-01"),
    renewal("2020-04-01"),
    cesa("2020-11-02"),
    associate("2022-03-17"),
  ],
  courierInRoubaix: [
    diagnosis("2019-02-18"),
    cape("2019-03-04"),
    renewal("2020-03-04"),
    cesa("2021-03-01"),
    exit(-247, "project_done", "permanent_job"),
  ],
  driverInMoulins: [
    diagnosis("2019-04-15"),
    cape("2019-09-02"),
    cesa("2020-09-01"),
    exit(-203, "abandoned", "permanent_job", fr`Le financeur pressenti n'a pas suivi.`),
  ],
  courierInTourcoing: [
    diagnosis("2019-05-27"),
    exit("2019-12-20", "reoriented", "training"),
    stage("candidate", -270, { note: fr`Revient avec son diplôme de mécanicien cycles.` }),
    exit(-150, "reoriented", "permanent_job"),
  ],
  homeHelpInNouveauRoubaix: [
    diagnosis("2019-06-11"),
    cape("2019-07-01"),
    cesa("2020-03-02"),
    associate("2021-10-07"),
  ],
  craftsmanInHem: [diagnosis("2018-12-03"), cesa("2019-01-07"), associate("2020-06-18")],
  grocerInFives: [
    diagnosis("2019-02-05"),
    cape("2019-03-01"),
    cesa("2019-12-02"),
    associate("2021-06-17"),
  ],
  developerInWattrelos: [
    diagnosis("2019-09-10"),
    cape("2019-10-01"),
    cesa("2020-10-01"),
    associate("2022-03-17"),
  ],
  mechanicInMons: [
    diagnosis("2019-03-05"),
    cape("2019-04-01"),
    renewal("2020-04-01"),
    renewal("2021-04-01"),
    cesa("2022-03-28"),
    exit(-330, "project_done", "permanent_job"),
  ],
  videographerInTourcoing: [
    diagnosis("2019-10-15"),
    cape("2019-11-04"),
    renewal("2020-11-04"),
    cesa("2021-11-02"),
    exit(-402, "project_done", "other_cooperative"),
  ],
  coworkingFounder: [
    cesa("2019-02-01"),
    associate("2019-11-21"),
    amendment("2023-01-02", fr`Calcul de la part variable revu avec la nouvelle grille de prix.`),
  ],
  brewerInLambersart: [
    diagnosis("2019-03-26"),
    cape("2019-05-02"),
    renewal("2020-05-02"),
    renewal("2021-05-02"),
    cesa("2022-05-02"),
    exit(-668, "project_done", "own_business"),
  ],
  // Her three years to become an associate come to their end.
  wikimedianInVilleneuve: [diagnosis("2019-02-12"), cesa(-1045)],
  makerInLoos: [
    diagnosis("2019-05-07"),
    cape("2019-06-03"),
    renewal("2020-06-03"),
    cesa("2021-06-01"),
    exit(-690, "reoriented", "permanent_job"),
  ],
  gardenerInFaches: [
    diagnosis("2019-11-12"),
    cape("2019-12-02"),
    cesa("2020-12-02"),
    associate("2022-06-16"),
  ],
  driverWithoutAddress: [
    exit("2019-07-12", "reoriented", "permanent_job"),
    stage("candidate", -640, {
      note: fr`Son contrat s'arrête : il veut comparer les possibilités.`,
    }),
    exit(-560, "reoriented", "permanent_job"),
  ],
  courierPassingBy: [
    exit("2019-11-29", "moved"),
    stage("candidate", -680, { note: fr`De retour dans la métropole.` }),
    exit(-615, "moved"),
  ],
  // She left, and came back when a group was there for her to join.
  cleanerByApplication: [
    diagnosis("2019-09-24"),
    cape("2019-10-14"),
    exit("2020-10-13", "end_of_contract", "own_business"),
    stage("candidate", -60, { note: fr`Revient pour rejoindre le groupe de Nouveau Roubaix.` }),
    diagnosis(-52),
  ],
  handymanByApplication: [
    diagnosis("2019-02-12"),
    cape("2019-03-04"),
    cesa("2020-03-02"),
    exit(-480, "project_done", "own_business"),
  ],
  translatorByApplication: [
    diagnosis("2019-10-22"),
    cape("2019-11-04"),
    cesa("2020-11-02"),
    exit(-655, "moved", "own_business"),
  ],
  // Contracts of a few months: whoever opens the demonstration finds some about to end.
  courierInBlancSeau: [diagnosis(-70), cape(-41, 142)],
  mediatorInPontRompu: [diagnosis(-198), cape(-180, -1), renewal(0, 182)],
  windowCleanerInLille: [diagnosis(-128), cape(-115, 68)],
  bakerInLille: [diagnosis(-380), cape(-350, 12)],
  solarBikeBuilder: [diagnosis(-294), cape(-280, -98), renewal(-97, 25)],
  newcomerWithoutCommune: [],
};
