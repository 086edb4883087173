import { today as todayInParis } from "@essaim/database/today";
import type { Role } from "@essaim/identity/permission";
import { type Day, onDay } from "./day.ts";
import {
  beaulieu,
  bourgogne,
  fachesThumesnil,
  hautchamps,
  hem,
  lambersart,
  lille,
  lilleNordEst,
  lilleOuest,
  lilleSud,
  loos,
  monsEnBaroeul,
  nouveauMons,
  nouveauRoubaix,
  phalempins,
  pontRompu,
  roubaix,
  roubaixTourcoing,
  tourcoing,
  villeneuveDAscq,
  wattrelos,
} from "./neighbourhoods.ts";

export type Account = {
  email: string;
  fullName: string;
  role: Role;
  /** For a funder's account, the name of its funder. */
  funder?: string;
};

/** People of the cooperative. Invented, like everybody in these files. */
export const coachInLille: Account = {
  email: "coach@essaim.test",
  fullName: "Camille Vasseur",
  role: "coach",
};
export const coachInRoubaix: Account = {
  email: "coach.roubaix@essaim.test",
  fullName: "Nadia Delattre",
  role: "coach",
};
export const manager: Account = {
  email: "direction@essaim.test",
  fullName: "Hélène Wattel",
  role: "manager",
};
export const editor: Account = {
  email: "media@essaim.test",
  fullName: "Thibaut Lemaire",
  role: "editor",
};
export const funderOfTheProgramme: Account = {
  email: "financeur@essaim.test",
  fullName: "Agnès Carpentier",
  role: "funder",
  funder: "Fondation de France",
};
export const administrator: Account = {
  email: "admin@essaim.test",
  fullName: "Sofiane Haddad",
  role: "admin",
};

export const accounts: readonly Account[] = [
  coachInLille,
  coachInRoubaix,
  manager,
  editor,
  funderOfTheProgramme,
  administrator,
];

export type WorkerPersona = {
  givenName: string;
  familyName: string;
  kind: "platform_worker" | "commons_contributor" | "both";
  birthYear: number | null;
  email: string | null;
  /** Ten digits, in a range kept for fiction (06 39 98…, 03 53 01…). */
  phone: string | null;
  addressLine: string | null;
  postcode: string | null;
  communeCode: string | null;
  residence: "priority" | "outside" | "unknown";
  neighbourhoodCode: string | null;
  supportOrigin:
    | "self"
    | "word_of_mouth"
    | "employment_service"
    | "social_service"
    | "platform"
    | "partner"
    | "event"
    | "unknown";
  supportedFrom: string;
  supportedUntil: string | null;
  /** Slugs of the commons relied on. */
  resources: readonly string[];
  /** E-mail of the coach's account. */
  coach: string;
};

type Given = Partial<Omit<WorkerPersona, "supportedFrom" | "supportedUntil">> &
  Pick<WorkerPersona, "givenName" | "familyName" | "kind"> & { from: Day; until?: Day };

/**
 * One invented person. Call it with what a test wants to change; dates that count from today follow
 * `today`.
 */
export type Persona = (change?: Partial<WorkerPersona>, today?: string) => WorkerPersona;

/** Lower case, without accents or spaces: the local part of an address. */
const plain = (name: string) =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ı", "i")
    .replace(/[^a-z]+/g, "-");

function persona({ from, until, ...given }: Given): Persona {
  return (change = {}, today = todayInParis()) => ({
    birthYear: null,
    email: `${plain(given.givenName)}.${plain(given.familyName)}@example.org`,
    phone: null,
    addressLine: null,
    postcode: null,
    communeCode: null,
    residence: given.neighbourhoodCode ? "priority" : "unknown",
    neighbourhoodCode: null,
    supportOrigin: "unknown",
    resources: [],
    coach: coachInLille.email,
    ...given,
    supportedFrom: onDay(today, from),
    supportedUntil: until === undefined ? null : onDay(today, until),
    ...change,
  });
}

// Platform workers of priority neighbourhoods, accompanied in 2019.

