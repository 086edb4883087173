import type { Page } from "@playwright/test";
import { createHouse } from "./support/accounts.ts";
import { expectAccessible } from "./support/axe.ts";
import { count, hold, row, rows } from "./support/database.ts";
import { expect, test } from "./support/session.ts";

test.describe.configure({ mode: "serial" });

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const main = (page: Page) => page.getByRole("main");

/** In Toulouse, where no other journey looks: of another number each time that the journeys run again. */
const code = `QN031${String(Date.now() % 30).padStart(2, "0")}X`;
const name = "Quartier du parcours";
const square = [
  [1.43, 43.6],
  [1.44, 43.6],
  [1.44, 43.61],
  [1.43, 43.61],
  [1.43, 43.6],
];

function contours(change: { commune?: string; ring?: number[][] } = {}): string {
  const { commune = "31555", ring = square } = change;
  const feature = {
    type: "Feature",
    properties: { code_qp: code, lib_qp: name, insee_com: commune },
    geometry: { type: "Polygon", coordinates: [ring] },
  };
  return JSON.stringify({ type: "FeatureCollection", features: [feature] });
}

/** The same code again, further east. */
function twice(): string {
  const moved = contours({ ring: square.map(([x = 0, y = 0]) => [x + 0.1, y]) });
  const features = [contours(), moved].flatMap((text) => JSON.parse(text).features);
  return JSON.stringify({ type: "FeatureCollection", features });
}

const choose = (page: Page, label: string, fileName: string, text: string) =>
  main(page)
    .getByLabel(label, { exact: true })
    .setInputFiles({ name: fileName, mimeType: "text/plain", buffer: Buffer.from(text) });

async function sendContours(page: Page, text: string): Promise<void> {
  await page.goto("/administration/territoire");
  await choose(page, "Fichier des contours", "essai.geojson", text);
  await main(page).getByLabel("Fichier partiel").check();
  await main(page).getByRole("button", { name: "Importer les contours" }).click();
}

async function ended(page: Page, how: "C’est fait" | "Cela n’a pas abouti"): Promise<void> {
  await expect(main(page).getByText(how, { exact: true })).toBeVisible({ timeout: 60_000 });
}

test.beforeAll(async () => {
  await rows(
    `insert into commune (code, name, department_code) values ('31555', 'Toulouse', '31')
      on conflict do nothing`,
  );
});

test("Un fichier partiel est contrôlé puis importé, et l’on voit où il en est", async ({
  signedInAs,
}) => {
  const page = await signedInAs("admin");
  await page.goto("/administration/territoire");
  await expect(title(page)).toHaveText("Registre des quartiers");
  await expect(main(page)).toContainText("inventés pour la démonstration");
  await test.step("sans fichier, c’est dit à côté du champ", async () => {
    await main(page).getByRole("button", { name: "Importer les contours" }).click();
    await expect(main(page).getByRole("alert")).toContainText("Choisissez le fichier des contours");
  });
  // Another import holds the register: this one is seen under way.
  const letGo = await hold("select pg_advisory_xact_lock(hashtext('territory import'))");
  try {
    await sendContours(page, contours());
    await expect(title(page)).toHaveText("Import de contours de quartiers");
    await expect(main(page).getByRole("progressbar")).toBeVisible();
    await expect(main(page)).toContainText("Étape 4 sur 4 : Écriture du registre");
    expect(await count("neighbourhood where code = $1", [code])).toBe(0);
  } finally {
    await letGo();
  }
  await ended(page, "C’est fait");
  await expect(main(page)).toContainText("1 quartier ajouté.");
  expect(await row("select name from neighbourhood where code = $1", [code])).toEqual({ name });
  await main(page).getByRole("link", { name: "Voir ce qui a changé" }).click();
  const changes = main(page).getByRole("region", { name: "Ce que votre import a changé" });
  await expect(changes).toContainText("1 quartier ajouté");
  await expect(changes.getByRole("listitem")).toHaveText(`${name} (${code})`);
  await expect(
    main(page)
      .getByRole("row", { name: /^essai\.geojson/ })
      .first(),
  ).toContainText("1 ajouté");
  await expectAccessible(page);

  await test.step("le même fichier, une seconde fois, ne change rien", async () => {
    await sendContours(page, contours());
    await ended(page, "C’est fait");
    await expect(main(page)).toContainText("1 quartier inchangé.");
    await main(page).getByRole("link", { name: "Voir ce qui a changé" }).click();
    await expect(changes).toContainText("Rien");
  });
});

