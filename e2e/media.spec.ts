import type { Page } from "@playwright/test";
import { createHouse, createMember } from "./support/accounts.ts";
import { expectAccessible } from "./support/axe.ts";
import { row } from "./support/database.ts";
import { goodSubtitles } from "./support/media.ts";
import { pixels } from "./support/records.ts";
import { expect, test } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const press = (page: Page, name: string | RegExp) =>
  page
    .getByRole("button", { name, exact: typeof name === "string" })
    .first()
    .click();
const follow = (page: Page, name: string) =>
  page.getByRole("main").getByRole("link", { name, exact: true }).first().click();

/** Goes to another page of the same piece. */
const open = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Pages de ce contenu" }).getByRole("link", { name }).click();

/** What everybody reads of a piece; nothing when it is not public. */
const published = async (name: string) =>
  (
    await row<{ content: { title: string; credits: { name: string }[]; steps: unknown[] } | null }>(
      `select (select content from published_piece where id = p.id) as content
        from piece p where title = $1`,
      [name],
    )
  ).content;

const file = (name: string, text: string | Buffer, mimeType = "text/vtt") => ({
  name,
  mimeType,
  buffer: Buffer.from(text),
});

/** Moves a piece by the buttons of its page. */
async function move(page: Page, ...steps: string[]) {
  for (const step of steps) {
    await press(page, new RegExp(`^${step}`));
    await expect(page.getByText("L’étape est notée.")).toBeVisible();
  }
}

