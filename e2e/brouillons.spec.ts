import { today } from "@essaim/database/today";
import type { Page } from "@playwright/test";
import { row, rows } from "./support/database.ts";
import { staffUrl } from "./support/environment.ts";
import { coachIdOf, createWorker, forms, send } from "./support/records.ts";
import { addSession, expect, openSession, sessionOf, test } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

const main = (page: Page) => page.getByRole("main");
const minutes = (page: Page) => page.getByRole("textbox", { name: "Compte rendu" });
const kept = (page: Page) => page.getByText(/^Brouillon gardé à/);
const save = "Enregistrer le compte rendu";

/** An appointment of today with a new person, that the demonstration's coach has to tell. */
async function appointment() {
  const worker = await createWorker();
  const coachId = await coachIdOf();
  await send("coach", `${worker.path}/rendez-vous/nouveau`, {
    ...forms.appointment(coachId),
    heldOn: today(),
    startTime: "07:15",
    bookAnyway: "on",
  });
  const { id } = await row<{ id: string }>("select id from meeting where worker_id = $1", [
    worker.id,
  ]);
  return { worker, path: `/rendez-vous/${id}/compte-rendu` };
}

const draftOf = (path: string) =>
  rows<{ summary: string }>("select fields ->> 'summary' as summary from draft where form = $1", [
    path,
  ]);

test("Un brouillon se rouvre dans son formulaire, avec ou sans script, et reste jusqu’à ce qu’on le remplace", async ({
  signedInAs,
  newVisitor,
}) => {
  const { worker, path } = await appointment();
  const page = await signedInAs("coach");
  await page.goto(path);
  const text = `Commencé hier, ${uniqueWord()}.`;
  await minutes(page).fill(text);
  await expect(kept(page)).toBeInViewport();
  await page.goto("/");
  const line = main(page).getByRole("listitem").filter({ hasText: worker.name }).first();
  await expect(line).toContainText("brouillon commencé");
  await line.getByRole("link", { name: /^Raconter/ }).click();
  await expect(main(page).getByText(/^Brouillon du .* repris/)).toBeVisible();
  await expect(minutes(page)).toHaveValue(text);
  // One key later, the draft holds what was there, and the key.
  await minutes(page).press("End");
  await minutes(page).pressSequentially(" Suite");
  await expect.poll(() => draftOf(path)).toEqual([{ summary: `${text} Suite` }]);

  const plain = await newVisitor({ javaScriptEnabled: false });
  await addSession(plain, await sessionOf("coach"));
  await plain.goto(path);
  await expect(minutes(plain)).toHaveValue(`${text} Suite`);
  await plain.getByRole("link", { name: "Repartir de zéro" }).click();
  await expect(minutes(plain)).toHaveValue("");
  expect(await draftOf(path)).toHaveLength(1);
  await plain.getByRole("link", { name: "Le reprendre" }).click();
  await expect(minutes(plain)).toHaveValue(`${text} Suite`);

  await page.getByRole("link", { name: "Repartir de zéro" }).click();
  await expect(minutes(page)).toHaveValue("");
  await expect(main(page).getByText(/est gardé tant que vous n’écrivez rien ici/)).toBeVisible();
  await minutes(page).fill("Autre chose.");
  await expect.poll(() => draftOf(path)).toEqual([{ summary: "Autre chose." }]);
  await page.getByRole("button", { name: save }).click();
  await expect(main(page)).toContainText(`rencontre avec ${worker.name} est enregistré`);
  expect(await draftOf(path)).toEqual([]);
});

test("Le brouillon d’un autre appareil n’est pas remplacé par un formulaire qui ne l’a pas montré", async ({
  signedInAs,
}) => {
  const { path } = await appointment();
  const office = await signedInAs("coach");
  const telephone = await signedInAs("coach");
  for (const page of [office, telephone]) await page.goto(path);
  await telephone.waitForLoadState("networkidle");
  await office.waitForLoadState("networkidle");
  await minutes(telephone).fill("Écrit au téléphone.");
  await expect(kept(telephone)).toBeVisible();
  await minutes(office).fill("Écrit au bureau.");
  await expect(main(office).getByText(/^Un autre brouillon de ce formulaire/)).toBeVisible();
  expect(await draftOf(path)).toEqual([{ summary: "Écrit au téléphone." }]);
  // What stayed here is the latest: it opens, and the other one is one click away.
  await office.reload();
  await expect(minutes(office)).toHaveValue("Écrit au bureau.");
  await office.getByRole("button", { name: /^Voir plutôt celui du/ }).click();
  await expect(minutes(office)).toHaveValue("Écrit au téléphone.");
});

test("Connexion perdue : le formulaire reste, et se renvoie quand elle revient", async ({
  signedInAs,
}) => {
  const worker = await createWorker();
  const page = await signedInAs("coach");
  await page.goto(`${worker.path}/modifier`);
  await page.waitForLoadState("networkidle");
  await page.getByLabel("Prénom").fill("Ornella");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await expect(page.getByText(/^Connexion perdue\u202f: votre texte est gardé/)).toBeVisible();
  await expect(page.getByLabel("Prénom")).toHaveValue("Ornella");
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await expect(main(page).getByText(`La fiche d’Ornella ${worker.familyName}`)).toBeVisible();
});

