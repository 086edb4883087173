import { listImportChoices } from "@essaim/accompaniment/import/import.queries";
import { modelCsv, modelXlsx } from "@essaim/accompaniment/import/model-file";
import { download } from "@essaim/web/download";
import type { LoaderFunctionArgs } from "@remix-run/node";

/** A spreadsheet to fill in, in the organisation's own words. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const choices = await context.execute(actor, listImportChoices, {});
  if (params.format === "csv") {
    return download({
      name: "Modèle de reprise.csv",
      contentType: "text/csv; charset=utf-8",
      body: modelCsv(),
    });
  }
  if (params.format !== "xlsx") throw new Response(null, { status: 404 });
  const bytes = await modelXlsx(choices);
  return download({
    name: "Modèle de reprise.xlsx",
    contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    body: bytes as BodyInit,
    size: bytes.length,
  });
}
