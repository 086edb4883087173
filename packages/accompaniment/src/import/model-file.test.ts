import { strToU8 } from "fflate";
import { expect, test } from "vitest";
import { guessColumns } from "./guess.rules.ts";
import { modelCsv, modelTitles, modelXlsx } from "./model-file.ts";
import { surveySpreadsheet } from "./survey.ts";

const choices = {
  gender: [{ id: "w", label: "Femme" }],
  language: [{ id: "fr", label: "Français" }],
};

test("every column of the model is recognised for sure, each as its own field", async () => {
  const person = modelTitles().map((_, index) => (index < 2 ? "Petit" : ""));
  const survey = await surveySpreadsheet(strToU8(`${modelCsv()}${person.join(";")}\r\n`));
  if (!survey.ok) throw new Error(survey.message);
  const guesses = guessColumns(survey.reading.sheets[0]?.columns ?? [], choices);
  expect(guesses.filter(({ confidence, field }) => !field || confidence !== "sure")).toEqual([]);
  expect(new Set(guesses.map(({ field }) => field)).size).toBe(modelTitles().length);
});

test("sent back empty, it says that nobody is in it", async () => {
  for (const bytes of [strToU8(modelCsv()), await modelXlsx(choices)]) {
    const survey = await surveySpreadsheet(bytes);
    const faults = survey.ok ? survey.reading.sheets[0]?.faults : [survey.message];
    expect(faults).toEqual(["Aucune personne sous les titres de la ligne 1."]);
  }
});
