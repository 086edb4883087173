import {
  FIRST_MESSY_ROW,
  faultyRows,
  garbledRows,
  messyRows,
  messyTitles,
  rowFaults,
  wideRows,
} from "@essaim/accompaniment/import/testing/messy-workbook";
import { today } from "@essaim/database/today";
import { columnLetters } from "@essaim/territory/spreadsheet/cell";
import {
  csvFile,
  odsFile,
  type TestCell,
  xlsxFile,
  zipBomb,
} from "@essaim/territory/spreadsheet/testing/files";
import type { Page } from "@playwright/test";
import { createHouse, createMember, type Member } from "./support/accounts.ts";
import { count, hold, row } from "./support/database.ts";
import { recordMeeting } from "./support/records.ts";
import { expect, test } from "./support/session.ts";

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const main = (page: Page) => page.getByRole("main");
const press = (page: Page, name: string | RegExp) =>
  main(page).getByRole("button", { name }).first().click();
const follow = (page: Page, name: string) =>
  main(page).getByRole("link", { name, exact: true }).click();

/** The demonstration knows the communes around Lille only. */
const aroundLille = (rows: TestCell[][]): TestCell[][] =>
  rows.map((cells) =>
    cells.map((cell) => (cell === "Bourg en Bresse" ? "Hem" : cell === 1000 ? 59_510 : cell)),
  );

/** A cooperative without anybody yet, its management, and how many people it has. */
async function emptyHouse(): Promise<{
  direction: Member;
  coach: Member;
  people: () => Promise<number>;
}> {
  const { organisationId } = await createHouse();
  return {
    direction: await createMember(organisationId, "manager"),
    coach: await createMember(organisationId, "coach"),
    people: () => count("worker where organisation_id = $1", [organisationId]),
  };
}

/** Sends a file, and waits until it is read or refused. */
async function sendFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page.goto("/personnes/import");
  await page
    .getByLabel("Tableur", { exact: true })
    .setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });
  await press(page, "Envoyer et lire");
  await expect(title(page)).toHaveText("Lecture du tableur");
  await expect(main(page).getByText(/^C’est fait$|^Cela n’a pas abouti$/)).toBeVisible({
    timeout: 60_000,
  });
}

test("Un fichier qui ne peut pas être repris est refusé en disant où, et rien n’est écrit", async ({
  signedInAs,
}) => {
  const { direction, people } = await emptyHouse();
  const page = await signedInAs(direction);
  const rows = messyRows(300);
  const files: [name: string, bytes: Uint8Array, sentence: RegExp][] = [
    ["encodage.csv", csvFile(garbledRows(rows)), /mauvais encodage.*ligne 3, colonne B/],
    [
      "fusion.xlsx",
      await xlsxFile([{ name: "Suivi", rows, merges: ["B12:B14"] }]),
      /B12:B14 \(ligne 12, colonne B\).*Défusionnez/,
    ],
    ["fusion.ods", odsFile([{ name: "Suivi", rows, merges: ["B12:B14"] }]), /ligne 12, colonne B/],
    [
      "large.xlsx",
      await xlsxFile([{ name: "Suivi", rows: wideRows(300, 500) }]),
      /jusqu’à la colonne SF \(500 colonnes, ligne 3\)/,
    ],
    ["bombe.xlsx", zipBomb(), /une place démesurée une fois ouvert/],
    ["sans-titres.csv", csvFile(rows.slice(3)), /Aucune ligne de titres.*ligne 1/],
    ["photo.xlsx", new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70]), /n’est pas un tableur/],
  ];
  for (const [name, bytes, sentence] of files) {
    await test.step(name, async () => {
      await sendFile(page, name, bytes);
      await expect(main(page)).toContainText("Cela n’a pas abouti");
      await expect(main(page)).toContainText(sentence);
      await follow(page, "Envoyer un autre fichier");
      const line = main(page).getByRole("row", { name: new RegExp(`^${name}`) });
      await expect(line).toContainText("Refusée");
      await expect(line).toContainText("Rien d’écrit");
    });
  }
  expect(await people()).toBe(0);
});

