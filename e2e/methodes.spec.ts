import type { Page } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import { expectAccessible } from "./support/axe.ts";
import { publicUrl } from "./support/environment.ts";
import { linkSentTo } from "./support/outbox.ts";
import { openProposal } from "./support/proposals.ts";
import { expect, test } from "./support/session.ts";
import { sheetFileForm } from "./support/sheets.ts";
import { uniqueWord } from "./support/words.ts";

const main = (page: Page) => page.getByRole("main");
const title = (page: Page) => page.getByRole("heading", { level: 1 });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const isPublished = (page: Page) =>
  expect(main(page).getByText("Publiée", { exact: true }).first()).toBeVisible();

/** Writes and publishes a sheet, below another when it is named, and says where everybody reads it. */
async function publishSheet(page: Page, name: string, body: string, under?: string) {
  await page.goto("/fiches/nouvelle");
  if (under) {
    const option = page.getByLabel("Sous la fiche").locator("option", { hasText: under });
    await page.getByLabel("Sous la fiche").selectOption((await option.getAttribute("value")) ?? "");
  }
  await page.getByLabel("Titre").fill(name);
  await page.getByRole("textbox", { name: "Texte" }).fill(body);
  await press(page, "Enregistrer cette fiche");
  await press(page, "Publier cette fiche");
  await isPublished(page);
  return (await page.getByRole("link", { name: "Page publique" }).getAttribute("href")) ?? "";
}

test("Améliorer une fiche sans compte ni JavaScript, l’accepter, et la lire avec le nom de qui l’a proposée", async ({
  signedInAs,
  newVisitor,
}) => {
  const [name, word] = [`Pneus ${uniqueWord()}`, uniqueWord()];
  const email = `${uniqueWord().toLowerCase()}@exemple.test`;
  const editor = await signedInAs("editor");
  const address = await publishSheet(editor, name, "Gonfler chaque mois.");
  const visitor = await newVisitor({ javaScriptEnabled: false });
  await visitor.goto(address);
  await main(visitor).getByRole("link", { name: "Proposer une amélioration" }).click();
  const looking = await newVisitor();
  await looking.goto(visitor.url());
  await expectAccessible(looking);
  const text = visitor.getByRole("textbox", { name: "Texte de la fiche" });
  await expect(text).toHaveValue("Gonfler chaque mois.");
  // Sent as it was, it says nothing; what else was typed is kept.
  await visitor.getByLabel("Pourquoi ce changement").fill("Un mois, c’est trop long.");
  await press(visitor, "Envoyer la proposition");
  await expect(visitor.getByRole("alert")).toContainText("Rien n’a changé");
  await expect(visitor.getByLabel("Pourquoi ce changement")).toHaveValue(
    "Un mois, c’est trop long.",
  );
  await text.fill("Gonfler chaque semaine.");
  await visitor.getByLabel("Nom à citer").fill(`Zoé ${word}`);
  await visitor.getByLabel("Votre adresse électronique").fill(email);
  await press(visitor, "Envoyer la proposition");
  await expect(main(visitor)).toContainText("Merci, c’est envoyé");
  const link = await linkSentTo(email, /\/proposer\/confirmation\/\S+/);
  await visitor.goto(`${publicUrl}${link}`);
  await press(visitor, "Oui, envoyer ma proposition");
  await expect(title(visitor)).toHaveText("Votre proposition est envoyée");

  // Another visitor leaves no address, and is read all the same.
  const other = await newVisitor({ javaScriptEnabled: false });
  await other.goto(address);
  await main(other).getByRole("link", { name: "Proposer une amélioration" }).click();
  await other.getByRole("textbox", { name: "Texte de la fiche" }).fill("Gonfler le lundi.");
  await press(other, "Envoyer la proposition");
  await expect(main(other)).toContainText("Merci, c’est envoyé");

  await openProposal(editor, `Zoé ${word}`);
  await expect(main(editor)).toContainText("Un mois, c’est trop long.");
  await expect(main(editor).locator("ins").first()).toContainText("semaine");
  await expectAccessible(editor);
  await editor.getByRole("textbox", { name: "Texte" }).fill("Gonfler chaque semaine, à froid.");
  await editor.getByLabel("Réponse à la personne").fill("Merci.");
  await press(editor, "Accepter ce texte");
  await expect(editor.getByText("Le texte proposé est publié.")).toBeVisible();
  await isPublished(editor);
  // The second was made of an earlier version: it is said.
  await editor.getByRole("link", { name: "Lire la proposition de quelqu’un du public" }).click();
  await expect(main(editor)).toContainText("La fiche a changé depuis");
  await expectAccessible(editor);
  await editor.getByText("Refuser la proposition").click();
  await editor.getByLabel("Pourquoi").fill("Chaque semaine suffit.");
  await press(editor, "Refuser");
  await expect(title(editor)).toHaveText("Propositions");

  await linkSentTo(email, /\/fiches\/\S+/);
  await expect(async () => {
    await visitor.goto(address);
    await expect(main(visitor)).toContainText("à froid", { timeout: 500 });
  }).toPass();
  await visitor.getByRole("link", { name: "Historique" }).click();
  await expect(main(visitor)).toContainText(`proposée par Zoé ${word}`);
  await expect(main(visitor)).toContainText("Un mois, c’est trop long.");
  // And it is found by its words, accents or not.
  await visitor.goto(`${publicUrl}/recherche?q=${encodeURIComponent(name)}`);
  await expect(
    main(visitor).getByRole("heading", { name: "Dans les fiches de savoir" }),
  ).toBeVisible();
  await expect(main(visitor).getByRole("link", { name })).toBeVisible();
});

