import { today } from "@essaim/database/today";
import type { Page } from "@playwright/test";
import { count, row, rows } from "./support/database.ts";
import { publicUrl } from "./support/environment.ts";
import { linkSentTo } from "./support/outbox.ts";
import { createResource, createWorker } from "./support/records.ts";
import { expect, test } from "./support/session.ts";
import { daysFrom, uniqueWord } from "./support/words.ts";

test.use({ javaScriptEnabled: false });

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const main = (page: Page) => page.getByRole("main");
const save = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("Prendre rendez-vous, le voir dans sa journée, puis raconter la rencontre", async ({
  signedInAs,
}) => {
  const worker = await createWorker();
  const page = await signedInAs("coach");
  await page.goto("/");
  await main(page).getByRole("link", { name: "Rendez-vous", exact: true }).click();
  await expect(title(page)).toHaveText("Nouveau rendez-vous");
  await page.getByLabel("Chercher une personne").fill(worker.familyName);
  await save(page, "Rechercher");
  await page.getByRole("link", { name: worker.name }).click();
  await page.getByLabel("Jour").fill("2024-01-01");
  await page.getByLabel("À distance").check();
  await page.getByLabel("Adresse, salle ou lien").fill("https://visio.exemple.fr/essaim");
  await save(page, "Prendre ce rendez-vous");
  await expect(page.getByRole("alert").getByRole("link")).toHaveText([
    /^Ce jour est passé/,
    "Indiquez l’heure du rendez-vous.",
  ]);
  await expect(page.getByLabel("Adresse, salle ou lien")).toHaveValue(
    "https://visio.exemple.fr/essaim",
  );
  await page.getByLabel("Jour").fill(today());
  await page.getByLabel("Heure").fill("08:15");
  await save(page, "Prendre ce rendez-vous");
  await expect(title(page)).toHaveText(worker.name);
  await expect(page.getByText("Le rendez-vous est pris.")).toBeVisible();
  await expect(main(page)).toContainText("À venir");

  await page.goto("/");
  const line = main(page).getByRole("listitem").filter({ hasText: worker.name }).first();
  await expect(line).toContainText("8 h 15");
  await line.getByRole("link", { name: /^Raconter/ }).click();
  await page.getByLabel("Compte rendu").fill("Elle a choisi son statut.");
  await page.getByLabel("Prochaine étape").fill("Ouvrir un compte");
  await save(page, "Enregistrer le compte rendu");
  await expect(title(page)).toHaveText(worker.name);
  await expect(main(page)).toContainText("Elle a choisi son statut.");
  await expect(main(page)).toContainText("Ouvrir un compte");
  expect(
    await rows("select attendance, place, start_time::text from meeting where worker_id = $1", [
      worker.id,
    ]),
  ).toEqual([{ attendance: "present", place: "remote", start_time: "08:15:00" }]);
});

test("Prendre rendez-vous à une heure déjà prise : c’est dit une fois, puis pris quand même", async ({
  signedInAs,
}) => {
  const [first, second] = [await createWorker(), await createWorker()];
  const page = await signedInAs("coach");
  // A day of this journey's own.
  const day = daysFrom(today(), 200);
  const book = async (path: string, time: string) => {
    await page.goto(`${path}/rendez-vous/nouveau`);
    await page.getByLabel("Jour").fill(day);
    await page.getByLabel("Heure").fill(time);
    await page.getByLabel("Dans nos bureaux").check();
    await save(page, "Prendre ce rendez-vous");
  };
  await book(first.path, "09:00");
  await expect(title(page)).toHaveText(first.name);
  await book(second.path, "09:30");
  await expect(page.getByRole("alert").getByRole("link")).toHaveText([
    new RegExp(`^Vous avez déjà rendez-vous à 9\u00a0h\u00a000 avec ${first.name}`),
  ]);
  await expect(page.getByLabel("Heure")).toHaveValue("09:30");
  await page.getByLabel("Prendre quand même ce rendez-vous").check();
  await save(page, "Prendre ce rendez-vous");
  await expect(title(page)).toHaveText(second.name);

  await page.goto(`/agenda?jour=${day}`);
  await expect(main(page)).toContainText(first.name);
  await expect(main(page)).toContainText(second.name);
  await main(page).getByRole("link", { name: "Semaine d’après" }).click();
  await expect(main(page)).toContainText("Rien de prévu cette semaine-là");
  await main(page).getByRole("link", { name: "Cette semaine" }).click();
  await expect(title(page)).toHaveText("Agenda");
});

