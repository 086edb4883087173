import type { Page } from "@playwright/test";
import { rows } from "./support/database.ts";
import { publicUrl } from "./support/environment.ts";
import { linkSentTo } from "./support/outbox.ts";
import { openProposal } from "./support/proposals.ts";
import { expect, test } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

test.use({ javaScriptEnabled: false });

const main = (page: Page) => page.getByRole("main");
const title = (page: Page) => page.getByRole("heading", { level: 1 });
const activity = `${publicUrl}/activites/fablab-de-quartier`;

/** Proposes an experience of the activity, and confirms it by the link of the mail. */
async function proposeExperience(page: Page, { name, email }: { name: string; email: string }) {
  await page.goto(activity);
  await main(page).getByRole("link", { name: "Raconter votre expérience" }).click();
  await expect(title(page)).toHaveText("Raconter votre expérience");
  await page.getByLabel("Ce qui a marché").fill("Réparer ensemble le samedi.");
  await page.getByRole("button", { name: "Envoyer la proposition" }).click();
  // What is missing is told, and what was typed is kept.
  await expect(page.getByRole("alert").getByRole("link")).toHaveText([
    "Nom affiché sur la page : Indiquez un nom.",
    "Votre nom : Indiquez un nom.",
    "Votre adresse électronique : Indiquez une adresse électronique complète, par exemple prenom.nom@exemple.fr.",
  ]);
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(page).toHaveTitle(/^Erreur\s: Raconter votre expérience/);
  await expect(page.getByLabel("Ce qui a marché")).toHaveValue("Réparer ensemble le samedi.");
  await page.getByLabel("Nom affiché sur la page").fill(name);
  await page.getByLabel("Commune").fill("Roubaix");
  await page.getByLabel("On peut m’écrire").check();
  await page.getByLabel("Votre nom").fill("Noé Vasseur");
  await page.getByLabel("Votre adresse électronique").fill(email);
  await page.getByRole("button", { name: "Envoyer la proposition" }).click();
  await expect(page.getByText("Il reste à confirmer votre adresse")).toBeVisible();
  await confirmProposal(page, email);
}

/** Opens the link of the mail that asks whether a proposal is really theirs, and says that it is. */
async function confirmProposal(page: Page, email: string): Promise<void> {
  const link = await linkSentTo(email, /\/proposer\/confirmation\/\S+/);
  await page.goto(`${publicUrl}${link}`);
  await expect(title(page)).toHaveText("Confirmer votre proposition\u202f?");
  await page.getByRole("button", { name: "Oui, envoyer ma proposition" }).click();
  await expect(title(page)).toHaveText("Votre proposition est envoyée");
}

test("Proposer une expérience sans compte, la faire accepter, la lire, puis écrire à qui l’a vécue et recevoir sa réponse", async ({
  signedInAs,
  newVisitor,
}) => {
  const name = `Équipe ${uniqueWord()}`;
  const email = `${uniqueWord().toLowerCase()}@exemple.test`;
  const visitor = await newVisitor({ javaScriptEnabled: false });
  await proposeExperience(visitor, { name, email });
  await visitor.goto(activity);
  await expect(main(visitor)).not.toContainText(name);

  const editor = await signedInAs("editor");
  await openProposal(editor, "Noé Vasseur");
  await expect(main(editor)).toContainText("Réparer ensemble le samedi.");
  await editor.getByLabel("Réponse à la personne").fill("Merci, c’est précieux.");
  await editor.getByRole("button", { name: "Accepter et publier" }).click();
  await expect(editor.getByText("L’expérience est publiée")).toBeVisible();

  await expect(async () => {
    await visitor.goto(activity);
    await expect(main(visitor)).toContainText(name, { timeout: 500 });
  }).toPass();
  await expect(main(visitor)).toContainText("Pas encore assez de demandes");
  for (const path of [
    "/donnees/flux.atom",
    "/api/v1/activities/fablab-de-quartier",
    "/donnees/annuaire.json",
  ]) {
    const copy = await visitor.request.get(`${publicUrl}${path}`);
    expect(await copy.text(), path).toContain(name);
  }
  await linkSentTo(email, /\/activites\/fablab-de-quartier/);

  // A novice writes to them, and reads no address at all.
  const novice = `${uniqueWord().toLowerCase()}@exemple.test`;
  await main(visitor)
    .getByRole("link", { name: `Écrire à ${name}` })
    .click();
  await visitor.getByLabel("Votre message").fill("Combien d’outils au départ ?");
  await visitor.getByLabel("Votre nom").fill("Lina");
  await visitor.getByLabel("Votre adresse électronique").fill(novice);
  await visitor.getByRole("button", { name: "Envoyer le message" }).click();
  await expect(visitor.getByText("Il reste à confirmer votre adresse")).toBeVisible();
  expect(await visitor.content()).not.toContain(email);
  const confirmation = await linkSentTo(novice, /\/mise-en-relation\/confirmation\/\S+/);
  await visitor.goto(`${publicUrl}${confirmation}`);
  await visitor.getByRole("button", { name: "Oui, envoyer mon message" }).click();
  await expect(title(visitor)).toHaveText("Votre message est parti");

  // Whoever lived it answers by the link of their own mail.
  const answering = await linkSentTo(email, /\/mise-en-relation\/reponse\/\S+/);
  await visitor.goto(`${publicUrl}${answering}`);
  await expect(main(visitor)).toContainText("Combien d’outils au départ ?");
  expect(await visitor.content()).not.toContain(novice);
  await visitor.getByLabel("Votre réponse").fill("Trois suffisent.");
  await visitor.getByRole("button", { name: "Envoyer ma réponse" }).click();
  await expect(title(visitor)).toHaveText("Votre réponse est partie");
  expect(await linkSentTo(novice, /Trois suffisent\./)).toBe("Trois suffisent.");
  expect(
    await rows("select state, answer from contact_request where novice_email = $1", [novice]),
  ).toEqual([{ state: "answered", answer: "Trois suffisent." }]);
});

