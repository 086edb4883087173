import { z } from "zod";

export const exportFormats = ["markdown", "wikitext", "html"] as const;
export type ExportFormat = (typeof exportFormats)[number];
export const exportFormatLabels: Record<ExportFormat, string> = {
  markdown: "Markdown",
  wikitext: "MediaWiki",
  html: "HTML",
};

/** `branche`: a path; empty for the whole tree. */
export const exportQuerySchema = z.object({
  branche: z.string().max(4000).default(""),
  format: z.enum(exportFormats).default("markdown"),
});
