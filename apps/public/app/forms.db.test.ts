import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, publishRows } from "@essaim/database/testing-rows";
import { today } from "@essaim/database/today";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startDirectory } from "./testing-server.ts";

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startDirectory>>;

beforeAll(async () => {
  database = await createTestDatabase();
  const ours = await populate(database.owner.db, "Ruche");
  await database.owner.db.transaction().execute((tx) => publishRows(tx, ours));
  server = await startDirectory(database);
}, 120_000);
afterAll(async () => {
  await server.close();
  await database.close();
});

/** Sends a form, and gives what its page then says: its title, and what its summary of errors lists. */
async function send(path: string, fields: Record<string, string>) {
  const answer = await fetch(`${server.url}${path}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { origin: server.url },
  });
  const page = await answer.text();
  const [summary = ""] = /<div[^>]*role="alert"[\s\S]*?<\/ul>/.exec(page) ?? [];
  const lines = [...summary.matchAll(/<a [^>]*>([\s\S]*?)<\/a>/g)].map(([, line]) => line);
  return { status: answer.status, title: /<title>(.*?)<\/title>/.exec(page)?.[1], summary, lines };
}

it("shows a refused form with its mistakes in its title and, named, in the order of the page", async () => {
  const sent = await send("/proposer/experience/act-ruche", { email: "sam", sinceYear: "2024" });
  expect(sent.status).toBe(422);
  expect(sent.title).toMatch(/^Erreur\s: Raconter votre expérience/);
  expect(sent.lines.map((line) => line?.replace(/\s/g, " "))).toEqual([
    "Ce qui a marché : Remplissez ce champ.",
    "Nom affiché sur la page : Indiquez un nom.",
    "Votre nom : Indiquez un nom.",
    "Votre adresse électronique : Indiquez une adresse électronique complète, par exemple prenom.nom@exemple.fr.",
  ]);
  // Nothing but the page itself gives the focus: it loads no script.
  expect(sent.summary).toMatch(/^<div[^>]*autofocus=""/);
});

it("refuses a year to come and a commune that is not known along with the rest", async () => {
  const sinceYear = String(Number(today().slice(0, 4)) + 1);
  const said = { worked: "Le samedi.", displayName: "Sam", commune: "Roubx", sinceYear };
  const sent = await send("/en/propose/experience/act-ruche", { ...said, email: "sam@exemple.fr" });
  expect(sent.title).toMatch(/^Error: Tell your experience/);
  expect(sent.lines).toEqual([
    "Town: This town is not known. Write its whole name, or its code.",
    "Since which year: That year has not come yet.",
    "Your name: Give a name.",
  ]);
});
