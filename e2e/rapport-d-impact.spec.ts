import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe.ts";
import { row } from "./support/database.ts";
import { publicUrl } from "./support/environment.ts";
import { expectReadable } from "./support/pdf.ts";
import { createGrant, createWorker, fundingOfDemo } from "./support/records.ts";
import { expect, test, visitorAs } from "./support/session.ts";
import { daysFrom, quietDay, uniqueId, uniqueWord } from "./support/words.ts";

const main = (page: Page) => page.getByRole("main");
const press = (page: Page, name: string | RegExp) =>
  main(page).getByRole("button", { name }).first().click();
const follow = (page: Page, name: string | RegExp) =>
  main(page).getByRole("link", { name }).first().click();

async function fetched(page: Page, name: string | RegExp): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), follow(page, name)]);
  return readFile(await download.path());
}

/** The first row of this name, be its table unfolded or not. */
const rowOf = (page: Page, name: RegExp) =>
  main(page).locator("tr").filter({ hasText: name }).first();

/** What the page of verification, where a reader is, says of a file. */
async function verdict(page: Page, bytes: Buffer) {
  const file = { name: "rapport.scelle.json", mimeType: "application/json", buffer: bytes };
  await page.getByLabel("Fichier scellé").setInputFiles(file);
  await press(page, "Vérifier ce fichier");
  return main(page).locator("[data-answer]").getByRole("heading").first();
}

/** Waits until another process has made the files of a report. */
const awaitFiles = (page: Page) =>
  expect(async () => {
    await page.reload();
    await expect(main(page).getByRole("link", { name: /^Page web autonome/ })).toBeVisible({
      timeout: 1_000,
    });
  }).toPass({ timeout: 60_000 });

