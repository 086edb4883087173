import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe.ts";
import { count, row } from "./support/database.ts";
import { createGrantLife, lifeForms } from "./support/grant-life.ts";
import { createGrant, fundingOfDemo } from "./support/records.ts";
import { expect, test, visitorAs } from "./support/session.ts";
import { mainText, uniqueId, uniqueWord } from "./support/words.ts";

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const main = (page: Page) => page.getByRole("main");
const send = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const follow = (page: Page, name: string) =>
  main(page).getByRole("link", { name, exact: true }).first().click();

test("Un financement va de l’appel à la signature, reçoit son acompte et change par un avenant", async ({
  signedInAs,
}) => {
  const word = uniqueWord();
  const name = `Communs ${word}`;
  const funding = await fundingOfDemo();
  const page = await signedInAs("manager");
  await page.goto("/financements/nouveau");
  await page.getByLabel("Financeur", { exact: true }).selectOption(funding.funderId);
  await page.getByLabel("Programme financé").selectOption(funding.programmeId);
  await page.getByLabel("Titre").fill(name);
  await page.getByLabel("Appel à projets").fill(`Appel ${word}`);
  await page.getByLabel("Date limite de dépôt").fill("2025-01-31");
  await page.getByLabel("Premier jour").fill("2025-03-01");
  await page.getByLabel("Dernier jour").fill("2026-02-28");
  await page.getByLabel("Envisagé").check();
  await send(page, "Enregistrer");
  await expect(title(page)).toHaveText(name);
  await expect(main(page)).toContainText(`Appel ${word}`);

  await follow(page, "Noter le dépôt");
  await page.getByLabel("Montant demandé").fill("12 000");
  await page.getByLabel("Déposée le").fill("2025-01-20");
  await send(page, "Noter le dépôt");
  await expect(main(page)).toContainText("12 000,00 € demandés le 20 janvier 2025");

  await follow(page, "Noter la réponse");
  await expectAccessible(page);
  await page.getByLabel("Oui").check();
  await page.getByLabel("Montant accordé").fill("10 000");
  await page.getByLabel("Décidé le").fill("2025-01-02");
  await send(page, "Noter la réponse");
  await expect(main(page)).toContainText("La décision vient avant la demande.");
  await expect(page.getByLabel("Montant accordé")).toHaveValue("10 000");
  await page.getByLabel("Décidé le").fill("2025-02-10");
  await send(page, "Noter la réponse");
  await expect(main(page)).toContainText("10 000,00 € accordés le 10 février 2025");

  await follow(page, "Noter la signature");
  await page.getByLabel("Référence").fill(`C-${word}`);
  await page.getByLabel("Signée le").fill("2025-02-20");
  await page.getByLabel("Conditions").fill("Le logo du financeur sur les vidéos.");
  await send(page, "Noter la convention");
  await expect(main(page)).toContainText(`Signée le 20 février 2025, référence C-${word}`);

  await follow(page, "Versements");
  await follow(page, "Ajouter un versement attendu");
  await page.getByLabel("Nom", { exact: true }).fill("Acompte");
  await page.getByLabel("Montant").fill("6 000");
  await page.getByLabel("Attendu le").fill("2025-03-15");
  await send(page, "Enregistrer");
  await expect(main(page)).toContainText("Il manque 4 000,00 € à l’échéancier.");
  await expectAccessible(page);
  await page
    .getByRole("row", { name: /Acompte/ })
    .getByRole("link", { name: /^C’est reçu/ })
    .click();
  await expect(page.getByLabel("Montant")).toHaveValue("6000");
  await page.getByLabel("Montant").fill("10 000,01");
  await page.getByLabel("Reçu le").fill("2025-03-18");
  await send(page, "Enregistrer");
  await expect(main(page)).toContainText("davantage serait reçu qu’accordé");
  await page.getByLabel("Montant").fill("6 000");
  await send(page, "Enregistrer");
  await expect(main(page)).toContainText("6 000,00 € reçus sur 10 000,00 €.");

  await follow(page, "Vue d’ensemble");
  await follow(page, "Noter un avenant");
  await page.getByLabel("Signé le").fill("2025-06-01");
  await page.getByLabel("Montant après l’avenant").fill("11 000");
  await page.getByLabel("Dernier jour après l’avenant").fill("2026-06-30");
  await page.getByLabel("Ce qu’il change, et pourquoi").fill("Quatre mois de plus.");
  await send(page, "Noter cet avenant");
  await expect(main(page)).toContainText("au lieu de 10 000,00 €");
  await expect(main(page)).toContainText(
    "10 000,00 € accordés le 10 février 2025, portés à 11 000,00 € par l’avenant du 1er juin 2025",
  );
  await expect(main(page)).toContainText("du 1er mars 2025 au 30 juin 2026");
  await expectAccessible(page);

  await follow(page, "Annuler la dernière étape, notée par erreur");
  await send(page, "Annuler cette étape");
  await expect(main(page)).toContainText("Signature non notée, référence");
  await follow(page, "Annuler la dernière étape, notée par erreur");
  await send(page, "Annuler cette étape");
  await expect(main(page)).toContainText("reposent sur cette décision");
  await page.getByRole("link", { name: "Annuler", exact: true }).click();
  await follow(page, "Solder");
  await send(page, "Solder");
  await expect(main(page)).toContainText("De l’argent est encore attendu.");
  await page.getByLabel("qui manquent ne viendront pas").check();
  await send(page, "Solder");
  await expect(main(page)).toContainText("Une part de ce financement n’est sur aucune ligne");
});

