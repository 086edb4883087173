import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { longestManifest } from "./manifest.schema.ts";
import { readManifest } from "./read-manifest.ts";

const read = (text: string, name = "") => readManifest({ name, text });

function good(text: string, name = "") {
  const outcome = read(text, name);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.faults));
  return outcome;
}

function faults(text: string, name = "") {
  const outcome = read(text, name);
  if (outcome.ok) throw new Error("It was read");
  return outcome.faults.map(
    ({ field, line, message }) => `${line ?? "-"} ${field ?? "-"} ${message}`,
  );
}

const minimal = `publiccodeYmlVersion: "0.5"
name: Cagette
url: https://forge.example/cagette
description:
  fr:
    shortDescription: Commandes groupées entre voisins.
legal:
  license: AGPL-3.0-or-later
`;

describe("publiccode.yml", () => {
  it("becomes a software, in French where it is told in French", () => {
    const { format, resource, changes } = good(`# SPDX-License-Identifier: CC0-1.0
publiccodeYmlVersion: '0.2'
name: Medusa
url: "https://forge.example/commun/medusa.git"
landingURL: 'https://medusa.example/'
softwareType: standalone/web
usedBy: [Ville de Lille, Métropole]
description:
  en:
    shortDescription: Bookings
    documentation: https://docs.example/en
  fr-FR:
    localisedName: Méduse
    shortDescription: >
      Réserver une salle
      entre voisins.
    longDescription: |
      Un agenda partagé.

          Il rappelle les réservations.
    features:
      - Agenda
      - Rappels
legal:
  license: AGPL-3.0-or-later
maintenance:
  type: community
  contacts:
    - name: Camille Dupont
      email: camille@example.org
      phone: "0600000000"
`);
    expect(format).toBe("publiccode");
    expect(resource).toMatchObject({
      kind: "software",
      name: "Méduse",
      summary: "Réserver une salle entre voisins.",
      licenceExpression: "AGPL-3.0-or-later",
      websiteUrl: "https://medusa.example/",
      sourceUrl: "https://forge.example/commun/medusa.git",
      documentationUrl: "https://docs.example/en",
    });
    expect(resource.description).toBe(
      "Un agenda partagé.\n\nIl rappelle les réservations.\n\n### Ce qu’il fait\n\n- Agenda\n- Rappels\n\n### Qui s’en sert\n\n- Ville de Lille\n- Métropole",
    );
    expect(changes).toEqual([]);
    expect(JSON.stringify(resource)).not.toMatch(/Camille|camille@|0600000000/);
  });

  it.each(["0.2", "0.2.2", "0.3", "0.4.0", "0.5", "0.5.0"])("reads version %s", (version) => {
    expect(good(minimal.replace('"0.5"', `"${version}"`)).resource.name).toBe("Cagette");
    // Without its quotes, a version is a number.
    expect(good(minimal.replace('"0.5"', version)).resource.name).toBe("Cagette");
  });

  it("says that a text is not in French, and that a software is not kept up any more", () => {
    const { changes } = good(`${minimal.replace("  fr:", "  it:")}developmentStatus: obsolete\n`);
    expect(changes.map((change) => change.text)).toEqual([
      "Textes en italien, à traduire avant de publier.",
      "Le fichier dit que ce logiciel n’est plus entretenu.",
    ]);
  });

  it("keeps the licence as it was written, and says what it became", () => {
    const { resource, changes } = good(minimal.replace("AGPL-3.0-or-later", "GNU AGPLv3"));
    expect(resource.licenceExpression).toBe("AGPL-3.0-only");
    expect(JSON.stringify(resource)).toContain("GNU AGPLv3");
    expect(changes).toEqual([
      { field: "Licence", text: "«\u202fGNU AGPLv3\u202f» devient AGPL-3.0-only." },
    ]);
  });

  it("leaves an unknown licence empty, and keeps what was written", () => {
    const { resource, changes } = good(minimal.replace("AGPL-3.0-or-later", "voir le site"));
    expect(resource.licenceExpression).toBeNull();
    expect(JSON.stringify(resource)).toContain("voir le site");
    expect(changes[0]?.text).toContain("laissée vide");
  });

  it("makes an address of a forge's own one", () => {
    const text = minimal.replace(
      "https://forge.example/cagette",
      "git@forge.example:commun/cagette.git",
    );
    expect(good(text).resource.sourceUrl).toBe("https://forge.example/commun/cagette.git");
  });

  it("cuts what is longer than a record holds, at a word, and says so", () => {
    const long = "mot ".repeat(200);
    const { resource, changes } = good(minimal.replace("Commandes groupées entre voisins.", long));
    expect(resource.summary.length).toBeLessThanOrEqual(300);
    expect(resource.summary).toMatch(/mot…$/);
    expect(changes).toEqual([{ field: "Résumé", text: "Raccourci à 300 caractères." }]);
  });

  it("tells every fault at once, with its field and its line", () => {
    expect(
      faults(`publiccodeYmlVersion: "0.9"
name: ""
url: forge.example/cagette
landingURL: docs/index.md
description:
  fr:
    longDescription: Sans résumé.
  en: Rien
legal:
  licence: MIT
`),
    ).toEqual([
      "1 publiccodeYmlVersion Seules les versions 0.2 à 0.5 se lisent.",
      "2 name Ce champ est obligatoire.",
      "3 url On attend une adresse complète, qui commence par https://.",
      "4 landingURL On attend une adresse complète, qui commence par https://.",
      "6 description.fr.shortDescription Ce champ est obligatoire.",
      "8 description.en On attend les textes d’une langue\u202f: shortDescription, longDescription…",
      "9 legal.license Ce champ est obligatoire.",
    ]);
  });

  it("tells what is missing from a file known by its name alone", () => {
    expect(faults("categories: [it]\n", "publiccode.yml").join("\n")).toContain(
      "- publiccodeYmlVersion Ce champ est obligatoire.",
    );
  });
});

