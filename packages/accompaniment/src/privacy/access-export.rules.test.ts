import { expect, test } from "vitest";
import { archiveName, elided } from "./access-export.rules.ts";

test("a small word is cut before a vowel, whatever its accent", () => {
  expect(elided("que", "Optéos")).toBe("qu’Optéos");
  expect(elided("de", "Élan")).toBe("d’Élan");
  expect(elided("de", "la Ruche")).toBe("de la Ruche");
  expect(elided("que", "Ruche")).toBe("que Ruche");
});

test("an archive is named after the person and the day", () => {
  expect(archiveName({ givenName: "Aïssatou", familyName: "N’Diaye" }, "2026-03-02")).toBe(
    "donnees-aissatou-n-diaye-2026-03-02.zip",
  );
});
