import {
  type FileFormat,
  fileFormats,
  makeFilesSchema,
} from "@essaim/impact/report/impact-report.schema";
import { getReportToPrint } from "@essaim/impact/report/report.queries";
import { announceReportFile, keepReportFile } from "@essaim/impact/report/report-file.commands";
import { type PrintedReport, reportPaper } from "@essaim/impact/report/report-paper";
import { reportWorkbook } from "@essaim/impact/report/report-workbook";
import { drawDocx } from "@essaim/paper/docx";
import { drawHtml } from "@essaim/paper/html";
import { drawPdf } from "@essaim/paper/pdf";
import { drawReportPart } from "./draw-report-part.tsx";
import { type JobHandler, JobRefusal } from "./work.ts";

/** Makes the files of a report, sealed or draft, and puts them in the storage in place of the former ones. */
export const makeReportFiles: JobHandler = async (work) => {
  const { reportId } = makeFilesSchema.parse(work.input);
  const { actor, execute, storage, progress, publicUrl } = work;
  if (!actor) throw new Error("A report is somebody's");
  const { content, seal, version } = await execute(actor, getReportToPrint, { id: reportId });
  const printed: PrintedReport = { content, seal, verifyUrl: `${publicUrl}/verifier` };
  for (const [at, format] of fileFormats.entries()) {
    await progress(at, fileFormats.length);
    const bytes = await draw(format, printed);
    const announced = await execute(actor, announceReportFile, { reportId });
    if (!announced.ok) throw new Error("No form asks for this");
    await storage.put(announced.key, bytes);
    const kept = await execute(actor, keepReportFile, {
      ...{ reportId, format, version },
      key: announced.key,
      sizeBytes: bytes.length,
      isSealed: seal !== null,
    });
    if (kept.ok) continue;
    throw new JobRefusal(
      kept.reason === "changed"
        ? "Le rapport a changé pendant la préparation de ses fichiers. Préparez-les de nouveau."
        : "Les fichiers ont mis trop longtemps à se préparer. Préparez-les de nouveau.",
    );
  }
  return { reportId, files: fileFormats.length };
};

async function draw(format: FileFormat, report: PrintedReport): Promise<Uint8Array> {
  const paper = reportPaper(report, drawReportPart);
  switch (format) {
    case "pdf":
      return drawPdf(paper);
    case "docx":
      return drawDocx(paper);
    case "html":
      return new TextEncoder().encode(drawHtml(paper));
    case "xlsx":
      return reportWorkbook(report);
  }
}
