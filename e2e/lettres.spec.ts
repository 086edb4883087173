import { readFileSync } from "node:fs";
import { today } from "@essaim/database/today";
import type { Page } from "@playwright/test";
import { createHouse, createMember } from "./support/accounts.ts";
import { expectAccessible } from "./support/axe.ts";
import { count, rows } from "./support/database.ts";
import { publicUrl } from "./support/environment.ts";
import { linkSentTo } from "./support/outbox.ts";
import { pixels } from "./support/records.ts";
import { expect, test } from "./support/session.ts";
import { daysFrom, uniqueWord } from "./support/words.ts";

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const press = (page: Page, name: string | RegExp) =>
  page
    .getByRole("button", { name, exact: typeof name === "string" })
    .first()
    .click();
const follow = (page: Page, name: string) =>
  page.getByRole("main").getByRole("link", { name, exact: true }).first().click();

test("Un partenaire a une page : ce qu’il donne et reçoit, la prochaine étape, un accord avec son fichier", async ({
  signedInAs,
}) => {
  const { organisationId } = await createHouse();
  const manager = await createMember(organisationId, "manager");
  const name = `Régie ${uniqueWord()}`;
  const page = await signedInAs(manager, { javaScriptEnabled: false });
  await page.goto("/partenaires/nouveau");
  await page.getByLabel("Nom", { exact: true }).fill(name);
  await page.getByLabel("Nature").selectOption("Association");
  await page.getByLabel("Acquis").check();
  await page.getByLabel("Ce qu’il donne").fill("Une salle le jeudi.");
  await page.getByLabel("Ce qu’il reçoit").fill("Un atelier par trimestre.");
  await page.getByLabel("Pour quand").fill(daysFrom(today(), -3));
  await press(page, "Enregistrer ce partenaire");
  await expect(page.getByRole("alert")).toContainText("Dites aussi ce qui est prévu ce jour-là.");
  await page.getByLabel("Prochaine étape").fill("Rappeler la directrice");
  await press(page, "Enregistrer ce partenaire");
  await expect(title(page)).toHaveText(name);
  await expect(page.getByRole("main")).toContainText("Une salle le jeudi.");
  await expect(page.getByText("En retard")).toBeVisible();

  await follow(page, "Noter un accord");
  await page.getByLabel("Signé le").fill("2026-02-01");
  await page.getByLabel("Jusqu’au").fill("2026-01-01");
  await press(page, "Noter cet accord");
  await expect(page.getByRole("alert")).toContainText("La fin ne peut pas précéder");
  await page.getByLabel("Ce que c’est").fill("Convention de prêt");
  await page.getByLabel("Jusqu’au").fill(daysFrom(today(), 30));
  await page
    .getByLabel("Fichier")
    .setInputFiles({ name: "convention.png", mimeType: "image/png", buffer: pixels });
  await press(page, "Noter cet accord");
  await expect(page.getByText("Se termine bientôt")).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "convention.png" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("convention.png");

  // It is corrected, with its file kept, then ended today.
  const agreement = page.getByRole("table").getByRole("row").filter({ hasText: "Convention" });
  await follow(page, "Modifier : Convention de prêt");
  await page.getByLabel("Ce que c’est").fill("Convention de prêt d’une salle");
  await page.getByLabel("Jusqu’au").fill("");
  await press(page, "Enregistrer");
  await expect(page.getByText("L’accord est enregistré.")).toBeVisible();
  await expect(agreement).toContainText("sans fin prévue");
  await expect(agreement).toContainText("convention.png");
  await follow(page, "Mettre fin : Convention de prêt d’une salle");
  await press(page, "Mettre fin");
  await expect(agreement).toContainText("Se termine bientôt");

  await page.goto("/partenaires?suite=en-retard&nature=association&statut=acquis");
  await expect(page.getByRole("main")).toContainText("Rappeler la directrice");
  await follow(page, name);
  await page.getByText("Retirer", { exact: false }).first().click();
  await press(page, /^Retirer pour de bon/);
  await expect(page.getByText("L’accord est retiré.")).toBeVisible();
  expect(await count("partner_agreement where organisation_id = $1", [organisationId])).toBe(0);
});

