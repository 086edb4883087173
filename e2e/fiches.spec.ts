import { startTestingWiki } from "@essaim/media/wiki/testing-wiki";
import type { Page } from "@playwright/test";
import { createHouse, createMember } from "./support/accounts.ts";
import { expectAccessible } from "./support/axe.ts";
import { publicUrl, wikiPort } from "./support/environment.ts";
import { expect, test } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Writes and publishes a sheet below another, by its title. */
async function publishSheet(page: Page, name: string, body: string, under?: string) {
  await page.goto("/fiches/nouvelle");
  if (under) {
    const option = page.getByLabel("Sous la fiche").locator("option", { hasText: under });
    await page.getByLabel("Sous la fiche").selectOption((await option.getAttribute("value")) ?? "");
  }
  await page.getByLabel("Titre").fill(name);
  await page.getByRole("textbox", { name: "Texte" }).fill(body);
  await press(page, "Enregistrer cette fiche");
  await expect(title(page)).toHaveText(name);
  await press(page, "Publier cette fiche");
  await expect(page.getByRole("main").getByText("Publiée", { exact: true }).first()).toBeVisible();
}

test("Une fiche change de place et de nom, et ses anciennes adresses mènent à elle", async ({
  signedInAs,
  page: reader,
}) => {
  const [atelier, freins, cargo] = ["Atelier", "Freins", "Cargo"].map(
    (name) => `${name} ${uniqueWord()}`,
  ) as [string, string, string];
  const page = await signedInAs("editor");
  await publishSheet(page, atelier, "Ce qu’il faut savoir.");
  await publishSheet(
    page,
    freins,
    "## Régler\n\n| Frein | Quand |\n|---|---|\n| Disque | Mois |",
    atelier,
  );
  await expectAccessible(page);
  const before = await page.getByRole("link", { name: "Page publique" }).getAttribute("href");
  // Beside no sheet but ours: other journeys write at the top of the tree.
  await publishSheet(page, cargo, "Porter à vélo.", atelier);

  // By its buttons, without a script as with one.
  await page.goto("/fiches");
  await expectAccessible(page);
  const under = page.getByRole("button", { name: `Mettre sous la fiche précédente : ${cargo}` });
  await under.click();
  await expect(page.getByText("La fiche est déplacée.")).toBeVisible();
  await expect(under).toHaveCount(0);
  await page.getByRole("button", { name: `Sortir d’un niveau : ${cargo}` }).click();
  await expect(under).toBeVisible();
  // By the mouse too, where scripts run: dropped on the lower part of a line, it goes after it.
  const line = (name: string) =>
    page.getByRole("link", { name, exact: true }).locator("xpath=../..");
  const { height = 40 } = (await line(cargo).boundingBox()) ?? {};
  await line(freins).dragTo(line(cargo), {
    sourcePosition: { x: 4, y: 4 },
    targetPosition: { x: 20, y: height - 3 },
  });
  await expect(
    page.getByRole("button", { name: `Mettre sous la fiche précédente : ${freins}` }),
  ).toBeVisible();
  await page.getByRole("link", { name: freins, exact: true }).click();
  const option = page.getByLabel("Mettre sous").locator("option", { hasText: cargo });
  await page.getByLabel("Mettre sous").selectOption((await option.getAttribute("value")) ?? "");
  await press(page, "Déplacer");
  await expect(page.getByText("La fiche est déplacée.")).toBeVisible();

  const answer = await reader.request.get(before ?? "", { maxRedirects: 0 });
  expect(answer.status()).toBe(301);
  await reader.goto(before ?? "");
  await expect(title(reader)).toHaveText(freins);
  await expect(reader.getByRole("navigation", { name: "Fil d’Ariane" })).toContainText(cargo);
  await expect(reader.getByRole("cell", { name: "Disque" })).toBeVisible();
  await expectAccessible(reader);

  // A draft is nobody's; published, it is told in the history.
  await page.getByRole("link", { name: "Modifier", exact: true }).click();
  await page.getByRole("textbox", { name: "Texte" }).fill("## Régler\n\nChaque semaine.");
  await page.getByLabel("Ce qui change").fill("Plus souvent");
  await press(page, "Enregistrer");
  await expect(title(page)).toHaveText(freins);
  await reader.reload();
  await expect(reader.getByText("Chaque semaine.")).toHaveCount(0);
  await press(page, "Publier les modifications");
  await expect(page.getByRole("main").getByText("Publiée", { exact: true }).first()).toBeVisible();
  await reader.reload();
  await expect(reader.getByText("Chaque semaine.")).toBeVisible();
  await reader.getByRole("link", { name: "Historique" }).click();
  await expect(reader.getByText("Plus souvent")).toBeVisible();
  await expectAccessible(reader);
  await reader.goto(`${publicUrl}/fiches/opteos`);
  await expect(reader.getByRole("link", { name: cargo })).toBeVisible();
  await expectAccessible(reader);
});

