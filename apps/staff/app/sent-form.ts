import { quietly } from "./draft-store";

/**
 * A form that left and did not arrive: the connection was lost, the session was over. This tab keeps it until the
 * same page opens again, and puts it back. Forms with a draft (draft.tsx) have their own keeper.
 */
export type SentForm = {
  /** Who typed it: whoever signs in next in this tab does not read it. */
  memberId: string;
  /** Of the page that holds the form. */
  address: string;
  fields: readonly { name: string; value: string }[];
  at: number;
};

type Fields = SentForm["fields"];

const KEY = "essaim.formulaire-perdu";
/** Milliseconds after which a form that nobody came back to is forgotten. */
const KEPT = 12 * 3_600_000;

/** The form that this page sent last. */
let last: SentForm | null = null;

const pathOf = (address: string) => address.replace(/[?#].*$/, "");

/** Is there anything to type or to choose in it, or is it a button? */
function isToFill(form: HTMLFormElement): boolean {
  return [...form.elements].some(
    (one) =>
      one instanceof HTMLTextAreaElement ||
      one instanceof HTMLSelectElement ||
      (one instanceof HTMLInputElement && !/^(hidden|submit|button)$/.test(one.type)),
  );
}

/** What a form holds, passwords and files aside. */
function typedIn(form: HTMLFormElement): Fields {
  const secret = new Set(
    [...form.elements].flatMap((one) =>
      one instanceof HTMLInputElement && one.type === "password" ? [one.name] : [],
    ),
  );
  return [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === "string" && !secret.has(name) ? [{ name, value }] : [],
  );
}

/** A form is leaving: whatever was lost before is not waited for any more. Null for a mere button. */
export function noteSent(form: HTMLFormElement, memberId: string): SentForm | null {
  const { pathname, search } = window.location;
  forgetLost();
  last = isToFill(form)
    ? { memberId, address: pathname + search, fields: typedIn(form), at: Date.now() }
    : null;
  return last;
}

/** The form sent last has arrived. */
export function noteArrived(): void {
  last = null;
}

/** The form that the page at this address sent last, if it has not been left since. */
export function lastSentFrom(pathname: string): SentForm | null {
  return last && pathOf(last.address) === pathname ? last : null;
}

/** The form sent last did not arrive. Some browsers refuse to keep anything: is it kept? */
export function keepLost(lost: SentForm): boolean {
  const isKept = quietly(() => {
    sessionStorage.setItem(KEY, JSON.stringify(lost));
    return true;
  });
  return isKept ?? false;
}

export function forgetLost(): void {
  quietly(() => sessionStorage.removeItem(KEY));
}

/** The form that a member lost on the page at this address, if any. Another's, or an old one, is forgotten. */
export function lostOn(pathname: string, memberId: string): SentForm | null {
  const lost = quietly(() => JSON.parse(sessionStorage.getItem(KEY) ?? "null") as SentForm | null);
  if (!lost) return null;
  if (lost.memberId !== memberId || Date.now() - lost.at > KEPT) {
    forgetLost();
    return null;
  }
  return pathOf(lost.address) === pathname ? lost : null;
}

/** The form of the page that these fields are most likely of. */
export function formOf(fields: Fields): HTMLFormElement | null {
  const names = new Set(fields.map(({ name }) => name));
  const score = (form: HTMLFormElement) =>
    new Set([...form.elements].map(nameOf).filter((name) => names.has(name))).size;
  const forms = [...document.querySelectorAll<HTMLFormElement>("main form[method=post i]")]
    .filter(isToFill)
    .map((form) => ({ form, score: score(form) }))
    .sort((one, other) => other.score - one.score);
  return forms[0] && forms[0].score > 0 ? forms[0].form : null;
}

const nameOf = (element: Element) => element.getAttribute("name") ?? "";

/**
 * Puts back in a form what was typed in it; what makes the form itself stays as it is.
 * @returns what the form has no field for, as a row that it has not drawn
 */
export function refill(form: HTMLFormElement, fields: Fields): Fields {
  const values = new Map<string, string[]>();
  for (const { name, value } of fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const element of form.elements) {
    if (
      !(
        element instanceof HTMLInputElement ||
        element instanceof HTMLTextAreaElement ||
        element instanceof HTMLSelectElement
      ) ||
      /^(hidden|password|file)$/.test(element.type)
    ) {
      continue;
    }
    const typed = values.get(element.name);
    if (element instanceof HTMLInputElement && /^(radio|checkbox)$/.test(element.type)) {
      element.checked = typed?.includes(element.value) ?? false;
    } else if (typed?.[0] !== undefined) {
      element.value = typed.length > 1 ? (typed.shift() ?? "") : typed[0];
    }
    const details = element.closest("details");
    if (details && typed?.some(Boolean)) details.open = true;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
  const drawn = new Set([...form.elements].map(nameOf));
  return fields.filter(({ name }) => !drawn.has(name));
}
