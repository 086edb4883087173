import type { Page } from "@playwright/test";
import { count, row } from "./support/database.ts";
import { publicUrl } from "./support/environment.ts";
import { createActivity, createResource, createWorker, publish } from "./support/records.ts";
import { expect, test } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

test.use({ javaScriptEnabled: false });

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const save = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("L’annuaire public se lit, se cherche et se filtre, en français et en anglais", async ({
  page,
}) => {
  const word = uniqueWord();
  const resource = await createResource({ name: `Plans ${word}`, kind: "hardware" });
  const activity = await createActivity({
    title: `Fabriquer des remorques ${word}`,
    sector: "making",
    "resources.0.openResourceId": resource.id,
    "locations.0.commune": "Tourcoing (59)",
  });
  const other = await createActivity({ title: `Cultiver un jardin ${word}`, sector: "garden" });
  for (const { path } of [resource, activity, other]) await publish(path);

  await page.goto(publicUrl);
  await expect(title(page)).toHaveText("Lancez votre activité à partir de ce qui est déjà ouvert");
  await expect(page.getByRole("navigation", { name: "Par secteur" })).toContainText("Jardin");
  await page.getByLabel("Que cherchez-vous à faire").fill(word);
  await save(page, "Rechercher");
  await expect(page).toHaveURL(`${publicUrl}/recherche?q=${word}`);
  const results = page.getByRole("region", { name: "Résultats" });
  await expect(results.getByRole("article")).toHaveCount(3);
  await page
    .getByRole("navigation", { name: "Sorte de résultats" })
    .getByRole("link", { name: /^Activités/ })
    .click();
  await expect(results.getByRole("article")).toHaveCount(2);
  await page
    .getByRole("navigation", { name: "Secteur" })
    .getByRole("link", { name: /^Fabrication/ })
    .click();
  await expect(page).toHaveURL(/secteur=making/);
  await expect(results.getByRole("article")).toHaveCount(1);
  await results.getByRole("link", { name: activity.title }).click();
  await expect(title(page)).toHaveText(activity.title);
  await expect(page.getByRole("main")).toContainText("Tourcoing");
  await page
    .getByRole("link", { name: `Plans ${word}` })
    .first()
    .click();
  await expect(title(page)).toHaveText(`Plans ${word}`);

  await page.getByRole("link", { name: "English" }).click();
  await expect(page).toHaveURL(`${publicUrl}/en/resources/${resource.slug}`);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(title(page)).toHaveAttribute("lang", "fr");
  await expect(page.getByRole("heading", { name: "Licence", exact: true })).toBeVisible();
  await page.goto(`${publicUrl}/en/search?q=${word}`);
  await expect(page.getByRole("article")).toHaveCount(3);
  await page.goto(`${publicUrl}/recherche?q=${word}xyzzy`);
  await expect(page.getByRole("heading", { name: "Aucune fiche ne correspond" })).toBeVisible();
  expect((await page.goto(`${publicUrl}/en/nowhere`))?.status()).toBe(404);
  await expect(title(page)).toHaveText("This page does not exist, or no longer does");
});

