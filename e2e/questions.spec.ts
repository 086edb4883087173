import type { Page } from "@playwright/test";
import { createHouse, createMember } from "./support/accounts.ts";
import { expectAccessible } from "./support/axe.ts";
import { row, rows } from "./support/database.ts";
import { publicUrl } from "./support/environment.ts";
import { expect, test } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

const main = (page: Page) => page.getByRole("main");
const press = (page: Page, name: string) =>
  main(page).getByRole("button", { name, exact: true }).click();

test.use({ javaScriptEnabled: false });

test("Une question ouverte se pose sur le forum, et ce qu’on y répond se lit à côté d’elle", async ({
  signedInAs,
  page: visitor,
}) => {
  const { organisationId } = await createHouse();
  const admin = await signedInAs(await createMember(organisationId, "admin"));
  const member = await createMember(organisationId, "editor");
  const editor = await signedInAs(member);
  const withScript = await signedInAs(member, { javaScriptEnabled: true });
  const word = uniqueWord();
  const question = `Que faire des ${word} les jours de pluie\u202f?`;
  const topic = `https://forum.exemple.fr/t/${word.toLowerCase()}/12`;
  const { id } = await row<{ id: string }>(
    `insert into piece (organisation_id, kind, title, slug, summary, questions)
      values ($1, 'article', $2, $3, 'Un essai.', $4) returning id`,
    [
      organisationId,
      `Livrer ${word}`,
      word.toLowerCase(),
      JSON.stringify([{ text: question, url: null }]),
    ],
  );

  await test.step("Elle attend, et aucun forum n’est encore choisi", async () => {
    await editor.goto("/annuaire/questions");
    await expect(main(editor)).toContainText("Aucun forum n’est choisi");
    await expect(main(editor)).toContainText("à la page Organisation");
    await expect(editor.getByRole("row", { name: question })).toContainText("À poser");
    // Without a forum the message is ready all the same, to be copied.
    await main(editor)
      .getByRole("link", { name: /^Poser/ })
      .click();
    await expect(editor.getByLabel("Titre du sujet")).toHaveValue(question);
    await expect(main(editor)).toContainText("copiez ce message là où vous le poserez");
    await expect(editor.getByRole("link", { name: /Ouvrir le forum/ })).toHaveCount(0);
  });

  await test.step("Elle se cherche par ses mots et son état", async () => {
    await editor.goto("/annuaire/questions");
    await editor.getByLabel("Mots cherchés").fill(word.toUpperCase());
    await editor.getByLabel("État", { exact: true }).selectOption("À poser");
    await press(editor, "Filtrer");
    await expect(editor.getByRole("row", { name: question })).toBeVisible();
    await expect(main(editor).getByRole("status")).toHaveText(/^1\squestion$/);
    await editor.getByLabel("État", { exact: true }).selectOption("Close");
    await press(editor, "Filtrer");
    await expect(main(editor)).toContainText("Aucune question ne correspond");
    await expect(editor.getByLabel("Mots cherchés")).toHaveValue(word.toUpperCase());
    await main(editor).getByRole("link", { name: "Retirer le filtre Close" }).click();
    await expect(editor.getByRole("row", { name: question })).toBeVisible();
  });

  await test.step("L’administration donne l’adresse du forum", async () => {
    await admin.goto("/administration/organisation");
    await expect(main(admin)).toContainText("s’y ouvrira en un clic, message prêt");
    await admin.getByLabel("Adresse du forum").fill("forum.exemple.fr");
    await press(admin, "Enregistrer");
    await expect(main(admin)).toContainText("l’adresse complète du forum");
    await admin.getByLabel("Adresse du forum").fill("https://forum.exemple.fr/");
    await admin.getByLabel("Catégorie de ce forum").fill("entraide");
    await press(admin, "Enregistrer");
    await expect(admin.getByLabel("Catégorie de ce forum")).toHaveValue("entraide");
  });

  await test.step("Un message prêt s’ouvre sur le forum", async () => {
    await editor.goto("/annuaire/questions");
    await main(editor)
      .getByRole("link", { name: /^Poser/ })
      .click();
    await expect(editor.getByLabel("Titre du sujet")).toHaveValue(question);
    await expect(editor.getByRole("textbox", { name: "Message" })).toHaveValue(
      new RegExp(`> Que faire des ${word}`),
    );
    const href = await editor
      .getByRole("link", { name: "Ouvrir le forum, message prêt" })
      .getAttribute("href");
    const url = new URL(href ?? "");
    expect(url.origin + url.pathname).toBe("https://forum.exemple.fr/new-topic");
    expect(url.searchParams.get("title")).toBe(question);
    expect(url.searchParams.get("category")).toBe("entraide");
    await withScript.goto(editor.url());
    await expect(
      withScript.getByRole("button", { name: "Copier le titre et le message" }),
    ).toBeVisible();
    await expectAccessible(withScript);
  });

  await test.step("Son lien se garde dans la fiche, et le forum est relu", async () => {
    await editor.getByRole("link", { name: "Ajouter le lien à la question" }).click();
    await editor.locator('[name="questions.0.url"]').fill(topic);
    await press(editor, "Enregistrer");
    await editor.goto("/annuaire/questions");
    const line = editor.getByRole("row", { name: question });
    await expect(line).toContainText("Posée");
    await expect(line).toContainText("Pas encore relu");
    await press(editor, "Relire le forum maintenant");
    await expect(editor.getByRole("heading", { level: 1 })).toContainText("Relecture du forum");
  });

  const told = `insert into forum_topic (organisation_id, target_url, is_public, asked_at, fetched_at, title, answers,
      is_closed, is_archived, is_solved, answered_on)
    values ($1, $2, true, '2026-03-12T05:30Z', '2026-03-12T05:30Z', 'Les jours de pluie', 3, false, false, true, '2026-03-11')
    on conflict (organisation_id, target_url) do update set is_public = true, asked_at = excluded.asked_at, problem = null,
      fetched_at = excluded.fetched_at, title = excluded.title, answers = excluded.answers, is_closed = excluded.is_closed,
      is_archived = excluded.is_archived, is_solved = excluded.is_solved, answered_on = excluded.answered_on`;

  await test.step("Ce qui est répondu se lit avec son jour", async () => {
    await rows(told, [organisationId, topic]);
    await editor.goto("/annuaire/questions");
    const line = editor.getByRole("row", { name: question });
    await expect(line).toContainText("A des réponses");
    await expect(line).toContainText("Réponse acceptée");
    await expect(line).toContainText("3 réponses au 12 mars 2026, la dernière le 11 mars 2026");
    await withScript.goto("/annuaire/questions");
    await expectAccessible(withScript);
  });

  await test.step("La page publique le montre, sans rien demander au forum", async () => {
    const content = {
      ...{
        kind: "article",
        title: `Livrer ${word}`,
        summary: "Un essai.",
        body: "",
        language: "fr",
      },
      ...{ licenceExpression: "CC-BY-SA-4.0", durationSeconds: null, credits: [], series: null },
      ...{ chapters: [], transcript: [], steps: [], images: [], posterId: null, subtitles: [] },
      ...{
        places: [],
        activityIds: [],
        resourceIds: [],
        questions: [{ text: question, url: topic }],
      },
    };
    await row(
      `insert into published_piece (organisation_id, id, slug, content, published_at)
        values ($1, $2, $3, $4, now()) returning id`,
      [organisationId, id, word.toLowerCase(), JSON.stringify(content)],
    );
    const elsewhere: string[] = [];
    visitor.on("request", (request) => {
      if (!request.url().startsWith(publicUrl)) elsewhere.push(request.url());
    });
    await visitor.goto(`${publicUrl}/mediatheque/${word.toLowerCase()}`);
    await expect(main(visitor)).toContainText(
      "3 réponses au 12 mars 2026 · une réponse a été acceptée",
    );
    expect(elsewhere).toEqual([]);
  });
});
