import type { Page } from "@playwright/test";
import { createHouse, createMember, organisationOf } from "./support/accounts.ts";
import { count, row, rows } from "./support/database.ts";
import {
  createFunding,
  createGrant,
  createResource,
  createWorker,
  recordMeeting,
} from "./support/records.ts";
import { expect, test } from "./support/session.ts";
import { traces } from "./support/traces.ts";
import { daysFrom, uniqueWord } from "./support/words.ts";

test.describe.configure({ timeout: 240_000 });

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const main = (page: Page) => page.getByRole("main");
const tab = (page: Page, name: string) =>
  main(page).getByRole("link", { name, exact: true }).first().click();
const press = (page: Page, name: string | RegExp) =>
  main(page).getByRole("button", { name }).first().click();
const saved = (page: Page, text: string | RegExp = / enregistrée?\./) =>
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
    await main(coach).getByText("Sur quoi s’appuie son travail").click();
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
    // Said once, beside the field, which has the focus.
    await expect(main(coach).getByText("Un CAPE dure douze mois au plus")).toHaveCount(1);
    await expect(coach.getByLabel("Dernier jour écrit dans le contrat")).toBeFocused();
    await coach.getByLabel("Dernier jour écrit dans le contrat").fill(daysFrom(today, -801));
    await press(coach, /^Noter|^Enregistrer/);
    await expect(main(coach)).toContainText("Le terme vient avant le début du contrat");
    await coach.getByLabel("Dernier jour écrit dans le contrat").fill(daysFrom(today, -440));
    await press(coach, /^Noter|^Enregistrer/);
    await expect(main(coach)).toContainText("En CAPE");
    expect(await count("stage where worker_id = $1 and kind = 'cape'", [worker.id])).toBe(1);
  });

  await test.step("atelier de douze personnes, présences en un écran", async () => {
    const group = uniqueWord();
    const others = [];
    for (const givenName of "Adèle Bilal Clara Driss Emma Farid Gilles Hawa Ilan Jade Kim".split(
      " ",
    ))
      others.push(await createWorker({ familyName: group, givenName }));
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
    for (const [wanted, people] of [
      [familyName, 1],
      [group, others.length],
    ] as const) {
      await coach.goto(`/ateliers/${workshop.id}/inscrire?q=${wanted}`);
      await expect(main(coach).getByRole("checkbox")).toHaveCount(people);
      for (const box of await main(coach).getByRole("checkbox").all()) await box.check();
      await press(coach, "Inscrire");
      await expect(coach).not.toHaveURL(/inscrire/);
    }
    expect(await count("participant where workshop_id = $1", [workshop.id])).toBe(12);
    await coach.goto(`/ateliers/${workshop.id}/presences`);
    await press(coach, /Tou.* présent/);
    const first = others[0]?.name ?? "";
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
    await expect(main(coach)).toContainText("1 séance, 1 h");
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
    await saved(coach, "L’étape est notée.");
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

test("Un mois après la sortie, la nuit efface la fiche, et les chiffres restent les mêmes", async ({
  signedInAs,
}) => {
  const today = new Date().toLocaleDateString("sv", { timeZone: "Europe/Paris" });
  const { organisationId } = await createHouse();
  const coach = await createMember(organisationId, "coach");
  const direction = await createMember(organisationId, "manager");
  const entered = { supportedFrom: daysFrom(today, -400) };
  const mail = `${uniqueWord().toLowerCase()}@exemple.test`;
  const leaving = { ...entered, supportedUntil: daysFrom(today, -62), email: mail };
  const gone = await createWorker(leaving, coach);
  const recent = await createWorker({ ...entered, supportedUntil: daysFrom(today, -10) }, coach);
  const present = await createWorker(entered, coach);
  const summary = `${gone.name} a rencontré ${present.name}.`;
  await recordMeeting(gone.id, { summary, heldOn: daysFrom(today, -100) }, coach);
  await recordMeeting(present.id, { summary, heldOn: daysFrom(today, -99) }, coach);
  const funding = await createFunding(direction);
  const period = { startsOn: daysFrom(today, -400), endsOn: today, status: "awarded" };
  const grant = await createGrant({ ...funding, ...period }, direction);

  const manager = await signedInAs(direction);
  const figures = async () => {
    await manager.goto(grant.path);
    await expect(main(manager)).toContainText("3 personnes accompagnées pendant la période");
    await manager.goto("/personnes/situations");
    return {
      situations: await main(manager).textContent(),
      kept: await row(
        `select (select count(*) from worker where organisation_id = $1)::int as workers,
           (select count(*) from stage where organisation_id = $1)::int as stages,
           (select count(*) from support_period where organisation_id = $1)::int as periods,
           (select count(*) from meeting where organisation_id = $1)::int as meetings,
           (select sum(duration_minutes) from meeting where organisation_id = $1)::int as minutes`,
        [organisationId],
      ),
    };
  };
  const before = await figures();
  const line = (name: string) => main(manager).getByRole("row", { name });

  await test.step("la durée se choisit en voyant qui est concerné", async () => {
    await manager.goto("/vie-privee");
    await expect(main(manager)).toContainText("Aucune durée n’est fixée");
    await manager.getByLabel("Combien de temps garder une fiche").selectOption("1 mois");
    await press(manager, "Enregistrer");
    await expect(main(manager).getByRole("alert")).toContainText(
      "1 fiche s’effacera la nuit prochaine",
    );
    await expect(line(gone.name)).toContainText("La nuit prochaine");
    await expect(line(present.name)).toHaveCount(0);
    // Nothing is decided until it is confirmed.
    expect(
      await count("organisation where id = $1 and retention_months is null", [organisationId]),
    ).toBe(1);
    await press(manager, "Confirmer et enregistrer");
    await expect(title(manager)).toHaveText("Vie privée");
    await expect(line(gone.name)).toContainText("La nuit prochaine");
    await expect(line(recent.name)).toContainText("dès le");
    await expect(line(present.name)).toHaveCount(0);
    expect(await count("worker where id = $1 and anonymised_at is null", [gone.id])).toBe(1);
  });

  await test.step("la nuit vient", async () => {
    const job = await row<{ id: string }>(
      `insert into job (organisation_id, kind, input) values ($1, 'nightly_retention', '{}') returning id`,
      [organisationId],
    );
    await expect
      .poll(
        async () =>
          (await row<{ status: string }>("select status from job where id = $1", [job.id])).status,
        { timeout: 60_000 },
      )
      .toBe("done");
  });

  await test.step("la fiche ne dit plus personne, le compte rendu de la nuit le prouve", async () => {
    await manager.goto("/vie-privee");
    const account = main(manager).getByRole("listitem").filter({ hasText: "1 fiche effacée" });
    await expect(account).toContainText("Aucune trace ne reste");
    await expect(line(gone.name)).toHaveCount(0);
    await expect(line(recent.name)).toContainText("dès le");
    const erasures = await rows<{ worker_ids: string[]; traces_left: number; ground: string }>(
      `select worker_ids, traces_left, ground from erasure
        where organisation_id = $1 and cardinality(worker_ids) > 0`,
      [organisationId],
    );
    expect(erasures).toEqual([{ worker_ids: [gone.id], traces_left: 0, ground: "retention" }]);
    await manager.goto(`${gone.path}/donnees`);
    await expect(main(manager)).toContainText("au terme de la durée de conservation");
    await expect(main(manager)).not.toContainText(gone.familyName);
    expect(await traces([gone.familyName, mail])).toEqual([]);
    // The others' names stay, in their own minutes too.
    await manager.goto(present.path);
    await expect(title(manager)).toHaveText(present.name);
    await expect(main(manager)).toContainText(`a rencontré ${present.name}`);
  });

  expect(await figures()).toEqual(before);
});
