import { publicUrl } from "./support/environment.ts";
import { createActivity, publish } from "./support/records.ts";
import { expect, test } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

test("« livraision velo roubaix » trouve la bonne activité, sans JavaScript, puis se filtre", async ({
  newVisitor,
}) => {
  const page = await newVisitor({ javaScriptEnabled: false });
  await page.goto(publicUrl);
  await page.getByLabel("Que cherchez-vous à faire").fill("livraision velo roubaix");
  await page.getByRole("button", { name: "Rechercher", exact: true }).click();
  const results = page.getByRole("region", { name: "Résultats" });
  await expect(results).toContainText("Résultats pour « livraison », au lieu de « livraision ».");
  await expect(results.getByRole("article").first()).toContainText(
    "Livraison à vélo en coopérative",
  );

  await page
    .getByRole("navigation", { name: "Secteur" })
    .getByRole("link", { name: /^Livraison/ })
    .click();
  await expect(page).toHaveURL(/secteur=delivery/);
  for (const article of await results.getByRole("article").all())
    await expect(article).toContainText("Livraison");
  const chips = page.getByRole("list", { name: "Filtres actifs" });
  await chips.getByRole("link", { name: "Secteur : Livraison" }).click();
  await expect(page).not.toHaveURL(/secteur/);
  await expect(chips).toHaveCount(0);

  await page.getByLabel("Autour d’une commune").fill("ROUBAIX");
  await page.getByRole("button", { name: "Appliquer" }).click();
  await expect(chips).toContainText("Roubaix, à moins de 10 km");
  await expect(results.getByRole("article").first()).toContainText(
    "Livraison à vélo en coopérative",
  );
  await page.getByLabel("Autour d’une commune").fill("Nullepart-sur-Mer");
  await page.getByRole("button", { name: "Appliquer" }).click();
  await expect(page.getByRole("main")).toContainText(
    "Nous ne connaissons pas de commune « Nullepart-sur-Mer »",
  );
  await page.goto(`${publicUrl}/recherche?secteur=zzz`);
  await expect(page.getByRole("main")).toContainText(/Filtre laissé de côté, .*\s: Secteur\./);
  await expect(results.getByRole("article").first()).toBeVisible();
});

test("Un mot sans fin ne pousse pas la page d’un téléphone sur le côté", async ({ newVisitor }) => {
  const page = await newVisitor();
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(`${publicUrl}/recherche?q=${"x".repeat(400)}`);
  await expect(page.getByRole("main")).toContainText("Rien ne répond à");
  const { width } = (await page.getByText(/^Rien ne répond à/).boundingBox()) ?? {};
  expect(width).toBeLessThanOrEqual(320);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test("Avec JavaScript, un filtre change la liste en place, et son adresse", async ({
  newVisitor,
}) => {
  const page = await newVisitor();
  await page.goto(`${publicUrl}/activites`);
  const sector = page.getByRole("navigation", { name: "Secteur" });
  const food = sector.getByRole("link", { name: /^Alimentation/ });
  await food.click();
  await expect(page).toHaveURL(`${publicUrl}/activites?secteur=food`);
  await expect(food).toBeFocused();
  await expect(food).toHaveAttribute("aria-current", "true");
  await page.getByLabel("Trier par").selectOption("Fraîcheur");
  await expect(page).toHaveURL(`${publicUrl}/activites?secteur=food&tri=fraicheur`);
  await page.goBack();
  await expect(page).toHaveURL(`${publicUrl}/activites?secteur=food`);
});

test("Un groupe de synonymes ajouté par la rédaction sert à la recherche publique", async ({
  signedInAs,
  newVisitor,
}) => {
  const [word, other] = [uniqueWord(), uniqueWord()];
  const activity = await createActivity({ title: `Fabriquer des ${word}` });
  await publish(activity.path);
  const page = await signedInAs("editor");
  await page.goto("/annuaire/synonymes");
  const terms = page.getByLabel("Mots qui veulent dire la même chose");
  await terms.fill(word);
  await page.getByRole("button", { name: "Ajouter" }).click();
  await expect(page.getByRole("main")).toContainText(
    "Écrivez deux mots ou plus, avec une virgule entre eux.",
  );
  await terms.fill(`${other}, ${word}`);
  await page.getByRole("button", { name: "Ajouter" }).click();
  const group = page.getByRole("row", { name: other });
  await expect(group).toContainText(`« ${other} » trouve 1 fiche au lieu de 0.`);

  const visitor = await newVisitor({ javaScriptEnabled: false });
  await visitor.goto(`${publicUrl}/recherche?q=${other}`);
  await expect(visitor.getByRole("article")).toContainText(activity.title);

  await group.getByRole("link").click();
  await page.getByRole("button", { name: "Supprimer ce groupe" }).click();
  await expect(page.getByRole("main")).not.toContainText(other);
});
