import { readFileSync } from "node:fs";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, publishRows, type Rows } from "@essaim/database/testing-rows";
import { openColumns } from "@essaim/impact/release/open-release";
import { type ReleaseContent, readContent } from "@essaim/impact/release/release.schema";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, it } from "vitest";
import { darkInks } from "./embed/image.tsx";
import { startDirectory } from "./testing-server.ts";

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startDirectory>>;
let ours: Rows;

const people = { fr: ["personne", "personnes"], en: ["person", "people"] };
const figure = {
  name: { fr: "Personnes accompagnées", en: "People supported" },
  definition: { fr: "=SOMME(1;1) d’abord", en: "First of all" },
  unit: people,
  counted: "people",
  source: "records",
  countsPeople: true,
  value: null,
  asOf: null,
  withheld: null,
  parts: null,
  target: null,
  milestones: [],
  actionId: null,
};
const content: ReleaseContent = readContent({
  edition: 1,
  cutOffOn: "2026-09-30",
  threshold: 5,
  header: {
    organisationName: "Ruche",
    grantTitle: "De la rue & du vélo",
    funderName: "Ville de Lille",
    programmeName: "Entrer par la petite porte",
    programmeDescription: "Vingt-cinq personnes en un an.",
    startsOn: "2026-01-01",
    endsOn: "2026-12-31",
  },
  actions: [{ id: "a", name: "Accompagner", description: "Un par un." }],
  people: {
    total: { people: 26, asOf: "2026-06-30" },
    tables: {
      residence: {
        asOf: "2026-06-30",
        classes: [
          { cells: ["priority"], people: 14 },
          { cells: ["outside", "unknown"], people: 12 },
        ],
      },
    },
    neighbourhoods: {
      people: { QN05901M: 9 },
      names: { QN05901M: "Secteur Sud" },
      asOf: "2026-06-30",
    },
    isElsewhere: false,
  },
  figures: [
    {
      ...figure,
      key: "supported_workers",
      value: 26,
      asOf: "2026-06-30",
      target: 25,
      actionId: "a",
    },
    {
      ...figure,
      key: "sustainable_exits",
      name: { fr: "Sorties durables", en: "Lasting exits" },
      withheld: "small",
      target: 8,
    },
    {
      ...figure,
      key: "video_views",
      name: { fr: "Vues des vidéos", en: "Video views" },
      unit: { fr: ["vue", "vues"], en: ["view", "views"] },
      counted: "views",
      source: "declared",
      countsPeople: false,
      value: 1500,
      asOf: "2026-09-30",
      target: 10_000,
      milestones: [{ dueOn: "2026-06-30", value: 4000 }],
    },
    {
      ...figure,
      key: "own:01900000-0000-7000-8000-000000000009",
      name: { fr: "Soirées au garage", en: "Soirées au garage" },
      unit: { fr: ["soirée", "soirées"], en: ["soirée", "soirées"] },
      counted: "events",
      countsPeople: false,
      value: 3,
      asOf: "2026-09-30",
      target: 4,
    },
    {
      ...figure,
      key: "money_given_to_commons",
      name: { fr: "Argent donné aux communs", en: "Money given to commons" },
      unit: { fr: ["euro", "euros"], en: ["euro", "euros"] },
      counted: "euros",
      countsPeople: false,
      value: 124_000,
      asOf: "2026-09-30",
      target: 500_000,
    },
  ],
  months: {
    video_views: [
      { month: "2026-02-01", value: 600 },
      { month: "2026-03-01", value: 900 },
    ],
  },
  contributions: [{ kind: "code", contributions: 7 }],
});

const release = (grantId: string, of: ReleaseContent, isPublic: boolean) =>
  database.owner.db
    .insertInto("figure_release")
    .values({
      organisation_id: ours.organisationId,
      grant_id: grantId,
      cut_off_on: of.cutOffOn,
      content: JSON.stringify(of),
      details: JSON.stringify({
        edition: 1,
        secret: "ZIBELINE",
        months: { own: [{ month: "2026-02-01", value: 98765 }] },
      }),
      is_public: isPublic,
    })
    .execute();

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  await database.owner.db.transaction().execute((tx) => publishRows(tx, ours));
  await release(ours.grantId, content, true);
  const later = {
    ...content,
    cutOffOn: "2026-10-31",
    contributions: [{ kind: "code", contributions: 4321 }],
  };
  await release(ours.grantId, later, false);
  server = await startDirectory(database);
}, 120_000);
afterAll(async () => {
  await server.close();
  await database.close();
});

const ask = (path: string) => fetch(server.url + path, { redirect: "manual" });
async function read(path: string): Promise<string> {
  const answer = await ask(path);
  expect(answer.status, path).toBe(200);
  return plain(await answer.text());
}
/** With plain spaces: those of dates and figures do not break. */
const plain = (page: string) => page.replace(/[\u00a0\u202f]/g, " ").replaceAll("&amp;", "&");

