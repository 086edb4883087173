import type { Page } from "@playwright/test";
import { accounts, password } from "./support/accounts.ts";
import { count, row } from "./support/database.ts";
import { publicUrl } from "./support/environment.ts";
import {
  createActivity,
  createGrant,
  createResource,
  createWorker,
  fundingOfDemo,
  publish,
} from "./support/records.ts";
import { expect, test } from "./support/session.ts";
import { quietDay, uniqueWord } from "./support/words.ts";

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const save = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Opens a page by its link, as a person would, and waits for it. */
async function follow(page: Page, link: string, heading: string | RegExp): Promise<void> {
  await page.getByRole("link", { name: link }).first().click();
  await expect(title(page)).toHaveText(heading);
}

test("Un·e chargé·e d’accompagnement se connecte, inscrit une personne d’un quartier prioritaire et écrit un compte rendu", async ({
  page,
}) => {
  const commons = await createResource();
  const familyName = uniqueWord();
  await page.goto("/personnes/nouvelle");
  await expect(page).toHaveURL(/\/connexion\?retour=%2Fpersonnes%2Fnouvelle$/);
  await expect(page.getByText("Démonstration.")).toBeVisible();
  await page.getByLabel("Adresse électronique").fill(accounts.coach);
  await page.getByLabel("Mot de passe", { exact: true }).fill(password);
  await save(page, "Se connecter");
  await expect(title(page)).toHaveText("Nouvelle personne");

  await page.getByLabel("Prénom").fill("Maëlle");
  await page.getByLabel("Nom", { exact: true }).fill(familyName);
  await page.getByLabel("Téléphone").fill("06 39 98 12 34");
  const neighbourhoods = page.getByLabel("Quartier prioritaire");
  const lille = neighbourhoods.locator("optgroup[label='Lille (59)'] option");
  const southern = await lille.filter({ hasText: "Secteur Sud" }).getAttribute("value");
  await neighbourhoods.selectOption(southern);
  await page.getByLabel("Code postal").fill("59000");
  await page.getByLabel("Naissance").fill("12/03/1988");
  await page.getByLabel("Plateforme et commun").check();
  await save(page, "Enregistrer cette personne");

  await expect(title(page)).toHaveText(`Maëlle ${familyName}`);
  await expect(page.getByText(`La fiche de Maëlle ${familyName} est créée.`)).toBeVisible();
  const main = page.getByRole("main");
  await expect(main).toContainText("QPV Secteur Sud");
  await expect(main).toContainText("59000 Lille");
  await expect(main).toContainText("par Camille Vasseur");
  await expect(main).toContainText("06 39 98 12 34");

  // What the person builds on is told in their situation, and shown beside their story.
  await follow(page, "Situation", `Maëlle ${familyName}`);
  await expect(main).toContainText("Non renseigné");
  await main
    .getByRole("link", { name: /^Modifier la situation|^Renseigner/ })
    .first()
    .click();
  await expect(title(page)).toHaveText(`Situation de Maëlle ${familyName}`);
  await page.getByText("Sur quoi s’appuie son travail").click();
  await page.getByLabel(commons.title).check();
  await save(page, "Enregistrer");
  await follow(page, "Histoire", `Maëlle ${familyName}`);
  await expect(main.getByRole("link", { name: commons.title })).toBeVisible();

  await main.getByRole("link", { name: "Compte rendu", exact: true }).click();
  await expect(title(page)).toHaveText("Nouveau compte rendu");
  await page.getByLabel("Compte rendu").fill("Première rencontre.\nElle loue son vélo trop cher.");
  await page.getByLabel("Prochaine étape").fill("Chercher un vélo d’occasion");
  await page.getByLabel("Pour quand").fill(`${new Date().getFullYear() + 1}-01-15`);
  await page.getByLabel("Dans un tiers-lieu").check();
  await save(page, "Enregistrer le compte rendu");
  await expect(title(page)).toHaveText(`Maëlle ${familyName}`);
  await expect(main).toContainText("Rencontre avec Camille Vasseur");
  await expect(main).toContainText("Elle loue son vélo trop cher.");
  const nextStep = main.locator("section, article, div").filter({
    has: page.getByRole("heading", { name: "Prochaine étape" }),
  });
  await expect(nextStep.last()).toContainText("Chercher un vélo d’occasion");

  await page.goto(`/personnes?q=${familyName.slice(0, 6).toLowerCase()}`);
  await expect(page.getByRole("link", { name: `${familyName} Maëlle` })).toBeVisible();
  await expect(page.getByText("1 personne", { exact: true })).toBeVisible();

  const worker = await row<{ id: string; residence: string; neighbourhood_code: string }>(
    "select id, residence, neighbourhood_code from worker where family_name = $1",
    [familyName],
  );
  expect(worker).toMatchObject({ residence: "priority", neighbourhood_code: "QN05972M" });
  expect(await count("worker_resource where worker_id = $1", [worker.id])).toBe(1);
  const journal = await row<{ operations: string[] }>(
    `select array_agg(operation order by occurred_at) as operations from audit_event
      where subject_id = $1 or subject_id = (select id from meeting where worker_id = $1)`,
    [worker.id],
  );
  const isLook = (operation: string) => operation.startsWith("get");
  expect(journal.operations.filter((one) => !isLook(one))).toEqual([
    "createWorker",
    "editSituation",
    "recordMeeting",
  ]);
  // Reading a file is written down too.
  expect(journal.operations).toEqual(
    expect.arrayContaining(["getPersonStory", "getSituation", "getSituationForm"]),
  );
});