test("Une requête qui n’aboutit pas dit la vérité, et ramène le texte", async ({ signedInAs }) => {
  const worker = await createWorker();
  const page = await signedInAs("coach");
  await page.goto(`${worker.path}/modifier`);
  await page.waitForLoadState("networkidle");
  await page.getByLabel("Prénom").fill("Ornella");
  // The browser believes that it is online: a hotel's wifi, a tunnel.
  await page.route("**/*.data*", (route) =>
    route.request().method() === "POST" ? route.abort("connectionreset") : route.fallback(),
  );
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Connexion perdue");
  await expect(main(page)).not.toContainText("incident");
  await expect(main(page)).toContainText("Ornella");
  await page.unroute("**/*.data*");
  await page.getByRole("link", { name: "Revenir au formulaire" }).click();
  await expect(page.getByLabel("Prénom")).toHaveValue("Ornella");
  await expect(main(page)).toContainText("Votre texte est de nouveau dans le formulaire");
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await expect(main(page).getByText(`La fiche d’Ornella ${worker.familyName}`)).toBeVisible();
});

test("Session finie : on se reconnecte, et le formulaire revient avec son texte", async ({
  newVisitor,
}) => {
  const worker = await createWorker();
  const page = await newVisitor();
  const end = () => page.context().clearCookies();
  const signIn = async () => {
    await page.getByRole("link", { name: "Se reconnecter" }).click();
    await page.getByLabel("Adresse électronique").fill("coach@essaim.test");
    await page.getByLabel("Mot de passe", { exact: true }).fill("essaim-demo-2026");
    await page.getByRole("button", { name: "Se connecter" }).click();
  };

  await test.step("un compte rendu", async () => {
    await addSession(page, await openSession("coach@essaim.test"));
    const address = `${worker.path}/comptes-rendus/nouveau`;
    await page.goto(address);
    await page.waitForLoadState("networkidle");
    const text = `Une heure d’échanges, ${uniqueWord()}.`;
    await minutes(page).fill(text);
    await end();
    await page.getByRole("button", { name: save }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Votre session a expiré");
    await expect(page.getByRole("banner")).toContainText("Essaim");
    await signIn();
    await expect(page).toHaveURL(`${staffUrl}${address}`);
    await expect(minutes(page)).toHaveValue(text);
  });

  await test.step("une fiche", async () => {
    const address = `${worker.path}/modifier`;
    await page.goto(address);
    await page.waitForLoadState("networkidle");
    await page.getByLabel("Prénom").fill("Ornella");
    await end();
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Votre session a expiré");
    await signIn();
    await expect(page).toHaveURL(`${staffUrl}${address}`);
    await expect(page.getByLabel("Prénom")).toHaveValue("Ornella");
  });
});

for (const javaScriptEnabled of [true, false]) {
  test(`Plusieurs étapes se notent d’un coup${javaScriptEnabled ? ", et Ctrl + Entrée enregistre" : ", sans script"}`, async ({
    newVisitor,
  }) => {
    const { worker, path } = await appointment();
    const page = await newVisitor({ javaScriptEnabled });
    await addSession(page, await sessionOf("coach"));
    await page.goto(path);
    if (javaScriptEnabled) await page.waitForLoadState("networkidle");
    await expect(page.getByRole("group", { name: /Thèmes abordés/ })).toBeVisible();
    await minutes(page).fill("On a tout vu.");
    await page.getByLabel("Prochaine étape").fill("Appeler la banque");
    await page.getByRole("button", { name: "Ajouter une étape" }).click();
    await page.getByLabel("Étape 2", { exact: true }).fill("Écrire au comptable");
    await expect(minutes(page)).toHaveValue("On a tout vu.");
    await page.getByRole("button", { name: "Ajouter une étape" }).click();
    await page.getByLabel("Étape 3", { exact: true }).fill("Visiter le local");
    if (javaScriptEnabled) await minutes(page).press("Control+Enter");
    else await page.getByRole("button", { name: save }).click();
    await expect(main(page)).toContainText(`rencontre avec ${worker.name} est enregistré`);
    expect(
      await rows("select label from plan_action where worker_id = $1 order by label", [worker.id]),
    ).toEqual([
      { label: "Appeler la banque" },
      { label: "Écrire au comptable" },
      { label: "Visiter le local" },
    ]);
  });
}

test("Un envoi refusé ne se lit pas sous l’annonce d’un succès", async ({ signedInAs }) => {
  const worker = await createWorker();
  const page = await signedInAs("coach");
  await page.goto(`${worker.path}/aides`);
  await page.getByLabel("Montant").fill("50");
  await page.getByLabel("À quoi servira-t-elle").fill("Un casque.");
  await page.getByRole("button", { name: "Demander cette aide" }).click();
  const done = page.getByText("La demande est envoyée à la direction.");
  await expect(done).toBeVisible();
  await page.getByLabel("Montant").fill("beaucoup");
  await page.getByRole("button", { name: "Demander cette aide" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expect(done).toBeHidden();
});

test("Un fichier trop lourd garde sa raison quand on presse Joindre", async ({ signedInAs }) => {
  const worker = await createWorker();
  const page = await signedInAs("coach");
  await page.goto(`${worker.path}/documents`);
  await page.waitForLoadState("networkidle");
  const buffer = Buffer.alloc(21 * 1024 * 1024);
  const file = page.getByLabel("Fichier");
  const heavy = { name: "gros.pdf", mimeType: "application/pdf", buffer };
  await file.setInputFiles(heavy, { timeout: 60_000 });
  const reason = page.getByText(/«\u202fgros\.pdf\u202f» pèse 21/);
  await expect(reason).toBeVisible();
  await page.getByRole("button", { name: "Joindre ce document" }).click();
  await expect(file).toBeFocused();
  await expect(reason).toBeVisible();
  await expect(main(page)).not.toContainText("Choisissez un fichier.");
});
