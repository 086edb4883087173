import { writeFileSync } from "node:fs";
import { expectAccessible } from "./support/axe.ts";
import { expect, test } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

const publiccode = (name: string, licence: string) => `publiccodeYmlVersion: "0.5"
name: ${name}
url: https://forge.example/${name.toLowerCase()}.git
description:
  fr:
    shortDescription: Un outil pour ${name}.
legal:
  license: ${licence}
`;

test.describe("Sans JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("Un fichier collé se lit, se corrige et devient un brouillon", async ({ signedInAs }) => {
    const page = await signedInAs("editor");
    const name = `Outil${uniqueWord()}`;
    await page.goto("/ressources/importer");
    await page
      .getByLabel("Ou le texte d’un fichier")
      .fill(publiccode(name, "GNU AGPLv3").replace("https://", ""));
    await page.getByRole("button", { name: "Lire et montrer" }).click();
    await expect(page.getByText("Rien de ce fichier ne sera créé.")).toBeVisible();
    await expect(page.getByText("Ligne 3, url")).toBeVisible();
    // What was typed is still there, to be corrected where it stands.
    const text = page.getByLabel("Texte de Texte collé 1");
    await text.fill((await text.inputValue()).replace("url: ", "url: https://"));
    await page.getByRole("button", { name: "Relire les textes" }).click();
    await expect(page.getByText("«\u202fGNU AGPLv3\u202f» devient AGPL-3.0-only.")).toBeVisible();
    await page.getByRole("button", { name: "Créer les brouillons cochés" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    await expect(page.getByText("Brouillon").first()).toBeVisible();
    await expect(page.getByText("AGPL-3.0-only").first()).toBeVisible();
  });
});

test("Plusieurs fichiers se lisent ensemble ; ce qui est déjà là n’est pas coché", async ({
  signedInAs,
}, info) => {
  const page = await signedInAs("editor");
  const [first, second] = [`Outil${uniqueWord()}`, `Outil${uniqueWord()}`];
  const files = [
    ["publiccode.yml", publiccode(first, "MIT")],
    ["autre.yml", publiccode(second, "coopyleft")],
    ["okh.toml", 'okhv = "9"\n'],
  ].map(([name, text]) => {
    const path = info.outputPath(name as string);
    writeFileSync(path, text as string);
    return path;
  });
  const send = async () => {
    await page.goto("/ressources/importer");
    await page.getByLabel("Fichiers").setInputFiles(files);
    await page.getByRole("button", { name: "Lire et montrer" }).click();
    await expect(
      page.getByRole("heading", { name: "2 ressources lues, 1 fichier refusé" }),
    ).toBeFocused();
  };
  await send();
  await expect(page.getByText("Réservé aux coopératives", { exact: true })).toBeVisible();
  await expectAccessible(page, "import de ressources");
  await page.getByLabel(`Créer le brouillon de ${second}`).uncheck();
  await page.getByRole("button", { name: "Créer les brouillons cochés" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(first);
  await send();
  await expect(page.getByText(`${first} a les mêmes sources.`)).toBeVisible();
  await expect(page.getByLabel(`Créer le brouillon de ${first}`)).not.toBeChecked();
  await expect(page.getByLabel(`Créer le brouillon de ${second}`)).toBeChecked();
});