test("Le média publie une ressource et une activité honnêtes, le public les trouve, puis elles disparaissent", async ({
  signedInAs,
  newVisitor,
}) => {
  const page = await signedInAs("editor");
  const word = uniqueWord();
  const resource = `Tournées ${word}`;
  await page.goto("/");
  await follow(page, "Annuaire", "Activités");
  await follow(page, "Ressources", "Ressources ouvertes et communs");
  await follow(page, "Nouvelle ressource", "Nouvelle ressource");
  await page.getByLabel("Nom", { exact: true }).fill(resource);
  await page.getByLabel("Logiciel").check();
  await page.getByLabel("Résumé").fill("Un logiciel pour répartir les courses entre livreurs.");
  await page.getByLabel("Licence", { exact: false }).first().fill("LicenseRef-Coopyleft");
  await page.getByLabel("Sources").fill("javascript:alert(1)");
  await save(page, "Créer le brouillon");
  await expect(page.getByRole("alert")).toContainText("Indiquez une adresse complète");
  await page.getByLabel("Sources").fill("https://exemple.fr/tournees");
  await save(page, "Créer le brouillon");
  await expect(title(page)).toHaveText(resource);
  const main = page.getByRole("main");
  await expect(main).toContainText("Réservé aux coopératives");
  await expect(main).toContainText("Code ouvert, usage réservé aux coopératives de livreurs.");
  await save(page, "Publier");
  await expect(page.getByText("C’est publié")).toBeVisible();

  const activity = `Réparation de vélos électriques ${word}`;
  await page.goto("/activites/nouvelle");
  await page.getByLabel("Titre").fill(activity);
  await page.getByLabel("Résumé").fill("Réparer à domicile les vélos des livreuses et livreurs.");
  await page.getByLabel("Secteur").selectOption("Artisanat");
  await page.getByLabel("Coût de démarrage, au moins").fill("1 500");
  await page.getByLabel("Coût de démarrage, au plus").fill("1 500");
  await page.getByLabel("Ce qui plaide pour").fill("Un métier **utile** et peu d’outils.");
  const use = page.getByRole("group", { name: "Ressource 1" });
  await use.getByLabel("Ressource").selectOption(resource);
  await use.getByLabel("Comment elle sert").fill("Elle distribue les demandes de réparation.");
  const place = page.getByRole("group", { name: "Lieu 1" });
  await place.getByLabel("Commune", { exact: true }).fill("Roubaix (59)");
  await place.getByLabel("Venue de (commune)").fill("Lille (59)");
  await place.getByLabel("Depuis (année)").fill("2021");
  await save(page, "Créer le brouillon");
  // A path can be drawn on the public page only between places that it shows.
  await expect(page.getByRole("alert")).toContainText("Ajoutez aussi cette commune");
  await page
    .getByRole("group", { name: "Lieu 2" })
    .getByLabel("Commune", { exact: true })
    .fill("Lille (59)");
  await save(page, "Créer le brouillon");
  await expect(title(page)).toHaveText(activity);
  await expect(main).toContainText("Pour publier, il manque encore");
  await save(page, "Publier");
  const refusal = page.getByRole("alert");
  await expect(refusal).toContainText("Rien n’est publié");
  await expect(refusal).toContainText("une activité n’est pas publiée sans ses limites");
  const { slug } = await row<{ slug: string }>("select slug from activity where title = $1", [
    activity,
  ]);
  const reader = await newVisitor({ javaScriptEnabled: false });
  const address = `${publicUrl}/activites/${slug}`;
  expect((await reader.goto(address))?.status()).toBe(404);

  await refusal.getByRole("link", { name: /sans ses limites/ }).click();
  await expect(title(page)).toHaveText(`Modifier ${activity}`);
  await page
    .getByLabel("Ce qu’il faut savoir avant")
    .fill("Les pièces des moteurs sont chères et souvent fermées.");
  await save(page, "Enregistrer");
  await expect(title(page)).toHaveText(activity);
  await save(page, "Publier");
  await expect(page.getByText("C’est publié")).toBeVisible();

  // The public: other endings, no accents.
  await reader.goto(publicUrl);
  await reader.getByLabel("Que cherchez-vous à faire").fill(`reparer velo electrique ${word}`);
  await save(reader, "Rechercher");
  const results = reader.getByRole("region", { name: "Résultats" });
  await expect(results.getByRole("link", { name: activity })).toBeVisible();
  await results.getByRole("link", { name: activity }).click();
  await expect(title(reader)).toHaveText(activity);
  const shown = reader.getByRole("main");
  await expect(shown).toContainText("1 500 €");
  await expect(shown).toContainText("Les pièces des moteurs sont chères");
  await expect(shown.locator("strong").filter({ hasText: "utile" })).toBeVisible();
  await expect(shown).toContainText("reprise depuis Lille");
  await expect(shown).toContainText("Réservé aux coopératives");
  await shown.getByRole("link", { name: resource }).first().click();
  await expect(title(reader)).toHaveText(resource);
  await expect(shown).toContainText("Expression SPDX");
  await expect(shown.getByRole("link", { name: activity })).toBeVisible();

  await save(page, "Retirer de l’annuaire");
  await expect(page.getByText("C’est retiré de l’annuaire public.")).toBeVisible();
  expect((await reader.goto(address))?.status()).toBe(404);
  await expect(title(reader)).toHaveText("Cette page n’existe pas, ou plus");
  await reader.goto(`${publicUrl}/recherche?q=${word}`);
  await expect(reader.getByRole("link", { name: activity })).toHaveCount(0);
  await expect(reader.getByRole("link", { name: resource })).toBeVisible();
});