test("Des contacts sont collés, une lettre leur part ; qui se désinscrit sans script ne reçoit pas la suivante", async ({
  signedInAs,
  newVisitor,
}) => {
  test.slow();
  const { organisationId } = await createHouse();
  const editor = await createMember(organisationId, "editor");
  const word = uniqueWord().toLowerCase();
  const mail = (who: string) => `${who}.${word}@exemple.fr`;
  const page = await signedInAs(editor, { javaScriptEnabled: false });

  await page.goto("/contacts");
  await expect(page.getByText("Aucun contact pour l’instant")).toBeVisible();
  await follow(page, "En coller plusieurs");
  const paste = async (lines: string) => {
    await page.getByLabel("Contacts, un par ligne").fill(lines);
    await press(page, "Compter ces contacts");
  };
  await page.getByLabel("Genre").selectOption("Prescripteur");
  await page.getByLabel("D’où viennent ces adresses").fill("Réunion de rentrée");
  await page.getByLabel("Ils reçoivent nos lettres").check();
  await paste(
    `Ana Lopes <${mail("ana")}>\nBruno Petit; pas une adresse\nCléa Roux; ${mail("clea")}`,
  );
  await expect(page.getByText(/Ligne 2.*n’est pas une adresse complète/)).toBeVisible();
  expect(await count("contact where organisation_id = $1", [organisationId])).toBe(0);
  await expect(page.getByLabel("Contacts, un par ligne")).toHaveValue(/Ana Lopes/);
  await paste(
    `Ana Lopes <${mail("ana")}>\nBruno Petit; ${mail("bruno")}; 06 12 34 56 78\nCléa Roux; ${mail("clea")}`,
  );
  await expect(page.getByText("3 contacts à ajouter")).toBeVisible();
  expect(await count("contact where organisation_id = $1", [organisationId])).toBe(0);
  await press(page, "Ajouter 3 contacts");
  await expect(page.getByText("3 contacts ajoutés")).toBeVisible();
  // Those who are known are told and left; the rest is added.
  await paste(`Ana, encore <${mail("ana")}>\nDora <${mail("dora")}>`);
  await expect(page.getByText(/1\scontact à ajouter, 1 déjà connu/)).toBeVisible();
  await expect(page.getByLabel("Contacts, un par ligne")).toHaveValue(/Ana, encore/);
  await press(page, /^Ajouter 1\scontact$/);
  await expect(page.getByText(/1\scontact ajouté, 1 déjà connu/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Ana Lopes" })).toBeVisible();
  await follow(page, "Voir les contacts");
  await expect(page.getByText("4 contacts")).toBeVisible();
  // Whoever is added twice by hand is found where they are.
  await page.goto("/contacts/nouveau");
  await page.getByLabel("Nom", { exact: true }).fill("Dora, encore");
  await page.getByLabel("Genre").selectOption("Presse");
  await page.getByLabel("Adresse électronique").fill(mail("dora").toUpperCase());
  await page.getByLabel("D’où vient cette adresse").fill("Une autre liste");
  await press(page, "Enregistrer ce contact");
  await follow(page, "Voir le contact qui a cette adresse");
  await expect(title(page)).toHaveText("Dora");
  await page.getByText("Effacer ce contact…").click();
  await press(page, "Effacer pour de bon");
  const [csv] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Emporter cette liste en tableur" }).click(),
  ]);
  const sheet = readFileSync(await csv.path(), "utf8");
  expect(sheet).toContain(`Bruno Petit;${mail("bruno")}`);
  for (const column of ["Ce qui s’est dit", "Refusées le", "Comment redemandées"]) {
    expect(sheet.split("\n")[0]).toContain(column);
  }

  const write = async (subject: string) => {
    await page.goto("/lettres/nouvelle");
    await page.getByLabel("Objet").fill(subject);
    await page
      .getByLabel("Introduction")
      .fill("## Ce mois-ci\n\nUn **atelier**, [et son programme](https://exemple.fr/programme).");
    await press(page, "Enregistrer et relire");
    await expect(title(page)).toHaveText(subject);
  };
  const leave = async (addresses: number) => {
    await page.getByLabel("Prescripteur").check();
    await press(page, "Compter les adresses");
    await press(page, new RegExp(`^Envoyer à ${addresses} adresse`));
    await expect(title(page)).toHaveText("Envoi d’une lettre");
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole("main")).toContainText(
        new RegExp(`${addresses}\\smessages? envoyés?`),
        { timeout: 1_000 },
      );
    }).toPass();
    await follow(page, "Voir la lettre");
  };
  await write(`Nouvelles ${word}`);
  await expect(page.getByRole("heading", { name: "Ce mois-ci" })).toBeVisible();
  const file = async (name: string) => {
    const [kept] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name, exact: true }).click(),
    ]);
    return readFileSync(await kept.path(), "utf8");
  };
  const html = await file("HTML");
  expect(html).toContain("<strong>atelier</strong>");
  expect(html).not.toMatch(/<(img|script)/);
  expect(await file("Texte")).toContain("et son programme (https://exemple.fr/programme)");
  await follow(page, "Voir comme dans un message");
  await expect(title(page)).toHaveText(`Nouvelles ${word}`);
  await page.goBack();
  await press(page, "M’envoyer un essai");
  await expect(title(page)).toHaveText("Essai d’une lettre");
  await linkSentTo(editor.email, new RegExp(`\\[Essai\\] Nouvelles ${word}`));
  await expect(async () => {
    await page.reload();
    await follow(page, "Retour à la lettre");
  }).toPass();
  await leave(3);
  await expect(page.getByText("Partie le")).toBeVisible();
  await expect(page.getByRole("link", { name: "Modifier" })).toHaveCount(0);

  // Opening the link changes nothing: programmes of mail open links by themselves.
  const link = await linkSentTo(mail("bruno"), /\/lettre\/desinscription\/[\w.-]+/);
  const reader = await newVisitor({ javaScriptEnabled: false });
  const refusals = () => count("letter_refusal where organisation_id = $1", [organisationId]);
  await reader.goto(publicUrl + link);
  expect(await refusals()).toBe(0);
  await press(reader, "Ne plus les recevoir");
  await expect(title(reader)).toHaveText("C’est noté");
  expect(await refusals()).toBe(1);
  await reader.goto(publicUrl + link.replace("/lettre/", "/en/letter/"));
  await expect(title(reader)).toHaveText("Done");
  // A programme of mail does the same for its reader, from wherever it is, in either form (RFC 8058).
  const oneClick = await linkSentTo(mail("ana"), /\/lettre\/desinscription\/[\w.-]+/);
  const form = new FormData();
  form.set("List-Unsubscribe", "One-Click");
  for (const body of [form, new URLSearchParams("List-Unsubscribe=One-Click")]) {
    const answer = await fetch(publicUrl + oneClick, { method: "POST", body, redirect: "manual" });
    expect(answer.status).toBe(200);
  }
  expect(await refusals()).toBe(2);

  await write(`Suite ${word}`);
  await leave(1);
  await linkSentTo(mail("clea"), new RegExp(`Suite ${word}`));
  expect(
    await count(
      `newsletter_recipient r join newsletter n on n.id = r.newsletter_id
        where r.organisation_id = $1 and r.state = 'sent' and n.subject = $2`,
      [organisationId, `Suite ${word}`],
    ),
  ).toBe(1);

  // Whoever refused is not taken back without a word.
  await page.goto("/contacts?q=bruno");
  await follow(page, "Bruno Petit");
  await page.getByText("Effacer ce contact…").click();
  await press(page, "Effacer pour de bon");
  await expect(page.getByText("Le contact est effacé.")).toBeVisible();
  await page.goto("/contacts/nouveau");
  await page.getByLabel("Nom", { exact: true }).fill("Bruno Petit");
  await page.getByLabel("Genre").selectOption("Prescripteur");
  await page.getByLabel("Adresse électronique").fill(mail("bruno"));
  await page.getByLabel("D’où vient cette adresse").fill("Une autre liste");
  await page.getByLabel("Reçoit nos lettres").check();
  await press(page, "Enregistrer ce contact");
  await expect(page.getByRole("alert")).toContainText("Cette adresse a refusé vos lettres.");
});

