import { day } from "@essaim/funding/spending/spending.words";
import { type Breakdown, breakdowns, tableOf } from "@essaim/impact/disclosure/breakdown.rules";
import { loadSolver, type Solver } from "@essaim/impact/disclosure/solver";
import type { Published } from "@essaim/impact/disclosure/testing-attacker";
import {
  breakIn,
  few,
  many,
  places,
  type Story,
  seed,
  storiesOf,
} from "@essaim/impact/disclosure/testing-story";
import {
  countsIn,
  dice,
  neighbourhoods,
  neighbourhoodsIn,
} from "@essaim/impact/disclosure/testing-world";
import { placesOf } from "@essaim/impact/portal/portal.queries";
import {
  findIndicator,
  type IndicatorDefinition,
  registry,
} from "@essaim/impact/registry/indicator.schema";
import type { Made } from "@essaim/impact/release/ledger.rules";
import { openColumns, openLines, openRelease } from "@essaim/impact/release/open-release";
import { writeRelease } from "@essaim/impact/release/release.rules";
import { readContent, readDetails } from "@essaim/impact/release/release.schema";
import { classLabel, tableTitle } from "@essaim/impact/release/release.words";
import type { ReleaseSource } from "@essaim/impact/release/release-source.queries";
import { sectionKinds } from "@essaim/impact/report/impact-report.schema";
import { writeReport } from "@essaim/impact/report/report-chapters.rules";
import type { Part, ReportContent } from "@essaim/impact/report/sealed-report";
import { PAGE } from "@essaim/ui/drawn";
import { formatDate } from "@essaim/ui/format";
import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, expect, it } from "vitest";
import { drawingsOf, type ReleaseDrawing } from "../impact/release/release-drawings";
import { drawingCsv, figuresCsv } from "./release-csv.server";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

/** Of people, as the registry counts them, and one of the organisation's own that no cell says by itself. */
const own: IndicatorDefinition = {
  ...(findIndicator("supported_workers") ?? expect.fail()),
  ...{ key: "own_outside", name: { fr: "Sans quartier", en: "Outside" }, audience: "funder" },
  formula: { source: "people", measure: "people", where: { residence: ["outside", "unknown"] } },
} as IndicatorDefinition;
const definitions = [...registry, own].filter(({ audience }) => audience !== "team");
const byKey = new Map(definitions.map((one) => [one.key, one]));
const byName = new Map(definitions.map((one) => [one.name.fr, one]));

/** What `loadReleaseSource` reads, of a story. Declared people grow as they please, and by small numbers too. */
function sourceOf({ world, threshold, grants }: Story, at: number, cutOffOn: string, made: Made[]) {
  const grant = grants[at] ?? expect.fail();
  const period = { from: grant.startsOn, to: cutOffOn };
  const counts = countsIn(world, period);
  const roll = dice(Number(cutOffOn.replaceAll("-", "")) + at);
  const total = Object.values(counts.residence).reduce((sum, people) => sum + people, 0);
  const value = ({ counted, source }: IndicatorDefinition) =>
    source === "declared" && counted === "people"
      ? Math.floor(total / 3) + Math.floor(roll() * 9)
      : Math.floor(roll() * 9e5);
  return {
    grant: {
      ...{ id: grant.id, title: "Financement", status: "awarded", funderName: "Fondation" },
      ...{ programmeName: "Programme", amountCents: 9e6, actions: [] },
      ...{ startsOn: grant.startsOn, endsOn: grant.endsOn },
    },
    organisation: { name: "Ruche", threshold },
    programme: { description: "" },
    definitions,
    people: { ...counts, total, neighbourhood: neighbourhoodsIn(world, period) },
    made,
    exact: new Map(
      definitions.map((one) => [
        one.key,
        { value: value(one), parts: null, records: 1, unknown: 0 },
      ]),
    ),
    months: {},
    contributions: [],
    promises: new Map(
      definitions.map(({ key }) => [key, { key, actionId: null, target: 1e6, milestones: [] }]),
    ),
    places,
    names: {},
    money: { awardedCents: 9e6, receivedCents: 0, paidCents: 0, committedCents: 0, lines: [] },
  } as unknown as ReleaseSource;
}

type Release = Made & { id: string };