test("Une ressource restée brouillon n’apparaît pas sur l’activité publiée qui la cite", async ({
  page,
}) => {
  const draft = await createResource();
  const activity = await createActivity({ "resources.0.openResourceId": draft.id });
  await publish(activity.path);
  await page.goto(`${publicUrl}/activites/${activity.slug}`);
  await expect(title(page)).toHaveText(activity.title);
  await expect(page.getByText(draft.title)).toHaveCount(0);
  expect((await page.goto(`${publicUrl}/ressources/${draft.slug}`))?.status()).toBe(404);
});

test("Un·e chargé·e d’accompagnement note une contribution à un commun", async ({ signedInAs }) => {
  const commons = await createResource();
  const worker = await createWorker();
  const description = `Manuel traduit ${uniqueWord()}`;
  const page = await signedInAs("coach");
  await page.goto("/contributions/nouvelle");
  await page.getByLabel("Nature").selectOption("Don");
  await page.getByLabel("Commun qui la reçoit").selectOption(commons.title);
  await page.getByLabel("En une phrase").fill(description);
  await page
    .getByLabel("La coopérative, ou une personne accompagnée")
    .selectOption(`${worker.familyName} ${worker.name.split(" ")[0]}`);
  await save(page, "Enregistrer cette contribution");
  await expect(page.getByRole("alert")).toContainText("Indiquez le montant de ce don");
  await page.getByLabel("Montant").fill("1 234,50 €");
  await save(page, "Enregistrer cette contribution");
  await expect(title(page)).toHaveText("Contributions aux communs");
  const line = page.getByRole("row", { name: description });
  await expect(line).toContainText(commons.title);
  await expect(line).toContainText(worker.name);
  await expect(line).toContainText("1 234,50 €");
  const saved = await row<{ amount_cents: number }>(
    "select amount_cents::int from contribution where description = $1",
    [description],
  );
  expect(saved.amount_cents).toBe(123_450);
});