test("Une lettre montre ce que l’on cherche parmi le public, et sa campagne la retrouve ; rien de ce qui est écrit ne se perd", async ({
  signedInAs,
}) => {
  const page = await signedInAs("editor", { javaScriptEnabled: false });
  const word = uniqueWord();
  await page.goto("/communication/nouvelle");
  await page.getByLabel("Nom de la campagne").fill(`Campagne ${word}`);
  await page.getByLabel("Premier jour").fill(today());
  await page.getByLabel("Dernier jour").fill(daysFrom(today(), 20));
  const pieces = page.getByRole("group", { name: "Contenus à ajouter" }).getByRole("checkbox");
  const piece = (await pieces.first().getAttribute("value")) ?? "";
  await pieces.first().check();
  await page.getByLabel("Chercher un contenu du média").fill("introuvable");
  // The Enter key looks for what was typed there.
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toContainText("Aucun autre contenu");
  await expect(page.getByLabel("Nom de la campagne")).toHaveValue(`Campagne ${word}`);
  await expect(page.locator(`input[value="${piece}"]`)).toBeChecked();
  await press(page, "Préparer cette campagne");
  await expect(title(page)).toHaveText(`Campagne ${word}`);
  expect(await count("campaign_piece where piece_id = $1", [piece])).toBeGreaterThan(0);

  await follow(page, "Écrire une lettre");
  await page.getByLabel("Objet").fill(`Nouvelles ${word}`);
  const shown = page.locator("#items li");
  await press(page, /^Ajouter : /);
  await expect(shown).toHaveCount(1);
  await shown.getByLabel("Vos mots").fill("À voir absolument");
  await page.getByLabel("Ajouter un contenu public").fill("introuvable");
  await press(page, "Chercher");
  await expect(page.getByRole("status")).toContainText("Rien de public");
  await expect(page.getByLabel("Objet")).toHaveValue(`Nouvelles ${word}`);
  await expect(shown.getByLabel("Vos mots")).toHaveValue("À voir absolument");
  // Enter in another field saves.
  await page.getByLabel("Objet").press("Enter");
  await expect(title(page)).toHaveText(`Nouvelles ${word}`);
  await expect(page.getByRole("article")).toContainText("À voir absolument");
  await follow(page, `Campagne ${word}`);
  await expect(page.getByRole("link", { name: `Nouvelles ${word}` })).toBeVisible();

  // Its campaign goes away while another is written: it is said beside the field.
  await follow(page, "Écrire une lettre");
  await page.getByLabel("Objet").fill(`Suite ${word}`);
  await rows("delete from campaign where name = $1", [`Campagne ${word}`]);
  await press(page, "Enregistrer et relire");
  await expect(page.getByRole("alert")).toContainText("Cette campagne n’existe plus");
  await expect(page.getByLabel("Objet")).toHaveValue(`Suite ${word}`);
  await press(page, "Enregistrer et relire");
  await expect(title(page)).toHaveText(`Suite ${word}`);
});

