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
];

export async function addViews({ execute, manager }: Story): Promise<void> {
  for (const view of teamViews) {
    const input = savedViewSchema.parse({ ...view, scope: "team" });
    saved(await execute(manager, saveView, input), view.name);
  }
}
