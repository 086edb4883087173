import { drawDocx } from "./docx.ts";
import { drawPdf } from "./pdf.ts";
import { pngFile } from "./picture.ts";

/**
 * What makes files with typefaces read from the disk, handed to the pages by the server: their build cannot find them.
 * `drawHtml` and `svgFile` need none, and are called from anywhere.
 */
export const printer = { pdf: drawPdf, docx: drawDocx, png: pngFile };
export type Printer = typeof printer;
