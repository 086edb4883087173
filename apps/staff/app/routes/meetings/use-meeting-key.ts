import { useNavigate } from "@remix-run/react";
import { useEffect } from "react";

/**
 * On a person's page, Alt R writes a meeting with that person, before the house's own Alt R asks with
 * whom. Alt keeps the letter alone free for those who speak to their computer.
 */
export function useMeetingKey(href: string | null): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (!href) return;
    const onKey = (event: KeyboardEvent) => {
      const isOurs =
        event.code === "KeyR" &&
        event.altKey &&
        !event.ctrlKey &&
        !event.metaKey &&
        !event.shiftKey;
      if (!isOurs || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      event.stopPropagation();
      navigate(href);
    };
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, [href, navigate]);
}