test("Prévoir un atelier, y inscrire, noter les présences de tout le monde, corriger", async ({
  signedInAs,
}) => {
  const people = [await createWorker(), await createWorker(), await createWorker()] as const;
  const page = await signedInAs("coach");
  const name = `Lire une facture ${uniqueWord()}`;
  await page.goto("/ateliers");
  await main(page).getByRole("link", { name: "Séance", exact: true }).first().click();
  await page.getByLabel("Jour").fill(daysFrom(today(), -1));
  await page.getByLabel("Heure").fill("14:00");
  await page.getByLabel("Dans nos bureaux").check();
  await save(page, "Prévoir cette séance");
  await expect(page.getByRole("alert")).toContainText("Donnez un titre à la séance.");
  await expect(page.getByLabel("Heure")).toHaveValue("14:00");
  await page.getByLabel("Titre").fill(name);
  await save(page, "Prévoir cette séance");
  await expect(title(page)).toHaveText(name);
  await main(page).getByRole("link", { name: "Inscrire", exact: true }).click();
  for (const { familyName, name: person } of people) {
    await page.getByLabel("Chercher une personne").fill(familyName);
    await save(page, "Rechercher");
    await page.getByLabel(person).check();
  }
  // Who was ticked before a search is still ticked after it.
  await expect(
    page.getByRole("group", { name: "Déjà cochées" }).getByRole("checkbox", { checked: true }),
  ).toHaveCount(2);
  await save(page, "Inscrire");
  await expect(page.getByText("L’inscription est faite.")).toBeVisible();
  await expect(main(page)).toContainText("3 personnes attendues");

  await main(page).getByRole("link", { name: "Présences", exact: true }).click();
  const of = (at: 0 | 1 | 2) => page.getByRole("group", { name: people[at].name });
  await of(0).getByLabel("Absent·e").check();
  await page.getByLabel("Compte rendu de la séance").fill("Trois factures lues ensemble.");
  // Whoever is not told yet was there: without a script, this button saves too.
  await save(page, "Tous présents");
  await expect(page.getByText("Les présences sont notées.")).toBeVisible();
  await expect(main(page)).toContainText("2 personnes venues");
  await expect(main(page)).toContainText("Trois factures lues ensemble.");
  await main(page).getByRole("link", { name: "Présences", exact: true }).click();
  await expect(of(1).getByLabel("Présent·e")).toBeChecked();
  await of(1).getByLabel("Excusé·e").check();
  await save(page, "Enregistrer");
  await expect(page.getByText("Les présences sont notées.")).toBeVisible();
  expect(
    await rows(
      `select w.family_name as name, p.attendance from participant p join worker w on w.id = p.worker_id
        join workshop s on s.id = p.workshop_id where s.title = $1 order by p.attendance`,
      [name],
    ),
  ).toEqual([
    { name: people[0].familyName, attendance: "absent" },
    { name: people[1].familyName, attendance: "excused" },
    { name: people[2].familyName, attendance: "present" },
  ]);
  await page.goto(people[2].path);
  await expect(main(page)).toContainText(name);
});

test("Renseigner une situation : l’erreur est dite, la saisie gardée, l’inconnu compté", async ({
  signedInAs,
}) => {
  const commons = await createResource();
  const worker = await createWorker();
  const page = await signedInAs("coach");
  await page.goto(`${worker.path}/situation`);
  await expect(main(page)).toContainText("Rien n’est encore noté de sa situation.");
  await main(page).getByRole("link", { name: "Modifier la situation" }).click();
  await page.getByLabel("Personnes à charge").fill("xy");
  await main(page).getByText("Sur quoi s’appuie son travail").click();
  await page.getByLabel(commons.title).check();
  await page.getByLabel("Arabe").check();
  await page.getByLabel("Genre").selectOption("Femme");
  await save(page, "Enregistrer");
  const summary = page.getByRole("alert");
  await expect(summary.getByRole("link")).toHaveText(["Indiquez un nombre, par exemple 2."]);
  await expect(page.getByLabel("Personnes à charge")).toHaveValue("xy");
  await expect(page.getByLabel(commons.title)).toBeChecked();
  await expect(page.getByLabel("Arabe")).toBeChecked();
  await page.getByLabel("Personnes à charge").fill("2");
  await save(page, "Enregistrer");
  await expect(title(page)).toHaveText(worker.name);
  await expect(page.getByText(`La situation de ${worker.name} est enregistrée.`)).toBeVisible();
  await expect(main(page)).toContainText(commons.title);
  await expect(main(page)).toContainText("Arabe");
  await expect(main(page)).toContainText("Non renseigné");
  await expect(main(page)).toContainText(/\d+ questions sur \d+ ont une réponse/);
  expect(
    await rows(
      `select v.list_key, l.label from worker_value v join list_value l on l.id = v.value_id
        where v.worker_id = $1 order by 1`,
      [worker.id],
    ),
  ).toEqual([
    { list_key: "gender", label: "Femme" },
    { list_key: "language", label: "Arabe" },
  ]);
});