test("Une branche part sur un wiki, sauf la page que quelqu’un d’autre y a modifiée", async ({
  signedInAs,
}) => {
  const wiki = await startTestingWiki(wikiPort);
  try {
    const [branch, changed, other] = ["Branche", "Modifiée", "Autre"].map(
      (name) => `${name} ${uniqueWord()}`,
    ) as [string, string, string];
    const page = await signedInAs("editor");
    await publishSheet(page, branch, "La branche.");
    await publishSheet(page, changed, "Notre texte.", branch);
    await publishSheet(page, other, "Un autre texte.", branch);

    const name = `Wiki ${uniqueWord()}`;
    await page.goto("/wikis/nouveau");
    await page.getByLabel("Nom").fill(name);
    await page.getByLabel("Adresse de l’API").fill(wiki.apiUrl);
    await page.getByLabel("Début des titres").fill("Essaim/");
    await page.getByLabel("Compte du robot").fill(wiki.account.name);
    await page.getByLabel("Mot de passe du robot").fill(wiki.account.password);
    await press(page, "Enregistrer ce wiki");
    await expect(title(page)).toHaveText(name);
    const address = page.url().split("?")[0] ?? "";

    const push = async (sentence: string) => {
      await page.goto(address);
      const option = page
        .getByLabel("Branche", { exact: true })
        .locator("option", { hasText: branch });
      await page
        .getByLabel("Branche", { exact: true })
        .selectOption((await option.getAttribute("value")) ?? "");
      await press(page, "Envoyer sur ce wiki");
      await expect(page.getByText(sentence)).toBeVisible({ timeout: 60_000 });
    };
    await push("3 pages envoyées.");
    const theirs = `Essaim/${branch}/${changed}`;
    expect(wiki.textOf(theirs)).toContain("Notre texte.");

    wiki.write(theirs, "Le texte de Zoé.", "Zoé");
    for (const [sheet, text] of [
      [changed, "Notre texte, changé."],
      [other, "Un autre texte, changé."],
    ] as const) {
      await page.goto("/fiches");
      await page.getByRole("link", { name: sheet, exact: true }).click();
      await page.getByRole("link", { name: "Modifier", exact: true }).click();
      await page.getByRole("textbox", { name: "Texte" }).fill(text);
      await press(page, "Enregistrer");
      await press(page, "Publier les modifications");
      await expect(
        page.getByRole("main").getByText("Publiée", { exact: true }).first(),
      ).toBeVisible();
    }
    await push("1 page envoyée, 1 page déjà à jour, 1 page en conflit, laissée telle quelle.");
    expect(wiki.textOf(theirs)).toBe("Le texte de Zoé.");
    expect(wiki.textOf(`Essaim/${branch}/${other}`)).toContain("changé");

    await page.getByRole("link", { name: "Voir les conflits" }).click();
    await expectAccessible(page);
    await page.getByRole("link", { name: theirs }).click();
    await expect(page.getByText("Quelqu’un a modifié cette page sur le wiki")).toBeVisible();
    await expect(page.getByRole("main")).toContainText("Zoé");
    await expectAccessible(page);
    await press(page, "Reprendre le texte du wiki");
    await expect(title(page)).toHaveText(changed);
    await expect(page.getByRole("main")).toContainText("Le texte de Zoé.");
    await press(page, "Publier les modifications");
    await expect(
      page.getByRole("main").getByText("Publiée", { exact: true }).first(),
    ).toBeVisible();
    await push("1 page envoyée, 2 pages déjà à jour.");
    expect(wiki.textOf(theirs)).toContain("Le texte de Zoé.");

    // And back: a page of the wiki, with its history.
    const found = `Trouvée ${uniqueWord()}`;
    wiki.write(found, "Un texte.", "Zoé");
    wiki.write(found, "Un texte, '''relu'''.", "Ali");
    await page.goto("/fiches/reprendre");
    await expectAccessible(page);
    await page.getByLabel("Wiki").selectOption(name);
    await page.getByLabel("Titre de la page").fill(found);
    await press(page, "Reprendre cette page");
    await page.getByRole("link", { name: "Relire la fiche" }).click({ timeout: 60_000 });
    await expect(title(page)).toHaveText(found);
    await page.getByRole("link", { name: "Historique" }).click();
    await expect(page.getByText("sur le wiki, par Zoé")).toBeVisible();
  } finally {
    await wiki.close();
  }
});

test("La corbeille n’efface que ce qu’elle montrait, une fiche seule ou toutes", async ({
  signedInAs,
}) => {
  const { organisationId } = await createHouse();
  const page = await signedInAs(await createMember(organisationId, "editor"), {
    javaScriptEnabled: false,
  });
  const other = await signedInAs(await createMember(organisationId, "manager"));
  const [one, two, late] = ["Antivol", "Bequille", "Casque"].map(
    (name) => `${name} ${uniqueWord()}`,
  ) as [string, string, string];
  const bin = async (at: Page, name: string) => {
    await publishSheet(at, name, "Un essai.");
    await at.getByText("Supprimer…").click();
    await press(at, "Mettre à la corbeille");
    await expect(at.getByText("La fiche est dans la corbeille")).toBeVisible();
  };
  for (const name of [one, two]) await bin(page, name);
  await page.getByText("Corbeille (2)").click();
  await bin(other, late);
  await page.getByText("Vider la corbeille…").click();
  await expect(page.getByText("2 fiches partiront pour de bon")).toBeVisible();
  await press(page, "Effacer pour de bon");
  await expect(page.getByText("C’est effacé pour de bon.")).toBeVisible();
  await page.getByText("Corbeille (1)").click();
  await expect(page.getByRole("button", { name: `Remettre : ${late}` })).toBeVisible();

  // What somebody took out meanwhile stays, and it is said.
  await other.getByText("Corbeille (3)").click();
  await other.getByRole("button", { name: `Remettre : ${late}` }).click();
  await expect(title(other)).toHaveText(late);
  await page.getByText("Effacer…").click();
  await press(page, `Effacer pour de bon : ${late}`);
  await expect(page.getByText("La corbeille a changé pendant que vous la regardiez")).toBeVisible();
  await expect(page.getByRole("link", { name: late })).toBeVisible();
  await other.goto("/fiches");
  await expectAccessible(other);
});