/** Every release of a story, as it is kept and read again. */
function releaseAll(story: Story): Release[] {
  const made: Release[] = [];
  for (const { grant, cutOffOn } of story.releases) {
    const written = writeRelease(sourceOf(story, grant, cutOffOn, made), cutOffOn, "2099", solver);
    if (!written.ok) continue;
    const kept = JSON.parse(JSON.stringify(written));
    made.push({
      ...{ id: String(made.length), grantId: story.grants[grant]?.id ?? "" },
      ...{ content: readContent(kept.content), details: readDetails(kept.details) },
    });
  }
  return made;
}

type Said = Published | { says: "declared"; from: string; to: string; key: string; people: number };

/** What one file or page says of people, gathered as its reader understands it. */
class Reader {
  readonly said: Said[] = [];
  constructor(readonly from: string) {}

  everybody(people: number, to: string | null) {
    this.said.push({ from: this.from, to: to ?? expect.fail("no day"), says: "everybody", people });
  }

  people(breakdown: string, cells: readonly string[], people: number, to: string | null) {
    const on = to ?? expect.fail("no day");
    this.said.push({ from: this.from, to: on, says: "people", breakdown, cells, people });
  }

  place(code: string, people: number, to: string | null) {
    const on = to ?? expect.fail("no day");
    this.said.push({
      ...{ from: this.from, to: on, says: "neighbourhoods" },
      people: { [code]: people },
    });
  }

  /** A figure tells what its definition says is counted. */
  figure(key: string, value: number | null, to: string | null, parts?: [unknown, unknown]) {
    const definition = byKey.get(key) ?? expect.fail(`unknown figure ${key}`);
    if (value === null || !definition.countsPeople) return;
    if (definition.source === "declared") {
      const on = to ?? expect.fail("no day");
      this.said.push({ from: this.from, to: on, says: "declared", key, people: value });
    } else if (definition.source === "ratio") {
      const [above, below] = parts ?? [];
      // Who reads the ratio alone is told less.
      if (!parts) return;
      expect(value).toBeCloseTo(Number(above) / Number(below), 10);
      this.figure(definition.numerator, Number(above), to);
      this.figure(definition.denominator, Number(below), to);
    } else {
      const { source, where } = definition.formula;
      expect(source, `${key} is of no table`).toBe("people");
      const asked = Object.entries(where ?? {});
      const [[breakdown, cells] = ["", []]] = asked;
      if (asked.length === 0) this.everybody(value, to);
      else if (asked.length === 1) this.people(breakdown, cells ?? [], value, to);
      else expect.fail(`${key} crosses tables`);
    }
  }
}

const classes = breakdowns.flatMap((breakdown) =>
  tableOf(breakdown).cuts.flatMap((cut) =>
    cut.map((cells) => ({ breakdown, cells, label: classLabel(breakdown, cells) })),
  ),
);
const titles = new Map(breakdowns.map((breakdown) => [tableTitle(breakdown), breakdown]));
const classNamed = (breakdown: Breakdown, label: unknown) =>
  classes.find((one) => one.breakdown === breakdown && one.label === label)?.cells ??
  expect.fail(`unknown class ${label}`);

function readJson(release: Release): Said[] {
  const open = JSON.parse(JSON.stringify(openRelease(release))) as ReturnType<typeof openRelease>;
  const reader = new Reader(open.startsOn);
  const { people } = open;
  if (people.total !== null) reader.everybody(people.total, people.asOf);
  for (const { key, classes, asOf } of people.tables) {
    for (const one of classes) {
      if (one.value !== null) reader.people(key, one.key.split("+"), one.value, asOf);
    }
  }
  for (const { code, value, asOf } of people.neighbourhoods) reader.place(code, value, asOf);
  for (const { key, value, asOf, numerator, denominator } of open.indicators) {
    reader.figure(key, value, asOf, [numerator, denominator]);
  }
  // What is new in it would say people too.
  expect(Object.keys(people).sort()).toEqual([
    ...["asOf", "neighbourhoods", "tables", "total", "withheld"],
  ]);
  return reader.said;
}

