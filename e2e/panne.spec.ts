import { type App, startApp } from "./support/app.ts";
import { count } from "./support/database.ts";
import { DatabaseWire } from "./support/proxy.ts";
import { createWorker, forms } from "./support/records.ts";
import { addSession, expect, sessionOf, test } from "./support/session.ts";
import { Visitor } from "./support/visitor.ts";
import { mainText, uniqueWord } from "./support/words.ts";

const wire = new DatabaseWire();
let staff: App;
let directory: App;

test.beforeAll(async () => {
  await wire.restore();
  [staff, directory] = await Promise.all([
    startApp("staff", wire.url),
    startApp("public", wire.url),
  ]);
});
test.afterAll(async () => {
  await Promise.all([staff?.stop(), directory?.stop()]);
  await wire.cut().catch(() => {});
});

const sorry = "Le service est momentanément indisponible";

test("Base perdue : 503 en français avec l’heure de revenir, puis tout reprend", async ({
  browser,
}) => {
  const worker = await createWorker();
  const coach = new Visitor(staff.url, await sessionOf("coach"));
  const reader = new Visitor(directory.url);
  const familyName = uniqueWord();
  const form = forms.worker(familyName);
  expect((await coach.get(worker.path)).status).toBe(200);
  expect((await reader.get("/activites")).status).toBe(200);

  await wire.cut();
  for (const [visitor, path] of [
    [coach, "/"],
    [coach, worker.path],
    [coach, "/nulle-part"],
    [reader, "/"],
    [reader, "/recherche?q=velo"],
  ] as const) {
    const answer = await visitor.get(path);
    expect(answer.status, path).toBe(503);
    expect(Number(answer.headers.get("retry-after")), path).toBeGreaterThan(0);
    expect(mainText(answer.text), path).toContain(sorry);
    expect(answer.text.includes('<html lang="fr"'), path).toBe(true);
  }
  const english = await reader.get("/en/activities");
  expect(english.status).toBe(503);
  expect(mainText(english.text)).toContain("The service is unavailable for a moment");
  const signIn = await new Visitor(staff.url).post("/connexion", {
    email: "coach@essaim.test",
    password: "peu importe",
  });
  expect(signIn.status).toBe(503);
  expect((await coach.get("/recherche.json?q=nour")).status).toBe(503);
  const lost = await coach.post("/personnes/nouvelle", form);
  expect(lost.status).toBe(503);
  for (const app of [staff, directory]) {
    const visitor = new Visitor(app.url);
    expect((await visitor.get("/healthz")).status).toBe(200);
    const ready = await visitor.get("/readyz");
    expect(ready.status).toBe(503);
    expect(ready.text).toContain("database unreachable");
  }

  // In the browser, the page says so and offers to try again.
  const page = await (await browser.newContext({ baseURL: staff.url })).newPage();
  const [name = "", value = ""] = (await sessionOf("coach")).split("=");
  await page.context().addCookies([{ name, value, url: staff.url }]);
  await page.goto(worker.path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(sorry);

  await wire.restore();
  await page.getByRole("link", { name: "Réessayer maintenant" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(worker.name);
  await page.context().close();
  for (const app of [staff, directory]) {
    expect((await new Visitor(app.url).get("/readyz")).status).toBe(200);
  }
  expect((await coach.get(worker.path)).status).toBe(200);
  expect((await reader.get("/recherche?q=velo")).status).toBe(200);
  // The form that was refused, sent again, is saved once.
  expect((await coach.post("/personnes/nouvelle", form)).status).toBe(302);
  expect((await coach.post("/personnes/nouvelle", form)).status).toBe(302);
  expect(await count("worker where family_name = $1", [familyName])).toBe(1);
});

test("Coupée au milieu d’une requête, la base ne fait tomber aucun des deux services", async () => {
  const coach = new Visitor(staff.url, await sessionOf("coach"));
  const reader = new Visitor(directory.url);
  wire.hold();
  const flying = [coach.get("/personnes"), reader.get("/activites")];
  await new Promise((next) => setTimeout(next, 300));
  await wire.cut();
  for (const answer of await Promise.all(flying)) expect(answer.status).toBe(503);
  wire.release();
  await wire.restore();
  expect((await coach.get("/personnes")).status).toBe(200);
  expect((await reader.get("/activites")).status).toBe(200);
});

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "avec" : "sans";
  test(`Un formulaire envoyé pendant la panne garde ce qui était écrit, ${how} JavaScript`, async ({
    newVisitor,
  }) => {
    const worker = await createWorker();
    const page = await newVisitor({ baseURL: staff.url, javaScriptEnabled });
    await addSession(page, await sessionOf("coach"));
    const summary = `Une heure d’échanges, ${uniqueWord()}.`;
    await page.goto(`${worker.path}/comptes-rendus/nouveau`);
    await page.getByLabel("Compte rendu").fill(summary);
    await page.getByLabel("À distance").check();
    await wire.cut();
    await page.getByRole("button", { name: "Enregistrer le compte rendu" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(sorry);
    await expect(page.getByText(summary)).toBeVisible();
    await page.getByRole("button", { name: "Renvoyer" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(sorry);
    await expect(page.getByText(summary)).toBeVisible();
    await wire.restore();
    await page.getByRole("button", { name: "Renvoyer" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(worker.name);
    await expect(page.getByText(summary)).toBeVisible();
    expect(await count("meeting where summary = $1", [summary])).toBe(1);
  });
}

test("Arrêté pendant une requête lente, un service la termine avant de partir", async () => {
  const own = new DatabaseWire();
  await own.restore();
  const app = await startApp("staff", own.url);
  const coach = new Visitor(app.url, await sessionOf("coach"));
  const familyName = uniqueWord();
  expect((await coach.get("/personnes")).status).toBe(200);

  own.hold();
  const slow = coach.post("/personnes/nouvelle", forms.worker(familyName));
  await new Promise((next) => setTimeout(next, 300));
  const stopped = app.stop();
  await new Promise((next) => setTimeout(next, 300));
  expect(app.process.exitCode).toBeNull();
  await expect(fetch(`${app.url}/healthz`), "aucune nouvelle requête").rejects.toThrow();
  own.release();

  const answer = await slow;
  expect(answer.status).toBe(302);
  expect(answer.location).toContain("/personnes/");
  expect(await stopped).toBe(0);
  expect(await count("worker where family_name = $1", [familyName])).toBe(1);
  await own.cut();
});

test("Deux processus du bureau n’en font qu’un : session ouverte ici, valable là", async ({
  newVisitor,
  baseURL,
}) => {
  const cookie = await sessionOf("coach");
  const familyName = uniqueWord();
  const [here, there] = [new Visitor(baseURL ?? "", cookie), new Visitor(staff.url, cookie)];
  // The same form sent to both at once is saved once.
  const form = forms.worker(familyName);
  const answers = await Promise.all(
    [here, there].map((visitor) => visitor.post("/personnes/nouvelle", form)),
  );
  expect(answers.map(({ status }) => status)).toEqual([302, 302]);
  expect(answers[0]?.location).toBe(answers[1]?.location);
  expect(await count("worker where family_name = $1", [familyName])).toBe(1);
  const page = await newVisitor();
  await addSession(page, cookie);
  await page.goto(answers[1]?.location ?? "");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Nour ${familyName}`);
});
