import { workerFilterSchema } from "@essaim/accompaniment/worker/worker-filter.schema";
import {
  EXPORT_BATCH,
  exportWorkers,
  readExport,
} from "@essaim/accompaniment/worker/worker-list.commands";
import { exportFormSchema } from "@essaim/accompaniment/worker/worker-list.schema";
import { csvFile, workbookFile } from "@essaim/accompaniment/worker/worker-list-file";
import { today } from "@essaim/database/today";
import { download } from "@essaim/web/download";
import { parseForm, parseQuery, readForm } from "@essaim/web/form";
import { type ActionFunctionArgs, createReadableStreamFromReadable } from "@remix-run/node";

const contentTypes = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** The list as a file, written in the journal before its first line leaves, then read as it is sent. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(workerFilterSchema, request);
  const parsed = parseForm(exportFormSchema, await readForm(request));
  if (!parsed.ok) throw new Response(null, { status: 400 });
  const { format } = parsed.value;
  const outcome = await context.execute(actor, exportWorkers, { filter, format });
  if (!outcome.ok) throw new Response(null, { status: 409 });
  const { ids, columns } = outcome;
  async function* batches() {
    for (let at = 0; at < ids.length; at += EXPORT_BATCH) {
      yield await context.execute(actor, readExport, {
        ids: ids.slice(at, at + EXPORT_BATCH),
        columns,
      });
    }
  }
  const file = (format === "csv" ? csvFile : workbookFile)(columns, today(), batches());
  return download({
    name: `personnes-${today()}.${format}`,
    contentType: contentTypes[format],
    body: createReadableStreamFromReadable(file),
  });
}
