import { today } from "@essaim/database/today";
import type { Page } from "@playwright/test";
import { row } from "./support/database.ts";
import { createResource } from "./support/records.ts";
import { expect, test } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const save = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("Une intention devient une contribution, proposée en amont puis intégrée", async ({
  signedInAs,
}) => {
  const commons = await createResource();
  const description = `Correction ${uniqueWord()}`;
  const page = await signedInAs("coach");
  const main = page.getByRole("main");

  await page.goto(`/communs/${commons.id}`);
  await page.getByRole("link", { name: "Nouvelle intention" }).click();
  await page.getByLabel("Nature").selectOption("Code");
  await expect(page.getByLabel("Commun qui la recevra")).toHaveValue(commons.id);
  await page.getByLabel("En une phrase").fill(description);
  await page.getByLabel("Pour quand").fill("2030-01-15");
  await page.getByLabel("Durée prévue").fill("3 h");
  await save(page, "Enregistrer cette intention");
  await expect(title(page)).toHaveText(description);
  await expect(page.getByText("L’intention est créée.")).toBeVisible();

  await page.getByRole("link", { name: "C’est fait" }).click();
  await expect(title(page)).toHaveText("Réaliser une intention");
  await expect(page.getByLabel("En une phrase")).toHaveValue(description);
  await save(page, "Enregistrer cette contribution");
  await expect(title(page)).toHaveText(description);
  await expect(main).toContainText(commons.title);

  // It follows what is known: declined wants its reason, and merged ends it.
  await page.getByLabel("Ce qu’elle est devenue").selectOption("Proposée");
  await save(page, "Noter cette étape");
  await expect(page.getByRole("heading", { name: "Proposée" })).toBeVisible();
  await page.getByLabel("Ce qu’elle est devenue").selectOption("Refusée");
  await save(page, "Noter cette étape");
  await expect(page.getByRole("alert")).toContainText("Dites pourquoi elle a été refusée.");
  await page.getByLabel("Ce qu’elle est devenue").selectOption("Intégrée");
  await page.getByLabel("Adresse où le voir").fill("https://forge.example/merge/1");
  await save(page, "Noter cette étape");
  await expect(page.getByRole("heading", { name: "Intégrée" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Noter cette étape" })).toHaveCount(0);

  await page.goto("/communs/intentions?etat=realisees");
  await expect(page.getByRole("row", { name: description })).toBeVisible();
  const kept = await row<{ steps: string }>(
    `select string_agg(e.state, ',' order by e.happened_on, e.id) as steps from upstream_event e
      join contribution c on c.organisation_id = e.organisation_id and c.id = e.contribution_id
      where c.description = $1`,
    [description],
  );
  expect(kept.steps).toBe("proposed,merged");
});

test("La direction dit comment va un commun, note ses parts et une règle, puis supprime une contribution", async ({
  signedInAs,
}) => {
  const commons = await createResource();
  const description = `Parts ${uniqueWord()}`;
  const page = await signedInAs("manager");
  const main = page.getByRole("main");

  await page.goto(`/communs/${commons.id}`);
  await expect(main).toContainText("Personne n’a encore regardé ce commun");
  await page.getByRole("link", { name: "Modifier", exact: true }).click();
  await page.getByLabel("Santé").selectOption("Stable");
  await page.getByLabel("Personnes clés").fill("trois");
  await page.getByLabel("Regardé le").fill(today());
  await save(page, "Enregistrer");
  await expect(page.getByRole("alert")).toContainText("Indiquez un nombre de personnes.");
  await page.getByLabel("Personnes clés").fill("3");
  await save(page, "Enregistrer");
  await expect(page.getByText(`Le suivi de ${commons.title} est enregistré.`)).toBeVisible();
  await expect(main).toContainText("3 personnes le tiennent");
  await expect(main).not.toContainText("Personne n’a encore regardé ce commun");

  await page.goto(`/contributions/nouvelle?commun=${commons.id}`);
  await page.getByLabel("Nature").selectOption("Parts sociales");
  await page.getByLabel("En une phrase").fill(description);
  await page.getByLabel("Nombre de parts").fill("4");
  await page.getByLabel("Valeur d’une part").fill("25");
  await page.getByLabel("Montant").fill("99");
  await save(page, "Enregistrer cette contribution");
  await expect(page.getByRole("alert")).toContainText("Ce nombre de parts à cette valeur fait 100");
  await page.getByLabel("Montant").fill("");
  await save(page, "Enregistrer cette contribution");
  await page.getByRole("link", { name: description }).click();
  await expect(main).toContainText("4 parts de 25,00 €");

  await page.goto("/communs/parts");
  await page.getByLabel("Coopérative").selectOption(commons.title);
  await page.getByLabel("À la fin de l’année").fill(today().slice(0, 4));
  await page.getByLabel("Nombre de parts").fill("5");
  await page.getByLabel("Valeur d’une part").fill("25");
  await save(page, "Enregistrer");
  await expect(page.getByRole("row", { name: commons.title })).toContainText(
    "25,00 € de moins que le certificat",
  );

  await page.goto(`/communs/${commons.id}`);
  await page.getByRole("link", { name: "Toutes ses contributions" }).click();
  await page.getByRole("link", { name: description }).click();
  await page.getByText("Supprimer cette contribution").click();
  await save(page, "Supprimer pour de bon");
  await expect(title(page)).toHaveText("Contributions aux communs");
  await expect(page.getByText(description)).toHaveCount(0);
});
