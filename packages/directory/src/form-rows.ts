import { compactRows as compact, nestRows } from "@essaim/database/form-rows.schema";

/** Lists of a record whose rows are fields of its form, named `locations.0.commune`, `steps.2.text`… */
export const rowLists = [
  "resources",
  "locations",
  "steps",
  "figures",
  "supporters",
  "questions",
  "links",
  "images",
] as const;
export type RowList = (typeof rowLists)[number];

const englishName = /^english\.([a-zA-Z]+)$/;

/**
 * `{ "locations.0.commune": "Lille" }` → `{ locations: [{ commune: "Lille" }] }`, and the same for `english.title`.
 * What is nested already, a document rather than a form, stays as it is. An English text left empty is null.
 */
export function nestFields(input: unknown): unknown {
  if (typeof input !== "object" || input === null) return input;
  const nested: Record<string, unknown> = Object.create(null);
  const english: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(nestRows({ ...input }, rowLists))) {
    const translated = englishName.exec(name)?.[1];
    if (translated) english[translated] = value;
    else nested[name] = value;
  }
  if (Object.values(english).some((text) => typeof text === "string" && text.trim()))
    nested.english = english;
  else if (typeof nested.english !== "object") nested.english = null;
  return nested;
}

/** Leaves out the rows where nothing was typed and numbers the others from 0, in their order. */
export const compactRows = (form: FormData): FormData => compact(form, rowLists);
