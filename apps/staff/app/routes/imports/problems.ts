import { getImport } from "@essaim/accompaniment/import/import.queries";
import { problemsCsv } from "@essaim/accompaniment/import/problems-file";
import { download } from "@essaim/web/download";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { recordId } from "~/record-id";

/** Every problem that the dry run found, as a spreadsheet to work through beside the other. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const record = await context.execute(actor, getImport, { id: recordId(params.id) });
  if (!record.trial) throw new Response(null, { status: 404 });
  return download({
    name: "Problèmes à corriger.csv",
    contentType: "text/csv; charset=utf-8",
    body: problemsCsv(record.trial, record.reading, record.mapping),
  });
}
