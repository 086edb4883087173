import { getReportFile } from "@essaim/funding/report/report.queries";
import { reportFormats } from "@essaim/funding/report/report.schema";
import { download } from "@essaim/web/download";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { recordId } from "~/record-id";

const contentTypes = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** The report as a file to sign and to send. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const format = z.enum(reportFormats).safeParse(params.format).data;
  if (!format) throw new Response(null, { status: 404 });
  const { content, expenses } = await context.execute(actor, getReportFile, {
    grantId: recordId(params.id),
    id: recordId(params.reportId),
  });
  const bytes = await context.drawReport(format, content, expenses);
  return download({
    name: `${content.header.grantTitle} - ${content.report.label}.${format}`.replace(/[/\\]/g, "-"),
    contentType: contentTypes[format],
    body: bytes as Uint8Array<ArrayBuffer>,
    size: bytes.length,
  });
}