test("Une méthode s’emporte entière, avec ses fiches, ses fichiers et ce qu’il faut dire d’elle", async ({
  signedInAs,
  page: reader,
}) => {
  const [method, below] = [`Méthode ${uniqueWord()}`, `Registre ${uniqueWord()}`];
  const editor = await signedInAs("editor");
  await publishSheet(editor, method, "Comment s’y prendre.");
  await publishSheet(editor, below, "Un registre.", method);
  await editor.getByRole("link", { name: "Joindre ou retirer" }).click();
  await expectAccessible(editor);
  await press(editor, "Joindre ce fichier");
  await expect(editor.getByRole("alert").first()).toContainText("Choisissez un fichier.");
  const file = {
    name: "Registre à remplir.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("a;b\n"),
  };
  await editor.getByLabel("Fichier", { exact: true }).setInputFiles(file);
  await editor.getByLabel("Licence", { exact: true }).selectOption(sheetFileForm.licenceExpression);
  await editor.getByLabel("Auteurs et source").fill("Le fablab de Lille");
  await editor.getByLabel("Nous pouvons le donner sous cette licence").check();
  await press(editor, "Joindre ce fichier");
  await expect(editor.getByText("Le fichier est joint.")).toBeVisible();
  await editor.goto("/fiches");
  await editor.getByRole("link", { name: method, exact: true }).click();
  await press(editor, "En faire une méthode");
  await expect(main(editor).getByText("Méthode", { exact: true }).first()).toBeVisible();

  await expect(async () => {
    await reader.goto(`${publicUrl}/methodes`);
    await expect(reader.getByRole("link", { name: method })).toBeVisible({ timeout: 500 });
  }).toPass();
  await expectAccessible(reader);
  await reader.getByRole("link", { name: method }).click();
  await expect(title(reader)).toHaveText(new RegExp(method));
  await expect(main(reader)).toContainText("Registre à remplir.csv");
  await expect(main(reader)).toContainText("Le fablab de Lille");
  await expectAccessible(reader);
  const link = reader.getByRole("link", { name: "Télécharger la méthode (ZIP)" });
  const zip = await reader.request.get(publicUrl + (await link.getAttribute("href")));
  expect(zip.headers()["content-type"]).toBe("application/zip");
  const entries = unzipSync(new Uint8Array(await zip.body()));
  const names = Object.keys(entries);
  expect(names.slice(0, 2)).toEqual(["LISEZMOI.md", "LICENSE.txt"]);
  expect(
    names
      .slice(2)
      .map((one) =>
        one.replace(/^(fichiers\/)?methode-[^./]+/, "$1m").replace(/registre-[^./]+/, "r"),
      ),
  ).toEqual(["m.md", "m.html", "m/r.md", "m/r.html", "fichiers/m/r/Registre à remplir.csv"]);
  const textOf = (name: string) => strFromU8(entries[name] ?? new Uint8Array());
  expect(textOf("LISEZMOI.md")).toContain(method);
  expect(textOf("LISEZMOI.md")).toContain("Le fablab de Lille");
  expect(textOf("LICENSE.txt")).toContain("https://creativecommons.org/licenses/by-sa/4.0/");
  expect(textOf(names.at(-1) ?? "")).toBe("a;b\n");
});

test("Un texte proposé s’accepte même si la fiche a changé pendant qu’on le lisait, sans rien perdre", async ({
  signedInAs,
  newVisitor,
}) => {
  const [name, word] = [`Selles ${uniqueWord()}`, uniqueWord()];
  const editor = await signedInAs("editor");
  const address = await publishSheet(editor, name, "Régler la hauteur.\n\nSerrer.");
  const sheetPath = new URL(editor.url()).pathname;
  const visitor = await newVisitor({ javaScriptEnabled: false });
  await visitor.goto(address);
  await main(visitor).getByRole("link", { name: "Proposer une amélioration" }).click();
  await visitor
    .getByRole("textbox", { name: "Texte de la fiche" })
    .fill("Régler la hauteur de la selle.\n\nSerrer.");
  await visitor.getByLabel("Nom à citer").fill(`Zoé ${word}`);
  await press(visitor, "Envoyer la proposition");
  await expect(main(visitor)).toContainText("Merci, c’est envoyé");

  await openProposal(editor, `Zoé ${word}`);
  const typed = "Régler la hauteur de la selle, assis.\n\nSerrer.";
  const text = editor.getByRole("textbox", { name: "Texte", exact: true });
  await text.fill(typed);
  // Somebody else publishes another version meanwhile.
  const other = await signedInAs("manager");
  await other.goto(sheetPath);
  await main(other).getByRole("link", { name: "Modifier", exact: true }).click();
  await other
    .getByRole("textbox", { name: "Texte" })
    .fill("Régler la hauteur.\n\nSerrer au couple indiqué.");
  await press(other, "Enregistrer");
  await press(other, "Publier les modifications");
  await isPublished(other);

  const answered = editor.waitForResponse((answer) => answer.request().method() === "POST");
  await press(editor, "Accepter ce texte");
  expect((await answered).status()).toBe(409);
  await expect(editor.getByRole("alert")).toContainText("votre texte est gardé");
  await expect(text).toHaveValue(typed);
  await expect(main(editor).locator("ins", { hasText: "au couple indiqué" }).first()).toBeVisible();
  await expectAccessible(editor);
  // Both are kept, by hand, and nothing is asked twice.
  const both = "Régler la hauteur de la selle, assis.\n\nSerrer au couple indiqué.";
  await text.fill(both);
  await press(editor, "Accepter ce texte");
  await expect(editor.getByText("Le texte proposé est publié.")).toBeVisible();
  await expect(async () => {
    await visitor.goto(address);
    await expect(main(visitor)).toContainText("de la selle, assis", { timeout: 500 });
  }).toPass();
  await expect(main(visitor)).toContainText("au couple indiqué");
});
