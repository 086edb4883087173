import { useLocation, useNavigation } from "@remix-run/react";
import { useEffect, useRef } from "react";

/**
 * Moves the focus to what a page has to say first, which screen readers then read: after a form was sent, its refusal
 * or the notice of what was done; on another page, the field that it is for where a keyboard is at hand, or its title.
 * Takes `?fait=` out of the address once shown, so that a reload does not repeat it.
 */
export function usePageArrival(): void {
  const { pathname, search, hash, key } = useLocation();
  const navigation = useNavigation();
  const shown = useRef<string>(undefined);
  // The page that the browser loads may itself answer a form, sent before its scripts ran.
  const wasSent = useRef(true);
  const focusWhenSent = useRef<Element | null>(null);

  useEffect(() => {
    if (navigation.state === "idle") return;
    wasSent.current = navigation.formData !== undefined;
    focusWhenSent.current = document.activeElement;
  }, [navigation]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer has its key, even on the page that sent the form.
  useEffect(() => {
    const isLoaded = shown.current === undefined;
    const isOther = !isLoaded && shown.current !== pathname;
    const isAnswer = wasSent.current;
    shown.current = pathname;
    wasSent.current = false;
    const focus = document.activeElement;
    const isLost = !focus || focus === document.body;
    // The page or the person chose another place meanwhile.
    if (isAnswer && !isLost && focus !== focusWhenSent.current) return;
    if (isAnswer && focusAnswer()) return;
    if (hash || isLoaded) return;
    if (isOther || (isAnswer && isLost)) focusPage();
  }, [key, pathname]);

  useEffect(() => {
    const parameters = new URLSearchParams(search);
    const said = ["fait", "adresse", "ferme"];
    if (!said.some((name) => parameters.has(name))) return;
    for (const name of said) parameters.delete(name);
    const rest = parameters.toString();
    window.history.replaceState(
      window.history.state,
      "",
      `${pathname}${rest && `?${rest}`}${hash}`,
    );
  }, [pathname, search, hash]);
}

/** What stops a form, then the first field that does not fit, then what was done or read. */
const answers = [
  "[data-answer=refused]",
  ":is(input, select, textarea):is([aria-invalid=true], [aria-invalid=true] *)",
  "[data-answer=done]",
];

function focusAnswer(): boolean {
  for (const answer of answers) {
    const found = [...document.querySelectorAll<HTMLElement>(`main ${answer}`)];
    const seen = found.find((element) => element.checkVisibility());
    if (!seen) continue;
    if (seen.dataset.answer) seen.tabIndex = -1;
    seen.focus();
    return true;
  }
  return false;
}

function focusPage(): void {
  // On a phone it would open the keyboard over the page.
  const field = document.querySelector<HTMLElement>("main [data-arrival]");
  if (field && window.matchMedia("(pointer: fine)").matches) {
    field.focus({ preventScroll: true });
    return;
  }
  const title = document.querySelector<HTMLElement>("main h1");
  if (!title) return;
  title.tabIndex = -1;
  title.classList.add("outline-none");
  title.focus({ preventScroll: true });
}