test("Une vidéo va de l’idée à la publication, une fois l’accord signé et les sous-titres vérifiés ; l’accord retiré la retire", async ({
  signedInAs,
}) => {
  const { organisationId } = await createHouse();
  const editor = await createMember(organisationId, "editor");
  const name = `Régler ses freins ${uniqueWord()}`;

  // Everything up to the publication goes without a script.
  const page = await signedInAs(editor, { javaScriptEnabled: false });
  await page.goto("/media");
  await expect(page.getByText("Aucun contenu pour l’instant")).toBeVisible();
  await follow(page, "Nouveau contenu");
  await press(page, "Noter cette idée");
  await expect(page.getByRole("alert")).toContainText("Choisissez ce que vous voulez faire.");
  await page.getByLabel("Vidéo").check();
  await page.getByLabel("Titre", { exact: true }).fill(name);
  await page.getByLabel("L’idée").fill("La question la plus posée à l’atelier.");
  await press(page, "Noter cette idée");
  await expect(title(page)).toHaveText(name);

  await follow(page, "Modifier");
  await page.getByLabel("Résumé").fill("Dix minutes, deux clés et un chiffon.");
  await page.getByLabel("Durée").fill("12");
  await page.getByText("Adresses où il se voit").click();
  await page.getByLabel("Plateforme").selectOption("PeerTube");
  await page.getByLabel("Adresse", { exact: true }).fill("https://tube.exemple.fr/w/freins");
  await page.getByLabel("En ligne depuis le").fill("2026-03-01");
  await press(page, "Enregistrer");
  await expect(page.getByRole("alert")).toContainText("par exemple 2:30");
  await page.getByLabel("Durée").fill("12:30");
  await press(page, "Enregistrer");
  await expect(title(page)).toHaveText(name);
  await expect(page.getByText("Donnez sa transcription")).toBeVisible();

  // Subtitles that no player would read are refused, and nothing of them is kept.
  await open(page, "Sous-titres et transcription");
  const send = async (text: string | Buffer) => {
    await page.getByLabel("Fichier de sous-titres").setInputFiles(file("freins.vtt", text));
    await press(page, "Vérifier et ajouter");
  };
  await send("WEBVTT\n\n00:05.000 --> 00:06.000\nB\n\n00:01.000 --> 00:02.000\nA\n");
  await expect(page.getByRole("alert")).toContainText("Ligne 6");
  await expect(page.getByText("Aucun sous-titre")).toBeVisible();
  await send(Buffer.from(goodSubtitles, "latin1"));
  await expect(page.getByText("Les sous-titres sont vérifiés et ajoutés.")).toBeVisible();
  await press(page, /^En faire la transcription/);
  await expect(page.getByLabel("Texte", { exact: true })).toHaveValue(
    /\[Nadia 0:01\] On commence par les patins\./,
  );

  // Somebody who is filmed agrees in writing, or nothing is published.
  await open(page, "Personnes et accords");
  await page.getByLabel("Nom", { exact: true }).fill("Nadia Benali");
  await page.getByLabel("Rôle").selectOption("Filmé·e");
  await page.getByLabel("Son accord écrit est nécessaire").uncheck();
  await press(page, "Ajouter");
  await open(page, "Contenu");
  for (const check of ["La musique", "Les images", "Une personne"]) {
    await press(page, new RegExp(`^C’est vérifié.*${check}`));
  }
  await expect(page.getByText("Il manque l’accord écrit de Nadia Benali.")).toBeVisible();
  await move(
    page,
    "Passer à l’écriture",
    "Passer au tournage",
    "Passer au montage",
    "Faire relire",
  );
  await expect(page.getByRole("button", { name: "Publier", exact: true })).toHaveCount(0);
  await page.getByRole("link", { name: /^Y aller/ }).click();
  await follow(page, "Nadia Benali");
  await page.getByLabel("Signé le").fill("2026-02-01");
  await press(page, "Noter l’accord");
  await expect(page.getByRole("alert")).toContainText("Joignez l’accord signé");
  await page.getByLabel("Signé le").fill("2026-02-01");
  await page.getByLabel("L’accord signé").setInputFiles(file("accord.png", pixels, "image/png"));
  await press(page, "Noter l’accord");
  await expect(page.getByText("L’accord est noté.")).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /accord\.png/ }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("accord.png");
  await follow(page, name);
  await expect(page.getByText("Tout est prêt.")).toBeVisible();
  expect(await published(name)).toBeNull();
  await press(page, "Publier");
  await expect(page.getByText("C’est publié")).toBeVisible();
  expect((await published(name))?.credits).toEqual([{ name: "Nadia Benali", role: "filmed" }]);

  // She changes her mind: the page says what will be lost, then it is.
  await open(page, "Personnes et accords");
  await follow(page, "Nadia Benali");
  await page.getByText("Noter le retrait de son accord").click();
  await expect(page.getByText("sera retiré tout de suite de la médiathèque")).toBeVisible();
  await press(page, "Retirer son accord");
  await expect(page.getByText("le contenu est retiré de la médiathèque publique")).toBeVisible();
  expect(await published(name)).toBeNull();

  await page.goto("/media?etape=editing");
  const column = page.getByRole("region", { name: "Montage" });
  await expect(column.getByRole("link", { name })).toBeVisible();
  await column.getByRole("button", { name: `Faire relire : ${name}` }).click();
  await expect(page.getByText("L’étape est notée.")).toBeVisible();
});