export const courierInBoisBlancs = persona({
  givenName: "Karim",
  familyName: "Benyahia",
  kind: "platform_worker",
  birthYear: 1991,
  phone: "0639981204",
  addressLine: "118, avenue de Dunkerque",
  postcode: "59000",
  communeCode: lille.code,
  neighbourhoodCode: lilleOuest.code,
  supportOrigin: "platform",
  from: "2019-01-14",
  resources: ["coopcycle", "openstreetmap"],
});

export const courierInFives = persona({
  givenName: "Océane",
  familyName: "Dubrulle",
  kind: "platform_worker",
  birthYear: 1996,
  phone: "0639984417",
  addressLine: "30, rue du Rucher",
  postcode: "59800",
  communeCode: lille.code,
  neighbourhoodCode: lilleNordEst.code,
  supportOrigin: "word_of_mouth",
  from: "2019-03-04",
  resources: ["coopcycle"],
});

export const courierInRoubaix = persona({
  givenName: "Lassana",
  familyName: "Goumbala",
  kind: "platform_worker",
  birthYear: 1988,
  phone: "0639980731",
  addressLine: "20, rue du Miel",
  postcode: "59100",
  communeCode: roubaix.code,
  neighbourhoodCode: roubaixTourcoing.code,
  supportOrigin: "employment_service",
  from: "2019-02-11",
  until: -247,
  resources: ["coopcycle"],
  coach: coachInRoubaix.email,
});

export const driverInMoulins = persona({
  givenName: "Inès",
  familyName: "Lahcen",
  kind: "platform_worker",
  birthYear: 1985,
  phone: "0639986620",
  addressLine: "57, rue d’Arras",
  postcode: "59000",
  communeCode: lille.code,
  neighbourhoodCode: lilleSud.code,
  supportOrigin: "social_service",
  from: "2019-04-08",
  until: -203,
  resources: ["mobicoop"],
});

export const courierInTourcoing = persona({
  givenName: "Kévin",
  familyName: "Dhaene",
  kind: "platform_worker",
  birthYear: 1998,
  phone: "0639982958",
  addressLine: "12, rue des Cirières",
  postcode: "59200",
  communeCode: tourcoing.code,
  neighbourhoodCode: bourgogne.code,
  supportOrigin: "employment_service",
  from: "2019-05-20",
  until: -150,
  coach: coachInRoubaix.email,
});

export const homeHelpInNouveauRoubaix = persona({
  givenName: "Fatoumata",
  familyName: "Koné",
  kind: "platform_worker",
  birthYear: 1979,
  phone: "0353014286",
  addressLine: "25, rue de la Gelée-Royale",
  postcode: "59100",
  communeCode: roubaix.code,
  neighbourhoodCode: nouveauRoubaix.code,
  supportOrigin: "partner",
  from: "2019-06-03",
  resources: ["communecter"],
  coach: coachInRoubaix.email,
});

// Platform workers who also contribute to commons, in priority neighbourhoods, accompanied in 2019.

export const craftsmanInHem = persona({
  givenName: "Rachid",
  familyName: "Ouali",
  kind: "both",
  birthYear: 1976,
  phone: "0639985073",
  addressLine: "8, rue des Ouvrières",
  postcode: "59510",
  communeCode: hem.code,
  neighbourhoodCode: hautchamps.code,
  supportOrigin: "word_of_mouth",
  from: "2018-11-19",
  resources: ["coopcycle", "dolibarr"],
  coach: coachInRoubaix.email,
});

export const grocerInFives = persona({
  givenName: "Justine",
  familyName: "Vandamme",
  kind: "both",
  birthYear: 1983,
  phone: "0639987345",
  addressLine: "204, rue Pierre-Legrand",
  postcode: "59800",
  communeCode: lille.code,
  neighbourhoodCode: lilleNordEst.code,
  supportOrigin: "self",
  from: "2019-01-28",
  resources: ["open-food-network-france", "odoo-community"],
});

export const developerInWattrelos = persona({
  givenName: "Ibrahima",
  familyName: "Ndao",
  kind: "both",
  birthYear: 1993,
  phone: "0639981866",
  addressLine: "17, rue de l’Essaimage",
  postcode: "59150",
  communeCode: wattrelos.code,
  neighbourhoodCode: beaulieu.code,
  supportOrigin: "event",
  from: "2019-09-02",
  resources: ["coopcycle", "mobicoop"],
  coach: coachInRoubaix.email,
});

