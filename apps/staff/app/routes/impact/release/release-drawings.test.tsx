import type { ReleaseContent } from "@essaim/impact/release/release.schema";
import { monthAfter } from "@essaim/impact/team/period.rules";
import { PAGE } from "@essaim/ui/drawn";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { drawingsOf, moneyDrawing } from "./release-drawings";

const views: ReleaseContent["figures"][number] = {
  key: "video_views",
  name: { fr: "Vues des vidéos", en: "Video views" },
  definition: { fr: "Vues.", en: "Views." },
  unit: { fr: ["vue", "vues"], en: ["view", "views"] },
  counted: "views",
  source: "declared",
  countsPeople: false,
  value: null,
  asOf: "2026-07-31",
  withheld: null,
  parts: null,
  target: 9000,
  milestones: [],
  actionId: null,
};

function monthsOf(startsOn: string, count: number) {
  const months = Array.from({ length: count }, (_, at) => ({
    month: monthAfter(startsOn, at),
    value: 10 * (at + 1),
  }));
  const header = {
    ...{ organisationName: "", grantTitle: "", funderName: "", programmeName: "" },
    ...{ programmeDescription: "", startsOn, endsOn: "2027-12-31" },
  };
  const content: ReleaseContent = {
    ...{ edition: 1, cutOffOn: "2026-07-31", threshold: 5, header, actions: [], contributions: [] },
    people: { total: null, tables: {}, neighbourhoods: null, isElsewhere: false },
    figures: [views],
    months: { video_views: months },
  };
  const drawing = drawingsOf({ content, details: null }).find(({ part }) => part === "months");
  return drawing ?? expect.fail("no drawing of months");
}

type Rows = ReturnType<typeof monthsOf>["rows"];
const said = (rows: Rows) =>
  rows.map((cells) => cells.map((cell) => (typeof cell === "string" ? cell : cell.value)));

describe("the months of a release", () => {
  test("are all told, on the page as in the files, while they are few", () => {
    const drawing = monthsOf("2024-08-01", 24);
    expect(drawing.rows).toHaveLength(24);
    expect(drawing.onPage).toBeUndefined();
  });

  test("are past years on the page when they are many, which add up to the same", () => {
    const { rows, onPage, draw } = monthsOf("2017-06-01", 110);
    if (!onPage) return expect.fail("nothing for the page");
    const [all, told] = [said(rows), said(onPage.rows)];
    expect(all).toHaveLength(110);
    expect(told.map(([label]) => label)).toEqual([
      ...["2017", "2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025"],
      ...["janvier", "février", "mars", "avril", "mai", "juin", "juillet"].map((m) => `${m} 2026`),
    ]);
    expect(told[0]).toEqual(["2017", 10 + 20 + 30 + 40 + 50 + 60 + 70, 280]);
    expect(told.at(-1)).toEqual(all.at(-1));
    const sum = told.reduce((total, [, value]) => total + Number(value), 0);
    expect(sum).toBe(all.at(-1)?.[2]);
    const saidBy = (one: typeof draw) => renderToStaticMarkup(one(PAGE)).split("\u202f; ").length;
    expect(saidBy(draw) - saidBy(onPage.draw)).toBe(all.length - told.length);
  });
});

test("the money of a release is drawn by line of its budget, with its whole, and not without a budget", () => {
  const line = { account: "64", label: "Personnel", plannedCents: 800_000, committedCents: 0 };
  const money = { awardedCents: 9e5, receivedCents: 0, paidCents: 4e5, committedCents: 1e5 };
  const lines = [
    { ...line, paidCents: 400_000 },
    { ...line, label: "Achats", plannedCents: 0, paidCents: 0, committedCents: 100_000 },
  ];
  const [drawing] = moneyDrawing("2026-07-31", { ...money, lines });
  if (!drawing) return expect.fail("no drawing of money");
  expect(drawing.description).toMatch(/^4\s000,00\s€ payés sur 8\s000,00\s€ prévus\.$/);
  expect(said(drawing.rows)).toEqual([
    ["64 Personnel", 8000, 4000, 0],
    ["64 Achats", 0, 0, 1000],
  ]);
  expect(renderToStaticMarkup(drawing.draw(640))).toMatch(/4\s000,00\s€/);
  expect(moneyDrawing("2026-07-31", { ...money, lines: [] })).toEqual([]);
});