const machine = `okh-manifest-version: 1.0.0
title: Remorque à vélo
description: Porte 150 kg. Se soude en deux jours.
project-link: https://github.com/atelier/remorque
manifest-language: fr
license:
  hardware: CERN-OHL-S-2.0
`;

describe("an Open Know-How manifest in YAML", () => {
  it("becomes a machine, whose parts each have their licence", () => {
    const { format, resource, changes } = good(`%Open know-how manifest 0.1
---
title: CubeFactory2                    # required | text
description: |                         # required | paragraph
  Une mini-fabrique. Elle recycle le plastique.

  Et elle imprime.
intended-use: Montrer.
manifest-language: EN-UK
manifest-author: {name: Jeanne Martin, email: jeanne@example.org}
version: 2
license:
  hardware: CERN OHL v1.2
  documentation: CC-BY-SA 4.0
  # software: [value]
project-link: https://github.com/atelier/cube
documentation-home: docs/
making-instructions:
  - path: doc/montage.md
    title:
`);
    expect(format).toBe("okh_yaml");
    expect(resource).toMatchObject({
      kind: "hardware",
      name: "CubeFactory2",
      summary: "Une mini-fabrique. Elle recycle le plastique.",
      licenceExpression: "CERN-OHL-1.2 AND CC-BY-SA-4.0",
      websiteUrl: "https://github.com/atelier/cube",
      sourceUrl: "https://github.com/atelier/cube",
      documentationUrl: "https://github.com/atelier/cube/blob/HEAD/docs/",
    });
    expect(changes.map((change) => change.field)).toEqual([
      "Langue",
      "Licence (matériel)",
      "Licence (documentation)",
      "Licence",
    ]);
    expect(JSON.stringify(resource)).not.toMatch(/Jeanne|jeanne@/);
  });

  it("is not free when one of its parts is not, nor known when one is unknown", () => {
    const nonFree = good(`${machine}  documentation: CC BY-NC-SA 4.0\n`);
    expect(nonFree.resource.licenceExpression).toBe("CERN-OHL-S-2.0 AND CC-BY-NC-SA-4.0");
    const unknown = good(`${machine}  software: à demander\n`);
    expect(unknown.resource.licenceExpression).toBeNull();
  });

  it("reads a licence written in one word, and lists written as one path", () => {
    const { resource } = good(
      machine.replace(
        "license:\n  hardware: CERN-OHL-S-2.0",
        "license: CC-BY-NC-SA-4.0\nbom: bom.csv\nsoftware: src/",
      ),
    );
    expect(resource.licenceExpression).toBe("CC-BY-NC-SA-4.0");
  });

  it.each([
    [
      "contact:\n  social: @atelier\n",
      "9 - Une valeur ne peut pas commencer par ce caractère (@, `, %)\u202f: mettez-la entre guillemets.",
    ],
    ["title: Encore\n", "8 - Cette clé est écrite deux fois."],
    [
      "\tversion: 1\n",
      "8 - Une tabulation décale cette ligne\u202f: remplacez-la par des espaces.",
    ],
    [
      "version: a: b\n",
      "8 - Cette ligne contient deux fois «\u202f: \u202f»\u202f: mettez la valeur entre guillemets.",
    ],
    [
      "---\ntitle: Autre\n",
      "8 - Ce fichier contient plusieurs documents\u202f: gardez-en un seul.",
    ],
  ])("refuses %j, saying where", (end, fault) => {
    expect(faults(machine + end)).toEqual([fault]);
  });

  it("tells every fault at once", () => {
    expect(faults("title: [nom]\nmanifest-author: x\nlicense:\n  hardware:\n")).toEqual([
      "- description Ce champ est obligatoire.",
      "- project-link Indiquez l’adresse du projet (project-link) ou de sa documentation (documentation-home).",
      "1 title On attend un texte.",
      "3 license Indiquez au moins une licence\u202f: hardware, documentation ou software.",
    ]);
  });
});

