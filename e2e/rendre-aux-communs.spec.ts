import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe.ts";
import { count, row } from "./support/database.ts";
import { publicUrl } from "./support/environment.ts";
import {
  createContribution,
  createPot,
  createResource,
  createWorker,
  publish,
} from "./support/records.ts";
import { expect, test } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

const main = (page: Page) => page.getByRole("main");
const send = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** What the two documented commands write, for commits of one month. */
function gitLog(repository: string, commits: { mail: string; name: string; title: string }[]) {
  const lines = commits.map(({ mail, name, title }, at) => {
    const sha = `${uniqueWord()}${at}`.replace(/./g, (letter) =>
      (letter.charCodeAt(0) % 16).toString(16),
    );
    const fields = [sha.padEnd(40, "0").slice(0, 40), "", "2026-03-10T09:00:00+01:00", mail, name];
    return `\x1e${[...fields, "", title].join("\x1f")}\n\n3\t1\tlisez-moi.md\n`;
  });
  return `git@github.com:essai/${repository}.git\n${lines.join("")}`;
}

test.describe("Sans JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("Un historique git devient des contributions, une fois, sans rien garder des autres", async ({
    signedInAs,
  }) => {
    const worker = await createWorker();
    const resource = await createResource();
    const [outsider, mail] = [`${uniqueWord()}@ailleurs.example`, `${uniqueWord()}@essai.example`];
    const text = gitLog(uniqueWord().toLowerCase(), [
      { mail, name: worker.name, title: "Corrige l’accueil" },
      { mail, name: worker.name, title: "Traduit l’accueil" },
      { mail: outsider, name: "Quelqu’un d’ailleurs", title: "Autre chose" },
    ]);
    const page = await signedInAs("manager");
    const sendFile = async (content: string, page: Page) => {
      await page.goto("/contributions/import");
      await page.getByLabel("Historique git").check();
      await page.getByLabel("Commun qui reçoit").selectOption(resource.id);
      await page.getByLabel("Fichier", { exact: true }).setInputFiles({
        name: "contributions.txt",
        mimeType: "text/plain",
        buffer: Buffer.from(content),
      });
      await send(page, "Envoyer et lire");
    };
    await sendFile(text.replace("2026-03-10T", "hier T"), page);
    await expect(main(page)).toContainText("Rien n’est écrit.");
    await expect(page.getByRole("row", { name: /Ligne 2/ })).toContainText("date");

    await sendFile(text, page);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Qui est qui");
    // The name is proposed, since one person alone bears it.
    await expect(page.getByLabel(worker.name)).toHaveValue(worker.name);
    await expect(page.getByLabel("Quelqu’un d’ailleurs")).toHaveValue("");
    await send(page, "Faire un essai");
    await expect(main(page)).toContainText("1 de personnes d’ailleurs");
    await expect(page.getByRole("row", { name: /2 commits/ })).toContainText(worker.name);
    expect(await count("contribution where open_resource_id = $1", [resource.id])).toBe(0);
    await send(page, "Écrire ces contributions");
    await expect(main(page)).toContainText("Les contributions sont importées");
    await expect(main(page)).toContainText("2 commits");

    const scripted = await signedInAs("manager", { javaScriptEnabled: true });
    await sendFile(text, scripted);
    await expect(scripted.getByLabel(worker.name)).toHaveValue(worker.name);
    await expectAccessible(scripted, "Qui est qui");
    await send(scripted, "Faire un essai");
    await expect(main(scripted)).toContainText("Rien de nouveau à écrire");
    await expectAccessible(scripted, "Essai de l’import");
    expect(await count("contribution where open_resource_id = $1", [resource.id])).toBe(1);
    expect(await count("contributor_alias where alias = $1", [outsider])).toBe(0);
  });
});

test("Une cagnotte rencontre une objection, puis l’accord de tous, et se verse en dépenses", async ({
  signedInAs,
}) => {
  const worker = await createWorker();
  const resource = await createResource();
  const pot = await createPot(resource.id, worker.id);
  const page = await signedInAs("manager");
  const answer = async (what: string, reason = "") => {
    await page.getByLabel(what, { exact: true }).check();
    await page.getByLabel("Pourquoi", { exact: true }).fill(reason);
    await send(page, "Noter cette réponse");
  };
  const propose = async (amount: string) => {
    await page.getByLabel(worker.name).fill(amount);
    await send(page, "Proposer ce partage");
    await expect(main(page)).toContainText("Le partage est proposé.");
  };
  await page.goto(`/cagnottes/${pot.id}`);
  await main(page).getByRole("link", { name: "Proposer un partage" }).click();
  await page.getByLabel(worker.name).fill("1 000,01");
  await send(page, "Proposer ce partage");
  await expect(main(page)).toContainText("Cette proposition partage plus que la cagnotte.");
  await expect(page.getByLabel(worker.name)).toHaveValue("1 000,01");
  await propose("600");
  await send(page, "Clore ce tour");
  await expect(main(page)).toContainText("Tout le monde n’a pas encore répondu.");
  await answer("Objecte");
  await expect(main(page)).toContainText("Une objection dit pourquoi");
  await answer("Objecte", "Le travail était plus long.");
  await expect(main(page)).toContainText("La réponse est notée");
  await send(page, "Clore ce tour");
  await expect(main(page)).toContainText("Une objection écarte ce partage");
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 900 });

  await main(page).getByRole("link", { name: "Faire une autre proposition" }).click();
  await propose("800,50");
  await answer("Consent");
  await expect(main(page)).toContainText("La réponse est notée");
  await send(page, "Clore ce tour");
  await expect(main(page)).toContainText("Le partage est adopté");
  await send(page, "Verser les parts");
  await expect(main(page)).toContainText("Versée");
  await main(page).getByText("1 proposition précédente").click();
  await expect(main(page)).toContainText("Le travail était plus long.");
  const { cents } = await row<{ cents: number }>(
    `select e.amount_cents::int as cents from expense e join reward_claim c on c.expense_id = e.id
      where c.pot_id = $1`,
    [pot.id],
  );
  expect(cents).toBe(80_050);
});

test("La page publique d’un commun dit ce qui lui est rendu, quand la coopérative le veut", async ({
  signedInAs,
  newVisitor,
}) => {
  const resource = await createResource();
  await publish(resource.path);
  await createContribution(resource.id);
  const visitor = await newVisitor();
  const address = `${publicUrl}/ressources/${resource.slug}/ce-que-nous-rendons`;
  expect((await visitor.goto(address))?.status()).toBe(404);

  const page = await signedInAs("manager");
  await page.goto(`/communs/${resource.id}/modifier`);
  await page.getByLabel("Dire ce que la coopérative lui rend").check();
  await send(page, "Enregistrer");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(resource.title);

  await visitor.goto(address);
  await expect(visitor.getByRole("heading", { level: 1 })).toContainText("Ce que nous rendons");
  await expect(visitor.getByRole("row", { name: /^Traductions/ })).toContainText("1");
  await expectAccessible(visitor);
  await visitor.goto(address.replace("/ressources/", "/en/resources/"));
  await expect(visitor.getByRole("row", { name: /^Translations/ })).toContainText("1");
  await visitor.goto(`${publicUrl}/ressources/${resource.slug}`);
  await expect(visitor.getByRole("link", { name: /^Ce qui lui est rendu par/ })).toBeVisible();
});