export const mechanicInMons = persona({
  givenName: "Élodie",
  familyName: "Pruvost",
  kind: "both",
  birthYear: 1990,
  phone: "0639983402",
  addressLine: "33, rue des Rayons",
  postcode: "59370",
  communeCode: monsEnBaroeul.code,
  neighbourhoodCode: nouveauMons.code,
  supportOrigin: "word_of_mouth",
  from: "2019-02-25",
  until: -330,
  resources: ["guides-et-wiki-de-l-heureux-cyclage", "openstreetmap"],
});

export const videographerInTourcoing = persona({
  givenName: "Yacine",
  familyName: "Meziane",
  kind: "both",
  birthYear: 1995,
  phone: "0639986198",
  addressLine: "9, rue du Couvain",
  postcode: "59200",
  communeCode: tourcoing.code,
  neighbourhoodCode: phalempins.code,
  supportOrigin: "partner",
  from: "2019-10-07",
  until: -402,
  resources: ["peertube", "kdenlive"],
  coach: coachInRoubaix.email,
});

// Contributors to commons who live outside priority neighbourhoods, accompanied in 2019.

export const coworkingFounder = persona({
  givenName: "Claire",
  familyName: "Deroubaix",
  kind: "commons_contributor",
  birthYear: 1981,
  phone: "0353017719",
  postcode: "59000",
  communeCode: lille.code,
  residence: "outside",
  supportOrigin: "self",
  from: "2018-09-10",
  resources: ["movilab", "la-coroutine", "dolibarr"],
});

export const brewerInLambersart = persona({
  givenName: "Antoine",
  familyName: "Debruyne",
  kind: "commons_contributor",
  birthYear: 1987,
  phone: "0639984961",
  postcode: "59130",
  communeCode: lambersart.code,
  residence: "outside",
  supportOrigin: "event",
  from: "2019-03-18",
  until: -668,
  resources: ["brewtarget", "movilab"],
});

export const wikimedianInVilleneuve = persona({
  givenName: "Magdalena",
  familyName: "Kowalczyk",
  kind: "commons_contributor",
  birthYear: 1974,
  phone: "0639980258",
  postcode: "59650",
  communeCode: villeneuveDAscq.code,
  residence: "outside",
  supportOrigin: "word_of_mouth",
  from: "2019-01-21",
  resources: ["wikimedia", "openstreetmap"],
});

export const makerInLoos = persona({
  givenName: "Baptiste",
  familyName: "Hennion",
  kind: "commons_contributor",
  birthYear: 1992,
  phone: "0639987780",
  postcode: "59120",
  communeCode: loos.code,
  residence: "outside",
  supportOrigin: "partner",
  from: "2019-04-29",
  until: -690,
  resources: ["fab-manager", "vhelio"],
});

export const gardenerInFaches = persona({
  givenName: "Linh",
  familyName: "Pham",
  kind: "commons_contributor",
  birthYear: 1989,
  phone: "0639982317",
  postcode: "59155",
  communeCode: fachesThumesnil.code,
  residence: "outside",
  supportOrigin: "self",
  from: "2019-11-04",
  resources: ["openstreetmap", "open-food-network-france"],
});

// Platform workers of whom nobody noted the neighbourhood, accompanied in 2019.

export const driverWithoutAddress = persona({
  givenName: "Jordan",
  familyName: "Carlier",
  kind: "platform_worker",
  birthYear: 1994,
  phone: "0639985534",
  from: "2019-01-07",
  until: -560,
  supportOrigin: "platform",
});

export const courierPassingBy = persona({
  givenName: "Sékou",
  familyName: "Barry",
  kind: "platform_worker",
  phone: "0639983977",
  email: null,
  from: "2019-06-17",
  until: -615,
  supportOrigin: "social_service",
  coach: coachInRoubaix.email,
});

