import type { MemberActor } from "@essaim/identity/actor";
import {
  type LetterChoices,
  listLetterChoices,
} from "@essaim/outreach/newsletter/letter-choice.queries";
import { letterLists, refOf } from "@essaim/outreach/newsletter/newsletter.schema";
import { refuseForm } from "@essaim/web/form";
import { type AppLoadContext, data } from "@remix-run/node";
import { type Answer, answer } from "~/answer";
import { readChoiceSearch } from "~/choice-search";
import { readRows, rowCount } from "~/form-rows";

/** The form of a letter, with what was found of what it may show. */
export type LetterAnswer = Answer & { choices?: LetterChoices };

/**
 * Reads the form of a letter, and answers those of its buttons that do not save it: a row taken out or raised, a search,
 * something picked. Everything typed comes back.
 */
export async function readLetterForm(context: AppLoadContext, actor: MemberActor, sent: FormData) {
  const picked = String(sent.get("pick") ?? "");
  sent.delete("pick");
  const { search, isAsked } = readChoiceSearch(sent);
  const { form, changed } = readRows(sent, letterLists);
  if (!picked && !isAsked && !changed) return { form, step: null };
  const choices = await context.execute(actor, listLetterChoices, { search });
  const choice = choices.choices.find((one) => refOf(one) === picked);
  if (choice) {
    const { filled } = rowCount(
      "items",
      Object.fromEntries([...form.keys()].map((name) => [name, ""])),
      0,
    );
    form.set(`items.${filled}.ref`, picked);
    form.set(`items.${filled}.title`, choice.title);
    form.set(`items.${filled}.label`, choice.label);
  }
  const rows = choice ? "items" : changed;
  return {
    form,
    step: data<LetterAnswer>({ ...answer({ state: refuseForm(form, {}), rows }), choices }),
  };
}

/** How the form calls what it shows, by reference. */
export function titlesIn(form: FormData): Map<string, string> {
  return new Map(
    [...form.entries()].flatMap(([name, ref]) => {
      const [, row] = /^(items\.\d+)\.ref$/.exec(name) ?? [];
      return row ? [[String(ref), String(form.get(`${row}.title`) ?? "")] as const] : [];
    }),
  );
}
