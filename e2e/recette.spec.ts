import { row } from "./support/database.ts";
import { publicUrl } from "./support/environment.ts";
import { expect, test } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

test("Une recette s’écrit sans JavaScript, étape par étape, et se lit dans les deux langues", async ({
  signedInAs,
  newVisitor,
}) => {
  const word = uniqueWord();
  const name = `Réparer des outils ${word}`;
  const page = await signedInAs("editor", { javaScriptEnabled: false });
  const save = (button: string) => page.getByRole("button", { name: button, exact: true }).click();
  const step = (number: number) =>
    page.getByRole("group", { name: `Étape ${number}`, exact: true });
  const folded = (title: string) => page.locator("summary", { hasText: title }).click();

  await page.goto("/activites/nouvelle");
  await page.getByLabel("Titre").fill(name);
  await page.getByLabel("Résumé").fill("Remettre en service des outils de jardin.");
  await page.getByLabel("Secteur").selectOption("Fabrication");
  await page.getByLabel("Maturité").selectOption({ value: "tried" });
  await page.getByLabel("Coût par mois, au moins").fill("0");
  await page.getByLabel("Coût par mois, au plus").fill("80");
  await page.getByLabel("Personnes, au moins").fill("2");
  await page.getByLabel("Premier revenu, au plus tôt").fill("1");
  await page.getByLabel("Premier revenu, au plus tard").fill("3");
  await page.getByLabel("Compétences").fill("Affûtage, affutage, soudure");
  await page.getByLabel("Association").check();
  await page.getByLabel("Ce qui plaide pour").fill("Peu d’argent.");
  await page.getByLabel("Ce qu’il faut savoir avant").fill("Du poids à porter.");
  await step(1).getByLabel("Ce que l’on fait").fill("Ouvrir un samedi");
  await step(1).getByLabel("Durée (jours)").fill("0,5");
  await step(2).getByLabel("Ce que l’on fait").fill("Récolter vingt outils");
  await step(2).getByLabel("Durée (jours)").fill("21");
  await step(2).getByLabel("Outils").fill("Une remorque");
  await folded("Exemples chiffrés");
  const figure = page.getByRole("group", { name: "Exemple 1" });
  await figure.getByLabel("De quoi").fill("Loyer d’un garage");
  await figure.getByLabel("Montant").fill("90");
  await folded("Traduction en anglais");
  await page.getByLabel("Title").fill(`Repair tools ${word}`);
  await save("Créer le brouillon");

  // Everything that is wrong is said at once, and what was folded away is open again.
  const errors = page.getByRole("alert");
  await expect(errors).toContainText("Indiquez aussi le nombre le plus grand");
  await expect(errors).toContainText("Un montant sans son année ne dit rien.");
  await expect(errors).toContainText("Traduisez aussi le résumé.");
  await expect(figure.getByLabel("Année")).toBeVisible();
  await expect(page.getByLabel("Association")).toBeChecked();
  await page.getByLabel("Personnes, au plus").fill("5");
  await figure.getByLabel("Année").fill("2025");
  await page.getByLabel("Summary").fill("Put garden tools back to work.");

  // Harvest before opening: the second step goes up.
  await page.getByRole("button", { name: "Monter Étape 2" }).click();
  await expect(step(1).getByLabel("Ce que l’on fait")).toHaveValue("Récolter vingt outils");
  await expect(step(2).getByLabel("Durée (jours)")).toHaveValue("0,5");
  await save("Créer le brouillon");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(page.getByRole("main")).toContainText("affûtage, soudure");
  await save("Publier");
  await expect(page.getByText("C’est publié")).toBeVisible();

  const { slug } = await row<{ slug: string }>("select slug from activity where title = $1", [
    name,
  ]);
  const reader = await newVisitor({ javaScriptEnabled: false });
  const refused: string[] = [];
  reader.on("console", (message) => refused.push(message.text()));
  await reader.goto(`${publicUrl}/activites/${slug}`);
  const shown = reader.getByRole("main");
  const steps = shown.getByRole("region", { name: "Étape par étape" }).getByRole("listitem");
  await expect(steps.first()).toContainText("Récolter vingt outils");
  await expect(steps.first()).toContainText("3 semaines. Outils : Une remorque");
  for (const said of [
    "En tout : 21,5 jours.",
    "jusqu’à 80 €",
    "2 à 5 personnes",
    "1 à 3 mois",
    "Essayée",
    "90 € en 2025",
    "Confirmée le",
  ])
    await expect(shown).toContainText(said);

  // Search engines read the same thing, from a block that no browser runs.
  const told = await reader.locator('script[type="application/ld+json"]').textContent();
  expect(JSON.parse(told ?? "")["@graph"][0]).toMatchObject({
    "@type": "HowTo",
    name,
    totalTime: "P21DT12H",
  });
  expect(refused).toEqual([]);

  await reader.goto(`${publicUrl}/en/activities/${slug}`);
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText(`Repair tools ${word}`);
  await expect(shown).toContainText("This record is partly translated");
  await expect(shown.locator('[lang="fr"]', { hasText: "Du poids à porter." })).toBeVisible();
});