export const cleanerByApplication = persona({
  givenName: "Amandine",
  familyName: "Lecocq",
  kind: "platform_worker",
  birthYear: 1982,
  phone: "0353012093",
  // A street of which the geocoder's double is never sure.
  addressLine: "27, passage Incertain",
  postcode: "59000",
  communeCode: lille.code,
  from: "2019-09-16",
  supportOrigin: "employment_service",
  coach: coachInRoubaix.email,
});

export const handymanByApplication = persona({
  givenName: "Bilal",
  familyName: "Chaoui",
  kind: "platform_worker",
  birthYear: 1986,
  phone: "0639981145",
  from: "2019-02-04",
  until: -480,
  supportOrigin: "word_of_mouth",
});

export const translatorByApplication = persona({
  givenName: "Tiago",
  familyName: "Ferreira",
  kind: "platform_worker",
  birthYear: 1997,
  phone: "0639986853",
  from: "2019-10-14",
  until: -655,
  supportOrigin: "self",
});

// People who came since.

export const courierInBlancSeau = persona({
  givenName: "Assia",
  familyName: "Zerrouki",
  kind: "platform_worker",
  birthYear: 2001,
  phone: "0639984825",
  addressLine: "14, rue de l’Enfumoir",
  postcode: "59200",
  communeCode: tourcoing.code,
  neighbourhoodCode: roubaixTourcoing.code,
  supportOrigin: "employment_service",
  from: -74,
  resources: ["coopcycle"],
  coach: coachInRoubaix.email,
});

export const mediatorInPontRompu = persona({
  givenName: "Hugo",
  familyName: "Delannoy",
  kind: "commons_contributor",
  birthYear: 1999,
  phone: "0639987206",
  addressLine: "21, rue des Faux-Bourdons",
  postcode: "59200",
  communeCode: tourcoing.code,
  neighbourhoodCode: pontRompu.code,
  supportOrigin: "partner",
  from: -205,
  resources: ["emmabuntues", "wikimedia"],
  coach: coachInRoubaix.email,
});

export const windowCleanerInLille = persona({
  givenName: "Chloé",
  familyName: "Vanhoutte",
  kind: "platform_worker",
  birthYear: 1994,
  phone: "0639980649",
  postcode: "59000",
  communeCode: lille.code,
  residence: "outside",
  supportOrigin: "word_of_mouth",
  from: -132,
  resources: ["dolibarr"],
});

export const bakerInLille = persona({
  givenName: "Emre",
  familyName: "Aksoy",
  kind: "both",
  birthYear: 1980,
  phone: "0639983581",
  postcode: "59000",
  communeCode: lille.code,
  residence: "outside",
  supportOrigin: "event",
  from: -388,
  resources: ["open-food-network-france", "odoo-community"],
});

export const solarBikeBuilder = persona({
  givenName: "Maëlle",
  familyName: "Quentin",
  kind: "commons_contributor",
  birthYear: 1988,
  phone: "0639985417",
  postcode: "59320",
  residence: "outside",
  supportOrigin: "self",
  from: -301,
  resources: ["vhelio", "guides-et-wiki-de-l-heureux-cyclage"],
});

export const newcomerWithoutCommune = persona({
  givenName: "Rokhaya",
  familyName: "Sarr",
  kind: "commons_contributor",
  birthYear: 2002,
  phone: "0639982690",
  from: -19,
  supportOrigin: "event",
  resources: ["wikimedia"],
});

/** Everybody, by the name that meetings and contributions use. */
export const personas = {
  courierInBoisBlancs,
  courierInFives,
  courierInRoubaix,
  driverInMoulins,
  courierInTourcoing,
  homeHelpInNouveauRoubaix,
  craftsmanInHem,
  grocerInFives,
  developerInWattrelos,
  mechanicInMons,
  videographerInTourcoing,
  coworkingFounder,
  brewerInLambersart,
  wikimedianInVilleneuve,
  makerInLoos,
  gardenerInFaches,
  driverWithoutAddress,
  courierPassingBy,
  cleanerByApplication,
  handymanByApplication,
  translatorByApplication,
  courierInBlancSeau,
  mediatorInPontRompu,
  windowCleanerInLille,
  bakerInLille,
  solarBikeBuilder,
  newcomerWithoutCommune,
} as const satisfies Record<string, Persona>;

export type PersonaName = keyof typeof personas;
