/** What a search within a form was for, and whether the form was sent for it. */
export type ChoiceQuery = { search: string; isAsked: boolean };

const wordsIn = (form: FormData, name: string) =>
  String(form.get(name) ?? "")
    .trim()
    .slice(0, 100);

/**
 * Reads what `ChoiceSearch` sends. The Enter key looks for words that were not looked for yet, and saves otherwise.
 * Without the button, the words are those whose results the page showed.
 */
export function readChoiceSearch(form: FormData): ChoiceQuery {
  const [typed, shown] = [wordsIn(form, "search"), wordsIn(form, "searched")];
  const button = form.get("find");
  form.delete("find");
  const isAsked = button === "press" || (button === "enter" && typed !== "" && typed !== shown);
  return { search: isAsked ? typed : shown, isAsked };
}
