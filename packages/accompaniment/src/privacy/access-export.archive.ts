import { strToU8, Zip, ZipDeflate, ZipPassThrough } from "fflate";
import type { PersonData } from "./access-export.schema.ts";

/**
 * Puts a person's data, the document that tells them and the files attached in one ZIP.
 * @param files names within the archive, and their bytes a piece at a time; a file that is no longer in the storage
 * gives null and is left out
 * @returns the bytes of the archive, and the names of what is missing
 */
export async function packPersonData(
  data: PersonData,
  pdf: Uint8Array,
  files: AsyncIterable<{ file: string; pieces: AsyncIterable<Uint8Array> | null }>,
): Promise<{ bytes: Uint8Array; missing: string[] }> {
  const pieces: Uint8Array[] = [];
  const missing: string[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  const json = new ZipDeflate("donnees.json", { level: 6 });
  zip.add(json);
  json.push(strToU8(JSON.stringify(data, null, 2)), true);
  const document = new ZipPassThrough("donnees.pdf");
  zip.add(document);
  document.push(pdf, true);
  for await (const { file, pieces: content } of files) {
    if (!content) {
      missing.push(file);
      continue;
    }
    // Images and PDFs are compressed already.
    const entry = new ZipPassThrough(file);
    zip.add(entry);
    for await (const piece of content) entry.push(piece);
    entry.push(new Uint8Array(0), true);
  }
  zip.end();
  return { bytes: Buffer.concat(pieces), missing };
}
