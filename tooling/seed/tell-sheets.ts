import { createSheet, editSheet, publishSheet } from "@essaim/media/sheet/sheet.commands";
import { getSheet } from "@essaim/media/sheet/sheet.queries";
import { addWiki } from "@essaim/media/wiki/wiki.commands";
import { fr } from "./french.ts";
import { type SheetSeed, sheets } from "./sheets.ts";
import { type Story, saved } from "./tell.ts";

/** The tree of knowledge, and a wiki without a password: the demonstration writes nowhere. */
export async function addSheets(story: Story): Promise<void> {
  for (const sheet of sheets) await addBranch(story, sheet, null);
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
  sheet: SheetSeed,
  parentId: string | null,
): Promise<void> {
  const { title, body, later, isPublished } = sheet;
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
  for (const child of sheet.children ?? []) {
    await addBranch({ execute, editor, ...story }, child, id);
  }
}
