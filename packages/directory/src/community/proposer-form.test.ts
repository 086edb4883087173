import { expect, it } from "vitest";
import { proposedFields } from "./proposal.fields.ts";
import { proposerFormSchema } from "./proposal.schema.ts";

it("reads whoever proposes from fields that no record has", () => {
  const form = { proposerName: "Sam", email: "sam@exemple.fr", message: "Bonjour" };
  expect(proposerFormSchema.parse(form)).toEqual({
    name: "Sam",
    email: "sam@exemple.fr",
    message: "Bonjour",
  });
  // One form holds both: a person's name under a record's field would be published.
  const ofRecords = Object.values(proposedFields)
    .flat()
    .map(({ key }): string => key);
  expect(ofRecords.filter((key) => Object.hasOwn(form, key))).toEqual([]);
});
