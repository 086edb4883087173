import type { Page } from "@playwright/test";
import { createHouse, createMember, type House, type Member } from "./support/accounts.ts";
import { expectAccessible, violationsOf } from "./support/axe.ts";
import { row } from "./support/database.ts";
import { lifeForms } from "./support/grant-life.ts";
import { createFunding, createGrant } from "./support/records.ts";
import { expect, test, visitorAs } from "./support/session.ts";
import { mainText, uniqueWord } from "./support/words.ts";

/** The intercommunality of Lille, or its département where the register of communes is not loaded. */
let lille: string;
let map: string;
const masked = "masqué (secret statistique)";
const shownInFull = { ouest: "QN05971M", sud: "QN05972M" };
const few = { nordEst: "QN05973M", nord: "QN05974M", oliveaux: "QN05975M" };

type Cooperative = House & {
  coach: Member;
  manager: Member;
  editor: Member;
  funder: Member;
  grantId: string;
  /** Family names of those who live in each neighbourhood. */
  names: Record<string, string[]>;
};

/** A cooperative of its own: what others record changes no count here. */
async function createCooperative(people: Record<string, number>): Promise<Cooperative> {
  const house = await createHouse();
  const manager = await createMember(house.organisationId, "manager");
  const coach = await createMember(house.organisationId, "coach");
  const editor = await createMember(house.organisationId, "editor");
  const { funderId, programmeId } = await createFunding(manager);
  const grant = await createGrant(
    { funderId, programmeId, status: "awarded", startsOn: "2026-01-01", endsOn: "2026-12-31" },
    manager,
  );
  const funder = await createMember(house.organisationId, "funder", funderId);
  const names: Record<string, string[]> = {};
  const settle = async (code: string | null, people: number) => {
    for (let index = 0; index < people; index += 1) {
      const familyName = uniqueWord();
      if (code) names[code] = [...(names[code] ?? []), familyName];
      await row(
        `with person as (
           insert into worker (organisation_id, given_name, family_name, kind, residence, commune_code,
               neighbourhood_code, supported_from)
             values ($1, 'Noor', $2, 'platform_worker', $3, $5, $4, '2026-02-01')
             returning organisation_id, id)
         insert into stage (organisation_id, worker_id, kind, starts_on)
           select organisation_id, id, 'diagnosis', '2026-02-01' from person returning id`,
        [
          ...[house.organisationId, familyName, code ? "priority" : "outside", code],
          code === few.oliveaux ? "59360" : "59350",
        ],
      );
    }
  };
  for (const [code, count] of Object.entries(people)) await settle(code, count);
  await settle(null, 10);
  const released = await (await visitorAs(manager)).post(
    `${grant.path}/arretes/nouveau`,
    lifeForms.release("2026-03-31"),
  );
  expect(released.status, mainText(released.text)).toBe(302);
  return { ...house, coach, manager, editor, funder, grantId: grant.id, names };
}

let ours: Cooperative;
/** Where few people live in any neighbourhood. */
let nobodys: Cooperative;
test.beforeAll(async () => {
  ({ lille } = await row<{ lille: string }>(
    "select coalesce(epci_code, department_code) as lille from commune where code = '59350'",
  ));
  map = `/territoire?ou=${lille}`;
  ours = await createCooperative({
    [shownInFull.ouest]: 9,
    [shownInFull.sud]: 6,
    [few.nordEst]: 4,
    [few.nord]: 2,
    [few.oliveaux]: 4,
  });
  nobodys = await createCooperative({ [few.nord]: 2 });
});

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const drawing = (page: Page) => page.getByRole("figure").getByRole("group");
const everyName = () => Object.values(ours.names).flat();