test("Inscrire une personne : les erreurs sont dites, la saisie est gardée, puis c’est créé", async ({
  signedInAs,
}) => {
  const familyName = uniqueWord();
  const page = await signedInAs("coach");
  await page.goto("/personnes/nouvelle");
  await page.getByLabel("Nom", { exact: true }).fill(familyName);
  await page.getByLabel("Téléphone").fill("12");
  await page.getByLabel("Adresse électronique").fill("pas une adresse");
  await page.getByLabel("Quartier prioritaire").selectOption("outside");
  await page.getByLabel("Code postal").fill("5900");
  await page.getByLabel("Naissance").fill("88");
  await page.getByLabel("Début de l’accompagnement").fill("");
  await save(page, "Enregistrer cette personne");

  await expect(title(page)).toHaveText("Nouvelle personne");
  const summary = page.getByRole("alert");
  await expect(summary.getByRole("link")).toHaveText([
    "Indiquez le prénom.",
    /^Indiquez un numéro à dix chiffres/,
    /^Indiquez une adresse électronique complète/,
    /^Indiquez les cinq chiffres du code postal/,
    /^Indiquez une date, par exemple 12\/03\/1985/,
    "Dites comment cette personne travaille.",
    /^Indiquez le jour où l’accompagnement a commencé/,
  ]);
  // What was typed is still there, in every kind of field.
  await expect(page.getByLabel("Nom", { exact: true })).toHaveValue(familyName);
  await expect(page.getByLabel("Téléphone")).toHaveValue("12");
  await expect(page.getByLabel("Quartier prioritaire")).toHaveValue("outside");
  await expect(page.getByLabel("Naissance")).toHaveValue("88");
  // Each sentence is beside its field, and the summary leads there.
  const phone = page.getByLabel("Téléphone");
  await expect(phone).toHaveAttribute("aria-invalid", "true");
  await expect(phone).toHaveAccessibleDescription(/Indiquez un numéro à dix chiffres/);
  await summary.getByRole("link", { name: /dix chiffres/ }).click();
  await expect(page).toHaveURL(/#phone$/);
  await expect(phone).toBeInViewport();
  expect(await count("worker where family_name = $1", [familyName])).toBe(0);

  await page.getByLabel("Prénom").fill("Joris");
  await page.getByLabel("Naissance").fill("12/03/1988");
  await page.getByLabel("Début de l’accompagnement").fill("2024-03-02");
  await phone.fill("+33 6 39 98 00 12");
  await page.getByLabel("Adresse électronique").fill("");
  await page.getByLabel("Code postal").fill("59 000");
  await page.getByLabel("Travail de plateforme").check();
  await save(page, "Enregistrer cette personne");
  await expect(title(page)).toHaveText(`Joris ${familyName}`);
  await expect(page.getByText(`La fiche de Joris ${familyName} est créée.`)).toBeVisible();
  await expect(page.getByRole("main")).toContainText("06 39 98 00 12");
  expect(await count("worker where family_name = $1", [familyName])).toBe(1);
});

test("Écrire un compte rendu, puis le corriger", async ({ signedInAs }) => {
  const worker = await createWorker();
  const page = await signedInAs("coach");
  await page.goto("/comptes-rendus/nouveau");
  await page.getByLabel("Chercher une personne").fill(worker.familyName);
  await save(page, "Rechercher");
  await page.getByRole("link", { name: worker.name }).click();
  await expect(page.getByRole("main")).toContainText(`Première rencontre avec ${worker.name}.`);
  await page.getByLabel("Pour quand").fill("2024-01-01");
  await save(page, "Enregistrer le compte rendu");
  await expect(page.getByRole("alert")).toContainText("Racontez ce qui s’est dit.");
  await expect(page.getByRole("alert")).toContainText("Dites aussi ce qui est prévu");
  await page.getByLabel("Compte rendu").fill("Elle a signé.");
  await page.getByLabel("Pour quand").fill("");
  await page.getByLabel("À distance").check();
  await save(page, "Enregistrer le compte rendu");
  await expect(title(page)).toHaveText(worker.name);
  await expect(page.getByText("Elle a signé.")).toBeVisible();
  await page.getByRole("link", { name: /^Modifier le compte rendu/ }).click();
  await page.getByLabel("Compte rendu").fill("Elle a signé lundi.");
  await save(page, "Enregistrer");
  await expect(page.getByText("Elle a signé lundi.")).toBeVisible();
  expect(await count("meeting where worker_id = $1", [worker.id])).toBe(1);
});

test("Compléter une activité avec les boutons « Ajouter » et « Retirer »", async ({
  signedInAs,
}) => {
  const [first, second, third] = [
    await createResource(),
    await createResource(),
    await createResource(),
  ];
  const activity = await createActivity();
  const page = await signedInAs("editor");
  await page.goto(`${activity.path}/modifier`);
  const rows = page.getByRole("group", { name: /^Ressource \d+$/ });
  const choose = (at: number, name: string) =>
    page
      .getByRole("group", { name: `Ressource ${at}` })
      .getByLabel("Ressource")
      .selectOption(name);
  await page.getByLabel("Description").fill("Une saisie qui ne doit pas se perdre.");
  const names = [first, second, third].map((one) => `${one.title} (brouillon)`) as [
    string,
    string,
    string,
  ];
  const atFirst = await rows.count();
  await choose(1, names[0]);
  await save(page, "Ajouter une ressource");
  await expect(title(page)).toHaveText(`Modifier ${activity.title}`);
  await choose(2, names[1]);
  await save(page, "Ajouter une ressource");
  await choose(3, names[2]);
  await page
    .getByRole("group", { name: "Ressource 3" })
    .getByLabel("Comment elle sert")
    .fill("Peu.");
  await save(page, "Ajouter une ressource");
  await expect.poll(() => rows.count()).toBeGreaterThan(atFirst);
  await expect(page.getByLabel("Description")).toHaveValue("Une saisie qui ne doit pas se perdre.");
  await page.getByRole("button", { name: "Retirer Ressource 2" }).click();
  await page
    .getByRole("group", { name: "Lieu 1" })
    .getByLabel("Commune", { exact: true })
    .fill("Lille");
  await save(page, "Enregistrer");
  await expect(title(page)).toHaveText(activity.title);
  const cited = page.getByRole("main");
  await expect(cited.getByRole("link", { name: first.title })).toBeVisible();
  await expect(cited.getByRole("link", { name: second.title })).toHaveCount(0);
  await expect(cited.getByRole("link", { name: third.title })).toBeVisible();
  await expect(cited).toContainText("Lille (59)");
  const saved = await row<{ usages: string[]; description: string }>(
    `select array_agg(r.usage order by r.usage) as usages, max(a.description) as description
       from activity a join activity_resource r on r.activity_id = a.id where a.id = $1`,
    [activity.id],
  );
  expect(saved).toEqual({
    usages: ["", "Peu."],
    description: "Une saisie qui ne doit pas se perdre.",
  });
});
