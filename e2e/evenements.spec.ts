import type { Page } from "@playwright/test";
import ICAL from "ical.js";
import { expectAccessible } from "./support/axe.ts";
import { count, row, rows } from "./support/database.ts";
import { publicUrl } from "./support/environment.ts";
import { linkSentTo } from "./support/outbox.ts";
import { expect, test } from "./support/session.ts";
import { Visitor } from "./support/visitor.ts";
import { daysFrom, uniqueWord } from "./support/words.ts";

test.describe.configure({ timeout: 240_000 });

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const main = (page: Page) => page.getByRole("main");
const press = (page: Page, name: string | RegExp) =>
  main(page).getByRole("button", { name }).first().click();

/** Registrations from one address are counted by the hour: a journey is a crowd at one address. */
const comeFromElsewhere = () =>
  rows("delete from rate_limit where key like 'registration:%' returning key");

test("Une présentation de trente places : de la campagne aux présences", async ({
  signedInAs,
  newVisitor,
  request,
}) => {
  const today = new Date().toLocaleDateString("sv", { timeZone: "Europe/Paris" });
  const word = uniqueWord();
  const campaign = `Communs expliqués ${word}`;
  const name = `Les communs, aux autres coopératives ${word}`;
  const mailOf = (at: number) => `p${at}-${word.toLowerCase()}@exemple.test`;
  const editor = await signedInAs("editor", { javaScriptEnabled: false });

  await test.step("une campagne, puis son événement", async () => {
    await editor.goto("/communication/nouvelle");
    await editor.getByLabel("Nom de la campagne").fill(campaign);
    await editor.getByLabel("But").fill("Que trois coopératives publient leurs ressources.");
    await editor.getByLabel("Premier jour").fill(daysFrom(today, 10));
    await editor.getByLabel("Dernier jour").fill(daysFrom(today, -10));
    await press(editor, "Préparer cette campagne");
    await expect(
      editor.getByText("Le dernier jour ne peut pas précéder le premier.").first(),
    ).toBeVisible();
    await expect(editor.getByLabel("Nom de la campagne")).toHaveValue(campaign);
    await editor.getByLabel("Dernier jour").fill(daysFrom(today, 40));
    await press(editor, "Préparer cette campagne");
    await expect(title(editor)).toHaveText(campaign);
    await expect(main(editor)).toContainText("Aucun événement");

    await main(editor).getByRole("link", { name: "Prévoir un événement" }).click();
    await editor.getByLabel("Présentation", { exact: true }).first().check();
    await editor.getByLabel("Titre").fill(name);
    await editor.getByLabel("Pour qui").fill("Les autres coopératives");
    await editor.getByLabel("Jour", { exact: true }).fill(daysFrom(today, 12));
    await editor.getByLabel("Heure").fill("10:00");
    await editor.getByLabel("Dans un tiers-lieu").check();
    await editor.getByLabel("Adresse, salle ou lien").fill("Mutualab, Lille");
    await expect(editor.getByLabel("Nombre de places")).toHaveValue("30");
    await press(editor, "Prévoir cet événement");
    await expect(title(editor)).toHaveText(name);
    await expect(main(editor)).toContainText("Personne n’est encore inscrit");
  });
  const { id } = await row<{ id: string }>("select id from workshop where title = $1", [name]);
  const page = `/rencontres/${id}`;
  const registered = () =>
    count("participant where workshop_id = $1 and cancelled_at is null", [id]);
  const visitor = new Visitor(publicUrl);
  const ask = (at: number) =>
    visitor.post(page, { givenName: "Personne", familyName: `Numéro ${at}`, email: mailOf(at) });

  await test.step("trente personnes s’inscrivent, la trente et unième apprend que c’est complet", async () => {
    const reader = await newVisitor({ javaScriptEnabled: false });
    await reader.goto(`${publicUrl}/rencontres?genre=presentation`);
    await reader.getByRole("link", { name }).click();
    await expect(main(reader)).toContainText("Les autres coopératives");
    await reader.getByLabel("Prénom").fill("Lila");
    await reader.getByLabel("Nom", { exact: true }).fill("Première");
    await reader.getByLabel("Adresse électronique").fill(mailOf(0));
    await press(reader, "M’inscrire");
    await expect(reader.getByRole("status")).toContainText("Votre inscription est prise");

    // All at once for the last places: nobody takes one twice.
    for (const from of [1, 16]) {
      await comeFromElsewhere();
      const last = from === 1 ? 15 : 33;
      const asked = Array.from({ length: last - from + 1 }, (_, at) => ask(from + at));
      const answers = await Promise.all(asked);
      const taken = answers.filter(({ status }) => status === 302);
      expect(taken).toHaveLength(from === 1 ? 15 : 14);
      for (const answer of answers.filter(({ status }) => status !== 302)) {
        expect(answer.status).toBe(409);
        expect(answer.text).toContain("Toutes les places sont prises.");
      }
    }
    expect(await registered()).toBe(30);
    await comeFromElsewhere();
    const late = await ask(31);
    expect(late.status).toBe(409);
    await reader.goto(publicUrl + page);
    await expect(main(reader)).toContainText("Toutes les places sont prises.");
    const looking = await newVisitor();
    await looking.goto(publicUrl + page);
    await expectAccessible(looking, "événement complet");
    await editor.reload();
    await expect(main(editor)).toContainText("30 personnes attendues");
    await expect(main(editor)).toContainText("30 sur 30 places prises");
  });

  await test.step("l’une annule par le lien de son message, et sa place se reprend", async () => {
    const link = await linkSentTo(mailOf(0), /\/rencontres\/desinscription\/[\w.-]+/);
    const reader = await newVisitor({ javaScriptEnabled: false });
    await reader.goto(publicUrl + link);
    await press(reader, "Annuler mon inscription");
    await expect(title(reader)).toHaveText("Votre inscription est annulée");
    expect(await registered()).toBe(29);
    expect((await ask(40)).status).toBe(302);
    expect(await registered()).toBe(30);
  });

  await test.step("l’agenda public s’ouvre dans un logiciel d’agenda", async () => {
    const feed = await request.get(`${publicUrl}/rencontres.ics`);
    expect(feed.headers()["content-type"]).toBe("text/calendar; charset=utf-8");
    const again = await request.get(`${publicUrl}/rencontres.ics`, {
      headers: { "if-none-match": feed.headers().etag ?? "" },
    });
    expect(again.status()).toBe(304);
    const one = await request.get(`${publicUrl}${page}/rencontre.ics`);
    for (const text of [await feed.text(), await one.text()]) {
      expect(text).not.toContain("exemple.test");
      const event = new ICAL.Component(ICAL.parse(text))
        .getAllSubcomponents("vevent")
        .map((each) => new ICAL.Event(each))
        .find((each) => each.uid.includes(id));
      expect(event?.summary).toBe(name);
      expect(event?.location).toBe("Mutualab, Lille");
      expect(event?.component.getFirstPropertyValue("status")).toBe("CONFIRMED");
    }
    const nothing = await request.get(`${publicUrl}/rencontres.ics?organisation=personne`);
    expect(await nothing.text()).not.toContain("BEGIN:VEVENT");
  });

  await test.step("les présences se notent, et la campagne les montre", async () => {
    await rows("update workshop set held_on = $2 where id = $1 returning id", [
      id,
      daysFrom(today, -1),
    ]);
    await editor.goto(`/evenements/${id}/presences`);
    await main(editor)
      .getByRole("group", { name: "Personne Numéro 3", exact: true })
      .getByLabel("Absent·e")
      .check();
    await press(editor, "Tous présents");
    await expect(editor.getByText("Les présences sont notées.").first()).toBeVisible();
    await expect(main(editor)).toContainText("29 personnes venues");
    const file = await editor.request.get(`/evenements/${id}/inscrits.csv`);
    expect((await file.text()).trim().split("\r\n")).toHaveLength(31);
    await main(editor).getByRole("link", { name: campaign }).click();
    await expect(main(editor)).toContainText("30 inscriptions à 1 événement, 29 personnes venues");
  });
});

test("Les pages des campagnes et des événements sont accessibles", async ({
  signedInAs,
  newVisitor,
}) => {
  const editor = await signedInAs("editor");
  const campaign = await row<{ id: string }>(
    "select campaign_id as id from workshop where campaign_id is not null order by id limit 1",
  );
  const event = await row<{ id: string }>(
    "select id from workshop where campaign_id = $1 order by held_on limit 1",
    [campaign.id],
  );
  for (const path of [
    "/communication",
    "/communication/nouvelle",
    `/communication/${campaign.id}`,
    `/communication/${campaign.id}/supprimer`,
    "/evenements",
    "/evenements?quand=passes",
    `/evenements/nouveau?campagne=${campaign.id}`,
    `/evenements/${event.id}`,
    `/evenements/${event.id}/presences`,
    `/evenements/${event.id}/inscrire`,
    `/evenements/${event.id}/annuler`,
  ]) {
    await editor.goto(path);
    await expectAccessible(editor, path);
  }
  const visitor = await newVisitor();
  for (const path of ["/rencontres", "/rencontres?genre=presentation", "/en/meetings"]) {
    await visitor.goto(publicUrl + path);
    await expectAccessible(visitor, path);
  }
});
