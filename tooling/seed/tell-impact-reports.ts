import { listGrants } from "@essaim/funding/grant/grant.queries";
import { grantFilterSchema } from "@essaim/funding/grant/grant.schema";
import type { SectionKind } from "@essaim/impact/report/impact-report.schema";
import {
  approveReport,
  createImpactReport,
  editSection,
} from "@essaim/impact/report/report.commands";
import { getImpactReport } from "@essaim/impact/report/report.queries";
import type { Sealer } from "@essaim/impact/report/seal";
import { fr } from "./french.ts";
import { type Story, saved } from "./tell.ts";

const kinds: SectionKind[] = ["opening", "figures", "people", "neighbourhoods", "commons", "money"];

const texts: Partial<Record<SectionKind, string>> = {
  opening: fr`Une année pour rendre les communs économiques accessibles à celles et ceux qui travaillent avec une plateforme, ou qui contribuent à un commun.

Le média a raconté des activités que d’autres peuvent reprendre. L’accompagnement a suivi, personne par personne, et les ateliers ont touché bien au-delà.`,
  people: fr`L’accompagnement va d’abord vers les quartiers prioritaires : une répartition n’est montrée que si elle ne désigne personne.`,
};

/** The report of the grant of 2019, sealed, and a draft for whoever wants to finish one. */
export async function addImpactReports(
  { execute, manager, today }: Story,
  seal: Sealer,
): Promise<void> {
  const { grants } = await execute(manager, listGrants, grantFilterSchema.parse({}));
  for (const { id: grantId, status, startsOn, endsOn, funderName } of grants) {
    if (status !== "awarded") continue;
    const isOver = endsOn < today;
    const { id } = saved(
      await execute(manager, createImpactReport, {
        title: `Rapport d’impact ${startsOn.slice(0, 4)}, ${funderName}`,
        ...{ grantId, kinds },
        cutOffOn: isOver ? endsOn : today,
      }),
      "An impact report",
    );
    if (!isOver) continue;
    for (const { id: sectionId, kind, title } of (await execute(manager, getImpactReport, { id }))
      .report.sections) {
      const text = texts[kind];
      if (!text) continue;
      const { version } = (await execute(manager, getImpactReport, { id })).report;
      const section = { id, sectionId, version, title, text, stories: [] };
      saved(await execute(manager, editSection, section), title);
    }
    const { version } = (await execute(manager, getImpactReport, { id })).report;
    saved(await execute(manager, approveReport, { id, version, isRead: true, seal }), "Its seal");
  }
}