test("Corriger une fiche champ par champ, l’accepter en partie, et lire la correction aussitôt", async ({
  signedInAs,
  newVisitor,
}) => {
  const word = uniqueWord();
  const email = `${uniqueWord().toLowerCase()}@exemple.test`;
  const visitor = await newVisitor({ javaScriptEnabled: false });
  const page = `${publicUrl}/activites/groupement-d-achat`;
  await visitor.goto(page);
  const summary = await main(visitor).locator("header p").first().textContent();
  await main(visitor).getByRole("link", { name: "Proposer une correction" }).click();
  await visitor.getByLabel("Lieu qu’il faut").fill(`Un garage sec, ${word}`);
  await visitor.getByLabel("Résumé").fill("Une autre phrase.");
  await visitor.getByLabel("Votre nom").fill(`Inès ${word}`);
  await visitor.getByLabel("Votre adresse électronique").fill(email);
  await visitor.getByRole("button", { name: "Envoyer la proposition" }).click();
  await confirmProposal(visitor, email);

  const editor = await signedInAs("editor");
  await openProposal(editor, `Inès ${word}`);
  await expect(editor.getByRole("checkbox", { name: "Lieu qu’il faut" })).toBeChecked();
  await editor.getByRole("checkbox", { name: "Résumé" }).uncheck();
  await editor.getByRole("button", { name: "Accepter ce qui est coché" }).click();
  await expect(editor.getByText("La correction est publiée")).toBeVisible();

  await expect(async () => {
    await visitor.goto(page);
    await expect(main(visitor)).toContainText(word, { timeout: 500 });
  }).toPass();
  await expect(main(visitor).locator("header p").first()).toHaveText(summary ?? "");
});

test("Proposer une activité qui existe déjà : c’est dit une fois, puis envoyé quand même", async ({
  page,
}) => {
  await page.goto(`${publicUrl}/proposer/activite`);
  const receiver = page.getByLabel("Coopérative qui recevra votre proposition");
  if (await receiver.isVisible()) await receiver.selectOption({ index: 1 });
  await page.getByLabel("Titre").fill("Livraison a velo en coopérative");
  await page.getByLabel("Résumé").fill("Livrer à vélo.");
  await page.getByLabel("Secteur").selectOption("delivery");
  await page.getByLabel("Votre nom").fill("Noé");
  await page
    .getByLabel("Votre adresse électronique")
    .fill(`${uniqueWord().toLowerCase()}@exemple.test`);
  await page.getByRole("button", { name: "Envoyer la proposition" }).click();
  await expect(main(page)).toContainText("Est-ce déjà celle-ci\u202f?");
  // Nothing is written in what is folded away, and nothing is wrong there.
  await expect(page.getByLabel("Étapes")).toBeHidden();
  await expect(
    main(page).getByRole("link", { name: "Livraison à vélo en coopérative" }),
  ).toHaveAttribute("href", "/activites/livraison-a-velo-en-cooperative");
  await page.getByLabel("Non, ma proposition est autre chose").check();
  await page.getByRole("button", { name: "Envoyer la proposition" }).click();
  await expect(page.getByText("Il reste à confirmer votre adresse")).toBeVisible();
});
