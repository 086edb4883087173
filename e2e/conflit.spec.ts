import type { Page } from "@playwright/test";
import { count, row } from "./support/database.ts";
import { createActivity, createGrant, createWorker, forms } from "./support/records.ts";
import { expect, test, visitorAs } from "./support/session.ts";
import { mainText, uniqueWord } from "./support/words.ts";

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const save = (page: Page) => page.getByRole("button", { name: "Enregistrer", exact: true }).click();

/** The notice of two versions, with what each of them says of a field. */
async function expectBothVersions(
  page: Page,
  told: { by: string; field: string; mine: string; theirs: string },
): Promise<void> {
  const notice = page.getByRole("alert");
  await expect(notice).toContainText(
    told.by === "vous"
      ? "Vous avez modifié cette fiche dans un autre onglet"
      : `${told.by} a modifié cette fiche pendant que vous l’écriviez`,
  );
  await expect(notice).toContainText(/enregistrée à \d{1,2}\sh\s\d{2}/);
  const line = notice.getByRole("row", { name: new RegExp(`^${told.field} `) });
  await expect(line).toContainText(told.mine);
  await expect(line).toContainText(told.theirs);
}

test("Deux personnes modifient la même fiche : la seconde voit les deux versions et choisit la sienne", async ({
  signedInAs,
}) => {
  const worker = await createWorker({ addressLine: "1 rue des Fleurs" });
  const [coach, manager] = [await signedInAs("coach"), await signedInAs("manager")];
  for (const page of [coach, manager]) await page.goto(`${worker.path}/modifier`);

  await manager.getByLabel("Numéro et rue").fill("22 rue de la Paix");
  await save(manager);
  await expect(title(manager)).toHaveText(worker.name);

  await coach.getByLabel("Numéro et rue").fill("333 boulevard Montebello");
  await coach.getByLabel("Téléphone").fill("06 39 98 77 66");
  await save(coach);
  await expectBothVersions(coach, {
    by: "Hélène Wattel",
    field: "Adresse",
    mine: "333 boulevard Montebello",
    theirs: "22 rue de la Paix",
  });
  await expect(coach.getByRole("alert").getByRole("row", { name: "Prénom" })).toHaveCount(0);
  // Nothing typed is lost, nothing saved is overwritten without a word.
  await expect(coach.getByLabel("Numéro et rue")).toHaveValue("333 boulevard Montebello");
  await expect(coach.getByLabel("Téléphone")).toHaveValue("06 39 98 77 66");
  const address = () =>
    row<{ address_line: string }>("select address_line from worker where id = $1", [worker.id]);
  expect((await address()).address_line).toBe("22 rue de la Paix");

  await save(coach);
  await expect(title(coach)).toHaveText(worker.name);
  await expect(coach.getByRole("main")).toContainText("333 boulevard Montebello");
  expect((await address()).address_line).toBe("333 boulevard Montebello");
});

test("Sans JavaScript aussi, et l’on peut reprendre la version de l’autre", async ({
  signedInAs,
}) => {
  const worker = await createWorker({ addressLine: "1 rue des Fleurs" });
  const coach = await signedInAs("coach", { javaScriptEnabled: false });
  const manager = await signedInAs("manager", { javaScriptEnabled: false });
  for (const page of [coach, manager]) await page.goto(`${worker.path}/modifier`);
  await manager.getByLabel("Numéro et rue").fill("22 rue de la Paix");
  await save(manager);
  await coach.getByLabel("Numéro et rue").fill("333 boulevard Montebello");
  await save(coach);
  await expectBothVersions(coach, {
    by: "Hélène Wattel",
    field: "Adresse",
    mine: "333 boulevard Montebello",
    theirs: "22 rue de la Paix",
  });
  await coach.getByRole("link", { name: /^Reprendre la fiche/ }).click();
  await expect(coach.getByRole("alert")).toHaveCount(0);
  await expect(coach.getByLabel("Numéro et rue")).toHaveValue("22 rue de la Paix");
  await coach.getByLabel("Code postal").fill("59160");
  await save(coach);
  await expect(title(coach)).toHaveText(worker.name);
  await expect(coach.getByRole("main")).toContainText("22 rue de la Paix");
});

test("Deux personnes modifient la même activité", async ({ signedInAs }) => {
  const activity = await createActivity();
  const [editor, manager] = [await signedInAs("editor"), await signedInAs("manager")];
  for (const page of [editor, manager]) await page.goto(`${activity.path}/modifier`);
  await manager.getByLabel("Ce qu’il faut savoir avant").fill("La version de la direction.");
  await save(manager);
  await expect(title(manager)).toHaveText(activity.title);
  await editor.getByLabel("Ce qu’il faut savoir avant").fill("La version du média.");
  await editor.getByLabel("Description").fill("Une description écrite par le média.");
  await save(editor);
  await expectBothVersions(editor, {
    by: "Hélène Wattel",
    field: "Ce qu’il faut savoir avant",
    mine: "La version du média.",
    theirs: "La version de la direction.",
  });
  // A row added meanwhile does not make one forget that there are two versions.
  await editor.getByRole("button", { name: "Ajouter un lieu" }).click();
  await expect(editor.getByLabel("Ce qu’il faut savoir avant")).toHaveValue("La version du média.");
  await save(editor);
  await expect(title(editor)).toHaveText(activity.title);
  await expect(editor.getByRole("main")).toContainText("La version du média.");
  await expect(editor.getByRole("main")).toContainText("Une description écrite par le média.");
});