test("Un tutoriel s’écrit pas à pas, avec ses images et ce qu’il a coûté ; un nom retiré quitte sa page", async ({
  signedInAs,
}) => {
  const { organisationId } = await createHouse();
  const manager = await createMember(organisationId, "manager");
  const name = `Changer une chambre à air ${uniqueWord()}`;
  const page = await signedInAs(manager);
  await page.goto("/media/nouveau");
  await page.getByLabel("Tutoriel").check();
  await page.getByLabel("Titre", { exact: true }).fill(name);
  await press(page, "Noter cette idée");
  await expect(title(page)).toHaveText(name);
  await open(page, "Images");
  for (const alt of ["Une roue posée à plat", "Un démonte-pneu"]) {
    await page.getByLabel("Image", { exact: true }).setInputFiles({
      name: "roue.png",
      mimeType: "image/png",
      buffer: Buffer.from(pixels),
    });
    await page.getByLabel("Ce que montre l’image").fill(alt);
    await press(page, "Ajouter l’image");
    await expect(page.getByAltText(alt)).toBeVisible();
  }
  await follow(page, "modifier le contenu");
  await page.getByLabel("Résumé").fill("Avec deux démonte-pneus.");
  await page.getByLabel("Ce que l’on fait").first().fill("Démonter la roue");
  await page.getByLabel("Comment").first().fill("Desserrez **l’axe**.");
  await page.getByLabel("Minutes").first().fill("5");
  await page.getByLabel("Première image").first().selectOption("Un démonte-pneu");
  await page.getByLabel("Deuxième image").first().selectOption("Une roue posée à plat");
  await page.getByLabel("Ce que l’on fait").nth(1).fill("Sortir la chambre");
  await press(page, "Enregistrer");
  await expect(page.getByRole("heading", { name: "1. Démonter la roue" })).toBeVisible();
  // In the order of the step, which is not that of the images.
  await expect(page.getByRole("main").locator("li img")).toHaveCount(2);
  await expect(page.getByRole("main").locator("li img").first()).toHaveAttribute(
    "alt",
    "Un démonte-pneu",
  );

  await open(page, "Personnes et accords");
  await page.getByLabel("Nom", { exact: true }).fill("Yanis Morel");
  await page.getByLabel("Rôle").selectOption("Écriture");
  await page.getByLabel("Son accord écrit est nécessaire").uncheck();
  await press(page, "Ajouter");
  await expect(page.getByRole("row", { name: /Yanis Morel/ })).toContainText("Pas nécessaire");
  await open(page, "Contenu");
  await press(page, /^C’est vérifié.*Les images/);
  await expect(page.getByText("La vérification est notée.")).toBeVisible();
  await press(page, /^C’est vérifié.*Une personne/);
  await expect(page.getByText("Tout est prêt\u202f: faites-le relire")).toBeVisible();
  await move(page, "Passer à l’écriture", "Passer au montage", "Faire relire");
  await press(page, "Publier");
  await expect(page.getByText("C’est publié")).toBeVisible();
  expect(await published(name)).toMatchObject({
    credits: [{ name: "Yanis Morel" }],
    steps: [
      { minutes: 5, imageIds: [expect.any(String), expect.any(String)] },
      { minutes: null, imageIds: [] },
    ],
  });

  // Its cost is followed from both ends.
  await follow(page, "Noter une dépense");
  await page.getByLabel("En quelques mots").fill("Photographies");
  await page.getByLabel("Compte", { exact: true }).fill("611");
  await page
    .getByLabel(/^Montant/)
    .first()
    .fill("120");
  await press(page, "Enregistrer cette dépense");
  await page.getByRole("main").getByRole("link", { name, exact: true }).click();
  const cost = page.getByRole("region", { name: "Ce qu’il a coûté" });
  await expect(cost).toContainText("Photographies");
  await expect(cost).toContainText("120,00");

  // Who only made it leaves the credits alone.
  await open(page, "Personnes et accords");
  await follow(page, "Yanis Morel");
  await page.getByText("Noter le retrait de son accord").click();
  await expect(page.getByText("Son nom quittera tout de suite la page publique.")).toBeVisible();
  await press(page, "Retirer son accord");
  await expect(page.getByText("le nom a quitté la page publique")).toBeVisible();
  expect(await published(name)).toMatchObject({ title: name, credits: [] });
});

