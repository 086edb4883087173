import { expect, it } from "vitest";
import { writtenFields } from "./field-labels.ts";

it("shows what somebody wrote, called as in the form, and nothing else", () => {
  const id = "019aa000-0000-7000-8000-000000000001";
  const fields = [
    { name: "submissionId", value: id },
    { name: "version", value: "3" },
    { name: "coachId", value: id },
    { name: "place", value: "office" },
    { name: "summary", value: "Point sur le statut" },
    { name: "nextStep", value: " " },
    { name: "heldOn", value: "2026-03-01" },
    { name: "localities.0.commune", value: "Lille (59)" },
    { name: "role", value: "coach" },
  ];
  expect(writtenFields(fields)).toEqual([
    { label: "Compte rendu ou résumé", text: "Point sur le statut" },
    { label: "Jour de la rencontre", text: "1er\u00a0mars\u00a02026" },
    { label: "Commune", text: "Lille (59)" },
  ]);
});