test("La direction fixe des objectifs, le financeur lit les chiffres et rien sur les personnes", async ({
  signedInAs,
}) => {
  const day = quietDay();
  const people = [];
  for (let number = 0; number < 14; number += 1) {
    people.push(
      await createWorker({
        supportedFrom: day,
        supportedUntil: day,
        neighbourhood: number < 5 ? "QN05971M@59350" : number < 11 ? "outside" : "unknown",
      }),
    );
  }
  const word = uniqueWord();
  const funding = await fundingOfDemo();
  const manager = await signedInAs("manager");
  await manager.goto("/financements/nouveau");
  await manager.getByLabel("Financeur", { exact: true }).selectOption(funding.funderId);
  await manager.getByLabel("Programme financé").selectOption(funding.programmeId);
  await manager.getByLabel("Titre").fill(`Soutien ${word}`);
  await manager.getByLabel("Montant accordé").fill("24 000");
  await manager.getByLabel("Premier jour").fill(day);
  await manager.getByLabel("Dernier jour").fill(day);
  await manager.getByLabel("Acquis").check();
  await save(manager, "Enregistrer");
  await expect(title(manager)).toHaveText(`Soutien ${word}`);
  await expect(manager.getByRole("main")).toContainText(
    "14 personnes accompagnées pendant la période, dont 5 en quartier prioritaire",
  );
  await manager.getByRole("link", { name: "Fixer les objectifs" }).first().click();
  await expect(title(manager)).toHaveText("Objectifs");
  await promise(manager, "Personnes accompagnées", "8");
  await promise(manager, "Personnes en quartier prioritaire", "12");
  await promise(manager, "Vues des vidéos", "20 000");
  await save(manager, "Enregistrer les objectifs");
  await expect(title(manager)).toHaveText(`Soutien ${word}`);
  await expect(manager.getByRole("row", { name: /^Personnes accompagnées/ })).toContainText(
    "14 sur 8",
  );
  await expect(manager.getByRole("row", { name: /^Personnes en quartier/ })).toContainText(
    "5 sur 12",
  );

  await manager.getByRole("link", { name: "Ce que lit le financeur" }).click();
  await manager.getByRole("link", { name: "Arrêter les chiffres" }).first().click();
  await save(manager, "Voir ce qui sera montré");
  await manager.getByRole("button", { name: /^Arrêter les chiffres au/ }).click();
  await expect(manager.getByText("Les chiffres sont arrêtés")).toBeVisible();

  const funder = await signedInAs("funder");
  await funder.goto("/");
  await expect(funder).toHaveURL(/\/portail$/);
  await funder.getByRole("link", { name: `Soutien ${word}`, exact: true }).click();
  await expect(title(funder)).toHaveText(`Soutien ${word}`);
  const main = funder.getByRole("main");
  await expect(main).toContainText("14 personnes accompagnées");
  // Three are of a place that nobody knows: too few, they are shown with those who live outside.
  const residence = main.getByRole("figure", { name: "Où vivent ces personnes" });
  await residence.getByText("Voir les chiffres dans un tableau").click();
  await expect(residence.getByRole("row", { name: /^En quartier prioritaire/ })).toContainText("5");
  await expect(residence.getByRole("row", { name: /^Hors quartier prioritaire/ })).toHaveText(
    /Hors quartier prioritaire ou adresse inconnue\D*9/,
  );
  await expect(main).toContainText(/Secret statistique.*Comment travaillent-elles/);
  await expectDrawn(funder);
  const figures = main.getByRole("figure", { name: "Part de chaque objectif atteinte" });
  await figures.getByText("Voir les chiffres dans un tableau").click();
  await expect(figures.getByRole("row", { name: /^Personnes accompagnées/ })).toContainText("175");
  await expect(figures.getByRole("row", { name: /^Vues des vidéos/ })).toContainText(
    "pas encore de chiffre",
  );

  const html = await funder.content();
  for (const person of people) expect(html).not.toContain(person.familyName);
  await expect(
    funder.getByRole("navigation", { name: "Navigation principale" }).getByRole("link"),
  ).toHaveText(["Vos financements", "Territoire"]);
});