function readLines(release: Release): Said[] {
  const reader = new Reader(release.content.header.startsOn);
  const names = Object.keys(openColumns);
  for (const cells of openLines([openRelease(release)], "")) {
    const line = Object.fromEntries(names.map((name, at) => [name, cells[at]]));
    const [value, key, asOf] = [line.value as number | null, String(line.key), String(line.as_of)];
    if (value === null) continue;
    const [, breakdown] = /^people_by_(\w+)$/.exec(String(line.table)) ?? [];
    if (breakdown) reader.people(breakdown, key.split("+"), value, asOf);
    else if (line.table === "people") reader.everybody(value, asOf);
    else if (line.table === "neighbourhood") reader.place(key, value, asOf);
    else if (line.table === "indicator")
      reader.figure(key, value, asOf, [line.numerator, line.denominator]);
    else expect.fail(`a line of ${line.table}`);
  }
  return reader.said;
}

/** A file of French spreadsheets whose words hold no semicolon. */
const readCsv = (text: string) => {
  const [headers = [], ...rows] = text
    .trim()
    .split("\r\n")
    .map((line) => line.split(";").map((cell) => cell.replace(/^"|"$/g, "")));
  return rows.map((row) =>
    Object.fromEntries(headers.map((header, at) => [header, row[at] ?? ""])),
  );
};

const numberIn = (text = "") => (text === "" ? null : Number(text.replace(",", ".")));

function readFigures(release: Release): Said[] {
  const reader = new Reader(release.content.header.startsOn);
  for (const line of readCsv(figuresCsv(release as never))) {
    const { key } = byName.get(line.Indicateur ?? "") ?? expect.fail(`unknown ${line.Indicateur}`);
    reader.figure(key, numberIn(line.Valeur), line["Compté au"] ?? null);
  }
  return reader.said;
}

/** Of the days of a story, the one that is written: « 8 août » is no « 18 août ». */
const dayNamed = (text: string, made: readonly Release[], write: (day: string) => string) =>
  made
    .map(({ content }) => content.cutOffOn)
    .sort((one, other) => write(other).length - write(one).length)
    .find((on) => text.includes(write(on))) ?? expect.fail(`no day in ${text}`);

const numbersIn = (text: string) =>
  [...text.replace(/(\d)[\u202f\u00a0](?=\d{3})/g, "$1").matchAll(/\d+/g)].map(([one]) =>
    Number(one),
  );

function readDrawings(release: Release, made: readonly Release[]): Said[] {
  const reader = new Reader(release.content.header.startsOn);
  for (const drawing of drawingsOf(release)) {
    const rows = readCsv(drawingCsv(drawing));
    if (drawing.part === "figures") {
      const asOf = new Map(
        [...release.content.figures, ...release.details.figures].map((one) => [one.key, one.asOf]),
      );
      for (const line of rows) {
        const { key } = byName.get(line.Indicateur ?? "") ?? expect.fail("unknown indicator");
        const value = /^\d/.test(line.Réalisé ?? "") ? numberIn(line.Réalisé) : null;
        reader.figure(key, value, asOf.get(key) ?? null);
      }
    } else {
      expect(drawing.part).toBe("people");
      readPeople(reader, drawing, rows, dayNamed(drawing.source, made, formatDate));
    }
  }
  return reader.said;
}

/** The rows of a drawing of people; its sentence, its title and its picture say them again and nothing else. */
function readPeople(
  reader: Reader,
  { title, description, draw, footer }: ReleaseDrawing,
  rows: readonly Record<string, string>[],
  asOf: string,
) {
  const breakdown = titles.get(title) ?? expect.fail(`unknown table ${title}`);
  const values = rows.map((line) => Number(line.Personnes));
  const whole = values.reduce((sum, people) => sum + people, 0);
  for (const [at, line] of rows.entries()) {
    reader.people(breakdown, classNamed(breakdown, line.Situation), values[at] ?? 0, asOf);
  }
  reader.everybody(numbersIn(footer?.[1] ?? "")[0] ?? expect.fail("no sum"), asOf);
  const labels = rows.map((line) => line.Situation ?? "").sort((a, b) => b.length - a.length);
  const picture = renderToStaticMarkup(draw(PAGE)).replace(/<style.*?<\/style>|<[^>]+>/gs, " ");
  const words = labels.reduce((text, label) => text.replaceAll(label, " "), description);
  const known = new Set(
    [0, 100, whole, ...values].concat(values.flatMap((one) => percents(one, whole))),
  );
  const labelled = new Set(labels.flatMap(numbersIn));
  for (const number of numbersIn(words)) expect([...known], description).toContain(number);
  for (const number of numbersIn(picture)) {
    if (!labelled.has(number)) expect([...known], picture).toContain(number);
  }
}

