import type { Page } from "@playwright/test";
import { createHouse, createMember } from "./support/accounts.ts";
import { expectAccessible } from "./support/axe.ts";
import { row } from "./support/database.ts";
import { expect, test } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const main = (page: Page) => page.getByRole("main");
const press = (page: Page, name: string) =>
  main(page).getByRole("button", { name, exact: true }).click();
const follow = (page: Page, name: string | RegExp) =>
  main(page).getByRole("link", { name }).first().click();

/** A cooperative whose grant of 2026 has two lines, of which one is small; a report being written; a person. */
async function house() {
  const { organisationId } = await createHouse();
  const manager = await createMember(organisationId, "manager");
  const familyName = uniqueWord();
  const { id } = await row<{ id: string }>(
    `with p as (insert into programme (organisation_id, name) values ($1, 'Communs') returning id),
       f as (insert into funder (organisation_id, name, kind) values ($1, 'Métropole', 'public') returning id),
       g as (insert into funding_grant (organisation_id, programme_id, funder_id, title, status, amount_cents, starts_on, ends_on)
         select $1, p.id, f.id, 'Communs 2026', 'awarded', 1000000, '2026-01-01', '2026-12-31' from p, f returning id),
       l as (insert into budget_line (organisation_id, label, account, grant_id, amount_cents, starts_on, ends_on)
         select $1, one.label, '60', g.id, one.cents, '2026-01-01', '2026-12-31'
         from g, (values ('Achats', 500000), ('Petit matériel', 2000)) as one (label, cents) returning id),
       r as (insert into grant_report (organisation_id, grant_id, form, stage, label, covers_from, covers_to, due_on)
         select $1, g.id, 'cerfa', 'final', 'Compte rendu 2026', '2026-01-01', '2026-12-31', '2027-06-30' from g returning id)
     insert into worker (organisation_id, given_name, family_name, kind, supported_from)
       select $1, 'Nour', $2, 'both', '2026-01-05' from r, (select count(*) from l) as lines returning id`,
    [organisationId, familyName],
  );
  return { manager, workerId: id, name: `Nour ${familyName}` };
}

async function fillExpense(page: Page, label: string, name: string) {
  await page.getByLabel("En quelques mots").fill(label);
  await page.getByLabel("Compte", { exact: true }).fill("6064");
  await page.getByLabel("Date de la dépense").fill("2026-03-10");
  await page.locator("[name=amountCents]").fill("100,01");
  await page.getByLabel("Personne accompagnée").selectOption({ label: name });
}

const part = (page: Page, number: number) => ({
  line: page.locator(`[name="shares.${number - 1}.line"]`),
  share: page.locator(`[name="shares.${number - 1}.part"]`),
});

test("Une dépense se répartit au centime, se prouve, se paie, et se suit jusqu’au compte rendu et retour", async ({
  signedInAs,
}) => {
  const { manager, workerId, name } = await house();
  const page = await signedInAs(manager);
  const label = `Casques ${uniqueWord()}`;
  const [given, family] = name.split(" ");

  await test.step("la liste vide dit quoi faire", async () => {
    await page.goto("/depenses");
    await expect(main(page)).toContainText("Aucune dépense pour l’instant");
    await expectAccessible(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await follow(page, "Nouvelle dépense");
  });

  await test.step("100,01 % est refusé, et rien de ce qui est écrit ne se perd", async () => {
    await fillExpense(page, label, `${family} ${given}`);
    await part(page, 1).line.selectOption({
      label: "Communs 2026 · Achats (reste 5\u202f000,00\u00a0€)",
    });
    await part(page, 1).share.fill("33,33 %");
    await press(page, "Ajouter une ligne budgétaire");
    await part(page, 2).line.selectOption({
      label: "Communs 2026 · Petit matériel (reste 20,00\u00a0€)",
    });
    await part(page, 2).share.fill("66,68 %");
    await press(page, "Enregistrer cette dépense");
    await expect(page.getByRole("alert")).toContainText("La répartition dépasse le montant");
    await expect(page.getByLabel("En quelques mots")).toHaveValue(label);
    await expect(part(page, 2).share).toHaveValue("66,68 %");
  });

  await test.step("une ligne qui serait dépassée est dite une fois, puis gardée exprès", async () => {
    await part(page, 2).share.fill("");
    await press(page, "Enregistrer cette dépense");
    await expect(page.getByRole("alert")).toContainText(/sera dépassée de 46,68/);
    await expectAccessible(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByLabel("J’ai lu, et je garde cette dépense ainsi").check();
    await press(page, "Enregistrer cette dépense");
    await expect(title(page)).toHaveText(label);
    await expect(main(page)).toContainText("33,33");
    await expect(main(page)).toContainText("66,68");
    await expect(main(page)).toContainText("Engagée");
  });

  await test.step("sa pièce se joint, son paiement se note", async () => {
    await expect(main(page)).toContainText("Aucune pièce");
    await page.getByLabel("Joindre une pièce").setInputFiles({
      name: "facture.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("Facture de casques."),
    });
    await press(page, "Joindre");
    await expect(page.getByRole("link", { name: "facture.txt" })).toBeVisible();
    await page.getByLabel("Acquittée le").fill("2026-03-12");
    await press(page, "Noter le paiement");
    await expect(main(page)).toContainText("Acquittée le 12\u00a0mars\u00a02026");
    await expectAccessible(page);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  await test.step("de la dépense au compte rendu, puis de la personne à la dépense et à son financement", async () => {
    await follow(page, "Compte rendu 2026");
    await expect(title(page)).toContainText("Compte rendu 2026");
    await page.goto(`/personnes/${workerId}`);
    await follow(page, "Dépenses");
    await expect(main(page)).toContainText(`Pour ${name}`);
    await follow(page, label);
    await expect(title(page)).toHaveText(label);
    await follow(page, "Communs 2026");
    await expect(title(page)).toHaveText("Communs 2026");
    await follow(page, "Dépenses");
    await expect(main(page).getByRole("link", { name: label })).toBeVisible();
  });

  await test.step("ce que la convention refuse est refusé, avec sa raison", async () => {
    await follow(page, label);
    await follow(page, "Modifier");
    await page.getByLabel("Date de la dépense").fill("2027-01-15");
    await press(page, "Enregistrer");
    await expect(page.getByRole("alert")).toContainText("au 31\u00a0décembre\u00a02026");
    await follow(page, "Annuler");
  });

  await test.step("une question avant de supprimer", async () => {
    await follow(page, "Supprimer");
    await expectAccessible(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await press(page, "Supprimer pour de bon");
    await expect(page.getByText("C’est supprimé.")).toBeVisible();
    await expect(main(page)).toContainText("Aucune dépense pour l’instant");
  });
});
