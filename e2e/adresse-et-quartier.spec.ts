import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe.ts";
import { row, rows } from "./support/database.ts";
import { createWorker } from "./support/records.ts";
import { expect, test } from "./support/session.ts";
import { uniqueId, uniqueWord } from "./support/words.ts";

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const main = (page: Page) => page.getByRole("main");
const press = (page: Page, name: string) => main(page).getByRole("button", { name }).click();
const history = (page: Page) =>
  main(page).getByRole("table", { name: "Réponses, la plus récente d’abord" }).getByRole("row");

/** Of the file today, for the counts and the lists. */
const countedOf = (workerId: string) =>
  row<{ residence: string; code: string | null }>(
    "select residence, neighbourhood_code as code from worker where id = $1",
    [workerId],
  );

/** Of an address that the double of the geocoder knows, in its own way. */
const livingIn = (addressLine: string) =>
  createWorker({ addressLine, postcode: "59000", commune: "Lille (59)", neighbourhood: "auto" });

async function typeAddress(page: Page, familyName: string, line: string): Promise<string> {
  await page.goto("/personnes/nouvelle");
  await page.getByLabel("Prénom").fill("Zoé");
  await page.getByLabel("Nom", { exact: true }).fill(familyName);
  await page.getByLabel("Numéro et rue").fill(line);
  await page.getByLabel("Code postal").fill("59000");
  await page.getByLabel("Commune").fill("Lille (59)");
  await page.getByLabel("Plateforme et commun").check();
  await page.getByLabel("Début de l’accompagnement").fill("2026-01-05");
  await press(page, "Enregistrer cette personne");
  await expect(title(page)).toHaveText(`Zoé ${familyName}`);
  return /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(page.url())?.[0] ?? "";
}

test("Une adresse tapée devant la personne dit son quartier, et ce qui le prouve", async ({
  signedInAs,
}) => {
  const page = await signedInAs("coach");
  const familyName = uniqueWord();
  const id = await typeAddress(page, familyName, "70 rue d’Arras");
  await expect(page.getByText("Adresse en quartier prioritaire : Secteur Sud.")).toBeVisible();
  expect(await countedOf(id)).toEqual({ residence: "priority", code: "QN05972M" });

  await page.getByRole("link", { name: "Lieu de vie : QPV Secteur Sud" }).click();
  await expect(main(page).getByRole("heading", { name: "Lieu de vie" })).toBeVisible();
  for (const proof of [
    "70 rue d’Arras, 59000 Lille",
    "70 Rue d’Arras 59000 Lille",
    /ressemblance (9\d|100)\s%/,
    "D’après l’adresse",
    "Quartiers de 2024 (codes QN)",
    "Contours approximatifs, inventés pour la démonstration.",
  ]) {
    await expect(main(page)).toContainText(proof);
  }
  await expect(main(page).getByRole("button", { name: "C’est bien là" })).toHaveCount(0);
  await expect(history(page)).toHaveCount(2);
  await expectAccessible(page);

  await test.step("une fiche enregistrée de nouveau ne change pas la réponse", async () => {
    await page.goto(`/personnes/${id}/modifier`);
    await expect(page.getByLabel("Quartier prioritaire")).toHaveValue("auto");
    await page.getByLabel("Téléphone").fill("06 39 98 45 67");
    await press(page, "Enregistrer");
    await expect(page.getByText(`La fiche de Zoé ${familyName} est enregistrée.`)).toBeVisible();
    await expect(page.getByText("Adresse en quartier prioritaire")).toHaveCount(0);
    await page.goto(`/personnes/${id}/quartier`);
    await expect(history(page)).toHaveCount(2);
  });

  await test.step("une adresse qui change a sa réponse, celle d’avant reste", async () => {
    await page.goto(`/personnes/${id}/modifier`);
    await expectAccessible(page);
    await page.getByLabel("Numéro et rue").fill("12 rue des Ruches");
    await page.getByLabel("Habite là depuis le").fill("2026-03-01");
    await press(page, "Enregistrer");
    await expect(page.getByText("Adresse hors quartier prioritaire.")).toBeVisible();
    expect(await countedOf(id)).toEqual({ residence: "outside", code: null });
  });
});

