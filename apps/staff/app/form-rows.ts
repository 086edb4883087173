import { compactRows } from "@essaim/database/form-rows.schema";

/**
 * « Ajouter une ligne », « Retirer » and « Monter » send the whole form, so that they work without JavaScript.
 * @param lists the names of its lists of rows
 * @returns the form with its rows in order, and the list that one of these buttons changed, if any
 */
export function readRows(
  sent: FormData,
  lists: readonly string[],
): { form: FormData; changed: string | undefined } {
  const isRowList = (name: string) => lists.includes(name);
  const [removed, from = ""] = rowAt(sent.get("removeRow"));
  if (isRowList(from)) {
    for (const name of [...sent.keys()]) if (name.startsWith(`${removed}.`)) sent.delete(name);
  }
  const form = compactRows(sent, lists);
  const [, moved = "", index] = rowAt(sent.get("raiseRow"));
  if (isRowList(moved)) swapRows(form, moved, Number(index));
  const added = String(sent.get("addRow") ?? "");
  if (isRowList(added)) {
    const shown = Math.min(Number(sent.get(`${added}Shown`)) || 0, 100);
    form.set(`${added}Shown`, String(shown + 1));
  }
  for (const button of ["addRow", "removeRow", "raiseRow"]) form.delete(button);
  return { form, changed: [from, moved, added].find(isRowList) };
}

const rowAt = (value: unknown) => /^([a-z]+)\.(\d{1,4})$/.exec(String(value ?? "")) ?? [];

/** A row takes the place of the one before it. */
function swapRows(form: FormData, list: string, index: number): void {
  if (index === 0) return;
  const [row, before] = [index, index - 1].map((at) => {
    const start = `${list}.${at}.`;
    const fields = [...form.entries()].filter(([name]) => name.startsWith(start));
    for (const [name] of fields) form.delete(name);
    return fields.map(([name, value]) => [name.slice(start.length), String(value)] as const);
  });
  for (const [name, value] of row ?? []) form.append(`${list}.${index - 1}.${name}`, value);
  for (const [name, value] of before ?? []) form.append(`${list}.${index}.${name}`, value);
}

/**
 * How many rows to draw: those that hold something and one more, or as many as were asked for.
 * @param spare rows of a list that holds nothing, to be filled without asking for more
 */
export function rowCount(
  list: string,
  values: Readonly<Record<string, string | string[] | undefined>>,
  spare: number,
): { filled: number; shown: number } {
  const indexes = Object.keys(values).flatMap((name) => {
    const [, of, index] = /^([a-z]+)\.(\d{1,4})\./.exec(name) ?? [];
    return of === list && index ? [Number(index)] : [];
  });
  const filled = indexes.length === 0 ? 0 : Math.max(...indexes) + 1;
  const asked = Math.min(Number(values[`${list}Shown`]) || 0, 100);
  return { filled, shown: Math.max(filled + (filled === 0 ? spare : 1), asked) };
}
