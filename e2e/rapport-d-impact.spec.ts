import { readFile } from "node:fs/promises";
import { today } from "@essaim/database/today";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe.ts";
import { row } from "./support/database.ts";
import { publicUrl } from "./support/environment.ts";
import { createGrant, createWorker, fundingOfDemo } from "./support/records.ts";
import { expect, test, visitorAs } from "./support/session.ts";
import { daysFrom, uniqueId, uniqueWord } from "./support/words.ts";

const main = (page: Page) => page.getByRole("main");
const press = (page: Page, name: string | RegExp) =>
  main(page).getByRole("button", { name }).first().click();
const follow = (page: Page, name: string | RegExp) =>
  main(page).getByRole("link", { name }).first().click();

async function fetched(page: Page, name: string | RegExp): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), follow(page, name)]);
  return readFile(await download.path());
}

/** What the page of verification says of a file. */
async function verdict(page: Page, bytes: Buffer) {
  await page.goto(`${publicUrl}/verifier`);
  const file = { name: "rapport.scelle.json", mimeType: "application/json", buffer: bytes };
  await page.getByLabel("Fichier scellé").setInputFiles(file);
  await press(page, "Vérifier ce fichier");
  return main(page).locator("[data-answer]").getByRole("heading").first();
}

test("La direction prépare un rapport, le fait sceller, et chacun le vérifie, même après un effacement", async ({
  signedInAs,
  page: visitor,
}) => {
  // No longer accompanied: their file may be erased.
  const person = await createWorker({ supportedUntil: daysFrom(today(), -3) });
  const grant = await createGrant({
    ...(await fundingOfDemo()),
    ...{ status: "awarded", amountCents: "12 000", startsOn: "2013-01-01", endsOn: "2013-12-31" },
  });
  const title = `Rapport à la fondation ${uniqueWord()}`;
  const page = await signedInAs("manager");

  await test.step("Elle le commence, et voit ce qui manque", async () => {
    await page.goto(`/rapports/nouveau?financement=${grant.id}`);
    await page.getByLabel("Titre du rapport").fill(title);
    await page.getByLabel("Jour d’arrêté des chiffres").fill("2013-06-30");
    await press(page, "Commencer ce rapport");
    await expect(main(page)).toContainText("La partie «\u202fEn résumé\u202f» n’a pas de texte.");
    await expect(main(page)).toContainText("Méthode et définitions");
    await follow(page, "Approuver le rapport");
    await expect(main(page)).toContainText("Il manque encore quelque chose");
    await expectAccessible(page);
  });

  await test.step("Elle range les parties sans rien perdre", async () => {
    await follow(page, title);
    await press(page, "Descendre «\u202fEn résumé\u202f»");
    // The first part cannot go up.
    const up = main(page).getByRole("button", { name: "Monter «\u202fEn résumé\u202f»" });
    await up.click();
    await expect(up).toHaveCount(0);
    await press(page, "Retirer «\u202fQuartiers prioritaires\u202f»");
    await expect(main(page).getByRole("heading", { name: "Quartiers prioritaires" })).toHaveCount(
      0,
    );
  });

  await test.step("Un texte qui nomme une personne accompagnée est refusé", async () => {
    await follow(page, "L’écrire");
    await page.getByLabel("Texte").fill(`${person.name} a ouvert son atelier.`);
    await press(page, "Enregistrer cette partie");
    await follow(page, "Approuver le rapport");
    await page.getByLabel("J’ai lu ce qui est à vérifier").check();
    await press(page, "Approuver et sceller");
    const refusal = page.getByRole("alert");
    await expect(refusal).toContainText(person.name);
    await expect(refusal).toContainText("la partie «\u202fEn résumé\u202f»");
  });

  await test.step("Corrigé, le rapport est scellé et ses fichiers arrivent", async () => {
    await follow(page, title);
    await follow(page, "Écrire «\u202fEn résumé\u202f»");
    await page.getByLabel("Texte").fill("Une personne a ouvert son atelier.");
    await press(page, "Enregistrer cette partie");
    await follow(page, "Approuver le rapport");
    await page.getByLabel("J’ai lu ce qui est à vérifier").check();
    await press(page, "Approuver et sceller");
    await expect(main(page)).toContainText("Approuvé et scellé");
    await expect(async () => {
      await page.reload();
      await expect(main(page).getByRole("link", { name: /^Page web autonome/ })).toBeVisible({
        timeout: 1_000,
      });
    }).toPass({ timeout: 60_000 });
    await expectAccessible(page);
    expect((await fetched(page, /^PDF/)).subarray(0, 5).toString()).toBe("%PDF-");
    expect((await fetched(page, /^Page web autonome/)).toString()).toContain(title);
  });

  const funder = await signedInAs("funder");
  const sealed = await test.step("Le financeur le lit et en garde le fichier scellé", async () => {
    await funder.goto(`/portail/${grant.id}/documents`);
    await follow(funder, title);
    await expect(main(funder)).toContainText("Une personne a ouvert son atelier.");
    await expectAccessible(funder);
    return fetched(funder, /^Fichier scellé/);
  });

  await test.step("N’importe qui le vérifie, et une seule lettre changée se voit", async () => {
    await expect(await verdict(visitor, sealed)).toHaveText("Ce rapport est authentique");
    await expect(main(visitor)).toContainText(title);
    await expectAccessible(visitor);
    const altered = Buffer.from(sealed.toString().replace("son atelier", "un atelier"));
    await expect(await verdict(visitor, altered)).toHaveText("Ce fichier a été modifié");
    await expect(main(visitor)).not.toContainText(title);
  });

  await test.step("Une personne est effacée ensuite : le rapport tient, et ne la nomme pas", async () => {
    const manager = await visitorAs("manager");
    const erased = await manager.post(`/personnes/${person.id}/donnees/effacer`, {
      submissionId: uniqueId(),
      typedName: person.name,
    });
    expect(erased.status).toBe(302);
    await expect(async () => {
      const { gone } = await row<{ gone: boolean }>(
        "select anonymised_at is not null as gone from worker where id = $1",
        [person.id],
      );
      expect(gone).toBe(true);
    }).toPass({ timeout: 60_000 });
    await funder.reload();
    expect(await fetched(funder, /^Fichier scellé/)).toEqual(sealed);
    expect(sealed.toString()).not.toContain(person.name);
    await expect(await verdict(visitor, sealed)).toHaveText("Ce rapport est authentique");
  });
});
