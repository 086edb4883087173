import { getSentReport } from "@essaim/funding/report/sent-report.queries";
import { download } from "@essaim/web/download";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { recordId } from "~/record-id";

/** A financial report as it was sent, to print: not the list of its expenses. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const grantId = recordId(params.id);
  const report = await context.execute(actor, getSentReport, { id: recordId(params.reportId) });
  if (report.grantId !== grantId) throw new Response(null, { status: 404 });
  const bytes = await context.drawReport("pdf", report.content, []);
  const { header, report: about } = report.content;
  return download({
    name: `${header.grantTitle} - ${about.label}.pdf`.replace(/[/\\]/g, "-"),
    contentType: "application/pdf",
    body: bytes as Uint8Array<ArrayBuffer>,
    size: bytes.length,
  });
}