test("La liste des quartiers se tient à la commune tapée", async ({ signedInAs }) => {
  const page = await signedInAs("coach");
  await page.goto("/personnes/nouvelle");
  const groups = page.getByLabel("Quartier prioritaire").locator("optgroup");
  const all = await groups.count();
  await page.getByLabel("Commune").fill("roubaix");
  await page.getByLabel("Code postal").focus();
  await expect(groups).toHaveCount(1);
  await expect(groups).toHaveAttribute("label", "Roubaix (59)");
  await page.getByLabel("Commune").fill("");
  await page.getByLabel("Code postal").focus();
  await expect(groups).toHaveCount(all);
});

test("Une adresse incertaine ne compte qu’une fois vérifiée", async ({ signedInAs }) => {
  const page = await signedInAs("coach");
  const familyName = uniqueWord();
  const id = await typeAddress(page, familyName, "5 passage Incertain");
  await expect(page.getByText("Réponse à vérifier")).toBeVisible();
  await page.getByRole("link", { name: "Voir son lieu de vie" }).click();
  await expect(main(page)).toContainText("ne compte pas tant que personne ne l’a vérifiée");
  await expect(main(page)).toContainText("ressemblance 62 %");
  await expect(main(page)).toContainText("QPV à vérifier");
  expect(await countedOf(id)).toEqual({ residence: "unknown", code: null });
  await expectAccessible(page);

  await test.step("la journée mène à la liste des adresses à vérifier, où elle est", async () => {
    await page.goto("/");
    await page.getByRole("link", { name: /^\d+ adresses? à vérifier$/ }).click();
    await expect(title(page)).toHaveText("Adresses à vérifier");
    const line = main(page).getByRole("row").filter({ hasText: familyName });
    await expect(line).toContainText("L’adresse trouvée ressemble peu à celle qui est écrite.");
    await expectAccessible(page);
    await line.getByRole("link").click();
    await expect(title(page)).toHaveText(`Zoé ${familyName}`);
  });

  await press(page, "C’est bien là");
  await expect(page.getByText("cette réponse compte désormais")).toBeVisible();
  await expect(main(page)).toContainText("Vérifié le");
  expect(await countedOf(id)).toEqual({ residence: "outside", code: null });
  await page.goto("/territoire/adresses");
  await expect(main(page).getByRole("row").filter({ hasText: familyName })).toHaveCount(0);
});

test("Répondre autrement que l’adresse demande pourquoi, et garde ce qui valait", async ({
  signedInAs,
}) => {
  const worker = await livingIn("12 rue des Ruches");
  const page = await signedInAs("coach", { javaScriptEnabled: false });
  await page.goto(`${worker.path}/quartier`);
  await expect(main(page)).toContainText("Hors quartier prioritaire");
  await press(page, "Enregistrer cette réponse");
  await expect(main(page).getByRole("alert")).toContainText("Dites pourquoi");
  const answer = main(page).getByLabel("Réponse", { exact: true });
  await expect(answer).toHaveAccessibleDescription(/Choisissez une réponse/);

  await answer.selectOption({ label: "Secteur Sud, Lille" });
  await main(page).getByLabel("Pourquoi").fill("Justificatif vu : la rue a changé de nom.");
  await main(page).getByLabel("À partir du").fill("2026-02-01");
  await press(page, "Enregistrer cette réponse");
  await expect(main(page)).toContainText("QPV Secteur Sud");
  await expect(main(page)).toContainText("Justificatif vu : la rue a changé de nom.");
  expect(await countedOf(worker.id)).toEqual({ residence: "priority", code: "QN05972M" });
  await expect(
    history(page).filter({ hasText: "Hors quartier prioritaire" }).first(),
  ).toContainText("au 31 janvier 2026");
  await page.goto(`${worker.path}/situation`);
  await expect(main(page)).toContainText("Quartier : Hors quartier prioritaire → Secteur Sud");

  await page.goto(`${worker.path}/quartier`);
  await press(page, "Revenir à l’adresse");
  await expect(main(page)).toContainText("L’adresse a été cherchée de nouveau");
  expect((await countedOf(worker.id)).residence).toBe("outside");
  await expect(history(page).filter({ hasText: "Corrigée le" }).first()).toContainText(
    "Secteur Sud",
  );
});