/** Presses Tab until the focus is on that link of the map. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const wanted = drawing(page).getByRole("link", { name });
  for (let press = 0; press < 80; press += 1) {
    await page.keyboard.press("Tab");
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`La touche Tab n’atteint pas ${name}`);
}

test("Une chargée d’accompagnement lit la carte au clavier et ouvre un quartier", async ({
  signedInAs,
}) => {
  const page = await signedInAs(ours.coach);
  await page.goto("/");
  await page.getByRole("link", { name: "Impact et territoire" }).click();
  await page
    .getByRole("navigation", { name: "Pages voisines" })
    .getByRole("link", { name: "Territoire", exact: true })
    .click();
  await expect(title(page)).toHaveText("Territoire");
  // It opens where most of the people live.
  await expect(page.getByLabel("Où")).toHaveValue(lille);
  await expect(page.getByRole("figure")).toContainText(
    "25 personnes accompagnées vivent dans 5 des 26 quartiers prioritaires",
  );
  await expect(page.getByRole("figure")).toContainText("Contours approximatifs");

  await tabTo(page, /^Secteur Ouest, Lille : 9 personnes$/);
  await expect(drawing(page).getByRole("link", { name: /^Secteur Ouest/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(title(page)).toHaveText("Secteur Ouest");
  const main = page.getByRole("main");
  for (const name of ours.names[shownInFull.ouest] ?? []) {
    await expect(main.getByRole("link", { name: `Noor ${name}` })).toBeVisible();
  }
  for (const name of ours.names[shownInFull.sud] ?? []) await expect(main).not.toContainText(name);
});

test("Les quartiers sont lus dans l’ordre des communes, puis des noms, comme dans le tableau", async ({
  signedInAs,
}) => {
  const page = await signedInAs(ours.coach);
  await page.goto(map);
  const labels = await drawing(page)
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("aria-label") ?? ""));
  const names = await page
    .getByRole("table")
    .getByRole("rowheader")
    .evaluateAll((cells) => cells.map((cell) => cell.querySelector("a")?.textContent ?? ""));
  expect(labels).toHaveLength(26);
  expect(labels.map((label, index) => label.startsWith(`${names[index]}, `))).not.toContain(false);
  // The first of the communes, which may be several.
  expect(labels[0]).toContain("Armentières");
  expect(labels.at(-1)).toContain("Wattrelos");
});

test("Un toucher près d’un petit contour l’ouvre", async ({ signedInAs }) => {
  const page = await signedInAs(ours.coach, { viewport: { width: 360, height: 740 } });
  await page.goto(map);
  const contour = drawing(page).getByRole("link", { name: /^Le Parc, Haubourdin/ });
  await contour.scrollIntoViewIfNeeded();
  const box = await contour.locator("path, circle").first().boundingBox();
  if (!box) throw new Error("Le contour n’est pas dessiné");
  await page.mouse.click(box.x + box.width / 2 - 11, box.y + box.height / 2 + 3);
  await expect(title(page)).toHaveText("Le Parc");
});

/** Nothing that says who, nor how many where they are few, in any byte that a funder receives. */
async function expectNothingTold(who: Member, path: string, isMap: boolean): Promise<string> {
  const visitor = await visitorAs(who);
  const answer = await visitor.get(path);
  expect(answer.status, path).toBe(200);
  for (const name of everyName()) expect(answer.text).not.toContain(name);
  if (isMap) expect(answer.text).toContain(masked);
  for (const name of ["Secteur Nord Est", "Secteur Nord"]) {
    expect(answer.text).not.toMatch(new RegExp(`${name}, Lille\\s*: \\d`));
  }
  return answer.text;
}

