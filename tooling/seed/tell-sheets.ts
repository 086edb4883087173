import { createHash } from "node:crypto";
import {
  createSheet,
  editSheet,
  markMethod,
  publishSheet,
} from "@essaim/media/sheet/sheet.commands";
import { getSheet } from "@essaim/media/sheet/sheet.queries";
import { announceSheetFile, attachSheetFile } from "@essaim/media/sheet/sheet-file.commands";
import { addWiki } from "@essaim/media/wiki/wiki.commands";
import type { FileStorage } from "@essaim/web/storage";
import { fr } from "./french.ts";
import { type SheetSeed, sheets } from "./sheets.ts";
import { type Story, saved } from "./tell.ts";

/** The tree of knowledge, and a wiki without a password: the demonstration writes nowhere. */
export async function addSheets(story: Story, storage: FileStorage): Promise<void> {
  for (const sheet of sheets) await addBranch(story, storage, sheet, null);
  saved(
    await story.execute(story.editor, addWiki, {
      name: fr`Wiki d'essai`,
      apiUrl: "https://wiki.example/api.php",
      pagePrefix: "Essaim/",
      accountName: "",
      sealedPassword: null,
    }),
    "wiki",
  );
}

async function addBranch(
  { execute, editor, ...story }: Story,
  storage: FileStorage,
  sheet: SheetSeed,
  parentId: string | null,
): Promise<void> {
  const { title, body, later, isPublished, isMethod = false, file } = sheet;
  const said = { title, language: "fr" as const, licenceExpression: "CC-BY-SA-4.0" as const };
  const { id } = saved(await execute(editor, createSheet, { ...said, body, parentId }), title);
  if (isPublished) {
    const { version } = await execute(editor, getSheet, { id });
    saved(await execute(editor, publishSheet, { id, version }), title);
  }
  if (later) {
    const { version } = await execute(editor, getSheet, { id });
    const note = fr`Le voile du disque`;
    saved(await execute(editor, editSheet, { ...said, id, version, body: later, note }), title);
  }
  if (isMethod) saved(await execute(editor, markMethod, { id, isMethod }), title);
  if (file) {
    // As spreadsheets write it, so that they read its accents.
    const bytes = Buffer.from(`\ufeff${file.text}\n`);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const told = { sheetId: id, name: file.name, sha256 };
    const { key } = saved(await execute(editor, announceSheetFile, told), file.name);
    await storage.put(key, bytes);
    const attached = await execute(editor, attachSheetFile, {
      ...{ ...told, contentType: "text/csv", sizeBytes: bytes.length, storageKey: key },
      ...{ licenceExpression: said.licenceExpression, attribution: "" },
    });
    saved(attached, file.name);
  }
  for (const child of sheet.children ?? []) {
    await addBranch({ execute, editor, ...story }, storage, child, id);
  }
}
