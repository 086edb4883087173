import type { Page } from "@playwright/test";
import { createHouse, createMember, type House, password } from "./support/accounts.ts";
import { auth, count } from "./support/database.ts";
import { staffUrl } from "./support/environment.ts";
import { linkSentTo } from "./support/outbox.ts";
import { createWorker } from "./support/records.ts";
import { addSession, expect, openSession, sessionOf, test, visitorAs } from "./support/session.ts";
import { Visitor } from "./support/visitor.ts";
import { mainText, uniqueWord } from "./support/words.ts";

const linkOf = (email: string) => linkSentTo(email, /\/(?:invitation|reinitialisation)\/[\w-]+/);

let house: House;
test.beforeAll(async () => {
  house = await createHouse();
});

test("Une invitation s’accepte une fois, par le lien du message", async ({
  signedInAs,
  newVisitor,
}) => {
  const word = uniqueWord();
  const email = `${word.toLowerCase()}@invitation.test`;
  const admin = await signedInAs(house.admin);
  await admin.goto("/administration/membres");
  await admin.getByRole("link", { name: "Inviter quelqu’un" }).click();
  await admin.getByLabel("Nom complet").fill(`Zélie ${word}`);
  await admin.getByLabel("Adresse électronique").fill(email);
  await admin.getByLabel("Média").check();
  await admin.getByRole("button", { name: "Envoyer l’invitation" }).click();
  await expect(admin.getByText("L’invitation est envoyée.")).toBeVisible();
  await expect(admin.getByRole("row", { name: email })).toContainText("Valable jusqu’au");

  const link = await linkOf(email);
  const guest = await newVisitor();
  await guest.goto(link);
  await expect(guest.getByRole("heading", { level: 1 })).toContainText(house.name);
  await guest.getByLabel("Choisissez un mot de passe").fill("court");
  await guest.getByRole("button", { name: "Ouvrir mon accès" }).click();
  await expect(guest.getByRole("alert")).toContainText("12");
  await guest.getByLabel("Choisissez un mot de passe").fill("une phrase assez longue");
  await guest.getByRole("button", { name: "Ouvrir mon accès" }).click();
  await expect(guest.getByText("Bienvenue. Votre accès est ouvert.")).toBeVisible();
  await expect(guest.getByRole("navigation", { name: "Navigation principale" })).toContainText(
    "Annuaire",
  );

  const second = await newVisitor();
  const answer = await second.goto(link);
  expect(answer?.status()).toBe(410);
  await expect(second.getByRole("heading", { level: 1 })).toHaveText(
    "Cette invitation a déjà servi",
  );
  const replay = await new Visitor(staffUrl).post(link, {
    fullName: "Un intrus",
    password: "une autre phrase longue",
  });
  expect(replay.headers.get("set-cookie")).toBeNull();
  expect(await count("user_account where email = $1", [email])).toBe(1);
});

test("Une invitation annulée ou inventée n’ouvre rien", async ({ signedInAs, newVisitor }) => {
  const email = `${uniqueWord().toLowerCase()}@annulee.test`;
  const admin = await signedInAs(house.admin);
  await admin.goto("/administration/membres/invitation");
  await admin.getByLabel("Nom complet").fill("Personne Annulée");
  await admin.getByLabel("Adresse électronique").fill(email);
  await admin.getByLabel("Média").check();
  await admin.getByRole("button", { name: "Envoyer l’invitation" }).click();
  const link = await linkOf(email);
  await admin
    .getByRole("row", { name: email })
    .getByRole("button", { name: /^Annuler/ })
    .click();
  await expect(admin.getByText("L’invitation est annulée.")).toBeVisible();
  const guest = await newVisitor();
  expect((await guest.goto(link))?.status()).toBe(410);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText(
    "Cette invitation a été annulée",
  );
  expect((await guest.goto(`${link}x`))?.status()).toBe(404);
});

