import { expect, test } from "vitest";
import { proposedFields, typedFrom } from "./proposal.fields.ts";
import { changesOf, partOf, readProposal, saysTheSame } from "./proposal.rules.ts";

const published = {
  title: "Livraison à vélo",
  summary: "Livrer à vélo.",
  sector: "delivery",
  description: "",
  steps: [
    { text: "Rouler une semaine", days: 7, tools: "vélo" },
    { text: "Voir vingt commerces", days: null, tools: "" },
  ],
  limits: "La pluie.",
  startupCostMinCents: 150_000,
  startupCostMaxCents: 900_000,
};

const typed = (changes: Record<string, string> = {}) => ({
  ...Object.fromEntries(
    proposedFields.activity.map((field) => [
      field.key,
      typedFrom(field, (published as Record<string, unknown>)[field.key]),
    ]),
  ),
  ...changes,
});

test("a form sent as it was filled in changes nothing", () => {
  expect(readProposal("activity", typed(), published)).toEqual({ ok: true, content: {} });
});

test("a text that is shown and sent back changes nothing, with the line ends of a browser or longer than a form takes", () => {
  const current = {
    ...published,
    description: "Une ligne.\nUne autre.\n",
    advantages: "Ligne venue d’ailleurs.\r\nSuite.",
    income: "x".repeat(8001),
  };
  const shown = Object.fromEntries(
    proposedFields.activity.map((field) => [
      field.key,
      typedFrom(field, (current as Record<string, unknown>)[field.key]).replace(/\r?\n/g, "\r\n"),
    ]),
  );
  expect(readProposal("activity", shown, current)).toEqual({ ok: true, content: {} });
  expect(readProposal("activity", { ...shown, income: `${current.income}!` }, current)).toEqual({
    ok: false,
    faults: { income: "too_long" },
  });
});

test("a correction holds the fields that differ, and steps keep what their text does not show", () => {
  const steps = "2. Voir vingt commerces\n\n1. Rouler une  semaine\n- Écrire ses règles";
  const read = readProposal("activity", typed({ limits: "La pluie, le gel.", steps }), published);
  expect(read).toEqual({
    ok: true,
    content: {
      limits: "La pluie, le gel.",
      steps: [
        published.steps[1],
        published.steps[0],
        { text: "Écrire ses règles", days: null, tools: "" },
      ],
    },
  });
});

test("what is wrong is told field by field, and a required one cannot be emptied", () => {
  const read = readProposal(
    "activity",
    typed({ title: " ", sector: "banque", startupCostMinCents: "beaucoup" }),
    published,
  );
  expect(read).toEqual({
    ok: false,
    faults: { title: "missing", sector: "choice", startupCostMinCents: "amount" },
  });
  const half = readProposal("activity", typed({ startupCostMaxCents: "" }), published);
  expect(half).toEqual({ ok: false, faults: { startupCostMaxCents: "missing" } });
  const order = readProposal("activity", typed({ startupCostMaxCents: "12" }), published);
  expect(order).toEqual({ ok: false, faults: { startupCostMaxCents: "cost_order" } });
});

test("texts that are too long together are told of beside the longest", () => {
  const long = "語".repeat(7000);
  const texts = {
    description: long,
    requirements: long,
    advantages: long,
    limits: `${long}語`,
    income: long,
  };
  const read = readProposal("activity", { ...typed(), ...texts }, null);
  expect(read).toEqual({ ok: false, faults: { limits: "too_long" } });
  const { income: _, ...fewer } = texts;
  expect(readProposal("activity", { ...typed(), ...fewer }, null).ok).toBe(true);
});

test("a script is no address", () => {
  const read = readProposal(
    "resource",
    { name: "X", kind: "software", summary: "Y", websiteUrl: "javascript:alert(1)" },
    null,
  );
  expect(read).toEqual({ ok: false, faults: { websiteUrl: "url" } });
});

test("changes say what has moved since, and what is done already", () => {
  const seen = { summary: "Livrer à vélo.", limits: "La pluie." };
  const content = { summary: "Livrer vite à vélo.", limits: "Le gel." };
  const now = { ...published, summary: "Livrer loin à vélo.", limits: "Le gel." };
  expect(
    changesOf("activity", { content, seen }, now).map(({ field, hasMoved, isDone }) => [
      field.key,
      hasMoved,
      isDone,
    ]),
  ).toEqual([
    ["summary", true, false],
    ["limits", true, true],
  ]);
  expect(partOf(content, ["limits", "slug"])).toEqual({ limits: "Le gel." });
});

test("documents are the same whatever the order of their keys and however they say nothing", () => {
  expect(saysTheSame([{ a: 1, b: "x" }], [{ b: "x", a: 1 }])).toBe(true);
  expect(saysTheSame("", undefined)).toBe(true);
  expect(saysTheSame([], null)).toBe(true);
  expect(saysTheSame("1", 1)).toBe(false);
});
