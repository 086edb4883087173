import type { Page } from "@playwright/test";
import { organisationOf } from "./support/accounts.ts";
import { count, row, rows } from "./support/database.ts";
import { createResource, createWorker } from "./support/records.ts";
import { expect, test } from "./support/session.ts";
import { daysFrom, uniqueWord } from "./support/words.ts";

test.describe.configure({ timeout: 240_000 });

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const main = (page: Page) => page.getByRole("main");
const tab = (page: Page, name: string) =>
  main(page).getByRole("link", { name, exact: true }).first().click();
const press = (page: Page, name: string | RegExp) =>
  main(page).getByRole("button", { name }).first().click();
const saved = (page: Page, text: string | RegExp = /C’est/) =>
  expect(page.getByText(text).first()).toBeVisible();

/** Notes the next stage of the person whose pathway is shown. */
async function noteStage(page: Page, stage: string, fill: (page: Page) => Promise<void>) {
  await main(page).getByRole("link", { name: stage, exact: true }).click();
  await fill(page);
  await press(page, /^Noter|^Enregistrer/);
}

test("De la candidature à l’effacement : tout l’accompagnement d’une personne", async ({
  signedInAs,
  newVisitor,
}) => {
  const today = new Date().toLocaleDateString("sv", { timeZone: "Europe/Paris" });
  const organisationId = await organisationOf("coach");
  const familyName = uniqueWord();
  const mail = `${familyName.toLowerCase()}@exemple.test`;
  const commons = await createResource();
  const coach = await signedInAs("coach");

  await test.step("premier rendez-vous d’une candidate", async () => {
    await coach.goto("/personnes/nouvelle");
    await coach.getByLabel("Prénom").fill("Maëlle");
    await coach.getByLabel("Nom", { exact: true }).fill(familyName);
    await coach.getByLabel("Adresse électronique").fill(mail);
    await coach.getByLabel("Travail de plateforme").check();
    await coach.getByLabel("Début de l’accompagnement").fill(daysFrom(today, -900));
    await press(coach, /^Enregistrer/);
    await expect(title(coach)).toContainText(familyName);
    await coach.goto(`${new URL(coach.url()).pathname}/situation/modifier`);
    await coach.getByLabel(commons.title).check();
    await press(coach, /^Enregistrer/);
    await tab(coach, "Histoire");
    await main(coach)
      .getByRole("link", { name: /Compte rendu/ })
      .first()
      .click();
    await coach
      .getByRole("textbox", { name: "Compte rendu" })
      .fill(`Maëlle ${familyName} veut livrer sans plateforme.`);
    await coach.getByLabel("Prochaine étape").fill("Préparer le dossier");
    await coach.getByLabel("Jour de la rencontre").fill(daysFrom(today, -899));
    await coach.getByLabel("Dans nos bureaux").check();
    await press(coach, "Enregistrer le compte rendu");
    await expect(main(coach)).toContainText("veut livrer sans plateforme");
    await expect(main(coach)).toContainText("Préparer le dossier");
  });
  const worker = await row<{ id: string }>("select id from worker where family_name = $1", [
    familyName,
  ]);
  const page = (path = "") => `/personnes/${worker.id}${path}`;

  await test.step("CAPE, sans chevauchement ni ordre rompu", async () => {
    await tab(coach, "Parcours");
    await noteStage(coach, "CAPE", async () => {
      await coach.getByLabel("Premier jour du contrat").fill(daysFrom(today, -800));
      await coach.getByLabel("Dernier jour écrit dans le contrat").fill(daysFrom(today, -300));
    });
    await expect(main(coach).getByRole("alert")).toContainText(/douze mois/i);
    await coach.getByLabel("Dernier jour écrit dans le contrat").fill(daysFrom(today, -801));
    await press(coach, /^Noter|^Enregistrer/);
    await expect(main(coach).getByRole("alert")).toContainText("avant le début du contrat");
    await coach.getByLabel("Dernier jour écrit dans le contrat").fill(daysFrom(today, -440));
    await press(coach, /^Noter|^Enregistrer/);
    await expect(main(coach)).toContainText("En CAPE");
    expect(await count("stage where worker_id = $1 and kind = 'cape'", [worker.id])).toBe(1);
  });

  await test.step("atelier de douze personnes, présences en un écran", async () => {
    const others = [];
    for (let number = 0; number < 11; number += 1) others.push(await createWorker());
    const name = `Fixer ses prix ${uniqueWord()}`;
    await coach.goto("/ateliers/nouveau");
    await coach.getByLabel("Titre").fill(name);
    await coach.getByLabel("Jour", { exact: true }).fill(daysFrom(today, -1));
    await coach.getByLabel("Heure").fill("14:00");
    await coach.getByLabel("Durée, en minutes").fill("120");
    await coach.getByLabel("Dans nos bureaux").check();
    await press(coach, "Prévoir cette séance");
    await expect(title(coach)).toHaveText(name);
    const workshop = await row<{ id: string }>("select id from workshop where title = $1", [name]);
    for (const wanted of [familyName, ...others.map((one) => one.familyName)]) {
      await coach.goto(`/ateliers/${workshop.id}/inscrire?q=${wanted}`);
      await main(coach).getByRole("checkbox").first().check();
      await press(coach, "Inscrire");
      await expect(coach).not.toHaveURL(/inscrire/);
    }
    expect(await count("participant where workshop_id = $1", [workshop.id])).toBe(12);
    await coach.goto(`/ateliers/${workshop.id}/presences`);
    await press(coach, /Tou.* présent/);
    const first = others[0]?.familyName ?? "";
    await main(coach)
      .getByRole("group", { name: new RegExp(first) })
      .getByLabel("Absent·e")
      .check();
    await coach.getByLabel("Compte rendu de la séance").fill("Chacune a calculé son prix horaire.");
    await press(coach, "Enregistrer");
    await saved(coach, "Les présences sont notées.");
    const attendance = await rows<{ attendance: string; n: number }>(
      "select attendance, count(*)::int as n from participant where workshop_id = $1 group by 1 order by 1",
      [workshop.id],
    );
    expect(attendance).toEqual([
      { attendance: "absent", n: 1 },
      { attendance: "present", n: 11 },
    ]);
  });

  await test.step("petite aide demandée, accordée en un clic, payée, vue dans l’histoire", async () => {
    await coach.goto(page("/aides"));
    await coach.getByLabel("Montant").fill("245,50");
    await coach.getByLabel("À quoi servira-t-elle").fill("Un porte-bagages.");
    await press(coach, "Demander cette aide");
    await saved(coach, "La demande est envoyée à la direction.");
    const manager = await signedInAs("manager");
    await manager.goto(page("/aides"));
    await manager.getByLabel("Pourquoi").fill("Elle livre déjà.");
    const line = manager.getByLabel("Enveloppe qui paie");
    await line.selectOption({ index: (await line.locator("option").count()) - 1 });
    await press(manager, /^Accorder/);
    await expect(main(manager)).toContainText("Accordée, à payer");
    await press(manager, /^Noter le paiement/);
    await expect(main(manager)).toContainText("Payée");
    await coach.goto(page());
    await expect(main(coach)).toContainText("245,50 €");
  });

  await test.step("marraine trouvée avec ses raisons, acceptée des deux, une séance, une fin", async () => {
    const mentor = await createWorker();
    await coach.goto(`${mentor.path}/parrainage`);
    await coach.getByLabel("Elle ou il connaît").selectOption(commons.title);
    await press(coach, "Noter");
    await saved(coach);
    await coach.goto(page("/parrainage"));
    const suggestion = main(coach).getByRole("listitem").filter({ hasText: mentor.name }).first();
    await expect(suggestion).toContainText(`connaît ${commons.title}`);
    await suggestion.getByRole("button", { name: /^Proposer/ }).click();
    await press(coach, `Noter l’accord de ${mentor.name}`);
    await press(coach, `Noter l’accord de Maëlle ${familyName}`);
    await expect(main(coach)).toContainText("En cours");
    await coach.getByText("Noter une séance").click();
    await coach.getByLabel("Ce qui s’y est fait").fill("Une tournée ensemble.");
    await press(coach, "Noter cette séance");
    await expect(main(coach)).toContainText("1 séance, 60 minutes");
    await coach.getByText("Terminer le parrainage").click();
    await coach.getByLabel(`Ce qu’en retire ${mentor.name}`).fill("Une relève.");
    await coach.getByLabel(`Ce qu’en retire Maëlle ${familyName}`).fill("Dix clients.");
    await press(coach, "Terminer ce parrainage");
    await expect(main(coach)).toContainText("Dix clients.");
  });

  await test.step("CESA, puis sortie avec son motif et sa destination", async () => {
    await coach.goto(page("/parcours"));
    await noteStage(coach, "CESA", async () => {
      await coach.getByLabel("Premier jour du contrat").fill(daysFrom(today, -500));
    });
    await expect(main(coach)).toContainText("En CESA");
    const cape = await row<{ ends_on: string }>(
      "select ends_on::text from stage where worker_id = $1 and kind = 'cape'",
      [worker.id],
    );
    expect(cape.ends_on).toBe(daysFrom(today, -501));
    await noteStage(coach, "Sortie", async () => {
      await coach.getByLabel("Dernier jour d’accompagnement").fill(daysFrom(today, -62));
      await coach.getByLabel("Pourquoi l’accompagnement").selectOption("Projet mené à bien");
      await coach.getByLabel("Que devient la personne").selectOption("Autre coopérative");
    });
    const { supported_until } = await row<{ supported_until: string }>(
      "select supported_until::text from worker where id = $1",
      [worker.id],
    );
    expect(supported_until).toBe(daysFrom(today, -62));
    await expect(main(coach)).toContainText("Projet mené à bien");
  });

  await test.step("qui a consulté la fiche, puis l’effacement, et plus aucune trace", async () => {
    const manager = await signedInAs("manager");
    await manager.goto(page("/donnees"));
    await expect(main(manager)).toContainText("Camille Vasseur");
    const before = await count("stage where worker_id = $1", [worker.id]);
    await manager.goto(page("/donnees/effacer"));
    await manager.getByRole("textbox").fill(`Maëlle ${familyName}`);
    await press(manager, /Effacer/);
    await expect
      .poll(() => count("worker where id = $1 and anonymised_at is not null", [worker.id]), {
        timeout: 60_000,
      })
      .toBe(1);
    expect(await count("stage where worker_id = $1", [worker.id])).toBe(before);
    expect(await traces([familyName, mail])).toEqual([]);
    const later = await newVisitor();
    expect((await later.goto("/personnes"))?.status()).toBe(200);
    expect(organisationId).not.toBe("");
  });
});

/** Every text, json and vector column of the whole database that still holds one of these words. */
async function traces(words: readonly string[]): Promise<string[]> {
  const columns = await rows<{ schema: string; table: string; column: string }>(
    `select c.table_schema as schema, c.table_name as table, c.column_name as column
       from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
      where t.table_type = 'BASE TABLE' and c.table_schema in ('public', 'graphile_worker')
        and (c.data_type in ('text', 'character varying', 'json', 'jsonb', 'tsvector', 'ARRAY')
          or c.udt_name = 'citext')`,
  );
  const found: string[] = [];
  for (const { schema, table, column } of columns) {
    for (const word of words) {
      const [line] = await rows(
        `select 1 from "${schema}"."${table}" where fold("${column}"::text) like '%' || fold($1) || '%' limit 1`,
        [word],
      );
      if (line) found.push(`${schema}.${table}.${column}: ${word}`);
    }
  }
  return found;
}
