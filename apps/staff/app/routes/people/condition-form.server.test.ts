import { expect, test } from "vitest";
import { readConditionForm } from "./condition-form.server";

function typed(fields: [name: string, value: string][]) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return readConditionForm(form);
}
const group: [string, string][] = [["g0.needs", "all"]];
const notMet: [string, string][] = [...group, ["g0.c0.about", "notMetSince"]];

test("a condition left without its date is an error beside it, and what was typed elsewhere stays", () => {
  const read = typed([
    ...notMet,
    ["g0.c0.on", ""],
    ["g0.c1.about", "kind"],
    ["g0.c1.values", "both"],
    ["faire", "chercher"],
  ]);
  expect(read.errors).toEqual({
    "g0.c0.on": "Indiquez une date ou un délai, ou retirez cette condition.",
  });
  expect(read.groups[0]?.conditions[1]).toEqual({ about: "kind", not: false, values: ["both"] });
});

test.each([
  ["arrived", "from"],
  ["coach", "values"],
])("so is one about %s without an answer", (about, part) => {
  const read = typed([...group, ["g0.c0.about", about], ["faire", "chercher"]]);
  expect(Object.keys(read.errors)).toEqual([`g0.c0.${part}`]);
});

test("while conditions are composed, what has no answer yet is no error", () => {
  const read = typed([...notMet, ["g0.c0.on", ""], ["g0.add", "coach"], ["faire", "ajouter:0"]]);
  expect(read.errors).toEqual({});
  expect(read.next[0]?.conditions.map(({ about }) => about)).toEqual(["notMetSince", "coach"]);
});

test("a date that is none keeps its words", () => {
  const read = typed([...notMet, ["g0.c0.on", "hier soir"], ["faire", "chercher"]]);
  expect(read.errors["g0.c0.on"]).toMatch(/^Écrivez une date/);
  expect(read.typed["g0.c0.on"]).toBe("hier soir");
});

test("a press on « ajouter » before anything was chosen is told where one chooses", () => {
  expect(typed([...notMet, ["g0.add", ""], ["faire", "ajouter:0"]]).errors).toHaveProperty([
    "g0.add",
  ]);
  expect(
    typed([
      ["newGroup", ""],
      ["faire", "groupe"],
    ]).errors,
  ).toHaveProperty("newGroup");
});

test("a condition chosen and not added yet is not passed over by whoever asks for the list", () => {
  const read = typed([
    ...notMet,
    ["g0.c0.on", "il y a 6 semaines"],
    ["newGroup", "coach"],
    ["faire", "chercher"],
  ]);
  expect(read.step).toEqual({ do: "addGroup", about: "coach" });
  expect(read.next).toHaveLength(2);
});
