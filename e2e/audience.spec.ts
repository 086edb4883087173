import type { Page } from "@playwright/test";
import { organisationOf } from "./support/accounts.ts";
import { createVideo } from "./support/audience.ts";
import { expectAccessible } from "./support/axe.ts";
import { row } from "./support/database.ts";
import { createGrant, fundingOfDemo } from "./support/records.ts";
import { expect, test } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

const main = (page: Page) => page.getByRole("main");
const press = (page: Page, name: string) =>
  main(page).getByRole("button", { name, exact: true }).click();

/** Six months that nothing else tells of, all of one grant. */
const months = ["2022-07", "2022-08", "2022-09", "2022-10", "2022-11", "2022-12"];
const onYoutube = [120, 95, 210, 180, 75, 64];
const onPeertube = [40, 38, 51, 47, 22, 30];
const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);

test.use({ javaScriptEnabled: false });

test("Six mois de vues de trois sources qui se recoupent donnent une somme juste à l’unité", async ({
  signedInAs,
}) => {
  const organisationId = await organisationOf("editor");
  const id = uniqueWord()
    .replace(/[^A-Za-z0-9]/g, "")
    .padEnd(11, "x")
    .slice(0, 11);
  const video = await createVideo(organisationId, [
    { platform: "youtube", url: `https://www.youtube.com/watch?v=${id}` },
    { platform: "peertube", url: `https://tube.example/w/${id}` },
  ]);
  const grant = await createGrant({
    ...(await fundingOfDemo()),
    ...{ status: "awarded", startsOn: "2022-07-01", endsOn: "2022-12-31" },
  });
  const counted = async () =>
    Number(
      (
        await row<{ n: string }>(
          `select coalesce(sum(value), 0) as n from figure_month where organisation_id = $1
            and indicator_key = 'video_views' and month between '2022-07-01' and '2022-12-01'`,
          [organisationId],
        )
      ).n,
    );
  const before = await counted();
  const page = await signedInAs("editor");
  const withScript = await signedInAs("editor", { javaScriptEnabled: true });
  /** axe waits for timers, which a page without script has not. */
  const expectPageAccessible = async () => {
    await withScript.goto(page.url());
    await expectAccessible(withScript);
  };

  const sendFile = async (platform: string, name: string, text: string) => {
    await page.goto("/media/audience/import");
    await page.getByLabel("Plateforme d’où vient ce fichier").selectOption(platform);
    await page
      .getByLabel("Fichier", { exact: true })
      .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
    await press(page, "Envoyer et lire");
  };
  const studio = [
    "Contenu,Titre de la vidéo,Vues,Mois",
    `Total,,${sum(onYoutube)},`,
    ...months.map((month, at) => `${id},Une vidéo,${onYoutube[at]},${month}`),
    "zzzzzzzzzzz,Une autre,12,2022-07",
    `${id},Une vidéo,-4,2022-06`,
  ].join("\n");

  await test.step("Un export de YouTube est essayé, dit ce qu’il laisse de côté, puis est écrit", async () => {
    await sendFile("YouTube", "Données du tableau.csv", studio);
    await expect(main(page)).toContainText("À ajouter6 chiffres");
    await expect(main(page)).toContainText("Ligne 2, qui ne compte pas");
    await expect(page.getByRole("row", { name: /Ligne 9/ })).toContainText("Aucun contenu");
    await expect(page.getByRole("row", { name: /Ligne 10/ })).toContainText("négatif");
    expect(await counted()).toBe(before);
    await expectPageAccessible();
    await press(page, "Écrire ces chiffres");
    await expect(main(page)).toContainText("6 chiffres ajoutés");
    expect(await counted()).toBe(before + sum(onYoutube));
  });

  await test.step("Le même fichier une seconde fois n’ajoute rien", async () => {
    await sendFile("YouTube", "Données du tableau.csv", studio);
    await expect(main(page)).toContainText("Tout est déjà là");
    await press(page, "Abandonner ce fichier");
    await expect(main(page).getByRole("heading", { level: 1 })).toHaveText(
      "Importer des chiffres d’audience",
    );
    expect(await counted()).toBe(before + sum(onYoutube));
  });

  await test.step("Un fichier qui en dit moins, ou sans colonne de vues, n’écrit rien", async () => {
    const titles = "Contenu,Titre de la vidéo,Vues engagées,Vues,Mois";
    const lower = [titles, `${id},Une vidéo,80,100,2022-07`, `${id},Une vidéo,80,99,2022-06`];
    await sendFile("YouTube", "Données du tableau.csv", lower.join("\n"));
    await expect(main(page)).toContainText("En baisse1 chiffre");
    await press(page, "Écrire ces chiffres");
    await expect(main(page)).toContainText("Rien n’a été écrit");
    expect(await counted()).toBe(before + sum(onYoutube));
    await press(page, "Abandonner ce fichier");
    await sendFile("YouTube", "Totaux.csv", `Contenu,Vues engagées,Mois\n${id},9,2022-07`);
    await press(page, "Voir ce que cela donnerait");
    await expect(main(page)).toContainText("Choisissez la colonne des vues");
    expect(await counted()).toBe(before + sum(onYoutube));
    await press(page, "Abandonner ce fichier");
  });

  await test.step("Un tableur de PeerTube a d’autres colonnes, et son mois en toutes lettres", async () => {
    const words = ["juillet", "août", "septembre", "octobre", "novembre", "décembre"];
    const lines = onPeertube.map((views, at) => `${video.title};${views};${words[at]} 2022`);
    await sendFile("PeerTube", "peertube.csv", ["Nom;Combien;Quand", ...lines].join("\n"));
    await page.getByLabel("Le contenu").selectOption({ index: 1 });
    await page.getByLabel("Les vues ou les visites").selectOption({ index: 2 });
    await press(page, "Voir ce que cela donnerait");
    await expect(main(page)).toContainText("indiquez celui de ce fichier");
    await page.getByLabel("Le mois ou le jour").selectOption({ index: 3 });
    await press(page, "Voir ce que cela donnerait");
    await press(page, "Écrire ces chiffres");
    await expect(main(page)).toContainText("6 chiffres ajoutés");
    expect(await counted()).toBe(before + sum(onYoutube) + sum(onPeertube));
  });

  await test.step("Deux services d’un même mot s’additionnent, et chacun se nomme", async () => {
    const heard = async (service: string, value: string) => {
      await page.goto(`/media/audience/saisie?piece=${video.id}`);
      await page.getByLabel("Plateforme").selectOption("Podcast");
      await page.getByLabel("Mois", { exact: true }).fill("janvier 2023");
      await page.getByLabel("Service ou site").fill(service);
      await page.getByLabel("Vues ou visites du mois").fill(value);
      await page.getByLabel("Preuve").fill("Statistiques de l’hébergeur.");
      await press(page, "Noter ce chiffre");
    };
    await heard("", "30");
    await expect(main(page)).toContainText("Dites de quel service");
    await heard("Ausha", "30");
    await heard("Spotify", "12");
    await expect(page.getByRole("row", { name: /janvier 2023.*Ausha.*30.*Compte/ })).toBeVisible();
    await expect(
      page.getByRole("row", { name: /janvier 2023.*Spotify.*12.*Compte/ }),
    ).toBeVisible();
  });

  await test.step("Un chiffre tapé corrige un mois de YouTube, et l’ancien reste comme trace", async () => {
    await page.goto(`/media/audience/saisie?piece=${video.id}`);
    await page.getByLabel("Plateforme").selectOption("YouTube");
    await page.getByLabel("Mois", { exact: true }).fill("septembre 2022");
    await page.getByLabel("Vues ou visites du mois").fill("moins 3");
    await press(page, "Noter ce chiffre");
    await expect(main(page)).toContainText("Indiquez un nombre entier");
    await page.getByLabel("Vues ou visites du mois").fill("200");
    await page.getByLabel("Preuve").fill("Dix vues étaient celles de notre équipe.");
    await press(page, "Noter ce chiffre");
    await expect(page.getByRole("row", { name: /septembre 2022.*200.*Compte/ })).toBeVisible();
    await expect(page.getByRole("row", { name: /septembre 2022.*210.*Gardé/ })).toBeVisible();
    expect(await counted()).toBe(before + sum(onYoutube) + sum(onPeertube) - 10);
    await expectPageAccessible();
  });

  const total = 90;
  const told = before + sum(onYoutube) + sum(onPeertube) - 10;

  await test.step("Un total déclaré pour toute la plateforme ne s’ajoute pas aux contenus", async () => {
    await page.goto("/chiffres/nouveau");
    await page.getByLabel("Vues des vidéos").check();
    await page.getByLabel("Mois", { exact: true }).fill("décembre 2022");
    await page.getByLabel("Source").fill("YouTube et PeerTube");
    await page.getByLabel("Chiffre du mois").fill(String(total));
    await page.getByLabel("Preuve").fill("Statistiques de la chaîne.");
    await press(page, "Déclarer ce chiffre");
    await expect(main(page)).toContainText("Cette source nomme deux plateformes");
    await page.getByLabel("Source").fill(`Chaîne YouTube ${uniqueWord()}`);
    await page.getByLabel("Chiffre du mois").fill(String(total));
    await page.getByLabel("Preuve").fill("Statistiques de la chaîne.");
    await press(page, "Déclarer ce chiffre");
    await expect(main(page)).toContainText("ce mois est dit deux fois");
    expect(await counted()).toBe(told);
    await page.goto("/media/audience?mois=2022-12");
    await page.getByRole("link", { name: /Choisir ce qui compte en décembre 2022/ }).click();
    await page.getByLabel(/Le total déclaré/).check();
    await page.getByLabel("Pourquoi").fill("Il compte aussi les vidéos courtes.");
    await press(page, "Enregistrer");
    expect(await counted()).toBe(told + total - (onYoutube[5] ?? 0));
  });

  await test.step("La page de l’audience et l’indicateur disent la même somme", async () => {
    const all = told + total - (onYoutube[5] ?? 0);
    const own = sum(onYoutube) + sum(onPeertube) - 10;
    await page.goto("/media/audience?mois=2022-12");
    await expect(page.getByRole("row", { name: video.title })).toContainText(
      new RegExp(`${own}\\s?vues`),
    );
    await expect(main(page)).toContainText(new RegExp(`${written(all)}\\s?vues en douze mois`));
    await expectPageAccessible();
    const manager = await signedInAs("manager");
    await manager.goto(`/indicateurs/video_views?financement=${grant.id}`);
    await expect(main(manager)).toContainText(new RegExp(`${written(all)}\\s?vues`));
  });

  await test.step("Un import annulé rend ce qui comptait avant lui", async () => {
    await page.goto("/media/audience/import");
    await page
      .getByRole("row", { name: /peertube\.csv/ })
      .first()
      .getByRole("link")
      .click();
    await press(page, "Annuler cet import");
    await expect(main(page)).toContainText("Annulé le");
    expect(await counted()).toBe(told + total - (onYoutube[5] ?? 0) - sum(onPeertube));
  });
});

/** As the pages write a number, whatever the space. */
const written = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, "\\s?");