/** « 52,3 % » is read as two numbers. */
const percents = (value: number, whole: number) =>
  whole === 0
    ? []
    : [0, 1].flatMap((digits) => ((100 * value) / whole).toFixed(digits).split(".").map(Number));

/** A square a neighbourhood, for the map of a report. */
const contours = neighbourhoods.map((code, at) => {
  const [west, south] = [3 + at * 0.03, 50.6];
  const [east, north] = [west + 0.01, south + 0.01];
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return {
    ...{ code, name: code, generation: 2024, validFrom: "2024-01-01", validUntil: null },
    ...{ isApproximate: false, source: null, importedOn: "2026-03-03", communes: [] },
    geometry: { type: "MultiPolygon", coordinates: [[ring]] },
  };
}) as unknown as Parameters<typeof writeReport>[0]["contours"];

const report = (release: Release): ReportContent =>
  JSON.parse(
    JSON.stringify(
      writeReport({
        title: "Rapport",
        header: { ...release.content.header, grantReference: "" },
        cutOffOn: release.content.cutOffOn,
        sections: sectionKinds.map((kind) => ({
          id: kind,
          kind,
          title: kind,
          text: "",
          stories: [],
        })),
        released: release,
        contours,
        stories: new Map(),
      }),
    ),
  );

function readReport(release: Release, made: readonly Release[]): Said[] {
  const { cutOffOn, header } = release.content;
  const reader = new Reader(header.startsOn);
  const { chapters, figures } = report(release);
  const asOf = (text: string) =>
    text.includes(" (au ") ? dayNamed(text.split(" (au ")[1] ?? "", made, day) : cutOffOn;
  const bare = (text: string) => text.split(" (au ")[0] ?? "";
  const partsOf = (title: string) => chapters.find((one) => one.title === title)?.parts ?? [];

  const rowsOf = (part: Part) => (part.kind === "table" ? part.rows : []);
  for (const [label, done] of partsOf("figures").flatMap(rowsOf)) {
    const { key } = byName.get(bare(String(label))) ?? expect.fail(`unknown ${label}`);
    reader.figure(key, typeof done === "number" ? done : null, asOf(String(label)));
  }
  for (const part of partsOf("people")) {
    if (part.kind === "text") {
      const [, people, until] = /^(.+?) personnes ont été.* et le (.+)\.$/.exec(part.text) ?? [];
      if (people) reader.everybody(numbersIn(people)[0] ?? 0, dayNamed(until ?? "", made, day));
      else expect(part.text).not.toMatch(/\d/);
    } else if (part.kind === "bars" || part.kind === "table") {
      const title = part.kind === "bars" ? part.title : part.caption;
      const breakdown = titles.get(bare(title)) ?? expect.fail(`unknown table ${title}`);
      const rows =
        part.kind === "table" ? part.rows : part.points.map(({ label, value }) => [label, value]);
      for (const [label, value] of rows) {
        reader.people(breakdown, classNamed(breakdown, label), Number(value), asOf(title));
      }
    } else expect.fail(`a part of people that nobody reads: ${part.kind}`);
  }
  for (const part of partsOf("neighbourhoods")) {
    if (part.kind === "table") {
      for (const [, code, value] of part.rows) {
        reader.place(String(code), Number(value), asOf(part.caption));
      }
    } else if (part.kind === "map") {
      for (const { name, value } of part.shapes) {
        if (name === null) expect(value).toBeNull();
        else reader.place(name, value ?? expect.fail("a name alone"), asOf(part.title));
      }
    } else if (part.kind === "bars") {
      for (const { label, value } of part.points) {
        reader.place(label, value ?? expect.fail("a name alone"), asOf(part.title));
      }
    }
  }
  // What is kept for the comparison has no day of its own: that of the figure.
  const days = new Map(
    [...release.content.figures, ...release.details.figures].map((one) => [one.key, one.asOf]),
  );
  for (const { key, value } of figures) reader.figure(key, value, days.get(key) ?? null);
  return reader.said;
}