test("Un financeur lit des nombres masqués et aucun nom, sur la carte comme dans ses fichiers", async ({
  signedInAs,
}) => {
  const page = await signedInAs(ours.funder);
  await page.goto(`/portail/${ours.grantId}`);
  await page.getByRole("link", { name: "Carte", exact: true }).click();
  await expect(page).toHaveURL(/\/carte$/);
  await expect(
    drawing(page).getByRole("link", { name: /^Secteur Ouest, Lille : 9 personnes$/ }),
  ).toBeVisible();
  await expectNothingTold(ours.funder, `/portail/${ours.grantId}/carte`, true);
  await page.goto(map);
  const link = (name: RegExp) => drawing(page).getByRole("link", { name });
  await expect(link(/^Secteur Ouest, Lille : 9 personnes$/)).toBeVisible();
  for (const name of ["Secteur Nord Est", "Secteur Nord", "Virolois"]) {
    await expect(link(new RegExp(`^${name}, .*: masqué \\(secret statistique\\)$`))).toBeVisible();
  }
  await expect(page.getByLabel("Ce que montre la carte", { exact: true })).not.toContainText(
    "Contributions",
  );

  await expectNothingTold(ours.funder, map, true);
  const csv = await expectNothingTold(ours.funder, `/territoire/quartiers.csv?ou=${lille}`, true);
  // Read as text, it loses the mark that tells spreadsheets that it is UTF-8.
  const bytes = await (await page.request.get(`/territoire/quartiers.csv?ou=${lille}`)).body();
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = csv.split("\r\n").map((line) => line.split(";"));
  const line = (code: string) => lines.find(([first = ""]) => first.endsWith(code)) ?? [];
  expect(line(shownInFull.sud)[6]).toBe("6");
  // Few and none are the same but for their names.
  const said = (code: string) => line(code).slice(3);
  expect(said(few.nord)[3]).toBe("");
  expect(said(few.nord)).toEqual(said("QN05984M"));
  expect(csv).toContain("approximatifs, inventés pour la démonstration");

  const geojson = JSON.parse(
    await expectNothingTold(ours.funder, `/territoire/quartiers.geojson?ou=${lille}`, true),
  );
  expect(geojson.type).toBe("FeatureCollection");
  expect(geojson.features).toHaveLength(26);
  const feature = (code: string) =>
    geojson.features.find((one: { id: string }) => one.id === code).properties;
  expect(feature(shownInFull.ouest)).toMatchObject({ valeur: 9, sans_valeur_parce_que: null });
  expect(feature(few.nordEst)).toMatchObject({ valeur: null, sans_valeur_parce_que: masked });
  for (const { geometry } of geojson.features) {
    expect(geometry.type).toBe("MultiPolygon");
    for (const [outline] of geometry.coordinates) expect(outline[0]).toEqual(outline.at(-1));
  }

  await expectNothingTold(ours.funder, `/territoire/quartiers/${few.nord}`, true);
  const full = await expectNothingTold(
    ours.funder,
    `/territoire/quartiers/${shownInFull.sud}`,
    false,
  );
  expect(mainText(full)).toContain("6 personnes");
});

test("Deux quartiers masqués se lisent pareil, qu’il y vive quelqu’un ou personne", async () => {
  const visitor = await visitorAs(ours.funder);
  // Two pages that say nothing but of people: the sections that INSEE fills are left out.
  const people = async (code: string) =>
    /Personnes accompagnées[\s\S]*?<\/section>/.exec(
      (await visitor.get(`/territoire/quartiers/${code}`)).text,
    )?.[0];
  const someone = await people(few.nord);
  expect(someone).toContain(masked);
  expect(await people("QN05984M")).toBe(someone);
});

test("La direction voit ce que lit le financeur, et ses propres chiffres exacts", async ({
  signedInAs,
}) => {
  const page = await signedInAs(ours.manager);
  await page.goto(map);
  await expect(
    drawing(page).getByRole("link", { name: /^Secteur Nord, Lille : 2 personnes$/ }),
  ).toBeVisible();
  await page.goto(`/financements/${ours.grantId}/arretes`);
  await page.getByRole("link", { name: "31 mars 2026" }).click();
  const released = page.getByRole("table", { name: "Dans quels quartiers prioritaires" });
  await expect(released.getByRole("row", { name: /^Secteur Ouest/ })).toContainText("9");
  await expect(released).not.toContainText("Secteur Nord");
});

