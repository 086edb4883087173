import { byteOrderMark } from "@essaim/accompaniment/french-csv";
import { getMyRelease } from "@essaim/impact/release/release.queries";
import { svgFile } from "@essaim/paper/drawing";
import { PAGE } from "@essaim/ui/drawn";
import { drawnSvg } from "@essaim/ui/drawn-svg";
import { download } from "@essaim/web/download";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { recordId } from "~/record-id";
import { drawingsOf } from "../impact/release/release-drawings";
import { drawingCsv, figuresCsv, moneyCsv } from "./release-csv.server";

const notFound = () => new Response(null, { status: 404 });

/** A file of a release: `chiffres.csv`, `argent.csv`, and each drawing as `.svg`, `.png` or `.csv`. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const grantId = recordId(params.id);
  const release = await context.execute(actor, getMyRelease, { id: recordId(params.releaseId) });
  if (release.grantId !== grantId) throw notFound();
  const [, name = "", kind = ""] = /^([a-z0-9-]+)\.(csv|svg|png)$/.exec(params.file ?? "") ?? [];
  const fileName = `${name}-au-${release.cutOffOn}.${kind}`;
  const csv = (text: string) =>
    download({
      name: fileName,
      contentType: "text/csv; charset=utf-8",
      body: byteOrderMark + text,
    });
  if (kind === "csv" && name === "chiffres") return csv(figuresCsv(release));
  if (kind === "csv" && name === "argent") return csv(moneyCsv(release));
  const drawing = drawingsOf(release).find((one) => one.name === name);
  if (!drawing) throw notFound();
  if (kind === "csv") return csv(drawingCsv(drawing));
  const svg = drawnSvg(drawing.draw(PAGE));
  if (kind === "svg") {
    return download({ name: fileName, contentType: "image/svg+xml", body: svgFile(svg) });
  }
  const png = await context.printer.png(svg);
  return download({
    name: fileName,
    contentType: "image/png",
    body: png as Uint8Array<ArrayBuffer>,
    size: png.length,
  });
}
