import { saveView } from "@essaim/accompaniment/worker/saved-view.commands";
import { savedViewSchema } from "@essaim/accompaniment/worker/saved-view.schema";
import { type Story, saved } from "./tell.ts";

/** The team's views: their days move with time, so that they stay true. */
const teamViews = [
  {
    name: "Contrats qui finissent bientôt",
    query:
      "groupe=contrat-finit-avant.dans-90-jours&colonnes=etape.accompagnement.contrat.etape-suivante&tri=contrat",
  },
  { name: "À revoir", query: "etat=a-revoir&tri=rencontre" },
  { name: "Toutes les arrivées depuis 2018", page: "pathways", query: "du=2018-01-01" },
  { name: "Arrivées de 2019", page: "cohorts", query: "du=2019-01-01&au=2019-12-31" },
];

export async function addViews({ execute, manager }: Story): Promise<void> {
  for (const view of teamViews) {
    const input = savedViewSchema.parse({ ...view, scope: "team" });
    saved(await execute(manager, saveView, input), view.name);
  }
}
