import type { Tx } from "@essaim/identity/operation";
import type { PersonData } from "../access-export.schema.ts";

/** A file attached to the person, by its place in the archive and in the storage. */
export type ExportedFile = { file: string; storageKey: string; sizeBytes: number };

export async function documentsOf(
  db: Tx,
  id: string,
): Promise<{ documents: PersonData["documents"]; files: ExportedFile[] }> {
  const rows = await db
    .selectFrom("document as d")
    .leftJoin("list_value as v", (join) =>
      join.onRef("v.organisation_id", "=", "d.organisation_id").onRef("v.id", "=", "d.kind_id"),
    )
    .where("d.worker_id", "=", id)
    .select([
      "d.name",
      "v.label as kind",
      "d.content_type as contentType",
      "d.size_bytes as sizeBytes",
    ])
    .select(["d.dated_on as datedOn", "d.created_at as addedAt", "d.storage_key"])
    .orderBy("d.created_at")
    .orderBy("d.id")
    .execute();
  const named = rows.map(({ storage_key, ...row }, at) => ({
    document: { ...row, file: placeInArchive(at, row.name) },
    storageKey: storage_key,
  }));
  return {
    documents: named.map((one) => one.document),
    files: named.map(({ document, storageKey }) => ({
      file: document.file,
      storageKey,
      sizeBytes: document.sizeBytes,
    })),
  };
}

/** Where the document at a rank (from 0) is in the archive, by a name that every system accepts. */
export function placeInArchive(at: number, name: string): string {
  const safe = name.replace(/[\p{Cc}<>:"/\\|?*]+/gu, "-").replace(/^\.+/, "");
  return `documents/${at + 1}-${safe.slice(-120) || "document"}`;
}
