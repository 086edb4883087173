import { row } from "./database.ts";
import { send } from "./records.ts";
import { uniqueId, uniqueWord } from "./words.ts";

/** The form of a sheet, right and complete. */
export const sheetForm = (title = `Fiche ${uniqueWord()}`) => ({
  ...{ title, body: "Un **texte**.", language: "fr", licenceExpression: "CC-BY-SA-4.0" },
});

export const wikiForm = () => ({
  ...{ name: `Wiki ${uniqueWord()}`, apiUrl: "https://wiki.example/api.php" },
  ...{ pagePrefix: "Essaim/", accountName: "Robot@essaim", password: "" },
});

const idIn = (location: string) => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(location)?.[0] ?? "";

/** A sheet of the demonstration's cooperative, and a wiki where one of its pages is in conflict. */
export async function createSheets(organisationId: string) {
  const form = { submissionId: uniqueId(), ...sheetForm() };
  const sheetId = idIn(await send("editor", "/fiches/nouvelle", form));
  const wikiId = idIn(
    await send("editor", "/wikis/nouveau", { submissionId: uniqueId(), ...wikiForm() }),
  );
  const { id: wikiPageId } = await row<{ id: string }>(
    `insert into wiki_page (organisation_id, wiki_id, sheet_id, page_title, state, their_revision_id, their_author,
        their_changed_at, their_text)
      values ($1, $2, $3, $4, 'conflict', 12, 'Zoé', now(), 'Leur texte') returning id`,
    [organisationId, wikiId, sheetId, `Essaim/${uniqueWord()}`],
  );
  return { sheetId, wikiId, wikiPageId };
}
