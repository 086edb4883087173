import { enterAudience } from "@essaim/media/audience/audience.commands";
import { listPiecesToCount } from "@essaim/media/audience/audience.queries";
import { enterAudienceSchema } from "@essaim/media/audience/audience.schema";
import {
  chooseAudienceColumns,
  sendAudienceFile,
  writeAudienceImport,
} from "@essaim/media/audience/audience-import.commands";
import { readAudienceTable } from "@essaim/media/audience/audience-table";
import { addDays } from "./day.ts";
import { fr } from "./french.ts";
import { type Story, saved } from "./tell.ts";

const film = fr`Organiser une journée de livraison avec CoopCycle`;
const programme = fr`Ouvrir une épicerie à plusieurs`;

/**
 * What the media's pieces were seen and heard in the last months: exports of YouTube and of PeerTube, figures typed, one
 * of them corrected. PeerTube's channel is declared as a whole too, so that each of its months is told twice.
 */
export async function addAudience(story: Story): Promise<void> {
  const { execute, editor, today } = story;
  const pieces = await execute(editor, listPiecesToCount, {});
  const pieceId = (title: string) => pieces.find((one) => one.title === title)?.id ?? title;
  const [third = "", second = "", last = ""] = [3, 2, 1].map((ago) => monthAgo(today, ago));

  await importFile(story, "youtube", "Données du tableau.csv", last, [
    fr`Contenu;Titre de la vidéo;Mois;Vues`,
    `Total;;${last};612`,
    `${film};Livraison;${third};188`,
    `${film};Livraison;${second};240`,
    `${film};Livraison;${last};184`,
  ]);
  await importFile(story, "peertube", "peertube-chaine.csv", last, [fr`Vidéo;Vues`, `${film};96`]);
  const heard = [
    [third, "74", fr`Statistiques de l'hébergeur du podcast, relevées le 2 du mois suivant.`],
    [second, "610", fr`Statistiques de l'hébergeur du podcast, relevées le 2 du mois suivant.`],
    [second, "61", fr`Correction : un zéro de trop avait été tapé, le relevé dit 61.`],
    [last, "83", fr`Statistiques de l'hébergeur du podcast, relevées le 2 du mois suivant.`],
  ] as const;
  for (const [month, value, evidence] of heard) {
    const input = { pieceId: pieceId(programme), platform: "podcast", month, value, evidence };
    saved(await execute(editor, enterAudience, enterAudienceSchema.parse(input)), evidence);
  }
}

async function importFile(
  { execute, editor }: Story,
  platform: "youtube" | "peertube",
  fileName: string,
  month: string,
  lines: readonly string[],
): Promise<void> {
  const table = await readAudienceTable(new TextEncoder().encode(lines.join("\n")));
  const { id } = saved(
    await execute(editor, sendAudienceFile, { platform, fileName, table }),
    fileName,
  );
  if (platform === "peertube") {
    const columns = { piece: 0, views: 1, month: null };
    const chosen = { id, columns, month: `${month}-01` };
    saved(await execute(editor, chooseAudienceColumns, chosen), fileName);
  }
  saved(await execute(editor, writeAudienceImport, { id, acceptLower: false }), fileName);
}

/** 'YYYY-MM' of a month gone by. */
function monthAgo(today: string, months: number): string {
  let day = `${today.slice(0, 7)}-01`;
  for (let gone = 0; gone < months; gone++) day = `${addDays(day, -1).slice(0, 7)}-01`;
  return day.slice(0, 7);
}