test("Une pièce se joint, se rouvre et se retire après une question", async ({ signedInAs }) => {
  const { awarded } = await createGrantLife();
  const page = await signedInAs("manager");
  await page.goto(`${awarded.path}/pieces`);
  const name = `lettre-${uniqueWord().toLowerCase()}.txt`;
  const buffer = Buffer.from(`Lettre ${name}`);
  await page.getByLabel("Fichier").setInputFiles({ name, mimeType: "text/plain", buffer });
  await page.getByLabel("Ce que c’est").selectOption("notice");
  await send(page, "Joindre cette pièce");
  const line = page.getByRole("row", { name: new RegExp(name) });
  await expect(line).toContainText("Notification ou courrier");
  const download = page.waitForEvent("download");
  await line.getByRole("link", { name }).click();
  expect((await download).suggestedFilename()).toBe(name);
  await line.getByText("Retirer", { exact: false }).first().click();
  await line.getByRole("button", { name: /Retirer pour de bon/ }).click();
  await expect(line).toHaveCount(0);
  expect(await count("funding_file where name = $1", [name])).toBe(0);
});

test("Deux versements notés au même instant ne dépassent pas le montant accordé", async () => {
  const grant = await createGrant({ status: "awarded", amountCents: "10 000" });
  const manager = await visitorAs("manager");
  const receive = () =>
    manager.post(`${grant.path}/encaissements/nouveau`, lifeForms.receipt(uniqueWord()));
  const answers = await Promise.all([receive(), receive()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([302, 422]);
  const refused = answers.find(({ status }) => status === 422);
  expect(mainText(refused?.text ?? "")).toContain("davantage serait reçu qu’accordé");
});

test("Un financeur a sa page, et son SIRET se vérifie", async ({ signedInAs }) => {
  const name = `Fonds ${uniqueWord()}`;
  const page = await signedInAs("manager");
  await page.goto("/financeurs");
  await page.getByRole("link", { name: "Nouveau financeur" }).click();
  await page.getByLabel("Nom", { exact: true }).fill(name);
  await page.getByLabel("Fondation").check();
  await page.getByLabel("SIRET").fill("732 829 320 00075");
  await send(page, "Enregistrer ce financeur");
  await expect(main(page)).toContainText("Ce SIRET ne tombe pas juste");
  await page.getByLabel("SIRET").fill("732 829 320 00074");
  await send(page, "Enregistrer ce financeur");
  await expect(title(page)).toHaveText("Nouveau financement");
  const { id } = await row<{ id: string }>("select id from funder where name = $1", [name]);
  await page.goto(`/financeurs/${id}`);
  await expect(title(page)).toHaveText(name);
  await expect(main(page)).toContainText(/732\s829\s320\s00074/);
  await expectAccessible(page);
});

test("Le nom légal et le SIRET de la coopérative s’écrivent par la direction", async () => {
  const manager = await visitorAs("otherManager");
  const page = await manager.get("/financements/cooperative");
  const version = /name="version" value="(\d+)"/.exec(page.text)?.[1] ?? "";
  const legalName = `Coopérative ${uniqueWord()}`;
  const form = { submissionId: uniqueId(), version, legalName, siret: "" };
  expect((await manager.post("/financements/cooperative", form)).status).toBe(302);
  const again = await manager.post("/financements/cooperative", {
    ...form,
    submissionId: uniqueId(),
    legalName: "Une autre",
  });
  expect(again.status).toBe(409);
  expect(mainText(again.text)).toContain(legalName);
});
