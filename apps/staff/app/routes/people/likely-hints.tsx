import type { LikelySame } from "@essaim/accompaniment/worker/duplicate.queries";
import { Alert } from "@essaim/ui/alert";
import { Link } from "@essaim/ui/link";
import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { paths } from "~/paths";

/** Milliseconds without a key before the server is asked. */
const PAUSE = 400;
const watched = ["givenName", "familyName", "phone", "email"];

/**
 * Files that look like the one being typed in the form around, said as one types. Without JavaScript the server says
 * them when the form is sent.
 */
export function LikelyHints() {
  const { load, data } = useFetcher<LikelySame[]>();
  const box = useRef<HTMLDivElement>(null);
  // A fetcher's methods are new with every render.
  const ask = useRef(load);
  ask.current = load;
  useEffect(() => {
    const form = box.current?.closest("form");
    if (!form) return;
    let timer: number | undefined;
    let asked = "";
    const onInput = (event: Event) => {
      if (!watched.includes((event.target as HTMLInputElement).name)) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        const typed = new FormData(form);
        const query = Object.fromEntries(watched.map((name) => [name, String(typed.get(name))]));
        const address = paths.likelySame(query);
        if (address !== asked) ask.current(address);
        asked = address;
      }, PAUSE);
    };
    form.addEventListener("input", onInput);
    return () => {
      window.clearTimeout(timer);
      form.removeEventListener("input", onInput);
    };
  }, []);
  const likely = Array.isArray(data) ? data : [];
  return (
    // Here from the start, so that what it says later is read aloud.
    <div ref={box} role="status">
      {likely.length > 0 && (
        <Alert tone="warning" title="Cette personne a peut-être déjà une fiche">
          <LikelyList likely={likely} />
        </Alert>
      )}
    </div>
  );
}

/** Files that are likely the same person's, each with why, opened beside the form. */
export function LikelyList({ likely }: { likely: readonly LikelySame[] }) {
  return (
    <ul className="flex flex-col gap-1">
      {likely.map(({ id, name, communeName, birthYear, coachName, reasons }) => (
        <li key={id}>
          <Link href={paths.worker(id)} target="_blank">
            {name}
            <span className="sr-only"> (nouvel onglet)</span>
          </Link>
          <span className="text-muted">
            {" "}
            {[communeName, birthYear, coachName && `accompagnement\u202f: ${coachName}`, ...reasons]
              .filter(Boolean)
              .join(", ")}
          </span>
        </li>
      ))}
    </ul>
  );
}
