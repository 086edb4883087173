import type { Database } from "@essaim/database/connection";
import type { Execute } from "@essaim/database/execute";
import { houseActor } from "@essaim/identity/actor";
import { enterAudience } from "@essaim/media/audience/audience.commands";
import { listPiecesToCount } from "@essaim/media/audience/audience.queries";
import { enterAudienceSchema } from "@essaim/media/audience/audience.schema";
import {
  chooseAudienceColumns,
  sendAudienceFile,
  writeAudienceImport,
} from "@essaim/media/audience/audience-import.commands";
import { readAudienceTable } from "@essaim/media/audience/audience-table";
import { countOwnVisits, recordAudienceReading } from "@essaim/media/audience/reading.commands";
import { sql } from "kysely";
import { addDays } from "./day.ts";
import { fr } from "./french.ts";
import { opteosId } from "./ground.ts";
import { type Story, saved } from "./tell.ts";

const film = fr`Organiser une journée de livraison avec CoopCycle`;
const filmPage = "https://tube.exemple.fr/w/journee-de-livraison";
const programme = fr`Ouvrir une épicerie à plusieurs`;

/** The jobs' door, and the owner's. */
type Doors = { owner: Database; executeHouse: Execute };

/**
 * What the media's pieces were seen and heard in the last months: exports of YouTube and of PeerTube, what PeerTube was
 * read to say, figures typed, one of them corrected, and our own counter. PeerTube's channel is declared as a whole too,
 * so that each of its months is told twice, but the one that is not over.
 */
export async function addAudience(story: Story, doors: Doors): Promise<void> {
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
    const where = { platform: "podcast", service: fr`L'hébergeur du podcast` };
    const input = { pieceId: pieceId(programme), ...where, month, value, evidence };
    saved(await execute(editor, enterAudience, enterAudienceSchema.parse(input)), evidence);
  }
  await readFilm(story, doors, pieceId(film));
  await countVisits(doors, today);
}

/** What the film had been viewed in all on PeerTube, on the 1st of each of the last months. */
const totals = [1210, 1296, 1391, 1487];
/** And since the last 1st. */
const sinceThen = 23;

async function readFilm({ today }: Story, { executeHouse }: Doors, pieceId: string): Promise<void> {
  const read = async (day: string, total: number) => {
    const answer = { ok: true as const, total, video: filmPage };
    const input = { pieceId, url: filmPage, day, answer };
    saved(await executeHouse(house, recordAudienceReading, input), filmPage);
  };
  for (const [at, total] of totals.entries()) {
    await read(`${monthAgo(today, totals.length - 1 - at)}-01`, total);
  }
  if (!today.endsWith("-01")) await read(today, (totals.at(-1) ?? 0) + sinceThen);
}

/** What our own pages of texts and audios were read, last month and this one. */
async function countVisits({ owner, executeHouse }: Doors, today: string): Promise<void> {
  await sql`insert into visit_count (month, page, slug, visits)
    select month::date, 'piece', p.slug, 20 + 7 * (row_number() over (order by p.slug))
    from published_piece p, unnest(array[${`${monthAgo(today, 1)}-01`}, ${`${monthAgo(today, 0)}-01`}]) month
    where p.organisation_id = ${opteosId} and p.kind <> 'video'
    on conflict (month, page, slug) do update set visits = excluded.visits`.execute(owner);
  saved(await executeHouse(house, countOwnVisits, {}), "visits");
}

const house = houseActor(opteosId, "demo");

async function importFile(
  { execute, editor }: Story,
  platform: "youtube" | "peertube",
  fileName: string,
  month: string,
  lines: readonly string[],
): Promise<void> {
  const table = await readAudienceTable(new TextEncoder().encode(lines.join("\n")));
  const { id } = saved(
    await execute(editor, sendAudienceFile, { platform, service: "", fileName, table }),
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
