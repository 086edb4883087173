import { createHouse, createMember, type House, type Member } from "./support/accounts.ts";
import { expectAccessible } from "./support/axe.ts";
import { row } from "./support/database.ts";
import { lifeForms } from "./support/grant-life.ts";
import { createFunding, createGrant } from "./support/records.ts";
import { expect, test, visitorAs } from "./support/session.ts";
import { mainText, uniqueId, uniqueWord } from "./support/words.ts";

type Cooperative = House & {
  manager: Member;
  funder: Member;
  grant: { id: string; title: string };
  /** Family names of everybody accompanied. */
  names: string[];
};

let ours: Cooperative;

/** A cooperative with a grant of which figures were released twice: nobody lives in a small class but of age. */
async function createCooperative(): Promise<Cooperative> {
  const house = await createHouse();
  const manager = await createMember(house.organisationId, "manager");
  const { funderId, programmeId } = await createFunding(manager);
  const grant = await createGrant(
    {
      ...{ funderId, programmeId, status: "awarded", amountCents: "12 000" },
      ...{ startsOn: "2026-01-01", endsOn: "2026-12-31" },
    },
    manager,
  );
  const funder = await createMember(house.organisationId, "funder", funderId);
  const names: string[] = [];
  for (let index = 0; index < 24; index += 1) {
    const familyName = uniqueWord();
    names.push(familyName);
    const isPriority = index < 12;
    await row(
      `with person as (
         insert into worker (organisation_id, given_name, family_name, kind, residence, commune_code,
             neighbourhood_code, supported_from)
           values ($1, 'Noor', $2, 'platform_worker', $3, '59350', $4, '2026-02-01')
           returning organisation_id, id)
       insert into stage (organisation_id, worker_id, kind, starts_on)
         select organisation_id, id, 'diagnosis', '2026-02-01' from person returning id`,
      [
        house.organisationId,
        familyName,
        isPriority ? "priority" : "outside",
        isPriority ? "QN05971M" : null,
      ],
    );
  }
  const asManager = await visitorAs(manager);
  for (const [month, value] of [
    ["2026-01", "300"],
    ["2026-02", "450"],
  ] as const) {
    const declared = await asManager.post("/chiffres/nouveau", {
      ...{ submissionId: uniqueId(), indicatorKey: "video_views", month, value },
      ...{ source: "PeerTube", evidence: "Relevé du mois." },
    });
    expect(declared.status, mainText(declared.text)).toBe(302);
  }
  for (const day of ["2026-02-28", "2026-03-31"]) {
    const released = await asManager.post(
      `/financements/${grant.id}/arretes/nouveau`,
      lifeForms.release(day),
    );
    expect(released.status, mainText(released.text)).toBe(302);
  }
  return { ...house, manager, funder, grant, names };
}

test.beforeAll(async () => {
  ours = await createCooperative();
});

const portal = () => `/portail/${ours.grant.id}`;
const parts = ["", "/carte", "/argent", "/recits", "/documents", "/echanges"];

