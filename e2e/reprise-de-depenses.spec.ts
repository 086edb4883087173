import { type FecRow, fecText, invoice } from "@essaim/funding/import/testing/fec-file";
import { csvFile } from "@essaim/territory/spreadsheet/testing/files";
import type { Page } from "@playwright/test";
import { createHouse, createMember } from "./support/accounts.ts";
import { expectAccessible } from "./support/axe.ts";
import { count, row } from "./support/database.ts";
import { expect, test } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const main = (page: Page) => page.getByRole("main");
const press = (page: Page, name: string | RegExp) =>
  main(page).getByRole("button", { name }).first().click();
const follow = (page: Page, name: string) =>
  main(page).getByRole("link", { name, exact: true }).click();

/** Sends a file, and waits until it is read or refused. */
async function sendFile(page: Page, kind: RegExp, name: string, bytes: Uint8Array) {
  await page.goto("/depenses/import");
  await main(page).getByRole("radio", { name: kind }).check();
  await page
    .getByLabel("Fichier", { exact: true })
    .setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });
  await press(page, "Envoyer et lire");
  await isOver(page);
}

const isOver = (page: Page) =>
  expect(main(page).getByText(/^C’est fait$|^Cela n’a pas abouti$/)).toBeVisible({
    timeout: 60_000,
  });

const bytesOf = (rows: readonly FecRow[]) => new TextEncoder().encode(fecText(rows));

/** A cooperative whose grant of 2026 has one line, and its management. */
async function houseWithLine() {
  const { organisationId } = await createHouse();
  const direction = await createMember(organisationId, "manager");
  await row(
    `with p as (insert into programme (organisation_id, name) values ($1, 'Communs') returning id),
       f as (insert into funder (organisation_id, name, kind) values ($1, 'Métropole', 'public') returning id),
       g as (insert into funding_grant (organisation_id, programme_id, funder_id, title, status, amount_cents, starts_on, ends_on)
         select $1, p.id, f.id, 'Communs 2026', 'awarded', 1000000, '2026-01-01', '2026-12-31' from p, f returning id)
     insert into budget_line (organisation_id, label, account, grant_id, amount_cents, starts_on, ends_on)
       select $1, 'Achats', '60', g.id, 1000000, '2026-01-01', '2026-12-31' from g returning id`,
    [organisationId],
  );
  return {
    direction,
    expenses: () => count("expense where organisation_id = $1", [organisationId]),
  };
}

test("Une comptabilité devient des dépenses : refusée à la ligne près, essayée, écrite, reconnue, annulée", async ({
  signedInAs,
}) => {
  const { direction, expenses } = await houseWithLine();
  const page = await signedInAs(direction);
  const label = `Papier ${uniqueWord()}`;
  const rows = [
    ...invoice("1", { label, cents: 12_345 }),
    ...invoice("2", { cents: 5_000, date: "20240301" }),
  ];

  await test.step("une écriture qui n’est pas équilibrée est dite, et rien n’est repris", async () => {
    await page.goto("/depenses/import");
    await expectAccessible(page);
    await sendFile(page, /FEC/, "faux.txt", bytesOf(rows.slice(0, -1)));
    await expect(main(page)).toContainText("Cela n’a pas abouti");
    await follow(page, "Voir ce qui ne va pas");
    const fault = main(page).getByRole("row", { name: /L’écriture 2 du journal AC/ });
    await expect(fault).toContainText("n’est pas équilibrée");
    await expect(fault).toContainText("5");
    await expectAccessible(page);
  });

  await test.step("chaque compte trouve sa ligne, et l’essai dit ce que la convention refuse", async () => {
    await sendFile(page, /FEC/, "comptes.txt", bytesOf(rows));
    await follow(page, "Continuer");
    await expect(title(page)).toHaveText("Quelles lignes paient\u202f?");
    await main(page)
      .getByRole("combobox", { name: "Ce qui paie Fournitures administratives" })
      .selectOption({ label: "Communs 2026 · 60 · Achats" });
    await expectAccessible(page);
    await press(page, "Faire l’essai");
    await isOver(page);
    await follow(page, "Voir ce que donnerait la reprise");
    await expect(main(page).getByRole("row", { name: /Facture 2/ })).toContainText(
      "celle-ci est du",
    );
    await expectAccessible(page);
    expect(await expenses()).toBe(0);
  });

  await test.step("tout est écrit, et se lit dans la liste des dépenses", async () => {
    await main(page).getByRole("radio", { name: "Ne pas les écrire" }).check();
    await press(page, "Écrire les dépenses");
    await isOver(page);
    await follow(page, "Voir la reprise");
    await expectAccessible(page);
    await follow(page, "Voir ces dépenses");
    const line = main(page).getByRole("row", { name: new RegExp(label) });
    await expect(line).toContainText(/123,45/);
    expect(await expenses()).toBe(1);
  });

  await test.step("le même fichier n’ajoute rien deux fois", async () => {
    await sendFile(page, /FEC/, "encore.txt", bytesOf(rows.slice(0, 3)));
    await follow(page, "Continuer");
    const choice = main(page).getByRole("combobox", { name: /Fournitures administratives/ });
    await expect(choice.locator("option:checked")).toHaveText("Communs 2026 · 60 · Achats");
    await press(page, "Faire l’essai");
    await isOver(page);
    await follow(page, "Voir ce que donnerait la reprise");
    await expect(main(page)).toContainText("Toutes les dépenses de ce fichier sont déjà là.");
    await main(page).getByText("Abandonner cette reprise").click();
    await press(page, "Abandonner et effacer le fichier");
    await expect(main(page).getByRole("row", { name: /^encore/ })).toContainText("Abandonnée");
  });

  await test.step("la reprise s’annule", async () => {
    await follow(page, "comptes.txt");
    await main(page)
      .getByRole("checkbox", { name: /Retirer les dépenses/ })
      .check();
    await press(page, "Annuler la reprise");
    await isOver(page);
    expect(await expenses()).toBe(0);
  });
});

test("Les heures de l’équipe deviennent des dépenses, et une heure mal écrite est dite à sa ligne", async ({
  signedInAs,
}) => {
  const { direction, expenses } = await houseWithLine();
  const page = await signedInAs(direction);
  const hours = (time: string) =>
    csvFile([
      ["Qui", "Mois", "Heures", "Coût horaire"],
      ["Poste de coordination", "mars 2026", "7h20", "31,37"],
      ["Poste d’accueil", "mars 2026", time, "28,00"],
    ]);
  const toTrial = async (time: string) => {
    await sendFile(page, /Heures/, "heures.csv", hours(time));
    await follow(page, "Continuer");
    await expect(title(page)).toHaveText("Que contient chaque colonne\u202f?");
    await expectAccessible(page);
    await press(page, "Continuer");
    await press(page, "Faire l’essai");
    await isOver(page);
    await follow(page, "Voir ce que donnerait la reprise");
  };
  await toTrial("presque dix");
  await expect(main(page).getByRole("row", { name: /presque dix/ })).toContainText("3");
  await expect(main(page).getByRole("button", { name: "Écrire les dépenses" })).toHaveCount(0);
  await toTrial("10");
  await press(page, "Écrire les dépenses");
  await isOver(page);
  expect(await expenses()).toBe(2);
});
