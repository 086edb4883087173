import { useLocation } from "@remix-run/react";
import { useEffect, useRef } from "react";

/**
 * On another page, moves the focus to its title, which screen readers then read, or to the field that the page is for
 * where a keyboard is at hand, and takes `?fait=` out of
 * the address once shown, so that a reload does not repeat it.
 */
export function usePageArrival(): void {
  const { pathname, search, hash } = useLocation();
  const shown = useRef(pathname);

  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    if (hash) return;
    if (document.activeElement?.closest("main [role=alert]")) return;
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
  }, [pathname, hash]);

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