test("Un financeur lit son portail, choisit un arrêté et emporte ses dessins et ses chiffres", async ({
  signedInAs,
}) => {
  const page = await signedInAs(ours.funder);
  await page.goto("/");
  await expect(page).toHaveURL(/\/portail$/);
  await expect(
    page.getByRole("navigation", { name: "Navigation principale" }).getByRole("link"),
  ).toHaveText(["Vos financements", "Territoire"]);
  await page.getByRole("link", { name: "Lire les chiffres arrêtés au 31 mars 2026" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(ours.grant.title);
  const main = page.getByRole("main");
  await expect(main).toContainText("24 personnes accompagnées");
  const residence = page.getByRole("figure", { name: "Où vivent ces personnes" });
  await expect(residence).toContainText("En quartier prioritaire");
  await residence.getByText("Voir les chiffres dans un tableau").click();
  await expect(
    residence.getByRole("row", { name: /^En quartier prioritaire/ }).getByRole("cell"),
  ).toHaveText(/12$/);

  for (const [link, type, beginning] of [
    ["Dessin (SVG)", "image/svg+xml", "<?xml"],
    ["Image (PNG)", "image/png", "\u0089PNG"],
    ["Tableur (CSV)", "text/csv; charset=utf-8", "\u00ef\u00bb\u00bfSituation;Personnes"],
  ] as const) {
    const href = await residence.getByRole("link", { name: link }).getAttribute("href");
    const answer = await page.request.get(href ?? "");
    expect(answer.status(), link).toBe(200);
    expect(answer.headers()["content-type"]).toBe(type);
    expect(answer.headers()["content-disposition"]).toMatch(
      /^attachment; filename="?personnes-lieu-de-vie-au-2026-03-31\.(svg|png|csv)/,
    );
    expect((await answer.body()).toString("latin1").startsWith(beginning), link).toBe(true);
  }

  await page.getByLabel("Chiffres arrêtés au").selectOption({ label: "28 février 2026" });
  await page.getByRole("button", { name: "Afficher" }).click();
  await expect(page).toHaveURL(/arrete=2026-02-28/);
  await expect(main).toContainText("au 28 février 2026");
  await page.getByRole("link", { name: "Argent" }).click();
  await expect(page).toHaveURL(/argent\?arrete=2026-02-28/);
  await expect(main).toContainText("12 000");
});

test("Un financeur pose une question, la direction la voit chez elle et y répond", async ({
  signedInAs,
}) => {
  const page = await signedInAs(ours.funder);
  const [question, reply] = [`Question ${uniqueWord()}`, `Réponse ${uniqueWord()}`];
  await page.goto(portal());
  await page.getByRole("link", { name: "Échanges" }).click();
  await page.getByRole("button", { name: "Envoyer" }).click();
  await expect(page.getByLabel("Votre question ou votre remarque")).toHaveAccessibleDescription(
    /Ce champ est obligatoire/,
  );
  await page.getByLabel("Votre question ou votre remarque").fill(question);
  await page.getByRole("button", { name: "Envoyer" }).click();
  await expect(page.getByText("Le message est envoyé.")).toBeVisible();
  await expect(page.getByRole("main")).toContainText(question);
  await page.goto("/portail");
  await expect(page.getByRole("main")).toContainText("attend une réponse");

  const manager = await signedInAs(ours.manager);
  await manager.goto("/");
  await manager
    .getByRole("link", { name: `Une question du financeur sur « ${ours.grant.title} »` })
    .click();
  await expect(manager.getByRole("main")).toContainText(question);
  await manager.getByLabel("Votre message au financeur").fill(reply);
  await manager.getByRole("button", { name: "Envoyer" }).click();
  await expect(manager.getByText("Le message est envoyé.")).toBeVisible();
  await manager.goto("/");
  await expect(manager.getByRole("main")).not.toContainText("Une question du financeur");

  await page.goto(`${portal()}/echanges`);
  await expect(page.getByRole("main")).toContainText(reply);
  // A side, never a name.
  expect(await page.content()).not.toContain(ours.manager.fullName);
  await page.goto("/portail");
  await expect(page.getByRole("main")).not.toContainText("attend une réponse");
});

test("Sans JavaScript, tout se lit, et une question se pose", async ({ signedInAs }) => {
  const page = await signedInAs(ours.funder, { javaScriptEnabled: false });
  await page.goto(portal());
  await expect(page.locator("figure svg[role=img]:visible").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Tableur (CSV)" }).first()).toBeVisible();
  await page.getByLabel("Chiffres arrêtés au").selectOption({ label: "28 février 2026" });
  await page.getByRole("button", { name: "Afficher" }).click();
  await expect(page).toHaveURL(/arrete=2026-02-28/);
  const question = `Question ${uniqueWord()}`;
  await page.goto(`${portal()}/echanges`);
  await page.getByLabel("Votre question ou votre remarque").fill(question);
  await page.getByRole("button", { name: "Envoyer" }).click();
  await expect(page.getByRole("main")).toContainText(question);
});

test("Rien de personnel ni de masqué n’est dans ce que reçoit un financeur", async () => {
  const visitor = await visitorAs(ours.funder);
  const { id: releaseId } = await row<{ id: string }>(
    "select id from figure_release where grant_id = $1 and cut_off_on = '2026-03-31'",
    [ours.grant.id],
  );
  const file = (name: string) => `${portal()}/arretes/${releaseId}/${name}`;
  for (const address of [
    "/portail",
    ...parts.map((part) => portal() + part),
    ...["chiffres.csv", "argent.csv", "promis-et-fait.csv", "vues-des-videos-mois.csv"].map(file),
  ]) {
    const { status, text } = await visitor.get(address);
    if (status === 404 && address.endsWith(".csv")) continue;
    expect(status, address).toBe(200);
    for (const name of ours.names) expect(text, address).not.toContain(name);
    expect(text, address).not.toContain("made_by");
  }
  const figures = (await visitor.get(file("chiffres.csv"))).text;
  expect(figures).toMatch(/Personnes accompagnées;[^;]*;24;personnes;/);
  expect((await visitor.get(file("inconnu.csv"))).status).toBe(404);
  expect((await visitor.get(file("chiffres.pdf"))).status).toBe(404);
  expect((await visitor.get(`${portal()}?arrete=2026-03-30`)).status).toBe(404);
});

test("Le portail est accessible, en clair, en sombre et à 320 px", async ({ signedInAs }) => {
  const page = await signedInAs(ours.funder);
  for (const address of ["/portail", ...parts.map((part) => portal() + part)]) {
    await page.goto(address);
    await expectAccessible(page, address);
  }
});