it("tells each promise in one sentence, in both languages", async () => {
  const page = await read("/impact/ruche");
  for (const sentence of [
    "25 personnes promises, 26 accompagnées au 30 juin 2026.",
    "8 sorties durables promises ; ce qui est fait est masqué (secret statistique).",
    "10 000 vues de vidéos promises, 1 500 relevées.",
    "Soirées au garage : objectif de 4 soirées, 3 soirées.",
    "1 objectif sur 5 est atteint, 1 est masqué.",
    "26 personnes accompagnées du 1er janvier 2026 au 30 juin 2026.",
    "En quartier prioritaire : 14 sur 26 (54 %).",
    "1 500 vues en tout, dont 900 en mars 2026.",
    "Un nombre de moins de 5 personnes",
    "Argent donné aux communs : objectif de 5 000,00 €, 1 240,00 €.",
    "Argent donné aux communs : 1 240,00 € sur 5 000,00 €",
    "Secteur Sud",
  ])
    expect(page).toContain(sentence);
  expect(page.match(/<h1/g)).toHaveLength(1);
  // Promises are read first, all the rest is one click away.
  const [first = "", ...folded] = page.split('<details class="group/part');
  expect(first).toContain("25 personnes promises");
  expect(folded.map((part) => /<h3[^>]*>(.*?)<\/h3>/.exec(part)?.[1])).toEqual([
    "Programme",
    "Personnes accompagnées",
    "Mois après mois",
    "Contributions aux communs",
    "Ce qui n’est pas montré, et pourquoi",
  ]);
  expect(page).not.toContain("<script src");
  const english = await read("/en/impact/ruche");
  expect(english).toContain("25 people promised, 26 supported by 30 June 2026.");
  expect(english).toContain("8 lasting exits promised; what was done is withheld");
  expect(english).toContain('hrefLang="fr" href="https://annuaire.example/impact/ruche"');
  const [, data = ""] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page) ?? [];
  expect(JSON.parse(data)["@graph"][0]).toMatchObject({
    "@type": "Dataset",
    temporalCoverage: "2026-01-01/2026-09-30",
    distribution: [{ contentUrl: "https://annuaire.example/impact/ruche/indicateurs.csv" }, {}],
  });
});

const everywhere = [
  "/impact/ruche",
  "/en/impact/ruche",
  "/impact/ruche/cadre",
  "/en/impact/ruche/cadre",
  "/impact/ruche/integrer",
  "/impact/ruche/dessin-clair.svg",
  "/impact/ruche/dessin-sombre.svg",
  "/impact/ruche/indicateurs.csv",
  "/impact/ruche/indicateurs.json",
];

it("says nothing of what is for the funder, nor of what is not public", async () => {
  for (const path of everywhere) {
    const page = (await read(path)).replaceAll(" ", "");
    for (const secret of ["ZIBELINE", "98765", "4321", "31octobre2026", "2026-10-31"])
      expect(page, path).not.toContain(secret);
  }
});

it("gives the same figures as open data, one a line, and says why one is missing", async () => {
  const answer = await ask("/impact/ruche/indicateurs.csv");
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(answer.headers.get("content-type")).toContain("text/csv");
  const lines: Record<string, string>[] = parse(await answer.text(), { columns: true });
  expect(Object.keys(lines[0] ?? {})).toEqual(Object.keys(openColumns));
  const find = (table: string, key: string) =>
    lines.find((line) => line.table === table && line.key === key);
  expect(find("indicator", "supported_workers")).toMatchObject({
    ...{ value: "26", target: "25", unit: "people", as_of: "2026-06-30", cut_off_on: "2026-09-30" },
    ...{ threshold: "5", withheld: "", licence: "CC-BY-SA-4.0", name_en: "People supported" },
  });
  // A spreadsheet must not take what somebody wrote for a formula.
  expect(find("indicator", "supported_workers")?.definition_fr).not.toMatch(/^=/);
  expect(find("indicator", "sustainable_exits")).toMatchObject({ value: "", withheld: "small" });
  expect(find("indicator", "money_given_to_commons")).toMatchObject({
    ...{ value: "124000", unit: "euro_cents", target: "500000" },
  });
  expect(find("milestone", "video_views")).toMatchObject({ on: "2026-06-30", value: "4000" });
  expect(find("people_by_residence", "outside+unknown")).toMatchObject({ value: "12" });
  expect(find("people_by_gender", "woman")).toMatchObject({ value: "", withheld: "small" });
  expect(find("neighbourhood", "QN05901M")).toMatchObject({ value: "9" });
  expect(find("contribution", "code")).toMatchObject({ value: "7", name_en: "Code" });
  expect(lines.filter(({ table }) => table === "month").map(({ value }) => value)).toEqual([
    "600",
    "900",
  ]);

  const json = await (await ask("/impact/ruche/indicateurs.json")).json();
  expect(json).toMatchObject({
    licence: { spdx: "CC-BY-SA-4.0", attribution: "Ruche, https://annuaire.example/impact/ruche" },
    organisation: { slug: "ruche", name: "Ruche" },
    releases: [{ cutOffOn: "2026-09-30", people: { total: 26, withheld: null } }],
  });
  const told = json.releases[0].indicators.map((one: { key: string; value: number | null }) => [
    one.key,
    one.value === null ? "" : String(one.value),
  ]);
  expect(told).toEqual(
    lines.filter(({ table }) => table === "indicator").map(({ key, value }) => [key, value]),
  );
  const gone = await ask("/impact/personne/indicateurs.csv");
  expect([gone.status, gone.headers.get("content-type")]).toEqual([
    404,
    expect.stringContaining("application/problem+json"),
  ]);
});

