import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe.ts";
import { row } from "./support/database.ts";
import { createGrant, fundingOfDemo } from "./support/records.ts";
import { expect, test } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const main = (page: Page) => page.getByRole("main");
const send = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const follow = (page: Page, name: string) =>
  main(page).getByRole("link", { name, exact: true }).first().click();

type Row = { label: string; account: string; amount: string };

/** Types in a row of a form, the first being 1. */
async function fill(page: Page, one: string, place: number, { label, account, amount }: Row) {
  const fields = page.getByRole("group", { name: `${one} ${place}`, exact: true });
  await fields.getByLabel(/^Nom de la ligne|^Ce que c’est|^D’où cela vient/).fill(label);
  await fields.getByLabel("Compte").fill(account);
  await fields.getByLabel("Montant").fill(amount);
}

test("Un financement se répartit sans JavaScript, à l’euro près, et rien de saisi ne se perd", async ({
  signedInAs,
}) => {
  const grant = await createGrant({ askedCents: "12 000" });
  const page = await signedInAs("manager", { javaScriptEnabled: false });
  await page.goto(`${grant.path}/budget`);
  await expect(main(page)).toContainText("Rien n’est encore réparti");
  await follow(page, "Répartir ce financement");
  await expect(title(page)).toHaveText("Modifier le budget");
  await fill(page, "Ligne", 1, { label: "Salaires", account: "64", amount: "9 000,50" });
  await fill(page, "Ligne", 2, { label: "Bénévoles", account: "864", amount: "5 000" });
  await fill(page, "Ligne", 3, { label: "Achats", account: "7", amount: "3 000" });
  await send(page, "Ajouter une ligne");
  await expect(main(page)).toContainText("Dépassement : 0,50 €.");
  await fill(page, "Ligne", 4, { label: "Coups de pouce", account: "65", amount: "1 000" });
  await send(page, "Enregistrer le budget");
  await expect(main(page)).toContainText("Indiquez un compte de charges");
  const third = page.getByRole("group", { name: "Ligne 3", exact: true });
  await expect(third.getByLabel("Nom de la ligne")).toHaveValue("Achats");
  await third.getByLabel("Compte").fill("60 · Achats");
  await send(page, "Enregistrer le budget");
  await expect(main(page)).toContainText("Les lignes dépassent le financement de 1 000,50 €");
  await third.getByRole("button", { name: /^Retirer/ }).click();
  await send(page, "Enregistrer le budget");
  await expect(title(page)).toHaveText(grant.title);
  await expect(main(page)).toContainText(/À répartir\s*1\s999,50\s€/);
  await expect(page.getByRole("region", { name: "En nature" })).toContainText("5 000,00 €");
});

test("Une ligne dépensée ne descend pas sous ce qui l’est, et son budget dit où il en est", async ({
  signedInAs,
}) => {
  const grant = await createGrant({ askedCents: "12 000" });
  const line = await row<{ id: string; organisation_id: string }>(
    `insert into budget_line (organisation_id, grant_id, label, account, amount_cents, starts_on, ends_on)
      select organisation_id, id, 'Achats', '60', 300000, starts_on, ends_on from funding_grant where id = $1
      returning id, organisation_id`,
    [grant.id],
  );
  const expense = await row<{ id: string }>(
    `insert into expense (organisation_id, kind, label, account, incurred_on, amount_cents)
      values ($1, 'purchase', 'Un achat', '606', '2015-01-01', 120000) returning id`,
    [line.organisation_id],
  );
  await row(
    `insert into expense_allocation (organisation_id, expense_id, budget_line_id, amount_cents)
      values ($1, $2, $3, 120000) returning expense_id`,
    [line.organisation_id, expense.id, line.id],
  );
  const page = await signedInAs("manager");
  await page.goto(`${grant.path}/budget`);
  await expect(page.getByRole("row", { name: /Achats/ })).toContainText("1 800,00 €");
  await expectAccessible(page);
  await follow(page, "Modifier le budget");
  await expectAccessible(page);
  const first = page.getByRole("group", { name: "Ligne 1", exact: true });
  await expect(first.getByRole("button", { name: /^Retirer/ })).toHaveCount(0);
  await first.getByLabel("Montant").fill("1 199,99");
  await expect(main(page)).toContainText("À répartir : 10 800,01 €.");
  await send(page, "Enregistrer le budget");
  await expect(main(page)).toContainText("1 200,00 € sont déjà dépensés sur cette ligne");
  await first.getByLabel("Montant").fill("1 200");
  await send(page, "Enregistrer le budget");
  await expect(page.getByRole("row", { name: /Achats/ })).toContainText("0,00 €");
});