test("Dire un lieu de vie d’avant n’efface pas celui d’après sans le demander", async ({
  signedInAs,
}) => {
  const worker = await livingIn("12 rue des Ruches");
  const page = await signedInAs("coach");
  const inForce = async () =>
    (
      await rows<{ answer: string }>(
        `select holds_from || ' ' || coalesce(nullif(asked_address, ''), neighbourhood_code, answer) as answer from residence
          where worker_id = $1 and superseded_at is null order by holds_from desc`,
        [worker.id],
      )
    ).map(({ answer }) => answer);
  const move = async (line: string, since: string) => {
    await page.goto(`${worker.path}/modifier`);
    await page.getByLabel("Numéro et rue").fill(line);
    await page.getByLabel("Habite là depuis le").fill(since);
    await press(page, "Enregistrer");
  };
  await move("70 rue d’Arras", "2026-02-01");
  await expect(title(page)).toHaveText(worker.name);
  const now = "2026-02-01 70 rue d’Arras, 59000 Lille";
  expect((await inForce())[0]).toBe(now);

  await test.step("une adresse qui commencerait avant demande d’abord, et garde la saisie", async () => {
    await move("7 rue du Miel", "2026-01-10");
    const since = page.getByLabel("Habite là depuis le");
    await expect(since).toHaveAccessibleDescription(
      /La fiche dit déjà autre chose après ce jour.*70 rue d’Arras, 59000 Lille.*1er\sfévrier\s2026/,
    );
    await expect(since).toHaveValue("2026-01-10");
    await expect(page.getByLabel("Numéro et rue")).toHaveValue("7 rue du Miel");
    expect((await inForce())[0]).toBe(now);
    await expectAccessible(page);
  });

  await test.step("une réponse à la main pour les jours d’avant laisse celle d’aujourd’hui", async () => {
    await page.goto(`${worker.path}/quartier`);
    await main(page)
      .getByLabel("Réponse", { exact: true })
      .selectOption({ label: "Hors quartier prioritaire" });
    await main(page).getByLabel("Pourquoi").fill("Hébergée deux semaines chez sa sœur.");
    await main(page).getByLabel("À partir du").fill("2026-01-15");
    await press(page, "Enregistrer cette réponse");
    await main(page).getByLabel("Le garder").check();
    await expectAccessible(page);
    await press(page, "Enregistrer cette réponse");
    await expect(history(page).filter({ hasText: "chez sa sœur" })).toContainText(
      "au 31 janvier 2026",
    );
    await expect(main(page)).toContainText("QPV Secteur Sud");
    expect((await inForce()).slice(0, 2)).toEqual([now, "2026-01-15 outside"]);
  });

  await test.step("la case cochée remplace ce qui a été montré", async () => {
    await move("7 rue du Miel", "2026-01-10");
    await page.getByLabel("Remplacer ce que la fiche dit depuis le 15 janvier 2026").check();
    await press(page, "Enregistrer");
    await expect(title(page)).toHaveText(worker.name);
    expect((await inForce())[0]).toBe("2026-01-10 7 rue du Miel, 59000 Lille");
    await page.goto(`${worker.path}/quartier`);
    await expect(history(page).filter({ hasText: "Corrigée le" }).first()).toBeVisible();
  });
});

test("La réponse à la main propose les quartiers du jour qu’elle dit", async ({ signedInAs }) => {
  // In a département where no other journey answers by hand.
  await rows(
    `insert into commune (code, name, department_code, postcodes)
      values ('97411', 'Saint-Denis', '974', '{97400,97490}') on conflict do nothing`,
  );
  await rows(
    `insert into neighbourhood (code, generation, name) values ('QP974902', 2015, 'Ancien Faubourg')
      on conflict do nothing`,
  );
  await rows(
    `insert into neighbourhood_commune (neighbourhood_code, commune_code)
      values ('QP974902', '97411') on conflict do nothing`,
  );
  const worker = await createWorker({
    ...{ supportedFrom: "2022-03-01", neighbourhood: "outside" },
    ...{ postcode: "97400", commune: "Saint-Denis (974)" },
  });
  const page = await signedInAs("coach");
  await page.goto(`${worker.path}/quartier`);
  // The other communes are not those of this file.
  await expect(
    main(page).getByLabel("Réponse", { exact: true }).locator("option", { hasText: "Lille" }),
  ).toHaveCount(0);
  const day = main(page).getByLabel("À partir du");
  const old = main(page)
    .getByLabel("Réponse", { exact: true })
    .locator("option", { hasText: "Ancien Faubourg, Saint-Denis (jusqu’en 2024)" });
  await day.fill("2024-05-01");
  await main(page).getByLabel("Pourquoi").focus();
  await expect(old).toHaveCount(1);
  await day.fill("2025-05-01");
  await main(page).getByLabel("Pourquoi").focus();
  await expect(old).toHaveCount(0);
});