it("is a data set of the catalogue: files, definitions, licence and last day counted", async () => {
  const catalogue = async () =>
    JSON.parse(await (await ask("/donnees/catalogue.jsonld")).text())["dcat:dataset"].slice(1);
  const [dataset, ...others] = await catalogue();
  expect(others).toEqual([]);
  const definitions = { "@id": "https://annuaire.example/donnees#impact" };
  // The release of October is for the funder alone.
  const lastDay = { "@type": "xsd:date", "@value": "2026-09-30" };
  expect(dataset).toMatchObject({
    "@type": "dcat:Dataset",
    "dct:publisher": { "foaf:name": "Ruche" },
    "dcat:landingPage": { "@id": "https://annuaire.example/impact/ruche" },
    "foaf:page": definitions,
    "dct:modified": lastDay,
  });
  const types: string[] = [];
  for (const file of dataset["dcat:distribution"]) {
    expect(file).toMatchObject({
      "dct:license": { "@id": "https://creativecommons.org/licenses/by-sa/4.0/" },
      "foaf:page": definitions,
      "dct:modified": lastDay,
    });
    const answer = await ask(new URL(file["dcat:downloadURL"]["@id"]).pathname);
    expect(answer.status).toBe(200);
    const type = file["dcat:mediaType"]["@id"].split("/media-types/")[1];
    expect(answer.headers.get("content-type")).toContain(type);
    types.push(type);
    await answer.body?.cancel();
  }
  expect(types).toEqual(["text/csv", "application/json"]);
  expect(await read(new URL(definitions["@id"]).pathname)).toContain('id="impact"');
});

it("lets other sites show its frame and its images, and nothing else", async () => {
  const frame = await ask("/impact/ruche/cadre");
  expect(frame.headers.get("content-security-policy")).toContain("frame-ancestors *");
  expect(frame.headers.get("x-frame-options")).toBeNull();
  const html = await frame.text();
  expect(html).not.toMatch(/<script|<form|style=/);
  expect(html).toContain('<a href="https://annuaire.example/impact/ruche">');
  for (const path of ["/impact", "/impact/ruche", "/impact/ruche/integrer", "/impact/a/b/cadre"]) {
    const answer = await ask(path);
    expect(answer.headers.get("content-security-policy"), path).toContain("frame-ancestors 'none'");
    expect(answer.headers.get("x-frame-options"), path).toBe("DENY");
    expect(answer.headers.get("cross-origin-resource-policy"), path).not.toBe("cross-origin");
  }
  const drawing = async (ground: string) => {
    const answer = await ask(`/impact/ruche/dessin-${ground}.svg`);
    expect(answer.headers.get("content-type")).toContain("image/svg+xml");
    expect(answer.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    const svg = await answer.text();
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="\d+" height="\d+"/);
    expect(svg).not.toMatch(/var\(|class=|style|<script|http(?!:\/\/www\.w3\.org)/);
    return svg;
  };
  expect(await drawing("clair")).toContain('fill="#ffffff"');
  expect(await drawing("sombre")).toContain(`fill="${darkInks.paper}"`);
});

it("draws on a dark ground with the colours of our own pages", () => {
  const theme = readFileSync(
    new URL("../../../packages/ui/src/theme.css", import.meta.url),
    "utf8",
  );
  const dark = theme.slice(theme.indexOf("prefers-color-scheme: dark"));
  for (const [token, colour] of Object.entries(darkInks))
    expect(dark, token).toContain(`--color-${token}: ${colour};`);
});

it("is led to while it is public, and leaves every address once it is withdrawn", async () => {
  const only = await ask("/en/impact");
  expect([only.status, only.headers.get("location")]).toEqual([302, "/en/impact/ruche"]);
  expect(await read("/")).toContain('href="/impact/ruche"');
  expect(await read("/sitemaps/1.xml")).toContain("https://annuaire.example/en/impact/ruche");
  expect(await read("/donnees")).toContain("/impact/ruche/indicateurs.csv");

  await database.owner.db.updateTable("figure_release").set({ is_public: false }).execute();
  for (const path of everywhere) expect((await ask(path)).status, path).toBe(404);
  expect(await (await ask("/impact/ruche/cadre")).text()).toContain("ne sont pas publics");
  expect(await read("/")).not.toContain("/impact/");
  expect(await read("/sitemaps/1.xml")).not.toContain("/impact/");
  expect(await read("/donnees/catalogue.jsonld")).not.toContain("/impact/");
  expect(await read("/impact")).toContain("Aucune coopérative");
});
