import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe.ts";
import { row } from "./support/database.ts";
import { coachIdOf, createWorker } from "./support/records.ts";
import { expect, test, visitorAs } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

const main = (page: Page) => page.getByRole("main");
const boards = [
  "/pilotage",
  "/pilotage/parcours",
  "/pilotage/cohortes",
  "/pilotage/charge",
  "/pilotage/a-completer",
];

/** The number that a link says, and how many people or lines the page behind it counts. */
async function numberOf(page: Page, name: RegExp): Promise<number> {
  const text = await main(page).getByRole("link", { name }).first().textContent();
  return Number(/[\d\s\u202f]+/.exec(text ?? "")?.[0].replace(/\D/g, ""));
}

test("La direction va de chaque nombre à ce qu’il compte", async ({ signedInAs }) => {
  const page = await signedInAs("manager");
  await page.goto("/");
  await page.getByRole("link", { name: "Impact et territoire" }).first().click();
  await page.getByRole("link", { name: "Pilotage" }).first().click();
  await expect(page).toHaveURL(/\/pilotage$/);

  // Somebody may come between the two pages: other journeys walk beside this one.
  await expect(async () => {
    await page.goto("/pilotage");
    const inCharge = await numberOf(page, /en charge, Ensemble/);
    expect(inCharge).toBeGreaterThan(0);
    await main(page)
      .getByRole("link", { name: /en charge, Ensemble/ })
      .click();
    await expect(page).toHaveURL(/\/personnes\?/);
    await expect(main(page)).toContainText(new RegExp(`${inCharge}\\s+personnes`), {
      timeout: 2_000,
    });
  }).toPass();

  await expect(async () => {
    await page.goto("/pilotage");
    const late = await numberOf(page, /actions en retard, Ensemble/);
    await main(page)
      .getByRole("link", { name: /actions en retard, Ensemble/ })
      .click();
    await expect(page).toHaveURL(/\/pilotage\/retards\/actions-en-retard/);
    await expect(main(page)).toContainText(new RegExp(`${late}\\s+lignes?`), { timeout: 2_000 });
  }).toPass();

  await expect(async () => {
    await page.goto("/pilotage/a-completer?du=2020-01-01&au=2026-12-31");
    const missing = await numberOf(page, /à compléter, niveau de formation/);
    await main(page)
      .getByRole("link", { name: /à compléter, niveau de formation/ })
      .last()
      .click();
    await expect(main(page)).toContainText(new RegExp(`${missing}\\s+lignes?`), {
      timeout: 2_000,
    });
  }).toPass();
  await main(page)
    .getByRole("link", { name: /^Compléter/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/situation\/modifier$/);
});

test("Un rendez-vous passé attend d’être raconté, chez qui devait le tenir", async ({
  signedInAs,
}) => {
  const coachId = await coachIdOf();
  const worker = await createWorker({ coachId });
  await row(
    `insert into meeting (organisation_id, worker_id, coach_id, held_on, duration_minutes, place, attendance)
      select organisation_id, id, $2, current_date - 3, 60, 'office', 'expected' from worker where id = $1
      returning id`,
    [worker.id, coachId],
  );
  const page = await signedInAs("coach");
  await page.goto("/pilotage?accompagnement=moi");
  await main(page)
    .getByRole("link", { name: /rendez-vous à raconter, Ensemble/ })
    .click();
  const line = main(page).getByRole("row").filter({ hasText: worker.familyName });
  await line.getByRole("link", { name: /Raconter/ }).click();
  await expect(page).toHaveURL(/\/rendez-vous\/.+\/compte-rendu$/);
});

test("Sans script, une coach filtre, se trompe de dates, et garde une vue", async ({
  signedInAs,
}) => {
  const page = await signedInAs("coach", { javaScriptEnabled: false });
  await page.goto("/pilotage/parcours");
  await page.getByLabel("Arrivées du").fill("2026-06-30");
  await page.getByLabel("Arrivées au").fill("2024-01-01");
  await page.getByRole("button", { name: "Afficher" }).click();
  await expect(main(page)).toContainText("Cette période se termine avant de commencer");
  await expect(main(page).getByRole("table")).toHaveCount(0);
  await expect(page.getByLabel("Arrivées du")).toHaveValue("2026-06-30");

  await page.getByLabel("Arrivées du").fill("2022-01-01");
  await page.getByLabel("Arrivées au").fill("2026-06-30");
  await page.getByLabel("Accompagnement par").selectOption({ label: "Moi" });
  await page.getByRole("button", { name: "Afficher" }).click();
  await expect(main(page).getByRole("table", { name: "Étapes atteintes" })).toBeVisible();
  await page.getByRole("link", { name: "Enregistrer cette vue" }).click();
  const name = `Vue ${uniqueWord()}`;
  await page.getByLabel("Nom de la vue").fill(name);
  await page.getByRole("button", { name: "Enregistrer la vue" }).click();
  await expect(page).toHaveURL(/\/pilotage\/parcours\?.*accompagnement=moi/);
  await expect(page.getByRole("link", { name: `${name} (à moi)` })).toHaveAttribute(
    "aria-current",
    "true",
  );
  await page.getByRole("link", { name: "Modifier cette vue" }).click();
  await page.getByLabel("Oui, supprimer cette vue").check();
  await page.getByRole("button", { name: "Supprimer la vue" }).click();
  await expect(page).toHaveURL(/\/pilotage\/parcours/);
  await expect(page.getByRole("link", { name: `${name} (à moi)` })).toHaveCount(0);
});

test("Une coach ne lit pas les chiffres d’un·e collègue", async () => {
  const coach = await visitorAs("coach");
  const { id } = await row<{ id: string }>(
    `select m.id from membership m join user_account u on u.id = m.user_id
      where m.role = 'coach' and u.email <> 'coach@essaim.test' and m.organisation_id =
        (select m2.organisation_id from membership m2 join user_account u2 on u2.id = m2.user_id
          where u2.email = 'coach@essaim.test') limit 1`,
    [],
  );
  for (const board of boards) {
    const answer = await coach.get(`${board}?accompagnement=${id}`);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain("ne sont montrés qu’à cette personne et à la direction");
  }
});

for (const role of ["coach", "manager"] as const) {
  for (const board of boards) {
    test(`${board} se lit à 320 px, en clair et en sombre (${role})`, async ({ signedInAs }) => {
      const page = await signedInAs(role);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width: 320, height: 700 });
        await page.goto(board);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), board).toBe(320);
        await expectAccessible(page, `${board} ${colorScheme}`);
      }
    });
  }
}
