import { today } from "@essaim/database/today";
import type { Locator, Page } from "@playwright/test";
import { count } from "./support/database.ts";
import { coachIdOf, createWorker, forms, send } from "./support/records.ts";
import { expect, test } from "./support/session.ts";
import { daysFrom } from "./support/words.ts";

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const main = (page: Page) => page.getByRole("main");

/** What somebody does from the home page, clicks counted; typing is not clicking. */
async function fromHome(
  page: Page,
  task: (click: (target: Locator) => Promise<void>) => Promise<void>,
): Promise<number> {
  let clicks = 0;
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  await task(async (target) => {
    clicks += 1;
    await target.click();
  });
  return clicks;
}

const mostClicks = 3;

test("Trouver une personne", async ({ signedInAs }) => {
  const worker = await createWorker();
  const page = await signedInAs("coach");
  const clicks = await fromHome(page, async (click) => {
    await click(page.getByRole("link", { name: "Rechercher" }).first());
    await page.keyboard.type(worker.familyName.slice(0, 7).toLowerCase());
    await click(page.getByRole("option", { name: worker.name }));
    await expect(title(page)).toHaveText(worker.name);
  });
  expect(clicks).toBeLessThanOrEqual(mostClicks);
});

test("Trouver une personne, sans JavaScript", async ({ signedInAs }) => {
  const worker = await createWorker();
  const page = await signedInAs("coach", { javaScriptEnabled: false });
  const clicks = await fromHome(page, async (click) => {
    await click(page.getByRole("link", { name: "Rechercher" }).first());
    await main(page).getByRole("searchbox").fill(worker.familyName);
    await page.keyboard.press("Enter");
    await click(main(page).getByRole("link", { name: worker.name }));
    await expect(title(page)).toHaveText(worker.name);
  });
  expect(clicks).toBeLessThanOrEqual(mostClicks);
});

test("Écrire le compte rendu d’une rencontre que personne n’avait prévue", async ({
  signedInAs,
}) => {
  const worker = await createWorker();
  const page = await signedInAs("coach");
  const clicks = await fromHome(page, async (click) => {
    await click(main(page).getByRole("link", { name: "Compte rendu", exact: true }));
    await main(page).getByRole("searchbox").fill(worker.familyName);
    await page.keyboard.press("Enter");
    await click(main(page).getByRole("link", { name: worker.name }));
    await page.getByLabel("Compte rendu").fill("Elle a trouvé un local.");
    await page.getByLabel("Prochaine étape").fill("Visiter le local");
    await click(page.getByRole("button", { name: "Enregistrer le compte rendu" }));
    await expect(title(page)).toHaveText(worker.name);
    await expect(main(page)).toContainText("Elle a trouvé un local.");
    await expect(main(page)).toContainText("Visiter le local");
  });
  expect(clicks).toBeLessThanOrEqual(mostClicks);
});

test("Écrire le compte rendu d’un rendez-vous du jour, et prendre le suivant en même temps", async ({
  signedInAs,
}) => {
  const worker = await createWorker();
  const coachId = await coachIdOf();
  await send("coach", `${worker.path}/rendez-vous/nouveau`, {
    ...forms.appointment(coachId),
    heldOn: today(),
    startTime: "07:00",
  });
  const page = await signedInAs("coach");
  const next = daysFrom(today(), 15);
  const clicks = await fromHome(page, async (click) => {
    await click(main(page).getByRole("link", { name: new RegExp(`^Raconter.*${worker.name}`) }));
    await page.getByLabel("Compte rendu").fill("Le devis est signé.");
    const booking = page.getByRole("group", { name: /^Prochain rendez-vous/ });
    await booking.getByLabel("Jour").fill(next);
    await booking.getByLabel("Heure").fill("10:30");
    await click(page.getByRole("button", { name: "Enregistrer le compte rendu" }));
    await expect(title(page)).toHaveText(worker.name);
    await expect(main(page)).toContainText("Le devis est signé.");
  });
  expect(clicks).toBeLessThanOrEqual(mostClicks);
  const booked = "meeting where worker_id = $1 and held_on = $2 and attendance = 'expected'";
  expect(await count(booked, [worker.id, next])).toBe(1);
});

test("Prendre le prochain rendez-vous", async ({ signedInAs }) => {
  const worker = await createWorker();
  const page = await signedInAs("coach");
  const clicks = await fromHome(page, async (click) => {
    await click(main(page).getByRole("link", { name: "Rendez-vous", exact: true }));
    await main(page).getByRole("searchbox").fill(worker.familyName);
    await page.keyboard.press("Enter");
    await click(main(page).getByRole("link", { name: worker.name }));
    await page.getByLabel("Jour").fill(daysFrom(today(), 12));
    await page.getByLabel("Heure").fill("16:00");
    await click(page.getByRole("button", { name: "Prendre ce rendez-vous" }));
    await expect(title(page)).toHaveText(worker.name);
    await expect(page.getByText("Le rendez-vous est pris.")).toBeVisible();
  });
  expect(clicks).toBeLessThanOrEqual(mostClicks);
});
