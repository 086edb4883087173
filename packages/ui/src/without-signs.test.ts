import { expect, it } from "vitest";
import type { TextDiffPart } from "./text-diff.tsx";
import { withoutSigns } from "./without-signs.tsx";

const whole = (text: string) =>
  withoutSigns([{ kind: "added", text }])
    .map((part) => part.text)
    .join("");

it("leaves out the signs of titles, quotes and stress, and keeps bullets and addresses", () => {
  expect(whole("## Le matin\n\nOn **ouvre** à *huit* heures.\n\n- un\n- deux\n\n> dit-elle")).toBe(
    "Le matin\n\nOn ouvre à huit heures.\n\n• un\n• deux\n\ndit-elle",
  );
  expect(whole("Voir [le plan](https://plan.example/a_b).")).toBe(
    "Voir le plan (https://plan.example/a_b).",
  );
});

it("leaves alone what is no sign", () => {
  for (const text of ["2 * 3 = 6", "2*3", "nom_de_fichier", "C# et un - deux", "n° #12", "5 > 3"]) {
    expect(whole(text)).toBe(text);
  }
});

it("knows where a line begins from one piece to the next, in the earlier text and in the later one", () => {
  const parts: TextDiffPart[] = [
    { kind: "same", text: "Bonjour\n" },
    { kind: "removed", text: "## Avant" },
    { kind: "added", text: "## Après" },
    { kind: "same", text: " - suite **" },
    { kind: "added", text: "forte" },
    { kind: "same", text: "**" },
  ];
  expect(withoutSigns(parts)).toEqual([
    { kind: "same", text: "Bonjour\n" },
    { kind: "removed", text: "Avant" },
    { kind: "added", text: "Après" },
    { kind: "same", text: " - suite " },
    { kind: "added", text: "forte" },
  ]);
});

it("leaves them out of a text told whole", () => {
  expect(withoutSigns([{ kind: "same", text: "**Deux** jours" }])).toEqual([
    { kind: "same", text: "Deux jours" },
  ]);
});

it("shows a change of signs alone as it was written", () => {
  const parts: TextDiffPart[] = [
    { kind: "added", text: "**" },
    { kind: "same", text: "mot" },
    { kind: "added", text: "**" },
  ];
  expect(withoutSigns(parts)).toEqual(parts);
});
