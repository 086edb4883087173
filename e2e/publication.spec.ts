import type { Page } from "@playwright/test";
import { createHouse, createMember } from "./support/accounts.ts";
import { row } from "./support/database.ts";
import { publicUrl } from "./support/environment.ts";
import { pixels } from "./support/records.ts";
import { expect, test } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("Une rédactrice écrit, une collègue relit, renvoie puis publie ; l’historique dit tout et ramène en arrière", async ({
  signedInAs,
  newVisitor,
}) => {
  const house = await createHouse();
  const [writer, reader] = [
    await createMember(house.organisationId, "editor"),
    await createMember(house.organisationId, "manager"),
  ];
  const name = `Compost ${uniqueWord()}`;

  const admin = await signedInAs(house.admin);
  await admin.goto("/administration/organisation");
  await admin.getByLabel("Faire relire chaque fiche").check();
  await press(admin, "Enregistrer");
  await expect(admin.getByText("est enregistrée")).toBeVisible();

  // She writes, and may not publish what she wrote.
  const page = await signedInAs(writer, { javaScriptEnabled: false });
  await page.goto("/activites/nouvelle");
  await page.getByLabel("Titre", { exact: true }).fill(name);
  await page.getByLabel("Résumé", { exact: true }).fill("Collecter les épluchures du quartier.");
  await page.getByLabel("Secteur").selectOption("Jardin");
  await page.getByLabel("Ce qui plaide pour").fill("Presque rien à acheter.");
  await page.getByLabel("Ce qu’il faut savoir avant").fill("L’odeur, en été.");
  await press(page, "Créer le brouillon");
  await expect(title(page)).toHaveText(name);
  await expect(page.getByRole("button", { name: "Publier", exact: true })).toHaveCount(0);
  await page.getByLabel("Un mot pour qui relira").fill("Le résumé te va ?");
  await press(page, "Demander une relecture");
  await expect(page.getByText("La relecture est demandée")).toBeVisible();

  // The second one finds it from her front page, and sends it back.
  const second = await signedInAs(reader);
  await second.goto("/");
  await second.getByRole("link", { name: /fiche de l’annuaire à relire/ }).click();
  await expect(title(second)).toHaveText("À relire");
  await expect(second.getByText("Le résumé te va ?")).toBeVisible();
  await second.getByRole("link", { name }).click();
  await second.getByText("Renvoyer avec un commentaire").click();
  await second.getByLabel("Ce qu’il faut revoir").fill("Dites combien de seaux.");
  await press(second, "Renvoyer");
  await expect(second.getByText("La fiche est renvoyée")).toBeVisible();

  await page.goto("/");
  await page.getByRole("link", { name, exact: true }).first().click();
  await expect(page.getByText("Dites combien de seaux.")).toBeVisible();
  await page.getByRole("link", { name: "Modifier" }).click();
  await page.getByLabel("Résumé", { exact: true }).fill("Collecter dix seaux d’épluchures.");
  await press(page, "Enregistrer");
  await press(page, "Demander une relecture");
  await expect(page.getByRole("button", { name: "Demander une relecture" })).toBeHidden();

  await second.reload();
  await press(second, "Publier");
  await expect(second.getByText("C’est publié")).toBeVisible();
  const { slug } = await row<{ slug: string }>("select slug from activity where title = $1", [
    name,
  ]);
  const address = `${publicUrl}/activites/${slug}`;
  const visitor = await newVisitor({ javaScriptEnabled: false });
  await visitor.goto(address);
  await expect(visitor.getByText("Collecter dix seaux d’épluchures.")).toBeVisible();

  // What is changed next is hers until somebody publishes it.
  await page.getByRole("link", { name: "Modifier" }).click();
  await page.getByLabel("Résumé", { exact: true }).fill("Collecter vingt seaux d’épluchures.");
  await press(page, "Enregistrer");
  const changes = page.getByRole("region", { name: "Modifications non publiées" });
  await expect(changes.locator("del")).toContainText("dix");
  await expect(changes.locator("ins")).toContainText("vingt");
  await visitor.reload();
  await expect(visitor.getByText("Collecter dix seaux d’épluchures.")).toBeVisible();
  await press(page, "Aperçu");
  const preview = await page
    .getByRole("link", { name: "Voir la page comme le public la verra" })
    .getAttribute("href");
  const looking = await newVisitor({ javaScriptEnabled: false });
  await looking.goto(preview ?? "");
  await expect(looking.getByText("Collecter vingt seaux d’épluchures.")).toBeVisible();
  await expect(looking.getByRole("note")).toContainText("n’est pas publiée ainsi");

  await second.reload();
  await second.getByLabel("Ce qui change").first().fill("Deux fois plus de seaux");
  await press(second, "Publier les modifications");
  await expect(second.getByText("C’est publié")).toBeVisible();

  // Soon everybody reads it, and what it was.
  await expect(async () => {
    await visitor.reload();
    await expect(visitor.getByText("Collecter vingt seaux d’épluchures.")).toBeVisible({
      timeout: 100,
    });
  }).toPass();
  await visitor.getByRole("link", { name: "Historique de cette fiche" }).click();
  await expect(visitor.getByText("Deux fois plus de seaux")).toBeVisible();
  await expect(visitor.locator("del")).toContainText("dix");
  await expect(visitor.getByRole("main")).not.toContainText(writer.fullName);
  await expect(visitor.getByRole("main")).not.toContainText(reader.fullName);

  // And back.
  await second.getByRole("link", { name: "Historique" }).click();
  await second.getByText("Revenir à cette version…").click();
  await press(second, "Revenir à la version 1");
  await expect(
    second.getByText("La fiche dit de nouveau ce que disait cette version"),
  ).toBeVisible();
  await visitor.goto(address);
  await expect(visitor.getByText("Collecter dix seaux d’épluchures.")).toBeVisible();
});