const monthNamed = (month: string) =>
  new Intl.DateTimeFormat("fr-FR", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month}-01`),
  );

/** Fourteen people accompanied for two months, five of them in a priority neighbourhood, for the Fondation de France. */
async function createStory() {
  const startsOn = `${quietDay().slice(0, 7)}-01`;
  const months = [startsOn.slice(0, 7), daysFrom(startsOn, 31).slice(0, 7)] as const;
  const endsOn = `${months[1]}-28`;
  const people = [];
  for (let at = 0; at < 14; at += 1) {
    people.push(
      await createWorker({
        ...{ supportedFrom: startsOn, supportedUntil: endsOn },
        neighbourhood: at < 5 ? "QN05971M@59350" : at < 11 ? "outside" : "unknown",
      }),
    );
  }
  const grant = await createGrant({
    ...(await fundingOfDemo()),
    ...{ status: "awarded", amountCents: "12 000", startsOn, endsOn },
  });
  const manager = await visitorAs("manager");
  const declared = await manager.post("/chiffres/nouveau", {
    ...{ submissionId: uniqueId(), indicatorKey: "video_views", month: months[0] },
    ...{ value: "300", source: `PeerTube ${uniqueWord()}`, evidence: "Relevé du mois." },
  });
  expect(declared.status).toBe(302);
  return { endsOn, months, people, person: people[0] as (typeof people)[number], grant };
}

test("La direction prépare le rapport de la Fondation de France, le scelle, et il tient après un effacement", async ({
  signedInAs,
  page: visitor,
}) => {
  const { endsOn, months, people, person, grant } = await createStory();
  const title = `Rapport à la fondation ${uniqueWord()}`;
  const page = await signedInAs("manager");
  await page.goto(`${grant.path}/objectifs`);
  await promise(page, "Personnes accompagnées", "20");
  await promise(page, "Vues des vidéos", "1 000");
  await press(page, "Enregistrer les objectifs");

  await test.step("Elle le commence, et voit ce qui manque", async () => {
    await page.goto(`/rapports/nouveau?financement=${grant.id}`);
    await page.getByLabel("Titre du rapport").fill(title);
    await page.getByLabel("Jour d’arrêté des chiffres").fill(endsOn);
    await press(page, "Commencer ce rapport");
    await expect(main(page)).toContainText("La partie «\u202fEn résumé\u202f» n’a pas de texte.");
    await expect(main(page)).toContainText("Méthode et définitions");
    await expect(main(page)).toContainText(missing(months[1]));
    await follow(page, "Approuver le rapport");
    await expect(main(page)).toContainText("Il manque encore quelque chose");
    await expectAccessible(page);
  });

  await test.step("Elle déclare le mois qui manque", async () => {
    await follow(page, title);
    await expect(main(page)).toContainText(missing(months[1]));
    await follow(page, "Déclarer un chiffre");
    await page.getByLabel("Vues des vidéos").check();
    await page.getByLabel("Mois", { exact: true }).fill(monthNamed(months[1]));
    await page.getByLabel("Source").fill(`PeerTube ${uniqueWord()}`);
    await page.getByLabel("Chiffre du mois").fill("450");
    await page.getByLabel("Preuve").fill("Relevé du mois.");
    await press(page, "Déclarer ce chiffre");
    await page.goto("/rapports");
    await follow(page, title);
    await expect(main(page)).not.toContainText("rien n’est déclaré");
    await expect(rowOf(page, /^Vues des vidéos/)).toContainText("750");
  });

  await test.step("Elle range les parties sans rien perdre", async () => {
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
    await awaitFiles(page);
    await expectAccessible(page);
    for (const text of [
      await expectReadable(await fetched(page, /^PDF/), title),
      (await fetched(page, /^Page web autonome/)).toString(),
    ]) {
      expect(text).toContain(title);
      expectNobody(text, people);
    }
  });

  const funder = await signedInAs("funder");
  const readIt = async () => {
    await funder.goto(`/portail/${grant.id}/documents`);
    await follow(funder, title);
    await expect(main(funder)).toContainText("Une personne a ouvert son atelier.");
    await expect(main(funder)).toContainText(/14\spersonnes ont été accompagnées/);
    await expect(rowOf(funder, /^Personnes accompagnées/)).toContainText(/14\D*20\D*70/);
    await expect(rowOf(funder, /^Vues des vidéos/)).toContainText("750");
    await expect(rowOf(funder, /^En quartier prioritaire/)).toContainText("5");
    expectNobody(await funder.content(), people);
  };
  const sealed = await test.step("Le financeur le lit et en garde le fichier scellé", async () => {
    await readIt();
    await expectAccessible(funder);
    return fetched(funder, /^Fichier scellé/);
  });

  await test.step("De sa page, il vérifie la signature", async () => {
    await follow(funder, "Vérifier ce rapport");
    await expect(funder).toHaveURL(new RegExp(`^${publicUrl}/verifier\\?code=`));
    await expect(await verdict(funder, sealed)).toHaveText("Ce rapport est authentique");
    await expect(main(funder)).toContainText(title);
    await expectAccessible(funder);
  });

  await test.step("Une seule lettre changée se voit", async () => {
    await visitor.goto(`${publicUrl}/verifier`);
    const altered = Buffer.from(sealed.toString().replace("son atelier", "un atelier"));
    await expect(await verdict(visitor, altered)).toHaveText("Ce fichier a été modifié");
    await expect(main(visitor)).not.toContainText(title);
  });

  await test.step("Une personne qu’il compte est effacée ensuite : le rapport tient, et ne nomme personne", async () => {
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
    await readIt();
    expect(await fetched(funder, /^Fichier scellé/)).toEqual(sealed);
    expectNobody(sealed.toString(), people);
    await visitor.goto(`${publicUrl}/verifier`);
    await expect(await verdict(visitor, sealed)).toHaveText("Ce rapport est authentique");
    // Whoever is erased is counted still, and the report is what the files say today.
    await page.reload();
    await expect(main(page)).toContainText(
      "Les chiffres d’aujourd’hui, à ce même jour, sont ceux du rapport.",
    );
  });
});

test("Le PDF du rapport de la démonstration est lisible par tout le monde", async ({
  signedInAs,
}) => {
  const report = await row<{ id: string; title: string }>(
    `select r.id, r.title from impact_report r join organisation o on o.id = r.organisation_id
      where o.slug = 'opteos' and r.approved_at is not null and r.title = 'Rapport d’impact 2019, Fondation de France'`,
  );
  const page = await signedInAs("manager");
  await page.goto(`/rapports/${report.id}`);
  await awaitFiles(page);
  const text = await expectReadable(await fetched(page, /^PDF/), report.title);
  expect(text).toContain("Fondation de France");
});

const missing = (month: string) =>
  `«\u202fVues des vidéos\u202f»\u202f: rien n’est déclaré pour ${monthNamed(month)}.`;

/** Nobody of those accompanied, by any of their names. */
function expectNobody(text: string, people: readonly { name: string; familyName: string }[]) {
  for (const { familyName } of people) expect(text).not.toContain(familyName);
}

/** An indicator for which nothing is promised yet is opened, and given its target. */
async function promise(page: Page, name: string, value: string): Promise<void> {
  await main(page).locator("summary").filter({ hasText: name }).click();
  await main(page).getByRole("group", { name, exact: true }).getByLabel("Objectif").fill(value);
}