test("Quand le service d’adresses ne répond pas, la fiche est enregistrée et l’on répond à la main", async ({
  signedInAs,
}) => {
  const page = await signedInAs("coach", { javaScriptEnabled: false });
  const familyName = uniqueWord();
  const id = await typeAddress(page, familyName, "3 rue du Silence");
  await expect(main(page)).toContainText(`La fiche de Zoé ${familyName} est créée.`);
  await expect(main(page)).toContainText("Le service d’adresses ne répond pas");
  expect(await countedOf(id)).toEqual({ residence: "unknown", code: null });

  await page.goto("/territoire/adresses?voir=non-localisees");
  await expect(main(page).getByRole("row").filter({ hasText: familyName })).toBeVisible();
  await page.goto(`/personnes/${id}/modifier`);
  await page.getByLabel("Quartier prioritaire").selectOption({ label: "Secteur Sud, Lille" });
  await press(page, "Enregistrer");
  await expect(main(page)).toContainText("QPV Secteur Sud");
  expect(await countedOf(id)).toEqual({ residence: "priority", code: "QN05972M" });
  await page.goto(`/personnes/${id}/quartier`);
  await expect(main(page)).toContainText("Saisi à la main");
});

test("Quand une génération de quartiers arrive, sa réponse s’ajoute et celle d’avant reste", async ({
  signedInAs,
}) => {
  // The double knows a street of it, and no other journey lives there.
  await rows(
    `insert into commune (code, name, department_code, postcodes)
      values ('97411', 'Saint-Denis', '974', '{97400,97490}') on conflict do nothing`,
  );
  const worker = await createWorker({
    addressLine: "90 rue de Paris",
    postcode: "97400",
    commune: "Saint-Denis (974)",
    neighbourhood: "auto",
    supportedFrom: "2023-05-06",
  });
  const page = await signedInAs("manager");
  const answersOf = () =>
    rows<{ holds_from: string; answer: string; neighbourhood_code: string | null }>(
      `select holds_from, answer, neighbourhood_code from residence
        where worker_id = $1 and superseded_at is null order by holds_from`,
      [worker.id],
    );
  expect((await answersOf()).map((one) => one.answer)).not.toContain("priority");

  const first = await importSquare(2015);
  await locateEverybody(page);
  expect((await answersOf())[0]).toMatchObject({
    holds_from: "2023-05-06",
    answer: "priority",
    neighbourhood_code: first,
  });

  const second = await importSquare(2024);
  await locateEverybody(page);
  expect(await answersOf()).toEqual([
    { holds_from: "2023-05-06", answer: "priority", neighbourhood_code: first },
    // Overseas, the decree of 2024 is in force a year after the mainland's.
    { holds_from: "2025-01-01", answer: "priority", neighbourhood_code: second },
  ]);
  expect(await countedOf(worker.id)).toEqual({ residence: "priority", code: second });
  await page.goto(`${worker.path}/quartier`);
  await expect(history(page).filter({ hasText: first })).toContainText(
    "du 6 mai 2023 au 31 décembre 2024",
  );
  await expect(history(page).filter({ hasText: second })).toContainText(
    "depuis le 1er janvier 2025",
  );
  await expectAccessible(page);
});

/** As the command line does, without its files: a square around the rue de Paris. @returns its code */
async function importSquare(generation: 2015 | 2024): Promise<string> {
  const code = generation === 2015 ? "QP974901" : "QN97491M";
  const [west, south, east, north] = [55.44, -20.89, 55.456, -20.87];
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  const file = {
    ...{ generation, isPartial: true, isApproximate: false },
    ...{ source: `essai-${uniqueId()}.geojson`, sha256: "0".repeat(64) },
  };
  const square = {
    ...{ code, name: `Quartier ${code}`, communeCodes: ["97411"], isRepaired: false },
    ...{ west, south, east, north },
    geometry: { type: "MultiPolygon", coordinates: [[ring]] },
  };
  await row("select import_contours($1, $2)", [JSON.stringify(file), JSON.stringify([square])]);
  return code;
}

async function locateEverybody(page: Page): Promise<void> {
  await page.goto("/territoire/adresses");
  await press(page, "Chercher le quartier de toutes les adresses");
  await expect(title(page)).toHaveText("Localisation des adresses");
  await expect(main(page).getByText("C’est fait", { exact: true })).toBeVisible({
    timeout: 60_000,
  });
}