function readPlaces({ content }: Release): Said[] {
  const reader = new Reader(content.header.startsOn);
  const { people, asOf } = placesOf(content);
  for (const [code, value] of Object.entries(people)) reader.place(code, value, asOf);
  return reader.said;
}

/** All that a release lets out, however it is read. */
const readers = {
  "the open data, as JSON": readJson,
  "the open data, as lines": readLines,
  "the funder's figures": readFigures,
  drawings: readDrawings,
  "a report": readReport,
  "the funder's map": readPlaces,
} satisfies Record<string, (release: Release, made: readonly Release[]) => Said[]>;

/** Neighbourhoods of one map together, each fact once. */
function factsOf(said: readonly Said[]): Published[] {
  const facts = new Map<string, Published>();
  for (const one of said) {
    if (one.says === "declared") continue;
    const { from, to } = one;
    const key = one.says === "neighbourhoods" ? `${from} ${to}` : JSON.stringify(one);
    const known = facts.get(key);
    facts.set(
      key,
      one.says === "neighbourhoods" && known?.says === "neighbourhoods"
        ? { ...one, people: { ...known.people, ...one.people } }
        : one,
    );
  }
  return [...facts.values()];
}

/** What the releases of a story decided to say, and nothing that follows from it. */
function decided(made: readonly Release[]): Set<string> {
  const said = made.flatMap(({ content: { header, people }, details, content }) => {
    const reader = new Reader(header.startsOn);
    if (people.total) reader.everybody(people.total.people, people.total.asOf);
    for (const [breakdown, table] of Object.entries(people.tables)) {
      const { classes: shown, asOf } = table ?? expect.fail("no table");
      for (const one of shown) reader.people(breakdown, one.cells, one.people, asOf);
      // The classes of a table add up to everybody.
      reader.everybody(
        shown.reduce((sum, one) => sum + one.people, 0),
        asOf,
      );
    }
    for (const [code, value] of Object.entries(people.neighbourhoods?.people ?? {})) {
      reader.place(code, value, people.neighbourhoods?.asOf ?? null);
    }
    for (const one of [...content.figures, ...details.figures]) {
      if (one.source === "declared") reader.figure(one.key, one.value, one.asOf);
    }
    return reader.said;
  });
  return new Set(said.map((one) => JSON.stringify(one)));
}

/** Declared numbers of one period that are small, or so close that their difference is. */
function closeDeclared(said: readonly Said[], threshold: number): string[] {
  const shown = new Map<string, Set<number>>();
  for (const one of said) {
    if (one.says !== "declared") continue;
    const key = `${one.from} ${one.key}`;
    shown.set(key, (shown.get(key) ?? new Set([0])).add(one.people));
  }
  return [...shown].flatMap(([key, values]) => {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted.flatMap((value, at) =>
      at > 0 && value - (sorted[at - 1] ?? 0) < threshold ? [`${key}: ${value}`] : [],
    );
  });
}

it.each([
  ["few", few, 50],
  ["many", many, 50],
])(
  `an attacker who reads every file and page of %s people finds no small number (ATTACK_SEED=${seed})`,
  async (_, people, numRuns) => {
    let [again, maps, declared] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(storiesOf(people), async (story) => {
        const made = releaseAll(story);
        // A story that shows no table is none of those counted: there is nothing to attack.
        fc.pre(made.some(({ content }) => Object.keys(content.people.tables).length > 0));
        const allowed = decided(made);
        const said = Object.entries(readers).flatMap(([name, read]) =>
          made.flatMap((release) => {
            const found = read(release, made);
            for (const one of found) expect(allowed, name).toContain(JSON.stringify(one));
            return found;
          }),
        );
        const facts = factsOf(said);
        again +=
          new Set(facts.filter(({ says }) => says === "everybody").map(({ to }) => to)).size - 1;
        maps += facts.filter(({ says }) => says === "neighbourhoods").length;
        declared += said.filter(({ says }) => says === "declared").length;
        expect(closeDeclared(said, story.threshold)).toEqual([]);
        expect(await breakIn(story, facts)).toEqual([]);
      }),
      { numRuns, seed },
    );
    // Enough left for the attack to mean something.
    expect(again).toBeGreaterThan(numRuns / 20);
    expect(maps).toBeGreaterThan(0);
    expect(declared).toBeGreaterThan(numRuns);
  },
  240_000,
);