test("Là où l’on relit à deux, une autre personne lit tout ce qui a changé et ne publie que cela", async ({
  signedInAs,
}) => {
  const { organisationId } = await createHouse();
  await row("update organisation set needs_review = true where id = $1 returning id", [
    organisationId,
  ]);
  const author = await signedInAs(await createMember(organisationId, "editor"), {
    javaScriptEnabled: false,
  });
  const reader = await signedInAs(await createMember(organisationId, "manager"));
  const name = `Porter des fleurs ${uniqueWord()}`;
  await author.goto("/media/nouveau");
  await author.getByLabel("Article").check();
  await author.getByLabel("Titre", { exact: true }).fill(name);
  await press(author, "Noter cette idée");
  await follow(author, "Modifier");
  await author.getByLabel("Résumé").fill("Sans les froisser.");
  await author.locator("[name=body]").fill("Un seau d’eau au fond de la caisse.");
  await press(author, "Enregistrer");
  await open(author, "Personnes et accords");
  await author.getByLabel("Nom", { exact: true }).fill("Yanis Morel");
  await author.getByLabel("Rôle").selectOption("Écriture");
  await author.getByLabel("Son accord écrit est nécessaire").uncheck();
  await press(author, "Ajouter");
  await open(author, "Contenu");
  await press(author, /^C’est vérifié.*Les images/);
  await press(author, /^C’est vérifié.*Une personne/);
  await move(author, "Passer à l’écriture", "Passer au montage", "Faire relire");
  await expect(author.getByText("vous avez écrit ce contenu")).toBeVisible();
  await expect(author.getByRole("button", { name: "Publier", exact: true })).toHaveCount(0);
  const piecePath = new URL(author.url()).pathname;

  await reader.goto(`${piecePath}/versions`);
  const toRead = reader.getByRole("region", { name: "À relire avant de publier" });
  await expect(toRead).toContainText("Rien n’en est encore public");
  await press(reader, "Publier");
  await expect(reader.getByText("C’est publié")).toBeVisible();

  // The text, what is said and its subtitles change; one person reads all three in one place.
  await author.goto(`${piecePath}/modifier`);
  await author.locator("[name=body]").fill("Un seau d’eau tiède au fond de la caisse.");
  await press(author, "Enregistrer");
  await open(author, "Sous-titres et transcription");
  await author
    .getByLabel("Fichier de sous-titres")
    .setInputFiles(file("fleurs.vtt", goodSubtitles));
  await press(author, "Vérifier et ajouter");
  // A file that is no text is refused in one sentence, and what was typed is kept.
  const transcript = author.getByLabel("Texte", { exact: true });
  await transcript.fill("[Nadia] À retaper.");
  const fromFile = author.getByLabel("Ou un fichier de texte");
  await fromFile.setInputFiles(file("dit.txt", Buffer.from(pixels), "text/plain"));
  await press(author, "Enregistrer la transcription");
  await expect(author.getByRole("alert")).toContainText("n’est pas du texte lisible");
  await expect(transcript).toHaveValue("[Nadia] À retaper.");
  // Written by an older machine, it is read all the same.
  const dit = Buffer.from("[Nadia] Où étiez-vous, Zoé\u00a0?", "latin1");
  await fromFile.setInputFiles(file("dit.txt", dit, "text/plain"));
  await press(author, "Enregistrer la transcription");
  await expect(transcript).toHaveValue(/^\[Nadia\] Où étiez-vous, Zoé\s\?$/);
  await transcript.fill("[Nadia] On commence par les tulipes.");
  await press(author, "Enregistrer la transcription");
  await expect(author.getByText("La transcription est enregistrée.")).toBeVisible();
  await reader.goto(piecePath);
  await follow(reader, "Voir ce qui a changé depuis sa publication");
  await expect(toRead.getByRole("term")).toHaveText(["Texte", "Transcription", "Sous-titres"]);
  await expect(toRead).toContainText("tiède");
  await expect(toRead).toContainText("On commence par les tulipes.");
  await expectAccessible(reader);

  // What changes while it is read is not published unread.
  await author
    .getByLabel("Fichier de sous-titres")
    .setInputFiles(file("fleurs.vtt", goodSubtitles.replace("retend le câble", "noue le ruban")));
  await press(author, "Vérifier et ajouter");
  await expect(author.getByText("Les sous-titres sont vérifiés et ajoutés.")).toBeVisible();
  await press(reader, "Publier les modifications");
  await expect(reader.getByRole("alert")).toContainText("a changé pendant que vous le lisiez");
  await expect(toRead).toContainText("noue le ruban");
  expect(JSON.stringify(await published(name))).not.toContain("tulipes");
  await press(reader, "Publier les modifications");
  await expect(reader.getByText("C’est publié")).toBeVisible();
  expect(await published(name)).toMatchObject({
    body: "Un seau d’eau tiède au fond de la caisse.",
    transcript: [{ speaker: "Nadia", text: "On commence par les tulipes." }],
    subtitles: [{ language: "fr", vtt: expect.stringContaining("noue le ruban") }],
  });

  // And the author comes back to what it said, as one more version to be read.
  await open(author, "Versions");
  await author.getByText("Revenir à cette version…").last().click();
  await press(author, /^Revenir à la version/);
  await expect(author.getByText("Le contenu dit de nouveau ce qu’il disait alors.")).toBeVisible();
  await expect(author.getByText("vous avez écrit ce contenu")).toBeVisible();
});