test("Publier une activité modifiée entre-temps est refusé, avec le nom et l’heure", async ({
  signedInAs,
}) => {
  const activity = await createActivity();
  const [editor, manager] = [await signedInAs("editor"), await signedInAs("manager")];
  await editor.goto(activity.path);
  await manager.goto(`${activity.path}/modifier`);
  await manager
    .getByLabel("Ce qu’il faut savoir avant")
    .fill("Des limites que personne n’a relues.");
  await save(manager);
  await expect(title(manager)).toHaveText(activity.title);
  await editor.getByRole("button", { name: "Publier" }).click();
  await expect(editor.getByRole("alert")).toContainText("Rien n’est changé");
  await expect(editor.getByRole("alert")).toContainText("Hélène Wattel a modifié cette fiche");
  await expect(editor.getByText("Des limites que personne n’a relues.")).toBeVisible();
  expect(await count("activity where id = $1 and status = 'published'", [activity.id])).toBe(0);
  await editor.getByRole("button", { name: "Publier" }).click();
  await expect(editor.getByText("C’est publié")).toBeVisible();
});

test("Deux onglets modifient le même financement", async ({ signedInAs }) => {
  const grant = await createGrant();
  const [first, second] = [await signedInAs("manager"), await signedInAs("manager")];
  for (const page of [first, second]) await page.goto(`${grant.path}/modifier`);
  await first.getByLabel("Montant demandé").fill("15 000");
  await save(first);
  await expect(title(first)).toHaveText(grant.title);
  await second.getByLabel("Montant demandé").fill("18 000,50");
  await second.getByLabel("Note").fill("Une note qui ne doit pas se perdre.");
  await save(second);
  await expectBothVersions(second, {
    by: "vous",
    field: "Montant demandé",
    mine: "18 000,50 €",
    theirs: "15 000",
  });
  await expect(second.getByLabel("Montant demandé")).toHaveValue("18 000,50");
  await save(second);
  await expect(title(second)).toHaveText(grant.title);
  await expect(second.getByRole("main")).toContainText("18 000,50 €");
  await expect(second.getByRole("main")).toContainText("Une note qui ne doit pas se perdre.");
});

test("Des objectifs fixés pendant qu’on en écrit d’autres ne s’écrasent pas", async ({
  signedInAs,
}) => {
  const grant = await createGrant();
  const [first, second] = [await signedInAs("manager"), await signedInAs("manager")];
  for (const page of [first, second]) {
    await page.goto(`${grant.path}/objectifs`);
    await page.locator("summary").filter({ hasText: "Vues des vidéos" }).click();
  }
  const views = (page: Page) =>
    page.getByRole("group", { name: "Vues des vidéos", exact: true }).getByLabel("Objectif");
  const saveTargets = (page: Page) =>
    page.getByRole("button", { name: "Enregistrer les objectifs" }).click();
  await views(first).fill("1 000");
  await saveTargets(first);
  await expect(title(first)).toHaveText(grant.title);
  await views(second).fill("2 000");
  await saveTargets(second);
  await expectBothVersions(second, {
    by: "vous",
    field: "Vues des vidéos",
    mine: "2 000",
    theirs: "1 000",
  });
  await expect(views(second)).toHaveValue("2 000");
  await saveTargets(second);
  await expect(second.getByRole("row", { name: /^Vues des vidéos/ })).toContainText("2 000");
});

test("Un formulaire envoyé deux fois à la fois ne crée qu’une fiche", async () => {
  const familyName = uniqueWord();
  const coach = await visitorAs("coach");
  const form = forms.worker(familyName);
  const answers = await Promise.all([1, 2, 3].map(() => coach.post("/personnes/nouvelle", form)));
  expect(answers.map((answer) => answer.status)).toEqual([302, 302, 302]);
  expect(new Set(answers.map((answer) => answer.location)).size).toBe(1);
  expect(await count("worker where family_name = $1", [familyName])).toBe(1);

  const changed = await coach.post("/personnes/nouvelle", { ...form, givenName: "Autre" });
  expect(changed.status).toBe(409);
  expect(mainText(changed.text)).toContain("a déjà été enregistré avec un autre contenu");
  expect(changed.text.includes('value="Autre"'), "la saisie est gardée").toBe(true);
  expect(await count("worker where family_name = $1", [familyName])).toBe(1);
});

test("Un double clic ne crée qu’une fiche", async ({ signedInAs }) => {
  for (const javaScriptEnabled of [true, false]) {
    // Names that are alike would be asked about.
    const name = uniqueWord();
    const page = await signedInAs("coach", { javaScriptEnabled });
    await page.goto("/personnes/nouvelle");
    await page.getByLabel("Prénom").fill("Lou");
    await page.getByLabel("Nom", { exact: true }).fill(name);
    await page.getByLabel("Travail de plateforme").check();
    await page.getByRole("button", { name: "Enregistrer cette personne" }).dblclick();
    await expect(title(page)).toHaveText(`Lou ${name}`);
    expect(await count("worker where family_name = $1", [name])).toBe(1);
  }
});
