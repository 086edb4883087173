import type { Page } from "@playwright/test";
import { publicUrl } from "./support/environment.ts";
import { createActivity, createWorker, publish } from "./support/records.ts";
import { expect, test } from "./support/session.ts";

const title = (page: Page) => page.getByRole("heading", { level: 1 });

/** Presses Tab until the focus is on what is asked, as somebody without a mouse does. */
async function tabTo(page: Page, name: RegExp | string, role = "link"): Promise<void> {
  const wanted = page.getByRole(role as "link", { name }).first();
  for (let press = 0; press < 80; press += 1) {
    await page.keyboard.press("Tab");
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`La touche Tab n’atteint pas « ${name} »`);
}

/** What has the focus is on the screen and drawn with a ring. */
async function expectFocusSeen(page: Page): Promise<void> {
  const focus = await page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
      ring: style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2,
      seen: box.width > 0 && box.bottom > 0 && box.top < window.innerHeight,
      what: element.outerHTML.slice(0, 120),
    };
  });
  expect(focus, focus.what).toMatchObject({ ring: true, seen: true });
}

for (const [name, address] of [
  ["Le bureau", "/personnes"],
  ["La page de connexion", "/connexion"],
  ["L’annuaire", publicUrl],
] as const) {
  test(`${name} commence par un lien qui mène au contenu`, async ({ signedInAs, newVisitor }) => {
    const page = address === "/personnes" ? await signedInAs("coach") : await newVisitor();
    await page.goto(address);
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Aller au contenu" });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await expectFocusSeen(page);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main")).toBeFocused();
    await page.keyboard.press("Tab");
    const inMain = await page.evaluate(() => document.activeElement?.closest("main") !== null);
    expect(inMain).toBe(true);
  });
}

