import { z } from "zod";

/** The types that may be attached, as found in the bytes, with the extensions that go with each. */
export const documentTypes: Record<string, { label: string; extensions: readonly string[] }> = {
  "application/pdf": { label: "PDF", extensions: ["pdf"] },
  "image/jpeg": { label: "Image JPEG", extensions: ["jpg", "jpeg"] },
  "image/png": { label: "Image PNG", extensions: ["png"] },
  "image/webp": { label: "Image WebP", extensions: ["webp"] },
  "image/heic": { label: "Photo HEIC", extensions: ["heic", "heif"] },
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": {
    label: "Document Word",
    extensions: ["docx"],
  },
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
    label: "Classeur Excel",
    extensions: ["xlsx"],
  },
  "application/vnd.oasis.opendocument.text": {
    label: "Document LibreOffice",
    extensions: ["odt"],
  },
  "application/vnd.oasis.opendocument.spreadsheet": {
    label: "Classeur LibreOffice",
    extensions: ["ods"],
  },
  "text/plain": { label: "Texte", extensions: ["txt"] },
  "text/csv": { label: "Tableau CSV", extensions: ["csv"] },
};

/** What a file field offers to choose. Only a help: the bytes decide. */
export const documentExtensions = Object.values(documentTypes)
  .flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`))
  .join(",");

/** Those types, for somebody who is about to choose a file. */
export const documentTypesHint =
  "PDF, image (JPEG, PNG, WebP, HEIC), document Word, Excel ou LibreOffice, texte (.txt, .csv).";

/** What is said of the file, in the form that sends it. */
export const documentFormSchema = z.object({
  document_kind: z
    .uuid()
    .optional()
    .transform((value) => value ?? null),
  /** Without it, the file's own name. */
  documentName: z.string().trim().max(120).optional(),
  datedOn: z.iso
    .date()
    .optional()
    .transform((value) => value ?? null),
});

/** What was found in the file and of its record; sizes in bytes. */
export const attachDocumentSchema = z.object({
  workerId: z.uuid(),
  kindId: z.uuid().nullable(),
  datedOn: z.iso.date().nullable(),
  name: z.string().min(1).max(200),
  contentType: z.string(),
  sizeBytes: z.number().int().positive(),
  /** Of the bytes, in hexadecimal. */
  sha256: z.string().length(64),
  storageKey: z.string(),
});

export const announceDocumentSchema = attachDocumentSchema.pick({ workerId: true, sha256: true });

export const documentTargetSchema = z.object({ workerId: z.uuid(), id: z.uuid() });

export type DocumentRefusal = "already_attached" | "kind_retired" | "file_gone" | "anonymised";

/** Why a document may not come back, and what is said. */
export const restoreRefusals = {
  person_gone: "La fiche de cette personne n’existe plus\u202f: rien n’est remis.",
  already_attached: "Ce document a été joint de nouveau depuis\u202f: il est déjà là.",
} as const;
export type RestoreRefusal = keyof typeof restoreRefusals;

/** Where the form says it, and how. */
export const documentRefusals: Record<DocumentRefusal, { field: string; message: string }> = {
  already_attached: {
    field: "file",
    message: "Ce fichier est déjà joint à cette fiche, peut-être sous un autre nom.",
  },
  kind_retired: {
    field: "document_kind",
    message: "Ce type de document n’est plus proposé. Choisissez-en un autre.",
  },
  file_gone: {
    field: "file",
    message: "L’envoi a duré trop longtemps. Choisissez de nouveau le fichier, puis envoyez-le.",
  },
  anonymised: {
    field: "file",
    message: "Cette fiche est anonymisée\u202f: plus rien ne s’y ajoute.",
  },
};