test("Un mauvais fichier est refusé en disant pourquoi, et rien ne change", async ({
  signedInAs,
}) => {
  const page = await signedInAs("admin");
  const before = await row("select count(*) as n, max(imported_at) as at from territory_import");
  const files: [text: string, sentence: RegExp][] = [
    [contours().slice(0, 80), /coupé/],
    [contours({ commune: "59999" }), /Le registre des communes ne connaît pas 59999/],
    [twice(), new RegExp(`plusieurs fois.*contours différents.*${code}`)],
    [contours({ ring: square.map(([x = 0, y = 0]) => [y, x]) }), /inversées/],
    ["PK\u0003\u0004", /archive ZIP/],
  ];
  for (const [text, sentence] of files) {
    await sendContours(page, text);
    await ended(page, "Cela n’a pas abouti");
    await expect(main(page)).toContainText(sentence);
    await expect(main(page)).toContainText("Rien n’a été écrit");
    await main(page).getByRole("link", { name: "Choisir un autre fichier" }).click();
    await expect(title(page)).toHaveText("Registre des quartiers");
  }
  expect(await row("select count(*) as n, max(imported_at) as at from territory_import")).toEqual(
    before,
  );
});

test("Des indicateurs s’importent avec leur dictionnaire, et le secret le reste", async ({
  signedInAs,
}) => {
  const page = await signedInAs("admin");
  await page.goto("/administration/territoire");
  const dictionary = "code;libellé;unité\nparcours;Taux d’essai;%\n";
  await choose(
    page,
    "Fichier des valeurs",
    "valeurs.csv",
    `code_qp;parcours\n${code};s\n59017;12,5\n`,
  );
  await main(page).getByRole("button", { name: "Importer les indicateurs" }).click();
  await expect(main(page).getByRole("alert")).toContainText("Choisissez le dictionnaire");

  await choose(
    page,
    "Fichier des valeurs",
    "valeurs.csv",
    `code_qp;parcours\n${code};s\n59017;12,5\n`,
  );
  await choose(page, "Dictionnaire", "dictionnaire.csv", dictionary);
  await main(page).getByLabel("Source").fill("Essai");
  await main(page).getByLabel("Année décrite").fill("1999");
  await main(page).getByRole("button", { name: "Importer les indicateurs" }).click();
  await ended(page, "C’est fait");
  await expect(main(page)).toContainText("2 valeurs de 1 indicateur pour 2 lieux, dont 1");
  const figure = await row(
    "select value from territory_figure where place_code = $1 and indicator_code = 'parcours'",
    [code],
  );
  expect(figure).toEqual({ value: null });
});

test("L’admin d’une autre coopérative apprend qui tient le registre, et ne peut rien envoyer", async ({
  signedInAs,
}) => {
  const { admin } = await createHouse();
  const page = await signedInAs(admin);
  await page.goto("/administration/territoire");
  await expect(main(page)).toContainText(/Optéos.* tient ce registre à jour/);
  await expect(main(page).getByRole("button")).toHaveCount(0);
  await expect(main(page)).not.toContainText("essai.geojson");
  await expectAccessible(page);
  // A form cut short: 400 for whoever may send one, once it is read.
  const sent = await page.request.post("/administration/territoire", {
    headers: {
      origin: new URL(page.url()).origin,
      "content-type": "multipart/form-data; boundary=x",
    },
    data: "--x\r\nrien",
  });
  expect(sent.status()).toBe(403);
});
