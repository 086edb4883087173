import { today } from "@essaim/database/today";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe.ts";
import { row } from "./support/database.ts";
import { lifeForms } from "./support/grant-life.ts";
import { createFunding, createGrant } from "./support/records.ts";
import { expect, test, visitorAs } from "./support/session.ts";
import { expenseForm } from "./support/spending.ts";
import { uniqueWord } from "./support/words.ts";

const main = (page: Page) => page.getByRole("main");
const follow = (page: Page, name: string | RegExp) =>
  main(page).getByRole("link", { name }).first().click();

/** A grant of last year, with a line of 5 000 €, one payment late and one expense of 120,50 € that nothing proves. */
async function createSpending() {
  const year = Number(today().slice(0, 4)) - 1;
  const period = { startsOn: `${year}-01-01`, endsOn: `${year}-12-31` };
  const funding = await createFunding("manager");
  const grant = await createGrant({
    ...{ ...funding, ...period, status: "awarded" },
    ...{ askedCents: "12 000", amountCents: "10 000" },
  });
  const manager = await visitorAs("manager");
  await manager.post(`${grant.path}/versements/nouveau`, {
    ...lifeForms.instalment("Acompte"),
    ...{ expectedOn: `${year}-02-01`, amountCents: "4 000" },
  });
  const page = `${grant.path}/budget/modifier`;
  return { ...funding, grant, manager, page, year };
}

test("La direction suit un financement, du retard d’un versement aux dépenses à vérifier", async ({
  signedInAs,
}) => {
  const { grant, manager, programmeId, page: budget, year } = await createSpending();
  const page = await signedInAs("manager");
  await page.goto(budget);
  const first = page.getByRole("group", { name: "Ligne 1", exact: true });
  for (const [label, value] of [
    ["Nom de la ligne", "Achats"],
    ["Montant", "5 000"],
    ["Compte", "60"],
  ] as const) {
    await first.getByLabel(label).fill(value);
  }
  await page.getByRole("button", { name: "Enregistrer le budget" }).click();
  await expect(main(page)).toContainText("Achats");
  const { id: lineId } = await row<{ id: string }>(
    "select id from budget_line where grant_id = $1",
    [grant.id],
  );
  const label = `Casques ${uniqueWord()}`;
  const spent = await manager.post("/depenses/nouvelle", {
    ...expenseForm(label),
    ...{ incurredOn: `${year}-06-15`, "shares.0.line": lineId, "shares.0.part": "" },
  });
  expect(spent.status).toBe(302);

  await page.goto(`/financements/suivi?programme=${programmeId}`);
  await expect(main(page)).toContainText(
    `4 000 € attendus depuis le 1er février ${year} ne sont pas arrivés.`,
  );
  await expect(main(page)).toContainText("9 879,50 € ne sont ni dépensés ni engagés.");
  const line = main(page)
    .getByRole("table", { name: "Où en est chaque financement" })
    .getByRole("row", { name: new RegExp(grant.title) });
  for (const figure of ["12 000 €", "10 000 €", "121 €", "9 880 €", "5 000 €"]) {
    await expect(line).toContainText(figure);
  }
  await expectAccessible(page);
  const csv = await manager.get(`/financements/suivi.csv?programme=${programmeId}`);
  expect(csv.text).toContain(`;12000,00;10000,00;0,00;0,00;120,50;9879,50;5000,00;`);

  await follow(page, grant.title);
  await expect(page).toHaveURL(new RegExp(`${grant.path}/versements$`));
  await page.goto(grant.path);
  const lines = main(page).getByRole("table", { name: "Lignes du budget" });
  await expect(lines).toContainText("À répartir");
  await expect(lines).toContainText("4 879,50 €");
  await expectAccessible(page);

  await follow(page, "À vérifier");
  const found = main(page).getByRole("row", { name: new RegExp(label) });
  await expect(found).toContainText("Aucun justificatif.");
  await expect(found).toContainText("pas acquittée");
  await expectAccessible(page);
  await follow(page, label);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(label);
});

test("Le plan de trésorerie part d’un solde, compte un versement en retard ce mois-ci et dit ce qu’il n’a pas lu", async ({
  signedInAs,
}) => {
  const { grant } = await createSpending();
  const page = await signedInAs("manager");
  await page.goto("/tresorerie?solde=-1+000,50");
  await expect(main(page)).toContainText("Le plan part de −1 000,50 €.");
  const late = main(page)
    .getByRole("table", { name: "Versements attendus" })
    .getByRole("row", { name: new RegExp(grant.title) });
  await expect(late).toContainText("En retard");
  await expect(late).toContainText("4 000,00 €");
  await expectAccessible(page);
  await page.getByLabel(/En banque aujourd’hui/).fill("beaucoup");
  await page.getByRole("button", { name: "Calculer" }).click();
  await expect(main(page)).toContainText("Indiquez un montant en euros");
  await expect(main(page)).toContainText("Le plan part de zéro");
});

test("Un financement dit ce qui lui manque pour être publié, et mène là où cela s’écrit", async ({
  signedInAs,
}) => {
  const { grant, manager } = await createSpending();
  const page = await signedInAs("manager");
  await page.goto("/financements");
  await follow(page, "Données ouvertes");
  const mine = () => main(page).getByRole("row", { name: new RegExp(grant.title) });
  await expect(mine()).toContainText("Le jour de la signature de la convention");
  await expectAccessible(page);
  await mine().getByRole("link", { name: "Le SIRET du financeur" }).click();
  await page.getByLabel("SIRET").fill("356 000 000 00048");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await page.waitForURL(/fait=/);
  await page.goto("/financements/donnees-ouvertes");
  await expect(mine()).not.toContainText("Le SIRET du financeur");
  const file = await manager.get("/financements/donnees-ouvertes/csv");
  expect(file.text).toMatch(/^nomAttribuant,idAttribuant,dateConvention,/);
  expect(file.text).not.toContain(grant.title);
});