const loom = `okhv = "OKH-LOSHv1.0"
name = "Métier à tisser"
repo = "https://gitlab.com/atelier/metier"
version = "0.10.0"
license = "CC-BY-SA-4.0"
licensor = "Jeanne Martin <jeanne@example.org>"
function = "Un métier à main. Il se monte en un jour."
documentation-language = "fr"
`;

describe("an OKH LOSH manifest in TOML", () => {
  it("becomes a machine, its paths made addresses of its repository", () => {
    const { format, resource, changes } = good(`# SPDX-License-Identifier: CC0-1.0
${loom}organization = "Atelier e.V."
readme = "README.md"
manufacturing-instructions = ["/doc/montage guide.md"]
contribution-guide = "CONTRIBUTING.md"
technology-readiness-level = "OTRL-3"

[[part]]
name = "Peigne"
source = "peigne.scad"
`);
    expect(format).toBe("okh_toml");
    expect(resource).toMatchObject({
      kind: "hardware",
      name: "Métier à tisser",
      summary: "Un métier à main. Il se monte en un jour.",
      licenceExpression: "CC-BY-SA-4.0",
      sourceUrl: "https://gitlab.com/atelier/metier",
      documentationUrl: "https://gitlab.com/atelier/metier/-/blob/HEAD/doc/montage%20guide.md",
      contributionGuide:
        "[Guide de contribution](https://gitlab.com/atelier/metier/-/blob/HEAD/CONTRIBUTING.md)",
    });
    expect(changes).toEqual([
      {
        field: "Documentation",
        text: "Les chemins du projet sont devenus des adresses de son dépôt\u202f: suivez-les une fois.",
      },
    ]);
    expect(JSON.stringify(resource)).not.toMatch(/Jeanne|jeanne@/);
  });

  it.each(['"2.0"', '"2.4"', "2.4", '"OKH-LOSHv1.0"', '"1.0"'])("reads version %s", (version) => {
    expect(good(loom.replace('"OKH-LOSHv1.0"', version)).resource.kind).toBe("hardware");
  });

  it("reads a licence by parts, and the names that earlier versions gave it", () => {
    const parts = loom.replace(
      '"CC-BY-SA-4.0"',
      '{ hardware = "CERN-OHL-S-2.0", software = "GPL-3.0" }',
    );
    expect(good(parts).resource.licenceExpression).toBe("CERN-OHL-S-2.0 AND GPL-3.0-only");
    const earlier = loom.replace("license =", "spdx-license =");
    expect(good(earlier).resource.licenceExpression).toBe("CC-BY-SA-4.0");
  });

  it("makes no address of a path that leaves the project, nor on a forge that it does not know", () => {
    expect(good(`${loom}readme = "../../etc"\n`).resource.documentationUrl).toBeNull();
    const elsewhere = loom.replace("gitlab.com", "wiki.example");
    expect(good(`${elsewhere}readme = "README.md"\n`).resource.documentationUrl).toBeNull();
  });

  it.each([
    ['name = "encore"\n', "9 - Cette clé est écrite deux fois."],
    ["bom = \n", "9 - Il manque la valeur après le signe =."],
    [
      'bom = "a" "b"\n',
      "9 - Une seule valeur par ligne\u202f: mettez les textes entre guillemets.",
    ],
  ])("refuses %j, saying where", (end, fault) => {
    expect(faults(loom + end)).toEqual([fault]);
  });

  it("tells every fault at once", () => {
    const text = `okhv = "3.0"
name = ["a"]
repo = "/srv/git"
licensor = "x"
bom = [
  "a.csv",
  { x = 1 },
]
`;
    expect(faults(text, "okh.toml")).toEqual([
      "- license Indiquez la licence, par exemple CERN-OHL-S-2.0.",
      "- function Ce champ est obligatoire.",
      "1 okhv Seules les versions 1 et 2 d’Open Know-How LOSH se lisent.",
      "2 name On attend un texte.",
      "3 repo On attend une adresse complète, qui commence par https://.",
      "7 bom[1] On attend un texte.",
    ]);
  });
});

