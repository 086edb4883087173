import { fileTypeFromBuffer } from "file-type";
import { documentTypes, documentTypesHint } from "./document.schema.ts";

export type ExaminedFile =
  | { ok: true; name: string; contentType: string }
  /** A French sentence for whoever sent it. */
  | { ok: false; message: string };

/** Longest name kept, extension included. */
const longestName = 150;

const refuse = (message: string): ExaminedFile => ({ ok: false, message });

/**
 * What a file is, found in its bytes and never in what the browser says, and the name to keep it under.
 * @param sentName as it was called on the sender's machine
 * @param wantedName as the sender wants to call it here, without extension or with it
 */
export async function examineFile(
  sentName: string,
  bytes: Uint8Array,
  wantedName?: string,
): Promise<ExaminedFile> {
  if (bytes.length === 0) return refuse("Ce fichier est vide.");
  const extension = extensionOf(sentName);
  const found = (await fileTypeFromBuffer(bytes))?.mime ?? textType(bytes, extension);
  const type = found === undefined ? undefined : documentTypes[found];
  if (!found || !type) return refuse(reasonAgainst(found));
  if (extension && !type.extensions.includes(extension)) {
    return refuse(
      `Ce fichier s’appelle «\u202f.${extension}\u202f», mais son contenu est celui d’un fichier .${type.extensions[0]} (${type.label}). Enregistrez-le sous son vrai type, puis envoyez-le de nouveau.`,
    );
  }
  const kept = extension || (type.extensions[0] ?? "");
  return { ok: true, name: cleanFileName(wantedName || sentName, kept), contentType: found };
}

function reasonAgainst(found: string | undefined): string {
  if (found?.includes("macroenabled")) {
    return "Ce document peut contenir des macros. Enregistrez-le sans macros (.docx ou .xlsx), ou en PDF.";
  }
  if (found === "application/x-cfb") {
    return "Ce document est d’un ancien format d’Office, ou protégé par un mot de passe. Enregistrez-le en .docx, .xlsx ou PDF, sans mot de passe.";
  }
  return `Ce type de fichier n’est pas accepté. Sont acceptés\u202f: ${documentTypesHint}`;
}

/** What begins a page or a drawing that a browser would run, whatever the file's name. */
const markup = /^\s*(<!doctype|<html|<head|<body|<svg|<script|<!--|<\?xml|<\?php|<iframe)/i;

/** Text has no signature: it is what holds nothing but characters, and says by its name which text it is. */
function textType(bytes: Uint8Array, extension: string): string | undefined {
  // Below the space, text holds tabs and ends of lines and pages only.
  const isText = bytes.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));
  if (!isText) return undefined;
  const beginning = new TextDecoder().decode(bytes.subarray(0, 1024)).replace(/^\ufeff/, "");
  if (markup.test(beginning)) return undefined;
  return extension === "csv" ? "text/csv" : "text/plain";
}

function extensionOf(name: string): string {
  return /[^.]\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
}

// Controls, marks that turn the direction of writing, spaces of no width: all that makes a name lie to the eye.
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;
/** What some file systems refuse in a name. */
const refusedInNames = /[\\/:*?"<>|]/g;

/**
 * A name that any machine accepts and that says what it seems to say.
 * @param extension without its dot; the name ends with it and no other
 */
export function cleanFileName(name: string, extension: string): string {
  const ending = `.${extension}`;
  const clean = name
    .normalize("NFC")
    .replace(unseen, "")
    .replace(refusedInNames, "-")
    .replace(/\s+/gu, " ")
    .trim();
  const stem = clean.toLowerCase().endsWith(ending) ? clean.slice(0, -ending.length) : clean;
  const kept = [...stem]
    .slice(0, longestName - ending.length)
    .join("")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  return `${kept || "document"}${ending}`;
}