test("Une publication se programme, s’annule, et attend qu’on la redemande après une modification", async ({
  signedInAs,
}) => {
  const house = await createHouse();
  const page = await signedInAs(await createMember(house.organisationId, "editor"));
  const name = `Ruche ${uniqueWord()}`;
  await page.goto("/ressources/nouvelle");
  await page.getByLabel("Nom", { exact: true }).fill(name);
  await page.getByLabel("Logiciel").check();
  await page.getByLabel("Résumé", { exact: true }).fill("Un logiciel pour les apiculteurs.");
  await press(page, "Créer le brouillon");
  await page.getByText("Programmer la publication").click();
  await page.getByLabel("Jour").fill("2001-01-01");
  await page.getByLabel("Heure, à Paris").fill("09:00");
  await press(page, "Programmer");
  await expect(page.getByText("Ce moment est passé")).toBeVisible();
  await expect(page.getByLabel(/^(Jour|Heure, à Paris)$/).and(page.locator(":focus"))).toHaveCount(
    1,
  );
  const tomorrow = new Date(Date.now() + 26 * 3_600_000).toISOString().slice(0, 10);
  await page.getByLabel("Jour").fill(tomorrow);
  await press(page, "Programmer");
  await expect(page.getByText(/^Publication programmée le /)).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "programmée" })).toBeFocused();
  await expect(page.getByLabel("Jour")).toBeHidden();
  await page.goto("/ressources");
  await expect(page.getByText(/^Programmée le /)).toBeVisible();
  await page.getByRole("link", { name }).click();
  await page.getByRole("link", { name: "Modifier" }).click();
  await page.getByLabel("Résumé", { exact: true }).fill("Un logiciel pour les apicultrices.");
  await press(page, "Enregistrer");
  await expect(page.getByText("La publication programmée n’a plus cours")).toBeVisible();
  await press(page, "Oublier cette programmation");
  await expect(page.getByText("La programmation est annulée")).toBeVisible();
});

test("Une image s’ajoute avec ses mots, refaite, et le public la voit une fois la fiche publiée", async ({
  signedInAs,
  newVisitor,
}) => {
  const house = await createHouse();
  const page = await signedInAs(await createMember(house.organisationId, "editor"));
  const name = `Four ${uniqueWord()}`;
  await page.goto("/ressources/nouvelle");
  await page.getByLabel("Nom", { exact: true }).fill(name);
  await page.getByLabel("Matériel").check();
  await page.getByLabel("Résumé", { exact: true }).fill("Un four solaire.");
  await press(page, "Créer le brouillon");
  await page.getByRole("link", { name: "Images", exact: true }).click();
  const image = { name: "four.png", mimeType: "image/png", buffer: pixels };
  await page.getByLabel("Image", { exact: true }).setInputFiles(image);
  await press(page, "Ajouter l’image");
  await expect(page.getByRole("alert")).toContainText("Dites ce que montre l’image");
  await page.getByLabel("Image", { exact: true }).setInputFiles({
    ...image,
    buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
  });
  await page.getByLabel("Ce que montre l’image").fill("Un four ouvert, au soleil");
  await press(page, "Ajouter l’image");
  await expect(page.getByRole("alert")).toContainText("n’est pas une image");
  await page.getByLabel("Image", { exact: true }).setInputFiles(image);
  await press(page, "Ajouter l’image");
  await expect(page.getByText("L’image est ajoutée")).toBeVisible();
  await expect(page.getByRole("img", { name: "Un four ouvert, au soleil" })).toBeVisible();

  await page.getByRole("link", { name }).click();
  await press(page, "Publier");
  await expect(page.getByText("C’est publié")).toBeVisible();
  const { slug } = await row<{ slug: string }>("select slug from open_resource where name = $1", [
    name,
  ]);
  const visitor = await newVisitor({ javaScriptEnabled: false });
  await visitor.goto(`${publicUrl}/ressources/${slug}`);
  const shown = visitor.getByRole("img", { name: "Un four ouvert, au soleil" });
  const src = await shown.getAttribute("src");
  const answer = await visitor.request.get(publicUrl + src);
  expect(answer.status()).toBe(200);
  expect(answer.headers()).toMatchObject({ "content-type": "image/webp" });
  expect(answer.headers()["cache-control"]).toContain("immutable");

  await press(page, "Retirer de l’annuaire");
  await expect(page.getByText("C’est retiré")).toBeVisible();
  expect((await visitor.request.get(publicUrl + src)).status()).toBe(404);
});