test("Un classeur de 300 lignes en désordre : chaque faute a sa ligne et sa colonne, puis tout s’écrit et se défait", async ({
  signedInAs,
}) => {
  const { direction, coach, people } = await emptyHouse();
  const page = await signedInAs(direction);

  await test.step("les colonnes sont devinées, ce qui manque est demandé", async () => {
    const rows = aroundLille(faultyRows(300));
    await sendFile(page, "suivi fautif.xlsx", await xlsxFile([{ name: "Suivi", rows }]));
    await follow(page, "Associer les colonnes");
    const column = (index: number) =>
      main(page).getByRole("combobox", {
        name: new RegExp(`^Ce que contient la colonne ${columnLetters(index + 1)},`),
      });
    await expect(column(messyTitles.indexOf("NOM"))).toHaveValue("familyName");
    await expect(column(messyTitles.indexOf("Né(e) le"))).toHaveValue("birth");
    await expect(column(messyTitles.indexOf("Remarques"))).toHaveValue("");
    await press(page, "Continuer");
    await expect(main(page).getByRole("alert")).toContainText(
      "Dites comment ces personnes travaillent",
    );
    await page.getByLabel("Comment ces personnes travaillent").selectOption({ index: 1 });
    await press(page, "Continuer");
  });
  await matchWords(page);

  await test.step("chaque problème est dit avec sa ligne et sa colonne, rien n’est écrit", async () => {
    await follow(page, "Voir ce que donnerait la reprise");
    const faults = Object.values(rowFaults);
    await expect(
      main(page).getByRole("heading", { name: `${faults.length} problèmes` }),
    ).toBeVisible();
    for (const [index, { column }] of faults.entries()) {
      const letters = columnLetters(messyTitles.indexOf(column) + 1);
      const line = main(page)
        .getByRole("row")
        .filter({
          has: page.getByRole("rowheader", {
            name: `Ligne ${FIRST_MESSY_ROW + index * 3}`,
            exact: true,
          }),
        });
      await expect(line).toContainText(`${letters} · ${column}`);
      await expect(line.getByRole("cell").last()).not.toBeEmpty();
    }
    await expect(main(page)).toContainText("31/02/2024");
    await expect(main(page)).toContainText("Pas encore prêt à écrire");
    await expect(main(page).getByRole("button", { name: /^Créer/ })).toHaveCount(0);
    expect(await people()).toBe(0);
    await page.getByText("Abandonner cette reprise").click();
    await press(page, "Abandonner et effacer le fichier");
    await expect(page.getByText("Rien n’a été écrit.").first()).toBeVisible();
  });

  await test.step("le fichier corrigé s’écrit en une fois, et l’on voit où il en est", async () => {
    const rows = aroundLille(messyRows(300));
    await sendFile(page, "suivi.xlsx", await xlsxFile([{ name: "Suivi", rows }]));
    await follow(page, "Associer les colonnes");
    await page.getByLabel("Comment ces personnes travaillent").selectOption({ index: 1 });
    await press(page, "Continuer");
    await matchWords(page);
    await follow(page, "Voir ce que donnerait la reprise");
    await expect(main(page).getByRole("heading", { name: /problème/ })).toHaveCount(0);
    // Whoever lives in Hem waits: the work is seen under way, and nobody is there before the last.
    const letGo = await hold("select 1 from commune where name = 'Hem' for update");
    try {
      await press(page, "Créer 300 fiches");
      await expect(title(page)).toHaveText("Écriture des fiches");
      await expect(main(page).getByRole("progressbar")).toBeVisible();
      await expect(main(page)).toContainText(/Commencé il y a un instant|lignes? sur 300/);
      expect(await people()).toBe(0);
    } finally {
      await letGo();
    }
    await expect(main(page)).toContainText("300 fiches créées.", { timeout: 60_000 });
    expect(await people()).toBe(300);
    await follow(page, "Voir la reprise");
    await expect(main(page)).toContainText("Le fichier est effacé");
    await page.goto("/personnes?suivi=tous&q=Amina");
    await expect(main(page).getByRole("rowheader").first()).toContainText("Amina");
  });

  await test.step("la corbeille défait la reprise, sauf ce qui a servi depuis", async () => {
    const used = await row<{ id: string; name: string }>(
      `select w.id, given_name || ' ' || family_name as name from worker w
         join membership m on m.organisation_id = w.organisation_id
        where m.id = $1 order by w.id limit 1`,
      [coach.membershipId],
    );
    await recordMeeting(used.id, { heldOn: today() }, coach);
    await page.goto("/corbeille");
    await main(page)
      .getByRole("row", { name: /Reprise du tableur .*, 300 fiches/ })
      .getByRole("button")
      .click();
    await expect(title(page)).toHaveText("suivi.xlsx");
    await expect(main(page)).toContainText(used.name);
    await press(page, "Annuler la reprise");
    await expect(main(page).getByRole("alert").first()).toContainText("Cochez la case");
    expect(await people()).toBe(300);
    await page.getByLabel("Oui, retirer 299 fiches").check();
    await press(page, "Annuler la reprise");
    await expect(main(page)).toContainText("299 fiches retirées, 1 fiche gardée.", {
      timeout: 60_000,
    });
    expect(await people()).toBe(1);
  });
});

/** Words that nobody knows are given a meaning, then the dry run goes to its end. */
async function matchWords(page: Page): Promise<void> {
  await expect(title(page)).toHaveText(/Que veulent dire vos mots/);
  await press(page, "Lancer l’essai");
  await expect(main(page).getByRole("alert")).toContainText(/Dites ce que veut dire.*colonne/);
  for (const choice of await main(page).getByRole("combobox").all()) {
    if ((await choice.inputValue()) === "") await choice.selectOption("Non renseigné");
  }
  await press(page, "Lancer l’essai");
  await expect(title(page)).toHaveText("Essai de la reprise");
  await expect(main(page).getByText("C’est fait", { exact: true })).toBeVisible({
    timeout: 60_000,
  });
}
