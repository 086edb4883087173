/** Rows of a list that are fields of a form, named `lines.0.label`, `steps.2.text`… */
type Fields = Record<string, unknown>;

const rowName = /^([a-zA-Z]+)\.(\d{1,4})\.([a-zA-Z]+)$/;

/** The list, the row and the field that a field's name says, when it is one of these lists. */
function rowField(name: string, lists: readonly string[]) {
  const [, list, index, field] = rowName.exec(name) ?? [];
  return list && index && field && lists.includes(list)
    ? { list, index: Number(index), field }
    : undefined;
}

/**
 * `{ "lines.0.label": "Salaires" }` → `{ lines: [{ label: "Salaires" }] }`, a list without a row being empty. What is
 * nested already stays as it is, and so does every other field.
 */
export function nestRows(input: Readonly<Fields>, lists: readonly string[]): Fields {
  const nested: Fields = Object.create(null);
  const rows = new Map<string, Fields[]>();
  for (const [name, value] of Object.entries(input)) {
    const place = rowField(name, lists);
    if (!place) {
      nested[name] = value;
      continue;
    }
    const those = rows.get(place.list) ?? [];
    while (those.length <= place.index) those.push({});
    (those[place.index] as Fields)[place.field] = value;
    rows.set(place.list, those);
  }
  for (const list of lists) {
    const those = rows.get(list);
    if (those || !Array.isArray(nested[list])) nested[list] = those ?? [];
  }
  return nested;
}

/** Leaves out the rows where nothing was typed and numbers the others from 0, in their order. */
export function compactRows(form: FormData, lists: readonly string[]): FormData {
  const compact = new FormData();
  const rows = new Map<string, [string, string][]>();
  for (const [name, value] of form.entries()) {
    const place = rowField(name, lists);
    if (!place) {
      compact.append(name, value);
      continue;
    }
    if (typeof value !== "string") continue;
    const key = `${place.list}.${place.index}`;
    rows.set(key, [...(rows.get(key) ?? []), [place.field, value]]);
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
