/** Lists of a record whose rows are fields of its form, named `locations.0.commune`, `steps.2.text`… */
const rowLists = [
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

export const isRowList = (name: string): name is RowList =>
  (rowLists as readonly string[]).includes(name);

const rowName = new RegExp(`^(${rowLists.join("|")})\\.(\\d{1,4})\\.([a-zA-Z]+)$`);
const englishName = /^english\.([a-zA-Z]+)$/;

type Fields = Record<string, unknown>;

/**
 * `{ "locations.0.commune": "Lille" }` → `{ locations: [{ commune: "Lille" }] }`, and the same for `english.title`.
 * What is nested already, a document rather than a form, stays as it is. An English text left empty is null.
 */
export function nestFields(input: unknown): unknown {
  if (typeof input !== "object" || input === null) return input;
  const nested: Fields = Object.create(null);
  const rows = new Map<string, Fields[]>();
  const english: Fields = Object.create(null);
  for (const [name, value] of Object.entries(input)) {
    const [, list, index, field] = rowName.exec(name) ?? [];
    const translated = englishName.exec(name)?.[1];
    if (translated) english[translated] = value;
    else if (!list || !field) nested[name] = value;
    else {
      const those = rows.get(list) ?? [];
      while (those.length <= Number(index)) those.push({});
      (those[Number(index)] as Fields)[field] = value;
      rows.set(list, those);
    }
  }
  for (const list of rowLists) {
    const those = rows.get(list);
    if (those || !Array.isArray(nested[list])) nested[list] = those ?? [];
  }
  if (Object.values(english).some((text) => typeof text === "string" && text.trim()))
    nested.english = english;
  else if (typeof nested.english !== "object") nested.english = null;
  return nested;
}

/** Leaves out the rows where nothing was typed and numbers the others from 0, in their order. */
export function compactRows(form: FormData): FormData {
  const compact = new FormData();
  const rows = new Map<string, [string, string][]>();
  for (const [name, value] of form.entries()) {
    const [, list, index, field] = rowName.exec(name) ?? [];
    if (!list || !index || !field) {
      compact.append(name, value);
      continue;
    }
    if (typeof value !== "string") continue;
    const key = `${list}.${Number(index)}`;
    rows.set(key, [...(rows.get(key) ?? []), [field, value]]);
  }
  const counts: Record<string, number> = {};
  for (const [key, fields] of rows) {
    if (fields.every(([, value]) => value.trim() === "")) continue;
    const list = key.split(".")[0] as string;
    const index = counts[list] ?? 0;
    counts[list] = index + 1;
    for (const [field, value] of fields) compact.append(`${list}.${index}.${field}`, value);
  }
  return compact;
}