test("Un nombre de une à quatre personnes n’est ni montré ni déductible", async ({
  signedInAs,
}) => {
  const day = quietDay();
  for (let number = 0; number < 3; number += 1) {
    await createWorker({ supportedFrom: day, supportedUntil: day });
  }
  const grant = await createGrant({
    ...(await fundingOfDemo()),
    startsOn: day,
    endsOn: day,
    status: "awarded",
  });
  const manager = await signedInAs("manager");
  await manager.goto(`${grant.path}/objectifs`);
  await promise(manager, "Personnes accompagnées", "7");
  await save(manager, "Enregistrer les objectifs");
  await expect(title(manager)).toHaveText(grant.title);
  await expect(manager.getByRole("main")).toContainText("3 personnes accompagnées");
  await expect(manager.getByRole("main")).toContainText("3 sur 7");

  await manager.goto(`${grant.path}/arretes/nouveau?jour=${day}`);
  await manager.getByRole("button", { name: /^Arrêter les chiffres au/ }).click();
  // The preview said the rest already.
  await expect(manager.getByText("Les chiffres sont arrêtés")).toBeVisible();
  await expect(manager.getByRole("main")).toContainText(
    "Le nombre de personnes accompagnées est masqué",
  );

  const funder = await signedInAs("funder");
  await funder.goto(`/portail/${grant.id}`);
  await expect(title(funder)).toHaveText(grant.title);
  const main = funder.getByRole("main");
  await expect(main).toContainText("Le nombre de personnes accompagnées est masqué");
  await expect(main).toContainText("masqué (secret statistique)");
  // 3 of 7 are 43 %: neither may be anywhere, not even in what the page carries for its scripts.
  const html = await funder.content();
  expect(html).not.toMatch(/43\s*%|3\s*sur\s*7/);
  const people = main.locator("section").filter({
    has: funder.getByRole("heading", { name: "Personnes accompagnées" }),
  });
  await expect(people).not.toContainText(/\d/);
});

/** An indicator for which nothing is promised yet is opened, and given its target. */
async function promise(page: Page, name: string, value: string): Promise<void> {
  const main = page.getByRole("main");
  await main.locator("summary").filter({ hasText: name }).click();
  await main.getByRole("group", { name, exact: true }).getByLabel("Objectif").fill(value);
}

/** The chart is drawn, by the server, with its figures. */
async function expectDrawn(page: Page): Promise<void> {
  const drawing = page.locator("figure svg[role=img]:visible").first();
  await expect(drawing.locator("text").first()).toBeVisible();
  await expect(drawing.locator("desc")).toContainText(/\d/);
}
