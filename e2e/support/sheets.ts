import { row } from "./database.ts";
import { send } from "./records.ts";
import { expect, visitorAs } from "./session.ts";
import { mainText, uniqueId, uniqueWord } from "./words.ts";

/** The form of a sheet, right and complete. */
export const sheetForm = (title = `Fiche ${uniqueWord()}`) => ({
  ...{ title, body: "Un **texte**.", language: "fr", licenceExpression: "CC-BY-SA-4.0" },
});

/** What is said of a file that is joined. */
export const sheetFileForm = { licenceExpression: "CC-BY-SA-4.0", mayBeGiven: "on" };

export const wikiForm = () => ({
  ...{ name: `Wiki ${uniqueWord()}`, apiUrl: "https://wiki.example/api.php" },
  ...{ pagePrefix: "Essaim/", accountName: "Robot@essaim", password: "" },
});

const idIn = (location: string) => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(location)?.[0] ?? "";

/** A sheet of the demonstration's cooperative, with a file and a better text, and a wiki where its page is in conflict. */
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
  const name = `${uniqueWord()}.txt`;
  const file = new File([`Modèle ${name}`], name, { type: "text/plain" });
  const editor = await visitorAs("editor");
  const sent = await editor.upload(
    `/fiches/${sheetId}/fichiers`,
    { submissionId: uniqueId(), fileId: uniqueId(), ...sheetFileForm },
    file,
  );
  expect(sent.status, mainText(sent.text)).toBe(302);
  const { id: sheetFileId } = await row<{ id: string }>(
    "select id from sheet_file where sheet_id = $1",
    [sheetId],
  );
  const { id: sheetProposalId } = await row<{ id: string }>(
    `insert into proposal (organisation_id, kind, sheet_id, content, seen, state, confirmed_at)
      values ($1, 'sheet', $2, '{"body": "Mieux dit.", "credit": ""}', '{"number": 1}', 'pending', now()) returning id`,
    [organisationId, sheetId],
  );
  return { sheetId, wikiId, wikiPageId, sheetFileId, sheetProposalId };
}
