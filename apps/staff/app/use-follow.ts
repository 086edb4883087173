import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

/** Asks where the job is, every second that somebody looks. */
export function useFollow(waits: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!waits || state !== "idle") return;
    const timer = setTimeout(() => {
      if (!document.hidden) revalidate();
    }, 1000);
    const shown = () => {
      if (!document.hidden) revalidate();
    };
    document.addEventListener("visibilitychange", shown);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", shown);
    };
  }, [waits, state, revalidate]);
}
