import { fr } from "./french.ts";
import { armentieres } from "./neighbourhoods.ts";
import type { Account, WorkerPersona } from "./personas.ts";

/** A second cooperative, entirely invented, so that one can see that nothing passes from one to the other. */
export const otherOrganisation = {
  name: "Coopérative Autre Rive",
  slug: "cooperative-autre-rive",
  websiteUrl: null,
};

export const coachElsewhere: Account = {
  email: "coach@autre.test",
  fullName: "Ysaline Brunel",
  role: "coach",
};
export const managerElsewhere: Account = {
  email: "direction@autre.test",
  fullName: "Gaspard Verlynde",
  role: "manager",
};

export const otherAccounts: readonly Account[] = [coachElsewhere, managerElsewhere];

const elsewhere = (
  givenName: string,
  familyName: string,
  kind: WorkerPersona["kind"],
  residence: { communeCode: string | null; neighbourhoodCode: string | null },
  phone: string,
): WorkerPersona => ({
  givenName,
  familyName,
  kind,
  birthYear: null,
  email: null,
  phone,
  addressLine: null,
  postcode: null,
  residence: residence.neighbourhoodCode ? "priority" : "unknown",
  ...residence,
  supportOrigin: "self",
  supportedFrom: "2023-04-03",
  supportedUntil: null,
  resources: ["couture-partagee-patrons"],
  coach: coachElsewhere.email,
});

export const otherWorkers: readonly WorkerPersona[] = [
  elsewhere(
    "Perrine",
    "Lotte",
    "commons_contributor",
    {
      communeCode: armentieres.code,
      neighbourhoodCode: "QN05967M",
    },
    "0353016604",
  ),
  elsewhere(
    "Samba",
    "Guèye",
    "platform_worker",
    {
      communeCode: armentieres.code,
      neighbourhoodCode: "QN05968M",
    },
    "0639988812",
  ),
  elsewhere("Wanda", "Maes", "both", { communeCode: null, neighbourhoodCode: null }, "0639989907"),
];

export const otherMeeting = {
  heldOn: -11,
  durationMinutes: 45,
  place: "office" as const,
  summary: fr`Perrine a vendu ses premiers patrons. Elle veut ouvrir un atelier le samedi et cherche trois machines d'occasion.`,
  nextStep: fr`Appeler la ressourcerie d'Armentières.`,
  nextStepOn: 3,
};

export const otherResource = {
  slug: "couture-partagee-patrons",
  kind: "knowledge" as const,
  name: fr`Couture partagée, patrons`,
  summary: fr`Patrons de vêtements de travail dessinés par les membres de la coopérative. Ressource inventée pour la démonstration.`,
  licenceExpression: "CC-BY-SA-4.0",
};

export const otherActivity = {
  title: fr`Atelier de couture du samedi`,
  summary: fr`Coudre et réparer ensemble une matinée par semaine. Brouillon inventé pour la démonstration.`,
  sector: "craft" as const,
};

export const otherFunder = { name: "Fonds de la Lys (exemple)", kind: "other" as const };

export const otherProgramme = {
  name: fr`Métiers du fil`,
  description: fr`Programme inventé pour la démonstration.`,
  actions: [{ name: fr`Ateliers`, description: "" }],
};

export const otherPartner = {
  name: fr`Ressourcerie des Rives (exemple)`,
  kind: "association" as const,
  status: "secured" as const,
  role: fr`Dons de machines à coudre.`,
};
