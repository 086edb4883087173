import type { Spreadsheet } from "./cell.ts";
import { openCsv } from "./csv.ts";
import { openOds } from "./ods.ts";
import { Unreadable, unreadable } from "./unreadable.ts";
import { openXlsx } from "./xlsx.ts";
import { openZip } from "./zip.ts";

const odsType = "application/vnd.oasis.opendocument.spreadsheet";

/**
 * Opens a spreadsheet, whatever its name says: XLSX, ODS or CSV, known by its content.
 * @throws Unreadable with a French sentence for whoever sent it
 */
export async function openSpreadsheet(bytes: Uint8Array): Promise<Spreadsheet> {
  if (bytes.length === 0) throw new Unreadable(unreadable.empty);
  if (startsWith(bytes, "PK\x03\x04")) return await openZipped(bytes);
  // The container of Office before 2007, which also wraps a workbook locked by a password.
  if (startsWith(bytes, "\xd0\xcf\x11\xe0")) {
    const isLocked = Buffer.from(bytes).includes(Buffer.from("EncryptedPackage", "utf16le"));
    throw new Unreadable(isLocked ? unreadable.locked : unreadable.oldFormat);
  }
  for (const other of [
    "%PDF",
    "\x89PNG",
    "\xff\xd8\xff",
    "GIF8",
    "PK",
    "Rar!",
    "7z\xbc\xaf",
    "\x1f\x8b",
  ]) {
    if (startsWith(bytes, other)) throw new Unreadable(unreadable.notSpreadsheet);
  }
  return openCsv(bytes);
}

async function openZipped(bytes: Uint8Array): Promise<Spreadsheet> {
  const zip = await openZip(bytes);
  if (zip.has("mimetype")) {
    let type = "";
    for await (const piece of zip.read("mimetype")) {
      type += Buffer.from(piece).toString("latin1");
      if (type.length > 200) break;
    }
    // A template is a spreadsheet too.
    if (!type.startsWith(odsType)) throw new Unreadable(unreadable.notSpreadsheet);
    return await openOds(zip);
  }
  if (zip.has("xl/workbook.xml") || zip.has("xl/workbook.bin")) return await openXlsx(zip);
  const isOffice = zip.has("[Content_Types].xml") && !zip.has("word/document.xml");
  if (isOffice && !zip.has("ppt/presentation.xml")) return await openXlsx(zip);
  if (zip.has("Index/Document.iwa") || zip.has("Index.zip")) {
    throw new Unreadable(unreadable.numbers);
  }
  throw new Unreadable(unreadable.notSpreadsheet);
}

function startsWith(bytes: Uint8Array, signature: string): boolean {
  return Buffer.from(bytes.subarray(0, signature.length)).toString("latin1") === signature;
}
