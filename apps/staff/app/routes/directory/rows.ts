import { compactRows } from "@essaim/directory/activity.schema";

export type RowList = "resources" | "locations";

/** Rows left empty at the end of a list, to be filled without asking for more. */
const spareRows = 2;

/**
 * « Ajouter une ligne » and « Retirer » send the whole form, so that they work without JavaScript.
 * @returns the form with its rows in order, and the list that one of these buttons changed, if any
 */
export function readRows(sent: FormData): { form: FormData; changed: RowList | undefined } {
  const removed = /^(resources|locations)\.\d{1,4}$/.exec(String(sent.get("removeRow") ?? ""));
  if (removed) {
    for (const name of [...sent.keys()]) {
      if (name.startsWith(`${removed[0]}.`)) sent.delete(name);
    }
  }
  const added = String(sent.get("addRow") ?? "");
  const form = compactRows(sent);
  form.delete("addRow");
  form.delete("removeRow");
  const changed = removed?.[1] ?? (added === "resources" || added === "locations" ? added : "");
  if (changed !== "resources" && changed !== "locations") return { form, changed: undefined };
  if (added === changed) {
    const shown = Math.min(Number(sent.get(`${changed}Shown`)) || 0, 100);
    form.set(`${changed}Shown`, String(shown + 1));
  }
  return { form, changed };
}

/** How many rows to draw: those that hold something, a few more, or as many as were asked for. */
export function rowCount(
  list: RowList,
  values: Readonly<Record<string, string | string[] | undefined>>,
): { filled: number; shown: number } {
  const indexes = Object.keys(values).flatMap((name) => {
    const [, of, index] = /^([a-z]+)\.(\d{1,4})\./.exec(name) ?? [];
    return of === list && index ? [Number(index)] : [];
  });
  const filled = indexes.length === 0 ? 0 : Math.max(...indexes) + 1;
  const asked = Math.min(Number(values[`${list}Shown`]) || 0, 100);
  return { filled, shown: Math.max(filled + (filled === 0 ? spareRows : 1), asked) };
}
