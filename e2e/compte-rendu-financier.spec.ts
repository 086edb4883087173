import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe.ts";
import { row } from "./support/database.ts";
import { createFunding, createGrant } from "./support/records.ts";
import { expect, test, visitorAs } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const main = (page: Page) => page.getByRole("main");
const send = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const follow = (page: Page, name: string) =>
  main(page).getByRole("link", { name, exact: true }).first().click();

/** Fills one row of a list of rows. */
async function fillRow(
  page: Page,
  group: string,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const row = page.getByRole("group", { name: group, exact: true });
  for (const [label, value] of Object.entries(fields)) {
    await row.getByLabel(label).fill(value);
  }
}

test("Deux cofinanceurs paient un programme, de l’appel au compte rendu accepté, et le financement se solde", async ({
  signedInAs,
}) => {
  const word = uniqueWord();
  const name = `Communs ${word}`;
  const { funderId, programmeId } = await createFunding("manager");
  const other = `Cofinancement ${word}`;
  await createGrant({
    ...{ funderId, programmeId, title: other, status: "awarded" },
    ...{ askedCents: "4 000", amountCents: "4 000", startsOn: "2025-01-01", endsOn: "2025-12-31" },
  });
  const page = await signedInAs("manager");

  await page.goto("/financements/nouveau");
  await page.getByLabel("Financeur", { exact: true }).selectOption(funderId);
  await page.getByLabel("Programme financé").selectOption(programmeId);
  await page.getByLabel("Titre").fill(name);
  await page.getByLabel("Appel à projets").fill(`Appel ${word}`);
  await page.getByLabel("Premier jour").fill("2025-01-01");
  await page.getByLabel("Dernier jour").fill("2025-12-31");
  await page.getByLabel("Envisagé").check();
  await send(page, "Enregistrer");
  await expect(title(page)).toHaveText(name);
  const grantPath = new URL(page.url()).pathname;
  await follow(page, "Noter le dépôt");
  await page.getByLabel("Montant demandé").fill("7 000");
  await page.getByLabel("Déposée le").fill("2024-09-20");
  await send(page, "Noter le dépôt");
  await follow(page, "Noter la réponse");
  await page.getByLabel("Oui").check();
  await page.getByLabel("Montant accordé").fill("6 000");
  await page.getByLabel("Décidé le").fill("2024-11-20");
  await send(page, "Noter la réponse");
  await follow(page, "Noter la signature");
  await page.getByLabel("Signée le").fill("2024-12-10");
  await send(page, "Noter la convention");
  await expect(main(page)).toContainText("Signée le 10 décembre 2024");

  await page.goto(`${grantPath}/budget/modifier`);
  await fillRow(page, "Ligne 1", { "Nom de la ligne": "Salaires", Montant: "4 500", Compte: "64" });
  await fillRow(page, "Ligne 2", { "Nom de la ligne": "Local", Montant: "1 500", Compte: "613" });
  await send(page, "Enregistrer le budget");
  await expect(main(page)).toContainText("Salaires");

  await page.goto("/plans-de-financement/nouveau");
  await page.getByLabel("Programme").selectOption(programmeId);
  await page.getByLabel("Titre").fill(`Plan ${word}`);
  await page.getByLabel("Premier jour").fill("2025-01-01");
  await page.getByLabel("Dernier jour").fill("2025-12-31");
  await send(page, "Continuer");
  await fillRow(page, "Charge 1", { "Ce que c’est": "Salaires", Montant: "8 500", Compte: "64" });
  await fillRow(page, "Charge 2", { "Ce que c’est": "Local", Montant: "1 500", Compte: "613" });
  await page.getByLabel(new RegExp(name)).check();
  await page.getByLabel(new RegExp(other)).check();
  await send(page, "Enregistrer le plan");
  await expect(main(page)).toContainText("Le plan est à l’équilibre");
  await send(page, "Arrêter le plan");
  await expect(main(page)).toContainText("Arrêté le");

  await page.goto(`${grantPath}/encaissements/nouveau`);
  await page.getByLabel("Montant").fill("6 000");
  await page.getByLabel("Reçu le").fill("2025-02-03");
  await send(page, "Enregistrer");
  await expect(main(page)).toContainText("6 000,00 € reçus sur 6 000,00 €.");

  for (const [label, account, amount, line] of [
    [`Embauche ${word}`, "641", "4 200", "Salaires"],
    [`Loyer ${word}`, "6132", "1 500", "Local"],
  ] as const) {
    await page.goto("/depenses/nouvelle");
    await page.getByLabel("En quelques mots").fill(label);
    await page.getByLabel("Compte", { exact: true }).fill(account);
    await page.getByLabel("Date de la dépense").fill("2025-06-02");
    await page.getByLabel("Acquittée le").fill("2025-06-30");
    await page.getByLabel("Montant", { exact: false }).first().fill(amount);
    const part = page.getByRole("group", { name: "Part 1", exact: true });
    const options = part.getByLabel("Ligne budgétaire").locator(`optgroup[label="${name}"] option`);
    const value = await options.filter({ hasText: line }).getAttribute("value");
    await part.getByLabel("Ligne budgétaire").selectOption(value);
    await send(page, "Enregistrer cette dépense");
    await expect(title(page)).toHaveText(label);
  }

  // The report: what the records say is there before a word is written.
  await page.goto(grantPath);
  await follow(page, "Comptes rendus");
  await follow(page, "Prévoir un compte rendu");
  await expect(page.getByLabel("Attendu le")).toHaveValue("2026-06-30");
  await page.getByLabel(/Cerfa 15059/).check();
  await send(page, "Prévoir ce compte rendu");
  await expect(title(page)).toHaveText("Compte rendu final");
  await expect(main(page)).toContainText("Il manque encore");
  const charges = main(page).getByRole("table", { name: "Charges" });
  await expect(charges).toContainText("10 000,00 €");
  await expect(charges).toContainText("5 700,00 €");
  await expect(main(page).getByRole("table", { name: "Produits" })).toContainText(other);
  await expectAccessible(page);

  // All of it arrived: the amount and the total are both of the realised column.
  await expect(main(page)).toContainText("du total des produits réalisés.");

  await follow(page, "Rédiger");
  await expect(page.getByLabel("Certifié par")).toHaveAccessibleDescription(/Demandé pour l’envoi/);
  await page.getByLabel("Mise en œuvre de l’action").fill("Douze ateliers.");
  await expect(page.getByText(/^Brouillon gardé à/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Mise en œuvre de l’action")).toHaveValue("Douze ateliers.");
  await page.getByLabel("Nombre approximatif de personnes bénéficiaires").fill("Quarante.");
  await page.getByLabel("Dates et lieux de réalisation").fill("Lille, toute l’année.");
  await page.getByLabel("Objectifs atteints").fill("Atteints.");
  await page.getByLabel("Explication des écarts significatifs").fill("Une embauche plus tard.");
  await page.getByLabel("Certifié par").fill("Camille Vasseur");
  await page.getByLabel("En qualité de").fill("gérante");
  await expectAccessible(page);
  await send(page, "Enregistrer");
  await expect(main(page)).toContainText("Douze ateliers.");
  await expect(main(page)).not.toContainText("Il manque encore");

  await follow(page, "Relire et envoyer");
  await page.getByLabel("Envoyé le").fill("2026-02-10");
  await send(page, "Noter l’envoi et figer le compte rendu");
  await expect(main(page)).toContainText("Relisez ce qui est à vérifier");
  await page.getByLabel("J’ai lu ce qui est à vérifier, et je l’envoie ainsi").check();
  await expectAccessible(page);
  await send(page, "Noter l’envoi et figer le compte rendu");
  await expect(main(page)).toContainText("Les données disent toujours ce que dit ce compte rendu.");
  const reportPath = new URL(page.url()).pathname;

  const download = page.waitForEvent("download");
  await follow(page, "PDF");
  expect((await download).suggestedFilename()).toBe(`${name} - Compte rendu final.pdf`);
  const manager = await visitorAs("manager");
  for (const format of ["pdf", "docx", "xlsx"]) {
    expect((await manager.get(`${reportPath}/fichier/${format}`)).status).toBe(200);
  }

  // From the report to each expense, and back.
  await main(page)
    .getByRole("link", { name: /dépenses comptées$/ })
    .first()
    .click();
  await expect(main(page)).toContainText("2 dépenses comptées, 5 700,00 €");
  await expectAccessible(page);
  await follow(page, `Loyer ${word}`);
  await expect(title(page)).toHaveText(`Loyer ${word}`);
  await follow(page, "Compte rendu final");
  await expect(title(page)).toHaveText("Compte rendu final");

  await page.getByLabel("Accepté le").fill("2026-03-15");
  await send(page, "Noter l’accord");
  await expect(main(page)).toContainText("Accepté le 15 mars 2026");

  // What changes afterwards is told, and the report stays.
  const { id: expenseId } = await row<{ id: string }>("select id from expense where label = $1", [
    `Loyer ${word}`,
  ]);
  for (const address of ["modifier", "supprimer"]) {
    await page.goto(`/depenses/${expenseId}/${address}`);
    await expect(main(page)).toContainText(
      `Compte rendu final de « ${name} », envoyé le 10 février 2026, compte cette dépense`,
    );
    await expectAccessible(page);
  }
  await row("update expense set paid_on = null where id = $1 returning id", [expenseId]);
  await page.goto(reportPath);
  await expect(main(page)).toContainText("Ce qui a changé depuis l’envoi");
  const changed = main(page).getByRole("table", { name: /depuis l’envoi/ });
  await expect(changed.getByRole("row", { name: /Local/ })).toContainText("1 500,00 €");
  await expect(changed).toContainText("Dépense du 2 juin 2025, qui n’est plus comptée");
  await expect(charges).toContainText("5 700,00 €");
  await expectAccessible(page);
  await row("update expense set paid_on = '2025-06-30' where id = $1 returning id", [expenseId]);

  await page.goto(`${grantPath}/cloture`);
  await page.getByLabel("Soldé le").fill("2026-03-20");
  await send(page, "Solder");
  await expect(title(page)).toHaveText(name);
  const { status } = await row<{ status: string }>(
    "select status from funding_grant where title = $1",
    [name],
  );
  expect(status).toBe("closed");
});

test("Un compte rendu de forme libre se rédige sans JavaScript, partie par partie", async ({
  signedInAs,
}) => {
  const grant = await createGrant({ status: "awarded", amountCents: "2 000" });
  const page = await signedInAs("manager", { javaScriptEnabled: false });
  await page.goto(`${grant.path}/comptes-rendus/nouveau`);
  await page.getByLabel(/Forme libre/).check();
  await page.getByLabel("Dernier jour").fill("2014-12-31");
  await send(page, "Prévoir ce compte rendu");
  await expect(main(page)).toContainText("La fin de la période vient avant son début.");
  await page.getByLabel("Dernier jour").fill("2015-12-31");
  await send(page, "Prévoir ce compte rendu");
  await follow(page, "Rédiger");
  await fillRow(page, "Partie 1", { Titre: "Ce que nous avons fait", Texte: "Douze vidéos." });
  await send(page, "Ajouter une partie");
  await expect(page.getByRole("group", { name: "Partie 1" }).getByLabel("Texte")).toHaveValue(
    "Douze vidéos.",
  );
  await fillRow(page, "Partie 2", { Texte: "Sans titre." });
  await send(page, "Enregistrer");
  await expect(main(page)).toContainText("Donnez un titre à cette partie.");
  await fillRow(page, "Partie 2", { Titre: "Ce que nous avons appris" });
  await send(page, "Enregistrer");
  await expect(main(page)).toContainText("Ce que nous avons appris");
  await expect(main(page)).not.toContainText("Il manque encore");
});