/** Whoever reads neighbourhoods and no file: neither somebody, nor how many. */
async function expectNobody(who: Member): Promise<void> {
  const visitor = await visitorAs(who);
  for (const path of [
    map,
    `${map}&voir=personnes`,
    `${map}&voir=contributions`,
    `${map}&financement=${ours.grantId}`,
    `/territoire/quartiers.csv?ou=${lille}&voir=personnes`,
    `/territoire/quartiers/${shownInFull.ouest}`,
  ]) {
    const { status, text } = await visitor.get(path);
    expect(status, path).toBe(200);
    for (const name of everyName()) expect(text).not.toContain(name);
    expect(text, path).not.toMatch(/\d+\s(personne|contribution)s? (accompagn|en 20)/);
    expect(text, path).not.toMatch(/: (\d+|aucune) (personne|contribution)/);
  }
}

test("Le rapport d’impact dessine les quartiers que l’arrêté montre, et tait les autres", async ({
  signedInAs,
}) => {
  const page = await signedInAs(ours.manager);
  const main = page.getByRole("main");
  const report = `Rapport ${uniqueWord()}`;
  await page.goto(`/rapports/nouveau?financement=${ours.grantId}`);
  await page.getByLabel("Titre du rapport").fill(report);
  await page.getByLabel("Jour d’arrêté des chiffres").fill("2026-03-31");
  await main.getByRole("button", { name: "Commencer ce rapport" }).click();
  const drawn = main.getByRole("img", { name: "Carte des quartiers prioritaires" });
  await expect(drawn).toBeVisible();
  await expect(drawn).toContainText("9");
  await expect(drawn).toContainText("6");
  await expect(drawn).toContainText("vide ou masqué");
  // What is masked is not told by the drawing: its shapes have no words.
  await expect(drawn.locator("path > title")).toHaveCount(2);

  await main.getByRole("link", { name: "Écrire «\u202fEn résumé\u202f»" }).click();
  await page.getByLabel("Texte").fill("Quinze personnes vivent dans deux quartiers prioritaires.");
  await main.getByRole("button", { name: "Enregistrer cette partie" }).click();
  await main.getByRole("link", { name: "Approuver le rapport" }).first().click();
  await page.getByLabel("J’ai lu ce qui est à vérifier").check();
  await main.getByRole("button", { name: "Approuver et sceller" }).click();
  await expect(main).toContainText("Approuvé et scellé");
  await expect(drawn).toBeVisible();
  await expectAccessible(page);

  const funder = await signedInAs(ours.funder);
  await funder.goto(`/portail/${ours.grantId}/documents`);
  await funder.getByRole("link", { name: report }).click();
  await expect(funder.getByRole("img", { name: "Carte des quartiers prioritaires" })).toBeVisible();
  for (const name of everyName()) await expect(funder.getByRole("main")).not.toContainText(name);
});

test("Les fichiers de l’équipe disent de ne pas les diffuser ; ceux que l’on peut montrer ne le disent pas", async ({
  signedInAs,
}) => {
  const page = await signedInAs(ours.manager);
  const warning = page.getByText("Fichiers à ne pas diffuser");
  await page.goto(map);
  await expect(warning).toBeVisible();
  for (const [link, ending] of [
    ["Tableur (CSV)", ".csv"],
    ["Carte (GeoJSON)", ".geojson"],
  ] as const) {
    const started = page.waitForEvent("download");
    await page.getByRole("link", { name: link }).click();
    expect((await started).suggestedFilename()).toBe(
      `quartiers-personnes-ne-pas-diffuser${ending}`,
    );
  }
  const visitor = await visitorAs(ours.coach);
  const csv = await visitor.get(`/territoire/quartiers.csv?ou=${lille}`);
  const [header = "", ...lines] = csv.text.trim().split("\r\n");
  expect(header.split(";").at(-1)).toBe("Diffusion");
  expect(lines).toHaveLength(26);
  for (const line of lines) expect(line.split(";").at(-1)).toContain("ne pas diffuser");
  const geojson = JSON.parse(
    (await visitor.get(`/territoire/quartiers.geojson?ou=${lille}&voir=contributions`)).text,
  );
  expect(geojson.diffusion).toContain("ne pas diffuser");
  expect(geojson.features[0].properties.diffusion).toContain("ne pas diffuser");

  const shown = await (await visitorAs(ours.funder)).get(`/territoire/quartiers.csv?ou=${lille}`);
  expect(shown.text).not.toContain("ne pas diffuser");
});

