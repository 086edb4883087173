import { today } from "@essaim/database/today";
import type { Page } from "@playwright/test";
import { row } from "./support/database.ts";
import { createResource, forms, send } from "./support/records.ts";
import { expect, test } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("Un indicateur se compose, se lit, mène à ses enregistrements, puis n’est plus suivi", async ({
  signedInAs,
}) => {
  const commons = await createResource();
  const contribution = forms.contribution(`Geste ${uniqueWord()}`, commons.id);
  await send("coach", "/contributions/nouvelle", { ...contribution, contributedOn: today() });
  const grant = await grantHolding(today());
  const name = `Gestes ${uniqueWord()}`;
  // Without JavaScript, as a form that every browser knows.
  const page = await signedInAs("manager", { javaScriptEnabled: false });
  const main = page.getByRole("main");

  await page.goto("/indicateurs");
  await expect(page.getByRole("row", { name: /Personnes accompagnées/ }).first()).toBeVisible();
  await page.getByRole("link", { name: "Composer un indicateur" }).click();
  await page.getByLabel("Contributions aux communs").check();
  await press(page, "Continuer");

  // What is missing is said beside its field, and what was typed stays.
  await page.getByLabel("Nom", { exact: true }).fill(name);
  await press(page, "Composer cet indicateur");
  await expect(page.getByLabel("Nom", { exact: true })).toHaveValue(name);
  await expect(main).toContainText("Dites en une phrase ce qui est compté.");
  await expect(main).toContainText("Dites comment compter.");

  await page.getByLabel("Définition").fill("Contributions reçues par ce commun.");
  await page.getByLabel("Unité", { exact: true }).fill("geste");
  await page.getByLabel("Unité au pluriel").fill("gestes");
  await page.getByLabel("Leur nombre (contributions)").check();
  await page.getByText("Commun", { exact: true }).first().click();
  await page.getByLabel(commons.title, { exact: true }).check();
  await page.getByLabel("Période du financement").selectOption(grant.id);
  await press(page, "Voir le chiffre");
  await expect(main.getByRole("status")).toContainText(/1\sgeste pour/);
  const before = await row<{ n: number }>(
    "select count(*)::int as n from own_indicator where name = $1",
    [name],
  );
  expect(before.n).toBe(0);

  await press(page, "Composer cet indicateur");
  await expect(title(page)).toHaveText(name);
  await page.getByLabel("Période du financement").selectOption(grant.id);
  await page.getByLabel("Diviser selon").selectOption("Commun");
  await press(page, "Afficher");
  await expect(page.getByRole("row", { name: commons.title })).toContainText("1");
  await page.getByRole("link", { name: "Voir ce qu’il y a derrière ce chiffre" }).click();
  await expect(title(page)).toHaveText("D’où vient ce chiffre");
  await page.getByRole("link", { name: commons.title }).click();
  await expect(main).toContainText(commons.title);

  // Another role reads the definition; not the records that it may not read.
  const editor = await signedInAs("editor");
  await editor.goto("/indicateurs");
  await editor.getByRole("link", { name }).click();
  await expect(editor.getByRole("main")).toContainText("Contributions reçues par ce commun.");
  await expect(editor.getByRole("link", { name: "Modifier" })).toHaveCount(0);

  await page.goto("/indicateurs");
  await page.getByRole("link", { name }).click();
  await press(page, "Ne plus suivre cet indicateur");
  await expect(main).toContainText("n’est plus suivi depuis le");
  await expect(page.getByLabel("Période du financement")).toHaveCount(0);
  await page.goto("/indicateurs");
  await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText(
    "N’est plus suivi depuis le",
  );
});

test("Un indicateur déclaré à la main se relève avec les autres chiffres", async ({
  signedInAs,
}) => {
  const name = `Outils ${uniqueWord()}`;
  const source = `Cahier ${uniqueWord()}`;
  const manager = await signedInAs("manager");
  await manager.goto("/indicateurs/nouveau?compte=declared_events");
  await manager.getByLabel("Nom", { exact: true }).fill(name);
  await manager.getByLabel("Définition").fill("Outils prêtés pendant la période.");
  await manager.getByLabel("Unité", { exact: true }).fill("outil");
  await manager.getByLabel("Unité au pluriel").fill("outils");
  await press(manager, "Composer cet indicateur");
  await expect(title(manager)).toHaveText(name);

  const editor = await signedInAs("editor");
  await editor.goto("/chiffres/nouveau");
  await editor.getByLabel(name).check();
  await editor.getByLabel("Mois", { exact: true }).fill("mars 2011");
  await editor.getByLabel("Source").fill(source);
  await editor.getByLabel("Chiffre du mois").fill("12");
  await editor.getByLabel("Preuve").fill("Cahier des prêts, page 3.");
  await press(editor, "Déclarer ce chiffre");
  await expect(title(editor)).toHaveText("Chiffres déclarés");
  await editor.goto("/chiffres?annee=2011");
  await expect(editor.getByRole("row", { name: new RegExp(source) })).toContainText("12");
});

/** A grant of the demonstration whose period, so far, holds a day. */
const grantHolding = (day: string) =>
  row<{ id: string }>(
    `select g.id from funding_grant g join organisation o on o.id = g.organisation_id
      where o.slug = 'opteos' and $1::date between g.starts_on and least(g.ends_on, current_date) order by g.id limit 1`,
    [day],
  );