test("Ctrl K trouve une personne par quelques lettres et l’ouvre", async ({ signedInAs }) => {
  const worker = await createWorker();
  const page = await signedInAs("coach");
  await page.goto("/activites");
  await expect(title(page)).toHaveText("Activités");
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("Control+k");
  const box = page.getByRole("combobox", { name: /Une personne, un financement/ });
  await expect(box).toBeFocused();
  await page.keyboard.type(worker.familyName.slice(0, 7).toLowerCase());
  const option = page.getByRole("option", { name: worker.name });
  await expect(option).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${worker.path}$`));
  await expect(title(page)).toHaveText(worker.name);
  await expect(title(page)).toBeFocused();

  // Escape closes it and gives the focus back; arrows choose an action.
  await page.keyboard.press("Control+k");
  await expect(box).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(title(page)).toBeFocused();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("nouvelle");
  const options = page.getByRole("option");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(options.nth(1)).toHaveAttribute("aria-selected", "true");
  await expect(box).toHaveAttribute(
    "aria-activedescendant",
    (await options.nth(1).getAttribute("id")) ?? "",
  );
});

test("Alt R écrit un compte rendu, avec cette personne si l’on est sur sa fiche", async ({
  signedInAs,
}) => {
  const worker = await createWorker();
  const page = await signedInAs("coach");
  await page.goto(worker.path);
  await expect(title(page)).toHaveText(worker.name);
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("Alt+r");
  await expect(page).toHaveURL(new RegExp(`${worker.path}/comptes-rendus/nouveau$`));
  await expect(page.getByText(`Rencontre avec ${worker.name}.`)).toBeVisible();

  await page.goto("/activites");
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("Alt+r");
  await expect(page).toHaveURL(/\/comptes-rendus\/nouveau$/);
  // Whom it was with is typed at once.
  const search = page.getByRole("main").getByRole("searchbox");
  await expect(search).toBeFocused();
  await page.keyboard.type(worker.familyName);
  await expect(search).toHaveValue(worker.familyName);
});

test("La liste se filtre et se trie au clavier, le focus reste visible", async ({ signedInAs }) => {
  const worker = await createWorker();
  await createWorker();
  const page = await signedInAs("coach");
  await page.goto("/personnes");
  await tabTo(page, "Nom, téléphone ou courriel", "searchbox");
  await expectFocusSeen(page);
  await page.keyboard.type(worker.familyName);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`q=${worker.familyName}`));
  await expect(page.getByText("1 personne", { exact: true })).toBeVisible();
  await tabTo(page, /^Retirer le filtre/);
  await expectFocusSeen(page);
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(/q=/);

  const header = page.getByRole("columnheader", { name: /^Nom/ });
  await expect(header).toHaveAttribute("aria-sort", "ascending");
  await tabTo(page, /^Nom\b/);
  await expectFocusSeen(page);
  await page.keyboard.press("Enter");
  await expect(header).toHaveAttribute("aria-sort", "descending");
  const names = await page.getByRole("rowheader").allInnerTexts();
  const sorted = [...names].sort((a, b) => new Intl.Collator("fr").compare(b, a));
  expect(names).toEqual(sorted);
});

test("Un formulaire se remplit et s’envoie au clavier, et l’erreur prend le focus", async ({
  signedInAs,
}) => {
  const worker = await createWorker();
  const page = await signedInAs("coach");
  await page.goto(worker.path);
  await page.waitForLoadState("networkidle");
  await tabTo(page, "Modifier");
  await page.keyboard.press("Enter");
  await expect(title(page)).toHaveText(`Modifier la fiche de ${worker.name}`);
  await expect(title(page)).toBeFocused();
  await tabTo(page, "Prénom", "textbox");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.keyboard.press("Enter");
  const summary = page.getByRole("alert");
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("Indiquez le prénom.");
  // Sent again with the same error, it takes the focus again.
  await tabTo(page, "Prénom", "textbox");
  await expect(page.getByRole("button", { name: "Enregistrer" })).toBeEnabled();
  await page.keyboard.press("Enter");
  await expect(summary).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Indiquez le prénom." })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Prénom")).toBeFocused();
  await expectFocusSeen(page);
  await page.keyboard.type("Solène");
  // Just after a send, a second one is taken for a double press.
  await expect(page.getByRole("button", { name: "Enregistrer" })).toBeEnabled();
  await page.keyboard.press("Enter");
  await expect(title(page)).toHaveText(`Solène ${worker.familyName}`);
  await expect(page.getByRole("status").filter({ hasText: "est enregistrée" })).toBeFocused();
});

test("Échap referme le menu d’un petit écran et rend le focus", async ({ signedInAs }) => {
  const page = await signedInAs("coach");
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/personnes");
  await page.waitForLoadState("networkidle");
  const menu = page.getByText("Menu", { exact: true });
  await menu.press("Enter");
  const entry = page
    .getByRole("navigation", { name: "Navigation principale" })
    .getByRole("link", { name: "Personnes" });
  await expect(entry).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await expect(entry).toBeHidden();
  await expect(menu).toBeFocused();
});

test("Entrée enregistre une activité au lieu d’y ajouter une ligne", async ({ signedInAs }) => {
  const activity = await createActivity();
  const page = await signedInAs("editor");
  await page.goto(`${activity.path}/modifier`);
  await page.waitForLoadState("networkidle");
  await tabTo(page, "Titre", "textbox");
  await page.keyboard.press("End");
  await page.keyboard.type(" revu");
  await page.keyboard.press("Enter");
  await expect(title(page)).toHaveText(`${activity.title} revu`);
});

test("L’annuaire public se parcourt au clavier", async ({ newVisitor }) => {
  const activity = await createActivity();
  await publish(activity.path);
  const page = await newVisitor();
  await page.goto(publicUrl);
  await tabTo(page, /^Que cherchez-vous à faire/, "searchbox");
  await expectFocusSeen(page);
  await page.keyboard.type(activity.title);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/recherche\?q=/);
  await tabTo(page, activity.title);
  await expectFocusSeen(page);
  await page.keyboard.press("Enter");
  await expect(title(page)).toHaveText(activity.title);
});