test("Un mot de passe oublié se remplace par un lien à usage unique", async ({ newVisitor }) => {
  const member = await createMember(house.organisationId, "coach");
  const open = await openSession(member.email);
  const page = await newVisitor();
  await page.goto("/connexion");
  await page.getByRole("link", { name: "Mot de passe oublié" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mot de passe oublié");
  await page.getByLabel("Adresse électronique").fill(member.email);
  await page.getByRole("button", { name: "Recevoir un lien" }).click();
  await expect(page.getByText("Demande reçue")).toBeVisible();

  const link = await linkOf(member.email);
  await page.goto(link);
  await page.getByLabel("Nouveau mot de passe").fill("un nouveau mot de passe");
  await page.getByRole("button", { name: "Changer le mot de passe" }).click();
  await expect(page).toHaveURL(/\/connexion/);
  await expect(page.getByText("Connectez-vous avec le nouveau.")).toBeVisible();
  expect((await page.goto(link))?.status()).toBe(410);
  await expect(page.getByText("Ce lien ne sert plus")).toBeVisible();

  // The sessions opened with the former password are over, and it opens none.
  expect((await new Visitor(staffUrl, open).get("/personnes")).status).toBe(302);
  await signIn(page, member.email, password);
  await expect(page.getByRole("alert")).toContainText("ne correspond pas");
  await signIn(page, member.email, "un nouveau mot de passe");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page).not.toHaveURL(/connexion/);
});

test("Demander un mot de passe répond de même pour une adresse inconnue", async () => {
  const visitor = new Visitor(staffUrl);
  const member = await createMember(house.organisationId, "coach");
  const unknown = `${uniqueWord().toLowerCase()}@inconnu.test`;
  const [known, stranger] = [
    await visitor.post("/mot-de-passe-oublie", { email: member.email }),
    await visitor.post("/mot-de-passe-oublie", { email: unknown }),
  ];
  expect(known.status).toBe(200);
  expect(stranger.status).toBe(200);
  expect(said(stranger.text, unknown)).toBe(said(known.text, member.email));
});

test("Une adresse inconnue et un mauvais mot de passe reçoivent la même réponse", async () => {
  const visitor = new Visitor(staffUrl);
  const member = await createMember(house.organisationId, "coach");
  const unknown = `${uniqueWord().toLowerCase()}@inconnu.test`;
  const wrong = await visitor.post("/connexion", { email: member.email, password: "mauvais" });
  const stranger = await visitor.post("/connexion", { email: unknown, password: "mauvais" });
  expect(wrong.status).toBe(422);
  expect(stranger.status).toBe(422);
  expect(said(wrong.text, member.email)).toContain("ne correspond pas");
  expect(said(stranger.text, unknown)).toBe(said(wrong.text, member.email));
});

test("Cinq échecs ferment la connexion à ce compte, même avec le bon mot de passe", async ({
  newVisitor,
}) => {
  const member = await createMember(house.organisationId, "coach");
  const visitor = new Visitor(staffUrl);
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const answer = await visitor.post("/connexion", { email: member.email, password: "mauvais" });
    expect(answer.status, `essai ${attempt}`).toBe(422);
  }
  const refused = await visitor.post("/connexion", { email: member.email, password });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(60);
  expect(refused.headers.get("set-cookie")).toBeNull();
  const page = await newVisitor();
  await page.goto("/connexion");
  await signIn(page, member.email, password);
  await expect(page.getByRole("alert")).toContainText("Trop d’essais. Réessayez dans 15");
  // Somebody else, from the same address, still comes in.
  const other = await createMember(house.organisationId, "coach");
  await signIn(page, other.email, password);
  await expect(page).not.toHaveURL(/connexion/);
});

test("Se déconnecter partout ferme aussi l’autre navigateur", async ({ newVisitor }) => {
  const member = await createMember(house.organisationId, "coach");
  const [here, there] = [await newVisitor(), await newVisitor()];
  await addSession(here, await openSession(member.email));
  await addSession(there, await openSession(member.email));
  await there.goto("/personnes");
  await expect(there.getByRole("heading", { level: 1 })).toHaveText("Personnes");
  await here.goto("/compte");
  await here.getByRole("button", { name: "Se déconnecter partout" }).click();
  await expect(here.getByText("Toutes vos sessions sont fermées")).toBeVisible();
  await there.goto("/personnes");
  await expect(there).toHaveURL(`${staffUrl}/connexion?retour=%2Fpersonnes`);
});

test("Se déconnecter ferme la session, pas seulement la page", async ({ newVisitor }) => {
  const member = await createMember(house.organisationId, "coach");
  const cookie = await openSession(member.email);
  const page = await newVisitor();
  await addSession(page, cookie);
  await page.goto("/");
  await page.locator("summary").filter({ hasText: member.fullName }).click();
  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(page.getByText("Vous n’êtes plus connecté")).toBeVisible();
  expect((await new Visitor(staffUrl, cookie).get("/personnes")).location).toContain("/connexion");
});

