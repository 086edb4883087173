import { byteOrderMark, csvLines } from "@essaim/accompaniment/french-csv";
import { listAudienceRows } from "@essaim/media/audience/audience.queries";
import { originLabels } from "@essaim/media/audience/audience.schema";
import { pieceKindLabels } from "@essaim/media/piece/published-piece.schema";
import { download } from "@essaim/web/download";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { audienceFilterSchema } from "./audience-filter";
import { monthInAddress, whereSeen } from "./audience-words";

const titles = ["Mois", "Contenu", "Forme", "Plateforme", "Vues ou visites", "Source", "Preuve"];

/** What counts of twelve months, piece by piece, as a spreadsheet. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { month } = parseQuery(audienceFilterSchema, request);
  const rows = await context.execute(actor, listAudienceRows, { month });
  const lines = rows.map((row) => [
    monthInAddress(row.month),
    row.title,
    pieceKindLabels[row.kind].fr,
    whereSeen(row),
    String(row.value),
    originLabels[row.origin],
    row.evidence,
  ]);
  return download({
    name: `audience-${monthInAddress(month)}.csv`,
    contentType: "text/csv; charset=utf-8",
    body: byteOrderMark + csvLines([titles, ...lines]),
  });
}