test("Ce qu’un autre note d’un contact pendant qu’on le modifie n’est pas perdu", async ({
  signedInAs,
}) => {
  const { organisationId } = await createHouse();
  const editor = await createMember(organisationId, "editor");
  const page = await signedInAs(editor);
  await page.goto("/contacts/nouveau");
  await page.getByLabel("Nom", { exact: true }).fill("Ana");
  await page.getByLabel("Genre").selectOption("Presse");
  await page
    .getByLabel("Adresse électronique")
    .fill(`ana.${uniqueWord().toLowerCase()}@exemple.fr`);
  await page.getByLabel("D’où vient cette adresse").fill("Carte");
  await press(page, "Enregistrer ce contact");
  await expect(title(page)).toHaveText("Ana");
  await expect(page.getByLabel("Comment elle les a redemandées")).toHaveCount(0);
  await rows("update contact set asked_again = 'Par téléphone' where organisation_id = $1", [
    organisationId,
  ]);
  await page.getByLabel("Fonction").fill("Rédactrice");
  await press(page, "Enregistrer");
  await expect(page.getByLabel("Comment elle les a redemandées")).toHaveValue("Par téléphone");
  await expect(page.getByLabel("Fonction")).toHaveValue("Rédactrice");
  await press(page, "Enregistrer");
  const both = "asked_again = 'Par téléphone' and role = 'Rédactrice'";
  await expect
    .poll(() => count(`contact where organisation_id = $1 and ${both}`, [organisationId]))
    .toBe(1);
});

test("Partenaires, contacts et lettres se lisent à 320 px, en clair et en sombre", async ({
  signedInAs,
}) => {
  test.slow();
  const page = await signedInAs("manager");
  for (const address of [
    "/partenaires",
    "/contacts",
    "/contacts/coller",
    "/contacts/nouveau",
    "/lettres",
    "/lettres/nouvelle",
  ]) {
    await page.goto(address);
    await expectAccessible(page, address);
  }
  for (const list of ["/partenaires", "/contacts", "/lettres"]) {
    await page.goto(list);
    await page.getByRole("main").getByRole("table").getByRole("link").first().click();
    await page.waitForURL(/[0-9a-f-]{36}$/);
    await expectAccessible(page, `une page de ${list}`);
  }
  await page.goto(`${page.url()}/apercu`);
  await expectAccessible(page, "une lettre comme dans un message");
});