test("Où tout est masqué, la carte d’un financeur s’ouvre sur un indicateur et dit pourquoi", async ({
  signedInAs,
}) => {
  const page = await signedInAs(nobodys.funder);
  await page.goto(map);
  const main = page.getByRole("main");
  await expect(main).toContainText("Aucun nombre de personnes ne peut être montré ici");
  await expect(main).toContainText("Moins de 5 personnes pourraient être reconnues");
  await expect(page.getByLabel("Ce que montre la carte", { exact: true })).not.toHaveValue(
    "personnes",
  );
  await main.getByRole("link", { name: "Voir la carte des personnes" }).click();
  await expect(page.getByLabel("Ce que montre la carte", { exact: true })).toHaveValue("personnes");
  await expect(drawing(page).getByRole("link", { name: masked })).toHaveCount(26);
});

test("La rédaction lit les quartiers, sans personne ni nombre de personnes", async () => {
  await expectNobody(ours.editor);
});

test("L’administration lit les quartiers de même", async ({ signedInAs }) => {
  await expectNobody(ours.admin);
  const page = await signedInAs(ours.admin);
  await page.goto("/");
  await page.getByRole("link", { name: "Territoire" }).click();
  await expect(title(page)).toHaveText("Territoire");
});

test("Une autre coopérative a sa carte, où personne d’ici ne compte", async () => {
  const other = await createHouse();
  const coach = await createMember(other.organisationId, "coach");
  const { text } = await (await visitorAs(coach)).get(map);
  expect(mainText(text)).toContain("Personne n’est accompagné dans ces 26 quartiers");
});

test("Un code inconnu n’a pas de page", async () => {
  const coach = await visitorAs(ours.coach);
  expect((await coach.get("/territoire/quartiers/QN00000M")).status).toBe(404);
  expect((await coach.get("/territoire/quartiers/n-importe")).status).toBe(404);
});

test("Sur papier, la carte garde ses classes, sa légende et son avertissement", async ({
  signedInAs,
}) => {
  const page = await signedInAs(ours.coach);
  await page.goto(map);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Afficher" })).toBeHidden();
  await expect(drawing(page)).toBeVisible();
  await expect(page.getByText("Contours approximatifs")).toBeVisible();
  await expect(page.getByText(/^Imprimé le/)).toBeVisible();
  const fills = await drawing(page)
    .locator(".map-link .map-area")
    .evaluateAll((areas) => areas.map((area) => getComputedStyle(area).fill));
  // Four numbers and none: five looks that a copy in black and white keeps.
  expect(new Set(fills).size).toBe(5);
  expect(fills.some((fill) => fill.includes("#map-print-"))).toBe(true);
});

for (const role of ["coach", "funder"] as const) {
  test(`La carte et la page d’un quartier sont accessibles, en clair, en sombre et à 320 px (${role})`, async ({
    signedInAs,
  }) => {
    const page = await signedInAs(ours[role]);
    for (const path of [map, `/territoire/quartiers/${shownInFull.sud}`]) {
      await page.goto(path);
      await expectAccessible(page, path);
      await page.setViewportSize({ width: 360, height: 740 });
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      expect(await violationsOf(page)).toEqual([]);
    }
  });
}

test("Une adresse qui ne nomme aucun territoire connu ouvre la carte sur un autre", async () => {
  const { status, text } = await (await visitorAs(ours.coach)).get("/territoire?ou=975");
  expect(status).toBe(200);
  expect(mainText(text)).toContain("quartiers prioritaires délimités en");
});