test("S’inscrire à une réunion ouverte à tous, sans compte, puis laisser sa place", async ({
  signedInAs,
  newVisitor,
}) => {
  const coach = await signedInAs("coach");
  const name = `Découvrir la coopérative ${uniqueWord()}`;
  await coach.goto("/ateliers/nouveau");
  await coach.getByLabel("Réunion d’information").check();
  await coach.getByLabel("Titre").fill(name);
  await coach.getByLabel("Jour").fill(daysFrom(today(), 20));
  await coach.getByLabel("Heure").fill("18:30");
  await coach.getByLabel("Dans un tiers-lieu").check();
  await coach.getByLabel("Ouverte à tous").check();
  await save(coach, "Prévoir cette séance");
  await expect(coach.getByRole("alert")).toContainText("Dites où venir ou comment se connecter");
  await expect(coach.getByLabel("Ouverte à tous")).toBeChecked();
  await coach.getByLabel("Adresse, salle ou lien").fill("12 place du Marché, Lille");
  await coach.getByLabel("Nombre de places").fill("2");
  await save(coach, "Prévoir cette séance");
  await expect(title(coach)).toHaveText(name);

  const visitor = await newVisitor({ javaScriptEnabled: false });
  await visitor.goto(`${publicUrl}/rencontres`);
  await visitor.getByRole("link", { name }).click();
  await expect(title(visitor)).toHaveText(name);
  await expect(main(visitor)).toContainText("12 place du Marché, Lille");
  const family = uniqueWord();
  const mail = `${family.toLowerCase()}@exemple.test`;
  await visitor.getByLabel("Nom", { exact: true }).fill(family);
  await visitor.getByLabel("Adresse électronique").fill("pas une adresse");
  await visitor.getByLabel("Téléphone").fill("12");
  await save(visitor, "M’inscrire");
  const refusal = visitor.getByRole("alert");
  await expect(refusal).toContainText("L’inscription n’est pas encore prise");
  await expect(refusal.getByRole("link")).toHaveCount(3);
  await expect(visitor.getByLabel("Nom", { exact: true })).toHaveValue(family);
  await expect(visitor.getByLabel("Adresse électronique")).toHaveValue("pas une adresse");
  const registered = () =>
    count(
      `participant p join workshop s on s.id = p.workshop_id
        where s.title = $1 and p.email = $2 and p.cancelled_at is null`,
      [name, mail],
    );
  expect(await registered()).toBe(0);
  await visitor.getByLabel("Prénom").fill("Lila");
  await visitor.getByLabel("Adresse électronique").fill(mail);
  await visitor.getByLabel("Téléphone").fill("");
  await save(visitor, "M’inscrire");
  await expect(visitor.getByRole("status")).toContainText("Votre inscription est prise");
  expect(await registered()).toBe(1);
  // What somebody typed is in no address.
  expect(visitor.url()).not.toContain(family);

  await coach.reload();
  await expect(main(coach)).toContainText(`Lila ${family}`);
  const link = await linkSentTo(mail, /\/rencontres\/desinscription\/[\w.-]+/);
  await visitor.goto(publicUrl + link);
  await expect(main(visitor)).toContainText(name);
  // Mail programmes open links by themselves: that alone cancels nothing.
  expect(await registered()).toBe(1);
  // Somebody of the house has noted already that they come: nothing is cancelled, and it is said.
  const note = (attendance: string) =>
    rows("update participant set attendance = $1 where email = $2 returning id", [
      attendance,
      mail,
    ]);
  await note("present");
  await main(visitor).getByRole("button").click();
  await expect(title(visitor)).toHaveText("Votre présence est déjà notée");
  expect(await registered()).toBe(1);
  await note("expected");
  await visitor.goto(publicUrl + link);
  await main(visitor).getByRole("button").click();
  await expect(title(visitor)).toBeVisible();
  await expect.poll(registered).toBe(0);
  const { status } = await visitor.goto(publicUrl + link).then((answer) => ({
    status: answer?.status(),
  }));
  expect(status).toBe(200);
  await expect(main(visitor).getByRole("button")).toHaveCount(0);
  expect(await row("select is_public from workshop where title = $1", [name])).toEqual({
    is_public: true,
  });
});
