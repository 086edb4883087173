import { listGrants } from "@essaim/funding/grant/grant.queries";
import { grantFilterSchema } from "@essaim/funding/grant/grant.schema";
import { createReport, sendReport, writeReport } from "@essaim/funding/report/report.commands";
import { getReport } from "@essaim/funding/report/report.queries";
import { readAnswers } from "@essaim/funding/report/report.schema";
import { fr } from "./french.ts";
import { type Story, saved } from "./tell.ts";

const answers = readAnswers({
  texts: {
    achievement: fr`Exemple de démonstration. Au premier semestre, six ateliers ont eu lieu et douze vidéos ont été publiées sous licence libre.`,
    audience: fr`Une vingtaine de personnes accompagnées, et les publics des ateliers.`,
    placesAndDates: fr`Lille, Roubaix et Hellemmes, de janvier à juin.`,
    objectives: fr`La moitié des objectifs de l'année est atteinte ; le tableau de bord en donne le détail.`,
    indirectRules: fr`Un dixième du loyer et de l'assurance, à proportion des heures passées sur l'action (exemple de démonstration).`,
  },
  amounts: { indirect_running: { planned: null, realised: 60_000 } },
  annexes: fr`Rapport d'activité du premier semestre (exemple de démonstration).`,
  signatory: fr`Nom de la personne qui représente la coopérative (exemple)`,
  signatoryCapacity: fr`gérante`,
  signedAt: "Lille",
});

/** The reports of the invented grant: one of the first half of the year, sent once it is over, and the final one. */
export async function addReports({ execute, manager, today }: Story): Promise<void> {
  const year = today.slice(0, 4);
  const { grants } = await execute(manager, listGrants, grantFilterSchema.parse({}));
  const grant = grants.find(({ reference }) => reference === `EXEMPLE-${year}`);
  if (!grant) throw new Error("The demonstration has no invented grant of this year");
  const due = async (label: string, stage: "interim" | "final", to: string, dueOn: string) =>
    saved(
      await execute(manager, createReport, {
        ...{ grantId: grant.id, form: "cerfa", stage, label },
        ...{ coversFrom: `${year}-01-01`, coversTo: to, dueOn },
      }),
      label,
    ).id;
  const interim = await due(
    fr`Compte rendu intermédiaire ${year}`,
    "interim",
    `${year}-06-30`,
    `${year}-09-30`,
  );
  await due(fr`Compte rendu final ${year}`, "final", `${year}-12-31`, `${Number(year) + 1}-06-30`);
  const sentOn = `${year}-07-16`;
  if (sentOn > today) return;
  const version = async () =>
    (await execute(manager, getReport, { grantId: grant.id, id: interim })).report.version;
  const report = { id: interim, version: await version() };
  saved(await execute(manager, writeReport, { ...report, answers }), "The report's answers");
  const sending = { id: interim, version: await version(), sentOn, isRead: true };
  saved(await execute(manager, sendReport, sending), "The report's sending");
}
