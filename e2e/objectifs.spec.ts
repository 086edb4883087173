import { daysAfter, today } from "@essaim/database/today";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe.ts";
import { createGrant, createWorker, fundingOfDemo } from "./support/records.ts";
import { expect, test } from "./support/session.ts";

const main = (page: Page) => page.getByRole("main");
const group = (page: Page, name: string) => main(page).getByRole("group", { name, exact: true });
const open = (page: Page, summary: string) =>
  main(page).locator("summary").filter({ hasText: summary }).first().click();
const save = (page: Page) =>
  main(page).getByRole("button", { name: "Enregistrer les objectifs" }).click();

for (const javaScriptEnabled of [true, false]) {
  test(`La direction fixe un objectif et ses jalons, et voit où il mène${javaScriptEnabled ? "" : ", sans script"}`, async ({
    signedInAs,
  }) => {
    const day = today();
    const startsOn = daysAfter(day, -200);
    const endsOn = daysAfter(day, 100);
    const middle = daysAfter(day, -100);
    await createWorker();
    const grant = await createGrant({
      ...(await fundingOfDemo()),
      ...{ status: "awarded", startsOn, endsOn },
    });
    const page = await signedInAs("manager", { javaScriptEnabled });
    const people = group(page, "Personnes accompagnées");
    const views = group(page, "Vues des vidéos");

    await test.step("Un jalon hors du chemin est refusé, et rien de ce qui est tapé ne se perd", async () => {
      await page.goto(`${grant.path}/objectifs`);
      await expect(people).toBeHidden();
      await open(page, "Personnes accompagnées");
      await people.getByLabel("Objectif").fill("100 000");
      await people.getByText("Jalons en chemin").click();
      await people.getByLabel("Jalon 1, le").fill(endsOn);
      await people.getByLabel("Promis (jalon 1)").fill("40 000");
      await open(page, "Vues des vidéos");
      await views.getByLabel("Objectif").fill("500");
      await views.getByText("Jalons en chemin").click();
      await views.getByLabel("Jalon 2, le").fill(middle);
      await views.getByLabel("Promis (jalon 2)").fill("600");
      await save(page);
      await expect(people).toContainText("Choisissez un jour de la période, avant son dernier");
      // Of each indicator at once, beside its own field, unfolded.
      await expect(views.getByLabel("Promis (jalon 2)")).toHaveAccessibleDescription(
        /reste sous l’objectif/,
      );
      await expect(views.getByLabel("Promis (jalon 2)")).toBeVisible();
      await expect(views.getByLabel("Promis (jalon 2)")).toHaveValue("600");
      await expect(people.getByLabel("Objectif")).toHaveValue("100 000");
      await expect(people.getByLabel("Promis (jalon 1)")).toHaveValue("40 000");
    });

    await test.step("Corrigé, il est gardé", async () => {
      await people.getByLabel("Jalon 1, le").fill(middle);
      for (const label of ["Objectif", "Jalon 2, le", "Promis (jalon 2)"])
        await views.getByLabel(label).fill("");
      await save(page);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(grant.title);
      await expect(main(page)).toContainText("1 objectif demande votre attention");
      await page.goto(`${grant.path}/objectifs`);
      await expect(people.getByLabel("Jalon 1, le")).toHaveValue(middle);
    });

    await test.step("Le tableau de bord dit le chemin, la prévision et l’alerte", async () => {
      await page.goto(`/tableau-de-bord?financement=${grant.id}`);
      await expect(main(page)).toContainText("Hors d’atteinte à ce rythme");
      const row = main(page).getByRole("row", { name: /^Personnes accompagnées/ });
      await expect(row).toContainText("sur 100");
      await expect(row).toContainText("Prévu au");
      const figure = main(page).getByRole("figure", { name: "Personnes accompagnées" });
      await expect(figure.locator("svg[role=img]:visible desc").first()).toContainText("prévu");
      await figure.getByText("Voir les chiffres dans un tableau").click();
      await expect(figure.getByRole("table")).toBeVisible();
      await open(page, "Comment la trajectoire et la prévision sont faites");
      await expect(main(page)).toContainText("quatre chances sur cinq");
      await expect(row.getByRole("link", { name: "Personnes accompagnées" })).toHaveAttribute(
        "href",
        `/indicateurs/supported_workers/trace?financement=${grant.id}`,
      );
      if (javaScriptEnabled) await expectAccessible(page);
    });

    await test.step("Vidé, l’objectif n’est plus promis", async () => {
      await page.goto(`${grant.path}/objectifs`);
      await people.getByLabel("Objectif").fill("");
      await people.getByLabel("Jalon 1, le").fill("");
      await people.getByLabel("Promis (jalon 1)").fill("");
      await save(page);
      await expect(main(page)).toContainText("Aucun objectif pour l’instant");
    });
  });
}

test("Un objectif de zéro n’est pas un objectif", async ({ signedInAs }) => {
  const grant = await createGrant();
  const page = await signedInAs("manager");
  await page.goto(`${grant.path}/objectifs`);
  await open(page, "Vues des vidéos");
  await group(page, "Vues des vidéos").getByLabel("Objectif").fill("0");
  await save(page);
  await expect(group(page, "Vues des vidéos")).toContainText("Un objectif est supérieur à zéro");
});

test("L’accompagnement lit le tableau de bord de l’équipe, sans pouvoir fixer d’objectif", async ({
  signedInAs,
}) => {
  const page = await signedInAs("coach");
  await page.goto("/tableau-de-bord");
  await expect(main(page)).toContainText("Chiffres exacts au");
  await expect(main(page).getByRole("link", { name: "Arrêter les chiffres" })).toHaveCount(0);
  await expect(main(page).getByRole("link", { name: "Modifier les objectifs" })).toHaveCount(0);
});