test("Un plan se remplit, ne s’arrête qu’à l’équilibre, et dit ce qui l’en écarte ensuite", async ({
  signedInAs,
}) => {
  const grant = await createGrant({ askedCents: "12 000" });
  const { programmeId } = await fundingOfDemo();
  const name = `Budget ${uniqueWord()}`;
  const page = await signedInAs("manager");
  await page.goto("/plans-de-financement/nouveau");
  await expectAccessible(page);
  await page.getByLabel("Programme").selectOption(programmeId);
  await page.getByLabel("Titre").fill(name);
  await page.getByLabel("Premier jour").fill("2015-01-01");
  await page.getByLabel("Dernier jour").fill("2015-12-31");
  await send(page, "Continuer");
  await expect(title(page)).toContainText(name);
  await expectAccessible(page);
  await fill(page, "Charge", 1, { label: "Salaires", account: "64", amount: "15 000" });
  await fill(page, "Produit", 1, { label: "Ventes", account: "70", amount: "2 999,99" });
  await page.getByLabel(grant.title).check();
  await send(page, "Enregistrer le plan");
  await expect(title(page)).toHaveText(name);
  await expect(main(page)).toContainText("Il manque 0,01 € de produits pour couvrir les charges.");
  await expectAccessible(page);
  await send(page, "Arrêter le plan");
  await expect(page.getByRole("alert")).toContainText("Il manque 0,01 €");
  await follow(page, "Modifier");
  await page
    .getByRole("group", { name: "Produit 1", exact: true })
    .getByLabel("Montant")
    .fill("3 000");
  await send(page, "Enregistrer le plan");
  await expect(main(page)).toContainText("Le plan est à l’équilibre");
  await send(page, "Arrêter le plan");
  await expect(main(page)).toContainText("Arrêté le");
  await row("update funding_grant set asked_cents = 1000000 where id = $1 returning id", [
    grant.id,
  ]);
  await page.reload();
  await expect(main(page)).toContainText("Ce plan, arrêté, n’est plus à l’équilibre");
  await expect(main(page)).toContainText("Il manque 2 000,00 € de produits");
  await send(page, "Rouvrir le plan");
  await expect(main(page)).toContainText("En préparation");
  await page.getByText("Retirer ce plan", { exact: true }).click();
  await send(page, "Oui, retirer ce plan");
  await expect(title(page)).toHaveText("Plans de financement");
  await expect(main(page)).not.toContainText(name);
});

test("Les règles d’une convention s’ajoutent et se retirent, et une enveloppe d’aides s’ouvre aux fonds propres", async ({
  signedInAs,
}) => {
  const grant = await createGrant();
  const word = uniqueWord();
  const page = await signedInAs("manager");
  await page.goto(`${grant.path}/regles`);
  await expect(main(page)).toContainText("Aucune autre règle");
  await page.getByText("Un plafond", { exact: true }).click();
  const ceiling = page.locator("details", { hasText: "Un plafond" }).filter({ hasText: "part du" });
  await ceiling.getByLabel("Ou en part du financement").fill("120 %");
  await ceiling.getByRole("button", { name: "Ajouter cette règle" }).click();
  await expect(main(page)).toContainText("Indiquez un pourcentage de plus de 0 à 100");
  await expectAccessible(page);
  await ceiling.getByLabel("Ou en part du financement").fill("20 %");
  await ceiling.getByLabel("Comptes concernés").fill("62");
  await ceiling.getByLabel("Ce que dit la convention").fill(word);
  await ceiling.getByRole("button", { name: "Ajouter cette règle" }).click();
  const rule = page.getByRole("row", { name: /au plus 20/ });
  await expect(rule).toContainText("soit 2 400,00 € pour le compte 62");
  await expect(rule).toContainText(word);
  await expectAccessible(page);
  await rule.locator("summary").click();
  await rule.getByRole("button", { name: "Oui, retirer cette règle" }).click();
  await expect(main(page)).toContainText("Aucune autre règle");

  await page.goto("/aides/enveloppes");
  await follow(page, "Nouvelle enveloppe");
  await expect(page.getByLabel("Les petites aides peuvent s’y payer")).toBeChecked();
  await page.getByLabel("Nom de la ligne").fill(`Coups de pouce ${word}`);
  await page.getByLabel("Montant").fill("1 000");
  await expectAccessible(page);
  await send(page, "Ouvrir cette ligne");
  await expect(title(page)).toHaveText("Fonds propres");
  await expectAccessible(page);
  await page.goto("/aides/enveloppes");
  await follow(page, `Coups de pouce ${word}`);
  await page.getByText("Retirer cette ligne", { exact: true }).click();
  await send(page, "Oui, retirer cette ligne");
  await expect(main(page)).not.toContainText(word);
});
