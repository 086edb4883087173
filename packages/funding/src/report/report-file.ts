import { drawDocx } from "@essaim/paper/docx";
import { drawPdf } from "@essaim/paper/pdf";
import type { ReportFormat } from "./report.schema.ts";
import { type ReportContent, reportPaper } from "./report-document.ts";
import { type ExpenseInFile, reportWorkbook } from "./report-workbook.ts";

/** A report as the bytes of a file. Typefaces are read from the disk: call it outside of the pages' build. */
export function drawReport(
  format: ReportFormat,
  content: ReportContent,
  expenses: readonly ExpenseInFile[],
): Promise<Uint8Array> {
  switch (format) {
    case "pdf":
      return drawPdf(reportPaper(content));
    case "docx":
      return drawDocx(reportPaper(content));
    case "xlsx":
      return reportWorkbook(content, expenses);
  }
}