describe("what is not a description of a resource", () => {
  it.each([
    ["", "Ce fichier est vide."],
    ["  \n# rien\n", "On attend des lignes «\u202fclé: valeur\u202f»."],
    ["bonjour", "On attend des lignes «\u202fclé: valeur\u202f»."],
    ["a: 1\n", "Ce fichier n’est ni un publiccode.yml"],
    ["[dependencies]\nx = 1\n", "Ce fichier n’est ni un publiccode.yml"],
    ["\ufffdPNG\r\n\u001a\n\0\0\0\rIHDR", "Ce fichier n’est pas un texte\u202f:"],
    ["caf\ufffd: 1", "Ce fichier n’est pas un texte en UTF-8"],
    [`a: "${"x".repeat(longestManifest)}"`, "Ce fichier dépasse 256\u00a0Ko."],
  ])("%j is refused", (text, message) => {
    expect(faults(text).join()).toContain(message);
  });

  it("is refused at once, however it is folded", () => {
    const many = (length: number, write: (index: number) => string, between: string) =>
      Array.from({ length }, (_, index) => write(index)).join(between);
    const aliases = many(
      7,
      (index) => `k${index + 1}: &a${index + 1} [${`*a${index},`.repeat(9)}]`,
      "\n",
    );
    const bombs = [
      `k0: &a0 [x,x,x,x,x,x,x,x,x]\n${aliases}\n`,
      "a: &a {b: *a}\n",
      "[".repeat(100_000),
      "{a: ".repeat(50_000),
      `a = ${"[".repeat(100_000)}`,
      `{${many(60_000, (index) => index.toString(36), ",")}}`,
      `a = {${many(20_000, (index) => `k${index} = 1`, ",")}}`,
      many(20_000, (index) => `k${index} = 1`, "\n"),
      machine.replace("CERN-OHL-S-2.0", "by nc sa gpl ".repeat(10_000)),
      machine.replace("Porte", "a. ".repeat(50_000)),
    ];
    for (const text of bombs) {
      const start = performance.now();
      read(text);
      expect(performance.now() - start, text.slice(0, 30)).toBeLessThan(4000);
      expect(text.length).toBeLessThan(longestManifest);
    }
  });

  it("runs nothing and keeps no property of its own", () => {
    const text = `${minimal}name2: !!js/function 'x'\n__proto__: {kind: place}\nconstructor: {a: 1}\n`;
    expect(good(text).resource.kind).toBe("software");
    expect(({} as { kind?: string }).kind).toBeUndefined();
  });

  it("always answers", () => {
    const lines = [
      ...minimal.split("\n"),
      ...machine.split("\n"),
      ...loom.split("\n"),
      "- x",
      "&a",
      "*a",
      "? :",
      "'",
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...lines), { maxLength: 20 }),
        fc.string(),
        (some, end) => {
          const outcome = read([...some, end].join("\n"));
          if (!outcome.ok) expect(outcome.faults.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