test("La seule personne qui administre ne peut ni partir ni changer de rôle", async ({
  signedInAs,
}) => {
  const alone = await createHouse();
  const page = await signedInAs(alone.admin);
  const member = `/administration/membres/${alone.admin.membershipId}`;
  await page.goto(member);
  await page.getByText("Fermer son accès").click();
  await page.getByRole("button", { name: "Fermer l’accès" }).click();
  await expect(page.getByRole("alert")).toContainText("C’est la seule personne qui administre");
  // Nobody changes their own role: the form is not offered, and not taken either.
  await page.goto(member);
  await expect(page.getByRole("button", { name: "Enregistrer le rôle" })).toHaveCount(0);
  const visitor = await visitorAs(alone.admin);
  const forced = await visitor.post(member, { role: "editor", funderId: "" });
  expect(forced.status).toBe(422);
  const open = "membership where organisation_id = $1 and role = 'admin' and ended_at is null";
  expect(await count(open, [alone.organisationId])).toBe(1);
});

test("Une personne dont l’accès est fermé est dehors, puis revient quand on le rouvre", async ({
  signedInAs,
  newVisitor,
}) => {
  const member = await createMember(house.organisationId, "coach");
  const page = await newVisitor();
  await addSession(page, await openSession(member.email));
  await page.goto("/personnes");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Personnes");

  const admin = await signedInAs(house.admin);
  await admin.goto("/administration/membres");
  await admin.getByRole("link", { name: member.fullName }).click();
  await admin.getByText("Fermer son accès").click();
  await admin.getByRole("button", { name: "Fermer l’accès" }).click();
  await expect(admin.getByText(`L’accès de ${member.fullName} est fermé`)).toBeVisible();

  await page.goto("/personnes");
  await expect(page).toHaveURL(/\/connexion/);
  await signIn(page, member.email, password);
  await expect(page.getByRole("alert")).toContainText("Votre accès est fermé");

  await admin.getByRole("button", { name: `Rouvrir l’accès de ${member.fullName}` }).click();
  await expect(admin.getByText("L’accès est rouvert.")).toBeVisible();
  await signIn(page, member.email, password);
  await expect(page).not.toHaveURL(/connexion/);
});

test("Le cookie de session est illisible aux scripts et aux autres sites", async () => {
  const member = await createMember(house.organisationId, "coach");
  const answer = await new Visitor(staffUrl).post("/connexion?retour=%2Fpersonnes", {
    email: member.email,
    password,
  });
  expect(answer.status).toBe(302);
  expect(answer.location).toBe("/personnes");
  const cookie = answer.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(/^essaim_session=\w{30,};/);
  expect(cookie).toContain("HttpOnly");
  expect(cookie).toContain("SameSite=Lax");
  expect(cookie).toContain("Path=/");
  // In clear, on one's own machine; `Secure` comes with an https address.
  expect(cookie).not.toContain("Secure");
  const elsewhere = await new Visitor(staffUrl).post("/connexion?retour=%2F%2Fmechant.example", {
    email: member.email,
    password,
  });
  expect(elsewhere.location).toBe("/");
});

test("Un formulaire envoyé après la fin de la session garde ce qui était écrit", async ({
  newVisitor,
}) => {
  const worker = await createWorker();
  const page = await newVisitor();
  const session = await openSession("coach@essaim.test");
  await addSession(page, session);
  await page.goto(`${worker.path}/comptes-rendus/nouveau`);
  const summary = `Une heure d’échanges que personne ne veut récrire, ${uniqueWord()}.`;
  await page.getByLabel("Compte rendu").fill(summary);
  await page.getByLabel("Dans nos bureaux").check();
  await auth.pool.query("delete from user_session where id = $1", [session.split("=")[1]]);
  await page.getByRole("button", { name: "Enregistrer le compte rendu" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Votre session a expiré");
  await expect(page.getByText(summary)).toBeVisible();
  expect(await count("meeting where summary = $1", [summary])).toBe(0);

  await addSession(page, await sessionOf("coach"));
  await page.getByRole("button", { name: "Renvoyer" }).click();
  await expect(page).toHaveURL(new RegExp(`${worker.path}`));
  await expect(page.getByText(summary)).toBeVisible();
  expect(await count("meeting where summary = $1", [summary])).toBe(1);
});

async function signIn(page: Page, email: string, secretWord: string) {
  if (!page.url().includes("/connexion")) await page.goto("/connexion");
  await page.getByLabel("Adresse électronique").fill(email);
  await page.getByLabel("Mot de passe", { exact: true }).fill(secretWord);
  await page.getByRole("button", { name: "Se connecter" }).click();
}

/** What a page says, without the address that was typed. */
const said = (html: string, email: string) => mainText(html).replaceAll(email, "ADRESSE");
